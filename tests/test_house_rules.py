"""The house keeps its own rules. Each test says in its name which one."""

import importlib
import inspect
import json
import subprocess
import sys
from enum import StrEnum

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import call_command
from django.utils import translation
from django.utils.module_loading import import_string

from tadafor.kernel.together import Together
from tadafor.kernel.words import word
from tadafor.ui.messages import LANGUAGES
from tests.structure import audit, code, documents, tables, templates
from tests.structure.excuses import (
    ACROSS_TERRITORIES,
    CLOCK_IN_DECISIONS,
    INLINE_STYLES,
    OTHERS_TABLES,
    TEMPLATES_NAMED_ELSEWHERE,
    UNSCOPED_TABLES,
    UNTRANSLATED_TEMPLATES,
    VERBS_WITHOUT_ROW,
)
from tests.structure.tree import HERE, Tree

TREE = Tree()


# ---- the shape of the code


def test_no_file_is_longer_than_a_few_screens():
    assert code.long_files(TREE) == []


def test_no_function_is_longer_than_a_screen():
    assert code.long_functions(TREE) == []


@pytest.mark.parametrize("package", TREE.packages)
def test_most_functions_fit_in_a_glance(package):
    assert code.median_function(TREE, package) <= code.LONGEST_MEDIAN


def test_no_module_has_a_name_that_says_nothing():
    assert code.empty_names(TREE) == []


def test_every_package_says_what_it_is():
    assert code.packages_without_words(TREE) == []


def test_the_machine_clock_is_read_in_one_place():
    assert code.machine_clocks(TREE) == []


def test_decisions_receive_the_time_as_a_value():
    assert code.clocks_in_decisions(TREE, CLOCK_IN_DECISIONS) == []


def test_only_actions_write():
    assert code.writes_outside_actions(TREE) == []


# ---- the rooms


def test_every_room_is_declared_wherever_rooms_are_listed():
    from tadafor.house.settings import ROOMS

    for room in TREE.rooms:
        assert room in TREE.floors, f"{room}: add it to the floors in pyproject.toml"
        assert room in TREE.containers, f"{room}: add it to the containers in pyproject.toml"
        assert room in ROOMS, f"{room}: add it to ROOMS in house/settings.py"


def test_every_room_has_its_page_of_rules():
    assert documents.rooms_without_page(TREE) == []


def test_rules_load_without_django():
    modules = [module.name for module in TREE.shipped() if module.file == "rules"]
    program = (
        "import sys, importlib, json\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        "print(json.dumps(sorted(m for m in sys.modules if m in ('django', 'psycopg', 'procrastinate'))))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=TREE.root / "src", capture_output=True, text=True, check=True
    )
    assert json.loads(answer.stdout) == []


def test_what_serves_starts_without_what_few_requests_need():
    heavy = (
        *(
            "av",
            "babel",
            "holidays",
            "icalendar",
            "lxml",
            "numpy",
            "openpyxl",
            "requests",
            "scipy",
            "sklearn",
        ),
        *("typst", "tadafor.bench", "tadafor.demo"),
    )
    program = (
        "import sys, os, json, gc\n"
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'tadafor.house.settings_test'\n"
        "import tadafor.house.wsgi, tadafor.house.worker\n"
        f"print(json.dumps([sorted(set(sys.modules) & set({heavy!r})), gc.get_freeze_count() > 100_000]))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=TREE.root / "src", capture_output=True, text=True, check=True
    )
    loaded, left_alone = json.loads(answer.stdout)
    assert loaded == []
    assert left_alone, "what stays as long as the process is looked through again and again"


def test_what_the_first_pages_ask_of_rooms_is_asked_together():
    alone = [
        dotted
        for asked in ("NEWS", "OPENINGS", "OUTCOMES", "FIGURES", "FOUND")
        for dotted in getattr(settings, f"TADAFOR_{asked}")
        if not isinstance(import_string(dotted), Together)
    ]
    assert alone == [], "each of these would cost a first page one more query: see kernel.together"


def test_types_too_come_from_below():
    assert code.imports_going_up(TREE) == []


# ---- the verbs


def test_every_verb_leaves_a_row_in_the_audit_log():
    assert audit.verbs_without_a_row(TREE, VERBS_WITHOUT_ROW) == []


def test_no_verb_is_excused_for_nothing():
    assert audit.excuses_without_use(TREE, VERBS_WITHOUT_ROW) == []


# ---- the tables


def test_relations_between_tables_go_down_the_floors():
    assert tables.relations_going_up(tables.tables(), TREE.floors) == []


def test_no_table_answers_without_a_scope():
    assert tables.unscoped(tables.tables(), UNSCOPED_TABLES) == []


def test_no_table_is_excused_from_scopes_for_nothing():
    by_label = {model._meta.label: model for model in tables.tables()}
    assert [
        n for n in UNSCOPED_TABLES if n not in by_label or not tables.answers_without_scope(by_label[n])
    ] == []


def test_no_generic_foreign_key():
    assert tables.loose_relations(tables.tables()) == []


def test_a_room_opens_no_table_of_another():
    assert code.tables_of_others_opened(TREE, OTHERS_TABLES) == []


def test_who_reads_across_territories_is_known():
    found = code.callers_of_everywhere(TREE)
    assert [f"{name}: {places}" for name, places in found.items() if name not in ACROSS_TERRITORIES] == []
    assert [name for name in ACROSS_TERRITORIES if name not in found] == []


def test_every_migration_has_a_name():
    assert tables.unnamed_migrations(TREE) == []


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


