"""What the pages of petitions share: finding one, its frame, what a page seals, how long it is kept."""

import base64
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.audit.queries import derived_key
from tadafor.kernel import clock, pages
from tadafor.kernel.lately import Remembered
from tadafor.kernel.words import word
from tadafor.people.actor import Request
from tadafor.petitions import queries, rules
from tadafor.petitions.queries import Petition, SheetLine, Standing
from tadafor.petitions.rules import SheetRefusal, State
from tadafor.territories import queries as territories
from tadafor.ui.components import Step, StepState
from tadafor.ui.formatting import number

SEE_OTHER = 303
NONCE = 12


def voices(recorded: Mapping[str, Any]) -> str:
    """Say in a line what is recorded of a deliberation, or was: voices and number, or nothing."""
    said = []
    if recorded["present"]:
        names = {"a": "in_favour", "b": "against", "c": "abstained", "d": "present"}
        figures = {short: recorded[name] for short, name in names.items()}
        said.append(_("مع: %(a)s · ضد: %(b)s · امتناع: %(c)s · الحاضرون: %(d)s") % figures)
    if recorded["decision_number"]:
        said.append(_("المقرر رقم %(number)s") % {"number": recorded["decision_number"]})
    return " · ".join(said)


class Share(NamedTuple):
    """What one province of a region brings, of what each must bring."""

    title: str
    have: int
    needed: int

    @property
    def is_reached(self) -> bool:
        return self.have >= self.needed


@dataclass(frozen=True)
class Here:
    """One petition as a page meets it: now."""

    petition: Petition
    now: datetime
    today: date
    standing: Standing

    @property
    def is_open(self) -> bool:
        return self.petition.standing is State.COLLECTING

    @property
    def state(self) -> State:
        return self.standing.state

    @property
    def provinces(self) -> list[tuple[str, str]]:
        """The prefectures and provinces of a region, to choose from; none elsewhere."""
        if not self.standing.asked.place.provinces:
            return []
        return [(one.code, one.title) for one in territories.provinces_of(self.petition.territory.place_id)]

    @property
    def shares(self) -> "list[Share]":
        """What each province of a region brings and lacks, those that lack first (§ petitions-3)."""
        needed = self.standing.asked.each_province if self.standing.asked.spread else 0
        have = self.standing.provinces
        found = [Share(title, have.get(code, 0), needed) for code, title in self.provinces if needed]
        return sorted(found, key=lambda one: one.is_reached)

    @property
    def answer(self) -> Any:  # noqa: ANN401 -- a PetitionAnswer or None
        return getattr(self.petition, "answer", None)


def here(request: Request, code: str) -> Here:
    """Find the public petition with this code, or raise Http404."""
    return _found(request, queries.petition_at(code))


def here_lately(request: Request, code: str) -> Here:
    """Find a petition to sign as it was a moment ago; what decides is asked again when it is signed."""
    now = clock.now()
    key = (request.territory.pk, code, clock.day_of(now))
    found = _lately.or_ask(key, lambda: here(request, code))
    return replace(found, now=now)


_lately: "Remembered[Here]" = Remembered()


def any_here(request: Request, code: str) -> Here:
    """Find the petition with this code, drafts too: for those who stand behind it, and the desk."""
    return _found(request, queries.any_petition_at(code))


def _found(request: Request, petition: Petition | None) -> Here:
    if petition is None or petition.trace.visibility == "hidden":
        raise Http404
    now = clock.now()
    today = clock.day_of(now)
    return Here(petition, now, today, queries.standing_of(petition, request.territory, today))


def steps(place: Here) -> list[Step]:
    """Return the stepper of the page, with the day each step was reached."""
    petition, answer = place.petition, place.answer
    current = rules.now_at(place.state) or _taken_back_at(place)
    order = [step for step in rules.Step if not _is_skipped(step, petition)]
    reached = order.index(current) if current in order else 0
    ended = place.state in {State.REFUSED, State.WITHDRAWN}
    when: dict[rules.Step, date | datetime | None] = {
        rules.Step.DRAFT: petition.drafted_at,
        rules.Step.COLLECTING: petition.opened_at,
        rules.Step.DEPOSITED: petition.deposited_at,
        rules.Step.CHECKING: answer and (answer.accepted_on or answer.refused_on or _due(place)),
        rules.Step.COMMITTEE: answer and answer.committee_on,
        rules.Step.AGENDA: answer and (answer.session_on or answer.session_expected_on),
        rules.Step.DELIBERATED: answer and answer.deliberated_on,
        rules.Step.FOLLOWED: None,
    }
    shown = order[: reached + 1] if ended else order
    late = place.standing.pace is rules.Pace.LATE
    return [
        Step(
            title=word(step),
            state=_state(at, reached, late=late and step is rules.Step.CHECKING, ended=ended),
            when=_day(when[step]),
            who=_who(step),
        )
        for at, step in enumerate(shown)
    ]


