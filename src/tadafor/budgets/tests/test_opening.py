"""The close: published, opened elsewhere, observed, loaded; and what is destroyed with it."""

import pytest

from tadafor.audit.models import ClearPart, Entry
from tadafor.audit.rules import includes, leaf_hash
from tadafor.budgets.actions import keys, opening, paper
from tadafor.budgets.models import (
    BatchEntry,
    Edition,
    EditionKey,
    OpenedBallot,
    PaperOpened,
    RegisterLine,
    SealedBallot,
    UrnPublication,
)
from tadafor.budgets.queries import receipts
from tadafor.budgets.queries.opening import opened_ballots
from tadafor.budgets.queries.wrapping import wrapping_path
from tadafor.budgets.rules import urn
from tadafor.budgets.rules.keeping import KeepingRefusal, ReceiptState
from tadafor.budgets.rules.urn import BadUrn, UrnRefusal
from tadafor.budgets.rules.voting import BatchRefusal, VotingRefusal
from tadafor.budgets.tests import votes
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within

pytestmark = pytest.mark.django_db
SAID: tuple[list[str], ...] = (["p1"], ["p1", "p3"], ["p2"], [], ["p4"])


@pytest.fixture
def committee(larache):
    return votes.committee(larache)


@pytest.fixture
def other(larache):
    return votes.committee(larache)


@pytest.fixture
def edition(larache, committee):
    made = votes.make_vote(larache)
    made.secret = votes.rehearsed(made, committee)
    made.receipts = [votes.cast(made, votes.voter(larache), *said) for said in SAID]
    return made


def refused(verb):
    with pytest.raises(Refused) as found:
        verb()
    return found.value.refusal


def publish(edition, actor, now=votes.CLOSED):
    with within(edition.territory_id):
        return opening.publish_urn(edition=edition, actor=actor, now=now)


def give(edition, actor, text):
    with within(edition.territory_id):
        return opening.give_opened(edition=edition, text=text, actor=actor, now=votes.CLOSED)


def observe(edition, actor, typed):
    with within(edition.territory_id):
        return opening.observe(edition=edition, typed=typed, observer="ملاحظة", actor=actor, now=votes.CLOSED)


def load(edition, actor):
    with within(edition.territory_id):
        opening.ask_to_load(edition=edition, actor=actor, now=votes.CLOSED)
        many = opening.load_ballots(edition=edition, now=votes.CLOSED)
        keys.destroy_wrapping(edition=edition, now=votes.CLOSED)
    return many


def open_all(edition, committee, other):
    """From the close to the loaded ballots."""
    published = publish(edition, committee)
    text = votes.opened_text(published.text, edition.secret)
    give(edition, committee, text)
    observe(edition, other, urn.print_of(text))
    return load(edition, committee)


class TestPublication:
    """§ secrecy-opening"""

    def test_the_urn_holds_every_ballot_and_no_trace_of_its_order(self, edition, committee):
        published = publish(edition, committee)
        read = urn.read_urn(published.text)
        assert (read.edition, published.ballots, published.root) == ("larache/pb-2026", 5, read.root)
        assert {urn.receipt(one) for one in read.seals} == {one.receipt for one in edition.receipts}
        assert list(read.seals) == sorted(read.seals)

    def test_not_while_people_vote_and_only_once(self, edition, committee):
        assert refused(lambda: publish(edition, committee, votes.VOTING)) is KeepingRefusal.NOT_CLOSED
        publish(edition, committee)
        assert refused(lambda: publish(edition, committee)) is KeepingRefusal.ALREADY_PUBLISHED

    def test_a_receipt_is_proven_against_the_published_root(self, edition, committee, larache):
        """§ secrecy-receipt"""
        published = publish(edition, committee)
        with within(larache.pk):
            for one in edition.receipts:
                found = receipts.checked(edition, one.code)
                assert found.state is ReceiptState.IN_URN
                assert includes(
                    index=found.proof.index,
                    size=found.proof.size,
                    leaf=bytes.fromhex(one.receipt),
                    proof=[bytes.fromhex(step) for step in found.proof.path],
                    root=bytes.fromhex(published.root),
                )

    def test_after_a_moved_close_nothing_goes_in_once_it_is_published(self, edition, committee, larache):
        publish(edition, committee)
        verb = lambda: votes.cast(edition, votes.voter(larache), "p1")  # noqa: E731 -- still in its days
        assert refused(verb) is VotingRefusal.CLOSED


