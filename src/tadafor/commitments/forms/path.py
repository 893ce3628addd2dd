"""What staff type of how a plan came to be."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tadafor.commitments import actions, rules
from tadafor.commitments.forms.choosing import Amount, Data, choices_of, offer
from tadafor.commitments.queries import CommunicationLine, Plan
from tadafor.commitments.rules import Degree, Source, StepKind
from tadafor.ui.boxes import CleanLine, CleanText
from tadafor.ui.widgets import Day


class StepForm(forms.Form):
    """A step: its day, what came of it, the consultation it was."""

    year = forms.TypedChoiceField(label=_("سنة البرنامج"), coerce=int, choices=())
    on = forms.DateField(label=_("في أي يوم؟"), widget=Day)
    code = forms.ChoiceField(label=_("التشاور المنشور هنا"), required=False, choices=())
    words = CleanText(label=_("ماذا جرى؟"), max_length=rules.LONGEST_REASON, rows=5, required=False)

    def __init__(self, data: Data, *, plan: Plan, step: StepKind, origins: list[Any], today: date) -> None:
        super().__init__(data, initial={"on": today, "year": min(today.year, plan.ends_on.year)})
        self.origins = {one.code: one for one in origins}
        if step in rules.YEARLY:
            offer(self, "year", [(one, one) for one in range(plan.starts_on.year, plan.ends_on.year + 1)])
        else:
            del self.fields["year"]
        if step in rules.HEARD:
            offer(self, "code", [("", _("لم يجر هنا")), *((one.code, one.title) for one in origins)])
        else:
            del self.fields["code"]
        if step is StepKind.VOTE:
            self.fields["words"].label = _("من صادق عليه؟")
            self.fields["words"].help_text = _("مثلا: المجلس الجماعي، الدورة العادية لشهر أكتوبر.")

    def facts(self) -> dict[str, Any]:
        typed = self.cleaned_data
        return {
            "year": typed.get("year") or 0,
            "on": typed["on"],
            "words": typed["words"],
            "origin": self.origins.get(typed.get("code", "")),
        }


class ResourceForm(forms.Form):
    """What a source brings in a year."""

    year = forms.TypedChoiceField(label=_("السنة"), coerce=int, choices=())
    source = forms.ChoiceField(label=pgettext_lazy("funding", "المصدر"), choices=())
    amount = Amount(
        label=_("المبلغ المتوقع بالدرهم"), required=True, help_text=_("صفر لحذف سطر مكتوب من قبل.")
    )

    def __init__(self, data: Data, *, plan: Plan) -> None:
        super().__init__(data)
        offer(self, "year", [(one, one) for one in rules.estimated_years(plan.starts_on)])
        offer(self, "source", choices_of(Source))

    def facts(self) -> dict[str, Any]:
        return self.cleaned_data | {"source": Source(self.cleaned_data["source"])}


class AssessmentForm(forms.Form):
    """The answer to one section, and what shows it."""

    degree = forms.ChoiceField(label=_("الجواب"), choices=(), widget=forms.RadioSelect)
    words = CleanText(label=_("اشرحوا الجواب للناس"), max_length=rules.LONGEST_REASON, rows=4)
    evidence = CleanLine(
        label=_("الدليل"),
        help_text=_("رابط صفحة أو عنوان وثيقة يجدها الناس."),
        max_length=rules.LONGEST_LINE,
        required=False,
    )

    def __init__(self, data: Data, *, held: Any = None) -> None:  # noqa: ANN401 -- an Assessment or None
        names = self.base_fields if held else ()
        super().__init__(data, initial={name: getattr(held, name) for name in names})
        offer(self, "degree", choices_of(Degree))

    def facts(self) -> dict[str, Any]:
        return self.cleaned_data | {"degree": Degree(self.cleaned_data["degree"])}


class MessageForm(forms.Form):
    """A line of the communication plan."""

    position = forms.IntegerField(label=_("الترتيب"), min_value=1, max_value=999)
    audience = CleanLine(
        label=_("إلى من؟"),
        help_text=_("مثلا: شابات وشبان الأحياء الطرفية."),
        max_length=rules.LONGEST_TITLE,
    )
    message = CleanLine(label=_("ماذا نقول؟"), max_length=rules.LONGEST_LINE)
    channel = CleanLine(
        label=_("بأي وسيلة؟"),
        help_text=_("مثلا: الإذاعة، السوق الأسبوعي، لقاء في الحي."),
        max_length=rules.LONGEST_TITLE,
    )
    on = forms.DateField(label=_("متى؟"), widget=Day, required=False)
    responsible = CleanLine(label=_("المسؤول عنها"), max_length=rules.LONGEST_TITLE, required=False)

    def __init__(self, data: Data, *, line: CommunicationLine | None = None, position: int = 1) -> None:
        names = self.base_fields if line else ()
        super().__init__(data, initial={"position": position} | {name: getattr(line, name) for name in names})

    def facts(self) -> actions.MessageFacts:
        return actions.MessageFacts(**self.cleaned_data)
