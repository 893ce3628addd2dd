"""What staff type of one commitment: the card, where it stands, its parts."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tadafor.commitments import actions, queries, rules
from tadafor.commitments.forms.choosing import Amount, Data, Weight, choices_of, offer
from tadafor.commitments.queries import Commitment, FundingLine, Indicator, Milestone, Plan
from tadafor.commitments.rules import Gender, IndicatorKind, Outcome, Principle, Proof, Source, Status
from tadafor.documents.forms import CleanFileField
from tadafor.territories.queries import neighbourhood_names, quarters
from tadafor.ui.boxes import CleanLine, CleanText, PointField
from tadafor.ui.widgets import Day

_CARD = (
    "title", "problem", "solution", "description", "beneficiaries", "principles", "gender", "service",
    "agent_id", "partners", "neighbourhood_id", "place", "starts_on", "ends_on", "weight", "cost",
)  # fmt: skip


class CommitmentForm(forms.Form):
    """The card of the national network: problem, solution, four principles, cost, place, days."""

    number = forms.IntegerField(label=_("الرقم"), min_value=1, max_value=99_999)
    axis = forms.TypedChoiceField(label=_("الجزء من المخطط"), coerce=int, choices=())
    objective = forms.TypedChoiceField(
        label=_("هدف المحور"), coerce=int, empty_value=None, required=False, choices=()
    )
    title = CleanLine(label=_("العنوان"), max_length=rules.LONGEST_TITLE)
    problem = CleanText(label=_("الإشكالية"), max_length=rules.LONGEST_TEXT, rows=3, required=False)
    solution = CleanText(label=_("الحل"), max_length=rules.LONGEST_TEXT, rows=3, required=False)
    description = CleanText(label=_("الوصف"), max_length=rules.LONGEST_TEXT, rows=4, required=False)
    principles = forms.MultipleChoiceField(
        label=_("مبادئ الانفتاح"), choices=(), required=False, widget=forms.CheckboxSelectMultiple
    )
    beneficiaries = CleanLine(
        label=_("المستفيدات والمستفيدون"), max_length=rules.LONGEST_LINE, required=False
    )
    gender = forms.ChoiceField(label=_("مقاربة النوع"), choices=())
    service = CleanLine(label=_("المصلحة المسؤولة"), max_length=rules.LONGEST_LINE, required=False)
    agent_id = forms.TypedChoiceField(
        label=_("من يحيّن هذا الالتزام؟"), coerce=int, empty_value=None, required=False, choices=()
    )
    partners = CleanLine(label=_("الشركاء"), max_length=rules.LONGEST_LINE, required=False)
    neighbourhood_id = forms.TypedChoiceField(
        label=_("الحي"), coerce=int, empty_value=None, required=False, choices=()
    )
    place = CleanLine(label=_("المكان بكلماتكم"), max_length=rules.LONGEST_TITLE, required=False)
    point = PointField(label=_("على الخريطة"), required=False)
    starts_on = forms.DateField(label=_("بداية الإنجاز"), widget=Day, required=False)
    ends_on = forms.DateField(label=_("نهاية الإنجاز"), widget=Day, required=False)
    weight = Weight(label=_("الوزن في نسبة التقدم"), help_text=_("1 إن كانت كل الأجزاء سواء."))
    cost = Amount(label=_("الكلفة التقديرية بالدرهم"))

    def __init__(
        self, data: Data = None, *, plan: Plan, commitment: Commitment | None = None, number: int = 1
    ) -> None:
        first: dict[str, Any] = {"number": number, "gender": Gender.NEUTRAL}
        if commitment:
            first = {name: getattr(commitment, name) for name in _CARD}
            first |= {
                "axis": commitment.axis_id,
                "objective": commitment.objective_id,
                "point": (commitment.latitude, commitment.longitude) if commitment.latitude else None,
            }
        super().__init__(data, initial=first)
        if commitment:
            del self.fields["number"]
        self.axes = {one.pk: one for one in queries.axes_of(plan)}
        self.objectives = {one.pk: one for one in queries.objectives_of(plan)}
        none = ("", _("لا شيء"))
        offer(self, "axis", [(key, f"{one.position}. {one.title}") for key, one in self.axes.items()])
        offer(self, "objective", [none, *((key, one.title) for key, one in self.objectives.items())])
        offer(self, "principles", choices_of(Principle))
        offer(self, "gender", choices_of(Gender))
        offer(self, "agent_id", [none, *queries.agents(plan.territory_id)])
        offer(self, "neighbourhood_id", [("", _("كل الأحياء")), *neighbourhood_names(plan.territory_id)])
        self.fields["point"].widget.quarters = quarters(plan.territory_id)

    def place_in(self) -> dict[str, Any]:
        """Return the axis and the objective that were chosen."""
        typed = self.cleaned_data
        return {"axis": self.axes[typed["axis"]], "objective": self.objectives.get(typed["objective"])}

    def facts(self) -> actions.CommitmentFacts:
        typed = self.cleaned_data
        point = typed["point"]
        told = {name: typed[name] for name in _CARD}
        return actions.CommitmentFacts(
            **told | {"gender": Gender(typed["gender"])},
            latitude=point.latitude if point else None,
            longitude=point.longitude if point else None,
        )


class MoveForm(forms.Form):
    """Where it stands now, and why."""

    status = forms.ChoiceField(label=_("الوضعية الجديدة"), choices=(), widget=forms.RadioSelect)
    reason = CleanText(
        label=_("السبب، كما سيقرؤه الجميع"),
        help_text=_("لازم عند التأجيل والإلغاء والإنجاز وإعادة الفتح."),
        max_length=rules.LONGEST_REASON,
        rows=4,
        required=False,
    )
    new_day = forms.DateField(
        label=_("الموعد الجديد"), help_text=_("عند التأجيل فقط."), widget=Day, required=False
    )

    def __init__(self, data: Data = None, *, commitment: Commitment) -> None:
        super().__init__(data)
        offer(self, "status", choices_of(one for one in Status if one in rules.MOVES[commitment.standing]))

    def told(self) -> dict[str, Any]:
        return self.cleaned_data | {"status": Status(self.cleaned_data["status"])}


class ExplainForm(forms.Form):
    """A word to the public."""

    words = CleanText(
        label=_("ماذا تقولون للناس؟"),
        help_text=_("لماذا تأخر، أو ما الذي سيأتي."),
        max_length=rules.LONGEST_REASON,
        rows=4,
    )


class ProgressForm(forms.Form):
    """How far it is, by hand."""

    progress = forms.IntegerField(label=_("نسبة التقدم في المائة"), min_value=0, max_value=100)


class OriginForm(forms.Form):
    """From what it comes."""

    code = forms.ChoiceField(label=_("من أين جاء هذا الالتزام؟"), choices=())

    def __init__(self, data: Data = None, *, origins: list[Any]) -> None:
        super().__init__(data)
        self.origins = {one.code: one for one in origins}
        offer(self, "code", [(one.code, one.title) for one in origins])


class MilestoneForm(forms.Form):
    """A step on the way."""

    position = forms.IntegerField(label=_("الترتيب"), min_value=1, max_value=999)
    title = CleanLine(label=_("المرحلة"), max_length=rules.LONGEST_LINE)
    responsible = CleanLine(label=_("المسؤول عنها"), max_length=rules.LONGEST_LINE, required=False)
    due_on = forms.DateField(label=_("الموعد"), widget=Day, required=False)
    weight = Weight(label=_("الوزن في نسبة التقدم"), help_text=_("1 إن كانت كل الأجزاء سواء."))

    def __init__(self, data: Data = None, *, milestone: Milestone | None = None, position: int = 1) -> None:
        names = self.base_fields if milestone else ()
        super().__init__(
            data, initial={"position": position} | {name: getattr(milestone, name) for name in names}
        )

    def facts(self) -> actions.MilestoneFacts:
        return actions.MilestoneFacts(**self.cleaned_data)


class ReachForm(forms.Form):
    """When a milestone was done; no day takes that back."""

    done_on = forms.DateField(
        label=_("يوم الإنجاز"), help_text=_("اتركوه فارغا إن لم تُنجز."), widget=Day, required=False
    )
    proof = CleanLine(label=_("الدليل"), max_length=rules.LONGEST_LINE, required=False)


class FundingForm(forms.Form):
    """Money of a source in a year."""

    source = forms.ChoiceField(label=_("مصدر التمويل"), choices=())
    label = CleanLine(label=_("اسم المصدر"), max_length=rules.LONGEST_TITLE, required=False)
    year = forms.IntegerField(label=_("السنة"), min_value=2000, max_value=2100)
    planned = Amount(label=_("المبلغ المبرمج"))
    committed = Amount(label=_("المبلغ الملتزم به"))
    paid = Amount(label=_("المبلغ المؤدى"))

    def __init__(self, data: Data = None, *, line: FundingLine | None = None, year: int = 2026) -> None:
        names = self.base_fields if line else ()
        super().__init__(data, initial={"year": year} | {name: getattr(line, name) for name in names})
        offer(self, "source", choices_of(Source))

    def money(self) -> actions.Money:
        typed: dict[str, Any] = self.cleaned_data
        sums = {name: typed[name] or Decimal(0) for name in ("planned", "committed", "paid")}
        return actions.Money(**typed | sums | {"source": Source(typed["source"])})


class IndicatorForm(forms.Form):
    """What is measured."""

    position = forms.IntegerField(label=_("الترتيب"), min_value=1, max_value=999)
    kind = forms.ChoiceField(label=_("نوع المؤشر"), choices=())
    name = CleanLine(label=_("المؤشر"), max_length=rules.LONGEST_LINE)
    unit = CleanLine(label=_("الوحدة"), max_length=60, required=False)
    baseline = forms.DecimalField(label=_("قيمة الانطلاق"), max_digits=14, decimal_places=2, required=False)
    target = forms.DecimalField(label=_("القيمة المستهدفة"), max_digits=14, decimal_places=2)
    target_on = forms.DateField(label=_("تاريخ بلوغها"), widget=Day, required=False)
    source = CleanLine(label=_("مصدر المعطيات"), max_length=rules.LONGEST_LINE, required=False)

    def __init__(self, data: Data = None, *, indicator: Indicator | None = None, position: int = 1) -> None:
        names = self.base_fields if indicator else ()
        super().__init__(
            data, initial={"position": position} | {name: getattr(indicator, name) for name in names}
        )
        offer(self, "kind", choices_of(IndicatorKind))

    def facts(self) -> actions.IndicatorFacts:
        typed: dict[str, Any] = self.cleaned_data
        return actions.IndicatorFacts(**typed | {"kind": IndicatorKind(typed["kind"])})


class MeasureForm(forms.Form):
    """What an indicator is on a day."""

    on = forms.DateField(label=_("يوم القياس"), widget=Day)
    value = forms.DecimalField(label=_("القيمة"), max_digits=14, decimal_places=2)
    note = CleanLine(label=_("ملاحظة"), max_length=rules.LONGEST_LINE, required=False)


class EvidenceForm(forms.Form):
    """A photograph or a document that proves."""

    kind = forms.ChoiceField(label=_("ماذا يبين؟"), choices=())
    title = CleanLine(label=_("العنوان"), max_length=120)
    file = CleanFileField(label=_("صورة أو وثيقة"), help_text=_("لا وجوه ولا لوحات سيارات."))
    taken_on = forms.DateField(label=_("تاريخ الصورة أو الوثيقة"), widget=Day, required=False)

    def __init__(self, data: Data = None, files: Any = None) -> None:  # noqa: ANN401 -- Django's own
        super().__init__(data, files)
        offer(self, "kind", choices_of(Proof))

    def told(self) -> dict[str, Any]:
        return self.cleaned_data | {"kind": Proof(self.cleaned_data["kind"])}


class AnswerForm(forms.Form):
    """What the commune answers to a correction."""

    outcome = forms.ChoiceField(label=_("الجواب"), choices=(), widget=forms.RadioSelect)
    words = CleanText(label=_("الجواب كما سيقرؤه الجميع"), max_length=rules.LONGEST_REASON, rows=4)

    def __init__(self, data: Data = None) -> None:
        super().__init__(data)
        offer(self, "outcome", choices_of(Outcome))

    def told(self) -> dict[str, Any]:
        return self.cleaned_data | {"outcome": Outcome(self.cleaned_data["outcome"])}
