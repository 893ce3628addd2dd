"""The pages: who sees what, what is typed wrong, how light they are."""

import gzip
import re
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from tadafor.kernel.clock import stopped_at
from tadafor.kernel.scopes import within
from tadafor.people.models import OneTimeCode
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import give, link, make_person
from tadafor.petitions import actions, rules
from tadafor.petitions.models import Petition, Sheet, Signature
from tadafor.petitions.rules import State
from tadafor.petitions.tests.factories import (
    DEPOSITED,
    OPENED,
    SIGNED,
    add_paper,
    enter,
    join_all,
    make_petition,
    sign,
)

pytestmark = pytest.mark.django_db
AT = "/larache/petitions/"
TYPED = {
    "name": "سلمى التجريبية",
    "card_kind": "national",
    "card_number": "la 77",
    "tie": "residence",
    "contact": "salma.signs@example.org",
    "is_adult": "on",
    "consents": "on",
}


@pytest.fixture(autouse=True)
def _day():
    with stopped_at(SIGNED):
        yield


@pytest.fixture
def agent(larache, actor_of):
    return link(make_person("زينب التجريبية"), larache)


@pytest.fixture
def petition(larache, agent, actor_of):
    return make_petition(larache, actor_of(agent))


@pytest.fixture
def director(larache):
    return give(make_person("مديرة المصالح"), larache, RoleKind.DIRECTOR)


def code_in(letter):
    return re.search(r"\b(\d{6})\b", letter.body).group(1)


def hidden(response):
    return re.search(r'name="sealed"[^>]*value="([^"]+)"', response.content.decode()).group(1)


def signs(client, petition, mailoutbox, **changes):
    """Both pages, as a visitor without a session goes through them."""
    page = client.post(f"{AT}{petition.code}/sign/", TYPED | changes)
    assert page.status_code == 200, page.content.decode()
    sealed = hidden(page)
    typed = {"sealed": sealed, "code": code_in(mailoutbox[-1])}
    return client.post(f"{AT}{petition.code}/sign/code/", typed, follow=True)


def test_signing_needs_no_session_and_stores_nothing_before_the_code(larache, petition, mailoutbox):
    """§ petitions-16, § petitions-20"""
    client = Client()
    page = client.post(f"{AT}{petition.code}/sign/", TYPED)
    with within(larache.pk):
        assert not Signature.objects.exists()
    assert "LA77" not in page.content.decode()
    assert not client.cookies
    done = client.post(
        f"{AT}{petition.code}/sign/code/", {"sealed": hidden(page), "code": code_in(mailoutbox[-1])}
    )
    assert (done.status_code, done.url) == (303, f"{AT}{petition.code}/signed/")
    assert "no-store" in done.headers["Cache-Control"]
    for _reloaded in range(2):  # the last page is asked for again without sending anything
        thanks = client.get(done.url)
        assert "وصلنا توقيعكم" in thanks.content.decode()
        assert "public" in thanks.headers["Cache-Control"]
    assert not client.cookies
    with within(larache.pk):
        assert Signature.objects.get().name == "سلمى التجريبية"


def test_the_page_of_who_signed_already_is_the_same(larache, petition, mailoutbox):
    """§ petitions-20"""
    first = signs(Client(), petition, mailoutbox)
    second = signs(Client(), petition, mailoutbox, contact="other@example.org", name="اسم آخر")
    assert first.content == second.content
    with within(larache.pk):
        assert Signature.objects.count() == 1


