"""The shared tablet: nothing stays after a minute of quiet (§ identity-kiosk)."""

from datetime import timedelta

import pytest
from django.test import Client

from tadafor.kernel.clock import now, stopped_at
from tadafor.kernel.scopes import within
from tadafor.people.actor import KIOSK_COOKIE
from tadafor.people.models import Kiosk

pytestmark = pytest.mark.django_db
KIOSK = "/larache/people/kiosk/"


@pytest.fixture
def tablet(client_of, nadia):
    client = client_of(nadia)
    answer = client.post("/larache/people/desk/kiosk/", {"office": "", "exit_code": "٢٤٦٨"})
    assert answer.url == KIOSK
    return client


def test_staff_leave_no_session_on_it(tablet):
    answer = tablet.get(KIOSK)
    assert "storage" in answer["Clear-Site-Data"]
    assert tablet.get("/account/").url.startswith("/account/login/")
    assert tablet.get("/larache/people/desk/kiosk/").status_code == 303


@pytest.mark.parametrize("cookie", [None, "beni-mellal:1"])
def test_a_device_that_is_no_shared_tablet_of_here_forgets_nobody(client_of, nadia, larache, cookie):
    """§ identity-kiosk"""
    client = client_of(nadia)
    if cookie:
        client.cookies[KIOSK_COOKIE] = cookie
    answer = client.get(KIOSK)
    assert (answer.status_code, answer.url) == (303, "/larache/")
    assert "Clear-Site-Data" not in answer
    assert client.get("/account/").status_code == 200


def test_every_page_returns_and_is_stored_nowhere(tablet):
    for path in (KIOSK, "/larache/", "/account/login/", "/fr/larache/"):
        answer = tablet.get(path)
        assert "no-store" in answer["Cache-Control"], path
        assert 'http-equiv="refresh"' in answer.content.decode(), path
        assert "data-kiosk=" in answer.content.decode(), path
    assert "http-equiv" not in Client().get("/larache/").content.decode()


def test_a_session_ends_after_a_minute_of_quiet(tablet, salma):
    tablet.force_login(salma)
    start = now()
    for after, expected in ((0, 200), (60, 200), (120, 200), (190, 303)):
        with stopped_at(start + timedelta(seconds=after)):
            assert tablet.get("/account/").status_code == expected, after
    assert tablet.get("/account/").url.startswith("/account/login/")


def test_what_is_sent_after_the_quiet_is_not_done(tablet, salma):
    tablet.force_login(salma)
    tablet.get("/account/")
    with stopped_at(now() + timedelta(minutes=2)):
        answer = tablet.post("/account/correct/", {"name": "غيرها", "language": "ar"})
    assert answer.url == KIOSK
    salma.refresh_from_db()
    assert salma.name == "سلمى التجريبية"


def test_the_first_page_ends_the_session(tablet, salma):
    tablet.force_login(salma)
    tablet.get(KIOSK)
    assert tablet.get("/account/").status_code == 303


def test_other_devices_keep_their_session(client_of, salma):
    client = client_of(salma)
    client.get("/account/")
    with stopped_at(now() + timedelta(minutes=2)):
        assert client.get("/account/").status_code == 200


def test_staff_leave_it_by_the_code(tablet):
    assert "رمز الخروج غير صحيح" in tablet.post(f"{KIOSK}leave/", {"exit_code": "1111"}).content.decode()
    assert "من أربعة إلى ثمانية" in tablet.post(f"{KIOSK}leave/", {"exit_code": "1"}).content.decode()
    assert tablet.post(f"{KIOSK}leave/", {"exit_code": "2468"}).url == "/larache/"
    assert "data-kiosk" not in tablet.get("/larache/").content.decode()


def test_five_wrong_codes_and_the_desk_opens(tablet, client_of, nadia, larache):
    for _ in range(5):
        tablet.post(f"{KIOSK}leave/", {"exit_code": "1111"})
    assert "أغلقوا هذا الجهاز" in tablet.post(f"{KIOSK}leave/", {"exit_code": "2468"}).content.decode()
    client_of(nadia).post("/larache/people/desk/kiosk/", {"what": "close"})
    with within(larache.pk):
        assert not Kiosk.objects.filter(closed_at__isnull=True).exists()
    assert tablet.post(f"{KIOSK}leave/", {"exit_code": "0000"}).url == "/larache/"
