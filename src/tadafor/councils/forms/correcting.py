"""Corrections as typed: what is so now, and why it was wrong."""

from django.utils.translation import gettext_lazy as _

from tadafor.councils import actions
from tadafor.councils.forms.bodies import AttendanceForm, Data
from tadafor.councils.forms.sessions import SittingForm, VoteForm
from tadafor.ui.boxes import CleanLine


def _why() -> CleanLine:
    return CleanLine(label=_("سبب التصحيح"), max_length=500, help_text=_("يُنشر للعموم مع ما كان مسجلا قبله."))


class CorrectAttendanceForm(AttendanceForm):
    """Who came after all."""

    reason = _why()

    def __init__(self, data: Data = None, *, members: list[tuple[int, str]], came: set[int]) -> None:
        super().__init__(data, members=members)
        self.initial = {"present": sorted(came), "nobody": not came}


class CorrectSittingForm(SittingForm):
    """How many were there after all; its day stays."""

    held_on = None  # type: ignore[assignment]
    reason = _why()

    def presence(self) -> actions.Presence:
        typed = self.cleaned_data
        return actions.Presence(**{name: typed[name] for name in ("present", "women_present", "excused")})


class CorrectVoteForm(VoteForm):
    """How the council voted after all."""

    reason = _why()
