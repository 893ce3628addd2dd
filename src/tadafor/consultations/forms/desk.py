"""What staff type: settings, text, decisions, committee, conclusion."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tadafor.consultations import actions, rules
from tadafor.consultations.rules import contributing, examination
from tadafor.consultations.words import WORDS
from tadafor.kernel.text import slug
from tadafor.kernel.words import word
from tadafor.ui.boxes import CleanLine, CleanText
from tadafor.ui.widgets import Day, RadioCards

# Words that stand in addresses of the room and can name no consultation.
TAKEN = frozenset({"desk", "s"})
LONGEST_TEXT = 400_000
Data = Mapping[str, Any] | None


def choices_of(members: Iterable[Any]) -> list[tuple[str, str]]:
    """Return the members of a closed list with their words, in the reader's language."""
    return [(member.value, word(member)) for member in members]


class SettingsForm(forms.Form):
    """What is decided of a consultation before it is announced."""

    title = CleanLine(label=_("عنوان التشاور"), max_length=200)
    slug = CleanLine(
        label=_("العنوان في الرابط"),
        max_length=80,
        required=False,
        help_text=_("يُقترح من عنوان التشاور إن تركتموه فارغا."),
    )
    stake = CleanText(
        label=_("ما موضوع هذا التشاور؟"),
        max_length=4_000,
        help_text=_("بكلمات يفهمها الجميع: ماذا سيتغيّر ولمن؟"),
    )
    promise = CleanText(
        label=_("ماذا ستفعل الجماعة بالمساهمات؟"),
        max_length=4_000,
        help_text=_("من يدرسها، ومتى يُجاب عنها، وماذا يقرر المجلس."),
    )
    subject = forms.ChoiceField(
        label=_("حول ماذا؟"),
        widget=RadioCards,
        required=False,
        help_text=_("لا يتغيّر بعد إنشاء التشاور."),
    )
    opens_on = forms.DateField(label=_("أول يوم للمساهمة"), widget=Day)
    closes_on = forms.DateField(
        label=_("آخر يوم للمساهمة"),
        widget=Day,
        help_text=_("يُحتسب اليوم كله، إلى منتصف الليل بتوقيت المغرب."),
    )
    audience = forms.ChoiceField(label=_("من يساهم؟"), widget=RadioCards)
    names_shown = forms.ChoiceField(label=_("كيف تظهر الأسماء؟"), widget=RadioCards)
    moderation = forms.ChoiceField(label=_("متى تُنشر المساهمات؟"), widget=RadioCards)
    language = forms.ChoiceField(
        label=_("لغة النص"), choices=[("ar", "العربية"), ("fr", "Français"), ("zgh", "ⵜⴰⵎⴰⵣⵉⵖⵜ")]
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        initial: dict[str, Any] | None = None,
        *,
        is_new: bool = True,
    ) -> None:
        super().__init__(data, initial=initial)
        _choose(self, "subject", rules.Subject)
        if not is_new:
            del self.fields["subject"]
        _choose(self, "audience", rules.Audience)
        _choose(self, "names_shown", rules.NamesShown)
        _choose(self, "moderation", rules.Moderation)

    def clean_slug(self) -> str:
        typed = self.cleaned_data["slug"] or self.cleaned_data.get("title", "")
        found = slug(typed)[:80]
        if typed and (not found or found in TAKEN):
            raise forms.ValidationError(_("اختاروا عنوانا آخر للرابط."))
        return found

    def settings(self) -> actions.Settings:
        """Return the settings as typed; the rules say whether they make a window."""
        typed = self.cleaned_data
        return actions.Settings(
            **{
                **typed,
                "subject": rules.Subject(typed.get("subject") or rules.Subject.TEXT),
                "audience": rules.Audience(typed["audience"]),
                "names_shown": rules.NamesShown(typed["names_shown"]),
                "moderation": rules.Moderation(typed["moderation"]),
            }
        )


def _choose(form: forms.Form, name: str, kind: Any) -> None:  # noqa: ANN401 -- a closed list
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
    field.choices = choices_of(kind)


