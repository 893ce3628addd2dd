"""A consultation made ready for paper and for charts: words and numbers, in the reader's language."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from tadafor.consultations import queries, rules
from tadafor.consultations.context import Here, steps
from tadafor.consultations.queries import Consultation, ContributionView
from tadafor.kernel.words import word
from tadafor.people.rules import AgeBand, Channel, Disability, MotherTongue, Sex
from tadafor.translations.queries import Reading
from tadafor.ui.documents import qr
from tadafor.ui.formatting import day, labelled, number

if TYPE_CHECKING:
    from tadafor.territories.models import Territory

LONGEST_CELL = 700


def charts(figures: dict[str, Any]) -> list[tuple[str, list[tuple[str, int]]]]:
    """Return the tables of participation and of decisions: a title, then words with their count."""
    return [
        (_("القرارات"), _worded(figures["by_outcome"], rules.Outcome)),
        (_("حسب القناة"), _worded(figures["by_channel"], Channel)),
        (_("التأييدات حسب القناة"), _worded(figures.get("supports_by_channel", {}), Channel)),
        (_("حسب نوع المساهمة"), _worded(figures["by_kind"], rules.Kind)),
        (_("حسب صفة المشاركات والمشاركين"), _worded(figures["by_author_kind"], rules.AuthorKind)),
    ]


def _worded(counts: dict[str, int], members: Any) -> list[tuple[str, int]]:  # noqa: ANN401 -- a closed list
    return [(word(member), counts[member]) for member in members if counts.get(member)]


_FACTS: dict[str, Any] = {
    "sex": Sex,
    "age_band": AgeBand,
    "disability": Disability,
    "mother_tongue": MotherTongue,
}


def declared(figures: dict[str, Any]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the declared facts: a title that says what share declared it, then words with their count."""
    titles = {
        "sex": _("الجنس"),
        "age_band": _("السن"),
        "disability": _("وضعية الإعاقة"),
        "mother_tongue": _("لغة البيت"),
    }
    return [
        (
            _("%(fact)s (صرّح به %(share)s%% من المشاركات والمشاركين)")
            % {"fact": titles[name], "share": fact["share"]},
            [
                (word(_FACTS[name](value)), _("أقل من 5") if count is None else number(count))
                for value, count in fact["counts"].items()
            ],
        )
        for name, fact in figures.get("declared", {}).items()
        if fact["share"]
    ]


def _frame(territory: "Territory", one: Consultation, address: str) -> dict[str, Any]:
    return {
        "language": "fr" if get_language() == "fr" else "ar",
        "title": one.title,
        "territory": territory.name,
        "header": _("فضاء التشاور"),
        "footer": one.title,
        "demonstration": one.is_demonstration,
        "address": address,
        "qr": qr(address),
    }


def report(territory: "Territory", place: Here, *, address: str) -> dict[str, Any]:
    """Return everything the report prints."""
    versions = queries.published_versions(place.consultation)
    ending = queries.ending_of(place.consultation)
    figures = ending.conclusion.figures if ending.conclusion else queries.figures_of(place.consultation)
    committee = queries.committee_of(place.consultation)
    context: dict[str, Any] = {
        "ending": ending,
        "committee": committee,
        "lines": queries.contents(versions[-1]) if versions else [],
    }
    told = context | queries.in_language(place.consultation, context, says=queries.WORDS, whole=True)
    one, ending = told["consultation"], told["ending"]
    return _frame(territory, one, address) | {
        "steps": [{"title": s.title, "dates": _dated(s.when), "who": s.who} for s in steps(place)],
        "provisional": ending.conclusion is None,
        "stake": one.stake,
        "promise": one.promise,
        "said": ending.conclusion.words if ending.conclusion else "",
        "figures": [
            (_("المساهمات"), number(figures["contributions"])),
            (_("المشاركات والمشاركون"), number(figures["authors"] + figures["in_person"])),
            (_("التأييدات"), number(figures["supports"])),
            (_("أجوبة جماعية"), number(figures["in_bulk"])),
        ],
        "tables": [
            (title, [(name, number(count)) for name, count in rows]) for title, rows in charts(figures)
        ]
        + declared(figures),
        "declared": declared(figures),
        "decisions": _decisions(place),
        "text": _text(versions, told["lines"]),
        "governs": _governs(told["tongues"]),
        "committee": _committee(told["committee"]),
        "adoption": _adoption(ending),
        "words": _report_words(),
    }


def _dated(when: object) -> str:
    return when if isinstance(when, str) else day(when)  # type: ignore[arg-type]


def _decisions(place: Here) -> list[dict[str, Any]]:
    things = list(queries.contributions_of(place.consultation).order_by("number"))
    return [_decision(view) for view in queries.viewed(place.consultation, things, phase=place.phase)]


def _decision(view: ContributionView) -> dict[str, Any]:
    whole = _("مشروع جديد") if view.kind is rules.Kind.NEW_PROJECT else _("النص كله")
    about = view.passage_label or whole
    row: dict[str, Any] = {"number": str(view.number), "about": about, "runs": [], "words": ""}
    row |= {"outcome": "—", "reason": ""}
    if view.withdrawn:
        return row | {"outcome": _("أُلغي تسجيلها") if view.by_desk else word(rules.Outcome.WITHDRAWN)}
    if view.visibility != "visible":
        return row | {"words": _("محجوبة وفق قواعد المشاركة")}
    row["about"] = " · ".join(part for part in (about, view.kind_word, view.name or view.author_word) if part)
    row["runs"] = [[run.mark.value, run.text] for run in view.runs]
    row["words"] = "\n".join(_said(view))[:LONGEST_CELL]
    if view.decision is not None:
        row |= {"outcome": word(view.decision.outcome), "reason": view.decision.reason}
    return row


