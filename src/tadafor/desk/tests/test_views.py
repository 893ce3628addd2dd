from datetime import timedelta

import pytest
from django.test import Client

from tadafor.consultations.tests import factories as consultations
from tadafor.consultations.tests.factories import AFTER, DURING
from tadafor.desk.queries import day_of_work
from tadafor.kernel.awaiting import Task
from tadafor.kernel.clock import day_of, start_of, stopped_at
from tadafor.kernel.scopes import within

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def get(client, at=AFTER):
    with stopped_at(at):
        return client.get("/larache/desk/")


@pytest.mark.parametrize("person", ["salma", "idris", "karim"])
def test_only_staff_of_this_territory_have_a_desk_here(person, larache, client_of, request):
    """§ desk-staff"""
    assert get(client_of(request.getfixturevalue(person))).status_code == 404


def test_a_visitor_signs_in_first_and_staff_pass_their_second_factor(larache, nadia, client_of):
    """§ desk-staff"""
    assert "/account/login/" in get(Client())["Location"]
    assert get(client_of(nadia, second_factor=False)).status_code == 302


@pytest.mark.parametrize("person", ["nadia", "youssef", "amal"])
def test_every_member_of_staff_has_a_desk_that_nobody_keeps(person, larache, client_of, request):
    response = get(client_of(request.getfixturevalue(person)))
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


def test_an_empty_desk_says_what_will_be_here(nadia, client_of):
    assert "لا شيء ينتظركم الآن" in get(client_of(nadia)).content.decode()


def test_undecided_contributions_wait_with_their_count_and_their_day(larache, nadia, client_of):
    """§ desk-waiting"""
    made = consultations.make_consultation(larache, title="تصميم التهيئة")
    for _ in range(3):
        consultations.contribute(made)
    page = get(client_of(nadia)).content.decode()
    assert "تصميم التهيئة" in page
    assert '<span class="count">3</span>' in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_asks_as_much_for_one_row_as_for_three(
    rows, larache, nadia, client_of, django_assert_num_queries
):
    for number in range(rows):
        made = consultations.make_consultation(larache, slug=f"charter-{number}")
        consultations.contribute(made)
        consultations.decide(consultations.contribute(made), approved=False)
    client = client_of(nadia)
    with django_assert_num_queries(26):
        get(client)


HERE = f"{__name__}."


def some_tasks(actor, territory_id, now):
    def task(title, due=None, late=0):
        return Task(room="x", title=title, address="/larache/", due=due, late=late)

    midnight = start_of(day_of(now)) + DAY
    return [
        task("tomorrow", midnight + DAY),
        task("whenever"),
        task("late", midnight - 3 * DAY, late=1),
        task("today", midnight),
    ]


def test_what_presses_comes_first(settings, larache, actors):
    """§ desk-waiting"""
    settings.TADAFOR_AWAITING = [HERE + "some_tasks"]
    with within(larache.pk):
        day = day_of_work(actors.nadia, larache.pk, DURING)
    titles = [[line.task.title for line in part] for part in (day.late, day.today, day.later)]
    assert titles == [["late"], ["today"], ["tomorrow", "whenever"]]
    assert (day.waiting, day.overdue) == (4, 1)


def test_a_day_is_printed_as_the_last_one_in_time(settings, larache, nadia, client_of):
    settings.TADAFOR_AWAITING = [HERE + "some_tasks"]
    page = get(client_of(nadia), at=DURING).content.decode()
    assert "أقدمها كان أجله 7 مارس 2026" in page
    assert "11 مارس" in page
