"""Each rule of the house, broken once on a copy: the check must say so.

A rule that nobody saw refuse anything guards nothing.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.structure import audit, code, documents, templates
from tests.structure.tree import HERE, Tree, syntax_of

NOT_COPIED = shutil.ignore_patterns(
    "__pycache__", "fonts", "vendor", "*.mo", "*.woff2", "*.ttf", "*.png", "*.jpg", "data", "place_data"
)


class Copy:
    """A copy of the project in which one thing is changed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for folder in ("src", "docs", "tests"):
            shutil.copytree(HERE / folder, root / folder, ignore=NOT_COPIED)
        for name in ("pyproject.toml", "CHANGELOG.md"):
            shutil.copy(HERE / name, root / name)

    def add(self, name: str, text: str) -> Path:
        """Append ``text`` to a file of the house, making it and its packages where they are missing."""
        path = self.root / "src" / "tadafor" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".py":
            package = path.parent
            while package.name != "tadafor":
                first = package / "__init__.py"
                if not first.exists() and first != path:
                    first.write_text('"""A package."""\n', encoding="utf-8")
                package = package.parent
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(before + text, encoding="utf-8")
        return path

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a tool of the environment in the copy."""
        tool, *rest = command
        beside = Path(sys.executable).parent / tool
        return subprocess.run(
            [str(beside) if beside.exists() else tool, *rest],
            cwd=self.root,
            env=os.environ | {"PYTHONPATH": "src", "NO_COLOR": "1", "COLUMNS": "300"} | environment,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def copy(tmp_path):
    return Copy(tmp_path)


@pytest.fixture(scope="module", autouse=True)
def _forgotten():
    """Three hundred megabytes of syntax are not carried through the tests that come after."""
    yield
    syntax_of.cache_clear()


FLOORS = "Imports go down the floors of the house"
FILES = "Inside a room, imports go down its files"
PURE = "Rules load without Django, without a clock and without input or output"
CLOSED = "Tables are opened by queries, actions and forms only"
CYCLES = "No cycle between rooms, nor between the files of one"


def broken_contracts(copy: Copy) -> str:
    return copy.run("lint-imports", "--no-cache", "--no-logo").stdout


def test_the_house_keeps_its_contracts(copy):
    told = broken_contracts(copy)

    assert "BROKEN" not in told, told
    assert told.count("KEPT") == len(Tree().contracts), told


BROKEN = {
    "an upward import": (FLOORS, {"kernel/text.py": "import tadafor.house.environment\n"}),
    "a neighbour's import": (
        FLOORS,
        {"home/queries.py": "from tadafor.desk import queries as theirs\n", "desk/queries.py": "\n"},
    ),
    "an undeclared room": (FLOORS, {"lotteries/rules.py": '"""A room nobody declared."""\n'}),
    "a stray file": (FILES, {"audit/archive.py": '"""A file of no known kind."""\n'}),
    "models ask queries": (FILES, {"audit/models.py": "\nfrom tadafor.audit import queries\n"}),
    "queries call actions": (FILES, {"audit/queries/log.py": "\nfrom tadafor.audit import actions\n"}),
    "rules import Django": (PURE, {"audit/rules.py": "\nfrom django.utils import timezone\n"}),
    "rules read the clock": (PURE, {"audit/rules.py": "\nfrom tadafor.kernel import clock\n"}),
    "rules read files": (PURE, {"audit/rules.py": "\nimport pathlib\n"}),
    "a view opens a table": (CLOSED, {"audit/views.py": "\nfrom tadafor.audit.models import Entry\n"}),
    "a task opens a table": (CLOSED, {"audit/tasks.py": "\nfrom tadafor.audit.models import Entry\n"}),
    "a cycle of files": (
        CYCLES,
        {
            "kernel/identifiers.py": "\nfrom tadafor.kernel import refusals\n",
            "kernel/words.py": "\nfrom tadafor.kernel import identifiers\n",
        },
    ),
    "a cycle of rooms": (
        CYCLES,
        {
            "ui/languages.py": "\nfrom tadafor.audit import rules\n",
            "audit/queries/log.py": "\nfrom tadafor.ui import languages\n",
        },
    ),
}


@pytest.mark.parametrize(("contract", "files"), BROKEN.values(), ids=BROKEN)
def test_a_broken_contract_is_told(copy, contract, files):
    for name, text in files.items():
        copy.add(name, text)

    assert f"{contract} BROKEN" in broken_contracts(copy)


BRANCHES = "".join(f"    if n == {n}:\n        n += 1\n" for n in range(9))
REFUSED = {
    "datetime.now": ("TID251", "import datetime\n\nNOW = datetime.datetime.now(datetime.UTC)\n"),
    "timezone.now": ("TID251", "from django.utils import timezone\n\nNOW = timezone.now()\n"),
    "date.today": ("TID251", "import datetime\n\nTODAY = datetime.date.today()\n"),
    "untyped": ("ANN201", "def untyped():\n    return 1\n"),
    "tangled": ("C901", f"def tangled(n: int) -> int:\n{BRANCHES}    return n\n"),
}


@pytest.mark.parametrize(("rule", "line"), REFUSED.values(), ids=REFUSED)
def test_the_linter_refuses(copy, rule, line):
    path = copy.add("audit/tasks.py", "\n\n" + line)

    assert rule in copy.run("ruff", "check", "--no-cache", str(path)).stdout


def test_the_type_checker_refuses_a_wrong_type_and_an_unknown_column(copy):
    copy.add("kernel/choices.py", '\n\nwrong: int = "text"\n')
    copy.add("audit/actions.py", "\n\ndef lost() -> None:\n    Entry.objects.filter(colour=1)\n")

    told = copy.run("mypy", "src/tadafor/kernel/choices.py", "src/tadafor/audit/actions.py").stdout

    assert "Incompatible types in assignment" in told
    assert "Cannot resolve keyword 'colour'" in told


def test_the_template_linter_refuses_a_tag_left_open(copy):
    path = copy.add("audit/templates/audit/open.html", "<div><p>{{ entry }}</div>\n")

    assert copy.run("djlint", str(path), "--lint").returncode == 1


ARABIC = "\u0645\u0631\u062d\u0628\u0627"
FOR_TYPES = """
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from tadafor.territories.models import Place
"""
OTHERS = "\nfrom tadafor.audit.models import Entry\nX = Entry.objects.all()\n"
TEMPLATE = "audit/templates/audit/broken.html"


@pytest.mark.parametrize(
    ("name", "text", "check"),
    [
        (TEMPLATE, f"<p>{ARABIC}</p>", lambda tree: templates.untranslated_text(tree, {})),
        (TEMPLATE, "{% if a %}Bonjour{% endif %}", lambda tree: templates.untranslated_text(tree, {})),
        (TEMPLATE, '<img src="{{ a }}" alt="logo">', lambda tree: templates.untranslated_text(tree, {})),
        (TEMPLATE, f'{{% button "{ARABIC}" %}}', lambda tree: templates.untranslated_text(tree, {})),
        (TEMPLATE, "<p>{{ a }}</p>", lambda tree: templates.unused(tree, {})),
        (TEMPLATE, '<p style="color: red">', lambda tree: templates.inline_code(tree, {})),
        (TEMPLATE, "<script>alert(1)</script>", lambda tree: templates.inline_code(tree, {})),
        (TEMPLATE, '<a href="#" onclick="go()">', lambda tree: templates.inline_code(tree, {})),
        (TEMPLATE, '<form method="post">', templates.forms_without_address),
        (TEMPLATE, '<form action="{{ here }}">', templates.forms_without_address),
        (TEMPLATE, "{% csrf_token %}", templates.tokens_and_users),
        ("ui/static/ui/broken.css", "p { margin-left: 1rem }", templates.physical_directions),
        ("ui/static/ui/broken.css", "p { text-align: right }", templates.physical_directions),
        ("audit/views.py", f'\nTITLE = "{ARABIC}"\n', code.untranslated_text),
        ("audit/queries/log.py", "\n" * 401, code.long_files),
        ("audit/tasks.py", "\ndef long() -> None:\n" + "    print()\n" * 60, code.long_functions),
        ("audit/utils.py", "", code.empty_names),
        ("audit/tasks.py", FOR_TYPES, code.imports_going_up),
        ("territories/queries.py", OTHERS, lambda tree: code.tables_of_others_opened(tree, {})),
        ("lotteries/__init__.py", "", code.packages_without_words),
        ("audit/tasks.py", "\nfrom datetime import datetime\nX = datetime.now()\n", code.machine_clocks),
        (
            "audit/actions.py",
            "\nfrom tadafor.kernel import clock\nX = clock.now()\n",
            lambda tree: code.clocks_in_decisions(tree, {}),
        ),
        (
            "audit/actions.py",
            "\nfrom tadafor.kernel.clock import today\nX = today()\n",
            lambda tree: code.clocks_in_decisions(tree, {}),
        ),
        ("audit/views.py", "\nEntry.objects.create()\n", code.writes_outside_actions),
        ("audit/queries/log.py", "\nentry.save()\n", code.writes_outside_actions),
        (
            "audit/actions.py",
            "\ndef forget(*, entry: Entry) -> None:\n    entry.delete()\n",
            lambda tree: audit.verbs_without_a_row(tree, {}),
        ),
        ("lotteries/rules.py", "", documents.rooms_without_page),
        ("audit/rules.py", "\n# docs/rules/audit.md#audit-999\n", documents.citations_of_nothing),
        ("../../docs/rules/audit.md", "\nA new promise. {#audit-998}\n", documents.anchors_nobody_keeps),
        ("../../docs/rules/audit.md", "\nTwice.{#petitions-15}\n", documents.anchors_twice),
        ("../../docs/decisions/0099-lost.md", "# 0099. Lost\n", documents.records_not_in_index),
        ("../../docs/decisions/0098-loose.md", "# 0098. Loose\n", documents.records_without_form),
        ("../../docs/decisions/0001-twice.md", "# 0001. Twice\n", documents.record_numbers_twice),
    ],
)
def test_a_broken_rule_is_told(copy, name, text, check):
    told_before = set(check(Tree(copy.root)))
    path = copy.add(name, text).resolve()

    told = set(check(Tree(copy.root))) - told_before

    assert told
    if check is not documents.record_numbers_twice:
        assert any(path.stem in fault or "petitions" in fault for fault in told), told


LOOSE = "\n\nclass Loose(models.Model):\n    "
UPWARD = LOOSE + "territory = models.ForeignKey('territories.Territory', models.PROTECT)\n"
PLAIN = LOOSE + "words = models.TextField()\n"
FAULTY = {
    "a relation upwards": (UPWARD, "audit.Loose.territory points at territories.Territory"),
    "a table without scope": (PLAIN, "audit.Loose: answers without a scope"),
    "a table without migration": (PLAIN, "migrations missing"),
}


@pytest.mark.parametrize(("line", "fault"), FAULTY.values(), ids=FAULTY)
def test_a_faulty_table_is_told(copy, line, fault):
    copy.add("audit/models.py", line)

    told = copy.run(
        sys.executable, "-m", "tests.structure.tables", DJANGO_SETTINGS_MODULE="tadafor.house.settings_test"
    )

    assert fault in told.stdout, told.stdout + told.stderr


LOST = """
urlpatterns += [
    path("<str:territory>/lost/<int:nobody>/", healthz, name="lost"),
    path("nameless", healthz),
]
"""


def test_an_address_that_nobody_would_ask_is_told(copy):
    copy.add("house/urls.py", LOST)

    told = copy.run(
        sys.executable,
        "-m",
        "tests.structure.addresses",
        DJANGO_SETTINGS_MODULE="tadafor.house.settings_test",
    ).stdout

    assert "say what nobody may be: fill it in tests/world.py" in told
    assert "/nameless: give it a name" in told