class TestOpened:
    def test_a_wrong_key_or_a_missing_share_opens_nothing(self, edition, committee):
        """§ secrecy-shares"""
        read = urn.read_urn(publish(edition, committee).text)
        with pytest.raises(BadUrn) as problem:
            urn.opened(read, b"2" * 32)
        assert problem.value.refusal is UrnRefusal.WRONG_KEY
        shares = urn.split(edition.secret, shares=5, threshold=3)
        with pytest.raises(BadUrn) as problem:
            urn.joined(shares[:2])
        assert problem.value.refusal is UrnRefusal.SHARES_MISSING
        assert urn.opened(read, urn.joined(shares[2:])).unreadable == 0

    def test_what_is_no_opening_of_this_urn_is_refused(self, edition, committee, larache):
        """§ secrecy-opening"""
        published = publish(edition, committee)
        good = votes.opened_text(published.text, edition.secret)
        lines = good.rstrip("\n").split("\n")
        for text, expected in (
            ("hello", UrnRefusal.NOT_AN_URN),
            (good.replace("kind: vote", "kind: rehearsal"), KeepingRefusal.OTHER_URN),
            (good.replace(published.root, "0" * 64), KeepingRefusal.OTHER_URN),
            ("\n".join(lines[:-1]), UrnRefusal.TOUCHED),
            (good.replace("ballots: 5", "ballots: 4").replace(lines[-1], ""), KeepingRefusal.OTHER_URN),
        ):
            assert refused(lambda text=text: give(edition, committee, text)) is expected

    def test_the_observer_finds_the_same_and_another_person_enters_it(self, edition, committee, other):
        text = votes.opened_text(publish(edition, committee).text, edition.secret)
        found = urn.print_of(text)
        assert refused(lambda: observe(edition, other, found)) is KeepingRefusal.NOT_OPENED
        give(edition, committee, text)
        assert refused(lambda: observe(edition, committee, found)) is KeepingRefusal.SAME_PERSON
        assert refused(lambda: observe(edition, other, "hello")) is KeepingRefusal.NOT_A_PRINT
        assert refused(lambda: observe(edition, other, "0" * 64)) is KeepingRefusal.PRINTS_DIFFER
        with within(edition.territory_id):
            verb = lambda: opening.ask_to_load(  # noqa: E731
                edition=edition, actor=committee, now=votes.CLOSED
            )
            assert refused(verb) is KeepingRefusal.PRINTS_DIFFER
        assert observe(edition, other, f" {found[:32].upper()} {found[32:]}").observer_print == found


