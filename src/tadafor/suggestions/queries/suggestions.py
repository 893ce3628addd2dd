"""Named reads of suggestions: one by its number, lists, near ones, what was said of one."""

import hmac
from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db.models import Count, F, FloatField, Q, QuerySet, Value
from django.db.models.functions import Cast

from tadafor.audit.queries import derived_key
from tadafor.kernel.asked import asked_once
from tadafor.kernel.clock import day_of, start_of
from tadafor.kernel.identifiers import ALPHABET
from tadafor.kernel.search import Mark, mark, saying, similar, words_of
from tadafor.suggestions import rules
from tadafor.suggestions.models import (
    Category,
    Suggestion,
    SuggestionNote,
    SuggestionOriginal,
    SuggestionStep,
    SuggestionSupport,
)
from tadafor.suggestions.models.suggestion import SuggestionQuerySet
from tadafor.traces import queries as traces
from tadafor.traces.models import Trace

UNSEEN = ("search_text", "grams", "trace__text", "contact")
_WITH = ("trace", "category", "neighbourhood", "service", "recording", "merged_into")
_NEWEST_COMPARED = 400
_MOST_ALIKE = 3
_MOST_TARGETS = 60
_TARGETS = ("budgets", "consultations", "petitions", "councils", "commitments")
_A_DEGREE = Decimal("0.003")  # about 300 metres: near enough to be measured
BACKED = "backed"
SHELVES = ("open", "answered", BACKED)


def at(number: int) -> Suggestion | None:
    """Return the suggestion of this public number in the open territory."""
    return _at.first(number=number)


@asked_once
def _at(number: int) -> QuerySet[Suggestion]:
    return Suggestion.objects.filter(number=number).select_related(*_WITH).defer(*UNSEEN)


def locked(suggestion: Suggestion) -> Suggestion:
    """Return the suggestion, held until the act is done, with its trace and its territory."""
    return (
        Suggestion.objects.select_for_update(of=("self",))
        .select_related("trace", "territory")  # what can change is asked for once the row is held
        .get(pk=suggestion.pk)
    )


def locked_together(keys: list[int]) -> list[Suggestion]:
    """Return several, held in the order of their keys so that nobody waits in a circle."""
    return list(
        Suggestion.objects.select_for_update(of=("self",))
        .select_related("trace", "territory")
        .filter(pk__in=keys)
        .order_by("pk")
    )


def sent_with(territory_id: int, token_hash: str) -> Suggestion | None:
    """Return what this very form already made."""
    rows = Suggestion.objects.filter(territory_id=territory_id, token_hash=token_hash)
    return rows.select_related("trace", "territory", "category").first()


# ---- secrets and marks


def secret_of(territory_id: int, token: str) -> str:
    """Return the secret of ten characters that this form is given, the same for a double click."""
    raw = hmac.new(derived_key("suggestions.secret"), f"{territory_id}:{token}".encode(), sha256).digest()
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in raw[: rules.SECRET_LENGTH])


def hashed(what: str, value: str) -> str:
    """Return what is kept instead of a secret or a token."""
    return hmac.new(derived_key(f"suggestions.{what}"), value.encode(), sha256).hexdigest()


def mark_of(what: str, territory_id: int, value: str, now: datetime) -> str:
    """Return what is kept of a network or a device: a short mark of this territory and this day."""
    if not value:
        return ""
    return hashed(what, f"{territory_id}:{now:%Y-%m-%d}:{value}")[:32]


def typed_secret(text: str) -> str:
    """Return a secret as it was given, however it was typed: O is 0, I and L are 1."""
    folded = "".join(text.upper().split()).replace("-", "")
    return folded.translate(str.maketrans("OIL", "011"))


def opens(suggestion: Suggestion, secret: str) -> bool:
    """Whether this secret opens this file."""
    return hmac.compare_digest(suggestion.secret_hash, hashed("secret_kept", typed_secret(secret)))


def counted_lately(
    territory_id: int, *, person_id: int | None, device: str, network: str, now: datetime
) -> tuple[int, int, int]:
    """Return how many came today from a person, and in an hour from a device and a network."""
    rows = Suggestion.objects.filter(territory_id=territory_id)
    if person_id is not None:
        return rows.filter(author_id=person_id, written_at__gte=start_of(day_of(now))).count(), 0, 0
    lately = rows.filter(written_at__gt=now - timedelta(hours=1), author_id=None)
    found = lately.filter(network=network).aggregate(
        network=Count("pk"), device=Count("pk", filter=Q(device=device))
    )
    return 0, found["device"] if device else 0, found["network"] if network else 0


