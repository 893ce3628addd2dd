"""Cards, lines, figures and charts: what people typed in them stays words."""

import pytest
from django.utils import translation
from django.utils.safestring import SafeString

from tadafor.ui.cards import answered_line, bars, facts, figure, listed_card, matrix
from tadafor.ui.components import AnsweredLine, Bar, Cell, Listed
from tadafor.ui.moving import crumbs

HOSTILE = "\"></a><script>alert(1)</script>'&"


@pytest.fixture(autouse=True)
def _arabic():
    with translation.override("ar"):
        yield


DRAWN = {
    "card": lambda: listed_card(
        Listed(
            title=HOSTILE,
            href=HOSTILE,
            kind=HOSTILE,
            mark=(HOSTILE, HOSTILE, ""),
            text=HOSTILE * 20,
            meta=HOSTILE,
            place=HOSTILE,
        )
    ),
    "line": lambda: answered_line(
        AnsweredLine(
            number=7,
            href=HOSTILE,
            meta=[HOSTILE, HOSTILE],
            text=HOSTILE,
            mark=(HOSTILE, HOSTILE),
            reason=HOSTILE * 20,
        )
    ),
    "figure": lambda: figure(HOSTILE, HOSTILE, unit=HOSTILE, tone=HOSTILE, href=HOSTILE, note=HOSTILE),
    "facts": lambda: facts([(HOSTILE, HOSTILE)]),
    "bars": lambda: bars([Bar(HOSTILE, 3, note=HOSTILE)], HOSTILE, HOSTILE),
    "matrix": lambda: matrix([HOSTILE], [(HOSTILE, [Cell(3, HOSTILE)])], HOSTILE, HOSTILE),
    "crumbs": lambda: crumbs(HOSTILE, HOSTILE, HOSTILE),
}


@pytest.mark.parametrize("name", DRAWN)
def test_nothing_typed_becomes_markup(name):
    html = DRAWN[name]()
    assert isinstance(html, SafeString)
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert '""' not in html.replace('=""', ""), "no attribute was left early"


def test_a_figure_says_numbers_as_they_are_written_here():
    assert "12\u00a0345" in figure(12_345, "x")
    assert "&lt;5" in figure("<5", "x")
    ways = [(12_345, "", "ltr"), ("-3,5", "%", "ltr"), ("60\u00a0000 درهم", "", "auto"), (3, "يوما", "auto")]
    for value, unit, way in ways:
        assert f'<bdi dir="{way}">' in figure(value, "x", unit=unit)
    assert figure(SafeString("<i>5</i>"), "x").count("<i>") == 1


def test_what_has_no_value_is_no_fact():
    assert facts([("a", ""), ("b", None), ("c", 0)]).count("<dt>") == 1


def test_a_long_text_is_cut_on_a_card():
    card = listed_card(Listed(title="t", href="/", kind="k", text="ا" * 400))
    assert "ا" * 159 + "…" in card
    assert "ا" * 160 not in card
