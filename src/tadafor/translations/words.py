"""Labels and refusal sentences of versions in other languages."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tadafor.translations.rules import Progress, Refusal, Standing, State

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, Promise]] = {
    State: {State.DRAFT: _("تنتظر الاعتماد"), State.PUBLISHED: pgettext_lazy("translation", "منشورة")},
    Standing: {
        Standing.ORIGINAL: _("النص الأصلي"),
        Standing.VERSION: _("نسخة لغوية"),
        Standing.EARLIER: _("نسخة لنص سابق"),
        Standing.MISSING: _("لا نسخة بعد"),
    },
    Progress: {
        Progress.NOTHING: _("لم تُكتب بعد"),
        Progress.WAITING: _("تنتظر الاعتماد"),
        Progress.OUTDATED: _("تغيّر الأصل بعدها"),
        Progress.DONE: pgettext_lazy("translation", "منشورة"),
    },
    Refusal: {
        Refusal.NOT_STAFF: _("كتابة النسخ اللغوية لموظفات وموظفي هذه الجماعة المكلفين بها."),
        Refusal.EMPTY: _("اكتبوا النسخة أولا: خانة فارغة لا تُنشر."),
        Refusal.SAME_LANGUAGE: _("هذه هي لغة النص الأصلي: اختاروا لغة أخرى."),
        Refusal.UNKNOWN_LANGUAGE: _("هذه اللغة ليست من لغات الموقع."),
        Refusal.TOO_LONG: _("النص أطول من اللازم: اختصروه في %(longest)s حرف على الأكثر."),
        Refusal.ELSEWHERE: _("هذا النص لجماعة ترابية أخرى."),
        Refusal.SOURCE_CHANGED: _(
            "تغيّر النص الأصلي في هذه الأثناء: أعيدوا قراءته بجانب نسختكم ثم احفظوا من جديد."
        ),
        Refusal.WRITTEN_SINCE: _(
            "غيّر شخص آخر هذه النسخة في هذه الأثناء: قارنوا ما كتبه بما كتبتموه ثم احفظوا من جديد."
        ),
        Refusal.NOT_APPROVER: _("اعتماد نسخة نص رسمي لنقطة الارتكاز أو مدير المصالح أو الرئاسة."),
        Refusal.OWN_WORDS: _("كتبتم هذه النسخة: يعتمدها شخص آخر."),
        Refusal.NOTHING_WAITS: _("لا نسخة هنا: ربما اعتُمدت أو سُحبت من قبل."),
        Refusal.REASON_NEEDED: _("اكتبوا سبب السحب: يُحفظ في سجل الأعمال."),
    },
}