def _said(view: ContributionView) -> list[str]:
    """Return what a contribution says, line by line; of a card, each field under its name."""
    fields = [labelled(word(one), said) for one, said in view.sheet.filled()]
    return [part for part in (view.title, *fields, view.proposed or view.body) if part]


def _text(versions: list[queries.Version], lines: list[queries.ArticleLine]) -> list[dict[str, Any]]:
    if not versions:
        return []
    changes = {d.key: d for d in queries.differences(versions[0], versions[-1])}
    return [_passage(line, changes[line.key]) for line in lines]


def _governs(tongues: Reading) -> str:
    """Say which language governs, where the report prints versions of the text (§ translations-governs)."""
    if not tongues.official:
        return ""
    return _("المعتمد هو النص في لغته الأصلية: %(language)s.") % {"language": tongues.original_name}


def _passage(line: queries.ArticleLine, change: queries.Difference) -> dict[str, Any]:
    causes = "، ".join(f"#{number}" for number in change.causes)
    return {
        "sort": line.sort,
        "label": line.label,
        "title": line.title,
        "body": _body(line),
        "fate": "" if change.fate is rules.Fate.SAME else word(change.fate),
        "causes": _("بناء على المساهمات: %(numbers)s") % {"numbers": causes} if causes else "",
    }


def _body(line: queries.ArticleLine) -> str:
    """Return the words of an article, or the fields of a card, each under its name."""
    if line.card is None:
        return line.body
    return "\n\n".join(labelled(word(one), said) for one, said in line.card.sheet.filled())


def _committee(committee: queries.CommitteeSaid | None) -> dict[str, Any] | None:
    if committee is None:
        return None
    return {
        "name": committee.name,
        "founded": f"{committee.founded_by} · {day(committee.founded_on)}",
        "members": [
            f"{capacity} ({_('رئاسة اللجنة')})" if chairs else capacity
            for capacity, chairs in committee.members
        ],
        "meetings": [
            _("اجتماع %(on)s، %(place)s، الحضور: %(present)s")
            % {"on": day(meeting.held_on), "place": meeting.place, "present": meeting.present}
            for meeting in committee.meetings
        ],
    }


def _adoption(ending: queries.Ending) -> str:
    if ending.adoption is None:
        return ""
    return _("صادق المجلس على النص خلال %(session)s بتاريخ %(on)s، المقرر رقم %(number)s.") % {
        "session": ending.adoption.session,
        "on": day(ending.adoption.adopted_on),
        "number": ending.adoption.decision_number,
    }


def _common_words() -> dict[str, str]:
    return {
        "page": _("صفحة"),
        "of": pgettext("page", "من"),
        "demonstration": _("نسخة للعرض"),
        "what": _("البيان"),
        "count": _("العدد"),
        "address": _("رابط هذه الصفحة"),
    }


def _report_words() -> dict[str, str]:
    return _common_words() | {
        "report": _("تقرير التشاور العمومي"),
        "step": _("المرحلة"),
        "dates": _("التاريخ"),
        "who": _("الجهة المتدخلة"),
        "provisional": _("تقرير مؤقت: الدراسة جارية، والأرقام ستتغيّر إلى حين اختتام التشاور."),
        "stake": _("ما موضوع هذا التشاور؟"),
        "promise": _("ماذا سنفعل بمساهماتكم؟"),
        "said": _("كلمة الجماعة"),
        "participation": _("المشاركة"),
        "declared": _("المعطيات المصرح بها اختيارية، وكل عدد بين 1 و4 محجوب."),
        "decisions": _("المساهمات والقرارات"),
        "none": _("لا مساهمات."),
        "number": _("الرقم"),
        "contribution": _("المساهمة"),
        "outcome": _("القرار"),
        "reason": _("التعليل"),
        "text": _("النص في صيغته الأخيرة"),
        "adoption": _("مصادقة المجلس"),
        "signature": _("التوقيع"),
        "seal": _("الخاتم"),
    }


def _about(one: Consultation) -> str:
    if one.on_cards:
        return _("رقم المشروع (أو مشروع جديد وعنوانه)")
    return _("رقم المادة (أو النص كله)")


def sheet(territory: "Territory", place: Here, *, address: str) -> dict[str, Any]:
    """Return what the sheet to contribute by hand prints."""
    one = queries.in_language(place.consultation, {}, says=queries.WORDS)["consultation"]
    return _frame(territory, one, address) | {
        "stake": one.stake,
        "kinds": [word(kind) for kind in rules.KINDS_OF[rules.Subject(one.subject)]],
        "fields": [word(field) for field in rules.Field] if one.on_cards else [],
        "authors": [word(kind) for kind in rules.AuthorKind],
        "until": _("تُسلّم هذه الورقة في مكتب المواطن قبل نهاية يوم %(day)s.") % {"day": day(one.closes_on)},
        "names": one.names_word,
        "words": _common_words()
        | {
            "sheet": _("بطاقة ملاحظات") if one.on_cards else _("ورقة مساهمة"),
            "article": _about(one),
            "kind": _("نوع المساهمة"),
            "who": _("صاحبة أو صاحب المساهمة"),
            "name": _("الاسم (اختياري)"),
            "words": _("ما أقترحه"),
            "why": _("لماذا؟"),
            "office": _("خاص بالمكتب: تاريخ التوصل، الرقم، التوقيع"),
            "online": _("أو ساهموا عبر الإنترنت"),
        },
    }
