"""Lists the commune holds: read cell by cell, imported whole, used up, erased."""

import warnings
from datetime import date, timedelta
from enum import StrEnum
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from tadafor.kernel.clock import now, today
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.kernel.tests.threads import at_once
from tadafor.people import actions, queries
from tadafor.people.models import CardTry, EligibilityList, Link, ListRow
from tadafor.people.rules import LinkKind
from tadafor.people.rules.cards import Card, CardKind
from tadafor.people.rules.confirming import Proof
from tadafor.people.rules.counter import MatchRefusal
from tadafor.people.rules.lists import Entry, ListFault, read_list
from tadafor.people.tests.factories import make_person

HEADING = ("نوع البطاقة", "رقم البطاقة", "نوع الصلة", "الحي", "تاريخ الازدياد")
GOOD = ("البطاقة الوطنية", "LA 4471", "السكنى", "", "1990-01-31")
TODAY = date(2026, 11, 22)
DESK = "/larache/people/desk/lists/"
CARD = Card(CardKind.NATIONAL, "LA4471")


def read(*rows, heading=HEADING):
    return read_list([heading, *rows], neighbourhoods={"المنار": 7}, today=TODAY)


class TestReading:
    """§ identity-list"""

    def test_a_good_row(self):
        entries, faults = read((*GOOD[:3], "المنار", GOOD[4]), ("", None, "", "", ""))
        assert faults == []
        assert entries == [Entry(2, CARD, LinkKind.RESIDENCE, 7, (15, 16, 18))]

    def test_french_headings_in_another_order(self):
        entries, faults = read(
            ("Résidence", "la4471", "CNIE"), heading=("Lien", "Numéro de carte", "Type de carte")
        )
        assert (faults, entries[0].card) == ([], CARD)

    @pytest.mark.parametrize(
        ("row", "fault", "column"),
        [
            (("رخصة", *GOOD[1:]), ListFault.KIND, 1),
            ((GOOD[0], "12", *GOOD[2:]), ListFault.NUMBER, 2),
            ((*GOOD[:2], "صديق", *GOOD[3:]), ListFault.LINK, 3),
            ((*GOOD[:3], "حي بعيد", GOOD[4]), ListFault.NEIGHBOURHOOD, 4),
            ((*GOOD[:4], "31/31/1990"), ListFault.DATE, 5),
            ((*GOOD[:4], "2030-01-01"), ListFault.DATE, 5),
        ],
    )
    def test_each_bad_cell_is_told_with_its_place(self, row, fault, column):
        _, faults = read(GOOD, row)
        assert [(one.fault, one.line, one.column) for one in faults] == [(fault, 3, column)]

    def test_two_persons_of_the_same_number(self):
        _, faults = read(GOOD, ("cnie", "la-04471", "نشاط", "", ""))
        assert [(one.fault, one.line, one.other_line) for one in faults] == [(ListFault.SAME_NUMBER, 3, 2)]

    @pytest.mark.parametrize(
        ("rows", "heading", "fault"),
        [((), HEADING, ListFault.EMPTY), ((GOOD,), ("a", "b", "c"), ListFault.NO_COLUMN)],
    )
    def test_nothing_to_read(self, rows, heading, fault):
        entries, faults = read(*rows, heading=heading)
        assert entries == []
        assert faults[0].fault is fault


def sheet(*rows):
    book = Workbook()
    for row in (HEADING, *rows):
        book.active.append(row)
    written = BytesIO()
    book.save(written)
    return SimpleUploadedFile("list.xlsx", written.getvalue())


def broken_inside():
    """An archive that holds a workbook, whose sheet is half a sheet."""
    written = BytesIO(sheet(GOOD).read())
    with ZipFile(written, "a") as packed, warnings.catch_warnings(action="ignore"):
        packed.writestr("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row>")
    return written.getvalue()


def send(client, file, **changed):
    until = (today() + timedelta(days=30)).isoformat()
    return client.post(
        f"{DESK}import/", {"title": "لائحة تجريبية", "holds_until": until, "file": file} | changed
    )


