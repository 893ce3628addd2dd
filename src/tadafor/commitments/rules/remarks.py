"""What people say under a commitment, and the answer it is owed (``docs/rules/commitments.md``)."""

from enum import StrEnum

from tadafor.commitments.rules.standing import LONGEST_REASON, SHORTEST_REASON

SHORTEST = 10
LONGEST = 2_000
MOST_A_DAY = 10


class RemarkKind(StrEnum):
    """A comment, or a correction of what the commune says."""

    COMMENT = "comment"
    CORRECTION = "correction"


class Proof(StrEnum):
    """What a piece of evidence shows."""

    BEFORE = "before"
    AFTER = "after"
    DOCUMENT = "document"


class Claim(StrEnum):
    """What somebody says is not so."""

    NOT_DONE = "not_done"
    NOT_STARTED = "not_started"
    STOPPED = "stopped"
    BADLY_DONE = "badly_done"
    WRONG_FIGURES = "wrong_figures"
    OTHER = "other"


class Outcome(StrEnum):
    """What the commune answered to a correction."""

    CONFIRMED = "confirmed"
    PARTLY = "partly"
    REFUTED = "refuted"


class RemarkRefusal(StrEnum):
    """Why a remark is not taken, or not answered."""

    SIGN_IN_FIRST = "sign_in_first"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    NO_CLAIM = "no_claim"
    NOT_PUBLIC = "not_public"
    TOO_MANY_TODAY = "too_many_today"
    OWN = "own"
    ANSWERED = "answered"
    NOT_A_CORRECTION = "not_a_correction"
    ANSWER_NEEDED = "answer_needed"
    ANSWER_TOO_LONG = "answer_too_long"
    NOT_VISIBLE = "not_visible"


def refuse_remark(
    kind: RemarkKind,
    *,
    signed_in: bool,
    is_public: bool,
    body: str,
    claim: Claim | None,
    today: int,
) -> RemarkRefusal | None:
    """Return why this is not taken (§ commitments-11, § commitments-12)."""
    if not signed_in:
        return RemarkRefusal.SIGN_IN_FIRST
    if not is_public:
        return RemarkRefusal.NOT_PUBLIC
    if kind is RemarkKind.CORRECTION and claim is None:
        return RemarkRefusal.NO_CLAIM
    if len(body) < SHORTEST:
        return RemarkRefusal.TOO_SHORT
    if len(body) > LONGEST:
        return RemarkRefusal.TOO_LONG
    return RemarkRefusal.TOO_MANY_TODAY if today >= MOST_A_DAY else None


def refuse_answer(
    kind: RemarkKind, *, is_author: bool, is_answered: bool, is_visible: bool, words: str
) -> RemarkRefusal | None:
    """Return why a correction is not answered so (§ commitments-12)."""
    if kind is not RemarkKind.CORRECTION:
        return RemarkRefusal.NOT_A_CORRECTION
    if is_author:
        return RemarkRefusal.OWN
    if is_answered:
        return RemarkRefusal.ANSWERED
    if not is_visible:
        return RemarkRefusal.NOT_VISIBLE
    if len(words) < SHORTEST_REASON:
        return RemarkRefusal.ANSWER_NEEDED
    return RemarkRefusal.ANSWER_TOO_LONG if len(words) > LONGEST_REASON else None
