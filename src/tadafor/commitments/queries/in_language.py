"""What plans and commitments say in the language of who reads them, and what may be said of them."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.commitments import rules
from tadafor.commitments.models import (
    Assessment,
    Axis,
    Commitment,
    CommunicationLine,
    FundingLine,
    Indicator,
    Milestone,
    Objective,
    Plan,
    PlanMember,
    PlanStep,
    YearlyReport,
)
from tadafor.kernel.words import word
from tadafor.translations import queries as translations
from tadafor.translations.queries import Reading
from tadafor.translations.rules import Piece, Work, mark, thing_of

ROOM = "commitments"
TITLE = ("title",)
BOUND = ("title", "summary", "adopted_by", "committee_decision")
PROMISED = (
    "title", "problem", "solution", "description", "beneficiaries", "service", "partners", "place", "reason",
)  # fmt: skip
LISTED = ("title", "reason", "service")
SPOKEN = ("audience", "message", "channel", "responsible")
SHOWN_BY = ("words", "evidence")
MEASURED = ("name", "unit", "source")
MOST_WORKS = 200


def thing(commitment_id: int) -> str:
    """Name a commitment as versions in other languages do."""
    return thing_of(ROOM, "commitment", commitment_id)


def plan_thing(plan_id: int) -> str:
    """Name a plan as versions in other languages do."""
    return thing_of(ROOM, "plan", plan_id)


def axis_thing(axis_id: int) -> str:
    """Name an axis as versions in other languages do."""
    return thing_of(ROOM, "axis", axis_id)


def objective_thing(objective_id: int) -> str:
    """Name an objective as versions in other languages do."""
    return thing_of(ROOM, "objective", objective_id)


def _axis_thing(one: Axis) -> str:
    return axis_thing(one.pk)


def step_field(one: PlanStep) -> str:
    """Name the words of a step among those of its plan."""
    return f"step-{one.step}-{one.year}"


def seat_field(one: PlanMember) -> str:
    return f"seat-{one.position}"


def year_field(year: int) -> str:
    return f"year-{year}"


def section_field(one: Assessment, name: str) -> str:
    return f"section-{one.section}-{name}"


def line_field(one: CommunicationLine, name: str) -> str:
    return f"line-{one.position}-{name}"


def milestone_field(one: Milestone) -> str:
    return f"milestone-{one.position}"


def who_field(one: Milestone) -> str:
    return f"milestone-{one.position}-who"


def indicator_field(one: Indicator, name: str) -> str:
    return f"indicator-{one.position}-{name}"


def money_field(one: FundingLine) -> str:
    """Name the label of a line of money by its words: it may stand in several years."""
    return f"money-{mark(one.label)[:12]}"


def _objective_thing(one: Objective) -> str:
    return objective_thing(one.pk)


def plans_in_language(plans: Sequence[Plan]) -> tuple[list[Plan], Reading]:
    """Return plans in their reader's language: one query, or none."""
    reading = translations.reading([(plan_thing(one.pk), one.language) for one in plans])
    return [reading.of(one, plan_thing(one.pk), BOUND, one.language) for one in plans], reading


def listed_in_language(
    plan: Plan,
    axes: Sequence[Axis] = (),
    things: Sequence[Commitment] = (),
    *,
    names: Sequence[str] = LISTED,
    bound: Sequence[str] = TITLE,
) -> tuple[Plan, list[Axis], list[Commitment], Reading]:
    """Return a plan, its axes and some of its commitments in their reader's language: one query, or none.

    ``names`` and ``bound`` are what the page shows of each: what it does not show is not missing.
    """
    reading = translations.reading(
        [
            (plan_thing(plan.pk), plan.language),
            *((_axis_thing(one), plan.language) for one in axes),
            *((thing(one.pk), one.language) for one in things),
        ]
    )
    said = {one.pk: reading.of(one, _axis_thing(one), TITLE, plan.language) for one in axes}
    listed = []
    for one in things:
        twin = reading.of(one, thing(one.pk), names, one.language)
        if twin is not one and one.axis_id in said:
            twin.axis = said[one.axis_id]
        listed.append(twin)
    return reading.of(plan, plan_thing(plan.pk), bound, plan.language), list(said.values()), listed, reading


