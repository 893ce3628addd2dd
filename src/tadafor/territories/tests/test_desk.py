"""The desk of an administrator: what is good is kept, what is not is said and what was typed stays."""

import json
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tadafor.kernel import clock
from tadafor.kernel.scopes import within
from tadafor.territories import actions, queries
from tadafor.territories.models import DayCorrection, Neighbourhood, Office, Territory

DESK = "/larache/settings/desk"
PAGES = [
    "/",
    "/settings/",
    "/logo/",
    "/neighbourhoods/",
    "/neighbourhoods/new/",
    "/neighbourhoods/shapes/",
    "/neighbourhoods/shapes.geojson",
    "/offices/",
    "/offices/new/",
    "/sessions/",
    "/sessions/extraordinary/",
    "/days/",
    "/days/close/",
]
SETTINGS = {
    "languages": ["ar", "fr"],
    "email": "bonjour@larache.example",
    "phone": "0539000000",
    "address_ar": "ساحة التحرير",
    "address_fr": "",
    "data_authorisation": "D-1/2026",
    "moderation": "after",
    "session_months": ["2", "5", "10"],
    "sms_allowed": "on",
    "sms_daily_budget": "50",
}
OFFICE = {"kind": "citizen_office", "name_ar": "مكتب المواطن", "position": "0"}


@pytest.fixture
def desk(client_of, youssef):
    return client_of(youssef)


@pytest.fixture(autouse=True)
def inside(larache):
    with within(larache.pk):
        yield


@pytest.mark.parametrize("page", PAGES)
def test_only_administrators_find_it(page, desk, client, client_of, nadia, karim, youssef):
    found = desk.get(DESK + page)
    assert found.status_code == 200
    assert "no-store" in found.headers["Cache-Control"]
    for other in (client, client_of(nadia), client_of(karim)):
        assert other.get(DESK + page).status_code == 404
        assert other.post(DESK + page).status_code == 404
    without = client_of(youssef, second_factor=False).get(DESK + page)
    assert (without.status_code, without.url.startswith("/account/")) == (302, True)


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_form_is_said_never_an_error(page, desk):
    assert desk.post(DESK + page).status_code == 200


def test_settings_are_kept(desk, larache):
    answer = desk.post(f"{DESK}/settings/", SETTINGS)
    assert (answer.status_code, answer.url) == (303, f"{DESK}/")
    found = Territory.objects.get(pk=larache.pk)
    assert (found.email, found.moderation, found.sms_daily_budget) == ("bonjour@larache.example", "after", 50)
    shown = desk.get(f"{DESK}/settings/")
    assert shown.context["form"].initial["session_months"] == [2, 5, 10]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("languages", ["fr"]),
        ("languages", ["xx"]),
        ("email", "contact"),
        ("sms_daily_budget", "-1"),
        ("sms_daily_budget", "9" * 30),
        ("session_months", ["13"]),
        ("moderation", "never"),
        ("address_ar", "ا" * 201),
    ],
)
def test_bad_settings_are_said_and_kept_in_the_form(desk, larache, field, typed):
    answer = desk.post(f"{DESK}/settings/", SETTINGS | {field: typed})
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert "bonjour@larache.example" in answer.content.decode() or field == "email"
    assert Territory.objects.get(pk=larache.pk).email == larache.email


def test_hidden_characters_are_cleaned(desk, larache):
    desk.post(f"{DESK}/settings/", SETTINGS | {"address_ar": " ساحة\u202e   التحرير\u200b "})
    assert Territory.objects.get(pk=larache.pk).address_ar == "ساحة التحرير"


def picture(kind="PNG", size=(900, 300)):
    out = BytesIO()
    Image.new("RGB", size, "green").save(out, kind)
    return out.getvalue()


class TestLogo:
    @pytest.fixture(autouse=True)
    def media(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path

    @pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
    def test_it_is_drawn_again_small(self, desk, larache, kind, tmp_path):
        sent = SimpleUploadedFile("logo.exe", picture(kind))
        assert desk.post(f"{DESK}/logo/", {"logo": sent}).status_code == 303
        with Image.open(Territory.objects.get(pk=larache.pk).logo.path) as kept:
            assert (kept.format, kept.size) == ("PNG", (400, 133))

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"<svg onload=alert(1)>",
            b"\x89PNG\r\n\x1a\n" + b"0" * 50,
            b"GIF89a" + b"0" * 50,
            picture()[:200],
        ],
    )
    def test_what_is_no_picture_is_refused(self, desk, larache, content):
        answer = desk.post(f"{DESK}/logo/", {"logo": SimpleUploadedFile("logo.png", content)})
        assert answer.context["form"].errors
        assert not Territory.objects.get(pk=larache.pk).logo

    def test_what_is_too_big_is_refused(self, desk, larache):
        for content in (b"0" * (1024 * 1024 + 1), picture(size=(5000, 5000))):
            answer = desk.post(f"{DESK}/logo/", {"logo": SimpleUploadedFile("logo.png", content)})
            assert answer.context["form"].errors
        assert not Territory.objects.get(pk=larache.pk).logo

    def test_a_new_one_takes_the_place_of_the_old(self, desk, tmp_path, django_capture_on_commit_callbacks):
        for _ in range(2):
            with django_capture_on_commit_callbacks(execute=True):
                desk.post(f"{DESK}/logo/", {"logo": SimpleUploadedFile("logo.png", picture())})
        assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


