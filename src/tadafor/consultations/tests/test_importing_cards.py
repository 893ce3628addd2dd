"""Cards in a spreadsheet, cards entered by hand, and a wall photographed by a telephone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tadafor.consultations import rules
from tadafor.consultations.models import Contribution, Sheet, SheetImport, WorkshopPhoto
from tadafor.consultations.tests.factories import AXES, DURING, make_cards
from tadafor.consultations.tests.test_importing import DAY, book, text_of, worked
from tadafor.consultations.tests.test_workshops import add
from tadafor.documents.tests.factories import heic_bytes, picture, with_place
from tadafor.kernel import clock
from tadafor.kernel.identifiers import token
from tadafor.kernel.scopes import within

pytestmark = pytest.mark.django_db
HERE = "/larache/consultations/desk/openness/"
HEAD = [
    "رقم الورقة",
    "الطاولة",
    "المادة أو المشروع (رقم)",
    "العنوان",
    "المحور",
    "الإشكالية",
    "الحل",
    "التعليق أو السبب",
    "القناة",
    "تاريخ التوصل",
]


def row(number=1, **changes):
    facts = {
        "serial": rules.serial_of(f"{number:06}"),
        "table": 1,
        "subject": 68,
        "title": None,
        "axis": None,
        "problem": f"لا تصلنا الأخبار، بطاقة {number}.",
        "solution": None,
        "body": None,
        "channel": "في ورشة",
        "on": DAY,
    }
    return list((facts | changes).values())


NEW = {"subject": None, "title": "ساحة للأطفال", "axis": AXES[1], "solution": "تهيئة الأرض الخالية."}


@pytest.fixture(autouse=True)
def during():
    with clock.stopped_at(DURING):
        yield


@pytest.fixture
def cards(larache):
    made = make_cards(larache)
    add(made)
    return made


@pytest.fixture
def desk(nadia, client_of):
    return client_of(nadia)


@pytest.fixture
def send(desk, larache, cards):
    """A function: send a spreadsheet of cards, let the job run, return the page of the import."""

    def sent(content):
        file = SimpleUploadedFile("بطاقات.xlsx", content)
        response = desk.post(f"{HERE}imports/", {"workshop": "1", "file": file})
        assert response.status_code == 303, text_of(response)
        worked(larache, response.url)
        return text_of(desk.get(response.url))

    return sent


def written(territory):
    with within(territory.pk):
        return list(Contribution.objects.order_by("number").values_list("kind", "title", "problem"))


class TestCardsInASpreadsheet:
    """§ consultations-import"""

    def test_remarks_and_new_projects_are_written(self, send, larache):
        assert "سُجلت أسطره" in send(book(row(1), row(2, **NEW), head=HEAD))
        assert written(larache) == [
            ("remark", "", "لا تصلنا الأخبار، بطاقة 1."),
            ("new_project", "ساحة للأطفال", "لا تصلنا الأخبار، بطاقة 2."),
        ]
        with within(larache.pk):
            assert Contribution.objects.get(kind="new_project").axis.name == AXES[1]
            assert Contribution.objects.get(kind="remark").passage.key == "project-68"
            assert Sheet.objects.count() == 2

    @pytest.mark.parametrize(
        ("changes", "column", "sentence"),
        [
            ({"subject": 99}, "C", "لا مادة ولا مشروع بهذا الرقم"),
            ({"axis": "محور غير موجود", **{k: NEW[k] for k in ("subject", "title")}}, "E", "ليس من القيم"),
            ({"problem": None}, "F", "خانة"),
            ({**NEW, "title": None}, "D", "عنوان"),
            ({"problem": "=1+1"}, "F", "صيغة حسابية"),
            ({"on": "10/03/2026"}, "J", "تاريخ مكتوب كنص"),
        ],
    )
    def test_each_bad_row_is_told_and_nothing_is_written(self, send, larache, changes, column, sentence):
        said = send(book(row(1), row(2, **changes), row(3), head=HEAD))
        assert "لم يُكتب منه شيء" in said
        assert sentence in said
        assert "<td>3</td>" in said
        if column:
            assert f'<bdi dir="ltr">{column}</bdi>' in said
        assert written(larache) == []

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (book(row(), head=[*HEAD[:5], "المشكلة", *HEAD[6:]]), "عمود غير معروف"),
            (book(row(), head=[*HEAD[:5], "النص المقترح", *HEAD[6:]]), "عمود غير معروف"),
            (book(row(), head=[*HEAD[:9], ""]), "عمود ناقص. تاريخ التوصل"),
            (book(row(), head=[*HEAD[:6], HEAD[5], *HEAD[7:]]), "عمود مكرر"),
            (book(row(1), row(2), head=HEAD, merge="F2:F3"), "خلايا مدمجة"),
            (book(head=HEAD), "لا سطر في الملف"),
        ],
    )
    def test_wrong_columns_and_merged_cells_are_refused(self, send, larache, content, sentence):
        assert sentence in send(content)
        assert written(larache) == []

    @pytest.mark.slow
    def test_of_ten_thousand_rows_each_bad_one_is_told_and_nothing_is_half_written(self, send, larache):
        rows = [row(number) for number in range(1, rules.MOST_ROWS + 1)]
        rows[4_998] = row(4_999, subject=99)
        rows[-1] = row(rules.MOST_ROWS, on="10/03/2026")
        said = send(book(*rows, head=HEAD))
        assert "<td>5000</td>" in said.replace("\xa0", "")
        assert "<td>10001</td>" in said.replace("\xa0", "")
        assert written(larache) == []
        with within(larache.pk):
            source = SheetImport.objects.get()
        assert (source.read, source.faulty, source.good) == (10_000, 2, 9_998)


class TestCardsEnteredByHand:
    def test_a_card_of_a_workshop_keeps_its_table_and_its_five_fields(self, desk, cards, larache):
        """§ consultations-sheet-number"""
        page = text_of(desk.get(f"{HERE}enter/?workshop=1&table=2"))
        for field in rules.Field:
            assert f'name="{field}"' in page
        assert "data-queue" in page
        serial = rules.serial_of("ABC123")
        facts = {"kind": "remark", "passage": "project-68", "author_kind": "citizen", "channel": "workshop"}
        facts |= {"received_on": "2026-03-10", "workshop": "1", "table": "2", "serial": serial}
        typed = facts | {"problem": "لا تصلنا الأخبار.", "funding": "الجهة", "token": token()}
        assert desk.post(f"{HERE}enter/", typed).status_code == 303
        with within(larache.pk):
            sheet = Sheet.objects.select_related("contribution", "workshop").get()
        assert (sheet.serial, sheet.table, sheet.contribution.funding) == (serial, 2, "الجهة")
        again = desk.post(f"{HERE}enter/", typed | {"token": token()})
        assert "سُجلت هذه الورقة من قبل: مساهمة رقم 1" in text_of(again)

    def test_an_empty_card_is_refused_and_its_name_kept(self, desk, cards):
        facts = {"kind": "remark", "passage": "project-68", "author_kind": "citizen", "channel": "workshop"}
        facts |= {"received_on": "2026-03-10", "name": "زائرة", "token": token()}
        page = desk.post(f"{HERE}enter/", facts)
        assert page.status_code == 400
        assert "زائرة" in text_of(page)


def test_a_wall_photographed_by_a_telephone_in_heic_is_kept_without_its_place(desk, cards, larache):
    """§ consultations-photographs"""
    file = SimpleUploadedFile("IMG_2041.HEIC", heic_bytes(made=picture(900, 700), exif=with_place()))
    assert desk.post(f"{HERE}workshops/1/photos/", {"pictures": [file]}).status_code == 303
    with within(larache.pk):
        kept = WorkshopPhoto.objects.select_related("document").get().document
    assert kept.kind == "jpeg"
    with kept.file.open("rb") as read:
        content = read.read()
    assert content[:3] == b"\xff\xd8\xff"
    assert b"Exif" not in content
