"""What a spreadsheet of a plan is compared to, and how far its import has come."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from django.utils import translation

from tadafor.commitments import rules
from tadafor.commitments.models import ColumnMapping, Commitment, Plan, PlanImport
from tadafor.commitments.rules import Field, Gender, ImportRefusal, PlanRefusal, Principle, StandingRefusal
from tadafor.kernel.text import search_text
from tadafor.kernel.words import word
from tadafor.territories.queries import neighbourhoods

if TYPE_CHECKING:
    from tadafor.territories.models import Neighbourhood

_LANGUAGES = ("ar", "fr")
_REFUSALS: dict[str, Any] = {kind.__name__: kind for kind in (ImportRefusal, PlanRefusal, StandingRefusal)}
_HELD = tuple(
    field.value for field in Field if field not in {Field.AXIS, Field.NEIGHBOURHOOD, Field.PRINCIPLES}
)


@cache
def names_of(members: Any) -> Mapping[str, Any]:  # noqa: ANN401 -- a closed list
    """Return the members of a closed list by their code and by their word in each language."""
    known = {search_text(member.value): member for member in members}
    for language in _LANGUAGES:
        with translation.override(language):
            known |= {search_text(word(member)): member for member in members}
    return known


def fields_of_headings(plan: Plan, headings: Iterable[str]) -> dict[int, Field]:
    """Return what each column says, as was chosen last time, else by its name; each field once."""
    kept = kept_columns(plan)
    known = names_of(Field)
    found: dict[int, Field] = {}
    for place, heading in enumerate(headings):
        named = kept.get(heading)
        field = (
            Field(named) if named in set(Field) else None if named == "" else known.get(search_text(heading))
        )
        if field and field not in found.values():
            found[place] = field
    return found


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


def values_of(one: Commitment) -> dict[Field, object]:
    """Return what a commitment says, by the fields of a spreadsheet."""
    told: dict[Field, object] = {Field(name): getattr(one, name) for name in _HELD}
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
        (line, column, word(_REFUSALS[kind](value)), said)
        for line, column, kind, value, said in source.found.get("faults", ())
    ]


def stopped_told(source: PlanImport) -> str:
    """Return why nothing was written, in the reader's language; empty where nothing stopped it."""
    if refused := source.found.get("refused"):
        return word(ImportRefusal(refused))
    kind, value = source.found.get("stopped") or ("", "")
    return word(_REFUSALS[kind](value)) if kind else ""