class TestNeighbourhoods:
    def test_one_is_added_once_changed_and_retired(self, desk, larache):
        typed = {"name_ar": "حي السلام", "name_fr": "Hay Salam", "position": "1"}
        assert desk.post(f"{DESK}/neighbourhoods/new/", typed).status_code == 303
        again = desk.post(f"{DESK}/neighbourhoods/new/", typed)  # a double click
        assert again.context["form"].non_field_errors()
        found = Neighbourhood.objects.get()
        address = f"{DESK}/neighbourhoods/{found.pk}/"
        assert desk.post(address, typed | {"name_fr": "Salam"}).status_code == 303
        assert desk.post(f"{address}retire/", {"reason": ""}).context["form"].errors
        assert desk.post(f"{address}retire/", {"reason": "ضم إلى حي آخر"}).status_code == 303
        found.refresh_from_db()
        assert (found.name_fr, found.is_retired) == ("Salam", True)
        assert "مسحوب" in desk.get(f"{DESK}/neighbourhoods/").content.decode()

    def test_the_list_costs_the_same_with_one_and_with_three(self, desk, larache, django_assert_num_queries):
        for names in (["أ"], ["ب", "ج"]):
            Neighbourhood.objects.bulk_create(
                Neighbourhood(territory=larache, name_ar=name) for name in names
            )
            with django_assert_num_queries(4):  # territory, session, person with roles, list
                desk.get(f"{DESK}/neighbourhoods/")


class TestOffices:
    def test_one_is_added_with_its_hours_and_shows_to_everybody(self, desk, client, larache):
        hours = {"ordinary_0": "08:30-12:00، 14:00-16:30", "ordinary_4": "8h30-11h30", "ramadan_0": "9-15"}
        assert desk.post(f"{DESK}/offices/new/", OFFICE | hours).status_code == 303
        office = Office.objects.get()
        assert len(queries.hours_of(office)) == 4
        body = client.get("/larache/offices/").content.decode()
        assert "من 08:30 إلى 12:00" in body
        shown = desk.get(f"{DESK}/offices/{office.pk}/").context["form"].initial
        assert shown["ordinary_0"] == "08:30-12:00, 14:00-16:30"
        again = {name: value for name, value in shown.items() if value is not None}
        assert desk.post(f"{DESK}/offices/{office.pk}/", again).status_code == 303
        assert len(queries.hours_of(office)) == 4

    @pytest.mark.parametrize(
        "typed",
        [
            {"ordinary_0": "صباحا"},
            {"ordinary_0": "12-9"},
            {"ordinary_0": "8-12, 11-13"},
            {"name_ar": " \u200b"},
        ],
    )
    def test_what_cannot_be_read_is_said_and_kept(self, desk, larache, typed):
        answer = desk.post(f"{DESK}/offices/new/", OFFICE | {"address_ar": "زنقة تجريبية"} | typed)
        assert answer.context["form"].errors
        assert "زنقة تجريبية" in answer.content.decode()
        assert not Office.objects.exists()

    def test_one_is_retired_and_taken_back(self, desk, larache):
        office = Office.objects.create(territory=larache, kind="other", name_ar="ملحقة")
        for retired in (True, False):
            desk.post(f"{DESK}/offices/{office.pk}/retire/", {"reason": "أشغال"})
            office.refresh_from_db()
            assert office.is_retired is retired
        assert desk.get(f"{DESK}/offices/999999/retire/").status_code == 404


