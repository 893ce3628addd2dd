"""What the officer mends, who left, and the files that prove what was entered."""

from collections import Counter
from datetime import date, timedelta
from enum import StrEnum
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from django.test import Client

from tadafor.documents.actions import clean_file
from tadafor.kernel.clock import stopped_at
from tadafor.kernel.refusals import Refused
from tadafor.kernel.tests.threads import at_once
from tadafor.people.actor import VISITOR
from tadafor.programme import actions, queries, rules
from tadafor.programme.models import (
    Activity,
    Committee,
    Commune,
    Count,
    Partner,
    Proof,
    Region,
    Sitting,
    Tally,
)
from tadafor.programme.rules import Charge, EntryRefusal, FrameRefusal, State
from tadafor.programme.tests.factories import BENI_MELLAL, LARACHE, NOW, World, make_place
from tadafor.programme.tests.test_views import person_of

pytestmark = pytest.mark.django_db
TEAM = "/programme/tadafor/team/"


@pytest.fixture(autouse=True)
def _that_day():
    with stopped_at(NOW):
        yield


@pytest.fixture
def world(larache, beni_mellal):
    made = World()
    made.north = made.region(larache.place.region_id)
    made.larache = made.commune(LARACHE, latitude="35.19", longitude="-6.15")
    made.counted = made.indicator("I2", measure="petitions.deposited", by_sex=True, by_age=True)
    made.entered = made.indicator("I1")
    made.coordinator = made.charged(Charge.COORDINATOR, region=made.north, name="منسق")
    made.focal_point = made.charged(Charge.FOCAL_POINT, commune=made.larache, name="نقطة الارتكاز")
    made.who = {"actor": made.officer, "now": NOW}
    return made


def refused(verb, **facts):
    with pytest.raises(Refused) as found:
        verb(**facts)
    return found.value.refusal


def file(words="لائحة الحضور", name="liste.txt"):
    written = words.encode()
    return clean_file(sent=BytesIO(written), name=name, size=len(written))


def keep(territory, month, value, part=""):
    Count.objects.create(
        territory=territory, measure="petitions.deposited", part=part, month=month, value=value
    )


# ---- leaving, and what is kept


def test_a_commune_that_left_keeps_its_figures_up_to_then(world, larache):
    """§ programme-18, § programme-11: counted and entered, on every page and in the sums by region."""
    for month, value in ((date(2023, 12, 1), 3), (date(2024, 1, 1), 4), (date(2024, 2, 1), 50)):
        keep(larache, month, value)
    keep(larache, date(2024, 1, 1), 2, "sex:woman")
    told = world.plan(commune=world.larache, planned_on=date(2024, 1, 8))
    world.approve(world.tell(told, {world.entered: (20,)}, held_on=date(2024, 1, 8)), world.coordinator)
    later = world.plan(commune=world.larache, planned_on=date(2024, 3, 1))
    waiting = world.plan(commune=world.larache, planned_on=date(2024, 1, 3))
    actions.settle([world.north.pk])
    assert queries.whole(world.programme).of(world.counted.pk) == 57

    leaving = {"commune": world.larache, "because": "قرار المجلس", **world.who}
    assert refused(actions.leave, left_on=date(2024, 1, 7), **leaving) is FrameRefusal.HAS_LATER
    actions.leave(left_on=date(2024, 1, 15), **leaving)
    assert refused(actions.leave, left_on=date(2024, 1, 20), **leaving) is FrameRefusal.LEFT
    one = queries.commune_at(world.programme, world.larache.place.digits)
    for figures in (
        queries.whole(world.programme),
        queries.sums(world.programme),
        queries.sums(world.programme, commune=one),
        queries.sums(world.programme, region=world.north.pk),
    ):
        total = figures.by_indicator()
        assert (total[world.counted.pk].count, total[world.counted.pk].women) == (7, 2)
        assert total[world.entered.pk].count == 20
    assert queries.profile(one).totals == {"petitions.deposited": 7}
    later.refresh_from_db()
    waiting.refresh_from_db()
    assert (later.standing, later.called_off_because) == (State.CALLED_OFF, "قرار المجلس")
    assert waiting.standing is State.PLANNED, "what was planned before may still be told"
    assert queries.charges_of(world.programme, world.focal_point.person_id, NOW.date()) == []
    assert refused(world.plan, commune=one, planned_on=date(2024, 2, 1)) is EntryRefusal.AFTER_LEAVING
    late = refused(world.tell, activity=waiting, numbers={world.entered: (1,)}, held_on=date(2024, 1, 16))
    assert late is EntryRefusal.AFTER_LEAVING
    assert "قرار المجلس" in Client().get(f"/programme/tadafor/communes/{one.place.digits}/").content.decode()
    assert "جماعات غادرت" in Client().get("/programme/tadafor/").content.decode()
    frozen = queries.frozen(world.programme, date(2024, 2, 1), date(2024, 2, 29), NOW.date())
    assert frozen["communes"] == 0

    actions.come_back(commune=one, **world.who)
    assert refused(actions.come_back, commune=one, **world.who) is FrameRefusal.NOT_LEFT
    assert queries.whole(world.programme).of(world.counted.pk) == 57


