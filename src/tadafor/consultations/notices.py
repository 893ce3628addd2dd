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
    Version,
)
from tadafor.notifications.actions import Message, notify
from tadafor.traces.queries import followers


def opened(consultation: Consultation, *, now: datetime) -> None:
    """Tell those who follow that people may contribute now."""
    _tell_followers(
        consultation,
        "opened",
        _("انطلق التشاور العمومي: %(title)s"),
        _("يمكنكم المساهمة إلى غاية %(closes_on)s."),
        now=now,
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


def answered(
    consultation: Consultation, contribution: Contribution, decision: Decision, *, now: datetime
) -> None:
    """Tell the author, and those who follow the contribution, what was decided and why."""
    notify(
        people=followers(contribution.trace),
        territory_id=consultation.territory_id,
        kind="consultations.answered",
        message=Message(
            title=_("جواب على مساهمتكم رقم %(number)s: %(outcome)s"),
            body=_("في التشاور حول «%(title)s». تعليل الجواب: %(reason)s"),
            facts={
                "number": contribution.number,
                "outcome": rules.Outcome(decision.outcome),
                "title": consultation.title,
                "reason": decision.reason,
            },
        ),
        address=contribution.trace.address,
        now=now,
        trace=contribution.trace,
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
        notify(
            people=followers(change.contribution.trace),
            territory_id=consultation.territory_id,
            kind="consultations.merged",
            message=Message(
                title=_("غيّرت مساهمتكم رقم %(number)s النص: %(title)s"),
                body=_("أُدمجت مساهمتكم في الصيغة رقم %(version)s."),
                facts={
                    "number": change.contribution.number,
                    "title": consultation.title,
                    "version": version.number,
                },
            ),
            address=change.contribution.trace.address,
            now=now,
            trace=change.contribution.trace,
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
            facts={"title": consultation.title, "closes_on": consultation.closes_on, **facts},
        ),
        address=consultation.trace.address,
        now=now,
        trace=consultation.trace,
        key=key,
    )
