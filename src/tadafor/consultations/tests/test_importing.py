"""Sheets in a spreadsheet, and photographs (§ consultations-import, § consultations-photographs)."""

from datetime import date, datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook
from PIL import Image

from tadafor.audit.models import Entry
from tadafor.consultations import rules, tasks
from tadafor.consultations.models import Contribution, Sheet, SheetImport, WorkshopPhoto
from tadafor.consultations.rules import ImportRefusal, read_count, read_day
from tadafor.consultations.tests.factories import DURING, make_consultation
from tadafor.consultations.tests.test_sheets import typed
from tadafor.consultations.tests.test_workshops import add
from tadafor.kernel import clock
from tadafor.kernel.scopes import within

pytestmark = pytest.mark.django_db
HERE = "/larache/consultations/desk/charter/"
IMPORTS = f"{HERE}imports/"
HEAD = ["رقم الورقة", "الطاولة", "المادة أو المشروع (رقم)", "التعليق أو السبب", "القناة", "تاريخ التوصل"]
DAY = date(2026, 3, 10)


def row(number=1, **changes):
    facts = {
        "serial": rules.serial_of(f"{number:06}"),
        "table": 1,
        "subject": 2,
        "body": f"ملاحظة رقم {number} من الطاولة.",
        "channel": "في ورشة",
        "on": DAY,
    }
    return list((facts | changes).values())


def book(*rows, head=HEAD, merge=""):
    made = Workbook()
    page = made.active
    page.append(head)
    for one in rows:
        page.append(one)
    if merge:
        page.merge_cells(merge)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.fixture(autouse=True)
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


@pytest.fixture
def send(desk, larache, consultation):
    """A function: send a spreadsheet, let the job run, return the page of the import."""

    def sent(content, *, status=303):
        file = SimpleUploadedFile("أوراق.xlsx", content)
        response = desk.post(IMPORTS, {"workshop": "1", "file": file})
        assert response.status_code == status, text_of(response)
        if status != 303:
            return text_of(response)
        worked(larache, response.url)
        return text_of(desk.get(response.url))

    return sent


def worked(territory, address):
    tasks.import_sheets(territory.pk, int(address.rstrip("/").rpartition("/")[2]))


def text_of(response):
    return response.content.decode()


def written(territory):
    with within(territory.pk):
        return list(Contribution.objects.order_by("number").values_list("number", "body"))


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (DAY, DAY),
        (datetime(2026, 3, 10, 9), DAY),
        ("2026-03-10", DAY),
        ("10/03/2026", ImportRefusal.DATE_AS_TEXT),
        ("45000", ImportRefusal.DATE_AS_TEXT),
        (45000, ImportRefusal.DATE_AS_TEXT),
        (None, ImportRefusal.DATE_AS_TEXT),
    ],
)
def test_a_date_is_read_in_one_way_only(cell, found):
    """§ consultations-import"""
    assert read_day(cell) == found


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (None, None),
        ("", None),
        (3, 3),
        (3.0, 3),
        ("3", 3),
        (3.5, ImportRefusal.NOT_A_NUMBER),
        ("-1", ImportRefusal.NOT_A_NUMBER),
        ("٣", ImportRefusal.NOT_A_NUMBER),
        ("9" * 30, ImportRefusal.NOT_A_NUMBER),
    ],
)
def test_a_number_is_a_number(cell, found):
    assert read_count(cell) == found


