"""Numbered sheets: chosen, printed, and the code on each (§ consultations-printed)."""

from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from tadafor.consultations.models import PrintedSheet
from tadafor.consultations.rules import SheetRefusal, read_serial, refuse_printing, refuse_serial
from tadafor.consultations.tests.factories import DURING, make_cards, make_consultation
from tadafor.consultations.tests.test_sheets import typed
from tadafor.consultations.tests.test_workshops import add
from tadafor.kernel import clock
from tadafor.kernel.scopes import within

pytestmark = pytest.mark.django_db
HERE = "/larache/consultations/desk/charter/"
PRINT = f"{HERE}print/"


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


def asked(**changes):
    subjects = ["comment:", "comment:reply-delays", "new_article:"]
    return {"workshop": "1", "subjects": subjects, "copies": "2", "layout": "one"} | changes


def printed(territory):
    with within(territory.pk):
        return list(PrintedSheet.objects.select_related("passage").order_by("pk"))


@pytest.mark.parametrize(
    ("sheets", "refusal"),
    [
        (0, SheetRefusal.NOTHING_TO_PRINT),
        (1, None),
        (500, None),
        (501, SheetRefusal.TOO_MANY_PRINTED),
    ],
)
def test_how_many_at_once(sheets, refusal):
    """§ consultations-printed"""
    assert refuse_printing(sheets=sheets) is refusal


@pytest.mark.usefixtures("consultation")
class TestPack:
    def test_each_table_gets_its_copies_each_with_a_number_of_its_own(self, desk, larache):
        """§ consultations-printed"""
        response = desk.post(PRINT, asked())
        assert response.status_code == 303
        sheets = printed(larache)
        assert len({one.serial for one in sheets}) == len(sheets) == 2 * 3 * 2
        assert all(refuse_serial(one.serial, entered_as=None) is None for one in sheets)
        assert {one.table for one in sheets} == {1, 2}
        made = PdfReader(BytesIO(desk.get(response.url).content))
        assert len(made.pages) == 12
        assert sheets[0].serial in made.pages[0].extract_text()

    def test_two_a_page_take_half_the_paper(self, desk):
        response = desk.post(PRINT, asked(layout="two"))
        assert len(PdfReader(BytesIO(desk.get(response.url).content)).pages) == 6

    def test_the_same_pack_again_bears_the_same_numbers(self, desk):
        response = desk.post(PRINT, asked(copies="1"))
        assert desk.get(response.url).content == desk.get(response.url).content

    @pytest.mark.parametrize("language", ["", "/fr"])
    def test_it_says_what_was_printed_and_what_came_back(self, desk, larache, language):
        """§ consultations-printed"""
        desk.post(PRINT, asked(copies="1"))
        serial = printed(larache)[0].serial
        assert desk.post(f"{HERE}enter/", typed(serial=serial, table="1")).status_code == 303
        said = desk.get(language + PRINT).content.decode()
        assert "6 imprimées · 1 saisies" in said if language else "طُبعت 6 · سُجلت 1" in said

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"copies": "400"}, "خمسمئة على الأكثر"),
            ({"copies": "0"}, "عدد النسخ"),
            ({"subjects": []}, "الأوراق"),
            ({"subjects": ["comment:nowhere"]}, "الأوراق"),
            ({"workshop": "9"}, "الورشة"),
        ],
    )
    def test_what_is_wrong_is_said(self, desk, larache, changes, sentence):
        response = desk.post(PRINT, asked(**changes))
        assert response.status_code == 400
        assert sentence in response.content.decode()
        assert printed(larache) == []

    def test_the_code_leads_to_the_form_that_asks_the_same(self, desk, larache):
        """§ consultations-printed"""
        desk.post(PRINT, asked(subjects=["comment:reply-delays", "new_article:"], copies="1"))
        about = {one.passage.key if one.passage else None: one.serial for one in printed(larache)}
        visitor = Client()
        here = visitor.get(f"/larache/consultations/s/{about['reply-delays'].lower()}/")
        about_delays = "/larache/consultations/charter/articles/reply-delays/comment/"
        assert here.url == f"{about_delays}?sheet={about['reply-delays']}"
        assert visitor.get(here.url).status_code == 200
        whole = visitor.get(f"/larache/consultations/s/{about[None]}/")
        assert whole.url == f"/larache/consultations/charter/contribute/new_article/?sheet={about[None]}"

    @pytest.mark.parametrize("serial", ["ABC123X", "x", "أ" * 40, "0000000"])
    def test_a_number_that_was_never_printed_leads_nowhere(self, serial, beni_mellal):
        assert read_serial(serial) is not None
        assert Client().get(f"/larache/consultations/s/{serial}/").status_code == 404

    def test_the_neighbour_prints_and_reads_nothing(self, desk, larache, beni_mellal, karim, client_of):
        address = desk.post(PRINT, asked(copies="1")).url
        serial = printed(larache)[0].serial
        neighbour = client_of(karim)
        assert neighbour.post(PRINT, asked()).status_code == 404
        assert neighbour.get(address).status_code == 404
        assert Client().get(f"/beni-mellal/consultations/s/{serial}/").status_code == 404


def test_cards_are_printed_with_their_five_fields(larache, desk):
    """§ consultations-printed"""
    one = make_cards(larache)
    here = f"/larache/consultations/desk/{one.slug}/print/"
    offered = desk.get(here).content.decode()
    assert 'value="new_project:"' in offered
    with within(larache.pk):
        key = one.passages.first().key
    typed_in = asked(workshop="", subjects=[f"remark:{key}", "new_project:"], copies="1")
    response = desk.post(here, typed_in)
    made = PdfReader(BytesIO(desk.get(response.url).content))
    assert len(made.pages) == 2
