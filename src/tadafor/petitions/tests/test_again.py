"""A code that expired, died or went to a mistyped contact: nothing is typed twice."""

from datetime import timedelta

import pytest
from django.test import Client

from tadafor.kernel.clock import stopped_at
from tadafor.kernel.scopes import within
from tadafor.people.queries import actor_of
from tadafor.people.tests.factories import link, make_person
from tadafor.petitions import actions, queries
from tadafor.petitions.models import Signature
from tadafor.petitions.tests.factories import SIGNED, make_petition, sign
from tadafor.petitions.tests.test_views import AT, TYPED, code_in, hidden

pytestmark = pytest.mark.django_db


@pytest.fixture
def petition(larache, actor_of):
    return make_petition(larache, actor_of(link(make_person("زينب التجريبية"), larache)))


@pytest.fixture
def at(petition):
    return f"{AT}{petition.code}/sign/"


def _wrong(code):
    return "000000" if code != "000000" else "111111"


@pytest.mark.parametrize(("tries", "minutes"), [(0, 11), (6, 1)])
def test_another_code_signs_what_was_typed_before(larache, at, mailoutbox, tries, minutes):
    """§ petitions-16: after ten minutes, after too many tries."""
    client = Client()
    with stopped_at(SIGNED):
        sealed, old = hidden(client.post(at, TYPED)), code_in(mailoutbox[-1])
        for _ in range(tries):
            assert client.post(f"{at}code/", {"sealed": sealed, "code": _wrong(old)}).status_code == 400
    with stopped_at(SIGNED + timedelta(minutes=minutes)):
        dead = client.post(f"{at}code/", {"sealed": sealed, "code": old})
        assert dead.status_code == 400
        page = client.post(f"{at}code/another/", {"sealed": hidden(dead), "code": ""})
        assert page.status_code == 200
        assert "استعملوا آخر رمز وصلكم" in page.content.decode()
        assert len(mailoutbox) == 2
        done = client.post(
            f"{at}code/", {"sealed": hidden(page), "code": code_in(mailoutbox[-1])}, follow=True
        )
        assert "وصلنا توقيعكم" in done.content.decode()
    with within(larache.pk):
        assert Signature.objects.get().name == TYPED["name"]


def test_too_many_codes_are_refused_and_the_page_stays(at, mailoutbox):
    client = Client()
    with stopped_at(SIGNED):
        sealed, asked = hidden(client.post(at, TYPED)), 0
        page = client.post(f"{at}code/another/", {"sealed": sealed})
        while page.status_code == 200 and asked < 20:
            page, asked = client.post(f"{at}code/another/", {"sealed": hidden(page)}), asked + 1
        assert (page.status_code, asked < 20) == (400, True)
        assert "اطلبوا رمزا جديدا بعد" in page.content.decode()
        last = {"sealed": hidden(page), "code": code_in(mailoutbox[-1])}
        assert "وصلنا توقيعكم" in client.post(f"{at}code/", last, follow=True).content.decode()


def test_another_code_takes_back_without_typing_the_contact_again(larache, petition, at, mailoutbox):
    """§ petitions-19: after ten minutes; a page of signing takes nothing back so, nor the other way round."""
    back = f"{AT}{petition.code}/take-back/"
    sign(petition, 7)
    client = Client()
    with stopped_at(SIGNED):
        first = client.post(back, {"contact": "signer7@example.org"})
        sealed = hidden(first)
        assert f'formaction="{back}code/another/"' in first.content.decode()
        signing = hidden(client.post(at, TYPED))
        sent = len(mailoutbox)
        for strange in ("", "x", signing):
            page = client.post(f"{back}code/another/", {"sealed": strange})
            assert (page.status_code, f'href="{back}"' in page.content.decode()) == (400, True)
        assert client.get(f"{back}code/another/").status_code == 400
        assert len(mailoutbox) == sent
        stolen = client.post(f"{at}code/", {"sealed": sealed, "code": code_in(mailoutbox[0])})
        assert stolen.status_code == 400
    with stopped_at(SIGNED + timedelta(minutes=11)):
        page = client.post(f"{back}code/another/", {"sealed": sealed, "code": ""})
        assert "استعملوا آخر رمز وصلكم" in page.content.decode()
        assert mailoutbox[-1].to == ["signer7@example.org"]
        done = client.post(f"{back}code/", {"sealed": hidden(page), "code": code_in(mailoutbox[-1])})
        assert done.status_code == 303
    with within(larache.pk):
        assert [row.status for row in Signature.objects.all()] == ["withdrawn"]
        actions.withdraw(petition=petition, reason="", actor=petition_agent(petition), now=SIGNED)
    with stopped_at(SIGNED + timedelta(minutes=20)):
        assert client.post(f"{back}code/another/", {"sealed": hidden(page)}).status_code == 409


def petition_agent(petition):
    agent = queries.parties_of(petition)[0]
    return actor_of(agent.person_id, now=SIGNED)


def test_what_was_typed_is_shown_again_to_be_corrected(at, petition, mailoutbox):
    client = Client()
    with stopped_at(SIGNED):
        sealed = hidden(client.post(at, TYPED | {"contact": "mistyped@example.org"}))
        page = client.post(f"{at}code/correct/", {"sealed": sealed})
        text = page.content.decode()
        assert page.status_code == 200
        assert "no-store" in page.headers["Cache-Control"]
        for typed in (TYPED["name"], "LA77", "mistyped@example.org", f'action="{at}"'):
            assert typed in text
        form = page.context["form"].initial
        assert (form["tie"], form["card_kind"], form["consents"]) == ("residence", "national", True)
        assert client.post(at, TYPED).status_code == 200
        assert mailoutbox[-1].to == [TYPED["contact"]]


@pytest.mark.parametrize("what", ["another", "correct"])
def test_a_page_that_is_not_ours_says_so(larache, at, petition, mailoutbox, what):
    client = Client()
    with stopped_at(SIGNED):
        other = make_petition(larache)
        stolen = hidden(client.post(f"{AT}{other.code}/sign/", TYPED))
        back = f"{AT}{petition.code}/take-back/"
        taken = hidden(client.post(back, {"contact": TYPED["contact"]}))
        sent = len(mailoutbox)
        for sealed in ("", "x", stolen, taken):
            assert client.post(f"{at}code/{what}/", {"sealed": sealed}).status_code == 400
        assert client.get(f"{at}code/{what}/").status_code == 400
        assert len(mailoutbox) == sent
