"""The path as verbs: draft, parties, opening, deposit, bureau, council."""

from datetime import date, timedelta

import pytest

from tadafor.audit.models import Entry
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import everywhere, within
from tadafor.notifications.models import Notice
from tadafor.people.rules import RoleKind
from tadafor.petitions import actions, queries, rules
from tadafor.petitions.models import LegalRule, ListOpening
from tadafor.petitions.rules import (
    Council,
    Finding,
    Kind,
    LawRefusal,
    PathRefusal,
    Result,
    State,
    Topic,
    Votes,
)
from tadafor.petitions.tests.factories import (
    ACCEPTED,
    CHECKED,
    DEPOSITED,
    DRAFTED,
    OPENED,
    SIGNED,
    WORDS,
    add_paper,
    bring_law,
    citizen_actor,
    fill,
    find_all,
    fresh,
    join_all,
    make_petition,
    staff_actor,
)

pytestmark = pytest.mark.django_db
LARGE = 200  # Larache has more than 35,000 inhabitants


@pytest.fixture
def agent(larache):
    return citizen_actor(larache)


@pytest.fixture
def bureau(larache):
    return staff_actor(larache, RoleKind.DIRECTOR)


def refused(refusal, verb, **facts):
    with pytest.raises(Refused) as caught:
        verb(**facts)
    assert caught.value.refusal is refusal
    assert caught.value.sentence
    return caught.value


def test_a_draft_is_private_until_it_collects(larache, agent):
    """§ petitions-5, § petitions-7"""
    draft = make_petition(larache, agent, until=State.DRAFT)
    with within(larache.pk):
        assert queries.petition_at(draft.code) is None
        assert draft.trace.visibility == "held"
        caught = refused(
            PathRefusal.UNFINISHED, actions.open_collecting, petition=draft, actor=agent, now=OPENED
        )
        assert "رقم بطاقة" in caught.sentence
        fill(draft, agent)
        opened = actions.open_collecting(petition=draft, actor=agent, now=OPENED)
        assert opened.state == State.COLLECTING
        assert queries.petition_at(draft.code).trace.visibility == "visible"
        assert opened.asked_at_opening["threshold"] == LARGE
        refused(
            PathRefusal.NOT_NOW,
            actions.write,
            petition=opened,
            words=WORDS,
            agent=actions.Agent(),
            seen=2,
            actor=agent,
            now=OPENED,
        )


def test_who_may_begin(larache, agent):
    """§ petitions-30"""
    bring_law()
    draft = {"territory": larache, "words": WORDS, "now": DRAFTED}
    stranger = citizen_actor(larache, linked=False)
    with within(larache.pk):
        refused(PathRefusal.LINK_NEEDED, actions.draft_petition, actor=stranger, **draft)
        for_nobody = draft | {"speaks_for": 999_999}
        refused(PathRefusal.NOT_YOUR_ASSOCIATION, actions.draft_petition, actor=agent, **for_nobody)


def test_ticks_are_wanted_before_collecting(larache, agent):
    """§ petitions-7"""
    draft = make_petition(larache, agent, until=State.DRAFT)
    with within(larache.pk):
        fill(draft, agent)
        actions.tick(petition=draft, conditions=["competence", "nothing"], actor=agent, now=DRAFTED)
        assert fresh(draft).ticks == ["competence"]
        refused(PathRefusal.TICKS_MISSING, actions.open_collecting, petition=draft, actor=agent, now=OPENED)


def test_two_who_write_at_once_lose_nothing(larache, agent):
    draft = make_petition(larache, agent, until=State.DRAFT)
    facts = {
        "petition": draft,
        "words": WORDS,
        "agent": actions.Agent("سلمى"),
        "actor": agent,
        "now": DRAFTED,
    }
    with within(larache.pk):
        actions.write(**facts, seen=1)
        refused(PathRefusal.CHANGED_MEANWHILE, actions.write, **facts, seen=1)