def test_what_a_region_keeps_is_what_its_communes_add_up_to(world, larache, beni_mellal):
    """§ programme-11: by whichever verb a commune joins, moves or leaves, whatever was kept before."""

    def same():
        again = {
            (key[0], key[1], key[2]): vars(value)
            for key, value in queries.added_up(Region.objects.values_list("pk", flat=True)).items()
        }
        kept = {
            (one.region_id, one.measure, one.year): {
                "count": one.count,
                "women": one.women,
                "young": one.young,
            }
            for one in Tally.objects.all()
        }
        assert kept == again
        one_by_one = sum(
            queries.sums(world.programme, commune=commune).of(world.counted.pk)
            for commune in queries.communes(world.programme)
        )
        assert queries.whole(world.programme).of(world.counted.pk) == one_by_one
        return one_by_one

    for place in (larache, beni_mellal):
        for month in (date(2021, 12, 1), date(2022, 1, 1), date(2023, 5, 1), date(2025, 7, 1)):
            keep(place, month, 10)
            keep(place, month, 4, "sex:woman")
            keep(place, month, 3, "age:18_24")
    actions.settle([world.north.pk])
    assert same() == 20, "neither before the programme nor after it"
    world.region(beni_mellal.place.region_id)
    other = world.commune(BENI_MELLAL, date(2023, 5, 30), latitude="32.3", longitude="-6.3")
    assert same() == 30
    facts = actions.CommuneFacts(code=BENI_MELLAL, joined_on=date(2022, 1, 31), source="بلاغ")
    actions.change_commune(commune=other, facts=facts, **world.who)
    assert same() == 40
    longer = {"name_ar": "ا", "name_fr": "a", "purpose_ar": "ب", "purpose_fr": "b", "source": ""}
    actions.change_programme(programme=world.programme, months=48, **longer, **world.who)
    world.programme.refresh_from_db()
    assert world.programme.ends_on == date(2025, 12, 31)
    assert same() == 60
    actions.leave(commune=other, left_on=date(2023, 4, 1), because="قرار", **world.who)
    assert same() == 40
    actions.recount(territory_ids=[larache.pk, beni_mellal.pk], now=NOW)
    assert same() == 0, "no room has rows of these: what was kept by hand is gone"
    north = Region.objects.get(pk=world.north.pk)
    found = (float(north.latitude), float(north.longitude), north.points)
    assert found == (35.19, -6.15, [[-6.15, 35.19]])
    for number, point in enumerate((("35.0", "-6.0"), ("35.4", "-6.0"))):
        make_place(f"01.331.05.0{number}", region=world.north.place_id)
        world.commune(f"01.331.05.0{number}", latitude=point[0], longitude=point[1])
    kept = Region.objects.get(pk=world.north.pk)
    assert kept.points == [[-6.15, 35.19], [-6.0, 35.0], [-6.0, 35.4]]
    page = Client().get("/programme/tadafor/").content.decode()
    assert page.count('class="map-dots"') == 1
    assert page.count("h0") == 3, "a point for each commune"
    assert len(queries.borders()) == 12
    assert page.count('class="map-quarter"') == 1


# ---- the frame


