"""Editions ready at any point of their life, made by the room's own verbs.

``make_edition`` states days that begin on ``start`` (2 March 2026 unless told): ideas 20 days, merging 10,
study 20, prices 10, campaign 10, vote 14. ``moment(edition, phase)`` is ten in the morning in a phase; give
it to ``kernel.clock.stopped_at`` for pages, or as ``now`` to verbs. Everything before the announcement
happens ten days before ``start``.
"""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from tadafor.budgets import actions, queries
from tadafor.budgets.models import Edition
from tadafor.budgets.rules.cycle import Days, Phase
from tadafor.budgets.rules.studying import Finding, Standing
from tadafor.kernel.identifiers import token
from tadafor.kernel.scopes import within
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import citizen_actor, staff_actor
from tadafor.traces.actions import set_visibility
from tadafor.traces.rules import Visibility

START = date(2026, 3, 2)
LENGTHS = {
    Phase.IDEAS: 20,
    Phase.MERGING: 10,
    Phase.STUDY: 20,
    Phase.PRICES: 10,
    Phase.CAMPAIGN: 10,
    Phase.VOTE: 14,
}
CRITERIA = [
    {"key": "competence", "words": "يدخل في اختصاص الجماعة"},
    {"key": "public_land", "words": "فوق ملك عمومي أو جماعي"},
]
GRID = [
    {"key": "women", "words": "أثره على النساء والفتيات", "most": 10},
    {"key": "access", "words": "الولوجية", "most": 5},
]
MARKS = [{"key": "women", "words": "يخدم النساء والفتيات"}]
__all__ = [
    "START", "citizen_actor", "days_from", "feasible", "idea_words", "make_edition", "make_idea",
    "make_project", "moment", "organiser", "ready_to_vote", "staff_actor", "start_for",
]  # fmt: skip


def days_from(start: date = START) -> list[Days]:
    """Every phase in its place, one after the other."""
    found, first = [], start
    for phase, length in LENGTHS.items():
        found.append(Days(phase, first, first + timedelta(days=length - 1)))
        first += timedelta(days=length)
    return found


def start_for(phase: Phase, today: date) -> date:
    """The ``start`` that puts ``today`` on the second day of ``phase``."""
    before = 0
    for one, length in LENGTHS.items():
        if one is phase:
            break
        before += length
    return today - timedelta(days=before + 1)


def moment(edition: Edition, phase: Phase) -> datetime:
    """Ten in the morning, on the second day of a phase (the first day after the vote for the count)."""
    with within(edition.territory_id):
        days = {Phase(one.phase): one for one in queries.days_of(edition)}
    if phase in days:
        return _at_ten(days[phase].opens_on + timedelta(days=1))
    if phase is Phase.COUNT:
        return _at_ten(days[Phase.VOTE].closes_on + timedelta(days=1))
    return _at_ten(min(one.opens_on for one in days.values()) - timedelta(days=5))


def _at_ten(day: date) -> datetime:
    return datetime.combine(day, time(10), tzinfo=UTC)


def organiser(territory):
    """The focal point, as an actor."""
    return staff_actor(territory, RoleKind.FOCAL_POINT)


def make_edition(
    territory, *, slug="edition-2026", announced=True, start=START, envelopes=None, days=None, **stated
) -> Edition:
    """An edition with one envelope of 400,000 MAD for the whole commune, announced before ``start``."""
    facts = {
        "title": "الميزانية التشاركية 2026",
        "slug": slug,
        "summary": "مشاريع القرب في أحياء المدينة.",
        "principles": "الشفافية، المساواة، القرب.",
        "criteria": "مشروع يخدم الصالح العام.",
        "void_rule": "يعاد التصويت داخل شهر.",
        "study_criteria": CRITERIA,
        "score_grid": GRID,
        "marks": MARKS,
    }
    now = _at_ten(start - timedelta(days=10))
    with within(territory.pk):
        nadia = organiser(territory)
        edition = actions.draft_edition(
            territory_id=territory.pk,
            territory_slug=territory.slug,
            stated=actions.Regulation(**(facts | stated)),
            actor=nadia,
            now=now,
        )
        actions.set_days(edition=edition, days=days or days_from(start), actor=nadia, now=now)
        for name, amount in (envelopes or {"المدينة كلها": 400_000}).items():
            actions.add_envelope(edition=edition, name=name, amount=Decimal(amount), actor=nadia, now=now)
        return actions.announce_edition(edition=edition, actor=nadia, now=now) if announced else edition


def make_project(
    edition, title="ساحة للأطفال", *, price=100_000, envelope=None, studied=True, now=None, **words
):
    """A project of the first envelope, studied and feasible at ``price`` unless told otherwise."""
    now = now or moment(edition, Phase.STUDY)
    facts = {"title": title, "description": "تهيئة ساحة بألعاب ومقاعد في ظل الأشجار."}
    with within(edition.territory_id):
        nadia = organiser(edition.territory)
        project = actions.draft_project(
            edition=edition,
            envelope=envelope or queries.envelopes_of(edition)[0],
            words=actions.ProjectWords(**(facts | words)),
            actor=nadia,
            now=now,
        )
        if studied:
            actions.study_project(project=project, opinion=feasible(edition, price), actor=nadia, now=now)
            project = queries.project_numbered(edition, project.number)
    return project


def feasible(edition, price=100_000, **facts):
    """What a service says of a project that can be made."""
    found = {
        "service": "قسم الأشغال",
        "verdict": Standing.FEASIBLE,
        "findings": {one["key"]: Finding.YES for one in edition.study_criteria},
        "scores": {one["key"]: 1 for one in edition.score_grid},
        "price": Decimal(price),
        "months": 6,
    }
    return actions.Opinion(**(found | facts))


def ready_to_vote(territory, prices=(100_000, 200_000, 300_000), **facts) -> Edition:
    """An edition whose projects, one for each price, are studied and published."""
    edition = make_edition(territory, **facts)
    for at, price in enumerate(prices, start=1):
        make_project(edition, f"مشروع {at}", price=price, symbol="tree", colour="green")
    with within(territory.pk):
        now = moment(edition, Phase.PRICES)
        return actions.publish_prices(edition=edition, actor=organiser(territory), now=now)


def idea_words(**words) -> actions.IdeaWords:
    """A bench in the shade, unless told otherwise."""
    facts = {"title": "مقاعد في ظل الأشجار", "body": "لا مكان يجلس فيه الشيوخ أمام المستوصف."}
    return actions.IdeaWords(**(facts | words))


def make_idea(edition, actor=None, *, now=None, held=False, **words):
    """An idea that everybody reads, unless ``held``."""
    with within(edition.territory_id):
        idea = actions.propose_idea(
            edition=edition,
            words=idea_words(**words),
            actor=actor or citizen_actor(edition.territory),
            now=now or moment(edition, Phase.IDEAS),
            token=token(),
        )
        set_visibility(item=idea.trace, visibility=Visibility.HELD if held else Visibility.VISIBLE)
    return idea
