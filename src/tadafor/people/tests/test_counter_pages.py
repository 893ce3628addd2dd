"""The counter over HTTP: registering, printing once, renewing, looking again, claiming."""

import re
from io import BytesIO

import pytest
from django.core import mail
from django.test import Client
from pypdf import PdfReader
from pytest_django.asserts import assertNumQueries

from tadafor.kernel.clock import now
from tadafor.kernel.scopes import within
from tadafor.people.models import CounterSettings, Link, Person, Registration
from tadafor.people.rules import RoleKind
from tadafor.people.rules.cards import Card, CardKind
from tadafor.people.tests.factories import give, link, make_person
from tadafor.people.tests.test_counter import declared_link

pytestmark = pytest.mark.django_db
DESK = "/larache/people/desk/"
SEEN = {"card_kind": "national", "card_number": "la 4471", "kind": "residence", "evidence": "national_card"}
TYPED = SEEN | {"name": "فاطمة التجريبية", "language": "ar", "consented": "on", "born": "2009-01-01"}


def words_of(answer):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)


def code_on(answer):
    line = next(
        line for line in words_of(answer).splitlines() if line.count("-") == 2 and len(line.strip()) == 14
    )
    return line.strip()


@pytest.fixture
def clerk(client_of, nadia):
    return client_of(nadia)


@pytest.fixture
def registered(clerk, larache):
    answer = clerk.post(f"{DESK}register/", TYPED)
    assert answer.status_code == 303, answer.content.decode()
    return answer.url


class TestRegister:
    def test_the_receipt_is_printed_once(self, clerk, registered, larache):
        """§ identity-receipt"""
        assert "اطبعوا الوصل" in clerk.get(registered).content.decode()
        first = clerk.post(registered)
        assert first["Content-Type"] == "application/pdf"
        assert "no-store" in first["Cache-Control"]
        assert len(code_on(first)) == 14
        again = clerk.post(registered)
        assert "طبع هذا الوصل من قبل" in again.content.decode()
        with within(larache.pk):
            assert Link.objects.get(person__channel="desk").old_enough == [15, 16]

    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ({"card_number": "123"}, "حرف أو حرفان ثم أرقام"),
            ({"consented": ""}, "consented"),
            ({"name": "123"}, "اكتبوا اسما بالحروف"),
            ({"evidence": "work_certificate"}, "هذه الوثيقة لا تثبت هذا النوع"),
            ({"born": "2060-01-01"}, "هذا التاريخ غير ممكن"),
            ({"neighbourhood": "999999"}, "neighbourhood"),
        ],
    )
    def test_what_is_wrong_is_said_and_kept(self, clerk, changed, said):
        page = clerk.post(f"{DESK}register/", TYPED | changed).content.decode()
        assert said in page
        assert "aria-invalid" in page or "error" in page
        assert not Person.objects.filter(channel="desk").exists()

    def test_the_same_card_again(self, clerk, registered):
        page = clerk.post(f"{DESK}register/", TYPED | {"card_number": "LA-04471"}).content.decode()
        assert "هذه البطاقة مؤكدة من قبل" in page
        assert Person.objects.filter(channel="desk").count() == 1

    @pytest.mark.parametrize(("language", "word"), [("ar", "09-08"), ("fr", "Larache")])
    def test_the_consent_slip_names_the_controller_and_the_rights(self, clerk, larache, language, word):
        """§ identity-consent"""
        larache.data_authorisation = "D-GC-12/2026"
        larache.save()
        told = words_of(clerk.get(f"{DESK}consent/?in={language}"))
        assert word in told
        assert "D-GC-12/2026" in told

    def test_a_lost_receipt_is_made_anew_with_the_card(self, clerk, registered):
        first = code_on(clerk.post(registered))
        renew = f"{DESK}receipts/renew/"
        card = {"card_kind": "national", "card_number": "LA9999"}
        assert "لا حساب مؤكد بهذه البطاقة" in clerk.post(renew, card).content.decode()
        assert clerk.post(renew, card | {"card_number": "LA4471"}).url == registered
        assert code_on(clerk.post(registered)) != first


