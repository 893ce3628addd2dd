"""Corrections as typed: what is so now, and why it was wrong."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from tadafor.councils import actions
from tadafor.councils.forms.bodies import AttendanceForm, Data
from tadafor.councils.forms.sessions import SittingForm, VoteForm
from tadafor.ui.boxes import CleanLine
from tadafor.ui.widgets import Day


def _why() -> CleanLine:
    return CleanLine(label=_("سبب التصحيح"), max_length=500, help_text=_("يُنشر للعموم مع ما كان مسجلا قبله."))


def _seen() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class CorrectAttendanceForm(AttendanceForm):
    """Who came after all."""

    reason = _why()
    seen = _seen()

    def __init__(
        self, data: Data = None, *, members: list[tuple[int, str]], came: set[int], seen: int
    ) -> None:
        super().__init__(data, members=members)
        self.initial = {"present": sorted(came), "nobody": not came, "seen": seen}


class CorrectSittingForm(SittingForm):
    """How many were there after all; its day stays."""

    held_on = None  # type: ignore[assignment]
    reason = _why()
    seen = _seen()

    def presence(self) -> actions.Presence:
        typed = self.cleaned_data
        return actions.Presence(**{name: typed[name] for name in ("present", "women_present", "excused")})


class CorrectStepForm(forms.Form):
    """When a step after the vote was taken after all, or that it was none."""

    taken_on = forms.DateField(
        label=_("التاريخ"),
        widget=Day,
        error_messages={"required": _("اكتبوا التاريخ، أو بيّنوا أن هذه المرحلة لم تقع.")},
    )
    reference = CleanLine(label=_("المرجع"), max_length=120, required=False)
    is_none = forms.BooleanField(label=_("لم تقع هذه المرحلة: سُجلت سهوا"), required=False)
    reason = _why()
    seen = _seen()

    def full_clean(self) -> None:
        """Ask for no day of a step that was none."""
        is_none = self.is_bound and bool(self.data.get("is_none"))
        self.fields["taken_on"].required = not is_none
        super().full_clean()

    def day(self) -> date | None:
        """Return when it was taken; nothing when it was none."""
        return None if self.cleaned_data["is_none"] else self.cleaned_data["taken_on"]


class CorrectVoteForm(VoteForm):
    """How the council voted after all."""

    reason = _why()
    seen = _seen()