def test_the_frame_is_mended_by_its_officer_alone(world):
    """§ programme-1, § programme-2, § programme-4, § programme-5: refused, then kept."""
    pair = {"name_ar": "الاتحاد", "name_fr": "Union"}
    donor = actions.add_partner(kind=rules.PartnerKind.DONOR, **pair, **world.told)
    other = actions.add_partner(kind=rules.PartnerKind.CIVIL, **pair, **world.told)
    words = {"members_ar": "عضو", "members_fr": "Membre"}
    first = actions.found_committee(name_ar="لجنة", name_fr="Comité", **words, **world.told)
    second = actions.found_committee(name_ar="لجنة أخرى", name_fr="Autre", **words, **world.told)
    said = {"decisions_ar": "قرار", "decisions_fr": "", "reference": ""}
    sat = [
        actions.record_sitting(committee=first, held_on=date(2024, 1, day), **said, **world.who)
        for day in (3, 4)
    ]
    told = world.plan(commune=world.larache)
    world.tell(told, {world.entered: (9,)})
    programme = {"name_ar": "ا", "name_fr": "a", "purpose_ar": "ب", "purpose_fr": "b", "source": ""}
    programme |= {"programme": world.programme, "months": 12}
    late = actions.CommuneFacts(code=LARACHE, joined_on=date(2024, 2, 2), source="بلاغ")
    kind = {"kind": rules.PartnerKind.DONOR}
    cases = [
        (actions.change_programme, programme, FrameRefusal.HAS_LATER),
        (actions.change_programme, programme | {"months": 0}, FrameRefusal.PERIOD),
        (actions.change_partner, {"partner": other, **kind, **pair}, FrameRefusal.ALREADY_IN),
        (actions.change_commune, {"commune": world.larache, "facts": late}, FrameRefusal.HAS_EARLIER),
        (
            actions.change_committee,
            {"committee": second, "name_ar": "لجنة", "name_fr": "x", **words},
            FrameRefusal.ALREADY_IN,
        ),
        (actions.remove_committee, {"committee": first}, FrameRefusal.HAS_SITTINGS),
        (
            actions.change_sitting,
            {"sitting": sat[0], "held_on": date(2024, 1, 4), **said},
            FrameRefusal.ALREADY_IN,
        ),
        (
            actions.change_sitting,
            {"sitting": sat[0], "held_on": date(2024, 9, 4), **said},
            FrameRefusal.NOT_YET,
        ),
    ]
    for verb, facts, refusal in cases:
        assert refused(verb, **facts, **world.who) is refusal, verb
    mended = [
        (actions.change_programme, programme | {"months": 48}),
        (actions.change_partner, {"partner": donor, **kind, **pair}),
        (actions.remove_partner, {"partner": other}),
        (actions.change_node, {"node": world.counted.result, "title_ar": "ت", "title_fr": "t"}),
        (actions.change_committee, {"committee": first, "name_ar": "ل", "name_fr": "l", **words}),
        (actions.remove_committee, {"committee": second}),
        (actions.change_sitting, {"sitting": sat[0], "held_on": date(2024, 1, 2), **said}),
    ]
    for verb, facts in mended:
        stranger = {"actor": VISITOR, "now": NOW}
        assert refused(verb, **facts, **stranger) is FrameRefusal.NOT_YOURS, verb
        verb(**facts, **world.who)
    assert [one.pk for one in Partner.objects.all()] == [donor.pk]
    assert [one.name_ar for one in Committee.objects.all()] == ["ل"]
    assert Sitting.objects.get(pk=sat[0].pk).held_on == date(2024, 1, 2)


