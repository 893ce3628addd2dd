"""The file of a budget, read line by line; the confirmation of an act."""

from decimal import Decimal
from enum import StrEnum

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tadafor.associations.forms.sheets import read_lines
from tadafor.finances import rules
from tadafor.finances.rules import Chapter, Origin, Part, Side, Typed
from tadafor.kernel.text import search_text
from tadafor.kernel.words import word

LARGEST_FILE = 2 * 1024 * 1024
AMOUNT = forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr", "autocomplete": "off"})
# The heads of the template, read in Arabic and in French, as people find them in their copy.
HEADS = {
    "side": pgettext_lazy("finances", "الجهة"),
    "part": pgettext_lazy("finances", "الجزء"),
    "chapter": pgettext_lazy("finances", "الباب"),
    "label": pgettext_lazy("finances", "البيان"),
    "amount": pgettext_lazy("finances", "المبلغ"),
    "origin": pgettext_lazy("finances", "المصدر"),
}


class BudgetForm(forms.Form):
    """A year and its lines in a spreadsheet."""

    year = forms.IntegerField(label=_("السنة المالية"), min_value=rules.FIRST_YEAR, max_value=2100)
    revenue = forms.CharField(label=_("مجموع المداخيل بالدرهم"), max_length=30, widget=AMOUNT)
    spending = forms.CharField(
        label=_("مجموع النفقات بالدرهم"),
        help_text=_("المجموعان كما في وثيقة الميزانية المصادق عليها: يُقارن بهما الملف."),
        max_length=30,
        widget=AMOUNT,
    )
    sheet = forms.FileField(
        label=_("الملف (XLSX أو CSV)"), help_text=_("بأعمدة النموذج، سطرا لكل مبلغ، في حدود 2 ميغابايت.")
    )

    def clean_revenue(self) -> Decimal:
        return _amount(self.cleaned_data["revenue"])

    def clean_spending(self) -> Decimal:
        return _amount(self.cleaned_data["spending"])

    def clean_sheet(self) -> list[Typed]:
        """Read every line; what cannot be read stays empty, and is told with its line."""
        sent = self.cleaned_data["sheet"]
        if sent.size > LARGEST_FILE:
            raise forms.ValidationError(_("الملف أكبر من 2 ميغابايت."))
        lines = read_lines(sent.read())
        columns = _columns(lines[0]) if lines else {}
        told_twice = len(columns) > len(set(columns.values()))
        if (
            lines is None
            or told_twice
            or not {"side", "part", "chapter", "label", "amount"} <= set(columns.values())
        ):
            raise forms.ValidationError(_("لم نجد أعمدة النموذج في هذا الملف: حملوا النموذج واملؤوه."))
        return [_typed(at, _cells(columns, line)) for at, line in enumerate(lines[1:], start=2) if any(line)]


class ConfirmForm(forms.Form):
    """Nothing to type: the act itself."""


def _amount(typed: str) -> Decimal:
    read = rules.amount_of(typed)
    if read is None or read <= 0:
        raise forms.ValidationError(_("اكتبوا مبلغا بالدرهم، مثل 1234 أو 1234,50."))
    return read


def _columns(heads: list[str]) -> dict[int, str]:
    known = {search_text(key): key for key in HEADS}
    for language in ("ar", "fr"):
        with translation.override(language):
            known |= {search_text(str(name)): key for key, name in HEADS.items()}
    return {at: known[search_text(head)] for at, head in enumerate(heads) if search_text(head) in known}


def _cells(columns: dict[int, str], line: list[str]) -> dict[str, str]:
    return {name: line[at] for at, name in columns.items() if at < len(line)}


def _typed(row: int, cells: dict[str, str]) -> Typed:
    origin = cells.get("origin", "")
    side, part = member_of(Side, cells.get("side", "")), member_of(Part, cells.get("part", ""))
    said = member_of(Origin, origin)
    return Typed(
        row=row,
        side=Side(side) if side else None,
        part=Part(part) if part else None,
        chapter=chapter_of(cells.get("chapter", "")),
        label=cells.get("label", ""),
        amount=rules.amount_of(cells.get("amount", "")),
        origin=Origin(said) if said else None,
        has_origin=bool(origin),
    )


def chapter_of(typed: str) -> Chapter | None:
    """A chapter is told by its number, as «10», «10.0» of a spreadsheet, or by its name."""
    number = typed.split(".", maxsplit=1)[0].strip()
    found = next((one for one in Chapter if one.value == number), None) or member_of(Chapter, typed)
    return Chapter(found) if found else None


def member_of(kind: type[StrEnum], typed: str) -> StrEnum | None:
    """Return the member that a cell names, by its code or by its word in Arabic or French."""
    said = search_text(typed)
    if not said:
        return None
    for one in kind:
        if search_text(one.value) == said or said in {search_text(name) for name in names_of(one)}:
            return one
    return None


def names_of(one: StrEnum) -> list[str]:
    """Return the word of a member in each language of the template."""
    found = []
    for language in ("ar", "fr"):
        with translation.override(language):
            found.append(word(one))
    return found
