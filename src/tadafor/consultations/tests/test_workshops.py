"""Workshops: the verbs, the staff pages, what the public reads."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tadafor.audit.models import Entry
from tadafor.consultations import actions, queries, rules
from tadafor.consultations.models import Workshop
from tadafor.consultations.tests.factories import DURING, make_consultation, staff_actor
from tadafor.kernel import clock
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import give, make_person

pytestmark = pytest.mark.django_db
HERE = "/larache/consultations/desk/charter/workshops/"
PUBLIC = "/larache/consultations/charter/"
SITTING = actions.Sitting(
    title="ورشة المدينة العتيقة",
    held_on=DURING.date(),
    place="دار الثقافة",
    counts=rules.HeadCounts(18, 40, 70),
    tables=("التواصل", "خدمات ذات جودة"),
)
TYPED = {
    "title": "ورشة المدينة العتيقة",
    "held_on": "2026-03-10",
    "place": "دار الثقافة",
    "channel": "workshop",
    "tables": "التواصل\n\nخدمات ذات جودة",
    "associations": "18",
    "women": "40",
    "participants": "70",
}


@pytest.fixture
def during():
    with clock.stopped_at(DURING):
        yield


@pytest.fixture
def consultation(larache):
    return make_consultation(larache)


@pytest.fixture
def desk(nadia, client_of):
    return client_of(nadia)


def sent(client, address, typed=None, status=303):
    response = client.post(address, typed or {})
    assert response.status_code == status, response.content.decode()[:3000]
    return response


def text_of(response):
    return response.content.decode()


def add(consultation, **changes):
    with within(consultation.territory_id):
        actor = staff_actor(consultation.territory, RoleKind.FOCAL_POINT)
        facts = {**vars(SITTING), **changes}
        return actions.add_workshop(
            consultation=consultation, sitting=actions.Sitting(**facts), actor=actor, now=DURING
        )


class TestVerbs:
    def test_each_has_its_number_its_tables_and_its_row(self, larache, consultation):
        """§ consultations-workshop"""
        first, second = add(consultation), add(consultation, tables=())
        with within(larache.pk):
            assert (first.number, second.number) == (1, 2)
            assert queries.tables_of(first) == [(1, "التواصل"), (2, "خدمات ذات جودة")]
            assert Entry.objects.filter(verb="consultations.add_workshop").count() == 2

    def test_the_database_too_refuses_more_women_than_participants(self, larache, consultation):
        """§ consultations-head-counts"""
        made = add(consultation)
        with within(larache.pk), transaction.atomic(), pytest.raises(IntegrityError):
            Workshop.objects.filter(pk=made.pk).update(women=71)

    def test_a_correction_keeps_what_was_told_before(self, larache, consultation):
        """§ consultations-workshop"""
        made = add(consultation)
        facts = {"actor": staff_actor(larache, RoleKind.FOCAL_POINT), "now": DURING}
        sitting = actions.Sitting(**{**vars(SITTING), "counts": rules.HeadCounts(18, 41, 70)})
        with within(larache.pk):
            actions.publish_workshop(workshop=made, **facts)
            with pytest.raises(Refused):
                actions.change_workshop(workshop=made, sitting=sitting, reason="", seen=1, **facts)
            changed = actions.change_workshop(
                workshop=made, sitting=sitting, reason="روجعت لائحة الحضور.", seen=1, **facts
            )
            (correction,) = changed.corrections.all()
        assert (changed.women, changed.revision) == (41, 2)
        assert correction.before["women"] == 40

    def test_the_second_of_two_who_change_it_is_told(self, larache, consultation):
        """§ consultations-workshop"""
        made = add(consultation)
        facts = {"actor": staff_actor(larache, RoleKind.FOCAL_POINT), "now": DURING}
        with within(larache.pk):
            actions.change_workshop(workshop=made, sitting=SITTING, reason="", seen=1, **facts)
            with pytest.raises(Refused) as refused:
                actions.change_workshop(workshop=made, sitting=SITTING, reason="", seen=1, **facts)
        assert refused.value.refusal is rules.WorkshopRefusal.CHANGED_MEANWHILE


@pytest.mark.usefixtures("during", "consultation")
class TestPages:
    def test_a_workshop_is_told_published_and_corrected_from_the_desk(self, desk):
        assert "لا توجد ورشة بعد" in text_of(desk.get(HERE))
        assert sent(desk, f"{HERE}new/", TYPED).url == f"{HERE}1/"
        assert "ورشة المدينة العتيقة" in text_of(desk.get(HERE))
        assert "دار الثقافة" not in text_of(Client().get(PUBLIC))
        sent(desk, f"{HERE}1/")
        said = text_of(Client().get(PUBLIC))
        assert "دار الثقافة" in said
        assert "خدمات ذات جودة" in said
        changed = TYPED | {"women": "3", "seen": "1", "reason": ""}
        assert "اكتبوا سبب التصحيح" in text_of(sent(desk, f"{HERE}1/change/", changed, status=400))
        sent(desk, f"{HERE}1/change/", changed | {"reason": "روجعت لائحة الحضور."})
        said = text_of(Client().get(PUBLIC))
        assert "روجعت لائحة الحضور." in said
        assert "أقل من 5" in said

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({"women": "71"}, "عدد النساء أكبر من مجموع المشاركات والمشاركين"),
            ({"participants": ""}, "اكتبوا مجموع المشاركات والمشاركين"),
            ({"held_on": "2026-03-11"}, "لم تُعقد الورشة بعد"),
            ({"tables": "\n".join(["محور"] * 41)}, "أربعون طاولة على الأكثر"),
            ({"women": "-1"}, "عدد النساء المشاركات"),
            ({"women": "9" * 30}, "عدد النساء المشاركات"),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_is_kept(self, desk, typed, sentence):
        said = text_of(sent(desk, f"{HERE}new/", TYPED | typed, status=400))
        assert sentence in said
        assert "دار الثقافة" in said

    @pytest.mark.parametrize("address", [HERE, f"{HERE}new/", f"{HERE}1/", f"{HERE}1/change/"])
    def test_staff_see_it_and_nobody_else(self, consultation, desk, salma, karim, client_of, address):
        add(consultation)
        for language in ("", "/fr"):
            assert desk.get(language + address).status_code == 200
        for stranger in (client_of(salma), client_of(karim)):
            assert stranger.get(address).status_code == 404
            assert stranger.post(address).status_code == 404

    def test_a_clerk_tells_it_but_does_not_publish_it(self, larache, client_of):
        clerk = client_of(give(make_person("كاتبة"), larache, RoleKind.CLERK))
        sent(clerk, f"{HERE}new/", TYPED)
        assert "انشروا الورشة" not in text_of(clerk.get(f"{HERE}1/"))
        clerk.post(f"{HERE}1/")
        with within(larache.pk):
            assert Workshop.objects.get().published_at is None

    @pytest.mark.parametrize("rows", [1, 3])
    def test_the_list_costs_the_same_with_one_and_with_three(
        self, consultation, desk, django_assert_num_queries, rows
    ):
        for _ in range(rows):
            add(consultation)
        desk.get(HERE)
        with django_assert_num_queries(5):
            assert desk.get(HERE).status_code == 200

    def test_a_number_that_is_not_there_is_not_found(self, desk):
        assert desk.get(f"{HERE}7/").status_code == 404
