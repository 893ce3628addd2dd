"""Commitments made ready for paper: the evaluation of a plan, for the session of the council."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from tadafor.commitments import rules
from tadafor.commitments.queries import Commitment, Evaluation, Plan
from tadafor.kernel.words import word
from tadafor.ui.documents import qr
from tadafor.ui.formatting import day, late_for, number, percent

if TYPE_CHECKING:
    from tadafor.territories.models import Territory


def evaluation_paper(
    territory: "Territory", plan: Plan, found: Evaluation, *, today: date, address: str
) -> dict[str, Any]:
    """Return what the paper of an evaluation prints (§ commitments-15)."""
    whole = found.rates.whole
    return {
        "language": "fr" if get_language() == "fr" else "ar",
        "title": plan.title,
        "territory": territory.name,
        "header": _("تقييم المخطط"),
        "footer": plan.title,
        "demonstration": plan.is_demonstration,
        "address": address,
        "qr": qr(address),
        "analysis": "",
        "facts": [
            (_("نوع المخطط"), plan.kind_word),
            (_("المدة"), f"{day(plan.starts_on)} – {day(plan.ends_on)}"),
            (_("الوضعية يوم"), day(today)),
            (_("الالتزامات"), number(whole.counted)),
            (_("متوسط التقدم"), _rate(whole.simple)),
            (_("التقدم حسب الأوزان"), _rate(found.rates.weighted)),
            (_("المبرمج بالدرهم"), number(whole.planned)),
            (_("المؤدى من المبلغ المبرمج"), _rate(whole.paid_rate)),
        ],
        "statuses": [(word(status), number(count)) for status, count in found.rates.statuses.items()],
        "axes": [
            (
                f"{one.axis.position}. {one.axis.title}",
                number(one.rates.counted),
                number(one.rates.done),
                _rate(one.rates.simple),
                _rate(one.rates.weighted),
                _rate(one.rates.paid_rate),
            )
            for one in found.rates.axes
        ],
        "late": [_late(one, today) for one in found.late],
        "cancelled": [
            {"title": f"{one.number}. {one.title}", "reason": one.reason} for one in found.cancelled
        ],
        "gender": [
            (word(mark), number(rates.counted), _rate(rates.simple), number(rates.planned))
            for mark, rates in found.gender
        ],
        "corrections": [
            (_("تصحيحات وصلت"), number(found.corrected.received)),
            (_("أُجيب عنها"), number(found.corrected.answered)),
            (_("منها صائبة كليا أو جزئيا"), number(found.corrected.confirmed)),
        ],
        "words": _words(plan),
    }


def _words(plan: Plan) -> dict[str, Any]:
    axis = _("باب") if plan.has_chapters else _("محور")
    return {
        "page": _("صفحة"),
        "of": pgettext("page", "من"),
        "demonstration": _("نسخة للعرض"),
        "address": _("الصفحة على الموقع"),
        "statuses": _("الوضعيات"),
        "axes": _("التقدم حسب أجزاء المخطط"),
        "analysis": _("قراءة الجماعة لهذه السنة"),
        "late": _("ما تأخر ولماذا"),
        "nothing_late": _("لا شيء متأخر"),
        "cancelled": _("ما أُلغي ولماذا"),
        "gender": _("قراءة حسب مقاربة النوع"),
        "corrections": _("ما صححه الناس"),
        "axis_heads": [
            axis, _("الالتزامات"), _("منجزة"), _("متوسط التقدم"), _("حسب الأوزان"), _("المؤدى"),
        ],
        "gender_heads": [
            _("مقاربة النوع"), _("الالتزامات"), _("متوسط التقدم"), _("المبرمج بالدرهم"),
        ],
        "note": _("متوسط التقدم: كل الالتزامات سواء. حسب الأوزان: كل التزام بوزنه. الملغاة لا تُحسب."),
    }  # fmt: skip


def _late(one: Commitment, today: date) -> dict[str, str]:
    days = rules.days_late(one.dates, today=today)
    said = late_for(days) if days else word(one.standing)
    return {
        "title": f"{one.number}. {one.title}",
        "when": f"{day(one.due_on)} · {said}" if one.due_on else said,
        "reason": one.reason or _("لم تقل الجماعة لماذا."),
    }


def _rate(value: Decimal | None) -> str:
    return "—" if value is None else percent(value, 1)