# ---- the pages


def test_every_template_is_used():
    assert templates.unused(TREE, TEMPLATES_NAMED_ELSEWHERE) == []


def test_every_word_of_a_template_can_be_translated():
    assert templates.untranslated_text(TREE, UNTRANSLATED_TEMPLATES) == []


def test_every_word_in_python_can_be_translated():
    assert code.untranslated_text(TREE) == []


def test_no_code_stands_inside_a_page():
    assert templates.inline_code(TREE, INLINE_STYLES) == []


def test_every_form_says_how_and_where_it_is_sent():
    assert templates.forms_without_address(TREE) == []


def test_no_page_carries_a_token_or_asks_who_reads():
    assert templates.tokens_and_users(TREE) == []


def test_styles_turn_with_the_page():
    assert templates.physical_directions(TREE) == []


# ---- the words


def _sentences(language):
    """Every sentence of the house with its translation, room by room."""
    for path in sorted(TREE.code.glob(f"*/locale/{language}/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id and message.string and not message.fuzzy and isinstance(message.id, str):
                    yield message.id, message.string


def _said_by_rooms(language):
    """What each sentence becomes in each room that says it: its forms, one alone or one for each number."""
    said = {}
    for path in sorted(TREE.code.glob(f"*/locale/{language}/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                forms = (message.string,) if isinstance(message.string, str) else tuple(message.string)
                if message.id and any(forms) and not message.fuzzy:
                    first = message.id if isinstance(message.id, str) else message.id[0]
                    said.setdefault((message.context, first), {})[path.parents[3].name] = forms
    return said


def _catalogue(language):
    """The translation of each Arabic sentence."""
    return dict(_sentences(language))


def _kinds_of_refusal():
    for module in TREE.shipped():
        if module.file == "rules":
            for name, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
                if issubclass(kind, StrEnum) and name.endswith("Refusal") and kind.__module__ == module.name:
                    yield kind


def test_the_names_of_rooms_in_the_settings_have_their_french():
    french = _catalogue("fr")
    module = next(module for module in TREE.modules if module.name == "tadafor.house.settings")
    assert [name for name in code.arabic_in(module) if name not in code.LANGUAGE_NAMES | french.keys()] == []


def test_every_refusal_has_a_sentence_in_arabic_and_in_french():
    french, faults = _catalogue("fr"), []
    for kind in _kinds_of_refusal():
        for member in kind:
            try:
                with translation.override(None):
                    arabic = word(member)
            except (KeyError, ModuleNotFoundError):
                faults.append(f"{kind.__module__}.{kind.__name__}.{member.name}: no sentence in words.py")
                continue
            if french.get(arabic, arabic) == arabic:
                faults.append(f"{kind.__module__}.{kind.__name__}.{member.name}: no French for {arabic!r}")
    assert faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_rooms_give_a_sentence_the_same_translation(language):
    """The catalogues are merged, the first room winning: another word for it is never shown."""
    faults = [
        f"{sentence!r} (context {context!r}): {rooms}"
        for (context, sentence), rooms in _said_by_rooms(language).items()
        if len(set(rooms.values())) > 1
    ]
    assert faults == [], "choose one translation, or give the rarer meaning a context"


# ---- the documents


def test_the_documents_build_every_link_leads_somewhere_and_no_anchor_is_shown(tmp_path):
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", tmp_path],
        cwd=HERE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    assert [page.parent.name for page in tmp_path.rglob("*.html") if "{#" in page.read_text("utf-8")] == []


def test_every_decision_record_is_in_the_index():
    assert documents.records_not_in_index(TREE) == []


def test_every_decision_record_has_the_same_form_and_its_own_number():
    assert documents.records_without_form(TREE) == []
    assert documents.record_numbers_twice(TREE) == []


def test_every_anchor_of_the_rules_is_kept_by_code_and_by_a_test():
    assert documents.anchors_nobody_keeps(TREE) == []


def test_every_anchor_of_the_rules_stands_once():
    assert documents.anchors_twice(TREE) == []


def test_code_cites_only_anchors_that_exist():
    assert documents.citations_of_nothing(TREE) == []


def test_every_dependency_has_its_reason():
    assert documents.dependencies_without_reason(TREE) == []


def test_the_newest_heading_of_the_changelog_is_the_version():
    assert documents.newest_heading(TREE) == TREE.config["project"]["version"]


def test_the_licence_is_the_one_declared():
    text = (TREE.root / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert TREE.config["project"]["license"] == "EUPL-1.2"


@pytest.mark.parametrize("page", ["ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md"])
def test_pages_at_the_root_name_only_what_is_there(page):
    assert documents.names_of_nothing(TREE, page) == []


@pytest.mark.parametrize("page", documents.guides(TREE), ids=lambda page: page.name)
def test_guides_name_what_stands_on_the_pages(page):
    """Words in bold are those of the interface, in the language of the guide."""
    in_french = page.stem.endswith(".fr")
    said = {french if in_french else arabic for arabic, french in _sentences("fr")}
    assert documents.words_the_pages_do_not_say(page, said) == []


def test_every_guide_is_written_in_both_languages():
    names = {page.stem for page in documents.guides(TREE)}
    assert {
        name.rpartition(".")[0] for name in names if f"{name.rpartition('.')[0]}.fr" not in names
    } == set()
    assert {f"{name.rpartition('.')[0]}.ar" for name in names} <= names


def test_the_map_stays_short():
    assert (TREE.root / "ARCHITECTURE.md").read_text(encoding="utf-8").count("\n") <= 200
