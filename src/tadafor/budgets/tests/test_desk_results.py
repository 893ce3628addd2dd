"""Staff count, publish and follow up in the browser; nobody else does."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tadafor.budgets import tasks
from tadafor.budgets.actions import following, simulating
from tadafor.budgets.models import Counting, Lot, Simulation
from tadafor.budgets.queries import results
from tadafor.budgets.queries.following import followed
from tadafor.budgets.rules import meta
from tadafor.budgets.rules.following import FollowRefusal, Reported, Step, due
from tadafor.budgets.rules.publishing import CountingRefusal, Sample
from tadafor.budgets.rules.settings import Method
from tadafor.budgets.tests import votes
from tadafor.budgets.tests.test_counting import EQUAL, loaded, published, refused
from tadafor.kernel.clock import stopped_at
from tadafor.kernel.scopes import within
from tadafor.people.models import Person
from tadafor.people.rules import RoleKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def committee(larache):
    return votes.committee(larache)


@pytest.fixture
def other(larache):
    return votes.committee(larache)


@pytest.fixture
def edition(larache):
    return votes.make_vote(larache, count_settings=meta.named(EQUAL))


def signed(client_of, actor):
    return client_of(Person.objects.get(pk=actor.person_id))


def at(edition, rest):
    return f"/larache/budgets/desk/{edition.slug}/{rest}"


SETTINGS = {
    "method": "equal_shares", "utility": "cost", "increment": "10", "first_tie": "less_cost",
    "whole_file": "by_share", "unique_limit": "10", "skip": "on", "reason": "جولات أقل",
}  # fmt: skip


def test_the_whole_way_of_a_count_in_the_browser(client_of, edition, committee, other, larache):
    first, second = signed(client_of, committee), signed(client_of, other)
    with stopped_at(votes.BEFORE):
        assert first.post(at(edition, "count/settings/"), SETTINGS).status_code == 303
        assert first.post(at(edition, "count/lot/"), {"way": "sealed"}).status_code == 303
        assert first.post(at(edition, "count/draw/"), {}).status_code == 303
    with within(larache.pk):
        edition.refresh_from_db()
        assert results.settings_of(edition).increment == 10
        assert results.settings_of(edition).lot == tuple(Lot.objects.get().order)
    loaded(edition)
    with stopped_at(votes.CLOSED):
        assert first.post(at(edition, "count/start/")).status_code == 303
        waiting = first.get(at(edition, "count/"))
        assert waiting.headers["Refresh"] == "3"
        tasks.count(territory_id=larache.pk, slug=edition.slug)
        first.post(at(edition, "count/publish/"))
        page = first.get(at(edition, "count/")).content.decode()
        assert "تنشر النتيجة عضوة أو عضو غير من طلب الفرز." in page
        second.post(at(edition, "count/publish/"))
        assert second.get(at(edition, "count/1/ballots.pb")).status_code == 200
    with within(larache.pk):
        assert Counting.objects.get().published_by_id == other.person_id


def test_wrong_input_keeps_what_was_typed(client_of, edition, committee):
    client = signed(client_of, committee)
    with stopped_at(votes.BEFORE):
        wrong = SETTINGS | {"increment": "0", "reserve_mark": "", "method": "lottery"}
        answer = client.post(at(edition, "count/settings/"), wrong)
        assert answer.status_code == 400
        assert "جولات أقل" in answer.content.decode()
        answer = client.post(at(edition, "count/lot/"), {"way": "digits", "source": ""})
        assert answer.status_code == 400
        assert "سموا السحب العمومي" in answer.content.decode()
    with stopped_at(votes.VOTING):
        answer = client.post(at(edition, "count/settings/"), SETTINGS)
        assert answer.status_code == 400
        assert "بدأ التصويت" in answer.content.decode()


class TestSimulation:
    """§ count-simulation"""

    def ask(self, edition, actor, sample=Sample.INVENTED, now=votes.BEFORE):
        with within(edition.territory_id):
            return simulating.ask_to_simulate(
                edition=edition, sample=sample, voters=200, actor=actor, now=now
            )

    def test_both_rules_on_invented_ballots_and_never_once_people_vote(self, client_of, edition, committee):
        with stopped_at(votes.BEFORE):
            made = self.ask(edition, committee)
            tasks.simulate(territory_id=edition.territory_id, key=made.pk)
            with within(edition.territory_id):
                (part,) = Simulation.objects.get().found
            assert part["voters"] == 200
            assert set(part["rules"]) == set(Method)
            page = signed(client_of, committee).get(at(edition, "count/simulation/")).content.decode()
            assert "مشروع رقم" in page
        assert refused(lambda: self.ask(edition, committee, now=votes.VOTING)) is CountingRefusal.VOTE_BEGAN
        with stopped_at(votes.VOTING):
            page = signed(client_of, committee).get(at(edition, "count/simulation/")).content.decode()
            assert "مشروع رقم" not in page

    def test_without_supports_there_is_nothing_to_compare(self, client_of, edition, committee):
        with stopped_at(votes.BEFORE):
            made = self.ask(edition, committee, Sample.DECLARED)
            tasks.simulate(territory_id=edition.territory_id, key=made.pk)
            page = signed(client_of, committee).get(at(edition, "count/simulation/")).content.decode()
        assert "لا مساندات" in page


class TestFollowing:
    """§ budgets-after, § budgets-progress"""

    @pytest.fixture
    def winner(self, edition, committee, other, larache):
        published(loaded(edition), committee, other)
        with within(larache.pk):
            edition.refresh_from_db()
            return followed(edition, 1).project

    def step(self, project, actor, step, days=0, after=0):
        with within(project.edition.territory_id):
            return following.record_step(
                project=project, step=step, done_on=votes.CLOSED.date() + timedelta(days=days),
                reference="م 12", actor=actor, now=votes.CLOSED + timedelta(days=after),
            )  # fmt: skip

    def progress(self, project, actor, percent=50, spent=1_000, after=40, reason=""):
        now = votes.CLOSED + timedelta(days=after)
        with within(project.edition.territory_id):
            return following.record_progress(
                project=project, told=Reported(percent, Decimal(spent), now.date(), reason), note="صب الأساس",
                photos=[], actor=actor, now=now,
            )  # fmt: skip

    def test_steps_come_in_order_and_the_decision_moves_the_edition_on(self, winner, committee, larache):
        assert refused(lambda: self.step(winner, committee, Step.VISA)) is FollowRefusal.EARLIER_MISSING
        self.step(winner, committee, Step.AGENDA)
        self.step(winner, committee, Step.DECISION, 1, 2)
        with within(larache.pk):
            winner.edition.refresh_from_db()
            assert winner.edition.adopted_on == votes.CLOSED.date() + timedelta(days=1)

    def test_progress_needs_works_and_reasons(self, winner, committee, client, larache):
        assert refused(lambda: self.progress(winner, committee)) is FollowRefusal.WORKS_FIRST
        for at_, step in enumerate([Step.AGENDA, Step.DECISION, Step.VISA, Step.BUDGET_LINE, Step.WORKS]):
            self.step(winner, committee, step, at_, 10)
        dear = lambda: self.progress(winner, committee, spent=200_000)  # noqa: E731
        assert refused(dear) is FollowRefusal.SPENT_OVER_PRICE
        self.progress(winner, committee)
        late = lambda: self.progress(winner, committee, after=400)  # noqa: E731
        assert refused(late) is FollowRefusal.LATE_WITHOUT_REASON
        self.progress(winner, committee, percent=60, after=400, reason="تأخر التزود")
        with stopped_at(votes.CLOSED + timedelta(days=401)):
            page = client.get(f"/larache/budgets/{winner.edition.slug}/works/").content.decode()
        assert "متأخر" in page
        assert "تأخر التزود" in page
        assert "صب الأساس" in page

    def test_a_loser_is_not_followed(self, winner, committee, larache):
        with within(larache.pk):
            loser = winner.edition.projects.get(number=3)
        assert refused(lambda: self.step(loser, committee, Step.AGENDA)) is FollowRefusal.NOT_A_WINNER

    def test_staff_record_a_step_in_the_browser(self, winner, client_of, larache):
        director = votes.staff(larache, RoleKind.DIRECTOR)
        client = signed(client_of, director)
        with stopped_at(votes.CLOSED + timedelta(days=3)):
            assert client.get(at(winner.edition, "follow/")).status_code == 200
            future = {"step": "agenda", "done_on": "2030-01-01", "reference": ""}
            answer = client.post(at(winner.edition, "follow/1/step/"), future)
            assert answer.status_code == 400
            assert "لم يحل بعد" in answer.content.decode()
            good = future | {"done_on": "2026-06-12"}
            assert client.post(at(winner.edition, "follow/1/step/"), good).status_code == 303
            assert client.get(at(winner.edition, "follow/3/step/")).status_code == 404

    def test_the_day_of_delivery_follows_from_the_months(self):
        began = votes.CLOSED.date().replace(month=8, day=31)
        assert due([(Step.WORKS, began)], 6) == began.replace(year=2027, month=2, day=28)
        assert due([], 6) is None
