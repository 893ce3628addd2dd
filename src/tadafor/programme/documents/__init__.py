"""A report made ready for paper."""

from datetime import date
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from tadafor.kernel.clock import day_of
from tadafor.kernel.words import word
from tadafor.programme import rules
from tadafor.programme.queries import Report
from tadafor.ui.documents import qr
from tadafor.ui.formatting import day, number


def report(one: Report, *, address: str) -> dict[str, Any]:
    """Return what a report prints, from its frozen figures."""
    told, language = one.frozen, "fr" if get_language() == "fr" else "ar"
    return {
        "language": language,
        "title": _("تقرير رقم %(number)s") % {"number": one.number},
        "territory": one.programme.name,
        "header": _("تقرير دوري"),
        "footer": one.programme.name[:80],
        "demonstration": one.programme.is_demonstration,
        "address": address,
        "qr": qr(address),
        "span": _("من %(since)s إلى %(until)s")
        % {"since": _said(told["since"]), "until": _said(told["until"])},
        "frozen": _("جُمدت هذه الأرقام يوم %(day)s، ولا تتغير بعده.")
        % {"day": day(day_of(one.published_at)) if one.published_at else _said(told["counted_on"])},
        "words_said": one.words,
        "figures": [
            (_("جماعات انضمت"), number(told["communes"])),
            (_("منها من يستعمل المنصة"), number(told["on_platform"])),
            (_("الأنشطة المنجزة"), number(len(told["activities"]))),
        ],
        "indicators": [_indicator(found, language) for found in told["indicators"]],
        "regions": [
            (found[language], number(found["communes"]), number(found["activities"]))
            for found in told["regions"]
        ],
        "activities": [
            (
                _said(found["held_on"]) if found["held_on"] else "",
                found[language],
                found["kind"][language],
                found["place"][language],
            )
            for found in told["activities"]
        ],
        "drawn": [
            (_said(found["held_on"]), found["title"], found["kind"][language], found["place"][language])
            for found in told.get("drawn", [])
        ],
        "words": _words(),
    }


def _said(written: str) -> str:
    return day(date.fromisoformat(written))


def _indicator(found: dict[str, Any], language: str) -> dict[str, Any]:
    apart = []
    if found["women"] is not None:
        apart.append(_("منهم %(n)s نساء.") % {"n": number(found["women"])})
    if found["young"] is not None:
        apart.append(_("ومنهم %(n)s دون 35 سنة.") % {"n": number(found["young"])})
    return {
        "name": found[language],
        "unit": "" if found["unit"] == rules.Unit.OTHER.value else word(rules.Unit(found["unit"])),
        "count": number(found["count"]),
        "share": rules.percent(found["count"], found["target"]),
        "from_rows": number(found["from_rows"]),
        "entered": number(found["count"] - found["from_rows"]),
        "target": number(found["target"]) if found["target"] else "—",
        "apart": " ".join(apart),
    }


def _words() -> dict[str, str]:
    return {
        "page": _("صفحة"),
        "of": pgettext("page", "من"),
        "demonstration": _("نسخة للعرض"),
        "address": _("رابط التحقق"),
        "summary": _("الخلاصة"),
        "indicators": _("المؤشرات"),
        "indicator": _("المؤشر"),
        "count": _("في الفترة"),
        "from_rows": _("معدودة من المنصة"),
        "entered": _("أُدخلت بإثبات"),
        "target": _("هدف البرنامج كله"),
        "chart": _("ما تحقق في الفترة من هدف البرنامج كله"),
        "regions": _("الجهات"),
        "region": _("الجهة"),
        "communes": _("الجماعات"),
        "activities": _("الأنشطة"),
        "activity": _("النشاط"),
        "kind": _("النوع"),
        "place": _("المكان"),
        "day": _("اليوم"),
        "drawn": _("أنشطة من سجلات الجماعات نفسها"),
        "none": _("لا نشاط مصادقا عليه في هذه الفترة."),
    }
