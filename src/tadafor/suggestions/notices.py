"""What suggestions tell people, each in their language; a contact without account gets a letter."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from tadafor.kernel.addresses import in_language
from tadafor.kernel.words import word
from tadafor.notifications.actions import Message, Topic, notify
from tadafor.people.queries import staff_ids
from tadafor.people.rules import RoleKind
from tadafor.suggestions import queries
from tadafor.suggestions.queries import Suggestion
from tadafor.traces.queries import followers

if TYPE_CHECKING:
    from tadafor.traces.models import Trace


def received(one: Suggestion, *, now: datetime) -> None:
    """Give the author their number, and tell the service that something came."""
    if one.author_id is not None:
        _notify(
            one,
            "received",
            {one.author_id},
            _("وصلتنا رسالتكم رقم %(number)s"),
            _("نجيبكم قبل انتهاء يوم %(due)s."),
            now=now,
            topic=Topic.FOLLOWED,
            due=one.due_on,
        )
    sent_to(one, now=now)


def sent_to(one: Suggestion, *, now: datetime) -> None:
    """Tell who replies for the service, or those who send on what no service gets."""
    agents = [one.agent_id] if one.agent_id else queries.agents_of(one.service_id)
    _notify(
        one,
        "to_answer",
        set(agents) or _deciders(one),
        _("جديد في صندوق الاقتراحات: رقم %(number)s"),
        _("آخر يوم للجواب هو %(due)s."),
        now=now,
        key=f"{one.service_id}:{one.agent_id}",
        address=desk_address(one),
        due=one.due_on,
    )


def changed(one: Suggestion, *, now: datetime) -> None:
    """Tell the author and those who follow what becomes of it."""
    _notify(
        one,
        "changed",
        set(followers(one.trace)),
        _("جواب عن رقم %(number)s: %(state)s"),
        _("اقرؤوا الجواب وسببه، وقولوا هل يرضيكم."),
        now=now,
        key=now.isoformat(),
        topic=Topic.ANSWER,
        state=one.standing,
    )


def reopened(one: Suggestion, *, now: datetime) -> None:
    agents = set(queries.agents_of(one.service_id)) or _deciders(one)
    _notify(
        one,
        "reopened",
        agents,
        _("أُعيد فتح الملف رقم %(number)s"),
        _("لم يرض صاحب(ة) الملف عن الجواب. آخر يوم للجواب هو %(due)s."),
        now=now,
        key=now.isoformat(),
        address=desk_address(one),
        due=one.due_on,
    )


def running_out(one: Suggestion, mark: int, *, now: datetime) -> None:
    """Remind who replies; past the last day the directors of services hear of it (§ suggestions-9)."""
    is_late = mark >= queries.LATE
    people = _directors(one) if is_late else set(queries.agents_of(one.service_id)) or _deciders(one)
    title = (
        _("انتهى أجل الجواب عن رقم %(number)s")
        if is_late
        else _("انقضت %(percent)s في المائة من أجل الجواب عن رقم %(number)s")
    )
    _notify(
        one,
        "running_out",
        people,
        title,
        _("آخر يوم للجواب هو %(due)s."),
        now=now,
        key=f"{one.due_on}:{mark}",
        address=desk_address(one),
        percent=mark,
        due=one.due_on,
    )


def session_owed(one: Suggestion, *, now: datetime) -> None:
    """Tell those who decide that so many stand behind it (§ suggestions-15)."""
    _notify(
        one,
        "session_owed",
        _deciders(one) | set(staff_ids(one.territory_id, RoleKind.PRESIDENT)),
        _("بلغ تأييد رقم %(number)s العدد الذي يوجب جوابا في الدورة"),
        _("عدد المؤيدات والمؤيدين: %(count)s."),
        now=now,
        address=desk_address(one),
        count=one.supports_count,
    )


def carried(one: Suggestion, trace: "Trace", *, now: datetime) -> None:
    """Tell who follows it what it became."""
    _notify(
        one,
        "carried",
        set(followers(one.trace)),
        _("ماذا صار الملف رقم %(number)s"),
        _("%(became)s"),
        now=now,
        key=trace.code,
        topic=Topic.FOLLOWED,
        became=trace.title,
    )


def letter(one: Suggestion, kind: str, secret: str) -> tuple[str, str]:
    """Return the subject and the text of what a contact without account is told."""
    with override(one.language if one.language in {"fr", "zgh"} else "ar"):
        address = settings.PUBLIC_ADDRESS.rstrip("/") + in_language(one.trace.address)
        facts = {
            "number": one.number,
            "secret": secret,
            "address": address,
            "state": word(one.standing),
            "territory": one.territory.name,
        }
        if kind == "received":
            subject = gettext("رقم ملفكم %(number)s")
            text = gettext(
                "%(territory)s: وصلتنا رسالتكم. الرقم %(number)s، الرمز السري %(secret)s. "
                "تابعوا الجواب: %(address)s"
            )
        else:
            subject = gettext("جواب عن ملفكم %(number)s")
            text = gettext("%(territory)s: الملف رقم %(number)s: %(state)s. اقرؤوا الجواب: %(address)s")
        return subject % facts, text % facts


def desk_address(one: Suggestion) -> str:
    """Return the page of the staff for a suggestion."""
    return one.trace.address.replace("/suggestions/", "/suggestions/desk/", 1)


def _deciders(one: Suggestion) -> set[int]:
    return set(staff_ids(one.territory_id, *queries.DECIDERS))


def _directors(one: Suggestion) -> set[int]:
    return set(staff_ids(one.territory_id, RoleKind.DIRECTOR)) or _deciders(one)


def _notify(
    one: Suggestion,
    kind: str,
    people: Iterable[int],
    title: object,
    body: object,
    *,
    now: datetime,
    key: str = "",
    address: str = "",
    topic: Topic = Topic.DUTY,
    **facts: object,
) -> None:
    notify(
        people=people,
        territory_id=one.territory_id,
        kind=f"suggestions.{kind}",
        message=Message(
            title=title,  # type: ignore[arg-type]
            body=body,  # type: ignore[arg-type]
            facts={"number": one.number, **facts},
        ),
        address=address or one.trace.address,
        now=now,
        trace=one.trace,
        topic=topic,
        key=key,
    )
