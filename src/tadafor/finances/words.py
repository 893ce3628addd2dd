"""The labels of the citizens' budget and the sentences of its refusals."""

from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tadafor.finances import rules

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

WORDS: "dict[type[StrEnum], dict[StrEnum, StrPromise]]" = {
    rules.Side: {
        rules.Side.REVENUE: pgettext_lazy("finances", "المداخيل"),
        rules.Side.SPENDING: pgettext_lazy("finances", "النفقات"),
    },
    rules.Part: {
        rules.Part.RUNNING: pgettext_lazy("finances", "التسيير"),
        rules.Part.INVESTMENT: pgettext_lazy("finances", "التجهيز"),
    },
    rules.Chapter: {
        rules.Chapter.ADMINISTRATION: _("الإدارة العامة"),
        rules.Chapter.SOCIAL: _("الشؤون الاجتماعية"),
        rules.Chapter.TECHNICAL: _("الشؤون التقنية"),
        rules.Chapter.ECONOMIC: _("الشؤون الاقتصادية"),
        rules.Chapter.SUPPORT: pgettext_lazy("finances", "الدعم"),
        rules.Chapter.RESULTS: _("إدماج النتائج"),
    },
    rules.Origin: {
        rules.Origin.VALUE_ADDED_TAX: _("حصة الجماعة من الضريبة على القيمة المضافة"),
        rules.Origin.STATE_TAXES: _("رسوم تحصلها الدولة لفائدة الجماعة"),
        rules.Origin.LOCAL_TAXES: _("رسوم تحصلها الجماعة بنفسها"),
        rules.Origin.PROPERTY: _("أملاك الجماعة وخدماتها"),
        rules.Origin.GRANTS: _("إعانات ومساهمات الشركاء"),
        rules.Origin.LOANS: _("قروض"),
        rules.Origin.SURPLUS: _("فائض السنوات السابقة"),
        rules.Origin.OTHER: _("مداخيل أخرى"),
    },
    rules.Standing: {
        rules.Standing.DRAFT: pgettext_lazy("finances", "مسودة"),
        rules.Standing.PUBLISHED: pgettext_lazy("finances", "منشورة"),
        rules.Standing.REPLACED: _("حلت محلها نسخة أحدث"),
        rules.Standing.DISCARDED: _("لم تُنشر"),
    },
    rules.LineFault: {
        rules.LineFault.SIDE: _("العمود «الجهة» يقبل: المداخيل أو النفقات."),
        rules.LineFault.PART: _("العمود «الجزء» يقبل: التسيير أو التجهيز."),
        rules.LineFault.CHAPTER: _(
            "العمود «الباب» يقبل رقما من الأبواب الرسمية: 10 أو 20 أو 30 أو 40 أو 50 أو 60."
        ),
        rules.LineFault.LABEL: _("اكتبوا في العمود «البيان» ما هو هذا المبلغ، في أقل من 200 حرف."),
        rules.LineFault.AMOUNT: _(
            "العمود «المبلغ» يقبل عددا بالدرهم لا يقل عن صفر، مثل 1234 أو 1234,50: لا فاصلة بين الآلاف."
        ),
        rules.LineFault.ORIGIN: _("كل مدخول له مصدر: اختاروا واحدا من مصادر النموذج."),
        rules.LineFault.ORIGIN_OF_SPENDING: _("المصدر للمداخيل وحدها: أفرغوا هذه الخانة."),
        rules.LineFault.TWICE: _("هذا السطر مكرر: نفس الجهة والجزء والباب والبيان."),
        rules.LineFault.SUM: _("هذا سطر مجموع: احذفوه، فالمجاميع تُحسب وحدها."),
    },
    rules.FinanceRefusal: {
        rules.FinanceRefusal.NOT_STAFF: _("هذا العمل لمديرة المصالح أو مديرها ولنقطة الارتكاز."),
        rules.FinanceRefusal.YEAR: _("ميزانية السنة تُنشر من %(first)s إلى السنة القادمة."),
        rules.FinanceRefusal.NO_LINE: _("لا سطر في هذا الملف: املؤوا النموذج ثم أعيدوا إرساله."),
        rules.FinanceRefusal.TOO_MANY: _("في الملف أكثر من %(most)s سطر."),
        rules.FinanceRefusal.FAULTS: _("في الملف أسطر تحتاج تصحيحا: لم يُكتب منه شيء."),
        rules.FinanceRefusal.ONE_SIDE: _("الميزانية لها مداخيل ونفقات: في الملف جهة واحدة."),
        rules.FinanceRefusal.NOT_BALANCED: _("النفقات أكبر من المداخيل: الميزانية تُصوت متوازنة."),
        rules.FinanceRefusal.OTHER_TOTALS: _(
            "مجموع أسطر الملف: %(revenue)s مداخيل و%(spending)s نفقات. ليس هذا ما كتبتم: "
            "ابحثوا عن سطر ناقص أو زائد."
        ),
        rules.FinanceRefusal.NO_INHABITANTS: _(
            "لا نعرف عدد سكان هذه الجماعة الترابية: لا يمكن حساب ميزانيتها لكل ساكن(ة)."
        ),
        rules.FinanceRefusal.NOT_A_DRAFT: _("هذه النسخة ليست مسودة."),
        rules.FinanceRefusal.OWN_WORK: _("من جاء بالأرقام لا ينشرها: ينشرها شخص ثان."),
        rules.FinanceRefusal.OLDER: _("نُشرت نسخة أحدث لهذه السنة."),
    },
}
