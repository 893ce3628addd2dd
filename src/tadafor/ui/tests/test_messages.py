"""The catalogues: found, kept, compiled, checked."""

import gettext
import os

import pytest

from tadafor.ui import messages

PYTHON = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext
_("بلدية")
gettext_lazy("اسم " "طويل")
ngettext("%(n)s صوت", "%(n)s أصوات", 3)
pgettext("شهر", "ماي")
_(variable)
"""
TEMPLATE = """{% load i18n %}{% translate "عنوان" %}{% translate 'مقتبس' context "صفحة" as x %}
{% blocktranslate trimmed count n=n with name=a.name %}
  صوت واحد لـ{{ name }}
{% plural %}
  {{ n }} أصوات لـ{{ name }}
{% endblocktranslate %}{% blocktranslate %}100% لكم{% endblocktranslate %}
{{ label|default:_("بلا اسم") }}{# {% translate "تعليق" %} #}
{% comment %}{% translate "محذوف" %}{% endcomment %}
"""


@pytest.fixture
def sources(tmp_path):
    room = tmp_path / "votes"
    (room / "templates" / "votes").mkdir(parents=True)
    (room / "tests").mkdir()
    (room / "__init__.py").write_text("")
    (room / "words.py").write_text(PYTHON)
    (room / "tests" / "test_x.py").write_text('_("لا يُترجم")')
    (room / "templates" / "votes" / "page.html").write_text(TEMPLATE)
    (tmp_path / "silent").mkdir()
    (tmp_path / "silent" / "__init__.py").write_text("")
    return tmp_path


def po(sources, language):
    return sources / "votes" / "locale" / language / "LC_MESSAGES" / "django.po"


def translate(sources, language, **texts):
    path = po(sources, language)
    content = path.read_text()
    for text, translation in texts.items():
        before = f'msgid "{text}"\nmsgstr ""'
        assert before in content
        content = content.replace(before, f'msgid "{text}"\nmsgstr "{translation}"')
    path.write_text(content)


def test_every_marked_text_is_found(sources):
    found = messages.texts_of(sources / "votes")
    assert found == {
        messages.Found(None, "بلدية"),
        messages.Found(None, "اسم طويل"),
        messages.Found(None, "%(n)s صوت", "%(n)s أصوات"),
        messages.Found("شهر", "ماي"),
        messages.Found(None, "عنوان"),
        messages.Found("صفحة", "مقتبس"),
        messages.Found(None, "صوت واحد لـ%(name)s", "%(n)s أصوات لـ%(name)s"),
        messages.Found(None, "100%% لكم"),
        messages.Found(None, "بلا اسم"),
    }


def test_extract_writes_what_each_language_needs_and_nothing_twice(sources):
    changed = messages.extract(sources)
    assert changed == [po(sources, "ar"), po(sources, "fr")]
    assert "بلدية" in po(sources, "fr").read_text()
    assert "بلدية" not in po(sources, "ar").read_text()
    assert po(sources, "ar").read_text().count("msgstr[5]") == 2
    assert not (sources / "silent" / "locale").exists()
    assert messages.extract(sources) == []


def test_extract_keeps_translations_and_drops_what_nobody_says(sources):
    messages.extract(sources)
    translate(sources, "fr", بلدية="commune", عنوان="titre")
    (sources / "votes" / "words.py").write_text('_("بلدية")')
    messages.extract(sources)
    content = po(sources, "fr").read_text()
    assert 'msgstr "commune"' in content
    assert 'msgstr "titre"' in content
    assert "اسم طويل" not in content


def test_entries_kept_by_hand_stay(sources):
    path = po(sources, "zgh")
    path.parent.mkdir(parents=True)
    path.write_text(
        '# kept by hand\nmsgctxt "alt. month"\nmsgid "May"\nmsgstr "ⵎⴰⵢⵢⵓ"\n\nmsgid "قديم"\nmsgstr "ⵇ"\n'
    )
    messages.extract(sources)
    assert "ⵎⴰⵢⵢⵓ" in path.read_text()
    assert "قديم" not in path.read_text()
    assert messages.extract(sources) == []


def test_compiled_catalogues_are_read_by_gettext(sources):
    messages.extract(sources)
    translate(sources, "fr", بلدية="commune", ماي="mai")
    made = messages.compile_all(sources)
    assert len(made) == 2
    with (po(sources, "fr").with_suffix(".mo")).open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    assert catalogue.gettext("بلدية") == "commune"
    assert catalogue.pgettext("شهر", "ماي") == "mai"
    assert messages.compile_all(sources) == []


def test_compile_makes_again_only_what_is_older(sources):
    messages.extract(sources)
    messages.compile_all(sources)
    later = po(sources, "fr").with_suffix(".mo").stat().st_mtime + 5
    os.utime(po(sources, "fr"), (later, later))
    assert messages.compile_all(sources) == [po(sources, "fr").with_suffix(".mo")]


def test_check_names_what_is_missing(sources):
    wrong = messages.check(sources)
    assert any("not up to date" in line for line in wrong)
    messages.extract(sources)
    wrong = messages.check(sources)
    assert not any("not up to date" in line for line in wrong)
    assert any("fr" in line and "not translated: بلدية" in line for line in wrong)
    assert any("ar" in line and "not translated: %(n)s صوت" in line for line in wrong)


def test_check_sees_a_fact_that_was_lost_or_invented(sources):
    (sources / "votes" / "templates" / "votes" / "page.html").unlink()
    (sources / "votes" / "words.py").write_text('_("بقي %(days)s")')
    messages.extract(sources)
    translate(sources, "fr", **{"بقي %(days)s": "reste"})
    assert any("same facts" in line for line in messages.check(sources))
    translate_again = po(sources, "fr")
    translate_again.write_text(translate_again.read_text().replace('"reste"', '"reste %(jours)s"'))
    assert any("not given" in line for line in messages.check(sources))
    translate_again.write_text(translate_again.read_text().replace("jours", "days"))
    assert messages.check(sources) == []


def test_the_command_line_says_when_something_is_wrong(sources, monkeypatch, capsys):
    monkeypatch.setattr(messages, "SOURCES", sources)
    monkeypatch.setattr(messages, "check", lambda: ["fr: not translated"])
    assert messages.main(["check"]) == 1
    assert "not translated" in capsys.readouterr().out
    assert messages.main(["nothing"]) == 1


def test_our_own_catalogues_are_whole():
    assert not [line for line in messages.check() if line.startswith("ui/")]


def test_french_signs_stay_on_the_line_of_their_word(sources):
    messages.extract(sources)
    translate(sources, "fr", بلدية="Commune : « quoi ? »")
    messages.compile_all(sources)
    with po(sources, "fr").with_suffix(".mo").open("rb") as file:
        read = gettext.GNUTranslations(file)
    assert read.gettext("بلدية") == "Commune\u00a0: «\u00a0quoi\u00a0?\u00a0»"