def spoken_by(territory_id: int, device: str) -> int:
    """Return how many recordings came from a device, whose mark is of the day; without one, none."""
    if not device:
        return 0
    return Suggestion.objects.filter(
        territory_id=territory_id, device=device, recording__isnull=False
    ).count()


# ---- lists


def listed(
    *,
    before: int | None = None,
    after: int | None = None,
    limit: int,
    shelf: str = "",
    kind: str = "",
    category: int | None = None,
    neighbourhood: int | None = None,
    text: str = "",
    territory_id: int,
) -> list[Suggestion]:
    """Return what everybody reads, filtered; the newest first, or the most backed (``pages.stretch_of``)."""
    return _listed.all(
        limit=limit,
        shelf_open=True if shelf == "open" else None,
        answered=True if shelf == "answered" else None,
        backed=True if shelf == BACKED else None,
        before=before,
        after=after,
        kind=kind if kind in set(rules.Kind) else None,
        category=category,
        place=neighbourhood,
        **words_of(text, near=mark(Mark.TERRITORY, territory_id)),
    )


def key_of(shelf: str) -> str:
    """Return by what a list is cut."""
    return "weight" if shelf == BACKED else "number"


@asked_once
def _listed(
    *,
    shelf_open: bool | None,
    answered: bool | None,
    backed: bool | None,
    before: int | None,
    after: int | None,
    kind: str | None,
    category: int | None,
    place: int | None,
    **words: Any,  # noqa: ANN401
) -> QuerySet[Suggestion]:
    things = saying(Suggestion.objects.public(), words)
    if shelf_open:
        things = things.filter(state__in=sorted(rules.OPEN))
    if answered:
        things = things.filter(answered_at__isnull=False)
    key = key_of(BACKED if backed else "")
    narrow = {
        "kind": kind,
        "category_id": category,
        "neighbourhood_id": place,
        f"{key}__lt": before,
        f"{key}__gt": after,
    }
    things = things.filter(**{name: value for name, value in narrow.items() if value is not None})
    things = things.select_related("trace", "category", "neighbourhood").defer(*UNSEEN)
    return things.order_by(key if after is not None else f"-{key}")


def by_place(*, category: int | None = None) -> list[tuple[int | None, int, int]]:
    """Return how many are public in each neighbourhood, and how many of them still open.

    All of them are counted in an index, then those few that are held or hidden are taken off: joining every
    trace would be dear.
    """
    hidden = {key: (every, still) for key, every, still in _by_place.all(category=category, hidden=True)}
    counted = []
    for key, every, still in _by_place.all(category=category, hidden=None):
        less, less_open = hidden.get(key, (0, 0))
        if every > less:
            counted.append((key, every - less, still - less_open))
    return sorted(counted, key=lambda row: -row[1])


@asked_once
def _by_place(
    *, category: int | None, hidden: bool | None
) -> QuerySet[Suggestion, tuple[int | None, int, int]]:
    things = Suggestion.objects.exclude(kind=rules.Kind.COMPLAINT).order_by()
    if hidden:
        things = things.filter(trace__territory=F("territory")).exclude(trace__visibility="visible")
    if category is not None:
        things = things.filter(category_id=category)
    counted = things.values("neighbourhood_id").annotate(
        all=Count("state"), open=Count("state", filter=Q(state__in=sorted(rules.OPEN)))
    )  # of a column that the index holds: it alone is read
    return counted.order_by("neighbourhood_id").values_list("neighbourhood_id", "all", "open")


@asked_once
def told(category: int | None) -> QuerySet[Suggestion]:
    """Return what everybody reads, for what is given out as data; the newest first."""
    things = Suggestion.objects.public()
    if category is not None:
        things = things.filter(category_id=category)
    return _given(things).order_by("-number")


