"""The list that only the bureau opens, in the columns of the decree; what the register says beside it."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from tadafor.associations.models import Association
from tadafor.documents import actions as documents
from tadafor.documents.actions import CleanFile
from tadafor.documents.models import Document
from tadafor.documents.rules import Kind as FileKind
from tadafor.documents.rules import Visibility
from tadafor.kernel.clock import stopped_at
from tadafor.kernel.scopes import within
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import give, link, make_person
from tadafor.petitions import actions, queries, rules
from tadafor.petitions import documents as paper
from tadafor.petitions.models import LegalRule, ListOpening, Sheet, SheetLine, Signature
from tadafor.petitions.rules import Column, Council, Kind
from tadafor.petitions.tests.factories import (
    CHECKED,
    DEPOSITED,
    SIGNED,
    add_paper,
    bring_law,
    card,
    find_all,
    fresh,
    join_all,
    make_petition,
    sign,
)

pytestmark = pytest.mark.django_db
REASON = {"reason": "إعداد ملف العريضة للمكتب"}


@pytest.fixture
def agent(larache):
    return link(make_person("زينب التجريبية"), larache)


@pytest.fixture
def petition(larache, agent, actor_of):
    """Deposited, with one signer on paper whose address was entered, and one online."""
    actor = actor_of(agent)
    made = make_petition(larache, actor)
    with within(larache.pk):
        sheet = actions.print_sheets(petition=made, count=1, actor=actor, now=SIGNED)[0]
        line = actions.Line(3, rules.LineState.VALID, name="=سلمى", card=card(7), address="زنقة 4، رقم 12")
        facts = {"petition": made, "number": sheet.number, "actor": actor, "now": SIGNED}
        actions.enter_line(**facts, line=line)
        actions.close_sheet(**facts, declared=1)
        sign(made, 8)
        add_paper(made, 200)
        join_all(made, actor)
        return fresh(actions.deposit(petition=made, actor=actor, now=DEPOSITED))


@pytest.fixture
def director(larache):
    return give(make_person("مديرة المصالح"), larache, RoleKind.DIRECTOR)


def test_addresses_are_sealed_like_numbers(larache, petition):
    """§ petitions-25"""
    with within(larache.pk):
        row = Signature.objects.get(way="paper", line__isnull=False)
        assert "زنقة".encode() not in bytes(row.address)
        opened = {one.name: one for one in queries.official_rows(petition)}
    assert opened["=سلمى"].address == "زنقة 4، رقم 12"
    assert opened["=سلمى"].sheet == (1, 3)
    assert opened["سلمى التجريبية"].address == ""


def test_the_workbook_has_the_columns_of_the_decree(larache, petition, director, client_of):
    """§ petitions-25"""
    with stopped_at(CHECKED):
        at = f"/larache/petitions/desk/{petition.code}/list/"
        answer = client_of(director).post(at, REASON | {"kind": "xlsx"})
    sheet = load_workbook(BytesIO(answer.content)).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}  # never a formula
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("الرقم", "الاسم الشخصي والعائلي", "رقم البطاقة الوطنية", "العنوان", "التوقيع")
    told = {row[2]: row for row in rows[1:]}
    assert told["LA7"][3:] == ("زنقة 4، رقم 12", "الورقة 1، السطر 3")
    assert told["LA8"][3:] == ("—", "إلكترونيا")
    assert len(rows) == 1 + 202
    with within(larache.pk):
        opening = ListOpening.objects.get()
    assert (opening.reason, opening.lines) == (REASON["reason"], 202)


def test_the_printed_list_says_which_text_wants_its_columns(larache, petition):
    with within(larache.pk):
        standing = queries.standing_of(petition, larache, CHECKED.date())
        data = paper.official(
            larache,
            standing,
            queries.official_rows(petition),
            queries.list_columns_of(petition),
            address="",
        )
    assert "2.16.403" in data["sources"]
    assert "غير متحقق منه" in data["sources"]
    assert data["wide"] == [True, False, True, False]


def test_a_column_that_the_law_no_longer_wants_is_gone_for_later_deposits(larache, petition):
    """§ petitions-1, § petitions-4"""
    with within(larache.pk):
        LegalRule.objects.create(
            topic="list_column", council="commune", kind="citizens", subject="address", value=0,
            valid_from=CHECKED.date(), source="مرسوم جديد", is_verified=True,
        )  # fmt: skip
        laws, place = queries.laws_of(larache), queries.place_of(larache)
        assert Column.ADDRESS in dict(queries.list_columns_of(petition))
        assert Column.ADDRESS not in dict(rules.list_columns(laws, place, on=CHECKED.date()))


@pytest.mark.parametrize("council", list(Council))
def test_each_council_has_its_columns_with_a_source_nobody_checked_yet(council):
    found = rules.list_columns(queries.national_laws(), rules.Place(council, 60_000), on=SIGNED.date())
    assert [column for column, _law in found] == list(Column)
    assert not any(law.is_verified for _column, law in found)


def test_erased_by_the_clock_only_counts_are_left(larache, petition, director, actor_of, agent, client_of):
    """§ petitions-29"""
    from datetime import timedelta

    client, mine = client_of(director), client_of(agent)
    at, desk = f"/larache/petitions/{petition.code}/", f"/larache/petitions/desk/{petition.code}/"
    with within(larache.pk):
        scan = CleanFile(b"scan", FileKind.TEXT, "scan.txt")
        kept = Document.objects.filter(pk__in=petition.annexes.values("document")).count()
        sheet = Sheet.objects.get(petition=petition)
        sheet.scan = documents.attach(
            territory_id=larache.pk, actor=actor_of(agent), file=scan, title="1", now=SIGNED,
            visibility=Visibility.PRIVATE,
        )  # fmt: skip
        sheet.save(update_fields=["scan"])
        SheetLine.objects.filter(sheet=sheet).update(
            state="refused", contested_because="تسكن في زنقة 4.", settled_because="رأيت بطاقتها."
        )
        receipt = client.get(f"{at}receipt.pdf").status_code
        bureau = actor_of(director)
        actions.refer(petition=petition, actor=bureau, now=CHECKED)
        find_all(petition, bureau, form=rules.Finding.UNMET)
        actions.refuse(
            petition=petition, reasons="لم تُذكر الأهداف بوضوح.", is_public=True, actor=bureau, now=CHECKED
        )
        assert kept == len(rules.to_join(queries.taken_up(petition.asked_at_deposit))) > 0
        assert actions.forget(petition=fresh(petition), now=CHECKED + timedelta(days=200))
        rows = queries.official_rows(fresh(petition))
        assert not Document.objects.exists()
        said = SheetLine.objects.values_list("contested_because", "settled_because", "sheet__scan")
        assert set(said) == {("", "", None)}
    assert {(row.name, row.card, row.address) for row in rows} == {("", None, "")}
    gone, there = "مُحيت الأسماء والأرقام", (f"{at}figures/", desk, f"{desk}list/")
    with stopped_at(CHECKED + timedelta(days=200)):
        for address in there:
            assert gone in client.get(address).content.decode()
        told = mine.get(f"{at}manage/").content.decode()
        assert gone in told
        assert "مُحي الملف" in mine.get(f"{at}documents/").content.decode()
        assert "<bdi></bdi>" not in told + client.get(f"{desk}sheets/1/").content.decode()
        refused = client.post(f"{desk}list/", REASON | {"kind": "xlsx"})
        assert (refused.status_code, gone in refused.content.decode()) == (400, True)
        assert client.get(f"{at}receipt.pdf").status_code == receipt == 200


# ---- what the register says of an association


def test_the_bureau_reads_what_the_register_says_of_the_association(
    larache, idris, director, client_of, actor_of
):
    """§ petitions-30"""
    bring_law()
    with within(larache.pk):
        association = Association.objects.get(name="جمعية الضفة للبيئة")
        made = make_petition(larache, actor_of(idris), speaks_for=association.pk, until=rules.State.DEPOSITED)
        assert made.sort is Kind.ASSOCIATION
        said = queries.register_says(made, now=CHECKED)
    assert len(said) >= 5
    with stopped_at(CHECKED):
        page = client_of(director).get(f"/larache/petitions/desk/{made.code}/").content.decode()
    assert "ما يقوله سجل الجمعيات" in page
    assert "مضى على تأسيسها أكثر من ثلاث سنوات" in page


def test_of_a_citizens_petition_the_register_says_nothing(larache, petition, director, client_of):
    with within(larache.pk):
        assert queries.register_says(petition, now=CHECKED) == []
    with stopped_at(CHECKED):
        page = client_of(director).get(f"/larache/petitions/desk/{petition.code}/").content.decode()
    assert "ما يقوله سجل الجمعيات" not in page
