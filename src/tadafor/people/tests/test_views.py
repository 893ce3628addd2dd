"""Coming in, going out and one's account, over HTTP."""

import json
import re

import pytest
from django.core import mail
from django.test import Client
from pytest_django.asserts import assertNumQueries

from tadafor.people import adapter
from tadafor.people.models import DemonstrationMessage, OneTimeCode, Person
from tadafor.people.tests.factories import link, make_person

pytestmark = pytest.mark.django_db

SIGN_IN, CODE, ACCOUNT = "/account/login/", "/account/code/", "/account/"


class Outbox:
    """The outside world: an operator that keeps what it was given."""

    sent: list[tuple[str, str]] = []

    def sms(self, to, text):
        self.sent.append((to, text))

    def email(self, to, subject, text, html=""):
        self.sent.append((to, text))


class BrokenOperator(Outbox):
    """An operator whose line is down."""

    def sms(self, to, text):
        raise OSError("line down")


@pytest.fixture
def outbox(settings):
    settings.TADAFOR_GATEWAY = f"{__name__}.Outbox"
    Outbox.sent = []
    return Outbox.sent


def code_in(text):
    return re.search(r"\b(\d{6})\b", text).group(1)


def ask(client, contact, after=""):
    return client.post(SIGN_IN, {"contact": contact, "next": after})


def come_in(client, contact, outbox, after=""):
    ask(client, contact, after)
    return client.post(CODE, {"code": code_in(outbox[-1][1]), "next": after})


class TestSignIn:
    def test_the_page_is_public_and_sets_no_cookie(self, client):
        answer = client.get(SIGN_IN)
        assert answer.status_code == 200
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
        assert answer["Cache-Control"] == "private, no-store"
        assert "الدخول أو إنشاء حساب" in answer.content.decode()

    @pytest.mark.parametrize("contact", ["Zineb@Example.org", "06 12 34 56 78"])
    def test_a_newcomer_comes_in_and_says_a_name(self, client, outbox, contact):
        """§ accounts-one."""
        answer = come_in(client, contact, outbox, "/larache/")
        assert answer.url == "/account/name/?next=%2Flarache%2F"
        answer = client.post("/account/name/", {"name": "زينب", "next": "/larache/"})
        assert (answer.status_code, answer.url) == (303, "/larache/")
        person = Person.objects.get()
        assert person.name == "زينب"
        assert (person.email, person.phone) in {("zineb@example.org", None), (None, "+212612345678")}
        assert client.get(ACCOUNT).status_code == 200

    def test_who_comes_back_goes_where_they_were_going(self, client, outbox, salma):
        assert come_in(client, salma.phone, outbox, "/fr/larache/").url == "/fr/larache/"
        assert Person.objects.count() == 1

    def test_the_session_is_a_new_one(self, client, outbox, salma):
        client.session.save()
        client.cookies["sessionid"] = planted = "planted0planted0planted0planted0"
        come_in(client, salma.phone, outbox)
        assert client.cookies["sessionid"].value != planted
        assert client.cookies["sessionid"]["httponly"]
        assert client.cookies["sessionid"]["samesite"] == "Lax"

    def test_the_light_cookie_comes_and_goes(self, client, outbox, salma):
        come_in(client, salma.phone, outbox)
        assert client.cookies["signed_in"].value == "1"
        assert not client.cookies["signed_in"]["httponly"]
        answer = client.post("/account/logout/")
        assert answer["Clear-Site-Data"] == '"storage"'
        assert client.cookies["signed_in"].value == ""
        assert client.get(ACCOUNT).url.startswith(SIGN_IN)

    def test_a_code_of_another_browser_does_not_open(self, client, outbox, salma):
        """§ codes-browser."""
        ask(client, salma.phone)
        thief = Client()
        assert thief.get(CODE).url == SIGN_IN
        answer = thief.post(CODE, {"code": code_in(outbox[-1][1])})
        assert "لا رمز ينتظر في هذا المتصفح" in answer.content.decode()
        assert "sessionid" not in thief.cookies

    def test_wrong_tries_are_said_and_then_it_is_over(self, client, outbox, salma):
        ask(client, salma.phone)
        right = code_in(outbox[-1][1])
        wrong = "000000" if right != "000000" else "111111"
        texts = [client.post(CODE, {"code": wrong}).content.decode() for _ in range(5)]
        assert "المحاولات المتبقية: 4" in texts[0]
        assert "انتهت المحاولات" in texts[4]
        assert "انتهت المحاولات" in client.post(CODE, {"code": right}).content.decode()

    @pytest.mark.parametrize("typed", ["12", "abcdef", "", "1234567", "١٢٣"])
    def test_what_is_not_a_code_costs_no_try(self, client, outbox, salma, typed):
        ask(client, salma.phone)
        assert "field-wrong" in client.post(CODE, {"code": typed}).content.decode()
        assert OneTimeCode.objects.get().tries == 0

    def test_arabic_digits_and_spaces(self, client, outbox, salma):
        ask(client, salma.phone)
        code = code_in(outbox[-1][1]).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
        assert client.post(CODE, {"code": f" {code[:3]} {code[3:]} "}).url == ACCOUNT

    def test_limits_are_said_and_what_was_typed_is_kept(self, client, outbox, salma):
        for _ in range(3):
            ask(client, "0612000001")
        answer = ask(client, "0612000001")
        assert answer.status_code == 200
        assert "أرسلنا إلى هذا العنوان ما يكفي من الرموز" in answer.content.decode()
        assert 'value="0612000001"' in answer.content.decode()
        assert len(outbox) == 3

    @pytest.mark.parametrize(
        "contact", ["", "0522123456", "+33612345678", "nobody@", "a@b", "x" * 300, "\x00", "'; DROP TABLE--"]
    )
    def test_bad_contacts_are_form_errors(self, client, outbox, contact):
        answer = ask(client, contact)
        assert answer.status_code in {200, 400}
        assert not outbox
        assert not OneTimeCode.objects.exists()

    def test_without_an_operator_email_is_offered_instead(self, client, settings):
        settings.TADAFOR_GATEWAY = "tadafor.people.adapter.ConsoleGateway"  # not in a demonstration
        assert "استعملوا بريدا إلكترونيا" in ask(client, "0612345678").content.decode()
        assert not OneTimeCode.objects.exists()
        assert ask(client, "a@example.org").url == CODE

    def test_an_operator_that_fails_is_a_sentence(self, client, settings):
        settings.TADAFOR_GATEWAY = f"{__name__}.BrokenOperator"
        for _ in range(5):  # what was not sent does not count
            answer = ask(client, "0612345678")
        assert (answer.status_code, answer.cookies) == (200, {})
        assert "تعذر إرسال الرمز" in answer.content.decode()


