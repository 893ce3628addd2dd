"""What a page says in its reader's language, and what staff still have to write."""

import copy
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NoReturn, TypeVar

from django.db import models
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.kernel import scopes
from tadafor.kernel.asked import asked_once
from tadafor.kernel.awaiting import Task
from tadafor.kernel.offers import offered
from tadafor.kernel.text import script_of, set_in_french
from tadafor.people.actor import Actor
from tadafor.people.rules import RoleKind
from tadafor.translations import rules
from tadafor.translations.models import Rendering
from tadafor.translations.rules import Piece, Progress, Standing, State, Work
from tadafor.ui import languages

WRITERS = (RoleKind.FOCAL_POINT, RoleKind.AGENT, RoleKind.DIRECTOR)
APPROVERS = (RoleKind.FOCAL_POINT, RoleKind.DIRECTOR, RoleKind.PRESIDENT)
T = TypeVar("T")


class Said(str):
    """Words of a page, which know the language they are in and what they are to their original."""

    spoken_in: str
    standing: Standing

    __slots__ = ("spoken_in", "standing")

    @classmethod
    def made(cls, text: str, spoken_in: str, standing: Standing) -> "Said":
        said = cls(set_in_french(text) if spoken_in == "fr" else text)
        said.spoken_in, said.standing = spoken_in, standing
        return said

    @property
    def is_earlier(self) -> bool:
        return self.standing is Standing.EARLIER


@dataclass
class Reading:
    """The texts of one page in the language of its reader; notes what it had to leave as it was.

    ``original`` is the language of what was left or rendered, which governs (§ translations-governs).
    """

    language: str
    found: Mapping[tuple[str, str], Sequence[tuple[str, str, bool]]] = field(default_factory=dict)
    missing: bool = False
    earlier: bool = False
    official: bool = False
    original: str = ""

    @property
    def has_something_to_say(self) -> bool:
        """Whether the page owes its reader a line (§ translations-fallback)."""
        return self.missing or self.earlier or self.official

    @property
    def original_name(self) -> str:
        return languages.LANGUAGES[self.original].name if self.original else ""

    def said(self, text: str, thing: str, name: str, language: str) -> str:
        """Return ``text``, or what it says in the reader's language."""
        if language == self.language or not text:
            return text
        rows = self.found.get((thing, name), ())
        standing, which = rules.standing(source=rules.mark(text), found=[row[0] for row in rows])
        self.original = language
        if which is None:
            self.missing = True
            return Said.made(text, language, standing)
        _, words, official = next(row for row in reversed(rows) if row[0] == which)
        self.earlier |= standing is Standing.EARLIER
        self.official |= official
        return Said.made(words, self.language, standing)

    def latest(self, thing: str, name: str) -> str:
        """Return the last version of a field, whatever words it renders: for an extract of it."""
        rows = self.found.get((thing, name), ())
        return Said.made(rows[-1][1], self.language, Standing.VERSION) if rows else ""

    def of(self, one: T, thing: str, names: Iterable[str], language: str) -> T:
        """Return a twin of ``one``, only to be shown, whose fields ``names`` are in the reader's language."""
        if language == self.language:
            return one
        twin = copy.copy(one)
        for name in names:
            object.__setattr__(twin, name, self.said(getattr(one, name), thing, name, language))
        if isinstance(twin, models.Model):
            twin.save = _never_saved  # type: ignore[method-assign]
        return twin


def _never_saved(*_: Any, **__: Any) -> NoReturn:  # noqa: ANN401
    raise TypeError("this one is in the language of a reader: save the original")


@dataclass(frozen=True)
class Everywhere:
    """Words told to many people at once: as a string, they are in the language of the moment."""

    text: str
    language: str
    versions: Mapping[str, str]

    def __str__(self) -> str:
        return self.versions.get(languages.current().code, self.text)


def everywhere(text: str, thing: str, name: str, language: str) -> Everywhere:
    """Return a text with what it says in every language, for a message (§ translations-which)."""
    rows = _in_all_languages.all(thing=thing, name=name, source=rules.mark(text))
    return Everywhere(text, language, dict(rows))


@asked_once
def _in_all_languages(thing: str, name: str, source: str) -> QuerySet[Rendering, tuple[str, str]]:
    public = Rendering.objects.filter(state=State.PUBLISHED.value, thing=thing, field=name, source=source)
    return public.values_list("language", "text")


