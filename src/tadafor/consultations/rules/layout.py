"""How staff type a whole text in one box, and how it is understood (``docs/rules/consultations.md``)."""

import re
from dataclasses import dataclass
from enum import StrEnum

_SECTION = re.compile(
    r"^(?:#(?!#)\s*|(?=الباب\s)|(?=القسم\s)|(?=الفصل\s)|(?=Titre\s)|(?=Chapitre\s))(?P<title>.+)$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"^(?:##\s*|(?:المادة|Article)\s+\S+?\s*[:：.\-–]\s*)(?:\{(?P<key>[\w-]+)\}\s*)?(?P<title>.+)$",
    re.IGNORECASE,
)


class LayoutRefusal(StrEnum):
    """Why a typed text is not understood."""

    EMPTY = "empty"
    WORDS_BEFORE_THE_FIRST_ARTICLE = "words_before_the_first_article"
    ARTICLE_WITHOUT_WORDS = "article_without_words"
    KEY_TWICE = "key_twice"


@dataclass(frozen=True)
class Piece:
    """A section or an article as it was understood; the key is empty for a new one."""

    sort: str
    title: str
    body: str = ""
    key: str = ""


def understood(text: str) -> list[Piece]:
    """Return the sections and articles of ``text`` (§ consultations-23).

    ``#`` or «الباب» begins a section, ``##`` or «المادة 3:» an article; what follows is its body.
    ``{key}`` before the title keeps the identity of an article. Words before the first heading make
    a piece without title, which ``refuse_layout`` refuses.
    """
    pieces: list[Piece] = []
    for line in text.splitlines():
        if heading := _heading(line.strip()):
            pieces.append(heading)
        elif line.strip() and not pieces:
            pieces.append(Piece("", "", line))
        elif pieces:
            last = pieces.pop()
            pieces.append(Piece(last.sort, last.title, f"{last.body}\n{line}".strip("\n"), last.key))
    return pieces


def _heading(line: str) -> Piece | None:
    if found := _ARTICLE.match(line):
        return Piece("article", found["title"].strip(), key=found["key"] or "")
    if found := _SECTION.match(line):
        return Piece("section", found["title"].strip())
    return None


def refuse_layout(pieces: list[Piece]) -> LayoutRefusal | None:
    """Return why these pieces make no text (§ consultations-23)."""
    if not any(piece.sort == "article" for piece in pieces):
        return LayoutRefusal.EMPTY
    if any(not piece.sort or (piece.sort == "section" and piece.body.strip()) for piece in pieces):
        return LayoutRefusal.WORDS_BEFORE_THE_FIRST_ARTICLE
    if any(piece.sort == "article" and not piece.body.strip() for piece in pieces):
        return LayoutRefusal.ARTICLE_WITHOUT_WORDS
    keys = [piece.key for piece in pieces if piece.key]
    return LayoutRefusal.KEY_TWICE if len(keys) != len(set(keys)) else None


def laid_out(pieces: list[Piece]) -> str:
    """Return the text that ``understood`` reads back as these very pieces (§ consultations-23)."""
    return "\n\n".join(
        f"# {piece.title}" if piece.sort == "section" else f"## {{{piece.key}}} {piece.title}\n{piece.body}"
        for piece in pieces
    )