def _taken_back_at(place: Here) -> rules.Step:
    """Return how far a petition had come when its agent took it back."""
    petition, answer = place.petition, place.answer
    passed = (
        (rules.Step.AGENDA, answer and answer.session_on),
        (rules.Step.COMMITTEE, answer and answer.committee),
        (rules.Step.CHECKING, answer and answer.referred_on),
        (rules.Step.DEPOSITED, petition.deposited_at),
        (rules.Step.COLLECTING, petition.opened_at),
    )
    return next((step for step, when in passed if when), rules.Step.DRAFT)


def _due(place: Here) -> date | None:
    """Return until when the bureau answers; of a petition taken back, since when it had it."""
    withdrawn = place.petition.standing is State.WITHDRAWN
    return place.answer.referred_on if withdrawn else place.petition.answer_due


def _is_skipped(step: rules.Step, petition: Petition) -> bool:
    """An association collects no signatures; what came on paper was collected elsewhere."""
    if petition.by_counter is not None:
        return step in {rules.Step.DRAFT, rules.Step.COLLECTING}
    return step is rules.Step.COLLECTING and petition.sort is rules.Kind.ASSOCIATION


def _state(at: int, reached: int, *, late: bool, ended: bool) -> StepState:
    if at < reached or (ended and at == reached):
        return StepState.DONE
    if at == reached:
        return StepState.LATE if late else StepState.NOW
    return StepState.NEXT


def _day(when: date | datetime | None) -> date | None:
    return clock.day_of(when) if isinstance(when, datetime) else when


def _who(step: rules.Step) -> str:
    return {
        rules.Step.DRAFT: _("الوكيل(ة)"),
        rules.Step.COLLECTING: _("المواطنات والمواطنون"),
        rules.Step.DEPOSITED: _("الوكيل(ة)"),
        rules.Step.CHECKING: _("مكتب المجلس"),
        rules.Step.COMMITTEE: _("اللجنة الدائمة المختصة"),
        rules.Step.AGENDA: _("مكتب المجلس"),
        rules.Step.DELIBERATED: _("المجلس"),
        rules.Step.FOLLOWED: _("المجلس"),
    }[step]


def frame(request: Request, place: Here) -> dict[str, Any]:
    """Return what every page of a petition shows around its content."""
    return {
        "place": place,
        "petition": place.petition,
        "standing": place.standing,
        "asked": place.standing.asked,
        "territory": request.territory,
        "steps": steps(place),
        "changes": [_told(one) for one in place.standing.changes],
    }


def _told(change: rules.Change) -> str:
    """Say in a sentence what the law moved."""
    topic = change.topic
    if topic is rules.Topic.CONDITION:
        said = (
            _("صار هذا الشرط مطلوبا: %(what)s.") if change.after else _("لم يعد هذا الشرط مطلوبا: %(what)s.")
        )
        return said % {"what": word(rules.Condition(change.subject))}
    if topic is rules.Topic.ANNEX:
        said = (
            _("صارت هذه الوثيقة مطلوبة: %(what)s.")
            if change.after
            else _("لم تعد هذه الوثيقة مطلوبة: %(what)s.")
        )
        return said % {"what": word(rules.Annex(change.subject))}
    facts = {"before": _valued(topic, change.before), "after": _valued(topic, change.after)}
    return _("%(what)s: %(before)s سابقا، %(after)s الآن") % {"what": word(topic), **facts}


_WAYS = {rules.Topic.ONLINE_COUNTS, rules.Topic.PAPER_COUNTS}


