"""Labels and refusal sentences of traces."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tadafor.traces.rules import REPLY_LIMIT, Becoming, Refusal, Visibility

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, Promise]] = {
    Visibility: {
        Visibility.VISIBLE: _("منشور"),
        Visibility.HELD: _("في انتظار المراجعة قبل النشر"),
        Visibility.HIDDEN: _("محجوب"),
    },
    Becoming: {
        Becoming.BECAME: _("صار"),
        Becoming.MERGED: _("ضُمّ إلى"),
        Becoming.ANSWERED: _("أُجيب عنه في"),
        Becoming.CARRIED: _("نُقل إلى"),
    },
    Refusal: {
        Refusal.CONTACT_NEEDED: _("سجلوا الدخول أولا ببريد إلكتروني أو برقم هاتف مؤكد."),
        Refusal.NOT_VISIBLE: _("هذا النص غير منشور حاليا، فلا يمكن تتبعه ولا الرد عليه."),
        Refusal.EMPTY: _("اكتبوا ردكم أولا."),
        Refusal.TOO_LONG: _("الرد أطول من اللازم: اختصروه في %(limit)s حرف على الأكثر."),
        Refusal.NOT_A_MEMBER: _("لا يمكنكم التحدث باسم هذه الجمعية."),
        Refusal.ITSELF: _("لا يمكن ربط الشيء بنفسه."),
        Refusal.CIRCLE: _("هذا الربط يجعل الشيء مآلا لنفسه."),
        Refusal.ELSEWHERE: _("لا يمكن الربط بين جماعتين ترابيتين مختلفتين."),
    },
}

LIMITS = {"limit": REPLY_LIMIT}
