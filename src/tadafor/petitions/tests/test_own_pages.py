"""The pages of those who stand behind a petition: what is next, and mistakes said where they were made."""

import re

import pytest

from tadafor.kernel.clock import stopped_at
from tadafor.kernel.scopes import within
from tadafor.people.tests.factories import link, make_person
from tadafor.petitions import actions
from tadafor.petitions.models import SheetLine
from tadafor.petitions.rules import LineReason, LineState, Party, State
from tadafor.petitions.tests.factories import (
    DEPOSITED,
    SIGNED,
    WORDS,
    add_paper,
    enter,
    fresh,
    join_all,
    make_petition,
)

pytestmark = pytest.mark.django_db
AT = "/larache/petitions/"
LINE = {"position": "1", "state": "valid", "name": "موقعة", "card_kind": "national", "tie": "activity"}


@pytest.fixture(autouse=True)
def _day():
    with stopped_at(SIGNED):
        yield


@pytest.fixture
def agent(larache):
    return link(make_person("زينب التجريبية"), larache)


@pytest.fixture
def page(agent, client_of):
    """A function: the text of a page of the agent, asked for or sent."""
    client = client_of(agent)

    def opened(petition, name, typed=None, *, status=200):
        address = f"{AT}{petition.code}/{name}/"
        answer = client.get(address) if typed is None else client.post(address, typed, follow=True)
        assert answer.status_code == status, answer.content.decode()
        return answer

    return opened


def wrong(answer):
    return set(answer.context["form"].errors)


def test_the_agent_is_led_from_the_form_to_the_deposit(larache, agent, actor_of, page):
    """§ petitions-7, § petitions-8: where it is too early, the page leads to what is missing."""
    me = actor_of(agent)
    draft = make_petition(larache, me, until=State.DRAFT)
    assert "أكملوا نص العريضة" in page(draft, "manage").content.decode()
    for early in ("open", "deposit"):
        told = page(draft, early).content.decode()
        assert f"{AT}{draft.code}/edit/" in told
        assert f'action="{AT}{draft.code}/{early}/"' not in told
    open_one = make_petition(larache, me)
    assert "اجمعوا التوقيعات على الورق" in page(open_one, "manage").content.decode()
    told = page(open_one, "edit").content.decode()
    assert "نص العريضة لم يعد يتغير" in told
    assert "<textarea" not in told
    assert wrong(page(open_one, "deposit", {}, status=400)) == {"__all__"}  # what decides is counted then
    with within(larache.pk):
        add_paper(open_one, 200)
        actions.recount(petition_id=open_one.pk, now=SIGNED)
    assert "أرفقوا الوثائق" in page(open_one, "manage").content.decode()
    assert f"{AT}{open_one.code}/documents/" in page(open_one, "deposit").content.decode()
    with within(larache.pk):
        join_all(open_one, me)
    assert "أودعوا العريضة" in page(open_one, "deposit").content.decode()
    assert page(open_one, "deposit", {}).redirect_chain


def test_of_two_who_write_the_second_reads_and_saves_again(larache, agent, actor_of, page):
    """§ petitions-7"""
    draft = make_petition(larache, actor_of(agent), until=State.DRAFT)
    typed = {
        "title": "عنوان ثان",
        "object": WORDS.object,
        "card_kind": "national",
        "agent_name": "زينب",
        "seen": "1",
    }
    with within(larache.pk):
        actions.write(
            petition=draft,
            words=WORDS,
            agent=actions.Agent("زينب", "", None),
            seen=1,
            actor=actor_of(agent),
            now=SIGNED,
        )
    refused = page(draft, "edit", typed, status=400)
    again = re.search(r'name="seen" value="(\d+)"', refused.content.decode()).group(1)
    assert again == "2"
    assert "عنوان ثان" in refused.content.decode()
    page(draft, "edit", typed | {"seen": again})
    assert fresh(draft).title == "عنوان ثان"


def test_mistakes_on_a_sheet_are_said_at_their_box(larache, agent, actor_of, page):
    """§ petitions-22"""
    petition = make_petition(larache, actor_of(agent))
    enter(petition, actor_of(agent), [5])
    enter(petition, actor_of(agent), [LineState.STRUCK])
    valid = LINE | {"position": "2", "card_number": "LA6"}
    for changes, said in (
        ({"name": "", "card_number": ""}, {"name", "card_number"}),
        ({"card_number": "?"}, {"card_number"}),
        ({"position": "1"}, {"position"}),
        ({"position": "21"}, {"position"}),
    ):
        assert wrong(page(petition, "sheets/1", valid | changes, status=400)) == said
    assert wrong(page(petition, "sheets/1/close", {"declared": "7"}, status=400)) == {"declared"}
    twice = page(petition, "sheets/1", valid | {"card_number": "LA5"}).content.decode()
    assert "سُجل السطر مكررا" in twice
    page(petition, "sheets/1", valid | {"position": "3"})
    start = page(petition, "sheets/1").context["form"].initial
    assert (start["position"], start["tie"]) == (4, "activity")
    assert "موقعة" in page(petition, "sheets/1/lines/3/remove").content.decode()
    page(petition, "sheets/1/lines/3/remove", {})
    page(petition, "sheets/1/lines/3/remove", {})  # touched twice
    assert page(petition, "sheets/1").context["form"].initial["position"] == 3


@pytest.fixture
def deposited(larache, agent, actor_of):
    me = actor_of(agent)
    petition = make_petition(larache, me)
    with within(larache.pk):
        number = enter(petition, me, [5, 6])
        actions.close_sheet(petition=petition, number=number, declared=2, actor=me, now=SIGNED)
        _, secret = actions.invite(petition=petition, part=Party.HELPER, name="سلمى", actor=me, now=SIGNED)
        assert secret
        add_paper(petition, 200)
        join_all(petition, me)
        return actions.deposit(petition=petition, actor=me, now=DEPOSITED)


def test_after_the_deposit_nobody_is_added_or_ended_and_a_refused_line_says_why(larache, deposited, page):
    """§ petitions-5, § petitions-24"""
    with within(larache.pk):
        line = SheetLine.objects.get(position=2)
        line.state, line.reason = LineState.REFUSED, LineReason.NOT_LINKED
        line.save()
        helper = deposited.parties.get(role="helper").pk
    for pk in (str(helper), "9" * 40):
        told = page(deposited, "parties", {"end": pk}).content.decode()
        assert "لا يمكن القيام بهذا الإجراء" in told
    assert 'name="part"' not in told
    told = page(deposited, "manage").content.decode()
    assert "لا سكنى ولا نشاط" in told
    assert "/lines/2/contest/" in told
    form = page(deposited, "sheets/1/lines/2/contest").content.decode()
    assert "لا سكنى ولا نشاط" in form
    assert wrong(page(deposited, "sheets/1/lines/2/contest", {"reason": " "}, status=400)) == {"reason"}
    for address in ("sheets/1/lines/1/contest", "sheets/1/lines/2/contest"):
        said = page(deposited, address).content.decode()
        assert ("لا يُطعن إلا في سطر رفضه المكتب" in said) == ("lines/1/" in address)
        assert ('name="reason"' in said) == ("lines/2/" in address)
    page(deposited, "sheets/1/lines/2/contest", {"reason": "تسكن هنا منذ عشرين سنة."})
    assert "طُعن في هذا السطر من قبل" in page(deposited, "sheets/1/lines/2/contest").content.decode()
    with within(larache.pk):
        type(deposited).objects.update(state=State.ACCEPTED)
    assert "/lines/2/contest/" not in page(deposited, "manage").content.decode()
