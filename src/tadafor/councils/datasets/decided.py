"""The register of decisions as open data: CSV, XLSX and JSON, the same rows in each (§ councils-31).

No person is in it: voices are figures. A cell that a spreadsheet program could take for a formula begins
with an apostrophe.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tadafor.councils import queries, rules
from tadafor.councils.queries import Correction, Decision
from tadafor.kernel.clock import day_of
from tadafor.kernel.words import word
from tadafor.ui.documents.spreadsheets import Sheet, csv_line, safe, workbook

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
LICENCE = "CC BY 4.0"
COLUMNS = {
    "number": gettext_lazy("رقم المقرر كما قيده المجلس"),
    "year": gettext_lazy("السنة التي يتفرد فيها الرقم"),
    "title": gettext_lazy("عنوان النقطة"),
    "kind": gettext_lazy("نوع النقطة"),
    "session": gettext_lazy("الدورة، كما في رابطها"),
    "session_kind": gettext_lazy("دورة عادية أو استثنائية"),
    "session_opens_on": gettext_lazy("يوم افتتاح الدورة"),
    "point": gettext_lazy("ترتيب النقطة في جدول الأعمال"),
    "voted_on": gettext_lazy("يوم التصويت"),
    "outcome": gettext_lazy("نتيجة التصويت"),
    "present": gettext_lazy("الحاضرون عند التصويت"),
    "in_favour": gettext_lazy("أصوات الموافقة"),
    "against": gettext_lazy("أصوات الرفض"),
    "abstained": gettext_lazy("الممتنعون"),
    "tie_broken": gettext_lazy("هل رجّح صوت الرئاسة عند التعادل؟ 1 نعم، 0 لا"),
    "needs_visa": gettext_lazy("هل يخضع للتأشير؟ 1 نعم، 0 لا"),
    "state": gettext_lazy("مآله بعد التصويت"),
    "sent_on": gettext_lazy("يوم الإحالة على السلطة المختصة"),
    "visa_on": gettext_lazy("يوم التأشير"),
    "published_on": gettext_lazy("يوم النشر"),
    "refused_on": gettext_lazy("يوم رفض السلطة"),
    "refusal_reason": gettext_lazy("تعليل السلطة لرفضها"),
    "text": gettext_lazy("نص المقرر"),
    "corrected_on": gettext_lazy("يوم آخر تصحيح لما سُجّل من المقرر"),
    "corrected_because": gettext_lazy("سبب آخر تصحيح؛ وما كان قبله في صفحة النقطة"),
    "address": gettext_lazy("رابط النقطة في هذه المنصة"),
    "demonstration": gettext_lazy("هل هو معطى للعرض غير حقيقي؟ 1 نعم، 0 لا"),
}
_LISTS = {
    "kind": rules.ItemKind,
    "outcome": rules.Outcome,
    "state": rules.DecisionState,
}


def about(territory: Any, *, address: str) -> dict[str, Any]:  # noqa: ANN401 -- the territory of a request
    """Return what a reader of the file must know."""
    return {
        "title": _("سجل المقررات"),
        "territory": territory.name,
        "address": address,
        "licence": LICENCE,
        "demonstration": territory.is_demonstration,
    }


def rows(decisions: Iterable[Decision], root: str) -> list[dict[str, Any]]:
    """Return a row a decision; ``root`` is the whole address of the room."""
    made = list(decisions)
    corrections = queries.last_corrections(made)
    return [_row(one, corrections.get(one.pk), root) for one in made]


def _row(one: Decision, corrected: Correction | None, root: str) -> dict[str, Any]:
    item, session = one.item, one.item.session
    taken = {step.step: step.taken_on.isoformat() for step in one.steps.all()}
    refused = queries.sent_back(one)
    return {
        "number": one.number,
        "year": one.year,
        "title": item.title,
        "kind": item.kind,
        "session": session.slug,
        "session_kind": session.kind,
        "session_opens_on": session.opens_on.isoformat(),
        "point": item.position,
        "voted_on": one.voted_on.isoformat(),
        "outcome": one.outcome,
        "present": one.present,
        "in_favour": one.in_favour,
        "against": one.against,
        "abstained": one.abstained,
        "tie_broken": int(one.tie_broken),
        "needs_visa": int(one.needs_visa),
        "state": queries.state_of(one).value,
        "sent_on": taken.get(rules.AfterVote.SENT),
        "visa_on": taken.get(rules.AfterVote.VISA),
        "published_on": taken.get(rules.AfterVote.PUBLISHED),
        "refused_on": taken.get(rules.AfterVote.REFUSED),
        "refusal_reason": refused.reason if refused else None,
        "text": one.text or None,
        "corrected_on": day_of(corrected.corrected_at).isoformat() if corrected else None,
        "corrected_because": corrected.reason if corrected else None,
        "address": f"{root}sessions/{session.slug}/points/{item.position}/",
        "demonstration": int(session.is_demonstration),
    }


def register(kind: str, made: Sequence[Mapping[str, Any]], facts: Mapping[str, Any]) -> bytes:
    """Return the file."""
    if kind == "json":
        told = {"about": facts, "columns": _told(), "decisions": made}
        return json.dumps(told, ensure_ascii=False, indent=1).encode()
    lines = [tuple(COLUMNS), *(_cells(one) for one in made)]
    if kind == "csv":
        return ("\ufeff" + "".join(csv_line(line) for line in lines)).encode()
    said = [*facts.items(), *_told().items(), *_words()]
    sheets = [Sheet(_("السجل"), lines, from_the_right=True)]
    return workbook([*sheets, Sheet(_("عن هذا الملف"), said, from_the_right=True)])


def _cells(one: Mapping[str, Any]) -> list[Any]:
    return [safe(one[name]) if isinstance(one[name], str) else one[name] for name in COLUMNS]


def _told() -> dict[str, str]:
    return {name: str(said) for name, said in COLUMNS.items()}


def _words() -> list[tuple[str, str]]:
    """What the closed lists of the file mean."""
    return [(f"{name}: {one.value}", word(one)) for name, members in _LISTS.items() for one in members]
