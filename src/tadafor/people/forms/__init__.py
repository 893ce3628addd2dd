"""What people type about themselves, and what the desk types about them."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from tadafor.kernel.text import clean_line
from tadafor.kernel.words import word
from tadafor.people import queries
from tadafor.people.models import NAME_LENGTH, REASON_LENGTH, Person
from tadafor.people.rules import (
    CODE_DIGITS,
    AgeBand,
    Contact,
    ContactKind,
    Disability,
    MotherTongue,
    RoleKind,
    Sex,
    e164,
)
from tadafor.ui.widgets import OneTimeCode

DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
LANGUAGES = [("ar", "العربية"), ("fr", "Français"), ("zgh", "ⵜⴰⵎⴰⵣⵉⵖⵜ")]


def _words(kind: Any) -> list[tuple[str, Any]]:  # noqa: ANN401 -- a class of enum
    return [("", _("اختاروا")), *((member.value, word(member)) for member in kind)]


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent, even when it is empty; None when a page is only asked for."""
    return request.POST if request.method == "POST" else None


class ContactField(forms.CharField):
    """An e-mail address or a Moroccan mobile number, however it is typed."""

    default_error_messages = {
        "email": _("هذا العنوان الإلكتروني غير صحيح. مثال: nom@exemple.ma"),
        "phone": _("اكتبوا رقم هاتف محمول مغربي (مثل 0612345678) أو بريدا إلكترونيا."),
    }

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's own
        super().__init__(max_length=254, **kwargs)
        self.widget.attrs.update({"autocomplete": "username", "dir": "ltr", "autocapitalize": "none"})

    def clean(self, value: Any) -> Any:  # noqa: ANN401 -- Django's own
        """Return a Contact."""
        contact = clean_line(str(super().clean(value) or "")).translate(DIGITS)
        if not contact:
            if self.required:  # hidden characters alone are nothing
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        return self._email(contact) if "@" in contact else self._phone(contact)

    def _email(self, address: str) -> Contact:
        try:
            EmailValidator()(address.lower())
        except ValidationError:
            raise ValidationError(self.error_messages["email"], code="email") from None
        return Contact(ContactKind.EMAIL, address.lower())

    def _phone(self, written: str) -> Contact:
        number = e164(written, settings.TADAFOR_PHONE_REGIONS)
        if number is None:
            raise ValidationError(self.error_messages["phone"], code="phone")
        return Contact(ContactKind.PHONE, number)


class SignInForm(forms.Form):
    """One page for those who have an account and those who do not."""

    contact = ContactField(
        label=_("رقم الهاتف أو البريد الإلكتروني"),
        help_text=_("نرسل إليكم رمزا من ستة أرقام. لا حاجة إلى كلمة سر."),
    )


class NewContactForm(forms.Form):
    """Another way to reach one's account."""

    contact = ContactField(
        label=_("رقم الهاتف أو البريد الإلكتروني الجديد"),
        help_text=_("نرسل إليه رمزا للتأكد من أنه لكم. يعوض الوسيلة السابقة من نفس النوع."),
    )


class CodeForm(forms.Form):
    """The code that arrived."""

    code = forms.CharField(label=_("الرمز"), max_length=40, widget=OneTimeCode())

    def clean_code(self) -> str:
        """Keep the digits, whatever stands between them."""
        code = str(self.cleaned_data["code"]).translate(DIGITS)
        digits = "".join(sign for sign in code if sign.isascii() and sign.isdigit())
        if len(digits) != CODE_DIGITS:
            raise ValidationError(_("الرمز ستة أرقام."), code="digits")
        return digits


