"""What readers report, what is hidden and what its author answers: the moderation of a consultation."""

from collections.abc import Callable, Iterator
from datetime import datetime

from tadafor.demo.life import Act, Life
from tadafor.demo.told import Contribution, Report
from tadafor.moderation import actions
from tadafor.moderation.rules import Reason
from tadafor.people.rules import RoleKind


def moderating(life: Life, voice: Contribution) -> Iterator[Act]:
    """The acts that follow on one contribution; what is left open is there for the newcomer to decide."""
    for report in voice.reports:
        yield life.at(report.at), _report(life, voice, report)
    if voice.hidden:
        yield life.at(voice.hidden.at), _hide(life, voice)
        if voice.hidden.contested_at:
            yield life.at(voice.hidden.contested_at), _contest(life, voice)


def _report(life: Life, voice: Contribution, report: Report) -> Callable[[datetime], object]:
    return lambda now: actions.report(
        item=life.made[voice.key].trace,
        actor=life.ground.actor(report.author),
        reason=Reason(report.reason),
        words=report.text,
        now=now,
    )


def _hide(life: Life, voice: Contribution) -> Callable[[datetime], object]:
    def act(now: datetime) -> None:
        if voice.hidden:
            actions.hide(
                item=life.made[voice.key].trace,
                actor=life.staff(RoleKind.FOCAL_POINT),
                reason=Reason(voice.hidden.reason),
                words=voice.hidden.text,
                now=now,
            )

    return act


def _contest(life: Life, voice: Contribution) -> Callable[[datetime], object]:
    def act(now: datetime) -> None:
        if voice.hidden:
            actions.appeal(
                item=life.made[voice.key].trace,
                actor=life.ground.actor(voice.author),
                words=voice.hidden.contested,
                now=now,
            )

    return act
