"""What lives in a plan, from a spreadsheet: statuses with their reasons, progress, milestones, money."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from tadafor.audit.models import Entry
from tadafor.commitments import actions, queries, rules
from tadafor.commitments.models import Commitment, PlanImport
from tadafor.commitments.rules import (
    Column,
    Field,
    FundingRefusal,
    ImportRefusal,
    ImportStanding,
    StandingRefusal,
    Status,
)
from tadafor.commitments.tests.factories import NOW, WHY, Place, citizen_actor, staff_actor
from tadafor.kernel.clock import stopped_at
from tadafor.kernel.scopes import everywhere, within
from tadafor.kernel.tests.threads import at_once
from tadafor.notifications.models import Notice
from tadafor.people.models import Person
from tadafor.people.rules import RoleKind
from tadafor.traces import actions as traces

TODAY, LATER = NOW.date(), date(2027, 6, 1)
COMMUNE = (2026, "commune")
COLUMNS = [
    Field.NUMBER,
    Field.TITLE,
    Field.AXIS,
    Field.ENDS_ON,
    Field.STATUS,
    Field.REASON,
    Field.PROGRESS,
    Column(Field.MILESTONE, 1),
    Column(Field.MILESTONE_DONE, 1),
    Column(Field.PLANNED, *COMMUNE),
    Column(Field.COMMITTED, *COMMUNE),
    Column(Field.PAID, *COMMUNE),
]
P, S, W, L, D, C = Status


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("55", 55),
        ("55%", 55),
        ("٥٥٪", 55),
        ("55,5 %", 56),
        ("0", 0),
        ("100", 100),
        ("0.55", ImportRefusal.NOT_A_PERCENTAGE),
        ("101", ImportRefusal.NOT_A_PERCENTAGE),
        ("-1", ImportRefusal.NOT_A_PERCENTAGE),
        ("نصف", ImportRefusal.NOT_A_PERCENTAGE),
    ],
)
def test_a_progress_is_read_in_per_cent(said, read):
    """§ commitments-24"""
    assert rules.read_progress(said) == read


@pytest.mark.parametrize(
    ("before", "after", "reason", "last", "left", "new_day", "refusal"),
    [
        (None, P, "", "", 0, None, None),
        (None, W, "", "", 3, None, None),
        (None, D, WHY, "", 0, None, None),
        (None, D, "", "", 0, None, StandingRefusal.REASON_NEEDED),
        (None, D, WHY, "", 1, None, StandingRefusal.MILESTONES_LEFT),
        (None, C, WHY, "", 0, None, None),
        (None, L, WHY, "", 0, LATER, None),
        (None, L, WHY, "", 0, None, StandingRefusal.NEW_DAY_NEEDED),
        (None, L, WHY, "", 0, date(2026, 1, 1), StandingRefusal.NEW_DAY_PAST),
        (P, P, "", "", 0, None, None),
        (P, P, "قصير", "", 0, None, StandingRefusal.REASON_NEEDED),
        (L, L, WHY, WHY, 0, None, None),
        (W, W, "قصير", "قصير", 0, None, None),
        (P, D, WHY, "", 0, None, StandingRefusal.NOT_FROM_HERE),
        (W, D, WHY, "", 2, None, StandingRefusal.MILESTONES_LEFT),
        (W, L, WHY, "", 0, date(2026, 12, 31), StandingRefusal.NEW_DAY_EARLIER),
        (D, W, "", "", 0, None, StandingRefusal.REASON_NEEDED),
    ],
)
def test_a_row_tells_a_status_as_the_verbs_do(before, after, reason, last, left, new_day, refusal):
    """§ commitments-3, § commitments-24"""
    told = rules.refuse_told(
        before,
        after,
        reason=reason,
        last_words=last,
        milestones_left=left,
        ends_on=date(2026, 12, 31),
        new_day=new_day,
        today=TODAY,
    )
    assert told is refusal


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("أجل المرحلة 2", Column(Field.MILESTONE_DUE, 2)),
        ("Montant payé 2026 – Budget de la commune", Column(Field.PAID, 2026, "commune")),
        ("المبلغ المبرمج 2025", Column(Field.PLANNED, 2025)),
        ("مبرمج 2024 (الجهة)", Column(Field.PLANNED, 2024, "region")),
        ("Engagé 2024", Column(Field.COMMITTED, 2024)),
        ("المؤدى", None),
        ("2024", None),
        ("الوضعية", Field.STATUS),
    ],
)
def test_a_heading_says_which_milestone_or_whose_money_it_is(heading, meaning):
    assert queries.meaning_of_heading(heading) == meaning
    if isinstance(meaning, Column):
        assert rules.meaning_of(meaning.value) == meaning


def test_columns_of_milestones_and_money_say_which():
    """§ commitments-24"""
    days = {"starts_on": date(2022, 1, 1), "ends_on": date(2027, 12, 31)}
    cases = {
        Column(Field.PAID, 2026, "commune"): None,
        Column(Field.PAID, 2026): ImportRefusal.OF_WHICH,
        Column(Field.MILESTONE): ImportRefusal.OF_WHICH,
        Field.PAID: ImportRefusal.OF_WHICH,
        Column(Field.PAID, 2033, "commune"): FundingRefusal.OUTSIDE_PERIOD,
        Column(Field.PAID, 2032, "commune"): None,
        Column(Field.MILESTONE, 31): ImportRefusal.TOO_MANY_MILESTONES,
    }
    for column, refusal in cases.items():
        assert rules.refuse_columns({0: Field.NUMBER, 1: column}, **days) is refusal, column
    same = Column(Field.PAID, 2026, "commune")
    assert rules.refuse_columns({0: Field.NUMBER, 1: same, 2: same}, **days) is ImportRefusal.FIELD_TWICE


# ---- the verbs


@pytest.fixture
def place(larache):
    with stopped_at(NOW), within(larache.pk):
        yield Place(larache)


def sent(place, *rows, actor=None):
    by = place.by(actor, NOW)
    width = len(COLUMNS)
    told = [[at, *[*map(str, cells), *[""] * (width - len(cells))]] for at, cells in enumerate(rows, 2)]
    names = [queries.title_of(one) for one in COLUMNS]
    source = actions.send_sheet(plan=place.plan, name="pac.xlsx", headings=names, rows=told, **by)
    actions.choose_columns(source=source, columns=dict(enumerate(COLUMNS)), **by)
    return actions.check_sheet(source=queries.import_keyed(source.pk), **by)


def written(place, source, actor=None):
    by = place.by(actor, NOW)
    actions.confirm_sheet(source=source, seen=source.mark, **by)
    return actions.write_sheet(source=queries.import_keyed(source.pk), **by)


@pytest.mark.django_db
def test_a_sheet_brings_where_each_commitment_stands_with_history_and_notices(place):
    """§ commitments-24"""
    axis = place.axes[0].title
    one, two, three, four = (place.promised(at) for at in (1, 2, 3, 4))
    place.milestone(three, 1)
    place.money(three, year=2026, planned=100, committed=50, paid=0)
    place.published()
    place.moved(two, W, reason="")
    place.moved(three, W, reason="")
    follower, of_plan = citizen_actor("متتبعة"), citizen_actor("متتبع المخطط")
    traces.follow(trace=one.trace, actor=follower, now=NOW)
    traces.follow(trace=place.plan.trace, actor=of_plan, now=NOW)
    day = "2026-12-31"
    source = sent(
        place,
        [1, "مشروع 1", "", "2027-06-01", "متأخر", WHY],
        [2, "مشروع 2", "", day, "", "وصلت المعدات إلى الورش.", "40%"],
        [3, "مشروع 3", "", day, "منجز", WHY, "", "مرحلة 1", "2026-02-01", "100", "90", "80.5"],
        [4, "مشروع 4", "", day],
        [9, "جديد", axis, "", "قيد الإنجاز", "", "20", "", "", "700"],
    )
    assert source.found["faults"] == []
    changed = {
        number: {name: pair for name, *pair in pairs} for _, number, _, pairs in source.found["changed"]
    }
    assert changed[1] == {
        "ends_on": [day, "2027-06-01"],
        "status": ["programmed", "delayed"],
        "reason": ["", WHY],
    }
    assert changed[2] == {"reason": ["", "وصلت المعدات إلى الورش."], "progress": ["0", "40"]}
    assert changed[3] == {
        "status": ["under_way", "done"],
        "reason": ["", WHY],
        "milestone_done/1": ["", "2026-02-01"],
        "committed/2026/commune/": ["50", "90"],
        "paid/2026/commune/": ["0", "80.5"],
    }
    assert (source.found["new_count"], source.found["same"]) == (1, 1)
    assert written(place, source).stands is ImportStanding.DONE

    one, two, three, four, new = (queries.commitment_at(place.plan, at) for at in (1, 2, 3, 4, 9))
    assert (one.standing, one.reason, one.ends_on, one.first_ends_on) == (L, WHY, LATER, date(2026, 12, 31))
    assert (two.standing, two.progress, two.reason, two.told_on) == (W, 40, "", TODAY)
    assert (three.standing, three.progress, three.paid) == (D, 100, Decimal("80.5"))
    assert (new.standing, new.progress, new.planned) == (W, 20, 700)
    assert [(step.status, step.words, step.new_day) for step in queries.steps_of(one)] == [
        (P, "", None),
        (L, WHY, LATER),
    ]
    assert [step.words for step in queries.steps_of(two)][-1] == "وصلت المعدات إلى الورش."
    assert [step.progress for step in queries.steps_of(two)][-1] == 40
    assert [step.status for step in queries.steps_of(new)] == [W]
    assert len(queries.steps_of(four)) == 1
    with everywhere():
        told = list(Notice.objects.order_by("pk").values_list("person_id", "kind"))
    assert (follower.person_id, "commitments.moved") in told
    assert told.count((of_plan.person_id, "commitments.brought")) == 1
    entry = Entry.objects.select_related("clear").get(verb="commitments.write_sheet")
    assert entry.clear.content["moved"]["1"] == ["delayed", WHY]


@pytest.mark.django_db
def test_what_the_verbs_refuse_a_sheet_is_refused_in_its_cell(place):
    """§ commitments-24: nothing is written while one cell is wrong."""
    axis = place.axes[0].title
    for at in range(1, 10):
        place.promised(at)
    place.milestone(queries.commitment_at(place.plan, 4), 1)
    done = queries.commitment_at(place.plan, 9)
    place.published()
    place.moved(done, C)
    day = "2026-12-31"
    source = sent(
        place,
        [1, "مشروع 1", "", day, "منجز", WHY],
        [2, "مشروع 2", "", day, "متأخر", WHY],
        [3, "مشروع 3", "", "2027-01-01", "ملغى", "قصير"],
        [4, "مشروع 4", "", day, "", "", "30"],
        [5, "مشروع 5", "", day, "", "", "", "", "2026-01-01"],
        [6, "مشروع 6", "", day, "", "", "", "مرحلة", "2026-12-01"],
        [7, "مشروع 7", "", day, "", "", "", "", "", "10", "5", "8"],
        [8, "مشروع 8", "", day, "غدا", "", "150"],
        [9, "مشروع 9", "", day, "", "", "", "مرحلة"],
        [10, "جديد", axis, "", "منجز", WHY, "60"],
        [11, "سليم", axis, "", "ملغى", WHY],
    )
    said = [(line, column, value) for line, column, _kind, value, *_ in source.found["faults"]]
    assert said == [
        (2, "E", "not_from_here"),
        (3, "D", "new_day_earlier"),
        (4, "D", "tell_the_delay"),
        (5, "G", "counted"),
        (6, "H", "no_title"),
        (7, "I", "done_in_future"),
        (8, "L", "paid_over_committed"),
        (9, "E", "not_in_the_list"),
        (9, "G", "not_a_percentage"),
        (10, "H", "ended"),
        (11, "G", "done_is_whole"),
    ]
    sentences = [sentence for _, _, sentence, _ in queries.faults_told(source)]
    assert "لا ينتقل التزام من «مبرمج» إلى «منجز» مباشرة." in sentences
    assert not [one for one in sentences if "%" in one]
    assert Commitment.objects.count() == 9


@pytest.mark.django_db
def test_a_column_of_money_is_asked_whose_it_is_and_what_changes_is_read_before(place, client_of):
    """§ commitments-24: a commune's own names, a cell of per cents, and one choice still to make."""
    place.promised(1)
    head = client_of(Person.objects.get(pk=place.director.person_id))
    made = Workbook()
    made.active.append(["رقم الالتزام", "الوضعية", "نسبة التقدم", "مبرمج 2026 (الجهة)", "المؤدى 2026"])
    made.active.append([1, "جارية", 0.4, 1_250_000, None])
    made.active["C2"].number_format = "0%"
    kept = BytesIO()
    made.save(kept)
    sheet = SimpleUploadedFile("pac.xlsx", kept.getvalue())
    asked = head.post("/larache/commitments/desk/1/import/", {"file": sheet})
    page = head.get(asked.url).content.decode()
    assert "مصدر المال في العمود D" in page
    names = ["number", "status", "progress", "planned", "paid"]
    chosen = {f"column_{at}": name for at, name in enumerate(names)}
    wanting = head.post(asked.url, chosen)
    assert (wanting.status_code, wanting.context["form"].errors.keys()) == (400, {"source_4"})
    assert PlanImport.objects.get().standing == ImportStanding.SENT
    money = {"at_3": 2026, "source_3": "region", "at_4": 2026, "source_4": "region"}
    outside = head.post(asked.url, chosen | money | {"at_4": 2040})
    assert (outside.status_code, "at_4" in outside.context["form"].errors) == (400, True)
    told = head.get(head.post(asked.url, chosen | money).url).content.decode()
    for seen in ("المبلغ المبرمج 2026 – الجهة", "1\u00a0250\u00a0000", "قيد الإنجاز", "مبرمج", "40"):
        assert seen in told
    source = PlanImport.objects.get()
    head.post(f"/larache/commitments/desk/1/import/{source.pk}/", {"seen": source.mark})
    one = queries.commitment_at(place.plan, 1)
    assert (one.standing, one.progress, one.planned) == (W, 40, 1_250_000)


