"""Activities and their figures as typed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tadafor.documents.forms import CleanFilesField
from tadafor.kernel.words import word
from tadafor.programme import actions, rules
from tadafor.programme.forms.frame import NAME, TEXT, Data, choices_of, choose, places
from tadafor.programme.queries import Activity, Commune, Indicator, Node, Region
from tadafor.ui import formatting
from tadafor.ui.boxes import CleanLine, CleanText
from tadafor.ui.widgets import Day, RadioCards

FILES: dict[str, Any] = {
    "label": _("ملفات الإثبات"),
    "help_text": _("صور أو PDF أو وثائق مكتبية، خمسة على الأكثر. لا يقرؤها إلا فريق البرنامج."),
}
PUBLIC: dict[str, Any] = {
    "label": _("يمكن للعموم قراءة هذه الملفات بعد المصادقة"),
    "help_text": _("لا تختاروا هذا إن كانت فيها أسماء أو أرقام هواتف أو توقيعات."),
}


class PlanForm(forms.Form):
    """What is planned, where and when."""

    token = forms.CharField(max_length=32, widget=forms.HiddenInput)
    kind = forms.TypedChoiceField(label=_("نوع النشاط"), coerce=rules.ActivityKind, widget=RadioCards)
    title_ar = CleanLine(label=_("عنوانه بالعربية"), max_length=NAME)
    title_fr = CleanLine(label=_("عنوانه بالفرنسية"), max_length=NAME, required=False)
    planned_on = forms.DateField(label=_("اليوم المبرمج"), widget=Day)
    where = forms.ChoiceField(label=_("أين؟"))
    result = forms.ChoiceField(label=_("النتيجة التي يخدمها"), required=False)

    def __init__(
        self,
        data: Data,
        *,
        regions: Iterable[Region],
        communes: Iterable[Commune],
        nodes: Iterable[Node],
        whole: bool,
        period: tuple[date, date],
        initial: dict[str, Any] | None = None,
        known: Activity | None = None,
    ) -> None:
        super().__init__(data, initial=_start(known) if known else initial)
        if known:
            del self.fields["token"]
        first, last = (formatting.day(one) for one in period)
        said = gettext("مدة البرنامج من %(first)s إلى %(last)s.") % {"first": first, "last": last}
        self.fields["planned_on"].help_text = said
        self.regions = {f"region-{one.pk}": one for one in regions}
        self.communes = {f"commune-{one.pk}": one for one in communes}
        self.results = {str(one.pk): one for one in nodes if one.kind == rules.NodeKind.RESULT.value}
        offered = [("programme", gettext("البرنامج كله"))] if whole else []
        offered += [(key, one.place.title) for key, one in self.regions.items()]
        offered += [(f"commune-{key}", name) for key, name in places(self.communes.values())]
        choose(self, "where", offered)
        choose(self, "kind", choices_of(rules.ActivityKind))
        named = [(key, f"{one.code} · {one.title}") for key, one in self.results.items()]
        choose(self, "result", [("", "—"), *named])

    def facts(self) -> actions.PlanFacts:
        typed = self.cleaned_data
        return actions.PlanFacts(
            kind=typed["kind"],
            title_ar=typed["title_ar"],
            title_fr=typed["title_fr"],
            planned_on=typed["planned_on"],
            result=self.results.get(typed["result"]),
            region=self.regions.get(typed["where"]),
            commune=self.communes.get(typed["where"]),
        )


def _start(known: Activity) -> dict[str, Any]:
    where = f"region-{known.region_id}" if known.region_id else "programme"
    start = {name: getattr(known, name) for name in ("kind", "title_ar", "title_fr", "planned_on")}
    start |= {"where": f"commune-{known.commune_id}" if known.commune_id else where}
    return start | {"result": str(known.result_id or "")}


class TellForm(forms.Form):
    """What was done: its day, its proof, and a figure for each indicator it serves."""

    held_on = forms.DateField(label=_("يوم إنجازه"), widget=Day)
    proof = CleanLine(
        label=_("الإثبات"),
        max_length=300,
        help_text=_("لائحة حضور، محضر، صور… وأين تُحفظ ورقمها."),
    )
    link = forms.URLField(label=_("رابط الإثبات"), max_length=500, required=False, assume_scheme="https")
    proofs = CleanFilesField(most=rules.MOST_FILES, required=False, **FILES)
    is_public = forms.BooleanField(required=False, **PUBLIC)

    def __init__(
        self,
        data: Data,
        files: Any = None,  # noqa: ANN401 -- Django's own
        *,
        indicators: Iterable[Indicator],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, files, initial=initial)
        self.indicators = list(indicators)
        for one in self.indicators:
            self._add(f"count_{one.pk}", one.name)
            if one.by_sex:
                self._add(f"women_{one.pk}", gettext("منهم نساء: %(name)s") % {"name": one.name})
            if one.by_age:
                self._add(f"young_{one.pk}", gettext("منهم دون 35 سنة: %(name)s") % {"name": one.name})

    def _add(self, name: str, label: str) -> None:
        self.fields[name] = forms.IntegerField(
            label=label, min_value=0, max_value=rules.MOST_COUNTED, required=False
        )

    def clean(self) -> dict[str, Any]:
        """Say beside a part that it is more than its whole, or has none."""
        typed = self.cleaned_data
        for one in self.indicators:
            whole = typed.get(f"count_{one.pk}") or 0
            for name in (f"women_{one.pk}", f"young_{one.pk}"):
                if (typed.get(name) or 0) > whole and f"count_{one.pk}" not in self.errors:
                    self.add_error(name, word(rules.EntryRefusal.PARTS))
        return typed

    def told(self) -> actions.Told:
        typed = self.cleaned_data
        numbers = {
            one.pk: rules.Number(
                typed[f"count_{one.pk}"], typed.get(f"women_{one.pk}"), typed.get(f"young_{one.pk}")
            )
            for one in self.indicators
            if typed.get(f"count_{one.pk}") is not None
        }
        return actions.Told(
            held_on=typed["held_on"],
            proof=typed["proof"],
            link=typed["link"],
            numbers=numbers,
            files=typed["proofs"],
            is_public=typed["is_public"],
        )


class ProofForm(forms.Form):
    """More files that prove what was done."""

    proofs = CleanFilesField(most=rules.MOST_FILES, **FILES)
    is_public = forms.BooleanField(required=False, **PUBLIC)


class CallOffForm(forms.Form):
    """Why an activity will not be held."""

    because = CleanLine(
        label=_("لماذا لن يُنجز؟"),
        max_length=300,
        help_text=_("يظهر السبب للعموم مع النشاط."),
    )


class FilterForm(forms.Form):
    """Which activities to show: of what kind, from the team or from the communes' own records."""

    kind = forms.ChoiceField(label=_("نوع النشاط"), required=False)

    def __init__(self, data: Data) -> None:
        super().__init__(data)
        choose(self, "kind", [("", gettext("كل الأنواع")), *choices_of(rules.ActivityKind)])
        sources = [("", gettext("أدخلها فريق البرنامج")), ("communes", gettext("من سجلات الجماعات"))]
        self.fields["from"] = forms.ChoiceField(label=gettext("من أين؟"), choices=sources, required=False)

    def asked(self) -> tuple[str, bool]:
        """Return the kind that is asked for, and whether from the communes' records."""
        typed = self.cleaned_data if self.is_valid() else {}
        return typed.get("kind", ""), typed.get("from") == "communes"


class ApproveForm(forms.Form):
    """A yes to what was read."""

    seen = forms.IntegerField(min_value=0, max_value=1_000_000, widget=forms.HiddenInput)


class ReturnForm(ApproveForm):
    """What is to be mended."""

    reason = CleanText(label=_("ما الذي ينبغي تصحيحه؟"), max_length=TEXT, rows=4)
