"""Faults that can be read in the templates and the styles."""

import ast
import re
from pathlib import Path

from django.template.base import Lexer, TokenType

from tests.structure.tree import ARABIC_OR_TIFINAGH, Tree

HOLE = "\ue000"  # stands where a tag or a variable was; no letter
LETTER = re.compile(r"[^\W\d_]")
TAG = re.compile(r"</?[a-zA-Z!\ue000][^<>]*>")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
CODE = re.compile(r"(<(script|style)\b[^<>]*>)(.*?)(</\2>)", re.DOTALL)
ENTITY = re.compile(r"&(#?\w+);")
READ_ALOUD = re.compile(
    r"\b(alt|title|aria-label|aria-description|aria-roledescription|placeholder|label)=(\"[^\"]*\"|'[^']*')"
)
QUOTED = re.compile(r"(_\(\s*)?(\"[^\"]*\"|'[^']*')")
# Blocks of the base page that stand inside a tag.
INSIDE_A_TAG = {"body_data", "body_class", "html_class", "main_class"}
TRANSLATING_TAGS = {"translate", "trans", "blocktranslate", "blocktrans"}
# The same in every language.
NAMES = {"Tadafor", "تضافر", "PDF", "CSV", "JSON", "XLSX", "GeoJSON", "SMS", "QR", "EUPL-1.2", "EUPL"}
INLINE = [
    (re.compile(r"<style\b", re.IGNORECASE), "inline style element"),
    (re.compile(r"<script\b(?![^<>]*\bsrc=)(?![^<>]*application/json)", re.IGNORECASE), "inline script"),
    (re.compile(r"\sstyle\s*=", re.IGNORECASE), "inline style"),
    (re.compile(r"\son[a-z]+\s*=", re.IGNORECASE), "inline event"),
    (re.compile(r"javascript:", re.IGNORECASE), "javascript: address"),
]
PHYSICAL = re.compile(
    r"(?<![\w-])((?:margin|padding|border)-(?:left|right|top-left-radius|top-right-radius)[\w-]*"
    r"|border-(?:top|bottom)-(?:left|right)-radius|left|right)\s*:"
    r"|(?<![\w-])(?:text-align|float|clear|caption-side)\s*:\s*(?:left|right)\b"
)
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
FORM = re.compile(r"<form\b[^<>]*>", re.IGNORECASE)


def _end_of_unread(contents: str) -> str:
    """The tag that ends what is not read: translated, commented, or attributes of the page."""
    name, _, rest = contents.partition(" ")
    if name == "block" and rest.strip() in INSIDE_A_TAG:
        return "endblock"
    return f"end{name}" if name in {"blocktranslate", "blocktrans", "comment"} else ""


def flat(source: str) -> str:
    """``source`` with every tag and translated text replaced by a hole; lines stay where they were."""
    pieces, until = [], ""
    for token in Lexer(source).tokenize():
        name = token.contents.split(" ", 1)[0] if token.token_type == TokenType.BLOCK else ""
        lines = "\n" * token.contents.count("\n")
        if until:
            pieces.append(lines)
            until = "" if name == until else until
        elif token.token_type == TokenType.TEXT:
            pieces.append(token.contents)
        else:
            pieces.append(HOLE + lines)
            until = _end_of_unread(token.contents)
    return "".join(pieces)


def _blank(match: re.Match[str]) -> str:
    return "\n" * match.group(0).count("\n")


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def untranslated_text(tree: Tree, excused: dict[str, str]) -> list[str]:
    """Words in a template that stand outside translation."""
    faults = []
    for name, path in tree.templates.items():
        if name not in excused:
            source = path.read_text(encoding="utf-8")
            faults += [f"{tree.at(path, line)}: {what}" for line, what in words_outside(source)]
    return faults


def words_outside(source: str) -> list[tuple[int, str]]:
    """Each word of a template that no translation covers, with its line."""
    text = COMMENT.sub(_blank, flat(source))
    text = CODE.sub(lambda match: match.group(1) + _blank(match) + match.group(4), text)
    found = [
        (_line(text, tag.start()), f"{attribute.group(1)} outside translation: {attribute.group(2)}")
        for tag in TAG.finditer(text)
        for attribute in READ_ALOUD.finditer(tag.group(0))
        if _says_something(attribute.group(2))
    ]
    bare = ENTITY.sub(" ", TAG.sub(_blank, text))
    found += [
        (number, f"text outside translation: {line.strip()[:60]}")
        for number, line in enumerate(bare.split("\n"), start=1)
        if _says_something(line)
    ]
    return sorted(found + _arguments(source))


