"""What people type in the consultation space, made into clean values."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tadafor.associations.rules import MandateRefusal, Mechanism
from tadafor.consultations import actions, rules
from tadafor.consultations.rules import contributing
from tadafor.kernel.identifiers import token
from tadafor.kernel.words import word
from tadafor.people.actor import Actor
from tadafor.ui.boxes import CleanLine, CleanText

# Refusals that speak of one box of the form; the others speak of the whole.
BOXES: Mapping[rules.ContributionRefusal, tuple[str, ...]] = {
    rules.ContributionRefusal.TOO_SHORT: ("proposed", "body"),
    rules.ContributionRefusal.NOTHING_CHANGED: ("proposed",),
    rules.ContributionRefusal.TITLE_MISSING: ("title",),
    rules.ContributionRefusal.PROJECT_TITLE_MISSING: ("title",),
}


# What has no contribution without it; the rest is marked optional.
NEEDED = {
    rules.Kind.COMMENT: {"body": rules.ContributionRefusal.TOO_SHORT},
    rules.Kind.AMENDMENT: {"proposed": rules.ContributionRefusal.TOO_SHORT},
    rules.Kind.NEW_ARTICLE: {
        "title": rules.ContributionRefusal.TITLE_MISSING,
        "proposed": rules.ContributionRefusal.TOO_SHORT,
    },
}


class ContributionForm(forms.Form):
    """A comment, an amendment or a new article."""

    title = CleanLine(label=_("عنوان المادة المقترحة"), max_length=contributing.LONGEST_TITLE, required=False)
    proposed = CleanText(
        label=_("النص كما تقترحونه"),
        max_length=contributing.LONGEST_PROPOSAL,
        required=False,
        rows=8,
    )
    body = CleanText(label=_("لماذا؟"), max_length=contributing.LONGEST_BODY, required=False)
    speaks_for = forms.TypedChoiceField(
        label=_("باسم من تساهمون؟"), coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=32)
    serial = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    seen_alike = forms.BooleanField(widget=forms.HiddenInput, required=False)
    seen_private = forms.BooleanField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        kind: rules.Kind,
        actor: Actor,
        territory_id: int,
        audience: rules.Audience,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial={"token": token(), **(initial or {})})
        self.kind = kind
        self._keep_boxes()
        offer_names(self, actor, territory_id, audience)

    def _keep_boxes(self) -> None:
        if self.kind is rules.Kind.COMMENT:
            del self.fields["title"], self.fields["proposed"]
            self.fields["body"].label = _("ماذا ترون؟")
        elif self.kind is rules.Kind.AMENDMENT:
            del self.fields["title"]
            self.fields["proposed"].help_text = _("غيّروا في النص مباشرة؛ سنُظهر للجميع ما حُذف وما أُضيف.")
        else:
            self.fields["proposed"].label = _("نص المادة المقترحة")
        for box, refusal in NEEDED[self.kind].items():
            self.fields[box].required = True
            self.fields[box].error_messages["required"] = word(refusal)

    def words(self, passage: str | None) -> actions.Words:
        """Return what was written, about ``passage`` (its key; None is the whole text)."""
        typed = self.cleaned_data
        return actions.Words(
            kind=self.kind,
            body=typed.get("body", ""),
            title=typed.get("title", ""),
            proposed=typed.get("proposed", ""),
            passage=passage,
        )

    def refused(self, refusal: object, sentence: str) -> None:
        """Show a refusal beside the box it speaks of, or above the form."""
        boxes = BOXES.get(refusal, ()) if isinstance(refusal, rules.ContributionRefusal) else ()
        self.add_error(next((box for box in boxes if box in self.fields), None), sentence)


def offer_names(form: forms.Form, actor: Actor, territory_id: int, audience: rules.Audience) -> None:
    """Let a person choose in whose name they contribute: what mandates include (§ mandates-offered)."""
    mandates = actor.associations_in(territory_id, Mechanism.CONTRIBUTE)
    named = form.data.get(form.add_prefix("speaks_for"))
    if not mandates and not named:  # words in the name of an association never pass for one's own
        del form.fields["speaks_for"]
        return
    own = [] if audience is rules.Audience.ASSOCIATIONS else [("", _("باسمي"))]
    field = form.fields["speaks_for"]
    assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 -- the forms that are given have it
    field.choices = [*own, *((key, name) for key, name in mandates)]
    field.error_messages["invalid_choice"] = word(MandateRefusal.NO_MANDATE)


class SupportForm(forms.Form):
    """Support; a clerk who acts for somebody says that the person asked for it."""

    asked = forms.BooleanField(
        label=_("قرأت المساهمة على صاحب البطاقة أو صاحبتها، وطُلب مني هذا التأييد"), required=False
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, assisted: bool) -> None:
        super().__init__(data)
        if not assisted:
            del self.fields["asked"]

    def consented(self) -> bool:
        """Whether the clerk says so."""
        return self.is_valid() and bool(self.cleaned_data.get("asked"))


class ReplyForm(forms.Form):
    """An answer in the discussion of a contribution."""

    body = CleanText(label=_("ردكم"), max_length=2_000, min_length=2, rows=4)
    token = forms.CharField(widget=forms.HiddenInput, max_length=32)

    def __init__(self, data: Mapping[str, Any] | None = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial={"token": token(), **(initial or {})})


class FilterForm(forms.Form):
    """How the list of contributions is narrowed; what it does not know it ignores."""

    text = CleanLine(label=_("كلمات"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("النوع"), required=False)
    round_number = forms.TypedChoiceField(label=_("الجولة"), coerce=int, empty_value=None, required=False)
    outcome = forms.ChoiceField(label=_("القرار"), required=False)
    order = forms.ChoiceField(
        label=_("الترتيب"),
        required=False,
        choices=[("", _("الأحدث أولا")), ("supports", _("الأكثر تأييدا أولا"))],
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        decided: bool,
        kinds: Sequence[rules.Kind],
        rounds: int = 0,
    ) -> None:
        super().__init__(data)
        self._choices("kind", _("كل الأنواع"), list(kinds))
        self._offer_rounds(rounds)
        self._choices("outcome", _("كل القرارات"), list(rules.Outcome))
        if not decided:
            del self.fields["outcome"]

    def _offer_rounds(self, rounds: int) -> None:
        field = self.fields["round_number"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- it stands a few lines above
        numbers = range(1, rounds + 1)
        field.choices = [
            ("", _("كل الجولات")),
            *((n, _("الجولة %(number)s") % {"number": n}) for n in numbers),
        ]
        if rounds <= 1:
            del self.fields["round_number"]

    def _choices(self, name: str, every: object, members: list[Any]) -> None:

        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- it stands a few lines above
        field.choices = [("", every), *((member.value, word(member)) for member in members)]

    def asked(self) -> dict[str, Any]:
        """Return the arguments of ``queries.listed``."""
        self.full_clean()
        typed = getattr(self, "cleaned_data", {})
        kind, outcome = typed.get("kind"), typed.get("outcome")
        return {
            "kind": rules.Kind(kind) if kind else None,
            "outcome": rules.Outcome(outcome) if outcome else None,
            "text": typed.get("text", ""),
            "round_number": typed.get("round_number"),
            "most_supported": typed.get("order") == "supports",
        }
