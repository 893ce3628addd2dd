"""The labels of the consultation space and the sentences of its refusals."""

from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from tadafor.consultations import rules

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

WORDS: "dict[type[StrEnum], dict[StrEnum, StrPromise]]" = {
    rules.Phase: {
        rules.Phase.DRAFT: _("قيد الإعداد"),
        rules.Phase.ANNOUNCED: _("يفتح قريبا"),
        rules.Phase.OPEN: _("تشاور مفتوح"),
        rules.Phase.EXAMINATION: _("دراسة المساهمات"),
        rules.Phase.NEW_VERSION: _("صيغة جديدة"),
        rules.Phase.CONCLUDED: _("في انتظار مصادقة المجلس"),
        rules.Phase.ADOPTED: _("صادق عليه المجلس"),
    },
    rules.Step: {
        rules.Step.ANNOUNCED: _("الإعلان"),
        rules.Step.OPEN: _("التشاور"),
        rules.Step.EXAMINATION: _("دراسة المساهمات"),
        rules.Step.NEW_VERSION: _("صيغة جديدة"),
        rules.Step.ADOPTED: _("مصادقة المجلس"),
    },
    rules.Standing: {
        rules.Standing.DONE: _("تم"),
        rules.Standing.NOW: _("الآن"),
        rules.Standing.NEXT: _("لم يحن بعد"),
    },
    rules.Audience: {
        rules.Audience.CONTACT: _("كل من لهم حساب مؤكد بالبريد الإلكتروني أو بالهاتف"),
        rules.Audience.LINK: _("من تأكد ارتباطهم بتراب الجماعة الترابية بالسكن أو بالنشاط الاقتصادي"),
        rules.Audience.ASSOCIATIONS: _("الجمعيات المعتمدة لدى الجماعة"),
    },
    rules.NamesShown: {
        rules.NamesShown.FULL: _("يظهر الاسم كاملا"),
        rules.NamesShown.INITIAL: _("يظهر الاسم الشخصي والحرف الأول من الاسم العائلي"),
        rules.NamesShown.NONE: _("لا يظهر أي اسم"),
    },
    rules.Moderation: {
        rules.Moderation.BEFORE: _("تُقرأ المساهمات قبل نشرها"),
        rules.Moderation.AFTER: _("تُنشر المساهمات فورا وتُراجع بعد النشر"),
    },
    rules.Subject: {
        rules.Subject.TEXT: _("نص يُناقش مادة مادة"),
        rules.Subject.CARDS: _("بطاقات مشاريع"),
    },
    rules.Field: {
        rules.Field.PROBLEM: _("الإشكالية"),
        rules.Field.SOLUTION: _("الحل"),
        rules.Field.FUNDING: _("مصادر التمويل"),
        rules.Field.FOLLOW_UP: _("مؤشرات التتبع"),
        rules.Field.IMPACT: _("مؤشرات الأثر"),
    },
    rules.Principle: {
        rules.Principle.INFORMATION: _("الحصول على المعلومة"),
        rules.Principle.ACCOUNTABILITY: _("الشفافية والمساءلة"),
        rules.Principle.DIGITAL: _("الرقمنة"),
        rules.Principle.PARTICIPATION: _("المشاركة المواطنة"),
    },
    rules.CardStep: {
        rules.CardStep.READ: _("الاطلاع على برنامج عمل الانفتاح"),
        rules.CardStep.NOTE: _("تدوين الملاحظات"),
        rules.CardStep.PRESENT: _("تقديم الملاحظات والاقتراحات للمشاركين في الورشة"),
        rules.CardStep.EXAMINE: _("دراسة وتقييم الملاحظات والاقتراحات من طرف لجنة التتبع"),
        rules.CardStep.IMPROVE: _("تحسين برنامج عمل الانفتاح والمصادقة عليه"),
    },
    rules.Kind: {
        rules.Kind.COMMENT: _("تعليق"),
        rules.Kind.AMENDMENT: _("اقتراح تعديل"),
        rules.Kind.NEW_ARTICLE: _("مادة جديدة"),
        rules.Kind.REMARK: _("بطاقة ملاحظات"),
        rules.Kind.NEW_PROJECT: _("مشروع جديد"),
    },
    rules.AuthorKind: {
        rules.AuthorKind.CITIZEN: _("مواطنة أو مواطن"),
        rules.AuthorKind.ASSOCIATION: _("جمعية"),
    },
    rules.Outcome: {
        rules.Outcome.ACCEPTED: _("مقبولة"),
        rules.Outcome.PARTLY: _("مقبولة جزئيا"),
        rules.Outcome.NOT_ACCEPTED: _("غير مقبولة"),
        rules.Outcome.OUT_OF_SCOPE: _("خارج موضوع التشاور"),
        rules.Outcome.SPAM: _("محتوى دعائي أو مسيء"),
        rules.Outcome.DUPLICATE: _("مكررة"),
        rules.Outcome.WITHDRAWN: _("سحبها من كتبها"),
    },
    rules.Mark: {
        rules.Mark.KEPT: _("بلا تغيير"),
        rules.Mark.REMOVED: _("محذوف"),
        rules.Mark.ADDED: _("مضاف"),
    },
    rules.Fate: {
        rules.Fate.SAME: _("بلا تغيير"),
        rules.Fate.CHANGED: _("تغيّرت"),
        rules.Fate.ADDED: _("أضيفت"),
        rules.Fate.REMOVED: _("حُذفت"),
        rules.Fate.MOVED: _("تغيّر رقمها"),
    },
    rules.WindowRefusal: {
        rules.WindowRefusal.CLOSES_BEFORE_IT_OPENS: _("يجب أن يكون تاريخ الاختتام بعد تاريخ الافتتاح."),
        rules.WindowRefusal.TOO_SHORT: _("يجب ألا تقل مدة التشاور عن سبعة أيام."),
        rules.WindowRefusal.OPENS_IN_THE_PAST: _(
            "تاريخ الافتتاح مضى. اختاروا اليوم أو يوما لاحقا ثم أعلنوا."
        ),
        rules.WindowRefusal.NO_TEXT: _("لا يمكن الإعلان عن تشاور بلا نص: أضيفوا مادة واحدة على الأقل."),
        rules.WindowRefusal.NO_CARDS: _("لا يمكن الإعلان عن تشاور بلا بطاقات: أضيفوا بطاقة واحدة على الأقل."),
        rules.WindowRefusal.ALREADY_ANNOUNCED: _("أُعلن عن هذا التشاور؛ لم يعد ممكنا تغيير إعداداته."),
        rules.WindowRefusal.NOT_ANNOUNCED: _("لم يُعلن بعد عن هذا التشاور."),
        rules.WindowRefusal.ALREADY_CLOSED: _("انتهى أجل التشاور؛ لا يمكن تمديده بعد اختتامه."),
        rules.WindowRefusal.NOT_LATER: _("يجب أن يكون الأجل الجديد بعد الأجل الحالي: التمديد لا يقصّر المدة."),
        rules.WindowRefusal.NO_REASON: _("اكتبوا سبب التمديد: سيُنشر للعموم."),
    },
    rules.ContributionRefusal: {
        rules.ContributionRefusal.NOT_OPEN_YET: _("لم يُفتح باب المساهمة بعد."),
        rules.ContributionRefusal.CLOSED: _("اختُتم باب المساهمة في هذا التشاور."),
        rules.ContributionRefusal.SIGN_IN_FIRST: _("سجّلوا الدخول لإرسال مساهمتكم؛ ما كتبتموه محفوظ."),
        rules.ContributionRefusal.LINK_NEEDED: _(
            "هذا التشاور مخصص لمن تأكد ارتباطهم بتراب الجماعة الترابية."
            " زوروا مكتب المواطن لتأكيد سكنكم أو نشاطكم."
        ),
        rules.ContributionRefusal.ASSOCIATION_NEEDED: _("هذا التشاور مخصص للجمعيات المعتمدة لدى الجماعة."),
        rules.ContributionRefusal.NOT_YOUR_ASSOCIATION: _("ليست لكم صلاحية المساهمة باسم هذه الجمعية."),
        rules.ContributionRefusal.TOO_SHORT: _("اشرحوا فكرتكم في عشرة أحرف على الأقل."),
        rules.ContributionRefusal.TOO_LONG: _("النص أطول من المسموح به؛ اختصروه أو قسّموه إلى مساهمات."),
        rules.ContributionRefusal.NOTHING_CHANGED: _("لم تغيّروا شيئا في نص المادة."),
        rules.ContributionRefusal.TITLE_MISSING: _("اكتبوا عنوانا للمادة التي تقترحونها."),
        rules.ContributionRefusal.PROJECT_TITLE_MISSING: _("اكتبوا عنوانا للمشروع الذي تقترحونه."),
        rules.ContributionRefusal.CARD_NEEDED: _("لم تعد هذه البطاقة ضمن البطاقات الحالية."),
        rules.ContributionRefusal.NOTHING_FILLED: _("املأوا خانة واحدة على الأقل."),
        rules.ContributionRefusal.NOTHING_CHANGED_IN_THE_CARD: _("لم تغيّروا شيئا في خانات البطاقة."),
        rules.ContributionRefusal.NOT_OF_THIS_SUBJECT: _(
            "هذا النوع من المساهمات لا يناسب موضوع هذا التشاور."
        ),
        rules.ContributionRefusal.IN_PERSON_ROUND: _(
            "هذه الجولة حضورية: تُملأ البطاقات في القاعة ويسجلها موظفو الجماعة."
        ),
        rules.ContributionRefusal.ARTICLE_NEEDED: _("لم تعد هذه المادة في النص الحالي."),
        rules.ContributionRefusal.TOO_MANY_TODAY: _("بلغتم الحد الأقصى من المساهمات اليوم؛ عودوا غدا."),
        rules.ContributionRefusal.RECEIVED_OUTSIDE_THE_WINDOW: _("تاريخ التوصل يقع خارج مدة التشاور."),
        rules.ContributionRefusal.ALREADY_CONCLUDED: _("صدر تقرير هذا التشاور؛ لم تعد إضافة مساهمة ممكنة."),
        rules.ContributionRefusal.NOT_YOURS: _("لا يسحب المساهمة إلا من كتبها."),
        rules.ContributionRefusal.ALREADY_WITHDRAWN: _("سُحبت هذه المساهمة من قبل."),
        rules.ContributionRefusal.ONLY_COMMENTS_ARE_SPOKEN: _("التسجيل الصوتي للتعليق فقط."),
    },
    rules.SpeechRefusal: {
        rules.SpeechRefusal.NOT_SPOKEN: _("هذه المساهمة مكتوبة، لا تسجيل لها."),
        rules.SpeechRefusal.NOT_READY: _("التسجيل غير جاهز بعد للاستماع."),
        rules.SpeechRefusal.WORDS_MISSING: _("اكتبوا ما سمعتم، أو اختاروا أنه لم يُفهم شيء."),
        rules.SpeechRefusal.WORDS_TOO_LONG: _("النص أطول من 5000 حرف."),
        rules.SpeechRefusal.ALREADY_ANSWERED: _("أُجيب عن هذه المساهمة، فلا تتغير كلماتها."),
        rules.SpeechRefusal.WITHDRAWN: _("سحب صاحب المساهمة مساهمته ومُحي التسجيل."),
        rules.SpeechRefusal.CHANGED_MEANWHILE: _("كتب شخص آخر نص هذا التسجيل في هذه الأثناء. راجعوا ما كتب."),
        rules.SpeechRefusal.NOT_WRITTEN_DOWN: _("المساهمة تسجيل صوتي لم يُنقل بعد إلى نص. انقلوه أولا."),
        rules.SpeechRefusal.NOT_YOURS: _("لا يعيد التسجيل إلا من سجله."),
        rules.SpeechRefusal.NOTHING_TO_REPEAT: _("وصل تسجيلكم، ولا حاجة إلى إعادته."),
        rules.SpeechRefusal.NO_SUCH_READING: _("لا يوجد هذا التسجيل، أو مُحي من قبل."),
        rules.SpeechRefusal.TOO_LATE: _("انتهت دراسة المساهمات، ولا يمكن إعادة التسجيل."),
    },
    rules.SupportRefusal: {
        rules.SupportRefusal.NOT_OPEN: _("باب التأييد غير مفتوح."),
        rules.SupportRefusal.SIGN_IN_FIRST: _("سجّلوا الدخول لتأييد هذه المساهمة."),
        rules.SupportRefusal.LINK_NEEDED: _("التأييد مخصص لمن تأكد ارتباطهم بتراب الجماعة الترابية."),
        rules.SupportRefusal.YOUR_OWN: _("هذه مساهمتكم؛ تُحتسب دون تأييد منكم."),
        rules.SupportRefusal.NOT_SHOWN: _("هذه المساهمة غير معروضة للعموم."),
        rules.SupportRefusal.NOT_ASKED_FOR: _(
            "اقرأوا المساهمة على صاحب البطاقة أو صاحبتها، ثم أكدوا أنه هو أو هي من طلب التأييد."
        ),
    },
    rules.DecisionRefusal: {
        rules.DecisionRefusal.WINDOW_STILL_OPEN: _("لا يُتخذ أي قرار قبل اختتام باب المساهمة."),
        rules.DecisionRefusal.ALREADY_CONCLUDED: _("صدر التقرير؛ لم يعد تغيير القرارات ممكنا."),
        rules.DecisionRefusal.REASON_MISSING: _("علّلوا القرار: سيقرأه من كتب المساهمة."),
        rules.DecisionRefusal.REASON_TOO_LONG: _("التعليل أطول من 3000 حرف؛ اختصروه."),
        rules.DecisionRefusal.ALREADY_DECIDED: _("اعتُمد قرار في هذه المساهمة من قبل."),
        rules.DecisionRefusal.CHANGED_MEANWHILE: _(
            "غيّر شخص آخر هذا القرار في هذه الأثناء. قراره معروض أدناه، وما كتبتموه محفوظ في الاستمارة."
        ),
        rules.DecisionRefusal.NOTHING_TO_APPROVE: _("لا يوجد قرار معدّ للاعتماد في هذه المساهمة."),
        rules.DecisionRefusal.OWN_DRAFT: _("لا يعتمد أحد قرارا حرّره بنفسه."),
        rules.DecisionRefusal.NOT_DELEGATED: _("اعتماد القرارات من اختصاص الرئاسة أو من له تفويض مكتوب."),
        rules.DecisionRefusal.DUPLICATE_OF_NOTHING: _("اذكروا رقم المساهمة التي تكررها هذه."),
        rules.DecisionRefusal.TOO_MANY_AT_ONCE: _("اختاروا 200 مساهمة على الأكثر في المرة الواحدة."),
        rules.DecisionRefusal.NOTHING_CHOSEN: _("اختاروا مساهمة واحدة على الأقل."),
        rules.DecisionRefusal.VOTES_WITHOUT_MEETING: _("اذكروا الاجتماع الذي جرى فيه التصويت."),
        rules.DecisionRefusal.ONLY_ITS_AUTHOR_WITHDRAWS: _("سحب المساهمة حق لمن كتبها وحده."),
    },
    rules.ConclusionRefusal: {
        rules.ConclusionRefusal.WINDOW_STILL_OPEN: _("لا يُختم التشاور قبل نهاية أجله."),
        rules.ConclusionRefusal.ALREADY_CONCLUDED: _("صدر تقرير هذا التشاور من قبل."),
        rules.ConclusionRefusal.UNANSWERED: _("بقيت مساهمات بلا جواب معتمد، وعددها: %(count)s."),
        rules.ConclusionRefusal.NO_NEW_VERSION: _("انشروا صيغة جديدة من النص، أو اكتبوا سبب بقائه كما هو."),
        rules.ConclusionRefusal.NOT_CONCLUDED: _("لا تُسجّل المصادقة قبل صدور تقرير التشاور."),
        rules.ConclusionRefusal.ALREADY_ADOPTED: _("سُجّلت مصادقة المجلس من قبل."),
        rules.ConclusionRefusal.ADOPTED_BEFORE_CONCLUSION: _("تاريخ المصادقة سابق لتاريخ تقرير التشاور."),
    },
    rules.VersionRefusal: {
        rules.VersionRefusal.WINDOW_STILL_OPEN: _("لا يُغيّر النص والتشاور جار: سيُكتب الجديد بعد اختتامه."),
        rules.VersionRefusal.ALREADY_ANNOUNCED: _("أُعلن عن هذا النص؛ لا يتغيّر قبل اختتام التشاور."),
        rules.VersionRefusal.ALREADY_CONCLUDED: _("صدر التقرير؛ النص لم يعد يتغيّر هنا."),
        rules.VersionRefusal.NO_DRAFT: _("لا توجد صيغة قيد التحرير."),
        rules.VersionRefusal.NOTHING_CHANGED: _("لا تختلف هذه الصيغة عن الصيغة المنشورة."),
        rules.VersionRefusal.CHANGE_WITHOUT_CAUSE: _(
            "تغييرات لا تستند إلى أي مساهمة، وعددها: %(count)s. اربطوها بمساهمات أو اشرحوها في مذكرة الصيغة."
        ),
        rules.VersionRefusal.CHANGED_MEANWHILE: _("غيّر شخص آخر هذه المادة في هذه الأثناء؛ ما كتبتموه محفوظ."),
        rules.VersionRefusal.CAUSE_NOT_ACCEPTED: _(
            "لا يُبنى تغيير إلا على مساهمة قُبلت واعتُمد جوابها. راجعوا المساهمات: %(numbers)s."
        ),
        rules.VersionRefusal.UNKNOWN_PASSAGE: _("لا توجد هذه المادة في الصيغة قيد التحرير."),
        rules.VersionRefusal.EMPTY: _("اكتبوا عنوانا لكل باب ومادة."),
        rules.VersionRefusal.ON_CARDS: _("موضوع هذا التشاور بطاقات مشاريع، وليس نصا من مواد."),
    },
    rules.CardRefusal: {
        rules.CardRefusal.NOT_ON_CARDS: _("موضوع هذا التشاور نص، وليس بطاقات مشاريع."),
        rules.CardRefusal.TITLE_MISSING: _("اكتبوا عنوان المشروع."),
        rules.CardRefusal.NOTHING_FILLED: _("املأوا خانة واحدة على الأقل من خانات البطاقة."),
        rules.CardRefusal.TOO_LONG: _("خانة أطول من 2000 حرف؛ اختصروها."),
        rules.CardRefusal.NUMBER_MISSING: _("اكتبوا رقم المشروع، بين 1 و9999."),
        rules.CardRefusal.NUMBER_TAKEN: _("توجد بطاقة أخرى بهذا الرقم."),
        rules.CardRefusal.UNKNOWN_AXIS: _("لا يوجد هذا المحور ضمن المحاور ذات الأولوية."),
        rules.CardRefusal.COST_NOT_POSSIBLE: _("راجعوا الكلفة: عدد من الدراهم لا يتجاوز عشرة مليارات."),
        rules.CardRefusal.AXIS_TWICE: _("كُتب محور مرتين."),
        rules.CardRefusal.AXIS_IN_USE: _("محور تستعمله بطاقة لا يُحذف ولا يُغيَّر اسمه."),
        rules.CardRefusal.TOO_MANY_AXES: _("اكتبوا 12 محورا على الأكثر."),
    },
    rules.RoundRefusal: {
        rules.RoundRefusal.NOT_ON_CARDS: _("الجولات خاصة بالتشاور حول بطاقات المشاريع."),
        rules.RoundRefusal.NOT_ANNOUNCED: _("أعلنوا عن التشاور قبل برمجة جولة أخرى."),
        rules.RoundRefusal.EARLIER_NOT_CLOSED: _("لم تنته الجولة السابقة بعد."),
        rules.RoundRefusal.ALREADY_CONCLUDED: _("صدر تقرير هذا التشاور؛ لا جولة بعده."),
        rules.RoundRefusal.IN_THE_PAST: _("تاريخ افتتاح الجولة مضى. اختاروا اليوم أو يوما لاحقا."),
        rules.RoundRefusal.CLOSES_BEFORE_IT_OPENS: _("يجب أن يكون تاريخ الاختتام بعد تاريخ الافتتاح."),
        rules.RoundRefusal.TOO_SHORT: _("يجب ألا تقل مدة الجولة عن بعد عن سبعة أيام."),
        rules.RoundRefusal.PLACE_MISSING: _("اذكروا مكان الجولة الحضورية."),
        rules.RoundRefusal.PRESENTED_OUTSIDE: _("يوم تقديم الملاحظات يقع خارج أيام الجولة."),
        rules.RoundRefusal.ALREADY_BEGUN: _("بدأت هذه الجولة؛ لم يعد وصفها يتغيّر."),
    },
    rules.Counted: {
        rules.Counted.ASSOCIATIONS: _("الجمعيات المشاركة"),
        rules.Counted.WOMEN: _("النساء المشاركات"),
        rules.Counted.PARTICIPANTS: _("المشاركات والمشاركون"),
    },
    rules.WorkshopRefusal: {
        rules.WorkshopRefusal.WOMEN_MORE_THAN_PARTICIPANTS: _(
            "عدد النساء أكبر من مجموع المشاركات والمشاركين: النساء من ضمن المجموع."
        ),
        rules.WorkshopRefusal.WOMEN_WITHOUT_PARTICIPANTS: _(
            "اكتبوا مجموع المشاركات والمشاركين مع عدد النساء."
        ),
        rules.WorkshopRefusal.COUNTS_BEFORE_IT_IS_HELD: _("لم تُعقد الورشة بعد: تُسجل الأعداد يوم انعقادها."),
        rules.WorkshopRefusal.NOT_HELD_YET: _("لم تُعقد الورشة بعد: تُنشر بعد انعقادها."),
        rules.WorkshopRefusal.ALREADY_PUBLISHED: _("نُشرت هذه الورشة من قبل."),
        rules.WorkshopRefusal.REASON_MISSING: _(
            "هذه الورشة منشورة: اكتبوا سبب التصحيح في عشرة أحرف على الأقل، وسيقرأه العموم."
        ),
        rules.WorkshopRefusal.TOO_MANY_TABLES: _("أربعون طاولة على الأكثر في الورشة الواحدة."),
        rules.WorkshopRefusal.TABLE_WITH_SHEETS: _("سُجلت أوراق من الطاولة %(table)s: لا تُحذف."),
        rules.WorkshopRefusal.CHANGED_MEANWHILE: _(
            "غيّر شخص آخر هذه الورشة في هذه الأثناء. افتحوها من جديد؛ ما كتبتموه محفوظ في الاستمارة."
        ),
    },
    rules.SheetRefusal: {
        rules.SheetRefusal.SERIAL_WRONG: _(
            "رقم الورقة غير صحيح: راجعوا ما طُبع عليها، أو اتركوا الخانة فارغة."
        ),
        rules.SheetRefusal.SERIAL_TAKEN: _("سُجلت هذه الورقة من قبل: مساهمة رقم %(number)s."),
        rules.SheetRefusal.SENT_AS_SHEET: _(
            "سُجلت هذه الورقة من قبل: مساهمة رقم %(number)s، ولا تُحسب مرتين. إن كانت لكم فكرة أخرى"
            " فأرسلوها من هنا: تُسجل مساهمة جديدة دون رقم الورقة."
        ),
        rules.SheetRefusal.TAKEN_ALREADY: _("سُجلت ورقة بهذا الرقم من قبل."),
        rules.SheetRefusal.UNKNOWN_WORKSHOP: _("لا توجد هذه الورشة في هذا التشاور."),
        rules.SheetRefusal.UNKNOWN_TABLE: _("لا توجد هذه الطاولة في هذه الورشة."),
        rules.SheetRefusal.NOT_THE_DAY_OF_THE_WORKSHOP: _("تاريخ التوصل غير تاريخ الورشة المختارة."),
        rules.SheetRefusal.NOT_ENTERED_BY_YOU: _("لا يلغي التسجيل إلا من سجّل الورقة."),
        rules.SheetRefusal.TOO_LATE_TO_UNDO: _("مر أكثر من نصف ساعة على التسجيل: لم يعد إلغاؤه ممكنا."),
        rules.SheetRefusal.ALREADY_UNDONE: _("أُلغي هذا التسجيل من قبل."),
        rules.SheetRefusal.TOO_MANY_PRINTED: _("طلبتم %(count)s ورقة: خمسمئة على الأكثر في المرة الواحدة."),
        rules.SheetRefusal.UNKNOWN_CONTRIBUTION: _("لا توجد مساهمة رقم %(number)s في هذا التشاور."),
        rules.SheetRefusal.NOTHING_TO_PRINT: _("اختاروا ورقة واحدة على الأقل."),
        rules.SheetRefusal.ALREADY_ANSWERED: _("أُيّدت هذه المساهمة أو أُجيب عنها: لم يعد إلغاء تسجيلها ممكنا."),
    },
    rules.Column: {
        rules.Column.SERIAL: _("رقم الورقة"),
        rules.Column.TABLE: _("الطاولة"),
        rules.Column.SUBJECT: _("المادة أو المشروع (رقم)"),
        rules.Column.KIND: _("النوع"),
        rules.Column.TITLE: _("العنوان"),
        rules.Column.AXIS: _("المحور"),
        rules.Column.PROPOSED: _("النص المقترح"),
        rules.Column.PROBLEM: _("الإشكالية"),
        rules.Column.SOLUTION: _("الحل"),
        rules.Column.FUNDING: _("مصادر التمويل"),
        rules.Column.FOLLOW_UP: _("مؤشرات التتبع"),
        rules.Column.IMPACT: _("مؤشرات الأثر"),
        rules.Column.BODY: _("التعليق أو السبب"),
        rules.Column.AUTHOR_KIND: _("الصفة"),
        rules.Column.NAME: _("الاسم"),
        rules.Column.CHANNEL: _("القناة"),
        rules.Column.RECEIVED_ON: _("تاريخ التوصل"),
    },
    rules.ImportStanding: {
        rules.ImportStanding.WAITING: _("ينتظر دوره"),
        rules.ImportStanding.CHECKING: _("تُقرأ أسطره"),
        rules.ImportStanding.WRITING: _("تُسجل أسطره"),
        rules.ImportStanding.FAULTY: _("فيه أخطاء: لم يُكتب منه شيء"),
        rules.ImportStanding.DONE: _("سُجلت أسطره"),
        rules.ImportStanding.REFUSED: _("لم يُقبل"),
    },
    rules.ImportRefusal: {
        rules.ImportRefusal.UNREADABLE: _("تعذرت قراءة الملف: احفظوه من جديد بصيغة xlsx."),
        rules.ImportRefusal.SWELLS: _("الملف أكبر مما يُقرأ بعد فكه: قسّموه إلى ملفات أصغر."),
        rules.ImportRefusal.MERGED_CELLS: _("خلايا مدمجة: ألغوا الدمج واكتبوا القيمة في كل سطر."),
        rules.ImportRefusal.UNKNOWN_COLUMN: _("عمود غير معروف: استعملوا عناوين النموذج."),
        rules.ImportRefusal.MISSING_COLUMN: _("عمود ناقص."),
        rules.ImportRefusal.CHANGED_MEANWHILE: _(
            "تغيّر التشاور أثناء التسجيل فلم يُكتب شيء: راجعوا الملف وأرسلوه من جديد."
        ),
        rules.ImportRefusal.COLUMN_TWICE: _("عمود مكرر."),
        rules.ImportRefusal.NO_ROWS: _("لا سطر في الملف تحت العناوين."),
        rules.ImportRefusal.TOO_MANY_ROWS: _("عشرة آلاف سطر على الأكثر في الملف الواحد."),
        rules.ImportRefusal.ALREADY_IMPORTED: _("سُجل هذا الملف نفسه من قبل."),
        rules.ImportRefusal.FORMULA: _("صيغة حسابية: الصقوا القيمة بدلها."),
        rules.ImportRefusal.DATE_AS_TEXT: _("تاريخ مكتوب كنص: اجعلوا الخلية تاريخا أو اكتبوا 2023-03-21."),
        rules.ImportRefusal.NOT_A_NUMBER: _("ليس عددا صحيحا."),
        rules.ImportRefusal.NOT_IN_THE_LIST: _("ليس من القيم المقبولة في هذا العمود."),
        rules.ImportRefusal.UNKNOWN_SUBJECT: _("لا مادة ولا مشروع بهذا الرقم."),
        rules.ImportRefusal.SERIAL_TWICE: _("رقم الورقة مكرر في الملف."),
        rules.ImportRefusal.NOTHING_TO_CORRECT: _("لا سطر سليما ينتظر التسجيل في هذا الملف."),
    },
    rules.LayoutRefusal: {
        rules.LayoutRefusal.EMPTY: _("لم نجد أي مادة. ابدأوا كل مادة بسطر مثل: ## عنوان المادة"),
        rules.LayoutRefusal.WORDS_BEFORE_THE_FIRST_ARTICLE: _(
            "كلمات لا تنتمي إلى أي مادة: ضعوا قبلها سطرا مثل ## عنوان المادة"
        ),
        rules.LayoutRefusal.ARTICLE_WITHOUT_WORDS: _("مادة بعنوان دون نص: اكتبوا نصها تحت العنوان."),
        rules.LayoutRefusal.KEY_TWICE: _("العلامة نفسها بين معقوفتين مكررة في مادتين."),
    },
}
