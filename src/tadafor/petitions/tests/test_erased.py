"""What stays of a petition after the clock erased who stood behind it (§ petitions-36)."""

from datetime import timedelta

import pytest

from tadafor.kernel.clock import stopped_at
from tadafor.kernel.scopes import within
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import make_person
from tadafor.petitions import actions, queries
from tadafor.petitions.models import AgentCode, PetitionParty
from tadafor.petitions.rules import Party, State
from tadafor.petitions.tests.factories import (
    ACCEPTED,
    CHECKED,
    OPENED,
    at_counter,
    citizen_actor,
    fresh,
    make_petition,
    staff_actor,
)

pytestmark = pytest.mark.django_db
LATER = ACCEPTED + timedelta(days=400)
AT = "/larache/petitions/"


def with_everybody(larache, agent):
    """A petition with a deputy, a helper and one who never accepted."""
    petition = make_petition(larache, agent, signatures=3)
    facts = {"petition": petition, "actor": agent, "now": OPENED}
    with within(larache.pk):
        for part, name in ((Party.DEPUTY, "نائبة"), (Party.HELPER, "مساعدة"), (Party.INITIATOR, "مبادرة")):
            _, secret = actions.invite(**facts, part=part, name=name)
            if part is not Party.INITIATOR:
                other = citizen_actor(larache, name=name)
                actions.accept_invitation(secret=secret, actor=other, now=OPENED)
        return actions.withdraw(**facts, reason="استُجيب لنا.")


def test_the_clock_erases_who_stood_behind_it(larache, client_of):
    """§ petitions-36: names, cards and addresses go; who answered for it keeps their page."""
    person = make_person("وكيلة للتجربة")
    agent = citizen_actor(larache)
    petition = with_everybody(larache, agent)
    with within(larache.pk):
        PetitionParty.objects.filter(petition=petition, role=Party.AGENT).update(person=person)
        assert actions.forget(petition=petition, now=LATER)
        kept = PetitionParty.objects.filter(petition=petition)
        told = kept.values_list("name", "card", "card_kind", "address", "invitation_hash")
        assert set(told) == {("", None, "", "", "")}
        tied = {one.part for one in kept if one.person_id}
        assert tied == {Party.AGENT, Party.DEPUTY}
        assert fresh(petition).title == petition.title
    mine = client_of(person)
    with stopped_at(LATER):
        page = mine.get(f"{AT}{petition.code}/manage/").content.decode()
        assert "اسم مُحي" in page
        assert "وكيلة للتجربة" not in page.partition("<main")[2]
        names = mine.get(f"{AT}{petition.code}/names.pdf")
        assert names.status_code == 410
        assert "مُحيت الأسماء والأرقام" in names.content.decode()


def test_what_the_council_did_stays(larache):
    """§ petitions-36: the words, the receipt, the counts, the findings and the decision."""
    petition = make_petition(larache, until=State.ACCEPTED, signatures=400)

    def public():
        with within(larache.pk):
            one = fresh(petition)
            answer = one.answer
            return (
                (one.title, one.object, one.receipt, one.deposited_at, one.counted_at_deposit),
                (answer.accepted_on, answer.session_on, one.count.tally),
                {name: row.finding for name, row in queries.findings_of(one).items()},
                [annex.annex for annex in queries.annexes_of(one)],
            )

    with within(larache.pk):
        actions.count_on(petition_id=petition.pk, now=CHECKED)
        agent = PetitionParty.objects.get(petition=petition, role=Party.AGENT)
        assert agent.name
        queries.Petition.objects.filter(pk=petition.pk).update(ended_on=ACCEPTED.date())
        before = public()
        assert actions.forget(petition=petition, now=LATER)
        agent.refresh_from_db()
        assert agent.name == ""
    assert public() == before


def test_of_a_petition_on_paper_the_code_goes_too(larache):
    """§ petitions-34, § petitions-36: and the association's name stays with what it presented."""
    clerk = staff_actor(larache, RoleKind.CLERK)
    brought = at_counter(larache, clerk)
    with within(larache.pk):
        actions.print_agent_code(petition=brought, actor=clerk, now=CHECKED)
        queries.Petition.objects.filter(pk=brought.pk).update(ended_on=ACCEPTED.date())
        assert actions.forget(petition=brought, now=LATER)
        assert not AgentCode.objects.exists()
        assert set(PetitionParty.objects.values_list("name", flat=True)) == {""}
