"""The register as everybody reads it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Func, QuerySet
from django.utils.translation import gettext as _

from tadafor.associations import rules
from tadafor.associations.models import Association, BoardSeat, Settling
from tadafor.associations.rules import Finding, Kind, Theme
from tadafor.kernel.asked import Answers, asked_once
from tadafor.kernel.openings import Found
from tadafor.kernel.search import matching, saying, words_of
from tadafor.kernel.together import Telling, together, wanted
from tadafor.territories.queries import called
from tadafor.traces.queries import Trace, written_for

ROOM = "associations"
FEW = 30


def settling(territory_id: int) -> Settling:
    """How this territory keeps its register."""
    return Settling.objects.filter(territory_id=territory_id).first() or Settling(territory_id=territory_id)


def state_of(association: Association, *, today: date, settled: Settling) -> rules.State:
    """Where an entry stands today."""
    return rules.state(association.dates, today=today, warning=timedelta(days=settled.warning_days))


def listed() -> QuerySet[Association, Association]:
    """What the register of the open territory shows, by name."""
    things = Association.objects.listed().select_related("neighbourhood").order_by("sort_key", "pk")
    return things.defer("search_text", "grams")  # no page shows them, and they weigh more than the rest


def narrowed(
    things: QuerySet[Association, Association],
    *,
    query: str = "",
    kind: str = "",
    theme: str = "",
    neighbourhood: int | None = None,
) -> QuerySet[Association, Association]:
    """Keep what was asked for."""
    if kind:
        things = things.filter(kind=kind)
    if theme:
        things = things.filter(themes__contains=[theme])
    if neighbourhood is not None:
        things = things.filter(neighbourhood_id=neighbourhood)
    return matching(things, query) if query else things


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the register."""

    code: str
    kind: Kind
    name: str
    activity: str
    themes: list[Theme]
    until: date | None
    neighbourhood: str


def lines(
    *, query: str = "", kind: str = "", theme: str = "", neighbourhood: int | None = None
) -> Answers[Any]:
    """Return the register narrowed as ``narrowed`` does, for one page of a list (``told``)."""
    return _lines.pages(
        kind=kind or None, theme=theme or None, neighbourhood=neighbourhood, **words_of(query)
    )


@asked_once
def _lines(
    kind: str | None,
    theme: str | None,
    neighbourhood: int | None,
    **words: Any,  # noqa: ANN401
) -> QuerySet[Association, tuple[Any, ...]]:
    things = Association.objects.listed().order_by("sort_key", "pk")
    if kind:
        things = things.filter(kind=kind)
    if theme:
        things = things.filter(themes__names=theme)
    if neighbourhood is not None:
        things = things.filter(neighbourhood_id=neighbourhood)
    place = ("neighbourhood__name_ar", "neighbourhood__name_fr")
    return saying(things, words).values_list("code", "kind", "name", "activity", "themes", "until", *place)


def told(rows: Iterable[tuple[Any, ...]]) -> list[Line]:
    """Return the rows of ``lines`` as they show."""
    return [
        Line(
            code,
            Kind(kind),
            name,
            activity,
            [Theme(one) for one in themes],
            until,
            called(arabic, french) if arabic else "",
        )
        for code, kind, name, activity, themes, until, arabic, french in rows
    ]


def coded(code: str) -> Association | None:
    """The actor at this address, whatever its state."""
    return Association.objects.select_related("neighbourhood", "territory__place").filter(code=code).first()


def names_of(association_ids: Iterable[int]) -> dict[int, str]:
    """The names of these associations of the open territory."""
    return dict(_named.all(keys=sorted(set(association_ids))))


@asked_once
def _named(keys: list[int]) -> QuerySet[Association, tuple[int, str]]:
    return Association.objects.filter(pk__any=keys).order_by().values_list("pk", "name")


def seats_of(association: Association) -> list[BoardSeat]:
    """Its board, by capacity, in the order of the list."""
    order = {capacity.value: place for place, capacity in enumerate(rules.Capacity)}
    return sorted(association.seats.all(), key=lambda seat: order[seat.capacity])


def what_it_did(association: Association) -> list[Trace]:
    """What was written in its name and everybody may read, newest first."""
    return written_for(association.pk, limit=FEW)


def legal_conditions(
    association_id: int,
    *,
    now: datetime,
    today: date,
    object: Iterable[Theme],  # noqa: A002 -- the law's word
) -> list[Finding]:
    """What the register says of each condition the law asks of an association that petitions."""
    association = Association.objects.get(pk=association_id)
    holds = Association.objects.acting(now).filter(pk=association_id).exists()
    return rules.conditions(association.facts(is_confirmed=holds), today, frozenset(object))


@dataclass(frozen=True)
class Counts:
    """How many there are of each kind, and in all."""

    total: int
    kinds: Mapping[Kind, int]


def counts() -> Counts:
    """Count the register of the open territory."""
    found = dict(_by_kind.all())
    kinds = {kind: found[kind.value] for kind in Kind if kind.value in found}
    return Counts(sum(kinds.values()), kinds)


@asked_once
def _by_kind() -> QuerySet[Association, tuple[str, int]]:
    things = Association.objects.listed().order_by().values("kind").annotate(n=Count("pk"))
    return things.values_list("kind", "n")


def themes_by_neighbourhood(kind: str = "") -> dict[tuple[str, int | None], int]:
    """Count actors for each theme and neighbourhood, under each of their themes (§ associations-map)."""
    return {(theme, place): n for theme, place, n in _spread.all(kind=kind or None)}


@asked_once
def _spread(kind: str | None) -> QuerySet[Association, tuple[str, int | None, int]]:
    things: Any = Association.objects.listed().order_by()
    things = things.filter(kind=kind) if kind else things
    spread = things.annotate(theme=Func(F("themes"), function="unnest")).values("theme", "neighbourhood_id")
    rows: QuerySet[Association, tuple[str, int | None, int]] = spread.annotate(n=Count("pk")).values_list(
        "theme", "neighbourhood_id", "n"
    )
    return rows


@together
def found(query: str, territory_id: int | None, limit: int) -> Telling[list[Found]]:
    """Answer the search of the house (``TADAFOR_FOUND``)."""
    (rows,) = yield [wanted(_saying, limit=limit, territory=territory_id, **words_of(query))]
    return [
        Found(
            room=ROOM,
            kind=_("جمعية أو فاعل"),
            title=name,
            address=f"/{slug}/associations/{code}/",
            territory_id=territory,
            excerpt=activity[:160],
            icon="users",
        )
        for name, slug, code, territory, activity in rows
    ]


@asked_once
def _saying(territory: int | None, **words: Any) -> QuerySet[Association, tuple[str, str, str, int, str]]:  # noqa: ANN401
    things = Association.objects.listed()
    if territory is not None:
        things = things.filter(territory_id=territory)
    told = ("name", "territory__slug", "code", "territory_id", "activity")
    return saying(things, words).order_by("sort_key", "pk").values_list(*told)
