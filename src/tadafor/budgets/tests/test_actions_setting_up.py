"""An edition is set up once, announced, and only made longer afterwards."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tadafor.budgets import actions, queries, tasks
from tadafor.budgets.rules.cycle import CycleRefusal, Phase
from tadafor.budgets.rules.regulation import EnvelopeRefusal
from tadafor.budgets.rules.studying import Finding, Standing, StudyRefusal
from tadafor.budgets.tests.factories import (
    START,
    days_from,
    feasible,
    make_edition,
    make_project,
    moment,
    organiser,
    ready_to_vote,
)
from tadafor.kernel.clock import stopped_at
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import everywhere, within
from tadafor.kernel.words import word
from tadafor.notifications.models import Notice
from tadafor.traces import actions as traces

pytestmark = pytest.mark.django_db


def test_an_edition_goes_through_its_phases(larache):
    edition = make_edition(larache)
    with within(larache.pk):
        for phase in (Phase.ANNOUNCED, Phase.IDEAS, Phase.STUDY, Phase.VOTE, Phase.COUNT):
            assert queries.phase_of(edition, today=moment(edition, phase).date()) is phase


def test_who_follows_is_told_once_when_a_phase_begins(larache, salma, actor_of):
    """§ budgets-told"""
    edition = make_edition(larache)
    during = moment(edition, Phase.IDEAS)
    with within(larache.pk):
        traces.follow(trace=edition.trace, actor=actor_of(salma), now=during)
    for at in (moment(edition, Phase.ANNOUNCED), during, during, moment(edition, Phase.MERGING)):
        with stopped_at(at):
            tasks.tell(timestamp=0)
    with everywhere():
        told = [one.title for one in Notice.objects.filter(person=salma, kind="budgets.began").order_by("pk")]
    assert [title.split("»")[0].split("«")[1] for title in told] == [word(Phase.IDEAS), word(Phase.MERGING)]


def test_a_copy_keeps_the_regulation_and_the_envelopes(larache):
    first = make_edition(larache, envelopes={"الشمال": 100_000, "الجنوب": 50_000})
    with within(larache.pk):
        stated = actions.Regulation(**(queries.stated_by(first) | {"title": "دورة 2027", "slug": "2027"}))
        copy = actions.draft_edition(
            territory_id=larache.pk,
            territory_slug=larache.slug,
            stated=stated,
            actor=organiser(larache),
            now=moment(first, Phase.VOTE),
            copied_from=first,
        )
        found = [(one.name, one.amount) for one in queries.envelopes_of(copy)]
    assert found == [("الشمال", 100_000), ("الجنوب", 50_000)]
    assert copy.principles == first.principles
    assert copy.count_settings == first.count_settings
    assert copy.announced_on is None


@pytest.mark.parametrize(
    "change",
    [
        lambda one, who, now: actions.set_days(edition=one, days=days_from(), actor=who, now=now),
        lambda one, who, now: actions.add_envelope(
            edition=one, name="ثان", amount=Decimal(5), actor=who, now=now
        ),
        lambda one, who, now: actions.remove_envelope(
            envelope=queries.envelopes_of(one)[0], actor=who, now=now
        ),
        lambda one, who, now: actions.change_regulation(
            edition=one,
            territory_slug="larache",
            stated=actions.Regulation(title="أخرى", slug="other"),
            actor=who,
            now=now,
        ),
    ],
)
def test_nothing_of_the_regulation_changes_once_it_is_announced(larache, change):
    edition = make_edition(larache)
    with within(larache.pk), pytest.raises(Refused) as refused:
        change(edition, organiser(larache), moment(edition, Phase.VOTE))
    assert refused.value.refusal is CycleRefusal.ALREADY_ANNOUNCED


@pytest.mark.parametrize(
    ("name", "amount", "expected"),
    [
        (" ", 5, EnvelopeRefusal.NO_NAME),
        ("المدينة كلها", 5, EnvelopeRefusal.NAME_TAKEN),
        ("ثان", 0, EnvelopeRefusal.NO_MONEY),
    ],
)
def test_an_envelope_has_a_name_of_its_own_and_money(larache, name, amount, expected):
    # § budgets-envelopes
    edition = make_edition(larache, announced=False)
    with within(larache.pk), pytest.raises(Refused) as refused:
        actions.add_envelope(
            edition=edition,
            name=name,
            amount=Decimal(amount),
            actor=organiser(larache),
            now=moment(edition, Phase.ANNOUNCED),
        )
    assert refused.value.refusal is expected


def test_a_phase_lasts_longer_for_a_reason(larache):
    edition = make_edition(larache, days=[days_from()[0], days_from()[-1]])
    with within(larache.pk):
        actions.extend_phase(
            edition=edition,
            phase=Phase.IDEAS,
            to_date=START + timedelta(days=25),
            reason="طلب جمعيات الأحياء",
            actor=organiser(larache),
            now=moment(edition, Phase.IDEAS),
        )
        assert queries.days_of(edition)[0].closes_on == START + timedelta(days=25)
        assert [one.reason for one in queries.extensions_of(edition)] == ["طلب جمعيات الأحياء"]


def test_prices_are_published_when_nothing_waits_for_its_study(larache):
    # § budgets-prices
    edition = make_edition(larache)
    make_project(edition, studied=False)
    with within(larache.pk), pytest.raises(Refused) as refused:
        actions.publish_prices(edition=edition, actor=organiser(larache), now=moment(edition, Phase.PRICES))
    assert refused.value.refusal is StudyRefusal.STILL_WAITING


def test_a_second_opinion_is_somebody_elses_and_both_stay(larache):
    edition = make_edition(larache)
    project = make_project(edition, studied=False)
    first, second = organiser(larache), organiser(larache)
    now = moment(edition, Phase.STUDY)
    no = actions.Opinion(
        service="قسم التعمير",
        verdict=Standing.UNFEASIBLE,
        findings={one["key"]: Finding.NO for one in edition.study_criteria},
        scores={one["key"]: 0 for one in edition.score_grid},
        reason="الأرض خاصة",
    )
    with within(larache.pk):
        actions.study_project(project=project, opinion=no, actor=first, now=now)
        with pytest.raises(Refused) as refused:
            actions.study_project(project=project, opinion=feasible(edition), actor=first, now=now)
        actions.study_project(project=project, opinion=feasible(edition, 90_000), actor=second, now=now)
        found = queries.project_numbered(edition, project.number)
        assert [one.verdict for one in found.studies.all()] == ["unfeasible", "feasible"]
    assert refused.value.refusal is StudyRefusal.SAME_PERSON
    assert (found.standing, found.price) == ("feasible", 90_000)


def test_what_is_ready_to_vote_has_prices_and_a_ballot(larache):
    edition = ready_to_vote(larache)
    with within(larache.pk):
        ballot = queries.on_the_ballot(edition)
    assert [one.price for one in ballot] == [100_000, 200_000, 300_000]
    assert list(queries.costs_of(ballot)) == ["p1", "p2", "p3"]
