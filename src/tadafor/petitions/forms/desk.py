"""What staff type."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tadafor.kernel.refusals import sentence
from tadafor.petitions import actions, rules
from tadafor.petitions.forms.signing import Data, choices_of, offer
from tadafor.ui.boxes import CleanLine, CleanText
from tadafor.ui.widgets import Day, DayAndHour, RadioCards


class ReasonForm(forms.Form):
    """Why."""

    reason = CleanText(label=_("السبب"), max_length=rules.LONGEST_REASON, rows=3)


class RegisterForm(forms.Form):
    """The number of the registry office."""

    number = CleanLine(label=_("رقم مكتب الضبط"), max_length=40)
    on = forms.DateField(label=_("تاريخ التسجيل"), widget=Day)


class FindingForm(forms.Form):
    """What the bureau found of one condition."""

    finding = forms.ChoiceField(label=_("الخلاصة"), widget=RadioCards)
    note = CleanText(
        label=_("الملاحظات"), max_length=2_000, rows=3, required=False,
        help_text=_("لازمة إن كان الشرط غير مستوفى."),
    )  # fmt: skip
    unmarked = frozenset({"note"})

    def __init__(self, data: Data = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        offer(self, "finding", choices_of(rules.Finding))


class RefusalForm(forms.Form):
    """Why the bureau refuses."""

    reasons = CleanText(label=_("تعليل الرفض"), max_length=rules.LONGEST_REASON, rows=6)
    is_public = forms.BooleanField(label=_("انشروا التعليل للعموم"), required=False, initial=True)


class NoticeForm(forms.Form):
    """The day of notification."""

    on = forms.DateField(label=_("تاريخ تبليغ الوكيل(ة)"), widget=Day)


class CommitteeForm(forms.Form):
    """The competent committee and its opinion."""

    committee = CleanLine(label=_("اللجنة الدائمة المختصة"), max_length=200)
    met_on = forms.DateField(label=_("تاريخ اجتماعها"), widget=Day, required=False)
    opinion = CleanText(label=_("رأيها"), max_length=rules.LONGEST_REASON, rows=4, required=False)


class AgendaForm(forms.Form):
    """The session; another than the computed one needs a reason."""

    opens_on = forms.DateField(label=_("تاريخ افتتاح الدورة"), widget=Day)
    reason = CleanText(
        label=_("سبب اختيار دورة أخرى (يُنشر للعموم)"), max_length=2_000, rows=3, required=False
    )


class _VotedForm(forms.Form):
    """The voices of a deliberation, its number and its text."""

    present = forms.IntegerField(label=_("عدد الحاضرين"), min_value=0, max_value=500, required=False)
    in_favour = forms.IntegerField(label=_("مع"), min_value=0, max_value=500, required=False)
    against = forms.IntegerField(label=_("ضد"), min_value=0, max_value=500, required=False)
    abstained = forms.IntegerField(label=_("امتناع"), min_value=0, max_value=500, required=False)
    decision_number = CleanLine(label=_("رقم المقرر"), max_length=60, required=False)
    text = CleanText(label=_("نص المقرر"), max_length=20_000, rows=6, required=False)

    def votes(self) -> rules.Votes:
        typed = self.cleaned_data
        in_favour, against, abstained, present = (
            typed[name] or 0 for name in ("in_favour", "against", "abstained", "present")
        )
        return rules.Votes(in_favour, against, abstained, present)


class DeliberationForm(_VotedForm):
    """What the council decided."""

    held_on = forms.DateField(label=_("تاريخ المداولة"), widget=Day)
    result = forms.ChoiceField(label=_("النتيجة"), widget=RadioCards)
    field_order = ("held_on", "result")

    def __init__(self, data: Data = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        offer(self, "result", choices_of(rules.Result))


class CorrectDeliberationForm(_VotedForm):
    """What was recorded of a deliberation, as it should have been; its day and its result stay."""

    reason = CleanLine(label=_("سبب التصحيح (يُنشر للعموم)"), max_length=500)
    seen = forms.IntegerField(widget=forms.HiddenInput)


class FollowUpForm(forms.Form):
    """What was done since."""

    on = forms.DateField(label=_("التاريخ"), widget=Day)
    words = CleanText(label=_("ماذا أُنجز؟"), max_length=rules.LONGEST_REASON, rows=4)


class LineCheckForm(forms.Form):
    """What a clerk found of a line."""

    holds = forms.TypedChoiceField(
        label=_("السطر"),
        coerce=lambda value: value == "yes",
        choices=[("yes", _("صحيح")), ("no", _("غير صحيح"))],
        widget=RadioCards,
    )
    reason = forms.ChoiceField(label=_("السبب إن كان غير صحيح"), required=False)
    unmarked = frozenset({"reason"})

    def __init__(self, data: Data = None) -> None:
        super().__init__(data)
        offer(self, "reason", [("", ""), *choices_of(rules.LineReason)])


class SettleForm(forms.Form):
    """A third person decides, and says why."""

    holds = forms.TypedChoiceField(
        label=_("السطر"),
        coerce=lambda value: value == "yes",
        choices=[("yes", _("صحيح")), ("no", _("مرفوض"))],
        widget=RadioCards,
    )
    reason = CleanText(label=_("التعليل"), max_length=2_000, rows=3)


class OpenListForm(forms.Form):
    """Why the numbers are opened; it is kept and shown to the agent."""

    reason = CleanLine(label=_("لماذا تفتحون اللائحة؟"), max_length=300)


class BatchForm(forms.Form):
    """Which signatures to take out together; first counted, then taken out."""

    since = forms.DateTimeField(
        label=_("من"), widget=DayAndHour, required=False, input_formats=["%Y-%m-%dT%H:%M"]
    )
    until = forms.DateTimeField(
        label=_("إلى"), widget=DayAndHour, required=False, input_formats=["%Y-%m-%dT%H:%M"]
    )
    network = CleanLine(label=_("علامة الشبكة"), max_length=32, required=False)
    device = CleanLine(label=_("علامة الجهاز"), max_length=32, required=False)
    reason = CleanText(label=_("التعليل"), max_length=2_000, rows=3, required=False)
    announced = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def clean(self) -> dict[str, Any]:
        """Count nothing when nothing was chosen: all the signatures of a petition are not a batch."""
        typed = super().clean() or {}
        chosen = any(typed.get(name) for name in ("since", "until", "network", "device"))
        if not chosen and not self.errors:
            self.add_error(None, sentence(rules.FraudRefusal.NOTHING_CHOSEN))
        if typed.get("since") and typed.get("until") and typed["until"] <= typed["since"]:
            self.add_error("until", sentence(rules.FraudRefusal.SPAN_WRONG))
        return typed

    def criteria(self) -> actions.Criteria:
        typed: dict[str, Any] = self.cleaned_data
        since: datetime | None = typed["since"]
        return actions.Criteria(since, typed["until"], typed["network"], typed["device"])


class LimitsForm(forms.Form):
    """The limits of this territory, and for how long names are kept."""

    network_an_hour = forms.IntegerField(
        label=_("توقيعات من شبكة واحدة في الساعة"), min_value=1, max_value=100_000
    )
    device_an_hour = forms.IntegerField(
        label=_("توقيعات من جهاز واحد في الساعة"), min_value=1, max_value=100_000
    )
    each_contact = forms.IntegerField(label=_("توقيعات بوسيلة اتصال واحدة"), min_value=1, max_value=1_000)
    erase_after_days = forms.IntegerField(
        label=_("مدة حفظ الأسماء والأرقام بعد نهاية العريضة (بالأيام)"),
        min_value=rules.SHORTEST_KEEPING,
        max_value=rules.LONGEST_KEEPING,
        help_text=_("من شهر إلى عشر سنوات."),
    )

    def limits(self) -> rules.Limits:
        return rules.Limits(**self.cleaned_data)


class LawForm(forms.Form):
    """A row of law: what a text says, from which day, and its source."""

    topic = forms.ChoiceField(label=_("القاعدة"))
    kind = forms.ChoiceField(label=_("نوع العريضة"), required=False)
    subject = forms.ChoiceField(label=_("الشرط أو الوثيقة"), required=False)
    value = forms.IntegerField(label=_("القيمة (1 نعم، 0 لا)"), min_value=0)
    valid_from = forms.DateField(label=_("تاريخ السريان"), widget=Day)
    source = CleanLine(label=_("المصدر"), max_length=300)
    article = CleanLine(label=_("المادة"), max_length=120, required=False)
    is_verified = forms.BooleanField(label=_("تحققتُ من النص المنشور"), required=False)
    applies = forms.BooleanField(
        label=_("تُطبق (أزيلوا العلامة لحفظ مصدر مخالف دون تطبيقه)"), required=False, initial=True
    )
    note = CleanText(label=_("ملاحظة"), max_length=1_000, rows=2, required=False)

    def __init__(self, data: Data = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        offer(self, "topic", choices_of(rules.Topic))
        offer(self, "kind", [("", _("الكل")), *choices_of(rules.Kind)])
        subjects = [*choices_of(rules.Condition), *choices_of(rules.Annex), *choices_of(rules.Column)]
        offer(self, "subject", [("", ""), *subjects])

    def law(self, council: rules.Council) -> rules.Law:
        typed = self.cleaned_data
        return rules.Law(
            topic=rules.Topic(typed["topic"]),
            council=council,
            value=typed["value"],
            valid_from=typed["valid_from"],
            source=typed["source"],
            article=typed["article"],
            subject=typed["subject"],
            kind=rules.Kind(typed["kind"]) if typed["kind"] else None,
            is_verified=typed["is_verified"],
            applies=typed["applies"],
            note=typed["note"],
        )
