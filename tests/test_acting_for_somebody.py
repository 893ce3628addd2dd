"""A clerk acts for somebody: with their card, on public pages, for a time, and it is told."""

from datetime import timedelta

import pytest
from django.test import Client

from tadafor.audit.models import ClearPart, Entry
from tadafor.consultations.models import Contribution, Support
from tadafor.consultations.queries import figures_of
from tadafor.consultations.tests.factories import contribute, make_consultation
from tadafor.kernel.clock import now, stopped_at, today
from tadafor.kernel.scopes import within
from tadafor.people.actor import Actor, on_behalf
from tadafor.people.models import Assistance
from tadafor.people.queries import own_deeds
from tadafor.people.rules import Channel, RoleKind

pytestmark = pytest.mark.django_db
DESK = "/larache/people/desk/"
CARD = {"card_kind": "national", "card_number": "LA4471"}
TYPED = CARD | {
    "kind": "residence",
    "evidence": "national_card",
    "name": "فاطمة التجريبية",
    "language": "ar",
    "consented": "on",
}


@pytest.fixture
def clerk(client_of, nadia):
    client = client_of(nadia)
    client.post(f"{DESK}register/", TYPED)
    return client


@pytest.fixture
def page(larache):
    window = {"opens_on": today() - timedelta(days=1), "closes_on": today() + timedelta(days=9)}
    return make_consultation(larache, slug="charter", **window)


def test_nothing_of_staff_passes_to_the_person():
    """§ identity-assisted"""
    clerk = Actor(person_id=1, roles=frozenset({(7, RoleKind.CLERK)}), second_factor=True)
    person = Actor(person_id=2, roles=frozenset({(7, RoleKind.PRESIDENT)}), links=frozenset({7}))
    acting = on_behalf(person, clerk=clerk)
    assert (acting.person_id, acting.clerk_id, acting.channel) == (2, 1, Channel.DESK)
    assert not acting.is_staff_of(7)
    assert not acting.second_factor
    assert acting.linked_to(7)


def test_the_banner_the_act_and_its_row(clerk, page, larache, nadia):
    assert clerk.post(f"{DESK}assist/", CARD).url == "/larache/"
    seen = clerk.get("/larache/").content.decode()
    assert "تتصرفون باسم" in seen
    assert "فاطمة التجريبية" in seen
    where = "/larache/consultations/charter/contribute/comment/"
    form = clerk.get(where)
    assert "تتصرفون باسم" in form.content.decode()
    typed = {
        "body": "أقترح أجلا أقصر للجواب على الطلبات.",
        "token": form.context["form"]["token"].value(),
        "seen_alike": "1",
    }
    answer = clerk.post(where, typed)
    assert answer.status_code in {302, 303}, answer.content.decode()
    with within(larache.pk):
        made = Contribution.objects.get()
        entry = Entry.objects.get(verb="consultations.contribute")
        clear = ClearPart.objects.get(entry=entry)
        begun = Assistance.objects.get()
    assert (made.author_id, made.channel) == (begun.person_id, "desk")
    assert entry.channel == "desk"
    assert (clear.person_id, clear.content["clerk"]) == (begun.person_id, nadia.pk)


def test_a_support_given_at_the_counter_is_asked_for_and_told_by_its_channel(clerk, page, larache, nadia):
    """§ consultations-support-desk, § identity-own-page"""
    theirs = contribute(page, now=now())
    clerk.post(f"{DESK}assist/", CARD)
    where = f"{theirs.trace.address}support/"
    assert 'name="asked"' in clerk.get(where).content.decode()
    refused = clerk.post(where, {})
    assert refused.status_code == 409
    assert "ثم أكدوا أنه هو أو هي من طلب التأييد" in refused.content.decode()
    assert clerk.post(where, {"asked": "on"}).status_code == 303
    with within(larache.pk):
        given = Support.objects.get()
        told = ClearPart.objects.get(entry=Entry.objects.get(verb="consultations.support"))
        assert (given.channel, told.content["clerk"]) == ("desk", nadia.pk)
        assert figures_of(page)["supports_by_channel"]["desk"] == 1
    found, shown = own_deeds(given.person_id, channel="desk", page="1", now=now())
    assert [deed.channel for deed in shown.object_list if deed.icon == "thumbs-up"] == ["desk"]
    assert found.by_channel["desk"] == found.count()


def test_it_never_reaches_the_account_nor_the_desk(clerk, page, nadia):
    clerk.post(f"{DESK}assist/", CARD)
    for path in ("/account/", f"{DESK}links/", "/larache/people/confirm/"):
        page_seen = clerk.get(path).content.decode()
        assert "تتصرفون باسم" not in page_seen, path
    assert nadia.email in clerk.get("/account/").content.decode()


def test_it_ends_by_the_button(clerk, page):
    clerk.post(f"{DESK}assist/", CARD)
    assert clerk.get(f"{DESK}assist/end/").status_code == 405
    assert clerk.post(f"{DESK}assist/end/").url == f"{DESK}assist/"
    assert "تتصرفون باسم" not in clerk.get("/larache/").content.decode()


def test_it_ends_by_itself(clerk, page):
    clerk.post(f"{DESK}assist/", CARD)
    with stopped_at(now() + timedelta(minutes=21)):
        assert "تتصرفون باسم" not in clerk.get("/larache/").content.decode()


def test_another_begins_where_the_first_ends(clerk, larache):
    clerk.post(f"{DESK}assist/", CARD)
    clerk.post(f"{DESK}assist/", CARD)
    with within(larache.pk):
        assert Assistance.objects.filter(ended_at__isnull=True).count() == 1


def test_a_card_nobody_holds(clerk):
    page = clerk.post(f"{DESK}assist/", CARD | {"card_number": "LA1"}).content.decode()
    assert "لا حساب مؤكد بهذه البطاقة" in page


def test_another_session_does_not_inherit_it(clerk, larache, client_of, karim):
    clerk.post(f"{DESK}assist/", CARD)
    with within(larache.pk):
        begun = Assistance.objects.get()
    other = client_of(karim)
    session = other.session
    session["assisting"] = {"territory": "larache", "assistance": begun.pk}
    session.save()
    assert "تتصرفون باسم" not in other.get("/larache/").content.decode()
    assert "تتصرفون باسم" not in Client().get("/larache/").content.decode()


def test_who_has_no_phone_volunteers_for_a_draw_at_the_counter(clerk, larache):
    """§ councils-22"""
    from tadafor.councils.models import Volunteer
    from tadafor.councils.tests.test_actions_lot import OPENED, make_draw

    with within(larache.pk):
        draw = make_draw(larache)
        type(draw).objects.filter(pk=draw.pk).update(closes_on=today() + timedelta(days=5))
    assert draw.opened_at == OPENED
    clerk.post(f"{DESK}assist/", CARD)
    here = "/larache/councils/bodies/citizens/lots/1/"
    typed = {"sex": "woman", "age": "61_more", "consents": "on"}
    assert clerk.post(f"{here}volunteer/", typed).status_code == 303
    with within(larache.pk):
        made = Volunteer.objects.get()
        begun = Assistance.objects.get()
    assert (made.person_id, made.channel) == (begun.person_id, "desk")
