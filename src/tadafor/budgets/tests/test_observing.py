"""The full files of a count: for observers whom the committee admitted, and for nobody else."""

import pytest

from tadafor.audit.models import Entry
from tadafor.budgets.actions import observing
from tadafor.budgets.models import Observer
from tadafor.budgets.queries.observing import observer_at, observers_of
from tadafor.budgets.rules.publishing import CountingRefusal, refuse_dismissal, refuse_observer
from tadafor.budgets.tests import votes
from tadafor.budgets.tests.test_counting import loaded, published
from tadafor.kernel.clock import stopped_at
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people.models import Person
from tadafor.people.rules import RoleKind

pytestmark = pytest.mark.django_db
NAME = "ملاحظة عن جمعيات الأحياء"


@pytest.mark.parametrize(
    ("name", "roles", "refusal"),
    [
        (NAME, {RoleKind.COMMITTEE}, None),
        (NAME, {RoleKind.FOCAL_POINT, RoleKind.CLERK}, None),
        (NAME, {RoleKind.CLERK}, CountingRefusal.NOT_ALLOWED),
        (NAME, set(), CountingRefusal.NOT_ALLOWED),
        ("  ", {RoleKind.COMMITTEE}, CountingRefusal.NO_OBSERVER),
    ],
)
def test_the_committee_admits_whom_it_names(name, roles, refusal):
    """§ count-observers"""
    assert refuse_observer(name=name, roles=roles) is refusal
    expected = None if refusal is CountingRefusal.NO_OBSERVER else refusal
    assert refuse_dismissal(dismissed=False, roles=roles) is expected
    if expected is None:
        assert refuse_dismissal(dismissed=True, roles=roles) is CountingRefusal.ALREADY_DISMISSED


@pytest.mark.usefixtures("beni_mellal")
def test_the_full_file_is_behind_the_address_of_an_observer_only(larache, client, client_of, settings):
    """§ count-observers, § count-files"""
    settings.PUBLIC_ADDRESS = "https://tadafor.example"
    edition, keeper = votes.make_vote(larache, full_file_for_all=False), votes.committee(larache)
    with stopped_at(votes.CLOSED):
        published(loaded(edition), keeper, votes.committee(larache))
    at, desk = f"/larache/budgets/{edition.slug}/", f"/larache/budgets/desk/{edition.slug}/count/observers/"
    committee = client_of(Person.objects.get(pk=keeper.person_id))
    assert client.get(f"{at}results/1/ballots.pb").status_code == 404
    empty = committee.post(desk, {"name": " "})
    assert (empty.status_code, "كما في المحضر" in empty.content.decode()) == (400, True)
    shown = committee.post(desk, {"name": NAME}).content.decode()
    address = shown.partition("https://tadafor.example")[2].partition("<")[0]
    assert address.startswith(at)
    assert address not in committee.get(desk).content.decode()

    page = client.get(address)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in page.headers["X-Robots-Tag"]
    file = client.get(f"{address}1.pb")
    assert file.content.decode().count("\n") > client.get(f"{at}results/1/totals.pb").content.decode().count(
        "\n"
    )
    assert client.get(f"{address}9.pb").status_code == 404
    for wrong in (f"{at}observers/{'x' * 20}/", f"{at}observers/{'x' * 20}/1.pb"):
        assert client.get(wrong).status_code == committee.get(wrong).status_code == 404
    assert client.get(address.replace("/larache/", "/beni-mellal/")).status_code == 404
    with within(larache.pk):
        (observer,) = Observer.objects.filter(name=NAME)
        assert observer.taken == 1
        assert observer.mark not in address
        assert Entry.objects.filter(verb="budgets.take_full_file").count() == 1

    stranger = client_of(Person.objects.get(pk=votes.clerk(larache).person_id))
    closing = f"{desk}{observer.pk}/close/"
    assert (stranger.post(closing).status_code, stranger.get(desk).status_code) == (404, 404)
    assert "/account/login/" in client.post(closing).headers["Location"]
    assert client.get(address).status_code == 200
    assert committee.post(closing).status_code == 303
    assert client.get(address).status_code == client.get(f"{address}1.pb").status_code == 404


def test_an_address_serves_its_own_edition_and_only_after_the_result(larache):
    """§ count-observers"""
    edition, other = votes.make_vote(larache), votes.make_vote(larache, slug="other")
    facts = {"actor": votes.committee(larache), "now": votes.BEFORE}
    with within(larache.pk):
        secret = observing.admit_observer(edition=edition, name=NAME, **facts)
        assert observer_at(other, secret) is None
        (found,) = observers_of(edition)
        assert observer_at(edition, secret) == found
        with pytest.raises(Refused) as clerk:
            observing.dismiss_observer(observer=found, actor=votes.clerk(larache), now=votes.BEFORE)
        assert clerk.value.refusal is CountingRefusal.NOT_ALLOWED


def test_before_the_result_an_observer_finds_nothing_yet(larache, client):
    """§ secrecy-results"""
    edition = votes.make_vote(larache)
    with within(larache.pk):
        facts = {"actor": votes.committee(larache), "now": votes.BEFORE}
        secret = observing.admit_observer(edition=edition, name=NAME, **facts)
    page = client.get(f"/larache/budgets/{edition.slug}/observers/{secret}/")
    assert "لا ملفات بعد" in page.content.decode()
    assert client.get(f"/larache/budgets/{edition.slug}/observers/{secret}/1.pb").status_code == 404
