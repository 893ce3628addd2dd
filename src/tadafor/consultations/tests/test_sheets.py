"""Sheets: entered once, by form and by the queue of a device, taken back when the hand slipped."""

from datetime import timedelta

import pytest
from django.test import Client

from tadafor.audit.models import Entry
from tadafor.consultations import actions, rules
from tadafor.consultations.models import Contribution, Sheet
from tadafor.consultations.tests.factories import AFTER, DURING, contribute, make_consultation
from tadafor.consultations.tests.test_workshops import add
from tadafor.kernel import clock
from tadafor.kernel.identifiers import token
from tadafor.kernel.scopes import within
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import give, make_person

pytestmark = pytest.mark.django_db
HERE = "/larache/consultations/desk/charter/"
ENTER = f"{HERE}enter/"
SERIAL = rules.serial_of("ABC123")
QUEUED = {"headers": {"X-Queue": "1"}}


def typed(**changes):
    return {
        "kind": "comment",
        "body": "نريد جوابا صوتيا أيضا.",
        "passage": "aims",
        "author_kind": "citizen",
        "channel": "workshop",
        "received_on": "2026-03-10",
        "workshop": "1",
        "table": "2",
        "serial": SERIAL.lower(),
        "token": token(),
    } | changes


@pytest.fixture
def during():
    with clock.stopped_at(DURING):
        yield


@pytest.fixture
def consultation(larache):
    made = make_consultation(larache)
    add(made)
    return made


@pytest.fixture
def desk(nadia, client_of):
    return client_of(nadia)


def text_of(response):
    return response.content.decode()


def sheets(territory):
    with within(territory.pk):
        return list(Sheet.objects.select_related("contribution", "workshop").order_by("pk"))


@pytest.mark.usefixtures("during", "consultation")
class TestByForm:
    def test_a_sheet_keeps_its_number_its_table_and_leaves_its_rows(self, desk, larache):
        """§ consultations-sheet-number"""
        response = desk.post(ENTER, typed())
        assert response.status_code == 303
        (sheet,) = sheets(larache)
        assert (sheet.serial, sheet.table, sheet.workshop.number) == (SERIAL, 2, 1)
        with within(larache.pk):
            assert Entry.objects.filter(verb="consultations.enter_sheet").count() == 1
        after = text_of(desk.get(response.url))
        assert "سُجلت المساهمة ورقمها 1" in after
        assert 'value="2026-03-10"' in after
        assert '<option value="1" selected>' in after
        assert SERIAL in after

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"serial": "ABC1234"}, "رقم الورقة غير صحيح"),
            ({"table": "3"}, "لا توجد هذه الطاولة"),
            ({"workshop": "9"}, "الورشة"),
            ({"received_on": "2026-03-11"}, "تاريخ التوصل غير تاريخ الورشة"),
            ({"body": ""}, "اشرحوا فكرتكم"),
            ({"table": "x"}, "رقم الطاولة"),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_is_kept(self, desk, larache, changes, sentence):
        response = desk.post(ENTER, typed(name="زائرة الورشة", **changes))
        assert response.status_code == 400
        assert sentence in text_of(response)
        assert "زائرة الورشة" in text_of(response)
        assert sheets(larache) == []

    def test_the_same_sheet_again_is_refused_with_its_number(self, desk, larache):
        """§ consultations-sheet-number"""
        desk.post(ENTER, typed())
        assert "سُجلت هذه الورقة من قبل: مساهمة رقم 1" in text_of(desk.post(ENTER, typed()))
        assert len(sheets(larache)) == 1

    def test_from_a_workshop_its_day_is_ready(self, desk):
        assert 'value="2026-03-10"' in text_of(desk.get(f"{ENTER}?workshop=1&table=2"))

    @pytest.mark.parametrize("asked", ["x", "-1", "99999999999", "7", ""])
    def test_a_careless_address_is_no_fault(self, desk, asked):
        assert desk.get(f"{ENTER}?workshop={asked}&received_on=%00".replace("%00", "x")).status_code == 200

    def test_a_clerk_of_elsewhere_enters_nothing(self, karim, salma, client_of, larache):
        for stranger in (client_of(karim), client_of(salma)):
            assert stranger.post(ENTER, typed()).status_code == 404
        assert sheets(larache) == []


