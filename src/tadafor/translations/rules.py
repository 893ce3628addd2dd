"""Which version of a text a reader gets, who writes and who publishes it: ``docs/rules/translations.md``."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

LANGUAGES = ("ar", "fr", "zgh")


class State(StrEnum):
    """Whether the public reads a rendering."""

    DRAFT = "draft"
    PUBLISHED = "published"


class Standing(StrEnum):
    """What a reader gets for a piece."""

    ORIGINAL = "original"
    VERSION = "version"
    EARLIER = "earlier"
    MISSING = "missing"


class Progress(StrEnum):
    """How far a piece is in one language, as staff see it."""

    NOTHING = "nothing"
    WAITING = "waiting"
    OUTDATED = "outdated"
    DONE = "done"


class Refusal(StrEnum):
    """Why a version is not written, published or taken away."""

    NOT_STAFF = "not_staff"
    EMPTY = "empty"
    SAME_LANGUAGE = "same_language"
    UNKNOWN_LANGUAGE = "unknown_language"
    TOO_LONG = "too_long"
    ELSEWHERE = "elsewhere"
    SOURCE_CHANGED = "source_changed"
    WRITTEN_SINCE = "written_since"
    NOT_APPROVER = "not_approver"
    OWN_WORDS = "own_words"
    NOTHING_WAITS = "nothing_waits"
    REASON_NEEDED = "reason_needed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A text of a work, as it stands in its own language.

    ``thing`` and ``field`` name it for ever. Pieces of one ``group`` are typed on one page. What is
    ``official`` was put before a council or adopted by it: a second person publishes its version.
    """

    thing: str
    field: str
    text: str
    longest: int
    group: str
    heading: str
    label: str
    official: bool = False
    on_one_line: bool = False

    @property
    def name(self) -> tuple[str, str]:
        return self.thing, self.field


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One thing that people read, whose texts may be said in other languages.

    ``size`` is the number of things it is made of, each a group; ``pieces`` reads their texts.
    """

    thing: str
    kind: str
    title: str
    language: str
    territory_id: int
    address: str
    size: int
    pieces: Callable[[], Sequence[Piece]]
    icon: str = "file-text"


def thing_of(room: str, kind: str, key: int) -> str:
    """Name an object of a room for ever: ``consultations.passage:412``."""
    return f"{room}.{kind}:{key}"


def mark(text: str) -> str:
    """Return what tells these words from any others (§ translations-earlier)."""
    return sha256(text.encode()).hexdigest()[:32]


def standing(*, source: str, found: Iterable[str]) -> tuple[Standing, str | None]:
    """Choose among the marks that published renderings bear, oldest first (§ translations-which).

    The one of these very words; else the last, as a version of an earlier text; else none.
    """
    marks = list(found)
    if source in marks:
        return Standing.VERSION, source
    return (Standing.EARLIER, marks[-1]) if marks else (Standing.MISSING, None)


def progress(*, source: str, published: Iterable[str], drafts: Iterable[str]) -> Progress:
    """Say how far a piece is: what waits for approval comes before what is out of date."""
    public = list(published)
    if source in public:
        return Progress.DONE if source not in set(drafts) else Progress.WAITING
    if source in set(drafts):
        return Progress.WAITING
    return Progress.OUTDATED if public else Progress.NOTHING


def refuse_language(*, source: str, asked: str) -> Refusal | None:
    """A version is in one of the languages of the house, not that of the text (§ translations-languages)."""
    if asked not in LANGUAGES:
        return Refusal.UNKNOWN_LANGUAGE
    return Refusal.SAME_LANGUAGE if asked == source else None


def refuse_words(*, text: str, longest: int) -> Refusal | None:
    """Words, and no more than the original may hold (§ translations-words)."""
    if not text:
        return Refusal.EMPTY
    return Refusal.TOO_LONG if len(text) > longest else None


def refuse_writing(
    *, is_writer: bool, same_territory: bool, source: str, seen_source: str, standing: str, seen: str
) -> Refusal | None:
    """Staff of the territory write, over the words and the version they saw (§ translations-writing)."""
    if not same_territory:
        return Refusal.ELSEWHERE
    if not is_writer:
        return Refusal.NOT_STAFF
    if source != seen_source:
        return Refusal.SOURCE_CHANGED
    return Refusal.WRITTEN_SINCE if standing != seen else None


def refuse_approval(
    *, is_approver: bool, waits: bool, wrote_it: bool, source: str, rendered: str, standing: str, seen: str
) -> Refusal | None:
    """A second person publishes the version of an official text as they read it (§ translations-official)."""
    if not is_approver:
        return Refusal.NOT_APPROVER
    if not waits:
        return Refusal.NOTHING_WAITS
    if wrote_it:
        return Refusal.OWN_WORDS
    if source != rendered:
        return Refusal.SOURCE_CHANGED
    return Refusal.WRITTEN_SINCE if standing != seen else None


def refuse_withdrawal(*, is_writer: bool, exists: bool, reason: str) -> Refusal | None:
    """A wrong version is taken away, for a reason that is kept (§ translations-withdrawn)."""
    if not is_writer:
        return Refusal.NOT_STAFF
    if not exists:
        return Refusal.NOTHING_WAITS
    return None if reason else Refusal.REASON_NEEDED
