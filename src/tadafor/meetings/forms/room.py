"""What staff type in the room: the agenda, cards, photographs."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tadafor.documents.forms import CleanFileField, CleanFilesField
from tadafor.documents.rules import IMAGES
from tadafor.kernel.identifiers import token
from tadafor.meetings import actions, rules
from tadafor.meetings.forms.desk import lines_of
from tadafor.meetings.forms.registering import Data, offer
from tadafor.ui.boxes import CleanLine, CleanText

_LONGEST_LINE = 200
_LONGEST_ITEM = 999


class Items(CleanText):
    """The agenda, a point a line: title | who speaks | minutes."""

    def clean(self, value: object) -> list[rules.Item]:
        found = [self._read(line) for line in lines_of(super().clean(value))]
        if len(found) > rules.MOST_ITEMS:
            raise ValidationError(_("أربعون نقطة على الأكثر."))
        return found

    def _read(self, line: str) -> rules.Item:
        title, _bar, rest = (part.strip() for part in line.partition("|"))
        speaker, _bar, minutes = (part.strip() for part in rest.partition("|"))
        is_number = minutes.isascii() and minutes.isdecimal() and 0 < int(minutes[:4]) <= _LONGEST_ITEM
        is_wrong = not title or max(len(title), len(speaker)) > _LONGEST_LINE
        if is_wrong or (minutes and not is_number):
            raise ValidationError(
                _("اكتبوا في كل سطر: النقطة | صفة من يتكلم | الدقائق. السطر: %(line)s"),
                params={"line": line[:80]},
            )
        return rules.Item(title, speaker, int(minutes) if minutes else None)


class AgendaForm(forms.Form):
    """The points of the agenda, in their order."""

    items = Items(
        label=_("جدول الأعمال"),
        rows=8,
        required=False,
        help_text=_("في كل سطر: النقطة | صفة من يتكلم | الدقائق. تكفي النقطة وحدها."),
    )


class CardForm(forms.Form):
    """A card of a table; the table and the theme wait for the next one."""

    table = forms.IntegerField(
        label=_("رقم الطاولة"), required=False, min_value=1, max_value=rules.MOST_TABLES
    )
    theme = CleanLine(label=pgettext_lazy("card", "المحور"), max_length=120, required=False)
    body = CleanText(label=_("ما كُتب على البطاقة"), max_length=rules.LONGEST_CARD, rows=3)
    author = CleanLine(
        label=_("رقم صاحبها في اللائحة"),
        max_length=12,
        required=False,
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "off"}),
        help_text=_("إن أراد أن تُنسب إليه ويُخبر بما صارت إليه."),
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=32)
    told_at = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    sent_at = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, data: Data = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial={"token": token(), **(initial or {})})

    def written(self) -> actions.Written:
        typed = self.cleaned_data
        names = ("body", "token", "table", "theme", "author")
        return actions.Written(**{name: typed[name] for name in names})


class CarryForm(forms.Form):
    """What a card became: one of what was published lately, or the address of its page."""

    became = forms.ChoiceField(label=_("ماذا صارت؟"), choices=(), required=False)
    address = CleanLine(
        label=_("أو رابط صفحته"),
        max_length=500,
        required=False,
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "off", "inputmode": "url"}),
        help_text=_("انقلوا البطاقة أولا إلى بابها (مساهمة أو فكرة أو اقتراح)، ثم الصقوا رابط ما كتبتم."),
    )

    def __init__(self, data: Data = None, *, things: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        offer(self, "became", [("", "—"), *things])

    @property
    def said(self) -> str:
        return str(self.cleaned_data["address"] or self.cleaned_data["became"])


class PhotosForm(forms.Form):
    """Photographs of the walls, seen by staff alone."""

    pictures = CleanFilesField(
        label=_("الصور"),
        most=20,
        wanted=IMAGES,
        help_text=_("عشرون صورة على الأكثر في المرة الواحدة، 8 ميغابايت للصورة و25 للإرسال كله."),
    )


class DocumentForm(forms.Form):
    """A document that everybody reads beside the meeting."""

    title = CleanLine(label=_("عنوان الوثيقة"), max_length=200)
    file = CleanFileField(label=_("الملف"))
