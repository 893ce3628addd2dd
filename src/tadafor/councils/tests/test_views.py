"""The pages everyone reads, and a member's own: content, what is hidden, what they cost."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client
from icalendar import Calendar
from pypdf import PdfReader

from tadafor.councils import actions, queries, rules
from tadafor.councils.datasets import papers
from tadafor.councils.rules import Charge
from tadafor.councils.tests.factories import (
    AFTER,
    BEFORE,
    decide,
    make_body,
    make_opinion,
    make_session,
    meet,
    place,
    seat,
    sit,
    staff_actor,
)
from tadafor.kernel import clock
from tadafor.kernel.scopes import within
from tadafor.kernel.words import word

pytestmark = pytest.mark.django_db
HERE = "/larache/councils/"


@pytest.fixture
def visitor():
    return Client()


@pytest.fixture
def answered(larache):
    opinion = make_opinion(make_body(larache))
    session = make_session(larache, points=("إنارة",), convened=False)
    place(opinion, session)
    with within(larache.pk):
        actor = staff_actor(larache)
        actions.convene(session=session, actor=actor, now=BEFORE)
        sit(session)
        decide(session, 2, needs_visa=True)
        actions.answer_opinion(
            opinion=opinion, answer=rules.Answer.FOLLOWED, reason="يُبرمج.", actor=actor, now=AFTER
        )
    return opinion


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_empty_pages_say_what_will_be_here(visitor, larache):
    assert "لا دورة منشورة بعد" in text_of(visitor, HERE)
    assert "لا رأي هنا بعد" in text_of(visitor, f"{HERE}opinions/")
    assert "Sessions du conseil" in text_of(visitor, "/fr/larache/councils/")


def test_everybody_reads_what_became_of_an_opinion(visitor, answered):
    for page in (HERE, f"{HERE}opinions/", f"{HERE}opinions/?answer=followed", f"{HERE}bodies/equality/"):
        assert answered.title in text_of(visitor, page) or page == HERE
    assert "100" in text_of(visitor, f"{HERE}opinions/")
    assert answered.title not in text_of(visitor, f"{HERE}opinions/?answer=partly")
    opinion = text_of(visitor, f"{HERE}opinions/buses/")
    assert "أُخذ به" in opinion
    assert "/larache/councils/sessions/2024-02/points/2/" in opinion
    point = text_of(visitor, f"{HERE}sessions/2024-02/points/2/")
    assert answered.title in point
    assert "التأشير" in point


def test_a_session_shows_its_quorum_and_its_agenda(visitor, answered):
    page = text_of(visitor, f"{HERE}sessions/2024-02/")
    assert "اكتمل النصاب" in page
    assert "القانون التنظيمي رقم 113.14، المادة 42" in page
    assert "loi organique n° 113-14, article 42" in text_of(visitor, f"/fr{HERE}sessions/2024-02/")
    assert "إنارة" in page


def test_what_is_prepared_or_drafted_is_not_there(visitor, larache):
    make_session(larache, convened=False)
    make_opinion(make_body(larache), adopted=False)
    for hidden in (
        "sessions/2024-02/",
        "sessions/2024-02/points/1/",
        "opinions/buses/",
        "sessions/2024-02/file.pdf",
    ):
        assert visitor.get(f"{HERE}{hidden}").status_code == 404


def test_the_balance_is_counted_and_nobody_is_exposed(visitor, larache):
    """§ councils-16"""
    body = make_body(larache, members=0)
    seat(body, sex=rules.MemberSex.WOMAN, age=rules.MemberAge.FROM_18, capacity="ممثلة جمعية الشباب")
    seat(body, name="أمل", consents=True, sex=rules.MemberSex.MAN)
    page = text_of(visitor, f"{HERE}bodies/equality/")
    assert "ممثلة جمعية الشباب" in page
    assert "أمل" in page
    assert "مقاعد شاغرة" in page


def test_the_year_of_a_body_is_a_page(visitor, larache):
    """§ councils-16: with its seats on the last day of that year, and the meetings without quorum."""
    body = make_body(larache)
    seat(body, since=AFTER.date())
    meet(body)
    meet(body, present=0, day=date(2023, 12, 1))
    with clock.stopped_at(AFTER):
        page = text_of(visitor, f"{HERE}bodies/equality/years/2023/")
        assert "نسبة الحضور" in page
        assert "3 من 5 مقعدا مشغولة" in page
        assert page.count("لم يكتمل النصاب") == 1
        assert "4 من 5 مقعدا مشغولة" in text_of(visitor, f"{HERE}bodies/equality/years/2024/")
        assert visitor.get(f"{HERE}bodies/equality/years/2030/").status_code == 404
    assert "اكتمل النصاب" in text_of(visitor, f"{HERE}bodies/equality/meetings/1/")


def test_the_file_of_a_session_is_one_pdf_with_bookmarks(visitor, answered):
    response = visitor.get(f"{HERE}sessions/2024-02/file.pdf")
    assert response.headers["Content-Type"] == "application/pdf"
    from io import BytesIO

    reader = PdfReader(BytesIO(response.content))
    titles = [str(one.title) for one in reader.outline if not isinstance(one, list)]
    assert any("إنارة" in title for title in titles)
    assert len(titles) >= 3


def test_the_calendar_can_be_kept_by_a_telephone(visitor, larache):
    make_session(
        larache, month=3, kind="extraordinary", opens_on=AFTER.date(), object="ميزانية", title="دورة"
    )
    with clock.stopped_at(AFTER):
        made = Calendar.from_ical(visitor.get(f"{HERE}sessions.ics").content)
    events = made.walk("VEVENT")
    assert len({str(one["uid"]) for one in events}) == len(events) == 10
    assert made["x-published-ttl"].to_ical() == b"PT12H"
    assert any("استثنائية" in str(one["summary"]) for one in events)


def test_a_member_finds_their_meetings_and_drafts(larache, salma, idris, client_of):
    body = make_body(larache, members=0)
    seat(body, charge=Charge.RAPPORTEUR, person_id=salma.pk)
    seat(body, person_id=idris.pk)
    meet(body, present=1)
    make_opinion(body, adopted=False)
    rapporteur, member = client_of(salma), client_of(idris)
    assert "حضرتم" in text_of(rapporteur, f"{HERE}mine/")
    assert "لم تحضروا" in text_of(member, f"{HERE}mine/")
    assert "اجتماعاتي" in text_of(member, HERE)
    there = f"{HERE}mine/opinions/buses/"
    assert rapporteur.post(there, {"text": "نقترح.", "seen": "0"}).status_code == 303
    assert "نقترح." in text_of(member, there)
    assert "<textarea" not in text_of(member, there)
    member.post(there, {"text": "لا أحد كتب هذا.", "seen": "1"})
    with within(larache.pk):
        assert queries.last_draft(queries.opinion_at("buses")).number == 1


def test_a_stranger_has_no_page_of_a_member(larache, salma, client_of, visitor):
    make_opinion(make_body(larache), adopted=False)
    for page in ("mine/", "mine/opinions/buses/"):
        assert client_of(salma).get(f"{HERE}{page}").status_code == 404
        assert visitor.get(f"{HERE}{page}").status_code in {302, 303}


@pytest.mark.parametrize(("page", "count"), [("", 8), ("opinions/", 4), ("sessions/2024-02/", 9)])
def test_a_page_asks_as_much_for_three_rows_as_for_one(
    page, count, visitor, answered, larache, django_assert_num_queries
):
    with django_assert_num_queries(count):
        visitor.get(f"{HERE}{page}")
    for number, month in ((1, 5), (2, 10)):
        make_opinion(make_body(larache, slug=f"other-{number}"), slug=f"other-{number}")
        make_session(larache, month=month, opens_on=AFTER.date().replace(day=20 + number))
    with django_assert_num_queries(count):
        visitor.get(f"{HERE}{page}")


def test_a_point_says_a_title_once_and_no_voices_where_none_were_counted():
    """§ councils-8, § councils-9"""
    refused = SimpleNamespace(step="refused")
    none, back = (SimpleNamespace(all=lambda taken=taken: taken) for taken in ([], [refused]))
    put_off = SimpleNamespace(outcome="postponed", in_favour=0, against=0, abstained=0, number="", steps=none)
    assert papers._decided(put_off) == word(rules.Outcome.POSTPONED)
    voted = SimpleNamespace(outcome="adopted", in_favour=9, against=1, abstained=0, number="3", steps=back)
    assert "9 مع" in papers._decided(voted)
    assert papers._decided(voted).endswith("رفضته السلطة")
    assert papers._without_title("إنارة\nتجهيز المحيط", "إنارة") == "تجهيز المحيط"
