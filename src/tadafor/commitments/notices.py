"""What commitments tell people, each in their language."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from tadafor.commitments import queries, rules
from tadafor.commitments.queries import Commitment, Remark
from tadafor.notifications.actions import Message, Topic, notify
from tadafor.people.queries import staff_ids
from tadafor.traces.queries import followers, followers_of_many

if TYPE_CHECKING:
    from tadafor.commitments.queries import Plan
    from tadafor.traces.models import Trace


def moved(one: Commitment, *, now: datetime) -> None:
    """Tell who follows a commitment, or its plan, that it stands elsewhere."""
    _said(one, one.reason, _followers(one), now=now, is_moved=True)


def told(one: Commitment, words: str, *, now: datetime) -> None:
    """Tell who follows it what the commune said of it."""
    _said(one, words, _followers(one), now=now, is_moved=False)


def _said(one: Commitment, words: str, people: Iterable[int], *, now: datetime, is_moved: bool) -> None:
    _notify(
        one,
        "moved" if is_moved else "told",
        people,
        _("التزام تتتبعونه: %(status)s") if is_moved else _("جديد في التزام تتتبعونه"),
        _("«%(title)s»: %(reason)s"),
        now=now,
        key=now.isoformat(),
        status=one.standing,
        reason=words,
    )


def told_in_sheet(plan: "Plan", said: Sequence[tuple[Commitment, str, bool]], *, now: datetime) -> None:
    """Tell what a spreadsheet moved, or told anew (§ commitments-24).

    Who follows a commitment hears of it; who follows only the plan hears once of them all.
    """
    if not said:
        return
    own = followers_of_many([one.trace for one, _, _ in said])
    for one, words, is_moved in said:
        if people := own.get(one.trace_id):
            _said(one, words, people, now=now, is_moved=is_moved)
    heard = {person for people in own.values() for person in people}
    people = set(followers(plan.trace)) - heard
    if len(said) == 1:
        one, words, is_moved = said[0]
        _said(one, words, people, now=now, is_moved=is_moved)
        return
    notify(
        people=people,
        territory_id=plan.territory_id,
        kind="commitments.brought",
        message=Message(
            title=_("جديد في مخطط تتتبعونه"),
            body=_("«%(title)s»: تغيرت وضعية التزامات أو شرحها، وعددها %(count)s."),
            facts={"title": plan.title, "count": len(said)},
        ),
        address=plan.trace.address,
        now=now,
        trace=plan.trace,
        topic=Topic.FOLLOWED,
        key=now.isoformat(),
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
