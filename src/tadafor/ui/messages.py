"""The catalogues of the rooms, without the gettext programs.

``python -m tadafor.ui.messages extract`` brings every ``src/tadafor/<room>/locale/<language>`` up to date,
``compile`` writes the binary catalogues (only the older ones), ``check`` fails when a text is missing from
the catalogues or from the French one. Sources are Arabic: the Arabic catalogue holds plurals only, the
Tamazight one only what is translated; French holds everything. Entries commented ``kept by hand`` stay even
if no source names them (the Moroccan months).
"""

import io
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.template.base import Lexer, Token, TokenType
from django.utils.translation.template import (
    block_re,
    constant_re,
    endblock_re,
    inline_re,
    plural_re,
)

from tadafor.kernel.text import set_in_french

SOURCES = Path(__file__).resolve().parents[1]
LANGUAGES = ("ar", "fr", "zgh")
KEPT = "kept by hand"
PLURALS = {
    "ar": (
        "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
        "n%100>=11 && n%100<=99 ? 4 : 5;"
    ),
    "fr": "nplurals=2; plural=(n > 1);",
    "zgh": "nplurals=2; plural=(n > 1);",
}
NAMES = ("gettext", "gettext_lazy", "gettext_noop", "_")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    **dict.fromkeys(NAMES),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
TEMPLATES = ("*.html", "*.txt")
_FACT = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w+)\}")


@dataclass(frozen=True)
class Found:
    """A text of the sources: its context, itself, its plural."""

    context: str | None
    text: str
    plural: str = ""

    @property
    def key(self) -> str | tuple[str, str]:
        return (self.text, self.plural) if self.plural else self.text


# ---- reading the sources


def in_python(source: bytes) -> Iterator[Found]:
    """Texts marked in a Python file."""
    for _line, name, texts, _comments in extract_python(
        io.BytesIO(source), KEYWORDS, [], {"encoding": "utf-8"}
    ):
        given = [
            text for text in (texts if isinstance(texts, tuple | list) else (texts,)) if text is not None
        ]
        word = str(name)
        context = given.pop(0) if word.startswith(("p", "np")) and len(given) > 1 else None
        plural = given[1] if word.startswith("n") and len(given) > 1 else ""
        if not given:
            continue
        yield Found(context, given[0], plural)


def in_template(source: str) -> Iterator[Found]:
    """Texts marked in a template: ``translate``, ``blocktranslate`` and ``_("…")``."""
    tokens = _outside_comments(Lexer(source).tokenize())
    for token in tokens:
        if token.token_type == TokenType.BLOCK:
            if inline := inline_re.match(token.contents):
                yield Found(_context(inline.group(3)), _unquoted(inline.group(1)))
            elif block := block_re.match(token.contents):
                yield _block(token.contents, _context(block.group(2)), tokens)
        if token.token_type in {TokenType.BLOCK, TokenType.VAR}:
            for constant in constant_re.findall(token.contents):
                yield Found(None, _unquoted(constant))


def _outside_comments(tokens: Iterable[Token]) -> Iterator[Token]:
    silent = False
    for token in tokens:
        word = token.contents.split(maxsplit=1)[0] if token.token_type == TokenType.BLOCK else ""
        silent = (silent or word == "comment") and word != "endcomment"
        if not silent:
            yield token


def _block(opening: str, context: str | None, tokens: Iterator[Token]) -> Found:
    parts: list[list[str]] = [[]]
    for token in tokens:
        contents, kind = token.contents, token.token_type
        if kind == TokenType.VAR:
            parts[-1].append(f"%({contents})s")
        elif kind == TokenType.TEXT:
            parts[-1].append(contents.replace("%", "%%"))
        elif plural_re.match(contents):
            parts.append([])
        elif endblock_re.match(contents):
            break
    trimmed = " trimmed" in opening
    texts = ["".join(part) for part in parts]
    if trimmed:
        texts = [" ".join(line.strip() for line in text.strip().splitlines()) for text in texts]
    return Found(context, texts[0], texts[1] if len(texts) > 1 else "")


def _unquoted(text: str) -> str:
    text = text.removeprefix("_(").removesuffix(")") if text.startswith("_(") else text
    return text.strip("\"'").replace("%", "%%") if text[:1] in "\"'" else text


def _context(text: str | None) -> str | None:
    return text.strip().strip("\"'") if text else None


def texts_of(room: Path) -> set[Found]:
    """Every text of a room, tests and migrations aside."""
    found: set[Found] = set()
    for path in sorted(room.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.relative_to(room).parts):
            found.update(in_python(path.read_bytes()))
    for pattern in TEMPLATES:
        for path in sorted((room / "templates").rglob(pattern)):
            found.update(in_template(path.read_text()))
    return found


# ---- the catalogues


def rooms(sources: Path = SOURCES) -> list[Path]:
    """Every room, in the order of its name."""
    return sorted(path.parent for path in sources.glob("*/__init__.py"))


def catalogue_path(room: Path, language: str) -> Path:
    return room / "locale" / language / "LC_MESSAGES" / "django.po"


