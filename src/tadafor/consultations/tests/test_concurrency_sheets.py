"""Sheets and spreadsheets of a workshop, sent by many at once, on real threads."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO
from threading import Event

import pytest
from django.db import connection

from tadafor.audit.models import Entry
from tadafor.consultations import actions, rules
from tadafor.consultations.actions import importing
from tadafor.consultations.models import Consultation, Contribution, PrintedSheet, Sheet, SheetImport
from tadafor.consultations.tests.factories import (
    AFTER,
    CLOSES,
    DURING,
    citizen_actor,
    make_consultation,
    staff_actor,
)
from tadafor.consultations.tests.test_importing import book, row
from tadafor.consultations.tests.threads import contributing, refused
from tadafor.documents.actions import clean_file
from tadafor.kernel.identifiers import token
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.kernel.tests.threads import at_once
from tadafor.people.rules import Channel, RoleKind

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def consultation(larache):
    return make_consultation(larache)


def entering(consultation, clerk, body, *, serial="", sent_with=None):
    """A verb for ``at_once``: a sheet received on the last day."""
    words = actions.Words(kind=rules.Kind.COMMENT, body=body)
    received = actions.Received(channel="workshop", on=CLOSES, name="", author_kind=rules.AuthorKind.CITIZEN)
    facts = {"words": words, "received": received, "paper": actions.Paper(serial=serial)}
    sent_with = sent_with or token()

    def verb():
        return actions.enter_sheet(
            consultation=consultation, **facts, actor=clerk, now=AFTER, token=sent_with
        ).number

    return verb


def test_four_clerks_enter_forty_sheets_at_once(larache, consultation):
    """§ consultations-sheet-number"""
    clerks = [staff_actor(larache, RoleKind.CLERK) for _ in range(4)]
    verbs = [
        entering(consultation, clerks[n % 4], f"ورقة رقم {n} من الورشة.", serial=rules.serial_of(f"{n:06}"))
        for n in range(40)
    ]
    assert sorted(at_once(larache, *verbs)) == list(range(1, 41))


def test_a_sheet_that_eight_devices_send_at_once_is_entered_once(larache, consultation):
    """§ consultations-sheet-number"""
    serial = rules.serial_of("ABC123")
    clerks = [staff_actor(larache, RoleKind.CLERK) for _ in range(8)]
    verbs = [entering(consultation, one, "الورقة نفسها مرتين.", serial=serial) for one in clerks]
    results = at_once(larache, *verbs)
    assert refused(results) == {rules.SheetRefusal.SERIAL_TAKEN: 7}
    assert [one for one in results if isinstance(one, int)] == [1]


def test_a_sheet_sent_online_while_the_desk_enters_it_counts_once(larache, consultation):
    """§ consultations-sheet-online"""
    with within(larache.pk):
        subjects, clerk = [actions.Subject(rules.Kind.COMMENT)], staff_actor(larache, RoleKind.CLERK)
        facts = {"workshop": None, "subjects": subjects, "copies": 1, "two_a_page": False}
        actions.print_sheets(consultation=consultation, **facts, actor=clerk, now=DURING)
        serial = PrintedSheet.objects.get().serial
    citizens = [citizen_actor(larache) for _ in range(3)]
    online = [contributing(consultation, one, "من رمز الورقة نفسها.", sheet=serial) for one in citizens]
    paper = [entering(consultation, clerk, "الورقة نفسها من المكتب.", serial=serial) for _ in range(3)]
    results = at_once(larache, *online, *paper)
    assert sum(refused(results).values()) == 5
    assert set(refused(results)) <= {rules.SheetRefusal.SENT_AS_SHEET, rules.SheetRefusal.SERIAL_TAKEN}
    with within(larache.pk):
        assert Contribution.objects.count() == Sheet.objects.count() == 1


def test_a_sheet_that_one_device_sends_eight_times_at_once_is_entered_once(larache, consultation):
    """§ consultations-offline"""
    clerk = staff_actor(larache, RoleKind.CLERK)
    verb = entering(consultation, clerk, "أُرسلت مرارا لضعف الشبكة.", sent_with=token())
    assert set(at_once(larache, *[verb] * 8)) == {1}


@pytest.fixture
def arriving(larache, consultation):
    """A spreadsheet of three sheets, sent and not yet examined."""
    content = book(*[row(number, table=None) for number in range(1, 4)])
    file = clean_file(sent=BytesIO(content), name="sheets.xlsx", size=len(content))
    with within(larache.pk):
        return actions.send_import(
            consultation=consultation,
            workshop=None,
            file=file,
            actor=staff_actor(larache, RoleKind.CLERK),
            now=DURING,
        )


@pytest.fixture
def halfway(monkeypatch):
    """An import stops before its last rows until it is let go: (has it come so far, let it go)."""
    reached, go_on = Event(), Event()
    write = importing._write

    def slow(*facts):
        write(*facts)
        reached.set()
        assert go_on.wait(timeout=30)

    monkeypatch.setattr(importing, "_write", slow)
    return reached, go_on


def importing_of(source, larache):
    actor = staff_actor(larache, RoleKind.CLERK)
    return lambda: actions.import_sheets(source=source, actor=actor, now=DURING)


def test_nobody_waits_while_a_spreadsheet_is_written(larache, consultation, arriving, halfway):
    """§ consultations-import"""
    reached, go_on = halfway
    citizen = citizen_actor(larache)
    with ThreadPoolExecutor(1) as pool:
        job = pool.submit(at_once, larache, importing_of(arriving, larache))
        assert reached.wait(timeout=30)
        try:
            with within(larache.pk), connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '3s'")
                contributing(consultation, citizen, "مساهمة أثناء التسجيل لا تنتظر أحدا.")()
                meanwhile = list(Contribution.objects.values_list("number", flat=True))
                counted = Consultation.objects.get(pk=consultation.pk).contributions_count
                words = actions.Words(
                    kind=rules.Kind.COMMENT, body="ورقة تأتي في الملف نفسه.", passage="aims"
                )
                received = actions.Received(Channel.WORKSHOP, date(2026, 3, 10), "", rules.AuthorKind.CITIZEN)
                with pytest.raises(Refused) as taken:
                    actions.enter_sheet(
                        consultation=consultation,
                        words=words,
                        received=received,
                        paper=actions.Paper(serial=rules.serial_of("000002")),
                        actor=staff_actor(larache, RoleKind.CLERK),
                        now=DURING,
                        token=token(),
                    )
        finally:
            go_on.set()
        (source,) = job.result(timeout=60)
    assert (meanwhile, counted) == ([4], 1)
    assert taken.value.refusal is rules.SheetRefusal.TAKEN_ALREADY
    assert (source.standing, source.written) == ("done", 3)
    with within(larache.pk):
        numbers = Contribution.objects.order_by("number").values_list("number", flat=True)
        assert list(numbers) == [1, 2, 3, 4]
        assert Consultation.objects.get(pk=consultation.pk).contributions_count == 4
        assert not SheetImport.objects.exclude(claimed=[]).exists()


def test_two_jobs_on_one_spreadsheet_write_it_once(larache, consultation, arriving):
    """§ consultations-import"""
    results = at_once(larache, *[importing_of(arriving, larache)] * 2)
    assert "done" in {one.standing for one in results}
    with within(larache.pk):
        assert sorted(Contribution.objects.values_list("number", flat=True)) == [1, 2, 3]
        assert Consultation.objects.get(pk=consultation.pk).contributions_count == 3
        assert Entry.objects.filter(verb="consultations.import_sheets").count() == 1


def test_an_import_overtaken_at_its_end_leaves_nothing(larache, consultation, arriving, halfway):
    """§ consultations-import"""
    reached, go_on = halfway
    with ThreadPoolExecutor(1) as pool:
        job = pool.submit(at_once, larache, importing_of(arriving, larache))
        assert reached.wait(timeout=30)
        with within(larache.pk):
            day = DURING.date()
            Consultation.objects.filter(pk=consultation.pk).update(concluded_on=day)
        go_on.set()
        (source,) = job.result(timeout=60)
    assert source.standing == "refused"
    with within(larache.pk):
        assert not Contribution.objects.exists()
        assert not Sheet.objects.exists()
        assert Consultation.objects.get(pk=consultation.pk).last_number == 0
        assert not SheetImport.objects.exclude(claimed=[]).exists()
