"""Traces ready to be followed."""

from datetime import UTC, datetime

from tadafor.kernel.scopes import within
from tadafor.traces import actions
from tadafor.traces.rules import Visibility

MORNING = datetime(2026, 2, 3, 9, tzinfo=UTC)


def make_trace(territory, title="ظل في ساحة المدينة", *, author=None, **facts):
    defaults = {
        "room": "consultations",
        "address": f"/{territory.slug}/consultations/mithaq/contributions/1/",
        "language": "ar",
        "visibility": Visibility.VISIBLE,
        "now": MORNING,
        "text": "نقترح غرس أشجار في الساحة حتى يجد الناس ظلا.",
        "author_id": author.pk if author else None,
    }
    with within(territory.pk):
        return actions.open_trace(
            territory_id=territory.pk,
            title=title,
            **defaults | facts,
        )


def make_reply(trace, actor, body="أتفق معكم", token="", **facts):
    with within(trace.territory_id):
        return actions.reply(trace=trace, actor=actor, body=body, now=MORNING, token=token, **facts)