@pytest.mark.django_db(transaction=True)
def test_two_sheets_at_once_write_one_after_the_other(larache):
    """§ commitments-24: whichever comes second is looked at again; nothing is half written."""
    place = Place(larache)
    other = staff_actor(larache, RoleKind.FOCAL_POINT, name="نقطة ارتكاز")
    place.promised(1)
    place.published()

    def ready(status, actor):
        with stopped_at(NOW), within(larache.pk):
            source = sent(
                place, [1, "مشروع 1", "", "2026-12-31", status, "", "", "", "", "100", "50"], actor=actor
            )
            return actions.confirm_sheet(source=source, seen=source.mark, **place.by(actor, NOW))

    def write(source, actor):
        with within(larache.pk):
            return actions.write_sheet(source=queries.import_keyed(source.pk), **place.by(actor, NOW))

    sheets = [(ready("قيد الإنجاز", place.director), place.director), (ready("قيد الدراسة", other), other)]
    done = at_once(None, *[lambda one=one: write(*one) for one in sheets])
    standings = sorted(one.standing for one in done)
    assert standings in (["done", "faulty"], ["done", "ready"])
    with within(larache.pk):
        one = queries.commitment_at(place.plan, 1)
        assert one.standing in {S, W}
        assert (one.planned, one.committed) == (100, 50)
        assert len(queries.steps_of(one)) == 2
        assert len(queries.funding_of(one)) == 1
