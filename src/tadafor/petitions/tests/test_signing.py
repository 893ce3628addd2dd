"""Signing, paper, counting, fraud and forgetting as verbs."""

from datetime import timedelta

import pytest
from django.db import connection

from tadafor.audit.models import ClearPart, Entry
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people import queries as people
from tadafor.people.rules import Contact, ContactKind, RoleKind
from tadafor.petitions import actions, queries, rules
from tadafor.petitions.models import Batch, SheetLine, Signature, SignatureCount, SignatureLetter
from tadafor.petitions.rules import (
    FraudRefusal,
    LineReason,
    LineState,
    PathRefusal,
    SheetRefusal,
    SheetState,
    SignRefusal,
    Silence,
    State,
    Status,
    Verdict,
)
from tadafor.petitions.tests.factories import (
    ACCEPTED,
    CHECKED,
    DEPOSITED,
    OPENED,
    SIGNED,
    add_paper,
    card,
    citizen_actor,
    enter,
    fresh,
    join_all,
    make_petition,
    sign,
    staff_actor,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent(larache):
    return citizen_actor(larache)


@pytest.fixture
def petition(larache, agent):
    return make_petition(larache, agent)


@pytest.fixture
def bureau(larache):
    return staff_actor(larache, RoleKind.DIRECTOR)


@pytest.fixture(autouse=True)
def _scope(larache):
    with within(larache.pk):
        yield


def refused(refusal, verb, **facts):
    with pytest.raises(Refused) as caught:
        verb(**facts)
    assert caught.value.refusal is refusal
    assert caught.value.sentence
    return caught.value


def statuses(petition):
    return sorted(Signature.objects.filter(petition=petition).values_list("way", "status"))


def counted(petition):
    actions.count_on(petition_id=petition.pk, now=SIGNED)
    count = SignatureCount.objects.get(petition=petition)
    return count.online, count.paper


# ---- online


def test_a_signature_is_sealed_and_names_nobody_in_the_log(petition):
    """§ petitions-16, § petitions-18"""
    assert sign(petition, 7) is None
    row = Signature.objects.get()
    assert "LA7" not in f"{row.card_hash}{bytes(row.card)}{bytes(row.contact)}"
    opened = people.opened_card(
        queries.procedure(petition), territory_id=petition.territory_id, sealed=bytes(row.card)
    )
    assert opened == card(7)
    entry = Entry.objects.get(verb="petitions.sign")
    assert entry.is_anonymous
    assert ClearPart.objects.get(entry=entry).person_id is None


def test_signing_touches_no_row_of_the_petition(petition):
    """§ petitions-21"""

    def versions():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT p.xmin::text, p.xmax::text, c.xmin::text, c.xmax::text FROM petitions_petition p "
                "JOIN petitions_signaturecount c ON c.petition_id = p.id WHERE p.id = %s",
                [petition.pk],
            )
            return cursor.fetchone()

    before = versions()
    sign(petition, 7)
    assert versions() == before


def test_one_card_signs_once_and_the_second_is_told_at_the_contact(petition):
    """§ petitions-18, § petitions-20"""
    assert sign(petition, 7) is None
    assert sign(petition, 7, contact="other@example.org") is Silence.ALREADY_SIGNED
    assert Signature.objects.count() == 1
    assert [letter.kind for letter in SignatureLetter.objects.all()] == ["already_signed"]


def test_the_letter_leaves_and_its_row_goes(petition, mailoutbox):
    """§ petitions-20"""
    sign(petition, 7)
    sign(petition, 7, contact="other@example.org")
    assert actions.send_letters(now=SIGNED) == 1
    assert [mail.to for mail in mailoutbox] == [["other@example.org"]]
    assert "توقيع واحد لكل بطاقة" in mailoutbox[0].body
    assert not SignatureLetter.objects.exists()


def test_no_signature_after_the_path_moved_on(larache, agent, petition):
    """§ petitions-8, § petitions-16"""
    actions.withdraw(petition=petition, reason="", actor=agent, now=SIGNED)
    with pytest.raises(Refused) as caught:
        sign(petition, 7)
    assert caught.value.refusal is SignRefusal.NOT_OPEN


def test_taking_back_and_signing_again(petition):
    """§ petitions-19"""
    sign(petition, 7)
    contact = Contact(ContactKind.EMAIL, "signer7@example.org")
    stranger = Contact(ContactKind.EMAIL, "nobody@example.org")
    assert actions.take_back(petition=petition, contact=stranger, now=SIGNED) == 0
    assert actions.take_back(petition=petition, contact=contact, now=SIGNED) == 1
    row = Signature.objects.get()
    assert (row.name, row.card, row.contact) == ("", None, None)
    assert sign(petition, 7) is None
    assert statuses(petition) == [("online", "valid"), ("online", "withdrawn")]


