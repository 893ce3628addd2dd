"""A crowd is answered as everybody is, with fewer layers (decision 0025)."""

import re

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory

from tadafor.house import settings as house
from tadafor.house.answering import CrowdHandler, Handler
from tadafor.house.layers import NOT_OF_A_CROWD
from tadafor.kernel.scopes import within
from tadafor.petitions import rules
from tadafor.petitions.models import Petition
from tadafor.petitions.tests.factories import make_petition

pytestmark = pytest.mark.django_db
TYPED = {
    "name": "موقعة تجريبية", "card_kind": "national", "card_number": "LA77", "tie": "residence",
    "contact": "signer@example.org", "is_adult": "on", "consents": "on",
}  # fmt: skip
HERE = {"Sec-Fetch-Site": "same-origin", "Host": "localhost"}
SEALED = re.compile(r'name="sealed"[^>]*value="([^"]+)"')


@pytest.fixture
def petition(larache):
    return make_petition(larache)


@pytest.fixture(scope="module")
def handlers():
    return Handler(), CrowdHandler()


@pytest.fixture(autouse=True)
def _connected():
    """Let the connection of the test stay, as Django's own client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def answered(handler, path, typed, **headers):
    """Return status, headers and page."""
    request = RequestFactory().post(path, typed, headers=HERE | headers)
    told = []
    body = handler(request.environ, lambda *what: told.extend(what))
    # How long it is the web server tells (the last test).
    return int(told[0][:3]), sorted(one for one in told[1] if one[0] != "Content-Length"), b"".join(body)


@pytest.mark.parametrize(
    ("path", "typed", "headers", "status"),
    [
        ("{}sign/", TYPED, {}, 200),
        ("/fr{}sign/", TYPED, {}, 200),
        ("/zgh{}sign/", TYPED, {}, 200),
        ("{}sign/", TYPED, {"Accept-Encoding": "gzip"}, 200),
        ("{}sign/", {}, {}, 400),
        ("/fr{}sign/", TYPED | {"card_number": "?", "contact": "nobody@"}, {}, 400),
        ("/zgh{}sign/", TYPED | {"tie": "odd"}, {}, 400),
        ("{}sign/code/", {}, {}, 400),
        ("{}sign/code/", {"sealed": "nonsense", "code": "123456"}, {}, 400),
        ("/larache/petitions/NONE2345/sign/", TYPED, {}, 404),
        ("/nowhere/petitions/ABCD2345/sign/", TYPED, {}, 404),
        ("{}sign/", TYPED, {"Sec-Fetch-Site": "cross-site"}, 403),
        ("{}sign/", TYPED, {"Host": "other.example"}, 400),
        ("{}sign/", TYPED, {"Content-Length": "999999999"}, 413),
        ("{}sign/?a=%00", TYPED, {}, 400),
        ("{}sign/", {f"field{number}": "" for number in range(600)}, {}, 400),
    ],
)
def test_a_crowd_is_answered_as_everybody_is(settings, petition, handlers, path, typed, headers, status):
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.DEBUG_PROPAGATE_EXCEPTIONS = False
    where = path.format(f"/larache/petitions/{petition.code}/")
    usual, crowded = (answered(handler, where, typed, **headers) for handler in handlers)
    assert (usual[0], crowded[0]) == (status, status)
    assert crowded[1] == usual[1]
    if "gzip" not in headers.values():
        assert SEALED.sub("", crowded[2].decode()) == SEALED.sub("", usual[2].decode())
        assert b"</html>" in crowded[2]


def test_a_closed_petition_says_so(petition, handlers, larache):
    with within(larache.pk):
        Petition.objects.filter(pk=petition.pk).update(state=rules.State.WITHDRAWN)
    where = f"/larache/petitions/{petition.code}/sign/"
    usual, crowded = (answered(handler, where, TYPED) for handler in handlers)
    assert usual == crowded
    assert crowded[0] == 409


def test_no_signal_is_heard_of_a_crowd(petition, handlers):
    heard = []

    def hear(**facts):
        heard.append(facts)

    for signal in (request_started, request_finished):
        signal.connect(hear)
    try:
        answered(handlers[1], f"/larache/petitions/{petition.code}/sign/", TYPED)
    finally:
        for signal in (request_started, request_finished):
            signal.disconnect(hear)
    assert heard == []


def test_the_layers_of_a_crowd_are_those_of_everybody_but_some():
    layers = house.TADAFOR_CROWD_MIDDLEWARE
    kept = [one for one in house.MIDDLEWARE if one in layers]
    assert layers == [*kept, "tadafor.house.middleware.Visitor"]
    assert set(house.MIDDLEWARE) - set(kept) == NOT_OF_A_CROWD


def test_making_them_leaves_the_layers_of_everybody_alone(settings):
    CrowdHandler()
    assert settings.MIDDLEWARE == house.MIDDLEWARE
