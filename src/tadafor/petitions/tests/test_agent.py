"""The agent of a petition that came on paper takes it over online (§ petitions-34)."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import translation
from pypdf import PdfReader

from tadafor.associations.models import Mandate
from tadafor.associations.tests.factories import make_association
from tadafor.audit.models import Entry
from tadafor.kernel.clock import stopped_at
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import everywhere, within
from tadafor.kernel.tests.threads import at_once
from tadafor.notifications.models import Notice
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import give, make_person
from tadafor.petitions import actions, documents, queries, rules
from tadafor.petitions.models import AgentCode, PetitionParty
from tadafor.petitions.rules import AgentRefusal, LineReason, LineState, PathRefusal, State
from tadafor.petitions.tests.factories import (
    DEPOSITED,
    at_counter,
    bring_law,
    card,
    citizen_actor,
    enter,
    fresh,
    staff_actor,
)

pytestmark = pytest.mark.django_db
LATER = DEPOSITED + timedelta(hours=2)
AT = "/larache/petitions/"


@pytest.fixture
def clerk(larache):
    return staff_actor(larache, RoleKind.CLERK)


@pytest.fixture
def brought(larache, clerk):
    return at_counter(larache, clerk, lines=2, sheets=1)


def printed(petition, clerk):
    with within(petition.territory_id):
        return actions.print_agent_code(petition=petition, actor=clerk, now=LATER)


def renewed(petition, clerk, number=1):
    with within(petition.territory_id):
        return actions.renew_agent_code(petition=petition, card=card(number), actor=clerk, now=LATER)


def taken_over(petition, code, actor, number=1):
    with within(petition.territory_id):
        return actions.take_over(
            territory_id=petition.territory_id, code=code, card=card(number), actor=actor, now=LATER
        )


def refusal_of(verb, *facts):
    with pytest.raises(Refused) as caught:
        verb(*facts)
    return caught.value.refusal


def told_to(actor):
    with everywhere():
        return list(Notice.objects.filter(person_id=actor.person_id).values_list("kind", flat=True))


def verbs_on(petition):
    with within(petition.territory_id):
        entries = Entry.objects.filter(subject=f"petition:{petition.pk}")
        return [one.verb.removeprefix("petitions.") for one in entries]


def test_with_the_code_and_the_card_one_acts_as_the_agent(larache, clerk, brought):
    """Sees the sheets, contests a refused line, is told of it, takes the petition back."""
    agent = citizen_actor(larache, name="وكيلة للتجربة", linked=False)
    code = printed(brought, clerk)
    others = [staff_actor(larache, RoleKind.DIRECTOR, name=name) for name in ("أولى", "ثانية", "ثالثة")]
    assert taken_over(brought, code, agent).pk == brought.pk
    enter(brought, clerk, [5], number=1, now=LATER)
    line = {"petition": brought, "number": 1, "position": 1, "now": LATER}
    with within(larache.pk):
        assert queries.acts_for(brought, agent)
        actions.close_sheet(petition=brought, number=1, declared=1, actor=clerk, now=LATER)
        for one in others[:2]:
            actions.look_at_line(**line, holds=False, reason=LineReason.ILLEGIBLE, actor=one)
        actions.contest_line(**line, reason="وقّعت السيدة أمامي.", actor=agent)
        settled = actions.settle_line(**line, holds=True, reason="الخط مقروء في الأصل.", actor=others[2])
        assert settled.standing is LineState.VALID
    assert "petitions.settled" in told_to(agent)
    with within(larache.pk):
        assert actions.withdraw(petition=brought, reason="استُجيب لنا.", actor=agent, now=LATER)
        assert PetitionParty.objects.get(petition=brought, role="agent").name == "زينب التجريبية"
    assert told_to(others[0]).count("petitions.taken_over") == 1
    assert {"deposit_at_counter", "print_agent_code", "take_over"} <= set(verbs_on(brought))
    assert fresh(brought).standing is State.WITHDRAWN


def test_every_wrong_paper_gets_the_same_answer(larache, clerk, brought):
    """Unknown, another card, used, replaced; five wrong cards stop it, and a new code begins again."""
    agent, second = citizen_actor(larache, linked=False), citizen_actor(larache, name="ثان", linked=False)
    first = printed(brought, clerk)
    assert refusal_of(taken_over, brought, "0" * 12, agent) is AgentRefusal.NOT_TOGETHER
    for _ in range(rules.AGENT_CODE_TRIES):
        assert refusal_of(taken_over, brought, first, agent, 2) is AgentRefusal.NOT_TOGETHER
    assert refusal_of(taken_over, brought, first, agent) is AgentRefusal.NOT_TOGETHER
    assert refusal_of(printed, brought, clerk) is AgentRefusal.ALREADY_SHOWN
    assert refusal_of(renewed, brought, clerk, 2) is AgentRefusal.OTHER_CARD
    renewed(brought, clerk)
    newer = printed(brought, clerk)
    assert refusal_of(taken_over, brought, first, agent) is AgentRefusal.NOT_TOGETHER
    assert refusal_of(taken_over, brought, newer, clerk) is AgentRefusal.BY_THE_COUNTER
    taken_over(brought, newer, agent)
    assert refusal_of(taken_over, brought, newer, second) is AgentRefusal.NOT_TOGETHER
    assert refusal_of(taken_over, brought, newer, agent) is AgentRefusal.NOT_TOGETHER
    assert refusal_of(renewed, brought, clerk) is AgentRefusal.ONLINE
    assert refusal_of(printed, brought, clerk) is AgentRefusal.ONLINE
    assert verbs_on(brought).count("try_agent_code") == rules.AGENT_CODE_TRIES
    with within(larache.pk):
        row = AgentCode.objects.get(petition=brought)
        assert (row.code_hash, row.taken_at) == (None, LATER)
        kept = PetitionParty.objects.get(petition=brought, role="agent")
        assert kept.person_id == agent.person_id


def test_only_the_bureau_gives_a_code(larache, clerk, brought):
    for actor in (citizen_actor(larache), staff_actor(larache, RoleKind.ADMINISTRATOR)):
        assert refusal_of(printed, brought, actor) is PathRefusal.NOT_STAFF
        assert refusal_of(renewed, brought, actor) is PathRefusal.NOT_STAFF


def test_a_deposit_without_a_card_takes_the_one_shown(larache, clerk):
    brought = at_counter(larache, clerk, agent_card=None)
    assert refusal_of(printed, brought, clerk) is AgentRefusal.CARD_MISSING
    renewed(brought, clerk, 8)
    code = printed(brought, clerk)
    agent = citizen_actor(larache, linked=False)
    assert refusal_of(taken_over, brought, code, agent, 9) is AgentRefusal.NOT_TOGETHER
    assert taken_over(brought, code, agent, 8)
    with within(larache.pk):
        assert PetitionParty.objects.get(petition=brought, role="agent").card is not None


def test_an_association_is_taken_over_by_whom_it_empowers(larache, clerk):
    agent, stranger = citizen_actor(larache), citizen_actor(larache, name="غريب")
    association = make_association(larache, "جمعية", "9/2020", make_person("رئيسة"))
    brought = at_counter(
        larache, clerk, kind=rules.Kind.ASSOCIATION, association=association.pk, lines=0, sheets=0
    )
    code = printed(brought, clerk)
    assert refusal_of(taken_over, brought, code, stranger) is PathRefusal.NOT_YOUR_ASSOCIATION
    assert refusal_of(taken_over, brought, code, agent) is PathRefusal.NOT_YOUR_ASSOCIATION
    with within(larache.pk):
        assert AgentCode.objects.get(petition=brought).code_hash is not None


def test_whom_the_association_empowers_takes_it_over(larache, clerk, idris, actor_of):
    """§ petitions-30, § petitions-34: as long as the mandate holds, and no longer."""
    spokesman = actor_of(idris)
    association = spokesman.associations_in(larache.pk)[0][0]
    brought = at_counter(
        larache, clerk, kind=rules.Kind.ASSOCIATION, association=association, lines=0, sheets=0
    )
    code = printed(brought, clerk)
    with within(larache.pk):
        Mandate.objects.update(until=LATER)
        assert refusal_of(taken_over, brought, code, spokesman) is PathRefusal.NOT_YOUR_ASSOCIATION
        Mandate.objects.update(until=None)
        assert taken_over(brought, code, spokesman).pk == brought.pk
        assert PetitionParty.objects.get(petition=brought, role="agent").person_id == idris.pk
        assert AgentCode.objects.get(petition=brought).taken_at == LATER


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_receipt_and_what_the_agent_detaches_stand_on_one_sheet(larache, brought, clerk, language):
    with within(larache.pk), translation.override(language):
        standing = queries.standing_of(brought, territory=larache, today=LATER.date())
        paper = documents.receipt(larache, standing, code=printed(brought, clerk))
    assert len(PdfReader(BytesIO(paper)).pages) == 1


def test_the_pages_of_the_counter_and_of_the_agent(larache, client_of, client):
    """A code on paper once; the same sentence for each mistake; the bureau sees who is online."""
    bring_law()
    clerk = make_person("موظفة الشباك")
    desk = client_of(give(clerk, larache, RoleKind.CLERK))
    mine = client_of(make_person("صاحبة الوصل"))
    with stopped_at(LATER):
        brought = at_counter(larache, staff_actor(larache, RoleKind.CLERK, name="أخرى"))
        here = f"{AT}desk/{brought.code}/agent/"
        assert "اطبعوا الوصل والرمز" in desk.get(here).content.decode()
        paper = desk.post(here)
        assert paper["Content-Type"] == "application/pdf"
        assert paper["Cache-Control"] == "private, no-store"
        assert desk.post(here).status_code == 400
        assert "طُبع الرمز ولم يُستعمل" in desk.get(here).content.decode()
        wrong = desk.post(f"{here}new/", {"card_kind": "national", "card_number": "LA2"})
        assert set(wrong.context["form"].errors) == {"card_number"}
        again = desk.post(f"{here}new/", {"card_kind": "national", "card_number": "LA1"})
        assert again.status_code == 303
        assert client.get(f"{AT}mine/paper/").status_code == 303
        typed = {"code": "ABC", "card_kind": "national", "card_number": "LA1"}
        answer = mine.post(f"{AT}mine/paper/", typed)
        assert (answer.status_code, set(answer.context["form"].errors)) == (400, {"code"})
        answer = mine.post(f"{AT}mine/paper/", typed | {"code": "0" * 12})
        assert answer.context["form"].non_field_errors()
        assert 'value="LA1"' in answer.content.decode()
        with within(larache.pk):
            bureau = staff_actor(larache, RoleKind.CLERK, name="ثالثة")
            code = actions.print_agent_code(petition=brought, actor=bureau, now=LATER)
        answer = mine.post(
            f"{AT}mine/paper/", typed | {"code": f"{code[:4]}-{code[4:].lower()}"}, follow=True
        )
        assert answer.status_code == 200, answer.content.decode()
        assert answer.context["petition"].pk == brought.pk
        sheets = mine.get(f"{AT}{brought.code}/sheets/")
        assert "يُدخل مكتب المجلس هذه الأوراق" in sheets.content.decode()
        assert '<form method="post"' not in mine.get(f"{AT}{brought.code}/sheets/1/").content.decode()
        assert "الوكيل(ة) على المنصة" in desk.get(here).content.decode()
        assert "على المنصة" in desk.get(f"{AT}desk/{brought.code}/").content.decode()
        assert mine.get(f"{AT}{brought.code}/withdraw/").status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_two_people_with_the_same_paper_at_once(larache):
    """§ petitions-34: one of them is the agent, the other is refused."""
    bring_law()
    clerk = staff_actor(larache, RoleKind.CLERK)
    brought = at_counter(larache, clerk)
    code = printed(brought, clerk)
    people = [citizen_actor(larache, name=name, linked=False) for name in ("أولى", "ثانية", "ثالثة")]

    def verb(person):
        return lambda: taken_over(brought, code, person).pk

    found = at_once(larache, *(verb(one) for one in people))
    assert sorted(found, key=str) == sorted([brought.pk, *[AgentRefusal.NOT_TOGETHER] * 2], key=str)
    with within(larache.pk):
        assert PetitionParty.objects.filter(petition=brought, person__isnull=False).count() == 1
