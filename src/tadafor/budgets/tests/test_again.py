"""A void vote is held again: on the same projects, by the same rules, with nothing of the void one left."""

from datetime import date, timedelta

import pytest
from django.test import Client

from tadafor.audit.models import Entry
from tadafor.budgets.actions import again, counting, keys, opening, paper
from tadafor.budgets.models import (
    BallotBatch,
    Edition,
    EditionKey,
    PhaseDays,
    RegisterLine,
    UrnPublication,
    VoidedVote,
)
from tadafor.budgets.queries import receipts
from tadafor.budgets.rules import cycle
from tadafor.budgets.rules.cycle import Act, Days, Phase
from tadafor.budgets.rules.keeping import Keeping, KeepingRefusal, ReceiptState, refuse_again
from tadafor.budgets.rules.publishing import CountingRefusal
from tadafor.budgets.rules.settings import CountSettings
from tadafor.budgets.tests import votes
from tadafor.kernel.clock import stopped_at
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people.models import Person
from tadafor.people.rules import RoleKind

FIRST, LAST = date(2026, 7, 1), date(2026, 7, 5)
VOTING_AGAIN = votes.VOTING + timedelta(days=29)
CLOSED_AGAIN = votes.CLOSED + timedelta(days=29)
R = KeepingRefusal


def test_what_a_void_vote_needs_to_be_held_again():
    """§ secrecy-again"""
    void = Keeping(key=True, voted=True, closed=True, void=True)
    today, facts = date(2026, 6, 11), {"void_rule": "خلال ثلاثين يوما", "opens_on": FIRST, "closes_on": LAST}
    table = [
        (void, {}, None),
        (void, {"opens_on": FIRST, "closes_on": FIRST}, None),
        (void, {"roles": {RoleKind.CLERK}}, R.NOT_ALLOWED),
        (Keeping(closed=True), {}, R.NOT_VOID),
        (void, {"void_rule": " "}, R.NO_VOID_RULE),
        (Keeping(closed=True, void=True, second_key=True), {}, R.KEY_REMAINS),
        (Keeping(closed=True, void=True, prices=False), {}, R.PRICES_FIRST),
        (void, {"opens_on": today, "closes_on": LAST}, R.TOO_SOON),
        (void, {"opens_on": LAST, "closes_on": FIRST}, R.DAYS_REVERSED),
    ]
    for state, other, expected in table:
        given = {"roles": {RoleKind.COMMITTEE}, "today": today} | facts | other
        assert refuse_again(state, **given) is expected


def test_nothing_of_the_rules_changes_between_the_two():
    """§ secrecy-again"""
    stated = date(2026, 5, 1)
    days = (Days(Phase.IDEAS, date(2026, 5, 2), date(2026, 5, 9)), Days(Phase.VOTE, FIRST, LAST))
    table = [
        (date(2026, 6, 20), Phase.CAMPAIGN, {Act.CAMPAIGN}),
        (FIRST, Phase.VOTE, {Act.CAMPAIGN, Act.CAST, Act.ENTER_PAPER}),
        (LAST + timedelta(days=1), Phase.COUNT, None),
    ]
    for today, phase, allowed in table:
        second = cycle.Cycle(days, stated, again=True)
        assert cycle.phase(second, today=today) is phase
        if allowed is not None:
            assert {act for act in Act if cycle.is_open(second, act, today=today)} == allowed


@pytest.fixture
def committee(larache):
    return votes.committee(larache)


@pytest.fixture
def void(larache, committee):
    """A vote of three, with sheets, whose urn was published and could not be opened."""
    edition = votes.make_vote(larache)
    votes.rehearsed(edition, committee)
    edition.voters = [votes.voter(larache) for _ in range(3)]
    edition.receipts = [votes.cast(edition, one, "p1") for one in edition.voters]
    facts = {"edition": edition, "actor": committee, "now": votes.CLOSED}
    with within(larache.pk):
        paper.print_batch(
            edition=edition, label="م", office_id=None, sheets=7, actor=votes.clerk(larache), now=votes.VOTING
        )
        opening.publish_urn(**facts)
        opening.declare_void(reason="لم تجتمع ثلاث حصص.", **facts)
        edition.refresh_from_db()
    return edition


def hold(edition, actor, first=FIRST, last=LAST, now=votes.CLOSED):
    with within(edition.territory_id):
        return again.hold_again(edition=edition, opens_on=first, closes_on=last, actor=actor, now=now)


