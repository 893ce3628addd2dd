"""The messages this room sends: a code, and a warning that the day's codes run out."""

from dataclasses import dataclass
from functools import cache

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from tadafor.ui import languages

_CODE = "{code}"  # stands for the digits in a letter drawn before


@dataclass(frozen=True)
class Letter:
    """A subject and a text, in the reader's language."""

    subject: str
    text: str
    html: str


def _letter(subject: str, text: str, code: str = "") -> Letter:
    """Lay the text out in the direction of its language, for clients that guess it wrongly."""
    lines = [line for line in text.split("\n") if line]
    spoken = languages.current()
    facts = {
        "subject": subject,
        "lines": lines,
        "code": code,
        "language": spoken.tag,
        "direction": spoken.direction,
        "start": "right" if spoken.direction == "rtl" else "left",
    }
    return Letter(subject, text, render_to_string("people/letter.html", facts))


def code_by_email(code: str) -> Letter:
    """Say the code, how long it holds, and that nobody will ever ask for it."""
    drawn = _code_letter(languages.current().code)
    return Letter(*(part.replace(_CODE, code) for part in (drawn.subject, drawn.text, drawn.html)))


@cache
def _code_letter(_language: str) -> Letter:
    """Draw the letter of a code once for each language: a town that signs asks for thousands."""
    text = _(
        "رمز الدخول إلى منصة المشاركة: %(code)s\n\n"
        "يصلح لعشر دقائق، في المتصفح الذي طلبتموه منه فقط.\n"
        "لا تعطوه لأحد: لن يطلبه منكم أي موظف(ة).\n"
        "إن لم تطلبوه فلا تفعلوا شيئا."
    )
    return _letter(_("رمز الدخول: %(code)s") % {"code": _CODE}, text % {"code": _CODE}, _CODE)


def code_by_phone(code: str, host: str) -> str:
    """Say the code in one message; the last line lets a phone offer it to that site alone."""
    text = _("رمز الدخول إلى منصة المشاركة: %(code)s. يصلح لعشر دقائق. لا تعطوه لأحد.") % {"code": code}
    return f"{text}\n\n@{host} #{code}"


def budget_running_out(place: str, sent: int, daily: int) -> Letter:
    """Warn the administrators that few text messages are left today."""
    facts = {"place": place, "sent": sent, "daily": daily}
    return _letter(
        _("الرسائل القصيرة لليوم أوشكت على النفاد: %(place)s") % facts,
        _(
            "أرسلت اليوم %(sent)s رسالة قصيرة من أصل %(daily)s.\n"
            "عند نفادها لا يبقى للدخول إلا البريد الإلكتروني.\n"
            "إن كان العدد غير عادي فقد يكون استعمالا مسيئا: يمكنكم إيقاف الرسائل من إعدادات الجماعة."
        )
        % facts,
    )


def card_displaced(place: str) -> Letter:
    """Tell somebody that a card they had typed was brought to the counter by another."""
    facts = {"place": place}
    return _letter(
        _("صلتكم بالجماعة لم تعد مؤكدة: %(place)s") % facts,
        _(
            "أكد شخص آخر، بدليل أقوى، البطاقة التي اعتمدنا عليها لتأكيد صلتكم: %(place)s.\n"
            "لم نعد نعتبر صلتكم مؤكدة. مساهماتكم باقية.\n"
            "إن كانت البطاقة بطاقتكم فزوروا شباك الجماعة بها: ما يعرض في الشباك يغلب ما يكتب عن بعد."
        )
        % facts,
    )
