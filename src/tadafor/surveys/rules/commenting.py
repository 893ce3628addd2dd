"""What participants say of a published result, and what of it is added to the report."""

from dataclasses import dataclass
from enum import StrEnum

from tadafor.moderation.rules import personal_data_in
from tadafor.surveys.rules.conversing import SHORTEST_STATEMENT, is_spam

LONGEST_COMMENT = 1_000
LONGEST_REPLY = 1_000
MOST_A_DAY = 5


class CommentRefusal(StrEnum):
    """Why a comment on a result is not taken, or not answered."""

    NO_RESULT = "no_result"
    SIGN_IN = "sign_in"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    PERSONAL_DATA = "personal_data"
    SPAM = "spam"
    SAID_ALREADY = "said_already"
    TOO_MANY_TODAY = "too_many_today"
    NOT_SHOWN = "not_shown"
    REPLY_MISSING = "reply_missing"


@dataclass(frozen=True)
class Comment:
    """What somebody would say of a result, and what is known of them today."""

    body: str
    signed_in: bool
    made_today: int
    said_already: bool


def refuse_comment(comment: Comment, *, published: bool) -> CommentRefusal | None:
    """Say why a comment is not taken (§ surveys-comments)."""
    if not published:
        return CommentRefusal.NO_RESULT
    if not comment.signed_in:
        return CommentRefusal.SIGN_IN
    if refusal := _refuse_words(comment.body):
        return refusal
    if comment.said_already:
        return CommentRefusal.SAID_ALREADY
    return CommentRefusal.TOO_MANY_TODAY if comment.made_today >= MOST_A_DAY else None


def _refuse_words(body: str) -> CommentRefusal | None:
    if len(body) < SHORTEST_STATEMENT:
        return CommentRefusal.TOO_SHORT
    if len(body) > LONGEST_COMMENT:
        return CommentRefusal.TOO_LONG
    if personal_data_in(body):
        return CommentRefusal.PERSONAL_DATA
    return CommentRefusal.SPAM if is_spam(body) else None


def refuse_reply(*, shown: bool, added: bool, reply: str) -> CommentRefusal | None:
    """Say why an answer to a comment is not taken: what is not added to the report says why."""
    if not shown:
        return CommentRefusal.NOT_SHOWN
    return CommentRefusal.REPLY_MISSING if not added and not reply.strip() else None
