"""The pages: who sees what, what is typed wrong, how light they are."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tadafor.documents import actions as documents
from tadafor.documents.models import Document
from tadafor.documents.rules import Kind as Form
from tadafor.documents.rules.sounds import Voice
from tadafor.documents.tests.factories import image_bytes
from tadafor.kernel.clock import stopped_at
from tadafor.kernel.scopes import everywhere, within
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import give, make_person
from tadafor.suggestions.models import Suggestion
from tadafor.suggestions.rules import Kind, State
from tadafor.suggestions.tests.factories import ANSWERED, POSTED, REASON, WORDS, Place

pytestmark = pytest.mark.django_db
AT = "/larache/suggestions/"
TYPED = {"kind": "remark", "body": WORDS, "category": "lighting", "token": "abc"}


@pytest.fixture(autouse=True)
def _day():
    with stopped_at(POSTED):
        yield


@pytest.fixture
def place(larache):
    return Place(larache)


def page(answer):
    return answer.content.decode()


def photo():
    drawn = BytesIO()
    Image.new("RGB", (64, 48), "green").save(drawn, "JPEG")
    return SimpleUploadedFile("lamp.jpg", drawn.getvalue(), "image/jpeg")


def secret_in(answer):
    return answer.context["secret"]


def test_two_minutes_without_an_account(place):
    """§ suggestions-1: the number and the secret at once, on a page that nothing keeps."""
    visitor = Client()
    sent = visitor.post(f"{AT}new/", TYPED | {"contact": "0612345678", "photo": photo()})

    assert sent.status_code == 201
    assert "no-store" in sent.headers["Cache-Control"]
    assert "Set-Cookie" not in sent.headers
    assert secret_in(sent) in page(sent)
    with everywhere():
        assert Document.objects.count() == 1
    again = visitor.post(f"{AT}new/", TYPED)
    assert secret_in(again) == secret_in(sent)
    paper = visitor.post(f"{AT}1/receipt.pdf", {"secret": secret_in(sent)})
    assert paper.content.startswith(b"%PDF")
    assert visitor.post(f"{AT}1/receipt.pdf", {"secret": "0000000000"}).status_code == 400
    assert visitor.get(f"{AT}1/receipt.pdf").status_code == 303


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"body": ""}, 400),
        ({"body": "قصير"}, 409),
        ({"category": ""}, 400),
        ({"category": "elsewhere"}, 400),
        ({"category": "water"}, 409),
        ({"kind": "insult"}, 400),
        ({"contact": "not a contact"}, 400),
        ({"latitude": "35.2"}, 400),
        ({"latitude": "north", "longitude": "-6.1"}, 400),
        ({"latitude": "NaN", "longitude": "-6.1"}, 400),
        ({"latitude": "48.85", "longitude": "2.35"}, 409),
        ({"latitude": "1e400", "longitude": "-6.1"}, 400),
        ({"neighbourhood": "99999999"}, 400),
        ({"body": "ط" * 3_001}, 400),
        ({"token": "t" * 65}, 400),
    ],
)
def test_what_is_typed_wrong_is_said_and_kept(place, typed, status):
    answer = Client().post(f"{AT}new/", TYPED | typed)

    assert answer.status_code == status
    assert (typed.get("body") or WORDS)[:40] in page(answer) or typed.get("body") == ""
    with everywhere():
        assert not Suggestion.objects.exists()


@pytest.mark.parametrize("name", ["photo", "sound"])
def test_what_is_no_photograph_or_no_sound_is_refused(place, name):
    """A sound in a wrong format, and a text that calls itself a photograph."""
    wrong = SimpleUploadedFile("x.jpg", b"this is no file of that kind", "image/jpeg")
    path = f"{AT}new/voice/" if name == "sound" else f"{AT}new/"
    answer = Client().post(path, TYPED | {name: wrong, "voice": str(Voice.DARIJA)})

    assert answer.status_code == 400
    assert "الصفحة لا تحتفظ بالملفات" in page(answer)


def test_a_photograph_of_40_megabytes_is_refused_without_being_kept(place):
    heavy = SimpleUploadedFile("x.jpg", b"\xff\xd8\xff" + b"0" * 40 * 1024 * 1024, "image/jpeg")
    answer = Client().post(f"{AT}new/", TYPED | {"photo": heavy})

    assert answer.status_code == 413
    with everywhere():
        assert not Suggestion.objects.exists()


def test_personal_data_and_near_ones_are_shown_before_it_is_sent(place):
    """§ suggestions-6"""
    place.made()
    typed = TYPED | {"body": f"{WORDS} اتصلوا بي 0612345678", "token": "near"}
    asked = Client().post(f"{AT}new/", typed)

    assert asked.status_code == 200
    assert "رقم هاتف" in page(asked)
    assert f"{AT}1/" in page(asked)
    sent = Client().post(f"{AT}new/", typed | {"seen_alike": "1", "seen_private": "1"})
    assert sent.status_code == 201


def test_while_somebody_writes_the_near_ones_are_offered(place):
    place.made()

    near = Client().post(f"{AT}alike/", {"body": WORDS, "category": "lighting", "kind": "remark"})
    assert f"{AT}1/" in page(near)
    for other in ({"kind": "complaint"}, {"category": "waste"}, {"body": ""}):
        typed = {"body": WORDS, "category": "lighting", "kind": "remark"} | other
        assert f"{AT}1/" not in page(Client().post(f"{AT}alike/", typed))


def test_a_complaint_shows_only_where_it_stands(place, client_of):
    """§ suggestions-1"""
    author = make_person("زينب التجريبية")
    with stopped_at(POSTED):
        sent = client_of(author).post(f"{AT}new/", TYPED | {"kind": "complaint"})
    assert sent.status_code == 201
    seen = page(Client().get(f"{AT}1/"))

    assert WORDS not in seen
    assert "الشكايات لا تُنشر" in seen
    assert WORDS not in page(Client().get(AT))
    assert WORDS in page(client_of(author).get(f"{AT}1/"))
    opened = Client().post(f"{AT}1/open/", {"secret": secret_in(sent)})
    assert WORDS in page(opened)


def test_a_file_opens_by_its_number_and_secret_and_is_reopened_with_it(place):
    """§ suggestions-12, § suggestions-13, § suggestions-17"""
    posted = place.post()
    visitor = Client()
    assert visitor.post(f"{AT}find/", {"number": 9, "secret": posted.secret}).status_code == 400
    assert visitor.post(f"{AT}find/", {"number": 1, "secret": "0000000000"}).status_code == 400
    spelt = posted.secret.lower().replace("0", "o")
    assert WORDS in page(visitor.post(f"{AT}find/", {"number": 1, "secret": f" {spelt} "}))
    place.answer(posted.suggestion)
    rated = visitor.post(f"{AT}1/rate/", {"secret": posted.secret, "rating": "4"})
    assert (rated.status_code, place.fresh(posted.suggestion).rating) == (200, 4)
    wrong = visitor.post(f"{AT}1/reopen/", {"secret": "0000000000", "reason": "لم يُصلح أي شيء."})
    assert wrong.status_code == 400
    short = visitor.post(f"{AT}1/reopen/", {"secret": posted.secret, "reason": "لا"})
    assert short.status_code == 400
    done = visitor.post(f"{AT}1/reopen/", {"secret": posted.secret, "reason": "لم يُصلح أي شيء."})
    assert done.status_code == 200
    assert place.fresh(posted.suggestion).standing is State.AT_SERVICE
    added = visitor.post(f"{AT}1/photo/", {"secret": posted.secret, "photo": photo()})
    assert added.status_code == 200
    assert visitor.get(f"{AT}1/rate/").status_code == 303


def test_lists_are_filtered_and_light(place, django_assert_num_queries):
    place.made(token="a")
    place.made(token="b", category=place.waste, body="حاوية ممتلئة منذ ثلاثة أيام قرب السوق.")
    place.made(token="c", kind=Kind.SUGGESTION, body="مقاعد في الساحة تحت الأشجار من فضلكم.")
    visitor = Client()
    visitor.get(AT)
    with django_assert_num_queries(4):
        every = page(visitor.get(AT))
    assert all(words in every for words in ("مصباح", "حاوية", "مقاعد"))
    assert "حاوية" not in page(visitor.get(f"{AT}?category=lighting"))
    assert "مقاعد" not in page(visitor.get(f"{AT}?kind=remark"))
    assert "مصباح" not in page(visitor.get(f"{AT}?text=حاويات"))
    assert "مصباح" not in page(visitor.get(f"{AT}?shelf=answered"))
    assert visitor.get(f"{AT}?neighbourhood=x&category=none&page=99&shelf=zz").status_code == 200
    assert visitor.get(f"{AT}places/").status_code == 200
    assert "max-age" in visitor.get(AT).headers["Cache-Control"]


def test_a_map_says_what_the_list_says(place, django_assert_num_queries):
    place.made(token="a")
    visitor = Client()
    assert 'class="map"' not in page(visitor.get(AT))
    place.made(token="b", latitude=Decimal("35.19321"), longitude=Decimal("-6.15572"))
    with django_assert_num_queries(5):
        both = page(visitor.get(AT))
    drawn = both[both.index('class="map"') : both.index("</figure>")]
    assert f'href="{AT}2/"' in drawn
    assert f'href="{AT}1/"' not in drawn, "without a point nor a known neighbourhood"


# ---- the staff


@pytest.fixture
def agent(place, client_of):
    from tadafor.people.models import Person

    return client_of(Person.objects.get(pk=place.agent.person_id))


def test_the_agent_answers_from_the_inbox(place, agent):
    """§ suggestions-10"""
    one = place.made()
    with stopped_at(ANSWERED):
        assert f"{AT}desk/1/" in page(agent.get(f"{AT}desk/?heap=mine"))
        assert f"{AT}desk/1/answer/" in page(agent.get(f"{AT}desk/1/"))
        wrong = agent.post(f"{AT}desk/1/answer/", {"state": "done", "reason": "تم"})
        assert wrong.status_code == 400
        noted = agent.post(f"{AT}desk/1/note/", {"words": "سر بين الموظفين"})
        done = agent.post(f"{AT}desk/1/answer/", {"state": "done", "reason": REASON})
    assert (noted.status_code, done.status_code) == (303, 303)
    public = page(Client().get(f"{AT}1/"))
    assert REASON in public
    assert "سر بين الموظفين" not in public
    assert place.fresh(one).standing is State.DONE


def test_a_complaint_of_another_service_is_no_page_for_an_agent(place, agent):
    """§ suggestions-1"""
    place.made(kind=Kind.COMPLAINT, category=place.waste)
    place.made(kind=Kind.COMPLAINT, token="mine")

    assert agent.get(f"{AT}desk/1/").status_code == 404
    assert agent.get(f"{AT}desk/2/").status_code == 200
    assert f"{AT}desk/1/" not in page(agent.get(f"{AT}desk/?heap="))


def test_what_is_said_at_the_counter_gets_its_receipt(place, client_of):
    from tadafor.people.models import Person

    clerk = client_of(Person.objects.get(pk=place.clerk.person_id))
    typed = TYPED | {"name": "فاطمة التجريبية", "channel": "desk", "received_on": "2026-02-27"}
    wrong = clerk.post(f"{AT}desk/enter/", typed | {"received_on": "2026-03-30"})
    sent = clerk.post(f"{AT}desk/enter/", typed)

    assert (wrong.status_code, sent.status_code) == (409, 201)
    assert len(secret_in(sent)) == 10
    assert "فاطمة" not in page(Client().get(f"{AT}1/"))


def test_staff_set_up_services_categories_routes_and_promises(place, larache, client_of):
    """§ suggestions-3, § suggestions-8"""
    head = client_of(give(make_person("مسؤولة"), larache, RoleKind.ADMINISTRATOR))
    base = f"{AT}desk/settings/"
    forms = {
        "services/new/": {"name_ar": "مصلحة الماء", "agents": [place.agent.person_id]},
        "categories/new/": {"name_ar": "الطرق", "position": 3},
        "categories/waste/": {"name_ar": "الأزبال", "position": 3},
        "routes/": {"category": place.waste.pk, "service": place.other.pk},
        "promises/": {
            "kind": "remark",
            "days": 10,
            "valid_from": "2026-03-01",
            "source": "قرار",
            "in_working_days": "on",
        },
        "templates/new/": {"state": "done", "title": "أُصلح", "text_ar": REASON},
        "choices/": {"threshold": 5, "person_a_day": 9, "device_an_hour": 3, "network_an_hour": 30},
    }
    for path, typed in forms.items():
        assert head.get(f"{base}{path}").status_code == 200, path
        assert head.post(f"{base}{path}", {}).status_code == 400 if path != "routes/" else True
        assert head.post(f"{base}{path}", typed).status_code == 303, path
    again = head.post(f"{base}services/new/", forms["services/new/"])
    assert again.status_code == 400
    assert "هذا الاسم مستعمل" in page(again)
    assert head.get(base).status_code == 200
    with within(larache.pk):
        one = place.made(category=place.waste)
    assert (one.service, one.due_on.isoformat()) == (place.other, "2026-03-16")


def test_several_that_were_ticked_are_acted_on_from_the_inbox(place, client_of):
    """Nothing ticked, one that is another's, a reason that lacks: said, and nothing done."""
    from tadafor.people.models import Person

    director = client_of(Person.objects.get(pk=place.director.person_id))
    ones = [place.made(token=token) for token in "ab"]
    complaint = place.made(kind=Kind.COMPLAINT, token="c")
    numbers = [one.number for one in ones]
    steps = {
        "send/": {"service": place.other.pk, "reason": "تتكلف بها مصلحة النظافة."},
        "": {"state": "planned", "reason": REASON},
        "merge/": {"stays": numbers[0]},
    }
    for path, typed in steps.items():
        base = f"{AT}desk/together/{path}"
        assert director.post(base, {}).status_code == 303, "nothing was ticked"
        asked = director.post(base, {"numbers": numbers})
        assert asked.status_code == 200, path
        assert all(f'value="{number}"' in page(asked) for number in numbers)
        lacks = dict(typed, **{next(iter(typed)): ""})
        assert director.post(base, {"numbers": numbers, "sent": "on"} | lacks).status_code == 400, path
        assert director.post(base, {"numbers": numbers, "sent": "on"} | typed).status_code == 303, path
    assert [place.fresh(one).standing for one in ones] == [State.PLANNED, State.MERGED]
    handed = {"numbers": complaint.number, "sent": "on", f"number_{complaint.number}": "2026/77"}
    assert director.post(f"{AT}desk/together/national/", handed).status_code == 303
    assert place.fresh(complaint).national_number == "2026/77"
    assert director.get(f"{AT}desk/keys/").status_code == 200


