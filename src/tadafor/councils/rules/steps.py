"""The steps of a decision after its vote: in their order, dated, and corrected in the open."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from tadafor.councils.rules.correcting import CorrectionRefusal
from tadafor.councils.rules.sessions import VoteRefusal


class AfterVote(StrEnum):
    """The steps of a decision after the vote."""

    VOTED = "voted"
    SENT = "sent"
    VISA = "visa"
    REFUSED = "refused"
    PUBLISHED = "published"


class DecisionState(StrEnum):
    """Where a decision stands after its vote."""

    TAKEN = "taken"
    SENT = "sent"
    IN_FORCE = "in_force"
    REFUSED = "refused"


# What the authority refuses no more: visaed, or published.
IN_FORCE = frozenset({AfterVote.VISA, AfterVote.PUBLISHED})


def refuse_step(
    step: AfterVote, *, done: dict[AfterVote, date], on: date, needs_visa: bool, today: date, reason: str = ""
) -> VoteRefusal | None:
    """Return why a step after the vote may not be dated so (§ councils-9)."""
    if step in done:
        return VoteRefusal.STEP_DONE
    if AfterVote.REFUSED in done:
        return VoteRefusal.SENT_BACK
    if step is AfterVote.REFUSED and done.keys() & IN_FORCE:
        return VoteRefusal.ALREADY_IN_FORCE
    if step is AfterVote.VISA and not needs_visa:
        return VoteRefusal.NO_VISA_NEEDED
    before = step_before(step, needs_visa=needs_visa)
    if before not in done:
        return VoteRefusal.STEP_ORDER
    if on < done[before] or on > today:
        return VoteRefusal.STEP_DATE
    return VoteRefusal.NO_REFUSAL_REASON if step is AfterVote.REFUSED and not reason else None


def steps_open(done: Collection[AfterVote], *, needs_visa: bool) -> list[AfterVote]:
    """Return the steps that may be dated next (§ councils-9)."""
    if AfterVote.REFUSED in done:
        return []
    return [
        step
        for step in AfterVote
        if step not in done
        and (needs_visa or step is not AfterVote.VISA)
        and step_before(step, needs_visa=needs_visa) in done
        and not (step is AfterVote.REFUSED and set(done) & IN_FORCE)
    ]


def bars_steps(done: Collection[AfterVote], *, needs_visa: bool) -> VoteRefusal | None:
    """Return why no step can be dated any more, whatever is typed (§ councils-9)."""
    if AfterVote.REFUSED in done:
        return VoteRefusal.SENT_BACK
    return None if steps_open(done, needs_visa=needs_visa) else VoteRefusal.ALL_STEPS


def step_before(step: AfterVote, *, needs_visa: bool) -> AfterVote:
    if step is AfterVote.PUBLISHED:
        return AfterVote.VISA if needs_visa else AfterVote.SENT
    return AfterVote.SENT if step in {AfterVote.VISA, AfterVote.REFUSED} else AfterVote.VOTED


def decision_state(done: Collection[AfterVote]) -> DecisionState:
    """Return where a decision stands after its vote, as its register says it (§ councils-31)."""
    if AfterVote.REFUSED in done:
        return DecisionState.REFUSED
    if set(done) & IN_FORCE:
        return DecisionState.IN_FORCE
    return DecisionState.SENT if AfterVote.SENT in done else DecisionState.TAKEN


def refuse_step_again(
    step: AfterVote, *, done: dict[AfterVote, date], on: date, needs_visa: bool, today: date
) -> VoteRefusal | None:
    """A step that is dated otherwise stays between the one before it and those after (§ councils-37)."""
    earliest = done[step_before(step, needs_visa=needs_visa)]
    latest = min((done[one] for one in _after(step, done, needs_visa=needs_visa)), default=today)
    return None if earliest <= on <= min(latest, today) else VoteRefusal.STEP_DATE


def refuse_step_undone(
    step: AfterVote, *, done: dict[AfterVote, date], needs_visa: bool
) -> CorrectionRefusal | None:
    """The last step, if it was not one, is taken back; a refusal was told, and stays (§ councils-37)."""
    if step is AfterVote.REFUSED:
        return CorrectionRefusal.STEP_TOLD
    return CorrectionRefusal.FOLLOWED if _after(step, done, needs_visa=needs_visa) else None


def _after(step: AfterVote, done: dict[AfterVote, date], *, needs_visa: bool) -> list[AfterVote]:
    later = [one for one in done if one is not AfterVote.VOTED]
    return [one for one in later if one is not step and step_before(one, needs_visa=needs_visa) is step]
