"""The pages of a programme: who sees what, what a form says back, how many questions a page asks."""

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from tadafor.kernel.clock import stopped_at
from tadafor.programme import actions, queries, rules
from tadafor.programme.models import Activity, Count, Grid, Report
from tadafor.programme.rules import Charge
from tadafor.programme.tests.factories import BENI_MELLAL, LARACHE, NOW, World, make_place

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
    made.centre = made.region(beni_mellal.place.region_id)
    point = {"latitude": "35.19", "longitude": "-6.15"}
    made.larache = made.commune(LARACHE, **point)
    made.beni_mellal = made.commune(BENI_MELLAL, date(2023, 10, 1))
    made.trained = made.indicator("I1", by_sex=True, by_age=True, targets={2023: 100, 2024: 200})
    made.counted = made.indicator("I2", measure="petitions.deposited", targets={2024: 5})
    made.facilitator = made.charged(Charge.FACILITATOR, region=made.north, name="ميسرة")
    made.coordinator = made.charged(Charge.COORDINATOR, region=made.north, name="منسق")
    made.focal_point = made.charged(Charge.FOCAL_POINT, commune=made.larache, name="نقطة الارتكاز")
    return made


def person_of(actor):
    from tadafor.people.models import Person

    return Person.objects.get(pk=actor.person_id)


def reported(world):
    facts = actions.ReportFacts(
        since=date(2024, 1, 1), until=date(2024, 2, 29), words_ar="خلاصة", words_fr="Synthèse"
    )
    one = actions.draft_report(facts=facts, **world.told)
    return actions.publish_report(report=one, actor=world.officer, now=NOW)


def test_everybody_reads_and_nobody_is_named(world):
    """§ programme-6, § programme-7: public pages, in both languages, with what was approved only."""
    plan = world.plan(commune=world.larache)
    world.approve(world.tell(plan, {world.trained: (40, 25, 10)}, world.facilitator), world.officer)
    waiting = world.plan(title_ar="ورشة تنتظر")
    world.tell(waiting, {world.trained: (7_777,)})
    world.plan(title_ar="ورشة متأخرة", planned_on=date(2024, 1, 2))
    reported(world)
    place = world.larache.place.digits
    seen = {
        "/programme/": "برنامج تضافر",
        "/programme/tadafor/": "ورشة متأخرة",
        f"/programme/tadafor/regions/{world.north.place_id}/": world.larache.place.name_ar,
        f"/programme/tadafor/communes/{place}/": "40",
        "/programme/tadafor/indicators/I1/": "25",
        "/programme/tadafor/indicators/I2/": "عرائض",
        "/programme/tadafor/activities/": "ورشة تنتظر",
        f"/programme/tadafor/activities/{plan.number}/": "لائحة الحضور",
        "/programme/tadafor/published/": "",
        "/programme/tadafor/reports/": "1",
        "/programme/tadafor/reports/1/": "خلاصة",
    }
    for path, words in seen.items():
        for language in ("", "/fr"):
            response = Client().get(f"{language}{path}")
            assert response.status_code == 200, path
            assert response.headers["Cache-Control"] == "public, max-age=60", path
            page = response.content.decode()
            assert "7 777" not in page
            assert "ميسرة" not in page.replace("ميسر(ة)", ""), "nobody is named"
            if not language:
                assert words in page, path
    for kind, begins in (("pdf", b"%PDF"), ("xlsx", b"PK")):
        file = Client().get(f"/fr/programme/tadafor/reports/1/report.{kind}")
        assert file.content.startswith(begins)
    book = load_workbook(BytesIO(file.content))
    first = book.worksheets[0]
    assert [row[0].value for row in first["A2:A3"]] == ["I1", "I2"]
    [chart] = first._charts
    assert len(chart.series) == 2
    for path in (
        "x/",
        "tadafor/regions/99/",
        "tadafor/communes/0/",
        "tadafor/indicators/X/",
        "tadafor/reports/9/",
    ):
        assert Client().get(f"/programme/{path}").status_code == 404


def test_the_board_asks_as_much_with_one_row_as_with_three(world, django_assert_num_queries):
    """The same questions with one commune, or many, with their activities."""
    for at in range(2):
        path = "/programme/tadafor/"
        Client().get(path)
        with django_assert_num_queries(2):
            assert Client().get(path).status_code == 200
        for number in range(3 * (1 - at)):
            make_place(f"01.331.05.0{number}", region=world.north.place_id)
            commune = world.commune(f"01.331.05.0{number}")
            world.plan(commune=commune, title_ar=f"ورشة {number}")
            Count.objects.create(
                territory_id=world.larache.place.territory.pk,
                measure="petitions.deposited",
                month=date(2024, number + 1, 1),
                value=2,
            )


