"""The desk of associations, over HTTP."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.asserts import assertNumQueries

from tadafor.associations.models import Association, Mandate, RegisterImport
from tadafor.associations.rules import Check
from tadafor.associations.tests.factories import make_association
from tadafor.audit.models import ClearPart
from tadafor.kernel.clock import day_of, now
from tadafor.kernel.scopes import within
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import give, make_person

pytestmark = pytest.mark.django_db

DESK = "/larache/associations/desk/"
GOOD = {f"met_{check}": "yes" for check in Check}


@pytest.fixture
def asked(larache, salma):
    return make_association(
        larache, "جمعية تنتظر", "5/2024", confirmed_at=None, requested_by=salma, requested_at=now()
    )


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_the_same(client_of, nadia, larache, rows):
    for number in range(rows):
        make_association(larache, f"جمعية {number}", f"{number}/2020", make_person(), make_person())
    client = client_of(nadia)
    with assertNumQueries(12):
        assert client.get(f"{DESK}?show=all").status_code == 200


class TestRequests:
    def test_confirmed(self, client_of, nadia, salma, asked, actor_of):
        client = client_of(nadia)
        assert "جمعية تنتظر" in client.get(DESK).content.decode()
        assert "طلبات تسجيل تنتظر الدراسة" in client.get("/larache/desk/").content.decode()
        where = f"{DESK}{asked.pk}/"
        assert "ادرسوا الطلب" in client.get(where).content.decode()
        some = GOOD | {"met_board": ""}
        assert "أجيبوا عن كل نقطة" in client.post(f"{where}confirm/", some).content.decode()
        bad = GOOD | {"met_board": "no", "note_board": "المحضر قديم"}
        page = client.post(f"{where}confirm/", bad).content.decode()
        assert "نقطة على الأقل غير مستوفاة" in page
        assert "المحضر قديم" in page
        assert client.post(f"{where}confirm/", GOOD).url == where
        assert len(actor_of(salma).associations) == 1
        assert "لا طلب ينتظر" in client.get(DESK).content.decode()
        assert "سبق البت" in client.post(f"{where}confirm/", GOOD).content.decode()

    def test_sent_back(self, client_of, nadia, asked):
        client, where = client_of(nadia), f"{DESK}{asked.pk}/"
        bad = GOOD | {"met_board": "no", "then": "back"}
        assert "اكتبوا السبب" in client.post(f"{where}confirm/", bad).content.decode()
        assert client.post(f"{where}confirm/", bad | {"reason": "ينقص المحضر"}).url == where
        assert "ينقص المحضر" in client.get(where).content.decode()

    def test_a_second_confirms(self, client_of, nadia, youssef, asked, larache):
        settings = {"two_confirm": "on", "rhythm": "yearly", "warning_days": "30"}
        assert client_of(nadia).get(f"{DESK}settings/").status_code == 404
        assert (
            client_of(youssef).post(f"{DESK}settings/", settings | {"warning_days": "0"}).status_code == 200
        )
        assert client_of(youssef).post(f"{DESK}settings/", settings).url == DESK
        where = f"{DESK}{asked.pk}/"
        client_of(nadia).post(f"{where}confirm/", GOOD)
        assert "غير الذي أكد أولا" in client_of(nadia).post(f"{where}second/").content.decode()
        clerk = client_of(give(make_person(), larache, RoleKind.CLERK))
        assert "التأكيد الثاني" in clerk.get(where).content.decode()
        assert clerk.post(f"{where}second/").url == where


class TestTheRegister:
    def test_registered_and_mandated(self, client_of, nadia, salma, larache, actor_of):
        client = client_of(nadia)
        facts = {
            "kind": "association",
            "name": "جمعية الأمل",
            "receipt": "final",
            "receipt_number": "9/2022",
            "presence": "seat",
        }
        assert client.get(f"{DESK}register/").status_code == 200
        assert client.post(f"{DESK}register/", facts).url == f"{DESK}?show=all"
        page = client.post(f"{DESK}register/", facts).content.decode()
        assert "سجلت من قبل جمعية برقم الوصل هذا: «جمعية الأمل»" in page
        with within(larache.pk):
            association = Association.objects.get()
        mandate = f"{DESK}{association.pk}/mandate/"
        typed = {"person": "0612000001", "mechanisms": ["contribute"], "until": ""}
        assert client.get(mandate).status_code == 200
        assert client.post(mandate, typed | {"until": "2020-01-01"}).status_code == 200
        assert client.post(mandate, typed | {"until": "not a day"}).status_code == 200
        assert client.post(mandate, typed | {"is_representative": "on"}).url == f"{DESK}{association.pk}/"
        assert actor_of(salma).associations_in(larache.pk) == ((association.pk, "جمعية الأمل"),)
        assert "سلمى التجريبية" in client.get(f"{DESK}?show=all").content.decode()
        with within(larache.pk):
            given = Mandate.objects.get()
        end = f"{DESK}{association.pk}/mandate/{given.pk}/end/"
        assert client.post(end).url == f"{DESK}{association.pk}/"
        assert client.post(end).status_code == 404
        assert actor_of(salma).associations == ()

    def test_renewed_and_ended(self, client_of, nadia, larache):
        soon = day_of(now()) + timedelta(days=3)
        due = make_association(larache, "جمعية متأخرة", "1/1", until=soon)
        client, where = client_of(nadia), f"{DESK}{due.pk}/"
        assert "جمعية متأخرة" in client.get(f"{DESK}?show=due").content.decode()
        assert "تسجيلات حان تجديدها" in client.get("/larache/desk/").content.decode()
        assert client.post(f"{where}renew/").url == where
        assert "لا تجديد ينتظر" in client.get(f"{DESK}?show=due").content.decode()
        assert client.post(f"{where}end/", {"reason": ""}).status_code == 200
        assert client.post(f"{where}end/", {"reason": "حلت"}).url == where
        assert "حلت" in client.get(where).content.decode()

    def test_one_of_next_door_is_not_here(self, client_of, nadia, beni_mellal):
        other = make_association(beni_mellal)
        for page in ("", "confirm/", "second/", "renew/", "end/", "mandate/"):
            assert client_of(nadia).get(f"{DESK}{other.pk}/{page}").status_code == 404

    def test_they_come_by_twenty(self, client_of, nadia, larache):
        for number in range(21):
            make_association(larache, f"جمعية {number:02d}", f"{number}/2020")
        client = client_of(nadia)
        assert "جمعية 20" not in client.get(f"{DESK}?show=all").content.decode()
        assert "جمعية 20" in client.get(f"{DESK}?show=all&page=2").content.decode()
        assert client.get(f"{DESK}?show=all&page=abc").status_code == 200


class TestImport:
    """§ associations-sheet."""

    def sent(self, client, text):
        return client.post(f"{DESK}import/", {"sheet": SimpleUploadedFile("s.csv", text.encode())})

    def looked(self, client, text):
        """Send, look, and write what was seen."""
        look = self.sent(client, text).url
        page = client.get(look).content.decode()
        mark = re.search(r'name="seen" value="(\w+)"', page)[1]
        return page, client.post(look, {"seen": mark})

    def test_what_was_exported_elsewhere_comes_in_whole(self, client_of, nadia, larache):
        client = client_of(nadia)
        assert client.get(f"{DESK}import/").status_code == 200
        rows = "name,receipt_number,themes,founded_on\nجمعية أ,1/1,sport youth,2020-01-02\nجمعية ب,2/2,,\n"
        look = self.sent(client, rows).url
        with within(larache.pk):
            assert Association.objects.count() == 0
        page, written = self.looked(client, rows)
        assert client.get(look).status_code == 404  # sent again, the first is forgotten
        assert "جمعية أ" in page
        assert written.url == f"{DESK}?show=all"
        with within(larache.pk):
            assert Association.objects.listed().count() == 2
            assert Association.objects.get(receipt_number="1/1").themes == ["sport", "youth"]
            assert not RegisterImport.objects.exclude(rows=[]).exists()

    def test_a_cell_may_be_written_as_an_office_writes_it(self, client_of, nadia, larache):
        """§ associations-sheet"""
        client = client_of(nadia)
        assert "register.xlsx" in client.get(f"{DESK}import/").content.decode()
        rows = (
            'name,kind,receipt_number,themes,founded_on\nتعاونية أ,تعاونية,1/1,"الرياضة، الشباب",24/05/2018\n'
        )
        assert self.looked(client, rows)[1].status_code == 303
        with within(larache.pk):
            made = Association.objects.get(name="تعاونية أ")
            assert (made.kind, made.themes) == ("cooperative", ["sport", "youth"])
            assert made.founded_on.isoformat() == "2018-05-24"
        bad = "name,kind,themes,founded_on\n,نادي,,31/31/2020\nجمعية,,طيران,\n"
        page = self.sent(client, bad).content.decode()
        assert "هذه الخانة مطلوبة" in page
        assert "القيمة «نادي» غير مقبولة" in page
        assert "القيمة «طيران» غير مقبولة" in page
        assert "اكتبوا التاريخ هكذا: 2018-05-24، لا «31/31/2020»" in page

    def test_a_row_with_a_code_changes_what_the_file_names_and_nothing_else(self, client_of, nadia, larache):
        """§ associations-sheet"""
        one = make_association(larache, "جمعية قديمة", "9/9", activity="تنظيف الشاطئ", address="زنقة 1")
        same = make_association(larache, "على حالها", "8/8")
        rows = (
            "code,name,address,members_president,women_president,members_adviser\n"
            f"{one.code.lower()},جمعية جديدة الاسم,زنقة 2,1,1,4\n{same.code},على حالها,,,,\n"
        )
        page, written = self.looked(client_of(nadia), rows)
        assert "<del><bdi>جمعية قديمة</bdi></del> <ins><bdi>جمعية جديدة الاسم</bdi></ins>" in page
        assert written.status_code == 303
        with within(larache.pk):
            one.refresh_from_db()
            assert (one.name, one.address, one.activity) == ("جمعية جديدة الاسم", "زنقة 2", "تنظيف الشاطئ")
            assert one.receipt_number == "9/9"
            seats = {seat.capacity: (seat.members, seat.women) for seat in one.seats.all()}
            assert seats == {"president": (1, 1), "adviser": (4, None)}
            told = ClearPart.objects.get(entry__verb="associations.import_register").content
        assert told["changed"] == {one.code: ["address", "name", "seats"]}
        assert Client().get(f"/larache/associations/{one.code}/").content.decode().count("جمعية جديدة الاسم")

    def test_the_export_comes_back_without_changing_anything(self, client_of, nadia, larache):
        """§ associations-sheet"""
        make_association(larache, "جمعية ولها مكتب", "9/9")
        exported = Client().get("/larache/associations/register.csv").content.decode("utf-8-sig")
        assert "members_president" in exported.splitlines()[0]
        page = client_of(nadia).get(self.sent(client_of(nadia), exported).url).content.decode()
        assert "ما يتغير" not in page
        assert "ما يُضاف" not in page

    def test_what_changed_since_the_look_is_looked_at_again(self, client_of, nadia, larache):
        """§ associations-sheet"""
        one = make_association(larache, "جمعية قديمة", "9/9")
        client = client_of(nadia)
        look = self.sent(client, f"code,name\n{one.code},اسم آخر\n").url
        mark = re.search(r'name="seen" value="(\w+)"', client.get(look).content.decode())[1]
        with within(larache.pk):
            Association.objects.update(name="غيرها زميل")
        again = client.post(look, {"seen": mark}).content.decode()
        assert "تغيّر السجل في هذه الأثناء" in again
        assert "غيرها زميل" in again
        with within(larache.pk):
            assert Association.objects.get().name == "غيرها زميل"

    def test_all_or_nothing_with_every_bad_row(self, client_of, nadia, larache):
        held = make_association(larache, "جمعية قديمة", "9/9")
        mine = make_association(larache, "جمعيتي", "6/6", nadia)
        client = client_of(nadia)
        rows = "name,receipt_number,kind,code\nجيدة,1/1,,\nمكررة,9/9,,\nأخرى,1/1,,\nبلا وصل,,,\n"
        rows += f"لي,6/6,,{mine.code}\nمجهولة,7/7,,NOBODY\nقديمة,9/9,,{held.code}\nثانية,9/9,,{held.code}\n"
        page = self.sent(client, rows).content.decode()
        assert page.count("سجلت من قبل جمعية برقم الوصل") == 2
        assert "الجمعيات والتعاونيات تسجل بوصلها" in page
        assert "يدرسها زميل(ة) غيركم" in page
        assert "لا فاعل مسجلا بهذا الرمز" in page
        assert "ورد الرمز نفسه في سطرين" in page
        bad = "name,receipt_number,kind,founded_on,members_president,women_president,women_adviser\n"
        bad += "أ,1/1,club,yesterday,كثير,,\nب,9/9,,,1,2,1\nج,9/9,,,,,\n"
        page = self.sent(client, bad).content.decode()
        for told in ("«club»", "«yesterday»", "«كثير»", "women_president", "women_adviser"):
            assert told in page
        assert "سجلت من قبل جمعية برقم الوصل" in page  # the third row, whatever is wrong with the first
        with within(larache.pk):
            assert Association.objects.count() == 2

    @pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "PK not a workbook", "name\n"])
    def test_a_file_that_is_no_register(self, client_of, nadia, text):
        assert self.sent(client_of(nadia), text).status_code == 200

    @pytest.mark.parametrize("rows", [1, 3])
    def test_a_look_costs_the_same_with_one_and_with_three(
        self, client_of, nadia, larache, rows, django_assert_num_queries
    ):
        made = [make_association(larache, f"جمعية {n}", f"{n}/1") for n in range(rows)]
        text = "code,name\n" + "".join(f"{one.code},{one.name} المجددة\n" for one in made)
        client = client_of(nadia)
        look = self.sent(client, text).url
        client.get(look)
        with django_assert_num_queries(8):
            client.get(look)
