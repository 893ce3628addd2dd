"""What staff type to close a year, and to draw a new version of a plan."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tadafor.commitments import rules
from tadafor.commitments.forms.choosing import Data, offer
from tadafor.commitments.queries import Plan
from tadafor.ui.boxes import CleanText


class YearForm(forms.Form):
    """The year that is closed, and what the commune says of it."""

    year = forms.TypedChoiceField(label=_("سنة التقييم"), coerce=int, choices=())
    words = CleanText(
        label=_("قراءة الجماعة لهذه السنة"),
        help_text=_("ما تحقق، وما تعثر ولماذا، وما الذي سيتغير. الأرقام تُحسب وحدها."),
        max_length=rules.LONGEST_REASON,
        rows=6,
    )

    def __init__(self, data: Data, *, plan: Plan, year: int) -> None:
        super().__init__(data, initial={"year": year})
        offer(self, "year", [(one, one) for one in range(plan.starts_on.year, plan.ends_on.year + 1)])


class RenewForm(forms.Form):
    """Why a plan is brought up to date."""

    reason = CleanText(label=_("لماذا تُحيّنون المخطط؟"), max_length=rules.LONGEST_REASON, rows=4)
