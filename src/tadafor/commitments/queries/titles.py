"""The titles of a plan published in other languages, for what leaves the house (§ commitments-25)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tadafor.commitments.models import Axis, Commitment, Milestone
from tadafor.commitments.queries.in_language import TITLE, axis_thing, milestone_field, thing
from tadafor.translations import queries as translations
from tadafor.translations.rules import mark
from tadafor.ui import languages


@dataclass(frozen=True)
class Titles:
    """Titles in other languages: those of the very words that stand."""

    found: Mapping[tuple[str, str, str, str], str]

    @property
    def languages(self) -> list[str]:
        """The languages in which one at least is published, in the order of the house."""
        known = {language for *_, language in self.found}
        return [code for code in languages.LANGUAGES if code in known]

    def of_axis(self, one: Axis, language: str) -> str:
        return self._said(axis_thing(one.pk), "title", one.title, language)

    def of_commitment(self, one: Commitment, language: str) -> str:
        return self._said(thing(one.pk), "title", one.title, language)

    def of_milestone(self, one: Milestone | None, language: str) -> str:
        """Return what a milestone is called in a language; nothing where there is none."""
        return (one and self._said(thing(one.commitment_id), milestone_field(one), one.title, language)) or ""

    def _said(self, of: str, field: str, text: str, language: str) -> str:
        return self.found.get((of, field, mark(text), language), "")


def titles_of(ones: Iterable[Commitment], milestones: Iterable[Milestone] = ()) -> Titles:
    """Return the published titles of commitments, of their axes and of these milestones: one query."""
    listed = list(ones)
    things = {thing(one.pk) for one in listed} | {axis_thing(one.axis_id) for one in listed}
    fields = {*TITLE, *(milestone_field(one) for one in milestones)}
    return Titles(translations.versions_of(things, fields))
