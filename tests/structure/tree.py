"""A source tree, read once: its rooms, floors, modules and templates."""

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]


@cache
def syntax_of(source: str) -> ast.Module:
    """Parse a text once, however many copies of the tree hold it."""
    return ast.parse(source)


@dataclass(frozen=True)
class Module:
    """One Python file, parsed."""

    path: Path
    name: str
    source: str
    syntax: ast.Module

    @property
    def room(self) -> str:
        return self.name.split(".")[1] if "." in self.name else ""

    @property
    def file(self) -> str:
        """The file of the anatomy this module belongs to: ``actions`` for ``actions/examination.py``."""
        parts = self.name.split(".")
        return parts[2] if len(parts) > 2 else "__init__"

    @property
    def is_test(self) -> bool:
        return self.file == "tests" or "conftest" in self.name

    @property
    def is_migration(self) -> bool:
        return self.file == "migrations"


class Tree:
    """The project as it lies under ``root``."""

    def __init__(self, root: Path = HERE) -> None:
        self.root = root
        self.code = root / "src" / "tadafor"

    def at(self, path: Path, line: int | None = None) -> str:
        """Where a fault is, as an editor opens it."""
        place = path.relative_to(self.root).as_posix()
        return place if line is None else f"{place}:{line}"

    @cached_property
    def config(self) -> dict:
        return tomllib.loads((self.root / "pyproject.toml").read_text(encoding="utf-8"))

    @cached_property
    def contracts(self) -> list[dict]:
        return self.config["tool"]["importlinter"]["contracts"]

    @cached_property
    def floors(self) -> dict[str, int]:
        """Each room's floor, the ground being the highest number."""
        contract = next(c for c in self.contracts if c.get("containers") == ["tadafor"])
        return {
            room.strip(" ()"): number
            for number, layer in enumerate(contract["layers"])
            for room in layer.split("|")
        }

    @cached_property
    def containers(self) -> set[str]:
        """The rooms whose files are held to the anatomy."""
        contract = next(c for c in self.contracts if c["type"] == "layers" and c["containers"] != ["tadafor"])
        return {name.removeprefix("tadafor.") for name in contract["containers"]}

    @cached_property
    def packages(self) -> list[str]:
        return sorted(path.parent.name for path in self.code.glob("*/__init__.py"))

    @cached_property
    def rooms(self) -> list[str]:
        """The domain rooms: packages that are neither ground for all nor above all."""
        return [name for name in self.packages if name not in {"house", "demo", "bench", "ui", "kernel"}]

    @cached_property
    def modules(self) -> list[Module]:
        return [self._parsed(path) for path in sorted(self.code.rglob("*.py"))]

    def _parsed(self, path: Path) -> Module:
        parts = path.relative_to(self.root / "src").with_suffix("").parts
        parts = parts[:-1] if parts[-1] == "__init__" else parts
        source = path.read_text(encoding="utf-8")
        return Module(path, ".".join(parts), source, syntax_of(source))

    def shipped(self) -> Iterator[Module]:
        """Modules that run in an installation: no tests, no migrations."""
        return (module for module in self.modules if not module.is_test and not module.is_migration)

    @cached_property
    def templates(self) -> dict[str, Path]:
        """Every template under the name by which it is asked for."""
        found = {}
        for folder in sorted(self.code.glob("*/templates")):
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    found[path.relative_to(folder).as_posix()] = path
        return found

    def styles(self) -> list[Path]:
        return [path for path in sorted(self.code.rglob("*.css")) if "vendor" not in path.parts]


def functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a module, methods and inner ones too."""
    for node in ast.walk(module.syntax):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imported_names(module: Module) -> dict[str, str]:
    """What each name of a module stands for: ``{"audit": "tadafor.audit.actions"}``."""
    names = {}
    for node in ast.walk(module.syntax):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
        elif isinstance(node, ast.Import):
            for alias in node.names:
                names[alias.asname or alias.name] = alias.name
    return names


def dotted(node: ast.AST) -> str:
    """``a.b.c`` of an attribute chain, or an empty text."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (before := dotted(node.value)):
        return f"{before}.{node.attr}"
    return ""


def target(node: ast.Call, names: dict[str, str]) -> str:
    """The full name of what a call calls, as far as the imports of its module tell."""
    chain = dotted(node.func)
    head, _, tail = chain.partition(".")
    if head in names:
        return f"{names[head]}.{tail}".rstrip(".")
    return chain


ARABIC_OR_TIFINAGH = re.compile("[\u0620-\u064a\u0671-\u06d3\u2d30-\u2d67]")
