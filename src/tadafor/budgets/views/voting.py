"""The ballot, the receipt, the urn: what voters and everybody see of the vote.

A ballot lives in one request at a time: in the form on the screen, then sealed. It is in no session, no
draft of the device, no address and no report of an error.
"""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from tadafor.budgets.actions import casting
from tadafor.budgets.context import Here, here, read, shown
from tadafor.budgets.documents import voting as documents
from tadafor.budgets.forms.voting import CheckForm, SecondForm, TypedBallot
from tadafor.budgets.queries import opening, receipts, register, tongue_of
from tadafor.budgets.queries import voting as queries
from tadafor.budgets.queries.in_language import TITLE, VOID
from tadafor.budgets.rules import voting
from tadafor.budgets.rules.keeping import ReceiptState
from tadafor.budgets.rules.urn import Said
from tadafor.budgets.rules.voting import Mark, Move, VotingRefusal
from tadafor.kernel import clock
from tadafor.kernel.lately import Remembered
from tadafor.kernel.pages import given_again, never_stored
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Request, signed_in_only
from tadafor.ui.boxes import BAD_INPUT, status_of, typed_in

CONFLICT = 409
TONES = {
    ReceiptState.IN_URN: "success",
    ReceiptState.REPLACED: "info",
    ReceiptState.CANCELLED: "info",
    ReceiptState.VOID: "warning",
    ReceiptState.UNKNOWN: "warning",
    ReceiptState.MISSING: "danger",
    ReceiptState.TAMPERED: "danger",
}


@sensitive_post_parameters()
@sensitive_variables()
@signed_in_only
def vote(request: Request, territory: str, slug: str) -> HttpResponse:
    """Vote in three taps: choose, look at it again, cast."""
    if request.method == "POST" and request.POST.get("step") == "cast":
        return _cast(request, slug)
    place = here(slug)
    try:
        now_voting = register.open_vote(place.edition, request.actor, place.now)
        mark = _mark(request, place)
    except Refused as refused:
        return _closed(request, place, refused)
    ballot = _typed(request, place, queries.asked_of(place.edition))
    facts = {"vote": now_voting, "mark": mark, **_in_language(place, ballot)}
    if request.method != "POST" or request.POST.get("step") == "change":
        return shown(request, "budgets/vote/choose.html", place, **facts)
    try:
        _said(ballot)
    except Refused as refused:
        return _choose_again(request, place, ballot, refused, vote=now_voting, mark=mark)
    second = SecondForm() if _asks_for_second(request, place) else None
    return shown(request, "budgets/vote/review.html", place, second=second, **facts)


@sensitive_variables()
def _typed(request: Request, place: Here, asked: queries.Asked) -> TypedBallot:
    order = queries.drawn_order(place.edition, asked.projects, person_id=request.actor.person_id)
    return TypedBallot(typed_in(request), asked, order)


@sensitive_variables()
def _in_language(place: Here, ballot: TypedBallot) -> dict[str, Any]:
    """Return a ballot as its voter reads it: what is checked and sealed is the original."""
    tongue = tongue_of(place.edition, projects=ballot.asked.projects)
    envelopes = tuple(tongue.envelope(one) for one in ballot.asked.envelopes)
    return {
        "tongue": tongue,
        "ballot": ballot.shown(lambda one: tongue.project(one, TITLE)),
        "asked": replace(ballot.asked, envelopes=envelopes),
    }


@sensitive_variables()
def _said(ballot: TypedBallot) -> Said:
    said = ballot.said()
    if refused := queries.refused_ballot(ballot.asked, said):
        raise refused
    return said


@sensitive_variables()
def _choose_again(
    request: Request,
    place: Here,
    ballot: TypedBallot,
    refused: Refused,
    **told: Any,  # noqa: ANN401
) -> HttpResponse:
    facts = told | _in_language(place, ballot)
    return shown(request, "budgets/vote/choose.html", place, status=BAD_INPUT, said=refused.sentence, **facts)


_on_paper: Remembered[tuple[Here, queries.Asked]] = Remembered()


def _ballot_paper(request: Request, slug: str) -> tuple[Here, queries.Asked]:
    """Return an edition and what a ballot of it may say, as they were a moment ago (decision 0018).

    Neither changes while ballots are cast. Whether this one is taken the verb asks again, under its locks.
    """

    def ask() -> tuple[Here, queries.Asked]:
        place = here(slug)
        return place, queries.asked_of(place.edition)

    place, asked = _on_paper.or_ask((request.territory.pk, slug), ask)
    now = clock.now()
    return replace(place, now=now, today=clock.day_of(now)), asked


@sensitive_variables()
def _cast(request: Request, slug: str) -> HttpResponse:
    place, asked = _ballot_paper(request, slug)
    ballot = _typed(request, place, asked)
    try:
        said = _said(ballot)
    except Refused as refused:
        return _choose_again(request, place, ballot, refused)
    try:
        cast = casting.cast(
            edition=place.edition,
            said=said,
            actor=request.actor,
            now=place.now,
            second=request.POST.get("second", ""),
            asked=asked,
        )
    except Refused as refused:
        if isinstance(refused.refusal, VotingRefusal):
            return _closed(request, place, refused)
        typed = SecondForm(request.POST if "second" in request.POST else None)
        second = typed if _asks_for_second(request, place) else None
        facts = {"second": second, "said": refused.sentence, **_in_language(place, ballot)}
        return shown(request, "budgets/vote/review.html", place, status=BAD_INPUT, **facts)
    address = _check_address(request, place, cast.code)
    return shown(request, "budgets/vote/done.html", place, cast=cast, address=address)


