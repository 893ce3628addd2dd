"""Ballots arrive: the register and the urn agree, and nothing of a choice stays."""

import pytest

from tadafor.audit.models import ClearPart, Entry, Waiting
from tadafor.audit.queries import public_key
from tadafor.budgets.actions import casting
from tadafor.budgets.models import EditionKey, GoneBallot, RegisterLine, SealedBallot
from tadafor.budgets.queries import receipts, register
from tadafor.budgets.queries import voting as queries
from tadafor.budgets.queries.offers import held_data
from tadafor.budgets.queries.wrapping import wrapping_key, wrapping_path
from tadafor.budgets.rules import urn
from tadafor.budgets.rules.keeping import KeepingRefusal, ReceiptState
from tadafor.budgets.rules.voting import BallotRefusal, BallotRule, Mark, Move, VotingRefusal
from tadafor.budgets.tests import votes
from tadafor.kernel.clock import start_of
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people.models import Registration
from tadafor.people.rules.counter import VotingRefusal as CounterRefusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(larache):
    made = votes.make_vote(larache)
    made.secret = votes.rehearsed(made, votes.committee(larache))
    return made


@pytest.fixture
def clerk(larache):
    return votes.clerk(larache)


def refused(verb):
    with pytest.raises(Refused) as found:
        verb()
    return found.value.refusal


def line(edition):
    with within(edition.territory_id):
        return RegisterLine.objects.get()


def sealed(edition):
    """Every sealed ballot without its second wrapping."""
    with within(edition.territory_id):
        key = EditionKey.objects.get()
        rows = SealedBallot.objects.all()
        return [urn.unwrapped(bytes(row.twice), wrapping_key(key)) for row in rows]


def paper(edition, move, clerk, voter, *, now=votes.VOTING, second=""):
    with within(edition.territory_id):
        return casting.mark_paper(
            edition=edition, move=move, clerk=clerk, person=voter, now=now, second=second
        )


class TestOnline:
    def test_a_ballot_is_sealed_wrapped_and_opens_only_with_the_committees_key(self, edition, larache):
        """§ secrecy-seal"""
        cast = votes.cast(edition, votes.voter(larache), "p1", "p3")
        (one,) = sealed(edition)
        made = urn.filled("larache/pb-2026", urn.public_key(edition.secret), len(one) - 48, [one])
        assert urn.opened(made, edition.secret).ballots == ((("p1", 1), ("p3", 1)),)
        assert cast.receipt == urn.receipt(one)
        found = line(edition)
        assert (found.mark, found.day, found.clerk_id) == ("online", votes.VOTING.date(), None)
        with within(larache.pk):
            assert found.sealed == SealedBallot.objects.get().pk

    def test_all_ballots_have_one_length_and_no_two_look_alike(self, edition, larache):
        votes.cast(edition, votes.voter(larache))
        votes.cast(edition, votes.voter(larache), "p1", "p2", "p3")
        votes.cast(edition, votes.voter(larache), "p1", "p2", "p3")
        with within(larache.pk):
            rows = [bytes(row.twice) for row in SealedBallot.objects.all()]
        assert len({len(row) for row in rows}) == 1
        assert len(set(rows)) == 3

    def test_online_replaces_online(self, edition, larache):
        """§ budgets-register"""
        person = votes.voter(larache)
        first, second = votes.cast(edition, person, "p1"), votes.cast(edition, person, "p2")
        assert (first.replaced, second.replaced) == (False, True)
        assert [urn.receipt(one) for one in sealed(edition)] == [second.receipt]
        assert line(edition).mark == "online"
        with within(larache.pk):
            assert GoneBallot.objects.get().receipt == first.receipt

    def test_the_log_names_nobody_and_only_the_day(self, edition, larache):
        """§ audit-3"""
        votes.cast(edition, votes.voter(larache), "p1")
        with within(larache.pk):
            entry = Entry.objects.get(verb="budgets.cast")
            clear = ClearPart.objects.get(entry=entry)
            waits = Waiting.objects.get(entry=entry).ready_at
        assert entry.is_anonymous
        assert entry.moment == start_of(votes.VOTING.date())
        assert (clear.person_id, clear.content, clear.reason) == (None, {}, "")
        assert (waits - start_of(votes.VOTING.date())).days == 1

    def test_the_register_names_nobody(self, edition, larache):
        person = votes.voter(larache, card="held card")
        votes.cast(edition, person, "p1")
        voter = line(edition).voter
        assert len(voter) == 64
        with within(larache.pk):
            assert voter == register.voter_marks(edition, person.person_id)[0]
            other = votes.make_vote(larache, slug="next-year")
            assert voter not in register.voter_marks(other, person.person_id)


