"""What a visitor types to check the log."""

from django import forms
from django.utils.translation import gettext_lazy as _


class LineForm(forms.Form):
    """The number of a line, as a receipt prints it."""

    entry = forms.UUIDField(
        label=_("رقم السطر"),
        help_text=_("يوجد هذا الرقم في الوصل أو الوثيقة التي تسلمتموها."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": _("اكتبوا رقم السطر."),
            "invalid": _("هذا ليس رقم سطر: يتكون من 32 حرفا ورقما بين شرطات."),
        },
    )
