"""Faults of the written pages: records, rules, anchors."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.structure.tree import Tree

RECORD = re.compile(r"^\d{4}-[a-z0-9-]+\.md$")
ANCHOR = re.compile(r"\{#([a-z]+-[\w-]+)\}|<a id=\"([a-z]+-[\w-]+)\"")
CITED = re.compile(r"(?:§ ?|docs/rules/[\w-]+\.md#)([a-z]+-[a-z0-9-]+)")
HEADINGS = ("## Context", "## Decision", "## Consequences")


def rooms_without_page(tree: Tree) -> list[str]:
    return [
        f"docs/rules/{room}.md is not written"
        for room in tree.rooms
        if not (tree.root / "docs" / "rules" / f"{room}.md").exists()
    ]


def records(tree: Tree) -> list[Path]:
    return [path for path in sorted((tree.root / "docs/decisions").glob("*.md")) if RECORD.match(path.name)]


def records_not_in_index(tree: Tree) -> list[str]:
    index = (tree.root / "docs/decisions/index.md").read_text(encoding="utf-8")
    return [tree.at(path) for path in records(tree) if f"({path.name})" not in index]


def records_without_form(tree: Tree) -> list[str]:
    """Records that lack a status, a context, a decision or consequences, or fill more than a page."""
    faults = []
    for path in records(tree):
        text = path.read_text(encoding="utf-8")
        missing = [heading for heading in HEADINGS if heading not in text]
        if missing or "Status:" not in text:
            faults.append(f"{tree.at(path)}: lacks {', '.join(missing) or 'its status'}")
        if text.count("\n") > 80:
            faults.append(f"{tree.at(path)}: longer than a page")
    return faults


def record_numbers_twice(tree: Tree) -> list[str]:
    numbers = [path.name[:4] for path in records(tree)]
    return sorted({number for number in numbers if numbers.count(number) > 1})


def _anchors(tree: Tree) -> Iterator[tuple[str, str]]:
    for path in sorted((tree.root / "docs" / "rules").glob("*.md")):
        for line, text in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
            for match in ANCHOR.finditer(text):
                yield match.group(1) or match.group(2), tree.at(path, line)


def anchors(tree: Tree) -> dict[str, str]:
    """Every anchor of the pages of rules, and where it stands."""
    return dict(_anchors(tree))


def anchors_twice(tree: Tree) -> list[str]:
    """Anchors that two sentences have: whoever cites one may mean the other."""
    seen: dict[str, str] = {}
    return [
        f"{where}: § {anchor} stands at {seen[anchor]} already"
        for anchor, where in _anchors(tree)
        if seen.setdefault(anchor, where) != where
    ]


def citations(tree: Tree, *, in_tests: bool) -> dict[str, str]:
    """Every anchor cited by the code or by its tests, and where."""
    found = {}
    for module in tree.modules:
        if module.is_test == in_tests and not module.is_migration:
            for match in CITED.finditer(module.source):
                line = module.source.count("\n", 0, match.start()) + 1
                found.setdefault(match.group(1), tree.at(module.path, line))
    return found


def anchors_nobody_keeps(tree: Tree) -> list[str]:
    """Sentences of the rules that no rule, or no test, cites."""
    code, tests = citations(tree, in_tests=False), citations(tree, in_tests=True)
    return [
        f"{where}: § {anchor} is cited by no {'code' if anchor not in code else 'test'}"
        for anchor, where in anchors(tree).items()
        if anchor not in code or anchor not in tests
    ]


def citations_of_nothing(tree: Tree) -> list[str]:
    known = anchors(tree)
    cited = citations(tree, in_tests=False) | citations(tree, in_tests=True)
    return [
        f"{where}: § {anchor} stands in no page of docs/rules"
        for anchor, where in cited.items()
        if anchor not in known
    ]


def dependencies_without_reason(tree: Tree) -> list[str]:
    """Packages asked for and not explained in record 0009, or explained and not asked for."""
    project = tree.config
    asked = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = {re.split(r"[\[;<>=~ ]", wanted)[0] for wanted in asked}
    text = (tree.root / "docs/decisions/0009-dependencies.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"^\| ([a-z0-9-]+) \| \S", text, re.MULTILINE)) - {"package"}
    return sorted(
        f"{name}: {'no reason' if name in names else 'not asked for'}" for name in names ^ explained
    )


def newest_heading(tree: Tree) -> str:
    """The version that the changelog tells first."""
    text = (tree.root / "CHANGELOG.md").read_text(encoding="utf-8")
    found = re.search(r"^## (\S+)", text, re.MULTILINE)
    return found.group(1) if found else ""


def names_of_nothing(tree: Tree, page: str) -> list[str]:
    """Tests and files that a page at the root names and that are not there."""
    text = (tree.root / page).read_text(encoding="utf-8")
    tests = {
        name
        for path in (*tree.root.glob("tests/**/*.py"), *tree.code.glob("*/tests/**/*.py"))
        for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    named = set(re.findall(r"`(test_[a-z0-9_]+)`", text))
    files = set(re.findall(r"`((?:tests|docs|src|house|ui)/[\w./-]+\.\w+)`", text))
    there = {name for name in files if any((base / name).exists() for base in (tree.root, tree.code))}
    there |= {name for name in files if name in tree.templates}
    return [f"{page}: {name} is not there" for name in sorted((named - tests) | (files - there))]


def guides(tree: Tree) -> list[Path]:
    return sorted((tree.root / "docs" / "guides").glob("*.md"))


def words_the_pages_do_not_say(page: Path, said: set[str]) -> list[str]:
    """Words that a guide sets in bold, as found on a page, and that no page says."""
    plain = {" ".join(word.split()) for word in said}
    bold = re.findall(r"\*\*([^*]+)\*\*", page.read_text(encoding="utf-8"))
    return [f"{page.name}: {word}" for word in bold if " ".join(word.split()) not in plain]
