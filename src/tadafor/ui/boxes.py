"""Boxes to type in, and the way of a form: text without hidden characters, refusals said above it."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _

from tadafor.kernel.refusals import Refused
from tadafor.kernel.text import clean, clean_line
from tadafor.ui import widgets

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

F = TypeVar("F", bound=forms.Form)
BAD_INPUT = 400
SAVE = _("احفظوا")


class _Shared(dict[str, forms.Field]):
    """Fields that are handed on as they are, where Django asks for a copy."""

    def __deepcopy__(self, memo: object) -> dict[str, forms.Field]:
        return dict(self)


def shared(form: type[F]) -> type[F]:
    """Let every form of a class have the same fields, which Django copies one by one for each.

    For a form that a whole town fills in at once. It must change none: what depends on the reader is a lazy
    sentence or a function of choices, and a field that a form needs otherwise is a copy of its own.
    """
    form.base_fields = _Shared(form.base_fields)
    return form


class CleanText(forms.CharField):
    """Many lines, without hidden characters; enormous input is a form error."""

    def __init__(self, *, rows: int = 5, **options: Any) -> None:  # noqa: ANN401 -- Django's own options
        super().__init__(widget=forms.Textarea({"rows": rows}), strip=True, **options)

    def to_python(self, value: object) -> str:
        return clean(super().to_python(value) or "")


class CleanLine(forms.CharField):
    """One line, without hidden characters."""

    def to_python(self, value: object) -> str:
        return clean_line(super().to_python(value) or "")


class Point(NamedTuple):
    """A point of the ground, in degrees to five decimals: about a metre."""

    latitude: Decimal
    longitude: Decimal


_PAIR = re.compile(r"(\S+?)[\s,\u060c;]+(\S+)")


class PointField(forms.Field):
    """A point, touched, found by the phone or typed; clean value: ``Point`` or None.

    Whether it lies where it may is a rule of the ground (``territories.rules.points``).
    """

    widget = widgets.Point

    def clean(self, value: widgets.Typed | None) -> Point | None:
        latitude, longitude = value or ("", "")
        if latitude and not longitude and (pair := _PAIR.fullmatch(latitude)):
            latitude, longitude = pair.groups()
        if not latitude and not longitude:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if not latitude or not longitude:
            raise ValidationError(_("ينقص أحد العددين: حددوا المكان بخط العرض وخط الطول معا."), code="half")
        return Point(_degrees(latitude), _degrees(longitude))


def _degrees(typed: str) -> Decimal:
    """Read degrees as people write them: «35,19321» and «٣٥٫١٩» too."""
    plain = (
        typed.replace("\u066b", ".")
        .replace(",", ".")
        .replace("\u060c", ".")
        .replace("\u2212", "-")
        .strip("°")
    )
    try:
        read = Decimal(plain)
        return round(read, 5) if read.is_finite() else _unreadable()
    except InvalidOperation:
        return _unreadable()


def _unreadable() -> Decimal:
    raise ValidationError(_("اكتبوا الدرجات بالأرقام، مثل 35.19321."), code="unreadable")


def tried(
    form: forms.Form, verb: Callable[[], object], *, at: Mapping[Any, str] | None = None
) -> Refused | None:
    """Try a verb; what it refuses is said above the form, whose words are kept.

    ``at`` names the field of a refusal, where it is said too.
    """
    try:
        verb()
    except Refused as refused:
        name = (at or {}).get(refused.refusal)
        form.add_error(name if name in form.fields else None, refused.sentence)
        return refused
    return None


def typed_in(request: HttpRequest) -> Any:  # noqa: ANN401 -- QueryDict or nothing
    """Return what was sent, or None when the form is only asked for."""
    return request.POST if request.method == "POST" else None


def sent(form: forms.BaseForm) -> bool:
    """Whether a form came with values that hold."""
    return form.is_bound and form.is_valid()


def sent_over(form: forms.Form, **seen: object) -> None:
    """Let a form that was refused over what others changed be sent again: its page shows what stands now.

    ``seen`` is what its hidden fields say of that from now on.
    """
    typed = cast(QueryDict, form.data).copy()
    for name, value in seen.items():
        typed[name] = str(value)
    form.data = typed


def status_of(form: forms.Form) -> int:
    """Return the status of a page that shows ``form``."""
    return BAD_INPUT if form.is_bound and form.errors else 200


class FormPage(Protocol):
    """A page that holds one form: its title, what is said above it, and the words of its button."""

    def __call__(
        self,
        request: Any,  # noqa: ANN401 -- the request of the room, with its actor
        place: Any,  # noqa: ANN401 -- what the page is about, as the room knows it
        form: forms.Form,
        title: str,
        *,
        button: str = "",
        lead: str = "",
        **context: Any,  # noqa: ANN401
    ) -> HttpResponse: ...


def form_page_of(
    shown: Callable[..., HttpResponse], template: str, *, usual: "StrPromise" = SAVE
) -> FormPage:
    """Make the page of a room that holds one form.

    ``shown`` is how the room answers with a page; ``usual`` the words of a button that is told none.
    """

    def form_page(
        request: Any,  # noqa: ANN401
        place: Any,  # noqa: ANN401
        form: forms.Form,
        title: str,
        *,
        button: str = "",
        lead: str = "",
        **context: Any,  # noqa: ANN401
    ) -> HttpResponse:
        context |= {"form": form, "title": title, "button": button or usual, "lead": lead}
        return shown(request, template, place, status=status_of(form), **context)

    return form_page