def titles_of(work: str) -> dict[tuple[str, str, str], str]:
    """Return every published title of a work, by thing, mark of the original and language: for exports."""
    public = Rendering.objects.filter(state=State.PUBLISHED.value, work=work, field="title")
    rows = public.values_list("thing", "source", "language", "text")
    return {(thing, source, language): text for thing, source, language, text in rows}


def versions_of(things: Iterable[str], fields: Iterable[str]) -> dict[tuple[str, str, str, str], str]:
    """Return every published version of fields of things, for exports.

    They are found by thing, field, mark of the original and language.
    """
    public = Rendering.objects.filter(
        state=State.PUBLISHED.value, thing__in=sorted(things), field__in=sorted(fields)
    )
    rows = public.order_by("written_at", "pk").values_list("thing", "field", "source", "language", "text")
    return {(thing, field, source, language): text for thing, field, source, language, text in rows}


def reading(wanted: Iterable[tuple[str, str]]) -> Reading:
    """Ask for the renderings of these things, each with its language: one query, or none.

    Nothing is asked where everything is in the reader's language already (§ translations-fallback).
    """
    language = languages.current().code
    things = sorted({thing for thing, spoken in wanted if spoken != language})
    found: dict[tuple[str, str], list[tuple[str, str, bool]]] = defaultdict(list)
    if things:
        for thing, name, source, text, official in _published.all(language=language, things=things):
            found[thing, name].append((source, text, official))
    return Reading(language, found)


@asked_once
def _published(language: str, things: list[str]) -> QuerySet[Rendering, tuple[str, str, str, str, bool]]:
    public = Rendering.objects.filter(state=State.PUBLISHED.value, language=language, thing__any=things)
    told = ("thing", "field", "source", "text", "is_official")
    return public.order_by("written_at", "pk").values_list(*told)


def titles_in_language(titles: Iterable[str]) -> dict[str, str]:
    """Return the published versions of titles known by their words only (``TADAFOR_TITLES``).

    § translations-titles
    """
    language = languages.current().code
    marks = {rules.mark(one): one for one in titles if one and script_of(one) != language}
    if not marks:
        return {}
    rows = _of_titles.all(language=language, marks=sorted(marks))
    return {marks[source]: Said.made(text, language, Standing.VERSION) for source, text in rows}


@asked_once
def _of_titles(language: str, marks: list[str]) -> QuerySet[Rendering, tuple[str, str]]:
    public = Rendering.objects.filter(state=State.PUBLISHED.value, language=language, field="title")
    return public.filter(source__any=marks).order_by("written_at", "pk").values_list("source", "text")


# ---- what staff see


@dataclass(frozen=True)
class PieceView:
    """A piece beside its version, for staff."""

    piece: Piece
    progress: Progress
    latest: Rendering | None
    published: Rendering | None
    draft: Rendering | None

    @property
    def words(self) -> str:
        """What to begin from: the last that was written."""
        return self.latest.text if self.latest else ""

    @property
    def token(self) -> str:
        return self.latest.token if self.latest else ""


@dataclass(frozen=True)
class GroupView:
    """The pieces that are typed on one page."""

    key: str
    heading: str
    views: tuple[PieceView, ...]

    @property
    def is_written(self) -> bool:
        return any(view.latest for view in self.views)

    @property
    def progress(self) -> Progress:
        """The least advanced of its pieces."""
        order = list(Progress)
        return min((view.progress for view in self.views), key=order.index)


@dataclass(frozen=True)
class WorkView:
    """A work in one language: its groups, and how many pieces are done."""

    work: Work
    language: str
    groups: tuple[GroupView, ...]

    @property
    def views(self) -> list[PieceView]:
        return [view for group in self.groups for view in group.views]

    @property
    def total(self) -> int:
        return len(self.groups)

    def _counted(self, progress: Progress) -> int:
        return sum(group.progress is progress for group in self.groups)

    @property
    def done(self) -> int:
        return self._counted(Progress.DONE)

    @property
    def outdated(self) -> int:
        return self._counted(Progress.OUTDATED)

    @property
    def waiting(self) -> list[PieceView]:
        """What a second person has to publish."""
        return [view for view in self.views if view.progress is Progress.WAITING]

    @property
    def next(self) -> GroupView | None:
        """The first group that still wants words."""
        wanting = {Progress.NOTHING, Progress.OUTDATED}
        return next((group for group in self.groups if group.progress in wanting), None)

    def group(self, key: str) -> GroupView | None:
        return next((group for group in self.groups if group.key == key), None)


def works(territory_id: int) -> list[Work]:
    """Return what may be said in other languages in the open territory, as its rooms tell it."""
    return [work for ask in offered("TADAFOR_WORKS") for work in ask(territory_id)]


