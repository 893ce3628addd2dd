"""Sessions, points, votes, minutes and quorums as typed."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from tadafor.councils import actions, queries, rules
from tadafor.kernel.words import word
from tadafor.territories.rules import Session as Expected
from tadafor.territories.rules import SessionKind
from tadafor.ui.boxes import CleanLine, CleanText
from tadafor.ui.formatting import day as said_day
from tadafor.ui.formatting import month_and_year
from tadafor.ui.widgets import Day, RadioCards

Data = Mapping[str, Any] | None
MOST_MEMBERS = 500
LONGEST_MINUTES = 200_000


def choices_of(members: Iterable[Any]) -> list[tuple[str, str]]:
    """Return the members of a closed list with their words, in the reader's language."""
    return [(member.value, word(member)) for member in members]


def choose(form: forms.Form, name: str, offered: list[tuple[Any, str]]) -> None:
    """Offer these choices in a box of the form."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared so
    field.choices = offered


class RegisterForm(forms.Form):
    """What part of the register of decisions to show."""

    q = CleanLine(label=_("العنوان أو الرقم"), max_length=100, required=False)
    year = forms.ChoiceField(label=_("السنة"), required=False)
    session = forms.ChoiceField(label=_("الدورة"), required=False)
    state = forms.ChoiceField(label=_("المآل"), required=False)

    def __init__(self, data: Data, *, offered: queries.Offered) -> None:
        super().__init__(data)
        choose(self, "year", [("", gettext("كل السنوات")), *((str(one), str(one)) for one in offered.years)])
        sessions = [(one.slug, one.name) for one in offered.sessions]
        choose(self, "session", [("", gettext("كل الدورات")), *sessions])
        choose(self, "state", [("", gettext("كل المقررات")), *choices_of(rules.DecisionState)])

    def asked(self) -> queries.Narrowed:
        """Return what to keep; a value that is not offered narrows nothing."""
        self.is_valid()
        typed = self.cleaned_data
        year = typed.get("year")
        return queries.Narrowed(
            text=typed.get("q", ""),
            year=int(year) if year else None,
            session=typed.get("session", ""),
            state=typed.get("state", ""),
        )


class PlainForm(forms.Form):
    """A yes, with nothing to type; it carries the refusals of a verb."""


class WhereForm(forms.Form):
    """Where a session is and when in the day, and by how many its quorum is counted."""

    hour = forms.TimeField(
        label=_("الساعة"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    place = CleanLine(label=_("المكان"), max_length=200)
    members_in_office = forms.IntegerField(
        label=_("عدد أعضاء المجلس المزاولين مهامهم"),
        min_value=1,
        max_value=MOST_MEMBERS,
        help_text=_("به يُحسب النصاب."),
    )


class OrdinaryForm(WhereForm):
    """A session of the territory's calendar."""

    month = forms.ChoiceField(label=_("الدورة"), widget=RadioCards)
    opens_on = forms.DateField(
        label=_("يوم الافتتاح"),
        widget=Day,
        required=False,
        help_text=_("يُترك فارغا إن كان هو اليوم المذكور مع الدورة."),
    )
    field_order = ("month", "opens_on")

    def __init__(
        self, data: Data = None, *, expected: list[Expected], initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.expected = {f"{one.year}-{one.month}": one for one in expected}
        offered = [
            (key, f"{month_and_year(date(one.year, one.month, 1))} ({said_day(one.opens_on)})")
            for key, one in self.expected.items()
        ]
        choose(self, "month", offered)

    def facts(self) -> actions.SessionFacts:
        typed = dict(self.cleaned_data)
        one = self.expected[typed.pop("month")]
        typed["opens_on"] = typed["opens_on"] or one.opens_on
        with override("ar"):  # what is kept is in Arabic, whoever prepares it
            month = month_and_year(date(one.year, one.month, 1))
            title = gettext("الدورة العادية لشهر %(month)s") % {"month": month}
        return actions.SessionFacts(
            kind=SessionKind.ORDINARY, year=one.year, month=one.month, title=title, **typed
        )


class ExtraordinaryForm(WhereForm):
    """A session out of the calendar, for an object."""

    object = CleanLine(label=_("موضوع الدورة الاستثنائية"), max_length=300)
    opens_on = forms.DateField(label=_("يوم الافتتاح"), widget=Day)
    field_order = ("object", "opens_on")

    def facts(self) -> actions.SessionFacts:
        typed = self.cleaned_data
        opens_on = typed["opens_on"]
        with override("ar"):
            title = gettext("الدورة الاستثنائية ليوم %(day)s") % {"day": said_day(opens_on)}
        return actions.SessionFacts(
            kind=SessionKind.EXTRAORDINARY,
            year=opens_on.year,
            month=opens_on.month,
            title=title,
            **typed,
        )


class ChangeSessionForm(WhereForm):
    """What may still change of a session."""

    def facts(self) -> actions.PlaceFacts:
        return actions.PlaceFacts(**self.cleaned_data)


class PointForm(forms.Form):
    """A point of the agenda: what it answers, or free words."""

    origin = forms.ChoiceField(label=_("ما الذي تحيل عليه هذه النقطة؟"), required=False)
    title = CleanLine(
        label=_("عنوان النقطة"),
        max_length=300,
        required=False,
        help_text=_("يُؤخذ من العريضة أو الرأي إن تركتموه فارغا."),
    )
    explanation = CleanText(label=_("بيان الأسباب"), max_length=20_000, required=False)

    def __init__(self, data: Data = None, *, origins: list[tuple[str, str, rules.ItemKind]]) -> None:
        super().__init__(data)
        self.kinds = {code: kind for code, _title, kind in origins}
        choose(
            self,
            "origin",
            [("", gettext("لا شيء: نقطة جديدة")), *((c, f"{word(k)}: {t}") for c, t, k in origins)],
        )

    def facts(self) -> actions.PointFacts:
        typed = self.cleaned_data
        kind = self.kinds.get(typed["origin"], rules.ItemKind.OTHER)
        return actions.PointFacts(kind=kind, **typed)


class PutOffForm(forms.Form):
    """Another day, and why."""

    to = forms.DateField(label=_("اليوم الجديد"), widget=Day)
    reason = CleanText(label=_("سبب التأجيل (يُنشر للعموم)"), max_length=500, rows=3)


class TakeOutForm(forms.Form):
    """Why a session is taken out."""

    reason = CleanText(label=_("السبب (يبقى في سجل الأعمال)"), max_length=500, rows=3)


class SittingForm(forms.Form):
    """Who was there."""

    held_on = forms.DateField(label=_("يوم الجلسة"), widget=Day)
    present = forms.IntegerField(label=_("عدد الأعضاء الحاضرين"), min_value=0, max_value=MOST_MEMBERS)
    women_present = forms.IntegerField(
        label=_("منهم نساء"), min_value=0, max_value=MOST_MEMBERS, required=False
    )
    excused = forms.IntegerField(
        label=_("المتغيبون بعذر"), min_value=0, max_value=MOST_MEMBERS, required=False
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        women, present = typed.get("women_present"), typed.get("present")
        if women is not None and present is not None and women > present:
            self.add_error("women_present", gettext("عدد النساء أكبر من عدد الحاضرين."))
        typed["excused"] = typed.get("excused") or 0
        return typed


class VoteForm(forms.Form):
    """What the council made of a point."""

    outcome = forms.ChoiceField(label=_("مآل النقطة"), widget=RadioCards)
    in_favour = forms.IntegerField(label=_("مع"), min_value=0, max_value=MOST_MEMBERS, required=False)
    against = forms.IntegerField(label=_("ضد"), min_value=0, max_value=MOST_MEMBERS, required=False)
    abstained = forms.IntegerField(label=_("امتناع"), min_value=0, max_value=MOST_MEMBERS, required=False)
    present = forms.IntegerField(
        label=_("الحاضرون أثناء التصويت"),
        min_value=0,
        max_value=MOST_MEMBERS,
        required=False,
        help_text=_("يُملأ فقط إن غادر بعض الأعضاء."),
    )
    tie_broken = forms.BooleanField(
        label=_("تعادلت الأصوات ورُجّح الجانب الذي تنتمي إليه الرئاسة"), required=False
    )
    number = CleanLine(
        label=_("رقم المقرر"),
        max_length=40,
        required=False,
        help_text=_("واجب حين تُرفض النقطة أو يُصادق عليها."),
    )
    text = CleanText(label=_("نص المقرر"), max_length=20_000, required=False)
    needs_visa = forms.BooleanField(label=_("لا يُنفّذ هذا المقرر إلا بعد التأشير عليه"), required=False)
    unmarked = frozenset({"number"})

    def __init__(self, data: Data = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        choose(self, "outcome", choices_of(rules.Outcome))

    def facts(self) -> actions.VoteFacts:
        typed = {name: self.cleaned_data[name] for name in VoteForm.base_fields}
        voices = {name: typed[name] or 0 for name in ("in_favour", "against", "abstained")}
        return actions.VoteFacts(**(typed | voices | {"outcome": rules.Outcome(typed["outcome"])}))


class StepForm(forms.Form):
    """A step after the vote."""

    step = forms.TypedChoiceField(label=_("المرحلة"), coerce=rules.AfterVote, widget=RadioCards)
    taken_on = forms.DateField(label=_("التاريخ"), widget=Day)
    reference = CleanLine(label=_("المرجع"), max_length=120, required=False)
    reason = CleanText(
        label=_("سبب الرفض"),
        max_length=1_000,
        required=False,
        rows=3,
        help_text=_("لا يُملأ إلا عند رفض التأشير أو تعرّض السلطة، ويُنشر للعموم."),
    )

    def __init__(self, data: Data = None, *, open_steps: Collection[rules.AfterVote]) -> None:
        """Offer the steps that are open; another, sent twice or from an old page, the verb answers itself."""
        super().__init__(data)
        choose(self, "step", choices_of(list(rules.AfterVote)[1:]))
        self.fields["step"].widget.choices = choices_of(open_steps)
        if rules.AfterVote.REFUSED not in open_steps and not (data and data.get("reason")):
            del self.fields["reason"]


class MinutesForm(forms.Form):
    """The minutes, and why something that looks private may stay."""

    text = CleanText(label=_("المحضر"), max_length=LONGEST_MINUTES, required=False, rows=18)
    kept_because = CleanText(
        label=_("لماذا يجوز نشر ما عُثر عليه؟"),
        max_length=500,
        required=False,
        rows=2,
        help_text=_("مثلا: هاتف الإدارة منشور للعموم. اتركوه فارغا في غير ذلك."),
    )


class QuorumForm(forms.Form):
    """A fact about quorums, with its source."""

    assembly = forms.TypedChoiceField(label=_("نصاب من؟"), coerce=rules.Assembly, widget=RadioCards)
    convening = forms.IntegerField(label=_("الاستدعاء رقم"), min_value=1, max_value=5)
    over_percent = forms.IntegerField(
        label=_("أكثر من (نسبة مئوية من الأعضاء)"),
        min_value=0,
        max_value=99,
        required=False,
        help_text=_("يُترك فارغا إن كان النص يقبل أي عدد."),
    )
    shortest_wait = forms.IntegerField(
        label=_("أدنى أجل بعد جلسة لم يكتمل نصابها (أيام)"), min_value=0, max_value=60, initial=0
    )
    longest_wait = forms.IntegerField(label=_("أقصى أجل (أيام)"), min_value=0, max_value=60, required=False)
    valid_from = forms.DateField(label=_("ابتداء من"), widget=Day)
    source = CleanLine(label=_("المصدر"), max_length=300, help_text=_("القانون أو النظام الداخلي، والمادة."))
    is_verified = forms.BooleanField(label=_("تحققتُ من نص المصدر"), required=False)

    def __init__(self, data: Data = None) -> None:
        super().__init__(data)
        choose(self, "assembly", choices_of(rules.Assembly))

    def fact(self) -> rules.QuorumFact:
        return rules.QuorumFact(**self.cleaned_data)
