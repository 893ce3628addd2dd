"""Bodies, members and meetings as typed."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tadafor.councils import actions, rules
from tadafor.councils.forms.sessions import choices_of, choose
from tadafor.kernel.text import slug
from tadafor.people.forms import ContactField
from tadafor.ui.boxes import CleanLine, CleanText
from tadafor.ui.widgets import CheckCards, Day, RadioCards

Data = Mapping[str, Any] | None


class BodyForm(forms.Form):
    """A body and the decision that founded it."""

    kind = forms.ChoiceField(label=_("نوع الهيئة"), widget=RadioCards)
    name = CleanLine(label=_("اسم الهيئة"), max_length=200)
    purpose = CleanText(label=_("مهامها"), max_length=4_000)
    founded_by = CleanLine(
        label=_("القرار المُحدث لها"),
        max_length=300,
        help_text=_("مثلا: مقرر المجلس رقم 12، دورة فبراير 2022"),
    )
    founded_on = forms.DateField(label=_("تاريخ القرار"), widget=Day)
    seats = forms.IntegerField(label=_("عدد المقاعد"), min_value=1, max_value=300)
    quorum_percent = forms.IntegerField(
        label=_("نصابها في نظامها الداخلي: أكثر من (نسبة مئوية)"),
        min_value=0,
        max_value=99,
        required=False,
        help_text=_("يُترك فارغا إن لم ينص عليه نظامها الداخلي."),
    )

    def __init__(self, data: Data = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        choose(self, "kind", choices_of(rules.BodyKind))

    def facts(self) -> actions.BodyFacts:
        typed = self.cleaned_data
        address = slug(typed["name"])[:80] or typed["kind"]
        return actions.BodyFacts(**(typed | {"kind": rules.BodyKind(typed["kind"]), "slug": address}))


class EndBodyForm(forms.Form):
    """Why the work of a body ends."""

    reason = CleanText(label=_("السبب"), max_length=1_000, rows=3)


class SeatForm(forms.Form):
    """Who takes a seat."""

    capacity = CleanLine(
        label=_("الصفة"), max_length=200, help_text=_("تظهر للعموم، مثلا: ممثلة جمعية نسائية.")
    )
    charge = forms.TypedChoiceField(label=_("المهمة"), coerce=rules.Charge, widget=RadioCards)
    since = forms.DateField(label=_("بداية الانتداب"), widget=Day)
    until = forms.DateField(label=_("نهايته"), widget=Day, required=False)
    name = CleanLine(label=_("الاسم"), max_length=120, required=False)
    consents = forms.BooleanField(label=_("وافقت صاحبته أو صاحبه على نشر الاسم"), required=False)
    sex = forms.TypedChoiceField(
        label=_("الجنس"), coerce=rules.MemberSex, help_text=_("للعدّ فقط، ولا يظهر مع أي عضو.")
    )
    age = forms.TypedChoiceField(label=_("السن"), coerce=rules.MemberAge)
    contact = ContactField(
        label=_("بريد حسابه أو هاتفه في المنصة"),
        required=False,
        help_text=_("ليطلع على الاجتماعات ومشاريع الآراء. لا يُنشر."),
    )

    def __init__(self, data: Data = None) -> None:
        super().__init__(data, initial={"charge": "member", "sex": "unsaid", "age": "unsaid"})
        choose(self, "charge", choices_of(rules.Charge))
        choose(self, "sex", choices_of(rules.MemberSex))
        choose(self, "age", choices_of(rules.MemberAge))


class EndMandateForm(forms.Form):
    """When and why a mandate ends."""

    on = forms.DateField(label=_("آخر يوم"), widget=Day)
    reason = CleanText(label=_("السبب"), max_length=300, rows=2)


class CancelMeetingForm(forms.Form):
    """Why a body does not meet."""

    reason = CleanText(label=_("سبب الإلغاء (يُنشر للعموم)"), max_length=500, rows=3)


class MeetingForm(forms.Form):
    """When and where a body meets."""

    day = forms.DateField(label=_("اليوم"), widget=Day)
    hour = forms.TimeField(
        label=_("الساعة"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    place = CleanLine(label=_("المكان"), max_length=200)
    agenda = CleanText(label=_("جدول الأعمال"), max_length=4_000)

    def facts(self) -> actions.MeetingFacts:
        return actions.MeetingFacts(**self.cleaned_data)


class AttendanceForm(forms.Form):
    """Who came, by capacity."""

    present = forms.TypedMultipleChoiceField(
        label=_("من حضر؟"),
        coerce=int,
        widget=CheckCards,
        error_messages={"required": _("اختاروا من حضر، أو أشيروا إلى أنه لم يحضر أحد.")},
    )
    nobody = forms.BooleanField(label=_("لم يحضر أحد"), required=False)
    unmarked = frozenset({"present"})  # who came is asked, were it to say that nobody did

    def __init__(self, data: Data = None, *, members: list[tuple[int, str]]) -> None:
        super().__init__(data)
        choose(self, "present", members)
        self.fields["present"].required = not (data and data.get("nobody"))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("present") and typed.get("nobody"):
            said = gettext("أشرتم إلى أنه لم يحضر أحد، واخترتم من حضر: أبقوا أحدهما.")
            self.add_error("nobody", said)
        return typed
