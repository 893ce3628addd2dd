"""What people and staff type on cards: remarks, amendments, new projects, cards, axes, rounds."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tadafor.consultations import actions, rules
from tadafor.consultations.forms.contributing import ContributionForm
from tadafor.consultations.forms.desk import Data, choices_of, offer
from tadafor.consultations.rules import cards, contributing
from tadafor.consultations.words import WORDS
from tadafor.kernel.identifiers import token
from tadafor.kernel.refusals import sentence
from tadafor.people.actor import Actor
from tadafor.people.rules import Channel
from tadafor.ui.boxes import CleanLine, CleanText
from tadafor.ui.widgets import Day, RadioCards

FIELDS = tuple(one.value for one in rules.Field)
# A question for each box of a remark: people answer a question more easily than they fill a heading.
ASKED = {
    rules.Field.PROBLEM: _("هل الإشكالية موصوفة كما تعيشونها؟"),
    rules.Field.SOLUTION: _("هل الحل مناسب؟ ما الذي تضيفونه؟"),
    rules.Field.FUNDING: _("من يمكن أن يساهم في التمويل؟"),
    rules.Field.FOLLOW_UP: _("كيف نعرف أن المشروع يتقدم؟"),
    rules.Field.IMPACT: _("كيف نعرف أنه غيّر شيئا في حياة الناس؟"),
}


class FiveBoxes(forms.Form):
    """The five fields, each a box; at least one says something, as the rules decide."""

    problem = CleanText(max_length=cards.LONGEST_FIELD, required=False, rows=3)
    solution = CleanText(max_length=cards.LONGEST_FIELD, required=False, rows=3)
    funding = CleanText(max_length=cards.LONGEST_FIELD, required=False, rows=2)
    follow_up = CleanText(max_length=cards.LONGEST_FIELD, required=False, rows=2)
    impact = CleanText(max_length=cards.LONGEST_FIELD, required=False, rows=2)

    def name_boxes(self) -> None:
        """Name the boxes as the card does."""
        for one in rules.Field:
            self.fields[one.value].label = WORDS[rules.Field][one]

    def sheet(self) -> rules.Sheet:
        """Return the five fields as typed."""
        return rules.Sheet.of(self.cleaned_data)


class CardContributionForm(FiveBoxes, ContributionForm):
    """A remark card, an amendment of a card, or a new project."""

    title = CleanLine(label=_("عنوان المشروع المقترح"), max_length=contributing.LONGEST_TITLE)
    axis = forms.ChoiceField(label=_("المحور ذو الأولوية"), required=False)
    body = CleanText(label=_("ملاحظة أخرى"), max_length=contributing.LONGEST_BODY, required=False, rows=2)
    field_order = ("title", "axis", *FIELDS, "body", "speaks_for")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        kind: rules.Kind,
        actor: Actor,
        territory_id: int,
        audience: rules.Audience,
        axes: list[str],
        initial: dict[str, Any] | None = None,
    ) -> None:
        self.axes = axes
        super().__init__(
            data, kind=kind, actor=actor, territory_id=territory_id, audience=audience, initial=initial
        )

    def _keep_boxes(self) -> None:
        del self.fields["proposed"]
        self.name_boxes()
        if self.kind is rules.Kind.NEW_PROJECT:
            missing = rules.ContributionRefusal.PROJECT_TITLE_MISSING
            self.fields["title"].error_messages["required"] = WORDS[rules.ContributionRefusal][missing]
            offer_axes(self, self.axes)
            return
        del self.fields["title"], self.fields["axis"]
        if self.kind is rules.Kind.AMENDMENT:
            self.fields["body"].label = _("لماذا؟")
            return
        for one, question in ASKED.items():
            self.fields[one.value].help_text = question

    def clean(self) -> dict[str, Any]:
        """Ask the rules at once: nobody is sent to sign in with an empty card."""
        typed = super().clean() or self.cleaned_data
        refusal = rules.refuse_proposal(
            rules.Proposal(
                kind=self.kind,
                body=typed.get("body", ""),
                title=typed.get("title", "…"),
                subject=rules.Subject.CARDS,
                sheet=rules.Sheet.of(typed),
                card=rules.Sheet.of(self.initial),
            ),
            made_today=0,
        )
        if refusal and not self.errors:
            self.refused(refusal, sentence(refusal))
        return typed

    def words(self, passage: str | None) -> actions.Words:
        """Return what was written, about the card ``passage`` (its key; None is a new project)."""
        return actions.Words(
            kind=self.kind,
            body=self.cleaned_data["body"],
            title=self.cleaned_data.get("title", ""),
            passage=passage,
            sheet=self.sheet(),
            axis=self.cleaned_data.get("axis", ""),
        )


def offer_axes(form: forms.Form, axes: list[str]) -> None:
    """Offer the priority axes, or nothing where there is none."""
    offer(form, "axis", [("", _("بلا محور")), *((name, name) for name in axes)] if axes else [])


class CardEntryForm(FiveBoxes):
    """A remark card or a new project that came on paper, at the desk or in a workshop."""

    passage = forms.ChoiceField(label=_("البطاقة"), required=False)
    title = CleanLine(
        label=_("عنوان المشروع المقترح"),
        max_length=contributing.LONGEST_TITLE,
        required=False,
        help_text=_("يُملأ لمشروع جديد فقط."),
    )
    axis = forms.ChoiceField(label=_("المحور ذو الأولوية"), required=False)
    body = CleanText(label=_("ملاحظة أخرى"), max_length=contributing.LONGEST_BODY, required=False, rows=2)
    author_kind = forms.ChoiceField(label=_("صاحبة أو صاحب المساهمة"))
    name = CleanLine(
        label=_("الاسم كما يريد أن يُعرف به"),
        max_length=120,
        required=False,
        help_text=_("اتركوه فارغا إن لم يرد ذكره."),
    )
    channel = forms.ChoiceField(label=_("القناة"))
    received_on = forms.DateField(label=_("تاريخ التوصل"), widget=Day)
    token = forms.CharField(widget=forms.HiddenInput, max_length=32)
    field_order = (
        "passage",
        "title",
        "axis",
        *FIELDS,
        "body",
        "author_kind",
        "name",
        "channel",
        "received_on",
    )

    def __init__(
        self,
        data: Data = None,
        *,
        cards: list[tuple[str, str]],
        axes: list[str],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial={"token": token(), **(initial or {})})
        self.name_boxes()
        offer_axes(self, axes)
        in_person = [channel for channel in Channel if channel is not Channel.ONLINE]
        offer(self, "passage", [("", _("مشروع جديد")), *cards])
        offer(self, "author_kind", choices_of(rules.AuthorKind))
        offer(self, "channel", choices_of(in_person))

    def words(self) -> actions.Words:
        """Return what was written: a remark on a card, or a new project."""
        typed = self.cleaned_data
        passage = typed["passage"] or None
        return actions.Words(
            kind=rules.Kind.REMARK if passage else rules.Kind.NEW_PROJECT,
            body=typed["body"],
            title="" if passage else typed["title"],
            passage=passage,
            sheet=self.sheet(),
            axis="" if passage else typed.get("axis", ""),
        )

    def received(self) -> actions.Received:
        """Return how it came."""
        typed = self.cleaned_data
        return actions.Received(
            channel=Channel(typed["channel"]),
            on=typed["received_on"],
            name=typed["name"],
            author_kind=rules.AuthorKind(typed["author_kind"]),
        )


class CardForm(FiveBoxes):
    """A project card of the draft, beside the contributions its change comes from."""

    number = forms.IntegerField(
        label=_("رقم المشروع"),
        min_value=1,
        max_value=cards.HIGHEST_NUMBER,
        help_text=_("كما رقّمته الجماعة."),
    )
    title = CleanLine(label=_("عنوان المشروع"), max_length=200)
    axis = forms.ChoiceField(label=_("المحور ذو الأولوية"), required=False)
    principles = forms.MultipleChoiceField(
        label=_("مبادئ الانفتاح"), required=False, widget=forms.CheckboxSelectMultiple
    )
    cost = forms.IntegerField(
        label=_("الكلفة بالدرهم"),
        required=False,
        min_value=0,
        max_value=cards.HIGHEST_COST,
        help_text=_("اتركوها فارغة إن لم تُعرف بعد."),
    )
    causes = forms.TypedMultipleChoiceField(
        label=_("يستند هذا التغيير إلى"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    field_order = ("number", "title", "axis", *FIELDS, "principles", "cost", "causes")

    def __init__(
        self,
        data: Data = None,
        *,
        axes: list[str],
        accepted: list[tuple[int, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.name_boxes()
        offer_axes(self, axes)
        offer(self, "principles", choices_of(rules.Principle))
        offer(self, "causes", accepted)

    def text(self) -> actions.CardText:
        """Return the card as typed."""
        typed = self.cleaned_data
        return actions.CardText(
            number=typed["number"],
            title=typed["title"],
            sheet=self.sheet(),
            axis=typed.get("axis", ""),
            principles=frozenset(rules.Principle(one) for one in typed["principles"]),
            cost=typed["cost"],
        )


class AxesForm(forms.Form):
    """The priority axes, one a line."""

    names = CleanText(
        label=_("المحاور ذات الأولوية"),
        max_length=2_000,
        required=False,
        help_text=_("محور في كل سطر، بالترتيب الذي يظهر للعموم."),
    )

    def axes(self) -> list[str]:
        """Return the names in order."""
        return [line.strip()[:120] for line in self.cleaned_data["names"].splitlines() if line.strip()]


class RoundForm(forms.Form):
    """A round: its days, where it is held, what people are asked to do."""

    opens_on = forms.DateField(label=_("أول يوم"), widget=Day)
    closes_on = forms.DateField(label=_("آخر يوم"), widget=Day)
    channel = forms.ChoiceField(label=_("كيف تجري الجولة؟"), widget=RadioCards)
    place = CleanLine(
        label=_("المكان"), max_length=200, required=False, help_text=_("ضروري للجولة الحضورية.")
    )
    presented_on = forms.DateField(
        label=_("يوم تقديم الملاحظات للمشاركين"),
        widget=Day,
        required=False,
        help_text=_("آخر يوم من الجولة إن تركتموه فارغا."),
    )
    instruction = CleanText(
        label=_("ماذا نطلب من المشاركات والمشاركين؟"), max_length=2_000, required=False, rows=3
    )

    def __init__(
        self, data: Data = None, *, days_are_set: bool = False, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        offer(
            self,
            "channel",
            [
                (Channel.ONLINE.value, _("عبر الإنترنت، وعلى الورق في مكتب المواطن")),
                (Channel.WORKSHOP.value, _("حضوريا في لقاء أو ورشة")),
            ],
        )
        self.days_are_set = days_are_set
        if days_are_set:
            del self.fields["opens_on"], self.fields["closes_on"]

    def words(self, **days: Any) -> actions.RoundWords:  # noqa: ANN401 -- the days, where they are set
        """Return the round as typed; ``days`` are those of the settings where they are set."""
        typed = {**self.cleaned_data, **days}
        return actions.RoundWords(**{**typed, "channel": Channel(typed["channel"])})
