"""The labels of commitments and the sentences of their refusals."""

from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tadafor.commitments import rules

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

WORDS: "dict[type[StrEnum], dict[StrEnum, StrPromise]]" = {
    rules.PlanKind: {
        rules.PlanKind.ACTION_PROGRAMME: _("برنامج عمل الجماعة"),
        rules.PlanKind.CHARTER: _("ميثاق المشاركة المواطنة"),
        rules.PlanKind.OPENNESS: _("برنامج الانفتاح"),
        rules.PlanKind.PARTICIPATION_PLAN: _("برنامج عمل المشاركة المواطنة"),
        rules.PlanKind.STRATEGY: _("استراتيجية المشاركة المواطنة"),
    },
    rules.Principle: {
        rules.Principle.INFORMATION: _("الحصول على المعلومة"),
        rules.Principle.ACCOUNTABILITY: _("الشفافية والمساءلة"),
        rules.Principle.DIGITAL: _("الرقمنة"),
        rules.Principle.PARTICIPATION: _("المشاركة المواطنة"),
    },
    rules.Gender: {
        rules.Gender.NEUTRAL: _("لا أثر خاص على المساواة"),
        rules.Gender.MAINSTREAMED: _("يراعي مقاربة النوع"),
        rules.Gender.TARGETED: _("موجه لتقوية المساواة بين النساء والرجال"),
    },
    rules.MemberGroup: {
        rules.MemberGroup.ELECTED: _("المنتخبات والمنتخبون"),
        rules.MemberGroup.BODY: _("هيئة المساواة وتكافؤ الفرص ومقاربة النوع"),
        rules.MemberGroup.ASSOCIATIONS: _("جمعيات المجتمع المدني"),
        rules.MemberGroup.STAFF: _("الموظفات والموظفون"),
        rules.MemberGroup.CITIZENS: _("المواطنات والمواطنون"),
    },
    rules.Status: {
        rules.Status.PROGRAMMED: pgettext_lazy("commitment", "مبرمج"),
        rules.Status.UNDER_STUDY: pgettext_lazy("commitment", "قيد الدراسة"),
        rules.Status.UNDER_WAY: pgettext_lazy("commitment", "قيد الإنجاز"),
        rules.Status.DELAYED: pgettext_lazy("commitment", "مؤجل"),
        rules.Status.DONE: pgettext_lazy("commitment", "منجز"),
        rules.Status.CANCELLED: pgettext_lazy("commitment", "ملغى"),
    },
    rules.Lateness: {
        rules.Lateness.ENDED: pgettext_lazy("commitment", "انتهى"),
        rules.Lateness.NO_DATE: _("بلا تاريخ معلن"),
        rules.Lateness.CALM: _("في الموعد"),
        rules.Lateness.SOON: _("اقترب الموعد"),
        rules.Lateness.LATE: _("تجاوز موعده"),
        rules.Lateness.SILENT: _("تجاوز موعده ولم تقل الجماعة لماذا"),
    },
    rules.IndicatorKind: {
        rules.IndicatorKind.FOLLOW_UP: _("مؤشر تتبع"),
        rules.IndicatorKind.IMPACT: _("مؤشر أثر"),
    },
    rules.Source: {
        rules.Source.COMMUNE: _("ميزانية الجماعة"),
        rules.Source.STATE: _("الدولة والقطاعات الوزارية"),
        rules.Source.REGION: _("الجهة"),
        rules.Source.PROVINCE: _("العمالة أو الإقليم"),
        rules.Source.GROUPING: _("مجموعة الجماعات أو شركة التنمية"),
        rules.Source.HUMAN_DEVELOPMENT: _("المبادرة الوطنية للتنمية البشرية"),
        rules.Source.LOAN: _("قرض"),
        rules.Source.DONOR: _("شريك دولي"),
        rules.Source.ASSOCIATION: _("جمعية"),
        rules.Source.PRIVATE: _("القطاع الخاص"),
        rules.Source.OTHER: pgettext_lazy("funding", "مصدر آخر"),
    },
    rules.Proof: {
        rules.Proof.BEFORE: _("قبل الإنجاز"),
        rules.Proof.AFTER: _("بعد الإنجاز"),
        rules.Proof.DOCUMENT: pgettext_lazy("evidence", "وثيقة"),
    },
    rules.RemarkKind: {
        rules.RemarkKind.COMMENT: _("تعليق"),
        rules.RemarkKind.CORRECTION: _("تصحيح"),
    },
    rules.Claim: {
        rules.Claim.NOT_DONE: _("هذا لم يُنجز"),
        rules.Claim.NOT_STARTED: _("لم تبدأ الأشغال"),
        rules.Claim.STOPPED: _("توقفت الأشغال"),
        rules.Claim.BADLY_DONE: _("أُنجز بشكل سيئ"),
        rules.Claim.WRONG_FIGURES: _("أرقام غير صحيحة"),
        rules.Claim.OTHER: _("معلومة أخرى غير صحيحة"),
    },
    rules.Outcome: {
        rules.Outcome.CONFIRMED: _("التصحيح صائب"),
        rules.Outcome.PARTLY: _("التصحيح صائب جزئيا"),
        rules.Outcome.REFUTED: _("المعلومة المنشورة صحيحة"),
    },
    rules.PlanRefusal: {
        rules.PlanRefusal.NOT_STAFF: _("تدبير المخططات لنقطة الارتكاز ومدير(ة) المصالح."),
        rules.PlanRefusal.ENDS_BEFORE: _("ينتهي المخطط قبل أن يبدأ: راجعوا التاريخين."),
        rules.PlanRefusal.TOO_SHORT: _("المدة أقصر مما يلزم لهذا النوع: %(fewest)s شهرا على الأقل."),
        rules.PlanRefusal.TOO_LONG: _("المدة أطول مما يلزم لهذا النوع: %(most)s شهرا على الأكثر."),
        rules.PlanRefusal.ADOPTED_LATER: _("لا يمكن أن يكون تاريخ المصادقة في المستقبل."),
        rules.PlanRefusal.NOTHING_IN_IT: _("لا التزام في هذا المخطط بعد: أضيفوا واحدا على الأقل قبل نشره."),
        rules.PlanRefusal.PUBLISHED: _("هذا المخطط منشور من قبل."),
        rules.PlanRefusal.NOT_PUBLISHED: _("هذا المخطط لم يُنشر بعد."),
        rules.PlanRefusal.NO_TITLE: _("اكتبوا عنوانا."),
        rules.PlanRefusal.WEIGHT: _("الوزن عدد من 0 إلى 100."),
        rules.PlanRefusal.ELSEWHERE: _("هذا ليس من المخطط نفسه: اختاروا من اللائحة."),
        rules.PlanRefusal.POINT_OUTSIDE: _("هذا الموقع ليس في المغرب: حددوه من جديد أو احذفوه."),
        rules.PlanRefusal.NUMBER_TAKEN: _("هذا الرقم لالتزام آخر في المخطط نفسه."),
        rules.PlanRefusal.PLACE_TAKEN: _("هذه الرتبة لعنصر آخر: اختاروا رتبة أخرى."),
        rules.PlanRefusal.NOT_AN_AGENT: _("المكلف بالالتزام موظف(ة) له صفة عون في هذه الجماعة."),
        rules.PlanRefusal.NOT_EMPTY: _("لا يُحذف محور فيه التزامات: انقلوها أولا."),
        rules.PlanRefusal.SUPERSEDED: _("حلت نسخة جديدة محل هذا المخطط: لا يتغير بعد الآن."),
    },
    rules.StandingRefusal: {
        rules.StandingRefusal.NOT_STAFF: _("تحيين الالتزامات لنقطة الارتكاز ومدير(ة) المصالح ومن كُلف بها."),
        rules.StandingRefusal.NOT_YOURS: _("كُلف غيركم بهذا الالتزام: أخبروا نقطة الارتكاز."),
        rules.StandingRefusal.SAME: _("هذه هي وضعية الالتزام الآن: اختاروا غيرها."),
        rules.StandingRefusal.NOT_FROM_HERE: _("لا ينتقل التزام من «%(before)s» إلى «%(after)s» مباشرة."),
        rules.StandingRefusal.REASON_NEEDED: _("اكتبوا السبب للناس: عشرة أحرف على الأقل."),
        rules.StandingRefusal.REASON_TOO_LONG: _("اختصروا السبب: 2000 حرف على الأكثر."),
        rules.StandingRefusal.NEW_DAY_NEEDED: _("قولوا للناس متى: حددوا موعدا جديدا."),
        rules.StandingRefusal.NEW_DAY_PAST: _("الموعد الجديد مضى: اختاروا يوما قادما."),
        rules.StandingRefusal.NEW_DAY_EARLIER: _("الموعد الجديد ليس بعد الموعد المعلن: لا يسمى هذا تأجيلا."),
        rules.StandingRefusal.MILESTONES_LEFT: _("بقيت مراحل غير منجزة: %(left)s. أنهوها أو احذفوها أولا."),
        rules.StandingRefusal.ENDED: _("انتهى هذا الالتزام: أعيدوا فتحه أولا بسبب معلن."),
        rules.StandingRefusal.DONE_IN_FUTURE: _("لا يمكن أن يكون تاريخ الإنجاز في المستقبل."),
        rules.StandingRefusal.ENDS_BEFORE: _("ينتهي الالتزام قبل أن يبدأ: راجعوا التاريخين."),
        rules.StandingRefusal.NO_PROGRESS: _("نسبة التقدم عدد من 0 إلى 100."),
        rules.StandingRefusal.COUNTED: _("تُحسب نسبة التقدم هنا من المراحل: حيّنوا المراحل."),
        rules.StandingRefusal.TELL_THE_DELAY: _("الموعد منشور للناس: غيّروه من «الوضعية» بتأجيل له سبب."),
    },
    rules.IndicatorRefusal: {
        rules.IndicatorRefusal.NO_NAME: _("اكتبوا اسم المؤشر."),
        rules.IndicatorRefusal.MEASURED_LATER: _("لا يمكن أن يكون تاريخ القياس في المستقبل."),
        rules.IndicatorRefusal.MEASURED_TWICE: _("لهذا المؤشر قياس في اليوم نفسه."),
        rules.IndicatorRefusal.TARGET_IS_BASELINE: _("القيمة المستهدفة هي قيمة الانطلاق نفسها: لا شيء يُقاس."),
    },
    rules.FundingRefusal: {
        rules.FundingRefusal.NEGATIVE: _("المبالغ لا تكون سالبة."),
        rules.FundingRefusal.TOO_LARGE: _("هذا المبلغ أكبر من أن يكون صحيحا: راجعوه."),
        rules.FundingRefusal.PAID_OVER_COMMITTED: _("لا يُؤدى أكثر مما التُزم به: راجعوا المبلغين."),
        rules.FundingRefusal.NOTHING: _("اكتبوا مبلغا مبرمجا أو ملتزما به."),
        rules.FundingRefusal.OUTSIDE_PERIOD: _("هذه السنة خارج مدة المخطط."),
        rules.FundingRefusal.TWICE: _("هذا المصدر مسجل في السنة نفسها: عدلوا سطره."),
    },
    rules.RemarkRefusal: {
        rules.RemarkRefusal.SIGN_IN_FIRST: _("سجلوا الدخول أولا لتعلقوا أو تصححوا."),
        rules.RemarkRefusal.TOO_SHORT: _("زيدوا كلمات: عشرة أحرف على الأقل حتى نفهم."),
        rules.RemarkRefusal.TOO_LONG: _("اختصروا: 2000 حرف على الأكثر."),
        rules.RemarkRefusal.NO_CLAIM: _("قولوا ما الذي ليس صحيحا: اختاروا من اللائحة."),
        rules.RemarkRefusal.NOT_PUBLIC: _("هذا المخطط غير منشور: لا تعليق عليه بعد."),
        rules.RemarkRefusal.TOO_MANY_TODAY: _("كتبتم كثيرا اليوم: عودوا غدا."),
        rules.RemarkRefusal.OWN: _("لا يجيب أحد عن تصحيح كتبه بنفسه."),
        rules.RemarkRefusal.ANSWERED: _("أُجيب عن هذا التصحيح من قبل."),
        rules.RemarkRefusal.NOT_A_CORRECTION: _("هذا تعليق وليس تصحيحا: لا جواب رسميا له."),
        rules.RemarkRefusal.ANSWER_NEEDED: _("اكتبوا الجواب للناس: عشرة أحرف على الأقل."),
        rules.RemarkRefusal.ANSWER_TOO_LONG: _("اختصروا الجواب: 2000 حرف على الأكثر."),
        rules.RemarkRefusal.NOT_VISIBLE: _("هذا التصحيح غير منشور الآن: يُقرأ أولا في الإشراف."),
    },
}
