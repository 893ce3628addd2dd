"""What people type under a commitment, and what a list is asked for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tadafor.commitments import rules
from tadafor.commitments.forms.choosing import LONGEST_TOKEN, Data, choices_of, offer
from tadafor.commitments.rules import Claim
from tadafor.documents.forms import CleanFileField
from tadafor.documents.rules import IMAGES
from tadafor.kernel.identifiers import token
from tadafor.ui.boxes import CleanLine, CleanText


class CommentForm(forms.Form):
    """A comment."""

    body = CleanText(
        label=_("تعليقكم"),
        help_text=_("لا تكتبوا رقم بطاقة ولا هاتفا: النص يُنشر."),
        max_length=rules.LONGEST,
        rows=4,
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_TOKEN)

    def __init__(self, data: Data = None, files: Any = None) -> None:  # noqa: ANN401 -- Django's own
        super().__init__(data, files, initial={"token": token()})

    def told(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class CorrectionForm(CommentForm):
    """What is not so, with a photograph."""

    claim = forms.ChoiceField(label=_("ما الذي ليس صحيحا؟"), choices=(), widget=forms.RadioSelect)
    photo = CleanFileField(
        label=_("صورة"),
        help_text=_("لا وجوه ولا لوحات سيارات. نحذف منها المكان واسم الجهاز."),
        wanted=IMAGES,
        required=False,
    )
    field_order = ("claim", "body", "photo")

    def __init__(self, data: Data = None, files: Any = None) -> None:  # noqa: ANN401 -- Django's own
        super().__init__(data, files)
        self.fields["body"].label = _("ماذا رأيتم؟ أين ومتى؟")
        offer(self, "claim", choices_of(Claim))

    def told(self) -> dict[str, Any]:
        return self.cleaned_data | {"claim": Claim(self.cleaned_data["claim"])}


class FilterForm(forms.Form):
    """What a list is asked for; what makes no sense is not asked."""

    text = CleanLine(required=False, max_length=100)
    axis = forms.IntegerField(required=False, min_value=1, max_value=999)
    neighbourhood = forms.IntegerField(required=False, min_value=1, max_value=2**31)
