"""Texts reported, held, hidden and contested."""

from datetime import UTC, datetime

from tadafor.moderation import actions
from tadafor.moderation.rules import Cause, Reason

# Thursday 8 January 2026, as in the worked example of the rules.
REPORTED = datetime(2026, 1, 8, 15, tzinfo=UTC)
RULED = datetime(2026, 1, 13, 9, tzinfo=UTC)


def make_report(item, actor, reason=Reason.PERSONAL_DATA, words="رقم هاتف جارتي", now=REPORTED):
    return actions.report(item=item, actor=actor, reason=reason, words=words, now=now)


def make_held(item, actor, cause=Cause.BEFORE_PUBLICATION, now=REPORTED):
    return actions.hold(item=item, actor=actor, cause=cause, now=now)


def make_hidden(item, actor, reason=Reason.PERSONAL_DATA, words="فيه رقم هاتف", now=RULED, **facts):
    return actions.hide(item=item, actor=actor, reason=reason, words=words, now=now, **facts)


def make_appeal(item, actor, words="الرقم رقمي أنا", now=RULED):
    return actions.appeal(item=item, actor=actor, words=words, now=now)
