"""Places and neighbourhoods by their names, as rows."""

from typing import Any, NamedTuple

from django.db.models import Case, Q, QuerySet, Value, When

from tadafor.kernel.asked import asked_once
from tadafor.kernel.search import saying, starting, words_of
from tadafor.kernel.text import search_text
from tadafor.kernel.together import Wanted, wanted
from tadafor.territories import rules, words
from tadafor.territories.models import Neighbourhood, Place, in_language
from tadafor.territories.rules import PlaceKind, shapes
from tadafor.ui.maps import Quarter


class PlaceFound(NamedTuple):
    """A place that was looked for: its title, that of what is above it, how addresses name it."""

    title: str
    above: str
    slug: str


def joined_named(text: str, limit: int) -> list[PlaceFound]:
    """Return the few territories that are named like ``text``, in the order of ``find_places``."""
    begins = search_text(text)
    if not begins:
        return []
    rows = _joined_named.all(limit=limit, begins=begins, start=starting(begins), **words_of(text))
    return [
        PlaceFound(
            words.title(PlaceKind(kind), arabic, french),
            words.title(PlaceKind(above[0]), *above[1:]) if above[0] else "",
            slug,
        )
        for slug, kind, arabic, french, *above in rows
    ]


@asked_once
def _joined_named(begins: str, start: str, **said: Any) -> QuerySet[Place, tuple[Any, ...]]:  # noqa: ANN401
    first = Case(
        When(Q(sort_key_ar=begins) | Q(sort_key_fr=begins), then=Value(0)),
        When(Q(sort_key_ar__as_like=start) | Q(sort_key_fr__as_like=start), then=Value(1)),
        default=Value(2),
    )
    things = Place.objects.filter(territory__isnull=False, kind__in=rules.CAN_JOIN)
    told = ("kind", "name_ar", "name_fr")
    return (
        saying(things, said)
        .order_by(first, "sort_key_ar", "code")
        .values_list("territory__slug", *told, *(f"parent__{one}" for one in told))
    )


def called(arabic: str, french: str) -> str:
    """Return a name of the ground in the reader's language."""
    return in_language(arabic, french)


def neighbourhood_names(territory_id: int) -> list[tuple[int, str]]:
    """Return the keys and the names of the neighbourhoods that people may choose."""
    rows = _neighbourhoods.all(territory=territory_id)
    return [(key, called(arabic, french)) for key, arabic, french in rows]


@asked_once
def _neighbourhoods(territory: int) -> QuerySet[Neighbourhood, tuple[int, str, str]]:
    things = Neighbourhood.objects.filter(territory_id=territory, is_retired=False)
    return things.values_list("pk", "name_ar", "name_fr")


def quarters(territory_id: int) -> list[Quarter]:
    """Return the neighbourhoods that a map can show: by their shapes, else by their centres."""
    rows = _on_maps.all(territory=territory_id)
    return [
        Quarter(called(arabic, french), *_middle(shape, latitude, longitude), shape=shape, key=key)
        for key, arabic, french, latitude, longitude, shape in rows
    ]


def wanted_quarters(territory_id: int) -> Wanted:
    """Say what ``quarters`` will ask, for a page that asks ahead."""
    return wanted(_on_maps, territory=territory_id)


@asked_once
def _on_maps(territory: int) -> QuerySet[Neighbourhood, tuple[Any, ...]]:
    things = Neighbourhood.objects.filter(territory_id=territory, is_retired=False)
    known = things.filter(~Q(shape=[]) | Q(latitude__isnull=False, longitude__isnull=False))
    return known.values_list("pk", "name_ar", "name_fr", "latitude", "longitude", "shape")


def _middle(shape: Any, latitude: Any, longitude: Any) -> tuple[float, float]:  # noqa: ANN401 -- columns
    """Return where a name stands: at the centre that was given, unless it lies outside the shape."""
    if latitude is not None and longitude is not None:
        given = float(latitude), float(longitude)
        if not shape or shapes.holds(shape, given[1], given[0]):
            return given
    east, north = shapes.centre(shape)
    return north, east


def neighbourhood_at(territory_id: int, *, latitude: Any, longitude: Any) -> int | None:  # noqa: ANN401 -- degrees
    """Return the neighbourhood whose shape holds a point, if one does."""
    point = float(longitude), float(latitude)
    shaped = Neighbourhood.objects.filter(territory_id=territory_id, is_retired=False).exclude(shape=[])
    rows = shaped.values_list("pk", "shape")
    return next((key for key, shape in rows if shapes.holds(shape, *point)), None)
