"""What the staff pages read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from tadafor.consultations import rules
from tadafor.consultations.models import (
    CommitteeMeeting,
    Consultation,
    Contribution,
    Decision,
    Delegation,
    Version,
    Wording,
)
from tadafor.consultations.queries.consultations import committee_of
from tadafor.consultations.queries.contributions import contributions_of
from tadafor.consultations.queries.differences import card_differences
from tadafor.consultations.queries.showing import ContributionView
from tadafor.consultations.queries.text import current_version, label_of
from tadafor.consultations.queries.viewing import viewed
from tadafor.kernel.search import matching
from tadafor.people.queries import names_of


@dataclass(frozen=True)
class DeskRow:
    """A consultation in the list of the desk."""

    consultation: Consultation
    phase: rules.Phase
    to_draft: int
    to_approve: int


def desk_rows(today: date) -> list[DeskRow]:
    """Return every consultation of the open scope, those that close last first."""
    live = Q(contributions__withdrawn_at__isnull=True)
    decided = Q(contributions__decision__isnull=False)
    approved = Q(contributions__decision__approved_at__isnull=False)
    things = Consultation.objects.annotate(
        to_draft=Count("contributions", filter=live & ~decided),
        to_approve=Count("contributions", filter=live & decided & ~approved),
    ).order_by("-closes_on", "-pk")
    rows: Iterable[Any] = things  # with what was just counted
    return [DeskRow(one, rules.phase(one.window, today=today), one.to_draft, one.to_approve) for one in rows]


_STATES = {
    "none": Q(decision__isnull=True, withdrawn_at__isnull=True),
    "drafted": Q(decision__approved_at__isnull=True, decision__isnull=False, decision__sent_back_because=""),
    "back": Q(decision__approved_at__isnull=True) & ~Q(decision__sent_back_because=""),
    "approved": Q(decision__approved_at__isnull=False),
}


def desk_listed(consultation: Consultation, **asked: str) -> QuerySet[Contribution]:
    """Narrow the contributions as staff asked; a number alone finds that contribution."""
    things = contributions_of(consultation).select_related("decision__drafted_by").order_by("number")
    text = asked.get("text", "").lstrip("#")
    if text.isdecimal():
        return things.filter(number=int(text))
    if text:
        things = matching(things, text)
    if state := _STATES.get(asked.get("state", "")):
        things = things.filter(state)
    if passage := asked.get("passage"):
        whole = passage == "whole"
        things = things.filter(passage__isnull=True) if whole else things.filter(passage__key=passage)
    exact: dict[str, str] = {name: asked[name] for name in ("kind", "channel") if name in asked}
    if "round" in asked:
        exact["round__number"] = asked["round"]
    if "group" in asked:
        exact["group_id"] = asked["group"]
    return things.filter(**exact)


@dataclass(frozen=True)
class DeskView:
    """A contribution with what only staff see: the decision as drafted, and by whom."""

    view: ContributionView
    decision: Decision | None
    drafter: str
    drafter_id: int | None

    @property
    def outcome(self) -> rules.Outcome | None:
        return rules.Outcome(self.decision.outcome) if self.decision else None

    @property
    def state(self) -> str:
        """One word for the list: none, drafted, back, approved, withdrawn."""
        if self.view.withdrawn:
            return "withdrawn"
        if self.decision is None:
            return "none"
        if self.decision.approved_at is not None:
            return "approved"
        return "back" if self.decision.sent_back_because else "drafted"


def desk_viewed(
    consultation: Consultation, things: list[Contribution], *, phase: rules.Phase
) -> list[DeskView]:
    """Return ``things`` as staff see them, in three queries whatever their number."""
    decisions = {one.pk: getattr(one, "decision", None) for one in things}
    names = names_of({decision.drafted_by_id for decision in decisions.values() if decision})
    return [
        DeskView(
            view=view,
            decision=decisions[view.id],
            drafter=names.get(decision.drafted_by_id, "") if (decision := decisions[view.id]) else "",
            drafter_id=decision.drafted_by_id if decision else None,
        )
        for view in viewed(consultation, things, phase=phase, staff=True)
    ]


def standing_decision(contribution: Contribution) -> Decision | None:
    """Return the decision of a contribution as it stands, with who drafted it."""
    return (
        Decision.objects.filter(contribution=contribution)
        .select_related("drafted_by", "approved_by", "duplicate_of", "meeting")
        .first()
    )


def next_undecided(consultation: Consultation, *, after: int) -> int | None:
    """Return the number of the next contribution without a drafted answer, round to the first."""
    waiting = Contribution.objects.filter(
        consultation=consultation, decision__isnull=True, withdrawn_at__isnull=True
    ).order_by("number")
    numbers = waiting.values_list("number", flat=True)
    return numbers.filter(number__gt=after).first() or numbers.first()


def meeting_of(consultation: Consultation, key: int | None) -> CommitteeMeeting | None:
    """Return a meeting of this consultation's committee, by its key."""
    if key is None:
        return None
    return CommitteeMeeting.objects.filter(committee__consultation=consultation, pk=key).first()


