"""The page of offices and the logo, as everybody sees them."""

from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO

import pytest
from PIL import Image

from tadafor.kernel.clock import stopped_at
from tadafor.kernel.scopes import within
from tadafor.territories import actions
from tadafor.territories.models import CouncilSession, DayCorrection, Office, OfficeHours, Ramadan, Territory

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)  # ten o'clock in Morocco


@pytest.fixture
def office(larache):
    def make(name="مكتب المواطن", closes=time(16, 30)):
        with within(larache.pk):
            office = Office.objects.create(
                territory=larache, kind="citizen_office", name_ar=name, name_fr="Bureau", phone="0539000000"
            )
            for weekday in range(5):
                OfficeHours.objects.create(office=office, weekday=weekday, opens=time(8, 30), closes=closes)
        return office

    return make


@pytest.fixture
def see(client):
    def seen(at=MONDAY, address="/larache/offices/"):
        with stopped_at(at):
            return client.get(address)

    return seen


def test_an_open_office_says_until_when(see, office):
    office()
    page = see()
    body = page.content.decode()
    assert "مفتوح الآن" in body
    assert "16:30" in body
    assert "من 08:30 إلى 16:30" in body
    assert "الاثنين إلى الجمعة" in body
    assert page.headers["Cache-Control"] == "public, max-age=60"
    assert not page.cookies


def test_the_page_is_not_kept_past_the_closing(see, office):
    office()
    page = see(MONDAY.replace(hour=15, minute=29, second=40))
    assert page.headers["Cache-Control"] == "public, max-age=20"


def test_a_closed_office_says_when_it_opens(see, office):
    office()
    body = see(MONDAY - timedelta(days=1)).content.decode()
    assert "مغلق الآن" in body
    assert "23 نونبر 2026" in body


def test_a_closure_closes_the_office_and_is_announced(see, office, larache):
    office()
    with within(larache.pk):
        DayCorrection.objects.create(
            territory=larache, day=date(2026, 11, 23), kind="closed", name_ar="عطلة محلية", reason="سبب"
        )
    body = see().content.decode()
    assert "مغلق الآن" in body
    assert "عطلة محلية" in body


def test_ramadan_has_its_own_hours(see, office):
    made = office()
    with within(made.territory_id):
        OfficeHours.objects.create(
            office=made, season="ramadan", weekday=0, opens=time(9), closes=time(14, 15)
        )
    Ramadan.objects.create(first_day=date(2027, 2, 8), last_day=date(2027, 3, 8))
    # Morocco's clock is set back in Ramadan: 14:30 there is 14:30 UTC.
    body = see(datetime(2027, 2, 15, 14, 30, tzinfo=UTC)).content.decode()
    assert "مغلق الآن" in body
    assert "في رمضان" in body


def test_it_costs_the_same_with_one_and_with_three(see, office, django_assert_num_queries):
    for names in (["أ"], ["ب", "ج"]):
        for name in names:
            office(name)
        # territory, offices, hours, holidays, corrections, Ramadan, sessions
        with django_assert_num_queries(7):
            assert see().status_code == 200


def test_retired_offices_do_not_show(see, office, larache):
    made = office()
    with within(larache.pk):
        Office.objects.filter(pk=made.pk).update(is_retired=True)
    body = see().content.decode()
    assert "مكتب المواطن" not in body
    assert 'class="empty"' in body


def test_an_expected_session_says_so_and_a_fixed_one_does_not(see, larache):
    assert "موعد متوقع" in see().content.decode()
    with within(larache.pk):
        for opens_on in (date(2027, 2, 3), date(2027, 5, 5), date(2027, 10, 6)):
            CouncilSession.objects.create(
                territory=larache, year=opens_on.year, month=opens_on.month, opens_on=opens_on
            )
    assert "موعد متوقع" not in see().content.decode()


class TestLogo:
    def test_there_is_none(self, see, larache):
        assert see(address="/larache/logo.png").status_code == 404

    def test_it_is_served_as_a_picture(self, see, larache, actors, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        out = BytesIO()
        Image.new("RGBA", (8, 8)).save(out, "PNG")
        actions.change_logo(territory_id=larache.pk, image=out.getvalue(), actor=actors.youssef, now=MONDAY)
        page = see(address="/larache/logo.png")
        assert page.headers["Content-Type"] == "image/png"
        assert Image.open(BytesIO(b"".join(page.streaming_content))).size == (8, 8)

    def test_a_lost_file_is_no_error(self, see, larache):
        Territory.objects.filter(pk=larache.pk).update(logo="territories/lost.png")
        assert see(address="/larache/logo.png").status_code == 404
