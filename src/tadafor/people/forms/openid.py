"""What an administrator types of the commune's identity provider."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tadafor.people.models import IdentityProvider
from tadafor.people.rules.openid import ProviderRefusal, Terms
from tadafor.ui.boxes import CleanLine

# The box that each refusal speaks of.
BOXES = {
    ProviderRefusal.NOT_AN_ADDRESS: "server",
    ProviderRefusal.NOT_SAFE: "server",
    ProviderRefusal.NOT_PUBLIC: "server",
    ProviderRefusal.NO_ANSWER: "server",
    ProviderRefusal.NAMED_ALREADY: "server",
    ProviderRefusal.NO_LEVEL: "levels",
    ProviderRefusal.NO_PLACE: "place_claim",
    ProviderRefusal.SECRET_MISSING: "secret",
}
LATIN = {"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}
PARTED = re.compile(r"[\s,،;]+")


def _parts(typed: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in PARTED.split(typed) if part))


class ProviderForm(forms.Form):
    """The address, the names that the provider gave, and what of its word is accepted."""

    name = CleanLine(label=_("الاسم الذي يظهر للناس"), max_length=80)
    server = forms.CharField(
        label=_("عنوان المزود (issuer)"), max_length=200, widget=forms.TextInput(attrs=LATIN)
    )
    client_id = forms.CharField(
        label=_("معرّف المنصة عند المزود (client id)"), max_length=191, widget=forms.TextInput(attrs=LATIN)
    )
    secret = forms.CharField(
        label=_("السر (client secret)"),
        max_length=400,
        required=False,
        widget=forms.PasswordInput(attrs=LATIN | {"autocomplete": "new-password", "data-no-draft": ""}),
    )
    levels = forms.CharField(
        label=_("درجات الثقة المقبولة (acr)"),
        max_length=400,
        help_text=_("كما يكتبها المزود، تفصل بينها مسافة. ما سواها لا يؤكد أحدا."),
        widget=forms.TextInput(attrs=LATIN),
    )
    place_claim = forms.CharField(
        label=_("الخانة التي تصرح بجماعة السكن (claim)"),
        max_length=60,
        initial="commune",
        widget=forms.TextInput(attrs=LATIN),
    )
    place_values = forms.CharField(
        label=_("القيم التي تعني هذه الجماعة"),
        max_length=600,
        required=False,
        help_text=_("إن تُركت فارغة قُبل رمز الجماعة في الإحصاء وحده."),
        widget=forms.TextInput(attrs=LATIN),
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, held: IdentityProvider | None = None
    ) -> None:
        initial = {}
        if held is not None:
            names = ("name", "server", "client_id", "place_claim")
            initial = {name: getattr(held, name) for name in names}
            initial |= {"levels": " ".join(held.levels), "place_values": " ".join(held.place_values)}
        super().__init__(data, initial=initial)
        self.fields["secret"].help_text = (
            _("اتركوه فارغا ليبقى السر المحفوظ؛ لا نظهره أبدا.")
            if held
            else _("يُحفظ مشفرا بمفتاح خارج قاعدة المعطيات، ولا نظهره أبدا.")
        )

    def terms(self) -> Terms:
        """Return what was typed, but for the secret."""
        typed = self.cleaned_data
        return Terms(
            name=typed["name"],
            server=typed["server"].rstrip("/"),
            client_id=typed["client_id"],
            levels=_parts(typed["levels"]),
            place_claim=typed["place_claim"],
            place_values=_parts(typed["place_values"]),
        )
