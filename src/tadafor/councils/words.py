"""The labels of councils and bodies and the sentences of their refusals."""

from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tadafor.councils import rules
from tadafor.councils.rules.lot import PoolRefusal

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

WORDS: "dict[type[StrEnum], dict[StrEnum, StrPromise]]" = {
    rules.Assembly: {
        rules.Assembly.COUNCIL: _("المجلس"),
        rules.Assembly.BODY: _("الهيئات"),
    },
    rules.KnownSource: {
        rules.KnownSource.COMMUNES: _("القانون التنظيمي رقم 113.14، المادة 42"),
        rules.KnownSource.PROVINCES: _("القانون التنظيمي رقم 112.14، والمادة في انتظار التحقق"),
        rules.KnownSource.REGIONS: _("القانون التنظيمي رقم 111.14، والمادة في انتظار التحقق"),
        rules.KnownSource.OWN_RULES: _("النظام الداخلي النموذجي"),
    },
    rules.Matter: {
        rules.Matter.MONTHS: _("أشهر الدورات العادية"),
        rules.Matter.AGENDA: _("جدول الأعمال ودعوة الأعضاء"),
        rules.Matter.MAJORITY: _("الأغلبية وترجيح صوت الرئاسة"),
        rules.Matter.AFTER_THE_VOTE: _("إحالة المقررات والتأشير والتعرّض"),
        rules.Matter.PETITIONS: _("إدراج العرائض المقبولة في الدورة العادية الموالية"),
        rules.Matter.EQUALITY: _("هيئة المساواة وتكافؤ الفرص ومقاربة النوع"),
        rules.Matter.REGIONAL_BODIES: _("الهيئات الثلاث للجهة: المساواة، والشباب، والفاعلون الاقتصاديون"),
        rules.Matter.OTHER_BODIES: _("الهيئات الأخرى وآليات المشاركة"),
        rules.Matter.OPINIONS: _("مراحل الرأي الاستشاري"),
        rules.Matter.PERSONAL_DATA: _("المعطيات الشخصية في المحاضر والقرعة"),
    },
    rules.Text: {
        rules.Text.COMMUNES: _("القانون التنظيمي رقم 113.14"),
        rules.Text.PROVINCES: _("القانون التنظيمي رقم 112.14"),
        rules.Text.REGIONS: _("القانون التنظيمي رقم 111.14"),
        rules.Text.PRIVACY: _("القانون رقم 09.08"),
        rules.Text.OWN_RULES: _("النظام الداخلي للهيئة: لا نص يحددها"),
    },
    rules.QuorumRefusal: {
        rules.QuorumRefusal.NO_SOURCE: _("اذكروا النص الذي يستند إليه هذا النصاب."),
        rules.QuorumRefusal.PERCENT: _("النسبة عدد بين 0 و99."),
        rules.QuorumRefusal.DAYS: _("أقصى أجل لا يقل عن أدناه."),
    },
    rules.Phase: {
        rules.Phase.PREPARED: _("قيد التحضير"),
        rules.Phase.CONVENED: _("وُجّهت الدعوة"),
        rules.Phase.WITHOUT_QUORUM: _("لم يكتمل النصاب"),
        rules.Phase.HELD: _("منعقدة"),
        rules.Phase.CLOSED: _("اختُتمت"),
    },
    rules.ItemKind: {
        rules.ItemKind.PETITION: _("عريضة"),
        rules.ItemKind.OPINION: _("رأي استشاري"),
        rules.ItemKind.CONSULTATION: _("نص خضع للتشاور"),
        rules.ItemKind.OTHER: _("نقطة أخرى"),
    },
    rules.Outcome: {
        rules.Outcome.ADOPTED: _("تمت المصادقة"),
        rules.Outcome.REJECTED: _("رُفضت"),
        rules.Outcome.POSTPONED: _("أُجّلت"),
        rules.Outcome.NOTED: _("أُخذ بها علما"),
    },
    rules.AfterVote: {
        rules.AfterVote.VOTED: _("التصويت"),
        rules.AfterVote.SENT: _("الإحالة على السلطة المختصة"),
        rules.AfterVote.VISA: _("التأشير"),
        rules.AfterVote.REFUSED: _("رفض التأشير أو تعرّض السلطة"),
        rules.AfterVote.PUBLISHED: _("النشر"),
    },
    rules.DecisionState: {
        rules.DecisionState.TAKEN: _("لم يُحل بعد على السلطة"),
        rules.DecisionState.SENT: _("أُحيل على السلطة المختصة"),
        rules.DecisionState.IN_FORCE: _("مؤشر عليه أو منشور"),
        rules.DecisionState.REFUSED: _("رفضته السلطة"),
    },
    rules.SessionRefusal: {
        rules.SessionRefusal.SAME_DAY: _("للمجلس دورة أخرى في اليوم نفسه؛ اختاروا يوما آخر."),
        rules.SessionRefusal.FAR: _("تحققوا من السنة: تُسجَّل الدورات من 23 يوليوز 2015 إلى سنتين بعد هذه."),
        rules.SessionRefusal.ALREADY_PREPARED: _("يوجد ملف لهذه الدورة العادية."),
        rules.SessionRefusal.ALREADY_CONVENED: _("وُجّهت الدعوة إلى هذه الدورة من قبل."),
        rules.SessionRefusal.NO_AGENDA: _("لا تُوجَّه الدعوة بلا جدول أعمال: أضيفوا نقطة واحدة على الأقل."),
        rules.SessionRefusal.NOT_CONVENED: _("لم تُوجَّه بعد الدعوة إلى هذه الدورة."),
        rules.SessionRefusal.SAT: _("انعقد المجلس بهذه المعطيات؛ لم يعد تغييرها ممكنا."),
        rules.SessionRefusal.ALREADY_HELD: _("انعقدت هذه الدورة؛ لم يعد تأجيلها ممكنا."),
        rules.SessionRefusal.NOT_HELD: _("لم تنعقد هذه الدورة بعد بنصابها."),
        rules.SessionRefusal.ALREADY_CLOSED: _("اختُتمت هذه الدورة."),
        rules.SessionRefusal.TOLD: _("علم الأعضاء بهذه الدورة فلا تُسحب؛ تُؤجَّل ما لم تنعقد."),
        rules.SessionRefusal.TAKEN_OUT: _("سُحبت هذه الدورة بعد أن فتحتم هذه الصفحة."),
        rules.SessionRefusal.NO_REASON: _("اكتبوا السبب: سيُنشر للعموم."),
        rules.SessionRefusal.NOT_LATER: _("يجب أن يكون اليوم الجديد بعد اليوم الحالي."),
        rules.SessionRefusal.NO_MEMBERS: _("اكتبوا عدد أعضاء المجلس المزاولين مهامهم."),
        rules.SessionRefusal.MORE_THAN_MEMBERS: _("عدد الحاضرين أكبر من عدد الأعضاء المزاولين مهامهم."),
        rules.SessionRefusal.EXCUSED_BEYOND: _(
            "مجموع الحاضرين والمتغيبين بعذر أكبر من عدد الأعضاء المزاولين مهامهم."
        ),
        rules.SessionRefusal.TOO_SOON: _("لم ينقض بعد الأجل اللازم بعد الجلسة التي لم يكتمل نصابها."),
        rules.SessionRefusal.TOO_LATE: _("انقضى أقصى أجل لهذا الاستدعاء بعد الجلسة التي لم يكتمل نصابها."),
        rules.SessionRefusal.IN_THE_FUTURE: _("لم يحن هذا اليوم بعد."),
        rules.SessionRefusal.BEFORE_THE_SESSION: _("هذا اليوم قبل افتتاح الدورة."),
        rules.SessionRefusal.UNDECIDED: _("بقيت نقط بلا مآل: سجّلوا التصويت أو التأجيل أولا."),
    },
    rules.ItemRefusal: {
        rules.ItemRefusal.AGENDA_CLOSED: _(
            "وُجّهت الدعوة؛ لم يعد تغيير جدول الأعمال ممكنا. "
            "أدرجوا النقطة في الدورة المقبلة أو في دورة استثنائية."
        ),
        rules.ItemRefusal.ALREADY_ON_AGENDA: _("توجد هذه النقطة في جدول الأعمال."),
        rules.ItemRefusal.ELSEWHERE: _("ما تحيل عليه هذه النقطة ليس من هذه الجماعة الترابية."),
        rules.ItemRefusal.DECIDED: _("تداول المجلس في هذه النقطة؛ لم يعد سحبها ممكنا."),
        rules.ItemRefusal.NO_DESCRIPTION: _("اكتبوا عنوان النقطة."),
        rules.ItemRefusal.UNKNOWN: _("لم نجد ما تحيل عليه هذه النقطة."),
        rules.ItemRefusal.NOT_ACCEPTED: _(
            "لا تُدرج في جدول الأعمال إلا عريضة قُبلت ولم يُتداول فيها: «%(title)s»."
        ),
        rules.ItemRefusal.NOT_CONCLUDED: _("لا يُدرج إلا نص اختُتم التشاور فيه ولم يصادق عليه المجلس بعد."),
        rules.ItemRefusal.REASON_FOR_SESSION: _(
            "الدورة العادية الموالية لقبول العريضة تُفتتح يوم %(expected)s. "
            "لإدراجها في غيرها اكتبوا السبب في بيان الأسباب: يُنشر."
        ),
    },
    rules.VoteRefusal: {
        rules.VoteRefusal.NO_SITTING: _("سجّلوا الجلسة وحضورها قبل التصويت."),
        rules.VoteRefusal.NO_QUORUM: _("لم يكتمل نصاب هذه الجلسة: لا يُعتد بأي تصويت."),
        rules.VoteRefusal.MORE_THAN_PRESENT: _(
            "مجموع الأصوات (%(voices)s) أو عدد المصوتين أكبر من عدد الحاضرين في الجلسة (%(present)s)."
        ),
        rules.VoteRefusal.NO_VOICES: _("اكتبوا عدد الأصوات."),
        rules.VoteRefusal.NO_MAJORITY: _("لا مصادقة بلا أغلبية الأصوات المعبر عنها."),
        rules.VoteRefusal.NOT_REJECTED: _("لا رفض والأصوات الموافقة أكثر أو مساوية."),
        rules.VoteRefusal.NO_NUMBER: _("اكتبوا رقم المقرر."),
        rules.VoteRefusal.NUMBER_TAKEN: _("يوجد مقرر آخر بهذا الرقم في السنة نفسها."),
        rules.VoteRefusal.ALREADY_DECIDED: _("سُجّل مآل هذه النقطة من قبل."),
        rules.VoteRefusal.PETITION_ANSWER: _("للعريضة جواب: مصادقة أو رفض، أو تأجيل إلى دورة أخرى."),
        rules.VoteRefusal.NO_DECISION: _("لم يُسجَّل بعد مآل هذه النقطة."),
        rules.VoteRefusal.STEP_DONE: _("سُجّلت هذه المرحلة من قبل."),
        rules.VoteRefusal.STEP_ORDER: _("سجّلوا المرحلة السابقة أولا."),
        rules.VoteRefusal.STEP_DATE: _("تاريخ المرحلة بين التي قبلها والتي بعدها، ولا يتجاوز اليوم."),
        rules.VoteRefusal.NO_VISA_NEEDED: _("هذا المقرر لا يحتاج إلى تأشير."),
        rules.VoteRefusal.SENT_BACK: _(
            "رفضت السلطة هذا المقرر: لا يُنشر ولا يُنفّذ. أدرجوه في دورة أخرى ليتداول فيه المجلس من جديد."
        ),
        rules.VoteRefusal.ALL_STEPS: _("سُجّلت كل المراحل."),
        rules.VoteRefusal.ALREADY_IN_FORCE: _("أُشّر على هذا المقرر أو نُشر من قبل؛ لم يعد رفضه ممكنا."),
        rules.VoteRefusal.NO_REFUSAL_REASON: _("اكتبوا سبب الرفض كما بلّغته السلطة: يُنشر للعموم."),
    },
    rules.CorrectionRefusal: {
        rules.CorrectionRefusal.NOT_RECORDED: _("لم يُسجَّل شيء بعد: لا شيء يُصحَّح."),
        rules.CorrectionRefusal.MINUTED: _("نُشر المحضر بهذه الأعداد؛ لم يعد تصحيحها ممكنا."),
        rules.CorrectionRefusal.ALREADY_SENT: _(
            "أُحيل هذا المقرر على السلطة المختصة؛ لم يعد تصحيحه ممكنا. أدرجوه في دورة أخرى إن لزم."
        ),
        rules.CorrectionRefusal.RELIED_ON: _("بُني على هذا الحضور تصويت أو اجتماع لاحق: لا يُصحَّح بما ينقضه."),
        rules.CorrectionRefusal.OUTCOME: _(
            "أُبلغ مآل هذه النقطة إلى ما تحيل عليه: تُصحَّح الأصوات والنص والرقم، ويبقى المآل."
        ),
        rules.CorrectionRefusal.SAME: _("لم تغيّروا شيئا مما سُجّل."),
        rules.CorrectionRefusal.MEANWHILE: _(
            "صحّح شخص آخر ما سُجّل بعد أن فتحتم هذه الصفحة. ما كتبتموه محفوظ أدناه: راجعوه ثم احفظوه من جديد."
        ),
        rules.CorrectionRefusal.FOLLOWED: _("سُجلت بعدها مرحلة أخرى: ارجعوا عن الأخيرة أولا."),
        rules.CorrectionRefusal.STEP_TOLD: _("أُخبر بهذا الرفض كل من يتابع النقطة: يُصحَّح تاريخه ويبقى."),
        rules.CorrectionRefusal.NO_REASON: _("اكتبوا سبب التصحيح في عشرة أحرف على الأقل: يُنشر للعموم."),
    },
    rules.MinutesRefusal: {
        rules.MinutesRefusal.EMPTY: _("اكتبوا المحضر أولا."),
        rules.MinutesRefusal.NOT_ENDED: _("لا يُنشر المحضر قبل اختتام الأشغال."),
        rules.MinutesRefusal.PERSONAL_DATA: _(
            "بقيت في المحضر معطيات شخصية. احجبوها، أو اكتبوا لماذا يجوز نشرها."
        ),
        rules.MinutesRefusal.ALREADY_PUBLISHED: _("نُشر هذا المحضر من قبل."),
    },
    rules.Private: {
        rules.Private.PHONE: _("رقم هاتف"),
        rules.Private.EMAIL: _("بريد إلكتروني"),
        rules.Private.IDENTITY_CARD: _("رقم بطاقة التعريف"),
        rules.Private.BANK: _("حساب بنكي"),
        rules.Private.ADDRESS: _("عنوان شخصي"),
    },
    rules.BodyKind: {
        rules.BodyKind.EQUALITY: _("هيئة المساواة وتكافؤ الفرص ومقاربة النوع"),
        rules.BodyKind.YOUTH: _("مجلس الشباب"),
        rules.BodyKind.NEIGHBOURHOOD: _("لجنة حي"),
        rules.BodyKind.CITIZENS: _("مجلس المواطنات والمواطنين"),
        rules.BodyKind.CIVIL_DIALOGUE: _("مجلس للحوار المدني"),
        rules.BodyKind.FOLLOW_UP: _("لجنة تتبع"),
        rules.BodyKind.STEERING: _("اللجنة التقنية للتوجيه والتتبع"),
        rules.BodyKind.ECONOMIC: _("هيئة الفاعلين الاقتصاديين"),
    },
    rules.Charge: {
        rules.Charge.PRESIDENT: _("الرئاسة"),
        rules.Charge.VICE_PRESIDENT: _("نيابة الرئاسة"),
        rules.Charge.RAPPORTEUR: _("مقررة أو مقرر"),
        rules.Charge.DEPUTY_RAPPORTEUR: _("نيابة المقرر(ة)"),
        rules.Charge.MEMBER: _("عضوية"),
    },
    rules.MemberSex: {
        rules.MemberSex.WOMAN: _("نساء"),
        rules.MemberSex.MAN: _("رجال"),
        rules.MemberSex.UNSAID: _("غير مصرح به"),
    },
    rules.MemberAge: {
        rules.MemberAge.UNDER_18: _("أقل من 18 سنة"),
        rules.MemberAge.FROM_18: _("من 18 إلى 30 سنة"),
        rules.MemberAge.FROM_31: _("من 31 إلى 45 سنة"),
        rules.MemberAge.FROM_46: _("من 46 إلى 60 سنة"),
        rules.MemberAge.FROM_61: _("61 سنة فأكثر"),
        rules.MemberAge.UNSAID: _("غير مصرح به"),
    },
    rules.BodyRefusal: {
        rules.BodyRefusal.SLUG_TAKEN: _("توجد هيئة بهذا الرابط؛ اختاروا رابطا آخر."),
        rules.BodyRefusal.NO_SEATS: _("اكتبوا عدد المقاعد."),
        rules.BodyRefusal.FEWER_SEATS: _("عدد المقاعد أقل من عدد من يشغلونها اليوم."),
        rules.BodyRefusal.ENDED: _("انتهت مهام هذه الهيئة."),
        rules.BodyRefusal.PERCENT: _("نسبة النصاب عدد بين 0 و99."),
    },
    rules.MemberRefusal: {
        rules.MemberRefusal.NO_CAPACITY: _("اكتبوا الصفة: بها تظهر العضوية للعموم."),
        rules.MemberRefusal.SEATS_FULL: _("كل المقاعد مشغولة في هذه المدة."),
        rules.MemberRefusal.CHARGE_TAKEN: _("يشغل هذه المهمة عضو آخر في المدة نفسها."),
        rules.MemberRefusal.PERIOD: _("تاريخ نهاية الانتداب قبل بدايته."),
        rules.MemberRefusal.NO_CONSENT: _("لا يُنشر الاسم إلا بموافقة صاحبته أو صاحبه."),
        rules.MemberRefusal.BODY_ENDED: _("انتهت مهام هذه الهيئة."),
        rules.MemberRefusal.ALREADY_SEATED: _("هذا الحساب عضو في الهيئة."),
        rules.MemberRefusal.ALREADY_LEFT: _("انتهى هذا الانتداب من قبل."),
        rules.MemberRefusal.NO_REASON: _("اكتبوا سبب نهاية الانتداب."),
        rules.MemberRefusal.NO_SUCH_ACCOUNT: _("لا يوجد حساب بهذا البريد أو الهاتف."),
    },
    rules.MeetingRefusal: {
        rules.MeetingRefusal.SAME_DAY: _("للهيئة اجتماع آخر في اليوم نفسه؛ اختاروا يوما آخر."),
        rules.MeetingRefusal.FAR: _("تحققوا من السنة: تُسجَّل الاجتماعات من 23 يوليوز 2015 إلى سنتين بعد هذه."),
        rules.MeetingRefusal.BODY_ENDED: _("انتهت مهام هذه الهيئة."),
        rules.MeetingRefusal.NO_MEMBERS: _("لا عضو في الهيئة ذلك اليوم: سجّلوا الأعضاء أولا."),
        rules.MeetingRefusal.ALREADY_HELD: _("سُجّل حضور هذا الاجتماع من قبل."),
        rules.MeetingRefusal.NOT_A_MEMBER: _("لا يُحتسب إلا حضور من لهم انتداب في ذلك اليوم."),
        rules.MeetingRefusal.IN_THE_FUTURE: _("لم يحن يوم الاجتماع بعد."),
        rules.MeetingRefusal.TOO_SOON: _("لم ينقض بعد الأجل اللازم بعد الاجتماع الذي لم يكتمل نصابه."),
        rules.MeetingRefusal.NO_AGENDA: _("اكتبوا جدول أعمال الاجتماع."),
        rules.MeetingRefusal.NOT_HELD: _("لم يُسجَّل بعد حضور هذا الاجتماع."),
        rules.MeetingRefusal.CANCELLED: _("أُلغي هذا الاجتماع."),
        rules.MeetingRefusal.NO_REASON: _("اكتبوا سبب الإلغاء: يُنشر للعموم."),
    },
    rules.Origin: {
        rules.Origin.ASKED: _("بطلب من المجلس"),
        rules.Origin.TAKEN_UP: _("بمبادرة من الهيئة"),
    },
    rules.OpinionPhase: {
        rules.OpinionPhase.BEGUN: _("فُتح الموضوع"),
        rules.OpinionPhase.DRAFTED: _("مشروع رأي"),
        rules.OpinionPhase.ADOPTED: _("صادقت عليه الهيئة"),
        rules.OpinionPhase.SENT: _("أُحيل على رئاسة المجلس"),
        rules.OpinionPhase.ON_AGENDA: _("في جدول الأعمال"),
        rules.OpinionPhase.ANSWERED: _("أجاب عنه المجلس"),
    },
    rules.Answer: {
        rules.Answer.FOLLOWED: _("أُخذ به"),
        rules.Answer.PARTLY: _("أُخذ ببعضه"),
        rules.Answer.NOT_FOLLOWED: _("لم يُؤخذ به"),
    },
    rules.OpinionRefusal: {
        rules.OpinionRefusal.SLUG_TAKEN: _("يوجد رأي بهذا الرابط؛ اختاروا رابطا آخر."),
        rules.OpinionRefusal.BODY_ENDED: _("انتهت مهام هذه الهيئة."),
        rules.OpinionRefusal.NO_QUESTION: _("اكتبوا السؤال الذي يجيب عنه الرأي."),
        rules.OpinionRefusal.NOT_ITS_MEMBER: _("لا يحرّر المشروع إلا مكتب الهيئة ومجموعة العمل."),
        rules.OpinionRefusal.ALREADY_ADOPTED: _("صادقت الهيئة على هذا الرأي؛ لم يعد تغييره ممكنا."),
        rules.OpinionRefusal.NO_TEXT: _("اكتبوا نص المشروع أولا."),
        rules.OpinionRefusal.CHANGED_MEANWHILE: _(
            "غيّر شخص آخر المشروع في هذه الأثناء. صيغته معروضة أدناه، وما كتبتموه محفوظ في الاستمارة."
        ),
        rules.OpinionRefusal.NOT_HELD: _("سجّلوا حضور الاجتماع قبل التصويت."),
        rules.OpinionRefusal.BEFORE_ITS_BEGINNING: _("انعقد هذا الاجتماع قبل فتح موضوع الرأي."),
        rules.OpinionRefusal.NO_QUORUM: _("لم يكتمل نصاب هذا الاجتماع: لا تصادق الهيئة بلا نصاب."),
        rules.OpinionRefusal.MORE_THAN_PRESENT: _("مجموع الأصوات أكبر من عدد الحاضرين."),
        rules.OpinionRefusal.NO_MAJORITY: _("لا مصادقة ما لم تكن الأصوات الموافقة أكثر من المعارضة."),
        rules.OpinionRefusal.NOT_ADOPTED: _("لم تصادق الهيئة بعد على هذا الرأي."),
        rules.OpinionRefusal.BEFORE_ITS_ADOPTION: _("تاريخ الإحالة قبل تاريخ المصادقة."),
        rules.OpinionRefusal.ALREADY_SENT: _("أُحيل هذا الرأي من قبل."),
        rules.OpinionRefusal.NOT_SENT: _("لم يُحل هذا الرأي بعد على رئاسة المجلس."),
        rules.OpinionRefusal.ALREADY_PLACED: _("هذا الرأي مدرج في جدول أعمال دورة."),
        rules.OpinionRefusal.NOT_PLACED: _("لم يُدرج هذا الرأي بعد في جدول أعمال."),
        rules.OpinionRefusal.NOT_DELIBERATED: _("لم يتداول المجلس بعد في النقطة المتعلقة بهذا الرأي."),
        rules.OpinionRefusal.ALREADY_ANSWERED: _("أجاب المجلس عن هذا الرأي من قبل."),
        rules.OpinionRefusal.NO_REASON: _("علّلوا جواب المجلس: سيُنشر للعموم."),
        rules.OpinionRefusal.NOT_ANSWERED: _("لم يجب المجلس بعد عن هذا الرأي."),
        rules.OpinionRefusal.NO_WORDS: _("اكتبوا ما أُنجز."),
        rules.OpinionRefusal.IN_THE_FUTURE: _("لم يحن هذا اليوم بعد."),
    },
    rules.LotPhase: {
        rules.LotPhase.OPEN: _("باب التطوع مفتوح"),
        rules.LotPhase.PREPARING: _("تُعدّ اللوائح الألف"),
        rules.LotPhase.IMPOSSIBLE: _("الحصص لا تجتمع"),
        rules.LotPhase.PREPARED: _("أُعدّت اللوائح"),
        rules.LotPhase.PUBLISHED: _("نُشرت اللوائح، والقرعة قادمة"),
        rules.LotPhase.DRAWN: _("جرت القرعة"),
        rules.LotPhase.CANCELLED: _("أُلغيت القرعة"),
    },
    rules.LotStep: {
        rules.LotStep.OPENED: _("فُتح باب التطوع"),
        rules.LotStep.QUOTAS: _("حُدّدت الحصص"),
        rules.LotStep.FROZEN: _("جُمّدت لائحة المتطوعات والمتطوعين ونُشرت"),
        rules.LotStep.RELAXED: _("خُفّفت الحصص ونُشرت اللائحة من جديد"),
        rules.LotStep.PREPARED: _("أُعدّت اللوائح الألف"),
        rules.LotStep.PUBLISHED: _("نُشرت اللوائح الألف قبل القرعة"),
        rules.LotStep.DRAWN: _("سُحبت الأرقام الثلاثة علنا"),
        rules.LotStep.REPLACED: _("تعويض من لائحة الاحتياط"),
        rules.LotStep.SEATED: _("أُسندت المقاعد إلى من سمّتهم القرعة"),
        rules.LotStep.ERASED: _("مُحيت معطيات المتطوعات والمتطوعين"),
        rules.LotStep.CANCELLED: _("أُلغيت القرعة"),
    },
    rules.LotSex: {
        rules.LotSex.WOMAN: _("امرأة"),
        rules.LotSex.MAN: _("رجل"),
    },
    rules.LotFact: {
        rules.LotFact.SEX: _("الجنس"),
        rules.LotFact.AGE: _("السن"),
        rules.LotFact.NEIGHBOURHOOD: _("الحي"),
    },
    rules.Typing: {
        rules.Typing.FIRST: _("سُجّلت الأرقام. يُدخلها الآن شخص ثان من الموظفين، دون أن يراها."),
        rules.Typing.DIFFERENT: _(
            "الأرقام التي أدخلتموها غير التي أدخلها الشخص الأول. مُحيت كلها؛ أعيدا إدخالها معا."
        ),
        rules.Typing.DRAWN: _("تطابقت الأرقام، وسمّت لائحة الأعضاء."),
    },
    rules.LotRefusal: {
        rules.LotRefusal.BODY_ENDED: _("انتهت مهام هذه الهيئة."),
        rules.LotRefusal.RUNNING: _("لهذه الهيئة قرعة لم تنته بعد."),
        rules.LotRefusal.SEATS: _("عدد المقاعد بين 2 و300."),
        rules.LotRefusal.CLOSES_PAST: _("مضى آخر يوم للتطوع؛ اختاروا يوما قادما."),
        rules.LotRefusal.NO_CONSENT: _("لا تسجيل بلا موافقتكم الصريحة."),
        rules.LotRefusal.IS_OVER: _("انتهى أجل التطوع لهذه القرعة."),
        rules.LotRefusal.ALREADY: _("أنتم مسجلون في هذه القرعة من قبل."),
        rules.LotRefusal.NOT_THERE: _("لستم مسجلين في هذه القرعة."),
        rules.LotRefusal.FROZEN: _("جُمّدت لائحة المتطوعات والمتطوعين ونُشرت بصمتها؛ لم يعد تغييرها ممكنا."),
        rules.LotRefusal.NO_QUOTA: _("حددوا حصة واحدة على الأقل."),
        rules.LotRefusal.QUOTA_TWICE: _("الخانة نفسها مكررة في الحصص."),
        rules.LotRefusal.NOT_IMPOSSIBLE: _("الحصص الحالية ممكنة؛ لا حاجة إلى تخفيفها."),
        rules.LotRefusal.NOTHING_NEARER: _("لا توجد حصص قريبة ممكنة بهذه اللائحة."),
        rules.LotRefusal.NOT_PREPARED: _("لم تُعدّ اللوائح الألف بعد."),
        rules.LotRefusal.DAY_PAST: _("مضى هذا اليوم؛ اختاروا يوما قادما للقرعة العلنية."),
        rules.LotRefusal.NOT_PUBLISHED: _("انشروا اللوائح الألف وبصمتها قبل سحب الأرقام."),
        rules.LotRefusal.TOO_EARLY: _("لم يحن بعد يوم القرعة العلنية."),
        rules.LotRefusal.NOT_DIGITS: _("اكتبوا ثلاثة أرقام بالضبط، من 000 إلى 999."),
        rules.LotRefusal.SAME_PERSON: _("أدخلتم الأرقام من قبل: يجب أن يُدخلها شخص ثان من الموظفين."),
        rules.LotRefusal.ALREADY_DRAWN: _("جرت هذه القرعة من قبل."),
        rules.LotRefusal.NOT_DRAWN: _("لم تجر القرعة بعد."),
        rules.LotRefusal.NOT_IN_PANEL: _("هذا الرمز ليس في اللائحة الحالية."),
        rules.LotRefusal.NO_RESERVE: _("لا أحد في الاحتياط يعوّضه مع احترام الحصص."),
        rules.LotRefusal.NO_REASON: _("اكتبوا السبب."),
        rules.LotRefusal.MANDATE: _("يبدأ الانتداب بعد آخر يوم للتطوع، ولا ينتهي قبل بدايته."),
        rules.LotRefusal.NO_FREE_SEATS: _("المقاعد الشاغرة في الهيئة خلال هذه المدة: %(free)s فقط."),
        rules.LotRefusal.KEPT_DAYS: _("تُحفظ معطيات المتطوعات والمتطوعين بين 30 و365 يوما بعد القرعة."),
        rules.LotRefusal.STILL_OPEN: _("باب التطوع مفتوح إلى غاية %(day)s كما أُعلن: تُجمّد اللائحة بعده."),
        rules.LotRefusal.NOT_LINKED: _("لا يشارك في هذه القرعة إلا من تأكدت صلته بهذه الجماعة الترابية."),
        rules.LotRefusal.NO_ADDRESS: _("اكتبوا عنوان المسكن: لا يُختار أكثر من شخص واحد من كل مسكن."),
        rules.LotRefusal.NO_NEIGHBOURHOOD: _("اختاروا الحي من اللائحة."),
        rules.LotRefusal.SEATED: _("أُسند إليكم مقعد في الهيئة؛ اطلبوا من الجماعة الترابية إنهاء انتدابكم."),
        rules.LotRefusal.ERASED: _(
            "مُحيت معطيات المتطوعات والمتطوعين بعد انقضاء أجل حفظها؛ لا تعويض بعد ذلك."
        ),
        rules.LotRefusal.CANCELLED: _("أُلغيت هذه القرعة."),
        rules.LotRefusal.NOT_SHORT: _("في كل خانة ما يكفي من المتطوعات والمتطوعين؛ لا حاجة إلى تخفيف الحصص."),
        rules.LotRefusal.FEW_QUARTERS: _("اكتبوا عدد سكان حيين على الأقل."),
        rules.LotRefusal.NO_SOURCE: _("اكتبوا مصدر هذه الأرقام: يُنشر معها."),
        rules.LotRefusal.NOBODY_TO_SEAT: _("اختاروا من سمّتهم القرعة ولم يُسند إليهم مقعد بعد."),
    },
    PoolRefusal: {
        PoolRefusal.TOO_FEW: _("عدد المتطوعات والمتطوعين أقل من عدد المقاعد."),
        PoolRefusal.CELL_SHORT: _("تطوع في خانة «%(cell)s» %(there)s، والحصة الدنيا %(least)s."),
        PoolRefusal.CELL_ORDER: _("الحد الأدنى أكبر من الأقصى في خانة «%(cell)s»."),
        PoolRefusal.SUM_LOW: _("مجموع الحدود القصوى في «%(cell)s» أقل من عدد المقاعد."),
        PoolRefusal.SUM_HIGH: _("مجموع الحدود الدنيا في «%(cell)s» أكبر من عدد المقاعد."),
        PoolRefusal.TOGETHER: _("لا توجد لائحة تحترم كل الحصص معا. نقترح: %(cell)s."),
    },
}


def basis_said(basis: rules.Basis) -> str:
    """Return the text that a rule of this room rests on and its articles, in the reader's language."""
    text = str(WORDS[rules.Text][basis.text])
    if basis.text is rules.Text.OWN_RULES:
        return text
    if not basis.articles:
        told = gettext("المادة في انتظار التحقق")
        return f"{text} · {told}"
    told = gettext("المادة %(articles)s") % {"articles": gettext("، ").join(basis.articles)}
    return f"{text} · {told}"


def source_said(source: str) -> str:
    """Say the text that a quorum rests on: a known one as a word, another as it was written."""
    known = set(rules.KnownSource)
    return str(WORDS[rules.KnownSource][rules.KnownSource(source)]) if source in known else source