def test_parties_come_by_a_link_and_a_deputy_may_act(larache, agent):
    """§ petitions-7"""
    petition = make_petition(larache, agent)
    deputy, other = citizen_actor(larache), citizen_actor(larache)
    with within(larache.pk):
        refused(
            PathRefusal.NOT_AGENT, actions.withdraw, petition=petition, reason="", actor=deputy, now=OPENED
        )
        _, secret = actions.invite(
            petition=petition, part=rules.Party.DEPUTY, name="", actor=agent, now=OPENED
        )
        refused(PathRefusal.ALREADY_PARTY, actions.accept_invitation, secret=secret, actor=agent, now=OPENED)
        actions.accept_invitation(secret=secret, actor=deputy, now=OPENED)
        refused(
            PathRefusal.INVITATION_GONE, actions.accept_invitation, secret=secret, actor=other, now=OPENED
        )
        assert queries.acts_for(petition, deputy)
        row = next(one for one in queries.parties_of(petition) if one.person_id == deputy.person_id)
        actions.end_party(petition=petition, party_id=row.pk, actor=agent, now=OPENED)
        assert not queries.acts_for(petition, deputy)
        mine = next(one for one in queries.parties_of(petition) if one.person_id == agent.person_id)
        actions.end_party(petition=petition, party_id=mine.pk, actor=agent, now=OPENED)
        assert queries.acts_for(petition, agent)


def test_withdrawing_ends_it(larache, agent):
    """§ petitions-5"""
    petition = make_petition(larache, agent)
    with within(larache.pk):
        done = actions.withdraw(petition=petition, reason="حُل المشكل.", actor=agent, now=SIGNED)
        assert done.state == State.WITHDRAWN
        refused(PathRefusal.NOT_NOW, actions.deposit, petition=petition, actor=agent, now=DEPOSITED)


def test_a_deposit_counts_rows_and_gives_a_receipt_at_once(larache, agent):
    """§ petitions-8, § petitions-9, § petitions-10"""
    petition = make_petition(larache, agent, signatures=LARGE - 1)
    with within(larache.pk):
        join_all(petition, agent)
        caught = refused(PathRefusal.TOO_FEW, actions.deposit, petition=petition, actor=agent, now=DEPOSITED)
        assert "199" in caught.sentence
        add_paper(petition, 1, first=9_000)
        done = actions.deposit(petition=petition, actor=agent, now=DEPOSITED)
        assert (done.receipt, len(done.receipt_code)) == ("1/2026", 10)
        assert done.counted_at_deposit == LARGE
        # Three months after 20 March is a Saturday, the next working day a Monday.
        assert done.answer_due == date(2026, 6, 22)
        assert fresh(done).count.tally.paper == LARGE
        assert queries.by_receipt(done.receipt_code.lower()).pk == done.pk
        assert Entry.objects.filter(verb="petitions.deposit").count() == 1


def test_documents_are_wanted_for_the_deposit(larache, agent):
    """§ petitions-8"""
    petition = make_petition(larache, agent, signatures=LARGE)
    with within(larache.pk):
        caught = refused(
            PathRefusal.ANNEX_MISSING, actions.deposit, petition=petition, actor=agent, now=DEPOSITED
        )
        assert "نسخ البطائق" in caught.sentence


def test_receipts_are_numbered_in_their_year(larache):
    """§ petitions-9"""
    numbers = [
        make_petition(larache, until=State.DEPOSITED, signatures=LARGE).receipt_number for _ in range(3)
    ]
    assert numbers == [1, 2, 3]


def test_the_number_of_the_registry_moves_nothing(larache, bureau):
    """§ petitions-9"""
    one = make_petition(larache, until=State.DEPOSITED, signatures=LARGE)
    other = make_petition(larache, until=State.DEPOSITED, signatures=LARGE)
    with within(larache.pk):
        facts = {"number": "2026/118", "on": date(2026, 3, 23), "actor": bureau, "now": CHECKED}
        actions.register(petition=one, **facts)
        assert fresh(one).answer_due == date(2026, 6, 22)
        refused(PathRefusal.REGISTRY_TAKEN, actions.register, petition=other, **facts)
        early = facts | {"number": "9", "on": date(2026, 3, 19)}
        refused(PathRefusal.DATE_WRONG, actions.register, petition=other, **early)


