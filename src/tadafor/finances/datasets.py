"""A budget as data, and the empty file that staff fill (§ finances-data)."""

import json
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tadafor.finances.queries import BudgetLine, Picture
from tadafor.finances.rules import Chapter, Origin, Part, Share, Side
from tadafor.kernel.words import word
from tadafor.ui.documents.spreadsheets import Sheet, csv_line, safe, workbook

LICENCE = "CC BY 4.0"
COLUMNS = ("year", "version", "side", "part", "chapter", "label", "amount", "origin")


def as_csv(picture: Picture) -> str:
    """Return the lines of a budget as CSV: they can be brought again as they are."""
    budget = picture.budget
    lines = [csv_line(COLUMNS)]
    for one in picture.lines:
        told = (one.side, one.part, one.chapter, safe(one.label), one.amount, one.origin)
        lines.append(csv_line([budget.year, budget.version, *told]))
    return "\ufeff" + "".join(lines)


def as_json(picture: Picture) -> str:
    """Return the picture of a budget and its lines as JSON."""
    budget = picture.budget
    told = {
        "licence": LICENCE,
        "year": budget.year,
        "version": budget.version,
        "published_at": budget.published_at.isoformat() if budget.published_at else None,
        "inhabitants": budget.inhabitants,
        "census_year": budget.census_year,
        "compared_with": picture.before.year if picture.before else None,
        "demonstration": budget.is_demonstration,
        "revenue": _share(picture.revenue),
        "spending": _share(picture.spending),
        "origins": [_share(one) for one in picture.origins],
        "chapters": [_share(one) for one in picture.chapters],
        "parts": [_share(one) for one in picture.parts],
        "lines": [_line(one) for one in picture.lines],
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _share(one: Share) -> dict[str, object]:
    return {
        "key": one.key.value,
        "name": word(one.key),
        "amount": str(one.amount),
        "percent": _rounded(one.of_whole),
        "per_inhabitant": str(one.each),
        "before": None if one.before is None else str(one.before),
        "change_percent": _rounded(one.change),
    }


def _rounded(value: Decimal | None) -> str | None:
    return None if value is None else str(value.quantize(Decimal("0.1")))


def _line(one: BudgetLine) -> dict[str, object]:
    names = ("side", "part", "chapter", "label", "origin")
    return {name: getattr(one, name) for name in names} | {"amount": str(one.amount)}


def template(heads: Sequence[str]) -> bytes:
    """Return the file to fill, with an example, and a sheet that tells what each column takes."""
    tax, light = _("حصة من الضريبة (مثال، احذفوه)"), _("الإنارة العمومية (مثال، احذفوه)")
    running, support, technical = word(Part.RUNNING), Chapter.SUPPORT.value, Chapter.TECHNICAL.value
    example: list[Sequence[object]] = [
        (word(Side.REVENUE), running, support, tax, 1000, word(Origin.VALUE_ADDED_TAX)),
        (word(Side.SPENDING), running, technical, light, 900, ""),
    ]
    kinds: list[tuple[str, type[StrEnum]]] = [
        (heads[0], Side), (heads[1], Part), (heads[2], Chapter), (heads[5], Origin),
    ]  # fmt: skip
    allowed = [
        (head, one.value if kind is Chapter else word(one), word(one)) for head, kind in kinds for one in kind
    ]
    right = get_language() != "fr"
    return workbook(
        [
            Sheet(_("الميزانية"), [heads, *example], from_the_right=right),
            Sheet(
                _("ما تقبله الأعمدة"),
                [(_("العمود"), _("ما يُكتب فيه"), _("معناه")), *allowed],
                from_the_right=right,
            ),
        ]
    )