def test_limits_set_aside_and_staff_lets_in(petition, bureau, agent):
    """§ petitions-26"""
    limits = rules.Limits(network_an_hour=2, device_an_hour=50, each_contact=2)
    assert [sign(petition, n, network="1.2.3.4", limits=limits) for n in range(10, 13)] == [
        None, None, Silence.NETWORK,
    ]  # fmt: skip
    later = SIGNED + timedelta(minutes=61)
    assert sign(petition, 13, network="1.2.3.4", limits=limits, now=later) is None
    one = {"contact": "family@example.org", "limits": limits, "now": later}
    assert [sign(petition, n, **one) for n in (20, 21, 22)] == [None, None, Silence.CONTACT]
    assert counted(petition) == (5, 0)
    assert queries.suspects_of(petition) == {"network": 1, "contact": 1}
    facts = {"petition": petition, "now": SIGNED}
    one_network = actions.Criteria(network=queries.mark(petition, "network", "1.2.3.4"))
    because = {"actor": bureau, "reason": "من شبكة واحدة كلها"}
    batch = actions.invalidate(criteria=one_network, announced=4, **because, **facts)
    assert actions.undo_batch(batch=batch, now=SIGNED, **because) == 4
    assert queries.suspects_of(petition) == {"network": 1, "contact": 1}, "undone, all is as it was"
    refused(PathRefusal.NOT_STAFF, actions.let_in, reason="شبكة ثانوية", actor=agent, **facts)
    refused(FraudRefusal.REASON_MISSING, actions.let_in, reason="لا", actor=bureau, **facts)
    assert actions.let_in(reason="شبكة ثانوية محلية", actor=bureau, **facts) == 2
    assert counted(petition) == (7, 0)


# ---- counting


def test_the_count_follows_what_stands_and_is_recounted(petition):
    """§ petitions-21"""
    for number in range(5):
        sign(petition, number)
    add_paper(petition, 3)
    assert counted(petition) == (5, 3)
    assert not actions.count_on(petition_id=petition.pk, now=SIGNED)
    actions.take_back(
        petition=petition, contact=Contact(ContactKind.EMAIL, "signer2@example.org"), now=SIGNED
    )
    assert counted(petition) == (4, 3)
    SignatureCount.objects.update(online=40)
    assert actions.recount(petition_id=petition.pk, now=SIGNED)
    assert counted(petition) == (4, 3)
    assert not actions.recount(petition_id=petition.pk, now=SIGNED)


def test_ready_falls_back_when_a_batch_goes(larache, petition, bureau):
    """§ petitions-6, § petitions-27"""
    add_paper(petition, 200)
    counted(petition)
    found = queries.petition_at(petition.code)
    assert queries.standing_of(found, larache, SIGNED.date()).state is State.READY
    Signature.objects.filter(pk=Signature.objects.first().pk).update(status=Status.REFUSED)
    counted(petition)
    found = queries.petition_at(petition.code)
    assert queries.standing_of(found, larache, SIGNED.date()).state is State.COLLECTING


def test_a_batch_is_counted_dry_then_taken_out_then_undone(petition, bureau):
    """§ petitions-27"""
    for number in range(6):
        sign(petition, number, network="9.9.9.9" if number < 4 else "1.1.1.1")
    mark = queries.mark(petition, "network", "9.9.9.9")
    criteria = actions.Criteria(network=mark)
    facts = {"petition": petition, "actor": bureau, "now": SIGNED, "reason": "أُرسلت من آلة واحدة."}
    empty = actions.Criteria()
    refused(FraudRefusal.NOTHING_CHOSEN, actions.invalidate, criteria=empty, announced=6, **facts)
    unknown = actions.Criteria(network="nothing")
    refused(FraudRefusal.NONE_FOUND, actions.invalidate, criteria=unknown, announced=0, **facts)
    caught = refused(
        FraudRefusal.CHANGED_MEANWHILE, actions.invalidate, criteria=criteria, announced=3, **facts
    )
    assert "4" in caught.sentence
    assert counted(petition) == (6, 0)
    batch = actions.invalidate(criteria=criteria, announced=4, **facts)
    assert counted(petition) == (2, 0)
    assert sign(petition, 0, contact="again@example.org") is None
    undo = {"batch": batch, "actor": bureau, "now": SIGNED}
    refused(FraudRefusal.REASON_MISSING, actions.undo_batch, reason="", **undo)
    assert actions.undo_batch(reason="كانت ورشة توقيع في الثانوية.", **undo) == 3
    refused(FraudRefusal.ALREADY_UNDONE, actions.undo_batch, reason="مرة أخرى لا غير", **undo)
    assert counted(petition) == (6, 0)
    assert Batch.objects.get().found == 4


