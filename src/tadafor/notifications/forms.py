"""What a person chooses to receive."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tadafor.kernel.words import word
from tadafor.notifications.rules import Cadence, Topic
from tadafor.ui.widgets import CheckCards, RadioCards


class PreferenceForm(forms.Form):
    """How often by e-mail, and what by SMS."""

    cadence = forms.ChoiceField(
        label=_("متى تصلكم الرسائل الإلكترونية؟"),
        widget=RadioCards(
            {
                Cadence.DAILY: _("رسالة واحدة كل صباح، إن جدّ شيء."),
                Cadence.WEEKLY: _("رسالة واحدة صباح كل اثنين، إن جدّ شيء."),
                Cadence.NONE: _("تجدون كل شيء في صفحة الإشعارات."),
            }
        ),
    )
    sms = forms.MultipleChoiceField(
        label=_("ما الذي تودون تلقيه برسالة قصيرة؟"),
        help_text=_("لا تصلكم أي رسالة قصيرة لم تختاروها، ولا تصل ليلا."),
        required=False,
        widget=CheckCards(),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["cadence"].choices = [(member.value, word(member)) for member in Cadence]  # type: ignore[attr-defined]
        self.fields["sms"].choices = [(member.value, word(member)) for member in Topic]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> tuple[Cadence, frozenset[Topic]]:
        """The clean values as words of the rules."""
        return Cadence(self.cleaned_data["cadence"]), frozenset(Topic(t) for t in self.cleaned_data["sms"])
