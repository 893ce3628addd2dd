"""Draws by lot as typed: the call, the quotas, volunteers, digits, seats."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tadafor.councils import actions, queries, rules
from tadafor.councils.forms.sessions import choices_of, choose
from tadafor.councils.rules import lot
from tadafor.kernel.words import word
from tadafor.ui.boxes import CleanLine, CleanText
from tadafor.ui.widgets import CheckCards, Day, RadioCards

Data = Mapping[str, Any] | None


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
        label=_("كم يوما تُحفظ معطيات المتطوعين بعد القرعة؟"),
        min_value=rules.FEWEST_DAYS,
        max_value=rules.MOST_DAYS,
        initial=rules.KEPT_DAYS,
        help_text=_("خلالها يُعوَّض من تعذر عليه الحضور من لائحة الاحتياط، ثم تُمحى."),
    )

    def facts(self, census: queries.Census | None) -> actions.DrawFacts:
        typed = self.cleaned_data
        quotas = census.quotas(typed["seats"]) if census else []
        return actions.DrawFacts(
            **typed, quotas=tuple(quotas), quotas_source=source_of(census) if census else ""
        )


def source_of(census: queries.Census) -> str:
    """Say where proposed quotas come from, and of which year."""
    return gettext(
        "المندوبية السامية للتخطيط، الإحصاء العام للسكان والسكنى %(year)s: السكان من 18 سنة فأكثر"
    ) % {"year": census.year}


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
        self, data: Data = None, *, cells: Sequence[tuple[str, str]], wanted: Sequence[lot.Quota], source: str
    ) -> None:
        super().__init__(data, initial={"source": source})
        self.cells = cells
        known = {(one.fact, one.value): one for one in wanted}
        for at, cell in enumerate(cells):
            for name, label in (("least", gettext("الأدنى")), ("most", gettext("الأقصى"))):
                self.fields[f"{name}_{at}"] = forms.IntegerField(
                    label=f"{queries.cell_words(': '.join(cell))} ({label})",
                    min_value=0,
                    max_value=rules.MOST,
                    required=False,
                    initial=getattr(known[cell], name) if cell in known else None,
                    widget=forms.NumberInput({"class": "input"}),
                )

    def rows(self, there: Mapping[tuple[str, str], int]) -> list[QuotaRow]:
        made = []
        for at, (fact, value) in enumerate(self.cells):
            least, count = self[f"least_{at}"], there.get((fact, value), 0)
            wanted = str(least.value() or "")
            made.append(
                QuotaRow(
                    word(rules.LotFact(fact)),
                    queries.value_words(value),
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
            offered = [("", gettext("حي آخر")), *((one, one) for one in known)]
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


class ReasonForm(forms.Form):
    """Why."""

    reason = CleanText(label=_("السبب"), max_length=rules.REASON, rows=3)


class SeatsForm(forms.Form):
    """Whom the commune checked, and how the seat is called."""

    codes = forms.MultipleChoiceField(label=_("من تحققتم منهم وقبلوا"), widget=CheckCards)
    capacity = CleanLine(label=_("الصفة التي تظهر للعموم"), max_length=200, initial=_("عضو(ة) بالقرعة"))

    def __init__(self, data: Data = None, *, offered: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        choose(self, "codes", list(offered))
