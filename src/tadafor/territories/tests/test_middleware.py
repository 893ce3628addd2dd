"""The territory of an address, on requests that go through it."""

from datetime import UTC, datetime

import pytest
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.test import override_settings
from django.urls import include, path

from tadafor.audit.models import Entry
from tadafor.kernel.scopes import current_territory
from tadafor.territories import actions
from tadafor.territories.middleware import TerritoryOfTheAddress

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def page(request, territory):
    return HttpResponse(f"{current_territory()} {Entry.objects.count()}")


def stream(request, territory):
    return StreamingHttpResponse(str(Entry.objects.count()) for _ in range(2))


def front(request):
    return HttpResponse("front")


home = ([path("", front, name="front"), path("search/", front, name="search")], "home")
urlpatterns = [
    path("", include(home)),
    path("account/", front),
    path("<str:territory>/", page),
    path("<str:territory>/stream/", stream),
]


@pytest.fixture
def larache():
    actions.load_places(now=NOW, only={"01.331.01.03", "05.091.01.01"})
    actions.join(place_id="05.091.01.01", slug="بني-ملال", now=NOW)
    return actions.join(place_id="01.331.01.03", slug="larache", now=NOW)


@pytest.fixture
def ask(rf):
    def _answer(request):
        from django.urls import resolve

        view, args, kwargs = resolve(request.path_info)
        return view(request, *args, **kwargs)

    middleware = TerritoryOfTheAddress(_answer)

    def asked(address, host="testserver"):
        with override_settings(ROOT_URLCONF=__name__, PUBLIC_ADDRESS="https://testserver"):
            return middleware(rf.get(address, headers={"host": host}))

    return asked


def test_the_scope_is_open_around_the_view_and_closed_after(ask, larache, django_assert_num_queries):
    with django_assert_num_queries(2):  # the territory, and what the view counts
        assert ask("/larache/").content.decode() == f"{larache.pk} 1"
    assert current_territory() is None


def test_an_arabic_address(ask, larache):
    assert ask("/بني-ملال/").status_code == 200


def test_a_body_that_streams_is_read_within_the_scope(ask, larache):
    response = ask("/larache/stream/")
    assert [(piece, current_territory()) for piece in response.streaming_content] == [
        (b"1", None),
        (b"1", None),
    ]


def test_no_such_territory(ask, larache):
    with pytest.raises(Http404):
        ask("/nowhere/")


def test_a_page_of_nobody_costs_no_query(ask, larache, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert ask("/").content == b"front"


class TestTiedHost:
    @pytest.fixture(autouse=True)
    def tied(self, larache):
        larache.host = "participation.example"
        larache.save()

    def test_its_root_leads_to_the_territory(self, ask, django_assert_num_queries):
        with django_assert_num_queries(1):
            assert ask("/", "participation.example").headers["Location"] == "/larache/"

    @pytest.mark.parametrize("address", ["//", "///"])
    def test_its_root_leads_nowhere_else_however_it_is_typed(self, ask, address):
        """«//larache/» would be another site, called larache."""
        assert (
            ask(f"http://participation.example{address}", "participation.example").headers["Location"]
            == "/larache/"
        )

    def test_it_serves_its_own(self, ask, django_assert_num_queries):
        with django_assert_num_queries(2):
            assert ask("/larache/", "participation.example").status_code == 200
        assert ask("/account/", "participation.example").status_code == 200

    @pytest.mark.parametrize("address", ["/بني-ملال/", "/search/", "/nowhere/"])
    def test_it_serves_nothing_else(self, ask, address):
        with pytest.raises(Http404):
            ask(address, "participation.example")

    def test_other_hosts_serve_it_too(self, ask):
        assert ask("/larache/", "testserver").status_code == 200
        assert ask("/larache/", "other.example").status_code == 200


@pytest.mark.parametrize(
    ("address", "status"),
    [("/nowhere-at-all/", 404), ("/fr/nowhere-at-all/offices/", 404), ("/لا-مكان/", 404), ("/%00/", 400)],
)
def test_what_is_nowhere_is_a_page_not_a_fault(client, address, status):
    assert client.get(address).status_code == status