def _mark(request: Request, place: Here) -> Mark:
    """Return what the register says of this voter; raise Refused when nothing more is taken from them."""
    mark = register.mark_of(place.edition, request.actor.signer)
    wanted = Move.CAST_AT_DESK if request.actor.clerk_id else Move.CAST_ONLINE
    moved = voting.move(mark, wanted)
    if isinstance(moved, VotingRefusal):
        raise Refused(moved)
    return mark


def _asks_for_second(request: Request, place: Here) -> bool:
    clerk, person = request.actor.clerk_id, request.actor.signer
    if clerk is None:
        return False
    return register.needs_second(place.edition, clerk=clerk, person=person, today=place.today)


def _closed(request: Request, place: Here, refused: Refused) -> HttpResponse:
    status = CONFLICT if request.method == "POST" else 200
    return shown(
        request,
        "budgets/vote/closed.html",
        place,
        status=status,
        said=refused.sentence,
        refusal=refused.refusal.value,
        vote=queries.vote_of(place.edition, today=place.today, casting=True),
    )


# ---- the receipt


def _check_address(request: Request, place: Here, code: str) -> str:
    path = reverse("budgets:check", args=[request.territory.slug, place.edition.slug])
    return f"{settings.PUBLIC_ADDRESS.rstrip('/')}{path}?{urlencode({'code': code})}"


@require_POST
def receipt(request: Request, territory: str, slug: str) -> HttpResponse:
    """Give a receipt to who holds it: as PDF, or as the code that another telephone reads."""
    place = here(slug)
    code = "".join(request.POST.get("code", "").split())
    brought = receipts.read_receipt(code)
    if brought is None or not receipts.is_signed(place.edition, brought):
        raise Http404
    fingerprint = queries.vote_of(place.edition, today=place.today).fingerprint
    address = _check_address(request, place, code)
    if request.POST.get("as") == "squares":
        cast = {"code": code, "fingerprint": fingerprint}
        return shown(request, "budgets/vote/receipt.html", place, cast=cast, address=address)
    made = documents.receipt_page(
        tongue_of(place.edition).told(),
        code=code,
        receipt=brought.receipt,
        address=address,
        fingerprint=fingerprint,
        day=place.today,
    )
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="receipt.pdf"'
    return never_stored(response)


def check(request: Request, territory: str, slug: str) -> HttpResponse:
    """Say where the ballot of a receipt stands; nothing of what it says (§ secrecy-receipt)."""
    place = here(slug)
    given = request.GET.get("code")
    form = CheckForm(typed_in(request) or ({"code": given} if given else None))
    found = None
    if form.is_bound and form.is_valid():
        found = receipts.checked(place.edition, form.cleaned_data["code"])
    return shown(
        request,
        "budgets/vote/check.html",
        place,
        form=form,
        found=found,
        tone=TONES[found.state] if found else "",
        status=status_of(form),
    )


# ---- the urn, for everybody


def minutes_of(place: Here) -> dict[str, Any]:
    """Return what the page and the printed minutes of the vote say."""
    edition = place.edition
    vote = queries.vote_of(edition, today=place.today)
    told = vote.state.closed
    return {
        "vote": vote,
        "turnout": queries.turnout(edition) if told else {},
        "counted": opening.counted_of(edition),
        "batches": queries.batches_told(edition) if told else [],
        "voided": queries.voided_votes(edition),
    }


def urn(request: Request, territory: str, slug: str) -> HttpResponse:
    """The vote as anybody can check it: the key, the urn and its root, both hashes, the sheets."""
    place = here(slug)
    tongue, facts = tongue_of(place.edition), minutes_of(place)
    facts |= {"edition": tongue.told(VOID), "voided": tongue.voided(facts["voided"])}
    return given_again(read(request, "budgets/vote/urn.html", place, tongue, **facts))


def minutes(request: Request, territory: str, slug: str) -> HttpResponse:
    """The minutes of the vote as PDF."""
    place = here(slug)
    facts = minutes_of(place)
    if not facts["vote"].state.closed:
        raise Http404
    tongue = tongue_of(place.edition)
    facts["voided"] = tongue.voided(facts["voided"])
    made = documents.minutes_page(tongue.told(VOID), day=place.today, **facts)
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="minutes-{place.edition.pk}.pdf"'
    return never_stored(response)


def urn_file(request: Request, territory: str, slug: str) -> StreamingHttpResponse:
    """The published urn, to be opened by the committee and kept by whoever wants to."""
    place = here(slug)
    published = queries.urn_of(place.edition, whole=True)
    if published is None:
        raise Http404
    text = published.text
    pieces = (text[at : at + 65_536] for at in range(0, len(text), 65_536))
    response = StreamingHttpResponse(pieces, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="urn.txt"'
    return never_stored(response)