class TestImport:
    def test_every_row_is_written_with_its_sheet_in_one_act(self, send, larache):
        """§ consultations-import"""
        said = send(book(*[row(number) for number in range(1, 6)]))
        assert "سُجلت أسطره" in said
        assert written(larache) == [(n, f"ملاحظة رقم {n} من الطاولة.") for n in range(1, 6)]
        with within(larache.pk):
            assert Sheet.objects.filter(workshop__number=1, table=1).count() == 5
            assert Contribution.objects.first().passage.key == "reply-delays"
            assert Entry.objects.filter(verb="consultations.import_sheets").count() == 1
        public = text_of(Client().get("/larache/consultations/charter/contributions/"))
        assert "ملاحظة رقم 3 من الطاولة." in public

    @pytest.mark.parametrize(
        ("changes", "column", "sentence"),
        [
            ({"on": "10/03/2026"}, "F", "تاريخ مكتوب كنص"),
            ({"on": date(2026, 3, 11)}, "B", "تاريخ التوصل غير تاريخ الورشة"),
            ({"body": "=1+1"}, "D", "صيغة حسابية"),
            ({"table": "الأولى"}, "B", "ليس عددا صحيحا"),
            ({"table": 9}, "B", "لا توجد هذه الطاولة"),
            ({"subject": 99}, "C", "لا مادة ولا مشروع بهذا الرقم"),
            ({"channel": "بالحمام الزاجل"}, "E", "ليس من القيم المقبولة"),
            ({"serial": "ABC1234"}, "A", "رقم الورقة غير صحيح"),
            ({"body": "قصير"}, "D", "اشرحوا فكرتكم"),
        ],
    )
    def test_each_bad_row_is_told_with_line_and_column_and_nothing_is_written(
        self, send, larache, changes, column, sentence
    ):
        """§ consultations-import"""
        said = send(book(row(1), row(2, **changes), row(3)))
        assert "لم يُكتب منه شيء" in said
        assert sentence in said
        assert f'<td>3</td><td><bdi dir="ltr">{column}</bdi></td>' in said
        assert written(larache) == []

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (book(row(), head=["رقم", *HEAD[1:]]), "عمود غير معروف"),
            (book(row(), head=[*HEAD[:5], ""]), "عمود ناقص. تاريخ التوصل"),
            (book(row(), head=[*HEAD[:5], HEAD[4]]), "عمود مكرر"),
            (book(row(1), row(2), merge="B2:B3"), "خلايا مدمجة"),
            (book(), "لا سطر في الملف"),
        ],
    )
    def test_wrong_columns_and_merged_cells_are_refused(self, send, larache, content, sentence):
        """§ consultations-import"""
        assert sentence in send(content)
        assert written(larache) == []

    def test_a_file_that_is_no_spreadsheet_is_refused_at_once(self, send):
        send(b"serial,table\n1,2\n", status=400)

    def test_a_number_twice_in_the_file_or_entered_before_is_told(self, send, desk, larache):
        """§ consultations-sheet-number"""
        desk.post(f"{HERE}enter/", typed(serial=rules.serial_of("000003")))
        said = send(book(row(1), row(2, serial=rules.serial_of("000001")), row(3)))
        assert "رقم الورقة مكرر في الملف" in said
        assert "سُجلت ورقة بهذا الرقم من قبل" in said
        assert len(written(larache)) == 1

    def test_the_good_rows_alone_when_the_clerk_chooses(self, send, desk, larache):
        """§ consultations-import"""
        send(book(row(1), row(2, subject=99), row(3)))
        with within(larache.pk):
            key = SheetImport.objects.get().pk
        assert desk.post(f"{IMPORTS}{key}/").status_code == 303
        worked(larache, f"{IMPORTS}{key}/")
        assert [body for _number, body in written(larache)] == [
            "ملاحظة رقم 1 من الطاولة.",
            "ملاحظة رقم 3 من الطاولة.",
        ]
        assert desk.post(f"{IMPORTS}{key}/").status_code == 400

    def test_the_same_file_is_taken_once_and_a_job_that_runs_twice_writes_once(self, send, larache):
        """§ consultations-import"""
        content = book(row(1), row(2))
        send(content)
        with within(larache.pk):
            worked(larache, f"{IMPORTS}{SheetImport.objects.get().pk}/")
        assert len(written(larache)) == 2
        assert "سُجل هذا الملف نفسه من قبل" in send(content, status=400)

    def test_what_goes_out_comes_in_again_the_same(self, send, desk, larache):
        """§ consultations-import"""
        send(book(row(1), row(2, body="=لا تعمل كصيغة لأنها نص".replace("=", "- ")), row(3)))
        out = desk.get(f"{HERE}entered.xlsx").content
        before = written(larache)
        make_consultation(larache, slug="second")
        add_to = f"{HERE}".replace("charter", "second")
        response = desk.post(f"{add_to}imports/", {"workshop": "", "file": SimpleUploadedFile("o.xlsx", out)})
        worked(larache, response.url)
        said = text_of(desk.get(response.url))
        assert "لا توجد هذه الطاولة" in said
        page = load_workbook(BytesIO(out)).worksheets[0]
        assert [cell.value for cell in page[1]][:3] == HEAD[:3]
        for line in page.iter_rows(min_row=2):
            line[1].value = None
        again = BytesIO()
        page.parent.save(again)
        response = desk.post(
            f"{add_to}imports/", {"workshop": "", "file": SimpleUploadedFile("o.xlsx", again.getvalue())}
        )
        worked(larache, response.url)
        with within(larache.pk):
            copied = Contribution.objects.filter(consultation__slug="second").order_by("number")
            assert list(copied.values_list("number", "body")) == before

    def test_the_form_to_fill_in_has_its_columns(self, desk, consultation):
        page = load_workbook(BytesIO(desk.get(f"{HERE}sheets.xlsx").content)).worksheets[0]
        assert set(HEAD) <= {cell.value for cell in page[1]}
        assert page.max_row == 1

    @pytest.mark.parametrize("address", [IMPORTS, f"{HERE}sheets.xlsx", f"{HERE}entered.xlsx"])
    def test_nobody_else_sees_it(self, consultation, karim, salma, client_of, address):
        for stranger in (client_of(karim), client_of(salma)):
            assert stranger.get(address).status_code == 404