class TestNobodyLearnsWhoHasAnAccount:
    """§ codes-same."""

    @pytest.mark.parametrize(("known", "unknown"), [("0612000001", "0612000099")])
    def test_by_phone(self, outbox, salma, known, unknown):
        ask(Client(), "0612000098", "/larache/")  # the first of the day opens its count
        outbox.clear()
        self.compare(known, unknown)
        assert [to for to, _ in outbox] == ["+212612000001", "+212612000099"]

    def test_by_email(self, outbox, idris):
        self.compare("idris@example.org", "other@example.org")

    def test_a_closed_account_too(self, outbox, idris, client_of):
        client_of(idris).post("/account/close/", {"sure": "on"})
        self.compare("idris@example.org", "other@example.org")

    def compare(self, known, unknown):
        answers = []
        for contact in (known, unknown):
            client = Client()
            with assertNumQueries(6 if "@" in contact else 9):
                asked = ask(client, contact, "/larache/")
            page = client.get(CODE).content.decode()
            wrong = client.post(CODE, {"code": "999999"}).content.decode()
            for typed in (contact, f"+212{contact[1:]}"):
                page, wrong = page.replace(typed, ""), wrong.replace(typed, "")
            answers.append((asked.status_code, asked.url, sorted(asked.cookies), page, wrong))
        assert answers[0] == answers[1]


class TestNext:
    @pytest.mark.parametrize(
        "after",
        [
            "https://evil.example/",
            "//evil.example/",
            "/\\evil.example/",
            "\\\\evil.example",
            "javascript:alert(1)",
            "http:evil.example",
            "evil.example",
            "/\t/evil.example",
            "https://testserver/",
        ],
    )
    def test_only_paths_of_this_site(self, client, outbox, salma, after):
        assert come_in(client, salma.phone, outbox, after).url == ACCOUNT
        for path in (SIGN_IN, "/account/second-factor/"):
            answer = client.get(path, {"next": after})
            assert not answer.has_header("Location") or answer.url == ACCOUNT
        assert client.post("/account/logout/", {"next": after}).url == "/"
        assert client.post("/fr/account/logout/").url == "/fr/"

    def test_a_hundred_kilobytes_of_next(self, client):
        assert client.get(SIGN_IN, {"next": "/" + "a" * 5000}).status_code == 200


