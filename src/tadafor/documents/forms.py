"""Form fields that take files, for every room, and the forms of a document."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from tadafor.documents.actions import REASON_LIMIT, CleanFile, clean_file
from tadafor.documents.rules import ANY, MEDIA_TYPES, TITLE_LIMIT, Kind
from tadafor.documents.rules.sounds import (
    HEAD,
    LARGEST_SOUND,
    LONGEST,
    Sound,
    SoundRefusal,
    refuse_sound,
    sound_kind_of,
)
from tadafor.kernel.refusals import Refused
from tadafor.kernel.text import clean_line
from tadafor.kernel.words import word
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
