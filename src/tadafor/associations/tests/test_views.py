"""The register, the map and the pages of those who act for an association, over HTTP."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from pytest_django.asserts import assertNumQueries

from tadafor.associations.models import Association, BoardSeat, Mandate
from tadafor.associations.tests.factories import make_association
from tadafor.documents.tests.factories import picture
from tadafor.kernel.clock import day_of, now
from tadafor.kernel.scopes import within
from tadafor.people.tests.factories import make_person
from tadafor.territories.models import Neighbourhood
from tadafor.traces.models import Trace
from tadafor.traces.tests.factories import make_trace

pytestmark = pytest.mark.django_db

REGISTER = "/larache/associations/"


def jpeg(name="وثيقة.jpg"):
    drawn = io.BytesIO()
    picture().save(drawn, "JPEG")
    return SimpleUploadedFile(name, drawn.getvalue(), "image/jpeg")


@pytest.fixture
def place(larache):
    with within(larache.pk):
        return Neighbourhood.objects.create(territory=larache, name_ar="حي المرس")


@pytest.fixture
def garden(larache, place):
    facts = {"themes": ["environment", "youth"], "neighbourhood": place, "activity": "غرس الأشجار"}
    return make_association(larache, "جمعية الحدائق", "1/2020", **facts)


@pytest.fixture
def mine(larache, salma):
    """One that salma represents."""
    made = make_association(larache, "جمعية سلمى", "9/2020")
    with within(larache.pk):
        Mandate.objects.create(
            association=made, person=salma, is_representative=True, since=now() - timedelta(days=9)
        )
    return made


class TestTheRegister:
    @pytest.mark.parametrize("rows", [1, 3])
    def test_it_costs_the_same(self, client, larache, rows):
        for number in range(rows):
            make_association(larache, f"جمعية {number}", f"{number}/2020")
        with assertNumQueries(4):
            assert client.get(REGISTER).status_code == 200

    def test_a_visitor_reads_it_and_anyone_may_keep_it(self, client, garden):
        response = client.get(REGISTER)
        assert "جمعية الحدائق" in response.content.decode()
        assert response.headers["Cache-Control"].startswith("public")
        assert "Set-Cookie" not in response.headers

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ("?q=الأشجار", True),
            ("?q=الحدائق", True),
            ("?q=ملعب", False),
            ("?theme=youth", True),
            ("?theme=sport", False),
            ("?kind=association", True),
            ("?kind=women", False),
            ("?kind=nothing&theme=&page=abc", True),
        ],
    )
    def test_narrowed(self, client, garden, asked, found):
        page = client.get(f"{REGISTER}{asked}").content.decode()
        assert ("جمعية الحدائق" in page) == found
        assert ("لا فاعل يطابق ما طلبتم" in page) != found

    def test_narrowed_by_neighbourhood(self, client, larache, garden, place):
        make_association(larache, "جمعية أخرى", "2/2020")
        page = client.get(f"{REGISTER}?neighbourhood={place.pk}").content.decode()
        assert "جمعية الحدائق" in page
        assert "جمعية أخرى" not in page

    def test_an_empty_one_says_what_to_do(self, client, larache):
        assert "لا فاعل في السجل بعد" in client.get(REGISTER).content.decode()

    def test_requests_and_ended_ones_do_not_show(self, client, larache):
        make_association(larache, "طلب فقط", "3/2020", confirmed_at=None)
        make_association(larache, "خرجت", "4/2020", ended_at=now(), end_reason="حل")
        page = client.get(REGISTER).content.decode()
        assert "طلب فقط" not in page
        assert "خرجت" not in page

    @pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
    def test_taken_away(self, client, larache, garden, kind):
        make_association(larache, "=2+3", "5/2020")
        content = client.get(f"{REGISTER}register.{kind}").content
        if kind == "csv":
            names = [row["name"] for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig")))]
        elif kind == "json":
            told = json.loads(content)
            names = [row["name"] for row in told["associations"]]
            assert told["about"]["licence"] == "CC BY 4.0"
        else:
            sheet = load_workbook(io.BytesIO(content)).worksheets[0]
            names = [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]
        assert sorted(names) == sorted(["'=2+3", "جمعية الحدائق"])

    def test_taken_away_as_it_was_narrowed(self, client, larache, garden):
        make_association(larache, "جمعية أخرى", "5/2020")
        told = json.loads(client.get(f"{REGISTER}register.json?theme=youth").content)
        assert [row["name"] for row in told["associations"]] == ["جمعية الحدائق"]

    def test_the_search_of_the_house_finds_it(self, client, garden):
        assert "جمعية الحدائق" in client.get("/larache/search/?q=أشجار").content.decode()


class TestOneActor:
    @pytest.mark.parametrize("rows", [1, 3])
    def test_it_costs_the_same(self, client, larache, garden, rows):
        for number in range(rows):
            trace = make_trace(larache, f"مساهمة {number}", text="نص")
            with within(larache.pk):
                Trace.objects.filter(pk=trace.pk).update(association_id=garden.pk)
                capacity = ("president", "treasurer", "adviser")[number]
                BoardSeat.objects.create(association=garden, capacity=capacity, members=2, women=1)
        with assertNumQueries(5):
            page = client.get(f"{REGISTER}{garden.code}/").content.decode()
        assert "مساهمة 0" in page
        assert "رئيس(ة)" in page

    def test_nothing_done_yet(self, client, garden):
        page = client.get(f"{REGISTER}{garden.code}/").content.decode()
        assert "لا شيء بعد" in page
        assert "1/2020" in page

    def test_a_lapsed_one_says_so(self, client, larache):
        yesterday = day_of(now()) - timedelta(days=1)
        late = make_association(larache, "متأخرة", "6/2020", until=yesterday)
        assert "ولم يجدد" in client.get(f"{REGISTER}{late.code}/").content.decode()

    def test_a_request_has_no_public_page(self, client, larache):
        asked = make_association(larache, "طلب", "7/2020", confirmed_at=None)
        assert client.get(f"{REGISTER}{asked.code}/").status_code == 404
        assert client.get(f"{REGISTER}NOTHERE123/").status_code == 404


class TestTheMap:
    """§ associations-map."""

    def test_it_counts_and_leads_to_the_names(self, client, garden, place):
        page = client.get(f"{REGISTER}map/").content.decode()
        assert f"?theme=environment&amp;neighbourhood={place.pk}" in page
        assert "حي المرس" in page

    @pytest.mark.parametrize("rows", [1, 3])
    def test_it_costs_the_same(self, client, larache, rows):
        for number in range(rows):
            make_association(larache, f"جمعية {number}", f"{number}/2020", themes=["sport", "youth"])
        with assertNumQueries(4):
            assert client.get(f"{REGISTER}map/").status_code == 200

    def test_an_empty_one(self, client, larache):
        assert "يظهرون هنا" in client.get(f"{REGISTER}map/?kind=women").content.decode()


TYPED = {
    "kind": "women",
    "name": "جمعية نساء الضفة",
    "receipt": "final",
    "receipt_number": "44/2024",
    "presence": "seat",
    "themes": ["women", "economy"],
    "founded_on": "2020-03-08",
    "members_president": "1",
    "women_president": "1",
}


def sent(**more):
    files = {f"paper_{paper}": jpeg() for paper in ("receipt", "statutes", "board", "mandate")}
    return TYPED | files | more


class TestAsking:
    def test_a_visitor_signs_in_first(self, client, larache):
        assert client.get(f"{REGISTER}ask/").url.startswith("/account/login/")

    def test_asked_then_seen_by_its_asker_only(self, client_of, salma, idris, larache):
        client = client_of(salma)
        assert client.get(f"{REGISTER}ask/").status_code == 200
        response = client.post(f"{REGISTER}ask/", sent())
        assert response.status_code == 303
        page = client.get(response.url).content.decode()
        assert "طلبكم عند الجماعة" in page
        assert "وثيقة تفويض الممثل القانوني" in page
        assert "جمعية نساء الضفة" in client.get("/account/associations/").content.decode()
        assert client_of(idris).get(response.url).status_code == 404
        assert Client().get(response.url).url.startswith("/account/login/")

    def test_without_papers_what_was_typed_is_kept(self, client_of, salma):
        page = client_of(salma).post(f"{REGISTER}ask/", TYPED).content.decode()
        assert page.count("أرفقوا هذه الوثيقة") >= 4
        assert "44/2024" in page

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"name": ""}, "هذا الحقل"),
            ({"receipt": "none", "receipt_number": ""}, "الجمعيات والتعاونيات تسجل بوصلها"),
            ({"founded_on": "2090-01-01"}, "لا يكون بعد اليوم"),
            ({"founded_on": "1900-01-01"}, "أقدم من أول قانون"),
            ({"assembly_on": "2024-01-01", "board_until": "2023-01-01"}, "بعد الجمع العام"),
            ({"women_president": "2"}, "عدد النساء لا يتجاوز"),
            ({"members_president": "-1"}, "0"),
            ({"kind": "nothing"}, "nothing"),
            ({"neighbourhood": "999999"}, "999999"),
        ],
    )
    def test_what_cannot_be_is_said(self, client_of, salma, typed, said):
        response = client_of(salma).post(f"{REGISTER}ask/", sent(**typed))
        assert response.status_code == 200
        assert said in response.content.decode()
        with within(salma_territory()):
            assert not Association.objects.filter(name="جمعية نساء الضفة").exists()

    def test_a_file_that_is_none_is_refused(self, client_of, salma):
        bad = {"paper_receipt": SimpleUploadedFile("وصل.pdf", b"MZ not a pdf", "application/pdf")}
        response = client_of(salma).post(f"{REGISTER}ask/", sent(**bad))
        assert response.status_code == 200
        assert "طلبكم عند" not in response.content.decode()

    def test_completed_after_it_was_sent_back(self, client_of, salma, larache):
        client = client_of(salma)
        where = client.post(f"{REGISTER}ask/", sent()).url
        with within(larache.pk):
            Association.objects.update(returned_at=now(), returned_because="ينقص المحضر")
        assert "ينقص المحضر" in client.get(where).content.decode()
        assert "44/2024" in client.get(f"{where}again/").content.decode()
        assert client.post(f"{where}again/", TYPED | {"activity": "خياطة"}).url == where
        assert "طلبكم عند الجماعة" in client.get(where).content.decode()


def salma_territory():
    from tadafor.territories.models import Territory

    return Territory.objects.get(slug="larache").pk


class TestMyAssociation:
    def test_delegates_come_and_go(self, client_of, salma, amal, mine, actor_of):
        client, where = client_of(salma), f"{REGISTER}{mine.code}/manage/"
        until = (day_of(now()) + timedelta(days=30)).isoformat()
        typed = {"person": amal.email, "mechanisms": ["meeting"], "until": until}
        assert client.post(f"{where}delegate/", typed | {"until": ""}).status_code == 200
        assert (
            "اختاروا عملا"
            in client.post(f"{where}delegate/", {"person": amal.email, "until": until}).content.decode()
        )
        assert client.post(f"{where}delegate/", typed).url == where
        assert len(actor_of(amal).associations) == 1
        assert "التسجيل في اللقاءات" in client.get(where).content.decode()
        assert "تفويض شخص" not in client_of(amal).get(where).content.decode()
        with within(mine.territory_id):
            mandate = Mandate.objects.get(person=amal)
        end = f"{where}mandate/{mandate.pk}/end/"
        assert client.get(end).status_code == 200
        assert client.post(end).url == where
        assert client.post(end).status_code == 404
        assert actor_of(amal).associations == ()

    def test_a_delegate_lays_it_down(self, client_of, amal, mine):
        with within(mine.territory_id):
            mandate = Mandate.objects.create(association=mine, person=amal, since=now() - timedelta(days=1))
        end = f"{REGISTER}{mine.code}/manage/mandate/{mandate.pk}/end/"
        assert client_of(amal).post(end).url == "/account/associations/"

    def test_described_and_renewal_asked_for(self, client_of, salma, mine):
        client, where = client_of(salma), f"{REGISTER}{mine.code}/manage/"
        assert client.post(f"{where}describe/", {"activity": "دروس الدعم"}).url == where
        assert "دروس الدعم" in Client().get(f"{REGISTER}{mine.code}/").content.decode()
        typed = {"assembly_on": "2026-01-10", "board_until": "2029-01-10", "paper_assembly": jpeg()}
        wrong = typed | {"board_until": "2025-01-10", "paper_assembly": jpeg()}
        assert "بعد الجمع العام" in client.post(f"{where}renew/", wrong).content.decode()
        assert client.post(f"{where}renew/", typed).url == where
        assert "طلبتم التجديد" in client.get(where).content.decode()

    def test_the_account_leads_there(self, client_of, salma, mine):
        client = client_of(salma)
        assert "/account/associations/" in client.get("/account/").content.decode()
        assert "أنتم الممثل القانوني" in client.get("/account/associations/").content.decode()

    def test_nobody_has_none(self, client_of):
        page = client_of(make_person()).get("/account/associations/").content.decode()
        assert "لا جمعية لكم بعد" in page
