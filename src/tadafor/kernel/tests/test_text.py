"""Cases of Arabic, French and Tamazight text as people type it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadafor.kernel.text import clean, clean_line, excerpt, script_of, search_text, set_in_french, slug, stem

ARABIC = st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x6FF), max_size=60)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  مرحبا \t بكم ", "مرحبا بكم"),
        ("سطر\r\nسطر", "سطر\nسطر"),
        ("أ\n\n\n\nب", "أ\n\nب"),
        ("\u202eمقلوب\u202c", "مقلوب"),
        ("ad\u200bmin", "admin"),
        ("a\u200db", "ab"),
        ("نمی\u200cخواهم", "نمی\u200cخواهم"),
        ("nul\x00l", "null"),
        ("كِتَاب", "كِتَاب"),
    ],
)
def test_what_is_stored_shows_what_it_says(typed, kept):
    assert clean(typed) == kept


@given(st.text(max_size=80))
def test_cleaning_twice_changes_nothing(text):
    assert clean(clean(text)) == clean(text)


@given(ARABIC)
def test_folding_twice_changes_nothing(text):
    assert search_text(search_text(text)) == search_text(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الإنارة", "الانارة"),
        ("مدرسة", "مدرسه"),
        ("مستشفى", "مستشفي"),
        ("مُحَمَّد", "محمد"),
        ("جمـــاعة", "جماعة"),
        ("١٢٣", "123"),
        ("أݣادير", "أكادير"),
        ("Béni Mellal", "beni mellal"),
        ("cœur", "coeur"),
        ("آجال", "اجال"),
    ],
)
def test_what_people_mean_alike_is_folded_alike(one, other):
    assert search_text(one) == search_text(other)


def test_a_stem_keeps_three_letters():
    assert stem("الطريق") == "طريق"
    assert stem("والمدرسه") == "مدرس"
    assert stem("ال") == "ال"
    assert stem("نساء") == "نساء"


def test_a_title_stands_on_one_line():
    assert clean_line("سطر\nآخر") == "سطر آخر"


def test_an_address_keeps_arabic_and_tifinagh():
    assert slug("ميثاق المشاركة المواطنة!") == "ميثاق-المشاركة-المواطنة"
    assert slug("Charte de l'été") == "charte-de-l-été"
    assert slug("ⵜⴰⵎⴰⵣⵉⵖⵜ") == "ⵜⴰⵎⴰⵣⵉⵖⵜ"


def test_the_script_names_the_language():
    assert script_of("مرحبا hi") == "ar"
    assert script_of("bonjour") == "fr"
    assert script_of("ⴰⵣⵓⵍ") == "zgh"


def test_nothing_hidden_is_left():
    everything = "".join(chr(n) for n in range(0x2000, 0x2070))
    assert not [c for c in clean(f"a{everything}b") if unicodedata.category(c) == "Cf"]
    assert clean_line("") == ""


def test_french_is_set_as_it_is_printed():
    typed, printed = "l'avis : « oui » ; 'non' ?", "l’avis\u00a0: «\u00a0oui\u00a0»\u00a0; 'non'\u00a0?"
    assert set_in_french(typed) == printed
    assert set_in_french(printed) == printed


def test_an_excerpt_ends_between_two_words():
    assert excerpt("قنوات الماء في حي السلام", 40) == "قنوات الماء في حي السلام"
    assert excerpt("قنوات الماء في حي السلام", 16) == "قنوات الماء في…"
    assert excerpt("ا" * 50, 10) == "ا" * 9 + "…"
