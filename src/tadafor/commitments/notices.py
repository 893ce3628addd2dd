"""What commitments tell people, each in their language."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from tadafor.commitments import queries, rules
from tadafor.commitments.queries import Commitment, Remark
from tadafor.notifications.actions import Message, Topic, notify
from tadafor.people.queries import staff_ids
from tadafor.traces.queries import followers

if TYPE_CHECKING:
    from tadafor.traces.models import Trace


def moved(one: Commitment, *, now: datetime) -> None:
    """Tell who follows a commitment, or its plan, that it stands elsewhere."""
    _notify(
        one,
        "moved",
        _followers(one),
        _("التزام تتتبعونه: %(status)s"),
        _("«%(title)s»: %(reason)s"),
        now=now,
        key=now.isoformat(),
        status=one.standing,
        reason=one.reason,
    )


def told(one: Commitment, words: str, *, now: datetime) -> None:
    """Tell who follows it what the commune said of it."""
    _notify(
        one,
        "told",
        _followers(one),
        _("جديد في التزام تتتبعونه"),
        _("«%(title)s»: %(reason)s"),
        now=now,
        key=now.isoformat(),
        reason=words,
    )


def carried(one: Commitment, trace: "Trace", *, now: datetime) -> None:
    """Tell who followed what it comes from that it became a commitment."""
    _notify(
        one,
        "carried",
        set(followers(trace)),
        _("ما تتتبعونه صار التزاما للجماعة"),
        _("«%(origin)s» صار: «%(title)s»"),
        now=now,
        key=trace.code,
        origin=trace.title,
    )


def late(one: Commitment, mark: int, *, now: datetime) -> None:
    """Warn the agent charged and those who decide that a day is past (§ commitments-6)."""
    _notify(
        one,
        "late",
        _desk(one),
        _("التزام تجاوز موعده منذ %(days)s يوما أو أكثر"),
        _("«%(title)s»: حيّنوا وضعيته أو قولوا للناس لماذا تأخر."),
        now=now,
        key=f"{one.due_on}:{mark}",
        address=desk_address(one),
        topic=Topic.DUTY,
        days=mark,
    )


def corrected(remark: Remark, *, now: datetime) -> None:
    """Tell the desk that somebody says it is not so (§ commitments-12)."""
    one = remark.commitment
    _notify(
        one,
        "corrected",
        _desk(one) - {remark.author_id},
        _("تصحيح من مواطن(ة): %(claim)s"),
        _("«%(title)s». آخر يوم للجواب هو %(due)s."),
        now=now,
        key=str(remark.number),
        address=f"{desk_address(one)}remarks/{remark.number}/",
        topic=Topic.DUTY,
        claim=rules.Claim(remark.claim),
        due=remark.answer_due,
    )


def answered(remark: Remark, *, now: datetime) -> None:
    """Tell who corrected what the commune answers."""
    _notify(
        remark.commitment,
        "answered",
        {remark.author_id},
        _("جواب عن تصحيحكم: %(outcome)s"),
        _("«%(title)s»: اقرؤوا الجواب."),
        now=now,
        key=str(remark.number),
        address=remark.trace.address,
        topic=Topic.ANSWER,
        outcome=rules.Outcome(remark.outcome),
    )


def desk_address(one: Commitment) -> str:
    """Return the page of the staff for a commitment."""
    return one.trace.address.replace("/commitments/", "/commitments/desk/", 1)


def _followers(one: Commitment) -> set[int]:
    return set(followers(one.trace)) | set(followers(one.plan.trace))


def _desk(one: Commitment) -> set[int]:
    charged = {one.agent_id} if one.agent_id else set()
    return charged | set(staff_ids(one.plan.territory_id, *queries.DECIDERS))


def _notify(
    one: Commitment,
    kind: str,
    people: Iterable[int],
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
        people=people,
        territory_id=one.plan.territory_id,
        kind=f"commitments.{kind}",
        message=Message(
            title=title,  # type: ignore[arg-type]
            body=body,  # type: ignore[arg-type]
            facts={"title": one.title, **facts},
        ),
        address=address or one.trace.address,
        now=now,
        trace=one.trace,
        topic=topic,
        key=key,
    )
