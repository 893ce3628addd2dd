"""The words of this room's closed lists."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tadafor.people.rules import (
    AccountRefusal,
    AgeBand,
    Channel,
    CodeRefusal,
    ContactKind,
    Disability,
    Evidence,
    Level,
    LinkKind,
    LinkRefusal,
    MotherTongue,
    RoleKind,
    RoleRefusal,
    Sex,
    TryRefusal,
)
from tadafor.people.rules.cards import CardKind, CardRefusal
from tadafor.people.rules.confirming import Proof
from tadafor.people.rules.counter import (
    ClaimRefusal,
    CounterRefusal,
    KioskRefusal,
    MatchRefusal,
    Second,
    VotingRefusal,
)
from tadafor.people.rules.lists import ListFault
from tadafor.people.rules.openid import OpenidRefusal, ProviderRefusal

WORDS: dict[type[StrEnum], dict[StrEnum, Promise]] = {
    RoleKind: {
        RoleKind.ADMINISTRATOR: _("مدبر(ة) المنصة"),
        RoleKind.FOCAL_POINT: _("نقطة الارتكاز"),
        RoleKind.DIRECTOR: _("مدير(ة) المصالح"),
        RoleKind.AGENT: _("موظف(ة) مصلحة"),
        RoleKind.CLERK: _("موظف(ة) الشباك"),
        RoleKind.COMMITTEE: _("عضو اللجنة"),
        RoleKind.APPEAL: _("عضو هيئة التظلم"),
        RoleKind.PRESIDENT: _("رئيس(ة) المجلس"),
    },
    Level: {
        Level.VISITOR: _("زائر(ة)"),
        Level.CONTACT: _("وسيلة اتصال مؤكدة"),
        Level.LINK: _("صلة مؤكدة بالجماعة"),
    },
    Channel: {
        Channel.ONLINE: _("عبر الأنترنت"),
        Channel.DESK: _("في الشباك"),
        Channel.PAPER: _("على الورق"),
        Channel.WORKSHOP: _("في ورشة"),
    },
    ContactKind: {
        ContactKind.EMAIL: _("البريد الإلكتروني"),
        ContactKind.PHONE: _("الهاتف"),
    },
    LinkKind: {
        LinkKind.RESIDENCE: _("السكنى"),
        LinkKind.ACTIVITY: _("نشاط اقتصادي أو مهني"),
    },
    Evidence: {
        Evidence.NATIONAL_CARD: _("البطاقة الوطنية للتعريف الإلكترونية"),
        Evidence.RESIDENCE_PERMIT: _("سند الإقامة للأجانب"),
        Evidence.RESIDENCE_CERTIFICATE: _("شهادة السكنى"),
        Evidence.HOUSEHOLD_BILL: _("فاتورة الماء أو الكهرباء"),
        Evidence.BUSINESS_DOCUMENT: _("وثيقة نشاط تجاري أو مهني"),
        Evidence.WORK_CERTIFICATE: _("شهادة العمل"),
    },
    CardKind: {
        CardKind.NATIONAL: _("البطاقة الوطنية للتعريف الإلكترونية"),
        CardKind.RESIDENCE: _("سند الإقامة للأجانب"),
        CardKind.PASSPORT: _("جواز السفر"),
        CardKind.OTHER: _("وثيقة هوية أخرى"),
    },
    CardRefusal: {
        CardRefusal.EMPTY: _("اكتبوا رقم الوثيقة."),
        CardRefusal.NATIONAL_SHAPE: _("رقم البطاقة الوطنية حرف أو حرفان ثم أرقام، مثل LA12345."),
        CardRefusal.RESIDENCE_SHAPE: _("رقم سند الإقامة حرف أو حرفان ثم أرقام، مثل A012345B."),
        CardRefusal.PASSPORT_SHAPE: _("رقم جواز السفر حروف لاتينية وأرقام، بين خمسة واثني عشر."),
        CardRefusal.OTHER_SHAPE: _("رقم الوثيقة حروف لاتينية وأرقام، بين ثلاثة وعشرين."),
        CardRefusal.TAMPERED: _("ما حفظ من هذه البطاقة تغير بعد حفظه: لا يمكن فتحه."),
        CardRefusal.KEY_DESTROYED: _("أتلف مفتاح هذه المسطرة: لم تعد أرقام بطاقاتها تقرأ."),
    },
    Proof: {
        Proof.DECLARED: _("تصريح"),
        Proof.LIST: _("لائحة مستوردة"),
        Proof.OPENID: _("الهوية الوطنية الرقمية"),
        Proof.DESK: _("وثيقة عاينها الشباك"),
        Proof.PAPER: _("وثيقة على الورق"),
    },
    Second: {
        Second.NONE: _("لا تحتاج إلى تحقق ثان"),
        Second.DRAWN: _("سحبت للتحقق الثاني"),
        Second.NEEDED: _("لا تسري قبل التحقق الثاني"),
    },
    CounterRefusal: {
        CounterRefusal.NOT_ALLOWED: _("هذا العمل من اختصاص موظفي الشباك ونقطة الارتكاز في هذه الجماعة."),
        CounterRefusal.YOURSELF: _("لا يقوم أحد بهذا العمل لنفسه: اطلبوا ذلك من زميل(ة)."),
        CounterRefusal.CARD_NEEDED: _("اكتبوا نوع الوثيقة ورقمها كما في البطاقة المعروضة عليكم."),
        CounterRefusal.CARD_HELD: _(
            "هذه البطاقة مؤكدة من قبل لحساب آخر بوثيقة معروضة. إن كان الحساب لصاحبها فجددوا وصله، "
            "وإلا فأخبروا نقطة الارتكاز."
        ),
        CounterRefusal.NO_CONSENT: _("لا يسجل أحد دون موافقته: اقرؤوا عليه ورقة الموافقة ثم ضعوا العلامة."),
        CounterRefusal.FAMILY_TWICE: _("سبق لكم أن أكدتم صلة فرد من أسرتكم: يؤكد هذه الصلة زميل(ة) آخر."),
        CounterRefusal.SAME_PERSON: _("أنتم من أكد هذه الصلة: التحقق الثاني لزميل(ة) آخر."),
        CounterRefusal.OWN_FAMILY: _("صاحب(ة) هذه الصلة من أسرتكم: التحقق الثاني لزميل(ة) آخر."),
        CounterRefusal.ALREADY_CHECKED: _("تم التحقق من هذه الصلة من قبل."),
        CounterRefusal.NO_REASON: _("اكتبوا سبب الاعتراض: سيبقى مسجلا معه."),
        CounterRefusal.NOBODY: _(
            "لا حساب مؤكد بهذه البطاقة في هذه الجماعة: سجلوا صاحبها أو أكدوا صلته أولا."
        ),
        CounterRefusal.ENDED: _("هذا التأكيد لم يعد قائما."),
        CounterRefusal.ALREADY_SHOWN: _("طبع هذا الوصل من قبل، ورمزه لا يظهر إلا مرة واحدة. جددوا الوصل."),
    },
    ClaimRefusal: {
        ClaimRefusal.NOT_TOGETHER: _(
            "الرمز والبطاقة لا يجتمعان في أي وصل. راجعوا ما كتبتم، أو زوروا الشباك ببطاقتكم لتجديد الوصل."
        ),
        ClaimRefusal.TOO_MANY: _("كثرت المحاولات على هذا الوصل فتوقف. زوروا الشباك ببطاقتكم لتجديده."),
        ClaimRefusal.CLAIMED: _("استعمل هذا الوصل من قبل: ادخلوا بهاتفكم أو بريدكم الإلكتروني."),
        ClaimRefusal.CONTACT_TAKEN: _("لهذا العنوان حساب آخر. استعملوا هاتفا أو بريدا لم يفتح به حساب."),
    },
    MatchRefusal: {
        MatchRefusal.NOT_FOUND: _(
            "لم نتمكن من تأكيد صلتكم بهذا الرقم. زوروا شباك الجماعة ببطاقتكم: يتم ذلك في دقائق."
        ),
        MatchRefusal.TOO_MANY: _("كثرت المحاولات اليوم. عودوا غدا، أو زوروا شباك الجماعة ببطاقتكم."),
        MatchRefusal.CONFIRMED: _("صلتكم بهذه الجماعة مؤكدة من قبل."),
    },
    ListFault: {
        ListFault.UNREADABLE: _("لم نتمكن من قراءة هذا الملف: احفظوه من جديد بصيغة XLSX أو CSV."),
        ListFault.EMPTY: _("لا سطر في هذا الملف بعد سطر العناوين."),
        ListFault.TOO_LONG: _("اللائحة أطول من المسموح به: توقفنا عند السطر %(line)s. قسموها."),
        ListFault.NO_COLUMN: _("ينقص عمود «%(heading)s» في السطر الأول."),
        ListFault.KIND: _("السطر %(line)s، العمود %(column)s: نوع البطاقة غير معروف."),
        ListFault.NUMBER: _("السطر %(line)s، العمود %(column)s: الرقم لا يطابق نوع البطاقة."),
        ListFault.SAME_NUMBER: _("السطر %(line)s، العمود %(column)s: الرقم نفسه في السطر %(other)s."),
        ListFault.LINK: _("السطر %(line)s، العمود %(column)s: نوع الصلة غير معروف."),
        ListFault.NEIGHBOURHOOD: _("السطر %(line)s، العمود %(column)s: هذا الحي غير مسجل في الجماعة."),
        ListFault.DATE: _("السطر %(line)s، العمود %(column)s: التاريخ غير صحيح، مثل 1990-01-31."),
    },
    ProviderRefusal: {
        ProviderRefusal.NOT_ALLOWED: _("يختار مزود الهوية من يدبر المنصة في الجماعة."),
        ProviderRefusal.NOT_AN_ADDRESS: _(
            "اكتبوا عنوان المزود كاملا كما أعطاه لكم، مثل https://id.example.ma"
        ),
        ProviderRefusal.NOT_SAFE: _("يبدأ عنوان المزود بـ https:// حتى لا يطلع أحد على ما يرسله."),
        ProviderRefusal.NOT_PUBLIC: _(
            "هذا العنوان في شبكة خاصة. يسمح به من ثبّت المنصة (OPENID_PRIVATE)، لا إعدادات الجماعة."
        ),
        ProviderRefusal.NO_ANSWER: _(
            "لم يجب المزود في هذا العنوان، أو أجاب باسم آخر. راجعوا العنوان معه ثم أعيدوا الحفظ."
        ),
        ProviderRefusal.NO_LEVEL: _("اكتبوا درجة ثقة واحدة على الأقل: دونها لا تُقبل أي هوية."),
        ProviderRefusal.NO_PLACE: _("اكتبوا اسم الخانة التي يصرح فيها المزود بجماعة السكن."),
        ProviderRefusal.SECRET_MISSING: _("اكتبوا السر الذي أعطاه لكم المزود: هو لهذا العنوان وحده."),
        ProviderRefusal.NAMED_ALREADY: _("هذا المزود مسجل من قبل: غيّروا إعداداته بدل إضافته."),
        ProviderRefusal.TOO_MANY: _("ثلاثة مزودين على الأكثر: أوقفوا واحدا قبل إضافة آخر."),
        ProviderRefusal.STOPPED: _("أوقف هذا المزود من قبل."),
    },
    OpenidRefusal: {
        OpenidRefusal.DENIED: _("لم توافقوا عند مزود الهوية، فلم نؤكد شيئا. يمكنكم الإعادة أو زيارة الشباك."),
        OpenidRefusal.FAILED: _("تعذر التأكيد عند مزود الهوية. أعيدوا المحاولة أو زوروا الشباك."),
        OpenidRefusal.SIGNED_OUT: _("ادخلوا إلى حسابكم أولا، ثم أكدوا صلتكم."),
        OpenidRefusal.LEVEL: _("درجة الثقة في هويتكم عند المزود لا تكفي. زوروا الشباك ببطاقتكم."),
        OpenidRefusal.ELSEWHERE: _("لم يصرح المزود بأنكم تسكنون هذه الجماعة. زوروا الشباك بوثيقة تثبت ذلك."),
        OpenidRefusal.TAKEN: _("أكدت هذه الهوية من قبل حسابا آخر. زوروا الشباك ببطاقتكم."),
    },
    VotingRefusal: {
        VotingRefusal.YOURSELF: _("لا يصوت أحد لنفسه من مقعد الشباك: اطلبوا ذلك من زميل(ة)."),
        VotingRefusal.SECOND_NEEDED: _(
            "سجلتم هذا الشخص منذ أقل من سبعة أيام: يحضر موظف(ة) ثان(ية) قبل تسجيل تصويته."
        ),
        VotingRefusal.SECOND_IS_PARTY: _("الموظف(ة) الثاني(ة) لا يكون هو من سجل الشخص ولا الشخص نفسه."),
    },
    KioskRefusal: {
        KioskRefusal.WRONG: _("رمز الخروج غير صحيح."),
        KioskRefusal.TOO_MANY: _("كثرت المحاولات: أغلقوا هذا الجهاز من مكتب العمل."),
    },
    Sex: {Sex.WOMAN: _("امرأة"), Sex.MAN: _("رجل")},
    AgeBand: {
        AgeBand.UNDER_18: _("أقل من 18 سنة"),
        AgeBand.FROM_18: _("من 18 إلى 24 سنة"),
        AgeBand.FROM_25: _("من 25 إلى 34 سنة"),
        AgeBand.FROM_35: _("من 35 إلى 49 سنة"),
        AgeBand.FROM_50: _("من 50 إلى 64 سنة"),
        AgeBand.FROM_65: _("65 سنة فأكثر"),
    },
    Disability: {Disability.YES: _("نعم"), Disability.NO: _("لا")},
    MotherTongue: {
        MotherTongue.DARIJA: _("الدارجة"),
        MotherTongue.TAMAZIGHT: _("الأمازيغية"),
        MotherTongue.HASSANIYA: _("الحسانية"),
        MotherTongue.OTHER: _("لغة أخرى"),
    },
    RoleRefusal: {
        RoleRefusal.NOT_ADMINISTRATOR: _("إسناد المهام وسحبها من اختصاص مدبر(ة) المنصة في هذه الجماعة."),
        RoleRefusal.NO_REASON: _("اكتبوا سبب القرار: سيبقى مسجلا معه."),
        RoleRefusal.CLOSED: _("هذا الحساب مغلق."),
        RoleRefusal.ALREADY_HELD: _("هذه المهمة مسندة من قبل إلى هذا الشخص."),
        RoleRefusal.INCOMPATIBLE: _("لا يمكن الجمع بين هذه المهمة ومهمة «%(held)s»: اسحبوا تلك أولا."),
        RoleRefusal.NOT_HELD: _("هذه المهمة لم تعد مسندة إلى هذا الشخص."),
        RoleRefusal.LAST_ADMINISTRATOR: _(
            "هذا آخر شخص يدبر المنصة في هذه الجماعة: أسندوا المهمة إلى غيره قبل سحبها."
        ),
        RoleRefusal.HAS_ADMINISTRATORS: _("لهذه الجماعة من يدبر منصتها: هم من يسندون المهام."),
    },
    LinkRefusal: {
        LinkRefusal.NOT_ALLOWED: _("هذا العمل من اختصاص موظفي الشباك ونقطة الارتكاز في هذه الجماعة."),
        LinkRefusal.YOURSELF: _("لا يؤكد أحد صلة نفسه: اطلبوا ذلك من زميل(ة)."),
        LinkRefusal.CLOSED: _("هذا الحساب مغلق."),
        LinkRefusal.EVIDENCE: _("هذه الوثيقة لا تثبت هذا النوع من الصلة."),
        LinkRefusal.ALREADY_CONFIRMED: _("هذه الصلة مؤكدة من قبل."),
        LinkRefusal.ALREADY_ENDED: _("هذا التأكيد لم يعد قائما."),
        LinkRefusal.NO_REASON: _("اكتبوا سبب القرار: سيبقى مسجلا معه."),
    },
    AccountRefusal: {
        AccountRefusal.NAME_EMPTY: _("اكتبوا الاسم الذي تريدون أن تعرفوا به."),
        AccountRefusal.CONTACT_TAKEN: _(
            "لهذا العنوان حساب آخر. ادخلوا إليه بالرمز، وأغلقوه إن أردتم جمعه مع هذا الحساب."
        ),
        AccountRefusal.LAST_CONTACT: _("هذه آخر وسيلة اتصال في حسابكم: أضيفوا غيرها قبل حذفها."),
        AccountRefusal.HAS_ROLES: _(
            "ما زالت مسندة إليكم مهام في جماعة: اطلبوا من مدبر(ة) المنصة سحبها قبل إغلاق الحساب."
        ),
        AccountRefusal.CLOSED: _("هذا الحساب مغلق."),
    },
    CodeRefusal: {
        CodeRefusal.HOUR: _("أرسلنا إلى هذا العنوان ما يكفي من الرموز. اطلبوا رمزا جديدا بعد %(again)s."),
        CodeRefusal.DAY: _(
            "بلغ هذا العنوان عدد الرموز المسموح به في اليوم. اطلبوا رمزا جديدا بعد %(again)s."
        ),
        CodeRefusal.FLOOD: _(
            "طلبات كثيرة تصل من هذه الشبكة. أعيدوا المحاولة بعد ساعة، أو زوروا شباك الجماعة."
        ),
        CodeRefusal.PHONES_OFF: _(
            "الرسائل القصيرة متوقفة حاليا. استعملوا بريدا إلكترونيا، أو زوروا شباك الجماعة."
        ),
        CodeRefusal.BUDGET: _(
            "نفد رصيد الرسائل القصيرة لهذا اليوم. استعملوا بريدا إلكترونيا أو عودوا غدا أو زوروا الشباك."
        ),
    },
    TryRefusal: {
        TryRefusal.WRONG: _("الرمز غير صحيح. المحاولات المتبقية: %(left)s."),
        TryRefusal.TOO_MANY: _("انتهت المحاولات المسموح بها لهذا الرمز. اطلبوا رمزا جديدا."),
        TryRefusal.EXPIRED: _("انتهت مدة صلاحية الرمز (عشر دقائق). اطلبوا رمزا جديدا."),
        TryRefusal.NONE: _("لا رمز ينتظر في هذا المتصفح. اطلبوا رمزا جديدا."),
    },
}
