"""What is typed to change an entry that stands: by its representative, or at the desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tadafor.associations.actions import Facts
from tadafor.associations.forms.entries import EntryForm, Words, initial_of
from tadafor.associations.models import REASON_LENGTH, Association
from tadafor.associations.rules import Paper
from tadafor.documents.forms import CleanFileField
from tadafor.kernel.words import word

_FREE = ("activity", "address", "public_contact")


class ChangeForm(EntryForm):
    """The legal facts and the board as they are now, and the papers that prove it."""

    note = Words(label=_("ما الذي تغيّر، ومتى؟"), max_length=REASON_LENGTH, required=False, rows=3)

    def __init__(self, *args: Any, association: Association, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, initial=initial_of(association), **options)
        self.association = association
        for name in _FREE:
            del self.fields[name]
        for paper in (Paper.RECEIPT, Paper.STATUTES, Paper.BOARD, Paper.ASSEMBLY):
            self.fields[f"paper_{paper}"] = CleanFileField(label=word(paper), required=False)
            self.fields[f"paper_{paper}"].help_text = _("صورة أو PDF. يراه موظفو الجماعة وحدهم.")

    def facts(self) -> Facts:
        """Return what was typed, with what nobody has to confirm as it stands."""
        self.cleaned_data |= {name: getattr(self.association, name) for name in _FREE}
        return super().facts()


class CorrectionForm(EntryForm):
    """An entry as the desk corrects it, and why."""

    reason = Words(label=_("سبب التصحيح"), max_length=REASON_LENGTH, rows=3)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=16)

    def __init__(self, *args: Any, association: Association, seen: str, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, initial=initial_of(association) | {"seen": seen}, **options)
        self.fields["reason"].help_text = _("يصل إلى الجمعية ويبقى في سجل الأعمال.")


class AnswerForm(forms.Form):
    """Whether an asked change is accepted; a refusal says why."""

    reason = Words(label=_("السبب، إن لم تقبلوا التغيير"), max_length=REASON_LENGTH, required=False, rows=3)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=16)
