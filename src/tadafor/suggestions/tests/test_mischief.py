"""§ suggestions-6, § suggestions-20: an insult is reported, read by a moderator, and hidden everywhere."""

import pytest
from django.test import Client

from tadafor.kernel.clock import stopped_at
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import give, make_person
from tadafor.suggestions.rules import Kind
from tadafor.suggestions.tests.factories import POSTED, Place

AT = "/larache/suggestions/"
INSULT = "رئيس المصلحة لص وابن لص، وكل من معه كذلك."


@pytest.mark.django_db
def test_what_insults_is_reported_and_hidden(larache, client_of):
    place = Place(larache)
    one = place.made(body=INSULT)
    place.made(token="c", kind=Kind.COMPLAINT, body="شكاية من قرار إداري.")
    report = f"/larache/moderation/traces/{one.trace.code}/report/"
    moderator = client_of(give(make_person("مشرفة"), larache, RoleKind.FOCAL_POINT))
    with stopped_at(POSTED):
        visitor = Client()
        assert report in visitor.get(f"{AT}1/").content.decode()
        assert "/report/" not in visitor.get(f"{AT}2/").content.decode()
        sent = client_of(make_person("قارئة")).post(report, {"reason": "insult", "words": "يسب موظفا"})
        assert sent.status_code < 400
        decide = f"/larache/moderation/desk/traces/{one.trace.code}/"
        assert INSULT in moderator.get(decide).content.decode()
        assert moderator.post(decide, {"ruling": "hide:insult", "words": "سب"}).status_code == 303
        for address in ("", "1/", "all.csv", "all.geojson", "open311/v2/requests.json", "feeds/lighting.rss"):
            answer = Client().get(f"{AT}{address}")
            assert (answer.status_code, INSULT in answer.content.decode()) == (200, False), address
