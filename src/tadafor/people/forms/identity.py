"""What is typed at the counter, and by those who confirm who they are."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tadafor.kernel.refusals import Refused
from tadafor.kernel.words import word
from tadafor.people import queries
from tadafor.people.actions import Shown
from tadafor.people.forms import DIGITS, LANGUAGES, ContactField, NameForm, PersonField
from tadafor.people.rules import EVIDENCE_FOR, Evidence, LinkKind, LinkRefusal
from tadafor.people.rules.cards import Card, CardKind
from tadafor.people.rules.confirming import Eligibility, ages_reached
from tadafor.people.rules.counter import RECEIPT_LENGTH
from tadafor.territories.queries import neighbourhoods, offices
from tadafor.ui.widgets import Day

OLDEST = 120
SHORTEST_EXIT, LONGEST_EXIT = 4, 8


def choices(kind: Any) -> list[tuple[str, Any]]:  # noqa: ANN401 -- a class of enum
    """Return the words of a closed list, none chosen."""
    return [("", _("اختاروا")), *((member.value, word(member)) for member in kind)]


class CardForm(forms.Form):
    """A document and its number; neither is kept as typed."""

    card_kind = forms.ChoiceField(label=_("نوع الوثيقة"))
    card_number = forms.CharField(
        label=_("رقم الوثيقة"),
        max_length=40,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "data-no-draft": ""}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's own
        super().__init__(*args, **kwargs)
        self.fields["card_kind"].choices = choices(CardKind)  # type: ignore[attr-defined]
        if not self.is_bound:
            self.initial.setdefault("card_kind", CardKind.NATIONAL.value)

    def clean(self) -> dict[str, Any]:
        """Put the card together; say what shape its number has."""
        facts = super().clean() or {}
        kind, number = facts.get("card_kind"), facts.get("card_number")
        facts["card"] = None
        if kind and number:
            try:
                facts["card"] = queries.checked_card(CardKind(kind), number)
            except Refused as refused:
                self.add_error("card_number", refused.sentence)
        return facts

    def card(self) -> Card:
        """Return the card of a valid form."""
        card: Card = self.cleaned_data["card"]
        return card


class SeenForm(CardForm):
    """What the person at the counter shows, and the facts a procedure may ask for."""

    kind = forms.ChoiceField(label=_("نوع الصلة"))
    evidence = forms.ChoiceField(label=_("الوثيقة التي تثبت الصلة"))
    born = forms.DateField(
        label=_("تاريخ الازدياد"),
        required=False,
        widget=Day(),
        help_text=_("لا يحفظ: نحتفظ فقط ببلوغ 15 و16 و18 سنة أو عدمه."),
    )
    neighbourhood = forms.ChoiceField(label=_("الحي"), required=False)
    household = forms.CharField(
        label=_("عنوان السكن"),
        max_length=200,
        required=False,
        help_text=_("لا يحفظ: يتحول إلى بصمة تبين هل تؤكدون صلة من يسكن معكم."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-no-draft": ""}),
    )
    family = forms.BooleanField(
        label=_("هذا الشخص من أسرتي أو يسكن معي"),
        required=False,
        help_text=_("تنتظر الصلة حينها تحقق زميل(ة)، ولا تؤكدون إلا صلة واحدة من هذا النوع."),
    )

    def __init__(self, *args: Any, territory_id: int, today: date, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's own
        super().__init__(*args, **kwargs)
        self.today = today
        places = [(str(place.pk), place.name) for place in neighbourhoods(territory_id)]
        self.fields["kind"].choices = choices(LinkKind)  # type: ignore[attr-defined]
        self.fields["evidence"].choices = choices(Evidence)  # type: ignore[attr-defined]
        self.fields["neighbourhood"].choices = [("", _("غير محدد")), *places]  # type: ignore[attr-defined]
        self.fields["card_number"].help_text = _(
            "لا يحفظ كما هو: يتحول إلى بصمة لا تقرأ، حتى لا تسجل بطاقة مرتين."
        )

    def clean_born(self) -> date | None:
        """Refuse a day to come, and one nobody remembers."""
        day: date | None = self.cleaned_data["born"]
        if day is not None and not 0 <= self.today.year - day.year <= OLDEST:
            raise ValidationError(_("هذا التاريخ غير ممكن."), code="born")
        return day

    def clean(self) -> dict[str, Any]:
        """Check that the document proves this kind of link."""
        facts = super().clean()
        kind, evidence = facts.get("kind"), facts.get("evidence")
        if kind and evidence and Evidence(evidence) not in EVIDENCE_FOR[LinkKind(kind)]:
            self.add_error("evidence", word(LinkRefusal.EVIDENCE))
        return facts

    def seen(self) -> dict[str, Any]:
        """Return what the verbs of the counter ask."""
        facts = self.cleaned_data
        born, place = facts["born"], facts["neighbourhood"]
        return {
            "kind": LinkKind(facts["kind"]),
            "evidence": Evidence(facts["evidence"]),
            "shown": Shown(
                card=facts["card"],
                eligibility=Eligibility(
                    old_enough=ages_reached(born, self.today) if born else (),
                    neighbourhood_id=int(place) if place else None,
                ),
                household=facts["household"],
                family=facts["family"],
            ),
        }


class ConfirmLinkForm(SeenForm):
    """A link of somebody who has an account; the card is asked where the document is one."""

    person = PersonField(label=_("هاتف الشخص أو بريده الإلكتروني"))
    field_order = ["person", "kind", "evidence", "card_kind", "card_number"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's own
        super().__init__(*args, **kwargs)
        self.fields["card_kind"].required = self.fields["card_number"].required = False


class RegisterForm(NameForm, SeenForm):
    """Somebody without phone or e-mail."""

    language = forms.ChoiceField(label=_("لغة الوصل"), choices=LANGUAGES[:2])
    consented = forms.BooleanField(
        label=_("قرأت ورقة الموافقة على الشخص المعني ووقعها"),
        help_text=_("تطبع ورقة الموافقة من الرابط أعلاه، وتسلم نسخة منها للشخص."),
    )
    field_order = ["name", "language", "card_kind", "card_number", "kind", "evidence"]


class SecondForm(forms.Form):
    """A second look at what a colleague confirmed."""

    verdict = forms.ChoiceField(
        label=_("بعد التحقق"),
        choices=[("yes", _("الصلة صحيحة")), ("no", _("أعترض: تنتهي الصلة"))],
        widget=forms.RadioSelect(),
    )
    reason = forms.CharField(
        label=_("سبب الاعتراض"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class CounterSettingsForm(forms.Form):
    """What an administrator chooses for the counter."""

    second_share = forms.IntegerField(
        label=_("نسبة التأكيدات التي تسحب للتحقق الثاني (في المائة)"), min_value=1, max_value=100
    )
    second_days = forms.IntegerField(label=_("أجل التحقق الثاني (بالأيام)"), min_value=1, max_value=30)


class ReceiptForm(CardForm):
    """A receipt and the card that was shown when it was given."""

    code = forms.CharField(
        label=_("الرمز المكتوب في الوصل"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"dir": "ltr", "autocomplete": "off", "autocapitalize": "characters", "data-no-draft": ""}
        ),
    )
    field_order = ["code", "card_kind", "card_number"]

    def clean_code(self) -> str:
        """Read a code as it may be written: small letters, O for 0, I and L for 1."""
        code = "".join(sign for sign in self.cleaned_data["code"].upper() if sign.isalnum())
        code = code.translate(str.maketrans("OIL", "011"))
        if len(code) != RECEIPT_LENGTH:
            raise ValidationError(_("رمز الوصل اثنا عشر حرفا ورقما."), code="length")
        return code


class ClaimContactForm(forms.Form):
    """By which phone or e-mail the claimed account will be entered."""

    contact = ContactField(
        label=_("رقم هاتفكم أو بريدكم الإلكتروني"),
        help_text=_("نرسل إليه رمزا من ستة أرقام، وتدخلون به إلى حسابكم من بعد."),
    )


class ExitForm(forms.Form):
    """The code by which staff take a tablet out of its mode."""

    exit_code = forms.CharField(
        label=_("رمز الخروج"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"dir": "ltr", "inputmode": "numeric", "autocomplete": "off", "data-no-draft": ""}
        ),
    )

    def clean_exit_code(self) -> str:
        """Four to eight digits, whatever stands between them."""
        typed = str(self.cleaned_data["exit_code"]).translate(DIGITS)
        digits = "".join(sign for sign in typed if sign.isascii() and sign.isdigit())
        if not SHORTEST_EXIT <= len(digits) <= LONGEST_EXIT:
            raise ValidationError(_("رمز الخروج من أربعة إلى ثمانية أرقام."), code="digits")
        return digits


class KioskForm(ExitForm):
    """For which office, and with which code out."""

    office = forms.ChoiceField(label=_("المكتب"), required=False)
    field_order = ["office", "exit_code"]

    def __init__(self, *args: Any, territory_id: int, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's own
        super().__init__(*args, **kwargs)
        places = [(str(office.pk), office.name) for office in offices(territory_id)]
        self.fields["office"].choices = [("", _("غير محدد")), *places]  # type: ignore[attr-defined]
        self.fields["exit_code"].help_text = _("اختاروه أنتم، ولا تعطوه للزوار.")