def picture(side=40, kind="JPEG"):
    out = BytesIO()
    Image.new("RGB", (side, side), "green").save(out, format=kind)
    return out.getvalue()


class TestPhotographs:
    HERE = f"{HERE}workshops/1/photos/"

    def sent(self, client, *contents, **more):
        files = [SimpleUploadedFile(f"جدار-{n}.jpg", one) for n, one in enumerate(contents)]
        return client.post(self.HERE, {"pictures": files} | more)

    def test_several_are_kept_and_only_staff_sees_them(self, consultation, desk, larache, karim, client_of):
        """§ consultations-photographs"""
        assert self.sent(desk, picture(), picture(41)).status_code == 303
        with within(larache.pk):
            one = WorkshopPhoto.objects.select_related("document").first()
            assert WorkshopPhoto.objects.count() == 2
        assert one.document.title in text_of(desk.get(self.HERE))
        page = f"/larache/documents/{one.document.code}/"
        assert desk.get(page).status_code == 200
        for stranger in (Client(), client_of(karim)):
            assert stranger.get(page).status_code == 404

    def test_one_is_tied_to_a_contribution(self, consultation, desk):
        """§ consultations-photographs"""
        desk.post(f"{HERE}enter/", typed())
        assert "لا توجد مساهمة رقم 9" in text_of(self.sent(desk, picture(), contribution="9"))
        assert self.sent(desk, picture(), contribution="1").status_code == 303
        assert "#1" in text_of(desk.get(self.HERE))

    def test_one_of_nine_megabytes_is_refused_with_the_limit(self, consultation, desk, larache):
        """§ consultations-photographs"""
        response = self.sent(desk, picture() + b"\0" * (9 * 1024 * 1024))
        assert response.status_code == 400
        assert "8" in text_of(response)
        with within(larache.pk):
            assert WorkshopPhoto.objects.count() == 0

    def test_one_of_forty_megabytes_is_refused_with_the_limit(self, consultation, desk, larache):
        """§ consultations-photographs"""
        response = self.sent(desk, picture() + b"\0" * (40 * 1024 * 1024))
        assert response.status_code == 413
        assert "الحد الأقصى لكل إرسال: 25 ميغابايت." in text_of(response)
        with within(larache.pk):
            assert WorkshopPhoto.objects.count() == 0

    def test_what_is_no_picture_is_refused(self, consultation, desk):
        assert self.sent(desk, b"%PDF-1.4").status_code == 400
