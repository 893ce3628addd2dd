"""Councils of provinces and regions: their own months, their own law, the same rules."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from tadafor.councils.tests.factories import staff_actor
from tadafor.kernel import clock
from tadafor.people.models import Person
from tadafor.people.tests.factories import make_territory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("slug", "code", "month", "opens", "law"),
    [
        ("province", "01.331", 1, date(2024, 1, 8), "loi organique n° 112-14, article à vérifier"),
        ("region", "01", 3, date(2024, 3, 4), "loi organique n° 111-14, article à vérifier"),
    ],
)
def test_a_council_sits_in_its_months_under_its_law(slug, code, month, opens, law, client_of):
    """§ councils-1, § councils-2, § councils-6: from the desk's forms to the public page."""
    place = make_territory(slug, code)
    with clock.stopped_at(datetime(2023, 12, 11, 10, tzinfo=UTC)):
        desk = client_of(Person.objects.get(pk=staff_actor(place).person_id))
        there = f"/{slug}/councils/desk/"
        months = desk.get(f"{there}sessions/new/ordinary/").content.decode()
        assert f'value="2024-{month}"' in months
        assert 'value="2024-5"' not in months  # a month of the communes alone
        typed = {"place": "مقر المجلس", "members_in_office": 21}
        ordinary = typed | {"month": f"2024-{month}", "opens_on": opens.isoformat()}
        assert desk.post(f"{there}sessions/new/ordinary/", ordinary).status_code == 303
        wrong = typed | {"object": "", "opens_on": opens.isoformat()}
        assert desk.post(f"{there}sessions/new/extraordinary/", wrong).status_code == 400
        asked = typed | {"object": "اتفاقية شراكة", "opens_on": opens.isoformat()}
        same = desk.post(f"{there}sessions/new/extraordinary/", asked)
        assert same.status_code == 400
        asked["opens_on"] = "2023-12-20"
        assert desk.post(f"{there}sessions/new/extraordinary/", asked).status_code == 303
        session = f"{there}sessions/2024-{month:02}/"
        assert (
            desk.post(f"{session}points/add/", {"kind": "other", "title": "برنامج التنمية"}).status_code
            == 303
        )
        assert desk.post(f"{session}convene/").status_code == 303
    with clock.stopped_at(datetime(2024, 3, 28, 10, tzinfo=UTC)):
        sat = {"present": 10, "excused": 0}
        vote = {"outcome": "adopted", "in_favour": 9, "against": 1, "abstained": 0, "number": "1"}
        assert desk.post(f"{session}sitting/", sat | {"held_on": opens.isoformat()}).status_code == 303
        assert desk.post(f"{session}points/1/vote/", vote).status_code == 400
        soon, later = opens.replace(day=opens.day + 2), opens.replace(day=opens.day + 3)
        assert desk.post(f"{session}sitting/", sat | {"held_on": soon.isoformat()}).status_code == 400
        sat["present"] = 11
        assert desk.post(f"{session}sitting/", sat | {"held_on": later.isoformat()}).status_code == 303
        assert desk.post(f"{session}points/1/vote/", vote).status_code == 303
        page = Client().get(f"/fr/{slug}/councils/sessions/2024-{month:02}/").content.decode()
        assert page.count(law) == 2
        quorums = desk.get(f"/fr{there}quorums/").content.decode()
        assert law in quorums
        assert law.split(" ")[3].rstrip(",") in quorums.partition('id="texts"')[2]
        assert "113-14" not in quorums
