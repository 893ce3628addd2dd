"""What is typed in the room, on a telephone or by the facilitator."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tadafor.kernel.identifiers import token
from tadafor.kernel.words import word
from tadafor.meetings import rules
from tadafor.meetings.forms.desk import lines_of
from tadafor.meetings.forms.registering import Data, choices_of, offer
from tadafor.meetings.queries import QuickVote
from tadafor.ui.boxes import CleanLine, CleanText
from tadafor.ui.widgets import RadioCards

_LONGEST_OPTION = 120
_SHORTEST_SECRET = 16


class JoinForm(forms.Form):
    """The code of the room; the secret that the telephone will hold was drawn with the page."""

    code = CleanLine(
        label=_("رمز القاعة"),
        max_length=12,
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "off", "autocapitalize": "characters"}),
        help_text=_("ستة أحرف وأرقام، معروضة على شاشة القاعة."),
    )
    ticket = CleanLine(
        label=_("رمز تذكرتكم"),
        max_length=20,
        required=False,
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "off", "autocapitalize": "characters"}),
        help_text=_("لمن سجل بلا حساب: الرمز الذي أعطاكم الموظف حين سجلكم."),
    )
    secret = forms.CharField(widget=forms.HiddenInput, min_length=_SHORTEST_SECRET, max_length=40)

    def __init__(
        self, data: Data = None, *, initial: dict[str, Any] | None = None, signed_in: bool = False
    ) -> None:
        super().__init__(data, initial={"secret": token(), **(initial or {})})
        if signed_in:
            del self.fields["ticket"]


class OpenForm(forms.Form):
    """Who has a voice in the room."""

    admits = forms.ChoiceField(label=_("من له صوت في القاعة؟"), widget=RadioCards)

    def __init__(self, data: Data = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        offer(self, "admits", choices_of(rules.Admits))


class AskForm(forms.Form):
    """A question to the room, without a name."""

    body = CleanText(label=_("سؤالكم"), max_length=rules.LONGEST_QUESTION, rows=3)
    token = forms.CharField(widget=forms.HiddenInput, max_length=32)

    def __init__(self, data: Data = None) -> None:
        super().__init__(data, initial={"token": token()})


class HandleForm(forms.Form):
    """What becomes of a question of the room."""

    to = forms.ChoiceField(label=_("ماذا يصير السؤال؟"), widget=RadioCards)
    note = CleanLine(
        label=_("كلمة تقرؤها القاعة"),
        max_length=500,
        required=False,
        help_text=_("خلاصة الجواب، أو لماذا وُضع السؤال جانبا."),
    )

    def __init__(self, data: Data = None, *, steps: list[rules.Asked]) -> None:
        super().__init__(data)
        offer(self, "to", choices_of(steps))


class Options(CleanText):
    """The answers of a vote, one a line."""

    def clean(self, value: object) -> list[str]:
        found = lines_of(super().clean(value))
        if len(found) > rules.MOST_OPTIONS:
            raise ValidationError(_("ستة أجوبة على الأكثر."))
        if any(len(line) > _LONGEST_OPTION for line in found):
            raise ValidationError(_("لا يتجاوز الجواب الواحد 120 حرفا."))
        return found


class VoteForm(forms.Form):
    """A vote put to the room."""

    title = CleanLine(label=_("علام يصوت الحاضرون؟"), max_length=200)
    options = Options(label=_("الأجوبة"), rows=4, help_text=_("جواب في كل سطر، من جوابين إلى ستة."))


class CastForm(forms.Form):
    """One answer."""

    position = forms.ChoiceField(label=_("اختاروا جوابا واحدا"), widget=RadioCards)

    def __init__(self, data: Data = None, *, vote: QuickVote) -> None:
        super().__init__(data)
        offer(self, "position", [(str(one.position), one.words) for one in vote.options.all()])


class HandsForm(forms.Form):
    """The hands that were counted, answer by answer."""

    def __init__(self, data: Data = None, *, vote: QuickVote) -> None:
        super().__init__(data)
        for one in vote.options.all():
            self.fields[f"hands_{one.position}"] = forms.IntegerField(
                label=one.words, min_value=0, max_value=rules.MOST_HANDS, required=False
            )

    def hands(self) -> dict[int, int]:
        return {int(name.removeprefix("hands_")): count or 0 for name, count in self.cleaned_data.items()}


class FeedbackForm(forms.Form):
    """What somebody thought of the meeting; nothing is asked of who they are."""

    def __init__(self, data: Data = None) -> None:
        super().__init__(data)
        for one in rules.Aspect:
            self.fields[one.value] = forms.ChoiceField(
                label=word(one), choices=choices_of(rules.Mood), widget=RadioCards, required=False
            )
        self.fields["comment"] = CleanText(
            label=_("كلمة للمنظمين"),
            max_length=rules.LONGEST_COMMENT,
            rows=3,
            required=False,
            help_text=_("يقرؤها المنظمون وحدهم، بعد إغلاق الاستمارة. لا تكتبوا اسما."),
        )

    def moods(self) -> dict[rules.Aspect, rules.Mood]:
        return {
            one: rules.Mood(self.cleaned_data[one.value])
            for one in rules.Aspect
            if self.cleaned_data.get(one.value)
        }


class PaperForm(FeedbackForm):
    """A form that somebody filled on paper, as staff type it."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=32)

    def __init__(self, data: Data = None) -> None:
        super().__init__(data)
        self.initial["token"] = token()
        for one in rules.Aspect:  # one screen, without a mouse
            self.fields[one.value].widget = forms.Select()
            offer(self, one.value, [("", "—"), *choices_of(rules.Mood)])
        self.fields["comment"].help_text = _("كما كُتبت على الورقة، بلا اسم.")