class TestOrder:
    """§ secrecy-order"""

    def test_each_voter_has_an_order_of_their_own_that_stays(self, edition, larache):
        with within(larache.pk):
            projects = queries.asked_of(edition).projects

            def order(person):
                found = queries.drawn_order(edition, projects, person_id=person)
                return tuple(one.key for one in found)

            orders = {order(person) for person in range(1, 400)}
            assert order(7) == order(7)
        assert len(orders) == 24  # all the ways in which four projects can stand
        firsts = [one[0] for one in orders]
        assert {firsts.count(key) for key in firsts} == {6}


class TestRefused:
    """§ budgets-voters, § budgets-ballot"""

    def test_a_second_after_the_close(self, edition, larache):
        person = votes.voter(larache)
        end = start_of(votes.LAST_DAY.replace(day=11))
        from datetime import timedelta

        votes.cast(edition, person, "p1", now=end - timedelta(seconds=1))
        later = lambda: votes.cast(edition, person, "p2", now=end + timedelta(seconds=1))  # noqa: E731
        assert refused(later) is VotingRefusal.CLOSED
        assert refused(lambda: votes.cast(edition, person, "p2", now=end)) is VotingRefusal.CLOSED

    def test_before_the_opening(self, edition, larache):
        verb = lambda: votes.cast(edition, votes.voter(larache), "p1", now=votes.BEFORE)  # noqa: E731
        assert refused(verb) is VotingRefusal.CLOSED

    def test_who_is_too_young_or_not_from_here(self, edition, larache, beni_mellal):
        young = votes.voter(larache, ages=(15, 16))
        assert refused(lambda: votes.cast(edition, young, "p1")) is VotingRefusal.TOO_YOUNG
        stranger = votes.voter(beni_mellal)
        assert refused(lambda: votes.cast(edition, stranger, "p1")) is VotingRefusal.NOT_LINKED

    @pytest.mark.parametrize(
        ("said", "expected"),
        [
            (["p1", "p2", "p3", "p4"], BallotRefusal.TOO_MANY),
            (["p9"], BallotRefusal.UNKNOWN_PROJECT),
            (["p1", "p1"], BallotRefusal.NAMED_TWICE),
            ([("p1", 2)], BallotRefusal.POINTS_WRONG),
        ],
    )
    def test_a_ballot_against_the_rule_leaves_nothing(self, edition, larache, said, expected):
        person = votes.voter(larache)
        assert refused(lambda: votes.cast(edition, person, *said)) is expected
        with within(larache.pk):
            assert not RegisterLine.objects.exists()
            assert not SealedBallot.objects.exists()

    def test_over_the_envelope_says_by_how_much(self, larache):
        edition = votes.make_vote(larache, rule=BallotRule.KNAPSACK)
        votes.rehearsed(edition, votes.committee(larache))
        with pytest.raises(Refused) as found:
            votes.cast(edition, votes.voter(larache), "p3", "p4")
        assert found.value.refusal is BallotRefusal.OVER_ENVELOPE
        assert "50\u00a0000 درهم" in found.value.sentence
        votes.cast(edition, votes.voter(larache), "p2", "p4")  # exactly the envelope

    def test_without_the_second_key_no_ballot_is_taken(self, edition, larache):
        """§ secrecy-wrapping"""
        with within(larache.pk):
            path = wrapping_path(EditionKey.objects.get())
        path.unlink()
        assert refused(lambda: votes.cast(edition, votes.voter(larache), "p1")) is KeepingRefusal.KEY_GONE


