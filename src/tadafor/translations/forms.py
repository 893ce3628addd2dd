"""What staff type: the versions of the pieces of one group, which ones to publish, why one is taken away."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tadafor.kernel.refusals import sentence
from tadafor.translations import rules
from tadafor.translations.queries import PieceView
from tadafor.translations.rules import Refusal
from tadafor.ui.boxes import CleanLine, CleanText
from tadafor.ui.languages import LANGUAGES

Data = Mapping[str, Any] | None
_ROWS = {True: 3, False: 8}
_SHORT = 300


class VersionForm(forms.Form):
    """A box for each piece, with what stood on the page when it was typed."""

    def __init__(self, data: Data = None, *, views: Sequence[PieceView], language: str) -> None:
        super().__init__(data)
        self.views = views
        for at, view in enumerate(views):
            piece = view.piece
            said = f"{piece.label} · {LANGUAGES[language].name}"
            box = (
                CleanLine(required=False, max_length=piece.longest, label=said)
                if piece.on_one_line
                else CleanText(
                    required=False,
                    max_length=piece.longest,
                    label=said,
                    rows=_ROWS[len(piece.text) < _SHORT],
                )
            )
            spoken = LANGUAGES[language]
            box.widget.attrs |= {"lang": spoken.tag, "dir": spoken.direction}
            box.initial = view.words
            self.fields[f"text_{at}"] = box
            for name, value in (("seen", view.token), ("source", rules.mark(piece.text))):
                hidden = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)
                hidden.initial = value
                self.fields[f"{name}_{at}"] = hidden

    def clean(self) -> dict[str, Any]:
        """A box that had words and is emptied is refused; one that never had any may wait."""
        typed = dict(super().clean() or {})
        for at, view in enumerate(self.views):
            if view.words and f"text_{at}" in typed and not typed[f"text_{at}"]:
                self.add_error(f"text_{at}", sentence(Refusal.EMPTY))
        boxes = [f"text_{at}" for at in range(len(self.views))]
        if not self.errors and not any(typed.get(box) for box in boxes):
            self.add_error(boxes[0], sentence(Refusal.EMPTY))
        return typed

    def texts(self) -> list[tuple[int, str, str, str]]:
        """Return what was typed: the place of its piece, the words, what was seen, and of which original."""
        typed = self.cleaned_data
        return [
            (at, typed[f"text_{at}"], typed[f"seen_{at}"], typed[f"source_{at}"])
            for at in range(len(self.views))
            if typed[f"text_{at}"]
        ]

    def seen_again(self) -> None:
        """Let the same words be sent over what stands now, which the page shows."""
        kept = dict(self.data.items())
        for at, view in enumerate(self.views):
            kept |= {f"seen_{at}": view.token, f"source_{at}": rules.mark(view.piece.text)}
        self.data = kept

    @property
    def boxes(self) -> list[tuple[PieceView, Any]]:
        """Each piece with its box, for the page."""
        return [(view, self[f"text_{at}"]) for at, view in enumerate(self.views)]


class ChosenForm(forms.Form):
    """Which versions to publish, each as it was read."""

    chosen = forms.MultipleChoiceField(
        error_messages={
            "required": _("اختاروا نسخة واحدة على الأقل."),
            "invalid_choice": _("تغيّرت إحدى النسخ في هذه الأثناء: أعيدوا قراءتها ثم انشروا."),
        }
    )

    def __init__(self, data: Data = None, *, views: Sequence[PieceView]) -> None:
        super().__init__(data)
        self.by_name = {name_of(view): view for view in views}
        field = self.fields["chosen"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = [(name, name) for name in self.by_name]

    @property
    def views(self) -> list[PieceView]:
        return [self.by_name[name] for name in self.cleaned_data["chosen"]]


def name_of(view: PieceView) -> str:
    """Name a version as it was read: another one written since has another name."""
    return f"{view.piece.thing}/{view.piece.field}/{view.draft.token if view.draft else ''}"


class WithdrawForm(forms.Form):
    """Why a version is taken away."""

    reason = CleanText(
        label=_("لماذا تُسحب؟"),
        max_length=1_000,
        rows=3,
        error_messages={"required": _("اكتبوا سبب السحب: يُحفظ في سجل الأعمال.")},
    )
