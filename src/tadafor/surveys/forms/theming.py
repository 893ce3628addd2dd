"""What staff type to name themes, and to put open answers elsewhere; what participants say of a result."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tadafor.surveys.queries import Theme
from tadafor.surveys.rules.commenting import LONGEST_COMMENT
from tadafor.ui.boxes import CleanLine, CleanText

OUT = "out"


class CommentForm(forms.Form):
    """What a participant says of a result."""

    body = CleanText(
        label=_("مقترحكم على النتيجة"),
        help_text=_("ما الذي ينقص التقرير؟ تجيب الجماعة عن كل مقترح، وما يُقبل يُضاف إلى التقرير."),
        max_length=LONGEST_COMMENT,
        rows=5,
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=40)


class ThemeForm(forms.Form):
    """The name of a theme."""

    title = CleanLine(label=_("اسم الموضوع كما يُنشر"), max_length=120)


class ElsewhereForm(forms.Form):
    """Another theme, or none."""

    where = forms.ChoiceField(label=_("إلى أين؟"))

    def __init__(self, data: Any = None, *, others: Sequence[Theme]) -> None:  # noqa: ANN401 -- a QueryDict or nothing
        super().__init__(data)
        self.others = {str(one.pk): one for one in others}
        field = self.fields["where"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        named = [(key, one.title) for key, one in self.others.items()]
        field.choices = [*named, (OUT, gettext("خارج كل المواضيع"))]

    def into(self) -> Theme | None:
        """Return the theme that was picked, None for none."""
        return self.others.get(self.cleaned_data["where"])


class MergeForm(ElsewhereForm):
    """Where all answers of a theme go."""


class MoveForm(ElsewhereForm):
    """Where some answers of a theme go."""

    rows = forms.MultipleChoiceField(label=_("الأجوبة"), widget=forms.CheckboxSelectMultiple, required=False)
    field_order = ("rows", "where")

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 -- a QueryDict or nothing
        *,
        others: Sequence[Theme],
        texts: Sequence[tuple[int, str]],
    ) -> None:
        super().__init__(data, others=others)
        field = self.fields["rows"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = [(str(key), text[:300]) for key, text in texts]

    def moved(self) -> dict[str, Any]:
        """Return what was picked as the verb takes it."""
        return {"rows": [int(key) for key in self.cleaned_data["rows"]], "into": self.into()}
