"""A petition of a region: each province brings its share, and every page says which does not yet."""

import json

import pytest
from django.test import Client

from tadafor.kernel.clock import stopped_at
from tadafor.kernel.scopes import within
from tadafor.kernel.text import sort_key
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import give, link, make_person, make_territory
from tadafor.petitions import actions, queries
from tadafor.petitions.models import LegalRule, Petition, Signature
from tadafor.petitions.rules import State
from tadafor.petitions.tests.factories import (
    CHECKED,
    DEPOSITED,
    SIGNED,
    add_paper,
    join_all,
    make_petition,
)
from tadafor.territories.models import Place

pytestmark = pytest.mark.django_db
PROVINCES = (("01.511", "طنجة", "Tanger"), ("01.405", "وزان", "Ouezzane"))


@pytest.fixture
def region():
    made = make_territory("region", "01")
    for code, arabic, french in PROVINCES:
        keys = {"sort_key_ar": sort_key(arabic), "sort_key_fr": sort_key(french)}
        names = {"name_ar": arabic, "name_fr": french, "search_text": arabic, "grams": []}
        Place.objects.create(
            code=code,
            digits=code.replace(".", ""),
            kind="province",
            parent_id="01",
            region_id="01",
            population_2024=100_000,
            **keys,
            **names,
        )
    return made


@pytest.fixture
def agent(region):
    return link(make_person("زينب التجريبية"), region)


def _signed_in(petition, province, count):
    with within(petition.territory_id):
        waiting = Signature.objects.filter(petition=petition, province="").values_list("pk", flat=True)[
            :count
        ]
        Signature.objects.filter(pk__in=list(waiting)).update(province=province)
        actions.recount(petition_id=petition.pk, now=SIGNED)


def test_every_page_says_which_province_lacks(region, agent, actor_of, client_of):
    """§ petitions-3: enough in all is not enough; who reads sees where, in both languages and as data."""
    with stopped_at(SIGNED):
        petition = make_petition(region, actor_of(agent), signatures=600)
        _signed_in(petition, "01.511", 580)
        _signed_in(petition, "01.405", 20)
        at = f"/region/petitions/{petition.code}/"
        public = Client().get(at).content.decode()
        assert "بلغ المجموع العدد المطلوب، وبقيت عمالات أو أقاليم لم تبلغ نصيبها." in public
        assert ("20 من 25" in public, "580 من 25" in public) == (True, True)
        assert public.count("ينقصه توقيعات") == 1
        french = Client().get(f"/fr{at}").content.decode()
        assert "Il manque des signatures" in french
        own = client_of(agent).get(f"{at}manage/")
        assert [one.title for one in own.context["lacking_shares"]] == ["إقليم وزان"]
        told = json.loads(Client().get(f"{at}figures.json").content)
        assert {one["province"]: one["counted"] for one in told["provinces"]} == {"01.511": 580, "01.405": 20}
        with within(region.pk):
            join_all(petition, actor_of(agent))
        refused = client_of(agent).post(f"{at}deposit/")
        assert refused.status_code == 400
        assert "وزان" in refused.content.decode()
        with within(region.pk):
            add_paper(petition, 5, first=9_000)
        _signed_in(petition, "01.405", 5)
        assert "ينقصه توقيعات" not in client_of(agent).get(f"{at}manage/").content.decode()
        assert client_of(agent).post(f"{at}deposit/").status_code == 303


def test_a_change_of_weight_is_read_as_yes_and_no(larache, actor_of):
    """§ petitions-4: nobody reads «0 before, 1 now»."""
    with stopped_at(SIGNED):
        agent = link(make_person("زينب التجريبية"), larache)
        petition = make_petition(larache, actor_of(agent))
        online = LegalRule.objects.filter(topic="online_counts", council="commune").first()
        online.pk, online.value, online.territory_id = None, 1, larache.pk
        online.valid_from, online.applies = SIGNED.date(), True
        online.save()
        at = f"/larache/petitions/{petition.code}/"
        assert "احتساب التوقيع الإلكتروني: لا سابقا، نعم الآن" in Client().get(at).content.decode()
        assert ": non auparavant, oui maintenant" in Client().get(f"/fr{at}").content.decode().lower()


def test_who_falls_under_the_threshold_after_the_deposit_is_shown(larache, actor_of, client_of):
    """§ petitions-27: what the receipt says stays; what is left of it today stands beside it."""
    with stopped_at(DEPOSITED):
        agent = link(make_person("زينب التجريبية"), larache)
        petition = make_petition(larache, actor_of(agent), until=State.DEPOSITED, signatures=201)
    at, fell = f"/larache/petitions/{petition.code}/", "نزل العدد تحت الحد المطلوب"
    clerk = client_of(give(make_person("مديرة المصالح"), larache, RoleKind.DIRECTOR))
    with stopped_at(CHECKED):
        for gone, says in ((0, False), (1, False), (2, True)):
            with within(larache.pk):
                keys = Signature.objects.filter(petition=petition).order_by("pk").values_list("pk", flat=True)
                Signature.objects.filter(pk__in=list(keys[:gone])).update(status="refused")
                actions.recount(petition_id=petition.pk, now=CHECKED)
            for address in (at, f"/larache/petitions/desk/{petition.code}/"):
                page = clerk.get(address).content.decode()
                assert (fell in page, "المحتسبة اليوم" in page) == (says, gone > 0)
    with within(larache.pk):
        assert Petition.objects.get(pk=petition.pk).counted_at_deposit == 201
        assert queries.rows_of(petition).tally.paper == 199
