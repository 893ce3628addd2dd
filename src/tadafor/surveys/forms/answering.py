"""One page of a form as boxes to fill in; the rules read what was typed, never the boxes."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tadafor.documents.actions import CleanFile
from tadafor.documents.forms import CleanFileField, FileInput
from tadafor.documents.rules import ANY
from tadafor.kernel.text import clean, clean_line
from tadafor.kernel.words import word
from tadafor.surveys.rules import answering
from tadafor.surveys.rules.pointing import Point
from tadafor.surveys.rules.questions import LONGEST_TEXT, ONLINE, Choice, Question, QuestionKind
from tadafor.ui.boxes import CleanLine, PointField
from tadafor.ui.maps import Quarter
from tadafor.ui.widgets import CheckCards, Day, RadioCards
from tadafor.ui.widgets import Point as Touched

Places = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Block:
    """A question with its boxes: one, or one for each choice or row."""

    question: Question
    boxes: tuple[BoundField, ...]
    errors: tuple[str, ...]
    came: str = ""

    @property
    def is_many(self) -> bool:
        return self.question.kind in {QuestionKind.RANKING, QuestionKind.MATRIX}


class PageForm(forms.Form):
    """The questions of one page that earlier answers call for.

    ``typed``: what was typed before, by question, to show again. ``seed`` keeps a drawn order of choices
    the same while one person goes to and fro. ``held``: the titles of files that came already, by code.
    """

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 -- a QueryDict or nothing
        *,
        questions: Sequence[Question],
        typed: Mapping[str, Any],
        files: Any = None,  # noqa: ANN401 -- what Django read of a form with files
        places: Places = (),
        quarters: Sequence[Quarter] = (),
        held: Mapping[str, str] | None = None,
        seed: str = "",
    ) -> None:
        super().__init__(data, files)
        self.questions, self.places, self.seed = list(questions), list(places), seed
        self.quarters, self.held, self._before = list(quarters), dict(held or {}), dict(typed)
        self.values: dict[str, answering.Value] = {}
        self._wrong: dict[str, str] = {}
        self._refused_files: dict[str, str] = {}
        for question in self.questions:
            self._add(question, typed.get(question.key))

    def _ordered(self, question: Question) -> list[Choice]:
        drawn = list(question.choices)
        if question.shuffled:
            random.Random(f"{self.seed}{question.key}").shuffle(drawn)  # noqa: S311 -- an order, no secret
        return drawn

    def _add(self, question: Question, told: Any) -> None:  # noqa: ANN401 -- as it came
        if question.kind in {QuestionKind.RANKING, QuestionKind.MATRIX}:
            self._add_many(question, told)
        elif question.asks:
            box = _box(question, self._ordered(question), self.places, self.quarters)
            box.label, box.help_text, box.required = question.label, _help(question), question.required
            box.initial = _initial(question, told)
            self.fields[question.key] = box
        if question.kind is QuestionKind.FILE and told in self.held:
            self.fields[f"{question.key}.drop"] = forms.BooleanField(
                label=_("احذفوه من جوابي"), required=False
            )

    def _add_many(self, question: Question, told: Any) -> None:  # noqa: ANN401 -- as it came
        if question.kind is QuestionKind.RANKING:
            many = question.most or len(question.choices)
            offered = [("", "—"), *((str(at), str(at)) for at in range(1, many + 1))]
            rows = self._ordered(question)
        else:
            offered = [("", "—"), *((one.key, one.words) for one in question.choices)]
            rows = list(question.rows)
        known = told if isinstance(told, Mapping) else {}
        for row in rows:
            drop = forms.Select({"class": "input"})
            box = forms.ChoiceField(choices=offered, label=row.words, required=False, widget=drop)
            box.initial = known.get(row.key, "")
            self.fields[f"{question.key}.{row.key}"] = box

    def typed(self) -> dict[str, Any]:
        """Return what was typed on this page, by question, as it came."""
        return {one.key: self._raw(one) for one in self.questions if one.asks}

    def _raw(self, question: Question) -> Any:  # noqa: ANN401 -- as it came
        if question.kind in {QuestionKind.RANKING, QuestionKind.MATRIX}:
            rows = question.choices if question.kind is QuestionKind.RANKING else question.rows
            return {row.key: self.data.get(f"{question.key}.{row.key}", "") for row in rows}
        if question.kind is QuestionKind.SEVERAL:
            sent: Any = self.data
            return sent.getlist(question.key)
        if question.kind is QuestionKind.POINT:
            return self._pointed(question)
        if question.kind is QuestionKind.FILE:
            dropped = f"{question.key}.drop" in self.data and question.key not in self.files
            return "" if dropped else self._before.get(question.key, "")
        said = self.data.get(question.key, "")
        return clean(said) if question.kind is QuestionKind.LONG else clean_line(said)

    def _pointed(self, question: Question) -> dict[str, str]:
        """Return the two boxes of a point, digits of any script and a pasted pair read as one writes them."""
        field = self.fields[question.key]
        typed = field.widget.value_from_datadict(self.data, self.files, question.key)
        try:
            found = field.clean(typed)
        except ValidationError:
            return dict(typed._asdict())
        return {box: str(part) for box, part in zip(typed._fields, found or ("", ""), strict=True)}

    def receive(self, keep: Callable[[Question, CleanFile], tuple[str, str]]) -> None:
        """Read the files that came with this page and let ``keep`` give each its code and its title."""
        for question in self.questions:
            sent = self.files.get(question.key) if question.kind is QuestionKind.FILE else None
            if sent is None:
                continue
            try:
                file = CleanFileField().clean(sent)
            except ValidationError as error:
                self._refused_files[question.key] = " ".join(error.messages)
                continue
            if file is not None:
                code, title = keep(question, file)
                self.held[code] = title
                self._before[question.key] = code

    def clean(self) -> dict[str, Any]:
        """Let the rules read each question; what they refuse is said at its first box."""
        self.errors.clear()
        known = answering.Known(
            [key for key, _name in self.places],
            set(self.held),
            [Point(one.latitude, one.longitude) for one in self.quarters],
        )
        for question in self.questions:
            found = answering.read(question, self._raw(question) if question.asks else None, known=known)
            if said := self._refused_files.get(question.key):
                self.add_error(question.key, said)
            elif found.refusal:
                self._wrong[question.key] = word(found.refusal)
                name = question.key if question.key in self.fields else self._first_of(question)
                self.add_error(name, word(found.refusal))
            elif found.value is not None:
                self.values[question.key] = found.value
        return self.values

    def _first_of(self, question: Question) -> str:
        return next(name for name in self.fields if name.startswith(f"{question.key}."))

    @property
    def blocks(self) -> list[Block]:
        """Return the questions with their boxes, for the page."""
        return [self._block(question) for question in self.questions]

    def _block(self, question: Question) -> Block:
        boxes = [
            self[name] for name in self.fields if name == question.key or name.startswith(f"{question.key}.")
        ]
        came = self.held.get(str(self._before.get(question.key, "")), "")
        wrong = self._wrong.get(question.key)
        return Block(question, tuple(boxes), (wrong,) if wrong else (), came)


def _initial(question: Question, told: Any) -> Any:  # noqa: ANN401 -- as it came
    if question.kind is QuestionKind.POINT:
        return (told.get("latitude", ""), told.get("longitude", "")) if isinstance(told, Mapping) else None
    return None if question.kind is QuestionKind.FILE else told


def _box(
    question: Question, choices: Sequence[Choice], places: Places, quarters: Sequence[Quarter]
) -> forms.Field:
    offered = [(one.key, one.words) for one in choices]
    if question.kind in ONLINE:
        pointed = question.kind is QuestionKind.POINT
        return PointField(widget=Touched(quarters)) if pointed else forms.FileField(widget=FileInput(ANY))
    match question.kind:
        case QuestionKind.ONE:
            return forms.ChoiceField(choices=offered, widget=RadioCards)
        case QuestionKind.SEVERAL:
            return forms.MultipleChoiceField(choices=offered, widget=CheckCards)
        case QuestionKind.SCALE:
            return forms.ChoiceField(choices=_steps(question), widget=RadioCards)
        case QuestionKind.PLACE:
            return forms.ChoiceField(choices=[("", "—"), *places])
        case _:
            return _written(question)


def _written(question: Question) -> forms.Field:
    match question.kind:
        case QuestionKind.LONG:
            return forms.CharField(widget=forms.Textarea({"rows": 4, "maxlength": LONGEST_TEXT}))
        case QuestionKind.DAY:
            return forms.CharField(widget=Day)
        case QuestionKind.NUMBER:
            return forms.CharField(widget=forms.TextInput({"inputmode": "numeric", "dir": "ltr"}))
        case _:
            return forms.CharField(widget=forms.TextInput({"maxlength": answering.LONGEST_LINE}))


def _steps(question: Question) -> list[tuple[str, str]]:
    low, high = question.least or 0, question.most or 0
    words = {low: question.low_words, high: question.high_words}
    return [
        (str(step), f"{step} · {words[step]}" if words.get(step) else str(step))
        for step in range(low, min(high, low + 20) + 1)
    ]


def _help(question: Question) -> str:
    """Return the help of a question, with its limits in words."""
    parts = [question.help]
    if question.kind is QuestionKind.SEVERAL and question.most:
        parts.append(gettext("اختاروا %(most)s على الأكثر.") % {"most": question.most})
    if question.kind is QuestionKind.NUMBER and question.least is not None and question.most is not None:
        limits = {"least": question.least, "most": question.most}
        parts.append(gettext("من %(least)s إلى %(most)s.") % limits)
    return " ".join(part for part in parts if part)


class CodeForm(forms.Form):
    """The code of an invitation."""

    code = CleanLine(
        label=_("رمز الدعوة"),
        max_length=40,
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "off", "autocapitalize": "characters"}),
    )
