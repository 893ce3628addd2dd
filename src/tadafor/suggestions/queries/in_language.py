"""What suggestions and their answers say in the language of who reads them, and what may be said of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.kernel.text import script_of
from tadafor.suggestions import rules
from tadafor.suggestions.models import Suggestion, SuggestionStep
from tadafor.translations import queries as translations
from tadafor.translations.queries import Reading
from tadafor.translations.rules import Piece, Work, thing_of

ROOM = "suggestions"
SHORT = ("title",)
WORDS = ("title", "body", "place")
MOST_WORKS = 200
_LONGEST_TITLE = 2 * rules.TITLE


def thing(suggestion_id: int) -> str:
    """Name a suggestion as versions in other languages do."""
    return thing_of(ROOM, "suggestion", suggestion_id)


def _step_thing(one: SuggestionStep) -> str:
    return thing_of(ROOM, "step", one.pk)


def _session_thing(one: Suggestion) -> str:
    return thing_of(ROOM, "session", one.pk)


def in_language(context: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the page of a suggestion shows in its reader's language: one query, or none.

    Each answer has a language of its own: who is answered does not always write as the commune does.
    """
    one: Suggestion = context["suggestion"]
    history: Sequence[SuggestionStep] = context["history"]
    asked = [(thing(one.pk), one.language)]
    asked += [(_step_thing(each), script_of(each.words)) for each in history if each.words]
    asked += [(_session_thing(one), script_of(one.session_answer))] if one.session_answer else []
    reading = translations.reading(asked)
    twin = reading.of(one, thing(one.pk), _names(one), one.language)
    if twin is not one and one.body == one.title:
        twin.body = twin.title
    if one.session_answer:
        language = script_of(one.session_answer)
        twin = reading.of(twin, _session_thing(one), ("session_answer",), language)
    steps = [reading.of(each, _step_thing(each), ("words",), script_of(each.words)) for each in history]
    return {"tongues": reading, "suggestion": twin, "history": steps}


def _names(one: Suggestion) -> tuple[str, ...]:
    """A title that is the whole of what was said is said once."""
    return tuple(name for name in WORDS if name != "body" or one.body != one.title)


def listed_in_language(things: Sequence[Suggestion]) -> tuple[list[Suggestion], Reading]:
    """Return the suggestions of a list in their reader's language: one query, or none."""
    reading = translations.reading([(thing(one.pk), one.language) for one in things])
    return [reading.of(one, thing(one.pk), SHORT, one.language) for one in things], reading


# ---- what may be said in other languages


def works(territory_id: int, *, most: int = MOST_WORKS) -> list[Work]:
    """Return what everybody reads and what was begun or moved last, the latest first (``TADAFOR_WORKS``).

    An answer in another language than what it answers is a work of its own (§ suggestions-23).
    """
    things = Suggestion.objects.public().filter(territory_id=territory_id).select_related("territory")
    latest = things.order_by("-changed_at", "-pk").values("pk")[:most]
    begun = [int(name.rpartition(":")[2]) for name in translations.begun(territory_id, f"{ROOM}.")]
    rows = things.filter(Q(pk__in=latest) | Q(pk__in=begun)).defer("search_text", "grams", "contact")
    found = list(rows.order_by("-changed_at", "-pk"))
    told: dict[int, list[SuggestionStep]] = defaultdict(list)
    for step in SuggestionStep.objects.filter(suggestion__in=[one.pk for one in found]).exclude(words=""):
        told[step.suggestion_id].append(step)
    return list(chain.from_iterable(_works(one, told[one.pk]) for one in found))


def _works(one: Suggestion, steps: Sequence[SuggestionStep]) -> Iterator[Work]:
    answers: dict[str, list[Piece]] = defaultdict(list)
    for step in steps:
        answers[script_of(step.words)].append(_answer(one, step))
    if one.session_answer:
        answers[script_of(one.session_answer)].append(_session(one))
    words = partial(_words, one)
    yield _work(one, thing(one.pk), one.language, words, answers.pop(one.language, []))
    for language, pieces in answers.items():
        yield _work(one, thing_of(ROOM, f"answers-{language}", one.pk), language, list, pieces)


def _work(one: Suggestion, name: str, language: str, words: Any, answers: Sequence[Piece]) -> Work:  # noqa: ANN401 -- asked for later
    return Work(
        thing=name,
        kind=one.kind_word,
        title=f"{one.number} · {one.title}",
        language=language,
        territory_id=one.territory_id,
        address=reverse("suggestions:desk_overview", args=[one.territory.slug, one.number]),
        size=(language == one.language) + len(answers),
        pieces=lambda: [piece for piece in (*words(), *answers) if piece.text],
        icon="message-circle",
    )


def _words(one: Suggestion) -> Iterator[Piece]:
    common: dict[str, Any] = {"thing": thing(one.pk), "group": "words", "heading": one.title}
    line = common | {"on_one_line": True}
    yield Piece(**line, field="title", text=one.title, longest=_LONGEST_TITLE, label=_("العنوان"))
    if one.body != one.title:
        yield Piece(**common, field="body", text=one.body, longest=rules.LONGEST, label=_("ما قيل"))
    yield Piece(**line, field="place", text=one.place, longest=rules.LONGEST_PLACE, label=_("المكان"))


def _answer(one: Suggestion, step: SuggestionStep) -> Piece:
    """What the commune answered: a second person publishes its version."""
    return Piece(
        thing=_step_thing(step),
        field="words",
        text=step.words,
        longest=rules.LONGEST_REASON,
        group=f"step-{step.pk}",
        heading=f"{step.state_word} · {one.title}",
        label=_("الجواب"),
        official=True,
    )


def _session(one: Suggestion) -> Piece:
    return Piece(
        thing=_session_thing(one),
        field="session_answer",
        text=one.session_answer,
        longest=rules.LONGEST_REASON,
        group="session",
        heading=f"{_('جواب الجماعة في الدورة')} · {one.title}",
        label=_("جواب الجماعة في الدورة"),
        official=True,
    )
