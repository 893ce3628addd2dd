"""A pack of numbered sheets made ready for paper, in the reader's language."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tadafor.consultations import queries, rules
from tadafor.consultations.queries import Consultation, PrintedSheet
from tadafor.kernel.words import word
from tadafor.ui.documents import qr
from tadafor.ui.formatting import day

if TYPE_CHECKING:
    from tadafor.territories.models import Territory


def pack(
    territory: "Territory", one: Consultation, sheets: list[PrintedSheet], addresses: dict[str, str]
) -> dict[str, Any]:
    """Return what the sheets print; ``addresses`` lead from each number to its form online."""
    titles = queries.titles_by_passage(one)
    two = sheets[0].two_a_page
    return {
        "language": "fr" if get_language() == "fr" else "ar",
        "title": one.title,
        "territory": territory.name,
        "header": "",
        "footer": "",
        "demonstration": one.is_demonstration,
        "two": two,
        "sheets": [_sheet(sheet, titles, addresses[sheet.serial], two=two) for sheet in sheets],
        "authors": [word(kind) for kind in rules.AuthorKind],
        "names": one.names_word,
        "words": {
            "page": _("صفحة"),
            "demonstration": _("نسخة للعرض"),
            "space": _("فضاء التشاور"),
            "number": _("رقم الورقة"),
            "name": _("الاسم (اختياري)"),
            "online": _("أو اكتبوا على"),
            "code": _("رمز يؤدي إلى الاستمارة نفسها على الإنترنت"),
        },
    }


def _sheet(
    sheet: PrintedSheet, titles: dict[int, tuple[int, str]], address: str, *, two: bool
) -> dict[str, Any]:
    kind = rules.Kind(sheet.kind)
    number, title = titles.get(sheet.passage_id or 0, (0, ""))
    fields, ticks = _boxes(kind, has_passage=bool(title))
    return {
        "heading": _heading(kind),
        "about": _about(kind, number, title),
        "serial": sheet.serial,
        "table": _("الطاولة %(number)s") % {"number": sheet.table} if sheet.table else "",
        "place": _place(sheet),
        "ticks": ticks,
        "fields": [
            {"label": label, "lines": max(1, lines * 2 // 3) if two else lines} for label, lines in fields
        ],
        "address": address.partition("://")[2],
        "qr": qr(address),
    }


def _heading(kind: rules.Kind) -> str:
    return {
        rules.Kind.REMARK: _("بطاقة الملاحظات"),
        rules.Kind.NEW_PROJECT: _("بطاقة حول مشروع جديد"),
        rules.Kind.NEW_ARTICLE: _("ورقة مادة جديدة"),
    }.get(kind, _("ورقة مساهمة"))


def _about(kind: rules.Kind, number: int, title: str) -> str:
    if not title:
        return ""
    told = {"number": number, "title": title}
    if kind is rules.Kind.REMARK:
        return _("المشروع %(number)s: %(title)s") % told
    return _("المادة %(number)s: %(title)s") % told


def _place(sheet: PrintedSheet) -> str:
    if sheet.workshop is None:
        return ""
    return f"{sheet.workshop.title} · {day(sheet.workshop.held_on)} · {sheet.workshop.place}"


def _boxes(kind: rules.Kind, *, has_passage: bool) -> tuple[list[tuple[str, int]], list[dict[str, Any]]]:
    """Return the boxes of a sheet with their lines, and the choices to tick."""
    five = [(word(field), 3) for field in rules.Field]
    if kind is rules.Kind.REMARK:
        return [*five, (_("ملاحظة أخرى"), 2)], []
    if kind is rules.Kind.NEW_PROJECT:
        return [(_("عنوان المشروع المقترح"), 1), *five], []
    if kind is rules.Kind.NEW_ARTICLE:
        return [(_("عنوان المادة المقترحة"), 1), (_("نص المادة المقترحة"), 11), (_("لماذا؟"), 5)], []
    which = [] if has_passage else [(_("رقم المادة (أو النص كله)"), 1)]
    kinds = [word(one) for one in (rules.Kind.COMMENT, rules.Kind.AMENDMENT)]
    return [*which, (_("ما أقترحه"), 11), (_("لماذا؟"), 5)], [{"label": _("نوع المساهمة"), "choices": kinds}]
