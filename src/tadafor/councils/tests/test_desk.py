"""The staff pages: a session and an opinion lived through at the desk, what is refused and kept."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tadafor.councils import queries
from tadafor.councils.models import Body, Meeting, Opinion, Session
from tadafor.councils.tests.factories import (
    AFTER,
    BEFORE,
    DURING,
    decide,
    make_body,
    make_opinion,
    make_session,
    meet,
    seat,
    sit,
    told,
)
from tadafor.kernel import clock
from tadafor.kernel.scopes import everywhere, within
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import give, make_person

pytestmark = pytest.mark.django_db
DESK = "/larache/councils/desk/"
SESSION = f"{DESK}sessions/2024-02/"
ORDINARY = {
    "month": "2024-2",
    "opens_on": "2024-02-05",
    "hour": "10:00",
    "place": "مقر الجماعة",
    "members_in_office": "35",
}
BODY = {
    "kind": "equality",
    "name": "هيئة المساواة",
    "purpose": "تبدي رأيها.",
    "founded_by": "مقرر رقم 4",
    "founded_on": "2022-02-14",
    "seats": "5",
}


@pytest.fixture
def desk(nadia, client_of):
    return client_of(nadia)


def sent(client, address, typed=None, status=303):
    response = client.post(address, typed or {})
    assert response.status_code == status, response.content.decode()[:3000]
    return response


def text_of(response):
    return response.content.decode()


def test_a_session_is_run_from_the_desk_alone(desk, larache):
    with clock.stopped_at(BEFORE):
        assert sent(desk, f"{DESK}sessions/new/ordinary/", ORDINARY).url == SESSION
        assert "أضيفوا أول نقطة" in text_of(desk.get(SESSION))
        sent(desk, f"{SESSION}points/add/", {"origin": "", "title": "إنارة", "explanation": "بيان"})
        sent(desk, f"{SESSION}points/add/", {"origin": "", "title": "خطأ", "explanation": ""})
        sent(desk, f"{SESSION}points/2/remove/")
        paper = SimpleUploadedFile("note.txt", "مذكرة تقديم".encode(), "text/plain")
        sent(desk, f"{SESSION}points/1/document/", {"title": "مذكرة تقديم", "file": paper})
        assert desk.get(f"{SESSION}file.pdf").content.startswith(b"%PDF")
        sent(desk, f"{SESSION}convene/")
    with clock.stopped_at(DURING):
        early = sent(desk, f"{SESSION}points/1/vote/", {"outcome": "adopted"}, status=400)
        assert "سجّلوا الجلسة وحضورها" in text_of(early)
        sent(desk, f"{SESSION}sitting/", {"held_on": "2024-02-05", "present": "20", "women_present": "6"})
        vote = {"outcome": "adopted", "in_favour": "15", "against": "3", "abstained": "2", "number": "12"}
        sent(desk, f"{SESSION}points/1/vote/", vote)
        sent(desk, f"{SESSION}close/")
    with clock.stopped_at(AFTER):
        sent(desk, f"{SESSION}points/1/step/", {"step": "sent", "taken_on": "2024-02-12", "reference": "7"})
        minuted(desk)
    page = text_of(desk.get("/larache/councils/sessions/2024-02/"))
    assert "تمت المصادقة" in page
    assert "LA123456" not in page
    assert "█████" in page


def minuted(desk):
    words = {"text": "تدخل عضو LA123456 في النقطة الأولى."}
    assert "رقم بطاقة التعريف" in text_of(
        sent(desk, f"{SESSION}minutes/", words | {"publish": "1"}, status=400)
    )
    sent(desk, f"{SESSION}minutes/", words | {"mask": "1"})
    kept = desk.get(f"{SESSION}minutes/").context["form"].initial["text"]
    sent(desk, f"{SESSION}minutes/", {"text": kept, "publish": "1"})


def test_an_extraordinary_session_and_a_day_that_is_taken(desk, larache):
    make_session(larache)
    typed = ORDINARY | {"object": "تعديل الميزانية"}
    with clock.stopped_at(BEFORE):
        refused = sent(desk, f"{DESK}sessions/new/extraordinary/", typed, status=400)
        assert "دورة أخرى في اليوم نفسه" in text_of(refused)
        assert "تعديل الميزانية" in text_of(refused)
        there = sent(desk, f"{DESK}sessions/new/extraordinary/", typed | {"opens_on": "2024-03-04"}).url
        sent(desk, f"{there}put-off/", {"to": "2024-03-11", "reason": "عطلة"})
    with within(larache.pk):
        assert Session.objects.get(kind="extraordinary").opens_on.isoformat() == "2024-03-11"
    assert f"{there}take-out/" in desk.get(there).content.decode()
    with clock.stopped_at(BEFORE):
        sent(desk, f"{there}take-out/", {"reason": ""}, status=400)
        assert sent(desk, f"{there}take-out/", {"reason": "فُتحت خطأ"}).url == DESK
    assert desk.get(there).status_code == 404
    assert f"{SESSION}take-out/" not in desk.get(SESSION).content.decode()
    assert "علم الأعضاء بهذه الدورة" in text_of(desk.get(f"{SESSION}take-out/"))
    assert "علم الأعضاء بهذه الدورة" in text_of(
        sent(desk, f"{SESSION}take-out/", {"reason": "خطأ"}, status=400)
    )


def test_a_territory_keeps_its_quorum(desk, larache):
    assert "غير متحقق منه" in text_of(desk.get(f"{DESK}quorums/"))
    typed = {
        "assembly": "body",
        "convening": "1",
        "over_percent": "66",
        "shortest_wait": "0",
        "valid_from": "2024-01-01",
        "source": "النظام الداخلي، المادة 9",
        "is_verified": "on",
    }
    sent(desk, f"{DESK}quorums/new/", typed)
    assert "النظام الداخلي، المادة 9" in text_of(desk.get(f"{DESK}quorums/"))
    assert "المصدر" in text_of(sent(desk, f"{DESK}quorums/new/", typed | {"source": ""}, status=400))


def test_a_body_and_an_opinion_are_run_from_the_desk_alone(desk, larache, salma):
    with clock.stopped_at(BEFORE):
        there = sent(desk, f"{DESK}bodies/new/", BODY).url
        member = {"capacity": "ممثلة جمعية", "since": "2022-02-14", "sex": "woman", "age": "unsaid"}
        sent(desk, f"{there}members/add/", member | {"charge": "president", "contact": "0612000001"})
        sent(desk, f"{there}members/add/", member | {"charge": "member", "name": "أمل", "consents": "on"})
        unknown = member | {"charge": "member", "contact": "nobody@example.org"}
        assert "لا يوجد حساب" in text_of(sent(desk, f"{there}members/add/", unknown, status=400))
        sent(desk, f"{there}change/", BODY | {"seats": "7"})
        met = {"day": "2024-01-19", "place": "دار الجمعيات", "agenda": "مشروع رأي"}
        sent(desk, f"{there}meetings/call/", met)
        with within(larache.pk):
            body = Body.objects.get()
            keys = [one.pk for one in queries.members_on(body, BEFORE.date())]
        unsaid = sent(desk, f"{there}meetings/1/attendance/", status=400)
        assert list(unsaid.context["form"].errors) == ["present"]
        assert "أشيروا إلى أنه لم يحضر أحد" in text_of(unsaid)
        both = sent(desk, f"{there}meetings/1/attendance/", {"present": keys, "nobody": "on"}, status=400)
        assert "أبقوا أحدهما" in text_of(both)
        assert "(اختياري)" not in text_of(both)
        sent(desk, f"{there}meetings/1/attendance/", {"present": keys})
        sent(desk, f"{there}members/{keys[1]}/name/")
        advised(desk, there, keys)
        sent(desk, f"{there}meetings/1/minutes/", {"text": "ناقشت الهيئة المشروع.", "publish": "1"})
        sent(desk, f"{there}members/{keys[1]}/end/", {"on": "2024-01-20", "reason": "استقالة"})
        sent(desk, f"{there}end/", {"reason": "نهاية الانتداب"})
    with within(larache.pk):
        assert Meeting.objects.get().minutes_published_on is not None
        assert Opinion.objects.get().sent_on.isoformat() == "2024-01-20"


def advised(desk, there, keys):
    begun = {"title": "الحافلات الولوجة", "question": "كيف؟", "origin": "asked", "begun_on": "2024-01-10"}
    opinion = sent(desk, f"{there}opinions/new/", begun).url
    sent(desk, f"{opinion}group/", {"members": keys[:1]})
    sent(desk, f"{opinion}draft/", {"text": "نقترح حافلات ولوجة.", "seen": "0"})
    both = text_of(sent(desk, f"{opinion}draft/", {"text": "صيغة أخرى.", "seen": "0"}, status=400))
    assert "نقترح حافلات ولوجة." in both
    assert "صيغة أخرى." in both
    assert 'name="seen" value="1"' in both
    with everywhere():
        key = Meeting.objects.get().pk
    sent(desk, f"{opinion}adopt/", {"meeting": key, "in_favour": "2", "against": "0", "abstained": "0"})
    sent(desk, f"{opinion}send/", {"sent_on": "2024-01-20", "reference": "31/2024"})


def test_an_opinion_is_answered_and_followed_up_at_the_desk(desk, larache):
    opinion = make_opinion(make_body(larache))
    make_session(larache, points=(), convened=False)
    there = f"{DESK}opinions/buses/"
    with clock.stopped_at(BEFORE):
        assert opinion.title in text_of(desk.get(DESK))
        sent(desk, f"{SESSION}points/add/", {"origin": opinion.trace.code, "title": "", "explanation": ""})
        sent(desk, f"{SESSION}convene/")
    with clock.stopped_at(AFTER):
        answer = {"answer": "partly", "reason": "تُبرمج حافلتان."}
        early = text_of(sent(desk, f"{there}answer/", answer, status=400))
        assert "لم يتداول المجلس بعد" in early
        assert "تُبرمج حافلتان." in early
        sent(desk, f"{SESSION}sitting/", {"held_on": "2024-02-05", "present": "20"})
        vote = {"outcome": "adopted", "in_favour": "15", "number": "12"}
        sent(desk, f"{SESSION}points/1/vote/", vote)
        sent(desk, f"{there}answer/", answer)
        sent(desk, f"{there}follow-up/", {"happened_on": "2024-03-19", "words": "أُطلق طلب العروض."})
    page = text_of(desk.get("/larache/councils/opinions/buses/"))
    assert "أُخذ ببعضه" in page
    assert "أُطلق طلب العروض." in page


@pytest.mark.parametrize(
    "page",
    ["", "quorums/", "bodies/", "bodies/equality/", "opinions/", "opinions/buses/", "sessions/2024-02/"],
)
def test_those_who_only_read_see_no_door_they_cannot_open(page, larache, client_of):
    make_opinion(make_body(larache))
    make_session(larache)
    agent = client_of(give(make_person("رئيسة مصلحة"), larache, RoleKind.AGENT))
    text = text_of(agent.get(f"{DESK}{page}"))
    assert "/new/" not in text
    assert "members/add/" not in text
    for closed in ("sessions/new/ordinary/", "bodies/new/", "quorums/new/", "sessions/2024-02/close/"):
        assert agent.get(f"{DESK}{closed}").status_code == 404


def test_the_president_sets_the_agenda_and_answers_and_the_secretariat_counts(desk, larache, client_of):
    """§ councils-7, § opinions-5, § opinions-6"""
    presides = give(make_person("رئاسة المجلس"), larache, RoleKind.PRESIDENT)
    opinion = make_opinion(make_body(larache))
    assert told(presides) == ["sent"]
    president, there = client_of(presides), f"{DESK}opinions/buses/"
    with clock.stopped_at(BEFORE):
        assert f'href="{DESK}"' in text_of(president.get(there))
        assert sent(president, f"{DESK}sessions/new/ordinary/", ORDINARY).url == SESSION
        point = {"origin": opinion.trace.code, "title": "", "explanation": ""}
        sent(president, f"{SESSION}points/add/", point)
        sent(president, f"{SESSION}convene/")
        late = text_of(sent(president, f"{SESSION}points/add/", {"title": "متأخرة"}, status=400))
        assert "في دورة استثنائية" in late
    with clock.stopped_at(AFTER):
        closed = [f"{SESSION}{name}/" for name in ("sitting", "points/1/vote", "points/1/step", "minutes")]
        page = text_of(president.get(SESSION))
        assert [name for name in closed if name in page] == []
        assert {president.get(name).status_code for name in closed} == {404}
        sent(desk, f"{SESSION}sitting/", {"held_on": "2024-02-05", "present": "20"})
        sent(desk, f"{SESSION}points/1/vote/", {"outcome": "adopted", "in_favour": "15", "number": "12"})
        assert f"{there}answer/" in text_of(president.get(there))
        sent(president, f"{there}answer/", {"answer": "partly", "reason": "تُبرمج حافلتان."})
        sent(president, f"{there}follow-up/", {"happened_on": "2024-03-19", "words": "أُطلق طلب العروض."})


def test_a_decision_that_the_authority_refuses_says_why_in_public(desk, larache):
    """§ councils-9"""
    session = make_session(larache)
    sit(session)
    assert "حضر 20 من 35" in text_of(desk.get(f"{SESSION}points/1/vote/"))
    over = {"outcome": "adopted", "in_favour": "15", "against": "8", "number": "12"}
    told_over = text_of(sent(desk, f"{SESSION}points/1/vote/", over, status=400))
    assert "مجموع الأصوات (23)" in told_over
    assert "في الجلسة (20)" in told_over
    decide(session, needs_visa=True)
    with clock.stopped_at(AFTER):
        step = f"{SESSION}points/1/step/"
        assert list(desk.get(step).context["form"].fields["step"].widget.choices) == [
            ("sent", "الإحالة على السلطة المختصة")
        ]
        sent(desk, step, {"step": "sent", "taken_on": "2024-02-12"})
        back = {"step": "refused", "taken_on": "2024-02-26"}
        unsaid = sent(desk, step, back, status=400)
        assert list(unsaid.context["form"].errors) == ["reason"]
        assert 'value="visa"' in text_of(unsaid)
        assert 'value="published"' not in text_of(unsaid)  # after an error too, only what may be dated
        sent(desk, step, back | {"reason": "اعتماد غير متوفر"})
        told = text_of(desk.get(step))
        assert "رفضت السلطة هذا المقرر" in told
        assert 'name="step"' not in told
        assert f"{SESSION}points/1/steps/refused/correct/" in told
        again = sent(desk, step, back | {"reason": "اعتماد غير متوفر"}, status=400)
        assert "سُجّلت هذه المرحلة من قبل" in text_of(again)
    public = "/larache/councils/sessions/2024-02/"
    assert "رفضته السلطة" in text_of(desk.get(public))
    page = text_of(desk.get(f"{public}points/1/"))
    assert "اعتماد غير متوفر" in page
    assert "لا يُنفّذ" in page


def test_a_number_that_is_no_member_is_no_page(desk, larache):
    body = make_body(larache)
    seat(body)
    for missing in ("members/999/end/", "meetings/9/minutes/", "opinions/nowhere/"):
        assert desk.get(f"{DESK}bodies/equality/{missing}").status_code == 404


REFUSED: tuple[tuple[str, str, dict[str, str]], ...] = (
    (
        "sessions/new/extraordinary/",
        "opens_on",
        {"object": "ميزانية", "opens_on": "2024-02-05", "place": "x"},
    ),
    ("sessions/2024-02/points/add/", "title", {}),
    ("sessions/2024-02/put-off/", "to", {"to": "2024-02-04", "reason": "سبب"}),
    ("bodies/equality/members/add/", "contact", {"contact": "nobody@example.org"}),
    ("bodies/equality/members/add/", "charge", {"charge": "president"}),
    ("bodies/equality/members/add/", "until", {"until": "2021-01-01"}),
    ("bodies/equality/meetings/call/", "day", {"day": "2024-01-10"}),
    ("opinions/buses/send/", "", {"sent_on": "2024-01-01"}),
    ("bodies/equality/lots/new/", "closes_on", {"closes_on": "2023-01-01"}),
)
USUAL = {
    "members_in_office": "35", "capacity": "ممثلة", "charge": "member", "since": "2022-02-14",
    "sex": "unsaid",
    "age": "unsaid", "place": "مقر الجماعة", "agenda": "رأي", "seats": "2", "mandate_since": "2024-06-01",
    "kept_days": "90",
}  # fmt: skip


def test_a_refusal_is_said_beside_its_box_and_what_was_typed_stays(desk, larache):
    """A refusal about nothing that was typed stands above the form."""
    make_session(larache, convened=False)
    body = make_body(larache)
    meet(body, day=date(2024, 1, 10), now=BEFORE, held=False)
    make_opinion(body, adopted=False)
    with clock.stopped_at(BEFORE):
        for address, box, typed in REFUSED:
            form = sent(desk, f"{DESK}{address}", USUAL | typed, status=400).context["form"]
            assert list(form.errors) == [box or "__all__"], (address, form.errors)
            assert all(form[name].value() == value for name, value in typed.items())


def test_a_page_says_why_instead_of_a_form_that_would_be_refused(desk, larache):
    """Before its time, and once it is done."""
    make_session(larache, convened=False)
    opinion = make_opinion(make_body(larache), adopted=False)
    asked = {
        f"{DESK}opinions/{opinion.slug}/adopt/": "اكتبوا نص المشروع أولا.",
        f"{DESK}opinions/{opinion.slug}/send/": "لم تصادق الهيئة بعد على هذا الرأي.",
        f"{DESK}opinions/{opinion.slug}/answer/": "لم يُدرج هذا الرأي بعد في جدول أعمال.",
        f"{DESK}opinions/{opinion.slug}/follow-up/": "لم يجب المجلس بعد عن هذا الرأي.",
        f"{SESSION}points/1/vote/": "سجّلوا الجلسة وحضورها قبل التصويت.",
    }
    with clock.stopped_at(BEFORE):
        sent(desk, f"{SESSION}points/add/", {"origin": "", "title": "إنارة", "explanation": "بيان"})
        for address, why in asked.items():
            said = text_of(desk.get(address))
            assert why in said, address
            assert f'action="{address}"' not in said


def test_a_session_begins_with_the_place_and_the_members_of_the_last_and_the_day_of_the_calendar(
    desk, larache
):
    with clock.stopped_at(BEFORE):
        sent(desk, f"{DESK}sessions/new/ordinary/", ORDINARY | {"opens_on": ""})
        with within(larache.pk):
            assert queries.any_session_at("2024-02").opens_on == date(2024, 2, 5)
        form = desk.get(f"{DESK}sessions/new/extraordinary/").context["form"]
        assert [form[name].value() for name in ("place", "members_in_office")] == ["مقر الجماعة", 35]


def test_where_a_session_is_changes_at_the_desk_until_the_council_sat(desk, larache):
    """§ councils-34"""
    session = make_session(larache)
    assert f"{SESSION}change/" in text_of(desk.get(SESSION))
    typed = {"hour": "15:30", "place": "", "members_in_office": "33"}
    assert "هذا الحقل مطلوب" in text_of(sent(desk, f"{SESSION}change/", typed, status=400))
    sent(desk, f"{SESSION}change/", typed | {"place": "دار الشباب"})
    page = text_of(desk.get("/larache/councils/sessions/2024-02/"))
    assert "دار الشباب" in page
    assert "15:30" in page
    sit(session)
    assert f"{SESSION}change/" not in text_of(desk.get(SESSION))
    barred = text_of(desk.get(f"{SESSION}change/"))
    assert "لم يعد تغييرها ممكنا" in barred
    assert 'name="place"' not in barred


def test_members_who_look_alike_are_told_apart_by_a_number(desk, larache):
    """§ councils-15"""
    body = make_body(larache, members=2)
    for _ in range(2):
        seat(body)
    seat(body, capacity="ممثلة حي", name="بشرى مثال", consents=True)
    meet(body, held=False)
    form = text_of(desk.get(f"{DESK}bodies/equality/meetings/1/attendance/"))
    assert [label in form for label in ("عضوية (1)", "عضوية (2)", "عضوية (3)")] == [True, True, False]
    assert "ممثلة حي · عضوية · بشرى مثال" in form


def test_an_agenda_is_done_once_it_has_a_point(desk, larache):
    """§ councils-4"""
    make_session(larache, points=(), convened=False)
    assert text_of(desk.get(SESSION)).count("(تمت)") == 0
    with clock.stopped_at(BEFORE):
        sent(desk, f"{SESSION}points/add/", {"origin": "", "title": "إنارة", "explanation": ""})
    assert text_of(desk.get(SESSION)).count("(تمت)") == 1
