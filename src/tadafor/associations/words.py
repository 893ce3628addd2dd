"""The words of this room's closed lists."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tadafor.associations.rules import Refusal

WORDS: dict[type[StrEnum], dict[StrEnum, Promise]] = {
    Refusal: {
        Refusal.NOT_ALLOWED: _("هذا العمل من اختصاص موظفي الشباك ونقطة الارتكاز في هذه الجماعة."),
        Refusal.RECEIPT_TAKEN: _("سجلت من قبل جمعية برقم الوصل هذا: «%(name)s»."),
        Refusal.YOURSELF: _("لا يسند أحد التفويض إلى نفسه: اطلبوا ذلك من زميل(ة)."),
        Refusal.ACCOUNT_CLOSED: _("هذا الحساب مغلق."),
        Refusal.PERIOD: _("تاريخ نهاية التفويض يجب أن يكون بعد اليوم."),
    },
}
