"""§ councils-11: what is found in minutes before they are published."""

import itertools
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadafor.councils import rules
from tadafor.councils.rules import Private
from tadafor.moderation.rules import MASK


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("السيدة العضوة الحاملة للبطاقة LA123456", [Private.IDENTITY_CARD]),
        ("للاتصال: 06.12.34.56.78 أو ٠٦١٢٣٤٥٦٧٩", [Private.PHONE, Private.PHONE]),
        ("راسلونا على amina@example.org", [Private.EMAIL]),
        ("الساكن بزنقة الورد رقم 12", [Private.ADDRESS]),
        ("القاطنة بحي السلام، رقم ٧", [Private.ADDRESS]),
        ("demeurant rue des Fleurs n° 14", [Private.ADDRESS]),
        ("n° 14, avenue de la Plage", [Private.ADDRESS]),
        ("demeurant 12 rue Ibn Batouta, Larache", [Private.ADDRESS]),
        ("Habite au 3 bis, avenue Hassan II", [Private.ADDRESS]),
        ("وعنوانه: 12 زنقة ابن بطوطة، حي النصر", [Private.ADDRESS]),
        ("تقطن ٧ مكرر، شارع محمد الخامس", [Private.ADDRESS]),
        ("وعنوانها: شارع محمد الخامس، عمارة 5، شقة ٣", [Private.ADDRESS]),
        ("رقم البطاقة الوطنية ل أ ١٢٣٤٥٦", [Private.IDENTITY_CARD]),
        ("الحاملة لبطاقة التعريف BE 987654", [Private.IDENTITY_CARD]),
        ("بطاقة التعريف الوطنية: K 45 67 89", [Private.IDENTITY_CARD]),
        ("البطاقة الوطنية 123456 ل أ", [Private.IDENTITY_CARD]),
        ("titulaire de la CIN LA-123456", [Private.IDENTITY_CARD]),
        ("رقم بطاقته ك٤٥٦٧٨٩، هاتفه ٠٦ ٦١ ٢٣ ٤٥ ٦٧", [Private.IDENTITY_CARD, Private.PHONE]),
        ("الهاتف 06\u201161\u201123\u201145\u201167 أو (0661) 234567", [Private.PHONE, Private.PHONE]),
        ("بطاقة المشروع في 2024 بمبلغ 1 200 000 درهم", []),
        ("سلّمت بطاقته في 20 000 نسخة", []),
        ("برمجت بطاقة التعريف بالمشروع من 150000 درهم", []),
        ("تهيئة 12 زنقة بحي السلام", []),
        ("تبليط 3 شوارع، والسكان يطالبون بإنارة 12 شارعا", []),
        ("Réfection de 12 rues du centre", []),
        ("séance du 12/2024, avenue Hassan II", []),
        ("الحساب 230 640 2111111111111111 23", [Private.BANK]),
        ("تهيئة شارع محمد الخامس وزنقة القدس", []),
        ("المصادقة على المقرر رقم 12 المتعلق بالشارع الرئيسي", []),
        ("رصد مبلغ 500 000 درهم لإنارة حي السلام", []),
        ("حضر 20 عضوا وتغيب 15", []),
        ("", []),
    ],
)
def test_what_names_somebody_is_found(text, kinds):
    """§ councils-11"""
    assert [finding.kind for finding in rules.findings(text)] == kinds


def test_what_is_found_is_masked_and_the_rest_stays():
    """§ councils-11"""
    text = "تدخلت السيدة العضوة (LA123456، 0612345678) في النقطة الأولى."
    masked = rules.redacted(text, rules.findings(text))
    assert masked == f"تدخلت السيدة العضوة ({MASK}، {MASK}) في النقطة الأولى."
    assert rules.findings(masked) == []


@given(st.text(alphabet="0612345678 aL@.-رقمزنقة\n", max_size=120))
def test_what_was_masked_never_stands_in_the_text(text):
    """§ councils-11"""
    found = rules.findings(text)
    assert all(text[f.start : f.end] == f.text for f in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    assert rules.redacted(text, found).count(MASK) == len(found) + text.count(MASK)


@pytest.mark.parametrize(
    "hostile",
    [
        "عنوان: 1 " * 20_000,
        "بطاقته " * 20_000,
        "بطاقة التعريف ل " * 10_000,
        "الساكن ب " * 20_000,
        "1 rue a" * 20_000,
        "زنقة " * 20_000,
        "رقم 1 " * 20_000,
        "rue " * 20_000,
        "0 " * 40_000,
    ],
)
def test_looking_takes_no_time(hostile):
    started = monotonic()
    rules.findings(hostile)
    assert monotonic() - started < 3
