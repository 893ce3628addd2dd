"""The pages everyone reads."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from tadafor.councils import queries, rules
from tadafor.councils.context import (
    ANSWER_TONES,
    age_rows,
    balance_bars,
    corrected,
    decision_steps,
    opinion_steps,
    session_steps,
    shown,
    verdict,
)
from tadafor.documents import queries as documents
from tadafor.kernel import clock, pages
from tadafor.kernel.words import word
from tadafor.people.actor import Request
from tadafor.territories import queries as territories
from tadafor.traces import queries as traces
from tadafor.ui.components import Tab
from tadafor.ui.formatting import day

FEW = 5


def index(request: Request, territory: str) -> HttpResponse:
    """The council's sessions, the bodies, and what became of their opinions."""
    today = clock.today()
    page = pages.page_of(queries.sessions(public=True), request.GET.get("page"), per_page=10)
    return shown(
        request,
        "councils/index.html",
        page=page,
        rows=[(one, queries.phase_of(one)) for one in page.object_list],
        bodies=[(one, word(rules.BodyKind(one.kind))) for one in queries.bodies(today)],
        figures=queries.register_figures(),
        next=territories.next_session(request.territory.pk, today),
        sits=queries.sits_anywhere(request.actor.person_id, today),
        calls=queries.calls(today),
    )


# ---- sessions


def session(request: Request, territory: str, session: str) -> HttpResponse:
    """A session: its agenda, what was decided, who was there, its minutes."""
    found = queries.public_session_at(session)
    if found is None:
        raise Http404
    phase = queries.phase_of(found)
    items = queries.items_of(found)
    return shown(
        request,
        "councils/session.html",
        whole=("session",),
        session=found,
        phase=phase,
        steps=session_steps(found, phase),
        lines=[(one, verdict(one.decision) if hasattr(one, "decision") else None) for one in items],
        sittings=queries.sittings_of(found),
        corrections=corrected(queries.corrections_at(found)),
        postponements=list(found.postponements.all()),
        documents=documents.of_trace(found.trace),
        follows=traces.follows(found.trace, request.actor.person_id),
    )


def point(request: Request, territory: str, session: str, item: int) -> HttpResponse:
    """A point of the agenda: why, what it answers, the voices, the steps after."""
    found = queries.public_session_at(session)
    line = queries.item_at(found, item) if found else None
    if line is None:
        raise Http404
    decided = line.decision if hasattr(line, "decision") else None
    origin = line.origin if line.origin and line.origin.visibility == "visible" else None
    return shown(
        request,
        "councils/point.html",
        whole=("item", "verdict"),
        session=found,
        item=line,
        kind=word(rules.ItemKind(line.kind)),
        origin=origin,
        origin_said=queries.answered([origin])[origin.pk].title if origin else "",
        verdict=verdict(decided) if decided else None,
        corrections=corrected(queries.corrections_of(decided)) if decided else [],
        steps=decision_steps(decided) if decided and decided.number else [],
        documents=documents.of_trace(line.trace),
        story=traces.story_of(line.trace),
        follows=traces.follows(line.trace, request.actor.person_id),
    )


# ---- bodies


def _body(slug: str) -> queries.Body:
    found = queries.body_at(slug)
    if found is None:
        raise Http404
    return found


def body(request: Request, territory: str, body: str) -> HttpResponse:
    """A body: why it exists, who sits in it, when it met, what it said."""
    found, today = _body(body), clock.today()
    seats = queries.seats_of(found, today)
    return shown(
        request,
        "councils/body.html",
        whole=("body",),
        body=found,
        kind=word(rules.BodyKind(found.kind)),
        seats=seats,
        sexes=balance_bars(seats),
        ages=age_rows(seats),
        faces=queries.faces(found, today),
        meetings=list(queries.meetings_of(found)[:FEW]),
        opinions=opinion_rows(queries.of_body(found, public=True)[:FEW]),
        years=queries.years_of(found, today),
        lots=list(queries.draws_of(found)[:FEW]),
        documents=documents.of_trace(found.trace),
        follows=traces.follows(found.trace, request.actor.person_id),
    )


