"""The papers of the council as files: the session's file for its members."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from tadafor.councils import queries, rules
from tadafor.councils.queries import AgendaItem, Draw, Session
from tadafor.documents import queries as documents
from tadafor.kernel.addresses import in_language
from tadafor.kernel.papers import laid_before
from tadafor.kernel.words import word
from tadafor.ui.documents import pdf, qr
from tadafor.ui.formatting import day

if TYPE_CHECKING:
    from tadafor.territories.models import Territory

# What is written in another script keeps to itself: its digits would trade places with those beside it.
FIRST_STRONG, END = "\u2068", "\u2069"


def session_file(territory: "Territory", session: Session) -> HttpResponse:
    """Return the file of a session (ملف الدورة), whatever its state: one PDF, with a bookmark a point."""
    made = pdf("councils/documents/session.typ", _told(territory, session), day=session.opens_on)
    response = HttpResponse(made, content_type="application/pdf")
    mark = "demonstration-" if session.is_demonstration else ""
    name = f"{mark}session-{session.slug}.pdf"
    response.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=False, filename=name) or "inline"
    )
    return response


def _absolute(path: str) -> str:
    return settings.PUBLIC_ADDRESS.rstrip("/") + in_language(path)


def _told(territory: "Territory", session: Session) -> dict[str, Any]:
    address = _absolute(session.trace.address)
    items = queries.items_of(session)
    said: dict[str, Any] = {"session": session, "items": items}
    said |= queries.in_language(said, whole=("items",), only={"session": ("place", "object")})
    session, items = said["session"], said["items"]
    origins = queries.answered(
        [item.origin for item in items if item.origin and item.origin.visibility == "visible"]
    )
    files = documents.of_traces([item.trace for item in items])
    when = day(session.opens_on) + (f" · {session.hour:%H:%M}" if session.hour else "")
    return {
        "language": "fr" if get_language() == "fr" else "ar",
        "title": session.name,
        "territory": territory.name,
        "header": _("ملف الدورة"),
        "footer": session.name,
        "demonstration": session.is_demonstration,
        "address": address,
        "qr": qr(address),
        "facts": [
            (_("تُفتتح يوم"), when),
            (_("المكان"), session.place),
            (_("أعضاء المجلس المزاولون مهامهم"), str(session.members_in_office)),
        ],
        "object": session.object,
        "points": [
            _point(item, origins.get(item.origin_id or 0), files.get(item.trace_id, [])) for item in items
        ],
        "papers": [asdict(one) for one in laid_before(territory.pk, session.opens_on)],
        "words": _words(),
    }


def _point(item: AgendaItem, origin: queries.Told | None, files: list[Any]) -> dict[str, Any]:
    decision = item.decision if hasattr(item, "decision") else None
    return {
        "number": str(item.position),
        "title": item.title,
        "kind": word(rules.ItemKind(item.kind)),
        "explanation": item.explanation,
        "origin": origin.title if origin else "",
        "origin_text": _without_title(origin.text, origin.title) if origin else "",
        "origin_address": _absolute(item.origin.address) if origin and item.origin else "",
        "files": [one.title for one in files if not one.is_removed],
        "decided": _decided(decision) if decision else "",
    }


def _without_title(text: str, title: str) -> str:
    """A trace's text begins with its title, which is said above it."""
    return text.removeprefix(title).strip()


def _decided(decision: queries.Decision) -> str:
    said = word(rules.Outcome(decision.outcome))
    voices = _("%(for)s مع، %(against)s ضد، %(abstained)s امتناع") % {
        "for": decision.in_favour,
        "against": decision.against,
        "abstained": decision.abstained,
    }
    kept = f"{FIRST_STRONG}{decision.number}{END}"
    number = _("المقرر رقم %(number)s") % {"number": kept} if decision.number else ""
    voted = decision.in_favour or decision.against or decision.abstained
    back = _("رفضته السلطة") if queries.sent_back(decision) else ""
    return " · ".join(part for part in (said, number, voices if voted else "", back) if part)


def _words() -> dict[str, str]:
    return {
        "page": _("صفحة"),
        "colon": pgettext("label", ": ").rstrip(" "),
        "of": pgettext("page", "من"),
        "demonstration": _("نسخة للعرض"),
        "what": _("البيان"),
        "count": _("العدد"),
        "address": _("رابط هذه الدورة"),
        "agenda": _("جدول الأعمال"),
        "papers": _("وثائق توضع رهن إشارة المجلس"),
        "explanation": _("بيان الأسباب"),
        "origin": _("تحيل هذه النقطة على"),
        "files": _("الوثائق المرفقة"),
        "notes": _("ملاحظات العضو"),
        "object": _("موضوع الدورة"),
    }


def volunteer_paper(territory: "Territory", draw: Draw) -> HttpResponse:
    """Return the form of a volunteer on paper: handed in at the counter, typed there in their name."""
    address = _absolute(f"{draw.body.trace.address}lots/{draw.number}/")
    names = queries.quarter_names(territory)
    places = [names.get(one, one) for one in queries.neighbourhoods_of(draw)]
    body = queries.in_language({"body": draw.body}).get("body", draw.body)
    asked = [
        (_("الجنس"), [word(one) for one in rules.LotSex]),
        (_("السن"), [queries.value_words(band) for band in rules.BANDS]),
        *([(_("الحي الذي تسكنونه"), [*places, _("حي آخر")])] if places else []),
    ]
    lines = [_("الاسم الكامل"), _("رقم البطاقة الوطنية (للتحقق في الشباك فقط)"), _("الهاتف")]
    told = {
        "language": "fr" if get_language() == "fr" else "ar",
        "title": _("أتطوع للقرعة: %(body)s") % {"body": body.name},
        "territory": territory.name,
        "header": _("استمارة التطوع"),
        "footer": body.name,
        "demonstration": draw.body.is_demonstration,
        "address": address,
        "qr": qr(address),
        "lead": _("تُسلَّم هذه الاستمارة في الشباك إلى غاية %(day)s، مع تقديم البطاقة الوطنية.")
        % {"day": day(draw.closes_on)},
        "lines": [*lines, _("عنوان المسكن")] if draw.one_per_household else lines,
        "asked": asked,
        "parts": [
            _("تسمّي القرعة %(seats)s من بين المتطوعات والمتطوعين، مع احترام حصص منشورة.")
            % {"seats": draw.seats},
            _("يُنشر الجنس وفئة السن والحي تحت رمز لا يدل على صاحبه. لا يُنشر أي اسم."),
            _("يمكن الانسحاب متى شاء المتطوع. تُمحى المعطيات بعد %(days)s يوما من القرعة.")
            % {"days": draw.kept_days},
        ],
        "agree": _("أوافق على أن تسمّيني القرعة وفق ما سبق."),
        "date": _("التاريخ"),
        "signature": _("التوقيع"),
        "words": _words(),
    }
    made = pdf("councils/documents/volunteer.typ", told, day=draw.closes_on)
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="volunteer-{draw.number}.pdf"'
    return response
