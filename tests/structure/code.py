"""Faults that can be read in the Python files themselves."""

import ast
import re

from tests.structure.tree import ARABIC_OR_TIFINAGH, Module, Tree, functions, imported_names, target

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
LONGEST_MEDIAN = 10
LONGEST_AFFIX = 2  # an article or a single letter is no text for a reader
EMPTY_NAMES = {"utils", "util", "common", "helpers", "helper", "misc", "lib", "manager", "handlers", "base"}

# Arabic letters that are not text for a reader, each with its reason.
ARABIC_IS_DATA = {
    "tadafor.kernel.text": "the letters that are folded",
    "tadafor.kernel.synonyms": "the words that search takes for one another",
    "tadafor.house.settings": "names of rooms, translated where they are shown; a test finds their French",
    "tadafor.consultations.rules.layout": "the words that begin a section or an article of a pasted text",
    "tadafor.moderation.rules.private": "the words by which a home address is told",
    "tadafor.surveys.rules.themes": "the words that stand in any answer and name no theme",
    "tadafor.councils.rules.redaction": "the words by which a home address is told",
    "tadafor.finances.rules": "the words by which a line of totals is told",
    "tadafor.people.rules.lists": "the headings and words of a spreadsheet, in both languages",
    "tadafor.territories.rules": "the letters that a slug may hold",
    "tadafor.territories.actions.reference": "what the holidays package adds to a name, taken off",
}
# A language is named in its own letters, whoever reads.
LANGUAGE_NAMES = {"العربية", "ⵜⴰⵎⴰⵣⵉⵖⵜ"}
# Packages whose Arabic is content, not interface.
ARABIC_IS_CONTENT = {"demo": "the demonstration's own texts", "bench": "made-up texts to measure with"}
TRANSLATING = {
    "_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy",
    "pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy",
}  # fmt: skip
DECIDING = {"rules", "words", "models", "queries", "notices", "actions", "datasets", "forms"}
CLOCK_READERS = {"tadafor.kernel.clock.now", "tadafor.kernel.clock.today"}
MACHINE_CLOCKS = re.compile(
    r"^(datetime\.datetime\.(now|utcnow|today)|datetime\.date\.today|django\.utils\.timezone\.(now|localdate)"
    r"|time\.(time|localtime|gmtime))$"
)
WRITING = {
    "save", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete",
    "abulk_create", "asave", "adelete", "acreate",
}  # fmt: skip
NOT_WRITING_FILES = {
    "rules",
    "words",
    "queries",
    "notices",
    "datasets",
    "views",
    "desk",
    "tasks",
    "urls",
    "context",
}


def long_files(tree: Tree) -> list[str]:
    paths = [module.path for module in tree.modules if not module.is_migration]
    paths += [*tree.templates.values(), *tree.styles(), *sorted((tree.root / "tests").rglob("*.py"))]
    paths += [path for path in tree.code.rglob("*.js") if "vendor" not in path.parts]
    counted = ((path, path.read_text(encoding="utf-8").count("\n")) for path in paths)
    return [f"{tree.at(path)}: {lines} lines" for path, lines in counted if lines > LONGEST_FILE]


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def long_functions(tree: Tree) -> list[str]:
    return [
        f"{tree.at(module.path, node.lineno)}: {node.name} has {_length(node)} lines"
        for module in tree.modules
        if not module.is_migration
        for node in functions(module)
        if _length(node) > LONGEST_FUNCTION
    ]