class TestOneCardOneVote:
    """§ secrecy-register"""

    def test_the_card_votes_once_whoever_holds_it(self, edition, larache):
        first = votes.voter(larache, card="one card")
        votes.cast(edition, first, "p1")
        with within(larache.pk):
            from tadafor.people.models import HeldCard

            second = votes.voter(larache)
            HeldCard.objects.update(person_id=second.person_id)
        votes.cast(edition, second, "p2")
        assert len(sealed(edition)) == 1
        assert line(edition).mark == "online"

    def test_an_account_that_voted_before_it_brought_its_card_has_one_line(self, edition, larache, clerk):
        person = votes.voter(larache)
        votes.cast(edition, person, "p1")
        with within(larache.pk):
            votes.hold(larache, person.person_id, "brought later")
        votes.cast(edition, votes.acting_for(person, clerk), "p2")
        assert line(edition).mark == "desk"
        assert len(sealed(edition)) == 1

    def test_two_lines_that_turn_out_to_be_one_person_are_refused(self, edition, larache, clerk):
        person, other = votes.voter(larache), votes.voter(larache, card="voted card")
        votes.cast(edition, person, "p1")
        votes.cast(edition, other, "p1")
        with within(larache.pk):
            from tadafor.people.models import HeldCard

            HeldCard.objects.update(person_id=person.person_id)
        verb = lambda: votes.cast(edition, votes.acting_for(person, clerk), "p2")  # noqa: E731
        assert refused(verb) is VotingRefusal.CARD_VOTED


class TestDeskAndPaper:
    """§ budgets-register"""

    def test_a_vote_at_the_desk_cancels_the_one_online_and_stays(self, edition, larache, clerk):
        person = votes.voter(larache)
        online = votes.cast(edition, person, "p1")
        votes.cast(edition, votes.acting_for(person, clerk), "p2")
        found = line(edition)
        assert (found.mark, found.clerk_id) == ("desk", clerk.person_id)
        with within(larache.pk):
            gone = GoneBallot.objects.get()
        assert (gone.receipt, gone.is_replaced) == (online.receipt, False)
        assert refused(lambda: votes.cast(edition, person, "p1")) is VotingRefusal.ALREADY_AT_DESK

    def test_a_sheet_handed_out_closes_the_way_online(self, edition, larache, clerk):
        """§ secrecy-sheets: the line says that a sheet was handed out, never which."""
        person = votes.voter(larache)
        votes.cast(edition, person, "p1")
        paper(edition, Move.ISSUE_PAPER, clerk, person)
        assert (line(edition).mark, line(edition).sealed, sealed(edition)) == ("paper_issued", None, [])
        assert refused(lambda: votes.cast(edition, person, "p1")) is VotingRefusal.PAPER_OUT
        paper(edition, Move.SPOIL_PAPER, clerk, person)
        paper(edition, Move.ISSUE_PAPER, clerk, person)
        paper(edition, Move.RETURN_PAPER, clerk, person)
        assert line(edition).mark == Mark.PAPER_RETURNED
        assert refused(lambda: paper(edition, Move.ISSUE_PAPER, clerk, person)) is VotingRefusal.PAPER_IN

    def test_no_sheet_comes_back_that_was_not_handed_out(self, edition, larache, clerk):
        verb = lambda: paper(edition, Move.RETURN_PAPER, clerk, votes.voter(larache))  # noqa: E731
        assert refused(verb) is VotingRefusal.NO_PAPER_OUT

    def test_only_the_counter_hands_sheets_out(self, edition, larache):
        verb = lambda: paper(  # noqa: E731
            edition, Move.ISSUE_PAPER, votes.committee(larache), votes.voter(larache)
        )
        assert refused(verb) is KeepingRefusal.NOT_ALLOWED

    @pytest.mark.parametrize("way", ["desk", "paper"])
    def test_whom_the_clerk_registered_this_week_needs_a_second(self, edition, larache, clerk, way):
        """§ identity-seven-days, § secrecy-beside"""
        person, second = votes.voter(larache), votes.clerk(larache)
        with within(larache.pk):
            Registration.objects.create(
                territory=larache,
                person_id=person.person_id,
                registered_by_id=clerk.person_id,
                registered_at=votes.VOTING,
                card_hash="c",
                code_hash="h",
            )

        def verb(code=""):
            if way == "desk":
                return votes.cast(edition, votes.acting_for(person, clerk), "p1", second=code)
            return paper(edition, Move.ISSUE_PAPER, clerk, person, second=code)

        def code_of(who, whom=person):
            names = {"clerk": clerk.person_id, "person": whom.person_id, "second": who.person_id}
            with within(larache.pk):
                return register.second_code(edition, now=votes.VOTING, **names)

        assert refused(verb) is CounterRefusal.SECOND_NEEDED
        assert refused(lambda: verb("12345678")) is KeepingRefusal.SECOND_CODE
        assert refused(lambda: verb(code_of(second, votes.voter(larache)))) is KeepingRefusal.SECOND_CODE
        assert refused(lambda: verb(code_of(clerk))) is CounterRefusal.SECOND_IS_PARTY
        verb(code_of(second))
        assert (line(edition).clerk_id, line(edition).second_id) == (clerk.person_id, second.person_id)


