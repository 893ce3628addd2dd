"""A plan in a spreadsheet: its columns, its cells, what it changes, all or nothing, and back again."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from tadafor.commitments import actions, datasets, queries, rules, tasks
from tadafor.commitments.models import Axis, Commitment, PlanImport
from tadafor.commitments.queries import Plan
from tadafor.commitments.rules import (
    Column,
    Field,
    Gender,
    ImportRefusal,
    ImportStanding,
    PlanKind,
    PlanRefusal,
    Principle,
    Source,
    Status,
)
from tadafor.commitments.tests.factories import NOW, Place, citizen_actor, staff_actor
from tadafor.kernel.clock import stopped_at
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people.models import Person
from tadafor.people.rules import RoleKind
from tadafor.territories.models import Neighbourhood

HEADINGS = ["رقم المشروع", "المشروع", "المجال", "آخر أجل", "الكلفة بالدرهم", "ملاحظات"]
COLUMNS = {0: Field.NUMBER, 1: Field.TITLE, 2: Field.AXIS, 3: Field.ENDS_ON, 4: Field.COST}
DESK = "/larache/commitments/desk/"


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("2025-03-31", date(2025, 3, 31)),
        ("2025-03-31 00:00:00", date(2025, 3, 31)),
        ("31/03/2025", date(2025, 3, 31)),
        ("1.4.2025", date(2025, 4, 1)),
        ("31/02/2025", ImportRefusal.NOT_A_DAY),
        ("قريبا", ImportRefusal.NOT_A_DAY),
    ],
)
def test_days_are_read_as_people_write_them(said, read):
    """§ commitments-20"""
    assert rules.read_day(said) == read


@pytest.mark.parametrize(
    ("field", "said", "read"),
    [
        (Field.COST, "1 250 000,50", Decimal("1250000.50")),
        (Field.COST, "1.250.000,5", Decimal("1250000.5")),
        (Field.COST, "1.250.000", ImportRefusal.NOT_A_NUMBER),
        (Field.COST, "1,250,000.5", Decimal("1250000.5")),
        (Field.COST, "١٢٥٠", Decimal(1250)),
        (Field.COST, "-3", ImportRefusal.NOT_A_NUMBER),
        (Field.COST, "NaN", ImportRefusal.NOT_A_NUMBER),
        (Field.COST, "1e30", ImportRefusal.NOT_A_NUMBER),
        (Field.LATITUDE, "35,193216", Decimal("35.19322")),
        (Field.LONGITUDE, "-6.15", Decimal("-6.15")),
        (Field.NUMBER, "68", Decimal(68)),
        (Field.NUMBER, "68.5", ImportRefusal.NOT_A_NUMBER),
        (Field.NUMBER, "0", ImportRefusal.NOT_A_NUMBER),
        (Field.NUMBER, "100000", ImportRefusal.NOT_A_NUMBER),
    ],
)
def test_numbers_are_read_as_people_group_them(field, said, read):
    """§ commitments-20"""
    assert rules.read_amount(field, said) == read


def test_the_columns_are_named_below_what_stands_above_the_table():
    """§ commitments-20"""
    title = ["برنامج عمل الجماعة", "", ""]
    assert (
        rules.heading_line(
            [title, [], ["رقم الالتزام", "العنوان", "x"], ["1", "حديقة", "y"]], {"رقم الالتزام", "العنوان"}
        )
        == 2
    )
    assert rules.heading_line([title, ["الرقم", "المشروع", "المجال"], ["1", "حديقة", "البيئة"]], set()) == 1
    assert rules.heading_line([], set()) == 0
    assert [rules.letters(place) for place in (0, 25, 26, 51, 52)] == ["A", "Z", "AA", "AZ", "BA"]
    assert rules.refuse_columns({0: Field.COST}) is ImportRefusal.NO_KEY_COLUMN
    assert rules.refuse_columns({0: Field.TITLE, 1: Field.TITLE}) is ImportRefusal.FIELD_TWICE
    assert rules.refuse_columns({0: Field.TITLE}) is None


# ---- the verbs


@pytest.fixture
def place(larache):
    with stopped_at(NOW), within(larache.pk):
        yield Place(larache)


@pytest.fixture
def head(place, client_of):
    return client_of(Person.objects.get(pk=place.director.person_id))


def sent(place, rows, *, columns=None, plan=None, actor=None):
    told = [[at, *map(str, cells)] for at, cells in enumerate(rows, 2)]
    by = place.by(actor, NOW)
    source = actions.send_sheet(plan=plan or place.plan, name="pac.xlsx", headings=HEADINGS, rows=told, **by)
    actions.choose_columns(source=source, columns=columns or COLUMNS, **by)
    return checked(place, source, actor)


def checked(place, source, actor=None):
    return actions.check_sheet(source=queries.import_keyed(source.pk), **place.by(actor, NOW))


def written(place, source, actor=None):
    by = place.by(actor, NOW)
    actions.confirm_sheet(source=source, seen=source.mark, **by)
    return actions.write_sheet(source=queries.import_keyed(source.pk), **by)


def chosen_in(source):
    """Say again what each column says, as the form does."""
    told = {}
    for place, meaning in source.fields.items():
        if isinstance(meaning, Column):
            told |= {f"at_{place}": meaning.at, f"source_{place}": meaning.source}
            told |= {f"label_{place}": meaning.label}
        told[f"column_{place}"] = getattr(meaning, "field", meaning).value
    return told


def refused(refusal, verb, **facts):
    with pytest.raises(Refused) as told:
        verb(**facts)
    assert told.value.refusal is refusal


@pytest.mark.django_db
def test_a_sheet_says_what_is_new_what_changes_and_what_it_leaves_out(place):
    """§ commitments-20"""
    axis = place.axes[0].title
    kept = place.promised(1, title="تبليط الأزقة", cost=Decimal(500))
    place.promised(2, title="حديقة")
    place.promised(3, title="خزانة")
    rows = [
        [1, "تبليط الأزقة", axis, "31/12/2026", "700", "x"],
        [2, "حديقة", axis, "2026-12-31", "", ""],
        ["", "ملعب القرب", "الرياضة والشباب", "", "90000", ""],
        [9, "سوق أسبوعي", axis, "", "", ""],
    ]
    source = sent(place, rows)
    assert source.stands is ImportStanding.READY
    found = source.found
    assert found["new"] == [[4, 10, "ملعب القرب"], [5, 9, "سوق أسبوعي"]]
    assert found["changed"] == [[2, 1, "تبليط الأزقة", [["cost", "500", "700"]]]]
    assert (found["same"], found["missing"], found["axes"]) == (1, [[3, "خزانة"]], ["الرياضة والشباب"])
    assert Commitment.objects.count() == 3

    done = written(place, source)
    assert (done.stands, done.rows) == (ImportStanding.DONE, [])
    kept.refresh_from_db()
    assert (kept.cost, kept.service) == (700, "")
    new = queries.commitment_at(place.plan, 10)
    assert (new.axis.title, new.axis.position, new.cost) == ("الرياضة والشباب", 3, 90_000)
    assert new.trace.visibility == "held"
    assert new.trace.address == "/larache/commitments/1/10/"
    assert [one.status for one in queries.steps_of(new)] == [Status.PROGRAMMED]
    assert queries.commitment_at(place.plan, 3) is not None
    refused(ImportRefusal.NOT_READY, actions.confirm_sheet, source=done, seen=done.mark, **place.by())


@pytest.mark.django_db
def test_every_bad_cell_is_said_with_its_line_and_its_column_and_nothing_is_written(place):
    """§ commitments-20"""
    axis = place.axes[0].title
    promised = place.promised(1, title="قديم")
    place.promised(2, title="متشابه")
    place.promised(3, title="متشابه")
    place.published()
    rows = [
        [4, "جديد", axis, "غدا", "كثير", ""],
        [5, "", axis, "", "", ""],
        [6, "بلا محور", "", "", "", ""],
        [1, "قديم", axis, "2027-01-01", "", ""],
        ["", "متشابه", axis, "", "", ""],
        [7, "ن" * 201, axis, "", "", ""],
        [8, "مرة", axis, "", "", ""],
        [8, "مرتان", axis, "", "", ""],
        ["x", "رقم", axis, "", "", ""],
        [9, "سليم", axis, "", "", ""],
    ]
    source = sent(place, rows)
    assert source.stands is ImportStanding.FAULTY
    assert [
        (line, column, value) for line, column, _kind, value, _said, _facts in source.found["faults"]
    ] == [
        (2, "D", "not_a_day"),
        (2, "E", "not_a_number"),
        (3, "B", "no_title"),
        (4, "C", "no_axis"),
        (5, "D", "tell_the_delay"),
        (6, "B", "title_of_several"),
        (7, "B", "too_long"),
        (9, "A", "row_twice"),
        (10, "A", "not_a_number"),
    ]
    refused(ImportRefusal.NOT_READY, actions.confirm_sheet, source=source, seen=source.mark, **place.by())
    assert Commitment.objects.count() == 3
    promised.refresh_from_db()
    assert promised.ends_on == date(2026, 12, 31)


@pytest.mark.django_db
def test_of_two_sheets_at_once_the_second_is_looked_at_again(place):
    """§ commitments-20"""
    axis, other = place.axes[0].title, staff_actor(place.territory, RoleKind.DIRECTOR, name="مدير ثان")
    place.promised(1, title="حديقة")
    first = sent(place, [[1, "حديقة الحي", axis, "31/12/2026", "", ""]])
    second = sent(place, [[1, "حديقة المدينة", axis, "31/12/2026", "", ""]], actor=other)
    actions.confirm_sheet(source=first, seen=first.mark, **place.by())
    actions.confirm_sheet(source=second, seen=second.mark, **place.by(other))
    run = {
        one.pk: actions.write_sheet(source=queries.import_keyed(one.pk), **place.by())
        for one in (first, second)
    }
    assert run[first.pk].stands is ImportStanding.DONE
    late = run[second.pk]
    assert (late.stands, late.found["refused"]) == (ImportStanding.READY, "changed_meanwhile")
    assert late.found["changed"] == [[2, 1, "حديقة الحي", [["title", "حديقة الحي", "حديقة المدينة"]]]]
    again = actions.write_sheet(source=queries.import_keyed(first.pk), **place.by())
    assert again.stands is ImportStanding.DONE
    refused(
        ImportRefusal.CHANGED_MEANWHILE,
        actions.confirm_sheet,
        source=late,
        seen=second.mark,
        **place.by(other),
    )
    assert written(place, late, other).stands is ImportStanding.DONE
    assert queries.commitment_at(place.plan, 1).title == "حديقة المدينة"


@pytest.mark.django_db
def test_only_who_keeps_plans_sends_a_sheet_of_a_size_that_is_read(place):
    facts = {"plan": place.plan, "name": "a.csv", "headings": HEADINGS}
    row = [2, "1", "حديقة", place.axes[0].title, "", "", ""]
    for actor in (place.agent, citizen_actor()):
        refused(PlanRefusal.NOT_STAFF, actions.send_sheet, rows=[row], **facts, **place.by(actor))
    refused(ImportRefusal.NO_ROWS, actions.send_sheet, rows=[], **facts, **place.by())
    refused(ImportRefusal.TOO_MANY_ROWS, actions.send_sheet, rows=[row] * 5_001, **facts, **place.by())
    wide = facts | {"headings": ["x"] * 151}
    refused(ImportRefusal.TOO_MANY_COLUMNS, actions.send_sheet, rows=[row], **wide, **place.by())


@pytest.mark.django_db
def test_a_sheet_whose_sender_lost_the_role_is_stopped(place):
    source = sent(place, [[1, "حديقة", place.axes[0].title, "", "", ""]])
    actions.confirm_sheet(source=source, seen=source.mark, **place.by())
    done = actions.write_sheet(source=queries.import_keyed(source.pk), **place.by(citizen_actor()))
    assert done.stands is ImportStanding.REFUSED
    assert queries.stopped_told(done)
    assert not Commitment.objects.exists()


# ---- the pages


def book(*lines):
    made = Workbook()
    for line in lines:
        made.active.append(list(line))
    kept = BytesIO()
    made.save(kept)
    return SimpleUploadedFile("pac.xlsx", kept.getvalue())


@pytest.mark.django_db
def test_a_plan_given_out_comes_back_without_change(place, head):
    """§ commitments-20"""
    quarter = Neighbourhood.objects.create(
        territory=place.territory, name_ar="حي المنار", name_fr="Al Manar", is_retired=True
    )
    place.promised(
        1,
        title="=SUM(1) تبليط",
        problem="سطر أول\nسطر ثان",
        principles=[Principle.DIGITAL, Principle.INFORMATION],
        gender=Gender.TARGETED,
        latitude=Decimal("35.19321"),
        longitude=Decimal("-6.15000"),
        cost=Decimal("1250000.50"),
        weight=Decimal("2.5"),
        starts_on=date(2024, 1, 1),
    )
    two = place.promised(2, axis=1, title="'حديقة", service="قسم البيئة")
    Commitment.objects.filter(pk=two.pk).update(neighbourhood=quarter)
    place.published()
    desk = f"{DESK}{place.plan.number}/"
    place.milestone(two, 1, due_on=date(2026, 5, 1), weight=2)
    place.milestone(two, 3)
    place.money(two, year=2026, planned=500, committed=300, paid=100)
    place.money(two, source=Source.REGION, year=2027, planned="1000.5")
    with within(place.territory.pk):
        money = actions.Money(source=Source.DONOR, year=2026, label="ب – ج/د", planned=Decimal(7))
        actions.keep_funding(commitment=two, money=money, **place.by())
        actions.reach_milestone(
            milestone=queries.milestone_at(two, 3),
            done_on=date(2026, 2, 1),
            proof="محضر",
            **place.by(now=NOW),
        )
    place.moved(two, Status.DELAYED, new_day=date(2027, 3, 1))
    for language in ("", "/fr"):
        given = head.get(f"{language}{desk}plan.xlsx")
        sheet = load_workbook(BytesIO(given.content)).active
        assert sheet.max_row == 3
        back = head.post(f"{desk}import/", {"file": SimpleUploadedFile("plan.xlsx", given.content)})
        assert back.status_code == 303
        source = PlanImport.objects.first()
        chosen = chosen_in(source)
        assert len(chosen) > len(source.fields) > len(rules.PROMISED) + len(rules.LIVING)
        assert head.post(back.url, chosen).status_code == 303
        source.refresh_from_db()
        assert source.found["faults"] == []
        counts = [source.found[name] for name in ("new_count", "changed_count", "same", "missing_count")]
        assert counts == [0, 0, 2, 0]
    told = head.get(f"{desk}import/{source.pk}/").content.decode()
    assert "لا يغير هذا الملف شيئا" in told


@pytest.mark.django_db
def test_a_commune_sends_its_own_sheet_and_its_columns_are_kept(place, head):
    """§ commitments-20"""
    desk = f"{DESK}{place.plan.number}/"
    axis = place.axes[0].title
    mine = [
        ["جدول تتبع المشاريع"],
        HEADINGS,
        [1, "حديقة", axis, date(2026, 5, 1), 1200.5, "لا يُقرأ"],
        [2, "ملعب", axis, "خطأ", "", ""],
    ]
    wrong = head.post(f"{desk}import/", {"file": SimpleUploadedFile("plan.xlsx", b"PK\x03\x04broken")})
    assert wrong.status_code == 400
    first = head.post(f"{desk}import/", {"file": book(*mine)})
    asked = head.get(first.url).content.decode()
    assert "المشروع (B)" in asked
    nothing = head.post(first.url, {})
    assert (nothing.status_code, "اختاروا عمود الرقم" in nothing.content.decode()) == (400, True)
    chosen = {f"column_{at}": field.value for at, field in COLUMNS.items()}
    look = head.post(first.url, chosen)
    told = head.get(look.url).content.decode()
    for seen in ("هذا ليس تاريخا", "خطأ", '<bdi dir="ltr">D</bdi>', "4"):
        assert seen in told
    assert "اكتبوا الملف كله" not in told
    mine[3][3] = "31/12/2026"
    again = head.post(f"{desk}import/", {"file": book(*mine)})
    source = PlanImport.objects.first()
    assert source.fields == COLUMNS  # as chosen the time before
    look = head.post(again.url, chosen)
    told = head.get(look.url).content.decode()
    assert "حديقة" in told
    stale = head.post(look.url, {"seen": "another"})
    assert (stale.status_code, "تغير المخطط منذ" in stale.content.decode()) == (400, True)
    source.refresh_from_db()
    assert head.post(look.url, {"seen": source.mark}).status_code == 303
    one = queries.commitment_at(place.plan, 1)
    assert (one.title, one.ends_on, one.cost) == ("حديقة", date(2026, 5, 1), Decimal("1200.5"))
    assert "كُتب الملف كله" in head.get(look.url).content.decode()
    assert head.get(f"{desk}import/").status_code == 200


@pytest.mark.django_db
def test_a_long_sheet_is_read_and_written_by_a_job(place, head, monkeypatch):
    """§ commitments-20: 5,000 rows, progress told; here some hundreds, so that the test is short."""
    deferred = []
    monkeypatch.setattr(tasks.go_on_with_sheet, "defer", lambda **facts: deferred.append(facts))
    axis = place.axes[0].title
    desk = f"{DESK}{place.plan.number}/"
    rows = [[at, f"مشروع {at}", axis, "", "", ""] for at in range(1, 312)]
    page = head.post(f"{desk}import/", {"file": book(HEADINGS, *rows)})
    look = head.post(page.url, {f"column_{at}": field.value for at, field in COLUMNS.items()})
    waiting = head.get(look.url)
    assert (waiting["Refresh"], "0 من 311" in waiting.content.decode()) == ("3", True)
    tasks.go_on_with_sheet(**deferred[-1])
    source = PlanImport.objects.first()
    assert (source.stands, source.read, source.found["new_count"]) == (ImportStanding.READY, 311, 311)
    head.post(look.url, {"seen": source.mark})
    assert "نكتب الملف" in head.get(look.url).content.decode()
    tasks.go_on_with_sheet(**deferred[-1])
    assert Commitment.objects.filter(plan=place.plan).count() == 311
    assert len(datasets.plan_workbook(place.plan)) > 1_000
    assert Axis.objects.filter(plan=place.plan).count() == 2
    assert Plan.objects.get(pk=place.plan.pk).sort is PlanKind.ACTION_PROGRAMME
