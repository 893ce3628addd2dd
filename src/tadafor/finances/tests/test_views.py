import io
import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import override
from openpyxl import load_workbook
from pypdf import PdfReader

from tadafor.finances import queries
from tadafor.finances.forms import HEADS as HEADS_OF_FORM
from tadafor.finances.tests.factories import NOW, YEAR, House
from tadafor.kernel.scopes import within
from tadafor.people.models import Person
from tadafor.translations.tests import factories as translated

pytestmark = pytest.mark.django_db
HEADS = "الجهة,الجزء,الباب,البيان,المبلغ,المصدر\n"
GOOD = 'المداخيل,التسيير,50,حصة,"1 000,50",قروض\nDépenses,Équipement,30.0,طرق,900,\n'


def page(path, client=None, status=200):
    response = (client or Client()).get(path)
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def house(larache):
    return House(larache)


@pytest.fixture
def signed_in(client_of):
    return lambda actor: client_of(Person.objects.get(pk=actor.person_id))


def test_a_year_is_read_in_words_in_bars_and_in_figures(house, django_assert_num_queries):
    """§ finances-5"""
    assert "لم تُنشر أي ميزانية بعد" in page("/larache/finances/")
    house.published(year=YEAR - 1, amount=300_000)
    assert "لا مقارنة" in page(f"/larache/finances/{YEAR - 1}/")
    house.published()
    with django_assert_num_queries(5):
        told = page("/larache/finances/")
    assert f"ميزانية المواطن لسنة {YEAR}" in told
    assert "<svg" in told
    for said in ("من أين يأتي المال؟", "1\u00a0200\u00a0000", "2024", "42,9"):
        assert said in told
    assert "Où va l’argent" in page(f"/fr/larache/finances/{YEAR}/")
    page("/larache/finances/2020/", status=404)


def test_the_same_is_paper_and_data(house):
    """§ finances-data"""
    house.published()
    page_of = Client().get(f"/larache/finances/{YEAR}/budget.pdf")
    assert len(PdfReader(io.BytesIO(page_of.content)).pages) == 1
    data = json.loads(page(f"/larache/finances/{YEAR}/budget.json"))
    assert (data["revenue"]["amount"], data["census_year"], data["compared_with"]) == (
        "1200000.00",
        2024,
        None,
    )
    assert sum(float(one["amount"]) for one in data["chapters"]) == float(data["spending"]["amount"])
    text = page(f"/larache/finances/{YEAR}/budget.csv")
    assert len(text.strip().splitlines()) == 5


def send(client, text, year=YEAR, name="budget.csv", revenue="1 000,50", spending="900"):
    content = text if isinstance(text, bytes) else text.encode()
    facts = {"year": year, "revenue": revenue, "spending": spending}
    facts["sheet"] = SimpleUploadedFile(name, content)
    return client.post("/larache/finances/desk/new/", facts)


def test_what_cannot_be_read_is_told_line_by_line_and_nothing_is_written(house, signed_in):
    """§ finances-2"""
    client = signed_in(house.director)
    cases = [
        (HEADS + GOOD + "شيء,التسيير,99,,كثير,\n", ["السطر 4:", "الجهة", "10 أو 20"]),
        (HEADS, ["لا سطر في هذا الملف"]),
        ("a,b\n1,2\n", ["لم نجد أعمدة النموذج"]),
        (b"\xff\xfe\x00junk", ["لم نجد أعمدة النموذج"]),
        (b"PK\x03\x04broken", ["لم نجد أعمدة النموذج"]),
        (HEADS + "Dépenses,Équipement,30,طرق,900,\n", ["جهة واحدة"]),
        (HEADS + GOOD + "النفقات,التسيير,10,مجموع النفقات,900,\n", ["السطر 4:", "المجاميع تُحسب وحدها"]),
        (HEADS.replace("المصدر", "المبلغ") + GOOD, ["لم نجد أعمدة النموذج"]),
    ]
    for text, said in cases:
        response = send(client, text)
        assert response.status_code == 400
        for words in said:
            assert words in response.content.decode()
    assert send(client, HEADS + GOOD, year=1999).status_code == 400
    missing = send(client, HEADS + GOOD, spending="950").content.decode()
    assert "900\u00a0درهم نفقات" in missing.replace("900 درهم", "900\u00a0درهم")
    assert 'value="950"' in missing
    for typed in ("كثير", "0", "1,234"):
        assert "مثل 1234 أو 1234,50." in send(client, HEADS + GOOD, revenue=typed).content.decode()
    with within(house.territory.pk):
        assert queries.versions() == []


def test_a_file_is_brought_looked_at_and_published_by_another(house, signed_in, salma, client_of):
    """§ finances-3, § finances-4"""
    first, second = signed_in(house.director), signed_in(house.second)
    response = send(first, HEADS + GOOD)
    assert (response.status_code, response["Location"]) == (303, f"/larache/finances/desk/{YEAR}/1/")
    assert "ينشرها شخص ثان" in page(response["Location"], first)
    assert "1\u00a0000" in page(response["Location"], second)
    page(f"/larache/finances/{YEAR}/", status=404)
    publish = f"/larache/finances/desk/{YEAR}/1/publish/"
    assert first.post(publish).status_code == 400
    assert page(publish, second)
    assert second.post(publish).status_code == 303
    page(f"/larache/finances/{YEAR}/")
    assert second.post(f"/larache/finances/desk/{YEAR}/1/discard/").status_code == 400
    page(publish, client_of(salma), status=404)
    page(f"/larache/finances/desk/{YEAR}/9/", first, status=404)


@pytest.mark.parametrize("language", ["", "/fr"])
def test_the_template_can_be_sent_as_it_is(language, house, signed_in):
    """§ finances-2"""
    client = signed_in(house.director)
    made = client.get(f"{language}/larache/finances/desk/budget.xlsx").content
    assert len(load_workbook(io.BytesIO(made)).worksheets) == 2
    totals = {"revenue": "1000", "spending": "900"}
    assert send(client, made, name="budget.xlsx", **totals).status_code == 303


def test_a_file_of_a_spreadsheet_in_french_is_read(house, signed_in):
    """§ finances-2: semicolons, a decimal comma, a byte order mark"""
    with override("fr"):
        heads = [str(name) for name in HEADS_OF_FORM.values()]
    text = "\ufeff" + ";".join(heads) + "\r\n"
    text += "Recettes;Fonctionnement;50;TVA;1 000,50;Emprunts\r\nDépenses;Équipement;30;Rues;900;\r\n"
    assert send(signed_in(house.director), text).status_code == 303


def test_lines_are_read_in_french_in_every_version_that_says_the_same(house):
    """§ finances-tongues"""
    house.published()
    with within(house.territory.pk):
        [work] = queries.works(house.territory.pk)
        road = next(piece for piece in work.pieces() if piece.text == "طرق")
    assert (road.official, road.group) == (True, "chapter-30")
    translated.said(house.territory, "طرق", "Routes", thing=road.thing, work=work.thing)
    house.published(amount=700_000, now=NOW + timedelta(days=1))
    at = f"/larache/finances/{YEAR}"
    assert ("Routes" in page(f"/fr{at}/"), "Routes" in page(f"{at}/")) == (True, False)
    for name in ("csv", "json"):  # what may be brought again keeps the words of the file
        assert "طرق" in page(f"/fr{at}/budget.{name}")
