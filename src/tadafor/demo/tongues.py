"""The French of a consultation: written by the focal point, that of the text published by the director.

Of what is only announced the articles wait, so that a newcomer finds something to approve.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tadafor.consultations.queries import Consultation, thing
from tadafor.consultations.queries.in_language import seat
from tadafor.demo.ground import Ground
from tadafor.demo.life import Act, Life
from tadafor.demo.reader import CONTENT
from tadafor.demo.told import Version
from tadafor.people.rules import RoleKind
from tadafor.translations import actions, queries, rules
from tadafor.translations.queries import WorkView
from tadafor.translations.rules import Progress

FRENCH = "fr"
_BY_WORDS = (
    "councils",
    "petitions",
    "programmes",
    "meetings",
    "suggestions",
    "budgets",
    "surveys",
    "commitments",
)
WRITTEN_AFTER = timedelta(hours=1)
_STEPS_BEFORE = "Étapes qui ont précédé cette concertation :"


@dataclass(frozen=True)
class Tongues:
    """The acts by which a consultation is said in French, each time that its words change."""

    life: Life

    def acts(self) -> Iterator[Act]:
        told = self.life.told
        moments = [told.announced, *(version.at for version in told.versions[1:])]
        for moment in (*moments, *([told.concluded] if told.concluded else [])):
            yield self.life.at(moment) + WRITTEN_AFTER, self._say

    def _say(self, now: datetime) -> None:
        say(self.life.ground, self.life.told.territory, self.life.held, self._french(now), now)
        if self.life.told.contributions:
            self._publish(now)

    def _publish(self, now: datetime) -> None:
        found = _found(self.life.held)
        actions.approve_together(
            work=found.work,
            chosen=[(view.piece, view.token) for view in found.waiting],
            language=FRENCH,
            actor=self.life.staff(RoleKind.DIRECTOR),
            now=now,
        )

    def _french(self, now: datetime) -> dict[tuple[str, str], str]:
        """Return what the content says in French, by the page and the box it is typed in."""
        told = self.life.told
        version = [one for one in told.versions if self.life.at(one.at) <= now][-1]
        steps = "\n".join(f"- {event.title.fr}" for event in told.events)
        return {
            ("words", "title"): told.title.fr,
            ("words", "stake"): f"{told.stakes.fr}\n\n{told.demonstration.fr}",
            ("words", "promise"): told.promise.fr,
            (f"note-{version.number}", "note"): version.title.fr,
            ("report", "words"): f"{told.conclusion.fr}\n\n{_STEPS_BEFORE}\n{steps}",
            **self._committee(),
            **{(f"text-section-{one.key}", "title"): one.title.fr for one in told.sections},
            **dict(_articles(version)),
        }

    def _committee(self) -> dict[tuple[str, str], str]:
        """Name the seats as they were written: a capacity, and how many hold it."""
        told = self.life.told.committee
        if told is None:
            return {}
        seats = [(one.capacity, "" if one.seats == 1 else f" ({one.seats})") for one in told.seats]
        return {
            ("committee", "name"): "Comité d'examen des contributions",
            ("committee", "founded_by"): told.decision.fr,
            **{("committee", seat(one.ar + many)): one.fr + many for one, many in seats},
        }


def say(
    ground: Ground,
    territory: str,
    consultation: Consultation,
    french: Mapping[tuple[str, str], str],
    now: datetime,
) -> None:
    """Write the French of what has none yet, by the page and the box it is typed in."""
    found = _found(consultation)
    texts = [
        (view.piece, text, view.token, rules.mark(view.piece.text))
        for group in found.groups
        for view in group.views
        if view.progress is not Progress.DONE and (text := french.get((group.key, view.piece.field)))
    ]
    actions.write_together(
        work=found.work,
        texts=texts,
        language=FRENCH,
        territory_id=consultation.territory_id,
        actor=ground.staff(territory, RoleKind.FOCAL_POINT),
        now=now,
    )


def _found(consultation: Consultation) -> WorkView:
    work = queries.work_named(consultation.territory_id, thing(consultation))
    if work is None:
        raise LookupError(consultation.slug)
    return queries.viewed(work, FRENCH)


def say_by_words(ground: Ground, territory: str, now: datetime) -> None:
    """Say in French, by their words, the programmes, bodies, opinions and points; and publish it."""
    place = ground.tenants[territory].pk
    files = [tomllib.loads((CONTENT / f"{name}.fr.toml").read_text("utf-8")) for name in _BY_WORDS]
    french = {one["ar"]: one["fr"] for file in files for one in file["said"]}
    for work in queries.works(place):
        views = queries.viewed(work, FRENCH).views
        texts = [
            (view.piece, french[view.piece.text], view.token, rules.mark(view.piece.text))
            for view in views
            if view.progress is Progress.NOTHING and view.piece.text in french
        ]
        if not texts:
            continue
        common: dict[str, Any] = {"work": work, "language": FRENCH, "now": now}
        writer, approver = (ground.staff(territory, one) for one in (RoleKind.FOCAL_POINT, RoleKind.DIRECTOR))
        written = actions.write_together(texts=texts, territory_id=place, actor=writer, **common)
        waiting = {view.piece.name: view.token for view in views if view.progress is Progress.WAITING}
        waiting |= {(one.thing, one.field): one.token for one in written if one.is_official}
        chosen = [(view.piece, waiting[view.piece.name]) for view in views if view.piece.name in waiting]
        actions.approve_together(chosen=chosen, actor=approver, **common)


def _articles(version: Version) -> Iterator[tuple[tuple[str, str], str]]:
    for article in version.articles:
        yield (f"text-{article.key}", "title"), article.title.fr
        yield (f"text-{article.key}", "body"), article.text.fr
