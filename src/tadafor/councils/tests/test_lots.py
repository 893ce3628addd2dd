"""The pages of a draw by lot: what everybody reads, what a volunteer does, what staff do, what is refused."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.translation import override

from tadafor.councils import queries, rules, tasks
from tadafor.councils.context import chance_bars
from tadafor.councils.models import Draw, Member, Volunteer
from tadafor.councils.queries import Published
from tadafor.councils.rules.lot import Quota
from tadafor.councils.tests.factories import make_body, staff_actor
from tadafor.councils.tests.test_actions_drawn import drawn
from tadafor.councils.tests.test_actions_lot import (
    DRAWING,
    DRAWN,
    FROZEN,
    OPENED,
    QUOTAS,
    SITS,
    again,
    do,
    make_draw,
    prepared,
)
from tadafor.kernel import clock
from tadafor.kernel.scopes import within
from tadafor.people.models import Link, Person
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import give
from tadafor.territories.models import Neighbourhood

pytestmark = pytest.mark.django_db
BODY = "/larache/councils/bodies/citizens/"
HERE = f"{BODY}lots/1/"
DESK = "/larache/councils/desk/bodies/citizens/lots/1/"
TYPED = {"sex": "woman", "age": rules.BANDS[0], "consents": "on"}


def text_of(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


@pytest.fixture
def staff(larache, nadia, client_of):
    return client_of(nadia)


def test_somebody_volunteers_and_leaves(larache, salma, client_of):
    """§ councils-22, § councils-24"""
    draw, client = make_draw(larache), client_of(salma)
    with clock.stopped_at(OPENED):
        assert "أتطوع" in text_of(Client(), HERE)
        refused = client.post(f"{HERE}volunteer/", TYPED | {"consents": ""})
        assert refused.status_code == 400
        assert "موافقتكم" in refused.content.decode()
        assert client.post(f"{HERE}volunteer/", TYPED).status_code == 303
        assert "أنتم في لائحة المتطوعات والمتطوعين" in text_of(client, HERE)
        again_ = client.post(f"{HERE}volunteer/", TYPED)
        assert "أنتم في لائحة المتطوعات والمتطوعين" in again_.content.decode()
        with within(larache.pk):
            assert Volunteer.objects.filter(draw=draw, person=salma).count() == 1
        assert client.post(f"{HERE}withdraw/").status_code == 303
        refused = client.post(f"{HERE}withdraw/")
        assert refused.status_code == 400
        assert "لستم مسجلين" in refused.content.decode()


def test_a_home_is_asked_for_where_one_of_it_may_sit(larache, salma, client_of):
    """§ councils-22"""
    make_draw(larache, homes=5)
    client = client_of(salma)
    with clock.stopped_at(OPENED):
        answer = client.post(f"{HERE}volunteer/", TYPED)
        assert answer.status_code == 400
        assert client.post(f"{HERE}volunteer/", TYPED | {"address": "زنقة 7 رقم 2"}).status_code == 303


def test_who_has_no_link_is_told_how_to_have_one(larache, idris, client_of):
    make_draw(larache)
    client = client_of(idris)
    with within(larache.pk):
        Link.objects.filter(person=idris).delete()
    with clock.stopped_at(OPENED):
        assert "أكدوا صلتكم" in text_of(client, f"{HERE}volunteer/")
        refused = client.post(f"{HERE}volunteer/", TYPED)
        assert refused.status_code == 400
        assert Client().get(f"{HERE}volunteer/").status_code == 303


def test_nobody_volunteers_after_the_last_day(larache, salma, client_of):
    make_draw(larache)
    client = client_of(salma)
    with clock.stopped_at(FROZEN):
        assert "أُغلق باب التطوع" in text_of(client, f"{HERE}volunteer/")
        assert client.post(f"{HERE}volunteer/", TYPED).status_code == 400


def test_staff_open_a_call_with_quotas_of_the_census(larache, staff):
    """§ councils-17"""
    make_body(larache, slug="citizens", members=0, seats=20)
    typed = {"seats": 20, "closes_on": "2024-03-31", "mandate_since": "2024-05-01", "kept_days": 90}
    with clock.stopped_at(OPENED):
        answer = staff.post(f"{DESK[:-2]}new/", typed | {"mandate_since": "2024-01-01"})
        assert answer.status_code == 400
        assert staff.post(f"{DESK[:-2]}new/", typed).url == DESK
        seen = text_of(staff, f"{DESK}quotas/")
        assert "المندوبية السامية للتخطيط" in seen
        assert "2024" in seen
        assert "خانات ناقصة" in text_of(staff, DESK)
        with within(larache.pk):
            draw = Draw.objects.get()
        assert {one.fact for one in draw.wanted} == {"sex", "age"}
        form = {"source": "مقرر المجلس", "least_0": 10, "most_0": 10, "least_1": "x"}
        assert staff.post(f"{DESK}quotas/", form).status_code == 400
        wrong = staff.post(f"{DESK}quotas/", form | {"least_1": 10, "most_1": 9})
        assert wrong.status_code == 400
        assert list(wrong.context["form"].errors) == ["most_1"]
        assert staff.post(f"{DESK}quotas/", form | {"least_1": 10, "most_1": 10}).status_code == 303
        assert 'value="6"' in text_of(staff, f"{DESK}quotas/?census=1")
        assert "مقرر المجلس" in text_of(Client(), HERE)
        early = staff.post(f"{DESK}freeze/").content.decode()
        assert "باب التطوع مفتوح" in early
    with clock.stopped_at(FROZEN):
        refused = staff.post(f"{DESK}freeze/")
        assert refused.status_code == 400
        assert "أقل من عدد المقاعد" in refused.content.decode()
        assert staff.post(f"{DESK}ease/").status_code == 303
    with within(larache.pk):
        assert [one.least for one in Draw.objects.get().wanted] == [0, 0]


@pytest.fixture
def second(larache, client_of):
    person = Person.objects.get(pk=staff_actor(larache).person_id)
    return client_of(give(person, larache, RoleKind.DIRECTOR))


def evidence():
    return json.loads(Client().get(f"{HERE}evidence.json").content)


def test_what_is_published_comes_before_the_digits(larache, staff):
    """§ councils-18"""
    make_draw(larache, volunteers=12)
    with clock.stopped_at(FROZEN):
        assert staff.post(f"{DESK}freeze/").status_code == 303
        assert staff.get(DESK).headers["Refresh"] == "5"
        assert len(evidence()["pool"]) == 12
        assert "panels" not in evidence()
        assert Client().get(f"{HERE}panels/").status_code == 404
        tasks.make_panels(0)
        assert "panels" not in evidence()
        assert "عدد المتطوعات والمتطوعين حسب حظهم" not in text_of(Client(), HERE)
        publishing = {"drawn_on": f"{DRAWN}", "place": "قاعة الجلسات، 10:00"}
        assert staff.post(f"{DESK}publish/", publishing).status_code == 303
        assert len(evidence()["panels"]) == 1000
        seen = text_of(Client(), HERE)
        assert "قاعة الجلسات" in seen
        assert "عدد المتطوعات والمتطوعين حسب حظهم" in seen
        assert "042" in text_of(Client(), f"{HERE}panels/?page=3")
        early = staff.post(f"{DESK}digits/", {"digits": "042"})
        assert "لم يحن بعد يوم القرعة" in early.content.decode()


def test_two_people_type_the_digits_apart(larache, staff, second):
    """§ councils-23"""
    do(prepared(larache), "publish_panels", drawn_on=DRAWN, place="قاعة الجلسات")
    with clock.stopped_at(DRAWING):
        assert staff.post(f"{DESK}digits/", {"digits": "4x2"}).status_code == 400
        assert staff.post(f"{DESK}digits/", {"digits": "427"}).status_code == 303
        same = staff.post(f"{DESK}digits/", {"digits": "427"})
        assert "شخص ثان" in same.content.decode()
        form = text_of(second, f"{DESK}digits/")
        assert "427" not in form
        assert "data-draft" not in form
        assert second.post(f"{DESK}digits/", {"digits": "٤٢٧"}).status_code == 303
        twice = second.post(f"{DESK}digits/", {"digits": "001"})
        assert "جرت هذه القرعة من قبل" in twice.content.decode()
    assert evidence()["digits"] == "427"


def test_those_drawn_are_seated_or_replaced_and_never_named(larache, staff):
    """§ councils-20, § councils-25"""
    members = drawn(larache).evidence["drawn"]
    with within(larache.pk):
        found = Volunteer.objects.select_related("person").filter(code__in=members)
        names = [one.person.name for one in found]
    with clock.stopped_at(DRAWING):
        assert all(name in text_of(staff, DESK) for name in names)
        seats = {"codes": members[:3], "capacity": "عضو(ة) بالقرعة"}
        assert staff.post(f"{DESK}seats/", seats).status_code == 303
        assert staff.post(f"{DESK}seats/", seats).status_code == 400
        assert staff.post(f"{DESK}replace/{members[3]}/", {"reason": ""}).status_code == 400
        assert staff.post(f"{DESK}replace/{members[3]}/", {"reason": "سافرت"}).status_code == 303
        seen = text_of(Client(), HERE)
    assert "من الاحتياط" in seen
    assert not any(name in seen for name in names)
    with within(larache.pk):
        assert Member.objects.filter(body__slug="citizens", since=SITS).count() == 3


def test_a_relaxation_is_proposed_and_one_click_applies_it(larache, staff):
    """§ councils-17"""
    draw = make_draw(
        larache,
        volunteers=12,
        quotas=(*QUOTAS, Quota("age", rules.BANDS[0], 0, 1), Quota("age", rules.BANDS[1], 0, 9)),
    )
    with clock.stopped_at(FROZEN):
        do(draw, "freeze_pool")
        tasks.make_panels(0)
        seen = text_of(staff, DESK)
        assert "لا توجد لائحة تحترم كل الحصص معا" in seen
        assert "طبّقوا هذا التخفيف" in seen
        assert staff.post(f"{DESK}relax/").status_code == 303
        tasks.make_panels(0)
    assert again(draw).phase is rules.LotPhase.PREPARED


def test_a_draw_is_given_up_in_public(larache, staff):
    """§ councils-21"""
    make_draw(larache, volunteers=3)
    with clock.stopped_at(OPENED):
        assert staff.post(f"{DESK}cancel/", {"reason": ""}).status_code == 400
        assert staff.post(f"{DESK}cancel/", {"reason": "لم يكتمل العدد المطلوب"}).status_code == 303
        seen = text_of(Client(), HERE)
    assert "لم يكتمل العدد المطلوب" in seen
    assert "أُلغيت هذه القرعة" in seen


def test_the_paper_form_is_a_pdf(larache):
    make_draw(larache, homes=3)
    response = Client().get(f"{HERE}form.pdf")
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")


def test_a_neighbour_and_a_citizen_have_no_page_of_staff(larache, salma, karim, client_of):
    make_draw(larache)
    for person in (salma, karim):
        for page in ("", "quotas/", "freeze/", "digits/", "seats/", "cancel/"):
            assert client_of(person).get(f"{DESK}{page}").status_code == 404


def test_the_volunteer_reads_their_own_chance(larache, client_of):
    draw = drawn(larache)
    with within(larache.pk):
        one = Volunteer.objects.select_related("person").get(draw=draw, code=draw.evidence["drawn"][0])
    seen = text_of(client_of(one.person), HERE)
    digits = draw.evidence["digits"]
    page = f"panels/?page={int(digits) // 20 + 1}"
    assert f"{page}#panel-{digits}" in seen
    assert f'id="panel-{digits}"' in text_of(Client(), f"{HERE}{page}")
    assert "سمّتكم القرعة" in seen
    assert f"حظكم: {draw.evidence['chances'][one.code]}" in seen


@pytest.mark.parametrize("volunteers", [12, 24])
def test_the_page_asks_as_much_for_many_volunteers(volunteers, larache, django_assert_num_queries):
    draw = prepared(larache) if volunteers == 12 else None
    if draw is None:
        draw = make_draw(larache, volunteers=volunteers)
        do(draw, "freeze_pool")
        tasks.make_panels(0)
        draw = again(draw)
    draw = drawn(larache, draw)
    Client().get(HERE)
    with django_assert_num_queries(5):
        Client().get(HERE)


def test_the_pool_is_erased_by_the_clock(larache):
    """§ councils-26"""
    draw = drawn(larache)
    with clock.stopped_at(DRAWING + timedelta(days=draw.kept_days + 1)):
        assert tasks.erase_pools(0) == 12
        assert "مُحيت معطيات المتطوعات والمتطوعين" in text_of(Client(), HERE)


def test_a_draw_stands_on_the_first_pages_while_it_matters(larache):
    """§ councils-29"""
    draw = make_draw(larache, volunteers=8)
    seen = [[title for title in ("مفتوح الآن", "النتائج") if _is_told(title, OPENED)]]
    assert "مجلس المواطنات والمواطنين" in _page("/", OPENED)
    do(draw, "freeze_pool", now=FROZEN)
    seen += [[title for title in ("مفتوح الآن", "النتائج") if _is_told(title, FROZEN)]]
    assert "مجلس المواطنات والمواطنين" not in _page("/", FROZEN)
    with clock.stopped_at(FROZEN):
        tasks.make_panels(0)
    drawn(larache, draw)
    assert "نُشرت النتيجة في 20 أبريل 2024" in _page("/larache/", DRAWING)
    seen += [[title for title in ("مفتوح الآن", "النتائج") if _is_told(title, DRAWING + timedelta(days=366))]]
    assert seen == [["مفتوح الآن"], ["النتائج"], []]


def test_a_draw_given_up_is_shown_no_more(larache):
    """§ councils-29"""
    draw = make_draw(larache)
    do(draw, "cancel_draw", reason="لا متطوع.", now=OPENED)
    assert "lots/1/" not in _page("/larache/", OPENED)


def _page(path, moment):
    with clock.stopped_at(moment):
        return text_of(Client(), path)


def _is_told(title, moment):
    _, _, after = _page("/larache/", moment).partition(f">{title}</h2>")
    return HERE in after.partition("</section>")[0]


def test_quotas_follow_from_the_inhabitants_that_a_commune_types(larache, staff):
    """§ councils-17"""
    with within(larache.pk):
        for name, french in (("المدينة القديمة", "Médina"), ("الناضور", "Nador"), ("جنان الباشا", "")):
            Neighbourhood.objects.create(territory=larache, name_ar=name, name_fr=french)
    draw = make_draw(larache)
    typed = {"people_0": "3000", "people_1": "1000", "people_2": "", "source": "تصميم التهيئة 2023"}
    with clock.stopped_at(OPENED):
        assert "اقترحوا حصص الأحياء من سكانها" in text_of(staff, f"{DESK}quotas/")
        for wrong, said in (
            ({"people_1": ""}, "حيين على الأقل"),
            ({"people_1": "-4"}, "people_1"),
            ({"people_1": "كثير"}, "people_1"),
            ({"source": " "}, "اكتبوا مصدر"),
        ):
            refused = staff.post(f"{DESK}quarters/", typed | wrong)
            assert refused.status_code == 400, wrong
            assert said in refused.content.decode()
            assert "3000" in refused.content.decode()
        assert staff.post(f"{DESK}quarters/", typed).status_code == 303
        draw = again(draw)
        named = {one.value: (one.least, one.most) for one in draw.wanted if one.fact == "neighbourhood"}
        assert named == {"المدينة القديمة": (3, 3), "الناضور": (1, 1)}
        assert [one for one in draw.wanted if one.fact == "sex"] == list(QUOTAS)
        page = text_of(Client(), f"/fr{HERE}")
        assert "Médina" in page
        assert "تصميم التهيئة 2023" in page
        assert 'value="3000"' in text_of(staff, f"{DESK}quarters/")


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({}, None),
        ({"phase": rules.LotPhase.PREPARING}, rules.LotRefusal.FROZEN),
        ({"phase": rules.LotPhase.CANCELLED}, rules.LotRefusal.CANCELLED),
        ({"people": {"أ": 10}}, rules.LotRefusal.FEW_QUARTERS),
        ({"people": {"أ": 10, "ب": 0}}, rules.LotRefusal.FEW_QUARTERS),
        ({"people": {"أ": 10, "د": 4}}, rules.LotRefusal.NO_NEIGHBOURHOOD),
        ({"source": ""}, rules.LotRefusal.NO_SOURCE),
    ],
)
def test_refusals_of_inhabitants(changes, refusal):
    """§ councils-17"""
    facts = {
        "phase": rules.LotPhase.OPEN,
        "people": {"أ": 10, "ب": 5},
        "known": ["أ", "ب", "ج"],
        "source": "س",
    }
    facts |= changes
    assert rules.refuse_quarters(facts.pop("phase"), facts.pop("people"), **facts) is refusal


def test_the_census_is_named_in_the_reader_s_language(larache):
    """§ councils-17"""
    census = queries.census_of(larache)
    with override("fr"):
        assert "recensement" in queries.source_words(census.source)
    assert queries.source_words("جرد الجماعة 2025") == "جرد الجماعة 2025"
    arabic = census.source
    with override("fr"):
        french = queries.source_words(arabic)
        assert french != arabic
    assert queries.source_words(french) == arabic


def test_no_chance_is_told_beyond_certainty():
    public = Published([], {"a": 500, "b": 1000}, 500, 500.0, "", [], [])
    assert chance_bars(public)[-1].label == "1000 من 1000"
