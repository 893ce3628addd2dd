"""What staff type to build a form: its frame, pages, questions, versions, invitations."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tadafor.documents.forms import CleanFileField
from tadafor.documents.rules import Kind
from tadafor.kernel.addresses import without_language
from tadafor.kernel.identifiers import code
from tadafor.kernel.refusals import sentence
from tadafor.kernel.words import word
from tadafor.surveys import actions
from tadafor.surveys.forms.conversing import DaysForm
from tadafor.surveys.rules import questions
from tadafor.surveys.rules.questions import (
    ASKS_CHOICES,
    CHOOSING,
    END,
    LONGEST_LABEL,
    Choice,
    Condition,
    Form,
    Page,
    Profile,
    Question,
    QuestionKind,
)
from tadafor.surveys.rules.standing import Audience, SurveyRefusal, takes_facts
from tadafor.ui.boxes import CleanLine, CleanText
from tadafor.ui.widgets import RadioCards

KEY = 6
CHOICES = 8_000


def _offer(form: forms.Form, name: str, choices: Sequence[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared by the form itself
    field.choices = list(choices)


class PlainForm(forms.Form):
    """A button."""


class FrameForm(DaysForm):
    """A form, before its questions."""

    audience = forms.ChoiceField(label=_("من يجيب؟"), widget=RadioCards)
    is_anonymous = forms.BooleanField(
        label=_("أجوبة مجهولة حقا: لا يجتمع من أجاب وما أجاب به"), required=False
    )
    is_repeated = forms.BooleanField(label=_("يمكن الجواب أكثر من مرة"), required=False)
    uses_facts = forms.BooleanField(
        label=_("تُحسب الأجوبة بحسب الجنس والسن والحي كما صُرح بها في الحسابات"),
        help_text=_("تقول صفحة الجواب ذلك. أعداد في التقرير لا غير، والصغيرة محجوبة."),
        required=False,
    )

    def __init__(self, data: Any = None, initial: dict[str, Any] | None = None) -> None:  # noqa: ANN401
        super().__init__(data, initial=initial)
        _offer(self, "audience", [(one.value, word(one)) for one in Audience])

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        if typed.get("is_anonymous") and typed.get("is_repeated"):
            self.add_error("is_repeated", _("الاستمارة المجهولة يُجاب عنها مرة واحدة."))
        audience = typed.get("audience")
        anonymous = bool(typed.get("is_anonymous"))
        if typed.get("uses_facts") and audience and not takes_facts(Audience(audience), anonymous=anonymous):
            self.add_error("uses_facts", word(SurveyRefusal.FACTS_UNKNOWN))
        return typed

    def stated(self) -> actions.Frame:
        """Return what was typed as the verbs take it."""
        typed = self.cleaned_data
        return actions.Frame(**(typed | {"audience": Audience(typed["audience"])}))


def conditions(form: Form, before: int) -> list[tuple[str, str]]:
    """Return the choices of the pages before page ``before``, on which something may depend."""
    return [
        (f"{one.key}={choice.key}", f"{one.label} ← {choice.words}")
        for page in form.pages[:before]
        for one in page.questions
        if one.kind in ASKS_CHOICES
        for choice in one.choices
    ]


def _condition(told: list[str]) -> Condition | None:
    """Several choices of one question; of two questions the first is kept."""
    pairs = [one.partition("=") for one in told]
    if not pairs:
        return None
    first = pairs[0][0]
    return Condition(first, tuple(choice for asked, _sign, choice in pairs if asked == first))


def _shown(condition: Condition | None) -> list[str]:
    return [f"{condition.question}={choice}" for choice in condition.choices] if condition else []


class ConditionForm(forms.Form):
    """Something shown only to who picked one of some choices."""

    condition = forms.MultipleChoiceField(
        label=_("لا يظهر إلا لمن اختار"),
        help_text=_("اختيارات سؤال واحد من صفحة سابقة. اتركوه فارغا ليظهر للجميع."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 -- a QueryDict or nothing
        *,
        form: Form,
        at: int,
        initial: dict[str, Any],
    ) -> None:
        super().__init__(data, initial=initial)
        offered = conditions(form, at)
        if offered:
            _offer(self, "condition", offered)
        else:
            del self.fields["condition"]

    def clean_condition(self) -> Condition | None:
        return _condition(self.cleaned_data["condition"])


class SectionForm(ConditionForm):
    """One page of a form."""

    title = CleanLine(label=_("عنوان الصفحة"), max_length=200, required=False)
    leads_to = forms.ChoiceField(label=_("بعدها"), required=False)
    field_order = ("title", "leads_to", "condition")

    def __init__(self, data: Any = None, *, form: Form, page: Page) -> None:  # noqa: ANN401
        at = form.at(page.key)
        place = len(form.pages) if at is None else at
        shown = {"title": page.title, "leads_to": page.leads_to, "condition": _shown(page.condition)}
        super().__init__(data, form=form, at=place, initial=shown)
        self.page = page
        others = [
            (one.key, one.title or gettext("الصفحة %(number)s") % {"number": number})
            for number, one in enumerate(form.pages, start=1)
            if one.key != page.key
        ]
        _offer(
            self,
            "leads_to",
            [("", gettext("الصفحة الموالية")), *others, (END, gettext("نهاية الاستمارة"))],
        )

    def made(self) -> Page:
        """Return the page as it was typed."""
        typed = self.cleaned_data
        return replace(
            self.page,
            title=typed["title"],
            leads_to=typed["leads_to"],
            condition=typed.get("condition"),
        )


class QuestionForm(ConditionForm):
    """One question: its words, its choices, its limits."""

    kind = forms.ChoiceField(label=_("نوع السؤال"))
    label = CleanText(label=_("السؤال"), max_length=LONGEST_LABEL, rows=2)
    help = CleanText(label=_("شرح تحت السؤال"), max_length=2_000, rows=2, required=False)
    required = forms.BooleanField(label=_("الجواب ضروري"), required=False)
    choices = CleanText(label=_("الاختيارات، واحد في كل سطر"), max_length=CHOICES, rows=5, required=False)
    rows = CleanText(label=_("أسطر الجدول، واحد في كل سطر"), max_length=CHOICES, rows=3, required=False)
    least = forms.IntegerField(
        label=_("الحد الأدنى"),
        required=False,
        help_text=_("للعدد والسلم قيمة، وللاختيارات والترتيب عدد، وللنص حروف."),
    )
    most = forms.IntegerField(label=_("الحد الأقصى"), required=False)
    low_words = CleanLine(label=_("كلمة لأدنى السلم"), max_length=60, required=False)
    high_words = CleanLine(label=_("كلمة لأعلى السلم"), max_length=60, required=False)
    profile = forms.ChoiceField(
        label=_("ماذا يخبر عمن يجيب؟"),
        help_text=_("تُقارن به باقي الأسئلة في التقرير، والأعداد الصغيرة محجوبة. وسؤال الحي يُقارن به دائما."),
        required=False,
    )
    shuffled = forms.BooleanField(label=_("ترتيب الاختيارات بالقرعة لكل مجيبة ومجيب"), required=False)
    field_order = ("kind", "label", "help", "choices", "rows", "required", "least", "most")

    def __init__(self, data: Any = None, *, form: Form, at: int, question: Question | None) -> None:  # noqa: ANN401
        shown = _facts(question) if question else {"kind": QuestionKind.ONE.value}
        super().__init__(data, form=form, at=at, initial=shown)
        self.question = question
        _offer(self, "kind", [(one.value, word(one)) for one in QuestionKind])
        _offer(self, "profile", [("", gettext("لا شيء")), *((one.value, word(one)) for one in Profile)])

    def clean(self) -> dict[str, Any]:
        """Say at once what would keep the form from opening."""
        typed = super().clean() or {}
        if not self.errors and (refusal := questions.refuse_question(self.made())):
            self.add_error(None, word(refusal))
        return typed

    def made(self) -> Question:
        """Return the question as it was typed; a choice whose words stay keeps its key."""
        typed, old = self.cleaned_data, self.question
        kind = QuestionKind(typed["kind"])
        chooses = kind in CHOOSING
        return Question(
            key=old.key if old else code(KEY),
            kind=kind,
            label=typed["label"],
            help=typed["help"],
            required=typed["required"] and kind is not QuestionKind.INFORMATION,
            choices=_choices(typed["choices"], old.choices if old else ()) if chooses else (),
            rows=_choices(typed["rows"], old.rows if old else ()) if kind is QuestionKind.MATRIX else (),
            least=typed["least"],
            most=typed["most"],
            low_words=typed["low_words"],
            high_words=typed["high_words"],
            shuffled=typed["shuffled"],
            condition=typed.get("condition"),
            profile=Profile(typed["profile"]) if typed["profile"] else None,
        )


def _facts(question: Question) -> dict[str, Any]:
    return {
        **vars(question),
        "kind": question.kind.value,
        "choices": "\n".join(one.words for one in question.choices),
        "rows": "\n".join(one.words for one in question.rows),
        "condition": _shown(question.condition),
        "profile": question.profile.value if question.profile else "",
    }


def _choices(text: str, old: Sequence[Choice]) -> tuple[Choice, ...]:
    """Words that stay keep their key; where as many lines were typed, a reworded one keeps its own too."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    known = {one.words: one.key for one in old}
    same = len(lines) == len(old)
    keys: list[str] = []
    for at, line in enumerate(lines):
        free = same and old[at].words not in lines and old[at].key not in keys
        keys.append(known.get(line) or (old[at].key if free else code(KEY)))
    return tuple(Choice(key, line) for key, line in zip(keys, lines, strict=True))


