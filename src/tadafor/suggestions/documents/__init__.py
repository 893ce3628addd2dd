"""Suggestions made ready for paper: the receipt with its secret."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from tadafor.suggestions.queries import Suggestion
from tadafor.ui.documents import qr
from tadafor.ui.formatting import day

if TYPE_CHECKING:
    from tadafor.territories.models import Territory


def frame(territory: "Territory", one: Suggestion, address: str) -> dict[str, Any]:
    """Return what every sheet of a suggestion shows around its content."""
    return {
        "language": "fr" if get_language() == "fr" else "ar",
        "title": _("الملف رقم %(number)s") % {"number": one.number},
        "territory": territory.name,
        "header": _("فضاء الاقتراحات والملاحظات"),
        "footer": str(one.number),
        "demonstration": one.is_demonstration,
        "address": address,
        "qr": qr(address),
        "words": {
            "page": _("صفحة"),
            "of": pgettext("page", "من"),
            "demonstration": _("نسخة للعرض"),
            "address": _("تابعوا ملفكم"),
        },
    }


def receipt(territory: "Territory", one: Suggestion, *, secret: str, address: str) -> dict[str, Any]:
    """Return what the receipt prints: the number, the secret, the last day of the reply."""
    made = frame(territory, one, address)
    return made | {
        "facts": [
            (_("رقم الملف"), str(one.number)),
            (_("الرمز السري"), secret),
            (_("النوع"), one.kind_word),
            (pgettext("category", "الموضوع"), one.category.name),
            (_("يوم التوصل"), day(one.received_on)),
            (_("آخر يوم للجواب"), day(one.due_on)),
        ],
        "told": _("بالرقم والرمز تفتحون ملفكم بلا حساب. لا تعطوهما لأحد: من يحملهما يقرأ ملفكم."),
        "words": made["words"] | {"receipt": _("وصل")},
    }