class TestCalendar:
    def test_an_expected_session_is_fixed_corrected_and_taken_back(self, desk, larache):
        year = clock.today().year + 1
        address = f"{DESK}/sessions/fix/{year}-2/"
        typed = {"opens_on": f"{year}-02-03", "reason": "قرار الرئيس"}
        assert desk.post(address, typed).status_code == 303
        assert desk.post(address, typed).context["form"].non_field_errors()  # a double click
        key = queries.next_session(larache.pk, date(year, 1, 1)).key
        correct = f"{DESK}/sessions/{key}/"
        assert desk.post(correct, typed | {"opens_on": f"{year}-02-05"}).status_code == 303
        assert desk.post(correct, typed | {"opens_on": "2027-02-31"}).context["form"].errors
        assert queries.next_session(larache.pk, date(year, 1, 1)).opens_on == date(year, 2, 5)
        assert desk.post(f"{correct}remove/", {"reason": "خطأ"}).status_code == 303
        assert queries.next_session(larache.pk, date(year, 1, 1)).key is None

    @pytest.mark.parametrize("which", ["2027-3", "2027-13", "2027-0", "1999-2", "9999-2"])
    def test_only_the_sessions_to_come_can_be_fixed(self, desk, which):
        assert desk.get(f"{DESK}/sessions/fix/{which}/").status_code == 404

    def test_an_extraordinary_session(self, desk, larache):
        day = clock.today() + timedelta(days=20)
        typed = {"opens_on": day.isoformat(), "reason": "طلب الثلث", "note": "الميزانية"}
        assert desk.post(f"{DESK}/sessions/extraordinary/", typed).status_code == 303
        assert "الميزانية" in desk.get(f"{DESK}/sessions/").content.decode()

    def test_a_day_is_closed_once_and_opened_again(self, desk, larache):
        day = next(d for n in range(1, 9) if (d := clock.today() + timedelta(days=n)).weekday() < 5)
        typed = {"day": day.isoformat(), "name_ar": "إغلاق", "reason": "أشغال"}
        assert desk.post(f"{DESK}/days/close/", typed).status_code == 303
        assert desk.post(f"{DESK}/days/close/", typed).context["form"].non_field_errors()
        made = DayCorrection.objects.get()
        assert "إغلاق" in desk.get(f"{DESK}/days/").content.decode()
        assert desk.post(f"{DESK}/days/{made.pk}/remove/", {"reason": "انتهت"}).status_code == 303
        assert not DayCorrection.objects.exists()

    def test_a_national_day_off_becomes_a_working_day(self, desk, larache):
        year = clock.today().year + 1
        actions.load_holidays(years=[year], now=clock.now())
        address = f"{DESK}/days/work/{year}-11-18/"
        assert desk.post(address, {"reason": "ضرورة"}).status_code == 303
        assert date(year, 11, 18) not in queries.days_off(larache.pk, date(year, 11, 1), date(year, 11, 30))
        assert "ضرورة" in desk.get(f"{DESK}/days/").content.decode()

    @pytest.mark.parametrize("day", ["2027-02-31", "x", "20271118", "2027-W05-1", "٢٠٢٧-11-18"])
    def test_what_is_no_day_is_not_found(self, desk, day):
        assert desk.get(f"{DESK}/days/work/{day}/").status_code == 404


def sent_shapes(*names):
    ring = [[-6.16, 35.19], [-6.15, 35.19], [-6.15, 35.20], [-6.16, 35.20], [-6.16, 35.19]]
    features = [
        {
            "type": "Feature",
            "properties": {"name": name},
            "geometry": {"type": "Polygon", "coordinates": [ring[: 4 if name.startswith("?") else 5]]},
        }
        for name in (one for one in names)
    ]
    return SimpleUploadedFile(
        "a.geojson", json.dumps({"type": "FeatureCollection", "features": features}).encode()
    )


def test_shapes_come_from_a_file_with_a_fault_for_each_bad_feature(desk, larache):
    """§ places-shapes."""
    for name in ("حي السلام", "حي النصر"):
        Neighbourhood.objects.create(territory=larache, name_ar=name)
    page = f"{DESK}/neighbourhoods/shapes/"
    refused = desk.post(page, {"file": sent_shapes("حي السلام", "?حي النصر", "حي آخر")})
    said = refused.content.decode()
    assert "الشكل 2 (?حي النصر)" in said
    assert "الشكل 3 (حي آخر)" in said
    assert not Neighbourhood.objects.exclude(shape=[]).exists()
    kept = desk.post(page, {"file": sent_shapes("حي السلام", "حي آخر"), "only_good": "on"})
    assert kept.status_code == 303
    assert [one.name_ar for one in Neighbourhood.objects.exclude(shape=[])] == ["حي السلام"]
    quarters = queries.quarters(larache.pk)
    assert [(one.label, one.latitude, one.longitude) for one in quarters] == [("حي السلام", 35.195, -6.155)]
    found = Neighbourhood.objects.get(name_ar="حي السلام")
    assert queries.neighbourhood_at(larache.pk, latitude=35.191, longitude=-6.151) == found.pk
    assert queries.neighbourhood_at(larache.pk, latitude=35.21, longitude=-6.151) is None
    given = desk.get(f"{DESK}/neighbourhoods/shapes.geojson")
    assert [one["properties"]["name_ar"] for one in given.json()["features"]] == ["حي السلام"]
    desk.post(f"{DESK}/neighbourhoods/{found.pk}/shape/")
    assert queries.quarters(larache.pk) == []
    assert desk.post(page, {"file": SimpleUploadedFile("a.geojson", b"no")}).status_code == 200