def year(request: Request, territory: str, body: str, year: int) -> HttpResponse:
    """The annual report of a body, made from what is recorded."""
    found = _body(body)
    if year not in queries.years_of(found, clock.today()):
        raise Http404
    report = queries.report_of(found, year)
    seats = queries.seats_of(found, min(date(year, 12, 31), clock.today()))
    return shown(
        request,
        "councils/year.html",
        only={"meetings": ("agenda",)},
        body=found,
        report=report,
        seats=seats,
        sexes=balance_bars(seats),
        ages=age_rows(seats),
        meetings=report.meetings,
        opinions=opinion_rows(report.opinions),
        attendance=[
            (f"{_('الاجتماع')} {one.number} · {day(one.day)}", one.present)
            for one in report.meetings
            if one.held_at
        ],
    )


def meeting(request: Request, territory: str, body: str, number: int) -> HttpResponse:
    """A meeting of a body: its agenda, how many came, its minutes once published."""
    found = _body(body)
    one = queries.meeting_numbered(found, number)
    if one is None:
        raise Http404
    return shown(
        request,
        "councils/meeting.html",
        whole=("meeting",),
        body=found,
        meeting=one,
        corrections=corrected(queries.corrections_of(one)),
    )


# ---- opinions


def opinion_rows(opinions: Any) -> list[dict[str, Any]]:  # noqa: ANN401 -- a queryset or a list
    """Return opinions as lists show them: with their answer or where they stand."""
    return [_row(opinion) for opinion in opinions]


def _row(opinion: queries.Opinion) -> dict[str, Any]:
    if opinion.answer:
        answer = rules.Answer(opinion.answer)
        return {"opinion": opinion, "state": word(answer), "tone": ANSWER_TONES[answer]}
    course = rules.Course(True, opinion.adopted_on, opinion.sent_on, opinion.placed_on)
    return {"opinion": opinion, "state": word(rules.opinion_phase(course)), "tone": "plain"}


def _register_tabs(path: str, wanted: str, figures: queries.RegisterFigures) -> list[Tab]:
    """All opinions, then those of each answer."""
    counts = {
        rules.Answer.FOLLOWED: figures.followed,
        rules.Answer.PARTLY: figures.partly,
        rules.Answer.NOT_FOLLOWED: figures.not_followed,
    }
    answered = [
        Tab(word(one), f"{path}?answer={one.value}", wanted == one, count=count)
        for one, count in counts.items()
    ]
    return [Tab(_("الكل"), path, not wanted, count=figures.adopted), *answered]


def register(request: Request, territory: str) -> HttpResponse:
    """The register of opinions, with the share that was followed."""
    wanted = request.GET.get("answer", "")
    wanted = wanted if wanted in set(rules.Answer) else ""
    page = pages.page_of(queries.register(wanted), request.GET.get("page"))
    figures = queries.register_figures()
    return shown(
        request,
        "councils/register.html",
        page=page,
        rows=opinion_rows(page.object_list),
        figures=figures,
        tabs=_register_tabs(request.path, wanted, figures),
        bars=[
            (word(rules.Answer.FOLLOWED), figures.followed, "green"),
            (word(rules.Answer.PARTLY), figures.partly, "saffron"),
            (word(rules.Answer.NOT_FOLLOWED), figures.not_followed, "terracotta"),
        ],
    )


def opinion(request: Request, territory: str, opinion: str) -> HttpResponse:
    """An opinion: the question, the words, the vote, the answer, what followed."""
    found = queries.public_opinion_at(opinion)
    if found is None:
        raise Http404
    public = found.item is not None and found.item.session.convened_on is not None
    answer = rules.Answer(found.answer) if found.answer else None
    return shown(
        request,
        "councils/opinion.html",
        whole=("opinion",),
        opinion=found,
        steps=opinion_steps(found),
        origin=word(rules.Origin(found.origin)),
        item=found.item if public else None,
        answer=word(answer) if answer else "",
        answer_tone=ANSWER_TONES[answer] if answer else "",
        follow_ups=list(found.follow_ups.all()),
        documents=documents.of_trace(found.trace),
        follows=traces.follows(found.trace, request.actor.person_id),
    )