def test_the_whole_file_on_paper_says_to_each_what_is_theirs(place, agent):
    """The staff print what they told each other; who wrote prints the rest; others nothing."""
    from pypdf import PdfReader

    clean = documents.CleanFile(image_bytes(), Form.JPEG, "photo.jpeg", 400, 300)
    posted = place.post(photo=clean)
    place.answer(posted.suggestion)
    with stopped_at(ANSWERED):
        agent.post(f"{AT}desk/1/note/", {"words": "NOTE-INSIDE"})
        inside = agent.get(f"{AT}desk/1/file.pdf")
        visitor = Client()
        mine = visitor.post(f"{AT}1/file.pdf", {"secret": posted.secret})
    papers = [PdfReader(BytesIO(answer.content)) for answer in (inside, mine)]
    words = ["".join(one.extract_text() for one in paper.pages) for paper in papers]
    assert [sum(len(one.images) for one in paper.pages) for paper in papers] == [1, 1]

    assert ["NOTE-INSIDE" in each for each in words] == [True, False]
    assert all("/larache/suggestions/1/" in each for each in words)
    assert visitor.get(f"{AT}1/file.pdf").status_code == 303
    assert visitor.post(f"{AT}1/file.pdf", {"secret": "0000000000"}).status_code == 400


def test_what_is_said_at_the_counter_may_be_recorded(place, client_of):
    from tadafor.people.models import Person

    clerk = client_of(Person.objects.get(pk=place.clerk.person_id))
    asked = clerk.get(f"{AT}desk/enter/voice/")
    assert "microphone=(self)" in asked.headers["Permissions-Policy"]
    sound = SimpleUploadedFile("a.wav", b"RIFF\x24\x00\x00\x00WAVEfmt ", "audio/wav")
    typed = TYPED | {"body": "", "channel": "desk", "received_on": "2026-02-27", "voice": str(Voice.DARIJA)}
    assert clerk.post(f"{AT}desk/enter/voice/", typed).status_code == 400
    assert clerk.post(f"{AT}desk/enter/voice/", typed | {"sound": sound}).status_code == 201
    with everywhere():
        assert Suggestion.objects.get().recording_id