def refused(verb):
    with pytest.raises(Refused) as found:
        verb()
    return found.value.refusal


@pytest.mark.django_db
def test_everybody_votes_again_and_the_second_vote_is_opened(void, committee, larache):
    """§ secrecy-again"""
    assert refused(lambda: hold(void, committee)) is R.KEY_REMAINS
    with within(larache.pk):
        keys.destroy_wrapping(edition=void, now=votes.CLOSED)
    hold(void, committee)
    assert refused(lambda: hold(void, committee)) is R.NOT_VOID
    with within(larache.pk):
        edition = Edition.objects.select_related("territory").get(pk=void.pk)
        kept = VoidedVote.objects.get()
        assert (kept.number, kept.opens_on, kept.reason) == (1, votes.FIRST_DAY, "لم تجتمع ثلاث حصص.")
        assert kept.figures["turnout"]["online"] == 3
        assert len(kept.root) == 64
        for gone in (RegisterLine, EditionKey, UrnPublication, BallotBatch):
            assert not gone.objects.exists()
        assert PhaseDays.objects.get(phase="vote").opens_on == FIRST
        assert Entry.objects.filter(verb="budgets.hold_again").count() == 1
        old = receipts.receipt_code(void, void.receipts[0].receipt)
        assert receipts.checked(edition, old).state is ReceiptState.VOID
        first_name = votes.half_of(void, b"7" * 32)
        stated = {
            "settings": CountSettings(),
            "unique_limit": edition.unique_limit,
            "full_file_for_all": None,
        }
        change = {"edition": edition, "reason": "س", "actor": committee, "now": votes.CLOSED}
        assert refused(lambda: counting.state_count(**stated, **change)) is CountingRefusal.VOTE_BEGAN
        late = {"edition": edition, "shares": 5, "threshold": 3, "actor": committee, "now": votes.CLOSED}
        assert refused(lambda: keys.register_key(text=first_name, **late)) is R.OTHER_VOTE
    assert refused(lambda: votes.cast(edition, void.voters[0], "p2", now=VOTING_AGAIN)).value == "not_opened"
    secret = votes.rehearsed(edition, committee, now=votes.CLOSED)
    new = [votes.cast(edition, one, "p2", now=VOTING_AGAIN) for one in void.voters]
    with within(larache.pk):
        batch = paper.print_batch(
            edition=edition, label="م", office_id=None, sheets=2, actor=votes.clerk(larache), now=VOTING_AGAIN
        )
        assert batch.first_serial == 8  # no sheet of the void vote is one of this vote
        code = receipts.receipt_code(edition, new[0].receipt)
        assert receipts.checked(edition, code).state is ReceiptState.IN_URN
        published = opening.publish_urn(edition=edition, actor=committee, now=CLOSED_AGAIN)
        assert len(votes.opened_text(published.text, secret).splitlines()) >= 3
        assert receipts.checked(edition, old).state is ReceiptState.VOID


@pytest.mark.django_db
def test_the_committee_holds_it_again_and_everybody_reads_why(void, committee, larache, client_of):
    """§ secrecy-again"""
    desk = f"/{larache.slug}/budgets/desk/pb-2026/vote/"
    client = client_of(Person.objects.get(pk=committee.person_id))
    with within(larache.pk):
        keys.destroy_wrapping(edition=void, now=votes.CLOSED)
    with stopped_at(votes.CLOSED):
        assert "again/" in client.get(desk).content.decode()
        wrong = client.post(f"{desk}again/", {"opens_on": "2026-07-05", "closes_on": "2026-07-01"})
        assert wrong.status_code == 400
        assert "2026-07-05" in wrong.content.decode()
        assert client.post(f"{desk}again/", {"opens_on": "", "closes_on": "x"}).status_code == 400
        days = {"opens_on": "2026-07-01", "closes_on": "2026-07-05"}
        assert client.post(f"{desk}again/", days).status_code == 303
        assert client.post(f"{desk}again/", days).status_code == 400
        assert "pb-2026/2 --shares" in client.get(desk).content.decode()
        for address in ("", "vote/urn/"):
            page = Client().get(f"/{larache.slug}/budgets/pb-2026/{address}").content.decode()
            assert "لم تجتمع ثلاث حصص." in page
