"""The messages this room sends: a code, and a warning that the day's codes run out."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Letter:
    """A subject and a text, in the reader's language."""

    subject: str
    text: str


def code_by_email(code: str) -> Letter:
    """Say the code, how long it holds, and that nobody will ever ask for it."""
    text = _(
        "رمز الدخول إلى منصة المشاركة: %(code)s\n\n"
        "يصلح لعشر دقائق، في المتصفح الذي طلبتموه منه فقط.\n"
        "لا تعطوه لأحد: لن يطلبه منكم أي موظف(ة).\n"
        "إن لم تطلبوه فلا تفعلوا شيئا."
    )
    return Letter(_("رمز الدخول: %(code)s") % {"code": code}, text % {"code": code})


def code_by_phone(code: str, host: str) -> str:
    """Say the code in one message; the last line lets a phone offer it to that site alone."""
    text = _("رمز الدخول إلى منصة المشاركة: %(code)s. يصلح لعشر دقائق. لا تعطوه لأحد.") % {"code": code}
    return f"{text}\n\n@{host} #{code}"


def budget_running_out(place: str, sent: int, daily: int) -> Letter:
    """Warn the administrators that few text messages are left today."""
    facts = {"place": place, "sent": sent, "daily": daily}
    return Letter(
        _("الرسائل القصيرة لليوم أوشكت على النفاد: %(place)s") % facts,
        _(
            "أرسلت اليوم %(sent)s رسالة قصيرة من أصل %(daily)s.\n"
            "عند نفادها لا يبقى للدخول إلا البريد الإلكتروني.\n"
            "إن كان العدد غير عادي فقد يكون استعمالا مسيئا: يمكنكم إيقاف الرسائل من إعدادات الجماعة."
        )
        % facts,
    )
