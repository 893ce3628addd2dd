"""What the desk types about associations."""

from datetime import date, datetime, time

from django import forms
from django.utils.translation import gettext_lazy as _

from tadafor.kernel.clock import CASABLANCA
from tadafor.people.forms import PersonField
from tadafor.ui.widgets import Day


class AssociationForm(forms.Form):
    """An association whose receipt was seen."""

    name = forms.CharField(label=_("اسم الجمعية"), max_length=200)
    receipt_number = forms.CharField(
        label=_("رقم الوصل النهائي"),
        max_length=60,
        help_text=_("الوصل الذي سلمته السلطة المحلية (ظهير 15 نونبر 1958)."),
    )


class MandateForm(forms.Form):
    """Who speaks for an association, until when."""

    person = PersonField(label=_("هاتف الشخص أو بريده الإلكتروني"))
    until = forms.DateField(
        label=_("إلى غاية"), required=False, widget=Day(), help_text=_("اتركوه فارغا إن كان بلا أجل.")
    )

    def clean_until(self) -> datetime | None:
        """Return the last moment of the day, in Morocco."""
        day: date | None = self.cleaned_data["until"]
        return datetime.combine(day, time(23, 59, 59), tzinfo=CASABLANCA) if day else None
