"""§ programme-19: the file that shows a criterion of a maturity grid."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client

from tadafor.audit.models import Entry
from tadafor.kernel.clock import stopped_at
from tadafor.kernel.scopes import everywhere
from tadafor.programme import actions, queries, rules
from tadafor.programme.models import Evidence, Grid
from tadafor.programme.rules import Charge, FrameRefusal, GridRefusal
from tadafor.programme.tests.factories import LARACHE, NOW, World
from tadafor.programme.tests.test_mending import TEAM, file, refused
from tadafor.programme.tests.test_views import person_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _that_day():
    with stopped_at(NOW):
        yield


@pytest.fixture
def world(larache):
    made = World()
    made.north = made.region(larache.place.region_id)
    made.larache = made.commune(LARACHE)
    made.coordinator = made.charged(Charge.COORDINATOR, region=made.north, name="منسق")
    made.focal_point = made.charged(Charge.FOCAL_POINT, commune=made.larache, name="نقطة الارتكاز")
    made.facilitator = made.charged(Charge.FACILITATOR, region=made.north, name="ميسرة")
    made.bringing = {"commune": made.larache, "year": 2024, "criterion": rules.Criterion.PETITIONS}
    made.bringing |= {"is_public": False, "actor": made.focal_point, "now": NOW}
    return made


def upload(words="العرائض;عدد\nمودعة;7\n", name="registre.csv"):
    sent = BytesIO(words.encode())
    sent.name = name
    return sent


def test_a_file_shows_a_criterion_and_is_the_team_s_until_public_and_confirmed(world, client_of, salma):
    """Brought before any word, replaced, enough to send; opened by who confirms; public afterwards."""
    of = {
        name: client_of(person_of(getattr(world, name)))
        for name in ("focal_point", "coordinator", "facilitator", "officer")
    } | {"citizen": client_of(salma), "visitor": Client()}
    focal_point, coordinator = of["focal_point"], of["coordinator"]
    here = f"{TEAM}grids/{world.larache.place.digits}/2024/"
    bring = f"{here}files/petitions/"
    assert coordinator.get(bring).status_code == 404, "who confirms does not bring"
    assert focal_point.get(f"{here}files/nothing/").status_code == 404
    assert focal_point.post(bring, {}).status_code == 400
    assert focal_point.post(bring, {"file": upload("MZ\x00", "virus.exe")}).status_code == 400
    assert focal_point.post(bring, {"file": upload("قديم", "vieux.txt")}).status_code == 303
    old = Evidence.objects.get()
    assert focal_point.post(bring, {"file": upload(), "is_public": "on"}).status_code == 303
    one = Evidence.objects.get()
    assert one.title == "registre.csv"
    assert focal_point.get(f"/programme/tadafor/evidence/{old.code}/{old.file_name}").status_code == 404
    address = f"/programme/tadafor/evidence/{one.code}/{one.file_name}"

    def read():
        return {name for name, client in of.items() if client.get(address).status_code == 200}

    team = {"focal_point", "coordinator", "officer"}
    assert read() == team
    assert coordinator.get(address).headers["Cache-Control"] == "private, no-store"

    bold = {f"degree_{criterion.value}": "1" for criterion in rules.Criterion} | {"degree_petitions": "3"}
    unshown = focal_point.post(here, bold | {"degree_bodies": "2", "send": "1"})
    assert unshown.status_code == 400
    assert unshown.content.decode().count('id="id_evidence_bodies_error"') == 1
    assert "id_evidence_petitions_error" not in unshown.content.decode(), "its file shows it"
    assert "املؤوا الشبكة" in focal_point.get(TEAM).content.decode()
    assert focal_point.post(here, bold | {"send": "1"}).status_code == 303
    mine = focal_point.get(TEAM).content.decode()
    assert ("املؤوا الشبكة" in mine, "اقرؤوا الشبكة" in mine) == (False, True)
    for verb in (bring, f"{TEAM}evidence/{one.code}/take-back/"):
        closed = focal_point.post(verb, {"file": upload("آخر")})
        assert closed.status_code == 400, "what was sent waits"
    assert one.code in coordinator.get(f"{here}confirm/").content.decode()
    assert read() == team, "said public, and not confirmed yet"

    grid = Grid.objects.get()
    saids = {f"degree_{line.criterion}": str(line.degree) for line in grid.lines.all()}
    back = saids | {"seen": str(grid.revision), "back": "1"}
    assert "ما ينبغي تصحيحه" in coordinator.post(f"{here}confirm/", back).content.decode()
    assert coordinator.post(f"{here}confirm/", saids | {"seen": str(grid.revision)}).status_code == 303
    assert read() == set(of)
    public = f"/programme/tadafor/communes/{world.larache.place.digits}/"
    assert one.code in Client().get(public).content.decode()
    assert focal_point.get(here).status_code == 200
    show = f"{TEAM}evidence/{one.code}/show/"
    assert coordinator.post(show).status_code == 404
    assert focal_point.post(show).status_code == 303
    assert read() == team
    assert one.code not in Client().get(public).content.decode()
    with everywhere():
        kept = list(Entry.objects.filter(verb="programme.note_evidence_read").select_related("clear"))
    assert {entry.clear.person_id for entry in kept} == {world.coordinator.person_id, world.officer.person_id}


def test_who_brought_a_file_does_not_confirm(world):
    """§ programme-13: whoever filled the words."""
    both = world.charged(Charge.FOCAL_POINT, commune=world.larache, name="شخص بمهمتين")
    actions.charge(person_id=both.person_id, kind=Charge.COORDINATOR, region=world.north, **world.told)
    stranger = refused(
        actions.bring_evidence, **world.bringing | {"actor": world.facilitator, "file": file()}
    )
    assert stranger is FrameRefusal.NOT_YOURS
    outside = refused(actions.bring_evidence, **world.bringing | {"year": 2040, "file": file()})
    assert outside is GridRefusal.OTHER_YEAR
    one = actions.bring_evidence(**world.bringing | {"actor": both, "file": file()})
    again = actions.bring_evidence(**world.bringing | {"actor": both, "file": file(), "is_public": True})
    assert (again.pk, again.is_public) == (one.pk, True), "the same file sent twice is one"
    said = {criterion: rules.Said(rules.Degree.BEGUN) for criterion in rules.Criterion}
    grid = actions.fill_grid(
        commune=world.larache, year=2024, said=said, send=True, actor=world.focal_point, now=NOW
    )
    degrees = dict.fromkeys(rules.Criterion, rules.Degree.BEGUN)
    facts = {"grid": grid, "confirmed": degrees, "reasons": {}, "seen": grid.revision, "now": NOW}
    assert refused(actions.confirm_grid, actor=both, **facts) is GridRefusal.OWN_GRID
    assert both.person_id in queries.who_filled(queries.grids_sent(world.programme)[0])
    actions.confirm_grid(actor=world.coordinator, **facts)


@pytest.mark.django_db(transaction=True)
def test_a_criterion_keeps_one_file_whoever_comes_first(world):
    """Four windows bring a file each at once: one row stays, and one file on the disk."""

    folder = f"programme/{world.programme.pk}/{NOW:%Y-%m}"

    def kept():
        return set(default_storage.listdir(folder)[1]) if default_storage.exists(folder) else set()

    before = kept()

    def bring(at):
        try:
            actions.bring_evidence(**world.bringing, file=file(f"ورقة {at}"))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(bring, range(4)))
    one = Evidence.objects.get()
    assert Grid.objects.count() == 1
    assert kept() - before == {str(one.file.name).rpartition("/")[2]}
