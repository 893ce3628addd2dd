"""A report as a spreadsheet, in the reader's language."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tadafor.kernel.words import word
from tadafor.programme import rules
from tadafor.programme.queries import Report
from tadafor.ui.documents.spreadsheets import Chart, Sheet, safe, workbook


def report_xlsx(report: Report) -> bytes:
    """Return the frozen figures and the list of activities of a report."""
    told, language = report.frozen, "fr" if get_language() == "fr" else "ar"
    right = language == "ar"
    figures = [
        [
            one["code"],
            safe(one[language]),
            word(rules.Unit(one["unit"])),
            one["count"],
            one["from_rows"],
            one["count"] - one["from_rows"],
            one["women"],
            one["young"],
            one["target"] or None,
        ]
        for one in told["indicators"]
    ]
    activities = [
        [one["number"], one["held_on"], safe(one[language]), one["kind"][language], one["place"][language]]
        for one in told["activities"]
    ]
    drawn = [
        [one["held_on"], safe(one["title"]), one["kind"][language], one["place"][language]]
        for one in told.get("drawn", [])
    ]
    regions = [[one[language], one["communes"], one["activities"]] for one in told["regions"]]
    about = [
        [_("من يوم"), told["since"]],
        [_("إلى يوم"), told["until"]],
        [_("يوم العدّ"), told["counted_on"]],
        [_("جماعات انضمت"), told["communes"]],
        [_("منها من يستعمل المنصة"), told["on_platform"]],
    ]
    heads = [_("الرمز"), _("المؤشر"), _("وحدة العدّ"), _("في الفترة"), _("معدودة من المنصة")]
    heads += [_("أُدخلت بإثبات"), _("نساء"), _("دون 35 سنة"), _("هدف البرنامج كله")]
    chart = Chart(_("ما تحقق في الفترة من هدف البرنامج كله"), 2, (4, 9), len(figures))
    listed = [_("الرقم"), _("اليوم"), _("النشاط"), _("النوع"), _("المكان")]
    return workbook(
        [
            Sheet(_("المؤشرات"), [heads, *figures], right, chart),
            Sheet(_("الأنشطة"), [listed, *activities], right),
            Sheet(_("من سجلات الجماعات"), [listed[1:], *drawn], right),
            Sheet(_("الجهات"), [[_("الجهة"), _("الجماعات"), _("الأنشطة")], *regions], right),
            Sheet(_("عن التقرير"), [[_("المعطى"), _("القيمة")], *about], right),
        ]
    )