def median_function(tree: Tree, package: str) -> int:
    """The median length of the functions a package ships."""
    lengths = sorted(
        _length(node) for module in tree.shipped() if module.room == package for node in functions(module)
    )
    return lengths[len(lengths) // 2] if lengths else 0


def empty_names(tree: Tree) -> list[str]:
    return [
        f"{tree.at(module.path)}: a name that says nothing"
        for module in tree.modules
        if module.name.rsplit(".", maxsplit=1)[-1] in EMPTY_NAMES
        and module.name != "tadafor.house.postgresql.base"  # Django asks a backend for this name
    ]


def packages_without_words(tree: Tree) -> list[str]:
    """Packages whose ``__init__`` does not say what they are, in one docstring and nothing else."""
    faults = []
    for package in tree.packages:
        module = next(m for m in tree.modules if m.name == f"tadafor.{package}")
        if not ast.get_docstring(module.syntax):
            faults.append(f"{tree.at(module.path)}: no docstring")
        if package in tree.rooms and len(module.syntax.body) > 1:
            faults.append(f"{tree.at(module.path)}: holds more than its docstring")
    return faults


def machine_clocks(tree: Tree) -> list[str]:
    """Time read from the machine elsewhere than in the clock."""
    return [
        f"{tree.at(module.path, node.lineno)}: {called} instead of kernel.clock"
        for module in tree.shipped()
        if module.name != "tadafor.kernel.clock"
        for node, called in _calls(module)
        if MACHINE_CLOCKS.match(called)
    ]


def clocks_in_decisions(tree: Tree, excused: dict[str, str]) -> list[str]:
    """The house clock read where ``now`` or ``today`` should be brought as a value."""
    return [
        f"{tree.at(module.path, node.lineno)}: {module.file} reads the clock"
        for module in tree.shipped()
        if module.room in tree.rooms and module.file in DECIDING and module.name not in excused
        for node, called in _calls(module)
        if called in CLOCK_READERS
    ]


def writes_outside_actions(tree: Tree) -> list[str]:
    """Rows written elsewhere than in ``actions``."""
    return [
        f"{tree.at(module.path, node.lineno)}: {module.file} writes ({node.func.attr})"
        for module in tree.shipped()
        if module.room in tree.rooms and module.file in NOT_WRITING_FILES
        for node, called in _calls(module)
        if isinstance(node.func, ast.Attribute)
        and (node.func.attr in WRITING or called.endswith("objects.create"))
        and not (node.func.attr == "save" and node.args)  # a workbook or a picture, saved somewhere
    ]


def _calls(module: Module) -> list[tuple[ast.Call, str]]:
    names = imported_names(module)
    return [(node, target(node, names)) for node in ast.walk(module.syntax) if isinstance(node, ast.Call)]


def untranslated_text(tree: Tree) -> list[str]:
    """Arabic or Tifinagh text in shipped Python that no gettext function receives."""
    faults = []
    for module in tree.shipped():
        if module.name in ARABIC_IS_DATA or module.room in ARABIC_IS_CONTENT or ".formats." in module.name:
            continue
        known = _docstrings(module) | _translated(module)
        faults += [
            f"{tree.at(module.path, node.lineno)}: text outside translation: {node.value[:40]!r}"
            for node in ast.walk(module.syntax)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in known
            and len(node.value) > LONGEST_AFFIX
            and node.value not in LANGUAGE_NAMES
            and ARABIC_OR_TIFINAGH.search(node.value)
        ]
    return faults


def arabic_in(module: Module) -> list[str]:
    """Every piece of Arabic or Tifinagh text of a module."""
    return [
        node.value
        for node in ast.walk(module.syntax)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and ARABIC_OR_TIFINAGH.search(node.value)
    ]


def _docstrings(module: Module) -> set[int]:
    return {
        id(node.value)
        for node in ast.walk(module.syntax)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def _translated(module: Module) -> set[int]:
    return {
        id(inner)
        for node in ast.walk(module.syntax)
        if isinstance(node, ast.Call) and _last_name(node.func) in TRANSLATING
        for argument in node.args
        for inner in ast.walk(argument)
    }


def _last_name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")


def callers_of_everywhere(tree: Tree) -> dict[str, list[str]]:
    """Which shipped modules read across territories, and where."""
    found: dict[str, list[str]] = {}
    for module in tree.shipped():
        for node, called in _calls(module):
            if called in {"tadafor.kernel.scopes.everywhere", "django_scopes.scopes_disabled"}:
                found.setdefault(module.name, []).append(tree.at(module.path, node.lineno))
    return found


def imports_going_up(tree: Tree) -> list[str]:
    """Imports of a room above or of a neighbour, those for types only included."""
    floors = tree.floors
    return [
        f"{tree.at(module.path)}: imports {stands_for}"
        for module in tree.modules
        for stands_for in imported_names(module).values()
        if stands_for.startswith("tadafor.")
        and (other := stands_for.split(".")[1]) in floors
        and module.room in floors
        and other != module.room
        and floors[other] <= floors[module.room]
    ]


def tables_of_others_opened(tree: Tree, excused: dict[str, str]) -> list[str]:
    """Managers and rows of another room's tables used in a room; naming their type is no harm."""
    faults = []
    for module in tree.shipped():
        if module.room not in tree.rooms or module.name in excused:
            continue
        names = imported_names(module)
        theirs = {
            name
            for name, stands_for in names.items()
            if re.match(r"tadafor\.\w+\.models\.[A-Z]", stands_for)
            and stands_for.split(".")[1] != module.room
        }
        for node in ast.walk(module.syntax):
            opened = _opened(node, theirs)
            if opened:
                faults.append(f"{tree.at(module.path, node.lineno)}: opens {opened} ({names[opened]})")
    return faults


def _opened(node: ast.AST, theirs: set[str]) -> str:
    if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager", "_base_manager"}:
        return node.value.id if isinstance(node.value, ast.Name) and node.value.id in theirs else ""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in theirs:
        return node.func.id
    return ""
