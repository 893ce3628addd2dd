"""What who signs types: what the law asks and no more."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tadafor.kernel.refusals import Refused
from tadafor.kernel.words import word
from tadafor.people.forms import CodeForm, ContactField
from tadafor.people.queries import checked_card
from tadafor.people.rules.cards import CardKind
from tadafor.people.words import WORDS as PEOPLE_WORDS
from tadafor.petitions import rules
from tadafor.petitions.words import WORDS
from tadafor.ui.boxes import CleanLine, shared
from tadafor.ui.widgets import RadioCards

Data = Mapping[str, Any] | None
LONGEST_SEALED = 2_000


def choices_of(members: Iterable[Any]) -> list[tuple[str, str]]:
    """Return the members of a closed list with their words, in the reader's language."""
    return [(member.value, word(member)) for member in members]


def offer(form: forms.Form, name: str, choices: list[tuple[Any, Any]]) -> None:
    """Give a field its choices, in the reader's language."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared by the form itself
    field.choices = choices


class CardBox(forms.TextInput):
    """A card number: left to right, kept by no browser."""

    def __init__(self) -> None:
        super().__init__({"dir": "ltr", "autocomplete": "off", "autocapitalize": "characters"})


class CardForm(forms.Form):
    """A document and its number, checked together."""

    card_kind = forms.ChoiceField(label=_("الوثيقة"), choices=[*PEOPLE_WORDS[CardKind].items()])
    card_number = forms.CharField(
        label=_("رقم البطاقة"), max_length=40, widget=CardBox, help_text=_("كما في البطاقة، مثل AB123456.")
    )

    def __init__(self, data: Data = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        number = typed.get("card_number")
        typed["card"] = None
        if number and typed.get("card_kind"):
            try:
                typed["card"] = checked_card(CardKind(typed["card_kind"]), number)
            except Refused as refused:
                self.add_error("card_number", refused.sentence)
        return typed


_SAY = WORDS[rules.SignRefusal]


@shared
class SignForm(CardForm):
    """A signature, before the code."""

    name = CleanLine(
        label=_("الاسم الكامل"),
        max_length=rules.LONGEST_NAME,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _SAY[rules.SignRefusal.NAME_MISSING]},
    )
    tie = forms.ChoiceField(
        label=_("ما يربطكم بهذه الجماعة الترابية"),
        choices=[*WORDS[rules.Tie].items()],
        widget=RadioCards,
        error_messages={"required": _SAY[rules.SignRefusal.TIE_NEEDED]},
    )
    province = forms.ChoiceField(
        label=_("العمالة أو الإقليم الذي تقيمون فيه"),
        error_messages={"required": _SAY[rules.SignRefusal.PROVINCE_NEEDED]},
    )
    contact = ContactField(
        label=_("رقم الهاتف أو البريد الإلكتروني"),
        help_text=_("نرسل إليه رمزا لتأكيد التوقيع؛ وبه يمكنكم سحب التوقيع قبل الإيداع."),
    )
    shows_name = forms.BooleanField(label=_("أظهروا اسمي في صفحة العريضة"), required=False)
    is_adult = forms.BooleanField(
        label=_("أبلغ ثمان عشرة سنة على الأقل"),
        error_messages={"required": _SAY[rules.SignRefusal.ADULT_NEEDED]},
    )
    consents = forms.BooleanField(
        label=_("أقبل معالجة هذه المعطيات من أجل هذه العريضة وحدها"),
        error_messages={"required": _SAY[rules.SignRefusal.CONSENT_NEEDED]},
    )
    field_order = ("name", "card_kind", "card_number", "tie", "province", "contact")

    def __init__(
        self,
        data: Data = None,
        *,
        provinces: list[tuple[str, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial)
        if provinces:
            self.fields["province"] = deepcopy(self.fields["province"])
            offer(self, "province", [("", ""), *provinces])
        else:
            del self.fields["province"]

    def signer(self) -> rules.Signer:
        typed = self.cleaned_data
        return rules.Signer(
            name=typed["name"],
            has_card=typed["card"] is not None,
            tie=rules.Tie(typed["tie"]),
            is_adult=typed["is_adult"],
            consents=typed["consents"],
            province=typed.get("province", ""),
        )


@shared
class SealedCodeForm(CodeForm):
    """The code, and what was typed before it, sealed: nothing is stored until it is confirmed."""

    sealed = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_SEALED)


class ContactForm(forms.Form):
    """The contact that confirmed a signature."""

    contact = ContactField(label=_("رقم الهاتف أو البريد الإلكتروني الذي وقّعتم به"))


class FilterForm(forms.Form):
    """How the list is narrowed; what it does not know it ignores."""

    text = CleanLine(label=_("كلمات"), required=False, max_length=100)
