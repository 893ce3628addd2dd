"""The figures of the report: participation by channel, kind and declared facts, and the decisions."""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Avg, Count, ExpressionWrapper, F, Q, Sum, fields

from tadafor.consultations import rules
from tadafor.consultations.models import Consultation, Contribution, Support
from tadafor.kernel.clock import start_of
from tadafor.people.queries import facts_among
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
    things = Contribution.objects.filter(consultation=consultation)
    approved = Q(decision__approved_at__isnull=False, withdrawn_at__isnull=True)
    closed = start_of(consultation.closes_on + timedelta(days=1))
    waited = ExpressionWrapper(F("decision__approved_at") - closed, output_field=fields.DurationField())
    row = things.aggregate(
        contributions=Count("pk"),
        withdrawn=Count("pk", filter=Q(withdrawn_at__isnull=False)),
        hidden=Count("pk", filter=Q(trace__visibility="hidden")),
        in_person=Count("pk", filter=Q(author__isnull=True)),
        in_bulk=Count("pk", filter=Q(decision__batch__gt="")),
        one_by_one=Count("pk", filter=Q(decision__isnull=False, decision__batch="")),
        supports=Sum("supports_count", default=0),
        waited=Avg(waited, filter=approved),
        **_each("by_channel", "channel", Channel),
        **_each("by_kind", "kind", rules.KINDS_OF[rules.Subject(consultation.subject)]),
        **_each("by_author_kind", "author_kind", rules.AuthorKind),
        **_each("by_outcome", "decision__outcome", rules.Outcome, approved),
    )
    days = row.pop("waited")
    people = set(things.filter(author__isnull=False).values_list("author_id", flat=True).distinct())
    backers = set(
        Support.objects.filter(contribution__consultation=consultation)
        .values_list("person_id", flat=True)
        .distinct()
    )
    return {
        **_gathered(row),
        "authors": len(people),
        "supporters": len(backers),
        "days_to_answer": None if days is None else max(0, days.days),
        "declared": _declared(people | backers),
    }


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
    facts = list(facts_among(people))
    found: dict[str, Any] = {}
    for name, members in DECLARED:
        said = Counter(getattr(one, name) for one in facts if getattr(one, name))
        counts = rules.masked({name: {member.value: said.get(member.value, 0) for member in members}})[name]
        found[name] = {"share": rules.share(sum(said.values()), len(people)), "counts": counts}
    return found