class TestClaim:
    ADDRESS = "/larache/people/claim/"

    def claim(self, code, number="LA4471"):
        client = Client()
        typed = {"code": code, "card_kind": "national", "card_number": number}
        return client, client.post(self.ADDRESS, typed)

    def test_with_the_code_the_card_and_a_new_contact(self, clerk, registered, larache):
        """§ identity-claim"""
        client, answer = self.claim(code_on(clerk.post(registered)).lower())
        assert answer.url == f"{self.ADDRESS}contact/"
        assert client.post(answer.url, {"contact": "fatima@example.org"}).url == "/account/code/"
        code = "".join(sign for sign in mail.outbox[-1].subject if sign.isdigit())
        assert client.post("/account/code/", {"code": code}).url == "/account/"
        with within(larache.pk):
            made = Registration.objects.get()
        assert made.claimed_at is not None
        assert Person.objects.get(pk=made.person_id).email == "fatima@example.org"
        assert "فاطمة التجريبية" in client.get("/account/").content.decode()

    def test_the_code_without_the_card(self, clerk, registered):
        _, answer = self.claim(code_on(clerk.post(registered)), "LA4472")
        assert "لا يجتمعان في أي وصل" in answer.content.decode()

    def test_no_receipt_at_all_says_the_same(self, larache):
        _, answer = self.claim("0000-0000-0000")
        assert "لا يجتمعان في أي وصل" in answer.content.decode()

    def test_the_contact_page_alone_leads_back(self, larache):
        assert Client().get(f"{self.ADDRESS}contact/").url == self.ADDRESS

    def test_a_contact_of_another_account(self, clerk, registered, idris):
        client, answer = self.claim(code_on(clerk.post(registered)))
        client.post(answer.url, {"contact": idris.email})
        code = "".join(sign for sign in mail.outbox[-1].subject if sign.isdigit())
        assert "لهذا العنوان حساب آخر" in client.post("/account/code/", {"code": code}).content.decode()
        assert Person.objects.get(channel="desk").email is None


class TestConfirm:
    def test_the_displaced_person_is_told_by_letter_and_not_on_screen(self, clerk, larache, salma):
        """§ identity-displaces"""
        thief = make_person("غاصب تجريبي", email="thief@example.org")
        declared_link(larache, thief, card=Card(CardKind.NATIONAL, "LA4471"))
        owner = make_person("صاحبة البطاقة", email="owner@example.org")
        answer = clerk.post(f"{DESK}links/confirm/", SEEN | {"person": owner.email})
        assert answer.status_code == 303
        assert "غاصب" not in clerk.get(answer.url).content.decode()
        assert [letter.to for letter in mail.outbox] == [["thief@example.org"]]
        assert "العرائش" in mail.outbox[0].body

    def test_family_waits_and_twice_is_refused(self, clerk, larache):
        """§ identity-family"""
        typed = {"person": make_person("أخ").email, "family": "on", **SEEN}
        answer = clerk.post(f"{DESK}links/confirm/", typed)
        assert "ينتظر تحقق زميل(ة)" in clerk.get(answer.url).content.decode()
        again = typed | {"person": make_person("أخت").email, "card_number": "LA1"}
        assert (
            "سبق لكم أن أكدتم صلة فرد من أسرتكم"
            in clerk.post(f"{DESK}links/confirm/", again).content.decode()
        )


