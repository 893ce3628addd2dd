"""What staff type of a meeting."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tadafor.meetings import actions, rules
from tadafor.meetings.forms.registering import Data, choices_of, offer
from tadafor.meetings.queries import Meeting
from tadafor.ui.boxes import CleanLine, CleanText
from tadafor.ui.widgets import CheckCards, DayAndHour

_MOST_LINES = 20
_LONGEST_NAME = 200


def lines_of(typed: str) -> list[str]:
    return [line.strip() for line in typed.splitlines() if line.strip()]


class Lines(CleanText):
    """Names, one a line."""

    def clean(self, value: object) -> list[str]:
        found = lines_of(super().clean(value))
        if len(found) > _MOST_LINES:
            raise ValidationError(_("عشرون سطرا على الأكثر."))
        if any(len(line) > _LONGEST_NAME for line in found):
            raise ValidationError(_("لا يتجاوز السطر الواحد 200 حرف."))
        return found


class Groups(CleanText):
    """Reserved seats, one group a line: the name, a colon, how many."""

    def clean(self, value: object) -> list[tuple[str, int]]:
        found = []
        for line in lines_of(super().clean(value)):
            name, _colon, count = line.rpartition(":")
            count = count.strip()
            if not name.strip() or not (count.isascii() and count.isdecimal()) or int(count[:6]) < 1:
                raise ValidationError(
                    _("اكتبوا في كل سطر اسم الفئة ثم نقطتين ثم عدد المقاعد: %(line)s"),
                    params={"line": line[:60]},
                )
            found.append((name.strip()[:120], int(count[:6])))
        return found


class Questions(CleanText):
    """Questions to those who register, one a line; a star at the end asks for an answer."""

    def clean(self, value: object) -> list[tuple[str, bool]]:
        found = lines_of(super().clean(value))
        if len(found) > rules.MOST_QUESTIONS:
            raise ValidationError(_("ستة أسئلة على الأكثر."))
        return [(line.rstrip("* ").strip()[:_LONGEST_NAME], line.endswith("*")) for line in found]


class MeetingForm(forms.Form):
    """Everything that is told of a meeting."""

    kind = forms.ChoiceField(label=_("نوع اللقاء"))
    title = CleanLine(label=_("العنوان"), max_length=rules.LONGEST_TITLE)
    purpose = CleanText(label=_("موضوع اللقاء وهدفه"), max_length=rules.LONGEST_TEXT, rows=4, required=False)
    starts_at = forms.DateTimeField(label=_("البداية"), widget=DayAndHour)
    ends_at = forms.DateTimeField(label=_("النهاية"), widget=DayAndHour)
    form = forms.ChoiceField(label=_("طريقة المشاركة"))
    place = CleanLine(label=_("المكان"), max_length=200, required=False)
    access = forms.MultipleChoiceField(label=_("ما يوفره المكان"), required=False, widget=CheckCards)
    access_note = CleanLine(label=_("كيف يوصل إلى المكان"), max_length=300, required=False)
    link = forms.URLField(
        label=_("رابط المشاركة عن بعد"),
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput({"dir": "ltr"}),
    )
    organiser = CleanLine(label=_("الجهة المنظمة"), max_length=200, required=False)
    partners = Lines(label=_("الشركاء"), rows=2, required=False, help_text=_("شريك في كل سطر."))
    audiences = Lines(label=_("الفئات المستهدفة"), rows=2, required=False, help_text=_("فئة في كل سطر."))
    series = CleanLine(
        label=_("السلسلة"),
        max_length=rules.LONGEST_TITLE,
        required=False,
        help_text=_("اسم يجمع عدة لقاءات، مثل ثلاث مجموعات بؤرية. اتركوه فارغا للقاء واحد."),
    )
    takes_registrations = forms.BooleanField(label=_("الحضور بالتسجيل المسبق"), required=False)
    seats = forms.IntegerField(
        label=pgettext_lazy("meeting", "عدد المقاعد"),
        required=False,
        min_value=1,
        max_value=rules.MOST_SEATS,
        help_text=_("اتركوه فارغا إن لم يكن للمقاعد حد."),
    )
    groups = Groups(
        label=_("مقاعد مخصصة لفئات"),
        rows=2,
        required=False,
        help_text=_("فئة في كل سطر ثم نقطتان ثم العدد، مثل: النساء: 20"),
    )
    closes_at = forms.DateTimeField(
        label=_("آخر أجل للتسجيل"),
        required=False,
        widget=DayAndHour,
        help_text=_("اتركوه فارغا ليبقى التسجيل مفتوحا إلى بداية اللقاء."),
    )
    questions = Questions(
        label=_("أسئلة للمسجلين"),
        rows=2,
        required=False,
        help_text=_("سؤال في كل سطر، وتنتهي الأسئلة الإجبارية بنجمة *."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(self, data: Data = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        offer(self, "kind", choices_of(rules.Kind))
        offer(self, "form", choices_of(rules.Form))
        offer(self, "access", choices_of(rules.Access))

    def told(self) -> actions.Told:
        """Return what was typed."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        typed["kind"], typed["form"] = rules.Kind(typed["kind"]), rules.Form(typed["form"])
        typed["access"] = [rules.Access(one) for one in typed["access"]]
        return actions.Told(**typed)


def begin_with(meeting: Meeting, pools: list[Any], questions: list[Any]) -> dict[str, Any]:
    """Return what the form of an existing meeting begins with."""
    plain: tuple[str, ...] = (
        "kind",
        "title",
        "purpose",
        "starts_at",
        "ends_at",
        "form",
        "place",
        "access",
        "access_note",
    )
    plain += ("link", "organiser", "takes_registrations", "seats", "closes_at")
    return {name: getattr(meeting, name) for name in plain} | {
        "partners": "\n".join(meeting.partners),
        "audiences": "\n".join(meeting.audiences),
        "series": meeting.series.title if meeting.series else "",
        "groups": "\n".join(f"{one.group}: {one.capacity}" for one in pools if one.group),
        "questions": "\n".join(f"{one.words}{' *' if one.is_required else ''}" for one in questions),
        "seen": meeting.revision,
    }


class ReasonForm(forms.Form):
    """A reason that everybody reads."""

    reason = CleanText(label=_("السبب كما سيقرأه العموم"), max_length=rules.LONGEST_TEXT, rows=3)
