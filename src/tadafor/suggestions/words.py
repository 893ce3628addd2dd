"""The labels of suggestions and the sentences of their refusals."""

from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from tadafor.suggestions import rules

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

WORDS: "dict[type[StrEnum], dict[StrEnum, StrPromise]]" = {
    rules.Kind: {
        rules.Kind.REMARK: _("ملاحظة"),
        rules.Kind.SUGGESTION: _("اقتراح"),
        rules.Kind.COMPLAINT: _("شكاية"),
    },
    rules.State: {
        rules.State.RECEIVED: _("تم التوصل بها"),
        rules.State.AT_SERVICE: _("لدى المصلحة المعنية"),
        rules.State.PLANNED: _("مبرمج إنجازها"),
        rules.State.DONE: _("أُنجزت"),
        rules.State.NOT_DONE: _("لن تُنجز"),
        rules.State.ELSEWHERE: _("ليست من اختصاص الجماعة"),
        rules.State.HANDED: _("أُحيلت على البوابة الوطنية للشكايات"),
        rules.State.MERGED: _("ضُمت إلى أخرى"),
    },
    rules.Pace: {
        rules.Pace.CALM: _("داخل الأجل"),
        rules.Pace.HALF: _("انقضى نصف الأجل"),
        rules.Pace.PRESSING: _("قارب الأجل على الانتهاء"),
        rules.Pace.LATE: _("انتهى الأجل دون جواب"),
        rules.Pace.ANSWERED: _("أُجيب داخل الأجل"),
        rules.Pace.ANSWERED_LATE: _("أُجيب بعد انتهاء الأجل"),
    },
    rules.Act: {
        rules.Act.ROUTE: _("الإحالة على مصلحة"),
        rules.Act.ANSWER: _("الجواب"),
        rules.Act.HAND: _("الإحالة على البوابة الوطنية"),
        rules.Act.MERGE: _("الضم"),
        rules.Act.SPLIT: _("الفصل"),
        rules.Act.NOTE: _("ملاحظة داخلية"),
        rules.Act.REDACT: _("حجب المعطيات الشخصية"),
        rules.Act.WRITE_DOWN: _("كتابة ما قيل"),
        rules.Act.CARRY: _("الربط بما صارت إليه"),
        rules.Act.SESSION: _("الجواب في الدورة"),
        rules.Act.REOPEN: _("إعادة الفتح"),
        rules.Act.RATE: _("تقييم الجواب"),
        rules.Act.BACK: _("التأييد"),
    },
    rules.WritingRefusal: {
        rules.WritingRefusal.EMPTY: _("قولوا ما الأمر: اكتبوه أو سجلوه بصوتكم."),
        rules.WritingRefusal.TOO_SHORT: _("زيدوا كلمات: عشرة أحرف على الأقل حتى نفهم."),
        rules.WritingRefusal.TOO_LONG: _("اختصروا: 3000 حرف على الأكثر."),
        rules.WritingRefusal.NO_CATEGORY: _("اختاروا موضوعا من اللائحة."),
        rules.WritingRefusal.NOT_OURS: _("هذا ليس من اختصاص الجماعة. %(elsewhere)s"),
        rules.WritingRefusal.HALF_A_POINT: _("موقعكم غير كامل: حددوه من جديد أو احذفوه."),
        rules.WritingRefusal.OUTSIDE: _("هذا الموقع خارج تراب الجماعة. احذفوه واكتبوا المكان بكلماتكم."),
        rules.WritingRefusal.TOO_MANY_TODAY: _(
            "أرسلتم اليوم أكبر عدد ممكن. عودوا غدا، أو زوروا شباك الجماعة."
        ),
        rules.WritingRefusal.TOO_MANY_HERE: _(
            "وصل من هذا الجهاز أو من شبكته عدد كبير في ساعة. سجلوا الدخول، أو عودوا بعد ساعة."
        ),
        rules.WritingRefusal.NOT_STAFF: _("إدخال ما يأتي به الناس إلى الشباك لموظفات وموظفي الجماعة."),
        rules.WritingRefusal.RECEIVED_LATER: _("يوم التوصل لا يكون في المستقبل."),
    },
    rules.PromiseRefusal: {
        rules.PromiseRefusal.NO_DAYS: _("اكتبوا عدد الأيام: من يوم واحد إلى 365 يوما."),
        rules.PromiseRefusal.NO_SOURCE: _("اذكروا النص أو القرار الذي يحدد هذا الأجل."),
        rules.PromiseRefusal.SAME_DAY: _("يوجد أجل لهذا النوع يبدأ في اليوم نفسه."),
        rules.PromiseRefusal.NOT_ADMINISTRATOR: _("هذا الإعداد لمسؤول(ة) المنصة في الجماعة."),
    },
    rules.SetUpRefusal: {
        rules.SetUpRefusal.NAME_TAKEN: _("هذا الاسم مستعمل من قبل."),
        rules.SetUpRefusal.TOO_SMALL: _("عتبة التأييد شخصان على الأقل، وكل حد واحد على الأقل."),
    },
    rules.PathRefusal: {
        rules.PathRefusal.NOT_STAFF: _("هذا العمل لمن كُلف به من موظفات وموظفي الجماعة."),
        rules.PathRefusal.NOT_YOUR_SERVICE: _("هذا الملف لدى مصلحة أخرى."),
        rules.PathRefusal.OWN: _("كتبتم هذا بأنفسكم: يعالجه غيركم."),
        rules.PathRefusal.NOT_NOW: _("لم يعد هذا ممكنا: تغيرت حالة الملف. أعيدوا فتح الصفحة."),
        rules.PathRefusal.REASON_NEEDED: _("اكتبوا السبب: عشرة أحرف على الأقل، يقرأها صاحب الملف."),
        rules.PathRefusal.REASON_TOO_LONG: _("اختصروا: 2000 حرف على الأكثر."),
        rules.PathRefusal.SAME_STATE: _("الملف في هذه الحالة من قبل."),
        rules.PathRefusal.NOT_AN_ANSWER: _("اختاروا جوابا من اللائحة."),
        rules.PathRefusal.NO_SERVICE: _("اختاروا مصلحة من مصالح الجماعة."),
        rules.PathRefusal.NOT_AN_AGENT: _("هذا الشخص لا يجيب باسم هذه المصلحة."),
        rules.PathRefusal.COMPLAINT_ELSEWHERE: _(
            "الشكايات تُحال على البوابة الوطنية: سجلوا رقمها فيها بدل الجواب هنا."
        ),
        rules.PathRefusal.NOT_A_COMPLAINT: _("لا تُحال على البوابة الوطنية إلا الشكايات."),
        rules.PathRefusal.TREATED_HERE: _("قررت الجماعة معالجة الشكايات هنا: أجيبوا عنها."),
        rules.PathRefusal.NUMBER_NEEDED: _("اكتبوا رقم الشكاية في البوابة الوطنية (40 حرفا على الأكثر)."),
        rules.PathRefusal.NOT_AUTHOR: _("هذا لصاحب(ة) الملف وحده: ادخلوا بالرمز السري أو بحسابكم."),
        rules.PathRefusal.WRONG_SECRET: _("الرمز غير صحيح. هو عشرة أحرف وأرقام أعطيناكم مع رقم الملف."),
        rules.PathRefusal.TOO_MANY_TRIES: _(
            "محاولات كثيرة اليوم على هذا الملف. عودوا غدا، أو زوروا شباك الجماعة."
        ),
        rules.PathRefusal.REOPENED_ONCE: _(
            "أُعيد فتح هذا الملف مرة من قبل. اكتبوا ملاحظة جديدة إن بقي المشكل."
        ),
        rules.PathRefusal.NO_RATING: _("اختاروا تقييما من 1 إلى 5."),
        rules.PathRefusal.RATED: _("قيّمتم هذا الجواب من قبل."),
        rules.PathRefusal.SIGN_IN_FIRST: _("سجلوا الدخول أولا حتى يُحسب تأييد واحد لكل شخص."),
        rules.PathRefusal.NOT_VISIBLE: _("هذا الملف غير منشور."),
        rules.PathRefusal.PRIVATE: _("الشكايات لا تُنشر ولا تُؤيَّد."),
        rules.PathRefusal.ITSELF: _("لا يمكن ربط ملف بنفسه، ولا تأييد ما كتبتموه."),
        rules.PathRefusal.TOO_MANY: _("50 ملفا على الأكثر دفعة واحدة."),
        rules.PathRefusal.NOT_OWED: _("لم يبلغ التأييد العدد الذي يوجب جوابا في الدورة."),
        rules.PathRefusal.NOT_SPOKEN: _("لا يوجد تسجيل صوتي في هذا الملف."),
        rules.PathRefusal.UNCHANGED: _("لم يتغير شيء في النص."),
    },
}
