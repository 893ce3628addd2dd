"""Reports and published figures as typed."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tadafor.programme import actions, rules
from tadafor.programme.forms.frame import Data, choose
from tadafor.programme.queries import Claim, Indicator
from tadafor.ui.boxes import CleanLine, CleanText
from tadafor.ui.widgets import Day

LONGEST = 8_000


class ReportForm(forms.Form):
    """The span of a report and its words."""

    since = forms.DateField(label=_("من يوم"), widget=Day)
    until = forms.DateField(label=_("إلى يوم"), widget=Day, help_text=_("اليومان داخلان في الفترة."))
    words_ar = CleanText(label=_("الخلاصة بالعربية"), max_length=LONGEST, rows=6, required=False)
    words_fr = CleanText(label=_("الخلاصة بالفرنسية"), max_length=LONGEST, rows=6, required=False)

    def facts(self) -> actions.ReportFacts:
        return actions.ReportFacts(**self.cleaned_data)


class ClaimForm(forms.Form):
    """A figure published elsewhere."""

    name_ar = CleanLine(label=_("ما يعدّه بالعربية"), max_length=300)
    name_fr = CleanLine(label=_("ما يعدّه بالفرنسية"), max_length=300)
    value = forms.IntegerField(label=_("الرقم"), min_value=0, max_value=rules.MOST_COUNTED)
    source_ar = CleanLine(label=_("أين نُشر، بالعربية"), max_length=300)
    source_fr = CleanLine(label=_("أين نُشر، بالفرنسية"), max_length=300)
    above = forms.ChoiceField(label=_("جزء من رقم آخر؟"), required=False)
    indicator = forms.ChoiceField(
        label=_("يقابله مؤشر"), required=False, help_text=_("ليظهر بجانبه ما نعدّه نحن.")
    )

    def __init__(self, data: Data, *, claims: Iterable[Claim], indicators: Iterable[Indicator]) -> None:
        super().__init__(data)
        self.claims = {str(one.pk): one for one in claims}
        self.indicators = {str(one.pk): one for one in indicators}
        for name, found in (("above", self.claims), ("indicator", self.indicators)):
            choose(self, name, [("", "—"), *((key, one.name) for key, one in found.items())])

    def typed(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        above, indicator = told.pop("above"), told.pop("indicator")
        return {
            "facts": actions.ClaimFacts(**told),
            "above": self.claims.get(above),
            "indicator": self.indicators.get(indicator),
        }