def test_a_wrong_code_is_tried_again_and_a_page_of_another_petition_is_refused(
    larache, petition, mailoutbox, actor_of, agent
):
    page = Client().post(f"{AT}{petition.code}/sign/", TYPED)
    wrong = {"sealed": hidden(page), "code": "000000" if code_in(mailoutbox[-1]) != "000000" else "111111"}
    again = Client().post(f"{AT}{petition.code}/sign/code/", wrong)
    assert again.status_code == 400
    assert hidden(again)
    other = make_petition(larache)
    stolen = wrong | {"code": code_in(mailoutbox[-1])}
    assert Client().post(f"{AT}{other.code}/sign/code/", stolen).status_code == 400
    assert Client().post(f"{AT}{petition.code}/sign/code/", {"sealed": "x", "code": "1"}).status_code == 400
    assert Client().get(f"{AT}{petition.code}/sign/code/").status_code == 400
    assert OneTimeCode.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"card_number": "12"}, "card_number"),
        ({"card_number": ""}, "card_number"),
        ({"name": "\u200b "}, "name"),
        ({"tie": "moon"}, "tie"),
        ({"contact": "nobody"}, "contact"),
        ({"is_adult": ""}, "is_adult"),
        ({"consents": ""}, "consents"),
    ],
)
def test_bad_input_is_a_form_error_and_keeps_what_was_typed(petition, changes, said):
    page = Client().post(f"/fr{AT}{petition.code}/sign/", TYPED | changes)
    assert page.status_code == 400
    assert page.context["form"].errors.keys() == {said}
    assert "salma.signs@example.org" in page.content.decode() or said == "contact"


def test_taking_back_says_the_same_for_nothing(larache, petition, mailoutbox):
    """§ petitions-19, § petitions-20"""
    signs(Client(), petition, mailoutbox)

    def takes_back(contact, language=""):
        at = f"{language}{AT}{petition.code}/take-back/"
        page = Client().post(at, {"contact": contact})
        typed = {"sealed": hidden(page), "code": code_in(mailoutbox[-1])}
        return Client().post(f"{at}code/", typed, follow=True)

    nothing, something = takes_back("nobody@example.org"), takes_back("salma.signs@example.org")
    assert nothing.content == something.content
    assert nothing.redirect_chain == [(f"{AT}{petition.code}/take-back/done/", 303)]
    french = takes_back("nobody@example.org", "/fr")
    assert french.redirect_chain == [(f"/fr{AT}{petition.code}/take-back/done/", 303)]
    with within(larache.pk):
        assert [row.status for row in Signature.objects.all()] == ["withdrawn"]


def test_after_the_deposit_the_door_is_closed(larache, petition, agent, actor_of):
    with within(larache.pk):
        actions.withdraw(petition=petition, reason="حُل المشكل", actor=actor_of(agent), now=SIGNED)
    assert Client().post(f"{AT}{petition.code}/sign/", TYPED).status_code == 409
    assert "حُل المشكل" in Client().get(f"{AT}{petition.code}/").content.decode()


def test_the_page_that_is_shared_is_small_kept_and_without_cookie(petition):
    """§ petitions-21"""
    page = Client().get(f"{AT}{petition.code}/")
    assert page.headers["Cache-Control"] == "public, max-age=60"
    assert not page.cookies
    assert "Cookie" not in page.headers.get("Vary", "")
    assert len(gzip.compress(page.content)) < 6_000


@pytest.mark.parametrize("page", ["", "law/", "{code}/", "{code}/figures/", "{code}/sign/"])
def test_pages_ask_the_same_number_of_queries_with_one_row_and_with_three(
    larache, petition, page, django_assert_max_num_queries
):
    for _ in range(2):
        with django_assert_max_num_queries(11):
            answer = Client().get(AT + page.format(code=petition.code))
            assert answer.status_code == 200
        make_petition(larache)
        for number in range(3):
            sign(petition, number, shows_name=True)


def test_names_show_only_for_those_who_wished(larache, petition):
    """§ petitions-16"""
    sign(petition, 1, name="اسم ظاهر", shows_name=True)
    sign(petition, 2, name="اسم مستور")
    page = Client().get(f"{AT}{petition.code}/figures/").content.decode()
    assert "اسم ظاهر" in page
    assert "اسم مستور" not in page
    for kind in ("json", "csv"):
        data = Client().get(f"{AT}{petition.code}/figures.{kind}")
        assert data.status_code == 200
        assert "اسم" not in data.content.decode()
    assert Client().get(f"{AT}{petition.code}/figures.exe").status_code == 404
    assert petition.code in Client().get(f"{AT}petitions.csv").content.decode()
    listed = Client().get(f"{AT}petitions.json").json()["petitions"][0]
    assert listed["code"] == petition.code
    assert listed["address"].startswith("http")


