"""Legal facts that change: asked and answered, or corrected at the desk."""

import pytest
from django.test import Client

from tadafor.associations import actions, queries, rules
from tadafor.associations.actions import Facts
from tadafor.associations.models import AskedChange, Association, Mandate, Settling
from tadafor.associations.rules import MandateRefusal, Refusal, State
from tadafor.associations.tests.factories import make_association, make_change, refused, told
from tadafor.audit.models import ClearPart
from tadafor.kernel.clock import now
from tadafor.kernel.scopes import within
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import LONG_AGO, give, make_person

pytestmark = pytest.mark.django_db
STAFF = {RoleKind.CLERK}


@pytest.fixture
def one(larache, idris_represents):
    return idris_represents


@pytest.fixture
def idris_represents(larache, idris):
    made = make_association(larache, "جمعية الأمل", "7/2021", activity="دعم الشباب")
    with within(larache.pk):
        Mandate.objects.create(association=made, person=idris, is_representative=True, since=LONG_AGO)
    return made


@pytest.fixture
def clerk(larache):
    return give(make_person("كاتب الشباك"), larache, RoleKind.CLERK)


def typed(**changes):
    facts = {"kind": "association", "name": "جمعية الأمل", "receipt": "final", "receipt_number": "7/2021"}
    return facts | {"presence": "seat", "neighbourhood": ""} | changes


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({}, None),
        ({"is_representative": False}, MandateRefusal.NO_MANDATE),
        ({"stands": State.REQUESTED}, Refusal.NOT_LISTED),
        ({"stands": State.ENDED}, Refusal.NOT_LISTED),
        ({"stands": State.LAPSED}, None),
        ({"changed": ()}, Refusal.NOTHING_CHANGED),
    ],
)
def test_who_asks_for_a_change(facts, refusal):
    """§ associations-change"""
    usual = {"is_representative": True, "stands": State.CONFIRMED, "changed": {"name"}}
    assert rules.refuse_change(**(usual | facts)) is refusal


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({}, None),
        ({"staff": {RoleKind.COMMITTEE}}, Refusal.NOT_ALLOWED),
        ({"mine": True}, Refusal.OWN_REQUEST),
        ({"waits": False}, Refusal.NO_CHANGE_WAITS),
        ({"agreed": True}, Refusal.SAME_PERSON),
        ({"accepts": False}, Refusal.NO_REASON),
        ({"accepts": False, "reason": "ينقص المحضر", "agreed": True}, None),
    ],
)
def test_who_answers_a_change(facts, refusal):
    """§ associations-change"""
    usual = {"staff": STAFF, "mine": False, "waits": True, "accepts": True, "agreed": False, "reason": ""}
    assert rules.refuse_answer(**(usual | facts)) is refusal


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({}, None),
        ({"staff": set()}, Refusal.NOT_ALLOWED),
        ({"mine": True}, Refusal.OWN_REQUEST),
        ({"stands": State.RETURNED}, Refusal.NOT_LISTED),
        ({"is_as_seen": False}, Refusal.CHANGED_MEANWHILE),
        ({"changed": ()}, Refusal.NOTHING_CHANGED),
        ({"reason": " "}, Refusal.NO_REASON),
    ],
)
def test_who_corrects_an_entry(facts, refusal):
    """§ associations-correct"""
    usual = {"staff": STAFF, "mine": False, "stands": State.CONFIRMED, "changed": {"name"}, "reason": "خطأ"}
    assert rules.refuse_correction(**(usual | {"is_as_seen": True} | facts)) is refusal