class TestAccount:
    def test_strangers_are_asked_in_first(self, client):
        for page in ("", "name/", "correct/", "facts/", "contact/", "data/", "close/", "second-factor/"):
            answer = client.get(f"{ACCOUNT}{page}")
            assert answer.url.startswith(SIGN_IN), page

    @pytest.mark.parametrize("rows", [1, 3])
    def test_the_page_costs_the_same_with_more(self, client_of, salma, larache, beni_mellal, rows):
        person = make_person(phone="+212612000055")
        for place in (larache, beni_mellal)[: rows - 1] or (larache,):
            link(person, place)
        client = client_of(person)
        with assertNumQueries(7):
            assert client.get(ACCOUNT).status_code == 200

    def test_nobody_else_s_cache_keeps_it(self, client_of, salma):
        client = client_of(salma)
        for page in ("", "data/", "correct/", "corner/"):
            assert client.get(f"{ACCOUNT}{page}")["Cache-Control"] == "private, no-store"

    def test_correcting(self, client_of, salma):
        client = client_of(salma)
        answer = client.post("/account/correct/", {"name": "ⵙⴰⵍⵎⴰ Salma سلمى", "language": "fr"})
        assert answer.url == ACCOUNT
        salma.refresh_from_db()
        assert (salma.name, salma.language) == ("ⵙⴰⵍⵎⴰ Salma سلمى", "fr")
        assert "حفظنا التغيير" in client.get(ACCOUNT).content.decode()

    @pytest.mark.parametrize("name", ["", "   ", "123", "=1+1", "@x", "http://spam.example", "\u202e\u200b"])
    def test_names_that_are_none(self, client_of, salma, name):
        answer = client_of(salma).post("/account/correct/", {"name": name, "language": "fr"})
        assert answer.status_code == 200
        salma.refresh_from_db()
        assert salma.name == "سلمى التجريبية"

    def test_a_name_is_never_code(self, client_of, salma):
        client = client_of(salma)
        client.post("/account/correct/", {"name": "<script>alert(1)</script>", "language": "ar"})
        for page in (ACCOUNT, "/account/corner/"):
            assert "<script>alert" not in client.get(page).content.decode()

    def test_facts(self, client_of, salma):
        client = client_of(salma)
        said = {"sex": "woman", "age_band": "25_34", "disability": "", "mother_tongue": "darija"}
        assert client.post("/account/facts/", said).url == ACCOUNT
        assert 'value="25_34" selected' in client.get("/account/facts/").content.decode()
        assert client.post("/account/facts/", said | {"sex": "other"}).status_code == 200

    def test_a_second_contact_is_proved_by_a_code(self, client_of, salma, outbox):
        client = client_of(salma)
        assert client.post("/account/contact/", {"contact": "salma@example.org"}).url == CODE
        assert Person.objects.get(pk=salma.pk).email is None
        assert client.post(CODE, {"code": code_in(outbox[-1][1])}).url == ACCOUNT
        assert Person.objects.get(pk=salma.pk).email == "salma@example.org"
        assert client.post("/account/contact/phone/remove/").url == ACCOUNT
        assert Person.objects.get(pk=salma.pk).phone is None
        client.post("/account/contact/email/remove/")
        assert "آخر وسيلة اتصال" in client.get(ACCOUNT).content.decode()
        assert client.post("/account/contact/other/remove/").status_code == 404

    def test_a_contact_of_somebody_else(self, client_of, salma, idris, outbox):
        client = client_of(salma)
        client.post("/account/contact/", {"contact": idris.email})
        answer = client.post(CODE, {"code": code_in(outbox[-1][1])})
        assert "لهذا العنوان حساب آخر" in answer.content.decode()
        assert Person.objects.get(pk=salma.pk).email is None

    def test_a_code_for_another_account_adds_nothing_to_mine(self, client_of, salma, idris, outbox):
        hers = client_of(salma)
        hers.post("/account/contact/", {"contact": "new@example.org"})
        his = client_of(idris)
        his.cookies["code"] = hers.cookies["code"].value
        his.post(CODE, {"code": code_in(outbox[-1][1])})
        assert Person.objects.get(pk=idris.pk).email == "idris@example.org"
        assert not Person.objects.filter(email="new@example.org").exists()

    def test_taking_one_s_data_away(self, client_of, salma):
        """§ accounts-data."""
        answer = client_of(salma).get("/account/data/")
        assert answer["Content-Disposition"].startswith('attachment; filename="tadafor-')
        held = json.loads(answer.content)
        assert held["account"]["name"] == "سلمى التجريبية"
        assert "سلمى" in answer.content.decode()

    def test_closing(self, client_of, idris):
        """§ accounts-close."""
        elsewhere, client = client_of(idris), client_of(idris)
        assert client.post("/account/close/", {}).status_code == 200
        assert Person.objects.get(pk=idris.pk).is_active
        answer = client.post("/account/close/", {"sure": "on"})
        assert answer["Clear-Site-Data"] == '"storage"'
        assert client.get(answer.url).status_code == 200
        assert client.get(ACCOUNT).url.startswith(SIGN_IN)
        assert elsewhere.get(ACCOUNT).url.startswith(SIGN_IN)

    def test_staff_are_told_why_not(self, client_of, nadia):
        answer = client_of(nadia).post("/account/close/", {"sure": "on"})
        assert "اطلبوا من مدبر(ة) المنصة سحبها" in answer.content.decode()