def in_language(
    one: Commitment,
    milestones: Sequence[Milestone],
    indicators: Sequence[Indicator] = (),
    funding: Sequence[FundingLine] = (),
) -> tuple[Commitment, Reading]:
    """Return a commitment in its reader's language, its plan, axis and parts too: one query, or none."""
    plan, of, axis, objective = one.plan, thing(one.pk), one.axis, one.objective
    asked = [(of, one.language), (plan_thing(plan.pk), plan.language), (_axis_thing(axis), plan.language)]
    asked += [(_objective_thing(objective), plan.language)] if objective else []
    reading = translations.reading(asked)
    twin = reading.of(one, of, PROMISED, one.language)
    if twin is one:
        return one, reading
    twin.plan = reading.of(plan, plan_thing(plan.pk), BOUND, plan.language)
    twin.axis = reading.of(axis, _axis_thing(axis), TITLE, plan.language)
    if objective:
        twin.objective = reading.of(objective, _objective_thing(objective), TITLE, plan.language)
    for milestone in milestones:
        milestone.title = reading.said(milestone.title, of, milestone_field(milestone), one.language)
        milestone.responsible = reading.said(milestone.responsible, of, who_field(milestone), one.language)
    for indicator in indicators:
        for name in MEASURED:
            words = reading.said(getattr(indicator, name), of, indicator_field(indicator, name), one.language)
            setattr(indicator, name, words)
    for line in funding:
        line.label = reading.said(line.label, of, money_field(line), one.language)
    return twin, reading


# ---- what may be said in other languages


def works(territory_id: int, *, most: int = MOST_WORKS) -> list[Work]:
    """Return the public plans of a territory, then what was begun or changed last (``TADAFOR_WORKS``).

    § commitments-23
    """
    plans = list(Plan.objects.current().filter(territory_id=territory_id).select_related("territory"))
    things = Commitment.objects.current().filter(plan__territory_id=territory_id)
    latest = things.order_by("-changed_at", "-pk").values("pk")[:most]
    begun = [int(name.rpartition(":")[2]) for name in translations.begun(territory_id, f"{ROOM}.commitment")]
    rows = things.filter(Q(pk__in=latest) | Q(pk__in=begun)).defer("search_text", "grams")
    found = rows.select_related("plan", "plan__territory").order_by("plan_id", "number")
    return [*map(_plan_work, plans), *map(_work, found)]


def _plan_work(one: Plan) -> Work:
    return Work(
        thing=plan_thing(one.pk),
        kind=one.kind_word,
        title=one.title,
        language=one.language,
        territory_id=one.territory_id,
        address=reverse("commitments:desk_plan", args=[one.territory.slug, one.number]),
        size=1,
        pieces=partial(_plan_pieces, one),
        icon="list-checks",
    )


def _work(one: Commitment) -> Work:
    return Work(
        thing=thing(one.pk),
        kind=word(one.standing),
        title=f"{one.number} · {one.title}",
        language=one.language,
        territory_id=one.plan.territory_id,
        address=reverse(
            "commitments:desk_commitment", args=[one.plan.territory.slug, one.plan.number, one.number]
        ),
        size=1,
        pieces=partial(_pieces, one),
        icon="list-checks",
    )


def _plan_pieces(one: Plan) -> list[Piece]:
    return [piece for piece in _bound(one) if piece.text]


def _bound(one: Plan) -> Iterator[Piece]:
    """What a council adopted: a second person publishes its version."""
    common: dict[str, Any] = {"group": "words", "heading": one.title, "official": True}
    line = common | {"thing": plan_thing(one.pk), "on_one_line": True}
    yield Piece(**line, field="title", text=one.title, longest=rules.LONGEST_TITLE, label=_("العنوان"))
    yield Piece(
        **common, thing=plan_thing(one.pk), field="summary", text=one.summary, longest=rules.LONGEST_TEXT,
        label=_("ملخص"),
    )  # fmt: skip
    for name, label in (
        ("adopted_by", _("المقرر الذي صادق عليه")),
        ("committee_decision", _("قرار إحداث اللجنة")),
    ):
        yield Piece(**line, field=name, text=getattr(one, name), longest=rules.LONGEST_LINE, label=label)
    titled = common | {"field": "title", "on_one_line": True, "longest": rules.LONGEST_TITLE}
    for axis in Axis.objects.filter(plan=one):
        label = _("عنوان الجزء %(position)s") % {"position": axis.position}
        yield Piece(**titled, thing=_axis_thing(axis), text=axis.title, label=label)
    for objective in Objective.objects.filter(axis__plan=one).select_related("axis"):
        label = _("هدف من الجزء %(position)s") % {"position": objective.axis.position}
        yield Piece(**titled, thing=_objective_thing(objective), text=objective.title, label=label)
    for field, text, longest, label in _way(one):
        yield Piece(
            **common, thing=plan_thing(one.pk), field=field, text=text, longest=longest, label=label,
            on_one_line=longest < rules.LONGEST_REASON,
        )  # fmt: skip


