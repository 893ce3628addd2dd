"""The figures of the report: participation by channel, kind and declared facts, and the decisions."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Avg, Count, ExpressionWrapper, F, Q, QuerySet, Sum, Value, fields

from tadafor.consultations import rules
from tadafor.consultations.models import Consultation, Contribution, Support
from tadafor.kernel.asked import asked_once
from tadafor.kernel.clock import start_of
from tadafor.people.queries import facts_counted
from tadafor.people.rules import AgeBand, Channel, Disability, MotherTongue, Sex

DECLARED: tuple[tuple[str, type[StrEnum]], ...] = (
    ("sex", Sex),
    ("age_band", AgeBand),
    ("disability", Disability),
    ("mother_tongue", MotherTongue),
)


def figures_of(consultation: Consultation) -> dict[str, Any]:
    """Return the figures as they stand now, ready to be frozen as JSON.

    Declared facts are masked (§ consultations-21: None is a masked count) and come with the share
    of the people who declared them, in per cent.
    """
    asked = {"consultation": consultation.pk}
    closed = start_of(consultation.closes_on + timedelta(days=1))
    counts = _counts.first(**asked, closed=closed, on_cards=consultation.on_cards)
    row = dict(zip(_columns(on_cards=consultation.on_cards), counts or (), strict=True))
    days = row.pop("waited")
    people = {person for (person,) in _authors.all(**asked)}
    backed = _backers.all(**asked)
    backers = {person for person, _channel, _count in backed}
    return {
        **_gathered(row),
        "authors": len(people),
        "supporters": len(backers),
        "supports_by_channel": _by_channel(backed),
        "days_to_answer": None if days is None else max(0, days.days),
        "declared": _declared(people | backers),
    }


def _columns(*, on_cards: bool) -> dict[str, Any]:
    """What is counted, by its name, but for how long people waited."""
    subject = rules.Subject.CARDS if on_cards else rules.Subject.TEXT
    approved = Q(decision__approved_at__isnull=False, withdrawn_at__isnull=True)
    return {
        "contributions": Count("pk"),
        "withdrawn": Count("pk", filter=Q(withdrawn_at__isnull=False)),
        "hidden": Count("pk", filter=Q(trace__visibility="hidden")),
        "in_person": Count("pk", filter=Q(author__isnull=True)),
        "in_bulk": Count("pk", filter=Q(decision__batch__gt="")),
        "one_by_one": Count("pk", filter=Q(decision__isnull=False, decision__batch="")),
        "supports": Sum("supports_count", default=0),
        "waited": None,
        **_each("by_channel", "channel", Channel),
        **_each("by_kind", "kind", rules.KINDS_OF[subject]),
        **_each("by_author_kind", "author_kind", rules.AuthorKind),
        **_each("by_outcome", "decision__outcome", rules.Outcome, approved),
    }


@asked_once
def _counts(
    consultation: int, closed: datetime, *, on_cards: bool
) -> QuerySet[Contribution, tuple[Any, ...]]:
    approved = Q(decision__approved_at__isnull=False, withdrawn_at__isnull=True)
    waited = ExpressionWrapper(F("decision__approved_at") - closed, output_field=fields.DurationField())
    columns = _columns(on_cards=on_cards) | {"waited": Avg(waited, filter=approved)}
    things = Contribution.objects.filter(consultation_id=consultation).order_by()
    whole = things.annotate(whole=Value(1)).values("whole")
    return whole.annotate(**{f"n_{name}": column for name, column in columns.items()}).values_list(
        *(f"n_{name}" for name in columns)
    )


@asked_once
def _authors(consultation: int) -> QuerySet[Contribution, tuple[int]]:
    things = Contribution.objects.filter(consultation_id=consultation, author__isnull=False)
    return things.order_by().values_list("author_id").distinct()


@asked_once
def _backers(consultation: int) -> QuerySet[Support, tuple[int, str, int]]:
    things = Support.objects.filter(contribution__consultation_id=consultation)
    return things.order_by().values_list("person_id", "channel").annotate(given=Count("pk"))


def _by_channel(backed: Iterable[tuple[int, str, int]]) -> dict[str, int]:
    given: Counter[str] = Counter()
    for _person, channel, count in backed:
        given[channel] += count
    return {one.value: given[one.value] for one in Channel}


def _each(name: str, field: str, members: Iterable[StrEnum], among: Q | None = None) -> dict[str, Count]:
    """Return a count for each member of a closed list: one query asks them all."""
    return {
        f"{name}__{member.value}": Count("pk", filter=Q(**{field: member.value}) & (among or Q()))
        for member in members
    }


def _gathered(row: dict[str, int]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, count in row.items():
        table, _, member = name.partition("__")
        if member:
            found.setdefault(table, {})[member] = count
        else:
            found[name] = count
    return found


def _declared(people: set[int]) -> dict[str, Any]:
    """Return each declared fact alone, its small counts masked, and how many declared it."""
    facts = facts_counted(people)
    found: dict[str, Any] = {}
    for at, (name, members) in enumerate(DECLARED):
        said: Counter[str] = Counter()
        for *declared, count in facts:
            said[declared[at]] += count
        del said[""]
        counts = rules.masked({name: {member.value: said.get(member.value, 0) for member in members}})[name]
        found[name] = {"share": rules.share(sum(said.values()), len(people)), "counts": counts}
    return found