@pytest.mark.django_db
class TestPages:
    def test_imported_looked_at_used(self, client_of, nadia, salma, larache):
        client = client_of(nadia)
        answer = send(client, sheet(GOOD, ("جواز السفر", "AB12345", "نشاط", None, None)))
        assert answer.status_code == 303
        assert "لم يبدأ العمل بها بعد" in client.get(answer.url).content.decode()
        assert client.post(answer.url, {"what": "use"}).url == DESK
        assert "معمول بها" in client.get(DESK).content.decode()
        with within(larache.pk):
            rows = list(ListRow.objects.all())
        assert len(rows) == 2
        assert not any("LA4471" in row.card_hash for row in rows)

    @pytest.mark.parametrize("kind", ["xlsx", "csv"])
    def test_nothing_is_kept_of_a_list_with_two_persons_of_one_number(self, client_of, nadia, larache, kind):
        rows = (GOOD, ("cnie", "LA4471", "نشاط", "", ""), ("cnie", "bad", "x", "", ""))
        text = "\n".join(";".join(row) for row in (HEADING, *rows)).encode("utf-8-sig")
        file = sheet(*rows) if kind == "xlsx" else SimpleUploadedFile("list.csv", text)
        page = send(client_of(nadia), file).content.decode()
        assert "<li>السطر 3، العمود 2: الرقم نفسه في السطر 2.</li>" in page
        assert "السطر 4، العمود 2" in page
        assert "السطر 4، العمود 3" in page
        assert "LA4471" not in page
        with within(larache.pk):
            assert EligibilityList.objects.count() == ListRow.objects.count() == 0

    @pytest.mark.parametrize(
        "content", [b"PK broken", broken_inside(), b"\x00\x01\x02", b"", b"\xff\xfe\xfa"]
    )
    def test_a_file_that_is_not_a_list(self, client_of, nadia, content):
        answer = send(client_of(nadia), SimpleUploadedFile("list.xlsx", content))
        assert answer.status_code == 200
        assert "لائحة تجريبية" in answer.content.decode()

    def test_the_model_reads_itself(self, client_of, nadia):
        client = client_of(nadia)
        model = client.get(f"{DESK}model/").content
        assert send(client, SimpleUploadedFile("list.xlsx", model)).status_code == 303

    def test_a_person_types_their_number(self, client_of, nadia, larache):
        """§ identity-match"""
        staff = client_of(nadia)
        staff.post(send(staff, sheet(GOOD)).url, {"what": "use"})
        person = make_person()
        client = client_of(person)
        where = "/larache/people/confirm/"
        wrong = client.post(where, {"card_kind": "national", "card_number": "LA1"}).content.decode()
        assert "لم نتمكن من تأكيد صلتكم بهذا الرقم" in wrong
        assert client.post(where, {"card_kind": "national", "card_number": "la ٤٤٧١"}).url == "/account/"
        assert "لائحة مستوردة" in client.get("/account/").content.decode()
        with within(larache.pk):
            assert ListRow.objects.count() == 0
            assert EligibilityList.objects.get().used == 1

    def test_without_a_list_no_number_is_asked(self, client_of, salma):
        page = client_of(make_person()).get("/larache/people/confirm/").content.decode()
        assert "card_number" not in page
        assert "صلتكم بهذه الجماعة مؤكدة" in client_of(salma).get("/larache/people/confirm/").content.decode()


@pytest.fixture
def in_use(larache, actor_of, nadia):
    facts = {"actor": actor_of(nadia), "territory_id": larache.pk, "now": now()}
    kept = actions.import_list(
        title="لائحة",
        holds_until=today() + timedelta(days=10),
        entries=[Entry(2, CARD, LinkKind.RESIDENCE, None, (15, 16))],
        **facts,
    )
    return actions.use_list(list_id=kept.pk, **facts)


def match(larache, actor, card=CARD, moment=None):
    return actions.match_card(actor=actor, territory_id=larache.pk, card=card, now=moment or now())


def refusal_of(act):
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.refusal


@pytest.mark.django_db
class TestMatching:
    def test_it_confirms_with_the_facts_of_the_row(self, in_use, larache, actor_of):
        person = make_person()
        found = match(larache, actor_of(person))
        assert (found.proof, found.old_enough) == (Proof.LIST.value, [15, 16])
        assert queries.eligibility_of(person.pk, larache.pk).reaches(16)

    def test_used_unknown_and_held_say_the_same(self, in_use, larache, actor_of):
        """§ identity-match"""
        match(larache, actor_of(make_person()))
        other = actor_of(make_person())
        assert refusal_of(lambda: match(larache, other)) is MatchRefusal.NOT_FOUND
        assert (
            refusal_of(lambda: match(larache, other, Card(CardKind.NATIONAL, "LA1")))
            is MatchRefusal.NOT_FOUND
        )

    def test_a_list_not_looked_at_confirms_nobody(self, in_use, larache, actor_of):
        with within(larache.pk):
            EligibilityList.objects.update(confirmed_at=None)
        assert refusal_of(lambda: match(larache, actor_of(make_person()))) is MatchRefusal.NOT_FOUND

    def test_five_tries_a_day(self, in_use, larache, actor_of):
        person = actor_of(make_person())
        for _ in range(5):
            refusal_of(lambda: match(larache, person, Card(CardKind.NATIONAL, "LA1")))
        assert refusal_of(lambda: match(larache, person)) is MatchRefusal.TOO_MANY
        assert match(larache, person, moment=now() + timedelta(hours=25))

    def test_already_confirmed(self, in_use, larache, actor_of, salma):
        assert refusal_of(lambda: match(larache, actor_of(salma))) is MatchRefusal.CONFIRMED

    def test_erased_when_its_date_passes(self, in_use, larache):
        """§ identity-list"""
        assert actions.erase_past_lists(now=now() + timedelta(days=10)) == 0
        assert actions.erase_past_lists(now=now() + timedelta(days=12)) == 1
        with within(larache.pk):
            assert ListRow.objects.count() == CardTry.objects.count() == 0

    def test_a_list_nobody_put_to_use_goes_after_a_day(self, in_use, larache):
        with within(larache.pk):
            EligibilityList.objects.update(confirmed_at=None)
        assert actions.erase_past_lists(now=now() + timedelta(hours=25)) == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_many_type_one_number_at_once_and_one_is_confirmed(in_use, larache, actor_of):
    people = [actor_of(make_person()) for _ in range(6)]

    def matching(actor):
        return lambda: match(larache, actor)

    told = at_once(None, *map(matching, people))
    assert sum(one is not None and not isinstance(one, StrEnum) for one in told) == 1
    with within(larache.pk):
        assert Link.objects.active().filter(proof="list").count() == 1
