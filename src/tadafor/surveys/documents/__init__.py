"""The printed pages of the digital consultation: the form to fill in by hand, the report of a result."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from tadafor.kernel.words import word
from tadafor.surveys.queries import Survey
from tadafor.surveys.rules.questions import END, Condition, Form, Page, Question, QuestionKind
from tadafor.ui.documents import qr
from tadafor.ui.formatting import day

if TYPE_CHECKING:
    from tadafor.territories.models import Territory

Names = Sequence[tuple[str, str]]
LINES = {QuestionKind.SHORT: 1, QuestionKind.LONG: 5}


def frame(territory: "Territory", survey: Survey, address: str, *, language: str = "") -> dict[str, Any]:
    """Return what every sheet shows around its content."""
    return {
        "language": language or ("fr" if get_language() == "fr" else "ar"),
        "title": survey.title,
        "territory": territory.name,
        "header": _("الاستشارة الرقمية"),
        "footer": survey.title[:80],
        "demonstration": survey.is_demonstration,
        "address": address,
        "qr": qr(address),
        "words": {
            "page": _("صفحة"),
            "of": pgettext("page", "من"),
            "demonstration": _("نسخة للعرض"),
        },
    }


def paper(
    territory: "Territory", survey: Survey, form: Form, places: Names, *, version: int, address: str
) -> dict[str, Any]:
    """Return the form as a sheet to fill in by hand: boxes, lines, and to whom each question goes."""
    made = frame(territory, survey, address)
    kept = _("لا تكتبوا اسمكم ولا ما يدل عليكم. تُدخل مصالح الجماعة الورقة كما هي، وتُحسب مع باقي الأجوبة.")
    last = _("آخر يوم للجواب: %(day)s") % {"day": day(survey.closes_on)} if survey.closes_on else ""
    return made | {
        "intro": survey.intro,
        "kept": kept,
        "last": last,
        "version": _("نسخة الأسئلة رقم %(number)s") % {"number": version},
        "pages": [_page(form, page, places) for page in form.pages],
        "words": made["words"] | {"online": _("يمكنكم الجواب أيضا عبر هذا الرابط")},
    }


def _page(form: Form, page: Page, places: Names) -> dict[str, Any]:
    return {
        "title": page.title,
        "condition": _only(form, page.condition),
        "questions": [_question(form, one, places) for one in page.questions],
        "after": _after(form, page),
    }


def _after(form: Form, page: Page) -> str:
    if not page.leads_to:
        return ""
    if page.leads_to == END:
        return _("بعد هذه الصفحة انتهت الاستمارة.")
    at = form.at(page.leads_to)
    name = form.pages[at].title if at is not None else ""
    return _("بعد هذه الصفحة مروا إلى: %(page)s") % {"page": name or str((at or 0) + 1)}


def _only(form: Form, condition: Condition | None) -> str:
    asked = form.question(condition.question) if condition else None
    if condition is None or asked is None:
        return ""
    words = {one.key: one.words for one in asked.choices}
    picked = _(" أو ").join(f"«{words[key]}»" for key in condition.choices if key in words)
    return _("لمن أجاب %(choices)s عن سؤال: %(question)s") % {"choices": picked, "question": asked.label}


def _question(form: Form, one: Question, places: Names) -> dict[str, Any]:
    numbered = [asked.key for asked in form.questions if asked.asks]
    return {
        "number": numbered.index(one.key) + 1 if one.asks else 0,
        "kind": one.kind.value,
        "label": one.label,
        "help": one.help,
        "how": _how(one),
        "condition": _only(form, one.condition),
        "choices": [choice.words for choice in one.choices] or _offered(one, places),
        "rows": [row.words for row in one.rows],
        "lines": LINES.get(one.kind, 1),
    }


def _offered(one: Question, places: Names) -> list[str]:
    if one.kind is QuestionKind.PLACE:
        return [name for _key, name in places]
    if one.kind is not QuestionKind.SCALE:
        return []
    low, high = one.least or 0, one.most or 0
    ends = {low: one.low_words, high: one.high_words}
    return [f"{step} {ends.get(step, '')}".strip() for step in range(low, high + 1)]


def _how(one: Question) -> str:
    """Return how one answers by hand."""
    said = {
        QuestionKind.ONE: _("علامة واحدة"),
        QuestionKind.SEVERAL: _("علامة أو أكثر"),
        QuestionKind.RANKING: _("اكتبوا 1 أمام الأولى، ثم 2، وهكذا"),
        QuestionKind.SCALE: _("علامة واحدة"),
        QuestionKind.MATRIX: _("علامة واحدة في كل سطر"),
        QuestionKind.DAY: _("اليوم / الشهر / السنة"),
        QuestionKind.PLACE: _("علامة واحدة"),
    }.get(one.kind, "")
    if one.kind is QuestionKind.SEVERAL and one.most:
        said = _("%(most)s علامات على الأكثر") % {"most": one.most}
    if one.kind is QuestionKind.NUMBER and one.least is not None and one.most is not None:
        said = _("عدد من %(least)s إلى %(most)s") % {"least": one.least, "most": one.most}
    needed = _("ضروري") if one.required and one.asks else ""
    return " · ".join(part for part in (said, needed) if part)


def report(
    territory: "Territory", survey: Survey, told: Mapping[str, Any], *, address: str
) -> dict[str, Any]:
    """Return the report of a result: figures, bars, tables, who said what, and the words of the commune."""
    made = frame(territory, survey, address)
    days = (
        _("من %(first)s إلى %(last)s") % {"first": day(survey.opens_on), "last": day(survey.closes_on)}
        if survey.opens_on and survey.closes_on
        else ""
    )
    return made | {
        "days": days,
        "answers": told["many"],
        "audience": word(survey.asks),
        "anonymous": survey.is_anonymous,
        "intro": survey.intro,
        "said": survey.results_words,
        "rows": [_told_row(row, told["hidden"]) for row in told["rows"]],
        "added": [one.body for one in told["comments"] if one.added_at],
        "since": [
            {"label": one.label, "headers": one.headers, "rows": [[str(c) for c in row] for row in one.rows]}
            for one in told["since"]
        ],
        "words": made["words"] | _report_words(),
    }


def _report_words() -> dict[str, str]:
    return {
        "report": _("تقرير الاستشارة"),
        "days": _("أيام الجواب"),
        "answers": pgettext("survey", "عدد الأجوبة"),
        "audience": _("من أجاب"),
        "anonymous": _("أجوبة مجهولة حقا: لم يجتمع قط من أجاب وما أجاب به."),
        "limits": _("أجاب من أراد: هذه كلمة من شاركوا، وليست استطلاعا لرأي كل الساكنة."),
        "masked": "— : " + _("كل عدد من 1 إلى 4 محجوب، ومعه عدد آخر كي لا يُعرف بالطرح."),
        "said": _("كلمة الجماعة"),
        "open": _("سؤال مفتوح: تُقرأ الأجوبة وتُلخص في كلمة الجماعة، ولا تُنشر كما كُتبت."),
        "address": _("رابط التقرير"),
        "result": _("النتيجة سؤالا سؤالا"),
        "added": _("مقترحات المشاركين المضافة إلى التقرير"),
        "since": _("ما الذي تغير؟"),
    }


def _told_row(row: Any, hidden: str) -> dict[str, Any]:  # noqa: ANN401 -- context.results.Row, which stands above
    one = row.drawn
    bars = one.bars or row.themes
    longest = max((bar.value for bar in bars), default=0) or 1
    return {
        "label": one.question.label,
        "answered": one.answered,
        "line": one.line,
        "open": bool(one.written and not row.themes),
        "bars": [[bar.label, f"{bar.value:g}", bar.value / longest] for bar in bars],
        "headers": list(one.headers),
        "table": [[str(cell) for cell in line] for line in one.table],
        "crossed": [
            {
                "by": table.title,
                "headers": table.headers,
                "rows": [["—" if cell == hidden else str(cell) for cell in line] for line in table.rows],
            }
            for table in row.crossed
        ],
    }


def letters(territory: "Territory", survey: Survey, codes: Sequence[str], *, address: str) -> dict[str, Any]:
    """Return one letter for each code: why, until when, how; the code is typed, never part of an address."""
    made = frame(territory, survey, address)
    until = _("آخر يوم للجواب: %(day)s") % {"day": day(survey.closes_on)} if survey.closes_on else ""
    kept = _("لا يُحفظ من الرمز إلا بصمته. لا تعطوه لأحد: يفتح الاستمارة مرة واحدة.")
    if survey.is_anonymous:
        kept += " " + _("أجوبة مجهولة حقا: لا يجتمع من أجاب وما أجاب به")
    return made | {
        "codes": [f"{code[:4]}-{code[4:8]}-{code[8:]}" for code in codes],
        "intro": survey.intro,
        "until": until,
        "kept": kept,
        "words": made["words"]
        | {
            "letter": _("دعوة إلى الجواب عن استمارة"),
            "code": _("رمز دعوتكم"),
            "how": _("افتحوا الرابط أو صوروا المربع بهاتفكم، ثم اكتبوا الرمز كما هو."),
            "address": _("الرابط"),
        },
    }