def test_the_officer_mends_by_the_pages(world, client_of):
    """§ programme-18: what is typed wrong is said, what is right is kept, others see no page."""
    officer, coordinator = (client_of(person_of(one)) for one in (world.officer, world.coordinator))
    partner = actions.add_partner(kind=rules.PartnerKind.DONOR, name_ar="ا", name_fr="a", **world.told)
    committee = actions.found_committee(
        name_ar="ل", name_fr="l", members_ar="ع", members_fr="m", **world.told
    )
    digits = world.larache.place.digits
    names = {"name_ar": "اسم", "name_fr": "Nom"}
    purpose = {"purpose_ar": "غاية", "purpose_fr": "But", "source": ""}
    source = {"source": "بلاغ 2022", "source_fr": "Communiqué de 2022"}
    cases = [
        ("programme/", names | purpose | {"months": "0"}, names | purpose | {"months": "48"}),
        (f"partners/{partner.pk}/", {"kind": "x"}, names | {"kind": "civil"}),
        (f"nodes/{world.counted.result_id}/", {}, {"title_ar": "عنوان", "title_fr": "Titre"}),
        (f"communes/{digits}/", {"joined_on": "2030-01-01"}, {"joined_on": "2022-02-01"} | source),
        (
            f"communes/{digits}/leave/",
            {"left_on": "2024-01-01", "because": ""},
            {"left_on": "2024-01-01", "because": "قرار"},
        ),
        (f"committees/{committee.pk}/", {}, names | {"members_ar": "ع", "members_fr": "m"}),
        (f"communes/{digits}/back/", None, {}),
        (f"partners/{partner.pk}/remove/", None, {}),
        (f"committees/{committee.pk}/remove/", None, {}),
    ]
    for page, wrong, right in cases:
        address = f"{TEAM}frame/{page}"
        assert officer.get(address).status_code == 200, page
        assert wrong is None or officer.post(address, wrong).status_code == 400, page
        assert coordinator.post(address, right).status_code == 404, page
        assert officer.post(address, right).status_code == 303, page
    assert not Partner.objects.exists()
    assert not Committee.objects.exists()
    assert Commune.objects.get(pk=world.larache.pk).left_on is None
    assert officer.get(f"{TEAM}frame/").status_code == 200
    for language, said in (("", "بلاغ 2022"), ("/fr", "Communiqué de 2022")):
        page = Client().get(f"{language}/programme/tadafor/communes/{digits}/").content.decode()
        assert said in page, "its source, in the language of who reads"


# ---- plans and proofs


def test_a_plan_moves_or_is_called_off_while_nothing_was_told(world, client_of):
    """§ programme-6"""
    coordinator, focal_point = (client_of(person_of(one)) for one in (world.coordinator, world.focal_point))
    one = world.plan(commune=world.larache, planned_on=date(2024, 1, 5))
    here = f"{TEAM}activities/{one.number}/"
    typed = {"kind": "workshop", "title_ar": "ورشة", "title_fr": "", "planned_on": "2024-06-01", "result": ""}
    typed |= {"where": f"region-{world.north.pk}"}
    assert focal_point.post(f"{here}change/", typed).status_code == 400, "a region is beyond a focal point"
    assert coordinator.post(f"{here}change/", typed | {"planned_on": "2040-01-01"}).status_code == 400
    assert coordinator.post(f"{here}change/", typed).status_code == 303
    one.refresh_from_db()
    assert (one.kind, one.planned_on, one.commune_id) == ("workshop", date(2024, 6, 1), None)
    assert coordinator.post(f"{here}call-off/", {"because": ""}).status_code == 400
    assert coordinator.post(f"{here}call-off/", {"because": "تأجل إلى أجل غير مسمى"}).status_code == 303
    assert coordinator.post(f"{here}change/", typed).status_code == 400
    assert refused(world.tell, activity=one, numbers={world.entered: (1,)}) is EntryRefusal.CALLED_OFF
    assert not queries.late(world.programme, NOW.date() + timedelta(days=300)).exists()
    assert "أجل غير مسمى" in Client().get(f"/programme/tadafor/activities/{one.number}/").content.decode()