def reported(
    *,
    limit: int,
    offset: int = 0,
    numbers: list[int] | None = None,
    codes: list[str] | None = None,
    is_open: bool | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[Suggestion]:
    """Return what everybody reads, by the filters of GeoReport; the latest first."""
    kept = None if not codes else list(Category.objects.filter(code__in=codes).values_list("pk", flat=True))
    span = {"since": since, "until": until}
    return _reported.all(
        limit=limit, offset=offset, numbers=numbers, categories=kept, is_open=is_open, **span
    )


@asked_once
def _reported(
    *,
    numbers: list[int] | None,
    categories: list[int] | None,
    is_open: bool | None,
    since: datetime | None,
    until: datetime | None,
) -> QuerySet[Suggestion]:
    things = Suggestion.objects.public()
    if is_open is not None:
        things = things.filter(state__in=sorted(rules.OPEN if is_open else set(rules.State) - rules.OPEN))
    named = {
        "number__any": numbers,
        "category__pk__any": categories,
        "written_at__gte": since,
        "written_at__lte": until,
    }
    things = things.filter(**{name: value for name, value in named.items() if value is not None})
    return _given(things).order_by("-written_at", "-number")


def _given(things: SuggestionQuerySet) -> QuerySet[Suggestion]:
    return things.select_related("trace", "category", "neighbourhood", "service").defer(*UNSEEN)


def of_person(person_id: int) -> SuggestionQuerySet:
    """Return what a person wrote here, the newest first."""
    rows = Suggestion.objects.filter(author_id=person_id).select_related("trace", "category", "neighbourhood")
    return rows.defer(*UNSEEN).order_by("-number")


# ---- near ones


def alike(
    *,
    territory_id: int,
    text: str,
    category: int | None,
    point: rules.Point | None = None,
    but: int | None = None,
) -> list[Suggestion]:
    """Return the open ones that say nearly the same, or stand at the same corner (§ suggestions-6).

    Only the newest of the category are compared: what everybody writes again is new.
    """
    near = Suggestion.objects.public().filter(territory_id=territory_id, state__in=sorted(rules.OPEN))
    if category is not None:
        near = near.filter(category_id=category)
    if but is not None:
        near = near.exclude(pk=but)
    newest = near.order_by("-number").values("pk")[:_NEWEST_COMPARED]
    pool = Suggestion.objects.filter(pk__in=newest)
    rows = {one.pk: one for one in _shown(similar(pool, text, _MOST_ALIKE))} if text.strip() else {}
    for one in _around(pool, point) if point else []:
        rows.setdefault(one.pk, one)
    return list(rows.values())[:_MOST_ALIKE]


def _shown(things: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    return things.select_related("trace", "category", "neighbourhood").defer(*UNSEEN)


def _around(pool: SuggestionQuerySet, point: rules.Point) -> list[Suggestion]:
    north, east = point.latitude, point.longitude
    things = pool.filter(
        latitude__range=(north - _A_DEGREE, north + _A_DEGREE),
        longitude__range=(east - _A_DEGREE, east + _A_DEGREE),
    ).annotate(
        away=Cast((F("latitude") - Value(north)) * (F("latitude") - Value(north)), FloatField())
        + Cast((F("longitude") - Value(east)) * (F("longitude") - Value(east)), FloatField())
    )
    found = _shown(things.order_by("away", "-number"))[:_MOST_ALIKE]
    return [one for one in found if _metres(one, point) <= rules.NEAR_METRES]


def _metres(one: Suggestion, point: rules.Point) -> float:
    if one.latitude is None or one.longitude is None:
        return float("inf")
    return rules.metres(rules.Point(one.latitude, one.longitude), point)


# ---- what was said of one


def steps_of(suggestion: Suggestion) -> list[SuggestionStep]:
    """Return the states it came to, in order, each with its reason and its service."""
    return list(SuggestionStep.objects.filter(suggestion=suggestion).select_related("service"))


def notes_of(suggestion: Suggestion) -> list[SuggestionNote]:
    """Return what the staff told each other."""
    return list(SuggestionNote.objects.filter(suggestion=suggestion).select_related("by"))


def originals_of(suggestion: Suggestion) -> list[SuggestionOriginal]:
    return list(SuggestionOriginal.objects.filter(suggestion=suggestion).select_related("by"))


def merged_with(suggestion: Suggestion) -> list[Suggestion]:
    """Return those that were put with this one."""
    return list(Suggestion.objects.filter(merged_into=suggestion).select_related("trace").defer(*UNSEEN))


def targets() -> list[Trace]:
    """Return what a suggestion may be carried into: texts, editions, projects, commitments, petitions."""
    return [one for room in _TARGETS for one in traces.of_room(room, limit=_MOST_TARGETS)]


def target(said: str) -> Trace | None:
    """Return what somebody names, by its code or its address, where a suggestion may be carried into it."""
    found = traces.named(said)
    return found if found and found.visibility == "visible" and found.room in _TARGETS else None


def backs(suggestion: Suggestion, person_id: int | None) -> bool:
    """Whether a person stands behind it."""
    if person_id is None:
        return False
    return SuggestionSupport.objects.filter(suggestion=suggestion, person_id=person_id).exists()