class TestAsked:
    def ask(self, client, one, **changes):
        return client.post(f"/larache/associations/{one.code}/manage/change/", typed(**changes))

    def answer(self, client, one, then="accept", **typed_in):
        address = f"/larache/associations/desk/{one.pk}/change/"
        with within(one.territory_id):
            waiting = queries.change_waiting(one)
        seen = queries.mark_of(waiting.asked if waiting else {})
        return client.post(address, {"then": then, "seen": seen} | typed_in)

    def test_the_public_page_shows_what_is_confirmed_until_the_answer(self, one, idris, nadia, client_of):
        """§ associations-change"""
        public = f"/larache/associations/{one.code}/"
        own = client_of(idris)
        form = own.get(f"{public}manage/change/").content.decode()
        assert 'value="جمعية الأمل"' in form
        assert 'name="activity"' not in form
        response = self.ask(own, one, name="جمعية الأمل الجديد", members_president="1", women_president="1")
        assert response.url == f"{public}manage/"
        mine = own.get(response.url).content.decode()
        assert "تغيير ينتظر جواب الجماعة" in mine
        assert "جمعية الأمل الجديد" in mine
        assert "جمعية الأمل الجديد" not in Client().get(public).content.decode()
        desk = client_of(nadia)
        listed = desk.get("/larache/associations/desk/?show=changes").content.decode()
        assert "جمعية الأمل" in listed
        page = desk.get(f"/larache/associations/desk/{one.pk}/change/").content.decode()
        assert "<ins><bdi>جمعية الأمل الجديد</bdi></ins>" in page
        assert self.answer(desk, one).status_code == 303
        after = Client().get(public).content.decode()
        assert "جمعية الأمل الجديد" in after
        assert "دعم الشباب" in after
        assert told(idris) == {"change_answered"}
        with within(one.territory_id):
            assert [(seat.capacity, seat.women) for seat in one.seats.all()] == [("president", 1)]

    def test_a_refusal_has_its_reason(self, one, idris, nadia, client_of):
        """§ associations-change"""
        self.ask(client_of(idris), one, founded_on="2019-03-03")
        desk = client_of(nadia)
        without = self.answer(desk, one, "refuse")
        assert "اكتبوا السبب" in without.content.decode()
        assert self.answer(desk, one, "refuse", reason="ينقص القانون الأساسي الجديد").status_code == 303
        mine = client_of(idris).get(f"/larache/associations/{one.code}/manage/").content.decode()
        assert "ينقص القانون الأساسي الجديد" in mine
        one.refresh_from_db()
        assert one.founded_on is None

    def test_asked_again_the_last_one_counts(self, one, idris, nadia, client_of):
        """§ associations-change"""
        own, desk = client_of(idris), client_of(nadia)
        self.ask(own, one, name="الأول")
        with within(one.territory_id):
            seen = queries.mark_of(queries.change_waiting(one).asked)
        self.ask(own, one, name="الثاني")
        page = self.answer(desk, one, seen=seen)
        assert "تغيّر السجل في هذه الأثناء" in page.content.decode()
        assert "الثاني" in page.content.decode()
        self.answer(desk, one)
        one.refresh_from_db()
        assert one.name == "الثاني"
        with within(one.territory_id):
            assert AskedChange.objects.count() == 1

    def test_where_two_confirm_two_accept(self, one, idris, nadia, clerk, client_of):
        """§ associations-change, § associations-two"""
        with within(one.territory_id):
            Settling.objects.create(territory_id=one.territory_id, two_confirm=True)
        self.ask(client_of(idris), one, name="اسم جديد")
        assert self.answer(client_of(nadia), one).status_code == 303
        one.refresh_from_db()
        assert one.name == "جمعية الأمل"
        assert "التأكيد الثاني من شخص غير" in self.answer(client_of(nadia), one).content.decode()
        assert self.answer(client_of(clerk), one).status_code == 303
        one.refresh_from_db()
        assert one.name == "اسم جديد"

    @pytest.mark.parametrize(
        ("changed", "sentence"),
        [
            ({}, "لم تغيروا شيئا"),
            ({"founded_on": "2999-01-01"}, "لا يكون بعد اليوم"),
            ({"receipt_number": ""}, "تسجل بوصلها ورقمه"),
            ({"name": ""}, "هذا الحقل"),
            ({"women_president": "2"}, "عدد النساء لا يتجاوز"),
        ],
    )
    def test_what_is_wrong_is_said_and_kept(self, one, idris, client_of, changed, sentence):
        page = self.ask(client_of(idris), one, name_fr="", **changed)
        assert page.status_code == 200
        if sentence != "هذا الحقل":
            assert sentence in page.content.decode()
        with within(one.territory_id):
            assert not AskedChange.objects.exists()

    def test_a_receipt_taken_meanwhile_is_said_when_it_is_accepted(
        self, one, idris, nadia, larache, client_of
    ):
        """§ associations-change"""
        self.ask(client_of(idris), one, receipt_number="8/2024")
        make_association(larache, "سبقت إليه", "8/2024")
        assert "سبقت إليه" in self.answer(client_of(nadia), one).content.decode()
        with within(larache.pk):
            assert queries.change_waiting(one) is not None

    def test_whoever_acts_for_it_does_not_answer(self, one, idris, larache, client_of, actor_of):
        """§ associations-own"""
        give(idris, larache, RoleKind.CLERK)
        self.ask(client_of(idris), one, name="اسم جديد")
        assert "يدرسها زميل(ة) غيركم" in self.answer(client_of(idris), one).content.decode()

    def test_somebody_else_asks_for_nothing(self, one, salma, idris, larache, client_of, actor_of):
        """§ associations-change"""
        address = f"/larache/associations/{one.code}/manage/change/"
        assert client_of(salma).get(address).status_code == 404
        facts = {"association": one, "facts": Facts(name="سرقة"), "note": "", "papers": {}, "now": now()}
        with within(larache.pk):
            assert refused(actions.ask_change, actor=actor_of(salma), **facts) is MandateRefusal.NO_MANDATE


