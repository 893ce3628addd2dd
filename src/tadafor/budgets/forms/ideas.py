"""What people type: an idea, from a box too, how a list is narrowed, an answer to a study."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tadafor.associations.rules import MandateRefusal, Mechanism
from tadafor.budgets import actions
from tadafor.budgets.queries import Idea
from tadafor.budgets.rules import ideas
from tadafor.budgets.rules.changing import LONGEST_REASON
from tadafor.budgets.rules.ideas import Fate, IdeaRefusal
from tadafor.budgets.rules.speaking import SpeechRefusal, Written
from tadafor.documents.actions import Speech
from tadafor.documents.forms import CleanFilesField, SoundField, WriteDownForm, speech_in
from tadafor.documents.rules import IMAGES
from tadafor.documents.rules.sounds import Voice
from tadafor.kernel.identifiers import token
from tadafor.kernel.words import word
from tadafor.people.actor import Actor
from tadafor.people.rules import Channel
from tadafor.territories.rules.points import PointRefusal
from tadafor.ui.boxes import CleanLine, CleanText, PointField
from tadafor.ui.maps import Quarter
from tadafor.ui.widgets import Day, Point

Data = Mapping[str, Any] | None
VOICE = ("sound", "voice", "may_publish")
BOXES: Mapping[StrEnum, str] = {
    IdeaRefusal.TITLE_MISSING: "title",
    IdeaRefusal.TOO_SHORT: "body",
    IdeaRefusal.TOO_LONG: "body",
    PointRefusal.HALF_A_POINT: "point",
    PointRefusal.FAR_AWAY: "point",
}


class PlainForm(forms.Form):
    """A yes, with nothing to type; it carries the refusals of a verb."""


class PlaceForm(forms.Form):
    """Where something is: a neighbourhood, words, a point of the map."""

    neighbourhood = forms.TypedChoiceField(label=_("الحي"), coerce=int, empty_value=None, required=False)
    place = CleanLine(
        label=_("أين بالضبط؟"),
        help_text=_("شارع أو ساحة أو معلمة قريبة."),
        max_length=ideas.LONGEST_PLACE,
        required=False,
    )
    point = PointField(label=_("على الخريطة"), required=False)

    def offer_places(
        self, neighbourhoods: Iterable[tuple[int, str]], quarters: Iterable[Quarter], none: object
    ) -> None:
        """Offer the neighbourhoods by name and on the map."""
        field = self.fields["neighbourhood"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = [("", none), *neighbourhoods]
        widget = self.fields["point"].widget
        assert isinstance(widget, Point)  # noqa: S101 -- declared above
        widget.quarters = list(quarters)
        self.initial["point"] = self.initial.get("latitude"), self.initial.get("longitude")


class IdeaForm(PlaceForm):
    """An idea: what, where, for whom."""

    title = CleanLine(
        label=_("فكرتكم في جملة"),
        max_length=ideas.LONGEST_TITLE,
        error_messages={"required": _("قولوا فكرتكم في جملة.")},
    )
    body = CleanText(
        label=_("ماذا تقترحون؟ ولماذا؟"),
        max_length=ideas.LONGEST_BODY,
        rows=6,
        error_messages={"required": _("اشرحوا فكرتكم في جملتين أو ثلاث.")},
    )
    beneficiaries = CleanLine(
        label=_("من يستفيد منها؟"),
        help_text=_("مثلا: نساء الحي، التلاميذ، الأشخاص في وضعية إعاقة."),
        max_length=200,
        required=False,
    )
    photos = CleanFilesField(
        label=_("صور"),
        help_text=_("ثلاث صور على الأكثر. نمحو منها مكان التقاطها واسم الجهاز."),
        most=ideas.MOST_PHOTOS,
        wanted=IMAGES,
        required=False,
    )
    sound = SoundField(
        label=_("أو قولوا فكرتكم بصوتكم"),
        help_text=_("ثلاث دقائق على الأكثر. تكتب مصالح الجماعة ما قلتم ثم نخبركم: لا حاجة إلى كتابة شيء."),
        required=False,
    )
    voice = forms.ChoiceField(label=_("بأي لغة تتكلمون؟"), required=False)
    may_publish = forms.BooleanField(
        label=_("أوافق على أن يسمع الجميع صوتي"),
        help_text=_("بدون موافقتكم لا يُنشر إلا النص، ويُمحى التسجيل بعد 90 يوما من كتابته."),
        required=False,
    )
    speaks_for = forms.TypedChoiceField(
        label=_("باسم من؟"), coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=32)
    seen_alike = forms.BooleanField(widget=forms.HiddenInput, required=False)
    seen_private = forms.BooleanField(widget=forms.HiddenInput, required=False)
    field_order = (
        "title", "body", "sound", "voice", "may_publish", "point", "neighbourhood", "place", "beneficiaries",
        "photos", "speaks_for",
    )  # fmt: skip

    def __init__(
        self,
        data: Data = None,
        files: Any = None,  # noqa: ANN401 -- Django's own
        *,
        neighbourhoods: Iterable[tuple[int, str]],
        quarters: Iterable[Quarter] = (),
        actor: Actor,
        territory_id: int,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, files, initial={"token": token(), **(initial or {})})
        self.offer_places(neighbourhoods, quarters, _("المدينة كلها، أو لا أعرف"))
        voices = self.fields["voice"]
        assert isinstance(voices, forms.ChoiceField)  # noqa: S101 -- declared above
        voices.choices = [(one.value, word(one)) for one in Voice]
        if not actor.is_signed_in:  # a picture or a voice cannot wait for somebody to sign in
            for name in ("photos", *VOICE):
                del self.fields[name]
        elif self.is_bound and self.files.get("sound"):  # who speaks need not write
            self.fields["title"].required = self.fields["body"].required = False
        mandates = actor.associations_in(territory_id, Mechanism.CONTRIBUTE)
        if not mandates and not self.data.get("speaks_for"):
            del self.fields["speaks_for"]
            return
        field = self.fields["speaks_for"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 -- declared above
        field.choices = [("", _("باسمي")), *mandates]
        field.error_messages["invalid_choice"] = word(MandateRefusal.NO_MANDATE)

    def words(self) -> actions.IdeaWords:
        """Return what was written."""
        return idea_words(self.cleaned_data)

    def speech(self) -> Speech | None:
        """Return what was spoken, if something was."""
        typed = self.cleaned_data
        if not typed.get("sound"):
            return None
        return speech_in({**typed, "voice": typed["voice"] or Voice.DARIJA})

    def refused(self, refusal: object, sentence: str) -> None:
        """Show a refusal beside the box it speaks of, or above the form."""
        self.add_error(BOXES.get(refusal) if isinstance(refusal, StrEnum) else None, sentence)


def idea_words(typed: Mapping[str, Any]) -> actions.IdeaWords:
    """Return the idea that a form holds."""
    point = typed.get("point")
    return actions.IdeaWords(
        title=typed["title"],
        body=typed["body"],
        beneficiaries=typed.get("beneficiaries", ""),
        neighbourhood_id=typed.get("neighbourhood"),
        place=typed.get("place", ""),
        latitude=point.latitude if point else None,
        longitude=point.longitude if point else None,
    )


class ChangeIdeaForm(IdeaForm):
    """An idea written again by its author; its pictures stay."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 -- as IdeaForm
        super().__init__(*args, **options)
        for name in ("photos", "speaks_for", "token", "seen_alike", *VOICE):
            self.fields.pop(name, None)

    @staticmethod
    def showing(idea: Idea) -> dict[str, Any]:
        """What the form shows before anything is typed."""
        names = ("title", "body", "beneficiaries", "place", "latitude", "longitude")
        return {name: getattr(idea, name) for name in names} | {"neighbourhood": idea.neighbourhood_id}