def test_nothing_is_invalidated_once_the_bureau_decided(larache, bureau):
    petition = make_petition(larache, until=State.ACCEPTED, signatures=200)
    facts = {"criteria": actions.Criteria(network="x"), "announced": 1, "reason": "بعد فوات الأوان"}
    refused(FraudRefusal.NOT_NOW, actions.invalidate, petition=petition, actor=bureau, now=ACCEPTED, **facts)


# ---- paper


def test_only_those_who_collect_enter_sheets(larache, petition, bureau, agent):
    """§ petitions-22, § petitions-28"""
    facts = {"petition": petition, "now": SIGNED}
    refused(SheetRefusal.NOT_HELPER, actions.print_sheets, count=1, actor=bureau, **facts)
    refused(SheetRefusal.TOO_MANY, actions.print_sheets, count=51, actor=agent, **facts)
    sheets = actions.print_sheets(count=3, actor=agent, **facts)
    assert [sheet.number for sheet in sheets] == [1, 2, 3]
    line = actions.Line(1, LineState.VALID, "سلمى", card(3))
    refused(SheetRefusal.NOT_HELPER, actions.enter_line, number=1, line=line, actor=bureau, **facts)
    refused(SheetRefusal.UNKNOWN_SHEET, actions.enter_line, number=9, line=line, actor=agent, **facts)
    nameless = actions.Line(1, LineState.VALID, " ", card(3))
    refused(SheetRefusal.NAME_MISSING, actions.enter_line, number=1, line=nameless, actor=agent, **facts)
    cardless = actions.Line(1, LineState.VALID, "سلمى")
    refused(SheetRefusal.CARD_WRONG, actions.enter_line, number=1, line=cardless, actor=agent, **facts)
    actions.enter_line(number=1, line=line, actor=agent, **facts)
    refused(SheetRefusal.LINE_TAKEN, actions.enter_line, number=1, line=line, actor=agent, **facts)


def test_a_sheet_closes_when_it_adds_up(petition, agent):
    """§ petitions-22"""
    number = enter(petition, agent, [1, 2, LineState.UNREADABLE, 2])
    facts = {"petition": petition, "number": number, "actor": agent, "now": SIGNED}
    states = list(SheetLine.objects.values_list("state", flat=True))
    assert states == ["valid", "valid", "unreadable", "duplicate"]
    caught = refused(SheetRefusal.UNBALANCED, actions.close_sheet, declared=5, **facts)
    assert "5" in caught.sentence
    closed = actions.close_sheet(declared=4, **facts)
    assert (closed.state, closed.declared) == (SheetState.ENTERED, 4)
    refused(SheetRefusal.NOT_NOW, actions.close_sheet, declared=4, **facts)
    refused(SheetRefusal.NOT_NOW, actions.remove_line, position=1, **facts)
    assert counted(petition) == (0, 2)


def test_the_same_card_on_paper_and_online(petition, agent):
    """§ petitions-18: paper takes the place, is told, and gives it back when the line was a mistake."""
    sign(petition, 5)
    number = enter(petition, agent, [5])
    assert statuses(petition) == [("online", "displaced"), ("paper", "valid")]
    assert counted(petition) == (0, 1)
    assert [letter.kind for letter in SignatureLetter.objects.all()] == ["displaced"]
    assert sign(petition, 5, contact="late@example.org") is Silence.ALREADY_SIGNED
    actions.remove_line(petition=petition, number=number, position=1, actor=agent, now=SIGNED)
    assert counted(petition) == (1, 0)


def test_open_sheets_hold_the_deposit(petition, agent):
    """§ petitions-8"""
    add_paper(petition, 200)
    join_all(petition, agent)
    enter(petition, agent, [1])
    caught = refused(
        PathRefusal.SHEETS_UNFINISHED, actions.deposit, petition=petition, actor=agent, now=DEPOSITED
    )
    assert "1" in caught.sentence


@pytest.fixture
def deposited(larache, petition, agent):
    number = enter(petition, agent, [1, 2, 3])
    actions.close_sheet(petition=petition, number=number, declared=3, actor=agent, now=SIGNED)
    add_paper(petition, 200)
    join_all(petition, agent)
    return actions.deposit(petition=petition, actor=agent, now=DEPOSITED)


