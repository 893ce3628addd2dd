"""The labels of meetings and the sentences of their refusals."""

from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from tadafor.meetings import rules

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

WORDS: "dict[type[StrEnum], dict[StrEnum, StrPromise]]" = {
    rules.Kind: {
        rules.Kind.INFORMATION: _("لقاء تواصلي"),
        rules.Kind.WEBINAR: _("لقاء تواصلي عن بعد"),
        rules.Kind.WORKSHOP: _("ورشة تشاورية"),
        rules.Kind.MULTI_ACTOR: _("لقاء تشاوري متعدد الفاعلين"),
        rules.Kind.FOCUS_GROUP: _("مجموعة بؤرية"),
        rules.Kind.TRAINING: _("دورة تكوينية"),
        rules.Kind.COMMITTEE: _("اجتماع لجنة"),
        rules.Kind.FORUM: _("ملتقى"),
        rules.Kind.EXHIBITION: _("معرض الجمعيات"),
        rules.Kind.VISIT: _("زيارة لتبادل التجارب"),
        rules.Kind.VOTE_DAY: _("يوم للتصويت العمومي"),
    },
    rules.Form: {
        rules.Form.IN_PERSON: _("حضوري"),
        rules.Form.ONLINE: _("عن بعد"),
        rules.Form.HYBRID: _("حضوري وعن بعد"),
    },
    rules.Access: {
        rules.Access.STEP_FREE: _("مدخل بلا أدراج"),
        rules.Access.TOILETS: _("مرافق صحية ولوجة"),
        rules.Access.PARKING: _("موقف قريب للسيارات"),
        rules.Access.SIGN_LANGUAGE: _("ترجمة إلى لغة الإشارة"),
        rules.Access.HEARING_LOOP: _("صوت مكبر لضعاف السمع"),
        rules.Access.TAMAZIGHT: _("ترجمة من الأمازيغية وإليها"),
        rules.Access.CHILDREN: _("ركن للأطفال"),
    },
    rules.Unsaid: {
        rules.Unsaid.HOUR: _("الساعة"),
        rules.Unsaid.PLACE: _("المكان"),
        rules.Unsaid.COUNTS: _("عدد الحاضرين"),
    },
    rules.State: {
        rules.State.DRAFT: _("مسودة"),
        rules.State.ANNOUNCED: _("معلن"),
        rules.State.CANCELLED: _("ملغى"),
    },
    rules.Stage: {
        rules.Stage.DRAFT: _("مسودة"),
        rules.Stage.COMING: _("قادم"),
        rules.Stage.NOW: _("جارٍ الآن"),
        rules.Stage.HELD: _("انعقد"),
        rules.Stage.CANCELLED: _("ملغى"),
    },
    rules.Holding: {
        rules.Holding.SEAT: _("مقعد محجوز"),
        rules.Holding.WAITING: _("لائحة الانتظار"),
        rules.Holding.CANCELLED: _("ملغى"),
    },
    rules.Quality: {
        rules.Quality.CITIZEN: _("مواطنة أو مواطن"),
        rules.Quality.ASSOCIATION: _("جمعية"),
        rules.Quality.ELECTED: _("منتخبة أو منتخب"),
        rules.Quality.STAFF: _("موظفة أو موظف بالجماعة"),
        rules.Quality.BODY_MEMBER: _("عضو(ة) هيئة استشارية"),
        rules.Quality.ACADEMIC: _("جامعية أو جامعي"),
        rules.Quality.EXTERNAL_SERVICE: _("مصلحة خارجية"),
        rules.Quality.PARTNER: _("شريك"),
    },
    rules.Fact: {
        rules.Fact.ALL: _("الحاضرون"),
        rules.Fact.SEX: _("الجنس"),
        rules.Fact.AGE: _("السن"),
        rules.Fact.QUALITY: _("الصفة"),
        rules.Fact.ASSOCIATIONS: _("الجمعيات الممثلة"),
    },
    rules.Standing: {
        rules.Standing.DRAFT: _("مسودة محضر"),
        rules.Standing.SUBMITTED: _("محضر ينتظر الاعتماد"),
        rules.Standing.PUBLISHED: _("محضر منشور"),
    },
    rules.Product: {
        rules.Product.PETITIONS: _("عرائض صيغت"),
        rules.Product.OPINIONS: _("مشاريع آراء استشارية"),
        rules.Product.DRAFTS: _("مسودات وثائق"),
        rules.Product.PROPOSALS: _("مقترحات"),
        rules.Product.RECOMMENDATIONS: _("توصيات"),
    },
    rules.Asked: {
        rules.Asked.WAITING: _("ينتظر الميسّر"),
        rules.Asked.SHOWN: _("تقرؤه القاعة"),
        rules.Asked.ANSWERED: _("أُجيب عن السؤال"),
        rules.Asked.ASIDE: _("وُضع جانبا"),
    },
    rules.Aspect: {
        rules.Aspect.SUBJECT: _("موضوع اللقاء وما قيل فيه"),
        rules.Aspect.HEARD: _("الإنصات إلى ما قاله الحاضرون"),
        rules.Aspect.ORGANISATION: _("تنظيم اللقاء ومدته"),
        rules.Aspect.PLACE: _("المكان والولوج إليه"),
    },
    rules.Admits: {
        rules.Admits.PEOPLE: _("صوت واحد لكل شخص: يدخل القاعة من له حساب أو تذكرة تسجيل."),
        rules.Admits.PHONES: _("صوت واحد لكل شخص يدخل بحسابه أو بتذكرته، وصوت لكل هاتف آخر بلا حساب."),
    },
    rules.Way: {
        rules.Way.PHONE: _("بالهاتف"),
        rules.Way.PAPER: _("على الورق"),
    },
    rules.Mood: {
        rules.Mood.VERY: _("راضٍ جدا"),
        rules.Mood.RATHER: _("راضٍ"),
        rules.Mood.BETWEEN: _("بين بين"),
        rules.Mood.LITTLE: _("غير راضٍ"),
        rules.Mood.NOT: _("غير راضٍ إطلاقا"),
    },
    rules.MinutesRefusal: {
        rules.MinutesRefusal.NOT_HELD: _("يُكتب المحضر بعد انعقاد اللقاء."),
        rules.MinutesRefusal.CHANGED_MEANWHILE: _(
            "غيّر شخص آخر هذا المحضر أثناء كتابتكم. ما كتبتموه باق في الاستمارة: "
            "قارنوه بالصفحة ثم أعيدوا الحفظ."
        ),
        rules.MinutesRefusal.SUMMARY_MISSING: _("اكتبوا ما دار في اللقاء، في عشرين حرفا على الأقل."),
        rules.MinutesRefusal.NOTHING_WRITTEN: _("لم يُكتب محضر بعد."),
        rules.MinutesRefusal.ALREADY_SUBMITTED: _("عُرض هذا المحضر للاعتماد من قبل."),
        rules.MinutesRefusal.NOT_SUBMITTED: _("لم يُعرض هذا المحضر للاعتماد."),
        rules.MinutesRefusal.OWN_MINUTES: _("أنتم من كتب هذا المحضر: يعتمده شخص آخر."),
        rules.MinutesRefusal.ALREADY_PUBLISHED: _("نُشر هذا المحضر: لا يتغير."),
        rules.MinutesRefusal.REASON_MISSING: _("اكتبوا ما يجب إصلاحه، في عشرة أحرف على الأقل."),
        rules.MinutesRefusal.OWNER_MISSING: _("لكل عمل يُتتبع مكلف به: اكتبوا صفته."),
        rules.MinutesRefusal.DONE_ALREADY: _("سُجل إنجاز هذا العمل من قبل."),
        rules.MinutesRefusal.DONE_IN_FUTURE: _("تاريخ الإنجاز لا يكون بعد اليوم."),
        rules.MinutesRefusal.NOT_PUBLISHED: _("يُتتبع العمل بعد نشر المحضر."),
    },
    rules.RoomRefusal: {
        rules.RoomRefusal.IS_CANCELLED: _("هذا اللقاء ملغى."),
        rules.RoomRefusal.ALREADY_HELD: _("انعقد هذا اللقاء: لا يتغير جدول أعماله."),
        rules.RoomRefusal.NOT_STARTED: _("لم يبدأ هذا اللقاء بعد."),
        rules.RoomRefusal.BODY_MISSING: _("اكتبوا ما على البطاقة."),
        rules.RoomRefusal.UNKNOWN_AUTHOR: _("لا تسجيل بهذا الرقم في هذا اللقاء: اتركوه فارغا إن لم يُعرف."),
        rules.RoomRefusal.ALREADY_PUBLISHED: _("نُشر محضر هذا اللقاء: لا تتغير بطاقاته."),
        rules.RoomRefusal.TAKEN_BACK: _("أُلغيت هذه البطاقة من قبل."),
        rules.RoomRefusal.NOT_ANNOUNCED: _("لم يُعلن عن هذا اللقاء بعد."),
        rules.RoomRefusal.UNKNOWN_THING: _("اختاروا مما نُشر، أو الصقوا رابط صفحته في هذا الموقع."),
    },
    rules.LiveRefusal: {
        rules.LiveRefusal.NOT_ANNOUNCED: _("لم يُعلن عن هذا اللقاء بعد."),
        rules.LiveRefusal.IS_CANCELLED: _("هذا اللقاء ملغى."),
        rules.LiveRefusal.NOT_YET: _("تُفتح القاعة للهواتف قبل اللقاء بنصف يوم على الأكثر."),
        rules.LiveRefusal.OVER: _("مضى وقت هذا اللقاء."),
        rules.LiveRefusal.OPEN_ALREADY: _("فُتحت من قبل."),
        rules.LiveRefusal.ROOM_CLOSED: _("القاعة مغلقة الآن: لا أسئلة ولا تصويت."),
        rules.LiveRefusal.WRONG_CODE: _("ليس هذا رمز القاعة: اقرؤوه على الشاشة أو اسألوا الميسّر."),
        rules.LiveRefusal.NOT_IN_ROOM: _("ادخلوا القاعة أولا برمزها المعروض على الشاشة."),
        rules.LiveRefusal.NOT_KNOWN: _(
            "لهذه القاعة صوت واحد لكل شخص: ادخلوا بحسابكم، أو اكتبوا رمز تذكرتكم، أو ارفعوا أيديكم."
        ),
        rules.LiveRefusal.UNKNOWN_TICKET: _(
            "لا تذكرة بهذا الرمز في هذا اللقاء: اكتبوه كما هو، أو اتركوه فارغا."
        ),
        rules.LiveRefusal.ROOM_FULL: _("دخل القاعة أكبر عدد من الهواتف: اسألوا بصوتكم."),
        rules.LiveRefusal.TOO_SHORT: _("اكتبوا سؤالكم في ثمانية أحرف على الأقل."),
        rules.LiveRefusal.TOO_MANY_WAITING: _("لكم ثلاثة أسئلة تنتظر الميسّر: انتظروا حتى يعرض أحدها."),
        rules.LiveRefusal.NOT_SHOWN: _("لم يعد هذا السؤال معروضا على القاعة."),
        rules.LiveRefusal.SUPPORTED_ALREADY: _("دعمتم هذا السؤال من قبل."),
        rules.LiveRefusal.SETTLED_ALREADY: _("تغيرت حالة هذا السؤال من قبل."),
        rules.LiveRefusal.REASON_MISSING: _("قرأت القاعة هذا السؤال: اكتبوا لها لماذا يوضع جانبا."),
        rules.LiveRefusal.VOTE_OPEN: _("تصويت آخر مفتوح: أغلقوه أولا."),
        rules.LiveRefusal.FEW_OPTIONS: _("اكتبوا جوابين على الأقل."),
        rules.LiveRefusal.OPTION_TWICE: _("كُتب الجواب نفسه مرتين."),
        rules.LiveRefusal.VOTE_CLOSED: _("أُغلق هذا التصويت."),
        rules.LiveRefusal.VOTED_ALREADY: _("عُد صوتكم من قبل."),
        rules.LiveRefusal.UNKNOWN_OPTION: _("اختاروا واحدا من الأجوبة."),
        rules.LiveRefusal.NOT_ENDING: _("تُفتح استمارة الرضا ابتداء من نصف ساعة قبل نهاية اللقاء."),
        rules.LiveRefusal.FEEDBACK_CLOSED: _("أُغلقت استمارة الرضا، أو لم تُفتح بعد."),
        rules.LiveRefusal.GIVEN_ALREADY: _("وصل رأيكم من قبل. شكرا لكم."),
        rules.LiveRefusal.NOTHING_SAID: _("اختاروا جوابا واحدا على الأقل، أو اكتبوا كلمة."),
    },
    rules.MeetingRefusal: {
        rules.MeetingRefusal.ENDS_BEFORE_IT_STARTS: _("ساعة النهاية يجب أن تكون بعد ساعة البداية."),
        rules.MeetingRefusal.TOO_LONG: _("لا يتجاوز اللقاء الواحد شهرا؛ استعملوا سلسلة لقاءات."),
        rules.MeetingRefusal.PLACE_MISSING: _("اكتبوا مكان اللقاء."),
        rules.MeetingRefusal.LINK_MISSING: _("اكتبوا رابط المشاركة عن بعد."),
        rules.MeetingRefusal.CLOSES_AFTER_START: _("ينتهي التسجيل قبل بداية اللقاء أو معها."),
        rules.MeetingRefusal.MORE_RESERVED_THAN_SEATS: _("المقاعد المخصصة للفئات أكثر من كل المقاعد."),
        rules.MeetingRefusal.GROUPS_WITHOUT_SEATS: _("حددوا عدد المقاعد قبل تخصيص بعضها للفئات."),
        rules.MeetingRefusal.GROUP_TWICE: _("ذُكرت الفئة نفسها مرتين."),
        rules.MeetingRefusal.TOO_MANY_GROUPS: _("ثماني فئات على الأكثر."),
        rules.MeetingRefusal.FEWER_SEATS_THAN_TAKEN: _("عدد المقاعد أقل من المقاعد المحجوزة الآن."),
        rules.MeetingRefusal.GROUP_WITH_SEATS_TAKEN: _("لا تُحذف فئة حُجزت مقاعد منها: %(group)s."),
        rules.MeetingRefusal.CHANGED_MEANWHILE: _(
            "غيّر شخص آخر هذا اللقاء أثناء كتابتكم. ما كتبتموه باق في الاستمارة: "
            "قارنوه بالصفحة ثم أعيدوا الحفظ."
        ),
        rules.MeetingRefusal.ALREADY_ANNOUNCED: _("أُعلن عن هذا اللقاء من قبل."),
        rules.MeetingRefusal.NOT_ANNOUNCED: _("لم يُعلن عن هذا اللقاء بعد."),
        rules.MeetingRefusal.IS_CANCELLED: _("هذا اللقاء ملغى."),
        rules.MeetingRefusal.ALREADY_STARTED: _("بدأ هذا اللقاء أو انتهى: لا يُلغى."),
        rules.MeetingRefusal.ALREADY_HELD: _("انعقد هذا اللقاء: لا يتغير الإعلان عنه."),
        rules.MeetingRefusal.REASON_MISSING: _("اكتبوا السبب كما سيقرأه العموم، في عشرة أحرف على الأقل."),
    },
    rules.RegistrationRefusal: {
        rules.RegistrationRefusal.NOT_ANNOUNCED: _("لم يُعلن عن هذا اللقاء بعد."),
        rules.RegistrationRefusal.IS_CANCELLED: _("هذا اللقاء ملغى."),
        rules.RegistrationRefusal.TOO_LATE: _("انتهى أجل التسجيل في هذا اللقاء أو إلغائه."),
        rules.RegistrationRefusal.NO_REGISTRATION: _("الحضور في هذا اللقاء بلا تسجيل."),
        rules.RegistrationRefusal.REGISTERED_ALREADY: _("أنتم مسجلون في هذا اللقاء من قبل."),
        rules.RegistrationRefusal.UNKNOWN_GROUP: _("هذه الفئة ليست من فئات هذا اللقاء."),
        rules.RegistrationRefusal.ANSWER_MISSING: _("أجيبوا عن السؤال: %(question)s"),
        rules.RegistrationRefusal.NOT_REGISTERED: _("لا تسجيل لكم في هذا اللقاء."),
        rules.RegistrationRefusal.NAME_MISSING: _("اكتبوا الاسم."),
        rules.RegistrationRefusal.CAME_ALREADY: _("سُجل حضوركم في هذا اللقاء: لا يُلغى التسجيل."),
    },
    rules.DoorRefusal: {
        rules.DoorRefusal.NOT_OPEN_YET: _("يُفتح تسجيل الحضور قبل اللقاء بنصف يوم."),
        rules.DoorRefusal.OVER: _("انقضى أسبوعان على اللقاء: لم يعد تسجيل الحضور ممكنا."),
        rules.DoorRefusal.NOT_ANNOUNCED: _("لم يُعلن عن هذا اللقاء بعد."),
        rules.DoorRefusal.IS_CANCELLED: _("هذا اللقاء ملغى."),
        rules.DoorRefusal.LIST_CLOSED: _("أُغلقت لائحة الحضور وحُفظت أعدادها."),
        rules.DoorRefusal.UNKNOWN_TICKET: _("لا تسجيل بهذا الرقم في هذا اللقاء: سجلوا الشخص بلا رقم."),
        rules.DoorRefusal.CANCELLED_TICKET: _("أُلغي هذا التسجيل: سجلوا الشخص بلا رقم إن حضر."),
        rules.DoorRefusal.ASSOCIATION_MISSING: _("اكتبوا اسم الجمعية."),
        rules.DoorRefusal.SAME_NAME: _(
            "سُجل حضور شخص بهذا الاسم. إن كان شخصا آخر فأشيروا إلى ذلك، وإلا فامحوا هذا السطر."
        ),
        rules.DoorRefusal.NOT_YOURS: _("سجّل هذا الحضورَ شخص آخر: هو من يلغيه."),
        rules.DoorRefusal.UNDONE_ALREADY: _("أُلغي هذا التسجيل من قبل."),
        rules.DoorRefusal.TOO_LATE_TO_UNDO: _("مرت أكثر من ساعتين: لا يُلغى هذا التسجيل."),
        rules.DoorRefusal.NOT_STARTED: _("لم يبدأ هذا اللقاء بعد."),
        rules.DoorRefusal.NOTHING_TO_COUNT: _("لا حضور مسجل: اكتبوا عددا واحدا على الأقل."),
        rules.DoorRefusal.COUNTS_DISAGREE: _("مجموع الأجزاء أكبر من عدد الحاضرين."),
        rules.DoorRefusal.REASON_MISSING: _("الأعداد محفوظة: اكتبوا سبب تصحيحها في عشرة أحرف على الأقل."),
    },
}