class NameForm(forms.Form):
    """The name one wants to be known by."""

    name = forms.CharField(
        label=_("الاسم الكامل"),
        max_length=NAME_LENGTH,
        help_text=_("بالعربية أو الأمازيغية أو الفرنسية، كما تحبون أن يظهر."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def clean_name(self) -> str:
        """Refuse a name without a letter, and one that a spreadsheet would take for a formula."""
        name = clean_line(self.cleaned_data["name"])
        if not any(sign.isalpha() for sign in name) or name[:1] in "=+-@" or "://" in name:
            raise ValidationError(_("اكتبوا اسما بالحروف."), code="name")
        return name


class CorrectForm(NameForm):
    """What a person corrects of their account."""

    language = forms.ChoiceField(label=_("لغة الرسائل التي تصلكم"), choices=LANGUAGES)


class FactsForm(forms.Form):
    """Statistical facts: each optional, each can be withdrawn."""

    sex = forms.ChoiceField(label=_("الجنس"), required=False)
    age_band = forms.ChoiceField(label=_("السن"), required=False)
    disability = forms.ChoiceField(label=_("هل أنتم في وضعية إعاقة؟"), required=False)
    mother_tongue = forms.ChoiceField(label=_("لغة البيت"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's own
        super().__init__(*args, **kwargs)
        kinds = {"sex": Sex, "age_band": AgeBand, "disability": Disability, "mother_tongue": MotherTongue}
        for field, kind in kinds.items():
            self.fields[field].choices = [("", _("أفضل عدم الجواب")), *_words(kind)[1:]]  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """Closing is confirmed by a tick, not by a slip of the finger."""

    sure = forms.BooleanField(label=_("نعم، أغلقوا حسابي نهائيا."))


# ---- the desk


class PersonField(ContactField):
    """Somebody who already signed in here, named by a contact they gave the desk."""

    default_error_messages = {
        "nobody": _("لا حساب بهذا العنوان. اطلبوا من صاحبه الدخول إلى المنصة مرة أولى، ثم أعيدوا المحاولة.")
    }

    def clean(self, value: Any) -> Person | None:  # noqa: ANN401 -- Django's own
        """Return the person."""
        contact = super().clean(value)
        if contact is None:
            return None
        person = queries.person_at(contact)
        if person is None:
            raise ValidationError(self.error_messages["nobody"], code="nobody")
        return person


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("السبب"),
        max_length=REASON_LENGTH,
        help_text=_("مرجع القرار أو سببه. يبقى مسجلا."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_reason(self) -> str:
        """One clean line or more, never nothing."""
        return clean_line(self.cleaned_data["reason"])


class GiveRoleForm(ReasonForm):
    """A role for somebody."""

    person = PersonField(label=_("هاتف الشخص أو بريده الإلكتروني"))
    kind = forms.ChoiceField(label=_("المهمة"))
    field_order = ["person", "kind", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's own
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = _words(RoleKind)  # type: ignore[attr-defined]

    def clean_kind(self) -> RoleKind:
        """Return the member."""
        return RoleKind(self.cleaned_data["kind"])


# ---- second factors: allauth's forms in the words of this house


def _shown(secret: str) -> str:
    """What the application would say now: told in a demonstration only, where nobody has it at hand."""
    if not settings.TADAFOR_DEMONSTRATION:
        return ""
    latest = max(totp.yield_hotp_counters_from_time())  # of those accepted now, the one that lasts longest
    return str(totp.format_hotp_value(totp.hotp_value(secret, latest)))


class CodeOfApplicationForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth is not typed
    """The first code of an application being set up."""

    code = forms.CharField(label=_("الرمز الذي يعطيه التطبيق"), max_length=20, widget=OneTimeCode())

    @property
    def shown(self) -> str:
        """The code to type, in a demonstration."""
        return _shown(self.secret)


class _ShowsCode:
    user: Person

    @property
    def shown(self) -> str:
        """The code to type, in a demonstration."""
        return next((_shown(secret) for secret in queries.application_secrets(self.user.pk)), "")


class SecondFactorForm(_ShowsCode, AuthenticateForm):  # type: ignore[misc]  # allauth is not typed
    """A code of the application, or a recovery code, on the way in."""

    code = forms.CharField(label=_("الرمز"), max_length=40, widget=OneTimeCode())


class SecondFactorAgainForm(_ShowsCode, ReauthenticateForm):  # type: ignore[misc]  # allauth is not typed
    """The same, once in."""

    code = forms.CharField(label=_("الرمز"), max_length=40, widget=OneTimeCode())


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth is not typed
    """A passkey being added."""

    name = forms.CharField(label=_("اسم المفتاح"), max_length=100, required=False)
    passwordless = forms.BooleanField(
        label=_("يكفي هذا المفتاح وحده للدخول"),
        required=False,
        help_text=_("يطلب جهازكم بصمة أو رقما سريا، ولا يبقى للرمز حاجة."),
    )


class PasskeyNameForm(EditWebAuthnForm):  # type: ignore[misc]  # allauth is not typed
    """A passkey being named."""

    name = forms.CharField(label=_("اسم المفتاح"), max_length=100)
