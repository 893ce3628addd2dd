"""What staff type: the regulation, its days and envelopes, projects and their study."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tadafor.budgets import actions
from tadafor.budgets.forms.ideas import PlaceForm
from tadafor.budgets.queries import Edition, Envelope
from tadafor.budgets.rules.cycle import DATED, Days, Phase
from tadafor.budgets.rules.studying import Finding, Standing
from tadafor.budgets.rules.voting import BallotRule
from tadafor.kernel.text import slug
from tadafor.kernel.words import word
from tadafor.ui.boxes import CleanLine, CleanText
from tadafor.ui.maps import Quarter
from tadafor.ui.symbols import COLOURS, SYMBOLS
from tadafor.ui.widgets import Day, RadioCards

Data = Mapping[str, Any] | None
TAKEN = frozenset({"desk"})  # words that stand in addresses of the room
MOST_LINES = 20
LONGEST = 6_000


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()][:MOST_LINES]


class RegulationForm(forms.Form):
    """What an edition states before anything else."""

    title = CleanLine(label=_("عنوان الدورة"), max_length=200)
    slug = CleanLine(
        label=_("العنوان في الرابط"),
        max_length=80,
        required=False,
        help_text=_("يُقترح من العنوان إن تركتموه فارغا."),
    )
    summary = CleanText(label=_("بكلمات قليلة"), max_length=LONGEST, rows=3, required=False)
    principles = CleanText(label=_("المبادئ"), max_length=LONGEST, rows=5, required=False)
    criteria = CleanText(label=_("معايير المشاريع"), max_length=LONGEST, rows=5, required=False)
    study_criteria = CleanText(
        label=_("معايير الدراسة التقنية، واحد في كل سطر"),
        help_text=_("مثلا: يدخل في اختصاص الجماعة. فوق ملك عمومي. غير مبرمج من قبل."),
        max_length=LONGEST,
        rows=5,
        required=False,
    )
    score_grid = CleanText(
        label=_("شبكة النوع والولوجيات، واحدة في كل سطر: العبارة = أقصى نقطة"),
        help_text=_("مثلا: أثره على النساء والفتيات = 10"),
        max_length=LONGEST,
        rows=4,
        required=False,
    )
    marks = CleanText(
        label=_("أصناف لها حصة من الغلاف، واحد في كل سطر"), max_length=LONGEST, rows=2, required=False
    )
    roles = CleanText(label=_("من يفعل ماذا؟"), max_length=LONGEST, rows=4, required=False)
    minimum_age = forms.IntegerField(label=_("سن التصويت"), min_value=10, max_value=99, initial=18)
    ballot_rule = forms.ChoiceField(
        label=_("كيف نصوت؟"), widget=RadioCards, initial=BallotRule.KNAPSACK.value
    )
    least_choices = forms.IntegerField(label=_("أقل عدد من الاختيارات"), min_value=0, max_value=99, initial=0)
    most_choices = forms.IntegerField(
        label=_("أقصى عدد من الاختيارات"), min_value=1, max_value=99, required=False
    )
    points = forms.IntegerField(label=_("رصيد النقط"), min_value=1, max_value=100, initial=10)
    void_rule = CleanText(
        label=_("إذا تعذر فتح الصندوق"),
        help_text=_("ماذا يقع إذا لم يجتمع العدد الكافي من حصص المفتاح؟ يُقرر قبل التصويت."),
        max_length=LONGEST,
        rows=2,
        required=False,
    )
    language = forms.ChoiceField(
        label=_("لغة النصوص"), choices=[("ar", "العربية"), ("fr", "Français"), ("zgh", "ⵜⴰⵎⴰⵣⵉⵖⵜ")]
    )

    def __init__(self, data: Data = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        field = self.fields["ballot_rule"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = [(one.value, word(one)) for one in BallotRule]

    @staticmethod
    def showing(edition: Edition) -> dict[str, Any]:
        """Return what the form shows of an edition."""
        fields = RegulationForm.base_fields
        told: dict[str, Any] = {name: getattr(edition, name) for name in fields}
        for name in ("study_criteria", "marks"):
            told[name] = "\n".join(one["words"] for one in told[name])
        told["score_grid"] = "\n".join(f"{one['words']} = {one['most']}" for one in edition.score_grid)
        return told

    def clean_slug(self) -> str:
        typed = self.cleaned_data["slug"] or self.cleaned_data.get("title", "")
        found = slug(typed)[:80]
        if typed and (not found or found in TAKEN):
            raise forms.ValidationError(_("اختاروا عنوانا آخر للرابط."))
        return found

    def clean_score_grid(self) -> list[dict[str, object]]:
        """Each line is words, an equals sign, and the most points it gives."""
        rows: list[dict[str, object]] = []
        for at, line in enumerate(_lines(self.cleaned_data["score_grid"]), start=1):
            words, _sign, most = line.rpartition("=")
            if not words.strip() or not most.strip().isdecimal() or not 0 < int(most) <= 100:  # noqa: PLR2004
                raise forms.ValidationError(
                    _("السطر %(line)s: اكتبوا العبارة ثم = ثم أقصى نقطة بين 1 و100.") % {"line": at}
                )
            rows.append({"key": f"g{at}", "words": words.strip(), "most": int(most)})
        return rows

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        most, least = typed.get("most_choices"), typed.get("least_choices")
        if most is not None and least is not None and most < least:
            self.add_error("most_choices", _("أقصى عدد أقل من أقل عدد."))
        return typed

    def stated(self) -> actions.Regulation:
        """Return the regulation as typed."""
        typed = dict(self.cleaned_data)
        for name, letter in (("study_criteria", "c"), ("marks", "m")):
            typed[name] = [
                {"key": f"{letter}{at}", "words": line}
                for at, line in enumerate(_lines(typed[name]), start=1)
            ]
        typed["ballot_rule"] = BallotRule(typed["ballot_rule"])
        return actions.Regulation(**typed)


class DaysForm(forms.Form):
    """The first and the last day of every phase; one left empty is left out."""

    def __init__(self, data: Data = None, *, days: Iterable[Days] = ()) -> None:
        known = {one.phase: one for one in days}
        initial: dict[str, date] = {}
        for phase in DATED:
            if phase in known:
                initial |= {
                    f"{phase}_from": known[phase].opens_on,
                    f"{phase}_to": known[phase].closes_on,
                }
        super().__init__(data, initial=initial)
        for phase in DATED:
            for end, label in (("from", _("%(phase)s: أول يوم")), ("to", _("%(phase)s: آخر يوم"))):
                said = label % {"phase": word(phase)}
                self.fields[f"{phase}_{end}"] = forms.DateField(label=said, widget=Day, required=False)

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        for phase in DATED:
            first, last = typed.get(f"{phase}_from"), typed.get(f"{phase}_to")
            if (first is None) is not (last is None) and not (
                self.errors.keys() & {f"{phase}_from", f"{phase}_to"}
            ):
                self.add_error(f"{phase}_{'from' if first is None else 'to'}", _("اكتبوا اليومين معا."))
        return typed

    def days(self) -> list[Days]:
        """Return the days of the phases that have them."""
        typed = self.cleaned_data
        return [
            Days(phase, typed[f"{phase}_from"], typed[f"{phase}_to"])
            for phase in DATED
            if typed.get(f"{phase}_from")
        ]


class EnvelopeForm(forms.Form):
    """Money to share out."""

    name = CleanLine(
        label=_("اسم الغلاف المالي"),
        help_text=_("مثلا: المدينة كلها، حي المنار، فضاءات الأطفال."),
        max_length=120,
    )
    amount = forms.DecimalField(label=_("المبلغ بالدرهم"), min_value=1, max_digits=14, decimal_places=2)
    neighbourhood_id = forms.TypedChoiceField(label=_("الحي"), coerce=int, empty_value=None, required=False)

    def __init__(self, data: Data = None, *, neighbourhoods: Iterable[tuple[int, str]]) -> None:
        super().__init__(data)
        field = self.fields["neighbourhood_id"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = [("", _("الجماعة كلها")), *neighbourhoods]


class ExtensionForm(forms.Form):
    """More time for a phase, and why."""

    phase = forms.ChoiceField(label=_("المرحلة"))
    to_date = forms.DateField(label=_("آخر يوم جديد"), widget=Day)
    reason = CleanText(label=_("السبب (يُنشر للعموم)"), max_length=1_000, rows=3)

    def __init__(self, data: Data = None, *, phases: Iterable[Phase]) -> None:
        super().__init__(data)
        field = self.fields["phase"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = [(one.value, word(one)) for one in phases]


class ProjectForm(PlaceForm):
    """A project as it is put to the vote."""

    title = CleanLine(label=_("عنوان المشروع"), max_length=150)
    description = CleanText(label=_("وصف المشروع"), max_length=LONGEST, min_length=10, rows=6)
    envelope = forms.TypedChoiceField(label=_("الغلاف المالي"), coerce=int)
    beneficiaries = CleanLine(label=_("من يستفيد منه؟"), max_length=200, required=False)
    marks = forms.MultipleChoiceField(label=_("أصنافه"), required=False, widget=forms.CheckboxSelectMultiple)
    symbol = forms.ChoiceField(
        label=_("رمز المشروع"), help_text=_("به يعرف المشروعَ من لا يقرأ، على الشاشة وعلى الورق.")
    )
    colour = forms.ChoiceField(label=_("لونه"))
    field_order = (
        "title", "description", "envelope", "neighbourhood", "place", "point", "beneficiaries", "marks",
        "symbol", "colour",
    )  # fmt: skip

    def __init__(
        self,
        data: Data = None,
        *,
        edition: Edition,
        envelopes: Iterable[Envelope],
        neighbourhoods: Iterable[tuple[int, str]],
        quarters: Iterable[Quarter] = (),
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.offer_places(neighbourhoods, quarters, _("المدينة كلها"))
        self._offer("envelope", [(one.pk, one.name) for one in envelopes])
        self._offer("symbol", [(key, str(said)) for key, (said, _drawing) in SYMBOLS.items()])
        self._offer("colour", [(key, str(said)) for key, (said, _ink) in COLOURS.items()])
        self._offer("marks", [(one["key"], one["words"]) for one in edition.marks])
        if not edition.marks:
            del self.fields["marks"]

    def _offer(self, name: str, choices: list[tuple[Any, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = choices

    def words(self) -> actions.ProjectWords:
        """Return what the project says."""
        typed = self.cleaned_data
        names = (
            "title",
            "description",
            "beneficiaries",
            "symbol",
            "colour",
            "place",
        )
        point = typed["point"]
        return actions.ProjectWords(
            **{name: typed[name] for name in names},
            marks=typed.get("marks", ()),
            neighbourhood_id=typed["neighbourhood"],
            latitude=point.latitude if point else None,
            longitude=point.longitude if point else None,
        )


class StudyForm(forms.Form):
    """What a service finds of a project: the checklist, the grid, the verdict."""

    service = CleanLine(label=_("المصلحة"), max_length=150)
    verdict = forms.ChoiceField(label=_("الخلاصة"), widget=RadioCards)
    price = forms.DecimalField(
        label=_("الكلفة بالدرهم"), min_value=0, max_digits=14, decimal_places=2, required=False
    )
    months = forms.IntegerField(label=_("أشهر الإنجاز"), min_value=1, max_value=120, required=False)
    reason = CleanText(
        label=_("التعليل"),
        help_text=_("لازم حين لا يكون المشروع قابلا للإنجاز. يقرؤه الجميع."),
        max_length=3_000,
        required=False,
    )

    def __init__(self, data: Data = None, *, edition: Edition, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.edition = edition
        verdict = self.fields["verdict"]
        assert isinstance(verdict, forms.ChoiceField)  # noqa: S101 -- declared above
        verdict.choices = [(one.value, word(one)) for one in (Standing.FEASIBLE, Standing.UNFEASIBLE)]
        lines: dict[str, forms.Field] = {}
        for one in edition.study_criteria:
            lines[f"finding_{one['key']}"] = forms.ChoiceField(
                label=one["words"], choices=[("", "—"), *((f.value, word(f)) for f in Finding)]
            )
            lines[f"note_{one['key']}"] = CleanLine(
                label=_("ملاحظة حول: %(words)s") % one, max_length=300, required=False
            )
        for one in edition.score_grid:
            lines[f"score_{one['key']}"] = forms.IntegerField(
                label=_("%(words)s (من 0 إلى %(most)s)") % one, min_value=0, max_value=one["most"]
            )
        self.fields = {"service": self.fields["service"], **lines, **self.fields}

    def opinion(self) -> actions.Opinion:
        """Return what was found."""
        typed = self.cleaned_data
        keys = [one["key"] for one in self.edition.study_criteria]
        return actions.Opinion(
            service=typed["service"],
            verdict=Standing(typed["verdict"]),
            findings={key: Finding(typed[f"finding_{key}"]) for key in keys},
            notes={key: typed[f"note_{key}"] for key in keys},
            scores={one["key"]: typed[f"score_{one['key']}"] for one in self.edition.score_grid},
            price=typed["price"],
            months=typed["months"],
            reason=typed["reason"],
        )