class PaperFileForm(forms.Form):
    """The spreadsheet with the answers that came on paper."""

    file = CleanFileField(label=_("الجدول: سطر لكل ورقة"), wanted=frozenset({Kind.XLSX, Kind.CSV, Kind.TEXT}))


class CommentAnswerForm(forms.Form):
    """Whether a comment is added to the report, and what is said of it."""

    added = forms.ChoiceField(
        label=_("هل يُضاف إلى التقرير؟"),
        choices=[("yes", _("نعم، يُضاف")), ("no", _("لا، مع السبب"))],
        widget=RadioCards,
    )
    reply = CleanText(label=_("جواب الجماعة"), max_length=1_000, rows=3, required=False)

    def said(self) -> dict[str, Any]:
        """Return what was typed as the verb takes it."""
        return {"added": self.cleaned_data["added"] == "yes", "reply": self.cleaned_data["reply"]}


class ReasonForm(forms.Form):
    """Why the questions change."""

    reason = CleanText(label=_("لماذا تتغير الأسئلة؟"), max_length=1_000, rows=3)


class PollForm(forms.Form):
    """On which page a poll is asked too."""

    address = CleanLine(
        label=_("رابط الصفحة"),
        help_text=_("افتحوا صفحة اللقاء وانسخوا رابطها. اتركوه فارغا لإزالة السؤال منها."),
        max_length=400,
        required=False,
        widget=forms.TextInput({"dir": "ltr", "inputmode": "url"}),
    )

    def clean_address(self) -> str:
        """Keep the path alone, as it is stored: without a host, a language, a query."""
        typed: str = self.cleaned_data["address"]
        try:
            path = without_language(urlsplit(typed).path)
        except ValueError:  # half the address of a machine: http://[
            raise forms.ValidationError(sentence(SurveyRefusal.PAGE_UNKNOWN)) from None
        # What names a machine and no page is not a way to take the question away.
        return f"{path.removesuffix('/')}/" if typed else ""


class InvitationForm(forms.Form):
    """How many codes, and for whom."""

    as_letters = forms.BooleanField(
        label=_("رسائل للطباعة (PDF)، ورقة لكل رمز"), required=False, initial=True
    )
    field_order = ("many", "label", "as_letters")

    many = forms.IntegerField(label=_("كم رمزا؟"), min_value=1, max_value=2_000, initial=20)
    label = CleanLine(label=_("لمن؟"), max_length=120, required=False)


class ResultsForm(forms.Form):
    """What the commune says of the result."""

    words = CleanText(
        label=_("كلمة الجماعة عن النتيجة، ومقترحات المشاركين المضافة إلى التقرير"),
        max_length=8_000,
        rows=8,
        required=False,
    )
