"""The public pages: what they say, what they cost, who may keep them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tadafor.consultations import actions, queries, rules
from tadafor.consultations.models import Contribution, Support
from tadafor.consultations.tests.factories import (
    AFTER,
    BEFORE,
    DURING,
    citizen_actor,
    contribute,
    decide,
    make_consultation,
)
from tadafor.kernel import clock
from tadafor.kernel.scopes import everywhere, within
from tadafor.moderation import actions as moderation
from tadafor.moderation.rules import Reason

pytestmark = pytest.mark.django_db
HOME = "/larache/consultations/charter/"
ARTICLE = f"{HOME}articles/reply-delays/"


@pytest.fixture
def consultation(larache):
    return make_consultation(larache)


@pytest.fixture
def during():
    with clock.stopped_at(DURING):
        yield


def page(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


@pytest.mark.usefixtures("during")
class TestReading:
    def test_a_visitor_reads_every_page_without_a_cookie(self, consultation):
        contribute(consultation)
        client = Client()
        for address in (
            "/larache/consultations/",
            HOME,
            ARTICLE,
            f"{ARTICLE}contributions/",
            f"{HOME}contributions/",
            f"{HOME}contributions/1/",
            f"{HOME}versions/1/",
            f"{HOME}versions/1/1/",
        ):
            response = client.get(address)
            assert response.status_code == 200, address
            assert response.headers["Cache-Control"] == "public, max-age=60"
            assert "Cookie" not in response.headers.get("Vary", "")
            assert not response.cookies

    def test_no_page_is_kept_past_the_next_deadline(self, consultation):
        with clock.stopped_at(DURING.replace(day=22, hour=22, minute=59, second=40)):
            assert Client().get(HOME).headers["Cache-Control"] == "public, max-age=20"

    def test_the_page_says_where_it_stands_and_what_can_be_done(self, consultation):
        text = page(Client(), ARTICLE)
        assert "تجيب الجماعة داخل أجل ثلاثين (30) يوما" in text
        assert "اقترحوا تعديلا" in text
        assert "22 مارس 2026" in text

    def test_in_french_too(self, consultation):
        text = page(Client(), f"/fr{ARTICLE}")
        assert 'dir="ltr"' in text
        assert "22 mars 2026" in text

    def test_what_is_being_prepared_is_not_there(self, larache):
        make_consultation(larache, announced=False)
        page(Client(), HOME, status=404)

    def test_what_is_hidden_leaves_its_place_without_its_words(self, consultation):
        made = contribute(consultation, body="كلمات لا يجوز نشرها هنا.")
        with everywhere():
            type(made.trace).objects.filter(pk=made.trace_id).update(visibility="hidden")
        text = page(Client(), f"{HOME}contributions/1/")
        assert "كلمات لا يجوز" not in text
        assert "قواعد الإشراف" in text
        assert "حُجبت" not in page(Client(), f"{HOME}contributions/")

    def test_a_held_one_is_seen_by_its_author_and_by_staff_only(
        self, larache, salma, nadia, client_of, actor_of
    ):
        held = make_consultation(larache, slug="held", moderation=rules.Moderation.BEFORE)
        contribute(held, actor_of(salma))
        address = "/larache/consultations/held/contributions/1/"
        page(Client(), address, status=404)
        assert "ستظهر للجميع بعد قراءتها" in page(client_of(salma), address)
        page(client_of(nadia), address)

    def test_a_hostile_text_is_shown_as_text(self, consultation):
        contribute(consultation, body='<script>alert(1)</script> "><img src=x onerror=alert(1)>')
        text = page(Client(), f"{HOME}contributions/1/")
        assert "<script>alert" not in text
        assert "<img src=x" not in text

    def test_words_that_search_for_sql_find_nothing_and_break_nothing(self, consultation):
        contribute(consultation)
        assert "لا مساهمة تطابق" in page(
            Client(), f"{HOME}contributions/?text=';DROP TABLE--%25&kind=x&page=-7"
        )
        assert "أجل الشهر طويل" in page(Client(), f"{HOME}contributions/?text=الاجل")

    def test_decisions_show_after_the_close_and_never_before(self, consultation):
        decide(contribute(consultation), reason="أُخذ به كما ورد في المقترح.")
        assert "أُخذ به كما ورد" not in page(Client(), f"{HOME}contributions/1/")
        with clock.stopped_at(AFTER):
            assert "أُخذ به كما ورد" in page(Client(), f"{HOME}contributions/1/")

    def test_before_it_opens_the_button_says_why_not(self, consultation):
        with clock.stopped_at(BEFORE):
            text = page(Client(), HOME)
        assert "يفتح باب المساهمة يوم" in text

    @pytest.mark.parametrize(
        ("address", "queries"),
        [
            ("/larache/consultations/", 4),
            (HOME, 4),
            (ARTICLE, 8),
            (f"{ARTICLE}contributions/", 6),
            (f"{HOME}contributions/", 5),
        ],
    )
    @pytest.mark.parametrize("rows", [1, 3])
    def test_a_page_costs_the_same_with_one_and_with_three(
        self, consultation, django_assert_num_queries, address, queries, rows
    ):
        for _ in range(rows):
            contribute(consultation, kind=rules.Kind.AMENDMENT, body="", proposed="نص آخر لهذه المادة")
        Client().get(address)
        with django_assert_num_queries(queries):
            page(Client(), address)


@pytest.mark.usefixtures("during")
class TestContributing:
    def form(self, client, address):
        response = client.get(address)
        return {"token": response.context["form"]["token"].value(), "seen_alike": "1"}

    def test_a_comment_is_sent_and_seen(self, consultation, salma, client_of):
        client = client_of(salma)
        address = f"{ARTICLE}comment/"
        typed = self.form(client, address) | {"body": "أقترح أجلا أقصر للحالات المستعجلة."}
        response = client.post(address, typed)
        assert (response.status_code, response.url) == (303, f"{HOME}contributions/1/")
        assert "أقترح أجلا أقصر" in page(client, response.url)

    def test_a_double_click_makes_one(self, consultation, salma, client_of):
        client = client_of(salma)
        address = f"{ARTICLE}comment/"
        typed = self.form(client, address) | {"body": "أقترح أجلا أقصر للحالات المستعجلة."}
        assert {client.post(address, typed).url for _ in range(2)} == {f"{HOME}contributions/1/"}
        with everywhere():
            assert Contribution.objects.count() == 1

    def test_an_amendment_starts_from_the_words_and_shows_as_a_redline(self, consultation, salma, client_of):
        client = client_of(salma)
        address = f"{ARTICLE}amendment/"
        assert "ثلاثين (30) يوما" in page(client, address)
        typed = self.form(client, address) | {
            "proposed": "تجيب الجماعة داخل أجل خمسة عشر (15) يوما، وتعلل كل رفض كتابة."
        }
        text = page(client, client.post(address, typed).url)
        assert "<del>" in text
        assert "<ins>" in text

    def test_what_was_typed_waits_behind_the_sign_in(self, consultation, salma, client_of):
        address = f"{ARTICLE}comment/"
        client = Client()
        typed = self.form(client, address) | {"body": "ما كتبته قبل تسجيل الدخول."}
        response = client.post(address, typed)
        assert response.status_code == 303
        assert response.url.startswith("/account/")
        client.force_login(salma)
        assert "ما كتبته قبل تسجيل الدخول." in page(client, address)

    @pytest.mark.parametrize(
        ("kind", "typed", "says"),
        [
            ("comment", {"body": ""}, "عشرة أحرف"),
            ("comment", {"body": "\u202e\u200b\u200f"}, "عشرة أحرف"),
            ("comment", {"body": "ك" * 5001}, "5000"),
            ("amendment", {"proposed": ""}, "عشرة أحرف"),
            (
                "amendment",
                {"proposed": "  تجيب الجماعة داخل أجل ثلاثين (30) يوما، وتعلل كل رفض كتابة. "},
                "لم تغيّروا",
            ),
        ],
    )
    def test_a_refusal_says_why_and_keeps_what_was_typed(
        self, consultation, salma, client_of, kind, typed, says
    ):
        client = client_of(salma)
        address = f"{ARTICLE}{kind}/"
        response = client.post(address, self.form(client, address) | typed)
        assert response.status_code in {400, 409}
        text = response.content.decode().replace("\xa0", "")
        assert says in text
        kept = next(iter(typed.values())).strip()
        assert kept[:40].strip("\u202e\u200b\u200f") in text

    def test_mixed_scripts_and_hidden_signs_are_stored_as_they_read(self, consultation, salma, client_of):
        client = client_of(salma)
        address = f"{ARTICLE}comment/"
        body = "le délai \u202eطويل\u202c جدا ⴰⵣⵓⵍ\u200b 👩‍🌾"
        client.post(address, self.form(client, address) | {"body": body})
        with everywhere():
            stored = Contribution.objects.get().body
        assert "\u202e" not in stored
        assert "le délai طويل جدا ⴰⵣⵓⵍ" in stored

    def test_at_the_second_of_the_close_the_answer_is_clear_and_the_words_stay(
        self, consultation, salma, client_of
    ):
        client = client_of(salma)
        address = f"{ARTICLE}comment/"
        typed = self.form(client, address) | {"body": "وصلت بعد الإغلاق بثانية."}
        with clock.stopped_at(DURING.replace(day=22, hour=23, minute=0, second=0)):
            response = client.post(address, typed)
        text = response.content.decode()
        assert response.status_code == 409
        assert "اختُتم باب المساهمة" in text
        assert "وصلت بعد الإغلاق بثانية." in text

    def test_who_writes_the_same_is_offered_to_support_instead(self, consultation, salma, client_of):
        contribute(consultation)
        client = client_of(salma)
        address = f"{ARTICLE}comment/"
        typed = self.form(client, address) | {
            "body": "أجل الشهر طويل حين يتعلق الأمر بقناة مكسورة!",
            "seen_alike": "",
        }
        response = client.post(address, typed)
        text = response.content.decode()
        assert "هناك من كتب شيئا قريبا" in text
        assert "أرسلوا مساهمتي مع ذلك" in text
        again = client.post(address, typed | {"seen_alike": "1"})
        assert again.url == f"{HOME}contributions/2/"

    def test_who_writes_a_phone_number_is_warned_once_before_it_is_public(
        self, consultation, salma, client_of
    ):
        client = client_of(salma)
        address = f"{ARTICLE}comment/"
        typed = self.form(client, address) | {"body": "اتصلوا بي على 0612345678 لأشرح لكم."}
        text = client.post(address, typed).content.decode()
        assert "نصكم سيُنشر للعموم" in text
        assert "رقم هاتف" in text
        assert client.post(address, typed | {"seen_private": "1"}).status_code == 303

    def test_the_stepper_stands_on_every_page(self, consultation, salma, client_of):
        contribute(consultation)
        client = client_of(salma)
        one = f"{HOME}contributions/1/"
        pages = (
            "",
            "report/",
            "contributions/",
            "versions/1/",
            "versions/1/1/",
            "follow/",
            "contribute/comment/",
        )
        for address in (ARTICLE, f"{ARTICLE}amendment/", one, f"{one}support/", f"{one}reply/"):
            assert 'class="step step-now"' in page(client, address), address
        for address in pages:
            assert 'class="step step-now"' in page(client, HOME + address), address

    def test_the_near_ones_come_while_writing(self, consultation):
        contribute(consultation)
        response = Client().post(f"{HOME}alike/", {"body": "أجل الشهر طويل", "passage": "reply-delays"})
        assert f"{HOME}contributions/1/" in response.content.decode()
        assert response.headers["Cache-Control"] == "private, no-store"

    @pytest.mark.parametrize(
        "address", [f"{ARTICLE}nothing/", f"{HOME}contribute/amendment/", f"{HOME}articles/gone/comment/"]
    )
    def test_an_address_that_means_nothing_is_not_there(self, consultation, address):
        page(Client(), address, status=404)


@pytest.mark.usefixtures("during")
class TestActing:
    def test_support_and_its_end(self, consultation, larache, salma, client_of):
        contribute(consultation, citizen_actor(larache))
        client = client_of(salma)
        address = f"{HOME}contributions/1/support/"
        assert client.post(address).status_code == 303
        with everywhere():
            assert Support.objects.count() == 1
        assert "تؤيدون هذه المساهمة" in page(client, f"{HOME}contributions/1/")
        client.post(address, {"stop": "1"})
        with everywhere():
            assert Support.objects.count() == 0

    def test_ones_own_is_not_supported(self, consultation, salma, client_of, actor_of):
        contribute(consultation, actor_of(salma))
        response = client_of(salma).post(f"{HOME}contributions/1/support/")
        assert response.status_code == 409
        assert "هذه مساهمتكم" in response.content.decode()

    def test_a_visitor_is_sent_to_sign_in_and_comes_back(self, consultation):
        contribute(consultation)
        response = Client().post(f"{HOME}contributions/1/support/")
        assert response.status_code == 303
        assert "next=%2Flarache%2Fconsultations%2Fcharter%2Fcontributions%2F1%2Fsupport%2F" in response.url

    def test_a_reply_is_seen_with_who_says_it(self, consultation, nadia, client_of):
        contribute(consultation)
        client = client_of(nadia)
        address = f"{HOME}contributions/1/reply/"
        token = client.get(address).context["form"]["token"].value()
        for _ in range(2):
            client.post(address, {"body": "نشكركم، سندرس المقترح.", "token": token})
        text = page(client, f"{HOME}contributions/1/")
        assert text.count("نشكركم، سندرس المقترح.") == 1
        assert "/replies/1/report/" not in text  # nobody reports their own words
        assert "/replies/1/report/" in page(Client(), f"{HOME}contributions/1/")

    def test_one_takes_back_only_ones_own(self, consultation, salma, karim, client_of, actor_of):
        contribute(consultation, actor_of(salma))
        address = f"{HOME}contributions/1/withdraw/"
        assert client_of(karim).post(address).status_code == 404
        assert client_of(salma).post(address).status_code == 303
        assert "سحبها من كتبها" in page(Client(), f"{HOME}contributions/1/")

    def test_to_follow_is_to_be_told(self, consultation, larache, salma, client_of):
        client = client_of(salma)
        assert client.post(f"{HOME}follow/").status_code == 303
        with within(larache.pk):
            actions.tell_opening(consultation=consultation, now=DURING)
        assert "تتابعون هذا التشاور" in page(client, HOME)


@pytest.mark.usefixtures("during")
class TestFurniture:
    """What the rooms below bring: documents, reports, tombstones, what is held on a person."""

    def test_a_document_is_attached_at_the_desk_and_read_by_all(self, consultation, nadia, client_of):
        desk = client_of(nadia)
        paper = SimpleUploadedFile("announcement.txt", "إعلان عن انطلاق التشاور".encode())
        address = "/larache/consultations/desk/charter/documents/"
        assert desk.post(address, {"title": "إعلان التشاور", "file": paper}).status_code == 303
        assert "إعلان التشاور" in page(Client(), HOME)

    def test_a_file_that_lies_about_its_kind_is_refused_with_a_sentence(self, consultation, nadia, client_of):
        lying = SimpleUploadedFile("photo.jpg", b"MZ\x90\x00 this is a program")
        response = client_of(nadia).post(
            "/larache/consultations/desk/charter/documents/", {"title": "صورة", "file": lying}
        )
        assert response.status_code == 400
        assert "صورة" in response.content.decode()

    def test_a_contribution_can_be_reported_and_its_stone_says_why(
        self, larache, consultation, salma, nadia, client_of, actor_of
    ):
        made = contribute(consultation, body="كلمات مسيئة لا مكان لها هنا.")
        address = f"{HOME}contributions/1/"
        assert "بلّغوا" in page(client_of(salma), address)
        with within(larache.pk):
            moderation.hide(
                item=made.trace,
                actor=actor_of(nadia),
                reason=Reason.INSULT,
                words="كلام مسيء لأشخاص",
                now=DURING,
            )
        text = page(Client(), address)
        assert "كلمات مسيئة" not in text
        assert "قواعد الإشراف" in text

    def test_what_is_read_first_waits_for_a_moderator(self, larache, salma, nadia, client_of, actor_of):
        held = make_consultation(larache, slug="held", moderation=rules.Moderation.BEFORE)
        made = contribute(held, actor_of(salma))
        with within(larache.pk):
            moderation.release(item=made.trace, actor=actor_of(nadia), now=DURING)
        assert "أجل الشهر طويل" in page(Client(), "/larache/consultations/held/contributions/1/")

    def test_a_person_downloads_what_is_held_on_them(self, consultation, salma, actor_of):
        contribute(consultation, actor_of(salma), body="ما كتبته أنا في هذا التشاور.")
        held = queries.held_data(salma.pk)
        assert [row["body"] for row in held["contributions"]] == ["ما كتبته أنا في هذا التشاور."]