def test_a_face_is_painted_over_and_the_first_photograph_is_opened_by_the_staff_alone(place, agent):
    """§ suggestions-20: nothing ticked is said; what is ticked goes out of everybody's sight."""
    from tadafor.audit.models import Entry

    posted = place.post(actor=place.director)
    Client().post(f"{AT}1/photo/", {"secret": posted.secret, "photo": photo()})
    with everywhere():
        first = Document.objects.get()
    path = f"{AT}desk/1/photos/{first.code}/"
    file = f"/larache/documents/{first.code}/{first.mark}/{first.file_name}"
    visitor = Client()
    assert visitor.get(file).status_code == 200
    assert "cover-cells" in page(agent.get(path))
    assert agent.post(path, {}).status_code == 400
    assert agent.post(path, {"cells": ["100"]}).status_code == 400
    assert agent.post(path, {"cells": ["0", "1"]}).status_code == 303
    with everywhere():
        second = Document.objects.exclude(pk=first.pk).get()
    public = page(visitor.get(f"{AT}1/"))
    assert second.code in public
    assert first.code not in public
    assert (visitor.get(file).status_code, agent.get(file).status_code) == (404, 200)
    with everywhere():
        assert Entry.objects.filter(verb="documents.note_reading").count() == 1
    assert agent.get(path).status_code == 404
    assert agent.get(f"{AT}desk/1/photos/NONE/").status_code == 404
