"""What is typed at the door, and the counts of sheets of paper."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tadafor.kernel.refusals import Refused
from tadafor.kernel.words import word
from tadafor.meetings import actions, rules
from tadafor.meetings.forms.registering import Data, choices_of, offer
from tadafor.meetings.queries import Attendance
from tadafor.people.rules import AgeBand, Sex
from tadafor.ui import queue
from tadafor.ui.boxes import CleanLine, CleanText
from tadafor.ui.widgets import CheckCards


class DoorForm(forms.Form):
    """A ticket or a walk-in; what is not asked is left empty."""

    ticket = CleanLine(
        label=_("رمز التذكرة أو الرقم في اللائحة"),
        max_length=12,
        required=False,
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "off", "autocapitalize": "characters"}),
        help_text=_("اتركوه فارغا لمن حضر بلا تسجيل."),
    )
    name = CleanLine(label=_("الاسم"), max_length=120, required=False)
    quality = forms.ChoiceField(label=_("الصفة"), required=False)
    association = CleanLine(label=_("الجمعية أو المؤسسة"), max_length=200, required=False)
    sex = forms.ChoiceField(label=_("الجنس"), required=False)
    age = forms.ChoiceField(label=_("السن"), required=False)
    photo_consent = forms.BooleanField(label=_("يقبل أن يظهر في الصور المنشورة"), required=False)
    is_another = forms.BooleanField(label=_("شخص آخر يحمل اسما سبق تسجيله"), required=False)
    token = forms.CharField(widget=forms.HiddenInput, max_length=32)
    told_at = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    sent_at = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, data: Data = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        offer(self, "quality", choices_of(rules.Quality))
        offer(self, "sex", [("", "—"), *choices_of(Sex)])
        offer(self, "age", [("", "—"), *choices_of(AgeBand)])

    def arrival(self) -> rules.Arrival:
        typed = self.cleaned_data
        return rules.Arrival(
            quality=rules.Quality(typed["quality"] or rules.Quality.CITIZEN),
            name=typed["name"],
            association=typed["association"],
            sex=Sex(typed["sex"]) if typed["sex"] else None,
            age=AgeBand(typed["age"]) if typed["age"] else None,
            photo_consent=typed["photo_consent"],
            is_another=typed["is_another"],
        )

    def sent(self) -> actions.Sent:
        typed = self.cleaned_data
        return actions.Sent(
            token=typed["token"], told_at=queue.hour(typed["told_at"]), sent_at=queue.hour(typed["sent_at"])
        )

    def refused(self, refused: Refused) -> None:
        """Show a refusal beside the box it speaks of."""
        self.add_error(_BOXES.get(refused.refusal), refused.sentence)


class ConsentsForm(forms.Form):
    """Who of a page of the list agrees to be seen in published pictures."""

    agree = forms.MultipleChoiceField(
        label=_("من يقبل الظهور في الصور المنشورة"), required=False, widget=CheckCards
    )

    def __init__(self, data: Data = None, *, rows: Sequence[Attendance]) -> None:
        rows = list(rows)
        super().__init__(data, initial={"agree": [str(one.pk) for one in rows if one.photo_consent]})
        offer(self, "agree", [(str(one.pk), _who(one)) for one in rows])
        self.rows = rows

    def consents(self) -> dict[int, bool]:
        return {one.pk: str(one.pk) in self.cleaned_data["agree"] for one in self.rows}


def _who(one: Attendance) -> str:
    parts = (one.name, one.association or one.quality_word)
    return " · ".join(part for part in parts if part)


_BOXES: dict[object, str] = {
    rules.DoorRefusal.UNKNOWN_TICKET: "ticket",
    rules.DoorRefusal.CANCELLED_TICKET: "ticket",
    rules.DoorRefusal.ASSOCIATION_MISSING: "association",
    rules.DoorRefusal.SAME_NAME: "name",
}


class CountsForm(forms.Form):
    """How many came, as counted on paper; what was not counted is left empty."""

    def __init__(
        self, data: Data = None, *, counts: rules.Counts | None = None, is_closed: bool = False
    ) -> None:
        super().__init__(data)
        for fact, value, label in _asked():
            initial = (counts or {}).get((fact, value))
            self.fields[_name(fact, value)] = forms.IntegerField(
                label=label, min_value=0, max_value=rules.MOST_PEOPLE, required=False, initial=initial
            )
        if is_closed:
            self.fields["reason"] = CleanText(
                label=_("سبب التصحيح كما سيقرأه العموم"), max_length=500, rows=2
            )

    def counts(self) -> rules.Counts:
        typed = self.cleaned_data
        return {
            (fact, value): typed[_name(fact, value)]
            for fact, value, _label in _asked()
            if typed.get(_name(fact, value)) is not None
        }


def _name(fact: rules.Fact, value: str) -> str:
    return f"{fact.value}_{value}" if value else fact.value


def _asked() -> list[tuple[rules.Fact, str, str]]:
    """Return what may be counted, with its words."""
    asked = [
        (rules.Fact.ALL, "", word(rules.Fact.ALL)),
        (rules.Fact.ASSOCIATIONS, "", word(rules.Fact.ASSOCIATIONS)),
    ]
    parts: list[tuple[rules.Fact, type[Any]]] = [
        (rules.Fact.SEX, Sex),
        (rules.Fact.QUALITY, rules.Quality),
        (rules.Fact.AGE, AgeBand),
    ]
    return asked + [(fact, one.value, f"{word(fact)}: {word(one)}") for fact, kind in parts for one in kind]
