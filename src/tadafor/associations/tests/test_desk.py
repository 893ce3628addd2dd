"""The desk of associations, over HTTP."""

import pytest
from pytest_django.asserts import assertNumQueries

from tadafor.associations.models import Association
from tadafor.associations.tests.factories import make_association
from tadafor.kernel.scopes import within
from tadafor.people.tests.factories import make_person

pytestmark = pytest.mark.django_db

DESK = "/larache/associations/desk/"


@pytest.mark.parametrize("rows", [1, 3])
class TestItCostsTheSame:
    def test_associations(self, client_of, nadia, larache, rows):
        for number in range(rows):
            make_association(larache, f"جمعية {number}", f"{number}/2020", make_person(), make_person())
        client = client_of(nadia)
        with assertNumQueries(6):
            assert client.get(f"{DESK}").status_code == 200


class TestAssociations:
    def test_registered_and_mandated(self, client_of, nadia, salma, larache, actor_of):
        client = client_of(nadia)
        facts = {"name": "جمعية الأمل", "receipt_number": "9/2022"}
        assert client.post(f"{DESK}register/", facts).url == f"{DESK}"
        page = client.post(f"{DESK}register/", facts).content.decode()
        assert "سجلت من قبل جمعية برقم الوصل هذا: «جمعية الأمل»" in page
        with within(larache.pk):
            association = Association.objects.get()
        mandate = f"{DESK}{association.pk}/mandate/"
        assert client.get(mandate).status_code == 200
        assert client.post(mandate, {"person": "0612000001", "until": "2020-01-01"}).status_code == 200
        assert client.post(mandate, {"person": "0612000001", "until": "not a day"}).status_code == 200
        assert client.post(mandate, {"person": "0612000001", "until": ""}).url == f"{DESK}"
        assert actor_of(salma).associations_in(larache.pk) == ((association.pk, "جمعية الأمل"),)
        assert "سلمى التجريبية" in client.get(f"{DESK}").content.decode()

    def test_one_of_next_door_is_not_here(self, client_of, nadia, beni_mellal):
        other = make_association(beni_mellal)
        assert client_of(nadia).get(f"{DESK}{other.pk}/mandate/").status_code == 404

    def test_they_come_by_twenty(self, client_of, nadia, larache):
        for number in range(21):
            make_association(larache, f"جمعية {number:02d}", f"{number}/2020")
        client = client_of(nadia)
        assert "جمعية 20" not in client.get(f"{DESK}").content.decode()
        assert "جمعية 20" in client.get(f"{DESK}?page=2").content.decode()
        assert client.get(f"{DESK}?page=abc").status_code == 200
