"""Labels, explanations and refusal sentences of moderation."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tadafor.moderation.rules import Cause, Decision, Outcome, Reason, Refusal, Signal

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, Promise]] = {
    Reason: {
        Reason.INSULT: _("سب أو قذف أو تهديد"),
        Reason.HATRED: _("كراهية أو تمييز أو تحريض على العنف"),
        Reason.PERSONAL_DATA: _("معطيات شخصية"),
        Reason.ADVERTISING: _("إشهار أو محتوى غير مرغوب فيه"),
        Reason.IMPERSONATION: _("انتحال صفة أو هوية"),
        Reason.ILLEGAL: _("محتوى مخالف للقانون"),
    },
    Cause: {
        Cause.BEFORE_PUBLICATION: _("مراجعة قبل النشر"),
        Cause.PERSONAL_DATA: _("قد يتضمن معطيات شخصية"),
        Cause.REPORTED: _("بلّغ عنه القراء"),
        Cause.STAFF: _("بمبادرة من المشرفين"),
    },
    Decision: {
        Decision.HIDE: _("حجب"),
        Decision.RESTORE: _("إعادة النشر"),
        Decision.RELEASE: _("نشر"),
        Decision.KEEP: _("إبقاء"),
    },
    Outcome: {
        Outcome.UPHELD: _("تأكيد الحجب"),
        Outcome.OVERTURNED: _("قبول التظلم وإعادة النشر"),
    },
    Signal: {
        Signal.PHONE: _("رقم هاتف"),
        Signal.EMAIL: _("بريد إلكتروني"),
        Signal.IDENTITY_CARD: _("رقم بطاقة التعريف الوطنية"),
        Signal.BANK: _("رقم حساب أو بطاقة بنكية"),
        Signal.ADDRESS: _("عنوان شخصي"),
    },
    Refusal: {
        Refusal.CONTACT_NEEDED: _("سجلوا الدخول أولا ببريد إلكتروني أو برقم هاتف مؤكد."),
        Refusal.NOT_VISIBLE: _("هذا النص غير منشور حاليا."),
        Refusal.OWN_TEXT: _("هذا نصكم: لا يمكنكم البت فيه ولا التبليغ عنه."),
        Refusal.ALREADY_REPORTED: _("سبق أن بلغتم عن هذا النص، وتبليغكم مسجل."),
        Refusal.WORDS_NEEDED: _("اكتبوا تعليلا ولو بجملة واحدة."),
        Refusal.WORDS_TOO_LONG: _("النص أطول من اللازم: اختصروه في %(limit)s حرف على الأكثر."),
        Refusal.REASON_NEEDED: _("اختاروا سبب الحجب من اللائحة."),
        Refusal.NOT_A_MODERATOR: _("لا تتوفرون على صفة الإشراف في هذه الجماعة الترابية."),
        Refusal.ALREADY_RULED: _("بُتّ في هذا الملف قبلكم: القرار «%(decision)s»."),
        Refusal.ALREADY_HIDDEN: _("هذا النص محجوب من قبل."),
        Refusal.ALREADY_HELD: _("هذا النص في انتظار المراجعة من قبل."),
        Refusal.NOT_HELD: _("هذا النص ليس في انتظار المراجعة."),
        Refusal.NOT_HIDDEN: _("هذا النص غير محجوب."),
        Refusal.NOT_THE_AUTHOR: _("لا يتظلم من الحجب إلا صاحب النص."),
        Refusal.NOTHING_TO_APPEAL: _("هذا النص غير محجوب، فلا موضوع للتظلم."),
        Refusal.APPEAL_TOO_LATE: _("انتهى أجل التظلم يوم %(last_day)s."),
        Refusal.ALREADY_APPEALED: _("سبق التظلم من هذا القرار."),
        Refusal.NOT_AN_APPEAL_BODY: _("لا تتوفرون على صفة البت في التظلمات."),
        Refusal.RULED_BY_ONESELF: _("أنتم من اتخذ قرار الحجب: يبت في التظلم شخص آخر."),
        Refusal.APPEAL_DECIDED: _("بُتّ في هذا التظلم قبلكم: %(outcome)s."),
        Refusal.APPEAL_PENDING: _("هناك تظلم قيد الدراسة: البت فيه لهيئة التظلم."),
    },
}

# What each reason means, in one sentence that the reporter, the author and the public read.
SENTENCES: Mapping[Reason, Promise] = {
    Reason.INSULT: _("كلام يسب شخصا أو يقذفه أو يهدده، لا مجرد انتقاد للأفكار أو للتدبير."),
    Reason.HATRED: _("كلام يحط من أشخاص بسبب أصلهم أو جنسهم أو دينهم أو إعاقتهم، أو يدعو إلى العنف ضدهم."),
    Reason.PERSONAL_DATA: _("معطيات تخص شخصا، مثل هاتفه أو عنوانه أو رقم بطاقته، نُشرت دون موافقته."),
    Reason.ADVERTISING: _("إشهار لسلعة أو خدمة، أو نص مكرر أُرسل آليا، لا علاقة له بالتشاور."),
    Reason.IMPERSONATION: _("شخص يتحدث باسم شخص آخر أو هيئة أو جمعية لم تفوضه."),
    Reason.ILLEGAL: _("محتوى يمنعه القانون، كالإشادة بالجرائم أو المس بحرمة القاصرين."),
}

# What each decision does, in one sentence for who takes it.
EXPLAINED: Mapping[StrEnum, Promise] = {
    Decision.KEEP: _("النص لا يخالف القواعد: يبقى منشورا، ويُخبَر من بلغوا عنه."),
    Decision.RELEASE: _("النص لا يخالف القواعد: يُنشر الآن بتاريخ إرساله."),
    Decision.RESTORE: _("كان الحجب خطأ: يعود النص كما كان، ويُخبَر صاحبه بالسبب."),
    Outcome.OVERTURNED: _("الحجب غير مبرر: يعود النص كما كان."),
    Outcome.UPHELD: _("الحجب مبرر: يبقى النص محجوبا نهائيا."),
}

HIDDEN_FOR = _("حجب: %(reason)s")


def hidden_for(reason: Reason) -> str:
    """Say the decision to hide with its reason, in the reader's language."""
    return str(HIDDEN_FOR) % {"reason": WORDS[Reason][reason]}