class PlainForm(forms.Form):
    """A yes, with nothing to type; it carries the refusals of a verb."""


class ExtensionForm(forms.Form):
    """More time, and why."""

    closes_on = forms.DateField(label=_("آخر يوم جديد للمساهمة"), widget=Day)
    reason = CleanText(
        label=_("سبب التمديد (يُنشر للعموم)"),
        max_length=1_000,
        rows=3,
        error_messages={"required": WORDS[rules.WindowRefusal][rules.WindowRefusal.NO_REASON]},
    )


class TextForm(forms.Form):
    """The whole text in one box."""

    text = CleanText(label=_("النص"), max_length=LONGEST_TEXT, rows=24)


class WordingForm(forms.Form):
    """One passage of the draft, beside the contributions its change comes from."""

    title = CleanLine(label=_("العنوان"), max_length=200)
    body = CleanText(label=_("النص"), max_length=contributing.LONGEST_PROPOSAL, required=False, rows=10)
    causes = forms.TypedMultipleChoiceField(
        label=_("يستند هذا التغيير إلى"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        data: Data = None,
        *,
        accepted: list[tuple[int, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        offer(self, "causes", accepted)


def offer(form: forms.Form, name: str, offered: Sequence[tuple[Any, Any]]) -> None:
    """Offer these choices in a box; a box with nothing to choose from goes."""
    if not offered:
        del form.fields[name]
        return
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
    field.choices = list(offered)


class NewPassageForm(forms.Form):
    """A section or an article to add to the draft."""

    sort = forms.ChoiceField(label=_("ماذا تضيفون؟"), choices=[("article", _("مادة")), ("section", _("باب"))])
    after = forms.ChoiceField(label=_("مكانها بعد"), required=False)
    title = CleanLine(label=_("العنوان"), max_length=200)
    body = CleanText(label=_("النص"), max_length=contributing.LONGEST_PROPOSAL, required=False, rows=8)
    causes = forms.TypedMultipleChoiceField(
        label=_("تستند إلى المساهمات"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        data: Data = None,
        *,
        places: list[tuple[str, str]],
        accepted: list[tuple[int, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        field = self.fields["after"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = [("", _("في أول النص")), *places]
        offer(self, "causes", accepted)


class PublishForm(forms.Form):
    """The note of a version."""

    note = CleanText(
        label=_("مذكرة الصيغة"),
        max_length=3_000,
        required=False,
        help_text=_("اشرحوا ما تغيّر، وخاصة ما لا يستند إلى أي مساهمة."),
    )


class DecisionForm(forms.Form):
    """The decision of one contribution, or of many."""

    outcome = forms.ChoiceField(label=_("القرار"), widget=RadioCards)
    reason = CleanText(
        label=_("التعليل"),
        max_length=examination.LONGEST_REASON,
        help_text=_("سيقرأه من كتب المساهمة: ما الذي أُخذ به، وما لم يؤخذ به ولماذا."),
    )
    duplicate_of = forms.IntegerField(
        label=_("رقم المساهمة التي تكررها"),
        required=False,
        min_value=1,
        help_text=_("عند اختيار «مكررة» فقط."),
    )
    meeting = forms.TypedChoiceField(label=_("اجتماع اللجنة"), coerce=int, empty_value=None, required=False)
    in_favour = forms.IntegerField(label=_("مع"), required=False, min_value=0, max_value=999)
    against = forms.IntegerField(label=_("ضد"), required=False, min_value=0, max_value=999)
    abstained = forms.IntegerField(label=_("امتناع"), required=False, min_value=0, max_value=999)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(
        self,
        data: Data = None,
        *,
        meetings: list[tuple[int, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        offered = [outcome for outcome in rules.Outcome if outcome is not rules.Outcome.WITHDRAWN]
        outcome = self.fields["outcome"]
        assert isinstance(outcome, forms.ChoiceField)  # noqa: S101 -- declared above
        outcome.choices = choices_of(offered)
        meeting = self.fields["meeting"]
        assert isinstance(meeting, forms.ChoiceField)  # noqa: S101 -- declared above
        meeting.choices = [("", _("بلا اجتماع")), *meetings]

    def draft(self) -> rules.Draft:
        """Return the decision as typed."""
        typed = self.cleaned_data
        return rules.Draft(
            outcome=rules.Outcome(typed["outcome"]),
            reason=typed["reason"],
            has_meeting=typed["meeting"] is not None,
            vote=rules.Vote(typed["in_favour"] or 0, typed["against"] or 0, typed["abstained"] or 0),
            duplicate_of=typed["duplicate_of"],
        )


class BulkForm(forms.Form):
    """Which contributions, and what to do with them together."""

    number = forms.TypedMultipleChoiceField(coerce=int, required=False)
    title = CleanLine(label=_("اسم المجموعة"), max_length=200, required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        field = self.fields["number"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = [(one, one) for one in data.getlist("number")]

    def numbers(self) -> list[int]:
        """Return the chosen numbers; what is no number is left out."""
        self.full_clean()
        return list(self.cleaned_data.get("number", []))


class ApprovalForm(BulkForm):
    """Which drafted decisions to approve."""


class SendBackForm(forms.Form):
    """Why a drafted decision goes back to its drafter."""

    reason = CleanText(label=_("لماذا تُعاد للتحرير؟"), max_length=1_000, rows=3, required=False)


class CommitteeForm(forms.Form):
    """The committee, the decision that founded it, and its seats by capacity."""

    name = CleanLine(label=_("اسم اللجنة"), max_length=200)
    founded_by = CleanLine(
        label=_("القرار المُحدث لها"), max_length=200, help_text=_("مثلا: قرار رئيس المجلس رقم 12")
    )
    founded_on = forms.DateField(label=_("تاريخ القرار"), widget=Day)
    members = CleanText(
        label=_("الأعضاء بصفاتهم"),
        max_length=4_000,
        help_text=_("صفة في كل سطر، بلا أسماء. ضعوا * أمام من يرأس اللجنة."),
    )

    def seats(self) -> list[tuple[str, bool]]:
        """Return the capacities in order, and who chairs."""
        lines = [line for line in self.cleaned_data["members"].splitlines() if line.strip("* ")]
        return [(line.strip("* ")[:200], line.lstrip().startswith("*")) for line in lines]


class MeetingForm(forms.Form):
    """A meeting of the committee."""

    held_on = forms.DateField(label=_("التاريخ"), widget=Day)
    place = CleanLine(label=_("المكان"), max_length=200)
    present = forms.IntegerField(label=_("عدد الحاضرات والحاضرين"), min_value=1, max_value=999)
    summary = CleanText(label=_("خلاصة"), max_length=4_000, required=False, rows=3)


class DelegationForm(forms.Form):
    """Who may approve, by which written decision."""

    person = forms.TypedChoiceField(label=_("المفوَّض له"), coerce=int)
    reference = CleanLine(label=_("مرجع قرار التفويض"), max_length=200)

    def __init__(self, data: Data = None, *, people: list[tuple[int, str]]) -> None:
        super().__init__(data)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = people


class ConclusionForm(forms.Form):
    """The words of the report."""

    words = CleanText(label=_("كلمة الجماعة في التقرير"), max_length=6_000)
    unchanged_because = CleanText(
        label=_("لماذا بقي النص كما هو؟"),
        max_length=2_000,
        required=False,
        help_text=_("يُملأ فقط إن لم تُنشر صيغة جديدة."),
        rows=3,
    )


class AdoptionForm(forms.Form):
    """The council's vote."""

    session = CleanLine(label=_("الدورة"), max_length=200, help_text=_("مثلا: الدورة العادية لشهر ماي 2026"))
    adopted_on = forms.DateField(label=_("تاريخ المصادقة"), widget=Day)
    decision_number = CleanLine(label=_("رقم المقرر"), max_length=60)
    note = CleanText(label=_("ملاحظة"), max_length=2_000, required=False, rows=3)
