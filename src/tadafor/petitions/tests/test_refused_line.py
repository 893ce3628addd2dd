"""A support online stands again when the paper over it falls (§ petitions-35)."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection, transaction

from tadafor.kernel.scopes import within
from tadafor.kernel.tests.threads import at_once
from tadafor.people.rules import Contact, ContactKind, RoleKind
from tadafor.petitions import actions, queries, rules
from tadafor.petitions.models import SheetLine, Signature, SignatureLetter
from tadafor.petitions.rules import LineReason, SignRefusal, Status, Way
from tadafor.petitions.tests.factories import (
    CHECKED,
    DEPOSITED,
    SIGNED,
    add_paper,
    bring_law,
    citizen_actor,
    enter,
    join_all,
    make_petition,
    sign,
    staff_actor,
)

SIGNER = Contact(ContactKind.EMAIL, "signer5@example.org")


@pytest.mark.parametrize(
    ("status", "silenced", "held", "taken_out", "stands"),
    [
        (Status.DISPLACED, False, False, False, Status.VALID),
        (Status.DISPLACED, True, False, False, Status.SUSPECT),
        (Status.DISPLACED, False, False, True, Status.INVALIDATED),
        (Status.DISPLACED, True, False, True, Status.INVALIDATED),
        (Status.DISPLACED, False, True, False, None),
        (Status.DISPLACED, True, True, True, None),
        (Status.WITHDRAWN, False, False, False, None),
        (Status.INVALIDATED, False, False, True, None),
        (Status.VALID, False, True, False, None),
        (Status.SUSPECT, True, True, False, None),
        (Status.REFUSED, False, False, False, None),
    ],
)
def test_as_what_a_support_comes_back(status, silenced, held, taken_out, stands):
    """§ petitions-35"""
    assert rules.comes_back(status, silenced=silenced, held=held, taken_out=taken_out) is stands


@pytest.fixture
def agent(larache):
    return citizen_actor(larache)


@pytest.fixture
def petition(larache, agent):
    with within(larache.pk):
        yield make_petition(larache, agent)


class Bureau:
    """Two clerks and two deciders before the line of the fifth card."""

    def __init__(self, territory, petition, agent, number):
        self.clerks = [staff_actor(territory, RoleKind.CLERK, name=name) for name in ("أولى", "ثانية")]
        self.third = staff_actor(territory, RoleKind.DIRECTOR, name="ثالثة")
        self.agent = agent
        self.line = {"petition": petition, "number": number, "position": 1, "now": CHECKED}

    def look(self, *found):
        for clerk, holds in zip(self.clerks, found, strict=True):
            reason = None if holds else LineReason.ILLEGIBLE
            actions.look_at_line(**self.line, holds=holds, reason=reason, actor=clerk)

    def settle(self, *, holds):
        actions.settle_line(**self.line, holds=holds, reason="قرأناه معا في الأصل.", actor=self.third)

    def contest(self):
        actions.contest_line(**self.line, reason="وقّعت السيدة أمامي.", actor=self.agent)


def deposited(territory, petition, agent, *, meanwhile=lambda: None):
    """The fifth card signed online, then on the first line of a sheet; the petition is deposited."""
    number = enter(petition, agent, [5])
    meanwhile()
    actions.close_sheet(petition=petition, number=number, declared=1, actor=agent, now=SIGNED)
    add_paper(petition, 200)
    join_all(petition, agent)
    actions.deposit(petition=petition, actor=agent, now=DEPOSITED)
    return Bureau(territory, petition, agent, number)


def statuses(petition):
    """Of the fifth card: online, on paper; one of them stands at most, and the count says the same."""
    mine = Signature.objects.filter(petition=petition, card_hash=hash_of(petition)).order_by("way")
    actions.count_on(petition_id=petition.pk, now=CHECKED)
    told = queries.agreement(petition.pk)
    assert told.rows == told.hashes == told.count
    return tuple(one.status for one in mine)


def hash_of(petition):
    return Signature.objects.filter(petition=petition, way=Way.ONLINE).first().card_hash


def letters():
    return list(SignatureLetter.objects.order_by("pk").values_list("kind", flat=True))


@pytest.mark.django_db
def test_it_comes_back_when_two_clerks_refuse_and_goes_when_the_contest_is_won(larache, petition, agent):
    """§ petitions-35: counted once at each moment, and told each time."""
    sign(petition, 5)
    bureau = deposited(larache, petition, agent)
    assert statuses(petition) == (Status.DISPLACED, Status.VALID)
    bureau.look(False, False)
    assert statuses(petition) == (Status.VALID, Status.REFUSED)
    assert letters() == ["displaced", "returned"]
    bureau.contest()
    assert statuses(petition) == (Status.VALID, Status.REFUSED)
    bureau.settle(holds=True)
    assert statuses(petition) == (Status.DISPLACED, Status.VALID)
    assert letters() == ["displaced", "returned", "displaced"]
    assert SheetLine.objects.get(sheet__petition=petition).state == "valid"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("found", "holds", "online", "paper", "told"),
    [
        ((True, True), None, Status.DISPLACED, Status.VALID, 0),
        ((True, False), None, Status.DISPLACED, Status.VALID, 0),
        ((True, False), True, Status.DISPLACED, Status.VALID, 0),
        ((True, False), False, Status.VALID, Status.REFUSED, 1),
    ],
)
def test_the_verdict_is_the_moment(larache, petition, agent, found, holds, online, paper, told):
    """§ petitions-35: two who differ move nothing; the third person does."""
    sign(petition, 5)
    bureau = deposited(larache, petition, agent)
    bureau.look(*found)
    if holds is not None:
        bureau.settle(holds=holds)
    assert statuses(petition) == (online, paper)
    assert letters().count("returned") == told


@pytest.mark.django_db
def test_a_contest_that_is_lost_changes_nothing(larache, petition, agent):
    sign(petition, 5)
    bureau = deposited(larache, petition, agent)
    bureau.look(False, False)
    bureau.contest()
    bureau.settle(holds=False)
    assert statuses(petition) == (Status.VALID, Status.REFUSED)
    assert letters() == ["displaced", "returned"]


@pytest.mark.django_db
def test_what_was_taken_back_or_set_aside_stays_so(larache, petition, agent):
    """§ petitions-19, § petitions-26, § petitions-35"""
    sign(petition, 5)

    def taken_back():
        assert actions.take_back(petition=petition, contact=SIGNER, now=SIGNED) == 1

    bureau = deposited(larache, petition, agent, meanwhile=taken_back)
    bureau.look(False, False)
    assert statuses(petition) == (Status.WITHDRAWN, Status.REFUSED)
    assert "returned" not in letters()


@pytest.mark.django_db
def test_what_a_limit_had_set_aside_comes_back_aside(larache, petition, agent):
    sign(petition, 5)
    Signature.objects.filter(way=Way.ONLINE).update(status=Status.SUSPECT, silence="network")
    bureau = deposited(larache, petition, agent)
    bureau.look(False, False)
    assert statuses(petition) == (Status.SUSPECT, Status.REFUSED)


@pytest.fixture
def director(larache):
    return staff_actor(larache, RoleKind.DIRECTOR, name="رابعة")


def take_out(petition, director):
    """A batch that the fifth card is in, and another signature that counts."""
    return actions.invalidate(
        petition=petition,
        criteria=actions.Criteria(since=SIGNED - timedelta(minutes=1)),
        announced=1,
        reason="حملة آلية موصوفة في محضر.",
        actor=director,
        now=SIGNED,
    )


def undo(batch, director):
    return actions.undo_batch(batch=batch, reason="تبين أنها حملة حقيقية.", actor=director, now=CHECKED)


@pytest.mark.django_db
def test_a_batch_reaches_what_paper_displaced(larache, petition, agent, director):
    """§ petitions-27, § petitions-35: it does not count when the paper falls, until the batch is undone."""
    sign(petition, 5)
    sign(petition, 6)
    batches = []
    bureau = deposited(
        larache, petition, agent, meanwhile=lambda: batches.append(take_out(petition, director))
    )
    assert statuses(petition) == (Status.DISPLACED, Status.VALID)
    bureau.look(False, False)
    assert statuses(petition) == (Status.INVALIDATED, Status.REFUSED)
    assert letters() == ["displaced"]
    assert undo(batches[0], director) == 2
    assert statuses(petition) == (Status.VALID, Status.REFUSED)


@pytest.mark.django_db
def test_a_batch_undone_while_paper_holds_the_card_leaves_it_displaced(larache, petition, agent, director):
    """§ petitions-27, § petitions-35: whether the paper holds it again, or never let go."""
    sign(petition, 5)
    sign(petition, 6)
    batches = []
    bureau = deposited(
        larache, petition, agent, meanwhile=lambda: batches.append(take_out(petition, director))
    )
    bureau.look(False, False)
    bureau.contest()
    bureau.settle(holds=True)
    assert statuses(petition) == (Status.INVALIDATED, Status.VALID)
    assert undo(batches[0], director) == 1
    assert statuses(petition) == (Status.DISPLACED, Status.VALID)


@pytest.mark.django_db
def test_an_undone_batch_keeps_nothing_from_coming_back(larache, petition, agent, director):
    sign(petition, 5)
    sign(petition, 6)

    def taken_out_and_back():
        assert undo(take_out(petition, director), director) == 1

    bureau = deposited(larache, petition, agent, meanwhile=taken_out_and_back)
    bureau.look(False, False)
    assert statuses(petition) == (Status.VALID, Status.REFUSED)
    assert letters() == ["displaced", "returned"]


@pytest.mark.django_db
def test_one_that_gave_way_to_a_stronger_one_online_does_not_come_back(larache, petition, agent):
    """§ petitions-31, § petitions-35: a neighbour who typed the number does not profit from a refusal."""
    sign(petition, 5, contact="neighbour@example.org")
    sign(petition, 5, strength=rules.Strength.CONFIRMED)

    def taken_back():
        assert actions.take_back(petition=petition, contact=SIGNER, now=SIGNED) == 1

    bureau = deposited(larache, petition, agent, meanwhile=taken_back)
    bureau.look(False, False)
    kept = Signature.objects.filter(petition=petition, card_hash=hash_of(petition)).order_by("pk")
    assert [one.status for one in kept] == [Status.DISPLACED, Status.WITHDRAWN, Status.REFUSED]


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_taken_back_while_the_line_over_it_falls(larache):
    """§ petitions-19, § petitions-35: whoever is first, what was taken back does not stand."""
    bring_law()
    agent = citizen_actor(larache)
    petition = make_petition(larache, agent)
    with within(larache.pk):
        sign(petition, 5)
        number = enter(petition, agent, [5])
    taken, may_commit = threading.Event(), threading.Event()

    def takes_back():
        with transaction.atomic():
            actions.take_back(petition=petition, contact=SIGNER, now=SIGNED)
            taken.set()
            assert may_commit.wait(20)

    def removes():
        assert taken.wait(20)
        pid = connection.cursor().connection.info.backend_pid
        letting_go.append(pid)
        actions.remove_line(petition=petition, number=number, position=1, actor=agent, now=SIGNED)

    def lets_go():
        assert taken.wait(20)
        for _ in range(2_000):
            if letting_go and waits(letting_go[0]):
                break
            time.sleep(0.01)
        may_commit.set()

    letting_go = []
    at_once(larache, takes_back, removes, lets_go)
    with within(larache.pk):
        assert set(Signature.objects.values_list("status", flat=True)) == {Status.WITHDRAWN}
        assert "returned" not in letters()


def waits(pid):
    """Whether this connection waits for a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", [pid])
        return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_after_the_deposit_nothing_is_taken_back_while_the_clerks_decide(larache):
    """§ petitions-19, § petitions-35: the support comes back once, whoever asks at that moment."""
    bring_law()
    agent = citizen_actor(larache)
    petition = make_petition(larache, agent)
    with within(larache.pk):
        sign(petition, 5)
        bureau = deposited(larache, petition, agent)

    def takes_back():
        return actions.take_back(petition=petition, contact=SIGNER, now=CHECKED)

    def looks(clerk):
        def verb():
            actions.look_at_line(**bureau.line, holds=False, reason=LineReason.ILLEGIBLE, actor=clerk)

        return verb

    found = at_once(larache, *(looks(one) for one in bureau.clerks), takes_back)
    assert found == [None, None, SignRefusal.NOT_OPEN]
    with within(larache.pk):
        assert statuses(petition) == (Status.VALID, Status.REFUSED)
        assert letters() == ["displaced", "returned"]
