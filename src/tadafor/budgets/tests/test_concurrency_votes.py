"""Many vote at once, on real threads with connections of their own: nobody twice, nobody lost."""

from collections import Counter
from datetime import timedelta

import pytest

from tadafor.budgets.actions import again, casting, keys, opening
from tadafor.budgets.models import (
    EditionKey,
    GoneBallot,
    RegisterLine,
    SealedBallot,
    UrnPublication,
    VoidedVote,
)
from tadafor.budgets.queries import register
from tadafor.budgets.rules.keeping import KeepingRefusal
from tadafor.budgets.rules.voting import Move, VotingRefusal
from tadafor.budgets.tests import votes
from tadafor.kernel.scopes import within
from tadafor.kernel.tests.threads import at_once

R = KeepingRefusal
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def edition(larache):
    made = votes.make_vote(larache)
    made.committee = votes.committee(larache)
    votes.rehearsed(made, made.committee)
    return made


def casting_of(edition, person, said="p1", now=votes.VOTING):
    return lambda: casting.cast(edition=edition, said=((said, 1),), actor=person, now=now)


def agree(edition):
    with within(edition.territory_id):
        found = register.agreement(edition)
    assert found.holds, found
    return found.ballots


def test_thirty_two_voters_at_once_are_all_in_and_once(edition, larache):
    """§ budgets-register"""
    verbs = [casting_of(edition, votes.voter(larache)) for _ in range(32)]
    results = at_once(larache, *verbs)
    assert {type(one) for one in results} == {casting.Cast}
    assert agree(edition) == 32


def test_one_voter_sixteen_times_at_once_has_one_ballot(edition, larache):
    """§ budgets-register: online replaces online, whichever comes last."""
    person = votes.voter(larache, card="one card")
    results = at_once(larache, *[casting_of(edition, person, f"p{n % 4 + 1}") for n in range(16)])
    assert {type(one) for one in results} == {casting.Cast}
    assert agree(edition) == 1
    with within(larache.pk):
        assert RegisterLine.objects.count() == 1
        assert GoneBallot.objects.count() == 15


def test_online_and_a_sheet_at_the_same_moment_never_both(edition, larache):
    """§ budgets-register"""
    people, clerk = [votes.voter(larache) for _ in range(8)], votes.clerk(larache)

    def issuing(person):
        return lambda: casting.mark_paper(
            edition=edition, move=Move.ISSUE_PAPER, clerk=clerk, person=person, now=votes.VOTING
        )

    verbs = [verb for person in people for verb in (casting_of(edition, person), issuing(person))]
    results = at_once(larache, *verbs)
    assert all(isinstance(one, casting.Cast) or one is VotingRefusal.PAPER_OUT for one in results[::2])
    with within(larache.pk):
        assert set(RegisterLine.objects.values_list("mark", "sealed")) == {("paper_issued", None)}
        assert not SealedBallot.objects.exists()


def test_at_the_second_of_the_close_a_ballot_is_in_the_urn_or_refused(edition, larache):
    """§ secrecy-opening"""

    def publishing():
        return opening.publish_urn(edition=edition, actor=edition.committee, now=votes.CLOSED)

    verbs = [casting_of(edition, votes.voter(larache)) for _ in range(12)]
    results = at_once(larache, publishing, *verbs)[1:]
    cast = [one for one in results if isinstance(one, casting.Cast)]
    assert {one for one in results if one not in cast} <= {VotingRefusal.CLOSED}
    with within(larache.pk):
        assert UrnPublication.objects.get().ballots == len(cast) == SealedBallot.objects.count()


def test_two_keepers_publish_one_urn(edition, larache):
    """§ secrecy-opening"""
    votes.cast(edition, votes.voter(larache), "p1")
    verb = lambda: opening.publish_urn(  # noqa: E731
        edition=edition, actor=edition.committee, now=votes.CLOSED
    )
    results = at_once(larache, verb, verb)
    assert [one for one in results if one is KeepingRefusal.ALREADY_PUBLISHED] != []
    with within(larache.pk):
        assert UrnPublication.objects.get().ballots == 1


def test_a_void_vote_is_held_again_once_and_never_before_its_second_key_is_gone(edition, larache):
    """§ secrecy-again: whoever comes first, no choice of the void vote and no key of it stays behind."""
    votes.cast(edition, votes.voter(larache), "p1")
    facts = {"edition": edition, "now": votes.CLOSED}
    with within(larache.pk):
        opening.publish_urn(actor=edition.committee, **facts)
        opening.declare_void(reason="لم تجتمع ثلاث حصص.", actor=edition.committee, **facts)
    days = {"opens_on": votes.CLOSED.date() + timedelta(20), "closes_on": votes.CLOSED.date() + timedelta(24)}

    def holding():
        return again.hold_again(actor=edition.committee, **days, **facts)

    def destroying():
        return keys.destroy_wrapping(**facts)

    first = at_once(larache, holding, destroying, holding, destroying)
    assert {one for one in first if isinstance(one, KeepingRefusal)} <= {R.KEY_REMAINS, R.NOT_VOID}
    second = at_once(larache, holding, holding, holding)
    ended = Counter(type(one) for one in first[::2] + second)
    assert ended == {VoidedVote: 1, KeepingRefusal: 4}
    with within(larache.pk):
        edition.refresh_from_db()
        assert (edition.vote_number, edition.voided_on) == (2, None)
        assert VoidedVote.objects.count() == 1
        assert not any(kind.objects.exists() for kind in (EditionKey, RegisterLine, UrnPublication))