def test_files_are_the_team_s_until_said_public_and_approved(world, client_of, salma, beni_mellal):
    """§ programme-17: brought with the figures or after, read by who may, gone when taken back."""
    coordinator, focal_point, stranger = (
        client_of(person_of(world.coordinator)),
        client_of(person_of(world.focal_point)),
        client_of(salma),
    )
    centre = world.region(beni_mellal.place.region_id)
    other = world.charged(Charge.FACILITATOR, region=centre, name="ميسرة جهة أخرى")
    one = world.plan(commune=world.larache)
    here = f"{TEAM}activities/{one.number}/"
    upload = BytesIO("الاسم;الهاتف\nفلانة;0600\n".encode())
    upload.name = "liste.csv"
    told = {"held_on": "2024-02-01", "proof": "لائحة", f"count_{world.entered.pk}": "9", "proofs": upload}
    assert focal_point.post(f"{here}tell/", told).status_code == 303
    proof = Proof.objects.get()
    address = f"/programme/tadafor/proofs/{proof.code}/{proof.file_name}"
    seen = Activity.objects.get(pk=one.pk).revision

    def read():
        readers = {"visitor": Client(), "citizen": stranger, "elsewhere": client_of(person_of(other))}
        readers |= {"coordinator": coordinator, "focal point": focal_point}
        return {name for name, reader in readers.items() if reader.get(address).status_code == 200}

    assert read() == {"coordinator", "focal point"}
    assert coordinator.get(address).headers["Cache-Control"] == "private, no-store"
    again = {"activity": one, "files": [file("محضر")], "is_public": False}
    actions.bring_proofs(**again, **world.who)
    assert refused(actions.bring_proofs, **again, **world.who) is EntryRefusal.SAME_FILE
    many = [file(f"ورقة {number}") for number in range(4)]
    too_many = refused(actions.bring_proofs, **(again | {"files": many}), **world.who)
    assert too_many is EntryRefusal.TOO_MANY_FILES
    stale = coordinator.post(f"{here}approve/", {"seen": seen})
    assert stale.status_code == 400, "a file came in between"
    second = Proof.objects.exclude(pk=proof.pk).get()
    name = str(second.file.name)
    assert focal_point.post(f"{here}proofs/add/", {}).status_code == 400
    assert focal_point.post(f"{here}proofs/{second.code}/take-back/").status_code == 303
    assert focal_point.get(f"{here}proofs/{second.code}/take-back/").status_code == 404
    assert default_storage.exists(name), "erased once the row is gone for good"
    one.refresh_from_db()
    assert focal_point.post(f"{here}proofs/{proof.code}/show/").status_code == 303
    assert read() == {"coordinator", "focal point"}, "said public, and not approved yet"
    assert coordinator.post(f"{here}approve/", {"seen": one.revision}).status_code == 303
    assert read() == {"visitor", "citizen", "elsewhere", "coordinator", "focal point"}
    page = Client().get(f"/programme/tadafor/activities/{one.number}/").content.decode()
    assert proof.code in page
    assert refused(actions.take_back_proof, proof=proof, **world.who) is EntryRefusal.APPROVED
    assert focal_point.post(f"{here}proofs/{proof.code}/show/").status_code == 303
    assert read() == {"coordinator", "focal point"}
    assert Client().get(address).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_five_places_for_files_are_not_given_twice(world):
    """§ programme-17: four people bring two files each at once; whoever comes too late is told so."""
    one = world.plan(commune=world.larache)

    def bringing(at):
        files = [file(f"ورقة {at}-{number}") for number in range(2)]
        facts = {"activity": one, "is_public": False, **world.who}
        return lambda: actions.bring_proofs(files=files, **facts) and None

    found = Counter(at_once(None, *map(bringing, range(4))))
    assert found == {None: 2, EntryRefusal.TOO_MANY_FILES: 2}
    assert Proof.objects.count() == 4
    assert Activity.objects.get(pk=one.pk).revision == one.revision + 2


@pytest.mark.django_db(transaction=True)
def test_what_a_region_keeps_is_exact_whoever_comes_first(world, larache, beni_mellal):
    """§ programme-11: communes join and leave while their figures are counted."""
    for place, value in ((larache, 10), (beni_mellal, 7)):
        keep(place, date(2023, 5, 1), value)
    world.region(beni_mellal.place.region_id)
    regions = list(Region.objects.values_list("pk", flat=True))

    def settle():
        with transaction.atomic():
            actions.settle(regions)

    leaving = {"commune": world.larache, "left_on": date(2023, 4, 1), "because": "قرار"}
    acts = (settle, lambda: world.commune(BENI_MELLAL), lambda: actions.leave(**leaving, **world.who), settle)

    told = at_once(None, *acts)
    assert not any(isinstance(one, StrEnum) for one in told)
    assert queries.whole(world.programme).of(world.counted.pk) == 7
