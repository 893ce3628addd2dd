"""Loading reference data and joining, on PostgreSQL."""

from datetime import UTC, date, datetime

import pytest

from tadafor.audit.models import Entry
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import everywhere, within
from tadafor.territories import actions, queries
from tadafor.territories.models import Holiday, Place, Ramadan, Territory
from tadafor.territories.rules import PlaceKind, Refusal

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
LARACHE = "01.331.01.03"


class TestPlaces:
    def test_all_of_them_and_twice_changes_nothing(self):
        """§ places-1"""
        for _ in range(2):
            assert actions.load_places(now=NOW) == 12 + 83 + 1503 + 41
            assert Place.objects.count() == 12 + 83 + 1503 + 41
        kinds = {kind: Place.objects.filter(kind=kind).count() for kind in PlaceKind}
        assert kinds == {
            PlaceKind.REGION: 12,
            PlaceKind.PROVINCE: 62,
            PlaceKind.PREFECTURE: 13,
            PlaceKind.PREFECTURE_OF_ARRONDISSEMENTS: 8,
            PlaceKind.COMMUNE: 1503,
            PlaceKind.ARRONDISSEMENT: 41,
        }
        assert not Place.objects.filter(name_ar="").exists()
        assert not Place.objects.exclude(kind=PlaceKind.REGION).filter(region=None).exists()
        assert Place.objects.get(name_fr="Anfa").parent.name_fr == "Casablanca"
        assert Place.objects.get(name_fr="Casablanca-Anfa").parent.name_fr == "Casablanca"
        assert Place.objects.filter(kind=PlaceKind.COMMUNE, is_urban=True).count() == 242
        with everywhere():
            assert Entry.objects.filter(verb="territories.load_places", territory_id=None).count() == 2

    def test_only_some_come_with_what_is_above(self):
        assert actions.load_places(now=NOW, only={LARACHE}) == 3
        place = Place.objects.get(pk=LARACHE)
        assert (place.name_ar, place.name_fr, place.population_2014) == ("العرائش", "Larache", 125_008)
        assert place.population == (133_731, 2024)
        assert (place.parent.name_ar, place.region.name_fr) == ("العرائش", "Tanger-Tétouan-Al Hoceima")
        assert place.title == "جماعة العرائش"
        assert place.full_name == "جماعة العرائش"

    def test_a_shared_name_shows_the_province(self):
        actions.load_places(now=NOW)
        same = Place.objects.filter(name_fr="Oulad Aissa", kind=PlaceKind.COMMUNE).select_related("parent")
        names = {place.full_name for place in same}
        assert len(names) == 3
        assert "جماعة أولاد عيسى (إقليم الجديدة)" in names

    @pytest.mark.parametrize(
        ("text", "first"),
        [
            ("العرايش", "Larache"),
            ("larache", "Larache"),
            ("بني ملال", "Béni Mellal"),
            ("BENI mellal", "Béni Mellal"),
        ],
    )
    def test_they_are_found_as_people_type_them(self, text, first, django_assert_num_queries):
        actions.load_places(now=NOW)
        with django_assert_num_queries(1):
            found = list(queries.find_places(text)[:20])
            assert [place.title_within for place in found]
        assert found[0].name_fr == first

    def test_nothing_typed_finds_nothing(self):
        assert not queries.find_places(" ، ").exists()


class TestHolidays:
    def test_they_load_twice_and_estimates_are_marked(self):
        for _ in range(2):
            actions.load_holidays(years=[2026, 2027], now=NOW)
        assert Holiday.objects.filter(day__year=2026).count() == 18
        eid = Holiday.objects.get(day=date(2026, 3, 20))
        assert (eid.name_ar, eid.name_fr, eid.is_estimated) == (
            "عيد الفطر",
            "Fête de la rupture du jeûne",
            True,
        )
        assert not Holiday.objects.get(day=date(2026, 11, 18)).is_estimated
        assert list(Ramadan.objects.values_list("first_day", "last_day")) == [
            (date(2026, 2, 18), date(2026, 3, 19)),
            (date(2027, 2, 8), date(2027, 3, 8)),
        ]

    def test_two_ramadans_in_one_year(self):
        actions.load_holidays(years=[2030], now=NOW)
        assert list(Ramadan.objects.values_list("first_day", flat=True)) == [
            date(2030, 1, 5),
            date(2030, 12, 26),
        ]


class TestJoin:
    @pytest.fixture(autouse=True)
    def places(self):
        actions.load_places(now=NOW, only={LARACHE, "06.141.01.01", "06.141.01.00"})

    def test_a_commune_joins_with_the_months_of_its_sessions(self):
        territory = actions.join(place_id=LARACHE, slug="larache", now=NOW)
        assert territory.name == "جماعة العرائش"
        assert territory.session_months == [2, 5, 10]
        assert queries.territory_by_slug("larache") == territory
        assert list(queries.territories_of_region("01")) == [territory]
        with within(territory.pk):
            assert Entry.objects.get().verb == "territories.join"
            assert queries.next_session(territory.pk, date(2026, 11, 22)).opens_on == date(2027, 2, 1)

    @pytest.mark.parametrize(
        ("place_id", "slug", "refusal"),
        [
            (LARACHE, "desk", Refusal.SLUG_RESERVED),
            (LARACHE, "Larache", Refusal.SLUG_LETTERS),
            ("06.141.01.01", "anfa", Refusal.PLACE_CANNOT_JOIN),
            ("06.141.01.00", "anfa", Refusal.PLACE_CANNOT_JOIN),
            ("01.331", "larache", Refusal.SLUG_TAKEN),
            ("01", "tanger-tetouan", Refusal.PLACE_JOINED),
        ],
    )
    def test_refusals(self, place_id, slug, refusal):
        actions.join(place_id="01", slug="larache", now=NOW)
        with pytest.raises(Refused) as refused:
            actions.join(place_id=place_id, slug=slug, now=NOW)
        assert refused.value.refusal == refusal
        assert refused.value.sentence
        assert Territory.objects.count() == 1
