"""A result in words and pictures, for pages and for print: what happened to each project."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from tadafor.audit.queries import head_after
from tadafor.budgets.queries import Edition, Project, results
from tadafor.budgets.queries.results import Counted
from tadafor.budgets.queries.simulating import Simulation
from tadafor.budgets.queries.voting import urn_of
from tadafor.budgets.rules import meta
from tadafor.budgets.rules.explaining import Fate, How, read_exact
from tadafor.budgets.rules.publishing import Sample
from tadafor.budgets.rules.settings import Completion, CountSettings, Method, Reserve, Tie
from tadafor.kernel.words import word
from tadafor.ui.components import Bar, Tone
from tadafor.ui.formatting import dirhams, number


def money(amount: Fraction) -> str:
    """Write dirhams, rounded to the centime."""
    return dirhams(Decimal(round(amount * 100)) / 100)


@dataclass(frozen=True)
class Told:
    """What a page shows of one project's fate."""

    fate: Fate
    project: Project
    lines: Sequence[str]
    bars: Sequence[Bar]
    supporters: Sequence[tuple[str, int, str]]

    @property
    def how(self) -> str:
        return word(self.fate.how)

    @property
    def tone(self) -> str:
        return Tone.GREEN if self.fate.won else Tone.PLAIN


def told(counted: Counted, fate: Fate) -> Told:
    """Return the words and pictures of one project."""
    return Told(
        fate,
        counted.projects[fate.key],
        tuple(_lines(counted, fate)),
        tuple(_bars(fate)),
        tuple(_supporters(fate)),
    )


def all_told(counted: Counted) -> list[Told]:
    """Return the words and pictures of every project, the winners first."""
    return [told(counted, one) for one in counted.fates]


def _lines(counted: Counted, fate: Fate) -> list[str]:
    facts = {
        "votes": number(fate.votes),
        "voters": number(counted.voters),
        "cost": money(fate.cost),
        "place": number(fate.order or 0),
        "held": money(fate.held or Fraction(0)),
        "left": money(fate.left or Fraction(0)),
        "missing": money(fate.missing or Fraction(0)),
        "price": money(fate.price or Fraction(0)),
        "paying": number(fate.paying or 0),
    }
    lines = [_("اختاره %(votes)s من %(voters)s من المصوتات والمصوتين، وكلفته %(cost)s.") % facts]
    lines += [one % facts for one in _sentences(counted, fate)]
    if fate.reserve:
        share = next((one.share for one in counted.settings.reserves if one.mark == fate.reserve), None)
        if share is not None:
            said = {"share": number(round(share * 100)), "mark": mark_words(counted, fate.reserve)}
            lines.append(_("مُوّل من الحصة المخصصة: %(share)s %% من الغلاف للمشاريع «%(mark)s».") % said)
    return lines


def mark_words(counted: Counted, mark: str) -> str:
    """Return what a mark means, in the words of the edition."""
    marks = counted.edition.marks
    return next((one["words"] for one in marks if one["key"] == mark), mark)


def _sentences(counted: Counted, fate: Fate) -> list[str]:
    if fate.how is How.BOUGHT:
        paid = (
            _("ثمن كل نقطة من نقطه %(price)s: دفعها كاملة %(paying)s.")
            if fate.score != fate.votes
            else _("ثمنه على كل من ساندوه %(price)s: دفعه كاملا %(paying)s.")
        )
        return [_("كان بيد مسانديه معا %(held)s، فاشتروه في الرتبة %(place)s."), paid]
    if fate.how is How.HELD_TOO_LITTLE:
        short = _("في نهاية الفرز كان بيد مسانديه معا %(held)s، ونقصهم %(missing)s.")
        return [short, *_where_it_went(counted, fate)]
    return [_plainly(fate.how)]


def _plainly(how: How) -> str:
    return {
        How.TAKEN: _("جاء دوره في الرتبة %(place)s وفي الغلاف %(left)s: كفت، فمُوّل."),
        How.COMPLETED: _("بعد جولات الحصص بقي %(left)s: كفى ما بقي كلفته، فمُوّل حسب عدد الأصوات."),
        How.DOES_NOT_FIT: _("حين جاء دوره بقي في الغلاف %(left)s، ونقص %(missing)s."),
        How.OVER_CEILING: _("بلغت مشاريع صنفه السقف المحدد قبل التصويت."),
        How.NOT_REACHED: _("توقف الفرز قبل دوره عند أول مشروع لا تكفي له بقية الغلاف، كما حددت القواعد."),
        How.LEFT_OUT: _("لم يبلغ الحد الأدنى من المساندة المحدد قبل التصويت، فلم يدخل الفرز."),
        How.ALL_FUNDED: _("كفى الغلاف كل المشاريع."),
        How.NOT_NAMED: _("لا يُموّل مشروع لم يختره أحد."),
    }[how]