def test_two_clerks_check_apart_and_a_third_decides(larache, deposited, agent, bureau):
    """§ petitions-23, § petitions-24"""
    one, two = staff_actor(larache, RoleKind.CLERK), staff_actor(larache, RoleKind.CLERK)
    at = {"petition": deposited, "number": 1, "now": CHECKED}

    def look(position, actor, holds, reason=None):
        return actions.look_at_line(position=position, holds=holds, reason=reason, actor=actor, **at)

    assert look(1, one, True) is Verdict.WAITING
    refused(SheetRefusal.SAME_CLERK, look, position=1, actor=one, holds=True)
    assert look(1, two, True) is Verdict.HOLDS
    refused(SheetRefusal.REASON_MISSING, look, position=2, actor=one, holds=False)
    look(2, one, False, LineReason.NOT_LINKED)
    assert look(2, two, False, LineReason.CARD_UNKNOWN) is Verdict.REFUSED
    assert counted(deposited) == (0, 202)
    refused(SheetRefusal.CHECKED_ALREADY, look, position=2, actor=bureau, holds=True)
    look(3, one, True)
    assert look(3, two, False, LineReason.ILLEGIBLE) is Verdict.SPLIT
    assert [line.position for line in queries.lines_to_settle(deposited)] == [3]
    settle = {"reason": "التوقيع مقروء.", **at}
    refused(PathRefusal.NOT_STAFF, actions.settle_line, position=3, holds=True, actor=one, **settle)
    refused(SheetRefusal.NOT_CONTESTED, actions.settle_line, position=1, holds=True, actor=bureau, **settle)
    actions.settle_line(position=3, holds=True, actor=bureau, **settle)
    assert queries.sheet_at(deposited, 1).state == SheetState.CHECKED
    contest = {"position": 2, "actor": agent, **at}
    refused(SheetRefusal.REASON_MISSING, actions.contest_line, reason=" ", **contest)
    actions.contest_line(reason="تسكن بحي المنار منذ عشرين سنة.", **contest)
    refused(SheetRefusal.CONTESTED_ALREADY, actions.contest_line, reason="مرة أخرى", **contest)
    actions.settle_line(position=2, holds=True, actor=bureau, **settle)
    assert counted(deposited) == (0, 203)
    refused(SheetRefusal.NOT_REFUSED, actions.contest_line, reason="لماذا؟", **(contest | {"position": 1}))


def test_nobody_checks_a_petition_they_stand_behind(larache, deposited, agent):
    """§ petitions-23"""
    clerk = staff_actor(larache, RoleKind.CLERK)
    queries.PetitionParty.objects.update(person=clerk.person_id)
    refused(
        PathRefusal.OWN_PETITION,
        actions.look_at_line,
        petition=deposited,
        number=1,
        position=1,
        holds=True,
        reason=None,
        actor=clerk,
        now=CHECKED,
    )


# ---- forgetting


def test_names_and_numbers_are_erased_by_the_clock(larache, petition, agent, bureau):
    """§ petitions-29"""
    sign(petition, 7)
    add_paper(petition, 2)
    counted(petition)
    sealed = bytes(Signature.objects.get(way="online").card)
    actions.withdraw(petition=petition, reason="", actor=agent, now=SIGNED)
    early, due = SIGNED + timedelta(days=179), SIGNED + timedelta(days=180)
    assert not actions.forget(petition=petition, now=early)
    assert actions.forget(petition=petition, now=due)
    assert not actions.forget(petition=petition, now=due)
    kept = Signature.objects.values_list("name", "card", "contact", "contact_hash")
    assert set(kept) == {("", None, None, "")}
    assert all(one.startswith("erased:") for one in Signature.objects.values_list("card_hash", flat=True))
    assert fresh(petition).count.tally == rules.Tally(1, 2)
    with pytest.raises(Refused):
        people.opened_card(queries.procedure(petition), territory_id=petition.territory_id, sealed=sealed)


def test_bursts_show_hours_networks_and_devices_and_no_name(petition):
    """§ petitions-28"""
    for number in range(30):
        sign(petition, number, network="9.9.9.9", device="bot")
    for number in range(30, 33):
        sign(petition, number, network="1.1.1.1", now=OPENED + timedelta(hours=number))
    hours = queries.bursts_by_hour(petition)
    assert [(one.count, one.stands_out) for one in hours[:2]] == [(30, True), (1, False)]
    networks = queries.bursts_by(petition, "network", 20)
    assert [(one.count, one.stands_out) for one in networks] == [(30, True), (3, False)]
    assert queries.bursts_by(petition, "device", 20)[0].count == 30
    assert queries.days_of(petition) == [("2026-03-03", 3), ("2026-03-05", 30)]