def _way(one: Plan) -> Iterator[tuple[str, str, int, str]]:
    """What a plan says of how it came to be, and of its years: field, words, longest, label."""
    text, line = rules.LONGEST_REASON, rules.LONGEST_LINE
    yield "renewed_for", one.renewed_for, text, _("سبب التحيين")
    for step in PlanStep.objects.filter(plan=one):
        yield step_field(step), step.words, text, word(step.kind)
    for seat in PlanMember.objects.filter(plan=one):
        label = _("العضو %(position)s في لجنة التتبع") % {"position": seat.position}
        yield seat_field(seat), seat.capacity, line, label
    for told in Assessment.objects.filter(plan=one):
        label = word(rules.Section(told.section))
        for name in SHOWN_BY:
            yield section_field(told, name), getattr(told, name), text if name == "words" else line, label
    for spoken in CommunicationLine.objects.filter(plan=one):
        label = _("السطر %(position)s من خطة التواصل") % {"position": spoken.position}
        for name in SPOKEN:
            yield line_field(spoken, name), getattr(spoken, name), line, label
    for report in YearlyReport.objects.filter(plan=one).defer("told"):
        label = _("قراءة الجماعة لسنة %(year)s") % {"year": report.year}
        yield year_field(report.year), report.words, text, label


def _pieces(one: Commitment) -> list[Piece]:
    return [piece for piece in _promised(one) if piece.text]


def _labels() -> Mapping[str, tuple[str, int, bool]]:
    """Return what each field is called, its longest and whether it stands on one line."""
    text, line = rules.LONGEST_TEXT, rules.LONGEST_LINE
    return {
        "title": (_("العنوان"), rules.LONGEST_TITLE, True),
        "problem": (_("الإشكالية"), text, False),
        "solution": (_("الحل"), text, False),
        "description": (_("الوصف"), text, False),
        "beneficiaries": (_("المستفيدات والمستفيدون"), line, True),
        "service": (_("المصلحة المسؤولة"), line, True),
        "partners": (_("الشركاء"), line, True),
        "place": (_("المكان"), rules.LONGEST_TITLE, True),
        "reason": (_("السبب"), text, False),
    }


def _promised(one: Commitment) -> Iterator[Piece]:
    common: dict[str, Any] = {
        "thing": thing(one.pk),
        "group": "words",
        "heading": one.title,
        "official": True,
    }
    for name, (label, longest, on_one_line) in _labels().items():
        yield Piece(
            **common,
            field=name,
            text=getattr(one, name),
            longest=longest,
            label=label,
            on_one_line=on_one_line,
        )
    line = common | {"on_one_line": True, "longest": rules.LONGEST_TITLE}
    for milestone in Milestone.objects.filter(commitment=one):
        label = _("المرحلة %(position)s") % {"position": milestone.position}
        yield Piece(**line, field=milestone_field(milestone), text=milestone.title, label=label)
        label = _("من يجيب عن المرحلة %(position)s") % {"position": milestone.position}
        yield Piece(**line, field=who_field(milestone), text=milestone.responsible, label=label)
    for indicator in Indicator.objects.filter(commitment=one).order_by("position"):
        for name, words in _measured(indicator.position).items():
            field = indicator_field(indicator, name)
            yield Piece(**line, field=field, text=getattr(indicator, name), label=words)
    labels = {each.label: each for each in FundingLine.objects.filter(commitment=one).order_by("pk")}
    for each in labels.values():
        yield Piece(**line, field=money_field(each), text=each.label, label=_("مصدر التمويل"))


def _measured(position: int) -> dict[str, str]:
    return {
        "name": _("المؤشر %(position)s") % {"position": position},
        "unit": _("وحدة المؤشر %(position)s") % {"position": position},
        "source": _("مصدر المؤشر %(position)s") % {"position": position},
    }
