"""What was promised is read in another language where a version was published; the original governs."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from tadafor.commitments import actions, datasets, queries
from tadafor.commitments import rules as rules_of_plans
from tadafor.commitments.models import PlanImport
from tadafor.commitments.rules import IndicatorKind, MemberGroup, Source, Status, StepKind
from tadafor.commitments.tests.factories import NOW, WHY, Place, staff_actor
from tadafor.commitments.tests.test_importing import chosen_in
from tadafor.kernel.clock import stopped_at
from tadafor.kernel.scopes import within
from tadafor.people.models import Person
from tadafor.people.rules import RoleKind
from tadafor.translations import actions as translations
from tadafor.translations import rules
from tadafor.translations.models import Rendering
from tadafor.translations.queries import viewed

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
AT = "/fr/larache/commitments/"
FRENCH = {
    "برنامج عمل الجماعة 2022-2027": "Programme d’action 2022-2027",
    "البنية التحتية": "Infrastructures",
    "مشروع 1": "Projet premier",
    "الطريق غير معبدة.": "La route n’est pas revêtue.",
    "فتح الأظرفة": "Ouverture des plis",
    WHY: "Le terrain n’a pas été livré à temps.",
    "قرار رئيس المجلس": "Décision du président",
    "رئيسة اللجنة": "Présidente de la commission",
    "قراءة سنة 2025": "Lecture de 2025",
    "رئيس قسم الأشغال": "Chef de la division des travaux",
    "أمتار معبدة": "Mètres revêtus",
    "متر": "mètre",
    "دفتر الورش": "Journal du chantier",
    "شراكة مع الجهة": "Partenariat avec la région",
}


@pytest.fixture
def place(larache):
    made = Place(larache)
    one = made.promised(1, problem="الطريق غير معبدة.")
    with within(larache.pk):
        told = {"title": "فتح الأظرفة", "responsible": "رئيس قسم الأشغال", "due_on": NOW.date()}
        facts = actions.MilestoneFacts(position=1, **told)
        actions.keep_milestone(commitment=one, facts=facts, **made.by())
        told = {"name": "أمتار معبدة", "unit": "متر", "source": "دفتر الورش", "target": Decimal(900)}
        facts = actions.IndicatorFacts(position=1, kind=IndicatorKind.FOLLOW_UP, **told)
        actions.keep_indicator(commitment=one, facts=facts, **made.by())
        for year in (2026, 2027):
            money = actions.Money(source=Source.REGION, year=year, label="شراكة مع الجهة", planned=Decimal(9))
            actions.keep_funding(commitment=one, money=money, **made.by())
        committee = [(MemberGroup.ELECTED, "رئيسة اللجنة")]
        actions.keep_committee(plan=made.plan, decision="قرار", members=committee, **made.by())
    made.published()
    made.moved(one, Status.DELAYED, new_day=date(2027, 6, 1))
    with within(larache.pk):
        told = {"on": date(2022, 1, 3), "words": "قرار رئيس المجلس"}
        actions.take_step(plan=made.plan, step=StepKind.DECISION, **told, **made.by())
        actions.close_year(plan=made.plan, year=2025, words="قراءة سنة 2025", **made.by(now=NOW))
    return made


def say(place):
    """Write what has words in French, and let a second person publish them."""
    publisher = staff_actor(place.territory, RoleKind.FOCAL_POINT, name="ناشرة")
    for work in queries.works(place.territory.pk):
        common = {"work": work, "language": "fr", "now": NOW}
        texts = [
            (view.piece, FRENCH[view.piece.text.strip()], view.token, rules.mark(view.piece.text))
            for view in viewed(work, "fr").views
            if view.piece.text.strip() in FRENCH
        ]
        facts = {"territory_id": place.territory.pk, "actor": place.director}
        translations.write_together(texts=texts, **facts, **common)
        waiting = [(view.piece, view.token) for view in viewed(work, "fr").waiting]
        translations.approve_together(chosen=waiting, actor=publisher, **common)


def read(path):
    with stopped_at(NOW):
        response = Client().get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_a_plan_and_what_it_promises_are_read_in_french(place):
    """§ commitments-23"""
    assert "مشروع 1" in read(f"{AT}1/1/")
    with within(place.territory.pk):
        say(place)
    plan, axis, project, problem, milestone, reason, step, seat, year, *parts = FRENCH.values()
    assert plan in read(AT)
    page = read(f"{AT}1/")
    assert [words for words in (plan, axis, project, "Le texte en arabe fait foi") if words not in page] == []
    page = read(f"{AT}1/1/")
    assert [words for words in (axis, project, problem, milestone) if words not in page] == []
    assert [words for words in parts if words not in page] == []
    around = {
        "1/": (seat, reason),
        "1/timeline/?year=2026": (plan, project, milestone),
        "1/places/": (plan,),
        "1/path/": (plan, step),
        "1/evaluation/": (plan, axis, project, reason),
        "1/evaluation/2025/": (plan, axis, year),
        "1/versions/": (plan,),
    }
    missing = [(at, one) for at, words in around.items() for one in words if one not in read(f"{AT}{at}")]
    assert missing == []
    assert [at for at in around if plan in read(f"/larache/commitments/{at}")] == []
    assert project in read("/fr/search/?q=مشروع")
    milestone = FRENCH["فتح الأظرفة"]
    for calendar in ("", "owed.ics", "owed.json"):
        owed = read(f"/fr/larache/owed/{calendar}").replace("\r\n ", "")
        assert [words for words in (project, milestone) if words not in owed] == []
        assert "مرحلة: فتح الأظرفة" in read(f"/larache/owed/{calendar}").replace("\r\n ", "")
    assert "Projet premier" not in read("/larache/commitments/1/1/")


def test_a_new_version_keeps_what_was_said_and_what_it_changes_is_read(place):
    """§ commitments-22, § commitments-23: the same words need no second version."""
    with within(place.territory.pk):
        say(place)
        made = actions.renew(plan=place.plan, reason="تحيين بعد ثلاث سنوات", **place.by(now=NOW))
        one = queries.commitment_at(made, 1)
        facts = actions.CommitmentFacts(
            title="مشروع 1 بعد التحيين", cost=Decimal(1_250_000), ends_on=one.ends_on
        )
        actions.keep_commitment(commitment=one, axis=one.axis, facts=facts, **place.by(now=LATER))
        actions.publish(plan=made, **place.by(now=LATER))
    plan, axis, project, problem, milestone, *_ = FRENCH.values()
    page = read(f"{AT}{made.number}/versions/")
    assert [words for words in (plan, project, problem, "1\u00a0250\u00a0000") if words not in page] == []
    assert milestone in read(f"{AT}{made.number}/1/")
    assert axis in read(f"{AT}{made.number}/")
    assert f">{plan}</bdi></a>" in read(f"{AT}1/")


def test_titles_leave_with_the_open_file_of_a_plan(place):
    """§ commitments-25"""
    bare = read(f"{AT}1/all.csv").splitlines()
    assert "title_fr" not in bare[0]
    with within(place.territory.pk):
        say(place)
    for language in ("", "/fr"):
        head, line = csv.reader(read(f"{language}/larache/commitments/1/all.csv").splitlines())
        assert head[-2:] == ["axis_fr", "title_fr"]
        assert line[-2:] == ["Infrastructures", "Projet premier"]
        assert line[:-2] == next(csv.reader(bare[1:]))


@pytest.mark.parametrize("language", ["", "/fr"])
def test_titles_come_back_in_a_spreadsheet_without_change(place, language, client_of):
    """§ commitments-25, § commitments-20"""
    head = client_of(Person.objects.get(pk=place.director.person_id))
    desk = f"{language}/larache/commitments/desk/1/"
    with within(place.territory.pk):
        say(place)
        before = list(Rendering.objects.order_by("pk").values())
    with stopped_at(LATER):
        given = head.get(f"{desk}plan.xlsx").content
        names, line = load_workbook(BytesIO(given)).active.iter_rows(values_only=True)
        assert line[-3:] == ("Infrastructures", "Projet premier", "Ouverture des plis")
        assert [name.endswith("(Français)") for name in names[-4:]] == [False, True, True, True]
        back = head.post(f"{desk}import/", {"file": SimpleUploadedFile("plan.xlsx", given)})
        with within(place.territory.pk):
            source = PlanImport.objects.first()
            assert max(source.fields) == len(names) - 4
            assert head.post(back.url, chosen_in(source)).status_code == 303
            source.refresh_from_db()
            counts = [source.found[name] for name in ("new_count", "changed_count", "same", "missing_count")]
            assert (source.found["faults"], counts) == ([], [0, 0, 1, 0])
            assert list(Rendering.objects.order_by("pk").values()) == before


def test_titles_never_make_a_spreadsheet_too_wide_to_come_back(place, monkeypatch):
    """§ commitments-25"""
    with within(place.territory.pk):
        say(place)

        def width():
            return load_workbook(BytesIO(datasets.plan_workbook(place.plan))).active.max_column

        whole = width()
        monkeypatch.setattr(rules_of_plans, "MOST_COLUMNS", whole)
        assert width() == whole
        monkeypatch.setattr(rules_of_plans, "MOST_COLUMNS", whole - 1)
        assert width() == whole - 3


def asked(path):
    read(path)
    with CaptureQueriesContext(connection) as queries_of_page:
        read(path)
    return len(queries_of_page)


def test_a_version_costs_one_question_and_arabic_none(place):
    with within(place.territory.pk):
        say(place)
    for path in (AT, f"{AT}1/", f"{AT}1/1/"):
        assert asked(path) == asked(path.removeprefix("/fr")) + 1 <= 11, path
