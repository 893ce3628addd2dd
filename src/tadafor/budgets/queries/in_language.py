"""What editions, projects, ideas and results say in the language of who reads them (§ budgets-languages)."""

import copy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from tadafor.budgets.models import (
    Edition,
    Envelope,
    Extension,
    Idea,
    Project,
    Study,
    StudyAnswer,
    VoidedVote,
)
from tadafor.budgets.queries.editions import Line
from tadafor.budgets.queries.following import Followed
from tadafor.budgets.queries.results import Counted
from tadafor.kernel.text import script_of
from tadafor.translations import queries as translations
from tadafor.translations.queries import Everywhere, Reading
from tadafor.translations.rules import thing_of

ROOM = "budgets"
TITLE = ("title",)
LISTED = ("title", "summary")
RULES = ("title", "summary", "principles", "criteria", "roles", "void_rule", "void_reason")
VOID = ("title", "void_rule", "void_reason")
PROJECT = ("title", "description", "beneficiaries", "place", "withdrawal_reason")
SHOWN = ("title", "description", "place")
IDEA = ("title", "body", "place", "beneficiaries")
WORDED = ("study_criteria", "score_grid", "marks")
T = TypeVar("T")


def thing(one: Edition | Project | Idea) -> str:
    """Name something of this room as versions in other languages do."""
    return thing_of(ROOM, type(one).__name__.lower(), one.pk)


def for_all(one: Edition | Project | Idea, name: str = "title") -> Everywhere:
    """Return a text as each reader of a message gets it."""
    language = one.edition.language if isinstance(one, Project) else one.language
    return translations.everywhere(getattr(one, name), thing(one), name, language)


@dataclass(frozen=True)
class Tongue:
    """What one page of an edition says in its reader's language.

    Twins are only shown: what is sealed, counted or written is the original, and keys are the same.
    """

    edition: Edition
    reading: Reading

    def told(self, names: Sequence[str] = TITLE, *, worded: Sequence[str] = ()) -> Edition:
        """Return the edition, with the lists of words named in ``worded``."""
        twin = self.reading.of(self.edition, thing(self.edition), names, self.edition.language)
        for name in worded if twin is not self.edition else ():
            setattr(twin, name, self.worded(name))
        return twin

    def worded(self, name: str) -> list[dict[str, Any]]:
        """Return the criteria, the grid or the marks of the edition, their keys the same."""
        return [row | {"words": self._said(row["words"], f"{name}-{row['key']}")} for row in self._rows(name)]

    def _rows(self, name: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = getattr(self.edition, name)
        return rows

    def _said(self, text: str, field: str) -> str:
        return self.reading.said(text, thing(self.edition), field, self.edition.language)

    def _part(self, one: T, whole: str, fields: Mapping[str, str], *, language: str = "") -> T:
        """Return a twin of a part, whose versions bear the name of the whole."""
        spoken = language or self.edition.language
        if spoken == self.reading.language:
            return one
        twin = copy.copy(one)
        for name, field in fields.items():
            setattr(twin, name, self.reading.said(getattr(one, name), whole, field, spoken))
        return twin

    def envelope(self, one: Envelope) -> Envelope:
        return self._part(one, thing(self.edition), {"name": f"envelope-{one.pk}"})

    def extensions(self, rows: Iterable[Extension]) -> list[Extension]:
        return [self._part(one, thing(self.edition), {"reason": f"extension-{one.pk}"}) for one in rows]

    def voided(self, rows: Iterable[VoidedVote]) -> list[VoidedVote]:
        return [self._part(one, thing(self.edition), {"reason": f"voided-{one.pk}"}) for one in rows]

    def project(self, one: Project, names: Sequence[str] = PROJECT) -> Project:
        twin = self.reading.of(one, thing(one), names, self.edition.language)
        if twin is not one and Project.envelope.is_cached(one):
            twin.envelope = self.envelope(one.envelope)
        return twin

    def idea(self, one: Idea) -> Idea:
        """Return an idea, from its own language, with the title of the project it became."""
        twin = self.reading.of(one, thing(one), IDEA, one.language)
        if one.project is not None and self.edition.language != self.reading.language:
            twin = copy.copy(one) if twin is one else twin
            twin.project = self.project(one.project, TITLE)
        return twin

    def study(self, one: Study) -> Study:
        """Return a study with its findings, their notes in the reader's language."""
        whole = thing(one.project)
        twin = self._part(one, whole, {"reason": f"study-{one.pk}", "service": f"service-{one.pk}"})
        if twin is not one:
            twin.findings = {
                key: said | {"note": self._note(one, key, said["note"])} for key, said in one.findings.items()
            }
        return twin

    def _note(self, one: Study, key: str, note: str) -> str:
        return self.reading.said(note, thing(one.project), f"note-{one.pk}-{key}", self.edition.language)

    def answers(self, study: Study) -> list[StudyAnswer]:
        whole = thing(study.project)
        return [
            self._part(one, whole, {"body": f"answer-{one.pk}"}, language=script_of(one.body))
            for one in study.answers.all()
        ]

    def counted(self, one: Counted) -> Counted:
        """Return a result with the titles its reader understands; what was counted is not touched."""
        if self.edition.language == self.reading.language:
            return one
        return replace(
            one,
            edition=self.told(worded=("marks",) if one.settings.reserves else ()),
            envelope=self.envelope(one.envelope),
            projects={key: self.project(each, TITLE) for key, each in one.projects.items()},
        )

    def followed(self, one: Followed) -> Followed:
        whole = thing(one.project)
        return replace(
            one,
            project=self.project(one.project, TITLE),
            steps=tuple(self._part(each, whole, {"reference": f"step-{each.pk}"}) for each in one.steps),
            progress=tuple(
                self._part(each, whole, {"note": f"told-{each.pk}", "late_because": f"late-{each.pk}"})
                for each in one.progress
            ),
        )


def tongue_of(edition: Edition, *, projects: Iterable[Project] = (), ideas: Iterable[Idea] = ()) -> Tongue:
    """Ask for the versions of all that a page of an edition shows: one query, or none."""
    asked = [(thing(edition), edition.language)]
    asked += [(thing(one), edition.language) for one in projects]
    for one in ideas:
        asked.append((thing(one), one.language))
        asked += [(thing(one.project), edition.language)] if one.project is not None else []
    return Tongue(edition, translations.reading(asked))


def listed_in_language(rows: Sequence[Line]) -> tuple[list[Line], Reading]:
    """Return the editions of a list in their reader's language: one query, or none."""
    reading = translations.reading([(thing(row.edition), row.edition.language) for row in rows])
    said = [Tongue(row.edition, reading).told(LISTED) for row in rows]
    return [replace(row, edition=one) for row, one in zip(rows, said, strict=True)], reading
