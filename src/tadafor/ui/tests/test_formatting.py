"""Numbers, days and moments as Morocco writes them."""

import datetime as dt
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import formats, translation

from tadafor.ui import formatting

MONTHS = "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر".split()  # noqa: SIM905 -- a list to read


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (0, 0, "0"),
        (999, 0, "999"),
        (1842, 0, "1\u00a0842"),
        (1250000, 0, "1\u00a0250\u00a0000"),
        (-1500, 0, "\u22121\u00a0500"),
        (12.345, 1, "12,3"),
        (Decimal("1234.5"), 2, "1\u00a0234,50"),
        ("2000", 0, "2\u00a0000"),
        (None, 0, ""),
        ("", 0, ""),
    ],
)
def test_number(value, decimals, expected):
    assert formatting.number(value, decimals) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(Decimal("12.00"), "12"), (Decimal("0.00"), "0"), (Decimal("1200.50"), "1\u00a0200,5"),
     (Decimal("-0.25"), "\u22120,25"), (300, "300"), (None, "")],
)  # fmt: skip
def test_a_measure_has_the_decimals_it_needs(value, expected):
    assert formatting.measure(value) == expected


def test_percent_keeps_the_space_of_french():
    with translation.override("ar"):
        assert formatting.percent(41) == "41%"
    with translation.override("fr"):
        assert formatting.percent(41.6, 1) == "41,6\u00a0%"


def test_dirhams():
    with translation.override("ar"):
        assert formatting.dirhams(400000) == "400\u00a0000 درهم"
        assert formatting.dirhams(Decimal("500.50")) == "500,50 درهم"
    with translation.override("fr"):
        assert formatting.dirhams("1000.00") == "1\u00a0000 DH"


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("form", ["j F Y", "j N Y", "j M Y", "j E Y"])
def test_moroccan_months_in_every_form(month, form):
    with translation.override("ar"):
        assert formats.date_format(dt.date(2026, month, 7), form) == f"7 {MONTHS[month - 1]} 2026"


def test_french_days():
    with translation.override("fr"):
        assert formatting.day(dt.date(2026, 11, 29)) == "29 novembre 2026"


def test_a_day_inside_the_arabic_text_of_a_tamazight_page_is_arabic_too():
    with translation.override("zgh"):
        assert formatting.day(dt.date(2026, 11, 29)) == "29 نونبر 2026"


def test_a_moment_is_told_in_morocco_and_ramadan_moves_it():
    ordinary = dt.datetime(2026, 11, 22, 17, 30, tzinfo=dt.UTC)
    ramadan = dt.datetime(2026, 3, 1, 17, 30, tzinfo=dt.UTC)
    with translation.override("ar"):
        assert formatting.moment(ordinary) == "22 نونبر 2026 على الساعة 18:30"
        assert formatting.moment(ramadan) == "1 مارس 2026 على الساعة 17:30"
    with translation.override("fr"):
        assert formatting.moment(ordinary) == "22 novembre 2026 à 18:30"


def test_a_day_of_a_moment_is_the_moroccan_day():
    late = dt.datetime(2026, 11, 22, 23, 30, tzinfo=dt.UTC)
    with translation.override("fr"):
        assert formatting.day(late) == "23 novembre 2026"
    assert formatting.machine(late) == "2026-11-23T00:30+01:00"
    assert formatting.machine(dt.date(2026, 11, 23)) == "2026-11-23"


def test_the_year_is_said_when_it_is_another_one():
    with translation.override("fr"):
        assert formatting.near_day(dt.date(2026, 12, 1), dt.date(2026, 11, 1)) == "1er décembre"
        assert formatting.near_day(dt.date(2027, 1, 1), dt.date(2026, 11, 1)) == "1er janvier 2027"


@pytest.mark.parametrize("code", ["ar", "fr", "zgh"])
def test_formats_of_each_language(code):
    with translation.override(code):
        assert formats.get_format("DECIMAL_SEPARATOR") == ","
        assert formats.get_format("THOUSAND_SEPARATOR") == "\u00a0"
        assert formats.get_format("DATE_FORMAT") == "j F Y"
        assert "%d/%m/%Y" in formats.get_format("DATE_INPUT_FORMATS")


def test_an_identifier_in_a_template_is_not_grouped():
    assert Template("{{ year }} /{{ pk }}/").render(Context({"year": 2026, "pk": 12345})) == "2026 /12345/"


def test_french_counts_the_first_day_of_a_month():
    with translation.override("fr"):
        assert formatting.day(dt.date(2026, 12, 1)) == "1er décembre 2026"
        assert formatting.short_day(dt.date(2026, 12, 1)) == "1er décembre"
        assert formatting.day(dt.date(2026, 12, 11)) == "11 décembre 2026"
    assert formatting.short_day(dt.date(2026, 12, 1)) == "1 دجنبر"


def test_a_name_and_what_is_said_of_it():
    assert formatting.labelled("الحل", "منبر") == "الحل: منبر"
    with translation.override("fr"):
        assert formatting.labelled("Solution", "forum") == "Solution\u00a0: forum"


@pytest.mark.parametrize(
    ("days", "arabic", "french"),
    [
        (1, "متأخر منذ يوم واحد", "En retard d’un jour"),
        (2, "متأخر منذ يومين", "En retard de 2 jours"),
        (3, "متأخر منذ 3 أيام", "En retard de 3 jours"),
        (11, "متأخر منذ 11 يوما", "En retard de 11 jours"),
        (100, "متأخر منذ 100 يوم", "En retard de 100 jours"),
        (510, "متأخر منذ 510 أيام", "En retard de 510 jours"),
        (1240, "متأخر منذ 1\u00a0240 يوما", "En retard de 1\u00a0240 jours"),
    ],
)
def test_lateness_is_counted_as_people_count_days(days, arabic, french):
    for language, said in (("ar", arabic), ("fr", french)):
        with translation.override(language):
            assert formatting.late_for(days) == said
