"""The moderators' pages and those of the appeal body."""

from datetime import timedelta

import pytest

from tadafor.kernel.clock import stopped_at
from tadafor.moderation import actions
from tadafor.moderation.models import Appeal, Ruling
from tadafor.moderation.rules import Outcome
from tadafor.moderation.tests.factories import (
    RULED,
    make_appeal,
    make_held,
    make_hidden,
    make_report,
)
from tadafor.traces.rules import Visibility
from tadafor.traces.tests.factories import make_trace

QUEUE = "/larache/moderation/desk/"


@pytest.fixture(autouse=True)
def in_january():
    with stopped_at(RULED):
        yield


@pytest.fixture
def staff(client_of, nadia):
    return client_of(nadia)


def visibility(item):
    item.refresh_from_db()
    return item.visibility


def test_an_empty_queue_says_what_will_be_here(inside, staff):
    page = staff.get(QUEUE)

    assert "لا شيء ينتظر" in page.content.decode()
    assert page.headers["Cache-Control"] == "private, no-store"


def test_the_oldest_comes_first_and_what_is_late_says_so(inside, actors, staff):
    """§ moderation-late"""
    make_report(make_trace(inside, "الثاني"), actors.idris, now=RULED)
    make_report(make_trace(inside, "الأول"), actors.idris)

    text = staff.get(QUEUE).content.decode()

    assert text.index("الأول") < text.index("متأخر") < text.index("الثاني")
    assert text.count("متأخر") == 1


@pytest.mark.parametrize("number", [1, 3])
def test_the_queue_costs_the_same_with_more_rows(inside, actors, staff, django_assert_num_queries, number):
    for _ in range(number):
        make_report(make_trace(inside), actors.idris)

    with django_assert_num_queries(7):
        staff.get(QUEUE)


def test_a_ruling_leads_to_the_next_case(inside, trace, actors, staff):
    """§ moderation-ruling"""
    first = make_report(trace, actors.idris).case
    second = make_held(make_trace(inside, "التالي"), actors.salma, now=RULED)
    address = f"{QUEUE}cases/{first.code}/"

    text = staff.get(address).content.decode()
    assert "رقم هاتف جارتي" in text
    assert "رقم هاتف</span>" in text
    assert "سلمى" not in text

    answer = staff.post(address, {"ruling": "hide:personal_data", "words": "احذفوا الرقم"})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{QUEUE}cases/{second.code}/")
    assert visibility(trace) == Visibility.HIDDEN

    answer = staff.post(f"{QUEUE}cases/{second.code}/", {"ruling": "release"})
    assert answer.headers["Location"] == QUEUE
    assert visibility(second.trace) == Visibility.VISIBLE


def test_the_second_moderator_is_told(trace, actors, staff):
    """§ moderation-ruling"""
    case = make_report(trace, actors.idris).case
    actions.keep(item=trace, actor=actors.nadia, now=RULED, case=case)

    page = staff.post(f"{QUEUE}cases/{case.code}/", {"ruling": "hide:insult"})

    assert page.status_code == 409
    assert "بُتّ في هذا الملف قبلكم: القرار «إبقاء»" in page.content.decode()
    assert visibility(trace) == Visibility.VISIBLE
    assert "بُتّ في هذا الملف" in staff.get(f"{QUEUE}cases/{case.code}/").content.decode()


def test_a_choice_that_is_not_offered_is_a_form_error(trace, actors, staff):
    case = make_report(trace, actors.idris).case

    for ruling in ("release", "hide:", "hide:because", "", "restore"):
        page = staff.post(f"{QUEUE}cases/{case.code}/", {"ruling": ruling, "words": "محفوظ"})
        assert page.status_code == 200
        assert "محفوظ" in page.content.decode()
    assert Ruling.objects.count() == 0


def test_hiding_and_giving_back_of_ones_own_accord(trace, staff):
    """§ moderation-ruling"""
    address = f"{QUEUE}traces/{trace.code}/"
    assert 'value="keep"' not in staff.get(address).content.decode()

    assert staff.post(address, {"ruling": "hide:insult"}).status_code == 303
    assert visibility(trace) == Visibility.HIDDEN
    assert staff.post(address, {"ruling": "restore", "words": ""}).status_code == 200
    assert staff.post(address, {"ruling": "restore", "words": "قراءة متسرعة"}).status_code == 303
    assert visibility(trace) == Visibility.VISIBLE


