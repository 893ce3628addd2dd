"""What somebody tells, in two minutes on a telephone; what they do with their file."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tadafor.documents.forms import CleanFileField, SoundField
from tadafor.documents.rules import IMAGES
from tadafor.documents.rules.sounds import Voice
from tadafor.kernel.identifiers import token
from tadafor.kernel.words import word
from tadafor.people.forms import ContactField
from tadafor.suggestions import actions, queries, rules
from tadafor.suggestions.queries import Category
from tadafor.territories.queries import quarters
from tadafor.ui.boxes import CleanLine, CleanText, PointField
from tadafor.ui.widgets import Point as Touched
from tadafor.ui.widgets import RadioCards

Data = Mapping[str, Any] | None
LONGEST_TOKEN = 64


def choices_of(members: Iterable[Any]) -> list[tuple[str, str]]:
    """Return the members of a closed list with their words, in the reader's language."""
    return [(member.value, word(member)) for member in members]


def offer(form: forms.Form, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Give a field its choices, in the reader's language."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared by the form itself
    field.choices = list(choices)


class PlaceForm(forms.Form):
    """Where: a neighbourhood, words, the point of the telephone."""

    neighbourhood = forms.TypedChoiceField(
        label=_("الحي"), coerce=int, empty_value=None, required=False, choices=()
    )
    place = CleanLine(
        label=_("المكان بكلماتكم"),
        help_text=_("شارع أو ساحة أو معلمة قريبة."),
        max_length=rules.LONGEST_PLACE,
        required=False,
    )
    point = PointField(
        label=_("على الخريطة"), help_text=_("يظهر هذا المكان للعموم، إلا في الشكايات."), required=False
    )

    def offer_places(self, territory_id: int) -> None:
        """Offer the neighbourhoods by name and on the map."""
        offer(self, "neighbourhood", [("", _("لا أعرف")), *queries.neighbourhood_choices(territory_id)])
        widget = self.fields["point"].widget
        assert isinstance(widget, Touched)  # noqa: S101 -- declared above
        widget.quarters = quarters(territory_id)


class SuggestForm(PlaceForm):
    """A remark, a suggestion or a complaint."""

    kind = forms.ChoiceField(label=_("ماذا تريدون أن تقولوا؟"), choices=(), widget=RadioCards)
    body = CleanText(
        label=_("ما الأمر؟"),
        help_text=_("جملة أو جملتان تكفيان. لا تكتبوا رقم بطاقة ولا هاتفا: النص يُنشر."),
        max_length=rules.LONGEST,
        rows=4,
        error_messages={"required": _("قولوا ما الأمر: اكتبوه أو سجلوه بصوتكم.")},
    )
    sound = SoundField(
        label=_("سجلوا بصوتكم"),
        help_text=_("ثلاث دقائق على الأكثر. لا تسمعه إلا مصالح الجماعة، وتكتب ما قلتم."),
        required=False,
    )
    voice = forms.ChoiceField(label=_("بأي لغة تتكلمون؟"), choices=(), required=False)
    category: "forms.ModelChoiceField[Category]" = forms.ModelChoiceField(
        label=pgettext_lazy("category", "الموضوع"),
        queryset=None,
        to_field_name="code",
        empty_label=_("اختاروا…"),
        error_messages={
            "required": _("اختاروا موضوعا من اللائحة."),
            "invalid_choice": _("اختاروا موضوعا من اللائحة."),
        },
    )
    photo = CleanFileField(
        label=_("صورة"),
        help_text=_("لا وجوه ولا لوحات سيارات. نحذف منها المكان واسم الجهاز."),
        wanted=IMAGES,
        required=False,
    )
    contact = ContactField(
        label=_("كيف نخبركم بالجواب؟"),
        help_text=_("بريد إلكتروني أو هاتف، إن شئتم. بدونه تتابعون بالرقم والرمز السري."),
        required=False,
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_TOKEN)
    seen_alike = forms.BooleanField(widget=forms.HiddenInput, required=False)
    seen_private = forms.BooleanField(widget=forms.HiddenInput, required=False)
    field_order: tuple[str, ...] = (
        "sound",
        "voice",
        "kind",
        "body",
        "category",
        "point",
        "neighbourhood",
        "place",
        "photo",
        "contact",
    )

    def __init__(
        self,
        data: Data = None,
        files: Any = None,  # noqa: ANN401 -- Django's own
        *,
        territory_id: int,
        signed_in: bool,
        by_voice: bool = False,
        initial: dict[str, Any] | None = None,
    ) -> None:
        start = {"token": token(), "voice": Voice.DARIJA, "kind": rules.Kind.REMARK, **(initial or {})}
        super().__init__(data, files, initial=start)
        offer(self, "kind", choices_of(rules.Kind))
        offer(self, "voice", choices_of(Voice))
        self.offer_places(territory_id)
        category = self.fields["category"]
        assert isinstance(category, forms.ModelChoiceField)  # noqa: S101 -- declared above
        category.queryset = queries.categories()
        self.fields["kind"].widget.descriptions = KINDS
        self.by_voice = by_voice
        for name in _LEFT_OUT[by_voice] + (("contact",) if signed_in else ()):
            del self.fields[name]
        if by_voice:
            self.fields["sound"].required = True
            self.fields["body"].label = _("كلمات تضيفونها كتابة")
            self.fields["body"].required = False

    def said(self) -> actions.Said:
        """Return what was told, and where."""
        typed = self.cleaned_data
        category: Category = typed["category"]
        sound = typed.get("sound")
        return actions.Said(
            kind=rules.Kind(typed["kind"]),
            category=category,
            body=typed["body"],
            neighbourhood_id=typed["neighbourhood"],
            place=typed["place"],
            latitude=typed["point"].latitude if typed["point"] else None,
            longitude=typed["point"].longitude if typed["point"] else None,
            photo=typed.get("photo"),
            speech=actions.Speech(sound.whole, sound.kind, Voice(typed.get("voice") or Voice.DARIJA))
            if sound
            else None,
        )

    def where(self) -> rules.Point | None:
        """Return the point that was touched, found or typed."""
        point = self.cleaned_data.get("point")
        return rules.Point(point.latitude, point.longitude) if point else None


# A page that records fetches the recorder: words and photographs do without it.
_LEFT_OUT = {True: ("photo",), False: ("sound", "voice")}
KINDS = {
    rules.Kind.REMARK.value: _("شيء يحتاج إلى إصلاح أو انتباه."),
    rules.Kind.SUGGESTION.value: _("فكرة لتحسين الحي أو خدمة. يمكن لغيركم تأييدها."),
    rules.Kind.COMPLAINT.value: _("ضرر لحقكم من خدمة أو قرار. لا تُنشر، وتُحال على البوابة الوطنية للشكايات."),
}


class SecretForm(forms.Form):
    """The secret that opens a file without an account."""

    secret = CleanLine(
        label=_("الرمز السري"),
        help_text=_("عشرة أحرف وأرقام، كما في وصلكم أو رسالتكم."),
        max_length=20,
        widget=forms.TextInput(
            {"dir": "ltr", "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class FindForm(SecretForm):
    """A number and its secret, from the first page."""

    number = forms.IntegerField(label=_("رقم الملف"), min_value=1, max_value=2_000_000_000)
    field_order = ("number", "secret")


class OwnForm(forms.Form):
    """An act of who wrote, who may have come by the secret."""

    secret = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)


class ReopenForm(OwnForm):
    """Why the answer does not do."""

    reason = CleanText(label=_("لماذا لا يرضيكم الجواب؟"), max_length=rules.LONGEST_REASON, rows=4)


class RateForm(OwnForm):
    """From 1 to 5."""

    rating = forms.TypedChoiceField(
        label=_("كيف تقيّمون الجواب؟"),
        coerce=int,
        choices=[
            (5, _("5: جيد جدا")),
            (4, _("4: جيد")),
            (3, _("3: مقبول")),
            (2, _("2: ضعيف")),
            (1, _("1: سيئ")),
        ],
        widget=forms.RadioSelect,
    )


class PhotoForm(OwnForm):
    """A photograph that comes after."""

    photo = CleanFileField(label=_("صورة"), help_text=_("لا وجوه ولا لوحات سيارات."), wanted=IMAGES)


class FilterForm(forms.Form):
    """What a list is asked for."""

    text = CleanLine(required=False, max_length=100)
    kind = forms.CharField(required=False, max_length=20)
    category = forms.CharField(required=False, max_length=40)
    neighbourhood = forms.IntegerField(required=False, min_value=1, max_value=2**31)