class TestCorrected:
    def form(self, client, one):
        return client.get(f"/larache/associations/desk/{one.pk}/correct/").context["form"]

    def test_with_a_reason_and_a_row_of_what_it_said(self, one, idris, nadia, larache, client_of):
        """§ associations-correct"""
        desk = client_of(nadia)
        address = f"/larache/associations/desk/{one.pk}/correct/"
        seen = self.form(desk, one)["seen"].value()
        wanted = typed(name="جمعية الأمل بالعرائش", seen=seen, activity="دعم الشباب")
        assert "سبب التصحيح" in desk.post(address, wanted).content.decode()
        assert desk.post(address, wanted | {"reason": "خطأ في الاسم"}).status_code == 303
        one.refresh_from_db()
        assert one.name == "جمعية الأمل بالعرائش"
        with within(larache.pk):
            told_in_log = ClearPart.objects.get(entry__verb="associations.correct")
        assert told_in_log.reason == "خطأ في الاسم"
        assert told_in_log.content == {
            "before": {"name": "جمعية الأمل"},
            "after": {"name": "جمعية الأمل بالعرائش"},
        }
        assert told(idris) == {"corrected"}

    def test_the_second_of_two_is_told_and_keeps_what_they_typed(self, one, nadia, larache, client_of):
        """§ associations-correct"""
        desk = client_of(nadia)
        address = f"/larache/associations/desk/{one.pk}/correct/"
        seen = self.form(desk, one)["seen"].value()
        with within(larache.pk):
            Association.objects.update(activity="غيره زميل")
        mine = typed(name="اسم آخر", seen=seen, reason="خطأ", activity="")
        page = desk.post(address, mine).content.decode()
        assert "تغيّر السجل في هذه الأثناء" in page
        assert 'value="اسم آخر"' in page
        fresh = self.form(desk, one)["seen"].value()
        assert fresh in page
        assert desk.post(address, mine | {"seen": fresh}).status_code == 303

    def test_an_entry_that_is_not_registered_is_not_corrected(self, larache, nadia, client_of, salma):
        """§ associations-correct"""
        waits = make_association(larache, "تنتظر", "1/1", confirmed_at=None, requested_by=salma)
        desk = client_of(nadia)
        seen = self.form(desk, waits)["seen"].value()
        page = desk.post(
            f"/larache/associations/desk/{waits.pk}/correct/",
            typed(name="اسم", receipt_number="1/1", seen=seen, reason="خطأ"),
        )
        assert "غير مسجل بعد" in page.content.decode()

    def test_the_pages_are_not_there_for_others(self, one, salma, idris, client_of):
        with within(one.territory_id):
            make_change(one, idris)
        for person in (salma, idris):
            for path in ("change/", "correct/"):
                address = f"/larache/associations/desk/{one.pk}/{path}"
                assert client_of(person).get(address).status_code == 404