def test_the_pages_of_the_team_open_to_who_is_charged(world, client_of, salma, nadia):
    """§ programme-3: a role in a territory opens nothing here; the second factor is asked for."""
    assert Client().get(TEAM).status_code == 303
    assert client_of(salma).get(TEAM).status_code == 404
    assert client_of(nadia).get(TEAM).status_code == 404
    officer = person_of(world.officer)
    assert client_of(officer, second_factor=False).get(TEAM).status_code == 302
    assert client_of(officer).get(f"{TEAM}frame/").status_code == 200
    focal_point = client_of(person_of(world.focal_point))
    assert focal_point.get(TEAM).headers["Cache-Control"] == "private, no-store"
    for closed in ("frame/", "frame/partners/add/", "reports/", "reports/add/", "published/add/"):
        assert focal_point.get(f"{TEAM}{closed}").status_code == 404
        assert focal_point.post(f"{TEAM}{closed}").status_code == 404
    assert client_of(officer).get("/programme/other/team/").status_code == 404


def test_an_activity_goes_from_plan_to_figure_by_its_pages(world, client_of):
    """§ programme-6, § programme-7, § programme-8: typed wrong, typed right, sent twice, approved."""
    facilitator = client_of(person_of(world.facilitator))
    coordinator = client_of(person_of(world.coordinator))
    page = facilitator.get(f"{TEAM}activities/add/").content.decode()
    assert "البرنامج كله" not in page
    assert world.beni_mellal.place.name_ar not in page
    typed = {"token": "once", "kind": "training", "title_ar": "دورة حول العرائض", "title_fr": ""}
    typed |= {"planned_on": "2024-02-20", "where": f"commune-{world.larache.pk}", "result": ""}
    wrong = facilitator.post(f"{TEAM}activities/add/", typed | {"planned_on": "2031-01-01"})
    assert wrong.status_code == 400
    assert "هذا اليوم خارج مدة البرنامج." in wrong.content.decode()
    for _ in range(2):
        assert facilitator.post(f"{TEAM}activities/add/", typed).status_code == 303
    one = Activity.objects.get()
    here = f"{TEAM}activities/{one.number}/"
    told = {"held_on": "2024-02-20", "proof": "", "link": "", f"count_{world.trained.pk}": "30"}
    told |= {f"women_{world.trained.pk}": "31", f"young_{world.trained.pk}": ""}
    assert facilitator.post(f"{here}tell/", told).status_code == 400
    refused = facilitator.post(f"{here}tell/", told | {"proof": "لائحة رقم 4"})
    assert "لا يتجاوز العدد الكلي" in refused.content.decode()
    assert f"count_{world.counted.pk}" not in refused.content.decode(), "the platform counts it there"
    told |= {"proof": "لائحة رقم 4", f"women_{world.trained.pk}": "31"}
    above = facilitator.post(f"{here}tell/", told).content.decode()
    assert f'id="id_women_{world.trained.pk}_error"' in above, "said beside the part that is too large"
    told |= {f"women_{world.trained.pk}": "18"}
    assert facilitator.post(f"{here}tell/", told).status_code == 303
    assert facilitator.get(f"{here}approve/").status_code == 404
    assert "دورة حول العرائض" in coordinator.get(TEAM).content.decode()
    one.refresh_from_db()
    stale = coordinator.post(f"{here}approve/", {"seen": one.revision - 1})
    assert "تغير هذا النشاط" in stale.content.decode()
    assert coordinator.post(f"{here}return/", {"seen": one.revision, "reason": ""}).status_code == 400
    assert coordinator.post(f"{here}approve/", {"seen": one.revision}).status_code == 303
    assert queries.sums(world.programme).of(world.trained.pk) == 30
    assert facilitator.get(here).status_code == 200
    assert facilitator.get(TEAM).status_code == 200


def test_the_officer_keeps_the_frame_by_its_pages(world, client_of):
    """§ programme-2, § programme-3, § programme-4, § programme-5: shown, refused or kept."""
    officer = client_of(person_of(world.officer))
    result = world.trained.result
    names = {"name_ar": "اسم", "name_fr": "Nom"}
    pages = {
        "partners/add/": names | {"kind": "donor"},
        "regions/add/": {"code": "09"},
        "communes/add/": {"name": "اسم لا يوجد", "joined_on": "2024-01-01"},
        "people/add/": {"contact": "nobody@example.org", "charge": "officer"},
        "committees/add/": names | {"members_ar": "ممثلة الجماعات", "members_fr": "Représentante"},
        "nodes/add/": {
            "kind": "pillar",
            "above": str(result.pk),
            "code": "9",
            "title_ar": "ا",
            "title_fr": "a",
        },
        "indicators/add/": {"result": str(result.pk), "code": "I1"},
        "indicators/I1/": {"name_ar": ""},
        "indicators/I1/targets/": {"year_2022": "-4"},
        f"people/{world.programme.roles.first().pk}/end/": {},
    }
    outcomes = {}
    for page, typed in pages.items():
        assert officer.get(f"{TEAM}frame/{page}").status_code == 200, page
        outcomes[page] = officer.post(f"{TEAM}frame/{page}", typed).status_code
    kept = {page for page, status in outcomes.items() if status == 303}
    assert kept == {"partners/add/", "committees/add/"}
    assert set(outcomes.values()) == {303, 400}
    committee = world.programme.committees.get()
    sitting = {"held_on": "2024-01-09", "decisions_ar": "خطة 2024"}
    assert officer.post(f"{TEAM}frame/committees/{committee.pk}/sitting/", sitting).status_code == 303
    assert officer.post(f"{TEAM}frame/indicators/I1/targets/", {"year_2022": "4"}).status_code == 303
    assert officer.get(f"{TEAM}frame/").status_code == 200
    assert "خطة 2024" in Client().get("/programme/tadafor/").content.decode()


