"""The key, the second key and the rehearsal."""

import json

import pytest

from tadafor.audit.models import Entry
from tadafor.budgets.actions import keys
from tadafor.budgets.models import EditionKey, Rehearsal
from tadafor.budgets.queries import voting as queries
from tadafor.budgets.queries.wrapping import wrapping_key, wrapping_path
from tadafor.budgets.rules.keeping import KeepingRefusal
from tadafor.budgets.rules.urn import UrnRefusal
from tadafor.budgets.rules.voting import BallotRule, VotingRefusal
from tadafor.budgets.tests import votes
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people.rules import RoleKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def committee(larache):
    return votes.committee(larache)


@pytest.fixture
def edition(larache):
    return votes.make_vote(larache)


def register(edition, actor, text, *, shares=5, threshold=3, now=votes.BEFORE):
    with within(edition.territory_id):
        return keys.register_key(
            edition=edition, text=text, shares=shares, threshold=threshold, actor=actor, now=now
        )


class TestKey:
    """§ secrecy-key"""

    def test_its_size_holds_every_project_and_its_second_key_stands_outside(self, edition, committee):
        votes.with_key(edition, committee)
        with within(edition.territory_id):
            key = EditionKey.objects.get()
            assert key.size == queries.asked_of(edition).size
            assert len(wrapping_key(key)) == 32
        assert wrapping_path(key).stat().st_mode & 0o077 == 0
        assert wrapping_path(key).name.startswith(f"{edition.pk}-")

    def test_windows_line_endings_and_a_mark_are_taken(self, edition, committee):
        text = "\ufeff" + votes.half_of(edition, b"1" * 32).replace("\n", "\r\n")
        assert register(edition, committee, text).edition_id == edition.pk

    @pytest.mark.parametrize(
        "text", ["", "hello", "TADAFOR URN KEY 1\nkey: zz", "TADAFOR URN KEY 1\nkey: 00ff"]
    )
    def test_anything_else_is_refused(self, edition, committee, text):
        with pytest.raises(Refused) as refused:
            register(edition, committee, text)
        assert refused.value.refusal is KeepingRefusal.NOT_A_KEY

    def test_the_key_of_another_vote_is_refused(self, edition, committee, larache):
        other = votes.make_vote(larache, slug="other")
        with pytest.raises(Refused) as refused:
            register(edition, committee, votes.half_of(other, b"1" * 32))
        assert refused.value.refusal is KeepingRefusal.OTHER_VOTE

    def test_shares_must_make_sense(self, edition, committee):
        with pytest.raises(Refused) as refused:
            register(edition, committee, votes.half_of(edition, b"1" * 32), shares=2, threshold=3)
        assert refused.value.refusal is KeepingRefusal.WRONG_SHARES

    def test_only_keepers_of_the_vote(self, edition, larache):
        with pytest.raises(Refused) as refused:
            register(edition, votes.staff(larache, RoleKind.CLERK), votes.half_of(edition, b"1" * 32))
        assert refused.value.refusal is KeepingRefusal.NOT_ALLOWED

    def test_another_one_replaces_it_and_destroys_what_was_beside(self, edition, committee):
        votes.rehearsed(edition, committee)
        with within(edition.territory_id):
            old = wrapping_path(EditionKey.objects.get())
        votes.with_key(edition, committee)
        assert not old.exists()
        with within(edition.territory_id):
            assert EditionKey.objects.get().rehearsed_at is None

    def test_never_once_somebody_voted(self, edition, committee, larache):
        votes.rehearsed(edition, committee)
        votes.cast(edition, votes.voter(larache), "p1")
        with pytest.raises(Refused) as refused:
            votes.with_key(edition, committee, now=votes.VOTING)
        assert refused.value.refusal is KeepingRefusal.VOTE_BEGAN


class TestRehearsal:
    """§ secrecy-rehearsal"""

    @pytest.mark.parametrize("rule", list(BallotRule))
    def test_known_ballots_opened_by_the_committee_let_the_vote_open(self, larache, committee, rule):
        edition = votes.make_vote(larache, rule=rule)
        votes.rehearsed(edition, committee)
        with within(larache.pk):
            rehearsal = Rehearsal.objects.get()
            assert len(rehearsal.ballots) == keys.REHEARSED
            assert rehearsal.passed_at == votes.BEFORE
            assert queries.vote_of(edition, today=votes.FIRST_DAY).is_open
            verbs = list(Entry.objects.values_list("verb", flat=True).order_by("verb"))
        assert verbs == ["budgets.pass_rehearsal", "budgets.register_key", "budgets.rehearse"]

    def test_before_it_nobody_votes(self, edition, committee, larache):
        votes.with_key(edition, committee)
        with pytest.raises(Refused) as refused:
            votes.cast(edition, votes.voter(larache), "p1")
        assert refused.value.refusal is VotingRefusal.NOT_OPENED

    def test_what_is_no_opening_of_it_is_refused(self, edition, committee, larache):
        secret = votes.with_key(edition, committee)
        with within(larache.pk):
            made = keys.rehearse(edition=edition, actor=committee, now=votes.BEFORE)
            good = votes.opened_text(made.urn, secret)
            lines = good.rstrip("\n").split("\n")
            head, ballots = lines[: -keys.REHEARSED], lines[-keys.REHEARSED :]
            another = next(one for one in ballots if one != ballots[-1])
            others = sorted([*ballots[:-1], another], key=json.loads)
            for text, expected in (
                ("hello", UrnRefusal.NOT_AN_URN),
                (good.replace("kind: rehearsal", "kind: vote"), KeepingRefusal.OTHER_URN),
                (good.replace(made.root, "0" * 64), KeepingRefusal.OTHER_URN),
                ("\n".join([*head, *others]), KeepingRefusal.OTHER_BALLOTS),
            ):
                with pytest.raises(Refused) as refused:
                    keys.pass_rehearsal(edition=edition, text=text, actor=committee, now=votes.BEFORE)
                assert refused.value.refusal is expected

    def test_an_older_test_urn_does_not_count(self, edition, committee, larache):
        secret = votes.with_key(edition, committee)
        with within(larache.pk):
            old = keys.rehearse(edition=edition, actor=committee, now=votes.BEFORE)
            keys.rehearse(edition=edition, actor=committee, now=votes.VOTING)
            text = votes.opened_text(old.urn, secret)
            with pytest.raises(Refused) as refused:
                keys.pass_rehearsal(edition=edition, text=text, actor=committee, now=votes.VOTING)
        assert refused.value.refusal is KeepingRefusal.OTHER_URN

    def test_a_second_key_is_not_destroyed_before_the_end(self, edition, committee):
        """§ secrecy-destroyed"""
        votes.rehearsed(edition, committee)
        with within(edition.territory_id):
            assert not keys.destroy_wrapping(edition=edition, now=votes.VOTING)
            assert wrapping_path(EditionKey.objects.get()).exists()