def test_a_draft_goes_from_words_to_collecting(larache, agent, client_of):
    """§ petitions-7"""
    client = client_of(agent)
    assert client.get(f"{AT}new/").status_code == 200
    words = "نطلب إدراج نقطة تتعلق بالإنارة في جدول الأعمال."
    typed = {"title": "إنارة حينا", "card_kind": "national", "agent_name": "زينب"}
    made = client.post(f"{AT}new/", typed)
    assert made.status_code == 303
    with within(larache.pk):
        code = Petition.objects.get().code
    assert Client().get(f"{AT}{code}/").status_code == 404
    missing = client.get(f"{AT}{code}/manage/").content.decode()
    assert "الموضوع" in missing
    refused = client.post(f"{AT}{code}/open/")
    assert refused.status_code == 400
    whole = typed | {
        "object": words,
        "reasons": words,
        "aims": words,
        "agent_address": "حي المنار",
        "card_number": "LA1",
        "seen": "2",
    }
    assert client.post(f"{AT}{code}/edit/", whole).status_code == 303
    form = client.get(f"{AT}{code}/conditions/").context["form"]
    asked = [name for name, _ in form.fields["conditions"].choices]
    assert client.post(f"{AT}{code}/conditions/", {"conditions": asked}).status_code == 303
    assert client.post(f"{AT}{code}/open/").status_code == 303
    assert Client().get(f"{AT}{code}/").status_code == 200
    assert client.get(f"{AT}mine/").status_code == 200


def test_bad_words_keep_what_was_typed(agent, client_of):
    page = client_of(agent).post(f"{AT}new/", {"title": "", "object": "كلمات محفوظة", "card_number": "??"})
    assert page.status_code == 400
    assert "كلمات محفوظة" in page.content.decode()


def test_nobody_else_opens_the_pages_of_an_agent(petition, salma, director, client_of):
    """§ petitions-28"""
    names = ["manage", "edit", "conditions", "parties", "documents", "deposit", "sheets", "names.pdf"]
    for person in (salma, director):
        client = client_of(person)
        for name in names:
            path = f"{AT}{petition.code}/{name}" + ("" if name.endswith("pdf") else "/")
            assert client.get(path).status_code == 404, name


def test_inviting_a_helper_and_entering_a_sheet(larache, petition, agent, salma, client_of):
    """§ petitions-22"""
    client, helper = client_of(agent), client_of(salma)
    page = client.post(f"{AT}{petition.code}/parties/", {"part": "helper", "name": "سلمى"}).content.decode()
    secret = re.search(r"/petitions/join/([\w-]+)/", page).group(1)
    assert helper.get(f"{AT}join/{secret}/").status_code == 200
    assert helper.post(f"{AT}join/{secret}/").status_code == 303
    assert helper.get(f"{AT}join/{secret}/").status_code == 404
    assert helper.get(f"{AT}{petition.code}/deposit/").status_code == 404
    assert helper.post(f"{AT}{petition.code}/sheets/", {"count": "2"}).status_code == 303
    assert helper.get(f"{AT}{petition.code}/sheets.pdf").content.startswith(b"%PDF")
    line = {"position": "1", "state": "valid", "name": "موقعة", "card_kind": "national", "tie": "residence"}
    at = f"{AT}{petition.code}/sheets/1/"
    assert helper.post(at, line | {"card_number": "?"}).status_code == 400
    assert helper.post(at, line | {"card_number": "LA5"}).status_code == 303
    assert helper.get(at).status_code == 200
    assert helper.post(f"{at}close/", {"declared": "3"}).status_code == 400
    assert helper.post(f"{at}close/", {"declared": "1"}).status_code == 303
    assert helper.get(f"{AT}{petition.code}/sheets/9/").status_code == 404
    with within(larache.pk):
        assert Sheet.objects.get(number=1).state == "entered"
    assert client.get(f"{AT}{petition.code}/names.pdf").content.startswith(b"%PDF")


