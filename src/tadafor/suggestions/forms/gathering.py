"""What staff type to put together, take apart, redact, carry on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tadafor.documents.forms import CleanFileField
from tadafor.documents.rules import CELLS, CELLS_ACROSS, IMAGES
from tadafor.suggestions import queries, rules
from tadafor.suggestions.forms.writing import Data, offer
from tadafor.suggestions.queries import Suggestion
from tadafor.ui.boxes import CleanLine, CleanText
from tadafor.ui.widgets import Day


class WordsForm(forms.Form):
    """What is heard in a sound note."""

    words = CleanText(
        label=_("ما قيل في التسجيل"),
        help_text=_("اكتبوا ما تسمعون كما قيل، بلا تلخيص ولا تصحيح."),
        max_length=rules.LONGEST,
        rows=6,
    )


class RedactForm(forms.Form):
    """The words without what names somebody."""

    body = CleanText(label=_("النص كما سيُنشر"), max_length=rules.LONGEST, rows=8, required=False)
    place = CleanLine(label=_("المكان"), max_length=rules.LONGEST_PLACE, required=False)
    reason = CleanLine(label=_("ما الذي حُجب؟"), max_length=300)


class CoverForm(forms.Form):
    """What is painted over in a photograph, or the copy that takes its place."""

    cells = forms.TypedMultipleChoiceField(
        label=_("ما يُحجب"), coerce=int, required=False, choices=[(cell, cell) for cell in range(CELLS)]
    )
    copy = CleanFileField(
        label=_("أو نسخة محجوبة"),
        help_text=_("إن حجبتم الصورة ببرنامج آخر فارفعوها هنا."),
        wanted=IMAGES,
        required=False,
    )

    def facts(self) -> dict[str, Any]:
        return {"cells": self.cleaned_data["cells"], "copy": self.cleaned_data["copy"]}

    def rows(self) -> list[list[tuple[int, bool]]]:
        """Return the cells row by row, and which of them are ticked."""
        ticked = set(self.data.getlist("cells")) if self.is_bound else set()  # type: ignore[attr-defined]
        cells = [(cell, str(cell) in ticked) for cell in range(CELLS)]
        return [cells[at : at + CELLS_ACROSS] for at in range(0, CELLS, CELLS_ACROSS)]


class MergeForm(forms.Form):
    """The number of the one that stays."""

    number = forms.IntegerField(label=_("رقم الملف الذي يبقى"), min_value=1, max_value=2_000_000_000)

    def __init__(self, data: Data = None, *, near: list[Suggestion]) -> None:
        super().__init__(data)
        if near:
            said = " · ".join(f"{one.number}: {one.title}" for one in near)
            self.fields["number"].help_text = _("القريبة منه: %(near)s") % {"near": said}


class SplitForm(forms.Form):
    """What goes into a file of its own."""

    body = CleanText(
        label=_("ما يصير ملفا ثانيا"),
        help_text=_("انقلوا كلمات صاحب الملف كما هي. للملف الثاني رقم، والرمز السري نفسه."),
        max_length=rules.LONGEST,
        rows=5,
    )


class CarryForm(forms.Form):
    """What it became: one of what was published lately, or the address of its page."""

    trace = forms.ChoiceField(label=_("ما صار إليه الملف"), choices=(), required=False)
    address = CleanLine(
        label=_("أو رابط صفحته"),
        max_length=500,
        required=False,
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "off", "inputmode": "url"}),
        help_text=_("تشاور أو ميزانية أو التزام أو عريضة أو رأي، مما يقرؤه الجميع في هذه الجماعة."),
    )

    def __init__(self, data: Data = None) -> None:
        super().__init__(data)
        offer(self, "trace", [("", "—"), *((one.code, one.title) for one in queries.targets())])

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        said = typed.get("address") or typed.get("trace")
        typed["target"] = queries.target(said) if said else None
        if typed["target"] is None and not self.errors:
            missing = (
                _("لا صفحة بهذا الرابط يصير إليها هذا الملف.")
                if said
                else _("اختاروا ما صار إليه، أو الصقوا رابطه.")
            )
            self.add_error("address" if said else "trace", missing)
        return typed


class SessionForm(forms.Form):
    """What the council answered."""

    on = forms.DateField(label=_("يوم الدورة"), widget=Day)
    words = CleanText(label=_("جواب الجماعة في الدورة"), max_length=rules.LONGEST_REASON, rows=6)

    def facts(self) -> dict[str, Any]:
        return {"on": self.cleaned_data["on"], "words": self.cleaned_data["words"]}
