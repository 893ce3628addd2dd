"""What the committee and the staff read while they examine."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from tadafor.consultations import rules
from tadafor.consultations.models import (
    Consultation,
    Contribution,
    Decision,
    Delegation,
    Group,
    Passage,
    Version,
    Wording,
)
from tadafor.consultations.queries.contributions import contributions_of
from tadafor.people.actor import Actor
from tadafor.people.rules import RoleKind

DRAFTERS = (RoleKind.FOCAL_POINT, RoleKind.AGENT, RoleKind.COMMITTEE, RoleKind.DIRECTOR)
APPROVERS = (RoleKind.PRESIDENT, RoleKind.DIRECTOR)


@dataclass(frozen=True)
class Progress:
    """How far the examination is."""

    to_answer: int
    drafted: int
    approved: int
    withdrawn: int

    @property
    def unanswered(self) -> int:
        return self.to_answer - self.approved


def progress_of(consultation: Consultation) -> Progress:
    """Return how many contributions wait, are drafted, are approved; a withdrawn one needs no answer."""
    live = Q(withdrawn_at__isnull=True)
    row = Contribution.objects.filter(consultation=consultation).aggregate(
        to_answer=Count("pk", filter=live),
        drafted=Count("pk", filter=live & Q(decision__isnull=False, decision__approved_at__isnull=True)),
        approved=Count("pk", filter=live & Q(decision__approved_at__isnull=False)),
        withdrawn=Count("pk", filter=~live),
    )
    return Progress(**row)


def unanswered(consultation: Consultation) -> QuerySet[Contribution]:
    """Return the contributions that still lack an approved answer, oldest first."""
    return (
        contributions_of(consultation)
        .filter(withdrawn_at__isnull=True)
        .exclude(decision__approved_at__isnull=False)
        .order_by("number")
    )


def awaiting_approval(consultation: Consultation) -> QuerySet[Contribution]:
    """Return the contributions whose answer is drafted and not approved, oldest first."""
    return (
        contributions_of(consultation)
        .filter(decision__isnull=False, decision__approved_at__isnull=True, withdrawn_at__isnull=True)
        .select_related("decision__drafted_by")
        .order_by("number")
    )


def may_draft(actor: Actor, consultation: Consultation) -> bool:
    """Whether this member of staff may draft decisions and group contributions."""
    return actor.has_role(consultation.territory_id, *DRAFTERS)


def may_approve(actor: Actor, consultation: Consultation) -> bool:
    """Whether this person may approve: by office, or by a recorded delegation of this consultation."""
    if actor.has_role(consultation.territory_id, *APPROVERS):
        return True
    return Delegation.objects.filter(
        consultation=consultation, person_id=actor.person_id or 0, ended_on__isnull=True
    ).exists()


def decision_of(contribution: Contribution) -> Decision | None:
    """Return the decision of a contribution, its row locked."""
    return Decision.objects.select_for_update().filter(contribution=contribution).first()


def locked_contribution(contribution: Contribution) -> Contribution:
    """Return the contribution fresh, its row locked."""
    return (
        Contribution.objects.select_for_update(of=("self",)).select_related("trace").get(pk=contribution.pk)
    )


def chosen(consultation: Consultation, numbers: list[int]) -> list[Contribution]:
    """Return the contributions with these numbers, in one order of locking."""
    return list(
        Contribution.objects.select_for_update(of=("self",))
        .select_related("trace")
        .filter(consultation=consultation, number__in=numbers)
        .order_by("number")
    )


def groups_of(consultation: Consultation) -> QuerySet[Group]:
    """Return the groups with how many contributions each holds."""
    return consultation.groups.annotate(size=Count("contributions")).order_by("title")


def sizes_of_groups(consultation: Consultation) -> list[tuple[int, str, int]]:
    """Return each group's key, title and number of contributions."""
    rows = consultation.groups.order_by("title")
    return list(rows.values_list("pk", "title", Count("contributions")))


@dataclass(frozen=True)
class Desk:
    """One passage at the drafting table: what stands, what is drafted, what was accepted for it."""

    wording: Wording | None
    draft: Wording | None
    accepted: list[Contribution]
    causes: list[int]


def accepted_for(consultation: Consultation, passage: Passage | None) -> list[Contribution]:
    """Return the contributions accepted, wholly or partly, on a passage (None: the whole, new articles)."""
    return list(
        contributions_of(consultation)
        .filter(
            passage=passage,
            decision__outcome__in=[outcome.value for outcome in rules.CHANGES_THE_TEXT],
            decision__approved_at__isnull=False,
        )
        .order_by("number")
    )


def changed_passages(draft: Version) -> tuple[set[int], set[int]]:
    """Return the passages a draft changes against the standing text, and those without a cause."""
    before = _words(
        draft.consultation.versions.filter(published_at__isnull=False).order_by("-number").first()
    )
    after = _words(draft)
    changed = {passage for passage in {*before, *after} if before.get(passage) != after.get(passage)}
    caused = set(draft.changes.values_list("passage_id", flat=True))
    return changed, changed - caused


def _words(version: Version | None) -> dict[int, tuple[object, ...]]:
    if version is None:
        return {}
    rows = version.wordings.select_related("passage", "axis")
    return {
        row.passage_id: (row.title, row.body, row.number, row.card)
        if row.passage.sort == "card"
        else (row.title, row.body)
        for row in rows
    }
