"""The staff pages of petitions, in the browser of a test."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from tadafor.kernel.clock import start_of, stopped_at
from tadafor.kernel.scopes import within
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import give, link, make_person
from tadafor.petitions import actions, queries
from tadafor.petitions.models import ListOpening
from tadafor.petitions.rules import State
from tadafor.petitions.tests.factories import (
    CHECKED,
    DEPOSITED,
    SIGNED,
    add_paper,
    bring_law,
    enter,
    join_all,
    make_petition,
    sign,
)

pytestmark = pytest.mark.django_db
AT = "/larache/petitions/"


@pytest.fixture(autouse=True)
def _day():
    with stopped_at(SIGNED):
        yield


@pytest.fixture
def agent(larache, actor_of):
    return link(make_person("زينب التجريبية"), larache)


@pytest.fixture
def petition(larache, agent, actor_of):
    return make_petition(larache, actor_of(agent))


@pytest.fixture
def director(larache):
    return give(make_person("مديرة المصالح"), larache, RoleKind.DIRECTOR)


@pytest.fixture
def deposited(larache, petition, agent, actor_of):
    with within(larache.pk):
        number = enter(petition, actor_of(agent), [5, 6])
        facts = {"petition": petition, "number": number, "declared": 2, "now": SIGNED}
        actions.close_sheet(actor=actor_of(agent), **facts)
        add_paper(petition, 200)
        join_all(petition, actor_of(agent))
        return actions.deposit(petition=petition, actor=actor_of(agent), now=DEPOSITED)


def test_the_bureau_checks_and_decides_in_the_browser(larache, deposited, director, client_of, agent):
    """§ petitions-11, § petitions-14, § petitions-25"""
    client, at = client_of(director), f"{AT}desk/{deposited.code}/"
    with stopped_at(CHECKED):
        assert client.get(f"{AT}desk/").status_code == 200
        assert client.post(f"{at}register/", {"number": "118", "on": "2026-03-23"}).status_code == 303
        assert client.post(f"{at}refer/").status_code == 303
        assert client.post(f"{at}accept/").status_code == 400
        assert client.post(f"{at}findings/form/", {"finding": "unmet", "note": ""}).status_code == 400
        for condition in queries.taken_up(deposited.asked_at_deposit).conditions:
            path = f"{at}findings/{condition.value}/"
            assert client.post(path, {"finding": "met", "note": ""}).status_code == 303
        assert client.get(f"{at}findings/nothing/").status_code == 404
        assert client.get(at).status_code == 200
        assert client.post(f"{at}list/", {"reason": ""}).status_code == 400
        listed = client.post(f"{at}list/", {"reason": "فحص الشروط", "kind": "pdf"})
        assert listed.content.startswith(b"%PDF")
        book = client.post(f"{at}list/", {"reason": "فحص الشروط", "kind": "xlsx"})
        assert book.content.startswith(b"PK")
        assert client.post(f"{at}accept/").status_code == 303
        assert client.post(f"{at}committee/", {"committee": "لجنة المرافق"}).status_code == 303
        assert client.post(f"{at}agenda/", {"opens_on": "2027-02-01"}).status_code == 400
        assert client.post(f"{at}agenda/", {"opens_on": "2026-05-04"}).status_code == 303
        assert client.post(f"{at}deliberation/", {"held_on": "x"}).status_code == 400
    assert "فحص الشروط" in client_of(agent).get(f"{AT}{deposited.code}/manage/").content.decode()
    with within(larache.pk):
        assert ListOpening.objects.count() == 2


def test_two_clerks_check_sheets_in_the_browser(larache, deposited, director, client_of):
    """§ petitions-23"""
    one = client_of(give(make_person("موظف أول"), larache, RoleKind.CLERK))
    two = client_of(give(make_person("موظفة ثانية"), larache, RoleKind.CLERK))
    at = f"{AT}desk/{deposited.code}/sheets/"
    with stopped_at(CHECKED):
        assert one.get(at).status_code == 200
        assert one.get(f"{at}1/").status_code == 200
        assert one.post(f"{at}1/lines/1/look/", {"holds": "yes"}).url.endswith("/1/lines/2/look/")
        told = one.get(f"{at}1/lines/1/look/").content.decode()
        assert "التحقق الثاني لموظف(ة) آخر" in told
        assert 'name="holds"' not in told
        assert one.post(f"{at}1/lines/1/look/", {"holds": "yes"}).status_code == 400
        assert two.post(f"{at}1/lines/1/look/", {"holds": "no"}).status_code == 400
        assert two.post(f"{at}1/lines/1/look/", {"holds": "no", "reason": "illegible"}).status_code == 303
        assert one.get(f"{at}1/lines/1/settle/").status_code == 404
        assert one.post(f"{at}1/lines/2/look/", {"holds": "yes"}).url.endswith("/sheets/1/")
        boss = client_of(director)
        seen = boss.get(f"{at}1/").content.decode()
        assert "تحقق منه اثنان" in seen
        assert "lines/1/look/" not in seen
        assert "lines/2/look/" in seen
        assert boss.post(f"{at}1/lines/1/settle/", {"holds": "yes", "reason": "مقروء"}).status_code == 303


def test_sheets_are_in_order_and_no_more_are_numbered_after_the_deposit(
    larache, petition, agent, director, client_of, actor_of
):
    """§ petitions-22"""
    client, at = client_of(agent), f"{AT}{petition.code}/sheets/"
    asked = client.get(at).content.decode()
    assert "رقّموا أوراقا جديدة" in asked
    with within(larache.pk):
        for position in (1, 2, 3):
            number = enter(petition, actor_of(agent), [position])
            facts = {"petition": petition, "number": number, "declared": 1, "now": SIGNED}
            actions.close_sheet(actor=actor_of(agent), **facts)
        add_paper(petition, 200)
        join_all(petition, actor_of(agent))
        actions.deposit(petition=petition, actor=actor_of(agent), now=DEPOSITED)
        numbers = [sheet.number for sheet in queries.sheets_of(petition)]
        assert queries.sheets_of(petition).ordered
    assert numbers == sorted(numbers)
    assert len(numbers) >= 3
    assert "رقّموا أوراقا جديدة" not in client.get(at).content.decode()
    assert client.post(at, {"count": "2"}).status_code == 400


def test_before_the_deposit_the_desk_sees_totals_only(larache, petition, director, client_of):
    """§ petitions-28"""
    sign(petition, 1, name="اسم مستور")
    client, at = client_of(director), f"{AT}desk/{petition.code}/"
    for page in ("", "bursts/"):
        answer = client.get(at + page)
        assert answer.status_code == 200
        assert "اسم مستور" not in answer.content.decode()
    for page in ("sheets/", "list/"):
        assert client.get(at + page).status_code == 404


def test_a_batch_is_seen_dry_then_taken_out_and_undone(larache, petition, director, client_of):
    """§ petitions-27"""
    for number in range(4):
        sign(petition, number, network="9.9.9.9")
    with within(larache.pk):
        mark = queries.mark(petition, "network", "9.9.9.9")
    client, at = client_of(director), f"{AT}desk/{petition.code}/bursts/"
    page = client.get(at).content.decode()
    assert f'href="{at}batch/?network={mark}"' in page
    by_hour = re.search(r'batch/\?since=([\d:T-]+)&amp;until=([\d:T-]+)"', page)
    since, until = by_hour.groups()
    assert client.get(f"{at}batch/", {"since": since, "until": until}).content.decode().count(since) == 1
    assert client.post(f"{at}batch/", {"since": since, "until": until}).context["found"] == 4
    dry = client.post(f"{at}batch/", {"network": mark})
    assert dry.status_code == 200
    assert dry.context["form"].fields["reason"].required
    assert dry.context["found"] == 4
    refused = client.post(f"{at}batch/", {"network": mark, "announced": "4", "reason": ""})
    assert refused.status_code == 400
    done = client.post(f"{at}batch/", {"network": mark, "announced": "4", "reason": "من آلة واحدة كلها"})
    assert done.status_code == 303
    with within(larache.pk):
        batch = queries.batches_of(petition).get()
    assert "أُبطل منها 4" in client.get(at).content.decode()
    assert client.post(f"{at}{batch.pk}/undo/", {"reason": "ورشة توقيع في الثانوية"}).status_code == 303
    assert client.post(f"{at}let-in/", {"reason": "لا"}).status_code == 400
    assert client.get(at).status_code == 200


def test_the_administrator_reads_and_records_law(larache, youssef, salma, client_of):
    """§ petitions-1"""
    bring_law()
    client = client_of(youssef)
    page = client.get(f"{AT}desk/law/").content.decode()
    assert "غير متحقق منه" in page
    typed = {"topic": "threshold", "kind": "citizens", "value": "0", "valid_from": "2027-01-01"}
    bad = client.post(f"{AT}desk/law/new/", typed | {"source": "الجريدة الرسمية", "applies": "on"})
    assert bad.status_code == 400
    good = typed | {"value": "150", "source": "الجريدة الرسمية", "applies": "on", "is_verified": "on"}
    assert client.post(f"{AT}desk/law/new/", good).status_code == 303
    assert "الجريدة الرسمية" in Client().get(f"{AT}law/").content.decode()
    assert client.post(f"{AT}desk/limits/", {"network_an_hour": "0"}).status_code == 400
    whole = {"network_an_hour": 9, "device_an_hour": 9, "each_contact": 2, "erase_after_days": 90}
    assert client.post(f"{AT}desk/limits/", whole).status_code == 303
    assert client_of(salma).get(f"{AT}desk/law/").status_code == 404


def test_each_page_of_a_petition_that_waits_says_until_when(larache, director, client_of):
    """§ petitions-10"""
    petition = make_petition(larache, until=State.DEPOSITED, signatures=200)
    at = f"{AT}{petition.code}/"
    day_before = start_of(petition.answer_due) - timedelta(hours=2)
    late = start_of(petition.answer_due) + timedelta(days=2)
    staff = client_of(director)
    for when, said in ((day_before, "clock"), (late, "انتهى الأجل القانوني دون جواب")):
        with stopped_at(when):
            for client, page in (
                (Client(), f"{at}figures/"),
                (staff, f"{AT}desk/{petition.code}/bursts/"),
                (staff, f"{AT}desk/{petition.code}/sheets/"),
            ):
                told = client.get(page).content.decode()
                found = re.search(r'id="deadline">(.*?)</p>', told, re.DOTALL)
                assert found, page
                assert said in found.group(1)
            assert 'id="deadline"' not in client.get(at).content.decode()
            assert 'id="clock"' in client.get(at).content.decode()


def test_what_has_no_place_now_is_said_before_anything_is_typed(deposited, director, agent, client_of):
    """§ petitions-5, § petitions-11, § petitions-23"""
    client, at = client_of(director), f"{AT}desk/{deposited.code}/"
    early = {
        "accept": "لا يمكن القيام بهذا الإجراء",
        "notice": "لا يمكن القيام بهذا الإجراء",
        "deliberation": "لا يمكن القيام بهذا الإجراء",
        "findings/form": "لا يمكن القيام بهذا الإجراء",
        "sheets/1/lines/1/settle": "هذا السطر لا يحتاج إلى حسم",
    }
    with stopped_at(CHECKED):
        for name, why in early.items():
            told = client.get(f"{at}{name}/").content.decode()
            assert why in told, name
            assert 'class="stack" novalidate' not in told, name
        client.post(f"{at}refer/")
        for name in ("accept", "refuse"):
            assert "سجّلوا خلاصة الفحص لكل شرط" in client.get(f"{at}{name}/").content.decode()
        wrong = client.post(f"{at}register/", {"number": "118", "on": "2020-01-01"})
        assert set(wrong.context["form"].errors) == {"on"}
        wrong = client.post(f"{at}findings/form/", {"finding": "unmet", "note": ""})
        assert set(wrong.context["form"].errors) == {"note"}
        wrong = client.post(f"{at}list/", {"reason": "لا"})
        assert set(wrong.context["form"].errors) == {"reason"}
        assert "118" not in client.get(at).content.decode()


def test_a_batch_of_nothing_chosen_is_not_counted(petition, director, client_of):
    """§ petitions-27: all the signatures of a petition are never offered as a batch."""
    at = f"{AT}desk/{petition.code}/bursts/batch/"
    sign(petition, 1)
    client = client_of(director)
    nothing = client.post(at, {})
    assert nothing.status_code == 400
    assert nothing.context["found"] is None
    backwards = {"since": "2026-03-05T10:00", "until": "2026-03-05T09:00"}
    assert set(client.post(at, backwards).context["form"].errors) == {"until"}


def test_nonsense_limits_are_said_at_their_box(larache, youssef, client_of):
    """§ petitions-26"""
    typed = {
        "network_an_hour": "0",
        "device_an_hour": "-4",
        "each_contact": "كثير",
        "erase_after_days": "9999999",
    }
    page = client_of(youssef).post(f"{AT}desk/limits/", typed)
    assert page.status_code == 400
    assert set(page.context["form"].errors) == set(typed)
    assert "9999999" in page.content.decode()
