"""An entry as plain values, and what differs between it and what somebody says of it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from json import dumps
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tadafor.associations.models import AskedChange, Association, Mandate, RegisterImport
from tadafor.associations.rules import Capacity, Kind, Presence, Receipt, Theme
from tadafor.kernel.words import word
from tadafor.territories.queries import neighbourhoods
from tadafor.ui.formatting import day

DAYS = ("founded_on", "receipt_on", "assembly_on", "board_until")
_LABELS = {
    "kind": gettext_lazy("النوع"),
    "name": gettext_lazy("الاسم كما في القانون الأساسي"),
    "name_fr": gettext_lazy("الاسم بالفرنسية"),
    "founded_on": gettext_lazy("تاريخ التأسيس"),
    "receipt": gettext_lazy("الوصل"),
    "receipt_number": gettext_lazy("رقم الوصل أو التسجيل"),
    "receipt_on": gettext_lazy("تاريخ الوصل"),
    "presence": gettext_lazy("الحضور في الجماعة"),
    "address": gettext_lazy("عنوان المقر أو الفرع"),
    "seat_elsewhere": gettext_lazy("الجماعة التي يوجد بها المقر، إن كان خارج هذه الجماعة"),
    "neighbourhood_id": gettext_lazy("الحي"),
    "themes": gettext_lazy("مجالات العمل"),
    "activity": gettext_lazy("ماذا تفعلون؟"),
    "public_contact": gettext_lazy("كيف يتصل بكم الناس؟"),
    "in_consultative_body": gettext_lazy("عضو في هيئة المساواة وتكافؤ الفرص ومقاربة النوع"),
    "assembly_on": gettext_lazy("تاريخ آخر جمع عام"),
    "board_until": gettext_lazy("نهاية مدة المكتب"),
    "seats": gettext_lazy("أعضاء المكتب حسب الصفة"),
}
_ENUMS: dict[str, Any] = {"kind": Kind, "receipt": Receipt, "presence": Presence}


def plain_of(association: Association) -> dict[str, Any]:
    """Return what an entry says, in values that JSON keeps."""
    told = {name: getattr(association, name) for name in _LABELS if name != "seats"}
    for name in DAYS:
        told[name] = told[name].isoformat() if told[name] else None
    order = list(Capacity)
    seats = sorted(association.seats.all(), key=lambda seat: order.index(seat.role))
    told["seats"] = [[seat.capacity, seat.members, seat.women] for seat in seats]
    return told


def changed(
    before: Mapping[str, Any], after: Mapping[str, Any], only: Collection[str] = ()
) -> dict[str, Any]:
    """Return what ``after`` says otherwise, among the names of ``only`` if there are any."""
    names = only or _LABELS
    return {name: after[name] for name in _LABELS if name in names and after[name] != before[name]}


def mark_of(told: object) -> str:
    """Return a short mark of plain values: it changes when they do."""
    return sha256(dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class ChangeLine:
    """One fact: what the register says, what it would say."""

    label: str
    before: str
    after: str


def told_change(
    before: Mapping[str, Any],
    asked: Mapping[str, Any],
    territory_id: int,
    places: dict[int, str] | None = None,
) -> list[ChangeLine]:
    """Return a change in the reader's words."""
    if places is None:
        places = {one.pk: one.name for one in neighbourhoods(territory_id)}
    return [
        ChangeLine(str(label), _said(name, before[name], places), _said(name, asked[name], places))
        for name, label in _LABELS.items()
        if name in asked
    ]


def _said(name: str, value: Any, places: Mapping[int, str]) -> str:  # noqa: ANN401 -- what JSON keeps
    if value in (None, "", []):
        return "—"
    if name in DAYS:
        return day(date.fromisoformat(value))
    if name in _ENUMS:
        return word(_ENUMS[name](value))
    if name == "themes":
        return _("، ").join(word(Theme(one)) for one in value)
    if name == "seats":
        return _("، ").join(_seat(*one) for one in value)
    if name == "neighbourhood_id":
        return places.get(value, "—")
    if isinstance(value, bool):
        return _("نعم") if value else _("لا")
    return str(value)


def _seat(capacity: str, members: int, women: int | None) -> str:
    told = f"{word(Capacity(capacity))} {members}"
    return told if women is None else _("%(seat)s (نساء: %(women)s)") % {"seat": told, "women": women}


def change_waiting(association: Association) -> AskedChange | None:
    """Return the change of an entry that nobody answered yet."""
    return (
        AskedChange.objects.waiting()
        .select_related("asked_by", "agreed_by")
        .filter(association=association)
        .first()
    )


def last_change(association: Association) -> AskedChange | None:
    """Return the last change that was asked for, answered or not."""
    return AskedChange.objects.filter(association=association).order_by("-asked_at", "-pk").first()


def changes_waiting() -> QuerySet[Association]:
    """Return the entries of the open territory for which a change waits, the oldest first."""
    waiting = AskedChange.objects.waiting().order_by("asked_at", "pk").values("association")
    return Association.objects.filter(pk__in=waiting)


def codes_of(person_id: int | None, *, now: datetime) -> set[str]:
    """Return the codes of the entries of the open territory that are somebody's own (``belongs``)."""
    if person_id is None:
        return set()
    held = Mandate.objects.at(now).filter(person_id=person_id).values("association")
    own = Association.objects.filter(Q(requested_by_id=person_id) | Q(pk__in=held))
    return set(own.values_list("code", flat=True))


def entries_coded(codes: Iterable[str]) -> dict[str, Association]:
    """Return listed entries of the open territory by their code, their board with them."""
    found = Association.objects.listed().filter(code__in=set(codes)).prefetch_related("seats")
    return {one.code: one for one in found}


def receipts_held(numbers: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return who holds these receipts in the open territory: the code and the name."""
    held = Association.objects.filter(
        receipt_number__in={one for one in numbers if one}, ended_at__isnull=True
    )
    return {number: (code, name) for number, code, name in held.values_list("receipt_number", "code", "name")}


def import_here(key: int) -> RegisterImport | None:
    """Return a spreadsheet of the open territory that was read and not written yet."""
    return RegisterImport.objects.filter(pk=key, written_at__isnull=True).first()