def delegations_of(consultation: Consultation) -> list[Delegation]:
    """Return who may approve by delegation."""
    return list(
        Delegation.objects.filter(consultation=consultation, ended_on__isnull=True).select_related("person")
    )


def committee_as_typed(consultation: Consultation) -> dict[str, object]:
    """Return the committee as its form shows it: a capacity a line, a star for who chairs."""
    committee = committee_of(consultation)
    if committee is None:
        return {}
    seats = [("* " if one.chairs else "") + one.capacity for one in committee.members.all()]
    return {
        "name": committee.name,
        "founded_by": committee.founded_by,
        "founded_on": committee.founded_on,
        "members": "\n".join(seats),
    }


def pieces_of(draft: Version) -> list[rules.Piece]:
    """Return the draft as the one-box editor lays it out."""
    return [
        rules.Piece(one.passage.sort, one.title, one.body, one.passage.key)
        for one in draft.wordings.select_related("passage").order_by("position")
    ]


@dataclass(frozen=True)
class DraftingRow:
    """One passage at the drafting table."""

    wording: Wording | None
    standing: Wording | None
    accepted: list[int]
    causes: list[int]

    @property
    def shown(self) -> Wording:
        """The wording to name it by: the draft's, or the one it removes."""
        wording = self.wording or self.standing
        assert wording is not None  # noqa: S101 -- a row is made from one of the two
        return wording

    @property
    def is_card(self) -> bool:
        return self.shown.passage.sort == "card"

    @property
    def label(self) -> str:
        """How it is called by its number; a section is not."""
        return label_of(self.shown.passage.sort, self.shown.number)

    @property
    def fields(self) -> list[tuple[str, list[rules.Run]]]:
        """What differs of a card, field by field."""
        if not self.is_card:
            return []
        return card_differences(_words(self.standing), _words(self.wording))

    @property
    def is_changed(self) -> bool:
        if self.wording is None or self.standing is None:
            return True
        if self.is_card and (self.wording.number, self.wording.card) != (
            self.standing.number,
            self.standing.card,
        ):
            return True
        return (self.wording.title, self.wording.body) != (self.standing.title, self.standing.body)

    @property
    def runs(self) -> list[rules.Run]:
        return rules.redline(
            self.standing.body if self.standing else "", self.wording.body if self.wording else ""
        )


def _words(wording: Wording | None) -> rules.Words | None:
    if wording is None:
        return None
    return rules.Words(wording.position, wording.number, wording.title, wording.body, wording.card)


def drafting_rows(consultation: Consultation, draft: Version) -> list[DraftingRow]:
    """Return each passage of the draft beside the standing one, with what was accepted for it."""
    standing = current_version(consultation)
    before = {one.passage_id: one for one in _wordings(standing)} if standing else {}
    after = {one.passage_id: one for one in _wordings(draft)}
    accepted = _accepted(consultation)
    causes = _numbers(draft.changes.values_list("passage_id", "contribution__number"))
    return [
        DraftingRow(after.get(key), before.get(key), accepted.get(key, []), causes.get(key, []))
        for key in {**after, **before}
    ]


def _wordings(version: Version) -> QuerySet[Wording]:
    return version.wordings.select_related("passage", "axis").order_by("position")


def _accepted(consultation: Consultation) -> dict[int, list[int]]:
    rows = Contribution.objects.filter(
        consultation=consultation,
        passage__isnull=False,
        decision__approved_at__isnull=False,
        decision__outcome__in=[outcome.value for outcome in rules.CHANGES_THE_TEXT],
    ).order_by("number")
    return _numbers(rows.values_list("passage_id", "number"))


def _numbers(rows: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for key, number in rows:
        found.setdefault(key, []).append(number)
    return found


def causes_of(wording: Wording) -> list[int]:
    """Return the contributions a passage of the draft is linked to, by number."""
    changes = wording.version.changes.filter(passage_id=wording.passage_id)
    return list(changes.values_list("contribution__number", flat=True))


def sentences_by_outcome() -> list[tuple[rules.Outcome, str]]:
    """Return a sentence to start a reason from, for each outcome, in the reader's language."""
    return [
        (rules.Outcome.ACCEPTED, _("أُخذ بهذا المقترح، وأُدمج في الصيغة الجديدة.")),
        (rules.Outcome.PARTLY, _("أُخذ بجزء من هذا المقترح: … ولم يؤخذ بالباقي لأن …")),
        (rules.Outcome.NOT_ACCEPTED, _("لم يؤخذ بهذا المقترح لأن …")),
        (rules.Outcome.OUT_OF_SCOPE, _("المقترح مفيد لكنه خارج موضوع هذا التشاور؛ الجهة المعنية به هي …")),
        (rules.Outcome.DUPLICATE, _("سبق أن وردت هذه الفكرة في مساهمة أخرى، وأُجيب عنها هناك.")),
        (rules.Outcome.SPAM, _("محتوى دعائي أو مسيء لا علاقة له بموضوع التشاور.")),
    ]
