"""The labels of petitions and the sentences of their refusals."""

from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from tadafor.petitions import rules

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

# The boxes of the model form, as a refusal names those that are missing.
BOXES: "dict[str, StrPromise]" = {
    "title": _("عنوان العريضة"),
    "object": _("الموضوع"),
    "reasons": _("الأسباب"),
    "aims": _("الأهداف"),
    "agent_name": _("اسم الوكيل(ة)"),
    "agent_address": _("عنوان الوكيل(ة)"),
    "agent_card": _("رقم بطاقة الوكيل(ة)"),
}

# What one may do who accepts an invitation.
MAY: "dict[rules.Party, StrPromise]" = {
    rules.Party.DEPUTY: _("تقومون مقام الوكيل(ة): تحررون وتجمعون وتودعون باسم أصحاب العريضة."),
    rules.Party.INITIATOR: _("تساندون العريضة مع وكيلها(تها)، وتدخلون أوراق التوقيع."),
    rules.Party.HELPER: _(
        "تطبعون أوراق التوقيع وتدخلونها. ترون أسماء الموقعين في الأوراق: لا تستعملوها في شيء آخر."
    ),
}

# Sources, articles and notes of the rows of law that the house ships with (``law.csv``).
LAW_TEXTS: "tuple[StrPromise, ...]" = (
    _("القانون التنظيمي رقم 113.14 والمرسوم رقم 2.16.403"),
    _("القانون التنظيمي رقم 112.14 والمرسوم رقم 2.16.402"),
    _("موقع جهة مراكش آسفي: صفحة العرائض بالعربية والفرنسية"),
    _("موقعا جهتي سوس ماسة والشرق: 600 ناخب"),
    _("دليل مسطرة العرائض الجماعية (جماعة بني انصار)"),
    _("عرف محلي: مهلة إعداد جدول الأعمال قبل الدورة"),
    _("المرسوم رقم 2.23.980 (21 دجنبر 2023) والبوابة الوطنية"),
    _("المرسوم رقم 2.16.403"),
    _("القانون التنظيمي رقم 113.14"),
    _("أدلة متداولة تذكر أكثر من 100 عضو"),
    _("المرسوم رقم 2.16.402"),
    _("القانون التنظيمي رقم 112.14"),
    _("المرسوم رقم 2.16.401"),
    _("القانون التنظيمي رقم 111.14"),
    _("المرسوم رقم 2.16.403: نموذج العريضة ولائحة الموقعين"),
    _("المرسوم رقم 2.16.402: نموذج العريضة ولائحة الموقعين"),
    _("المرسوم رقم 2.16.401: نموذج العريضة ولائحة الموقعين"),
    _("المادة 123"),
    _("المادة 115"),
    _("القانون التنظيمي رقم 111.14 المادة 120"),
    _("القانون التنظيمي رقم 113.14 المادة 125"),
    _("القانون التنظيمي رقم 112.14 المادة 116"),
    _("القانون التنظيمي رقم 111.14 المادة 122"),
    _("النماذج الملحقة"),
    _("المادة 124"),
    _("الملحق"),
    _("المادة 114"),
    _("المادة 121"),
    _("المادة 120"),
    _("عدد الموقعين في الجماعات التي يقل عدد سكانها عن 35000 نسمة"),
    _("باقي الجماعات"),
    _("الجماعات ذات المقاطعات"),
    _("الجهات التي يقل عدد سكانها عن مليون نسمة"),
    _("الجهات التي يتراوح عدد سكانها بين مليون وثلاثة ملايين نسمة"),
    _("الجهات التي يفوق عدد سكانها ثلاثة ملايين نسمة"),
    _("مصدر مخالف محفوظ: يبدو أنه نص مشروع القانون لا النص المنشور"),
    _("نسبة مئوية من العدد المطلوب في كل عمالة أو إقليم تابع للجهة حسب الإقامة الفعلية"),
    _("أجل تبليغ الرفض المعلل ابتداء من التوصل بالعريضة"),
    _("رقم غير مؤكد يصححه المسؤول"),
    _("لم يثبت أساس قانوني لاحتساب الدعم الإلكتروني في عرائض الجماعات الترابية: يُعرض على حدة"),
    _("التوقيع الخطي على لائحة الموقعين"),
    _("مدة التأسيس بالسنوات"),
    _("شرط لم يوجد في أي نص: معطل"),
)