def _says_something(text: str) -> bool:
    words = re.split(r"[\s\ue000\"'()\[\]·،,.:;/|]+", text)
    return any(LETTER.search(word) and word not in NAMES for word in words)


def _arguments(source: str) -> list[tuple[int, str]]:
    return [
        (token.lineno or 0, f"argument outside translation: {quoted.group(2)}")
        for token in Lexer(source).tokenize()
        if token.token_type in {TokenType.BLOCK, TokenType.VAR}
        and token.contents.split(" ", 1)[0] not in TRANSLATING_TAGS
        for quoted in QUOTED.finditer(token.contents)
        if not quoted.group(1) and ARABIC_OR_TIFINAGH.search(quoted.group(2))
    ]


def inline_code(tree: Tree, excused: dict[str, str]) -> list[str]:
    faults = []
    for name, path in tree.templates.items():
        if name in excused:
            continue
        text = COMMENT.sub(_blank, flat(path.read_text(encoding="utf-8")))
        for pattern, what in INLINE:
            faults += [
                f"{tree.at(path, _line(text, match.start()))}: {what}" for match in pattern.finditer(text)
            ]
    return faults


def forms_without_address(tree: Tree) -> list[str]:
    """Forms that do not say how and where they are sent."""
    faults = []
    for path in tree.templates.values():
        text = flat(path.read_text(encoding="utf-8"))
        for form in FORM.finditer(text):
            missing = [name for name in ("method", "action") if f"{name}=" not in form.group(0).lower()]
            if missing:
                faults.append(
                    f"{tree.at(path, _line(text, form.start()))}: form without {' and '.join(missing)}"
                )
    return faults


def tokens_and_users(tree: Tree) -> list[str]:
    """What would make a public page differ from one visitor to the next."""
    pattern = re.compile(r"{%\s*csrf_token\s*%}|{[{%][^}%]*\b(request\.user|user\.is_authenticated)\b")
    return [
        f"{tree.at(path)}: {match.group(0)}"
        for path in tree.templates.values()
        for match in pattern.finditer(path.read_text(encoding="utf-8"))
    ]


def unused(tree: Tree, excused: dict[str, str]) -> list[str]:
    """Templates that no Python file and no template names."""
    named = _named_in_code(tree) | _named_in_templates(tree)
    return [
        f"{tree.at(path)}: no page uses it"
        for name, path in tree.templates.items()
        if name not in named and name not in excused and not _replaces_another(name)
    ]


def _named_in_code(tree: Tree) -> set[str]:
    """Names written whole, and those put together as in ``f"room/desk/{page}.html"``."""
    texts: set[str] = set()
    shapes: set[tuple[str, str]] = set()
    for module in tree.shipped():
        for node in ast.walk(module.syntax):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
            elif isinstance(node, ast.JoinedStr) and len(node.values) == 3:
                before, _, after = node.values
                if isinstance(before, ast.Constant) and isinstance(after, ast.Constant):
                    shapes.add((str(before.value), str(after.value)))
    return texts | {
        f"{before}{text}{after}" for before, after in shapes if after == ".html" for text in texts
    }


def _named_in_templates(tree: Tree) -> set[str]:
    return {
        quoted.group(2)[1:-1].partition("#")[0]
        for path in tree.templates.values()
        for token in Lexer(path.read_text(encoding="utf-8")).tokenize()
        if token.token_type == TokenType.BLOCK
        for quoted in QUOTED.finditer(token.contents)
    }


def _replaces_another(name: str) -> bool:
    """Whether a library we use asks for a template of this name."""
    import allauth
    import django

    folders = [
        Path(allauth.__file__).parent / "templates",
        *Path(django.__file__).parent.glob("**/templates"),
    ]
    return name in {"403.html", "403_csrf.html", "404.html", "500.html", "400.html"} or any(
        (f / name).exists() for f in folders
    )


def physical_directions(tree: Tree) -> list[str]:
    """Left and right in styles, which turn wrong when the page turns."""
    faults = []
    for path in tree.styles():
        text = CSS_COMMENT.sub(_blank, path.read_text(encoding="utf-8"))
        faults += [
            f"{tree.at(path, _line(text, match.start()))}: {match.group(0).strip()}"
            for match in PHYSICAL.finditer(text)
        ]
    return faults
