"""Labels and refusal sentences of the digital consultation."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tadafor.surveys.rules.answering import AnswerRefusal
from tadafor.surveys.rules.commenting import CommentRefusal
from tadafor.surveys.rules.conversing import StatementRefusal
from tadafor.surveys.rules.editing import Change
from tadafor.surveys.rules.opinions import Steadiness
from tadafor.surveys.rules.papering import BatchRefusal
from tadafor.surveys.rules.questions import FormRefusal, Profile, QuestionKind
from tadafor.surveys.rules.standing import Audience, Phase, SurveyRefusal, ThemeRefusal

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, Promise]] = {
    QuestionKind: {
        QuestionKind.SHORT: _("نص قصير"),
        QuestionKind.LONG: _("نص طويل"),
        QuestionKind.ONE: _("اختيار واحد"),
        QuestionKind.SEVERAL: _("عدة اختيارات"),
        QuestionKind.RANKING: _("ترتيب الأولويات"),
        QuestionKind.SCALE: _("سلم تقييم"),
        QuestionKind.MATRIX: _("جدول"),
        QuestionKind.NUMBER: _("عدد"),
        QuestionKind.DAY: _("تاريخ"),
        QuestionKind.PLACE: _("حي"),
        QuestionKind.POINT: _("نقطة على الخريطة"),
        QuestionKind.FILE: _("ملف أو صورة"),
        QuestionKind.INFORMATION: _("معلومة دون سؤال"),
    },
    Profile: {
        Profile.SEX: _("الجنس"),
        Profile.AGE: _("السن"),
    },
    Audience: {
        Audience.ANYBODY: _("الجميع، دون حساب"),
        Audience.CONTACT: _("من لهم حساب مؤكد"),
        Audience.RESIDENTS: _("الساكنات والساكنون المؤكدة صلتهم"),
        Audience.ASSOCIATIONS: _("الجمعيات"),
        Audience.INVITED: _("من تلقوا دعوة برمز"),
    },
    Phase: {
        Phase.DRAFT: _("قيد الإعداد"),
        Phase.COMING: _("تنطلق قريبا"),
        Phase.OPEN: _("مفتوحة"),
        Phase.CLOSED: _("مغلقة"),
    },
    SurveyRefusal: {
        SurveyRefusal.NOT_OPEN: _("لم تُفتح هذه الاستمارة بعد."),
        SurveyRefusal.NOT_YET: _("لم تبدأ أيام الجواب بعد."),
        SurveyRefusal.CLOSED: _("أُغلق باب الجواب."),
        SurveyRefusal.ANSWERED: _("سبق أن أُجيب بهذه الصفة: جواب واحد لكل مشاركة أو مشارك."),
        SurveyRefusal.SIGN_IN: _("ادخلوا إلى حسابكم للمشاركة."),
        SurveyRefusal.LINK_NEEDED: _("تتطلب المشاركة تأكيد صلتكم بهذه الجماعة الترابية."),
        SurveyRefusal.ASSOCIATION_NEEDED: _("هذه الاستمارة موجهة إلى من يتحدثون باسم جمعية مسجلة هنا."),
        SurveyRefusal.INVITATION_NEEDED: _("اكتبوا رمز الدعوة كما توصلتم به."),
        SurveyRefusal.INVITATION_UNKNOWN: _("ليس هذا رمزا من رموزنا. راجعوه حرفا حرفا في دعوتكم."),
        SurveyRefusal.ANOTHER_VERSION: _("تغيرت الأسئلة وأنتم تجيبون. راجعوا أجوبتكم في النسخة الجديدة."),
        SurveyRefusal.NOT_ALLOWED: _("ليست لكم صلاحية تنظيم الاستشارات."),
        SurveyRefusal.DAYS_MISSING: _("حددوا أول يوم وآخر يوم."),
        SurveyRefusal.DAYS_REVERSED: _("آخر يوم قبل أول يوم."),
        SurveyRefusal.IN_THE_PAST: _("انقضى آخر يوم."),
        SurveyRefusal.ALREADY_OPENED: _("أُعلن عنها من قبل؛ لم يعد هذا يتغير."),
        SurveyRefusal.ALREADY_CLOSED: _("هي مغلقة من قبل."),
        SurveyRefusal.TITLE_MISSING: _("اكتبوا عنوانا."),
        SurveyRefusal.ADDRESS_TAKEN: _("يوجد هنا شيء آخر بهذا الرابط؛ اختاروا رابطا غيره."),
        SurveyRefusal.UNREADABLE: _("وصلت الأجوبة ناقصة أو غير مقروءة. أعيدوا من البداية."),
        SurveyRefusal.NO_STATEMENTS: _("ابدأوا بجملتين على الأقل."),
        SurveyRefusal.PAGE_UNKNOWN: _("لا صفحة بهذا الرابط في هذه الجماعة. انسخوه من أعلى المتصفح."),
        SurveyRefusal.NO_POLL: _("لا يظهر في صفحة أخرى إلا سؤال واحد باختيار واحد."),
        SurveyRefusal.FACTS_UNKNOWN: _(
            "لا تُحسب الأجوبة بما في الحسابات إلا حيث يُجاب بحساب، وليست الاستمارة مجهولة."
        ),
        SurveyRefusal.SEALED: _("الأجوبة مختومة إلى ما بعد الإغلاق؛ لا نتيجة قبل ذلك."),
    },
    ThemeRefusal: {
        ThemeRefusal.GONE: _("لم يعد هذا الموضوع هنا: ربما ضمه غيركم. راجعوا الصفحة."),
        ThemeRefusal.NO_TITLE: _("سموا الموضوع بكلماتكم."),
        ThemeRefusal.NOTHING_PICKED: _("اختاروا جوابا واحدا على الأقل."),
    },
    CommentRefusal: {
        CommentRefusal.NO_RESULT: _("لم تُنشر النتيجة بعد."),
        CommentRefusal.SIGN_IN: _("ادخلوا إلى حسابكم لإضافة مقترح."),
        CommentRefusal.TOO_SHORT: _("اكتبوا جملة تامة."),
        CommentRefusal.TOO_LONG: _("ألف حرف على الأكثر."),
        CommentRefusal.PERSONAL_DATA: _("في النص معطيات شخصية (هاتف أو بريد أو بطاقة). احذفوها."),
        CommentRefusal.SPAM: _("لا تُقبل الروابط ولا التكرار: اكتبوا رأيا بكلماتكم."),
        CommentRefusal.SAID_ALREADY: _("سبق أن قيل هذا هنا."),
        CommentRefusal.TOO_MANY_TODAY: _("خمسة مقترحات في اليوم على الأكثر."),
        CommentRefusal.NOT_SHOWN: _("هذا المقترح غير ظاهر للعموم."),
        CommentRefusal.REPLY_MISSING: _("قولوا لماذا لا يُضاف إلى التقرير."),
    },
    BatchRefusal: {
        BatchRefusal.UNREADABLE: _("تعذرت قراءة الملف. ابدأوا من الجدول الذي تنزّلونه من هذه الصفحة."),
        BatchRefusal.NO_HEAD: _("السطر الأول فارغ: فيه أسماء الأعمدة كما في الجدول المنزَّل."),
        BatchRefusal.COLUMN_UNKNOWN: _("عمود لا يوافق أي سؤال في هذه النسخة."),
        BatchRefusal.COLUMN_TWICE: _("عمود مكرر."),
        BatchRefusal.NO_ROWS: _("لا جواب في هذا السطر."),
        BatchRefusal.TOO_MANY_ROWS: _("2000 ورقة في الملف على الأكثر: قسّموه."),
        BatchRefusal.FAULTY_ROWS: _("لم يُدخل شيء: صححوا الأسطر المذكورة ثم أعيدوا الملف كله."),
        BatchRefusal.CAME_ALREADY: _("أُدخل هذا الملف من قبل."),
    },
    FormRefusal: {
        FormRefusal.PROFILE_KIND: _("الجنس اختيار واحد، والسن عدد أو اختيار واحد."),
        FormRefusal.PROFILE_TWICE: _("سؤال واحد عن الجنس وسؤال واحد عن السن، لا أكثر."),
        FormRefusal.FILE_UNKNOWN: _("لا يُطلب ملف في استمارة مجهولة، ولا في استمارة مفتوحة للجميع دون حساب."),
        FormRefusal.POINT_TWICE: _("خريطة واحدة في كل صفحة: ضعوا الأخرى في صفحة أخرى."),
        FormRefusal.EMPTY: _("لا سؤال في هذه الاستمارة."),
        FormRefusal.NO_LABEL: _("اكتبوا نص السؤال."),
        FormRefusal.TOO_LONG: _("النص أطول مما يُقرأ."),
        FormRefusal.TOO_MANY: _("العدد أكبر من المسموح به."),
        FormRefusal.FEW_CHOICES: _("يلزم اختياران على الأقل."),
        FormRefusal.CHOICE_TWICE: _("تكرر اختيار، أو بقي فارغا."),
        FormRefusal.NO_ROWS: _("يلزم سطر واحد على الأقل في الجدول."),
        FormRefusal.LIMITS_REVERSED: _("الحد الأدنى والحد الأقصى ناقصان أو معكوسان."),
        FormRefusal.MORE_THAN_CHOICES: _("الحد يتجاوز عدد الاختيارات."),
        FormRefusal.CONDITION_UNKNOWN: _("الشرط يشير إلى سؤال أو اختيار غير موجود."),
        FormRefusal.CONDITION_LATER: _(
            "الشرط يشير إلى صفحة لاحقة أو إلى الصفحة نفسها؛ لا يمكن إلا صفحة سابقة."
        ),
        FormRefusal.LEADS_NOWHERE: _("الصفحة تقود إلى صفحة غير موجودة."),
        FormRefusal.NO_WAY_TO_THE_END: _("من هذه الصفحة لا طريق إلى نهاية الاستمارة."),
        FormRefusal.NEVER_REACHED: _("لا طريق إلى هذه الصفحة."),
        FormRefusal.NOTHING_FOR_SURE: _("كل الأسئلة مشروطة: قد لا يُسأل بعض الناس عن شيء."),
    },
    AnswerRefusal: {
        AnswerRefusal.REQUIRED: _("هذا السؤال ضروري."),
        AnswerRefusal.TOO_LONG: _("الجواب أطول من المسموح به."),
        AnswerRefusal.NOT_A_CHOICE: _("اختاروا من الاختيارات المعروضة."),
        AnswerRefusal.TOO_FEW: _("الجواب أقل من الحد الأدنى."),
        AnswerRefusal.TOO_MANY: _("الاختيارات أكثر من المسموح به."),
        AnswerRefusal.RANKED_TWICE: _("أُعطيت الرتبة نفسها لاختيارين."),
        AnswerRefusal.NOT_A_NUMBER: _("اكتبوا عددا صحيحا بالأرقام."),
        AnswerRefusal.TOO_SMALL: _("العدد أصغر من الحد الأدنى."),
        AnswerRefusal.TOO_LARGE: _("العدد أكبر من الحد الأقصى."),
        AnswerRefusal.NOT_A_DAY: _("اكتبوا تاريخا صحيحا."),
        AnswerRefusal.NOT_A_POINT: _("اكتبوا الدرجات بالأرقام، مثل 35.19321."),
        AnswerRefusal.HALF_A_POINT: _("ينقص أحد العددين: حددوا المكان بخط العرض وخط الطول معا."),
        AnswerRefusal.FAR_AWAY: _("هذه النقطة بعيدة عن الجماعة."),
        AnswerRefusal.FILE_GONE: _("لم يعد هذا الملف عندنا: اختاروه من جديد."),
        AnswerRefusal.NOT_ALL_ROWS: _("أجيبوا عن كل سطر."),
    },
    Change: {
        Change.ADDED: _("سؤال جديد: من أجابوا قبله لم يُسألوا عنه"),
        Change.REMOVED: _("سؤال حُذف: أجوبته محفوظة ولم تعد تُحتسب"),
        Change.CHOICES: _("تغيرت الاختيارات: ما حُذف منها لم يعد يُحتسب"),
        Change.REWORDED: _("تغيرت الصياغة: الأجوبة السابقة تُحتسب كما هي"),
    },
    StatementRefusal: {
        StatementRefusal.NOT_OPEN: _("هذا الحوار غير مفتوح الآن."),
        StatementRefusal.NOT_TAKEN: _("لا تُضاف آراء جديدة إلى هذا الحوار."),
        StatementRefusal.SIGN_IN: _("ادخلوا إلى حسابكم لإضافة رأي."),
        StatementRefusal.TOO_SHORT: _("اكتبوا جملة تامة يمكن الموافقة عليها أو رفضها."),
        StatementRefusal.TOO_LONG: _("اكتبوا فكرة واحدة في أقل من 280 حرفا."),
        StatementRefusal.PERSONAL_DATA: _("في النص معطيات شخصية (هاتف أو بريد أو بطاقة). احذفوها."),
        StatementRefusal.SPAM: _("لا تُقبل الروابط ولا التكرار: اكتبوا رأيا بكلماتكم."),
        StatementRefusal.SAID_ALREADY: _("هذا الرأي موجود في الحوار."),
        StatementRefusal.TOO_MANY_TODAY: _("خمسة آراء في اليوم على الأكثر."),
    },
    Steadiness: {
        Steadiness.FIRM: _("المجموعات ثابتة"),
        Steadiness.FAIR: _("المجموعات ثابتة إلى حد ما"),
        Steadiness.WEAK: _("المجموعات غير ثابتة بعد: خذوا الصورة بحذر"),
    },
}
