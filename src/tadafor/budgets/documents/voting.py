"""The vote on paper: receipts, sheets with symbols and colours, and the minutes."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from tadafor.budgets.queries.voting import Asked, BallotBatch, BatchTold, Edition, Project, VoidedVote, Vote
from tadafor.budgets.rules.voting import BallotRule, Mark
from tadafor.kernel.words import word
from tadafor.ui import symbols
from tadafor.ui.documents import pdf, qr
from tadafor.ui.formatting import day as worded
from tadafor.ui.formatting import dirhams, number

GROUP = 8
PER_LINE = 4


def _frame(edition: Edition, title: str) -> dict[str, Any]:
    return {
        "language": "fr" if get_language() == "fr" else "ar",
        "title": title,
        "territory": edition.territory.name,
        "header": _("الميزانية التشاركية"),
        "footer": edition.title[:80],
        "demonstration": edition.is_demonstration,
        "edition": edition.title,
    }


def _common() -> dict[str, str]:
    return {
        "page": _("صفحة"),
        "of": pgettext("page", "من"),
        "demonstration": _("نسخة للعرض"),
        "signature": _("التوقيع"),
    }


def grouped(signs: str) -> list[str]:
    """Return a long code in lines that can be compared by eye."""
    groups = [signs[at : at + GROUP] for at in range(0, len(signs), GROUP)]
    return [" ".join(groups[at : at + PER_LINE]) for at in range(0, len(groups), PER_LINE)]


def receipt_page(
    edition: Edition, *, code: str, receipt: str, address: str, fingerprint: str, day: date
) -> bytes:
    """Return a receipt to keep (§ secrecy-receipt)."""
    data = _frame(edition, _("وصل التصويت")) | {
        "code": grouped(code),
        "receipt": grouped(receipt),
        "fingerprint": fingerprint,
        "address": address,
        "qr": qr(address),
        "words": _common()
        | {
            "says": _(
                "يثبت هذا الوصل أن ورقتكم المختومة في الصندوق، ولا يقول شيئا عما اخترتم. "
                "لا أحد يقرأ منه اختياركم."
            ),
            "code": _("رمز الوصل"),
            "receipt": _("بصمة الورقة المختومة"),
            "fingerprint": _("بصمة مفتاح اللجنة"),
            "how": _("للتحقق: صوروا الرمز المربع بالهاتف، أو اكتبوا رمز الوصل في صفحة التحقق."),
        },
    }
    return pdf("budgets/documents/receipt.typ", data, day=day)


# ---- sheets


def how_to_fill(asked: Asked) -> str:
    """Say in one sentence how a sheet is filled in."""
    most = number(asked.limits.most or len(asked.projects))
    return {
        BallotRule.APPROVAL: _("ضعوا علامة داخل مربع كل مشروع تختارونه: %(most)s على الأكثر.")
        % {"most": most},
        BallotRule.KNAPSACK: _(
            "ضعوا علامة داخل مربع كل مشروع تختارونه، على ألا يتجاوز مجموع الكلفة الغلاف المالي."
        ),
        BallotRule.POINTS: _("اكتبوا داخل المربعات نقطا لا يتجاوز مجموعها %(points)s.")
        % {"points": number(asked.limits.points)},
        BallotRule.RANKING: _("اكتبوا داخل المربعات 1 لمشروعكم الأول، ثم 2، ثم 3: %(most)s على الأكثر.")
        % {"most": most},
    }[asked.limits.rule]


def _drawn(project: Project) -> dict[str, str]:
    return {
        "number": number(project.number),
        "title": project.title,
        "price": dirhams(project.price or 0),
        "drawing": _square(project),
        "said": symbols.said(project.symbol, project.colour) or project.title,
    }


def _square(project: Project) -> str:
    ink, drawn = symbols.ink_of(project.colour), symbols.path_of(project.symbol)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 32 32" width="32" height="32">'
        f'<rect x="-4" y="-4" width="32" height="32" rx="7" fill="{ink}"/>'
        + (f'<path d="{drawn}" fill="#fff"/>' if drawn else "")
        + "</svg>"
    )


def sheets_page(edition: Edition, batch: BallotBatch, asked: Asked, *, day: date) -> bytes:
    """Return the sheets of a batch, one a page, with their serial numbers (§ secrecy-sheets)."""
    amounts = [(one.name, dirhams(one.amount)) for one in asked.envelopes]
    data = _frame(edition, _("ورقة التصويت")) | {
        "serials": [f"{serial:06}" for serial in range(batch.first_serial, batch.last_serial + 1)],
        "projects": [_drawn(one) for one in asked.projects],
        "envelopes": amounts,
        "how": how_to_fill(asked),
        "words": _common()
        | {
            "sheet": _("ورقة التصويت"),
            "serial": _("رقم ورقة التصويت"),
            "secret": _("لا تكتبوا اسمكم ولا أي علامة أخرى: اطووا الورقة وضعوها في الصندوق."),
            "money": _("الغلاف المالي"),
        },
    }
    return pdf("budgets/documents/ballots.typ", data, day=day)


# ---- minutes


def minutes_page(
    edition: Edition,
    *,
    vote: Vote,
    turnout: Mapping[Mark, int],
    counted: Any,  # noqa: ANN401 -- a PaperOpened or None
    batches: Sequence[BatchTold],
    voided: Sequence[VoidedVote],
    day: date,
) -> bytes:
    """Return the minutes of the vote (§ secrecy-opening)."""
    data = _frame(edition, _("محضر التصويت وفتح الصندوق")) | {
        "key": _key_facts(vote),
        "urn": _urn_facts(vote, counted),
        "turnout": [[word(mark), number(many)] for mark, many in turnout.items()],
        "batches": [
            [one.label, *(("—" if many is None else number(many)) for many in _numbers(one))]
            for one in batches
        ],
        "void": edition.void_reason,
        "void_rule": edition.void_rule,
        "voided": [_voided_facts(one) for one in voided],
        "words": _common()
        | {
            "key": _("مفتاح اللجنة"),
            "urn": _("الصندوق"),
            "turnout": _("سجل المصوتين"),
            "batches": _("أوراق التصويت"),
            "columns": [_("الحزمة"), _("المسلمة"), _("المستعملة"), _("التالفة"), _("الباقية")],
            "void": _("أُعلن بطلان التصويت"),
            "voided": _("أُعلن بطلانه وأعيد"),
            "rule": _("كيف يعاد"),
            "committee": _("أعضاء اللجنة، بالصفة، والتوقيع"),
            "observers": _("الملاحظات والملاحظون، بالصفة، والتوقيع"),
        },
    }
    return pdf("budgets/documents/minutes.typ", data, day=day)


def _voided_facts(one: VoidedVote) -> list[tuple[str, str]]:
    return [
        (_("أيامه"), f"{worded(one.opens_on)} – {worded(one.closes_on)}"),
        (_("تاريخ إعلان بطلانه"), worded(one.voided_on)),
        (_("سبب بطلانه"), one.reason),
        (_("بصمة المفتاح"), one.fingerprint or "—"),
        (_("جذر الصندوق"), one.root or "—"),
        *((word(mark), number(many)) for mark, many in one.lines.items()),
    ]


def _numbers(one: BatchTold) -> tuple[int | None, ...]:
    return one.sheets, one.used, one.spoilt, one.left


def _key_facts(vote: Vote) -> list[tuple[str, str]]:
    if vote.key is None:
        return []
    shares = _("%(threshold)s من %(shares)s") % {
        "threshold": number(vote.key.threshold),
        "shares": number(vote.key.shares),
    }
    return [
        (_("بصمة المفتاح"), vote.fingerprint),
        (_("الحصص اللازمة للفتح"), shares),
        (_("تاريخ تجربة الفتح"), worded(vote.key.rehearsed_at) or "—"),
        (_("تاريخ إتلاف المفتاح الثاني"), worded(vote.key.unwrapping_destroyed_at) or "—"),
    ]


def _urn_facts(vote: Vote, counted: Any) -> list[tuple[str, str]]:  # noqa: ANN401 -- a PaperOpened or None
    if vote.urn is None:
        return []
    facts = [
        (_("تاريخ نشر الصندوق"), worded(vote.urn.published_at)),
        (_("عدد الأوراق المختومة"), number(vote.urn.ballots)),
        (_("جذر الصندوق"), vote.urn.root),
        (_("بصمة ما فتحته اللجنة"), vote.urn.opened_print or "—"),
        (_("بصمة الملاحظة"), vote.urn.observer_print or "—"),
        (_("صفة الملاحظة أو الملاحظ"), vote.urn.observer or "—"),
    ]
    if counted is not None:
        facts += [
            (_("أوراق صحيحة من الصندوق"), number(counted.from_urn)),
            (_("أوراق صحيحة على الورق"), number(counted.from_paper)),
            (_("أوراق لا تقرأ أو تخالف القاعدة"), number(vote.urn.unreadable)),
            (_("أوراق سُلمت ولم تُعد"), number(counted.never_returned)),
        ]
    return facts