def _where_it_went(counted: Counted, fate: Fate) -> list[str]:
    if fate.held is None or not counted.winners:
        return []
    return [_("ما أنفقه مساندوه ذهب إلى مشاريع أخرى اختاروها وفازت.")]


def _bars(fate: Fate) -> list[Bar]:
    """Draw the money its supporters held, or the envelope still had, against its cost."""
    has = fate.held if fate.held is not None else fate.left
    if has is None:
        return []
    label = _("بيد مسانديه") if fate.held is not None else _("بقي في الغلاف")
    tone = Tone.GREEN if fate.won else Tone.TERRACOTTA
    return [
        Bar(label, float(round(has)), tone),
        Bar(_("كلفته"), float(round(fate.cost)), Tone.PLAIN),
    ]


def _supporters(fate: Fate) -> list[tuple[str, int, str]]:
    if fate.how is not How.BOUGHT:
        return []
    parts = [
        (_("دفعوا الثمن كاملا"), fate.paying or 0, Tone.GREEN),
        (_("دفعوا كل ما بقي لهم"), fate.short or 0, Tone.SAFFRON),
        (_("لم يبق لهم شيء"), fate.out or 0, Tone.PLAIN),
    ]
    return [(label, many, tone.value) for label, many, tone in parts if many]


# ---- the settings, in words


def settings_told(
    counted_by: CountSettings, edition_marks: Sequence[dict[str, str]] = ()
) -> list[tuple[str, str]]:
    """Return every setting that concerns this method: its question, and what was stated."""
    yes, no = _("نعم"), _("لا")
    equal = counted_by.method is Method.EQUAL_SHARES
    rows = [(_("طريقة الفرز"), word(counted_by.method))]
    if equal:
        rows += [
            (_("قيمة المشروع عند مسانديه"), word(counted_by.utility)),
            (_("إتمام ما بقي من الغلاف"), word(counted_by.completion)),
        ]
        if counted_by.completion is Completion.INCREMENT:
            rows += [
                (_("زيادة كل حصة في كل جولة"), money(counted_by.increment)),
                (_("التوقف حين لا يتسع الباقي لأي مشروع"), yes if counted_by.stop_when_exhaustive else no),
            ]
        rows += [
            (_("تبدأ الحصص بدراهم كاملة"), yes if counted_by.integral_start else no),
            (_("صرف ما بقي حسب عدد الأصوات"), yes if counted_by.then_greedy else no),
            (_("المقارنة مع الأكثر أصواتا"), yes if counted_by.comparison else no),
        ]
    else:
        rows.append((_("تجاوز مشروع لا يكفيه الباقي إلى الذي بعده"), yes if counted_by.skip else no))
        if counted_by.last_share is not None:
            share = number(round(counted_by.last_share * 100))
            rows.append((_("يُموّل أول مشروع لا يكفيه الباقي إن بقيت نسبة من كلفته"), f"{share} %"))
    if counted_by.least_score:
        rows.append((_("أقل عدد من الأصوات ليدخل المشروع الفرز"), number(round(counted_by.least_score))))
    rows += [
        (_("حصة مخصصة"), f"{number(round(one.share * 100))} % – {_marked(one, edition_marks)}")
        for one in counted_by.reserves
    ]
    rows.append((_("حسم التعادل، بالترتيب"), _("، ثم ").join(_inside(counted_by.ties))))
    if counted_by.lot:
        rows.append((_("ترتيب القرعة"), " ".join(counted_by.lot)))
    return rows


def _inside(ties: Iterable[Tie]) -> Iterator[str]:
    """Give what settles ties as parts of one sentence: only its first word begins with a capital."""
    for place, one in enumerate(ties):
        said = word(one)
        yield said if place == 0 else said[:1].lower() + said[1:]


def _marked(reserve: Reserve, marks: Sequence[dict[str, str]]) -> str:
    return next((one["words"] for one in marks if one["key"] == reserve.mark), reserve.mark)


def summary(counted: Counted) -> str:
    """Say in one sentence how an envelope was shared out."""
    many = len(counted.winners)
    facts = {
        "winners": number(many),
        "cost": money(counted.cost),
        "budget": money(counted.budget),
        "voters": number(counted.voters),
    }
    said = _(
        "عدد المشاريع الفائزة %(winners)s، وكلفتها %(cost)s من %(budget)s. صوت لمشاريع هذا الغلاف %(voters)s."
    )
    return said % facts


def raw_settings(settings: CountSettings) -> list[tuple[str, str]]:
    """Return every setting by its name, as the published file writes it."""
    return list(meta.named(settings).items())


