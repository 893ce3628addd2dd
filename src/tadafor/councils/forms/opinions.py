"""Opinions, drafts, votes and answers as typed."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tadafor.councils import actions, rules
from tadafor.councils.forms.sessions import choices_of, choose
from tadafor.kernel.text import slug
from tadafor.ui.boxes import CleanLine, CleanText
from tadafor.ui.widgets import CheckCards, Day, RadioCards

Data = Mapping[str, Any] | None
LONGEST_OPINION = 60_000


class OpinionForm(forms.Form):
    """A question that a body works on."""

    title = CleanLine(label=_("عنوان الرأي"), max_length=200)
    question = CleanText(label=_("السؤال"), max_length=4_000)
    origin = forms.TypedChoiceField(label=_("مصدره"), coerce=rules.Origin, widget=RadioCards)
    begun_on = forms.DateField(label=_("تاريخ فتح الموضوع"), widget=Day)

    def __init__(self, data: Data = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        choose(self, "origin", choices_of(rules.Origin))

    def facts(self) -> actions.OpinionFacts:
        address = slug(self.cleaned_data["title"])[:80] or "opinion"
        return actions.OpinionFacts(slug=address, **self.cleaned_data)


class GroupForm(forms.Form):
    """Which members work on an opinion."""

    members = forms.TypedMultipleChoiceField(
        label=_("مجموعة العمل"), coerce=int, required=False, widget=CheckCards
    )

    def __init__(
        self, data: Data = None, *, members: list[tuple[int, str]], initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        choose(self, "members", members)


class DraftForm(forms.Form):
    """The words of an opinion; ``seen`` is the draft they were written over."""

    text = CleanText(label=_("نص المشروع"), max_length=LONGEST_OPINION, rows=16)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class AdoptForm(forms.Form):
    """The vote of the body."""

    meeting = forms.TypedChoiceField(label=_("الاجتماع"), coerce=int, widget=RadioCards)
    in_favour = forms.IntegerField(label=_("مع"), min_value=0, max_value=300)
    against = forms.IntegerField(label=_("ضد"), min_value=0, max_value=300, initial=0)
    abstained = forms.IntegerField(label=_("امتناع"), min_value=0, max_value=300, initial=0)

    def __init__(self, data: Data = None, *, meetings: list[tuple[int, str]]) -> None:
        super().__init__(data)
        choose(self, "meeting", meetings)

    def vote(self) -> rules.Vote:
        typed = self.cleaned_data
        return rules.Vote(0, typed["in_favour"], typed["against"], typed["abstained"])


class SendForm(forms.Form):
    """When it went to the president."""

    sent_on = forms.DateField(label=_("تاريخ الإحالة"), widget=Day)
    reference = CleanLine(label=_("رقم مكتب الضبط"), max_length=120, required=False)


class AnswerForm(forms.Form):
    """What the council made of it, and why."""

    answer = forms.TypedChoiceField(label=_("جواب المجلس"), coerce=rules.Answer, widget=RadioCards)
    reason = CleanText(label=_("التعليل (يُنشر للعموم)"), max_length=10_000)

    def __init__(self, data: Data = None) -> None:
        super().__init__(data)
        choose(self, "answer", choices_of(rules.Answer))


class FollowUpForm(forms.Form):
    """What was done."""

    happened_on = forms.DateField(label=_("التاريخ"), widget=Day)
    words = CleanText(label=_("ما أُنجز"), max_length=4_000, rows=3)