class TestReceipt:
    """§ secrecy-receipt"""

    def state(self, edition, code):
        with within(edition.territory_id):
            return receipts.checked(edition, code).state

    def test_it_says_in_the_urn_replaced_or_cancelled(self, edition, larache, clerk):
        person = votes.voter(larache)
        first, second = votes.cast(edition, person, "p1"), votes.cast(edition, person, "p2")
        assert self.state(edition, first.code) is ReceiptState.REPLACED
        assert self.state(edition, f" {second.code[:40]}\n{second.code[40:]} ") is ReceiptState.IN_URN
        paper(edition, Move.ISSUE_PAPER, clerk, person)
        assert self.state(edition, second.code) is ReceiptState.CANCELLED

    def test_a_changed_one_is_told_and_nonsense_is_unknown(self, edition, larache):
        code = votes.cast(edition, votes.voter(larache), "p1").code
        flipped = ("B" if code[3] != "B" else "C").join([code[:3], code[4:]])
        assert self.state(edition, flipped) is ReceiptState.TAMPERED
        assert self.state(edition, code[:-8] + "AAAAAAAA") is ReceiptState.TAMPERED
        assert self.state(edition, "hello") is ReceiptState.UNKNOWN
        assert self.state(edition, "نعم") is ReceiptState.UNKNOWN
        other = votes.make_vote(larache, slug="other")
        assert self.state(other, code) is ReceiptState.TAMPERED

    def test_a_ballot_that_vanished_is_told(self, edition, larache):
        code = votes.cast(edition, votes.voter(larache), "p1").code
        with within(larache.pk):
            SealedBallot.objects.all().delete()
        assert self.state(edition, code) is ReceiptState.MISSING

    def test_it_is_signed_by_the_key_of_the_heads_and_not_kept_in_the_database(self, edition, larache):
        cast = votes.cast(edition, votes.voter(larache), "p1")
        assert len(public_key()) == 32
        with within(larache.pk):
            row = SealedBallot.objects.get()
        assert cast.receipt not in (row.tag, bytes(row.twice).hex(), row.code.hex)


class TestHeld:
    """§ secrecy-register: who asks what is held on them reads that they voted, never what."""

    def test_that_they_voted_by_which_way_on_which_day(self, edition, larache, clerk):
        online, desk, absent = (votes.voter(larache, card=card) for card in ("a" * 64, "b" * 64, "c" * 64))
        votes.cast(edition, online, "p1")
        votes.cast(edition, votes.acting_for(desk, clerk), "p2")
        day = votes.VOTING.date()
        found = [held_data(one.person_id)["votes"] for one in (online, desk, absent)]
        line = {"edition__title": edition.title, "day": day}
        assert found == [[line | {"mark": "online"}], [line | {"mark": "desk"}], []]


class TestFrozen:
    """§ budgets-regulation: an edition whose vote began does not change."""

    def test_nothing_that_a_ballot_rests_on_changes_once_the_vote_began(self, edition, larache):
        from decimal import Decimal

        from tadafor.budgets import actions
        from tadafor.budgets import queries as reads
        from tadafor.budgets.tests import factories as making

        with within(larache.pk):
            facts = {"actor": making.organiser(larache), "now": votes.VOTING}
            project, envelope = reads.projects_of(edition)[0], reads.envelopes_of(edition)[0]
            words = actions.ProjectWords(title="آخر", description="وصف آخر")
            stated = actions.Regulation(title="أخرى", slug="pb-2026", principles="م", criteria="م")
            verbs = (
                lambda: actions.change_regulation(
                    edition=edition, territory_slug="larache", stated=stated, **facts
                ),
                lambda: actions.add_envelope(edition=edition, name="آخر", amount=Decimal(5), **facts),
                lambda: actions.remove_envelope(envelope=envelope, **facts),
                lambda: actions.draft_project(edition=edition, envelope=envelope, words=words, **facts),
                lambda: actions.change_project(project=project, envelope=envelope, words=words, **facts),
                lambda: actions.study_project(project=project, opinion=making.feasible(edition, 5), **facts),
                lambda: actions.publish_prices(edition=edition, **facts),
            )
            said = {refused(verb).value for verb in verbs}
            assert said <= {"not_now", "already_announced", "prices_are_public"}
            edition.refresh_from_db()
            assert edition.title == "الميزانية التشاركية 2026"
            assert reads.projects_of(edition)[0].price == votes.PRICES[0]
