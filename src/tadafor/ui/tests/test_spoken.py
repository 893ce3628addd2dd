"""What is looked up once is what Django says, and each thread has its own language."""

import threading

import pytest
from django.utils import translation
from django.utils.translation import trans_real

from tadafor.ui.languages import LANGUAGES
from tadafor.ui.spoken import remember

SENTENCES = ["المشاورات", "ميزانية تشاركية", "لا توجد جملة كهذه", ""]


@pytest.fixture
def remembered(monkeypatch):
    """Found once in this test only."""
    monkeypatch.setattr(trans_real, "_active", trans_real._active)
    for code in LANGUAGES:
        monkeypatch.setattr(trans_real.translation(code), "gettext", trans_real.translation(code).gettext)
    return remember


def said():
    found = {}
    for code in LANGUAGES:
        with translation.override(code):
            found[code] = [
                (translation.gettext(one), translation.pgettext("redline", one)) for one in SENTENCES
            ]
    return found


def test_it_says_what_django_says(remembered):
    before = said()

    remembered()
    remembered()

    assert said() == before
    assert said() == before


def test_each_thread_has_its_language(remembered):
    remembered()
    told = []

    with translation.override("fr"):
        other = threading.Thread(target=lambda: told.append(translation.get_language()))
        other.start()
        other.join()
        told.append(translation.get_language())

    assert told == ["ar", "fr"]
