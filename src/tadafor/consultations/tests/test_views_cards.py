"""The public pages of a consultation on cards: what they say, what they cost, what they refuse and keep."""

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from tadafor.consultations import actions, rules
from tadafor.consultations.models import Contribution
from tadafor.consultations.rules import Kind, Sheet
from tadafor.consultations.tests.factories import (
    AFTER,
    CARDS,
    DURING,
    citizen_actor,
    decide,
    make_cards,
    remark,
)
from tadafor.kernel import clock
from tadafor.kernel.scopes import everywhere, within
from tadafor.people.rules import Channel

pytestmark = pytest.mark.django_db
HOME = "/larache/consultations/openness/"
CARD = f"{HOME}articles/project-68/"
TYPED = {"token": "a-token", "impact": "عدد من حضروا الدورات"}


@pytest.fixture
def scene(larache):
    return make_cards(larache)


@pytest.fixture
def during():
    with clock.stopped_at(DURING):
        yield


def page(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


@pytest.mark.usefixtures("during", "scene")
class TestReading:
    def test_a_visitor_reads_every_page_without_a_cookie(self, scene):
        remark(scene)
        for address in (HOME, CARD, f"{CARD}contributions/", f"{HOME}contributions/1/", f"{HOME}versions/1/"):
            response = Client().get(address)
            assert response.status_code == 200, address
            assert not response.cookies
            assert "public" in response.headers["Cache-Control"], address

    def test_the_cards_stand_by_axis_and_one_axis_may_be_asked(self):
        shown = page(Client(), HOME)
        shelves = shown[shown.index('id="cards"') :]
        places = [shelves.index(words) for words in (">التواصل</h3>", "المشروع 68", ">خدمات ذات جودة</h3>")]
        assert places == sorted(places)
        assert "صيانة المناطق الخضراء" in shown
        one = page(Client(), f"{HOME}?axis=التواصل")
        assert "المشروع 68" in one
        assert "صيانة المناطق الخضراء" not in one
        assert "صيانة المناطق الخضراء" in page(Client(), f"{HOME}?axis=لا+وجود+له")

    def test_the_five_steps_are_those_of_the_source(self):
        shown = page(Client(), HOME)
        for words in (
            "الاطلاع على برنامج عمل الانفتاح",
            "تدوين الملاحظات",
            "تقديم الملاحظات والاقتراحات للمشاركين في الورشة",
            "دراسة وتقييم الملاحظات والاقتراحات من طرف لجنة التتبع",
            "تحسين برنامج عمل الانفتاح والمصادقة عليه",
        ):
            assert words in shown

    def test_a_card_shows_its_five_fields(self):
        shown = page(Client(), CARD)
        for one in rules.Field:
            assert CARDS[0].sheet.said(one) in shown
        assert "120 000 درهم" in shown.replace("\xa0", " ")
        assert "الحصول على المعلومة" in shown

    def test_an_amendment_shows_only_the_fields_it_changes(self, scene):
        changed = Sheet.of({**CARDS[0].sheet.values(), "funding": "شراكة مع الجهة"})
        remark(scene, kind=Kind.AMENDMENT, sheet=changed)
        shown = page(Client(), f"{HOME}contributions/1/")
        assert "<del" in shown
        assert "مصادر التمويل" in shown
        assert CARDS[0].sheet.problem not in shown

    def test_it_speaks_french(self):
        shown = page(Client(), f"/fr{CARD}")
        assert "Sources de financement" in shown
        assert "Projet 68" in shown

    def test_what_is_not_there_is_not_found(self):
        for address in (
            f"{HOME}articles/project-99/",
            f"{CARD}comment/",
            f"{HOME}contribute/remark/",
            f"{HOME}contribute/amendment/",
            f"{HOME}contribute/new_article/",
        ):
            page(Client(), address, 404)

    @pytest.mark.parametrize(
        ("address", "cost"),
        [(HOME, 4), (CARD, 10), (f"{HOME}contributions/", 7), (f"{HOME}versions/1/", 6)],
    )
    def test_a_page_costs_the_same_with_one_row_and_with_three(
        self, scene, larache, address, cost, django_assert_num_queries
    ):
        author = citizen_actor(larache)
        for count in (1, 3):
            while self._count() < count:
                remark(scene, author)
            client = Client()
            with django_assert_num_queries(cost):
                assert client.get(address).status_code == 200

    def _count(self):
        with everywhere():
            return Contribution.objects.count()


@pytest.mark.usefixtures("during", "scene")
class TestRemarking:
    def test_one_box_is_enough(self, client_of, salma):
        response = client_of(salma).post(f"{CARD}remark/", TYPED)
        assert response.status_code == 303
        with everywhere():
            made = Contribution.objects.get()
        assert (made.kind, made.five) == (Kind.REMARK, Sheet(impact=TYPED["impact"]))

    def test_an_empty_card_is_a_form_error_even_for_a_visitor(self):
        response = Client().post(f"{CARD}remark/", {"token": "a-token"})
        assert response.status_code == 400
        assert "املأوا خانة واحدة على الأقل." in response.content.decode()

    def test_a_field_too_long_is_a_form_error_that_keeps_the_words(self):
        response = Client().post(f"{CARD}remark/", {**TYPED, "impact": "ك" * 2_001})
        assert response.status_code == 400
        assert "ك" * 2_001 in response.content.decode()

    def test_a_visitor_signs_in_and_finds_the_words_again(self, client_of, salma):
        client = Client()
        response = client.post(f"{CARD}remark/", TYPED)
        assert response.status_code == 303
        assert "next=" in response.headers["Location"]
        assert client.session[f"typed:{CARD}remark/"]["impact"] == TYPED["impact"]

    def test_a_preview_keeps_nothing(self, client_of, salma):
        shown = client_of(salma).post(f"{CARD}remark/", {**TYPED, "preview": "1"}).content.decode()
        assert "هكذا ستظهر" in shown
        assert shown.count(TYPED["impact"]) >= 2
        with everywhere():
            assert not Contribution.objects.exists()

    def test_an_amendment_begins_from_the_card_and_is_refused_unchanged(self, client_of, salma):
        client = client_of(salma)
        assert CARDS[0].sheet.solution in page(client, f"{CARD}amendment/")
        same = {**CARDS[0].sheet.values(), "token": "a-token"}
        assert client.post(f"{CARD}amendment/", same).status_code == 400
        response = client.post(f"{CARD}amendment/", {**same, "impact": "عدد المشاركات في الدورات"})
        assert response.status_code == 303

    def test_a_new_project_needs_a_title_and_may_name_an_axis(self, client_of, salma):
        client = client_of(salma)
        typed = {**TYPED, "axis": "التواصل"}
        refused = client.post(f"{HOME}contribute/new_project/", typed)
        assert refused.status_code == 400
        assert "اكتبوا عنوانا للمشروع الذي تقترحونه." in refused.content.decode()
        client.post(f"{HOME}contribute/new_project/", {**typed, "title": "مكتبة متنقلة"})
        with everywhere():
            assert Contribution.objects.select_related("axis").get().axis.name == "التواصل"

    def test_what_resembles_is_offered_before_it_is_sent(self, client_of, salma, scene):
        remark(scene, sheet=Sheet(impact="عدد من حضروا الدورات من الأحياء"))
        response = client_of(salma).post(f"{CARD}remark/", TYPED)
        assert response.status_code == 200
        assert "هناك من كتب شيئا قريبا" in response.content.decode()

    def test_words_that_resemble_are_found_while_typing(self, scene):
        remark(scene, sheet=Sheet(impact="عدد من حضروا الدورات من الأحياء"))
        typed = {"impact": "عدد من حضروا الدورات", "passage": "project-68"}
        assert "عدد من حضروا الدورات" in Client().post(f"{HOME}alike/", typed).content.decode()


def test_a_round_in_a_room_greys_the_button_and_says_why(larache):
    in_room = actions.RoundWords(date(2026, 3, 2), date(2026, 3, 22), Channel.WORKSHOP, "القاعة الكبرى")
    make_cards(larache, round_words=in_room)
    with clock.stopped_at(DURING):
        shown = page(Client(), CARD)
        assert "هذه الجولة حضورية" in shown
        assert "القاعة الكبرى" in page(Client(), HOME)
        for address in (
            f"{CARD}remark/",
            f"{CARD}amendment/",
            f"{HOME}contribute/new_project/",
            f"{CARD}speak/",
        ):
            form = page(Client(), address)  # shared as a link, it says why not and where to go
            assert "هذه الجولة حضورية" in form
            assert "أين تشاركون في هذه الجولة؟" in form
            assert "القاعة الكبرى" in form
            assert f"{HOME}sheet.pdf" in form
            assert "<textarea" not in form


def test_an_online_round_shows_no_room(larache):
    make_cards(larache)
    with clock.stopped_at(DURING):
        assert "أين تشاركون" not in page(Client(), f"{CARD}remark/")


def test_between_two_rounds_the_page_says_so_and_shows_decisions(larache):
    """§ consultations-30: what was decided of the first round shows, also while the second is open."""
    scene = make_cards(larache)
    first = remark(scene)
    decide(first)
    with within(larache.pk):
        editor = citizen_actor(larache)
        second = actions.RoundWords(date(2026, 5, 4), date(2026, 5, 12))
        actions.plan_round(consultation=scene, words=second, actor=editor, now=AFTER)
    with clock.stopped_at(AFTER):
        assert "تُفتح الجولة 2 يوم" in page(Client(), HOME)
    with clock.stopped_at(AFTER.replace(month=5, day=6)):
        assert "مقبولة" in page(Client(), f"{HOME}contributions/1/")
        assert "الجولة 1" in page(Client(), f"{HOME}contributions/?round_number=1")
        assert "لا مساهمة تطابق" in page(Client(), f"{HOME}contributions/?round_number=2")


@pytest.mark.usefixtures("during", "scene")
def test_the_sheet_to_write_on_has_the_five_fields_of_a_card():
    made = PdfReader(BytesIO(b"".join(Client().get(f"/fr{HOME}sheet.pdf"))))
    assert len(made.pages) == 1
    text = made.pages[0].extract_text()
    for field in ("Problématique", "Solution", "Sources de financement", "Indicateurs de suivi"):
        assert field in text
    assert "article" not in text
