"""How contributions are examined, decided and approved (``docs/rules/consultations.md``)."""

from dataclasses import dataclass
from enum import StrEnum

from tadafor.consultations.rules.window import Phase

LONGEST_REASON = 3_000
SHORTEST_REASON = 10
MOST_AT_ONCE = 200


class Outcome(StrEnum):
    """What the committee decided of a contribution."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    NOT_ACCEPTED = "not_accepted"
    OUT_OF_SCOPE = "out_of_scope"
    SPAM = "spam"
    DUPLICATE = "duplicate"
    WITHDRAWN = "withdrawn"


CHANGES_THE_TEXT = frozenset({Outcome.ACCEPTED, Outcome.PARTLY})


class DecisionRefusal(StrEnum):
    """Why a decision may not be drafted, approved or taken up again."""

    WINDOW_STILL_OPEN = "window_still_open"
    ALREADY_CONCLUDED = "already_concluded"
    REASON_MISSING = "reason_missing"
    REASON_TOO_LONG = "reason_too_long"
    ALREADY_DECIDED = "already_decided"
    CHANGED_MEANWHILE = "changed_meanwhile"
    NOTHING_TO_APPROVE = "nothing_to_approve"
    OWN_DRAFT = "own_draft"
    NOT_DELEGATED = "not_delegated"
    DUPLICATE_OF_NOTHING = "duplicate_of_nothing"
    TOO_MANY_AT_ONCE = "too_many_at_once"
    NOTHING_CHOSEN = "nothing_chosen"
    VOTES_WITHOUT_MEETING = "votes_without_meeting"
    ONLY_ITS_AUTHOR_WITHDRAWS = "only_its_author_withdraws"


class ConclusionRefusal(StrEnum):
    """Why a consultation may not be concluded or adopted."""

    WINDOW_STILL_OPEN = "window_still_open"
    ALREADY_CONCLUDED = "already_concluded"
    UNANSWERED = "unanswered"
    NO_NEW_VERSION = "no_new_version"
    NOT_CONCLUDED = "not_concluded"
    ALREADY_ADOPTED = "already_adopted"
    ADOPTED_BEFORE_CONCLUSION = "adopted_before_conclusion"


class VersionRefusal(StrEnum):
    """Why the text may not be changed or a version published so."""

    WINDOW_STILL_OPEN = "window_still_open"
    ALREADY_ANNOUNCED = "already_announced"
    ALREADY_CONCLUDED = "already_concluded"
    NO_DRAFT = "no_draft"
    NOTHING_CHANGED = "nothing_changed"
    CHANGE_WITHOUT_CAUSE = "change_without_cause"
    CHANGED_MEANWHILE = "changed_meanwhile"
    CAUSE_NOT_ACCEPTED = "cause_not_accepted"
    UNKNOWN_PASSAGE = "unknown_passage"
    EMPTY = "empty"
    ON_CARDS = "on_cards"


@dataclass(frozen=True)
class Vote:
    """How the committee voted; nobody voting means it agreed without a vote."""

    in_favour: int = 0
    against: int = 0
    abstained: int = 0

    @property
    def cast(self) -> int:
        return self.in_favour + self.against + self.abstained


@dataclass(frozen=True)
class Draft:
    """A decision as it is proposed."""

    outcome: Outcome
    reason: str
    has_meeting: bool = False
    vote: Vote = Vote()
    duplicate_of: int | None = None


def _refuse_phase(phase: Phase) -> DecisionRefusal | None:
    if phase in {Phase.DRAFT, Phase.ANNOUNCED, Phase.OPEN}:
        return DecisionRefusal.WINDOW_STILL_OPEN
    if phase in {Phase.CONCLUDED, Phase.ADOPTED}:
        return DecisionRefusal.ALREADY_CONCLUDED
    return None


def refuse_draft(
    draft: Draft, *, phase: Phase, approved: bool, seen: int, revision: int
) -> DecisionRefusal | None:
    """Return why this decision may not be drafted (§ consultations-12).

    ``seen`` is the revision the drafter had before their eyes, ``revision`` the one that stands:
    of two who decide at once, the second is told and loses nothing.
    """
    if refusal := _refuse_phase(phase):
        return refusal
    if approved:
        return DecisionRefusal.ALREADY_DECIDED
    if seen != revision:
        return DecisionRefusal.CHANGED_MEANWHILE
    return _refuse_words(draft)


def _refuse_words(draft: Draft) -> DecisionRefusal | None:
    if draft.outcome is Outcome.WITHDRAWN:
        return DecisionRefusal.ONLY_ITS_AUTHOR_WITHDRAWS
    if len(draft.reason) < SHORTEST_REASON:
        return DecisionRefusal.REASON_MISSING
    if len(draft.reason) > LONGEST_REASON:
        return DecisionRefusal.REASON_TOO_LONG
    if draft.vote.cast and not draft.has_meeting:
        return DecisionRefusal.VOTES_WITHOUT_MEETING
    if draft.outcome is Outcome.DUPLICATE and draft.duplicate_of is None:
        return DecisionRefusal.DUPLICATE_OF_NOTHING
    return None


def refuse_approval(
    *,
    phase: Phase,
    drafted: bool,
    approved: bool,
    drafted_by_approver: bool,
    may_approve: bool,
    seen: int,
    revision: int,
) -> DecisionRefusal | None:
    """Return why a drafted decision may not be approved by this person (§ consultations-13).

    Nobody approves their own draft, nor words written after the ones they read (``seen``); who may
    approve is a recorded delegation or the office.
    """
    if refusal := _refuse_phase(phase):
        return refusal
    if not may_approve:
        return DecisionRefusal.NOT_DELEGATED
    if not drafted:
        return DecisionRefusal.NOTHING_TO_APPROVE
    if approved:
        return DecisionRefusal.ALREADY_DECIDED
    if drafted_by_approver:
        return DecisionRefusal.OWN_DRAFT
    return None if seen == revision else DecisionRefusal.CHANGED_MEANWHILE


def refuse_bulk(*, chosen: int) -> DecisionRefusal | None:
    """Return why so many may not be decided together (§ consultations-14)."""
    if chosen == 0:
        return DecisionRefusal.NOTHING_CHOSEN
    return DecisionRefusal.TOO_MANY_AT_ONCE if chosen > MOST_AT_ONCE else None


def refuse_conclusion(
    *, phase: Phase, unanswered: int, has_new_version: bool, unchanged_because: str
) -> ConclusionRefusal | None:
    """Return why the consultation may not be concluded (§ consultations-15).

    Every contribution has its answer first; and there is a new version, or a public reason why
    the text stays as it was.
    """
    if phase in {Phase.DRAFT, Phase.ANNOUNCED, Phase.OPEN}:
        return ConclusionRefusal.WINDOW_STILL_OPEN
    if phase in {Phase.CONCLUDED, Phase.ADOPTED}:
        return ConclusionRefusal.ALREADY_CONCLUDED
    if unanswered:
        return ConclusionRefusal.UNANSWERED
    if not has_new_version and len(unchanged_because) < SHORTEST_REASON:
        return ConclusionRefusal.NO_NEW_VERSION
    return None


def refuse_adoption(*, phase: Phase, adopted_before_conclusion: bool) -> ConclusionRefusal | None:
    """Return why the council's adoption may not be recorded (§ consultations-16)."""
    if phase is Phase.ADOPTED:
        return ConclusionRefusal.ALREADY_ADOPTED
    if phase is not Phase.CONCLUDED:
        return ConclusionRefusal.NOT_CONCLUDED
    return ConclusionRefusal.ADOPTED_BEFORE_CONCLUSION if adopted_before_conclusion else None


def refuse_drafting(*, phase: Phase) -> VersionRefusal | None:
    """Return why the text may not be worked on (§ consultations-17).

    Only before it is announced, or after the window closed.
    """
    if phase in {Phase.ANNOUNCED, Phase.OPEN}:
        return VersionRefusal.WINDOW_STILL_OPEN
    if phase in {Phase.CONCLUDED, Phase.ADOPTED}:
        return VersionRefusal.ALREADY_CONCLUDED
    return None


def refuse_version(*, phase: Phase, changed: int, without_cause: int, note: str) -> VersionRefusal | None:
    """Return why a version may not be published (§ consultations-18).

    Each change names the contributions it came from; a change that came from nobody (a slip of
    the pen, a renumbering) is explained by the version's note.
    """
    if refusal := refuse_drafting(phase=phase):
        return refusal
    if not changed:
        return VersionRefusal.NOTHING_CHANGED
    if without_cause and not note:
        return VersionRefusal.CHANGE_WITHOUT_CAUSE
    return None
