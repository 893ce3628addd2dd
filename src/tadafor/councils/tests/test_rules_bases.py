"""§ councils-32: what the rules rest on, each council under its own law."""

import pytest
from django.utils import translation

from tadafor.councils import rules
from tadafor.councils.rules import Matter, Text
from tadafor.councils.words import basis_said
from tadafor.territories.rules import PlaceKind

LAWS = {Text.COMMUNES, Text.PROVINCES, Text.REGIONS}


@pytest.mark.parametrize(
    ("kind", "law", "verified"),
    [
        (PlaceKind.COMMUNE, Text.COMMUNES, {Matter.MONTHS, Matter.EQUALITY}),
        (PlaceKind.PROVINCE, Text.PROVINCES, set()),
        (PlaceKind.PREFECTURE, Text.PROVINCES, set()),
        (PlaceKind.REGION, Text.REGIONS, set()),
    ],
)
def test_each_council_under_its_own_law(kind, law, verified):
    """§ councils-32"""
    bases = rules.bases_of(kind)
    assert {one.text for one in bases} & LAWS == {law}
    assert {one.matter for one in bases if one.is_verified} == verified
    assert len({one.matter for one in bases}) == len(bases)
    assert all(one.articles for one in bases if one.is_verified)


@pytest.mark.parametrize("kind", [PlaceKind.COMMUNE, PlaceKind.PROVINCE, PlaceKind.REGION])
def test_every_council_knows_its_bodies_and_its_petitions(kind):
    matters = {one.matter for one in rules.bases_of(kind)}
    assert {Matter.PETITIONS, Matter.OTHER_BODIES, Matter.OPINIONS} <= matters
    assert (Matter.REGIONAL_BODIES in matters) is (kind is PlaceKind.REGION)


def test_an_article_that_nobody_looked_up_is_said_to_be_unknown():
    """§ councils-32"""
    told = {one.matter: one for one in rules.bases_of(PlaceKind.REGION)}
    with translation.override("fr"):
        assert basis_said(told[Matter.MONTHS]) == "Loi organique n° 111-14 · article à vérifier"
        assert basis_said(told[Matter.PETITIONS]) == "Loi organique n° 111-14 · article 122"
        assert basis_said(told[Matter.PERSONAL_DATA]) == "Loi n° 09-08 · article 3, 4, 9"
        assert "aucun texte" in basis_said(told[Matter.OPINIONS])