def _valued(topic: rules.Topic, value: int) -> str:
    """Return what a row of law says, as one reads it: a number, or yes and no."""
    if topic in _WAYS:
        return _("نعم") if value else _("لا")
    return f"{number(value)}%" if topic is rules.Topic.SPREAD else str(number(value))


def shown(
    request: Request,
    template: str,
    place: Here,
    *,
    status: int = 200,
    **context: Any,  # noqa: ANN401
) -> HttpResponse:
    """Answer with a page that is never stored: forms, and the pages of those who act."""
    context = frame(request, place) | queries.in_language(place.petition, queries.TITLE) | context
    return pages.never_stored(render(request, template, context, status=status))


def filled(request: Request, what: str, text: str, draw: Callable[[str], HttpResponse]) -> HttpResponse:
    """Answer a visitor with a page drawn a moment ago, in which only ``text`` is their own.

    The page is the same for every visitor at this address: ``text`` is what ``seal`` made, or nothing.
    """
    if request.actor.is_signed_in:
        return draw(text)
    key = (request.get_host(), request.scheme, request.path, what)
    page = _pages.or_ask(key, lambda: draw(_HERE).content)
    return pages.never_stored(HttpResponse(page.replace(_HERE.encode(), text.encode())))


_HERE = "-text-goes-here-"
_pages: "Remembered[bytes]" = Remembered()


def kept(request: Request, response: pages.Answer, place: Here) -> pages.Answer:
    """Let a visitor's copy of a petition's page be kept a minute at most."""
    return kept_until_midnight(request, response, place.now)


def kept_until_midnight(request: Request, response: pages.Answer, now: datetime) -> pages.Answer:
    """Let a visitor's copy be kept a minute, never past midnight, when the legal clock moves."""
    if request.actor.is_signed_in:
        return pages.never_stored(response)
    midnight = clock.start_of(clock.day_of(now) + timedelta(days=1))
    return pages.keep(response, now=now, until=midnight)


def go(request: Request, name: str, place: Here, said: str = "", *args: object) -> HttpResponse:
    """Lead to another page of this petition, with a sentence that says what was done."""
    if said:
        messages.success(request, said)
    where = [request.territory.slug, place.petition.code, *args]
    return HttpResponseRedirect(reverse(f"petitions:{name}", args=where), status=SEE_OTHER)


def status_of(form: Form) -> int:
    return 400 if form.is_bound and form.errors else 200


# ---- sheets, entered by who collects or by the bureau

SHEET_BOXES = {
    SheetRefusal.LINE_TAKEN: "position",
    SheetRefusal.LINE_OUTSIDE: "position",
    SheetRefusal.NAME_MISSING: "name",
    SheetRefusal.CARD_WRONG: "card_number",
    SheetRefusal.PROVINCE_NEEDED: "province",
    SheetRefusal.UNBALANCED: "declared",
    SheetRefusal.NOTHING_ENTERED: "declared",
}


def first_free(lines: list[SheetLine]) -> dict[str, Any]:
    """Begin at the first line that is free, with the choices of the one before."""
    taken = {line.position for line in lines}
    free = next((place for place in range(1, rules.LINES_A_SHEET + 1) if place not in taken), None)
    before = next((line.signature for line in reversed(lines) if line.signature), None)
    start = {"position": free, "state": "valid", "tie": "residence"}
    return start | ({"tie": before.tie, "province": before.province} if before else {})


# ---- what a page carries, sealed: nothing of it is stored before the code is right


def seal(place: Here, facts: dict[str, Any]) -> str:
    """Return what was typed, so that only this house reads it again, on this petition."""
    nonce = secrets.token_bytes(NONCE)
    clear = json.dumps(facts, ensure_ascii=False).encode()
    hidden = AESGCM(derived_key("petitions.page")).encrypt(nonce, clear, place.petition.code.encode())
    return base64.urlsafe_b64encode(nonce + hidden).decode()


def unseal(place: Here, sealed: str) -> dict[str, Any] | None:
    """Return what ``seal`` closed; None when it was changed or belongs elsewhere."""
    try:
        raw = base64.urlsafe_b64decode(sealed)
        clear = AESGCM(derived_key("petitions.page")).decrypt(
            raw[:NONCE], raw[NONCE:], place.petition.code.encode()
        )
        facts: dict[str, Any] = json.loads(clear)
    except (ValueError, InvalidTag):
        return None
    return facts
