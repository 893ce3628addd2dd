"""What moderation tells the author of a text, those who reported it, and who decides appeals."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from tadafor.moderation.rules import Decision, Outcome, Reason
from tadafor.moderation.words import SENTENCES
from tadafor.notifications.actions import Message, Topic, notify

_TO_AUTHOR = {
    Decision.HIDE: Message(
        _("حُجب نصكم: %(title)s"),
        _(
            "السبب: %(reason)s. %(sentence)s\n%(words)s\n"
            "يمكنكم التظلم من هذا القرار إلى غاية %(last_day)s، ويبت فيه شخص آخر غير من اتخذه."
        ),
    ),
    Decision.RESTORE: Message(_("أُعيد نشر نصكم: %(title)s"), "%(words)s"),
    Decision.RELEASE: Message(_("نُشر نصكم: %(title)s"), _("قُرئ نصكم قبل النشر وصار متاحا للجميع.")),
}
_TO_REPORTERS = {
    Decision.HIDE: Message(
        _("حُجب النص الذي بلغتم عنه"), _("شكرا على انتباهكم: قُرئ تبليغكم عن «%(title)s» وحُجب النص.")
    ),
    Decision.KEEP: Message(
        _("بقي النص الذي بلغتم عنه"),
        _("قُرئ تبليغكم عن «%(title)s»، وتبين أن النص لا يخالف قواعد المشاركة. %(words)s"),
    ),
}
_TO_APPELLANT = {
    Outcome.UPHELD: Message(_("تأكد حجب نصكم: %(title)s"), _("بُتّ في تظلمكم من طرف شخص آخر. %(words)s")),
    Outcome.OVERTURNED: Message(_("قُبل تظلمكم: %(title)s"), _("أُعيد نشر نصكم كما كان. %(words)s")),
}


def ruled(
    *,
    decision: Decision,
    reason: Reason | None,
    words: str,
    title: str,
    author_id: int | None,
    reporters: Iterable[int],
    territory_id: int,
    address: str,
    appeal_address: str,
    last_day: object,
    key: str,
    now: datetime,
) -> None:
    """Tell the author what was decided, and each reporter what came of their report."""
    facts = {"title": title, "words": words, "last_day": last_day, **_explained(reason)}
    told = [
        (_TO_AUTHOR.get(decision), [author_id] if author_id else [], "author"),
        (_TO_REPORTERS.get(decision), reporters, "reporter"),
    ]
    for message, people, whom in told:
        if message:
            notify(
                people=people,
                territory_id=territory_id,
                kind=f"moderation.{decision}.{whom}",
                message=Message(message.title, message.body, facts),
                address=appeal_address if (decision, whom) == (Decision.HIDE, "author") else address,
                now=now,
                topic=Topic.MODERATION,
                key=key,
            )


def _explained(reason: Reason | None) -> dict[str, object]:
    return {"reason": reason, "sentence": SENTENCES[reason]} if reason else {"reason": "", "sentence": ""}


def appealed(
    *, people: Iterable[int], title: str, due_on: object, territory_id: int, address: str, now: datetime
) -> None:
    """Tell those who decide appeals that one waits, and until when."""
    notify(
        people=people,
        territory_id=territory_id,
        kind="moderation.appeal",
        message=Message(
            _("تظلم ينتظر البت: %(title)s"),
            _("يُبت فيه إلى غاية %(due_on)s على الأكثر."),
            {"title": title, "due_on": due_on},
        ),
        address=address,
        now=now,
        topic=Topic.DUTY,
    )


def appeal_decided(
    *,
    outcome: Outcome,
    words: str,
    title: str,
    author_id: int | None,
    territory_id: int,
    address: str,
    key: str,
    now: datetime,
) -> None:
    """Tell the author what became of the appeal."""
    message = _TO_APPELLANT[outcome]
    notify(
        people=[author_id] if author_id else [],
        territory_id=territory_id,
        kind="moderation.appeal_decided",
        message=Message(message.title, message.body, {"title": title, "words": words}),
        address=address,
        now=now,
        topic=Topic.MODERATION,
        key=key,
    )
