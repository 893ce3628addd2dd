from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from tadafor.notifications import notices, queries
from tadafor.notifications.rules import Cadence, Topic
from tadafor.notifications.tests.factories import NOW, all_notices, tell

pytestmark = pytest.mark.django_db
HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.mark.parametrize("path", ["", "choose/", "ABC123DEF456/"])
def test_a_visitor_signs_in_first(path):
    response = Client().get(f"/account/notices/{path}")
    assert response.status_code == 302
    assert parse_qs(urlsplit(response["Location"]).query) == {"next": [f"/account/notices/{path}"]}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_with_one_row_and_with_three(
    rows, larache, salma, client_of, django_assert_num_queries
):
    for number in range(rows):
        tell(salma, territory=larache, key=str(number))
    client = client_of(salma)
    with django_assert_num_queries(5):
        response = client.get("/account/notices/")
    assert response.content.decode().count("لا إشعارات بعد") == rows
    assert "no-store" in response["Cache-Control"]


def test_the_list_pages_by_twenty_and_shows_only_mine(larache, salma, karim, client_of):
    for number in range(21):
        tell(salma, territory=larache, key=str(number), now=NOW + timedelta(minutes=number))
    tell(karim, message=notices.Message("سر"))
    first = client_of(salma).get("/account/notices/").content.decode()
    assert first.count("/account/notices/") > 20
    assert "سر" not in first
    second = client_of(salma).get("/account/notices/?page=2")
    assert second.content.decode().count("لا إشعارات بعد") == 1


def test_an_empty_list_says_what_will_be_here(salma, client_of):
    assert "سنخبركم هنا" in client_of(salma).get("/account/notices/").content.decode()


def test_opening_a_notice_reads_it_and_leads_there_in_the_language_of_the_page(salma, client_of):
    tell(salma, address="/larache/x/")
    (notice,) = all_notices()
    response = client_of(salma).get(f"/fr/account/notices/{notice.code}/")
    assert response["Location"] == "/fr/larache/x/"
    assert queries.unread(salma.pk) == 0


def test_someone_elses_notice_is_not_found(salma, karim, client_of):
    tell(karim)
    (notice,) = all_notices()
    assert client_of(salma).get(f"/account/notices/{notice.code}/").status_code == 404
    assert queries.unread(karim.pk) == 1


def test_reading_all(salma, client_of):
    tell(salma)
    client = client_of(salma)
    assert client.get("/account/notices/read/").status_code == 405
    assert client.post("/account/notices/read/", headers=HERE).status_code == 303
    assert queries.unread(salma.pk) == 0


def test_choosing(salma, client_of):
    client = client_of(salma)
    response = client.post(
        "/account/notices/choose/", {"cadence": "weekly", "sms": ["answer", "duty"]}, headers=HERE
    )
    assert response.status_code == 303
    kept = queries.preference_of(salma.pk, NOW)
    assert (kept.cadence, kept.sms) == (Cadence.WEEKLY, [Topic.ANSWER, Topic.DUTY])
    page = client.get("/account/notices/choose/").content.decode()
    assert 'value="weekly" id="id_cadence_2" required checked' in page or "checked" in page


@pytest.mark.parametrize("sent", [{}, {"cadence": "hourly"}, {"cadence": "none", "sms": "everything"}])
def test_a_choice_that_is_not_one_is_refused_with_a_sentence(sent, salma, client_of):
    response = client_of(salma).post("/account/notices/choose/", sent, headers=HERE)
    assert response.status_code == 200
    assert "لم نسجل شيئا بعد" in response.content.decode()


# ---- the link that stops letters


def test_reading_the_link_stops_nothing_and_one_click_from_anywhere_does(salma):
    """§ notifications-stop"""
    link = f"/account/notices/stop/{notices.stop_token(salma.pk)}/"
    visitor = Client(headers={"Sec-Fetch-Site": "cross-site", "Origin": "https://mail.example"})
    page = visitor.get(link)
    assert page.status_code == 200
    assert queries.preference_of(salma.pk, NOW).cadence == Cadence.IMMEDIATE
    done = visitor.post(link, {"List-Unsubscribe": "One-Click"})
    assert done.status_code == 200
    assert queries.preference_of(salma.pk, NOW).cadence == Cadence.NONE
    assert "توقفت" in visitor.get(link).content.decode()
    for response in (page, done):
        assert not response.cookies
        assert "no-store" in response["Cache-Control"]


def test_a_link_that_was_not_made_here_stops_nothing(salma):
    """§ notifications-stop"""
    forged = notices.stop_token(salma.pk).replace(f"{salma.pk}:", f"{salma.pk + 1}:")
    for token in (forged, "x", "1:2:3", f"{salma.pk}"):
        response = Client().post(f"/account/notices/stop/{token}/")
        assert response.status_code == 404
        assert "غير صالح" in response.content.decode()