def test_only_the_bureau_acts_and_never_on_its_own_petition(larache, agent):
    """§ petitions-11"""
    clerk = staff_actor(larache, RoleKind.CLERK)
    own = staff_actor(larache, RoleKind.DIRECTOR)
    petition = make_petition(larache, until=State.DEPOSITED, signatures=LARGE)
    with within(larache.pk):
        refused(PathRefusal.NOT_STAFF, actions.refer, petition=petition, actor=clerk, now=CHECKED)
        refused(PathRefusal.NOT_STAFF, actions.refer, petition=petition, actor=agent, now=CHECKED)
        queries.PetitionParty.objects.filter(petition=petition).update(person=own.person_id)
        refused(PathRefusal.OWN_PETITION, actions.refer, petition=petition, actor=own, now=CHECKED)


def test_from_the_bureau_to_the_follow_up(larache, agent, bureau):
    """§ petitions-11, § petitions-13, § petitions-14, § petitions-15"""
    petition = make_petition(larache, agent, until=State.CHECKING, signatures=LARGE)
    with within(larache.pk):
        refused(PathRefusal.FINDINGS_MISSING, actions.accept, petition=petition, actor=bureau, now=ACCEPTED)
        find_all(petition, bureau)
        actions.accept(petition=petition, actor=bureau, now=ACCEPTED)
        # Accepted on 10 May, after the session of May opened: the next ordinary one is October's.
        assert queries.petition_at(petition.code).answer.session_expected_on == date(2026, 10, 5)
        facts = {"petition": petition, "actor": bureau}
        refused(
            PathRefusal.DATE_WRONG,
            actions.send_to_committee,
            committee="لجنة المرافق",
            met_on=date(2026, 5, 1),
            opinion="",
            now=ACCEPTED,
            **facts,
        )
        actions.send_to_committee(
            committee="لجنة المرافق", met_on=date(2026, 5, 20), opinion="موافقة", now=ACCEPTED, **facts
        )
        refused(
            PathRefusal.REASON_MISSING,
            actions.place_on_agenda,
            opens_on=date(2027, 2, 1),
            reason="",
            now=ACCEPTED,
            **facts,
        )
        actions.place_on_agenda(opens_on=date(2026, 10, 5), reason="", now=ACCEPTED, **facts)
        held = ACCEPTED.replace(month=10)
        actions.record_deliberation(
            held_on=date(2026, 10, 6),
            result=Result.ADOPTED,
            votes=Votes(22, 1, 2, 25),
            text="قرر المجلس إنارة الطريق.",
            decision_number="17",
            now=held,
            **facts,
        )
        refused(
            PathRefusal.DATE_WRONG,
            actions.follow_up,
            words="بدأت الأشغال.",
            on=date(2026, 12, 1),
            now=held,
            **facts,
        )
        actions.follow_up(words="بدأت الأشغال.", on=date(2026, 10, 9), now=held, **facts)
        assert fresh(petition).state == State.FOLLOWED
        assert fresh(petition).ended_on == date(2026, 10, 6)
    with everywhere():
        told = set(Notice.objects.filter(person_id=agent.person_id).values_list("kind", flat=True))
    assert {
        "petitions.accepted",
        "petitions.agenda",
        "petitions.deliberated",
        "petitions.followed_up",
    } <= told


def test_a_refusal_says_why_and_when_it_was_notified(larache, agent, bureau):
    """§ petitions-12"""
    petition = make_petition(larache, agent, until=State.CHECKING, signatures=LARGE)
    with within(larache.pk):
        facts = {"petition": petition, "actor": bureau, "now": ACCEPTED}
        find_all(petition, bureau)
        refused(PathRefusal.NO_GROUND, actions.refuse, reasons="لا نريد ذلك أبدا", is_public=True, **facts)
        find_all(petition, bureau, form=Finding.UNMET)
        refused(PathRefusal.CONDITION_UNMET, actions.accept, **facts)
        refused(PathRefusal.REASON_MISSING, actions.refuse, reasons="لا", is_public=True, **facts)
        actions.refuse(reasons="لم تُذكر أهداف العريضة.", is_public=False, **facts)
        refused(PathRefusal.DATE_WRONG, actions.record_notice, on=date(2026, 5, 9), **facts)
        actions.record_notice(on=date(2026, 5, 10), **facts)
        refused(PathRefusal.ALREADY_NOTIFIED, actions.record_notice, on=date(2026, 5, 10), **facts)
    with everywhere():
        reasons = list(Notice.objects.filter(kind="petitions.refused_why").values_list("person_id", "body"))
    assert [(person, "أهداف" in body) for person, body in reasons] == [(agent.person_id, True)]