def test_a_grid_is_filled_then_confirmed_by_another(world, client_of):
    """§ programme-12, § programme-13: whole, with evidence; lowered with a reason, never raised."""
    focal_point, coordinator = (
        client_of(person_of(world.focal_point)),
        client_of(person_of(world.coordinator)),
    )
    here = f"{TEAM}grids/{world.larache.place.digits}/2024/"
    assert coordinator.get(here).status_code == 404
    degrees = {f"degree_{one.value}": "1" for one in rules.Criterion}
    half = dict(list(degrees.items())[:3])
    assert focal_point.post(here, half).status_code == 303
    assert focal_point.post(here, half | {"send": "1"}).status_code == 400
    bold = degrees | {"degree_petitions": "3", "send": "1"}
    assert "يحتاج إلى إثبات" in focal_point.post(here, bold).content.decode()
    assert focal_point.post(here, bold | {"evidence_petitions": "سجل العرائض"}).status_code == 303
    assert focal_point.post(here, degrees).status_code == 400, "what was sent waits"
    grid = Grid.objects.get()
    confirming = f"{here}confirm/"
    assert focal_point.get(confirming).status_code == 404
    assert "سجل العرائض" in coordinator.get(confirming).content.decode()
    lower = degrees | {"degree_petitions": "2", "seen": str(grid.revision)}
    assert coordinator.post(confirming, lower | {"seen": "0"}).status_code == 400
    assert "سبب خفض" in coordinator.post(confirming, lower).content.decode()
    assert coordinator.post(confirming, lower | {"degree_bodies": "2"}).status_code == 400
    assert coordinator.post(confirming, lower | {"reason_petitions": "سنة واحدة"}).status_code == 303
    public = Client().get(f"/programme/tadafor/communes/{world.larache.place.digits}/").content.decode()
    assert "سنة واحدة" in public
    assert "9 من 24" in public


def test_a_report_freezes_and_a_claim_shows_what_is_missing(world, client_of):
    """§ programme-14, § programme-15"""
    officer = client_of(person_of(world.officer))
    told = {"since": "2024-01-01", "until": "2024-02-29", "words_ar": "خلاصة", "words_fr": ""}
    assert officer.post(f"{TEAM}reports/add/", told | {"since": "2020-01-01"}).status_code == 400
    assert officer.post(f"{TEAM}reports/add/", told).status_code == 303
    assert Client().get("/programme/tadafor/reports/1/").status_code == 404
    assert officer.post(f"{TEAM}reports/1/publish/").status_code == 400
    assert officer.post(f"{TEAM}reports/1/", told | {"words_fr": "Synthèse"}).status_code == 303
    plan = world.plan(commune=world.larache)
    world.approve(world.tell(plan, {world.trained: (40, 25)}, world.facilitator), world.officer)
    assert officer.post(f"{TEAM}reports/1/publish/").status_code == 303
    later = world.plan(commune=world.larache, title_ar="بعد النشر")
    world.approve(world.tell(later, {world.trained: (9,)}, world.facilitator), world.officer)
    frozen = Report.objects.get().frozen
    assert {one["code"]: (one["count"], one["women"]) for one in frozen["indicators"]} == {
        "I1": (40, 25),
        "I2": (0, None),
    }
    assert "بعد النشر" not in Client().get("/programme/tadafor/reports/1/").content.decode()
    assert officer.post(f"{TEAM}reports/1/", told).status_code == 400
    assert officer.post(f"{TEAM}reports/1/publish/").status_code == 400
    assert officer.get(f"{TEAM}reports/").status_code == 200
    spaces = {"name_ar": "فضاءات للحوار", "name_fr": "Espaces de dialogue", "value": "9"}
    spaces |= {"source_ar": "مطوية", "source_fr": "Dépliant"}
    add = f"{TEAM}published/add/"
    assert officer.post(add, spaces | {"source_ar": ""}).status_code == 400
    assert officer.post(add, spaces).status_code == 303
    whole = world.programme.claims.get()
    for name, value, status in (("مجالس", 5, 303), ("مجلسان", 2, 303), ("شباب", 1, 303), ("كثير", 2, 400)):
        part = spaces | {"name_ar": name, "value": str(value), "above": str(whole.pk)}
        assert officer.post(add, part).status_code == status
    assert "يذكر المصدر 9، ويسمي 8 فقط" in Client().get("/programme/tadafor/published/").content.decode()