# Why that is next.
WHY: "dict[rules.Errand, StrPromise]" = {
    rules.Errand.WRITE: _("النموذج الذي يحدده المرسوم لم يكتمل بعد."),
    rules.Errand.TICK: _("راجعوا شروط القانون وأكدوا كل واحد منها: يتحقق منها المكتب بعد الإيداع."),
    rules.Errand.OPEN: _("كل شيء جاهز لجمع التوقيعات. بعد ذلك لا يتغير النص."),
    rules.Errand.COLLECT: _("ما زالت تنقص توقيعات: شاركوا رابط العريضة، واطبعوا أوراقا تُوقَّع بخط اليد."),
    rules.Errand.CLOSE_SHEETS: _("بقيت أوراق أُدخلت أسطرها ولم تُغلق: كل ورقة تُغلق حين تتوازن."),
    rules.Errand.JOIN: _("تنقص وثائق يطلبها القانون قبل الإيداع."),
    rules.Errand.DEPOSIT: _("اكتمل كل ما يطلبه القانون: أودعوا العريضة لدى المجلس مقابل وصل."),
}

WORDS: "dict[type[StrEnum], dict[StrEnum, StrPromise]]" = {
    rules.Council: {
        rules.Council.COMMUNE: _("مجلس الجماعة"),
        rules.Council.PROVINCE: _("مجلس العمالة أو الإقليم"),
        rules.Council.REGION: _("مجلس الجهة"),
    },
    rules.Column: {
        rules.Column.NAME: _("الاسم الشخصي والعائلي"),
        rules.Column.CARD: _("رقم البطاقة الوطنية"),
        rules.Column.ADDRESS: pgettext_lazy("address", "العنوان"),
        rules.Column.SIGNATURE: _("التوقيع"),
    },
    rules.Topic: {
        rules.Topic.THRESHOLD: _("عدد التوقيعات المطلوب"),
        rules.Topic.SPREAD: _("النسبة المطلوبة من كل عمالة أو إقليم"),
        rules.Topic.ANSWER_MONTHS: _("أجل الجواب بالأشهر"),
        rules.Topic.CUT_OFF_DAYS: _("أيام العمل اللازمة قبل الدورة"),
        rules.Topic.ONLINE_COUNTS: _("احتساب التوقيع الإلكتروني"),
        rules.Topic.PAPER_COUNTS: _("احتساب التوقيع على الورق"),
        rules.Topic.ASSOCIATION_YEARS: _("سنوات تأسيس الجمعية"),
        rules.Topic.ASSOCIATION_MEMBERS: _("عدد أعضاء الجمعية"),
        rules.Topic.CONDITION: _("شرط للقبول"),
        rules.Topic.ANNEX: _("وثيقة مرفقة"),
        rules.Topic.LIST_COLUMN: _("عمود في لائحة الموقعين"),
    },
    rules.Kind: {
        rules.Kind.CITIZENS: _("عريضة مواطنات ومواطنين"),
        rules.Kind.ASSOCIATION: _("عريضة جمعية"),
    },
    rules.Condition: {
        rules.Condition.COMPETENCE: _("موضوع العريضة يدخل في صلاحيات المجلس"),
        rules.Condition.CONSTANTS: _("لا تمس العريضة ثوابت المملكة المنصوص عليها في الفصل الأول من الدستور"),
        rules.Condition.COMMON_INTEREST: _("لأصحاب العريضة مصلحة مشتركة مباشرة في موضوعها"),
        rules.Condition.FORM: _("العريضة محررة وفق النموذج: الموضوع والأسباب والأهداف"),
        rules.Condition.AGENT: _("للعريضة وكيل(ة) باسمه ورقم بطاقته وعنوانه"),
        rules.Condition.SIGNATURES: _("عدد التوقيعات بلغ العدد المطلوب"),
        rules.Condition.LINKED: _("الموقعات والموقعون يسكنون بتراب الجماعة الترابية أو يمارسون فيه نشاطا"),
        rules.Condition.ELECTORAL: _("تتوفر في الموقعين شروط التسجيل في اللوائح الانتخابية"),
        rules.Condition.SPREAD: _("توزيع التوقيعات على العمالات والأقاليم حسب الإقامة الفعلية"),
        rules.Condition.ANNEXES: _("الوثائق المطلوبة مرفقة بالعريضة"),
        rules.Condition.FORMED: _("الجمعية معترف بها ومضت على تأسيسها المدة المطلوبة"),
        rules.Condition.DEMOCRATIC: _("تُسيَّر الجمعية وفق مبادئ ديمقراطية وطبقا لنظامها الأساسي"),
        rules.Condition.REGULAR: _("الجمعية في وضعية سليمة إزاء القوانين والأنظمة"),
        rules.Condition.SEAT: _("مقر الجمعية أو أحد فروعها بتراب الجماعة الترابية المعنية"),
        rules.Condition.ACTIVITY: _("نشاط الجمعية مرتبط بموضوع العريضة"),
        rules.Condition.MANDATE: _("من يقدم العريضة مخول من الجمعية بوثيقة تثبت ذلك"),
    },
    rules.Annex: {
        rules.Annex.SIGNERS_LIST: _("لائحة الموقعين"),
        rules.Annex.CARD_COPIES: _("نسخ البطائق الوطنية للموقعين"),
        rules.Annex.RESIDENCE_PROOF: _("ما يثبت السكنى أو النشاط"),
        rules.Annex.STATUTES: _("النظام الأساسي"),
        rules.Annex.FINAL_RECEIPT: _("الوصل النهائي"),
        rules.Annex.BOARD_LIST: _("لائحة أعضاء المكتب"),
        rules.Annex.REGULAR_PROOF: _("ما يثبت الوضعية السليمة للجمعية"),
        rules.Annex.MANDATE_DOCUMENT: _("وثيقة التخويل"),
    },
    rules.State: {
        rules.State.DRAFT: _("قيد الإعداد"),
        rules.State.COLLECTING: _("جمع التوقيعات"),
        rules.State.READY: _("جاهزة للإيداع"),
        rules.State.DEPOSITED: _("مودعة"),
        rules.State.CHECKING: _("لدى مكتب المجلس"),
        rules.State.ACCEPTED: pgettext_lazy("petition", "مقبولة"),
        rules.State.COMMITTEE: _("لدى اللجنة"),
        rules.State.AGENDA: _("في جدول الأعمال"),
        rules.State.DELIBERATED: _("تداول فيها المجلس"),
        rules.State.FOLLOWED: _("قيد التتبع"),
        rules.State.REFUSED: pgettext_lazy("petition", "غير مقبولة"),
        rules.State.WITHDRAWN: _("مسحوبة"),
    },
    rules.Step: {
        rules.Step.DRAFT: _("الإعداد"),
        rules.Step.COLLECTING: _("التوقيعات"),
        rules.Step.DEPOSITED: _("الإيداع مقابل وصل"),
        rules.Step.CHECKING: _("مكتب المجلس"),
        rules.Step.COMMITTEE: pgettext_lazy("council", "اللجنة"),
        rules.Step.AGENDA: _("جدول الأعمال"),
        rules.Step.DELIBERATED: _("مداولة المجلس"),
        rules.Step.FOLLOWED: _("التتبع"),
    },
    rules.Result: {
        rules.Result.ADOPTED: _("صادق المجلس على العريضة"),
        rules.Result.REJECTED: _("لم يصادق المجلس على العريضة"),
        rules.Result.POSTPONED: _("أجّل المجلس البت فيها"),
        rules.Result.REFERRED: _("أحالها المجلس على جهة أخرى"),
    },
    rules.Party: {
        rules.Party.AGENT: _("وكيل(ة) العريضة"),
        rules.Party.DEPUTY: _("نائب(ة) الوكيل(ة)"),
        rules.Party.INITIATOR: _("صاحب(ة) مبادرة"),
        rules.Party.HELPER: _("مساعد(ة) في جمع التوقيعات"),
    },
    rules.Errand: {
        rules.Errand.WRITE: _("أكملوا نص العريضة"),
        rules.Errand.TICK: _("أكدوا شروط القبول"),
        rules.Errand.OPEN: _("افتحوا باب التوقيع"),
        rules.Errand.COLLECT: _("اجمعوا التوقيعات على الورق"),
        rules.Errand.CLOSE_SHEETS: _("أغلقوا الأوراق"),
        rules.Errand.JOIN: _("أرفقوا الوثائق"),
        rules.Errand.DEPOSIT: _("أودعوا العريضة"),
    },
    rules.Finding: {
        rules.Finding.MET: _("مستوفى"),
        rules.Finding.UNMET: _("غير مستوفى"),
    },
    rules.Pace: {
        rules.Pace.CALM: _("داخل الأجل"),
        rules.Pace.HALF: _("انقضى نصف الأجل"),
        rules.Pace.PRESSING: _("قارب الأجل على الانتهاء"),
        rules.Pace.LATE: _("انتهى الأجل القانوني دون جواب"),
        rules.Pace.ANSWERED: _("أجاب المكتب داخل الأجل"),
        rules.Pace.ANSWERED_LATE: _("أجاب المكتب بعد انتهاء الأجل"),
    },
    rules.Way: {
        rules.Way.ONLINE: _("توقيع إلكتروني"),
        rules.Way.PAPER: _("توقيع على الورق"),
    },
    rules.Tie: {
        rules.Tie.RESIDENCE: _("أسكن هنا"),
        rules.Tie.ACTIVITY: _("أزاول هنا نشاطا اقتصاديا أو تجاريا أو مهنيا"),
    },
    rules.Status: {
        rules.Status.VALID: _("صحيح"),
        rules.Status.SUSPECT: _("قيد التحقق"),
        rules.Status.INVALIDATED: _("أُبطل"),
        rules.Status.REFUSED: _("مرفوض"),
        rules.Status.WITHDRAWN: _("سحبه صاحبه"),
        rules.Status.DISPLACED: _("عوّضه توقيع أقوى"),
    },
    rules.Silence: {
        rules.Silence.ALREADY_SIGNED: _("البطاقة موقعة من قبل"),
        rules.Silence.NETWORK: _("توقيعات كثيرة من شبكة واحدة"),
        rules.Silence.DEVICE: _("توقيعات كثيرة من جهاز واحد"),
        rules.Silence.CONTACT: _("توقيعات كثيرة بوسيلة اتصال واحدة"),
    },
    rules.Letter: {
        rules.Letter.ALREADY_SIGNED: _("توقيع سابق بالبطاقة نفسها"),
        rules.Letter.DISPLACED: _("توقيع على الورق عوّض توقيعكم"),
        rules.Letter.DISPLACED_ONLINE: _("توقيع بصلة مؤكدة عوّض توقيعكم"),
        rules.Letter.RETURNED: _("عاد توقيعكم الإلكتروني"),
    },
    rules.LineState: {
        rules.LineState.VALID: _("صحيح"),
        rules.LineState.UNREADABLE: _("غير مقروء"),
        rules.LineState.UNSIGNED: _("بلا توقيع"),
        rules.LineState.DUPLICATE: _("مكرر"),
        rules.LineState.STRUCK: _("مشطوب"),
        rules.LineState.REFUSED: _("رفضه المكتب"),
    },
    rules.LineReason: {
        rules.LineReason.NOT_LINKED: _("لا سكنى ولا نشاط بتراب الجماعة الترابية"),
        rules.LineReason.CARD_UNKNOWN: _("رقم البطاقة غير صحيح"),
        rules.LineReason.NOT_ELECTORAL: _("شروط التسجيل الانتخابي غير متوفرة"),
        rules.LineReason.NO_SIGNATURE: _("بلا توقيع"),
        rules.LineReason.ILLEGIBLE: _("غير مقروء"),
        rules.LineReason.SIGNED_TWICE: _("وقّع أكثر من مرة"),
    },
    rules.SheetState: {
        rules.SheetState.PRINTED: _("مطبوعة"),
        rules.SheetState.ENTERING: _("قيد الإدخال"),
        rules.SheetState.ENTERED: _("أُدخلت"),
        rules.SheetState.CHECKED: _("تحقق منها المكتب"),
        rules.SheetState.VOID: _("ملغاة"),
    },
    rules.Verdict: {
        rules.Verdict.WAITING: _("ينتظر تحققا ثانيا"),
        rules.Verdict.HOLDS: _("صحيح"),
        rules.Verdict.REFUSED: _("مرفوض"),
        rules.Verdict.SPLIT: _("اختلف الموظفان"),
    },
    rules.LawRefusal: {
        rules.LawRefusal.SOURCE_MISSING: _("اذكروا المصدر: لا قاعدة بلا مصدر."),
        rules.LawRefusal.VALUE_WRONG: _("هذه القيمة لا تستقيم مع نوع القاعدة."),
        rules.LawRefusal.SUBJECT_MISSING: _("اختاروا الشرط أو الوثيقة التي تخصها هذه القاعدة."),
        rules.LawRefusal.CLASS_WRONG: _("حدا فئة السكان غير مرتبين."),
        rules.LawRefusal.SAME_ROW: _("هذه القاعدة مسجلة من قبل بالمصدر نفسه."),
    },
    rules.PathRefusal: {
        rules.PathRefusal.NOT_NOW: _("لا يمكن القيام بهذا الإجراء في هذه المرحلة من مسار العريضة."),
        rules.PathRefusal.NOT_AGENT: _("هذا الإجراء من حق وكيل(ة) العريضة أو نائبه."),
        rules.PathRefusal.SIGN_IN_FIRST: _("سجّلوا الدخول لإعداد عريضة؛ ما كتبتموه محفوظ."),
        rules.PathRefusal.LINK_NEEDED: _(
            "العريضة حق لمن يسكن بتراب الجماعة الترابية أو يزاول فيه نشاطا. زوروا مكتب المواطن لتأكيد ذلك."
        ),
        rules.PathRefusal.NOT_YOUR_ASSOCIATION: _("ليست لكم صلاحية تقديم عريضة باسم هذه الجمعية."),
        rules.PathRefusal.ASSOCIATION_NEEDED: _("اختاروا الجمعية التي تقدمون العريضة باسمها."),
        rules.PathRefusal.UNFINISHED: _("أكملوا بيانات النموذج قبل المتابعة: %(boxes)s."),
        rules.PathRefusal.CARD_WRONG: _("رقم البطاقة غير صحيح: حرف أو حرفان ثم أرقام."),
        rules.PathRefusal.TICKS_MISSING: _("راجعوا الشروط وأكدوا كل واحد منها."),
        rules.PathRefusal.TOO_FEW: _(
            "لم يبلغ عدد التوقيعات المحتسبة العدد المطلوب: %(counted)s من %(needed)s."
        ),
        rules.PathRefusal.SPREAD_MISSING: _(
            "تنقص توقيعات من بعض العمالات والأقاليم: %(places)s. المطلوب من كل واحد: %(needed)s."
        ),
        rules.PathRefusal.ANNEX_MISSING: _("أرفقوا كل الوثائق المطلوبة قبل الإيداع: %(names)s."),
        rules.PathRefusal.SHEETS_UNFINISHED: _("أوراق قيد الإدخال، وعددها: %(count)s. أغلقوها قبل الإيداع."),
        rules.PathRefusal.CHANGED_MEANWHILE: _(
            "غيّر شخص آخر هذه العريضة في هذه الأثناء؛ ما كتبتموه محفوظ أدناه: راجعوه ثم احفظوه من جديد."
        ),
        rules.PathRefusal.NOT_STAFF: _("هذا الإجراء من اختصاص مكتب المجلس."),
        rules.PathRefusal.REGISTRY_TAKEN: _("رقم مكتب الضبط هذا مسجل لعريضة أخرى."),
        rules.PathRefusal.FINDINGS_MISSING: _("سجّلوا خلاصة الفحص لكل شرط قبل البت."),
        rules.PathRefusal.CONDITION_UNMET: _("شرط واحد على الأقل غير مستوفى: لا يمكن القبول."),
        rules.PathRefusal.NO_GROUND: _("كل الشروط مستوفاة: لا يوجد سبب قانوني للرفض."),
        rules.PathRefusal.REASON_MISSING: _("علّلوا القرار في عشرة أحرف على الأقل."),
        rules.PathRefusal.DATE_WRONG: _("هذا التاريخ لا يستقيم مع تواريخ المراحل الأخرى."),
        rules.PathRefusal.TOO_EARLY_SESSION: _("هذه الدورة انعقدت من قبل؛ اختاروا دورة مقبلة."),
        rules.PathRefusal.BY_SESSION: _("سُجلت هذه المداولة في دورة المجلس: تُصحَّح في تلك الدورة."),
        rules.PathRefusal.NOTHING_CORRECTED: _("لم تغيّروا شيئا مما سُجل."),
        rules.PathRefusal.VOTES_WRONG: _("أعداد الأصوات لا تستقيم مع الحضور أو مع النتيجة."),
        rules.PathRefusal.ALREADY_NOTIFIED: _("سُجل تاريخ التبليغ من قبل."),
        rules.PathRefusal.OWN_PETITION: _("لا يبت أحد في عريضة هو من أصحابها."),
        rules.PathRefusal.INVITATION_GONE: _(
            "هذه الدعوة لم تعد صالحة؛ اطلبوا دعوة جديدة من وكيل(ة) العريضة."
        ),
        rules.PathRefusal.ALREADY_PARTY: _("لكم صفة في هذه العريضة من قبل."),
        rules.PathRefusal.ERASED: _("انقضت مدة الحفظ: مُحيت الأسماء والأرقام، وبقيت الأعداد وحدها."),
    },
    rules.SignRefusal: {
        rules.SignRefusal.NOT_OPEN: _("باب التوقيع على هذه العريضة مغلق."),
        rules.SignRefusal.NAME_MISSING: _("اكتبوا اسمكم الكامل كما في البطاقة."),
        rules.SignRefusal.CARD_WRONG: _("تحققوا من رقم البطاقة: حرف أو حرفان ثم أرقام، مثل AB123456."),
        rules.SignRefusal.TIE_NEEDED: _("اختاروا ما يربطكم بهذه الجماعة الترابية: السكنى أو النشاط."),
        rules.SignRefusal.PROVINCE_NEEDED: _("اختاروا العمالة أو الإقليم الذي تقيمون فيه فعليا."),
        rules.SignRefusal.ADULT_NEEDED: _("أكدوا أنكم بلغتم ثمان عشرة سنة."),
        rules.SignRefusal.CONSENT_NEEDED: _("أكدوا قبولكم معالجة هذه المعطيات من أجل هذه العريضة وحدها."),
        rules.SignRefusal.PAGE_EXPIRED: _("انتهت صلاحية هذه الصفحة؛ أعيدوا ملء الاستمارة."),
    },
    rules.SheetRefusal: {
        rules.SheetRefusal.NOT_NOW: _("لا يمكن تغيير هذه الورقة الآن."),
        rules.SheetRefusal.NOT_HELPER: _("إدخال الأوراق من حق وكيل(ة) العريضة ومن يساعده."),
        rules.SheetRefusal.UNKNOWN_SHEET: _("لا توجد ورقة بهذا الرقم في هذه العريضة."),
        rules.SheetRefusal.TOO_MANY: _("اطبعوا من ورقة إلى 50 ورقة في المرة الواحدة."),
        rules.SheetRefusal.LINE_OUTSIDE: _("رقم السطر من 1 إلى 20."),
        rules.SheetRefusal.LINE_TAKEN: _("أُدخل هذا السطر من قبل."),
        rules.SheetRefusal.NAME_MISSING: _("اكتبوا الاسم كما في الورقة."),
        rules.SheetRefusal.CARD_WRONG: _("رقم البطاقة غير صحيح: إن تعذرت قراءته اختاروا «غير مقروء»."),
        rules.SheetRefusal.PROVINCE_NEEDED: _("اختاروا العمالة أو الإقليم."),
        rules.SheetRefusal.UNBALANCED: _(
            "الورقة غير متوازنة: عدد أسطرها %(declared)s، والصحيح %(valid)s، والمرفوض %(refused)s."
        ),
        rules.SheetRefusal.NOTHING_ENTERED: _("لم يُدخل أي سطر من هذه الورقة."),
        rules.SheetRefusal.SAME_CLERK: _("تحققتم من هذا السطر من قبل؛ التحقق الثاني لموظف(ة) آخر."),
        rules.SheetRefusal.CHECKED_ALREADY: _("حُسم أمر هذا السطر من قبل."),
        rules.SheetRefusal.REASON_MISSING: _("اذكروا السبب."),
        rules.SheetRefusal.NOT_REFUSED: _("لا يُطعن إلا في سطر رفضه المكتب."),
        rules.SheetRefusal.CONTESTED_ALREADY: _("طُعن في هذا السطر من قبل."),
        rules.SheetRefusal.NOT_CONTESTED: _("هذا السطر لا يحتاج إلى حسم."),
        rules.SheetRefusal.SETTLED_BEFORE: _("نظرتم في هذا السطر من قبل؛ يبت فيه شخص آخر من المكتب."),
        rules.SheetRefusal.OWN_PETITION: _("لا يتحقق أحد من أوراق عريضة هو من أصحابها."),
    },
    rules.CounterRefusal: {
        rules.CounterRefusal.NOT_CLERK: _("تسجيل عريضة ورقية من اختصاص موظفات وموظفي مكتب المجلس."),
        rules.CounterRefusal.TITLE_MISSING: _("اكتبوا عنوان العريضة كما في الورقة."),
        rules.CounterRefusal.OBJECT_MISSING: _("اكتبوا ما تطلبه العريضة كما في الورقة."),
        rules.CounterRefusal.AGENT_MISSING: _("اكتبوا اسم وكيل(ة) العريضة: الوصل يُسلَّم لشخص معروف الاسم."),
        rules.CounterRefusal.ASSOCIATION_MISSING: _(
            "اختاروا الجمعية من السجل؛ إن لم تكن فيه فسجّلوها أولا ثم عودوا إلى هذه الصفحة."
        ),
        rules.CounterRefusal.IN_THE_FUTURE: _("تاريخ الإيداع وساعته لا يكونان في المستقبل."),
        rules.CounterRefusal.TOO_LONG_AGO: _(
            "مضى على هذا التاريخ أكثر من ثلاثين يوما: الوصل يُسلَّم في الحين، فراجعوا التاريخ."
        ),
        rules.CounterRefusal.SHEETS_MISSING: _("صُرح بأسطر ولم يُذكر عدد الأوراق التي تحملها."),
        rules.CounterRefusal.FEWER_LINES: _("عدد الأسطر أقل من عدد الأوراق: في كل ورقة سطر واحد على الأقل."),
        rules.CounterRefusal.TOO_MANY: _("هذا العدد أكبر من أن تسعه عريضة واحدة؛ راجعوه."),
        rules.CounterRefusal.LIKE_ANOTHER: _("تشبه هذه العريضة عريضة سُجلت هنا: راجعوها قبل أن تسجلوا أخرى."),
        rules.CounterRefusal.NOT_ALL_ENTERED: _(
            "أدخلوا كل الأوراق وأغلقوها أولا، وعدد الباقي: %(count)s. الأسطر المدخلة هي التي تُعد."
        ),
        rules.CounterRefusal.ROWS_TOO_FEW: _(
            "الأسطر الصحيحة لا تبلغ المطلوب: %(counted)s من %(needed)s. لا يمكن اعتبار هذا الشرط مستوفى."
        ),
    },
    rules.AgentRefusal: {
        rules.AgentRefusal.NOT_TOGETHER: _(
            "الرمز والبطاقة لا يجتمعان في وصل صالح. راجعوا ما كتبتم، أو زوروا مكتب المجلس ببطاقتكم."
        ),
        rules.AgentRefusal.BY_THE_COUNTER: _("من سجّل الإيداع أو طبع الرمز لا يصير وكيل(ة) العريضة."),
        rules.AgentRefusal.CARD_MISSING: _("لم تُكتب أي بطاقة عند الإيداع: اطلبوا بطاقة الوكيل(ة) أولا."),
        rules.AgentRefusal.ALREADY_SHOWN: _("طُبع هذا الرمز من قبل ولا يظهر مرتين. إن ضاع فهيّئوا رمزا جديدا."),
        rules.AgentRefusal.OTHER_CARD: _("ليست هذه البطاقة التي كُتبت عند الإيداع."),
        rules.AgentRefusal.ONLINE: _("الوكيل(ة) على المنصة من قبل: لا يُعطى رمز آخر."),
    },
    rules.FraudRefusal: {
        rules.FraudRefusal.LIMIT_WRONG: _("كل حد أكبر من صفر، ومدة الحفظ بين شهر وعشر سنوات."),
        rules.FraudRefusal.NOTHING_CHOSEN: _("اختاروا ساعة أو شبكة أو جهازا على الأقل."),
        rules.FraudRefusal.SPAN_WRONG: _("وقت النهاية بعد وقت البداية."),
        rules.FraudRefusal.NONE_FOUND: _("لا يوجد أي توقيع بهذه المعايير."),
        rules.FraudRefusal.REASON_MISSING: _("علّلوا الإبطال في عشرة أحرف على الأقل."),
        rules.FraudRefusal.CHANGED_MEANWHILE: _("تغيّر العدد منذ المعاينة وصار %(found)s؛ راجعوه ثم أكدوا."),
        rules.FraudRefusal.ALREADY_UNDONE: _("أُلغي هذا الإبطال من قبل."),
        rules.FraudRefusal.NOT_NOW: _("لا يُبطل توقيع ولا يُعاد بعد بت المكتب في العريضة."),
    },
}


def law_text(text: str) -> str:
    """Say a text of the law in the reader's language, where the house knows it; else as it was typed."""
    return gettext(text) if text else ""
