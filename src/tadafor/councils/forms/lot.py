"""Draws by lot as typed: the call, the quotas, volunteers, digits, seats."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from tadafor.councils import actions, queries, rules
from tadafor.councils.forms.sessions import choices_of, choose
from tadafor.councils.rules import lot
from tadafor.councils.words import WORDS
from tadafor.kernel.words import word
from tadafor.ui.boxes import CleanLine, CleanText
from tadafor.ui.widgets import CheckCards, Day, RadioCards

Data = Mapping[str, Any] | None
MOST_PEOPLE = 10_000_000


class CallForm(forms.Form):
    """How many, for which mandate, until when people volunteer."""

    seats = forms.IntegerField(label=_("كم عضوا تسمّي القرعة؟"), min_value=rules.FEWEST, max_value=rules.MOST)
    closes_on = forms.DateField(label=_("آخر يوم للتطوع"), widget=Day)
    mandate_since = forms.DateField(label=_("بداية الانتداب"), widget=Day)
    mandate_until = forms.DateField(label=_("نهايته"), widget=Day, required=False)
    one_per_household = forms.BooleanField(
        label=_("عضو واحد على الأكثر من كل مسكن"),
        required=False,
        help_text=_("يُطلب عندئذ عنوان المسكن من كل متطوع، ولا تُحفظ منه إلا بصمة مشفرة."),
    )
    kept_days = forms.IntegerField(
        label=_("كم يوما تُحفظ معطيات المتطوعات والمتطوعين بعد القرعة؟"),
        min_value=rules.FEWEST_DAYS,
        max_value=rules.MOST_DAYS,
        initial=rules.KEPT_DAYS,
        help_text=_("خلالها يُعوَّض من تعذر عليه الحضور من لائحة الاحتياط، ثم تُمحى."),
    )

    def facts(self, census: queries.Census | None) -> actions.DrawFacts:
        typed = self.cleaned_data
        quotas = census.quotas(typed["seats"]) if census else []
        return actions.DrawFacts(**typed, quotas=tuple(quotas), quotas_source=census.source if census else "")


@dataclass(frozen=True)
class QuotaRow:
    """A cell with its two boxes."""

    fact: str
    value: str
    there: int
    least: forms.BoundField
    most: forms.BoundField
    is_short: bool


class QuotasForm(forms.Form):
    """How many of a panel each cell has, at least and at most; both empty: no quota."""

    source = CleanLine(label=_("مصدر الحصص"), max_length=300, help_text=_("يُنشر مع الحصص."))

    def __init__(
        self,
        data: Data = None,
        *,
        cells: Sequence[tuple[str, str]],
        wanted: Sequence[lot.Quota],
        source: str,
        names: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(data, initial={"source": source})
        self.cells = cells
        self.names = names or {}
        known = {(one.fact, one.value): one for one in wanted}
        for at, cell in enumerate(cells):
            for name, label in (("least", gettext("الأدنى")), ("most", gettext("الأقصى"))):
                self.fields[f"{name}_{at}"] = forms.IntegerField(
                    label=f"{queries.cell_words(': '.join(cell), self.names)} ({label})",
                    min_value=0,
                    max_value=rules.MOST,
                    required=False,
                    initial=getattr(known[cell], name) if cell in known else None,
                    widget=forms.NumberInput({"class": "input"}),
                )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        for at, cell in enumerate(self.cells):
            least, most = typed.get(f"least_{at}"), typed.get(f"most_{at}")
            if least is not None and most is not None and least > most:
                said = WORDS[lot.PoolRefusal][lot.PoolRefusal.CELL_ORDER]
                named = queries.cell_words(": ".join(cell), self.names)
                self.add_error(f"most_{at}", said % {"cell": named})
        return typed

    def rows(self, there: Mapping[tuple[str, str], int]) -> list[QuotaRow]:
        made = []
        for at, (fact, value) in enumerate(self.cells):
            least, count = self[f"least_{at}"], there.get((fact, value), 0)
            wanted = str(least.value() or "")
            made.append(
                QuotaRow(
                    word(rules.LotFact(fact)),
                    queries.value_words(value, self.names),
                    count,
                    least,
                    self[f"most_{at}"],
                    is_short=wanted.isdigit() and int(wanted) > count,
                )
            )
        return made

    def quotas(self) -> list[lot.Quota]:
        made = []
        for at, (fact, value) in enumerate(self.cells):
            least, most = self.cleaned_data[f"least_{at}"], self.cleaned_data[f"most_{at}"]
            if least is not None or most is not None:
                made.append(lot.Quota(fact, value, least or 0, rules.MOST if most is None else most))
        return made


class QuartersForm(forms.Form):
    """How many live in each neighbourhood, and who says so."""

    source = CleanLine(
        label=_("مصدر هذه الأرقام وسنتها"),
        max_length=300,
        help_text=_("مثل: تصميم التهيئة 2023، أو إحصاء الجماعة الترابية لسنة 2025. يُنشر مع الأرقام."),
        error_messages={"required": WORDS[rules.LotRefusal][rules.LotRefusal.NO_SOURCE]},
    )

    def __init__(
        self, data: Data = None, *, draw: queries.Draw, quarters: Sequence[str], names: Mapping[str, str]
    ) -> None:
        super().__init__(data, initial={"source": draw.quarters_source})
        self.quarters = quarters
        typed = dict(draw.quarters)
        boxes: dict[str, forms.Field] = {
            f"people_{at}": forms.IntegerField(
                label=names.get(name, name),
                min_value=1,
                max_value=MOST_PEOPLE,
                required=False,
                initial=typed.get(name),
            )
            for at, name in enumerate(quarters)
        }
        self.fields = boxes | self.fields

    def people(self) -> dict[str, int]:
        typed = self.cleaned_data
        counts = ((name, typed[f"people_{at}"]) for at, name in enumerate(self.quarters))
        return {name: count for name, count in counts if count}


class VolunteerForm(forms.Form):
    """What a volunteer says of themselves."""

    sex = forms.TypedChoiceField(label=_("الجنس"), coerce=rules.LotSex, widget=RadioCards)
    age = forms.ChoiceField(label=_("السن"), widget=RadioCards)
    neighbourhood = forms.ChoiceField(label=_("الحي الذي تسكنونه"), required=False)
    address = CleanLine(
        label=_("عنوان مسكنكم"),
        max_length=300,
        help_text=_("لا يُحفظ العنوان: بصمة مشفرة فقط، حتى لا تسمّي القرعة شخصين من مسكن واحد."),
    )
    consents = forms.BooleanField(
        label=_("أوافق على أن تسمّيني القرعة، وعلى نشر جنسي وفئة سني وحيي تحت رمز لا يدل علي"),
        required=False,
    )

    def __init__(self, data: Data = None, *, draw: queries.Draw) -> None:
        super().__init__(data)
        choose(self, "sex", choices_of(rules.LotSex))
        choose(self, "age", [(band, queries.value_words(band)) for band in rules.BANDS])
        known = queries.neighbourhoods_of(draw)
        if known:
            names = queries.quarter_names(draw.body.territory)
            offered = [("", gettext("حي آخر")), *((one, names.get(one, one)) for one in known)]
            choose(self, "neighbourhood", offered)
        else:
            del self.fields["neighbourhood"]
        if not draw.one_per_household:
            del self.fields["address"]

    def facts(self) -> actions.VolunteerFacts:
        return actions.VolunteerFacts(**self.cleaned_data)


class PublishForm(forms.Form):
    """Where and when the digits are drawn in public."""

    drawn_on = forms.DateField(label=_("يوم القرعة العلنية"), widget=Day)
    place = CleanLine(label=_("المكان والساعة"), max_length=200)


class DigitsForm(forms.Form):
    """Three digits, as they were drawn."""

    digits = CleanLine(
        label=_("الأرقام الثلاثة، بترتيب سحبها"),
        max_length=3,
        widget=forms.TextInput(
            {"inputmode": "numeric", "autocomplete": "off", "dir": "ltr", "class": "input-code"}
        ),
        help_text=_("من 000 إلى 999. يُدخلها شخصان، كل من حسابه، ولا يرى أحدهما ما أدخله الآخر."),
    )

    def clean_digits(self) -> str:
        """Digits in the Arabic shapes are the same digits."""
        typed: str = self.cleaned_data["digits"]
        return "".join(str(int(one)) if one.isdecimal() else one for one in typed)


class ReasonForm(forms.Form):
    """Why."""

    reason = CleanText(label=_("السبب"), max_length=rules.REASON, rows=3)


class SeatsForm(forms.Form):
    """Whom the commune checked, and how the seat is called."""

    codes = forms.MultipleChoiceField(label=_("من تحققتم منهم وقبلوا"), widget=CheckCards)
    capacity = CleanLine(label=_("الصفة التي تظهر للعموم"), max_length=200)

    def __init__(self, data: Data = None, *, offered: Sequence[tuple[str, str]]) -> None:
        with override("ar"):  # what is kept is in Arabic, whoever gives the seats
            super().__init__(data, initial={"capacity": gettext("عضو(ة) بالقرعة")})
        choose(self, "codes", list(offered))