class TestLoading:
    def test_what_was_cast_is_what_is_counted(self, edition, committee, other, larache):
        """§ secrecy-loading"""
        assert open_all(edition, committee, other) == 5
        with within(larache.pk):
            edition.refresh_from_db()
            expected = sorted(tuple((key, 1) for key in said) for said in SAID)
            assert opened_ballots(Edition.objects.get()) == expected
            counted = PaperOpened.objects.get()
        assert (counted.from_urn, counted.from_paper, counted.never_returned) == (5, 0, 0)

    def test_everything_that_joined_is_destroyed_with_a_record(self, edition, committee, other, larache):
        """§ secrecy-destroyed"""
        with within(larache.pk):
            path = wrapping_path(EditionKey.objects.get())
        assert path.exists()
        open_all(edition, committee, other)
        assert not path.exists()
        with within(larache.pk):
            assert not SealedBallot.objects.exists()
            assert set(RegisterLine.objects.values_list("sealed", flat=True)) == {None}
            assert UrnPublication.objects.get().opened_text == ""
            told = ClearPart.objects.get(entry__verb="budgets.load_ballots").content
            assert (told["pointers"], told["sealed"]) == (5, 5)
            gone = ClearPart.objects.get(entry__verb="budgets.destroy_wrapping").content
            assert gone == {"was_there": True}
            assert EditionKey.objects.get().unwrapping_destroyed_at == votes.CLOSED

    def test_a_job_that_runs_again_loads_nothing_twice(self, edition, committee, other, larache):
        open_all(edition, committee, other)
        with within(larache.pk):
            assert opening.load_ballots(edition=edition, now=votes.CLOSED) == 0
            assert not keys.destroy_wrapping(edition=edition, now=votes.CLOSED)
            assert OpenedBallot.objects.count() == 5

    def test_what_was_sealed_against_the_rule_is_told_and_not_counted(
        self, edition, committee, other, larache
    ):
        """A dishonest server can seal what the rule refuses: the opening finds it."""
        with within(larache.pk):
            key = EditionKey.objects.get()
            from tadafor.budgets.queries.wrapping import wrapping_key

            four = tuple((f"p{n}", 1) for n in range(1, 5))
            for clear in (urn.padded(four, key.size), b"x" * key.size):
                sealed = urn.seal(clear, bytes(key.public))
                SealedBallot.objects.create(
                    edition=edition, twice=urn.wrapped(sealed, wrapping_key(key)), tag=leaf_hash(sealed).hex()
                )
        assert open_all(edition, committee, other) == 5
        with within(larache.pk):
            assert UrnPublication.objects.get().unreadable == 2

    def test_results_asked_before_are_refused(self, edition, committee, larache):
        """§ secrecy-results"""
        with within(larache.pk):
            verb = lambda: opened_ballots(Edition.objects.get())  # noqa: E731
            assert refused(verb) is KeepingRefusal.NOT_OPENED
            publish(edition, committee)
            assert refused(verb) is KeepingRefusal.NOT_OPENED


class TestVoid:
    """§ secrecy-void"""

    def void(self, edition, actor, reason="لم تجتمع ثلاث حصص.", now=votes.CLOSED):
        with within(edition.territory_id):
            return opening.declare_void(edition=edition, reason=reason, actor=actor, now=now)

    def test_too_few_shares_make_it_void_and_nothing_is_opened(self, edition, committee, larache):
        publish(edition, committee)
        assert refused(lambda: self.void(edition, committee, "  ")) is KeepingRefusal.NO_REASON
        self.void(edition, committee)
        with within(larache.pk):
            assert keys.destroy_wrapping(edition=edition, now=votes.CLOSED)
            assert not SealedBallot.objects.exists()
            assert refused(lambda: opened_ballots(Edition.objects.get())) is KeepingRefusal.VOID
            assert Entry.objects.filter(verb="budgets.declare_void").count() == 1
        give_late = lambda: give(edition, committee, "")  # noqa: E731
        assert refused(give_late) is KeepingRefusal.VOID

    def test_not_while_people_vote_nor_after_it_was_loaded(self, edition, committee, other):
        running = lambda: self.void(edition, committee, now=votes.VOTING)  # noqa: E731
        assert refused(running) is KeepingRefusal.NOT_CLOSED
        open_all(edition, committee, other)
        assert refused(lambda: self.void(edition, committee)) is KeepingRefusal.ALREADY_LOADED


