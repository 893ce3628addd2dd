"""The desk of people: roles, links, over HTTP."""

import pytest
from pytest_django.asserts import assertNumQueries

from tadafor.kernel.scopes import within
from tadafor.people.models import Link, Role
from tadafor.people.rules import Evidence, LinkKind, RoleKind
from tadafor.people.tests.factories import give, link, make_person

pytestmark = pytest.mark.django_db

DESK = "/larache/people/desk/"


@pytest.mark.parametrize("rows", [1, 3])
class TestItCostsTheSame:
    def test_staff(self, client_of, youssef, larache, rows):
        for _ in range(rows):
            give(make_person(), larache, RoleKind.AGENT)
        client = client_of(youssef)
        with assertNumQueries(4):
            assert client.get(DESK).status_code == 200

    def test_links(self, client_of, nadia, larache, rows):
        for _ in range(rows):
            link(make_person(), larache)
        client = client_of(nadia)
        with assertNumQueries(5):
            assert client.get(f"{DESK}links/").status_code == 200


class TestRoles:
    def test_given_then_taken(self, client_of, youssef, salma, larache):
        client = client_of(youssef)
        facts = {"person": "0612000001", "kind": "clerk", "reason": "قرار عدد 12"}
        assert client.post(f"{DESK}give/", facts).url == DESK
        page = client.get(DESK).content.decode()
        assert "أسندنا المهمة إلى سلمى التجريبية" in page
        assert "قرار عدد 12" in page
        with within(larache.pk):
            role = Role.objects.get(person=salma)
        take = f"{DESK}take/{role.pk}/"
        assert "سحب مهمة «موظف(ة) الشباك» من سلمى" in client.get(take).content.decode()
        assert client.post(take, {"reason": ""}).status_code == 200
        assert client.post(take, {"reason": "نهاية المهمة"}).url == DESK
        assert client.post(take, {"reason": "مرة أخرى"}).status_code == 404

    def test_a_refusal_is_said_and_what_was_typed_is_kept(self, client_of, youssef, amal):
        facts = {"person": amal.email, "kind": "appeal", "reason": "قرار عدد 13"}
        page = client_of(youssef).post(f"{DESK}give/", facts).content.decode()
        assert "لا يمكن الجمع بين هذه المهمة ومهمة «عضو اللجنة»" in page
        assert "قرار عدد 13" in page
        assert 'value="appeal" selected' in page

    @pytest.mark.parametrize(
        "facts",
        [
            {},
            {"person": "nobody@example.org", "kind": "clerk", "reason": "قرار"},
            {"person": "0612000001", "kind": "king", "reason": "قرار"},
            {"person": "0612000001", "kind": "clerk", "reason": " "},
            {"person": "0612000001", "kind": "clerk", "reason": "x" * 301},
            {"person": "<script>", "kind": "clerk", "reason": "قرار"},
        ],
    )
    def test_bad_input_is_a_form_error(self, client_of, youssef, salma, larache, facts):
        answer = client_of(youssef).post(f"{DESK}give/", facts)
        assert answer.status_code == 200
        assert "notice-danger" in answer.content.decode()
        with within(larache.pk):
            assert not Role.objects.filter(person=salma).exists()

    def test_the_button_of_the_last_administrator_is_greyed_and_says_why(self, client_of, youssef, larache):
        """§ roles-last."""
        client = client_of(youssef)
        page = client.get(DESK).content.decode()
        assert "هذا آخر شخص يدبر المنصة" in page
        assert "يستحسن أن يدبر المنصة شخصان" in page
        give(make_person(), larache, RoleKind.ADMINISTRATOR)
        page = client.get(DESK).content.decode()
        assert "هذا آخر شخص" not in page
        assert "يستحسن" not in page

    def test_other_staff_see_and_change_nothing(self, client_of, nadia):
        client = client_of(nadia)
        assert "give/" not in client.get(DESK).content.decode()
        assert client.get(f"{DESK}give/").status_code == 404
        assert client.post(f"{DESK}give/", {}).status_code == 404

    def test_a_committee_member_has_no_business_here(self, client_of, amal):
        assert client_of(amal).get(DESK).status_code == 404

    def test_a_name_that_is_code_is_shown_as_a_name(self, client_of, youssef, larache):
        give(make_person("<img src=x onerror=alert(1)>"), larache, RoleKind.AGENT)
        assert "<img src=x" not in client_of(youssef).get(DESK).content.decode()


class TestLinks:
    FACTS = {"kind": "residence", "evidence": "household_bill"}

    def test_confirmed_then_ended(self, client_of, nadia, larache, actor_of):
        person = make_person(phone="+212612000077")
        client = client_of(nadia)
        assert client.post(f"{DESK}links/confirm/", {"person": "0612000077", **self.FACTS}).url == (
            f"{DESK}links/"
        )
        assert actor_of(person).linked_to(larache.pk)
        with within(larache.pk):
            row = Link.objects.get(person=person)
        assert (row.tie, row.document) == (LinkKind.RESIDENCE, Evidence.HOUSEHOLD_BILL)
        end = f"{DESK}links/{row.pk}/end/"
        assert client.get(end).status_code == 200
        assert client.post(end, {"reason": "انتقل"}).url == f"{DESK}links/"
        assert not actor_of(person).linked_to(larache.pk)

    def test_the_wrong_document(self, client_of, nadia, salma):
        facts = {"person": "0612000001", "kind": "activity", "evidence": "national_card"}
        page = client_of(nadia).post(f"{DESK}links/confirm/", facts).content.decode()
        assert "هذه الوثيقة لا تثبت هذا النوع من الصلة" in page

    def test_an_administrator_does_not_confirm(self, client_of, youssef):
        client = client_of(youssef)
        for page in ("links/", "links/confirm/"):
            assert client.get(f"{DESK}{page}").status_code == 404
        assert "links/" not in client.get(DESK).content.decode()  # nor does the navigation offer it

    def test_a_row_of_next_door_is_not_here(self, client_of, nadia, karim, beni_mellal):
        with within(beni_mellal.pk):
            row = Link.objects.get()
        assert client_of(nadia).get(f"{DESK}links/{row.pk}/end/").status_code == 404
