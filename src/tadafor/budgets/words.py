"""Labels and refusal sentences of the participatory budget."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tadafor.budgets.rules.changing import ChangeRefusal
from tadafor.budgets.rules.cycle import CycleRefusal, Phase
from tadafor.budgets.rules.election import BallotKind
from tadafor.budgets.rules.explaining import How
from tadafor.budgets.rules.following import FollowRefusal, Step
from tadafor.budgets.rules.ideas import Fate, IdeaRefusal
from tadafor.budgets.rules.keeping import KeepingRefusal, ReceiptState
from tadafor.budgets.rules.parts import FileRefusal
from tadafor.budgets.rules.publishing import CountingRefusal, LotWay, Sample
from tadafor.budgets.rules.regulation import EnvelopeRefusal
from tadafor.budgets.rules.settings import Completion, Method, SettingsRefusal, Tie, Utility
from tadafor.budgets.rules.speaking import SpeechRefusal
from tadafor.budgets.rules.studying import Finding, Standing, StudyRefusal
from tadafor.budgets.rules.urn import UrnRefusal
from tadafor.budgets.rules.voting import (
    BallotRefusal,
    BallotRule,
    BatchRefusal,
    Mark,
    VotingRefusal,
)

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, Promise]] = {
    Phase: {
        Phase.DRAFT: _("قيد الإعداد"),
        Phase.ANNOUNCED: _("الإعلان"),
        Phase.IDEAS: _("تلقي الأفكار"),
        Phase.MERGING: _("الجمع والصياغة مع الساكنة"),
        Phase.STUDY: _("الدراسة التقنية"),
        Phase.PRICES: _("نشر الكلفة"),
        Phase.CAMPAIGN: _("التعريف بالمشاريع"),
        Phase.VOTE: _("التصويت"),
        Phase.COUNT: _("الفرز"),
        Phase.RESULTS: _("النتائج"),
        Phase.CARRYING_OUT: _("الإنجاز"),
    },
    CycleRefusal: {
        CycleRefusal.NOT_NOW: _("لا يمكن ذلك في هذه المرحلة."),
        CycleRefusal.NO_VOTE_DAYS: _("حددوا أيام التصويت."),
        CycleRefusal.DAYS_REVERSED: _("آخر يوم من المرحلة قبل أولها."),
        CycleRefusal.PHASES_OVERLAP: _("تتداخل مرحلتان: تبدأ كل مرحلة بعد نهاية سابقتها."),
        CycleRefusal.IN_THE_PAST: _("تبدأ إحدى المراحل في يوم مضى."),
        CycleRefusal.NO_ENVELOPE: _("حددوا غلافا ماليا واحدا على الأقل."),
        CycleRefusal.NO_PRINCIPLES: _(
            "اكتبوا مبادئ الدورة ومعاييرها: هي القواعد التي يتفق عليها الجميع قبل البداية."
        ),
        CycleRefusal.ALREADY_ANNOUNCED: _("أُعلن عن هذه الدورة: لم تعد قواعدها تتغير."),
        CycleRefusal.NOT_LATER: _("اليوم الأخير الجديد ليس بعد اليوم الأخير الحالي."),
        CycleRefusal.NO_REASON: _("اذكروا السبب: سيقرؤه الجميع."),
        CycleRefusal.PRICES_ARE_PUBLIC: _("سبق نشر الكلفة."),
        CycleRefusal.A_REAL_VOTE: _("لا ينتهي تصويت حقيقي قبل يومه."),
    },
    IdeaRefusal: {
        IdeaRefusal.SIGN_IN_FIRST: _("سجلوا الدخول أولا: نحتاج وسيلة لنخبركم بما صارت إليه فكرتكم."),
        IdeaRefusal.TITLE_MISSING: _("قولوا فكرتكم في جملة."),
        IdeaRefusal.TOO_SHORT: _("اشرحوا فكرتكم أكثر: جملتان تكفيان."),
        IdeaRefusal.TOO_LONG: _("فكرتكم أطول مما تتسع له الصفحة. اختصروها."),
        IdeaRefusal.TOO_MANY_TODAY: _("أرسلتم اليوم أفكارا كثيرة. عودوا غدا."),
        IdeaRefusal.RECEIVED_OUTSIDE: _("يوم الإيداع ليس من أيام تلقي الأفكار، أو لم يحل بعد."),
        IdeaRefusal.NOT_SHOWN: _("هذه الفكرة غير منشورة."),
        IdeaRefusal.OWN_IDEA: _("هذه فكرتكم: يؤيدها غيركم."),
        IdeaRefusal.NOT_AUTHOR: _("يسحب الفكرة من اقترحها."),
        IdeaRefusal.ALREADY_WITHDRAWN: _("سُحبت هذه الفكرة."),
        IdeaRefusal.IN_A_PROJECT: _("صارت هذه الفكرة جزءا من مشروع."),
        IdeaRefusal.NO_IDEA: _("لا توجد فكرة بهذا الرقم في هذه الدورة."),
    },
    Fate: {
        Fate.WAITING: _("تنتظر الجمع والصياغة"),
        Fate.IN_PROJECT: _("صارت جزءا من مشروع"),
        Fate.NOT_TAKEN: _("لم يأخذ بها أي مشروع"),
        Fate.WITHDRAWN: _("سُحبت"),
    },
    EnvelopeRefusal: {
        EnvelopeRefusal.NO_NAME: _("سموا الغلاف المالي."),
        EnvelopeRefusal.NAME_TAKEN: _("يوجد غلاف مالي بهذا الاسم في هذه الدورة."),
        EnvelopeRefusal.NO_MONEY: _("يكون المبلغ أكبر من الصفر."),
    },
    ChangeRefusal: {
        ChangeRefusal.AWAITS_WORDS: _("لم يُنقل تسجيلكم بعد إلى نص: تعدلون فكرتكم بعد ذلك."),
        ChangeRefusal.TOO_MANY_CHANGES: _("عُدّلت هذه الفكرة عشرين مرة: راسلوا مكتب المواطن إن بقي فيها خطأ."),
        ChangeRefusal.REASON_MISSING: _("اكتبوا السبب: سيقرؤه الجميع."),
        ChangeRefusal.REASON_TOO_LONG: _("السبب أطول من 1000 حرف."),
        ChangeRefusal.NOT_IN_PROJECT: _("ليست هذه الفكرة من أفكار هذا المشروع."),
        ChangeRefusal.STUDIED: _("دُرس هذا المشروع: لم يعد ذلك ممكنا."),
        ChangeRefusal.NOT_AN_AUTHOR: _("لا يسحب المشروع إلا من جاء من فكرته."),
        ChangeRefusal.NOT_THE_ONLY_AUTHOR: _(
            "لهذا المشروع أصحاب آخرون: اطلبوا من اللجنة أن تُخرج فكرتكم منه، وتبقى لهم."
        ),
        ChangeRefusal.PROJECT_WITHDRAWN: _("سُحب هذا المشروع: لم يعد يتغير."),
    },
    SpeechRefusal: {
        SpeechRefusal.NOT_READY: _("التسجيل غير جاهز بعد للاستماع."),
        SpeechRefusal.WORDS_MISSING: _("اكتبوا عنوانا وما سمعتم، أو اختاروا أنه لم يُفهم شيء."),
        SpeechRefusal.WORDS_TOO_LONG: _("النص أطول من 3000 حرف، أو العنوان أطول من 150."),
        SpeechRefusal.IN_A_PROJECT: _("صارت هذه الفكرة جزءا من مشروع، فلا تتغير كلماتها."),
        SpeechRefusal.WITHDRAWN: _("سُحبت هذه الفكرة ومُحي تسجيلها."),
        SpeechRefusal.CHANGED_MEANWHILE: _("كتب شخص آخر نص هذا التسجيل في هذه الأثناء. راجعوا ما كتب."),
        SpeechRefusal.NOT_YOURS: _("لا يعيد التسجيل إلا من سجله."),
        SpeechRefusal.NOTHING_TO_REPEAT: _("وصل تسجيلكم، ولا حاجة إلى إعادته."),
        SpeechRefusal.NOT_AGREED: _("لا يُحتفظ بصوت أحد دون موافقته."),
    },
    Standing: {
        Standing.PENDING: _("في انتظار الدراسة"),
        Standing.FEASIBLE: _("قابل للإنجاز"),
        Standing.UNFEASIBLE: _("غير قابل للإنجاز"),
        Standing.WITHDRAWN: _("سُحب"),
    },
    Finding: {
        Finding.YES: pgettext_lazy("criterion", "مستوفى"),
        Finding.NO: pgettext_lazy("criterion", "غير مستوفى"),
        Finding.NOT_CONCERNED: _("لا يعني هذا المشروع"),
    },
    StudyRefusal: {
        StudyRefusal.NOT_ALL_CRITERIA: _("أجيبوا عن جميع المعايير."),
        StudyRefusal.NO_PRICE: _("لا يكون المشروع قابلا للإنجاز دون كلفة."),
        StudyRefusal.NO_MONTHS: _("اذكروا مدة الإنجاز بالأشهر."),
        StudyRefusal.NO_REASON: _("اذكروا لماذا لا يمكن إنجاز المشروع: سيقرؤه الجميع."),
        StudyRefusal.CRITERION_FAILED: _("معيار غير مستوفى: لا يكون المشروع قابلا للإنجاز."),
        StudyRefusal.OVER_ENVELOPE: _("تتجاوز الكلفة الغلاف المالي."),
        StudyRefusal.SCORE_WRONG: _("لا توافق النقط الشبكة المنشورة."),
        StudyRefusal.SAME_PERSON: _("الرأي الثاني يبديه شخص آخر."),
        StudyRefusal.NOT_AUTHOR: _("يجيب عن الدراسة من شارك في اقتراح المشروع."),
        StudyRefusal.STILL_WAITING: _("ما زالت مشاريع تنتظر دراستها: تُنشر الكلفة كلها دفعة واحدة."),
        StudyRefusal.NONE_FEASIBLE: _("لا مشروع قابل للإنجاز بعد."),
    },
    Step: {
        Step.AGENDA: _("جدول أعمال المجلس"),
        Step.DECISION: _("مقرر المجلس"),
        Step.VISA: _("تأشيرة عامل الإقليم أو العمالة"),
        Step.BUDGET_LINE: _("الاعتماد في الميزانية"),
        Step.WORKS: _("انطلاق الأشغال"),
        Step.DELIVERED: _("التسليم"),
    },
    FollowRefusal: {
        FollowRefusal.NOT_A_WINNER: _("هذا المشروع ليس من المشاريع الفائزة."),
        FollowRefusal.BEFORE_THE_LAST: _("هذا اليوم قبل يوم الخطوة السابقة."),
        FollowRefusal.IN_THE_FUTURE: _("هذا اليوم لم يحل بعد."),
        FollowRefusal.ALREADY_DONE: _("سُجلت هذه الخطوة من قبل."),
        FollowRefusal.EARLIER_MISSING: _("سجلوا الخطوة السابقة أولا."),
        FollowRefusal.WORKS_FIRST: _("لم تنطلق الأشغال بعد: سجلوا انطلاقها أولا."),
        FollowRefusal.LATE_WITHOUT_REASON: _("تأخر هذا المشروع عن موعد تسليمه: اذكروا السبب."),
        FollowRefusal.NOT_DONE: _("سُلم هذا المشروع: إنجازه كامل."),
        FollowRefusal.SPENT_OVER_PRICE: _("يتجاوز المبلغ المصروف كلفة المشروع: اذكروا السبب."),
    },
    BallotRule: {
        BallotRule.APPROVAL: _("اختيار عدد محدود من المشاريع"),
        BallotRule.KNAPSACK: _("اختيار مشاريع في حدود الغلاف المالي"),
        BallotRule.POINTS: _("توزيع رصيد من النقط على المشاريع"),
        BallotRule.RANKING: _("ترتيب المشاريع حسب الأولوية"),
    },
    Mark: {
        Mark.NONE: _("لم يصوت(ت) بعد"),
        Mark.ONLINE: _("صوت(ت) عبر الأنترنيت"),
        Mark.DESK: _("صوت(ت) في المكتب"),
        Mark.PAPER_ISSUED: _("تسلم(ت) ورقة ولم تُعد بعد"),
        Mark.PAPER_SPOILT: _("أعيدت ورقة تالفة"),
        Mark.PAPER_RETURNED: _("صوت(ت) على الورق"),
    },
    VotingRefusal: {
        VotingRefusal.CLOSED: _("التصويت غير مفتوح اليوم."),
        VotingRefusal.NOT_OPENED: _("لا يفتح التصويت قبل تجربة فتح الصندوق بمفتاح اللجنة."),
        VotingRefusal.NOT_LINKED: _("يصوت من تأكدت صلته بالجماعة. يمكنكم تأكيدها في مكتب المواطن."),
        VotingRefusal.TOO_YOUNG: _(
            "لم يتأكد بلوغكم السن التي حددتها قواعد هذه الدورة. إن بلغتموها فأكدوها في مكتب المواطن."
        ),
        VotingRefusal.ALREADY_AT_DESK: _("سبق التصويت في المكتب، ولا يتغير."),
        VotingRefusal.PAPER_OUT: _("سُلمت ورقة تصويت بهذا الاسم: يتم التصويت بها."),
        VotingRefusal.PAPER_IN: _("سبق التصويت على الورق، ولا يتغير."),
        VotingRefusal.NO_PAPER_OUT: _("لم تُسلم أي ورقة بهذا الاسم."),
        VotingRefusal.CARD_VOTED: _("سبق التصويت بهذه البطاقة."),
        VotingRefusal.SECOND_STAFF: _("سجلتم هذا الشخص قبل أقل من سبعة أيام: يلزم حضور موظف(ة) آخر."),
    },
    BallotRefusal: {
        BallotRefusal.UNKNOWN_PROJECT: _("أحد الاختيارات ليس من مشاريع هذا التصويت."),
        BallotRefusal.NAMED_TWICE: _("اخترتم المشروع نفسه مرتين."),
        BallotRefusal.TOO_FEW: _("اختاروا %(least)s على الأقل."),
        BallotRefusal.TOO_MANY: _("اختاروا %(most)s على الأكثر."),
        BallotRefusal.OVER_ENVELOPE: _("تتجاوز كلفة اختياراتكم الغلاف المالي بمبلغ %(over)s."),
        BallotRefusal.POINTS_WRONG: _("النقط أعداد صحيحة تبدأ من واحد."),
        BallotRefusal.TOO_MANY_POINTS: _("وزعتم أكثر من رصيدكم: %(points)s."),
        BallotRefusal.RANKS_WRONG: _("رتبوا المشاريع دون تكرار: الأول فالثاني فالثالث."),
    },
    BatchRefusal: {
        BatchRefusal.NOT_BALANCED: _(
            "الحساب غير متوازن: الفرق %(gap)s. المسلمة = المستعملة + التالفة + الباقية."
        ),
        BatchRefusal.ENTRIES_DIFFER: _("يختلف الإدخالان. راجعا الأوراق معا."),
        BatchRefusal.SAME_PERSON: _("يقوم بالإدخال الثاني شخص آخر."),
        BatchRefusal.SERIAL_TWICE: _("هذا الرقم التسلسلي مدخل من قبل."),
        BatchRefusal.SERIAL_NOT_ISSUED: _("لم تُسلم ورقة بهذا الرقم التسلسلي."),
        BatchRefusal.ALREADY_CLOSED: _("أُغلقت هذه الحزمة."),
        BatchRefusal.ENTRY_DONE: _("أنهيتم إدخال هذه الحزمة."),
    },
    KeepingRefusal: {
        KeepingRefusal.NOT_ALLOWED: _("هذا من مهام لجنة التصويت ونقطة الارتكاز."),
        KeepingRefusal.NOT_A_KEY: _("ليس هذا ملف مفتاح. ألصقوا محتوى الملف urn-key.txt كما هو."),
        KeepingRefusal.OTHER_VOTE: _("هذا الملف لتصويت آخر: %(named)s."),
        KeepingRefusal.WRONG_SHARES: _(
            "يجب أن يكون العدد الكافي من الحصص اثنتين على الأقل، وألا يتجاوز عدد الحصص."
        ),
        KeepingRefusal.PRICES_FIRST: _("انشروا كلفة المشاريع أولا: عليها يقاس طول الورقة."),
        KeepingRefusal.VOTE_BEGAN: _("بدأ التصويت: لا يتغير المفتاح ولا تعاد التجربة."),
        KeepingRefusal.NO_KEY: _("سجلوا مفتاح التصويت أولا."),
        KeepingRefusal.OTHER_URN: _("هذا الملف ليس فتحا لهذا الصندوق: البصمة أو عدد الأوراق مختلف."),
        KeepingRefusal.OTHER_BALLOTS: _("الأوراق المفتوحة ليست أوراق التجربة. لا يفتح التصويت بهذا المفتاح."),
        KeepingRefusal.KEY_GONE: _(
            "مفتاح التغليف غير موجود في الخادم: لا يمكن تلقي الأوراق ولا نشر الصندوق."
        ),
        KeepingRefusal.NOT_CLOSED: _("لم ينته التصويت بعد."),
        KeepingRefusal.ALREADY_PUBLISHED: _("نُشر الصندوق من قبل."),
        KeepingRefusal.NOT_PUBLISHED: _("انشروا الصندوق أولا."),
        KeepingRefusal.NOT_OPENED: _("لم يُفتح الصندوق بعد: لا توجد أي نتيجة، لا هنا ولا في الخادم."),
        KeepingRefusal.NOT_A_PRINT: _("البصمة 64 علامة من 0 إلى 9 ومن a إلى f."),
        KeepingRefusal.PRINTS_DIFFER: _("بصمة اللجنة وبصمة الملاحظة أو الملاحظ مختلفتان. أعيدوا الفتح معا."),
        KeepingRefusal.SAME_PERSON: _("يسجل بصمة الملاحظة شخص غير من أودع الملف المفتوح."),
        KeepingRefusal.BATCHES_OPEN: _("لم تُغلق بعد كل حزم أوراق التصويت: الباقي %(batches)s."),
        KeepingRefusal.ALREADY_LOADED: _("حُملت الأوراق المفتوحة من قبل."),
        KeepingRefusal.VOID: _("أُعلن بطلان هذا التصويت."),
        KeepingRefusal.NO_REASON: _("اذكروا السبب: سيقرؤه الجميع."),
        KeepingRefusal.NO_VOID_RULE: _("لا تذكر قواعد هذه الدورة كيف يعاد التصويت."),
        KeepingRefusal.NOT_VOID: _("لم يُعلن بطلان هذا التصويت: لا يعاد."),
        KeepingRefusal.KEY_REMAINS: _("يجري إتلاف المفتاح الثاني. أعيدوا المحاولة بعد دقيقة."),
        KeepingRefusal.TOO_SOON: _("يبدأ التصويت المعاد غدا على أقرب تقدير: تلزمه لجنة ومفتاح وتجربة فتح."),
        KeepingRefusal.DAYS_REVERSED: _("آخر يوم للتصويت المعاد قبل أول يوم له."),
        KeepingRefusal.TOO_MANY_SHEETS: _("تُطبع من 1 إلى %(most)s ورقة في كل حزمة."),
        KeepingRefusal.NOBODY_ASSISTED: _("ابدؤوا ببطاقة الشخص الحاضر أمامكم، ثم عودوا إلى هذه الصفحة."),
        KeepingRefusal.SECOND_CODE: _("رمز الموظف(ة) الثاني(ة) غير صحيح أو انتهت مدته. اطلبوا رمزا جديدا."),
    },
    ReceiptState: {
        ReceiptState.IN_URN: _("ورقتكم في الصندوق"),
        ReceiptState.REPLACED: _("عوضتها ورقة أحدث من الشخص نفسه"),
        ReceiptState.CANCELLED: _("أُلغيت هذه الورقة لأن صاحبها صوت في مكتب أو على الورق"),
        ReceiptState.MISSING: _("الوصل صحيح لكن الورقة ليست في الصندوق"),
        ReceiptState.TAMPERED: _("هذا الوصل غير صحيح: غُير فيه شيء، أو لم تصدره هذه المنصة"),
        ReceiptState.VOID: _("هذا وصل تصويت أُعلن بطلانه"),
        ReceiptState.UNKNOWN: _("لا نعرف هذا الوصل"),
    },
    BallotKind: {
        BallotKind.APPROVAL: _("اختيار عدة مشاريع"),
        BallotKind.CHOOSE_ONE: _("اختيار مشروع واحد"),
        BallotKind.CUMULATIVE: _("توزيع رصيد من النقط"),
        BallotKind.SCORING: _("منح نقطة لكل مشروع"),
        BallotKind.ORDINAL: _("ترتيب المشاريع حسب الأفضلية"),
    },
    Method: {
        Method.GREEDY: _("الأكثر أصواتا أولا"),
        Method.EQUAL_SHARES: _("الحصص المتساوية"),
    },
    Utility: {
        Utility.COST: _("بقدر كلفة المشروع"),
        Utility.ONE: _("بالتساوي بين المشاريع"),
    },
    Completion: {
        Completion.NONE: _("دون إتمام"),
        Completion.INCREMENT: _("برفع الحصص جولة بعد جولة"),
    },
    Tie: {
        Tie.LESS_COST: _("الأقل كلفة"),
        Tie.MORE_VOTES: _("الأكثر أصواتا"),
        Tie.LOT: _("القرعة المجراة قبل الفرز"),
    },
    SettingsRefusal: {
        SettingsRefusal.INCREMENT: _("يجب أن تكون الزيادة في كل جولة أكبر من الصفر."),
        SettingsRefusal.SHARE: _("يجب أن تكون النسبة أكبر من الصفر وألا تتجاوز الواحد."),
        SettingsRefusal.RESERVES: _("يجب ألا يتجاوز مجموع الحصص المخصصة الغلاف المالي كله."),
        SettingsRefusal.CEILINGS: _("لا تجتمع السقوف حسب الصنف مع طريقة الحصص المتساوية."),
        SettingsRefusal.LOT_INCOMPLETE: _("يجب أن ترتب القرعة جميع المشاريع، كل واحد مرة واحدة."),
    },
    UrnRefusal: {
        UrnRefusal.SHARES: _(
            "يجب أن يكون العدد الكافي من الحصص اثنتين على الأقل، وألا تتجاوز الحصص %(most)s."
        ),
        UrnRefusal.SHARE_WORDS: _("في كلمات إحدى الحصص خطأ، أو هي من مفتاح آخر. راجعوا الكلمات واحدة واحدة."),
        UrnRefusal.SHARES_MISSING: _("لم يجتمع العدد الكافي من الحصص: أدخلتم %(given)s."),
        UrnRefusal.WRONG_KEY: _("هذا مفتاح صندوق آخر: لا يفتح هذه الأوراق."),
        UrnRefusal.NOT_AN_URN: _("ليس هذا الملف صندوق تصويت، أو هو مبتور."),
        UrnRefusal.TOUCHED: _("مُسّ هذا الملف: لا يطابق محتواه بصمته أو عدد أوراقه."),
        UrnRefusal.TOO_LONG: _("لا تسع الورقة كل هذه الاختيارات."),
    },
    FileRefusal: {
        FileRefusal.NOT_TEXT: _("الملف ليس نصا بترميز UTF-8."),
        FileRefusal.BROKEN_ROW: _("هذا السطر مختل: علامة اقتباس لم تغلق، أو هو أطول بكثير من المعتاد."),
        FileRefusal.NO_PART: _("ينقص الملف القسم %(part)s."),
        FileRefusal.PART_TWICE: _("القسم %(part)s موجود مرتين."),
        FileRefusal.NO_COLUMN: _("ينقص القسم %(part)s العمود %(column)s."),
        FileRefusal.NO_FACT: _("لا يذكر القسم META هذه المعلومة، أو يذكرها بقيمة غير معروفة: %(fact)s."),
        FileRefusal.FACT_TWICE: _("يذكر القسم META هذه المعلومة مرتين بقيمتين مختلفتين: %(fact)s."),
        FileRefusal.NOT_MONEY: _("يجب أن تكون قيمة %(what)s مبلغا مثل 1250 أو 1250.50، لا «%(said)s»."),
        FileRefusal.NOT_WHOLE: _("يجب أن تكون قيمة %(what)s عددا صحيحا، لا «%(said)s»."),
        FileRefusal.VOTE_TYPE: _("«%(said)s» ليس نوعا معروفا من التصويت."),
        FileRefusal.NO_KEY: _("لكل مشروع معرف (project_id) بلا فاصلة."),
        FileRefusal.PROJECT_TWICE: _("المشروع %(project)s مذكور مرتين."),
        FileRefusal.UNKNOWN_PROJECT: _("تذكر الورقة %(project)s، وليس من بين المشاريع."),
        FileRefusal.NAMED_TWICE: _("تذكر الورقة مشروعا واحدا مرتين."),
        FileRefusal.POINTS_MISSING: _("تذكر الورقة من المشاريع %(projects)s ومن النقط %(points)s."),
        FileRefusal.NO_PROJECTS: _("ليس في الملف أي مشروع."),
    },
    LotWay: {
        LotWay.DIGITS: _("أرقام سحب عمومي"),
        LotWay.SEALED: _("رقم سري تُنشر بصمته من قبل"),
    },
    Sample: {
        Sample.DECLARED: _("المساندات التي تلقتها الأفكار"),
        Sample.INVENTED: _("أوراق تصويت متخيلة"),
    },
    CountingRefusal: {
        CountingRefusal.NOT_ALLOWED: _("هذا من مهام لجنة التصويت ونقطة الارتكاز."),
        CountingRefusal.VOTE_BEGAN: _("بدأ التصويت: لم تعد طريقة الفرز تتغير."),
        CountingRefusal.NO_REASON: _("أُعلن عن الدورة: اذكروا سبب التغيير، سيقرؤه الجميع."),
        CountingRefusal.PRICES_FIRST: _("انشروا كلفة المشاريع أولا: بها تُعرف المشاريع التي تدخل القرعة."),
        CountingRefusal.NO_SOURCE: _("سموا السحب العمومي الذي ستؤخذ منه الأرقام، ويومه."),
        CountingRefusal.LOT_NOT_PREPARED: _("حددوا أولا مصدر القرعة."),
        CountingRefusal.LOT_PREPARED: _("سبق تحديد مصدر القرعة، ولا يتغير."),
        CountingRefusal.LOT_DRAWN: _("أجريت القرعة من قبل، ولا تعاد."),
        CountingRefusal.NOT_DIGITS: _("اكتبوا أرقام السحب كما أعلنت: ستة أرقام على الأقل."),
        CountingRefusal.LOT_FIRST: _("أجروا القرعة قبل الفرز: بها يُحسم كل تعادل."),
        CountingRefusal.ALREADY_ASKED: _("سبق طلب الفرز."),
        CountingRefusal.NOT_COUNTED: _("لم ينته الفرز بعد."),
        CountingRefusal.SAME_PERSON: _("تنشر النتيجة عضوة أو عضو غير من طلب الفرز."),
        CountingRefusal.ALREADY_PUBLISHED: _("نُشرت النتيجة من قبل."),
        CountingRefusal.NO_OBSERVER: _("اكتبوا صفة الملاحظة أو الملاحظ أو هيئته، كما في المحضر."),
        CountingRefusal.ALREADY_DISMISSED: _("سبق أن أُغلق هذا العنوان."),
    },
    How: {
        How.BOUGHT: _("اشتراه مساندوه"),
        How.TAKEN: _("أخذ دوره حسب الأصوات"),
        How.COMPLETED: _("مُوّل مما بقي"),
        How.ALL_FUNDED: _("مُولت كل المشاريع"),
        How.HELD_TOO_LITTLE: _("لم يبق لدى مسانديه ما يكفي"),
        How.DOES_NOT_FIT: _("تجاوزت كلفته ما بقي"),
        How.OVER_CEILING: _("تجاوز سقف صنفه"),
        How.NOT_REACHED: _("انتهى الفرز قبل دوره"),
        How.NOT_NAMED: _("لم يختره أحد"),
        How.LEFT_OUT: _("لم يبلغ الحد الأدنى من المساندة"),
    },
}

# What a spoken idea is called until somebody writes down what it says.
VOICE = _("فكرة بالصوت")
