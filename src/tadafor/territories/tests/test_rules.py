"""Names and addresses: cases."""

import pytest

from tadafor.territories import rules
from tadafor.territories.rules import PlaceKind, Refusal


@pytest.mark.parametrize(
    ("name", "after"),
    [
        ("Larache", "de Larache"),
        ("Oujda", "d’Oujda"),
        ("Aït Melloul", "d’Aït Melloul"),
        ("Errachidia", "d’Errachidia"),
        ("Youssoufia", "de Youssoufia"),
        ("Had Soualem", "de Had Soualem"),
        ("Île", "d’Île"),
        ("Oriental", "de l’Oriental"),
    ],
)
def test_french_elides(name, after):
    assert rules.of_name(name) == after


@pytest.mark.parametrize(
    ("title", "above", "is_shared", "full"),
    [
        ("جماعة العرائش", "إقليم العرائش", False, "جماعة العرائش"),
        ("جماعة أولاد عيسى", "إقليم الجديدة", True, "جماعة أولاد عيسى (إقليم الجديدة)"),
        ("Commune d’Ajdir", "Province de Taza", True, "Commune d’Ajdir (Province de Taza)"),
        ("جهة الشرق", "", True, "جهة الشرق"),
    ],
)
def test_a_shared_name_shows_what_is_above(title, above, is_shared, full):
    """§ places-2"""
    assert rules.full_name(title, above, is_shared=is_shared) == full


@pytest.mark.parametrize(
    ("slug", "refusal"),
    [
        ("larache", None),
        ("beni-mellal", None),
        ("العرائش", None),
        ("بني-ملال", None),
        ("ⵍⵄⵔⴰⵢⵛ", None),
        ("commune2", None),
        ("", Refusal.SLUG_LENGTH),
        ("a", Refusal.SLUG_LENGTH),
        ("a" * 61, Refusal.SLUG_LENGTH),
        ("desk", Refusal.SLUG_RESERVED),
        ("fr", Refusal.SLUG_RESERVED),
        ("zgh", Refusal.SLUG_RESERVED),
        ("Larache", Refusal.SLUG_LETTERS),
        ("béni", Refusal.SLUG_LETTERS),
        ("la rache", Refusal.SLUG_LETTERS),
        ("la--rache", Refusal.SLUG_LETTERS),
        ("-larache", Refusal.SLUG_LETTERS),
        ("larache-", Refusal.SLUG_LETTERS),
        ("../fr", Refusal.SLUG_LETTERS),
        ("la_rache", Refusal.SLUG_LETTERS),
        ("lara\u200fche", Refusal.SLUG_LETTERS),
        ("العرائشُ", Refusal.SLUG_LETTERS),
        ("larache\n", Refusal.SLUG_LETTERS),
    ],
)
def test_addresses(slug, refusal):
    """§ places-4"""
    assert rules.refuse_slug(slug) == refusal


@pytest.mark.parametrize(
    ("host", "refusal"),
    [
        ("participation.larache.ma", None),
        ("larache.ma", None),
        ("larache", Refusal.HOST_WRONG),
        ("Larache.ma", Refusal.HOST_WRONG),
        ("larache.ma:8000", Refusal.HOST_WRONG),
        ("https://larache.ma", Refusal.HOST_WRONG),
        ("-larache.ma", Refusal.HOST_WRONG),
        ("10.0.0.1", Refusal.HOST_WRONG),
        ("", Refusal.HOST_WRONG),
    ],
)
def test_hosts(host, refusal):
    assert rules.refuse_host(host) == refusal


def test_who_joins():
    """§ places-3"""
    joining = {kind for kind in PlaceKind if rules.refuse_joining(kind) is None}
    assert joining == {PlaceKind.COMMUNE, PlaceKind.PROVINCE, PlaceKind.PREFECTURE, PlaceKind.REGION}
    assert set(rules.ORDINARY_MONTHS) == joining