class TestOutbox:
    def test_it_is_not_there_outside_a_demonstration(self, client, settings):
        assert not settings.TADAFOR_DEMONSTRATION
        assert client.get("/account/outbox/").status_code == 404

    def test_a_newcomer_reads_their_code_there(self, client, settings, capsys):
        settings.TADAFOR_DEMONSTRATION = True
        ask(client, "0612345678")
        page = client.get("/account/outbox/").content.decode()
        code = code_in(DemonstrationMessage.objects.get().text)
        assert code in page
        assert code in capsys.readouterr().out
        assert client.post(CODE, {"code": code}).url.startswith("/account/name/")

    def test_a_real_installation_keeps_and_prints_nothing(self, client, outbox, capsys, caplog):
        ask(client, "0612345678")
        ask(Client(), "a@example.org")
        said = capsys.readouterr()
        assert not DemonstrationMessage.objects.exists()
        for _, text in outbox:
            assert code_in(text) not in said.out + said.err + caplog.text

    def test_only_the_last_fifty_stay(self, settings):
        settings.TADAFOR_DEMONSTRATION = True
        for number in range(55):
            adapter.gateway().email(f"p{number}@example.org", "s", "t")
        assert DemonstrationMessage.objects.count() == 50
        assert len(mail.outbox) == 55


class TestBudget:
    def test_the_territory_of_next_pays_and_its_administrators_are_warned(
        self, client, outbox, larache, youssef
    ):
        """§ codes-budget."""
        larache.sms_daily_budget = 2
        larache.save()
        for number in (1, 2):
            ask(client, f"061234567{number}", "/fr/larache/consultations/")
        assert [to for to, _ in outbox if "@" in to] == [youssef.email]
        assert "نفد رصيد الرسائل" in ask(client, "0612345673", "/larache/").content.decode()
        assert ask(client, "a@example.org", "/larache/").url.startswith(CODE)

    def test_the_switch(self, client, outbox, larache):
        larache.sms_allowed = False
        larache.save()
        assert "الرسائل القصيرة متوقفة" in ask(client, "0612345673", "/larache/").content.decode()
        assert ask(client, "0612345673").url == CODE


def test_a_message_by_phone_names_the_site_for_the_phone(client, outbox):
    ask(client, "0612345678")
    text = outbox[-1][1]
    assert text.endswith(f"\n\n@testserver #{code_in(text)}")


def test_a_letter_is_laid_out_in_the_direction_of_its_language(client, settings):
    settings.TADAFOR_DEMONSTRATION = True
    client.post(SIGN_IN, {"contact": "a@example.org"})
    client.post("/fr/account/login/", {"contact": "b@example.org"})
    arabic, french = (letter.alternatives[0].content for letter in mail.outbox)
    assert '<html lang="ar-MA" dir="rtl">' in arabic
    assert '<body class="paper" dir="rtl"' in arabic
    assert '<body class="paper" dir="ltr"' in french
    for letter in mail.outbox:
        assert code_in(letter.body) in letter.alternatives[0].content
        assert "\n" not in letter.subject


def test_codes_come_in_the_language_of_the_page(client, outbox):
    client.post("/fr/account/login/", {"contact": "a@example.org"})
    assert "code" in outbox[-1][1].lower()
    client.post(SIGN_IN, {"contact": "b@example.org"})
    assert "رمز الدخول" in outbox[-1][1]
