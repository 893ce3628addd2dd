"""What the participatory budget tells people, each in their language."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from tadafor.budgets.queries import (
    Edition,
    Extension,
    Idea,
    PhaseDays,
    Project,
    Study,
    authors_of,
    for_all,
    projects_of,
)
from tadafor.budgets.queries.following import FollowStep
from tadafor.budgets.rules.cycle import Phase
from tadafor.budgets.rules.following import Step
from tadafor.budgets.rules.studying import Standing
from tadafor.notifications.actions import Message, Topic, notify
from tadafor.traces.queries import followers


def began(edition: Edition, days: PhaseDays, *, now: datetime) -> None:
    """Tell those who follow that a phase began, and until when it lasts."""
    facts = {
        "title": for_all(edition),
        "phase": Phase(days.phase),
        "from_date": days.opens_on,
        "to_date": days.closes_on,
    }
    notify(
        people=followers(edition.trace),
        territory_id=edition.territory_id,
        kind="budgets.began",
        message=Message(
            _("بدأت مرحلة «%(phase)s»: %(title)s"), _("من %(from_date)s إلى غاية %(to_date)s."), facts
        ),
        address=edition.trace.address,
        now=now,
        trace=edition.trace,
        topic=Topic.OPENING,
        key=f"{days.phase} began {days.opens_on.isoformat()}",
    )


def extended(edition: Edition, extension: Extension, *, now: datetime) -> None:
    """Tell those who follow that a phase lasts longer, and why."""
    facts = {
        "title": for_all(edition),
        "phase": Phase(extension.phase),
        "to_date": extension.to_date,
        "reason": extension.reason,
    }
    notify(
        people=followers(edition.trace),
        territory_id=edition.territory_id,
        kind="budgets.extended",
        message=Message(
            _("تمديد مرحلة «%(phase)s»: %(title)s"),
            _("تمتد المرحلة إلى غاية %(to_date)s. السبب: %(reason)s"),
            facts,
        ),
        address=edition.trace.address,
        now=now,
        trace=edition.trace,
        topic=Topic.OPENING,
        key=f"{extension.phase} until {extension.to_date.isoformat()}",
    )


def voided(edition: Edition, *, now: datetime) -> None:
    """Tell those who follow that the vote is void, why, and how it is held again."""
    rule = for_all(edition, "void_rule") if edition.void_rule else "—"
    facts = {"title": for_all(edition), "reason": for_all(edition, "void_reason"), "rule": rule}
    notify(
        people=followers(edition.trace),
        territory_id=edition.territory_id,
        kind="budgets.voided",
        message=Message(_("أُعلن بطلان التصويت: %(title)s"), _("السبب: %(reason)s كيف يعاد: %(rule)s"), facts),
        address=edition.trace.address,
        now=now,
        trace=edition.trace,
        topic=Topic.OPENING,
        key=f"void {edition.vote_number}",
    )


def held_again(edition: Edition, opens_on: date, closes_on: date, *, now: datetime) -> None:
    """Tell those who follow when the vote is held again."""
    facts = {"title": for_all(edition), "from_date": opens_on, "to_date": closes_on}
    notify(
        people=followers(edition.trace),
        territory_id=edition.territory_id,
        kind="budgets.held_again",
        message=Message(
            _("يعاد التصويت: %(title)s"),
            _("من %(from_date)s إلى غاية %(to_date)s. صوتوا من جديد: لم يبق شيء من التصويت الباطل."),
            facts,
        ),
        address=edition.trace.address,
        now=now,
        trace=edition.trace,
        topic=Topic.OPENING,
        key=f"vote {edition.vote_number}",
    )


def merged(project: Project, idea: Idea, *, now: datetime) -> None:
    """Tell the author of an idea, and those who follow it, which project it became part of."""
    told = set(followers(idea.trace))
    facts = {"number": idea.number, "idea": for_all(idea), "project": for_all(project)}
    for people, title, topic in (
        (told & {idea.author_id}, _("فكرتكم صارت جزءا من مشروع: %(project)s"), Topic.ANSWER),
        (told - {idea.author_id}, _("فكرة تتابعونها صارت جزءا من مشروع: %(project)s"), Topic.FOLLOWED),
    ):
        notify(
            people=[one for one in people if one is not None],
            territory_id=project.edition.territory_id,
            kind="budgets.merged",
            message=Message(
                title, _("الفكرة رقم %(number)s «%(idea)s». المشروع باق باسم كل من اقترح فكرة منه."), facts
            ),
            address=project.trace.address,
            now=now,
            trace=project.trace,
            topic=topic,
            key=f"idea {idea.pk}",
        )


def studied(project: Project, study: Study, *, now: datetime) -> None:
    """Tell the authors what the service found, so that they may answer."""
    message = Message(
        _("نتيجة الدراسة التقنية: %(title)s"),
        _("%(standing)s. يمكنكم قراءة الدراسة والجواب عنها."),
        {"title": for_all(project), "standing": Standing(study.verdict)},
    )
    _tell_authors(project, "studied", message, now=now, key=f"study {study.pk}")


def priced(project: Project, *, now: datetime) -> None:
    """Tell the authors that their project goes to the vote, and at what price."""
    message = Message(
        _("مشروعكم معروض للتصويت: %(title)s"),
        _("نُشرت الكلفة: %(price)s درهم. عرّفوا بالمشروع قبل التصويت."),
        {"title": for_all(project), "price": f"{project.price:,.0f}".replace(",", "\u00a0")},
    )
    _tell_authors(project, "priced", message, now=now, key="priced")


def _tell_authors(project: Project, kind: str, message: Message, *, now: datetime, key: str) -> None:
    notify(
        people=authors_of(project),
        territory_id=project.edition.territory_id,
        kind=f"budgets.{kind}",
        message=message,
        address=project.trace.address,
        now=now,
        trace=project.trace,
        topic=Topic.ANSWER,
        key=key,
    )


def count_changed(edition: Edition, reason: str, *, now: datetime) -> None:
    """Tell those who follow that the vote will be counted in another way, and why."""
    notify(
        people=followers(edition.trace),
        territory_id=edition.territory_id,
        kind="budgets.count_changed",
        message=Message(
            _("تغيرت طريقة الفرز قبل التصويت: %(title)s"),
            _("السبب: %(reason)s"),
            {"title": for_all(edition), "reason": reason},
        ),
        address=f"{edition.trace.address}count/",
        now=now,
        trace=edition.trace,
        topic=Topic.OPENING,
        key=f"count {now.isoformat()}",
    )


def counted(edition: Edition, winners: set[str], *, now: datetime) -> None:
    """Tell authors and followers of each project, and those who follow the edition, that it is counted."""
    told = {Standing.FEASIBLE}
    for project in projects_of(edition):
        if project.standing not in told:
            continue
        won = project.key in winners
        title = _("فاز المشروع: %(title)s") if won else _("نتيجة التصويت: %(title)s")
        body = (
            _("حصل المشروع على التمويل. اقرؤوا كيف، وتتبعوا إنجازه.")
            if won
            else _("لم يحصل المشروع على التمويل هذه المرة. اقرؤوا السبب بالأرقام.")
        )
        notify(
            people=[*authors_of(project), *followers(project.trace)],
            territory_id=edition.territory_id,
            kind="budgets.counted_project",
            message=Message(title, body, {"title": for_all(project)}),
            address=f"{edition.trace.address}results/projects/{project.number}/",
            now=now,
            trace=project.trace,
            topic=Topic.ANSWER,
            key="counted",
        )
    notify(
        people=followers(edition.trace),
        territory_id=edition.territory_id,
        kind="budgets.counted",
        message=Message(
            _("ظهرت النتائج: %(title)s"),
            _("عدد المشاريع الفائزة: %(winners)s. يمكن لكل أحد إعادة الفرز."),
            {"title": for_all(edition), "winners": len(winners)},
        ),
        address=f"{edition.trace.address}results/",
        now=now,
        trace=edition.trace,
        topic=Topic.ANSWER,
        key="counted",
    )


def stepped(project: Project, step: FollowStep, *, now: datetime) -> None:
    """Tell those who follow a winning project that it reached a step."""
    notify(
        people=[*authors_of(project), *followers(project.trace)],
        territory_id=project.edition.territory_id,
        kind="budgets.stepped",
        message=Message(
            _("%(step)s: %(title)s"),
            _("بتاريخ %(done_on)s."),
            {"step": Step(step.step), "title": for_all(project), "done_on": step.done_on},
        ),
        address=f"{project.edition.trace.address}works/",
        now=now,
        trace=project.trace,
        topic=Topic.ANSWER,
        key=f"step {step.step}",
    )


def written_down(idea: Idea, words: str, *, now: datetime) -> None:
    """Tell the author how their recording was written down, so that they may say it is wrong."""
    _tell_author(
        idea,
        "written_down",
        Message(
            _("نُقلت فكرتكم الصوتية رقم %(number)s إلى نص"),
            _("هذا ما كُتب: «%(words)s». إن لم يكن ما قلتم فأخبروا مكتب المواطن."),
            {"number": idea.number, "words": words},
        ),
        now=now,
        key=f"written down {now.isoformat()}",
    )


def set_aside(idea: Idea, reason: str, *, now: datetime) -> None:
    """Tell the author that the staff withdrew their idea, and why."""
    _tell_author(
        idea,
        "set_aside",
        Message(
            _("سُحبت فكرتكم رقم %(number)s"),
            _("سحبتها الجماعة. السبب: %(reason)s"),
            {"number": idea.number, "reason": reason},
        ),
        now=now,
        key="set aside",
    )


def unmerged(project: Project, idea: Idea, reason: str, *, now: datetime) -> None:
    """Tell the author that their idea stands alone again, and why."""
    _tell_author(
        idea,
        "unmerged",
        Message(
            _("خرجت فكرتكم رقم %(number)s من مشروع"),
            _("المشروع: %(title)s. السبب: %(reason)s. فكرتكم باقية في لائحة الأفكار."),
            {"number": idea.number, "title": for_all(project), "reason": reason},
        ),
        now=now,
        key=f"unmerged {project.number} {now.isoformat()}",
    )


def _tell_author(idea: Idea, kind: str, message: Message, *, now: datetime, key: str) -> None:
    if idea.author_id is None:
        return
    notify(
        people=[idea.author_id],
        territory_id=idea.trace.territory_id,
        kind=f"budgets.{kind}",
        message=message,
        address=idea.trace.address,
        now=now,
        trace=idea.trace,
        topic=Topic.ANSWER,
        key=key,
    )


def project_withdrawn(project: Project, *, now: datetime) -> None:
    """Tell the authors and the followers of a project that it was withdrawn, and by whom."""
    reason = project.withdrawal_reason
    body = _("سحبته الجماعة. السبب: %(reason)s") if reason else _("سحبه صاحبه قبل دراسته.")
    notify(
        people=[*authors_of(project), *followers(project.trace)],
        territory_id=project.edition.territory_id,
        kind="budgets.project_withdrawn",
        message=Message(_("سُحب المشروع: %(title)s"), body, {"title": for_all(project), "reason": reason}),
        address=project.trace.address,
        now=now,
        trace=project.trace,
        topic=Topic.ANSWER,
        key="withdrawn",
    )
