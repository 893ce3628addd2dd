"""The labels of programmes and the sentences of their refusals."""

from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from tadafor.programme import rules

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


def said(arabic: str, french: str) -> str:
    """Return the French on a French page, the Arabic elsewhere or where French is missing."""
    return french if get_language() == "fr" and french else arabic


WORDS: "dict[type[StrEnum], dict[StrEnum, StrPromise]]" = {
    rules.PartnerKind: {
        rules.PartnerKind.DONOR: _("الجهة الممولة"),
        rules.PartnerKind.CARRIER: _("الجهة المنفذة"),
        rules.PartnerKind.INSTITUTION: _("شريك مؤسساتي"),
        rules.PartnerKind.CIVIL: _("شريك من المجتمع المدني"),
    },
    rules.Charge: {
        rules.Charge.OFFICER: _("مسؤول(ة) التتبع"),
        rules.Charge.COORDINATOR: _("منسق(ة) جهوي(ة)"),
        rules.Charge.FACILITATOR: _("ميسر(ة)"),
        rules.Charge.FOCAL_POINT: _("نقطة ارتكاز الجماعة"),
    },
    rules.NodeKind: {
        rules.NodeKind.PILLAR: _("محور البرنامج"),
        rules.NodeKind.OBJECTIVE: pgettext_lazy("logical framework", "هدف"),
        rules.NodeKind.RESULT: pgettext_lazy("logical framework", "نتيجة"),
    },
    rules.Unit: {
        rules.Unit.PEOPLE: pgettext_lazy("unit", "أشخاص"),
        rules.Unit.ASSOCIATIONS: pgettext_lazy("unit", "جمعيات"),
        rules.Unit.COMMUNES: pgettext_lazy("unit", "جماعات"),
        rules.Unit.SPACES: pgettext_lazy("unit", "فضاءات حوار"),
        rules.Unit.OPINIONS: pgettext_lazy("unit", "آراء استشارية"),
        rules.Unit.EXCHANGES: pgettext_lazy("unit", "تبادلات"),
        rules.Unit.PETITIONS: pgettext_lazy("unit", "عرائض"),
        rules.Unit.PROJECTS: pgettext_lazy("unit", "مشاريع"),
        rules.Unit.ACTIVITIES: pgettext_lazy("unit", "أنشطة"),
        rules.Unit.OTHER: pgettext_lazy("unit", "عدد"),
    },
    rules.Measure: {
        rules.Measure.CONSULTATIONS: _("التشاورات العمومية المفتوحة"),
        rules.Measure.CONTRIBUTIONS: _("المساهمات في التشاورات"),
        rules.Measure.PETITIONS: _("العرائض المودعة"),
        rules.Measure.TRAININGS: _("الدورات التكوينية المنعقدة"),
        rules.Measure.TRAINED: _("من حضروا التكوينات"),
        rules.Measure.MEETINGS: _("اللقاءات المنعقدة"),
        rules.Measure.ATTENDED: _("من حضروا اللقاءات"),
        rules.Measure.EXCHANGES: _("زيارات تبادل التجارب"),
        rules.Measure.SPACES: _("الهيئات وفضاءات الحوار المحدثة"),
        rules.Measure.OPINIONS: _("الآراء الاستشارية المصادق عليها"),
        rules.Measure.IDEAS: _("الأفكار المقترحة للميزانية التشاركية"),
        rules.Measure.SUGGESTIONS: _("الاقتراحات والملاحظات الواردة"),
        rules.Measure.ANSWERED: _("الاقتراحات والملاحظات المجاب عنها"),
        rules.Measure.ON_TIME: _("أجوبة داخل أجلها"),
    },
    rules.ActivityKind: {
        rules.ActivityKind.TRAINING: pgettext_lazy("activity", "تكوين"),
        rules.ActivityKind.WORKSHOP: pgettext_lazy("activity", "ورشة"),
        rules.ActivityKind.EXCHANGE: pgettext_lazy("activity", "تبادل تجارب"),
        rules.ActivityKind.SUPPORT: pgettext_lazy("activity", "مواكبة"),
        rules.ActivityKind.STUDY: pgettext_lazy("activity", "دراسة أو دليل"),
        rules.ActivityKind.EVENT: pgettext_lazy("activity", "تظاهرة"),
    },
    rules.State: {
        rules.State.PLANNED: pgettext_lazy("activity", "مبرمج"),
        rules.State.WAITING: pgettext_lazy("activity", "ينتظر المصادقة"),
        rules.State.APPROVED: pgettext_lazy("activity", "مصادق عليه"),
        rules.State.RETURNED: pgettext_lazy("activity", "أُعيد للتصحيح"),
        rules.State.CALLED_OFF: pgettext_lazy("activity", "ألغي"),
    },
    rules.Standing: {
        rules.Standing.NO_TARGET: _("بلا هدف رقمي"),
        rules.Standing.REACHED: _("بلغ هدفه"),
        rules.Standing.ON_WAY: _("في موعده"),
        rules.Standing.LATE: pgettext_lazy("indicator", "متأخر"),
    },
    rules.FrameRefusal: {
        rules.FrameRefusal.SLUG_TAKEN: _("يوجد برنامج بهذا العنوان. اختاروا عنوانا آخر."),
        rules.FrameRefusal.PERIOD: _("مدة البرنامج بين شهر واحد و240 شهرا."),
        rules.FrameRefusal.NOT_A_REGION: _("هذا المكان ليس جهة."),
        rules.FrameRefusal.NOT_A_COMMUNE: _("هذا المكان ليس جماعة."),
        rules.FrameRefusal.OTHER_REGION: _("تقع هذه الجماعة خارج جهات البرنامج. أضيفوا جهتها أولا."),
        rules.FrameRefusal.ALREADY_IN: _("هي في البرنامج من قبل."),
        rules.FrameRefusal.OUTSIDE_PERIOD: _("هذا اليوم بعد نهاية البرنامج."),
        rules.FrameRefusal.NO_SUCH_ACCOUNT: _("لا حساب في المنصة بهذا البريد أو الهاتف."),
        rules.FrameRefusal.REACH: _(
            "المنسق(ة) والميسر(ة) لجهة من البرنامج، ونقطة الارتكاز لجماعة منه، ومسؤول(ة) التتبع للبرنامج كله."
        ),
        rules.FrameRefusal.ALREADY_CHARGED: _("أُسندت إليه هذه المهمة من قبل."),
        rules.FrameRefusal.LAST_OFFICER: _("لا يبقى البرنامج بلا مسؤول(ة) عن التتبع: عيّنوا غيره أولا."),
        rules.FrameRefusal.ENDED: _("انتهت هذه المهمة من قبل."),
        rules.FrameRefusal.NOT_UNDER: _("الهدف تحت محور، والنتيجة تحت هدف، والمؤشر تحت نتيجة."),
        rules.FrameRefusal.CODE_TAKEN: _("هذا الرمز مستعمل في الإطار المنطقي. اختاروا رمزا آخر."),
        rules.FrameRefusal.YEAR: _("هذه السنة خارج مدة البرنامج."),
        rules.FrameRefusal.HAS_ROWS: _("أُدخلت أرقام لهذا المؤشر: لا يتغير مصدر عدّه بعد ذلك."),
        rules.FrameRefusal.NOT_YOURS: _("لا تسمح مهمتكم في البرنامج بهذا العمل هنا."),
        rules.FrameRefusal.NOT_YET: _("تُسجَّل الجلسة بعد انعقادها."),
        rules.FrameRefusal.LEFT: _("سُجلت مغادرة هذه الجماعة من قبل."),
        rules.FrameRefusal.NOT_LEFT: _("لم تُسجل مغادرة لهذه الجماعة."),
        rules.FrameRefusal.BEFORE_JOINING: _("يوم المغادرة قبل يوم الانضمام: صححوا أحدهما."),
        rules.FrameRefusal.NOT_HAPPENED: _("لم يحن هذا اليوم بعد: تُسجل المغادرة يوم وقوعها أو بعده."),
        rules.FrameRefusal.NO_CAUSE: _("اذكروا سبب المغادرة أو أين ذُكرت."),
        rules.FrameRefusal.HAS_SITTINGS: _("لهذه اللجنة جلسات مسجلة: تبقى مقروءة، وتُصحح ولا تُحذف."),
        rules.FrameRefusal.HAS_LATER: _("أُدخلت أنشطة أو انضمت جماعات بعد هذا اليوم: اختاروا يوما بعدها."),
        rules.FrameRefusal.HAS_EARLIER: _("أُدخلت أرقام لهذه الجماعة قبل هذا اليوم: اختاروا يوما قبلها."),
    },
    rules.EntryRefusal: {
        rules.EntryRefusal.NO_PROOF: _("اذكروا الإثبات: لائحة الحضور أو المحضر أو رابطا، وأين يُحفظ."),
        rules.EntryRefusal.IN_THE_FUTURE: _("لم يحن هذا اليوم بعد: تُدخل الأرقام بعد إنجاز النشاط."),
        rules.EntryRefusal.OUTSIDE_PERIOD: _("هذا اليوم خارج مدة البرنامج."),
        rules.EntryRefusal.OWN_ENTRY: _("يصادق على الأرقام شخص آخر غير من أدخلها."),
        rules.EntryRefusal.NOT_WAITING: _("هذا النشاط لا ينتظر المصادقة."),
        rules.EntryRefusal.APPROVED: _("صودق على هذا النشاط؛ أرقامه لا تتغير."),
        rules.EntryRefusal.COUNTED_THERE: _(
            "هذا المؤشر يُعدّ من المنصة نفسها في هذه الجماعة: لا يُدخل باليد حتى لا يُعدّ مرتين."
        ),
        rules.EntryRefusal.PARTS: _("عدد النساء أو الشباب لا يتجاوز العدد الكلي."),
        rules.EntryRefusal.NO_FIGURE: _("أدخلوا رقما واحدا على الأقل."),
        rules.EntryRefusal.TWICE: _("أُدخل هذا النشاط من قبل."),
        rules.EntryRefusal.NO_REASON: _("اذكروا ما ينبغي تصحيحه."),
        rules.EntryRefusal.CHANGED: _("تغير هذا النشاط بعد أن فتحتموه. اقرؤوه من جديد ثم قرروا."),
        rules.EntryRefusal.BEFORE_JOINING: _("لم تكن الجماعة قد انضمت إلى البرنامج في هذا اليوم."),
        rules.EntryRefusal.AFTER_LEAVING: _("غادرت الجماعة البرنامج قبل هذا اليوم."),
        rules.EntryRefusal.CALLED_OFF: _("أُلغي هذا النشاط؛ لا تُدخل أرقامه."),
        rules.EntryRefusal.NO_CAUSE: _("اذكروا لماذا لن يُنجز هذا النشاط."),
        rules.EntryRefusal.ALREADY_TOLD: _("أُدخلت أرقام هذا النشاط وهي تنتظر المصادقة: لا تتغير برمجته."),
        rules.EntryRefusal.TOO_MANY_FILES: _("لكل نشاط خمسة ملفات إثبات على الأكثر."),
        rules.EntryRefusal.SAME_FILE: _("هذا الملف مرفق بالنشاط من قبل."),
    },
    rules.Criterion: {
        rules.Criterion.INFORMATION: _("الحصول على المعلومات ونشرها"),
        rules.Criterion.CONSULTATION: _("التشاور حول النصوص والبرامج"),
        rules.Criterion.PETITIONS: _("تلقي العرائض ومعالجتها"),
        rules.Criterion.BODIES: _("الهيئات الاستشارية وفضاءات الحوار"),
        rules.Criterion.BUDGET: _("الميزانية التشاركية والمستجيبة للنوع"),
        rules.Criterion.ASSOCIATIONS: _("الشراكة مع الجمعيات"),
        rules.Criterion.ANSWERS: _("الجواب عما يقترحه المواطنات والمواطنون"),
        rules.Criterion.INCLUSION: _("إدماج النساء والشباب والأشخاص في وضعية إعاقة"),
    },
    rules.DegreeName: {
        rules.DegreeName.NONE: pgettext_lazy("maturity", "غائب"),
        rules.DegreeName.BEGUN: pgettext_lazy("maturity", "في بدايته"),
        rules.DegreeName.WORKING: pgettext_lazy("maturity", "قائم ويعمل"),
        rules.DegreeName.ROOTED: pgettext_lazy("maturity", "راسخ ومنتظم"),
    },
    rules.GridState: {
        rules.GridState.DRAFT: pgettext_lazy("maturity", "قيد الملء"),
        rules.GridState.SENT: pgettext_lazy("maturity", "تنتظر التأكيد"),
        rules.GridState.CONFIRMED: pgettext_lazy("maturity", "مؤكدة"),
        rules.GridState.RETURNED: pgettext_lazy("maturity", "أُعيدت للتصحيح"),
    },
    rules.GridRefusal: {
        rules.GridRefusal.NOT_WHOLE: _("أجيبوا عن كل معايير الشبكة."),
        rules.GridRefusal.NO_EVIDENCE: _("ما قلتم إنه قائم أو راسخ يحتاج إلى إثبات: اذكروه أو أرفقوا ملفا."),
        rules.GridRefusal.NOT_SENT: _("لم تُرسل هذه الشبكة للتأكيد."),
        rules.GridRefusal.ALREADY_SENT: _("أُرسلت هذه الشبكة؛ تنتظر التأكيد ولا تتغير."),
        rules.GridRefusal.CONFIRMED: _("هذه الشبكة مؤكدة ولا تتغير."),
        rules.GridRefusal.OWN_GRID: _("يؤكد الشبكة شخص آخر غير من ملأها."),
        rules.GridRefusal.HIGHER: _("لا ترفع درجة فوق ما قالته الجماعة عن نفسها."),
        rules.GridRefusal.NO_REASON: _("اذكروا سبب خفض كل درجة."),
        rules.GridRefusal.NO_CAUSE: _("اذكروا ما ينبغي تصحيحه."),
        rules.GridRefusal.CHANGED: _("تغيرت الشبكة بعد أن فتحتموها. اقرؤوها من جديد."),
        rules.GridRefusal.OTHER_YEAR: _("هذه السنة خارج مدة البرنامج."),
    },
    rules.ReportState: {
        rules.ReportState.DRAFT: pgettext_lazy("report", "مسودة"),
        rules.ReportState.PUBLISHED: pgettext_lazy("report", "منشور"),
    },
    rules.ReportRefusal: {
        rules.ReportRefusal.PERIOD: _("تبدأ فترة التقرير مع البرنامج أو بعده، وتنتهي بعد بدايتها."),
        rules.ReportRefusal.PUBLISHED: _("نُشر هذا التقرير؛ أرقامه مجمدة."),
        rules.ReportRefusal.NOT_OVER: _("لم تنته بعد الفترة التي يتحدث عنها التقرير."),
        rules.ReportRefusal.NO_WORDS: _("اكتبوا خلاصة التقرير بالعربية وبالفرنسية قبل النشر."),
    },
    rules.ClaimRefusal: {
        rules.ClaimRefusal.NO_SOURCE: _("اذكروا أين نُشر هذا الرقم."),
        rules.ClaimRefusal.MORE_THAN_WHOLE: _("مجموع الأجزاء يتجاوز الرقم نفسه."),
        rules.ClaimRefusal.CODE_TAKEN: _("هذا الرقم مسجل من قبل."),
    },
}