def work_named(territory_id: int, thing: str) -> Work | None:
    """Return one work of the open territory."""
    return next((work for work in works(territory_id) if work.thing == thing), None)


def begun(territory_id: int, prefix: str) -> list[str]:
    """Return the works of a room, by the beginning of their names, of which something is written."""
    rows = Rendering.objects.filter(territory_id=territory_id, work__startswith=prefix).order_by()
    return sorted(rows.values_list("work", flat=True).distinct())


def begun_in(work: str) -> list[str]:
    """Return the things of one work of which something is written."""
    rows = Rendering.objects.filter(work=work).order_by()
    return sorted(rows.values_list("thing", flat=True).distinct())


def published_counts(names: Iterable[str]) -> dict[tuple[str, str], int]:
    """Return in how many things of each work the public reads something in each language."""
    public = Rendering.objects.filter(state=State.PUBLISHED.value, work__in=list(names)).order_by()
    return Counter(
        (work, language) for work, language, _ in public.values_list("work", "language", "thing").distinct()
    )


def viewed(work: Work, language: str) -> WorkView:
    """Return a work beside its versions in one language."""
    written: dict[tuple[str, str], list[Rendering]] = defaultdict(list)
    told = Rendering.objects.filter(work=work.thing, language=language)
    for one in told.select_related("written_by", "approved_by"):
        written[one.thing, one.field].append(one)
    groups: dict[str, list[PieceView]] = {}
    headings: dict[str, str] = {}
    for piece in work.pieces():
        groups.setdefault(piece.group, []).append(_view(piece, written[piece.name]))
        headings.setdefault(piece.group, piece.heading)
    return WorkView(
        work, language, tuple(GroupView(key, headings[key], tuple(groups[key])) for key in groups)
    )


def _view(piece: Piece, written: Sequence[Rendering]) -> PieceView:
    source = rules.mark(piece.text)
    public = [one for one in written if one.state == State.PUBLISHED]
    drafts = [one for one in written if one.state == State.DRAFT]
    return PieceView(
        piece=piece,
        progress=rules.progress(
            source=source, published=[one.source for one in public], drafts=[one.source for one in drafts]
        ),
        latest=latest_of(written),
        published=next((one for one in public if one.source == source), None),
        draft=next((one for one in drafts if one.source == source), None),
    )


def awaiting(actor: Actor, territory_id: int, now: datetime) -> list[Task]:  # noqa: ARG001 -- as all are asked
    """Return the versions that wait for this member of staff to publish them, by work."""
    if not may_approve(actor, territory_id):
        return []
    drafts = Rendering.objects.filter(territory_id=territory_id, state=State.DRAFT.value)
    rows = (
        drafts.exclude(written_by_id=actor.person_id)
        .order_by()
        .values_list("work", "language", "territory__slug")
    )
    return [
        Task(
            room="translations",
            title=_("نسخ لغوية تنتظر الاعتماد"),
            address=reverse("translations:approve", args=[slug, work, language]),
            count=count,
            detail=languages.LANGUAGES[language].name,
            icon="globe",
            language=language,
        )
        for work, language, slug, count in rows.annotate(count=models.Count("pk"))
    ]


def held_data(person_id: int) -> dict[str, object]:
    """Return the versions that a person wrote or published, whatever the territory."""
    with scopes.everywhere():
        mine = Rendering.objects.filter(
            models.Q(written_by_id=person_id) | models.Q(approved_by_id=person_id)
        )
        return {
            "renderings": list(mine.values("thing", "field", "language", "text", "written_at", "approved_at"))
        }


def latest_of(written: Sequence[Rendering]) -> Rendering | None:
    """Return the last that was written."""
    return max(written, key=lambda one: (one.written_at, one.pk), default=None)


def written(pieces: Sequence[Piece], language: str) -> dict[tuple[str, str], list[Rendering]]:
    """Return every rendering of each piece, by its name, held until the transaction ends."""
    found: dict[tuple[str, str], list[Rendering]] = {piece.name: [] for piece in pieces}
    things = Rendering.objects.select_for_update().filter(
        thing__in={piece.thing for piece in pieces},
        field__in={piece.field for piece in pieces},
        language=language,
    )
    for one in things:
        if (one.thing, one.field) in found:
            found[one.thing, one.field].append(one)
    return found


def may_write(actor: Actor, territory_id: int) -> bool:
    return actor.has_role(territory_id, *WRITERS)


def may_approve(actor: Actor, territory_id: int) -> bool:
    return actor.has_role(territory_id, *APPROVERS)
