"""What people and the desk type about associations."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tadafor.associations.actions import Facts, Found, Seat
from tadafor.associations.models import ACTIVITY_LENGTH, NAME_LENGTH, PLACE_LENGTH, REASON_LENGTH, Association
from tadafor.associations.rules import (
    EVERYTHING,
    Capacity,
    Check,
    Kind,
    Mechanism,
    Paper,
    Presence,
    Receipt,
    Renewal,
    Theme,
)
from tadafor.documents.actions import CleanFile
from tadafor.documents.forms import CleanFileField
from tadafor.kernel.clock import CASABLANCA
from tadafor.kernel.text import clean, clean_line
from tadafor.kernel.words import word
from tadafor.people.forms import PersonField
from tadafor.territories import queries as territories
from tadafor.ui.widgets import Day

MOST_SEATS = 99
NEEDED_PAPERS = (Paper.RECEIPT, Paper.STATUTES, Paper.BOARD, Paper.MANDATE)


class Line(forms.CharField):
    """One clean line."""

    def to_python(self, value: object) -> str:
        return clean_line(super().to_python(value) or "")


class Words(forms.CharField):
    """Several clean lines."""

    def __init__(self, *, rows: int = 4, **options: Any) -> None:  # noqa: ANN401 -- Django's own
        super().__init__(widget=forms.Textarea({"rows": rows}), **options)

    def to_python(self, value: object) -> str:
        return clean(super().to_python(value) or "")


def _choices(kind: Any, first: object = None) -> list[tuple[str, Any]]:  # noqa: ANN401 -- a class of enum
    offered = [(member.value, word(member)) for member in kind]
    return offered if first is None else [("", first), *offered]


def _day(label: Any, **options: Any) -> forms.DateField:  # noqa: ANN401 -- Django's own
    return forms.DateField(label=label, required=False, widget=Day(), **options)


class FilterForm(forms.Form):
    """What part of the register to show."""

    q = Line(label=_("ابحثوا بالاسم أو النشاط"), max_length=100, required=False)
    kind = forms.ChoiceField(label=_("النوع"), required=False)
    theme = forms.ChoiceField(label=_("المجال"), required=False)
    neighbourhood = forms.ChoiceField(label=_("الحي"), required=False)

    def __init__(self, data: Any, *, territory_id: int) -> None:  # noqa: ANN401 -- a query
        super().__init__(data)
        self.places = territories.neighbourhood_names(territory_id)
        choices: dict[str, Any] = {
            "kind": _choices(Kind, _("كل الأنواع")),
            "theme": _choices(Theme, _("كل المجالات")),
            "neighbourhood": [("", _("كل الأحياء")), *((str(key), name) for key, name in self.places)],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """Return what to keep; a value that is not offered narrows nothing."""
        self.is_valid()
        typed = self.cleaned_data
        place = typed.get("neighbourhood")
        return {
            "query": typed.get("q", ""),
            "kind": typed.get("kind", ""),
            "theme": typed.get("theme", ""),
            "neighbourhood": int(place) if place else None,
        }


class EntryForm(forms.Form):
    """The facts of an actor."""

    kind = forms.ChoiceField(label=_("النوع"))
    name = Line(label=_("الاسم كما في القانون الأساسي"), max_length=NAME_LENGTH)
    name_fr = Line(label=_("الاسم بالفرنسية"), max_length=NAME_LENGTH, required=False)
    founded_on = _day(_("تاريخ التأسيس"))
    receipt = forms.ChoiceField(
        label=_("الوصل"), help_text=_("الوصل الذي سلمته السلطة المحلية (ظهير 15 نونبر 1958).")
    )
    receipt_number = Line(
        label=_("رقم الوصل أو التسجيل"),
        max_length=60,
        required=False,
        widget=forms.TextInput({"dir": "ltr"}),
    )
    receipt_on = _day(_("تاريخ الوصل"))
    presence = forms.ChoiceField(label=_("الحضور في الجماعة"))
    address = Line(label=_("عنوان المقر أو الفرع"), max_length=PLACE_LENGTH, required=False)
    seat_elsewhere = Line(
        label=_("الجماعة التي يوجد بها المقر، إن كان خارج هذه الجماعة"),
        max_length=PLACE_LENGTH,
        required=False,
    )
    neighbourhood = forms.ChoiceField(label=_("الحي"), required=False)
    themes = forms.MultipleChoiceField(
        label=_("مجالات العمل"), required=False, widget=forms.CheckboxSelectMultiple()
    )
    activity = Words(label=_("ماذا تفعلون؟"), max_length=ACTIVITY_LENGTH, required=False)
    public_contact = Line(
        label=_("كيف يتصل بكم الناس؟"),
        max_length=200,
        required=False,
        help_text=_("هاتف أو بريد أو عنوان صفحة. يظهر للعموم."),
    )
    assembly_on = _day(_("تاريخ آخر جمع عام"))
    board_until = _day(_("نهاية مدة المكتب"))
    in_consultative_body = forms.BooleanField(
        label=_("عضو في هيئة المساواة وتكافؤ الفرص ومقاربة النوع"), required=False
    )

    def __init__(self, *args: Any, territory_id: int, **options: Any) -> None:  # noqa: ANN401 -- Django's own
        super().__init__(*args, **options)
        places = [(str(one.pk), one.name) for one in territories.neighbourhoods(territory_id)]
        choices: dict[str, Any] = {
            "kind": _choices(Kind),
            "receipt": _choices(Receipt),
            "presence": _choices(Presence),
            "neighbourhood": [("", _("بدون تحديد")), *places],
            "themes": _choices(Theme),
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]
        for capacity in Capacity:
            self.fields[f"members_{capacity}"] = _count(word(capacity))
            self.fields[f"women_{capacity}"] = _count(_("منهم نساء"))

    @property
    def main(self) -> list[forms.BoundField]:
        """The fields that are not of the board, nor files."""
        apart = ("members_", "women_", "paper_")
        return [bound for bound in self if not bound.name.startswith(apart)]

    @property
    def board(self) -> list[forms.BoundField]:
        """How many sit on the board in each capacity."""
        return [bound for bound in self if bound.name.startswith(("members_", "women_"))]

    @property
    def files_wanted(self) -> list[forms.BoundField]:
        """The papers."""
        return [bound for bound in self if bound.name.startswith("paper_")]

    def clean(self) -> dict[str, Any]:
        """No more women than members."""
        typed: dict[str, Any] = super().clean() or {}
        for capacity in Capacity:
            women = typed.get(f"women_{capacity}")
            if women and women > (typed.get(f"members_{capacity}") or 0):
                self.add_error(f"women_{capacity}", _("عدد النساء لا يتجاوز عدد الأعضاء بهذه الصفة."))
        return typed

    def facts(self) -> Facts:
        """Return what was typed."""
        typed = self.cleaned_data
        plain = (
            "name",
            "name_fr",
            "founded_on",
            "receipt_number",
            "receipt_on",
            "address",
            "seat_elsewhere",
            "activity",
            "public_contact",
            "assembly_on",
            "board_until",
            "in_consultative_body",
        )
        return Facts(
            kind=Kind(typed["kind"]),
            receipt=Receipt(typed["receipt"]),
            presence=Presence(typed["presence"]),
            neighbourhood_id=int(typed["neighbourhood"]) if typed["neighbourhood"] else None,
            themes=tuple(Theme(one) for one in typed["themes"]),
            seats=[
                Seat(capacity, typed[f"members_{capacity}"], typed.get(f"women_{capacity}"))
                for capacity in Capacity
                if typed.get(f"members_{capacity}")
            ],
            **{name: typed[name] for name in plain},
        )


def _count(label: Any) -> forms.IntegerField:  # noqa: ANN401 -- a lazy text
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_SEATS, required=False)


def papers(form: forms.Form) -> dict[Paper, CleanFile]:
    """Return the files that came with a form."""
    sent = {paper: form.cleaned_data.get(f"paper_{paper}") for paper in Paper}
    return {paper: file for paper, file in sent.items() if file is not None}


class AskForm(EntryForm):
    """The same with the papers that prove it."""

    def __init__(self, *args: Any, again: bool = False, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        for paper in Paper:
            needed = paper in NEEDED_PAPERS and not again
            self.fields[f"paper_{paper}"] = CleanFileField(label=word(paper), required=False)
            self.fields[f"paper_{paper}"].help_text = _("صورة أو PDF. يراه موظفو الجماعة وحدهم.")
            self.fields[f"paper_{paper}"].widget.is_required = needed
        self.again = again

    def clean(self) -> dict[str, Any]:
        """Associations bring four papers; who holds no receipt brings the mandate only."""
        typed = super().clean()
        has_receipt = typed.get("receipt") not in {None, Receipt.NONE.value}
        wanted = NEEDED_PAPERS if has_receipt else (Paper.MANDATE,)
        for paper in () if self.again else wanted:
            name = f"paper_{paper}"
            if name not in self.errors and typed.get(name) is None:
                self.add_error(name, _("أرفقوا هذه الوثيقة."))
        return typed


def initial_of(association: Association) -> dict[str, Any]:
    """Return an entry as its form shows it."""
    names = [name for name in EntryForm.base_fields if name != "neighbourhood"]
    start = {name: getattr(association, name) for name in names}
    start["neighbourhood"] = str(association.neighbourhood_id or "")
    for seat in association.seats.all():
        start[f"members_{seat.capacity}"], start[f"women_{seat.capacity}"] = seat.members, seat.women
    return start


class DescribeForm(forms.Form):
    """What needs no confirmation."""

    activity = Words(label=_("ماذا تفعلون؟"), max_length=ACTIVITY_LENGTH, required=False)
    address = Line(label=_("عنوان المقر أو الفرع"), max_length=PLACE_LENGTH, required=False)
    public_contact = Line(label=_("كيف يتصل بكم الناس؟"), max_length=200, required=False)


class RenewalForm(forms.Form):
    """What the last general assembly decided."""

    assembly_on = _day(_("تاريخ آخر جمع عام"))
    board_until = _day(_("نهاية مدة المكتب"))

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        for paper in (Paper.ASSEMBLY, Paper.BOARD):
            self.fields[f"paper_{paper}"] = CleanFileField(label=word(paper), required=False)
            self.fields[f"paper_{paper}"].help_text = _("صورة أو PDF. يراه موظفو الجماعة وحدهم.")


class MandateForm(forms.Form):
    """Who acts for an association, for what, until when."""

    person = PersonField(label=_("هاتف الشخص أو بريده الإلكتروني"))
    mechanisms = forms.MultipleChoiceField(
        label=_("ماذا يشمل التفويض؟"), required=False, widget=forms.CheckboxSelectMultiple()
    )
    until = _day(_("إلى غاية"))
    is_representative = forms.BooleanField(label=_("هو الممثل القانوني للجمعية"), required=False)

    def __init__(self, *args: Any, by_staff: bool = True, **options: Any) -> None:  # noqa: ANN401
        options["initial"] = {"mechanisms": sorted(EVERYTHING)} | options.get("initial", {})
        super().__init__(*args, **options)
        self.fields["mechanisms"].choices = _choices(Mechanism)  # type: ignore[attr-defined]
        if by_staff:
            self.fields["until"].help_text = _("اتركوه فارغا إن كان بلا أجل.")
        else:
            del self.fields["is_representative"]
            self.fields["until"].required = True

    def clean_until(self) -> datetime | None:
        """Return the last moment of the day, in Morocco."""
        day: date | None = self.cleaned_data["until"]
        return datetime.combine(day, time(23, 59, 59), tzinfo=CASABLANCA) if day else None

    def clean_mechanisms(self) -> set[Mechanism]:
        """Return the members."""
        return {Mechanism(one) for one in self.cleaned_data["mechanisms"]}


class CheckForm(forms.Form):
    """What was found of each point, and the reason when the request goes back."""

    reason = Words(label=_("سبب الإرجاع، إن أرجعتم الطلب"), max_length=REASON_LENGTH, required=False, rows=3)

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        offered = [("yes", _("مستوفاة")), ("no", _("غير مستوفاة"))]
        for check in Check:
            self.fields[f"met_{check}"] = forms.ChoiceField(
                label=word(check), choices=offered, required=False, widget=forms.RadioSelect()
            )
            self.fields[f"note_{check}"] = Line(label=_("ملاحظة"), max_length=REASON_LENGTH, required=False)
        self.order_fields([name for name in self.fields if name != "reason"])

    def found(self) -> dict[Check, Found]:
        """Return what was found; a point without an answer was not looked at."""
        typed = self.cleaned_data
        return {
            check: Found(typed[f"met_{check}"] == "yes", typed[f"note_{check}"])
            for check in Check
            if typed[f"met_{check}"]
        }


class ReasonForm(forms.Form):
    """Why."""

    reason = Words(label=_("السبب"), max_length=REASON_LENGTH, rows=3)


class PlainForm(forms.Form):
    """Nothing to type."""


class SettlingForm(forms.Form):
    """How a territory keeps its register."""

    two_confirm = forms.BooleanField(label=_("يؤكد كل تسجيل شخصان مختلفان"), required=False)
    rhythm = forms.ChoiceField(label=_("متى يجدد التأكيد؟"))
    warning_days = forms.IntegerField(
        label=_("كم يوما قبل النهاية تخبر الجمعية؟"), min_value=1, max_value=180
    )

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        self.fields["rhythm"].choices = _choices(Renewal)  # type: ignore[attr-defined]

    def clean_rhythm(self) -> Renewal:
        """Return the member."""
        return Renewal(self.cleaned_data["rhythm"])
