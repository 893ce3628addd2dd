"""Suggestions made ready for paper: the receipt with its secret, and the whole file."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from tadafor.documents import queries as attached
from tadafor.suggestions import queries
from tadafor.suggestions.queries import Suggestion
from tadafor.ui.documents import picture, qr
from tadafor.ui.formatting import day, moment

if TYPE_CHECKING:
    from tadafor.territories.models import Territory

_MOST_DRAWN = 6


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


def whole(territory: "Territory", one: Suggestion, *, address: str, is_inside: bool) -> dict[str, Any]:
    """Return the whole file; ``is_inside`` adds what the staff told each other, and says that it does."""
    made, steps = frame(territory, one, address), queries.steps_of(one)
    if not is_inside:  # what staff hand over inside is as it was written
        told = queries.in_language({"suggestion": one, "history": steps})
        one, steps = told["suggestion"], told["history"]
    return made | {
        "header": _("نسخة داخلية") if is_inside else made["header"],
        "facts": _facts(one),
        "body": one.body,
        "silent": "" if one.body else _("رسالة صوتية لم يُكتب ما قيل فيها بعد."),
        "pictures": _pictures(one),
        "steps": [
            {
                "state": _("أُعيد فتح الملف") if each.is_reopening else each.state_word,
                "when": moment(each.at),
                "service": each.service.name if each.service else "",
                "words": each.words,
            }
            for each in steps
        ],
        "session": {"when": day(one.session_on), "words": one.session_answer} if one.session_on else None,
        "notes": [
            {"by": each.by.name, "when": moment(each.at), "words": each.words}
            for each in (queries.notes_of(one) if is_inside else ())
        ],
        "words": made["words"]
        | {
            "said": _("ما قيل"),
            "pictures": _("الصور والوثائق"),
            "steps": _("ما جرى"),
            "session": _("جواب الجماعة في الدورة"),
            "notes": _("بين الموظفين"),
        },
    }


def _pictures(one: Suggestion) -> list[dict[str, str]]:
    """Return what is attached: photographs are drawn, of other files the name is told."""
    kept = [each for each in attached.of_trace(one.trace) if not each.is_removed]
    drawn = [each.pk for each in kept if each.is_image][:_MOST_DRAWN]
    return [
        {
            "title": each.title,
            "caption": "" if each.title == one.trace.title else each.title,
            "drawn": picture(attached.content_of(each)) if each.pk in drawn else "",
        }
        for each in kept
    ]


def _facts(one: Suggestion) -> list[tuple[str, str]]:
    """Return what is known of it, without what is empty."""
    where = "، " if get_language() != "fr" else ", "
    told = [
        (_("النوع"), one.kind_word),
        (pgettext("category", "الموضوع"), one.category.name),
        (_("الحالة"), one.state_word),
        (_("المصلحة"), one.service.name if one.service else _("لا مصلحة بعد")),
        (
            _("المكان"),
            where.join(part for part in (one.neighbourhood and one.neighbourhood.name, one.place) if part),
        ),
        (_("الإحداثيات"), one.point),
        (_("يوم التوصل"), day(one.received_on)),
        (_("آخر يوم للجواب"), day(one.due_on)),
        (_("يوم الجواب"), day(one.answered_on) if one.answered_on else ""),
        (_("رقم الشكاية في البوابة الوطنية"), one.national_number),
        (_("التأييد"), str(one.supports_count) if one.supports_count else ""),
        (_("التقييم"), f"{one.rating} / 5" if one.rating else ""),
    ]
    return [(label, words) for label, words in told if words]