class TestPaper:
    """§ budgets-batch"""

    @pytest.fixture
    def batch(self, edition, larache):
        clerk = votes.clerk(larache)
        with within(larache.pk):
            return paper.print_batch(
                edition=edition, label="مكتب", office_id=None, sheets=5, actor=clerk, now=votes.VOTING
            )

    def enter(self, batch, actor, sheets, *, done=True):
        with within(batch.edition.territory_id):
            for serial, said in sheets.items():
                told = None if said is None else tuple((key, 1) for key in said)
                paper.enter_sheet(batch=batch, serial=serial, said=told, actor=actor, now=votes.CLOSED)
            if done:
                paper.finish_entry(batch=batch, actor=actor, now=votes.CLOSED)

    def close(self, batch, actor, spoilt, left):
        with within(batch.edition.territory_id):
            return paper.close_batch(batch=batch, spoilt=spoilt, left=left, actor=actor, now=votes.CLOSED)

    def test_two_people_read_the_same_and_it_balances(self, edition, batch, committee, other, larache):
        sheets = {1: ["p1"], 2: ["p2", "p3"], 4: None}
        self.enter(batch, committee, sheets)
        assert refused(lambda: self.close(batch, committee, 1, 1)) is BatchRefusal.SAME_PERSON
        self.enter(batch, other, dict(reversed(sheets.items())))
        assert refused(lambda: self.close(batch, committee, 0, 1)) is BatchRefusal.NOT_BALANCED
        self.close(batch, committee, 1, 1)
        assert open_all(edition, committee, other) == 7
        with within(larache.pk):
            assert PaperOpened.objects.get().from_paper == 2
            assert PaperOpened.objects.get().figures["void_sheets"] == 1
            assert [entry.ballots for entry in BatchEntry.objects.all()] == [[], []]

    def test_two_readings_that_differ_are_told_by_their_sheets(self, batch, committee, other, larache):
        from tadafor.budgets.queries.batches import batch_at, shown_batch

        self.enter(batch, committee, {1: ["p1"], 2: ["p2"]})
        self.enter(batch, other, {1: ["p1"], 2: ["p3"]}, done=False)
        with within(larache.pk):
            assert shown_batch(batch_at(batch.edition, batch.pk)).apart == []
            paper.finish_entry(batch=batch, actor=other, now=votes.CLOSED)
            assert shown_batch(batch_at(batch.edition, batch.pk)).apart == [2]
        assert refused(lambda: self.close(batch, committee, 0, 3)) is BatchRefusal.ENTRIES_DIFFER
        with within(larache.pk):
            paper.take_sheet_out(batch=batch, serial=2, actor=other, now=votes.CLOSED)
        self.enter(batch, other, {2: ["p2"]})
        self.close(batch, committee, 0, 3)

    def test_each_sheet_is_of_this_batch_once_and_by_the_rule(self, batch, committee):
        enter = lambda sheets: self.enter(batch, committee, sheets, done=False)  # noqa: E731
        assert refused(lambda: enter({9: ["p1"]})) is BatchRefusal.SERIAL_NOT_ISSUED
        enter({1: ["p1"]})
        assert refused(lambda: enter({1: ["p1"]})) is BatchRefusal.SERIAL_TWICE
        assert refused(lambda: enter({2: ["p9"]})).value == "unknown_project"

    def test_a_third_person_enters_nothing(self, batch, committee, other, larache):
        self.enter(batch, committee, {1: ["p1"]})
        self.enter(batch, other, {1: ["p1"]})
        verb = lambda: self.enter(batch, votes.committee(larache), {1: ["p1"]})  # noqa: E731
        assert refused(verb) is BatchRefusal.SAME_PERSON

    def test_nothing_is_loaded_before_every_batch_is_closed(self, edition, batch, committee, other):
        """§ secrecy-loading"""
        assert refused(lambda: open_all(edition, committee, other)) is KeepingRefusal.BATCHES_OPEN

    def test_serial_numbers_go_on_and_stop_at_a_limit(self, edition, batch, larache):
        clerk = votes.clerk(larache)
        with within(larache.pk):
            facts = {"edition": edition, "label": "2", "office_id": None, "actor": clerk, "now": votes.VOTING}
            assert paper.print_batch(sheets=3, **facts).first_serial == 6
            verb = lambda: paper.print_batch(sheets=paper.MOST_SHEETS + 1, **facts)  # noqa: E731
            assert refused(verb) is KeepingRefusal.TOO_MANY_SHEETS
