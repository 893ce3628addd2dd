"""The report of an edition, for its page and for print: who took part, what was funded, what follows."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from tadafor.budgets.documents import telling
from tadafor.budgets.queries import Edition, results
from tadafor.budgets.queries.following import Followed
from tadafor.budgets.queries.results import Counted
from tadafor.budgets.rules.voting import Mark
from tadafor.kernel.words import word
from tadafor.people.rules import AgeBand, Sex
from tadafor.ui.documents import qr
from tadafor.ui.formatting import day, dirhams, number, percent

if TYPE_CHECKING:
    from tadafor.territories.models import Territory

Table = tuple[str, list[tuple[str, str]]]


def participation(edition: Edition) -> list[Table]:
    """Return the tables of who took part, small counts masked; empty before the count."""
    opened = results.opened_of(edition)
    told = opened.figures.get("participation") if opened else None
    if not told:
        return []
    return [
        (_("حسب القناة"), _worded(told["channel"], Mark)),
        (_declared(_("الجنس"), told["sex"]), _worded(told["sex"]["counts"], Sex)),
        (_declared(_("السن"), told["age_band"]), _worded(told["age_band"]["counts"], AgeBand)),
        (
            _declared(_("الحي"), told["neighbourhood"]),
            [(name, _count(many)) for name, many in told["neighbourhood"]["counts"].items() if many != 0],
        ),
    ]


def _declared(fact: str, told: dict[str, Any]) -> str:
    said = _("%(fact)s (معروف عند %(share)s%% من المصوتات والمصوتين)")
    return said % {"fact": fact, "share": told["share"]}


def _worded(counts: dict[str, int | None], members: type[StrEnum]) -> list[tuple[str, str]]:
    return [(word(members(value)), _count(many)) for value, many in counts.items() if many != 0]


def _count(many: int | None) -> str:
    return _("أقل من 5، أو محجوب معها") if many is None else number(many)


def pdf_data(
    territory: "Territory",
    edition: Edition,
    counted: Sequence[Counted],
    followed: Sequence[Followed],
    *,
    address: str,
) -> dict[str, Any]:
    """Return what the printed report says, in the reader's language."""
    return {
        "language": "fr" if get_language() == "fr" else "ar",
        "title": edition.title,
        "territory": territory.name,
        "header": _("الميزانية التشاركية"),
        "footer": edition.title[:80],
        "demonstration": edition.is_demonstration,
        "address": address,
        "qr": qr(address),
        "tables": participation(edition),
        "settings": telling.settings_told(results.settings_of(edition), edition.marks),
        "found": telling.found(edition, counted),
        "parts": [_part(one) for one in counted],
        "followed": [_line(one) for one in followed],
        "words": {
            "page": _("صفحة"),
            "of": pgettext("page", "من"),
            "demonstration": _("نسخة للعرض"),
            "report": _("تقرير دورة الميزانية التشاركية"),
            "participation": _("من شارك في التصويت"),
            "what": _("البيان"),
            "count": _("العدد"),
            "result": _("النتيجة، مشروعا مشروعا"),
            "project": _("المشروع"),
            "votes": _("الأصوات"),
            "cost": _("الكلفة"),
            "outcome": _("القيمة"),
            "why": _("كيف ولماذا"),
            "rules": _("طريقة الفرز"),
            "minutes": _("محضر الفرز"),
            "after": _("ما بعد التصويت"),
            "step": _("آخر خطوة"),
            "done": _("الإنجاز"),
            "spent": _("المصروف"),
            "address": _("رابط التقرير"),
            "signature": _("التوقيع"),
            "seal": _("الخاتم"),
        },
    }


def _part(counted: Counted) -> dict[str, Any]:
    return {
        "name": counted.envelope.name,
        "summary": telling.summary(counted),
        "rows": [
            {
                "title": one.project.title,
                "votes": number(one.fate.score),
                "cost": telling.money(one.fate.cost),
                "won": one.fate.won,
                "how": one.how,
                "why": " ".join(one.lines[1:]),
            }
            for one in telling.all_told(counted)
        ],
    }


def _line(one: Followed) -> list[str]:
    last = one.steps[-1] if one.steps else None
    reached = f"{word(one.done[-1][0])}، {day(last.done_on)}" if last else "—"
    return [one.project.title, reached, percent(one.percent), dirhams(one.spent)]
