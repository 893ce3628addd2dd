"""What staff type of plans: the plan itself, its axes and objectives, the committee."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tadafor.commitments import actions, rules
from tadafor.commitments.forms.choosing import Data, Weight, choices_of, offer
from tadafor.commitments.queries import Axis, Objective, Plan, PlanMember
from tadafor.commitments.rules import MemberGroup, PlanKind
from tadafor.ui.boxes import CleanLine, CleanText
from tadafor.ui.widgets import Day

MOST_SEATS = 40


class PlanForm(forms.Form):
    """A plan: its kind, its period, who adopted it."""

    kind = forms.ChoiceField(label=_("نوع المخطط"), choices=())
    title = CleanLine(label=_("العنوان"), max_length=rules.LONGEST_TITLE)
    summary = CleanText(label=_("ملخص يقرؤه الناس"), max_length=rules.LONGEST_TEXT, rows=4, required=False)
    starts_on = forms.DateField(label=_("أول يوم"), widget=Day)
    ends_on = forms.DateField(label=_("آخر يوم"), widget=Day)
    adopted_on = forms.DateField(label=_("تاريخ المصادقة"), widget=Day, required=False)
    adopted_by = CleanLine(
        label=_("من صادق عليه؟"),
        help_text=_("مثلا: المجلس الجماعي، الدورة العادية لشهر أكتوبر."),
        max_length=rules.LONGEST_LINE,
        required=False,
    )

    def __init__(self, data: Data = None, *, plan: Plan | None = None) -> None:
        names = self.base_fields if plan else ()
        super().__init__(data, initial={name: getattr(plan, name) for name in names})
        offer(self, "kind", choices_of(PlanKind))

    def facts(self) -> actions.PlanFacts:
        typed: dict[str, Any] = self.cleaned_data
        return actions.PlanFacts(**typed | {"kind": PlanKind(typed["kind"])})


class AxisForm(forms.Form):
    """An axis, or a chapter."""

    position = forms.IntegerField(label=_("الترتيب"), min_value=1, max_value=999)
    title = CleanLine(label=_("العنوان"), max_length=rules.LONGEST_TITLE)
    description = CleanText(label=_("شرح"), max_length=rules.LONGEST_TEXT, rows=3, required=False)
    weight = Weight(label=_("الوزن في نسبة التقدم"), help_text=_("1 إن كانت كل الأجزاء سواء."))

    def __init__(self, data: Data = None, *, axis: Axis | None = None, position: int = 1) -> None:
        names = ("position", "title", "description", "weight") if axis else ()
        first = {"position": position} | {name: getattr(axis, name) for name in names}
        super().__init__(data, initial=first)


class ObjectiveForm(forms.Form):
    """What an axis wants to reach."""

    position = forms.IntegerField(label=_("الترتيب"), min_value=1, max_value=999)
    title = CleanLine(label=_("هدف المحور"), max_length=rules.LONGEST_LINE)

    def __init__(self, data: Data = None, *, objective: Objective | None = None, position: int = 1) -> None:
        names = ("position", "title") if objective else ()
        first = {"position": position} | {name: getattr(objective, name) for name in names}
        super().__init__(data, initial=first)


class CommitteeForm(forms.Form):
    """Who follows a plan: one capacity a line, never a name."""

    decision = CleanLine(label=_("القرار الذي عيّن اللجنة"), max_length=rules.LONGEST_LINE, required=False)

    def __init__(self, data: Data = None, *, plan: Plan, members: list[PlanMember]) -> None:
        super().__init__(data, initial={"decision": plan.committee_decision})
        for group, label in choices_of(MemberGroup):
            held = [one.capacity for one in members if one.group == group]
            self.fields[group] = CleanText(
                label=label,
                help_text=_("صفة في كل سطر، بلا أسماء."),
                max_length=rules.LONGEST_LINE * MOST_SEATS,
                rows=3,
                required=False,
                initial="\n".join(held),
            )

    def members(self) -> list[tuple[MemberGroup, str]]:
        """Return the seats, group by group, in the order typed."""
        return [
            (group, line.strip()[: rules.LONGEST_LINE])
            for group in MemberGroup
            for line in self.cleaned_data[group].splitlines()[:MOST_SEATS]
            if line.strip()
        ]


class ConfirmForm(forms.Form):
    """Nothing to type: an act that is asked once more."""
