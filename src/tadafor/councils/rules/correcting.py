"""What was recorded wrongly is corrected in the open, until it is minuted or sent (§ councils-33)."""

from dataclasses import dataclass
from enum import StrEnum

from tadafor.councils.rules.sessions import Phase, SessionRefusal

SHORTEST_REASON = 10


class CorrectionRefusal(StrEnum):
    """Why a correction is not kept."""

    NOT_RECORDED = "not_recorded"
    MINUTED = "minuted"
    ALREADY_SENT = "already_sent"
    RELIED_ON = "relied_on"
    OUTCOME = "outcome"
    SAME = "same"
    MEANWHILE = "meanwhile"
    NO_REASON = "no_reason"
    FOLLOWED = "followed"
    STEP_TOLD = "step_told"


@dataclass(frozen=True, kw_only=True)
class Reliance:
    """What rests on who was there: the most voices of a vote, and whether a later convening followed."""

    most_voices: int = 0
    has_later: bool = False


def bars_correction(
    *, is_recorded: bool, is_minuted: bool, is_sent: bool = False
) -> CorrectionRefusal | None:
    """Return why nothing can be corrected, whatever is typed (§ councils-33)."""
    if not is_recorded:
        return CorrectionRefusal.NOT_RECORDED
    if is_sent:
        return CorrectionRefusal.ALREADY_SENT
    return CorrectionRefusal.MINUTED if is_minuted else None


def refuse_presence(
    reliance: Reliance, *, present: int, had_quorum: bool, has_quorum: bool
) -> CorrectionRefusal | None:
    """No correction undoes the votes that were taken, nor the convening that followed (§ councils-33)."""
    undone = reliance.most_voices > 0 and (not has_quorum or present < reliance.most_voices)
    moved = reliance.has_later and has_quorum != had_quorum
    return CorrectionRefusal.RELIED_ON if undone or moved else None


def refuse_outcome(*, before: StrEnum, after: StrEnum, answers: bool) -> CorrectionRefusal | None:
    """Where a point answers something its outcome was told, and stays (§ councils-33)."""
    return CorrectionRefusal.OUTCOME if answers and before != after else None


def refuse_words(*, reason: str, is_same: bool, seen: int, made: int) -> CorrectionRefusal | None:
    """A correction changes something, for a reason that everybody reads (§ councils-33).

    ``made`` corrections stand there, of which who types had ``seen`` so many: over another's, nobody writes.
    """
    if is_same:
        return CorrectionRefusal.SAME
    if seen != made:
        return CorrectionRefusal.MEANWHILE
    return CorrectionRefusal.NO_REASON if len(reason) < SHORTEST_REASON else None


def is_done_already(*, is_same: bool, seen: int, made: int) -> bool:
    """Whether the same correction was sent twice, by a double click say: it was kept once (§ councils-33)."""
    return is_same and seen < made


def bars_taking_out(phase: Phase) -> SessionRefusal | None:
    """Return why a session is not taken out: its members were told of it (§ councils-35)."""
    return None if phase is Phase.PREPARED else SessionRefusal.TOLD


def refuse_taking_out(phase: Phase, *, reason: str) -> SessionRefusal | None:
    """A session begun by mistake is taken out while only staff know it (§ councils-35)."""
    return bars_taking_out(phase) or (None if reason else SessionRefusal.NO_REASON)
