"""What staff type: where it goes, the answer, what they tell each other, what came to the counter."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tadafor.suggestions import queries, rules
from tadafor.suggestions.forms.writing import Data, SuggestForm, choices_of, offer
from tadafor.suggestions.queries import Category, ReplyTemplate, Service, Suggestion
from tadafor.ui.boxes import CleanLine, CleanText
from tadafor.ui.widgets import Day


class EnterForm(SuggestForm):
    """What came at the counter, by telephone or on paper."""

    name = CleanLine(label=_("الاسم"), max_length=rules.LONGEST_NAME, required=False)
    channel = forms.ChoiceField(
        label=_("كيف وصل؟"),
        choices=[("desk", _("في الشباك أو بالهاتف")), ("paper", _("على ورقة")), ("workshop", _("في لقاء"))],
    )
    received_on = forms.DateField(label=_("يوم التوصل"), widget=Day)
    field_order = (*SuggestForm.field_order, "name", "channel", "received_on")

    def __init__(self, data: Data = None, files: Any = None, **options: Any) -> None:  # noqa: ANN401
        super().__init__(data, files, signed_in=False, **options)


class SendForm(forms.Form):
    """Which service, which agent, and why it moves."""

    service: "forms.ModelChoiceField[Service]" = forms.ModelChoiceField(
        label=_("المصلحة"), queryset=None, empty_label=_("اختاروا…")
    )
    agent_id = forms.TypedChoiceField(
        label=_("من يجيب؟"), coerce=int, empty_value=None, required=False, choices=()
    )
    reason = CleanText(
        label=_("السبب"),
        help_text=_("لازم إن نُقل الملف من مصلحة إلى أخرى. يقرؤه صاحب الملف."),
        max_length=rules.LONGEST_REASON,
        required=False,
        rows=2,
    )

    def __init__(self, data: Data = None, *, suggestion: Suggestion) -> None:
        super().__init__(data, initial={"service": suggestion.service_id, "agent_id": suggestion.agent_id})
        service = self.fields["service"]
        assert isinstance(service, forms.ModelChoiceField)  # noqa: S101 -- declared above
        service.queryset = queries.services()
        agents = [pair for one in queries.services() for pair in queries.agent_choices(one)]
        offer(self, "agent_id", [("", _("أي شخص من المصلحة")), *dict(agents).items()])


class AnswerForm(forms.Form):
    """The answer and its reason; a ready text may be started from."""

    state = forms.ChoiceField(label=_("الجواب"), choices=(), widget=forms.RadioSelect)
    template: "forms.ModelChoiceField[ReplyTemplate]" = forms.ModelChoiceField(
        label=_("نص جاهز"),
        queryset=None,
        required=False,
        empty_label=_("بلا نص جاهز"),
        help_text=_("إن تركتم السبب فارغا أُرسل النص الجاهز بلغة صاحب الملف."),
    )
    reason = CleanText(
        label=_("السبب، كما سيقرؤه الجميع"),
        max_length=rules.LONGEST_REASON,
        required=False,
        rows=5,
    )

    def __init__(self, data: Data = None, *, but: str = "") -> None:
        super().__init__(data)
        states = [one for one in rules.ANSWERS if one.value != but]
        offer(self, "state", choices_of(states))
        template = self.fields["template"]
        assert isinstance(template, forms.ModelChoiceField)  # noqa: S101 -- declared above
        template.queryset = queries.templates_for(states)

    def reason_in(self, language: str) -> str:
        """Return the reason typed, or the ready text in the language of who wrote."""
        ready: ReplyTemplate | None = self.cleaned_data["template"]
        return self.cleaned_data["reason"] or (ready.text_in(language) if ready else "")

    def clean(self) -> dict[str, Any]:
        """A ready text is for its own state."""
        typed = super().clean() or {}
        ready = typed.get("template")
        if ready and typed.get("state") and ready.state != typed["state"]:
            self.add_error("template", _("هذا النص الجاهز لجواب آخر."))
        return typed


class NoteForm(forms.Form):
    """What the staff tell each other."""

    words = CleanText(
        label=_("ملاحظة داخلية"),
        help_text=_("لا يقرؤها إلا موظفات وموظفو الجماعة."),
        max_length=rules.LONGEST_REASON,
        rows=3,
    )


class HandForm(forms.Form):
    """Under which number the national service holds it."""

    number = CleanLine(label=_("رقم الشكاية في البوابة الوطنية"), max_length=rules.LONGEST_NUMBER)


class InboxForm(forms.Form):
    """What the inbox is asked for; what makes no sense is not asked."""

    text = CleanLine(label=_("رقم أو كلمات"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("النوع"), required=False, choices=())
    category: "forms.ModelChoiceField[Category]" = forms.ModelChoiceField(
        label=pgettext_lazy("category", "الموضوع"),
        queryset=None,
        required=False,
        empty_label=_("كل المواضيع"),
    )
    service: "forms.ModelChoiceField[Service]" = forms.ModelChoiceField(
        label=_("المصلحة"), queryset=None, required=False, empty_label=_("كل المصالح")
    )
    neighbourhood = forms.TypedChoiceField(
        label=_("الحي"), coerce=int, empty_value=None, required=False, choices=()
    )

    def __init__(self, data: Data, *, territory_id: int) -> None:
        super().__init__(data)
        for name, rows in (("category", queries.categories()), ("service", queries.services())):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- declared above
            field.queryset = rows
        offer(self, "kind", [("", _("كل الأنواع")), *choices_of(rules.Kind)])
        for box in self.fields.values():
            box.widget.attrs |= {"class": "input", "aria-label": box.label}
        everywhere = ("", _("كل الأحياء"))
        offer(self, "neighbourhood", [everywhere, *queries.neighbourhood_choices(territory_id)])

    def wanted(self) -> dict[str, Any]:
        """Return the filters, by the names that the inbox knows."""
        self.full_clean()
        typed = getattr(self, "cleaned_data", {})
        category, service = typed.get("category"), typed.get("service")
        return {
            "text": typed.get("text", ""),
            "kind": typed.get("kind", ""),
            "category": category.pk if category else None,
            "service": service.pk if service else None,
            "neighbourhood": typed.get("neighbourhood"),
        }
