"""Cards and rounds at the desk: prepared, announced, examined, improved, opened again."""

import pytest
from django.test import Client

from tadafor.consultations import queries, rules
from tadafor.consultations.models import Consultation, Contribution
from tadafor.consultations.tests.factories import (
    AFTER,
    BEFORE,
    CARD,
    CARDS,
    DURING,
    decide,
    make_cards,
    remark,
)
from tadafor.consultations.tests.test_desk import SETTINGS
from tadafor.kernel import clock
from tadafor.kernel.scopes import everywhere, within
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import give, make_person

pytestmark = pytest.mark.django_db
DESK = "/larache/consultations/desk/"
HERE = f"{DESK}openness/"
TYPED = {"number": 86, "title": "الميزانية التشاركية", "problem": "لا رأي للساكنة.", "axis": "التواصل"}
ROUND = {
    "opens_on": "2026-05-04",
    "closes_on": "2026-05-04",
    "channel": "workshop",
    "place": "القاعة الكبرى",
    "instruction": "بطاقة لكل مشروع.",
}


@pytest.fixture
def desk(nadia, client_of):
    return client_of(nadia)


@pytest.fixture
def after():
    with clock.stopped_at(AFTER):
        yield


def test_cards_are_prepared_and_announced_from_the_desk_alone(larache, desk):
    with clock.stopped_at(BEFORE):
        settings = {**SETTINGS, "slug": "openness", "subject": "cards", "closes_on": "2026-03-02"}
        assert desk.post(f"{DESK}new/", settings).status_code == 303
        assert "لا بطاقات بعد" in desk.get(f"{HERE}text/").content.decode()
        assert desk.post(f"{HERE}cards/axes/", {"names": "التواصل\nخدمات ذات جودة"}).status_code == 303
        assert desk.post(f"{HERE}cards/add/", TYPED).status_code == 303
        assert desk.get(f"{HERE}cards/project-86/").status_code == 200
        assert desk.post(f"{HERE}announce/").status_code == 400
        where = {"channel": "workshop", "place": "القاعة الكبرى"}
        assert desk.post(f"{HERE}rounds/change/", where).status_code == 303
        assert desk.post(f"{HERE}announce/").status_code == 303
    with everywhere():
        made = Consultation.objects.get(slug="openness")
        assert (made.subject, made.announced_on, made.round_in_person) == (
            "cards",
            clock.day_of(BEFORE),
            True,
        )


@pytest.mark.usefixtures("after")
class TestAfterARound:
    @pytest.fixture
    def scene(self, larache):
        return make_cards(larache)

    def test_a_better_card_names_the_remarks_it_came_from(self, scene, desk, larache):
        one = remark(scene)
        decide(one)
        desk.post(f"{HERE}text/open/")
        shown = desk.get(f"{HERE}cards/{CARD}/").content.decode()
        assert "شراكة مع الجهة" in shown
        typed = {**CARDS[0].sheet.values(), "number": 68, "title": CARDS[0].title, "axis": "التواصل"}
        typed |= {"funding": "شراكة مع الجهة", "causes": [one.number], "seen": 0, "principles": ["digital"]}
        assert desk.post(f"{HERE}cards/{CARD}/", typed).status_code == 303
        table = desk.get(f"{HERE}text/").content.decode()
        assert "تغيّرت" in table
        assert "الرقمنة" in desk.get(f"{HERE}text/publish/").content.decode()
        assert desk.post(f"{HERE}text/publish/", {"note": ""}).status_code == 303
        shown = Client().get("/larache/consultations/openness/versions/1/2/").content.decode()
        assert "مصادر التمويل" in shown
        assert "مبادئ الانفتاح" in shown
        assert "المشروع 70" not in shown

    def test_of_two_who_edit_a_card_the_second_keeps_what_was_typed(self, scene, desk):
        desk.post(f"{HERE}text/open/")
        typed = {**TYPED, "number": 68, "seen": 0}
        assert desk.post(f"{HERE}cards/{CARD}/", typed).status_code == 303
        second = desk.post(f"{HERE}cards/{CARD}/", {**typed, "problem": "كلام آخر لا يضيع"})
        assert second.status_code == 400
        assert "كلام آخر لا يضيع" in second.content.decode()

    def test_an_accepted_project_becomes_a_card(self, scene, desk):
        one = remark(scene, kind=rules.Kind.NEW_PROJECT, passage=None, title="مكتبة متنقلة", axis="التواصل")
        decide(one)
        desk.post(f"{HERE}text/open/")
        assert f"cards/add/?use={one.number}" in desk.get(f"{HERE}text/").content.decode()
        assert "مكتبة متنقلة" in desk.get(f"{HERE}cards/add/?use={one.number}").content.decode()

    def test_the_next_round_is_planned_once_and_told(self, scene, desk):
        assert "برمجوا جولة أخرى" in desk.get(f"{HERE}rounds/").content.decode()
        no_place = desk.post(f"{HERE}rounds/next/", {**ROUND, "place": ""})
        assert no_place.status_code == 400
        assert "اذكروا مكان الجولة الحضورية." in no_place.content.decode()
        assert desk.post(f"{HERE}rounds/next/", ROUND).status_code == 303
        again = desk.post(f"{HERE}rounds/next/", ROUND)
        assert again.status_code == 400
        assert "لم تنته الجولة السابقة بعد." in again.content.decode()

    def test_the_list_is_narrowed_by_round(self, scene, desk):
        remark(scene)
        desk.post(f"{HERE}rounds/next/", ROUND)
        assert "شراكة مع الجهة" in desk.get(f"{HERE}contributions/?round=1").content.decode()
        assert "شراكة مع الجهة" not in desk.get(f"{HERE}contributions/?round=2").content.decode()


