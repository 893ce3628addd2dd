"""What the digital consultation tells people, each in their language (§ surveys-notices)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from tadafor.notifications.actions import Message, Topic, notify
from tadafor.surveys.queries import Conversation, ResultComment, Survey
from tadafor.traces.queries import followers


def result_published(survey: Survey, *, now: datetime) -> None:
    """Tell those who follow a form that its result can be read."""
    _tell(
        survey,
        "result_published",
        _("نُشرت النتيجة: %(title)s"),
        _("اقرأوا النتيجة وقولوا ما ترون فيها."),
        now=now,
        address=f"{survey.trace.address}results/",
    )


def new_version(survey: Survey, *, reason: str, number: int, now: datetime) -> None:
    """Tell those who follow a form that its questions changed, and why."""
    _tell(
        survey,
        "new_version",
        _("تغيرت الأسئلة: %(title)s"),
        _("السبب: %(reason)s"),
        now=now,
        key=f"version {number}",
        reason=reason,
    )


def closes_soon(one: Survey | Conversation, *, now: datetime) -> None:
    """Tell those who follow that the last day is near."""
    _tell(
        one,
        "closes_soon",
        _("يُختتم قريبا: %(title)s"),
        _("آخر يوم للمشاركة هو %(closes_on)s."),
        now=now,
        key=f"until {one.closes_on}",
        topic=Topic.OPENING,
        closes_on=one.closes_on,
    )


def map_final(conversation: Conversation, *, now: datetime) -> None:
    """Tell those who follow a conversation that its last map is drawn."""
    _tell(
        conversation,
        "map_final",
        _("خريطة الآراء النهائية: %(title)s"),
        _("انتهى الحوار. انظروا ما يجمع المشاركين وما يفرقهم."),
        now=now,
        address=f"{conversation.trace.address}map/",
    )


def comment_answered(survey: Survey, comment: ResultComment, *, now: datetime) -> None:
    """Tell who commented on a result what became of it."""
    added = _("أُضيف مقترحكم إلى التقرير.") if comment.added_at else _("لم يُضف إلى التقرير: %(reply)s")
    notify(
        people=[comment.author_id],
        territory_id=survey.territory_id,
        kind="surveys.comment_answered",
        message=Message(
            title=_("جواب عن مقترحكم: %(title)s"),
            body=added,
            facts={"title": survey.title, "reply": comment.reply},
        ),
        address=comment.trace.address,
        now=now,
        trace=comment.trace,
        topic=Topic.FOLLOWED,
        key=f"{'added' if comment.added_at else 'not'} {comment.answered_at}",
    )


def _tell(
    one: Survey | Conversation,
    kind: str,
    title: object,
    body: object,
    *,
    now: datetime,
    key: str = "",
    address: str = "",
    topic: Topic = Topic.FOLLOWED,
    **facts: object,
) -> None:
    notify(
        people=followers(one.trace),
        territory_id=one.territory_id,
        kind=f"surveys.{kind}",
        message=Message(title=title, body=body, facts={"title": one.title, **facts}),  # type: ignore[arg-type]
        address=address or one.trace.address,
        now=now,
        trace=one.trace,
        topic=topic,
        key=key,
    )