def test_an_unmet_condition_needs_a_note(larache, bureau):
    petition = make_petition(larache, until=State.CHECKING, signatures=LARGE)
    with within(larache.pk):
        refused(
            PathRefusal.REASON_MISSING,
            actions.record_finding,
            petition=petition,
            condition=rules.Condition.FORM,
            finding=Finding.UNMET,
            note=" ",
            actor=bureau,
            now=CHECKED,
        )


def test_the_desk_is_warned_once_at_each_mark(larache, bureau):
    """§ petitions-10"""
    petition = make_petition(larache, until=State.DEPOSITED, signatures=LARGE)
    with within(larache.pk):
        warned = [actions.warn(petition=petition, now=DEPOSITED + timedelta(days=n)) for n in range(110)]
    days = [n for n, percent in enumerate(warned) if percent]
    assert [warned[n] for n in days] == [50, 80, 100]
    assert days == [47, 76, 94]
    with everywhere():
        assert Notice.objects.filter(kind="petitions.clock", person_id=bureau.person_id).count() == 3


def test_the_law_of_the_deposit_governs_whatever_changes_after(larache, agent, youssef, actor_of):
    """§ petitions-4"""
    petition = make_petition(larache, agent, signatures=LARGE)
    administrator = actor_of(youssef)
    with within(larache.pk):
        law = queries.asked_of(larache, Kind.CITIZENS, on=SIGNED.date()).law_of(Topic.THRESHOLD)
        changed = rules.Law(
            **{
                **{name: getattr(law, name) for name in ("topic", "council", "kind", "population_from")},
                "value": 250,
                "valid_from": SIGNED.date(),
                "source": "الجريدة الرسمية عدد 9999",
            }
        )
        facts = {"territory": larache, "law": changed, "now": SIGNED}
        refused(PathRefusal.NOT_STAFF, actions.record_law, actor=agent, **facts)
        actions.record_law(actor=administrator, **facts)
        refused(LawRefusal.SAME_ROW, actions.record_law, actor=administrator, **facts)
        standing = queries.standing_of(petition, larache, SIGNED.date())
        assert standing.changes == [(Topic.THRESHOLD, LARGE, 250, "")]
        assert not standing.is_enough
        join_all(petition, agent)
        caught = refused(PathRefusal.TOO_FEW, actions.deposit, petition=petition, actor=agent, now=DEPOSITED)
        assert "250" in caught.sentence
        add_paper(petition, 50, first=20_000)
        actions.deposit(petition=petition, actor=agent, now=DEPOSITED)
        LegalRule.objects.create(
            topic=Topic.THRESHOLD,
            council=Council.COMMUNE,
            value=900,
            valid_from=date(2026, 3, 10),
            source="س",
        )
        found = queries.petition_at(petition.code)
        after = queries.standing_of(found, larache, CHECKED.date())
        assert after.asked.threshold == 250


def test_the_list_is_opened_by_the_bureau_and_each_opening_is_kept(larache, agent, bureau):
    """§ petitions-25, § petitions-28"""
    petition = make_petition(larache, agent, signatures=LARGE)
    with within(larache.pk):
        facts = {"reason": "التحقق من الشروط", "now": CHECKED}
        refused(PathRefusal.NOT_NOW, actions.open_list, petition=petition, actor=bureau, **facts)
        join_all(petition, agent)
        actions.deposit(petition=petition, actor=agent, now=DEPOSITED)
        refused(PathRefusal.NOT_STAFF, actions.open_list, petition=petition, actor=agent, **facts)
        actions.open_list(petition=petition, actor=bureau, **facts)
        assert [row.lines for row in ListOpening.objects.all()] == [LARGE]
