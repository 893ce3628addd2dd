"""The citizens' budget made ready for paper."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from tadafor.finances.queries import Picture
from tadafor.finances.rules import Share
from tadafor.kernel.words import word
from tadafor.ui.documents import qr
from tadafor.ui.formatting import number, percent

if TYPE_CHECKING:
    from tadafor.territories.models import Territory


def budget_paper(territory: "Territory", picture: Picture, *, address: str) -> dict[str, Any]:
    """Return what the paper of a budget prints: the same figures as its page (§ finances-5)."""
    budget = picture.budget
    title = _("ميزانية المواطن لسنة %(year)s") % {"year": budget.year}
    return {
        "language": "fr" if get_language() == "fr" else "ar",
        "title": title,
        "territory": territory.name,
        "header": pgettext("finances", "ميزانية المواطن"),
        "footer": title,
        "demonstration": budget.is_demonstration,
        "address": address,
        "qr": qr(address),
        "figures": [
            (_dirhams(picture.revenue.amount), _("كل ما يدخل")),
            (_dirhams(picture.spending.amount), _("كل ما يُصرف")),
            (_dirhams(picture.spending.each), _("ما يُصرف عن كل ساكنة وساكن")),
        ],
        "parts": [
            {"title": _("من أين يأتي المال؟"), "rows": [_row(one) for one in picture.origins]},
            {"title": _("إلى أين يذهب المال؟"), "rows": [_row(one) for one in picture.chapters]},
            {"title": _("للتسيير أم للتجهيز؟"), "rows": [_row(one) for one in picture.parts]},
        ],
        "heads": [
            "",
            _("بالدرهم"),
            _("من كل 100 درهم"),
            _("لكل ساكن(ة)"),
            _("مقارنة بسنة %(year)s") % {"year": budget.year - 1},
        ],
        "note": _("عدد السكان: %(count)s حسب إحصاء %(year)s.")
        % {"count": number(budget.inhabitants), "year": budget.census_year},
        "words": {
            "page": _("صفحة"),
            "of": pgettext("page", "من"),
            "demonstration": _("نسخة للعرض"),
            "address": _("الصفحة على الموقع"),
        },
    }


def _dirhams(amount: Decimal) -> str:
    return _("%(amount)s درهم") % {"amount": number(amount)}


def _row(one: Share) -> dict[str, Any]:
    return {
        "cells": [
            word(one.key),
            number(one.amount),
            number(one.of_whole, 1),
            number(one.each),
            change_of(one),
        ],
        "width": float(one.of_whole),
    }


def change_of(one: Share) -> str:
    """Return how a heading changed, as it is written: «+ 3,2 %», «جديد», or nothing to compare with."""
    if one.before is None:
        return "—"
    if one.change is None:
        return pgettext("finances", "جديد") if one.amount else "—"
    sign = "+" if one.change > 0 else "−" if one.change < 0 else ""
    return f"\u2066{sign}{percent(abs(one.change), 1)}\u2069"
