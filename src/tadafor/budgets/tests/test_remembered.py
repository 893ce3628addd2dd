"""What a web process remembers for a second of a vote decides nothing (decision 0018)."""

import pytest
from django.test import Client

from tadafor.budgets.models import Edition, RegisterLine, SealedBallot
from tadafor.budgets.tests import votes
from tadafor.budgets.tests.test_voting_pages import VOTE, committee, edition, post, sits, voting
from tadafor.kernel.clock import stopped_at
from tadafor.kernel.lately import forget
from tadafor.kernel.scopes import within

__all__ = ["committee", "edition", "sits", "voting"]
pytestmark = pytest.mark.django_db


def test_what_is_remembered_of_a_ballot_paper_takes_no_ballot(edition, larache, sits, settings):
    """§ budgets-voters: whether the vote is open is asked each time, whatever a process remembers."""
    settings.TADAFOR_REMEMBERED_SECONDS = 3600
    clients = [sits(votes.voter(larache)) for _ in range(2)]
    with stopped_at(votes.VOTING):
        assert post(clients[0], "cast", "p1").status_code == 200
    with within(larache.pk):
        Edition.objects.update(voided_on=votes.VOTING.date(), void_reason="سبب")
    with stopped_at(votes.VOTING):
        assert post(clients[1], "cast", "p1").status_code == 409
    with within(larache.pk):
        Edition.objects.update(voided_on=None, void_reason="")
    with stopped_at(votes.CLOSED):
        assert post(clients[1], "cast", "p1").status_code == 409
    forget()
    with within(larache.pk):
        assert RegisterLine.objects.count() == SealedBallot.objects.count() == 1


@pytest.mark.usefixtures("voting")
def test_visitors_of_the_same_second_are_given_the_same_pages(
    edition, larache, sits, settings, django_assert_num_queries
):
    """Whoever votes is always answered afresh."""
    settings.TADAFOR_REMEMBERED_SECONDS = 3600
    pages = ("/larache/budgets/pb-2026/", f"{VOTE}urn/")
    first = [Client().get(page).content for page in pages]
    with within(larache.pk):
        Edition.objects.update(voided_on=votes.VOTING.date(), void_reason="سبب ظاهر")
    with django_assert_num_queries(0):
        assert [Client().get(page).content for page in pages] == first
    signed_in = sits(votes.voter(larache))
    assert all("سبب ظاهر" in signed_in.get(page).content.decode() for page in pages)
    forget()
