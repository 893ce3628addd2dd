"""What is spoken: by a citizen, at the desk, and what staff write of it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tadafor.consultations import actions, rules
from tadafor.consultations.forms.contributing import offer_names
from tadafor.consultations.forms.desk import Data, choices_of
from tadafor.consultations.forms.entering import EntryForm
from tadafor.consultations.rules import contributing
from tadafor.documents import forms as documents
from tadafor.documents.actions import Speech
from tadafor.documents.forms import SoundField, VoiceForm, speech_in
from tadafor.documents.rules.sounds import Voice
from tadafor.people.actor import Actor
from tadafor.ui.boxes import CleanText


def choose_a_card(form: forms.Form, cards: list[tuple[str, str]]) -> None:
    """Ask for a card where a form would offer an article or the whole text."""
    field = form.fields["passage"]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared by every entry
    field.label, field.required = _("البطاقة"), True
    field.choices = [("", _("اختاروا")), *cards]


class ReadAloudForm(VoiceForm):
    """A text read aloud at the desk: it is public as soon as its text is."""

    def __init__(self, data: Data = None, files: Any = None) -> None:  # noqa: ANN401
        super().__init__(data, files)
        del self.fields["may_publish"]
        self.fields["sound"].label = _("التسجيل الصوتي")
        self.fields["voice"].label = _("لغة القراءة")


class SpeakForm(VoiceForm):
    """A comment that is spoken; words beside it are free."""

    body = CleanText(
        label=_("كلمات تضيفونها كتابة"), max_length=contributing.LONGEST_BODY, required=False, rows=3
    )
    speaks_for = forms.TypedChoiceField(
        label=_("باسم من تساهمون؟"), coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: Any = None,  # noqa: ANN401 -- Django's own
        *,
        actor: Actor,
        territory_id: int,
        audience: rules.Audience,
        initial: dict[str, Any],
    ) -> None:
        super().__init__(data, files, initial=initial)
        offer_names(self, actor, territory_id, audience)

    def words(self, subject: str, passage: str | None) -> actions.Words:
        """Return what was written beside the recording: a comment, or a remark on a card."""
        kind = rules.KINDS_OF[rules.Subject(subject)][0]
        return actions.Words(kind=kind, body=self.cleaned_data["body"], passage=passage)


class SpokenEntryForm(EntryForm):
    """What somebody says at the desk, recorded there with their agreement."""

    sound = SoundField(
        label=_("التسجيل الصوتي"), help_text=_("ثلاث دقائق على الأكثر، و10 ميغابايت إن اخترتم ملفا.")
    )
    voice = forms.ChoiceField(label=_("اللغة"))
    may_publish = forms.BooleanField(label=_("يوافق صاحب الصوت على أن يسمعه الجميع"), required=False)
    agreed = forms.BooleanField(
        label=_("أخبرنا صاحب الصوت أننا نسجله لننقل كلامه إلى نص، ووافق"),
        error_messages={"required": _("لا يُحتفظ بصوت أحد دون موافقته.")},
    )
    field_order = ("sound", "voice", "passage", "body", "author_kind", "name", "channel", "received_on")

    def __init__(
        self,
        data: Data = None,
        files: Any = None,  # noqa: ANN401 -- Django's own
        *,
        subject: rules.Subject = rules.Subject.TEXT,
        **options: Any,  # noqa: ANN401 -- those of every entry
    ) -> None:
        super().__init__(data, **options)
        self.files = self.files if files is None else files
        if subject is rules.Subject.CARDS:  # a remark is always on a card
            choose_a_card(self, options["articles"])
        for name in ("kind", "title", "proposed"):
            del self.fields[name]
        self.fields["body"].label = _("كلمات تُضاف كتابة")
        field = self.fields["voice"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = choices_of(Voice)

    def words_on(self, subject: str) -> actions.Words:
        """Return what was written beside the recording: a comment, or a remark on a card."""
        typed = self.cleaned_data
        return actions.Words(
            kind=rules.KINDS_OF[rules.Subject(subject)][0],
            body=typed["body"],
            passage=typed["passage"] or None,
        )

    def speech(self) -> Speech:
        """Return what was spoken."""
        return speech_in(self.cleaned_data)


class WriteDownForm(documents.WriteDownForm):
    """What staff hear in a recording, as long as a contribution may be."""

    longest = contributing.LONGEST_BODY