@pytest.mark.usefixtures("during", "consultation")
class TestByQueue:
    def test_it_is_told_its_number_in_words(self, desk):
        said = desk.post(ENTER, typed(), **QUEUED).json()
        assert said["kept"] is True
        assert "1" in said["said"]
        assert said["href"] == f"{HERE}contributions/1/"
        assert said["undo"] == f"{HERE}contributions/1/undo/"

    def test_sent_twice_it_is_entered_once(self, desk, larache):
        """§ consultations-offline"""
        first, second = (desk.post(ENTER, typed(token="t" * 32), **QUEUED).json() for _ in range(2))
        assert first["said"] == second["said"]
        assert len(sheets(larache)) == 1

    def test_two_devices_that_send_the_same_sheet(self, desk, larache):
        """§ consultations-sheet-number"""
        desk.post(ENTER, typed(), **QUEUED)
        response = desk.post(ENTER, typed(body="نص كتبته كاتبة أخرى."), **QUEUED)
        assert response.status_code == 422
        (error,) = response.json()["errors"]
        assert error["field"] == "serial"
        assert "مساهمة رقم 1" in error["said"]
        assert len(sheets(larache)) == 1

    def test_a_device_whose_clock_is_a_day_off(self, desk, larache):
        """§ consultations-clock"""
        wrong = (DURING - timedelta(days=1)).isoformat()
        said = desk.post(ENTER, typed(told_at=wrong, sent_at=wrong), **QUEUED).json()
        assert said["clock_off"] is True
        (sheet,) = sheets(larache)
        assert sheet.clock_off
        assert sheet.told_at == DURING - timedelta(days=1)
        assert sheet.contribution.written_at == DURING

    def test_entered_a_day_ago_by_a_good_clock_is_no_fault(self, desk, larache):
        """§ consultations-clock"""
        told = (DURING - timedelta(days=1)).isoformat()
        said = desk.post(ENTER, typed(told_at=told, sent_at=DURING.isoformat()), **QUEUED).json()
        assert said["clock_off"] is False

    @pytest.mark.parametrize("told", ["x", "2026-03-10T10:00", "9999-12-31T23:59:59-23:59", "١" * 40])
    def test_an_hour_that_is_none_is_left_out(self, desk, larache, told):
        assert desk.post(ENTER, typed(told_at=told, sent_at=told), **QUEUED).status_code == 200
        assert sheets(larache)[0].told_at is None

    def test_the_session_is_over(self, larache):
        """§ consultations-offline: the queue is led to sign in, and keeps what it has."""
        assert Client().post(ENTER, typed(), **QUEUED).status_code == 303

    def test_the_window_is_the_same_as_on_paper(self, desk, larache):
        """§ consultations-8"""
        late = typed(workshop="", table="", received_on="2026-03-23")
        with clock.stopped_at(AFTER):
            response = desk.post(ENTER, late, **QUEUED)
        assert response.status_code == 422
        assert "خارج مدة التشاور" in response.json()["errors"][0]["said"]

    def test_the_worker_speaks_for_this_page_only(self, desk):
        response = desk.get(f"{ENTER}worker.js")
        assert response["Content-Type"].startswith("text/javascript")
        assert "Service-Worker-Allowed" not in response
        assert "no-store" in response["Cache-Control"]


@pytest.mark.usefixtures("during", "consultation")
class TestUndo:
    def test_its_number_stays_and_the_sheet_is_free(self, desk, larache):
        """§ consultations-undo"""
        desk.post(ENTER, typed())
        assert "نريد جوابا صوتيا" in text_of(desk.get(f"{HERE}contributions/1/undo/"))
        assert desk.post(f"{HERE}contributions/1/undo/").status_code == 303
        public = text_of(Client().get("/larache/consultations/charter/contributions/"))
        assert "نريد جوابا صوتيا" not in public
        assert desk.post(ENTER, typed()).status_code == 303
        assert [sheet.contribution.number for sheet in sheets(larache)] == [1, 2]
        assert "ألغى المكتب تسجيلها" in text_of(
            Client().get("/larache/consultations/charter/contributions/1/")
        ) or "ألغى المكتب تسجيلها" in text_of(desk.get(f"{HERE}contributions/1/"))

    def test_only_who_entered_it_and_only_once(self, desk, larache, client_of):
        """§ consultations-undo"""
        other = client_of(give(make_person("كاتبة أخرى"), larache, RoleKind.CLERK))
        desk.post(ENTER, typed())
        assert "لا يلغي التسجيل إلا من سجّل الورقة" in text_of(other.get(f"{HERE}contributions/1/undo/"))
        assert other.post(f"{HERE}contributions/1/undo/").status_code == 400
        desk.post(f"{HERE}contributions/1/undo/")
        assert desk.post(f"{HERE}contributions/1/undo/").status_code == 400

    def test_not_after_half_an_hour_nor_once_supported(self, desk, larache, actors):
        """§ consultations-undo"""
        desk.post(ENTER, typed())
        with within(larache.pk):
            made = Contribution.objects.get()
            actions.support(contribution=made, actor=actors.salma, now=DURING)
        assert "أُيّدت هذه المساهمة" in text_of(desk.post(f"{HERE}contributions/1/undo/"))
        with clock.stopped_at(DURING + timedelta(minutes=31)):
            assert desk.post(f"{HERE}contributions/1/undo/").status_code == 400

    def test_what_came_online_is_not_undone_here(self, desk, consultation):
        contribute(consultation)
        assert desk.get(f"{HERE}contributions/1/undo/").status_code == 404