def test_nobody_rules_on_their_own_text(inside, nadia, staff):
    """§ moderation-ruling"""
    own = make_trace(inside, author=nadia)

    page = staff.post(f"{QUEUE}traces/{own.code}/", {"ruling": "hide:insult"})

    assert page.status_code == 409
    assert "هذا نصكم" in page.content.decode()


def test_a_reply_is_moderated_under_its_trace(trace, reply, staff):
    answer = staff.post(f"{QUEUE}traces/{trace.code}/replies/1/", {"ruling": "hide:insult"})

    assert answer.status_code == 303
    assert visibility(reply) == Visibility.HIDDEN
    assert staff.get(f"{QUEUE}traces/{trace.code}/replies/9/").status_code == 404
    assert staff.get(f"{QUEUE}traces/AAAAAAAAAA/").status_code == 404
    assert staff.get(f"{QUEUE}cases/AAAAAAAA/").status_code == 404


@pytest.fixture
def body(client_of, appeal_member):
    return client_of(appeal_member)


@pytest.fixture
def appeal(trace, actors):
    make_hidden(trace, actors.nadia)
    return make_appeal(trace, actors.salma)


def test_an_appeal_is_answered(appeal, trace, body):
    """§ moderation-other-eyes"""
    address = f"{QUEUE}appeals/{appeal.code}/"
    assert address in body.get(f"{QUEUE}appeals/").content.decode()
    assert "الرقم رقمي أنا" in body.get(address).content.decode()

    assert body.post(address, {"outcome": "overturned", "words": ""}).status_code == 200
    answer = body.post(address, {"outcome": "overturned", "words": "الرقم لصاحبته"})

    assert (answer.status_code, answer.headers["Location"]) == (303, f"{QUEUE}appeals/")
    assert visibility(trace) == Visibility.VISIBLE
    again = body.post(address, {"outcome": "upheld", "words": "لا"})
    assert again.status_code == 409
    assert "بُتّ في هذا التظلم قبلكم" in again.content.decode()
    assert Appeal.objects.get().outcome == Outcome.OVERTURNED
    assert "لا تظلم ينتظر" in body.get(f"{QUEUE}appeals/").content.decode()


def test_a_late_appeal_says_so(appeal, body):
    """§ moderation-late"""
    with stopped_at(RULED + timedelta(days=9)):
        text = body.get(f"{QUEUE}appeals/").content.decode()

    assert "متأخر" in text


@pytest.mark.parametrize("number", [1, 3])
def test_the_appeals_cost_the_same_with_more_rows(inside, actors, body, django_assert_num_queries, number):
    for _ in range(number):
        trace = make_trace(inside, author_id=actors.salma.person_id)
        make_hidden(trace, actors.nadia)
        make_appeal(trace, actors.salma)

    with django_assert_num_queries(6):
        body.get(f"{QUEUE}appeals/")


def test_these_pages_do_not_exist_for_others(reply, appeal, actors, client, client_of, request):
    case, trace = make_hidden(reply, actors.nadia).case, reply.trace
    moderators = [
        QUEUE,
        f"{QUEUE}cases/{case.code}/",
        f"{QUEUE}traces/{trace.code}/",
        f"{QUEUE}traces/{trace.code}/replies/1/",
    ]
    appeals = [f"{QUEUE}appeals/", f"{QUEUE}appeals/{appeal.code}/"]

    def status(name, address):
        return client_of(request.getfixturevalue(name)).get(address).status_code

    for name in ("salma", "karim", "youssef", "amal", "clerk"):
        assert {status(name, address) for address in moderators + appeals} == {404}
    assert {status("nadia", address) for address in moderators} == {200}
    assert {status("nadia", address) for address in appeals} == {404}
    assert {status("appeal_member", address) for address in moderators} == {404}
    assert {status("appeal_member", address) for address in appeals} == {200}
    assert {client.get(address).status_code for address in moderators + appeals} == {303}
    assert "/account/login/" in client.get(QUEUE).headers["Location"]


def test_without_the_second_factor_no_page_opens(inside, client_of, nadia):
    assert client_of(nadia, second_factor=False).get(QUEUE).status_code == 302
