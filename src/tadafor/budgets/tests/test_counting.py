"""The count: its settings, its lot, the job that makes it, who publishes it, and its files."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from tadafor.audit import actions as audit
from tadafor.audit.queries import latest_head
from tadafor.budgets import tasks
from tadafor.budgets.actions import counting
from tadafor.budgets.models import Counting, OpenedBallot, PaperOpened, Project, Result, UrnPublication
from tadafor.budgets.queries import results
from tadafor.budgets.rules import explaining, meta, pabulib, publishing
from tadafor.budgets.rules.count import count
from tadafor.budgets.rules.explaining import How
from tadafor.budgets.rules.keeping import KeepingRefusal
from tadafor.budgets.rules.publishing import CountingRefusal, LotWay
from tadafor.budgets.rules.settings import CountSettings, Method, Reserve, SettingsRefusal
from tadafor.budgets.tests import votes
from tadafor.budgets.tests.elections import election
from tadafor.kernel.clock import stopped_at
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import everywhere, within
from tadafor.notifications.models import Notice
from tadafor.traces.actions import follow

pytestmark = pytest.mark.django_db
EQUAL = CountSettings(method=Method.EQUAL_SHARES)
# p1 100,000 and p4 250,000 share their six supporters; p2 150,000 and p3 200,000 have four.
SAID = [["p1", "p4"]] * 6 + [["p2", "p3"]] * 4 + [[]]


@pytest.fixture
def committee(larache):
    return votes.committee(larache)


@pytest.fixture
def other(larache):
    return votes.committee(larache)


@pytest.fixture
def edition(larache):
    """An edition whose ballots are opened and loaded; nothing is counted."""
    return loaded(votes.make_vote(larache, count_settings=meta.named(EQUAL)))


def loaded(edition, said=SAID):
    with within(edition.territory_id):
        UrnPublication.objects.create(
            edition=edition,
            text="",
            root="ab" * 32,
            ballots=len(said),
            leaves=bytes(range(32)) * 2,
            published_at=votes.CLOSED,
            opened_print="cd" * 32,
            observer_print="cd" * 32,
            loaded_at=votes.CLOSED,
        )
        PaperOpened.objects.create(edition=edition, from_urn=len(said), from_paper=0, never_returned=0)
        OpenedBallot.objects.bulk_create(
            OpenedBallot(edition=edition, said=[[key, 1] for key in keys]) for keys in said
        )
    return edition


def refused(verb):
    with pytest.raises(Refused) as found:
        verb()
    assert found.value.sentence
    return found.value.refusal


def drawn(edition, actor, way=LotWay.SEALED, source="", typed=""):
    with within(edition.territory_id):
        counting.prepare_lot(edition=edition, way=way, source=source, actor=actor, now=votes.BEFORE)
        return counting.draw_lot(edition=edition, typed=typed, actor=actor, now=votes.BEFORE)


def counted(edition, actor):
    with within(edition.territory_id):
        counting.ask_to_count(edition=edition, actor=actor, now=votes.CLOSED)
    with stopped_at(votes.CLOSED):
        tasks.count(territory_id=edition.territory_id, slug=edition.slug)


def published(edition, committee, other):
    drawn(edition, committee)
    counted(edition, committee)
    with within(edition.territory_id):
        return counting.publish_result(edition=edition, actor=other, now=votes.CLOSED)


class TestSettings:
    """§ count-stated"""

    def state(self, edition, actor, settings=EQUAL, now=votes.BEFORE, reason="", limit="0.10"):
        with within(edition.territory_id):
            return counting.state_count(
                edition=edition,
                settings=settings,
                unique_limit=Decimal(limit),
                full_file_for_all=None,
                reason=reason,
                actor=actor,
                now=now,
            )

    def test_a_change_after_the_announcement_gives_its_reason_to_those_who_follow(
        self, larache, edition, committee, salma
    ):
        follower = votes.voter(larache)
        with within(larache.pk):
            follow(trace=edition.trace, actor=follower, now=votes.BEFORE)
        settings = replace(EQUAL, increment=Fraction(100))
        assert refused(lambda: self.state(edition, committee, settings)) is CountingRefusal.NO_REASON
        made = self.state(edition, committee, settings, reason="جولات أقل")
        with within(larache.pk):
            assert results.settings_of(made).increment == 100
        with everywhere():
            assert Notice.objects.filter(kind="budgets.count_changed").count() == 1

    def test_not_once_the_vote_began_nor_with_settings_that_count_nothing(self, edition, committee):
        assert refused(lambda: self.state(edition, committee, now=votes.VOTING)) is CountingRefusal.VOTE_BEGAN
        wrong = replace(EQUAL, increment=Fraction(0))
        assert refused(lambda: self.state(edition, committee, wrong, reason="س")) is SettingsRefusal.INCREMENT

    def test_the_same_settings_again_need_no_reason(self, edition, committee):
        made = self.state(edition, committee, limit="0.25")
        assert made.unique_limit == Decimal("0.25")


class TestLot:
    """§ count-lot"""

    def test_a_sealed_number_is_committed_to_before_it_is_opened(self, edition, committee, larache):
        lot = drawn(edition, committee)
        assert publishing.commitment(lot.seed) == lot.commitment
        assert lot.order == publishing.lot(["p1", "p2", "p3", "p4"], lot.seed)
        with within(larache.pk):
            ranks = dict(Project.objects.filter(edition=edition).values_list("number", "lot"))
            edition.refresh_from_db()
            assert [f"p{n}" for n in sorted(ranks, key=ranks.__getitem__)] == lot.order
            assert list(results.settings_of(edition).lot) == lot.order

    def test_the_digits_of_a_public_draw(self, edition, committee):
        lot = drawn(edition, committee, LotWay.DIGITS, "سحب عمومي ليوم 12 يونيو", " 07-12 33 41 ")
        assert (lot.seed, lot.commitment) == ("07123341", "")

    @pytest.mark.parametrize("typed", ["", "12345", "12a456", "١٢٣٤٥٦"])
    def test_what_is_no_draw_is_refused(self, edition, committee, larache, typed):
        with pytest.raises(Refused) as found:
            drawn(edition, committee, LotWay.DIGITS, "سحب عمومي", typed)
        assert found.value.refusal is CountingRefusal.NOT_DIGITS

    def test_once_and_in_order(self, edition, committee, larache, salma):
        def draw():
            with within(larache.pk):
                counting.draw_lot(edition=edition, typed="", actor=committee, now=votes.BEFORE)

        assert refused(draw) is CountingRefusal.LOT_NOT_PREPARED
        named = lambda: drawn(edition, committee, LotWay.DIGITS, " ")  # noqa: E731
        assert refused(named) is CountingRefusal.NO_SOURCE
        drawn(edition, committee)
        assert refused(draw) is CountingRefusal.LOT_DRAWN
        assert refused(lambda: drawn(edition, committee)) is CountingRefusal.LOT_DRAWN
        assert refused(lambda: drawn(edition, votes.voter(larache))) is CountingRefusal.NOT_ALLOWED


class TestCount:
    """§ count-acts"""

    def test_nothing_before_the_urn_is_loaded_nor_without_a_lot(self, edition, committee, larache):
        closed = votes.make_vote(larache, slug="closed")

        def ask(edition):
            with within(larache.pk):
                counting.ask_to_count(edition=edition, actor=committee, now=votes.CLOSED)

        assert refused(lambda: ask(closed)) is KeepingRefusal.NOT_OPENED
        assert refused(lambda: ask(edition)) is CountingRefusal.LOT_FIRST
        drawn(edition, committee)
        ask(edition)
        assert refused(lambda: ask(edition)) is CountingRefusal.ALREADY_ASKED

    def test_the_frozen_result_is_that_of_the_rules(self, edition, committee, larache):
        """§ count-voters, § count-participation"""
        drawn(edition, committee)
        counted(edition, committee)
        with within(larache.pk):
            result = Result.objects.get(edition=edition)
            opened = PaperOpened.objects.get(edition=edition)
        assert result.winners == ["p1", "p2"]
        assert result.published_at is None
        fates = {one["key"]: explaining.read_fate(one) for one in result.explained["projects"]}
        assert result.explained["voters"] == 10  # the blank ballot holds no share
        assert (fates["p1"].how, fates["p1"].order, fates["p1"].paying) == (How.BOUGHT, 1, 6)
        assert fates["p3"].how is How.HELD_TOO_LITTLE
        assert fates["p3"].held + fates["p3"].missing == 200_000
        assert opened.figures["blank"] == 1
        assert opened.figures["participation"]["voters"] == 0

    def test_a_count_that_was_cut_off_goes_on(self, larache, committee, monkeypatch):
        edition = votes.make_vote(larache, count_settings=meta.named(EQUAL))
        with within(larache.pk):
            second = edition.envelopes.create(name="الشمال", amount=100_000, position=2)
            Project.objects.filter(edition=edition, number=1).update(envelope=second)
        loaded(edition)
        drawn(edition, committee)
        real, made = counting._counted, []

        def once(edition, envelope, said):
            made.append(envelope.name)
            if len(made) == 2:
                raise MemoryError
            return real(edition, envelope, said)

        monkeypatch.setattr(counting, "_counted", once)
        with pytest.raises(MemoryError):
            counted(edition, committee)
        with within(larache.pk):
            assert (Counting.objects.get().done, Counting.objects.get().finished_at) == (1, None)
        with stopped_at(votes.CLOSED):
            tasks.count(territory_id=larache.pk, slug=edition.slug)
            tasks.count(territory_id=larache.pk, slug=edition.slug)
        assert made == ["الغلاف العام", "الشمال", "الشمال"]
        with within(larache.pk):
            one = Result.objects.get(envelope=second)
            assert (one.winners, one.explained["voters"]) == (["p1"], 6)

    def test_a_second_person_publishes_and_everybody_is_told(self, edition, committee, other, larache):
        follower = votes.voter(larache)
        with within(larache.pk):
            loser = Project.objects.select_related("trace").get(edition=edition, number=3)
            follow(trace=loser.trace, actor=follower, now=votes.BEFORE)

        def publish(actor):
            with within(larache.pk):
                counting.publish_result(edition=edition, actor=actor, now=votes.CLOSED)

        assert refused(lambda: publish(other)) is CountingRefusal.NOT_COUNTED
        drawn(edition, committee)
        counted(edition, committee)
        assert refused(lambda: publish(committee)) is CountingRefusal.SAME_PERSON
        publish(other)
        assert refused(lambda: publish(other)) is CountingRefusal.ALREADY_PUBLISHED
        with within(larache.pk):
            edition.refresh_from_db()
            assert edition.results_on == votes.CLOSED.date()
        with everywhere():
            told = Notice.objects.get(kind="budgets.counted_project", person_id=follower.person_id)
        assert told.address.endswith("/results/projects/3/")


class TestExplaining:
    """§ count-explained"""

    def test_every_way_of_a_project_is_told(self):
        made = election(
            {"a": 60, "b": 40, "c": 40, "d": 30, "e": 10, "f": 5},
            ["ab"] * 6 + ["cd"] * 3 + ["cde"],
            100,
            marks={"d": {"women"}},
        )
        settings = replace(EQUAL, least_score=Fraction(1), reserves=(Reserve("women", Fraction(3, 10)),))
        found = {one.key: one for one in explaining.fates(count(made, settings))}
        assert (found["d"].how, found["d"].reserve) == (How.BOUGHT, "women")
        assert found["f"].how is How.LEFT_OUT
        assert {one.key for one in found.values() if one.won} == set(count(made, settings).keys)
        plain = {one.key: one for one in explaining.fates(count(made, CountSettings(skip=False)))}
        assert (plain["b"].how, plain["b"].left, plain["a"].how) == (How.TAKEN, 100, How.TAKEN)
        assert (plain["d"].how, plain["d"].missing) == (How.DOES_NOT_FIT, 30)
        assert plain["f"].how is How.NOT_REACHED or plain["f"].how is How.NOT_NAMED

    def test_what_is_kept_is_read_back_without_loss(self):
        made = election({"a": 7, "b": 5}, ["ab", "a", "b"], 10)
        for one in explaining.fates(count(made, EQUAL)):
            assert explaining.read_fate(json.loads(json.dumps(explaining._plain(one)))) == one
        long = Fraction(3**9_000, 7**5_000)
        assert explaining.read_exact(explaining.exact(long)) == long


class TestPages:
    """§ count-files"""

    def at(self, edition, rest):
        return f"/{edition.territory.slug}/budgets/{edition.slug}/{rest}"

    def test_nothing_is_told_before_it_is_published(self, client, edition, committee):
        drawn(edition, committee)
        counted(edition, committee)
        places = ("results/", "results/projects/1/", "results/1/ballots.pb", "results/1/totals.pb")
        with stopped_at(votes.CLOSED):
            for rest in (*places, "results/1/certificate.json"):
                answer = client.get(self.at(edition, rest))
                assert answer.status_code == 404
                assert "p1" not in answer.content.decode()
            assert "الفائزة" not in client.get(self.at(edition, "count/")).content.decode()

    def test_each_project_is_explained(self, client, edition, committee, other, django_assert_num_queries):
        published(edition, committee, other)
        with stopped_at(votes.CLOSED):
            client.get(self.at(edition, "results/"))
            with django_assert_num_queries(7):
                page = client.get(self.at(edition, "results/")).content.decode()
            assert "مشروع رقم 1" in page
            assert "كل أوراق التصويت" in page
            loser = client.get(self.at(edition, "results/projects/3/")).content.decode()
            assert "لماذا لم يُموّل هذا المشروع؟" in loser
            assert "66\u00a0666" in loser or "نقصهم" in loser
            assert client.get(self.at(edition, "results/projects/9/")).status_code == 404
            minutes = client.get(self.at(edition, "count/")).content.decode()
            assert "ab" * 32 in minutes

    def test_the_minutes_keep_the_root_of_the_log_after_the_publication(
        self, client, edition, committee, other, larache
    ):
        published(edition, committee, other)
        with stopped_at(votes.CLOSED):
            assert "جذر سجل الأفعال" not in client.get(self.at(edition, "count/")).content.decode()
        with everywhere():
            audit.gather(now=votes.CLOSED + timedelta(minutes=1))
        with within(larache.pk):
            root = latest_head(larache.pk).root
            audit.record(
                actor=committee, territory_id=larache.pk, verb="budgets.x", subject="x", now=votes.CLOSED
            )
        with everywhere():
            audit.gather(now=votes.CLOSED + timedelta(minutes=2))
        with stopped_at(votes.CLOSED + timedelta(hours=1)):
            assert root in client.get(self.at(edition, "count/")).content.decode()

    def test_the_published_file_counts_to_the_same_winners(self, client, edition, committee, other, tmp_path):
        published(edition, committee, other)
        with stopped_at(votes.CLOSED):
            answer = client.get(self.at(edition, "results/1/ballots.pb"))
        path = tmp_path / "downloaded.pb"
        path.write_bytes(answer.content)
        command = [sys.executable, "-m", "tadafor.house.command", "recount", str(path), "--json"]
        told = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
        assert (told["winners"], told["as_the_file_says"]) == (["p1", "p2"], True)
        assert (told["assumed"], told["notices"]) == ([], [])
        assert f"root={'ab' * 32}" in answer.content.decode()

    def test_unique_ballots_keep_the_file_for_observers(self, client, larache, committee, other):
        said = [["p1"], ["p2"], ["p1", "p2"], ["p3"], ["p4", "p1"]] + [["p1", "p2", "p3"]] * 5
        edition = loaded(votes.make_vote(larache, count_settings=meta.named(EQUAL)), said)
        published(edition, committee, other)
        with stopped_at(votes.CLOSED):
            page = client.get(self.at(edition, "results/")).content.decode()
            assert "50,0%" in page
            assert "كل أوراق التصويت" not in page
            assert client.get(self.at(edition, "results/1/ballots.pb")).status_code == 404
            totals = client.get(self.at(edition, "results/1/totals.pb")).content.decode()
        found = pabulib.read(totals)
        assert found.election.voters == 0
        assert found.selected

    def test_the_seals_are_listed_under_their_root(self, client, edition, committee, other):
        with stopped_at(votes.CLOSED):
            text = client.get(self.at(edition, "results/seals.txt")).content.decode()
        assert text.startswith(f"root: {'ab' * 32}\nballots: 2\n\n{bytes(range(32)).hex()}\n")

    @pytest.mark.filterwarnings("ignore")
    def test_the_checker_of_the_format_accepts_the_file(self, edition, committee, other, larache):
        from pabulib.checker import Checker

        published(edition, committee, other)
        with within(larache.pk):
            text = Result.objects.get(edition=edition).file
        (found,) = [
            value
            for key, value in Checker().process_files([text]).items()
            if key not in {"metadata", "summary"}
        ]
        assert found["results"]["errors"] == {}

    def test_the_report_and_its_data(self, client, edition, committee, other):
        """§ count-participation"""
        with stopped_at(votes.CLOSED):
            for rest in ("report/", "report.pdf", "results/data.csv"):
                assert client.get(self.at(edition, rest)).status_code == 404
            published(edition, committee, other)
            page = client.get(self.at(edition, "report/")).content.decode()
            assert "من شارك في التصويت" in page
            assert client.get("/fr" + self.at(edition, "report.pdf")).content.startswith(b"%PDF")
            rows = json.loads(client.get(self.at(edition, "results/data.json")).content)["projects"]
            assert [(one["number"], one["funded"]) for one in rows][:2] == [(1, True), (2, True)]
            lines = client.get(self.at(edition, "results/data.csv")).content.decode().splitlines()
            assert len(lines) == 5
            assert client.get(self.at(edition, "results/data.xlsx")).content[:2] == b"PK"
            assert client.get(self.at(edition, "results/data.exe")).status_code == 404
