"""A call to meet, changed and cancelled at the desk."""

import pytest

from tadafor.councils.tests.factories import make_body, meet
from tadafor.councils.tests.test_desk import DESK, sent, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(nadia, client_of):
    return client_of(nadia)


def test_a_cancelled_meeting_stays_with_its_reason(desk, client, larache):
    """§ councils-36"""
    body = make_body(larache)
    meet(body, held=False)
    there, meeting = f"{DESK}bodies/equality/", f"{DESK}bodies/equality/meetings/1/"
    assert f"{meeting}cancel/" in desk.get(there).content.decode()
    sent(desk, f"{meeting}cancel/", {"reason": ""}, status=400)
    assert sent(desk, f"{meeting}cancel/", {"reason": "تعذر حضور أغلب الأعضاء."}).url == there
    shown = desk.get(there)
    assert "أُلغي" in text_of(shown)
    assert meeting not in shown.content.decode()
    for page in ("cancel", "change", "attendance"):
        assert "أُلغي هذا الاجتماع." in text_of(desk.get(f"{meeting}{page}/"))
    public = client.get("/larache/councils/bodies/equality/meetings/1/")
    assert "تعذر حضور أغلب الأعضاء." in text_of(public)
    assert "لم ينعقد هذا الاجتماع بعد" not in text_of(public)
    assert "أُلغي" in text_of(client.get("/larache/councils/bodies/equality/"))
    french = text_of(client.get("/fr/larache/councils/bodies/equality/meetings/1/"))
    assert "Cette réunion est annulée" in french


def test_a_call_is_changed_at_the_desk(desk, larache):
    """§ councils-14"""
    meet(make_body(larache), held=False)
    there = f"{DESK}bodies/equality/"
    assert f"{there}meetings/1/change/" in text_of(desk.get(there))
    form = text_of(desk.get(f"{there}meetings/1/change/"))
    assert 'value="2023-12-12"' in form
    typed = {"day": "2023-12-14", "hour": "16:00", "place": "دار الشباب", "agenda": "مشروع رأي"}
    assert "هذا الحقل مطلوب" in text_of(
        sent(desk, f"{there}meetings/1/change/", typed | {"agenda": ""}, status=400)
    )
    sent(desk, f"{there}meetings/1/change/", typed)
    page = text_of(desk.get("/larache/councils/bodies/equality/meetings/1/"))
    assert "دار الشباب" in page
    assert "16:00" in page
