"""§ consultations-23: a whole text typed in one box."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadafor.consultations import rules
from tadafor.consultations.rules import LayoutRefusal, Piece

TITLES = (
    st.text(alphabet="ابتث ABC", min_size=1, max_size=20)
    .map(str.strip)
    .filter(lambda title: title and not title.startswith(("الباب", "المادة")))
)
BODIES = st.lists(st.text(alphabet="ابتث،.", min_size=1, max_size=20), min_size=1, max_size=3).map("\n".join)


def test_a_text_as_people_type_it():
    """§ consultations-23."""
    text = """# الباب الأول: أحكام عامة

المادة 1: الأهداف
يهدف هذا الميثاق إلى تقوية المشاركة.
سطر ثان.

الباب الثاني: الجواب
## {reply-delays} آجال الجواب
تجيب الجماعة داخل شهر.
"""
    assert rules.understood(text) == [
        Piece("section", "الباب الأول: أحكام عامة"),
        Piece("article", "الأهداف", "يهدف هذا الميثاق إلى تقوية المشاركة.\nسطر ثان."),
        Piece("section", "الباب الثاني: الجواب"),
        Piece("article", "آجال الجواب", "تجيب الجماعة داخل شهر.", "reply-delays"),
    ]


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", LayoutRefusal.EMPTY),
        ("كلمات بلا عنوان", LayoutRefusal.EMPTY),
        ("كلمات قبل أول مادة\n## مادة\nنص", LayoutRefusal.WORDS_BEFORE_THE_FIRST_ARTICLE),
        ("# باب\nكلمات تحت الباب\n## مادة\nنص", LayoutRefusal.WORDS_BEFORE_THE_FIRST_ARTICLE),
        ("## مادة بلا نص\n## أخرى\nنص", LayoutRefusal.ARTICLE_WITHOUT_WORDS),
        ("## {a} مادة\nنص\n## {a} أخرى\nنص", LayoutRefusal.KEY_TWICE),
        ("## مادة\nنص", None),
    ],
)
def test_what_is_not_understood_is_said(text, refusal):
    """§ consultations-23."""
    assert rules.refuse_layout(rules.understood(text)) == refusal


@given(st.lists(st.tuples(TITLES, BODIES), min_size=1, max_size=5))
def test_what_is_laid_out_is_read_back(articles):
    """§ consultations-23."""
    pieces = [Piece("article", title, body, f"k{place}") for place, (title, body) in enumerate(articles)]
    assert rules.understood(rules.laid_out(pieces)) == pieces
