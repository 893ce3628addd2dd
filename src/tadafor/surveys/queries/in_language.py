"""Forms and conversations in the language of who reads them, and what may be said of them."""

from collections.abc import Sequence
from functools import partial
from typing import Any, TypeVar

from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.surveys.models import Conversation, Statement, Survey, SurveyVersion
from tadafor.surveys.queries.surveys import asked_version
from tadafor.surveys.rules import saying
from tadafor.surveys.rules.conversing import LONGEST_STATEMENT
from tadafor.surveys.rules.questions import LONGEST_LABEL, LONGEST_TEXT, Form
from tadafor.translations import queries as translations
from tadafor.translations.queries import Reading
from tadafor.translations.rules import Piece, Work, thing_of

ROOM = "surveys"
TITLED = ("title", "intro")
LONGEST_TITLE = 200
One = TypeVar("One", bound=Survey | Conversation)


def thing(one: Survey | Conversation | SurveyVersion | Statement) -> str:
    """Name something of this room as versions in other languages do."""
    return thing_of(ROOM, type(one).__name__.lower(), one.pk)


def in_language(things: Sequence[One]) -> tuple[list[One], Reading]:
    """Return forms or conversations in the reader's language: one query, or none."""
    reading = translations.reading([(thing(one), one.language) for one in things])
    names = [*TITLED, "results_words"]
    return [
        reading.of(one, thing(one), names if isinstance(one, Survey) else TITLED, one.language)
        for one in things
    ], reading


def form_in_language(version: SurveyVersion, language: str) -> tuple[Form, Reading]:
    """Return the questions in the reader's language; their keys stay, so answers are the same."""
    form, name = version.form, thing(version)
    reading = translations.reading([(name, language)])
    if reading.language == language:
        return form, reading
    return saying.said(form, lambda field, words: reading.said(words, name, field, language)), reading


def statements_in_language(rows: Sequence[Statement]) -> list[Statement]:
    """Return statements in the reader's language, each from its own."""
    reading = translations.reading([(thing(one), one.language) for one in rows])
    return [reading.of(one, thing(one), ("body",), one.language) for one in rows]


# ---- what may be said in other languages (``TADAFOR_WORKS``)


def works(territory_id: int) -> list[Work]:
    """Return the public forms and conversations of a territory, newest first (§ surveys-languages)."""
    forms = Survey.objects.public().filter(territory_id=territory_id).select_related("territory")
    talks = Conversation.objects.public().filter(territory_id=territory_id).select_related("territory")
    unseen = ("search_text", "grams")
    return [
        *(_form_work(one) for one in forms.defer(*unseen).order_by("-opened_at", "-pk")),
        *(_talk_work(one) for one in talks.defer(*unseen).order_by("-opened_at", "-pk")),
    ]


def _form_work(one: Survey) -> Work:
    return Work(
        thing=thing(one),
        kind=_("استمارة"),
        title=one.title,
        language=one.language,
        territory_id=one.territory_id,
        address=reverse("surveys:desk_overview", args=[one.territory.slug, one.slug]),
        size=2,
        pieces=partial(_form_pieces, one),
        icon="list-checks",
    )


def _talk_work(one: Conversation) -> Work:
    return Work(
        thing=thing(one),
        kind=_("حوار آراء"),
        title=one.title,
        language=one.language,
        territory_id=one.territory_id,
        address=reverse("surveys:desk_conversation", args=[one.territory.slug, one.slug]),
        size=1,
        pieces=partial(_talk_pieces, one),
        icon="messages-square",
    )


def _titled(one: Survey | Conversation) -> list[Piece]:
    common: dict[str, Any] = {"thing": thing(one), "group": "words", "heading": one.title}
    told = [
        ("title", one.title, _("العنوان"), LONGEST_TITLE),
        ("intro", one.intro, _("لماذا نسأل؟"), LONGEST_TEXT),
    ]
    if isinstance(one, Survey):
        told.append(("results_words", one.results_words, _("كلمة الجماعة"), 8_000))
    return [
        Piece(**common, field=name, text=text, label=label, longest=longest, on_one_line=name == "title")
        for name, text, label, longest in told
        if text
    ]


def _form_pieces(one: Survey) -> list[Piece]:
    version = asked_version(one)
    texts = saying.texts(version.form) if version else ()
    return _titled(one) + [
        Piece(
            thing=thing(version),
            field=text.name,
            text=text.words,
            longest=LONGEST_TEXT if text.name.startswith("h.") else LONGEST_LABEL,
            group=text.group,
            heading=text.heading,
            label=_LABELS[text.name[0]](),
            on_one_line=not text.name.startswith("h."),
        )
        for text in texts
        if version
    ]


_LABELS = {
    "p": lambda: _("عنوان الصفحة"),
    "q": lambda: _("السؤال"),
    "h": lambda: _("شرح تحت السؤال"),
    "l": lambda: _("كلمة لأدنى السلم"),
    "u": lambda: _("كلمة لأعلى السلم"),
    "c": lambda: _("اختيار"),
    "r": lambda: _("سطر من الجدول"),
}


def _talk_pieces(one: Conversation) -> list[Piece]:
    rows = Statement.objects.filter(conversation=one, author=None, trace__visibility="visible")
    return _titled(one) + [
        Piece(
            thing=thing(row),
            field="body",
            text=row.body,
            longest=LONGEST_STATEMENT,
            group="statements",
            heading=_("الآراء المطروحة"),
            label=_("رأي"),
            on_one_line=True,
        )
        for row in rows.order_by("number")
    ]
