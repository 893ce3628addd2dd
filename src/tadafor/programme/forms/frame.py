"""The frame of a programme as typed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tadafor.kernel.words import word
from tadafor.people.forms import ContactField
from tadafor.programme import actions, rules
from tadafor.programme.queries import Commune, Node, Programme, Region
from tadafor.territories import queries as territories
from tadafor.ui.boxes import CleanLine, CleanText, Point, PointField
from tadafor.ui.widgets import Day, RadioCards

Data = Mapping[str, Any] | None
NAME, TEXT = 200, 2_000
SHOWN = 8


def choices_of(members: Iterable[Any]) -> list[tuple[str, str]]:
    """Return the members of a closed list with their words, in the reader's language."""
    return [(member.value, word(member)) for member in members]


def choose(form: forms.Form, name: str, offered: Sequence[tuple[Any, str]]) -> None:
    """Offer these choices in a box of the form."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared so
    field.choices = list(offered)


def places(communes: Iterable[Commune]) -> list[tuple[str, str]]:
    return [(str(one.pk), one.place.title_within) for one in communes]


class PlainForm(forms.Form):
    """A yes, with nothing to type; it carries the refusals of a verb."""


class ProgrammeForm(forms.Form):
    """What a programme is called, what it is for, how long it lasts."""

    name_ar = CleanLine(label=_("اسم البرنامج بالعربية"), max_length=NAME)
    name_fr = CleanLine(label=_("اسم البرنامج بالفرنسية"), max_length=NAME)
    purpose_ar = CleanText(label=_("غايته بالعربية"), max_length=TEXT, rows=4)
    purpose_fr = CleanText(label=_("غايته بالفرنسية"), max_length=TEXT, rows=4)
    months = forms.IntegerField(
        label=_("مدته بالأشهر"),
        min_value=1,
        max_value=rules.MOST_MONTHS,
        help_text=_("يبقى يوم انطلاقه كما هو. لا تُقصر مدته إلى ما قبل ما أُنجز أو انضم."),
    )
    source = CleanLine(label=_("مصدر هذه المعطيات"), max_length=300, required=False)
    source_fr = CleanLine(label=_("هذا المصدر بالفرنسية"), max_length=300, required=False)


class PartnerForm(forms.Form):
    """Who pays for, carries or supports the programme."""

    kind = forms.TypedChoiceField(label=_("صفته في البرنامج"), coerce=rules.PartnerKind, widget=RadioCards)
    name_ar = CleanLine(label=_("الاسم بالعربية"), max_length=NAME)
    name_fr = CleanLine(label=_("الاسم بالفرنسية"), max_length=NAME)

    def __init__(self, data: Data = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        choose(self, "kind", choices_of(rules.PartnerKind))


class RegionForm(forms.Form):
    """A region in which the programme works."""

    code = forms.ChoiceField(label=_("الجهة"))

    def __init__(self, data: Data = None, *, known: Iterable[Region] = ()) -> None:
        super().__init__(data)
        named = {one.place_id for one in known}
        others = [(one.pk, one.title) for one in territories.regions() if one.pk not in named]
        choose(self, "code", [("", "—"), *others])


class CommuneForm(forms.Form):
    """Which commune joined, named as people do; two of one name are told apart by their code."""

    name = CleanLine(
        label=_("الجماعة"),
        max_length=120,
        help_text=_("بالعربية أو بالفرنسية، أو برمزها في الإحصاء إن كان الاسم مشتركا."),
    )
    joined_on = forms.DateField(label=_("يوم الانضمام"), widget=Day)
    source = CleanLine(
        label=_("أين ذُكر انضمامها؟"),
        max_length=300,
        required=False,
        help_text=_("بلاغ أو اتفاقية. بلا مصدر تُوسم الجماعة بأنها للعرض."),
    )
    source_fr = CleanLine(label=_("هذا المصدر بالفرنسية"), max_length=300, required=False)
    point = PointField(label=_("مكانها على الخريطة"), required=False)

    def __init__(self, data: Data = None, *, known: Commune | None = None) -> None:
        start: dict[str, Any] = {}
        if known:
            start = {name: getattr(known, name) for name in ("joined_on", "source", "source_fr")}
            if known.latitude is not None and known.longitude is not None:
                start["point"] = Point(known.latitude, known.longitude)
        super().__init__(data, initial=start)
        self.code = known.place_id if known else ""
        if known:
            del self.fields["name"]

    def clean_name(self) -> str:
        """Return the code of the one place that bears this name."""
        typed = self.cleaned_data["name"]
        if found := territories.place_by_code(typed):
            return found.pk
        near = list(territories.find_places(typed).select_related("parent")[:SHOWN])
        exact = [one for one in near if typed.casefold() in {one.name_ar, one.name_fr.casefold()}]
        if len(exact or near) == 1:
            return (exact or near)[0].pk
        if not near:
            raise forms.ValidationError(gettext("لا جماعة في الإحصاء بهذا الاسم. تحققوا من الكتابة."))
        told = gettext("، ").join(f"{one.title_within} ({one.pk})" for one in exact or near)
        raise forms.ValidationError(
            gettext("أكثر من جماعة تحمل هذا الاسم. اكتبوا رمز واحدة منها: %(places)s") % {"places": told}
        )

    def facts(self) -> actions.CommuneFacts:
        typed, point = self.cleaned_data, self.cleaned_data.get("point")
        return actions.CommuneFacts(
            code=self.code or typed["name"],
            joined_on=typed["joined_on"],
            source=typed["source"],
            source_fr=typed["source_fr"],
            latitude=point.latitude if point else None,
            longitude=point.longitude if point else None,
        )


class LeaveForm(forms.Form):
    """When a commune left, and why."""

    left_on = forms.DateField(label=_("يوم المغادرة"), widget=Day)
    because = CleanLine(
        label=_("سبب المغادرة أو أين ذُكرت"),
        max_length=300,
        help_text=_("يظهر للعموم في صفحة الجماعة."),
    )


class ChargeForm(forms.Form):
    """Who is charged with what, and how far."""

    contact = ContactField(label=_("بريد الحساب أو هاتفه في المنصة"), help_text=_("لا يُنشر."))
    charge = forms.TypedChoiceField(label=_("المهمة"), coerce=rules.Charge, widget=RadioCards)
    region = forms.ChoiceField(
        label=_("الجهة"), required=False, help_text=_("للمنسق(ة) الجهوي(ة) والميسر(ة) فقط.")
    )
    commune = forms.ChoiceField(label=_("الجماعة"), required=False, help_text=_("لنقطة الارتكاز فقط."))

    def __init__(self, data: Data, *, regions: Iterable[Region], communes: Iterable[Commune]) -> None:
        super().__init__(data)
        nothing = [("", "—")]
        choose(self, "charge", choices_of(rules.Charge))
        choose(self, "region", nothing + [(str(one.pk), one.place.title) for one in regions])
        choose(self, "commune", nothing + places(communes))


class CommitteeForm(forms.Form):
    """A steering committee."""

    name_ar = CleanLine(label=_("الاسم بالعربية"), max_length=NAME)
    name_fr = CleanLine(label=_("الاسم بالفرنسية"), max_length=NAME)
    region = forms.ChoiceField(
        label=_("الجهة"), required=False, help_text=_("تُترك فارغة للجنة البرنامج كله.")
    )
    members_ar = CleanText(
        label=_("الأعضاء بصفاتهم، بالعربية"), max_length=TEXT, rows=4, help_text=_("سطر لكل عضو، بلا أسماء.")
    )
    members_fr = CleanText(label=_("الأعضاء بصفاتهم، بالفرنسية"), max_length=TEXT, rows=4)

    def __init__(
        self, data: Data, *, regions: Iterable[Region], initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        choose(self, "region", [("", "—"), *((str(one.pk), one.place.title) for one in regions)])


class SittingForm(forms.Form):
    """What a committee decided."""

    held_on = forms.DateField(label=_("يوم الجلسة"), widget=Day)
    decisions_ar = CleanText(label=_("القرارات بالعربية"), max_length=TEXT * 2, rows=5)
    decisions_fr = CleanText(label=_("القرارات بالفرنسية"), max_length=TEXT * 2, rows=5, required=False)
    reference = CleanLine(label=_("مرجع المحضر"), max_length=NAME, required=False)


class TitleForm(forms.Form):
    """Better words for a pillar, an objective or a result."""

    title_ar = CleanLine(label=_("العنوان بالعربية"), max_length=300)
    title_fr = CleanLine(label=_("العنوان بالفرنسية"), max_length=300)


class NodeForm(forms.Form):
    """A pillar, an objective or a result."""

    kind = forms.TypedChoiceField(label=_("ما هو؟"), coerce=rules.NodeKind, widget=RadioCards)
    above = forms.ChoiceField(label=_("تحت أي عنصر؟"), required=False)
    code = CleanLine(label=_("الرمز"), max_length=12, help_text=_("مثلا: 2.1"))
    title_ar = CleanLine(label=_("العنوان بالعربية"), max_length=300)
    title_fr = CleanLine(label=_("العنوان بالفرنسية"), max_length=300)

    def __init__(self, data: Data, *, nodes: Iterable[Node]) -> None:
        super().__init__(data)
        choose(self, "kind", choices_of(rules.NodeKind))
        able = [one for one in nodes if one.kind != rules.NodeKind.RESULT.value]
        choose(self, "above", [("", "—"), *((str(one.pk), f"{one.code} · {one.title}") for one in able)])


class IndicatorForm(forms.Form):
    """What an indicator counts, and from where."""

    result = forms.ChoiceField(label=_("النتيجة التي يخبر عنها"))
    code = CleanLine(label=_("الرمز"), max_length=12, help_text=_("مثلا: م1. لا يتغير بعد ذلك."))
    name_ar = CleanLine(label=_("اسم المؤشر بالعربية"), max_length=NAME)
    name_fr = CleanLine(label=_("اسم المؤشر بالفرنسية"), max_length=NAME)
    definition_ar = CleanText(label=_("تعريفه بالعربية"), max_length=TEXT, rows=3)
    definition_fr = CleanText(label=_("تعريفه بالفرنسية"), max_length=TEXT, rows=3)
    unit = forms.TypedChoiceField(label=_("وحدة العدّ"), coerce=rules.Unit)
    baseline = forms.IntegerField(
        label=_("نقطة الانطلاق"), min_value=0, max_value=rules.MOST_COUNTED, initial=0
    )
    source_ar = CleanLine(label=_("مصدر الرقم بالعربية"), max_length=300)
    source_fr = CleanLine(label=_("مصدر الرقم بالفرنسية"), max_length=300)
    measure = forms.ChoiceField(
        label=_("يُعدّ من المنصة"),
        required=False,
        help_text=_("إن اخترتم ما تعدّه المنصة فلا يُدخل هذا الرقم باليد لجماعة تستعملها."),
    )
    by_sex = forms.BooleanField(label=_("يُعدّ النساء على حدة"), required=False)
    by_age = forms.BooleanField(label=_("يُعدّ من هم دون 35 سنة على حدة"), required=False)

    def __init__(
        self, data: Data, *, nodes: Iterable[Node], initial: dict[str, Any] | None = None, known: bool = False
    ) -> None:
        super().__init__(data, initial=initial)
        results = [one for one in nodes if one.kind == rules.NodeKind.RESULT.value]
        choose(self, "result", [(str(one.pk), f"{one.code} · {one.title}") for one in results])
        choose(self, "unit", choices_of(rules.Unit))
        choose(self, "measure", [("", gettext("لا، يُدخل مع الأنشطة")), *choices_of(rules.Measure)])
        if known:
            del self.fields["code"], self.fields["result"]

    def facts(self, code: str = "") -> actions.IndicatorFacts:
        typed = {name: value for name, value in self.cleaned_data.items() if name != "result"}
        return actions.IndicatorFacts(**({"code": code} | typed))


class TargetsForm(forms.Form):
    """What an indicator should grow by in each year of the programme."""

    def __init__(self, data: Data, *, programme: Programme, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        for year in programme.years:
            self.fields[f"year_{year}"] = forms.IntegerField(
                label=str(year), min_value=0, max_value=rules.MOST_COUNTED, required=False
            )

    def targets(self) -> dict[int, int | None]:
        return {int(name.removeprefix("year_")): value for name, value in self.cleaned_data.items()}
