"""A draw by lot as everybody reads it, and the pages of a volunteer."""

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from tadafor.councils import actions, queries, rules
from tadafor.councils.context import chance_bars, kept, lot_steps, member_rows, quota_rows, shown
from tadafor.councils.datasets import volunteer_paper
from tadafor.councils.forms import PlainForm, VolunteerForm, beside
from tadafor.councils.queries import Draw
from tadafor.kernel import clock, pages
from tadafor.kernel.addresses import in_language
from tadafor.people.actor import Request, signed_in_only
from tadafor.ui.boxes import status_of, tried, typed_in

PANELS_A_PAGE = 20


def _draw(body: str, number: int) -> Draw:
    found = queries.body_at(body)
    draw = queries.draw_at(found, number) if found else None
    if draw is None:
        raise Http404
    return draw


def _file_name(draw: Draw) -> str:
    return f"lot-{draw.body_id}-{draw.number}.json"


def lot(request: Request, territory: str, body: str, lot: int) -> HttpResponse:
    """A draw: who may take part, what is published when, the chances, the digits, who was drawn."""
    draw = _draw(body, lot)
    public = queries.published_of(draw)
    mine = queries.volunteer_of(draw, request.actor.person_id)
    code = mine.code if mine else ""
    names = queries.quarter_names(request.territory)
    return shown(
        request,
        "councils/lot/page.html",
        whole=("draw", "story"),
        draw=draw,
        body=draw.body,
        phase=draw.phase,
        is_open=draw.phase is rules.LotPhase.OPEN and clock.today() <= draw.closes_on,
        count=queries.volunteers_count(draw) if public is None else len(public.pool),
        quotas=quota_rows(draw, public, names),
        census=queries.census_words(draw.quotas_source),
        panel_page=int(public.digits) // PANELS_A_PAGE + 1 if public and public.digits else 0,
        quarters=[(names.get(name, name), count) for name, count in draw.quarters],
        command=f"tadafor lot verify {_file_name(draw)}",
        public=public,
        bars=chance_bars(public) if public else [],
        mean=round(1000 * draw.seats / len(public.pool)) if public and public.pool else 0,
        members=member_rows(public, code, names) if public else [],
        steps=lot_steps(draw),
        story=[
            (kind, one, queries.census_words(one.told) if kind is rules.LotStep.QUOTAS else "")
            for kind, one in queries.steps_of_draw(draw)
        ],
        mine=mine,
        my_chance=public.chances.get(code) if public else None,
        is_mine_drawn=bool(code) and public is not None and code in public.members,
        is_linked=request.actor.linked_to(request.territory.pk),
    )


def panels(request: Request, territory: str, body: str, lot: int) -> HttpResponse:
    """The thousand panels, with the number by which three digits name each."""
    draw = _draw(body, lot)
    if draw.published_at is None:
        raise Http404
    numbered = [(f"{at:03}", panel) for at, panel in enumerate(queries.evidence_of(draw)["panels"])]
    page = pages.page_of(numbered, request.GET.get("page"), per_page=PANELS_A_PAGE)
    return shown(request, "councils/lot/panels.html", draw=draw, body=draw.body, page=page)


def evidence(request: Request, territory: str, body: str, lot: int) -> HttpResponse:
    """The file that ``tadafor lot verify`` reads."""
    draw = _draw(body, lot)
    if queries.published_of(draw) is None:
        raise Http404
    made = json.dumps(queries.evidence_of(draw), ensure_ascii=False, indent=1)
    response = HttpResponse(made, content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{_file_name(draw)}"'
    return kept(request, response)


def paper(request: Request, territory: str, body: str, lot: int) -> HttpResponse:
    """The form of a volunteer on paper, to be handed in at the counter."""
    return kept(request, volunteer_paper(request.territory, _draw(body, lot)))


@signed_in_only
def volunteer(request: Request, territory: str, body: str, lot: int) -> HttpResponse:
    """Volunteer, or read why one cannot; at the counter a clerk does it in a person's name."""
    draw = _draw(body, lot)
    form = VolunteerForm(typed_in(request), draw=draw)
    if form.is_bound and form.is_valid():
        facts = form.facts()
        who: dict[str, Any] = {"actor": request.actor, "now": clock.now()}
        if not tried(form, lambda: actions.volunteer(draw=draw, facts=facts, **who), at=beside(form)):
            return _gone(request, draw, _("سُجّلتم في لائحة المتطوعات والمتطوعين. يمكنكم الانسحاب متى شئتم."))
    context = {"form": form, "draw": draw, "body": draw.body, "territory": request.territory}
    context |= {
        "is_linked": request.actor.linked_to(request.territory.pk),
        "is_there": queries.volunteer_of(draw, request.actor.person_id) is not None,
        "is_open": draw.phase is rules.LotPhase.OPEN and clock.today() <= draw.closes_on,
    }
    context |= queries.in_language(context)
    return pages.never_stored(render(request, "councils/lot/volunteer.html", context, status=status_of(form)))


@signed_in_only
def withdraw(request: Request, territory: str, body: str, lot: int) -> HttpResponse:
    """Leave the pool."""
    draw, form = _draw(body, lot), PlainForm(typed_in(request))
    who: dict[str, Any] = {"actor": request.actor, "now": clock.now()}
    if form.is_bound and not tried(form, lambda: actions.withdraw_volunteer(draw=draw, **who)):
        return _gone(request, draw, _("انسحبتم، ومُحيت معطياتكم."))
    context = {"form": form, "draw": draw, "body": draw.body, "territory": request.territory}
    context["is_there"] = queries.volunteer_of(draw, request.actor.person_id) is not None
    context |= queries.in_language(context)
    return pages.never_stored(render(request, "councils/lot/withdraw.html", context, status=status_of(form)))


def _gone(request: Request, draw: Draw, said: str) -> HttpResponse:
    messages.success(request, said)
    return HttpResponseRedirect(in_language(f"{draw.body.trace.address}lots/{draw.number}/"), status=303)