def read(path: Path, language: str) -> Catalog:
    """The catalogue kept at ``path``, or an empty one."""
    if path.exists():
        with path.open("rb") as file:
            return read_po(file, locale=language)
    return Catalog(locale=language)


def updated(old: Catalog, found: Iterable[Found], language: str) -> Catalog:
    """The catalogue the sources ask for, with the translations already there."""
    new = Catalog(locale=language)
    for text in found:
        known = old.get(text.text, text.context)
        translation = known.string if known else None
        if language == "ar" and not text.plural:
            continue
        if language == "zgh" and not _translated(translation):
            continue
        _add(new, text, translation, known, language)
    for message in old:
        if message.id and KEPT in message.user_comments:
            new[message.id] = message
    return new


def _add(new: Catalog, text: Found, translation: object, known: Message | None, language: str) -> None:
    forms = int(PLURALS[language][len("nplurals=")])
    if text.plural:
        given = translation if isinstance(translation, tuple | list) else (translation or "",)
        string: str | tuple[str, ...] = tuple([*given, *[""] * forms][:forms])
    else:
        string = translation if isinstance(translation, str) else ""
    flags = known.flags - {"python-format", "python-brace-format"} if known else ()
    comments = known.user_comments if known else ()
    new.add(text.key, string, context=text.context, flags=flags, user_comments=comments)


def _translated(string: object) -> bool:
    return bool(string) and (not isinstance(string, tuple | list) or all(string))


def written(catalogue: Catalog, language: str) -> bytes:
    """The file of a catalogue: no dates, no places, sorted, so that it changes only when a text does."""
    out = io.BytesIO()
    write_po(out, catalogue, width=110, no_location=True, omit_header=True, sort_output=True)
    header = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Language: {language}\\n"\n"Plural-Forms: {PLURALS[language]}\\n"\n\n'
    )
    return (header + out.getvalue().decode().strip() + "\n").encode()


def planned(sources: Path = SOURCES) -> Iterator[tuple[Path, str, Catalog, bytes]]:
    """Each catalogue that should be there, with its content."""
    for room in rooms(sources):
        found = sorted(texts_of(room), key=lambda text: (text.text, text.context or ""))
        for language in LANGUAGES:
            path = catalogue_path(room, language)
            catalogue = updated(read(path, language), found, language)
            if len(catalogue) or path.exists():
                yield path, language, catalogue, written(catalogue, language)


# ---- the commands


def extract(sources: Path = SOURCES) -> list[Path]:
    """Bring the catalogues up to date; say which changed."""
    changed = []
    for path, _language, _catalogue, content in planned(sources):
        if not path.exists() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            changed.append(path)
    return changed


def typeset(catalogue: Catalog) -> Catalog:
    """Set the French of a catalogue, typed with plain spaces and apostrophes, as it is printed."""
    for message in catalogue:
        if message.id and isinstance(message.string, str):
            message.string = set_in_french(message.string)
        elif message.id and message.string:
            message.string = tuple(set_in_french(string) for string in message.string)
    return catalogue


def compile_all(sources: Path = SOURCES) -> list[Path]:
    """Write the binary catalogues that are older than their source."""
    made = []
    for po in sorted(sources.glob("*/locale/*/LC_MESSAGES/django.po")):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        language = po.parent.parent.name
        half_done = mo.with_suffix(".mo.new")
        with half_done.open("wb") as file:
            write_mo(file, typeset(read(po, language)) if language == "fr" else read(po, language))
        half_done.replace(mo)  # another process may be reading the old one
        made.append(mo)
    return made


def check(sources: Path = SOURCES) -> list[str]:
    """What is wrong with the catalogues, one line each."""
    wrong = []
    for path, language, catalogue, content in planned(sources):
        name = path.relative_to(sources)
        if not path.exists() or path.read_bytes() != content:
            wrong.append(f"{name}: not up to date, run `python -m tadafor.ui.messages extract`")
        for message in catalogue:
            if message.id:
                wrong.extend(f"{name}: {said}" for said in _faults(message, language))
    return wrong


def _faults(message: Message, language: str) -> Iterator[str]:
    shown = message.id if isinstance(message.id, str) else message.id[0]
    if "fuzzy" in message.flags:
        yield f"to be read again: {shown}"
    if not _translated(message.string):
        if language != "zgh":
            yield f"not translated: {shown}"
        return
    strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
    wanted = set(_FACT.findall(shown if isinstance(message.id, str) else message.id[1]))
    for string in strings:
        if set(_FACT.findall(string)) - wanted:
            yield f"names a fact that is not given: {string}"
    if isinstance(message.id, str) and set(_FACT.findall(strings[0])) != wanted:
        yield f"does not name the same facts: {shown}"


def main(arguments: list[str]) -> int:
    """Run one command of the command line."""
    command = arguments[0] if arguments else ""
    if command == "extract":
        lines = [f"updated {path.relative_to(SOURCES)}" for path in extract()]
    elif command == "compile":
        lines = [f"compiled {path.relative_to(SOURCES)}" for path in compile_all()]
    elif command == "check":
        lines = check()
    else:
        lines = [str(__doc__)]
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return int(command not in {"extract", "compile"} and bool(lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
