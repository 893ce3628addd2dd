"""What the consultation space tells people, each in their language."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from tadafor.consultations import rules
from tadafor.consultations.queries import (
    Adoption,
    Consultation,
    Contribution,
    Decision,
    Extension,
    Round,
    Version,
    title_for_all,
)
from tadafor.notifications.actions import Message, Topic, notify
from tadafor.traces.queries import followers

_CALENDAR = {"opened", "closing_soon", "extended", "round_planned"}


def opened(consultation: Consultation, *, now: datetime) -> None:
    """Tell those who follow that people may contribute now."""
    _tell_followers(
        consultation,
        "opened",
        _("انطلق التشاور العمومي: %(title)s"),
        _("يمكنكم المساهمة إلى غاية %(closes_on)s."),
        now=now,
        key=f"round {consultation.round_number}" if consultation.on_cards else "",
    )


def closing_soon(consultation: Consultation, *, now: datetime) -> None:
    """Tell those who follow that the end is near."""
    _tell_followers(
        consultation,
        "closing_soon",
        _("يُختتم التشاور قريبا: %(title)s"),
        _("آخر يوم للمساهمة هو %(closes_on)s."),
        now=now,
        key=f"until {consultation.closes_on.isoformat()}",
    )


def extended(consultation: Consultation, extension: Extension, *, now: datetime) -> None:
    """Tell those who follow that there is more time, and why."""
    _tell_followers(
        consultation,
        "extended",
        _("تمديد أجل التشاور: %(title)s"),
        _("يمتد أجل المساهمة إلى غاية %(closes_on)s. السبب: %(reason)s"),
        now=now,
        key=f"until {extension.to_date.isoformat()}",
        reason=extension.reason,
    )


def round_planned(consultation: Consultation, planned: Round, *, now: datetime) -> None:
    """Tell those who follow that a further round comes, and when."""
    _tell_followers(
        consultation,
        "round_planned",
        _("جولة جديدة من التشاور: %(title)s"),
        _("الجولة رقم %(number)s: من %(opens_on)s إلى غاية %(closes_on)s. %(instruction)s"),
        now=now,
        key=f"round {planned.number}",
        number=planned.number,
        opens_on=planned.opens_on,
        instruction=planned.instruction,
    )


def answered(
    consultation: Consultation, contribution: Contribution, decision: Decision, *, now: datetime
) -> None:
    """Tell the author, then those who follow the contribution, what was decided and why."""
    facts = {
        "number": contribution.number,
        "outcome": rules.Outcome(decision.outcome),
        "title": title_for_all(consultation),
        "reason": decision.reason,
    }
    body = _("في التشاور حول «%(title)s». تعليل الجواب: %(reason)s")
    _tell_those_of(
        contribution,
        "answered",
        Message(_("جواب على مساهمتكم رقم %(number)s: %(outcome)s"), body, facts),
        Message(_("جواب على المساهمة رقم %(number)s التي تتابعونها: %(outcome)s"), body, facts),
        now=now,
        key=f"decided {now.isoformat()}",
    )


def written_down(contribution: Contribution, words: str, *, now: datetime) -> None:
    """Tell the author how their recording was written down, so that they may say it is wrong."""
    if contribution.author_id is None:
        return
    notify(
        people=[contribution.author_id],
        territory_id=contribution.consultation.territory_id,
        kind="consultations.written_down",
        message=Message(
            _("نُقلت مساهمتكم الصوتية رقم %(number)s إلى نص"),
            _("هذا ما كُتب: «%(words)s». إن لم يكن ما قلتم فأخبروا مكتب المواطن."),
            {"number": contribution.number, "words": words},
        ),
        address=contribution.trace.address,
        now=now,
        trace=contribution.trace,
        topic=Topic.ANSWER,
        key=f"written down {now.isoformat()}",
    )


def new_version(consultation: Consultation, version: Version, *, now: datetime) -> None:
    """Tell those who follow, and the authors whose contributions changed the text."""
    _tell_followers(
        consultation,
        "new_version",
        _("صيغة جديدة من النص: %(title)s"),
        _("نُشرت الصيغة رقم %(number)s، ومع كل تغيير المساهمات التي أدت إليه."),
        now=now,
        key=f"version {version.number}",
        number=version.number,
    )
    for change in version.changes.select_related("contribution__trace"):
        facts = {
            "number": change.contribution.number,
            "title": title_for_all(consultation),
            "version": version.number,
        }
        body = _("أُدمجت المساهمة في الصيغة رقم %(version)s.")
        _tell_those_of(
            change.contribution,
            "merged",
            Message(_("غيّرت مساهمتكم رقم %(number)s النص: %(title)s"), body, facts),
            Message(_("غيّرت المساهمة رقم %(number)s التي تتابعونها النص: %(title)s"), body, facts),
            now=now,
            key=f"version {version.number}",
        )


def _tell_those_of(
    contribution: Contribution,
    kind: str,
    to_author: Message,
    to_others: Message,
    *,
    now: datetime,
    key: str,
) -> None:
    """Tell the author what became of their own words, and whoever else follows them in other words."""
    told = set(followers(contribution.trace))
    author = told & {contribution.author_id}
    for people, message, topic in (
        (author, to_author, Topic.ANSWER),
        (told - author, to_others, Topic.FOLLOWED),
    ):
        notify(
            people=people,
            territory_id=contribution.trace.territory_id,
            kind=f"consultations.{kind}",
            message=message,
            address=contribution.trace.address,
            now=now,
            trace=contribution.trace,
            topic=topic,
            key=key,
        )


def concluded(consultation: Consultation, *, now: datetime) -> None:
    """Tell those who follow that the report is public."""
    _tell_followers(
        consultation,
        "concluded",
        _("تقرير التشاور: %(title)s"),
        _("أُجيب عن كل المساهمات، والتقرير منشور للعموم."),
        now=now,
    )


def adopted(consultation: Consultation, adoption: Adoption, *, now: datetime) -> None:
    """Tell those who follow that the council adopted the text."""
    _tell_followers(
        consultation,
        "adopted",
        _("صادق المجلس على النص: %(title)s"),
        _("تمت المصادقة خلال %(session)s بتاريخ %(on)s، المقرر رقم %(decision)s."),
        now=now,
        session=adoption.session,
        on=adoption.adopted_on,
        decision=adoption.decision_number,
    )


def _tell_followers(
    consultation: Consultation,
    kind: str,
    title: object,
    body: object,
    *,
    now: datetime,
    key: str = "",
    **facts: object,
) -> None:
    notify(
        people=followers(consultation.trace),
        territory_id=consultation.territory_id,
        kind=f"consultations.{kind}",
        message=Message(
            title=title,  # type: ignore[arg-type]
            body=body,  # type: ignore[arg-type]
            facts={"title": title_for_all(consultation), "closes_on": consultation.closes_on, **facts},
        ),
        address=consultation.trace.address,
        now=now,
        trace=consultation.trace,
        topic=Topic.OPENING if kind in _CALENDAR else Topic.FOLLOWED,
        key=key,
    )
