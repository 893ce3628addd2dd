"""The printed pages of the participatory budget."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tadafor.ui.documents import pdf

# A share says no day of its own: nothing on it tells when the key was made.
NO_DAY = date(2000, 1, 1)


def share_page(
    *,
    edition: str,
    share: Sequence[str],
    number: int,
    shares: int,
    threshold: int,
    fingerprint: str,
    language: str,
) -> bytes:
    """Return one share of the key of a vote as a page to print (§ secrecy-shares)."""
    title = _("حصة من مفتاح التصويت: %(number)s من %(shares)s") % {"number": number, "shares": shares}
    data = {
        "language": language,
        "title": title,
        "territory": edition,
        "header": _("الميزانية التشاركية"),
        "footer": edition,
        "demonstration": False,
        "share": list(share),
        "fingerprint": fingerprint,
        "words": {
            "page": _("صفحة"),
            "of": pgettext("page", "من"),
            "what": _(
                "يفتح صندوق التصويت باجتماع %(threshold)s من حاملات وحاملي الحصص. "
                "هذه الكلمات الثلاث والثلاثون حصتكم وحدكم."
            )
            % {"threshold": threshold},
            "fingerprint": _("بصمة المفتاح، كما في المحضر وعلى صفحة التصويت:"),
            "rules": [
                _("لا تصوروا هذه الورقة ولا تنسخوها في حاسوب أو هاتف متصل بالشبكة."),
                _("احفظوها في ظرف مختوم، بعيدا عن باقي الحصص."),
                _("أحضروها يوم فتح الصندوق. إن لم يجتمع العدد الكافي بطل التصويت وأعيد."),
                _("من ضاعت حصته أخبر رئيسة أو رئيس اللجنة في الحين."),
            ],
            "holder": _("حامل(ة) الحصة، بالصفة"),
            "signature": _("التوقيع عند التسلم"),
        },
    }
    return pdf("budgets/documents/share.typ", data, day=NO_DAY)