def shared_out(counted: Counted) -> list[Bar]:
    """Return the winners' costs and what is left, as parts of the envelope."""
    tones = (Tone.GREEN, Tone.SAFFRON, Tone.TERRACOTTA)
    parts = [
        Bar(counted.projects[one.key].title, float(round(one.cost)), tones[at % len(tones)])
        for at, one in enumerate(counted.winners)
    ]
    left = counted.budget - counted.cost
    return [*parts, Bar(_("لم يُصرف"), float(round(left)), Tone.PLAIN)] if left > 0 else parts


def votes(counted: Counted) -> list[Bar]:
    """Return the votes of each project, those funded in green, the most first."""
    ordered = sorted(counted.fates, key=lambda one: (-one.score, one.key))
    return [
        Bar(counted.projects[one.key].title, one.score, Tone.GREEN if one.won else Tone.PLAIN)
        for one in ordered
    ]


def found(edition: Edition, counted: Sequence[Counted]) -> list[tuple[str, str]]:
    """Return what the minutes say after the count: ballots, hashes, how far the proof went."""
    urn, opened = urn_of(edition), results.opened_of(edition)
    rows: list[tuple[str, str]] = []
    if opened is not None:
        rows += [
            (_("أوراق الصندوق الإلكتروني"), number(opened.from_urn)),
            (_("أوراق التصويت على الورق"), number(opened.from_paper)),
            (_("أوراق بيضاء"), number(opened.figures.get("blank", 0))),
            (_("أوراق لم تُقرأ"), number(opened.figures.get("unreadable", 0))),
            (_("أوراق سُلمت ولم تُعد"), number(opened.never_returned)),
        ]
    if urn is not None:
        rows += [
            (_("بصمة الصندوق المنشور"), urn.root),
            (_("بصمة ما فتحته اللجنة"), urn.opened_print),
            (_("بصمة ما وجده الملاحظ أو الملاحظة"), urn.observer_print),
        ]
    for one in counted:
        rows.append(
            (_("بصمة الملف المنشور: %(envelope)s") % {"envelope": one.envelope.name}, one.result.file_print)
        )
        rows += [(one.envelope.name, said) for said in proofs(one)]
    return rows + _log_head(edition)


def _log_head(edition: Edition) -> list[tuple[str, str]]:
    """Return the signed root of the log of acts, as it stood just after the result was published."""
    counting = results.counting_of(edition)
    if counting is None or counting.published_at is None:
        return []
    head = head_after(edition.territory_id, counting.published_at)
    size = number(head.size) if head else ""
    return [(_("جذر سجل الأفعال بعد النشر، وعدد أفعاله"), f"{head.root} · {size}")] if head else []


def proofs(counted: Counted) -> list[str]:
    """Say how far the rounds of equal shares went, one sentence for each proof."""
    told = []
    for proof in counted.result.explained["proofs"]:
        facts = {
            "share": money(read_exact(proof["accepted"]["share"])),
            "cost": money(read_exact(proof["accepted"]["cost"])),
            "budget": money(read_exact(proof["budget"])),
            "rounds": number(proof["rounds"]),
        }
        said = _("بحصة %(share)s لكل مصوت(ة) تبلغ كلفة ما يُشترى %(cost)s من %(budget)s.") % facts
        if proof["rejected"]:
            after = {
                "next": money(read_exact(proof["rejected"]["share"])),
                "more": money(read_exact(proof["rejected"]["cost"])),
            }
            said += " " + _("وبحصة %(next)s تبلغ %(more)s، أكثر من الغلاف. عدد الجولات: %(rounds)s.") % (
                facts | after
            )
        told.append(said)
    return told


# ---- a simulation


def simulated(one: Simulation, projects: Mapping[str, Project]) -> dict[str, Any]:
    """Return a simulation as its page shows it: for each envelope, what either rule would fund."""
    return {
        "one": one,
        "sample": word(Sample(one.sample)),
        "envelopes": [_simulated(part, projects) for part in one.found or []],
    }


def _simulated(part: dict[str, Any], projects: Mapping[str, Project]) -> dict[str, Any]:
    winners = {method: set(part["rules"][method.value]["winners"]) for method in Method}
    rows = [
        [one.title, *(_("نعم") if key in winners[method] else "—" for method in Method)]
        for key, one in projects.items()
        if any(key in keys for keys in winners.values())
    ]
    served = [(word(method), part["rules"][method.value]["happier"]) for method in Method]
    nothing = [(word(method), part["rules"][method.value]["nothing"]) for method in Method]
    return {
        "name": part["envelope"],
        "voters": part["voters"],
        "headers": [_("المشروع"), *(word(method) for method in Method)],
        "rows": rows,
        "served": served,
        "nothing": nothing,
        "same": winners[Method.GREEDY] == winners[Method.EQUAL_SHARES],
    }
