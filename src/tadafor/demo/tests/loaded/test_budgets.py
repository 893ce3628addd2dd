"""The participatory budgets of the demonstration: held, void and held again, voting, taking ideas."""

import tomllib
from datetime import UTC, datetime

import pytest

from tadafor.budgets import queries as budgets
from tadafor.budgets.actions import counting, opening, showing
from tadafor.budgets.models import Edition, OpenedBallot, Study
from tadafor.budgets.queries.following import followed_of
from tadafor.budgets.queries.results import winners_of
from tadafor.budgets.queries.shares import opening_command, shares_folder
from tadafor.budgets.rules import urn
from tadafor.budgets.rules.cycle import CycleRefusal, Phase
from tadafor.budgets.rules.following import Step
from tadafor.demo import reader
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people import queries as people
from tadafor.people.actor import Actor
from tadafor.people.rules import Level, RoleKind
from tadafor.territories.models import Territory

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_loaded")]


def edition_of(key):
    told = tomllib.loads((reader.CONTENT / "budgets" / f"{key}.toml").read_text("utf-8"))
    return Edition.objects.get(territory__slug=told["territory"], slug=told["slug"]), told


@pytest.mark.parametrize(
    ("key", "phase", "ideas", "projects"),
    [
        ("beni-mellal-2025", Phase.CARRYING_OUT, 6, 4),
        ("larache-again", Phase.RESULTS, 2, 2),
        ("larache-live", Phase.VOTE, 10, 8),
        ("beni-mellal-next", Phase.IDEAS, 6, 0),
    ],
)
def test_an_edition_of_each_kind(key, phase, ideas, projects):
    edition, told = edition_of(key)
    assert list(Phase).index(budgets.phase_of(edition, today=day_of(NOW))) >= list(Phase).index(phase)
    assert budgets.sizes_of(edition) == (ideas, projects)
    assert edition.is_demonstration
    ballot = budgets.on_the_ballot(edition)
    assert len(ballot) == projects
    assert all(one.symbol and one.colour for one in ballot)
    assert told["title"] == edition.title


def test_the_new_edition_of_beni_mellal_is_a_copy_with_two_changes():
    last, _told = edition_of("beni-mellal-2025")
    new, _told = edition_of("beni-mellal-next")
    assert new.copied_from_id == last.pk
    assert (new.principles, new.minimum_age, last.minimum_age) == (last.principles, 16, 18)
    assert [one.amount for one in budgets.envelopes_of(new)] == [400_000]


def test_a_second_opinion_changed_the_standing_of_two_projects():
    found = Study.objects.filter(second_opinion_on__isnull=False)
    assert {(one.second_opinion_on.verdict, one.verdict) for one in found} == {("unfeasible", "feasible")}
    assert found.count() == 2


def test_the_fountains_won_and_are_delivered():
    edition, told = edition_of("beni-mellal-2025")
    (won,) = followed_of(edition)
    assert won.project.title == told["after"][0]["project"]
    assert [step for step, _day in won.done] == list(Step)
    assert won.percent == 100
    assert (won.spent, won.next_step) == (386_500, None)
    assert all("للعرض" in step.reference for step in won.steps)


def test_a_void_vote_of_larache_was_held_again():
    """§ secrecy-again"""
    edition, told = edition_of("larache-again")
    void = edition.voided_votes.get()
    assert void.reason == told["vote"]["void"]["reason"]
    assert (void.figures["turnout"]["online"], edition.vote_number, edition.voided_on) == (5, 2, None)
    assert OpenedBallot.objects.filter(edition=edition).count() == len(told["vote"]["ballots"])


def test_a_newcomer_goes_through_the_close_of_larache():
    """§ budgets-shown"""
    edition, told = edition_of("larache-live")
    folder = shares_folder("larache")
    ground_staff = {kind: staff_of("larache", kind) for kind in (RoleKind.FOCAL_POINT, RoleKind.COMMITTEE)}
    nadia, amal = ground_staff.values()
    facts = {"edition": edition, "now": NOW}
    with within(edition.territory_id):
        showing.end_shown_vote(actor=nadia, **facts)
        published = opening.publish_urn(actor=nadia, **facts)
        assert published.ballots == len(told["vote"]["ballots"])
        words = [(folder / f"share-{number}.txt").read_text() for number in (2, 5, 1)]
        assert all(f"share-{number}.txt" in opening_command(edition) for number in (1, 2, 3))
        text = urn.opened_text(urn.opened(urn.read_urn(published.text), urn.joined(words)))
        opening.give_opened(text=text, actor=nadia, **facts)
        opening.observe(typed=urn.print_of(text), observer="ملاحظة", actor=amal, **facts)
        opening.ask_to_load(actor=nadia, **facts)
        assert opening.load_ballots(**facts) == published.ballots
        counting.ask_to_count(actor=nadia, **facts)
        assert counting.count_all(**facts) == 2
        counting.publish_result(actor=amal, **facts)
        assert winners_of(edition) == {"p2", "p3", "p5", "p7", "p8"}
        with pytest.raises(Refused) as again:
            showing.end_shown_vote(actor=nadia, **facts)
    assert again.value.refusal is CycleRefusal.NOT_NOW


def staff_of(slug, kind):
    tenant = Territory.objects.get(slug=slug)
    (pk,) = people.staff_ids(tenant.pk, kind)[:1]
    return Actor(
        person_id=pk,
        name="موظفة",
        level=Level.CONTACT,
        roles=frozenset({(tenant.pk, kind)}),
        second_factor=True,
    )
