"""What the pages of councils and bodies share: frames, steps, how long a page is kept."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from tadafor.councils import actions, queries, rules
from tadafor.councils.forms import DraftForm, beside
from tadafor.councils.queries import (
    Correction,
    Decision,
    Draw,
    Meeting,
    Opinion,
    Session,
    Sitting,
    StepTaken,
)
from tadafor.kernel import clock, pages
from tadafor.kernel.words import word
from tadafor.people.actor import Request
from tadafor.ui.boxes import sent_over, status_of, tried, typed_in
from tadafor.ui.components import Bar, Step, StepState, Tone
from tadafor.ui.formatting import day

MOST_BARS = 12
CERTAIN = 1000  # who is in every panel
_AFTER = (rules.AfterVote.VOTED, rules.AfterVote.SENT, rules.AfterVote.VISA, rules.AfterVote.PUBLISHED)
_SENT_BACK = (rules.AfterVote.VOTED, rules.AfterVote.SENT, rules.AfterVote.REFUSED)


def shown(
    request: Request,
    template: str,
    *,
    until: datetime | None = None,
    whole: Collection[str] = (),
    only: Mapping[str, Sequence[str]] | None = None,
    **context: Any,  # noqa: ANN401
) -> HttpResponse:
    """Answer with a public page in its reader's language; a visitor's copy is kept until midnight at most.

    What stands under ``whole`` and ``only`` is said as ``queries.in_language`` tells.
    """
    context |= {"territory": request.territory}
    context |= queries.in_language(context, whole=whole, only=only)
    return kept(request, render(request, template, context), until=until)


def kept(request: Request, response: pages.Answer, *, until: datetime | None = None) -> pages.Answer:
    """Say how long an answer may be kept: a visitor's until the next turn, a person's never."""
    if request.actor.is_signed_in:
        return pages.never_stored(response)
    now = clock.now()
    midnight = clock.start_of(clock.day_of(now) + timedelta(days=1))
    return pages.keep(response, now=now, until=min(until or midnight, midnight))


def session_steps(session: Session, phase: rules.Phase, *, has_agenda: bool = True) -> list[Step]:
    """Return where a session stands: prepared, convened, held, closed, minutes."""
    order = [rules.Phase.PREPARED, rules.Phase.CONVENED, rules.Phase.HELD, rules.Phase.CLOSED]
    place = order.index(rules.Phase.CONVENED if phase is rules.Phase.WITHOUT_QUORUM else phase)
    place -= not has_agenda
    titles = [_("جدول الأعمال"), _("دعوة الأعضاء"), _("انعقاد الدورة"), _("الاختتام")]
    days = [None, session.convened_on, session.opens_on, session.closed_on]
    made = [
        Step(
            title=title,
            state=StepState.DONE if at <= place else StepState.NOW if at == place + 1 else StepState.NEXT,
            when=days[at],
            who=_("رئاسة المجلس") if at < 2 else _("المجلس"),  # noqa: PLR2004 -- the first two
        )
        for at, title in enumerate(titles)
    ]
    published = session.minutes_published_on
    state = StepState.DONE if published else StepState.NOW if phase is order[-1] else StepState.NEXT
    return [*made, Step(title=_("نشر المحضر"), state=state, when=published, who=_("المجلس"))]


def decision_steps(decision: Decision) -> list[Step]:
    """Return the steps of a decision after its vote."""
    done = {rules.AfterVote.VOTED: decision.voted_on} | {
        rules.AfterVote(one.step): one.taken_on for one in decision.steps.all()
    }
    if rules.AfterVote.REFUSED in done:
        late = {rules.AfterVote.REFUSED: StepState.LATE}
        return [
            Step(title=word(one), state=late.get(one, StepState.DONE), when=done[one]) for one in _SENT_BACK
        ]
    wanted = [one for one in _AFTER if one is not rules.AfterVote.VISA or decision.needs_visa]
    first = next((one for one in wanted if one not in done), None)
    return [
        Step(
            title=word(one),
            state=StepState.DONE if one in done else StepState.NOW if one is first else StepState.NEXT,
            when=done.get(one),
        )
        for one in wanted
    ]


def opinion_steps(opinion: Opinion) -> list[Step]:
    """Return where an opinion stands, and who must act."""
    days = [
        (_("فتح الموضوع"), opinion.begun_on, _("الهيئة")),
        (_("مصادقة الهيئة"), opinion.adopted_on, _("الهيئة")),
        (_("الإحالة على رئاسة المجلس"), opinion.sent_on, _("الهيئة")),
        (_("جدول أعمال دورة"), opinion.placed_on, _("رئاسة المجلس")),
        (_("جواب المجلس"), opinion.answered_on, _("المجلس")),
    ]
    first = next((at for at, (_title, on, _who) in enumerate(days) if on is None), len(days))
    return [
        Step(
            title=title,
            state=StepState.DONE if at < first else StepState.NOW if at == first else StepState.NEXT,
            when=on,
            who=who,
        )
        for at, (title, on, who) in enumerate(days)
    ]


def balance_bars(seats: queries.Seats) -> list[Bar]:
    """Return the sexes of the seats as a small chart, the free ones last."""
    tones = {rules.MemberSex.WOMAN: Tone.GREEN, rules.MemberSex.MAN: Tone.SAFFRON}
    bars = [Bar(word(sex), count, tones.get(sex, Tone.PLAIN)) for sex, count in seats.by_sex]
    return [*bars, Bar(_("مقاعد شاغرة"), seats.free, Tone.TERRACOTTA)] if seats.free else bars


def age_rows(seats: queries.Seats) -> list[tuple[str, int]]:
    return [(word(age), count) for age, count in seats.by_age]


def drafted(
    request: Request,
    opinion: Opinion,
    template: str,
    *,
    may_write: bool,
    **context: Any,  # noqa: ANN401
) -> HttpResponse:
    """Answer with the page on which an opinion is drafted, or keep the draft that was sent.

    Over words that somebody else changed, both stand on the page, and sending again keeps the typed ones.
    """
    last = queries.last_draft(opinion)
    start = {"text": last.text if last else "", "seen": last.number if last else 0}
    form = DraftForm(typed_in(request) if may_write else None, initial=start)
    if form.is_bound and form.is_valid():
        refused = tried(form, lambda: _keep_draft(request, opinion, form), at=beside(form))
        if refused is None:
            messages.success(request, _("حُفظ المشروع."))
            return HttpResponseRedirect(request.path, status=303)
        if refused.refusal is rules.OpinionRefusal.CHANGED_MEANWHILE and last:
            sent_over(form, seen=last.number)
    context |= {
        "territory": request.territory,
        "opinion": opinion,
        "form": form if may_write else None,
        "last": last,
        "drafts": queries.drafts_of(opinion)[:10],
    }
    context |= queries.in_language(context, only={"opinion": ("title", "question")})
    return pages.never_stored(render(request, template, context, status=status_of(form)))


def _keep_draft(request: Request, opinion: Opinion, form: DraftForm) -> object:
    return actions.write_draft(opinion=opinion, **form.cleaned_data, actor=request.actor, now=clock.now())


ANSWER_TONES = {
    rules.Answer.FOLLOWED: Tone.GREEN,
    rules.Answer.PARTLY: Tone.SAFFRON,
    rules.Answer.NOT_FOLLOWED: Tone.TERRACOTTA,
}
OUTCOME_TONES = {
    rules.Outcome.ADOPTED: Tone.GREEN,
    rules.Outcome.REJECTED: Tone.TERRACOTTA,
    rules.Outcome.POSTPONED: Tone.SAFFRON,
    rules.Outcome.NOTED: Tone.PLAIN,
}


def verdict(decision: Decision) -> dict[str, Any]:
    """Return what the council made of a point, as pages say it."""
    outcome = rules.Outcome(decision.outcome)
    return {
        "word": word(outcome),
        "tone": OUTCOME_TONES[outcome],
        "voices": [
            Bar(_("مع"), decision.in_favour, Tone.GREEN),
            Bar(_("ضد"), decision.against, Tone.TERRACOTTA),
            Bar(_("امتناع"), decision.abstained, Tone.PLAIN),
        ],
        "voted": decision.in_favour + decision.against + decision.abstained,
        "decision": decision,
        "sent_back": queries.sent_back(decision),
        "state": queries.state_of(decision),
        "steps_open": queries.steps_open(decision),
    }


# ---- draws by lot


def lot_steps(draw: Draw) -> list[Step]:
    """Return where a draw stands: the call, the frozen pool, the panels, the digits."""
    days = [
        (_("باب التطوع"), draw.opened_at),
        (_("تجميد لائحة المتطوعات والمتطوعين ونشر بصمتها"), draw.frozen_at),
        (_("نشر اللوائح الألف"), draw.published_at),
        (_("سحب الأرقام علنا"), draw.drawn_at),
    ]
    first = next((at for at, (_title, moment) in enumerate(days) if moment is None), len(days))
    if draw.phase is rules.LotPhase.OPEN:
        first = 0
    return [
        Step(
            title=title,
            state=StepState.DONE if at < first else StepState.NOW if at == first else StepState.NEXT,
            when=clock.day_of(moment) if moment else draw.drawn_on if at == len(days) - 1 else None,
        )
        for at, (title, moment) in enumerate(days)
    ]


@dataclass(frozen=True)
class QuotaLine:
    """A quota as the public reads it."""

    fact: str
    value: str
    least: int
    most: int
    there: int | None
    drawn: int | None


def quota_rows(
    draw: Draw, public: queries.Published | None, names: Mapping[str, str] | None = None
) -> list[QuotaLine]:
    """Return the quotas, with the volunteers and the members of each cell once they are public."""
    facts = public.facts if public else {}
    members = public.members if public and public.digits else None
    names = names or {}

    def count(codes: Iterable[str], one: Any) -> int:  # noqa: ANN401 -- a quota
        return sum(facts[code].get(one.fact) == one.value for code in codes)

    return [
        QuotaLine(
            word(rules.LotFact(one.fact)),
            queries.value_words(one.value, names),
            one.least,
            min(one.most, draw.seats),
            count(facts, one) if public else None,
            count(members, one) if members is not None else None,
        )
        for one in draw.wanted
    ]


def chance_bars(public: queries.Published) -> list[Bar]:
    """Return how many volunteers have which chance, in steps that fit the spread."""
    values = list(public.chances.values())
    if not values:
        return []
    low, high = min(values), max(values)
    step = next(size for size in (1, 2, 5, 10, 20, 50, 100, 200, 500) if (high - low) // size < MOST_BARS)
    first = low - low % step
    counted = Counter((value - first) // step for value in values)
    return [Bar(_chance(first + at * step, step), counted[at], Tone.GREEN) for at in range(max(counted) + 1)]


def _chance(low: int, step: int) -> str:
    high = min(low + step - 1, CERTAIN)
    if low >= high:
        return _("%(low)s من 1000") % {"low": low}
    return _("من %(low)s إلى %(high)s من 1000") % {"low": low, "high": high}


def member_rows(
    public: queries.Published, mine: str = "", names: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    """Return those drawn under their codes, whom they replaced, and which is the reader."""
    entered = {one["in"]: one["out"] for one in public.replacements}
    names = names or {}
    return [
        {
            "code": code,
            "facts": [queries.value_words(value, names) for _, value in sorted(public.facts[code].items())],
            "replaced": entered.get(code, ""),
            "is_mine": bool(mine) and code == mine,
        }
        for code in public.members
    ]


@dataclass(frozen=True)
class Corrected:
    """A correction as its readers see it: when, why, and what stood there before."""

    correction: Correction
    before: str
    text: str = ""


def corrected(found: Iterable[Correction]) -> list[Corrected]:
    """Return corrections with what stood there before them (§ councils-33)."""
    return [Corrected(one, " · ".join(_stood(one)), one.before.get("text", "")) for one in found]


def _stood(one: Correction) -> list[str]:
    stood = _recorded(one.before)
    return [_("جلسة %(day)s") % {"day": day(one.sitting.held_on)}, *stood] if one.sitting else stood


def stands(of: Meeting | Sitting | Decision) -> str:
    """Say what is recorded there now, in the words in which corrections say what was before."""
    of.refresh_from_db()
    return " · ".join(_recorded(vars(of)))


def step_stands(taken: StepTaken) -> str:
    """Say how a step after the vote is recorded."""
    return " · ".join(part for part in (day(taken.taken_on), taken.reference) if part)


def _recorded(before: Mapping[str, Any]) -> list[str]:
    if "step" in before:
        taken = date.fromisoformat(before["taken_on"])
        return [
            part for part in (word(rules.AfterVote(before["step"])), day(taken), before["reference"]) if part
        ]
    if "outcome" not in before:
        return [_("حضر %(present)s") % {"present": before["present"]}]
    voices = _("مع: %(a)s · ضد: %(b)s · امتناع: %(c)s · الحاضرون: %(d)s") % {
        "a": before["in_favour"],
        "b": before["against"],
        "c": before["abstained"],
        "d": before["present"],
    }
    number = _("المقرر رقم %(number)s") % {"number": before["number"]} if before["number"] else ""
    return [part for part in (word(rules.Outcome(before["outcome"])), voices, number) if part]