class TestSecond:
    @pytest.fixture
    def waiting(self, clerk, larache):
        with within(larache.pk):
            CounterSettings.objects.create(territory=larache, second_share=100)
        clerk.post(f"{DESK}register/", TYPED)
        with within(larache.pk):
            return Link.objects.select_related("confirmed_by").get(person__channel="desk")

    def test_not_by_the_one_who_confirmed(self, clerk, waiting):
        """§ identity-second"""
        assert "أنتم من أكد هذه الصلة" in clerk.get(f"{DESK}second/").content.decode()
        page = clerk.post(f"{DESK}second/{waiting.pk}/", {"verdict": "yes"}).content.decode()
        assert "أنتم من أكد هذه الصلة" in page

    def test_a_colleague_objects(self, client_of, waiting, larache):
        colleague = client_of(give(make_person("هند"), larache, RoleKind.CLERK))
        assert "تأكيدات تنتظر نظرة" in colleague.get("/larache/desk/").content.decode()
        shown = colleague.get(f"{DESK}second/{waiting.pk}/").content.decode()
        assert f"البطاقة الوطنية للتعريف الإلكترونية · أكدها {waiting.confirmed_by.name}" in shown
        page = colleague.post(f"{DESK}second/{waiting.pk}/", {"verdict": "no"}).content.decode()
        assert "اكتبوا سبب الاعتراض" in page
        answer = colleague.post(f"{DESK}second/{waiting.pk}/", {"verdict": "no", "reason": "ليست هي"})
        assert answer.url == f"{DESK}second/"
        assert colleague.get(f"{DESK}second/{waiting.pk}/").status_code == 404

    @pytest.mark.parametrize("rows", [1, 3])
    def test_the_list_costs_the_same(self, clerk, larache, nadia, rows):
        for _ in range(rows):
            person = link(make_person(), larache)
            with within(larache.pk):
                Link.objects.filter(person=person).update(second="drawn", second_due=now().date())
        with assertNumQueries(5):
            assert clerk.get(f"{DESK}second/").status_code == 200


class TestFigures:
    def test_anyone_sees_numbers_and_no_name(self, clerk, registered, nadia):
        """§ identity-figures"""
        answer = Client().get("/larache/people/figures/")
        page = answer.content.decode()
        assert "public" in answer["Cache-Control"]
        assert nadia.name not in page
        assert "فاطمة" not in page
        assert "<td>1</td>" in page

    def test_empty(self, larache):
        assert "لا أعمال في الشباك بعد" in Client().get("/larache/people/figures/").content.decode()


class TestSettings:
    def test_an_administrator_chooses(self, client_of, youssef, larache):
        client = client_of(youssef)
        assert "second_share" in client.post(f"{DESK}settings/", {"second_share": 0}).content.decode()
        assert client.post(f"{DESK}settings/", {"second_share": 25, "second_days": 2}).status_code == 303
        with within(larache.pk):
            assert CounterSettings.objects.get().second_share == 25


def current_desk(html):
    bar = html.split("desk-bar", 1)[1]
    return re.search(r'<a href="([^"]*)" aria-current="true"', bar)[1]


@pytest.mark.parametrize("page", ["links/", "links/confirm/", "register/", "second/", "lists/", "kiosk/"])
def test_the_pages_of_the_counter_belong_to_the_desk_of_links(clerk, page):
    html = clerk.get(f"{DESK}{page}").content.decode()
    assert current_desk(html) == f"{DESK}links/"


def test_the_pages_of_roles_belong_to_the_desk_of_roles(client_of, youssef):
    client = client_of(youssef)
    for page in ("", "give/", "settings/"):
        assert current_desk(client.get(f"{DESK}{page}").content.decode()) == DESK
    assert f"{DESK}settings/" in client.get(DESK).content.decode()


def test_nobody_is_shown_a_desk_that_is_closed_to_them(client_of, youssef, nadia, amal):
    for person in (youssef, nadia, amal):
        client = client_of(person)
        bar = client.get("/larache/desk/").content.decode().split("desk-bar", 1)[1].split("</nav>", 1)[0]
        for href in re.findall(r'<a href="([^"]*)"', bar):
            assert client.get(href).status_code == 200, (person.name, href)
