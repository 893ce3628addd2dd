"""What petitions tell people, each in their language."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from tadafor.notifications.actions import Message, Topic, notify
from tadafor.people.queries import staff_ids
from tadafor.petitions import queries, rules
from tadafor.petitions.queries import Petition
from tadafor.traces.queries import followers


def deposited(petition: Petition, *, now: datetime) -> None:
    """Tell those who follow, and the desk, that there is a receipt."""
    body = _("وصل رقم %(receipt)s. على المكتب أن يجيب قبل انتهاء يوم %(due)s.")
    facts: dict[str, Any] = {"receipt": petition.receipt, "due": petition.answer_due}
    _tell_followers(petition, "deposited", _("أُودعت العريضة: %(title)s"), body, now=now, **facts)
    _tell_desk(petition, "to_refer", _("عريضة جديدة أُودعت: %(title)s"), body, now=now, **facts)


def taken_over(petition: Petition, *, now: datetime) -> None:
    """Tell the desk that the agent of a petition on paper is online now (§ petitions-34)."""
    _tell_desk(
        petition,
        "taken_over",
        _("صار وكيل(ة) العريضة على المنصة: %(title)s"),
        _("استعمل الوصل والبطاقة؛ تصله الإشعارات ويمكنه الطعن في الأسطر المرفوضة."),
        now=now,
    )


def referred(petition: Petition, *, now: datetime) -> None:
    _tell_followers(
        petition,
        "referred",
        _("العريضة لدى مكتب المجلس: %(title)s"),
        _("يتحقق المكتب من كل شرط، وعليه أن يجيب قبل انتهاء يوم %(due)s."),
        now=now,
        due=petition.answer_due,
    )


def accepted(petition: Petition, *, now: datetime) -> None:
    _tell_followers(
        petition,
        "accepted",
        _("قُبلت العريضة: %(title)s"),
        _("ستُعرض على اللجنة المختصة ثم على أول دورة عادية للمجلس."),
        now=now,
    )


def refused(petition: Petition, reasons: str, *, now: datetime) -> None:
    """Tell the agent why; the others that it was refused."""
    agents = {
        party.person_id
        for party in queries.parties_of(petition)
        if party.part in queries.ACTS_FOR and party.person_id
    }
    title = _("لم تُقبل العريضة: %(title)s")
    _notify(petition, "refused_why", agents, title, _("التعليل: %(reasons)s"), now=now, reasons=reasons)
    _tell_followers(petition, "refused", title, _("صدر قرار معلل عن مكتب المجلس."), now=now, without=agents)


def in_committee(petition: Petition, committee: str, *, now: datetime) -> None:
    _tell_followers(
        petition,
        "committee",
        _("العريضة لدى اللجنة: %(title)s"),
        _("اللجنة: %(committee)s"),
        now=now,
        key=committee,
        committee=committee,
    )


def on_agenda(petition: Petition, opens_on: date, *, now: datetime) -> None:
    _tell_followers(
        petition,
        "agenda",
        _("العريضة في جدول أعمال المجلس: %(title)s"),
        _("الدورة التي تُفتتح يوم %(on)s."),
        now=now,
        key=opens_on.isoformat(),
        on=opens_on,
    )


def deliberated(petition: Petition, result: rules.Result, *, now: datetime) -> None:
    _tell_followers(
        petition,
        "deliberated",
        _("تداول المجلس في العريضة: %(title)s"),
        _("النتيجة: %(result)s"),
        now=now,
        result=result,
    )


def followed_up(petition: Petition, words: str, *, now: datetime) -> None:
    _tell_followers(
        petition,
        "followed_up",
        _("مستجد في تتبع العريضة: %(title)s"),
        _("%(words)s"),
        now=now,
        key=now.isoformat(),
        words=words,
    )


def withdrawn(petition: Petition, *, now: datetime) -> None:
    _tell_followers(petition, "withdrawn", _("سُحبت العريضة: %(title)s"), _("سحبها وكيلها(تها)."), now=now)


def clock(petition: Petition, percent: int, *, now: datetime) -> None:
    """Warn the desk that so much of the delay is gone (§ petitions-10)."""
    _tell_desk(
        petition,
        "clock",
        _("انقضت %(percent)s في المائة من أجل الجواب: %(title)s"),
        _("آخر يوم للجواب هو %(due)s."),
        now=now,
        key=str(percent),
        percent=percent,
        due=petition.answer_due,
    )


def contested(petition: Petition, *, now: datetime) -> None:
    _tell_desk(
        petition,
        "contested",
        _("طُعن في سطر من أوراق العريضة: %(title)s"),
        _("يبت فيه شخص ثالث مع التعليل."),
        now=now,
        key=now.isoformat(),
    )


def law_changed(petition: Petition, since: date, *, now: datetime) -> None:
    """Tell who may deposit that the law moves while they collect (§ petitions-4)."""
    agents = {one.person_id for one in queries.parties_of(petition) if one.person_id and one.accepted_at}
    _notify(
        petition,
        "law_changed",
        agents,
        _("تغيّرت قواعد تخص عريضتكم: %(title)s"),
        _(
            "تسري القاعدة الجديدة ابتداء من %(since)s، ويظهر ما تغيّر يومها في صفحة العريضة. "
            "القاعدة المعمول بها يوم الإيداع هي التي تُطبق."
        ),
        now=now,
        key=f"{since}:{now.isoformat()}",
        since=since,
    )


def settled(petition: Petition, number: int, position: int, *, now: datetime) -> None:
    agents = {one.person_id for one in queries.parties_of(petition) if one.person_id}
    _notify(
        petition,
        "settled",
        agents,
        _("بُت في سطر من أوراق العريضة: %(title)s"),
        _("الورقة %(number)s، السطر %(position)s."),
        now=now,
        key=f"{number}:{position}:{now.isoformat()}",
        number=number,
        position=position,
    )


def letter(petition: Petition, kind: rules.Letter, language: str) -> tuple[str, str]:
    """Return the subject and the text of what a confirmed contact is told (§ petitions-20)."""
    with override(language):
        subject = gettext("توقيعكم على عريضة")
        if kind is rules.Letter.ALREADY_SIGNED:
            text = gettext(
                "بطاقتكم موقعة من قبل على العريضة «%(title)s»: توقيع واحد لكل بطاقة. "
                "إن لم تكونوا من وقّع، وقّعوا على الورق لدى وكيل(ة) العريضة: التوقيع على الورق يحل محل الأول."
            )
        elif kind is rules.Letter.DISPLACED_ONLINE:
            text = gettext(
                "وقّعت صاحبة البطاقة أو صاحبها، بعد تأكيد الصلة بالجماعة الترابية، على العريضة «%(title)s»: "
                "حل ذلك التوقيع محل الذي كتبتم فيه رقم البطاقة نفسها. "
                "إن كانت البطاقة بطاقتكم فزوروا مكتب المواطن بها."
            )
        elif kind is rules.Letter.RETURNED:
            text = gettext(
                "لم يعد التوقيع على الورق الذي حل محل توقيعكم الإلكتروني على العريضة «%(title)s» قائما: "
                "عاد توقيعكم كما كان."
            )
        else:
            text = gettext(
                "حل توقيع على الورق يحمل رقم بطاقتكم محل توقيعكم الإلكتروني على العريضة «%(title)s». "
                "إن لم تكونوا من وقّع على الورق، اتصلوا بمكتب المواطن."
            )
        return subject, text % {"title": petition.title}


def _tell_followers(
    petition: Petition,
    kind: str,
    title: object,
    body: object,
    *,
    now: datetime,
    key: str = "",
    without: "set[int] | None" = None,
    **facts: object,
) -> None:
    people = set(followers(petition.trace)) - (without or set())
    _notify(petition, kind, people, title, body, now=now, key=key, **facts)


def _tell_desk(
    petition: Petition,
    kind: str,
    title: object,
    body: object,
    *,
    now: datetime,
    key: str = "",
    **facts: object,
) -> None:
    people = {one for role in queries.BUREAU for one in staff_ids(petition.territory_id, role)}
    _notify(petition, kind, people, title, body, now=now, key=key, **facts)


def _notify(
    petition: Petition,
    kind: str,
    people: "set[int]",
    title: object,
    body: object,
    *,
    now: datetime,
    key: str = "",
    **facts: object,
) -> None:
    notify(
        people=people,
        territory_id=petition.territory_id,
        kind=f"petitions.{kind}",
        message=Message(
            title=title,  # type: ignore[arg-type]
            body=body,  # type: ignore[arg-type]
            facts={"title": petition.title, **facts},
        ),
        address=petition.trace.address,
        now=now,
        trace=petition.trace,
        topic=Topic.FOLLOWED,
        key=key,
    )
