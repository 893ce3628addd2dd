"""What a spreadsheet of a plan is compared to, and how far its import has come."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from django.utils import translation

from tadafor.commitments import rules
from tadafor.commitments.models import ColumnMapping, Commitment, Plan, PlanImport
from tadafor.commitments.rules import (
    Column,
    Field,
    FundingRefusal,
    Gender,
    ImportRefusal,
    Meaning,
    PlanRefusal,
    Principle,
    Source,
    StandingRefusal,
    Status,
)
from tadafor.commitments.words import AS_WRITTEN
from tadafor.kernel.refusals import sentence
from tadafor.kernel.text import search_text
from tadafor.kernel.words import word
from tadafor.territories.queries import neighbourhoods

if TYPE_CHECKING:
    from tadafor.territories.models import Neighbourhood

_LANGUAGES = ("ar", "fr")
_REFUSALS: dict[str, Any] = {
    kind.__name__: kind for kind in (ImportRefusal, PlanRefusal, StandingRefusal, FundingRefusal)
}
_HELD = tuple(
    field.value
    for field in rules.PROMISED
    if field not in {Field.AXIS, Field.NEIGHBOURHOOD, Field.PRINCIPLES}
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


@cache
def as_written(member: Any) -> tuple[str, ...]:  # noqa: ANN401 -- a status, or a sum
    """Return how communes write something in their own spreadsheets, in each language."""
    found: list[str] = []
    for language in _LANGUAGES:
        with translation.override(language):
            found += str(AS_WRITTEN[member]).split("|")
    return tuple(found)


@cache
def names_of(members: Any) -> Mapping[str, Any]:  # noqa: ANN401 -- a closed list
    """Return the members of a closed list by their code and by their word in each language."""
    known = {search_text(member.value): member for member in members}
    if members is Status:
        known |= {search_text(one): status for status in Status for one in as_written(status)}
    for language in _LANGUAGES:
        with translation.override(language):
            known |= {search_text(word(member)): member for member in members}
    return known


def fields_of_headings(plan: Plan, headings: Iterable[str]) -> dict[int, Meaning]:
    """Return what each column says, as was chosen last time, else by its name; each meaning once."""
    kept = kept_columns(plan)
    found: dict[int, Meaning] = {}
    for place, heading in enumerate(headings):
        named = kept.get(heading)
        meaning = meaning_of_heading(heading) if named is None else rules.meaning_of(named)
        if meaning and meaning not in found.values():
            found[place] = meaning
    return found


def title_of(meaning: Meaning) -> str:
    """Return what a column is called, in the reader's language."""
    if isinstance(meaning, Field):
        return word(meaning)
    said = f"{word(meaning.field)} {meaning.at}"
    if meaning.field in rules.OF_MILESTONES:
        return said
    return _BETWEEN.join(filter(None, [said, word(Source(meaning.source)), meaning.label]))


_BETWEEN = " – "


def meaning_of_heading(heading: str) -> Meaning | None:
    """Return what a column says by its name: as this house writes it, else as communes do."""
    if known := names_of(Field).get(search_text(heading)):
        return known if known not in rules.REPEATED else Column(known)
    what, *rest = heading.split(_BETWEEN)
    head, _, number = what.rpartition(" ")
    named = names_of(Field).get(search_text(head))
    if named in rules.REPEATED and number.isdecimal():
        source = names_of(Source).get(search_text(rest[0])) if rest else None
        return Column(named, int(number), source.value if source else "", _BETWEEN.join(rest[1:]))
    return _guessed(search_text(heading))


def _guessed(said: str) -> Column | None:
    """Return what a heading of a commune's own seems to say of money; somebody says the rest."""
    year = _YEAR.search(said)
    sums = [kind for kind in rules.SUMS if any(search_text(one) in said for one in as_written(kind))]
    if year is None or len(sums) != 1:
        return None
    sources = {one for name, one in names_of(Source).items() if name in said}
    return Column(sums[0], int(year[1]), sources.pop().value if len(sources) == 1 else "")


@cache
def headings_known() -> frozenset[str]:
    """Return the names of the columns in each language, as this house writes them."""
    names: set[str] = set()
    for language in _LANGUAGES:
        with translation.override(language):
            names |= {word(field) for field in Field}
    return frozenset(names)


def neighbourhoods_of(territory_id: int) -> "list[Neighbourhood]":
    """Return the neighbourhoods that a cell may name."""
    return list(neighbourhoods(territory_id))


def kept_columns(plan: Plan) -> dict[str, str]:
    """Return the fields chosen last time for this kind of plan, by heading."""
    kept = ColumnMapping.objects.filter(territory_id=plan.territory_id, kind=plan.kind).first()
    return kept.columns if kept else {}


def import_keyed(key: int) -> PlanImport | None:
    """Return an import of the open scope, with its plan."""
    return PlanImport.objects.select_related("plan", "plan__trace", "plan__territory").filter(pk=key).first()


def locked_import(source: PlanImport) -> PlanImport:
    """Return an import fresh, held until the act is done."""
    found = PlanImport.objects.select_for_update(of=("self",)).prefetch_related("plan")
    return found.get(pk=source.pk)


def imports_of(plan: Plan) -> list[PlanImport]:
    """Return the last imports of a plan, without their rows."""
    return list(PlanImport.objects.filter(plan=plan).defer("rows", "found")[:10])


def unfinished_imports(before: datetime) -> list[PlanImport]:
    """Return what a job left before it ended, within ``everywhere()``."""
    left = PlanImport.objects.filter(standing__in=sorted(rules.MOVING), moved_at__lt=before)
    return list(left.select_related("plan").defer("rows", "found"))


def values_of(one: Commitment) -> dict[Meaning, object]:
    """Return what a commitment promises, by the fields of a spreadsheet."""
    told: dict[Meaning, object] = {Field(name): getattr(one, name) for name in _HELD}
    return told | {
        Field.AXIS: one.axis.title,
        Field.NEIGHBOURHOOD: one.neighbourhood.name_ar if one.neighbourhood else "",
        Field.PRINCIPLES: [Principle(each).value for each in one.principles],
        Field.GENDER: Gender(one.gender).value,
    }


def whole(plan: Plan) -> list[Commitment]:
    """Return every commitment of a plan with all that a spreadsheet says of it."""
    things = Commitment.objects.filter(plan=plan).defer("search_text", "grams")
    return list(things.select_related("axis", "neighbourhood").order_by("number"))


def faults_told(source: PlanImport) -> list[tuple[int, str, str, str]]:
    """Return what is wrong in a file: line, column, sentence in the reader's language, what was read."""
    return [
        (line, column, sentence(_REFUSALS[kind](value), **_facts(*facts)), said)
        for line, column, kind, value, said, *facts in source.found.get("faults", ())
    ]


def _facts(told: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the facts of a sentence, statuses by their words."""
    return {name: word(Status(one)) if one in set(Status) else one for name, one in (told or {}).items()}


def stopped_told(source: PlanImport) -> str:
    """Return why nothing was written, in the reader's language; empty where nothing stopped it."""
    if refused := source.found.get("refused"):
        return word(ImportRefusal(refused))
    kind, value = source.found.get("stopped") or ("", "")
    return word(_REFUSALS[kind](value)) if kind else ""
