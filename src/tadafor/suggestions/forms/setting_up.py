"""What staff set up, made into clean values."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tadafor.suggestions import actions, queries, rules
from tadafor.suggestions.forms.writing import Data, choices_of, offer
from tadafor.suggestions.queries import Category, ReplyTemplate, Service, SuggestionSettings
from tadafor.ui.boxes import CleanLine, CleanText
from tadafor.ui.widgets import Day


class ServiceForm(forms.Form):
    """A service and who replies for it."""

    name_ar = CleanLine(label=_("الاسم بالعربية"), max_length=120)
    name_fr = CleanLine(label=_("الاسم بالفرنسية"), max_length=120, required=False)
    agents = forms.TypedMultipleChoiceField(
        label=_("من يجيب باسمها؟"),
        coerce=int,
        required=False,
        choices=(),
        widget=forms.CheckboxSelectMultiple,
    )
    is_retired = forms.BooleanField(label=_("لم تعد تتلقى شيئا"), required=False)

    def __init__(self, data: Data = None, *, territory_id: int, service: Service | None = None) -> None:
        initial: dict[str, Any] = {"agents": queries.agents_of(service.pk)} if service else {}
        for name in ("name_ar", "name_fr", "is_retired") if service else ():
            initial[name] = getattr(service, name)
        super().__init__(data, initial=initial)
        field = self.fields["agents"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 -- declared above
        field.choices = queries.staff_choices(territory_id)


ICONS = (
    ("message-circle", pgettext_lazy("icon", "رسالة")),
    ("lightbulb", pgettext_lazy("icon", "مصباح")),
    ("trash-2", pgettext_lazy("icon", "حاوية")),
    ("map-pin", pgettext_lazy("icon", "مكان")),
    ("building-2", pgettext_lazy("icon", "بنايات")),
    ("house", pgettext_lazy("icon", "بيت")),
    ("landmark", pgettext_lazy("icon", "مقر الجماعة")),
    ("accessibility", pgettext_lazy("icon", "ولوجيات")),
    ("users", pgettext_lazy("icon", "ناس")),
    ("volume-2", pgettext_lazy("icon", "صوت")),
    ("shield-check", pgettext_lazy("icon", "سلامة")),
    ("triangle-alert", pgettext_lazy("icon", "خطر")),
    ("coins", pgettext_lazy("icon", "رسوم")),
    ("file-text", pgettext_lazy("icon", "وثيقة")),
)


class CategoryForm(forms.Form):
    """What people may speak of, and which service gets it."""

    name_ar = CleanLine(label=_("الاسم بالعربية"), max_length=80)
    name_fr = CleanLine(label=_("الاسم بالفرنسية"), max_length=80, required=False)
    description_ar = CleanLine(label=_("شرح بالعربية"), max_length=200, required=False)
    description_fr = CleanLine(label=_("شرح بالفرنسية"), max_length=200, required=False)
    elsewhere_ar = CleanLine(
        label=_("ليس من اختصاص الجماعة: أين يذهب الناس؟"),
        help_text=_("إن كتبتم هنا شيئا لم تُستقبل رسائل في هذا الموضوع، وقرأ الناس ما كتبتم."),
        max_length=300,
        required=False,
    )
    elsewhere_fr = CleanLine(label=_("الشيء نفسه بالفرنسية"), max_length=300, required=False)
    icon = forms.ChoiceField(label=_("الأيقونة"), choices=(), required=False)
    position = forms.IntegerField(label=_("الترتيب"), min_value=0, max_value=999, initial=0)
    is_retired = forms.BooleanField(label=_("لم يعد معروضا"), required=False)

    def __init__(self, data: Data = None, *, category: Category | None = None) -> None:
        names = actions.CategoryFacts.__dataclass_fields__ if category else ()
        super().__init__(data, initial={name: getattr(category, name) for name in names})
        offer(self, "icon", list(ICONS))
        if category and category.drawn not in dict(ICONS):
            offer(self, "icon", [(category.drawn, category.drawn), *ICONS])

    def facts(self) -> actions.CategoryFacts:
        typed: dict[str, Any] = self.cleaned_data
        return actions.CategoryFacts(**typed | {"icon": typed["icon"] or "message-circle"})


class RouteForm(forms.Form):
    """Which service gets a category, everywhere or in one neighbourhood."""

    category: "forms.ModelChoiceField[Category]" = forms.ModelChoiceField(
        label=pgettext_lazy("category", "الموضوع"), queryset=None
    )
    neighbourhood = forms.TypedChoiceField(
        label=_("الحي"), coerce=int, empty_value=None, required=False, choices=()
    )
    service: "forms.ModelChoiceField[Service]" = forms.ModelChoiceField(
        label=_("المصلحة"), queryset=None, required=False, empty_label=_("لا مصلحة: احذفوا السطر")
    )

    def __init__(self, data: Data = None, *, territory_id: int) -> None:
        super().__init__(data)
        category, service = self.fields["category"], self.fields["service"]
        assert isinstance(category, forms.ModelChoiceField)  # noqa: S101 -- declared above
        assert isinstance(service, forms.ModelChoiceField)  # noqa: S101 -- declared above
        category.queryset, service.queryset = queries.categories(), queries.services()
        everywhere = ("", _("كل الأحياء"))
        offer(self, "neighbourhood", [everywhere, *queries.neighbourhood_choices(territory_id)])


class PromiseForm(forms.Form):
    """In how many days a kind is answered, and the text that says so."""

    kind = forms.ChoiceField(label=_("النوع"), choices=())
    days = forms.IntegerField(label=_("عدد الأيام"), min_value=1, max_value=rules.LONGEST_DAYS)
    in_working_days = forms.BooleanField(label=_("أيام عمل"), required=False, initial=True)
    valid_from = forms.DateField(label=_("تاريخ السريان"), widget=Day)
    is_legal = forms.BooleanField(label=_("أجل يفرضه القانون (وليس وعدا من الجماعة)"), required=False)
    source = CleanLine(label=_("المصدر"), max_length=300)
    article = CleanLine(label=_("المادة"), max_length=80, required=False)
    is_verified = forms.BooleanField(label=_("تحققتُ من النص المنشور"), required=False)

    def __init__(self, data: Data = None) -> None:
        super().__init__(data)
        offer(self, "kind", choices_of(rules.Kind))

    def promise(self) -> rules.Promise:
        typed: dict[str, Any] = self.cleaned_data
        return rules.Promise(**typed | {"kind": rules.Kind(typed["kind"])})


class TemplateForm(forms.Form):
    """A text ready to send."""

    state = forms.ChoiceField(label=_("الجواب"), choices=())
    title = CleanLine(label=_("الاسم في اللائحة"), max_length=120)
    text_ar = CleanText(label=_("النص بالعربية"), max_length=rules.LONGEST_REASON, rows=4)
    text_fr = CleanText(label=_("النص بالفرنسية"), max_length=rules.LONGEST_REASON, rows=4, required=False)
    is_retired = forms.BooleanField(label=_("لم يعد معروضا"), required=False)

    def __init__(self, data: Data = None, *, template: ReplyTemplate | None = None) -> None:
        names = ("state", "title", "text_ar", "text_fr", "is_retired") if template else ()
        super().__init__(data, initial={name: getattr(template, name) for name in names})
        offer(self, "state", choices_of(rules.ANSWERS))


class ChoiceForm(forms.Form):
    """What the territory chose."""

    threshold = forms.IntegerField(label=_("عدد المؤيدين الذي يوجب جوابا في الدورة"), max_value=1_000_000)
    treats_complaints = forms.BooleanField(
        label=_("نعالج الشكايات هنا بدل إحالتها على البوابة الوطنية"), required=False
    )
    person_a_day = forms.IntegerField(label=_("رسائل حساب واحد في اليوم"), max_value=1_000)
    device_an_hour = forms.IntegerField(label=_("رسائل جهاز واحد بلا حساب في الساعة"), max_value=1_000)
    network_an_hour = forms.IntegerField(label=_("رسائل شبكة واحدة بلا حساب في الساعة"), max_value=10_000)

    def __init__(self, data: Data = None, *, settings: SuggestionSettings) -> None:
        super().__init__(data, initial={name: getattr(settings, name) for name in self.base_fields})

    def limits(self) -> rules.Limits:
        typed = self.cleaned_data
        return rules.Limits(typed["person_a_day"], typed["device_an_hour"], typed["network_an_hour"])