def test_an_axis_that_a_card_names_is_not_taken_away(larache, desk):
    make_cards(larache, announced=False)
    with clock.stopped_at(BEFORE):
        refused = desk.post(f"{HERE}cards/axes/", {"names": "التنمية الاجتماعية"})
    assert refused.status_code == 400
    assert "محور تستعمله بطاقة" in refused.content.decode()


def test_a_clerk_writes_no_card_and_a_text_has_none(larache, client_of, desk):
    make_cards(larache)
    clerk = client_of(give(make_person("كاتبة المكتب"), larache, RoleKind.CLERK))
    for page in ("cards/axes/", "cards/add/", "rounds/", "rounds/next/"):
        assert clerk.get(f"{HERE}{page}").status_code == 404
    from tadafor.consultations.tests.factories import make_consultation

    make_consultation(larache)
    assert desk.get(f"{DESK}charter/cards/add/").status_code == 404


class TestResults:
    def test_the_five_fields_are_columns_of_the_file(self, larache):
        scene = make_cards(larache)
        remark(scene, sheet=rules.Sheet(problem="=1+1 معادلة", impact="أثر واضح"))
        with clock.stopped_at(AFTER):
            lines = b"".join(
                Client().get("/larache/consultations/openness/contributions.csv").streaming_content
            ).decode()
            assert Client().get("/larache/consultations/openness/contributions.xlsx").status_code == 200
        head, row = lines.splitlines()[:2]
        assert head.endswith("round,axis,problem,solution,funding,follow_up,impact")
        assert "'=1+1 معادلة" in row
        assert row.endswith("أثر واضح")

    def test_the_report_is_printed_with_its_cards(self, larache):
        scene = make_cards(larache)
        decide(remark(scene))
        with clock.stopped_at(AFTER):
            for language in ("", "/fr"):
                made = Client().get(f"{language}/larache/consultations/openness/report.pdf")
                assert made.content.startswith(b"%PDF")
            assert "المشروع 68" in Client().get("/larache/consultations/openness/report/").content.decode()
            assert Client().get("/larache/consultations/openness/sheet.pdf").status_code == 200

    def test_cards_and_remarks_are_found(self, larache):
        remark(make_cards(larache), sheet=rules.Sheet(solution="إذاعة محلية صغيرة"))
        with within(larache.pk):
            kinds = [one.kind for one in queries.found("نشرة", larache.pk, 9)]
            assert "المشروع 68" in kinds
            assert any("إذاعة" in one.excerpt for one in queries.found("إذاعة", larache.pk, 9))


def test_the_desk_costs_the_same_with_one_remark_and_with_three(larache, desk, django_assert_num_queries):
    scene = make_cards(larache)
    with clock.stopped_at(DURING):
        for count in (1, 3):
            with everywhere():
                missing = count - Contribution.objects.count()
            for _ in range(missing):
                remark(scene)
            with django_assert_num_queries(7):
                assert desk.get(f"{HERE}rounds/").status_code == 200