@pytest.fixture
def deposited(larache, petition, agent, actor_of):
    with within(larache.pk):
        number = enter(petition, actor_of(agent), [5, 6])
        facts = {"petition": petition, "number": number, "declared": 2, "now": SIGNED}
        actions.close_sheet(actor=actor_of(agent), **facts)
        add_paper(petition, 200)
        join_all(petition, actor_of(agent))
        return actions.deposit(petition=petition, actor=actor_of(agent), now=DEPOSITED)


def test_the_receipt_is_printed_and_verified(deposited):
    """§ petitions-9"""
    for language, waits in (("/fr", "Reçu par"), ("", "")):
        made = Client().get(f"{language}{AT}{deposited.code}/receipt.pdf").content
        told = PdfReader(BytesIO(made)).pages[0].extract_text()
        assert deposited.receipt_code in told
        assert waits in told
    proof = Client().get(f"{AT}receipt/{deposited.receipt_code.lower()}/")
    assert deposited.receipt in proof.content.decode()
    assert Client().get(f"{AT}receipt/0000000000/").status_code == 404


def test_silence_past_the_limit_is_said(larache, deposited):
    """§ petitions-10"""
    with stopped_at(DEPOSITED.replace(month=8)):
        page = Client().get(f"{AT}{deposited.code}/").content.decode()
    assert "انتهى الأجل القانوني دون جواب" in page


def test_a_change_of_law_shows_both(larache, petition, agent, youssef, actor_of, client_of):
    """§ petitions-4"""
    with within(larache.pk):
        law = rules.Law(
            topic=rules.Topic.THRESHOLD,
            council=rules.Council.COMMUNE,
            kind=rules.Kind.CITIZENS,
            value=300,
            valid_from=SIGNED.date(),
            source="قانون جديد",
        )
        actions.record_law(territory=larache, law=law, actor=actor_of(youssef), now=SIGNED)
    page = Client().get(f"{AT}{petition.code}/").content.decode()
    assert "تغيّر القانون" in page
    assert "200 سابقا، 300 الآن" in page
    with within(larache.pk):
        other = {"council": rules.Council.COMMUNE, "source": "مرسوم جديد", "valid_from": OPENED.date()}
        moved = [  # dated in the past, after collecting began
            rules.Law(topic=rules.Topic.CONDITION, subject="spread", value=1, **other),
            rules.Law(topic=rules.Topic.ANNEX, subject="signers_list", value=0, **other),
        ]
        for law in moved:
            actions.record_law(territory=larache, law=law, actor=actor_of(youssef), now=SIGNED)
    told = ("تغيّر القانون", "صار هذا الشرط مطلوبا", "لم تعد هذه الوثيقة مطلوبة", "200 سابقا، 300 الآن")
    director = give(make_person("مديرة المصالح"), larache, RoleKind.DIRECTOR)
    for client, path in ((Client(), ""), (client_of(director), "desk/"), (client_of(agent), "manage/")):
        at = f"{AT}{path}{petition.code}/" if path == "desk/" else f"{AT}{petition.code}/{path}"
        page = client.get(at).content.decode()
        assert [words for words in told if words not in page] == []


def test_lists_are_searched_and_empty_ones_say_what_will_be_there(larache, petition):
    assert "إنارة" in Client().get(f"{AT}?text=إنارة").content.decode()
    assert "لا توجد عريضة بهذه الكلمات" in Client().get(f"{AT}?text=زلزال").content.decode()
    assert Client().get(f"{AT}?shelf=nothing&page=99").status_code == 200
    with within(larache.pk):
        Petition.objects.update(state=State.WITHDRAWN)
    assert Client().get(f"{AT}?shelf=ended").status_code == 200


def test_nothing_of_it_is_in_french_but_what_was_written(petition, deposited):
    for page in ("", f"{deposited.code}/", "law/", f"{petition.code}/figures/"):
        answer = Client().get(f"/fr{AT}{page}")
        assert answer.status_code == 200
        assert "جمع التوقيعات" not in answer.content.decode()