class ReasonForm(forms.Form):
    """Why something is withdrawn or undone; everybody reads it."""

    reason = CleanText(
        label=_("السبب (يُنشر للعموم)"),
        max_length=LONGEST_REASON,
        rows=3,
        error_messages={"required": _("اكتبوا السبب: سيقرؤه الجميع.")},
    )


class WriteIdeaDownForm(WriteDownForm):
    """What staff hear of an idea, and the title they give it."""

    longest = ideas.LONGEST_BODY
    title = CleanLine(label=_("عنوان الفكرة في جملة"), max_length=ideas.LONGEST_TITLE, required=False)
    field_order = ("title", "words", "nothing_understood")

    def written(self) -> Written:
        """Return what was heard."""
        typed = self.cleaned_data
        return Written(typed["title"], typed["words"], typed["nothing_understood"], typed["seen"] or 0)


_ON_A_CARD = (
    "channel", "received_on", "title", "body", "sound", "voice", "agreed", "may_publish", "neighbourhood",
    "place", "point", "beneficiaries", "name",
)  # fmt: skip


class BoxForm(IdeaForm):
    """An idea taken out of the box of a workshop or a desk."""

    channel = forms.ChoiceField(label=_("كيف وصلت؟"))
    received_on = forms.DateField(label=_("يوم إيداعها"), widget=Day)
    name = CleanLine(
        label=_("الاسم كما أراده صاحب الفكرة"),
        help_text=_("اتركوه فارغا إن لم يكتب اسما."),
        max_length=120,
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 -- as IdeaForm
        super().__init__(*args, **options)
        self.fields.pop("speaks_for", None)
        self.fields["agreed"] = forms.BooleanField(
            label=_("إن سُجل صوت: أخبرنا صاحبه أننا نسجله لننقل كلامه إلى نص، ووافق"), required=False
        )
        if "sound" in self.fields:
            self.fields["sound"].label = _("أو سجلوا من يتكلم أمامكم")
            self.fields["sound"].help_text = _("ثلاث دقائق على الأكثر.")
            self.fields["may_publish"].label = _("يوافق صاحب الصوت على أن يسمعه الجميع")
            self.fields["may_publish"].help_text = ""
        self.order_fields(_ON_A_CARD)
        field = self.fields["channel"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = [(one.value, word(one)) for one in (Channel.WORKSHOP, Channel.DESK, Channel.PAPER)]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("sound") and not typed.get("agreed"):
            self.add_error("agreed", word(SpeechRefusal.NOT_AGREED))
        return typed

    def received(self) -> actions.FromABox:
        """Return how it came."""
        typed = self.cleaned_data
        return actions.FromABox(Channel(typed["channel"]), typed["received_on"], typed["name"])


class IdeaFilter(forms.Form):
    """How the list of ideas is narrowed; what it does not know it ignores."""

    text = CleanLine(label=_("كلمات"), required=False, max_length=100)
    neighbourhood = forms.TypedChoiceField(label=_("الحي"), coerce=int, empty_value=None, required=False)
    fate = forms.ChoiceField(label=_("أين وصلت؟"), required=False)
    order = forms.ChoiceField(
        label=_("الترتيب"),
        required=False,
        choices=[("", _("الأحدث أولا")), ("supports", _("الأكثر تأييدا أولا"))],
    )

    def __init__(
        self, data: Data, *, neighbourhoods: Iterable[tuple[int, str]], fates: Iterable[Fate]
    ) -> None:
        super().__init__(data)
        for name, none, choices in (
            ("neighbourhood", _("كل الأحياء"), neighbourhoods),
            ("fate", _("كل الأفكار"), [(one.value, word(one)) for one in fates]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
            field.choices = [("", none), *choices]

    @property
    def is_asking(self) -> bool:
        """Whether anything narrows the list."""
        return any(self.data.get(name) for name in ("text", "neighbourhood", "fate"))

    def asked(self) -> dict[str, Any]:
        """Return the arguments of ``queries.listed``."""
        self.full_clean()
        typed = getattr(self, "cleaned_data", {})
        fate = typed.get("fate")
        return {
            "text": typed.get("text", ""),
            "neighbourhood": typed.get("neighbourhood"),
            "fate": Fate(fate) if fate else None,
            "most_backed": typed.get("order") == "supports",
        }


class MergeForm(forms.Form):
    """Which ideas become part of a project."""

    ideas = forms.CharField(
        label=_("أرقام الأفكار"),
        help_text=_("مثلا: 3، 7، 12. يبقى كل من اقترح فكرة منها صاحب المشروع، ويُخبر."),
        max_length=500,
    )

    def numbers(self) -> list[int]:
        """Return the numbers that were typed, whatever stands between them."""
        typed = "".join(one if one.isdecimal() else " " for one in self.cleaned_data["ideas"])
        return sorted({int(one) for one in typed.split() if len(one) < 9})  # noqa: PLR2004 -- what the column holds


class StudyAnswerForm(forms.Form):
    """What an author answers to a study."""

    body = CleanText(label=_("جوابكم"), max_length=2_000, min_length=2, rows=5)
