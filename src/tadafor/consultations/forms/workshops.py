"""What staff type of a workshop."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tadafor.consultations import actions, rules
from tadafor.consultations.forms.desk import Data, choices_of
from tadafor.documents.forms import CleanFileField, CleanFilesField
from tadafor.documents.rules import IMAGES, Kind
from tadafor.people.rules import Channel
from tadafor.ui.boxes import CleanLine, CleanText
from tadafor.ui.widgets import Day

_MOST = 32_000  # what the column holds


class WorkshopForm(forms.Form):
    """A workshop: when, where, at which tables, who came."""

    title = CleanLine(
        label=_("عنوان الورشة"), max_length=200, help_text=_("مثلا: الورشة الأولى مع جمعيات المدينة")
    )
    held_on = forms.DateField(label=_("تاريخ الورشة"), widget=Day)
    place = CleanLine(label=_("المكان"), max_length=200)
    channel = forms.ChoiceField(label=_("القناة"))
    tables = CleanText(
        label=_("الطاولات ومحاورها"),
        max_length=8_000,
        required=False,
        rows=4,
        help_text=_("محور في كل سطر: السطر الأول للطاولة 1، والثاني للطاولة 2."),
    )
    associations = forms.IntegerField(
        label=_("عدد الجمعيات المشاركة"), required=False, min_value=0, max_value=_MOST
    )
    women = forms.IntegerField(label=_("عدد النساء المشاركات"), required=False, min_value=0, max_value=_MOST)
    participants = forms.IntegerField(
        label=_("مجموع المشاركات والمشاركين"),
        required=False,
        min_value=0,
        max_value=_MOST,
        help_text=_("اتركوا فارغا كل عدد لم يُحص. النساء من ضمن المجموع، وكل عدد بين 1 و4 يُحجب عن العموم."),
    )
    facilitator = forms.TypedChoiceField(
        label=_("من نشّط الورشة من موظفي الجماعة؟"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("لا يظهر للعموم."),
    )
    note = CleanText(
        label=_("ملاحظة تُنشر مع الورشة"),
        max_length=2_000,
        required=False,
        rows=3,
        help_text=_("مثلا: مصدر الأعداد، وما لم يُذكر فيه."),
    )
    reason = CleanText(label=_("سبب التصحيح (يُنشر للعموم)"), max_length=1_000, required=False, rows=2)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)

    def __init__(
        self,
        data: Data = None,
        *,
        people: list[tuple[int, str]],
        is_published: bool = False,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial={"channel": Channel.WORKSHOP.value, **(initial or {})})
        in_person = [channel for channel in Channel if channel is not Channel.ONLINE]
        for name, offered in (
            ("channel", choices_of(in_person)),
            ("facilitator", [("", _("غير محدد")), *people]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
            field.choices = offered
        if not is_published:
            del self.fields["reason"]

    def sitting(self) -> actions.Sitting:
        """Return what was typed."""
        typed = self.cleaned_data
        return actions.Sitting(
            title=typed["title"],
            held_on=typed["held_on"],
            place=typed["place"],
            channel=Channel(typed["channel"]),
            counts=rules.HeadCounts(typed["associations"], typed["women"], typed["participants"]),
            tables=[line.strip() for line in typed["tables"].splitlines() if line.strip()],
            note=typed["note"],
            facilitator_id=typed["facilitator"],
        )


class PrintForm(forms.Form):
    """Which sheets to print, and how many for each table."""

    workshop = forms.TypedChoiceField(label=_("الورشة"), coerce=int, empty_value=None, required=False)
    subjects = forms.MultipleChoiceField(label=_("الأوراق"), widget=forms.CheckboxSelectMultiple)
    copies = forms.IntegerField(
        label=_("عدد النسخ من كل ورقة لكل طاولة"),
        min_value=1,
        max_value=rules.MOST_PRINTED,
        help_text=_("خمسمئة ورقة على الأكثر في المرة الواحدة."),
    )
    layout = forms.ChoiceField(
        label=_("حجم الطباعة"),
        choices=[("one", _("ورقة في كل صفحة (A4)")), ("two", _("ورقتان في كل صفحة"))],
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        data: Data = None,
        *,
        workshops: list[tuple[int, str]],
        subjects: list[tuple[str, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        for name, offered in (("workshop", [("", _("خارج الورشات")), *workshops]), ("subjects", subjects)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
            field.choices = offered

    def chosen(self) -> list[actions.Subject]:
        """Return what the sheets ask about: a kind, then the key of a passage."""
        parts = [one.partition(":") for one in self.cleaned_data["subjects"]]
        return [actions.Subject(rules.Kind(kind), key or None) for kind, _colon, key in parts]


class ImportForm(forms.Form):
    """A spreadsheet of sheets."""

    workshop = forms.TypedChoiceField(label=_("الورشة"), coerce=int, empty_value=None, required=False)
    file = CleanFileField(
        label=_("ملف الأوراق (xlsx)"),
        wanted=frozenset({Kind.XLSX}),
        help_text=_("عشرة آلاف سطر على الأكثر، بعناوين النموذج. لا يُكتب شيء قبل قراءة الملف كله."),
    )

    def __init__(self, data: Data = None, files: Any = None, *, workshops: list[tuple[int, str]]) -> None:  # noqa: ANN401
        super().__init__(data, files)
        field = self.fields["workshop"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = [("", _("خارج الورشات")), *workshops]


class PhotosForm(forms.Form):
    """Photographs of walls and sheets."""

    pictures = CleanFilesField(
        label=_("الصور"),
        most=20,
        wanted=IMAGES,
        help_text=_("عشرون صورة على الأكثر في المرة الواحدة، 8 ميغابايت للصورة و25 للإرسال كله."),
    )
    contribution = forms.IntegerField(
        label=_("رقم المساهمة التي تظهر في الصور"), required=False, min_value=1, max_value=2**31 - 1
    )
