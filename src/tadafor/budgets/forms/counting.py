"""What staff type of the count: its settings in plain words, the lot, a simulation, what follows the vote."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tadafor.budgets.rules.following import Step
from tadafor.budgets.rules.publishing import LotWay, Sample
from tadafor.budgets.rules.settings import Completion, CountSettings, Method, Reserve, Tie, Utility
from tadafor.documents.forms import CleanFilesField
from tadafor.documents.rules import IMAGES
from tadafor.kernel.words import word
from tadafor.ui.boxes import CleanLine, CleanText
from tadafor.ui.widgets import Day, RadioCards

Data = Mapping[str, Any] | None
PERCENT = 100
PLAIN = ("stop_when_exhaustive", "then_greedy", "comparison", "skip")


def _words(members: Any) -> list[tuple[str, str]]:  # noqa: ANN401 -- any closed list
    return [(one.value, word(one)) for one in members]


class CountForm(forms.Form):
    """How the vote will be counted, one question after the other."""

    method = forms.ChoiceField(
        label=_("بأي طريقة يقسم الغلاف؟"),
        widget=RadioCards,
        help_text=_(
            "الحصص المتساوية: لكل من صوت حصة متساوية من المال، فتنال كل فئة ما يناسب حجمها. "
            "الأكثر أصواتا أولا: تُموّل المشاريع حسب ترتيبها إلى أن ينفد الغلاف."
        ),
    )
    utility = forms.ChoiceField(label=_("كم يساوي مشروع فائز عند من ساندوه؟"), widget=RadioCards)
    increment = forms.DecimalField(
        label=_("بكم درهم ترتفع كل حصة في كل جولة؟"),
        min_value=Decimal("0.01"),
        max_value=1_000_000,
        decimal_places=2,
        help_text=_("درهم واحد هو المعتاد. لا يغير إلا النتائج المتقاربة جدا."),
    )
    stop_when_exhaustive = forms.BooleanField(
        label=_("تتوقف الجولات حين لا يتسع الباقي لأي مشروع"), required=False
    )
    then_greedy = forms.BooleanField(label=_("يُصرف ما بقي بعد الجولات حسب عدد الأصوات"), required=False)
    comparison = forms.BooleanField(
        label=_("تُحفظ نتيجة الأكثر أصواتا إن كانت أنفع لعدد أكبر من المصوتين"), required=False
    )
    skip = forms.BooleanField(
        label=_("الأكثر أصواتا: يُتجاوز مشروع لا يكفيه الباقي إلى الذي بعده"), required=False
    )
    least_score = forms.IntegerField(
        label=_("كم صوتا يلزم مشروعا ليدخل الفرز؟"), min_value=0, max_value=10_000_000, required=False
    )
    reserve_mark = forms.ChoiceField(label=_("هل تُخصص حصة من الغلاف لنوع من المشاريع؟"), required=False)
    reserve_share = forms.IntegerField(
        label=_("كم في المائة من الغلاف؟"), min_value=1, max_value=PERCENT, required=False
    )
    first_tie = forms.ChoiceField(
        label=_("عند التعادل، من يسبق؟"),
        widget=RadioCards,
        help_text=_("ثم الثاني، ثم القرعة دائما في الأخير."),
    )
    whole_file = forms.ChoiceField(
        label=_("من يحصل على ملف كل أوراق التصويت؟"),
        widget=RadioCards,
        help_text=_("المجاميع والبرهان للجميع في كل الأحوال. ورقة لا تشبهها أي ورقة قد تدل على صاحبها."),
    )
    unique_limit = forms.IntegerField(
        label=_("ابتداء من كم في المائة من الأوراق الفريدة يبقى الملف للملاحظين؟"),
        min_value=0,
        max_value=PERCENT,
    )
    reason = CleanText(
        label=_("سبب التغيير"),
        rows=2,
        max_length=1_000,
        required=False,
        help_text=_("لازم بعد الإعلان عن الدورة، ويقرؤه الجميع."),
    )

    FILES = (
        ("by_share", _("حسب نسبة الأوراق الفريدة")),
        ("all", _("الجميع")),
        ("observers", _("الملاحظات والملاحظون وحدهم")),
    )

    def __init__(
        self,
        data: Data = None,
        *,
        stated: CountSettings,
        marks: Sequence[Mapping[str, str]],
        unique_limit: Decimal,
        full_file_for_all: bool | None,
    ) -> None:
        self.stated = stated
        start = {
            name: getattr(stated, name)
            for name in ("stop_when_exhaustive", "then_greedy", "comparison", "skip")
        }
        reserve = stated.reserves[0] if stated.reserves else None
        start |= {
            "method": stated.method.value,
            "utility": stated.utility.value,
            "increment": Decimal(stated.increment.numerator) / stated.increment.denominator,
            "least_score": int(stated.least_score) or None,
            "reserve_mark": reserve.mark if reserve else "",
            "reserve_share": round(reserve.share * PERCENT) if reserve else None,
            "first_tie": stated.ties[0].value if stated.ties else Tie.LOT.value,
            "unique_limit": round(unique_limit * PERCENT),
            "whole_file": {None: "by_share", True: "all", False: "observers"}[full_file_for_all],
        }
        super().__init__(data, initial=start)
        self._choose("method", _words(Method))
        self._choose("utility", _words(Utility))
        self._choose("first_tie", _words(Tie))
        self._choose("whole_file", list(self.FILES))
        self._choose("reserve_mark", [("", _("لا")), *((one["key"], one["words"]) for one in marks)])

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """A mark and its share come together."""
        said = self.cleaned_data
        if said.get("reserve_mark") and not said.get("reserve_share") and "reserve_share" not in self.errors:
            self.add_error("reserve_share", _("اذكروا النسبة."))
        return said

    @property
    def settings(self) -> CountSettings:
        """What was chosen; what the form does not ask stays as it is stated."""
        said = self.cleaned_data
        first = Tie(said["first_tie"])
        others = [one for one in (Tie.LESS_COST, Tie.MORE_VOTES) if one is not first]
        ties = (first,) if first is Tie.LOT else (first, *others, Tie.LOT)
        reserves = (
            (Reserve(said["reserve_mark"], Fraction(said["reserve_share"], PERCENT)),)
            if said["reserve_mark"]
            else ()
        )
        plain = {name: said[name] for name in PLAIN}
        return replace(
            self.stated,
            method=Method(said["method"]),
            utility=Utility(said["utility"]),
            completion=Completion.INCREMENT,
            increment=Fraction(said["increment"]),
            least_score=Fraction(said["least_score"] or 0),
            ties=ties,
            reserves=reserves,
            **plain,
        )

    @property
    def limit(self) -> Decimal:
        return Decimal(self.cleaned_data["unique_limit"]) / PERCENT

    @property
    def for_all(self) -> bool | None:
        return {"by_share": None, "all": True, "observers": False}[self.cleaned_data["whole_file"]]


class LotForm(forms.Form):
    """Where the chance of the lot comes from."""

    way = forms.ChoiceField(
        label=_("من أين تأتي صدفة القرعة؟"),
        widget=RadioCards,
        help_text=_("لا يتغير بعد الحفظ: لذلك لا يستطيع أحد اختيار النتيجة."),
    )
    source = CleanLine(
        label=_("اسم السحب العمومي ويومه"),
        max_length=200,
        required=False,
        help_text=_("للأرقام فقط: سحب يعلن للجميع بعد اليوم."),
    )

    def __init__(self, data: Data = None) -> None:
        super().__init__(data, initial={"way": LotWay.SEALED.value})
        field = self.fields["way"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = _words(LotWay)


class DrawForm(forms.Form):
    """The digits of a public draw, where the lot comes from one."""

    typed = CleanLine(label=_("أرقام السحب"), max_length=60, required=False)

    def __init__(self, data: Data = None, *, digits: bool) -> None:
        super().__init__(data)
        if not digits:
            del self.fields["typed"]


class ObserverForm(forms.Form):
    """Whom the committee admits to the full files."""

    name = CleanLine(
        label=_("الصفة أو الهيئة، كما في المحضر"),
        max_length=120,
        help_text=_("مثلا: ملاحظة عن جمعيات الأحياء."),
    )


class SimulationForm(forms.Form):
    """On which ballots the two rules are compared."""

    sample = forms.ChoiceField(label=_("على أي أوراق؟"), widget=RadioCards)
    voters = forms.IntegerField(
        label=_("كم من المصوتين المتخيلين؟"), min_value=10, max_value=20_000, required=False, initial=1_000
    )

    def __init__(self, data: Data = None) -> None:
        super().__init__(data, initial={"sample": Sample.INVENTED.value})
        field = self.fields["sample"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = _words(Sample)


class StepForm(forms.Form):
    """A step of a winning project: what was done, when, under which number."""

    step = forms.ChoiceField(label=_("الخطوة"), widget=RadioCards)
    done_on = forms.DateField(label=_("يومها"), widget=Day)
    reference = CleanLine(
        label=_("المرجع"), max_length=120, required=False, help_text=_("رقم المقرر أو التأشيرة أو الاعتماد.")
    )

    def __init__(self, data: Data = None, *, steps: Sequence[Step]) -> None:
        super().__init__(data, initial={"step": steps[0].value if steps else ""})
        field = self.fields["step"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = _words(steps)


class ProgressForm(forms.Form):
    """How far the works are, what was spent, photographs, and why it is late."""

    percent = forms.IntegerField(label=_("نسبة الإنجاز"), min_value=0, max_value=PERCENT)
    spent = forms.DecimalField(
        label=_("المصروف إلى اليوم، بالدرهم"), min_value=0, max_digits=14, decimal_places=2
    )
    as_of = forms.DateField(label=_("المعطيات إلى غاية"), widget=Day)
    note = CleanText(label=_("ما الذي أنجز؟"), max_length=4_000, required=False)
    late_because = CleanText(
        label=_("سبب التأخر أو تجاوز الكلفة، إن وُجد"), rows=3, max_length=2_000, required=False
    )
    photos = CleanFilesField(label=_("صور"), wanted=IMAGES, required=False)
