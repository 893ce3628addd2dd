"""What somebody types who means to come."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tadafor.kernel.words import word
from tadafor.meetings import actions, rules
from tadafor.meetings.queries import Pool, Question
from tadafor.ui.boxes import CleanLine

Data = Mapping[str, Any] | None


def choices_of(members: Iterable[Any]) -> list[tuple[str, str]]:
    """Return the members of a closed list with their words, in the reader's language."""
    return [(member.value, word(member)) for member in members]


def offer(form: forms.Form, name: str, choices: list[tuple[Any, Any]]) -> None:
    """Give a field its choices, in the reader's language."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField | forms.MultipleChoiceField)  # noqa: S101 -- declared by the form
    field.choices = choices


class RegisterForm(forms.Form):
    """Who comes, in what quality, and the questions of the meeting."""

    name = CleanLine(label=_("الاسم"), max_length=120, help_text=_("يراه منظمو اللقاء وحدهم."))
    quality = forms.ChoiceField(label=_("بأي صفة تحضرون؟"))
    association = CleanLine(
        label=_("اسم الجمعية أو المؤسسة"), max_length=200, required=False, help_text=_("إن حضرتم باسمها.")
    )
    group = forms.ChoiceField(
        label=_("مقعد مخصص لفئة"), required=False, help_text=_("بعض المقاعد مخصصة لفئات يهمها اللقاء.")
    )
    needs = CleanLine(
        label=_("ما تحتاجون إليه للحضور"),
        max_length=300,
        required=False,
        help_text=_("كرسي متحرك، ترجمة، مرافقة… اكتبوا ما ييسر حضوركم."),
    )
    photo_consent = forms.BooleanField(label=_("أقبل أن أظهر في صور اللقاء المنشورة"), required=False)

    def __init__(
        self,
        data: Data = None,
        *,
        pools: Iterable[Pool],
        questions: Iterable[Question],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        offer(self, "quality", choices_of(rules.Quality))
        groups = [pool.group for pool in pools if pool.group]
        if groups:
            offer(self, "group", [("", _("بلا فئة")), *((name, name) for name in groups)])
        else:
            del self.fields["group"]
        self.asked = list(questions)
        for one in self.asked:
            self.fields[f"answer_{one.position}"] = CleanLine(
                label=one.words, max_length=rules.LONGEST_ANSWER, required=one.is_required
            )

    def coming(self) -> actions.Coming:
        typed = self.cleaned_data
        return actions.Coming(
            name=typed["name"],
            quality=rules.Quality(typed["quality"]),
            association=typed["association"],
            group=typed.get("group", ""),
            needs=typed["needs"],
            photo_consent=typed["photo_consent"],
            answers={one.position: typed[f"answer_{one.position}"] for one in self.asked},
        )


class PlainForm(forms.Form):
    """Nothing to type: a button alone."""


class FilterForm(forms.Form):
    """How the list of meetings is narrowed."""

    text = CleanLine(label=_("كلمات"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("نوع اللقاء"), required=False)

    def __init__(self, data: Data) -> None:
        super().__init__(data)
        offer(self, "kind", [("", _("كل الأنواع")), *choices_of(rules.Kind)])

    def asked(self) -> dict[str, str]:
        """Return what was asked; what is not known is ignored."""
        self.full_clean()
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}
