"""Form fields that take files, for every room, and the forms of a document."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from tadafor.documents.actions import REASON_LIMIT, CleanFile, Speech, clean_file
from tadafor.documents.rules import ANY, MEDIA_TYPES, TITLE_LIMIT, Kind
from tadafor.documents.rules.sounds import (
    HEAD,
    LARGEST_SOUND,
    LONGEST,
    Sound,
    SoundRefusal,
    Voice,
    refuse_sound,
    sound_kind_of,
)
from tadafor.kernel.identifiers import token
from tadafor.kernel.refusals import Refused
from tadafor.kernel.text import clean_line
from tadafor.kernel.words import word
from tadafor.ui.boxes import CleanLine, CleanText
from tadafor.ui.widgets import Recorder


class FileInput(forms.FileInput):
    """A file chooser that offers the kinds wanted; telephones offer the camera for pictures."""

    def __init__(self, wanted: Iterable[Kind], attrs: dict[str, Any] | None = None) -> None:
        accepted = ",".join(MEDIA_TYPES[kind].partition(";")[0] for kind in sorted(wanted))
        super().__init__({"accept": accepted, **(attrs or {})})


class CleanFileField(forms.Field):
    """One file, cleaned to a ``CleanFile`` (or None); ``wanted`` are the kinds it may be."""

    widget: forms.Widget

    def __init__(self, *, wanted: frozenset[Kind] = ANY, **options: Any) -> None:  # noqa: ANN401 -- Django's own
        self.wanted = wanted
        super().__init__(widget=options.pop("widget", None) or FileInput(wanted), **options)

    def clean(self, value: "UploadedFile[bytes] | None") -> CleanFile | None:
        if value is None:
            super().clean(None)
            return None
        try:
            return clean_file(sent=value, name=value.name or "", size=value.size or 0, wanted=self.wanted)
        except Refused as refused:
            raise ValidationError(refused.sentence, code=refused.refusal) from refused


class SeveralFilesInput(FileInput):
    """A chooser of several files."""

    allow_multiple_selected = True


class CleanFilesField(CleanFileField):
    """Several files, cleaned to a list of ``CleanFile``; at most ``most``."""

    def __init__(self, *, most: int = 5, wanted: frozenset[Kind] = ANY, **options: Any) -> None:  # noqa: ANN401
        self.most = most
        widget = SeveralFilesInput(wanted, {"multiple": True})
        super().__init__(wanted=wanted, widget=widget, **options)

    def clean(self, value: "list[UploadedFile[bytes]] | None") -> list[CleanFile]:  # type: ignore[override]
        files = [one for one in value or [] if one]
        if len(files) > self.most:
            raise ValidationError(
                _("اختاروا %(most)s ملفات على الأكثر.") % {"most": self.most}, code="too_many"
            )
        if not files:
            super().clean(None)
        return [clean for clean in (super(CleanFilesField, self).clean(one) for one in files) if clean]


@dataclass(frozen=True)
class SentSound:
    """A recording as it came, and what its content says it is."""

    whole: bytes
    kind: Sound


class SoundField(forms.Field):
    """A recording, told by its first bytes; the worker opens it later. Clean value: ``SentSound``."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 -- Django's own
        super().__init__(widget=options.pop("widget", None) or Recorder(LONGEST), **options)
        self.error_messages["required"] = word(SoundRefusal.EMPTY)

    def clean(self, value: "UploadedFile[bytes] | None") -> SentSound | None:
        if value is None:
            super().clean(None)
            return None
        value.seek(0)
        whole = value.read(LARGEST_SOUND + 1)
        kind = sound_kind_of(whole[:HEAD])
        if refusal := refuse_sound(size=value.size or 0, kind=kind):
            raise ValidationError(word(refusal), code=refusal)
        assert kind is not None  # noqa: S101 -- refused above
        return SentSound(whole, kind)


class VoiceForm(forms.Form):
    """A recording, its language, and whether everyone may hear it."""

    sound = SoundField(
        label=_("تسجيلكم الصوتي"),
        help_text=_("ثلاث دقائق على الأكثر، و10 ميغابايت إن اخترتم ملفا."),
    )
    voice = forms.ChoiceField(label=_("بأي لغة تتكلمون؟"))
    may_publish = forms.BooleanField(
        label=_("أوافق على أن يسمع الجميع صوتي"),
        help_text=_("بدون موافقتكم لا يُنشر إلا النص الذي تكتبه مصالح الجماعة، ويُمحى التسجيل بعد 90 يوما."),
        required=False,
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=32)

    def __init__(self, data: Mapping[str, Any] | None = None, files: Any = None, **options: Any) -> None:  # noqa: ANN401
        initial = {"token": token(), "voice": Voice.DARIJA, **options.pop("initial", {})}
        super().__init__(data, files, initial=initial, **options)
        field = self.fields["voice"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = [(one.value, word(one)) for one in Voice]

    def speech(self) -> Speech:
        """Return what was spoken."""
        return speech_in(self.cleaned_data)


def speech_in(typed: Mapping[str, Any]) -> Speech:
    """Return the recording that a form holds."""
    return Speech(
        whole=typed["sound"].whole,
        kind=typed["sound"].kind,
        voice=Voice(typed["voice"]),
        may_publish=typed.get("may_publish", True),
    )


class WriteDownForm(forms.Form):
    """What staff hear in a recording; ``longest`` is how much its words may be."""

    longest = 5_000
    nothing_understood = forms.BooleanField(label=_("لم يُفهم شيء من هذا التسجيل"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 -- Django's own
        super().__init__(*arguments, **options)
        words = CleanText(
            label=_("ما قيل في التسجيل"),
            help_text=_("اكتبوا ما تسمعون كما قيل، بلا تلخيص ولا تصحيح. ضعوا […] مكان ما لم يُفهم."),
            max_length=self.longest,
            required=False,
            rows=10,
        )
        self.fields = {"words": words, **self.fields}


class AttachForm(forms.Form):
    """A document to publish, and its title."""

    title = CleanLine(label=_("عنوان الوثيقة"), max_length=TITLE_LIMIT)
    file = CleanFileField(label=_("الملف"))


class DescribeForm(forms.Form):
    """Another title for a document."""

    title = forms.CharField(label=_("عنوان الوثيقة"), max_length=TITLE_LIMIT)

    def clean_title(self) -> str:
        return clean_line(self.cleaned_data["title"])


class RemoveForm(forms.Form):
    """Why a document goes."""

    reason = forms.CharField(
        label=_("سبب السحب"),
        help_text=_("يبقى عنوان الوثيقة والسبب ظاهرين للجميع، ويُمحى الملف نهائيا."),
        max_length=REASON_LIMIT,
        widget=forms.Textarea({"rows": 3}),
    )
