"""What lives in the commitments of a plan, as a spreadsheet says it: milestones, money, the last words."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F

from tadafor.commitments import rules
from tadafor.commitments.models import Commitment, CommitmentStep, FundingLine, Milestone, Plan
from tadafor.commitments.rules import Column, Field, Meaning, Source

# Where a milestone and a line of money keep what a column says.
NAMES = {
    Field.MILESTONE: "title",
    Field.MILESTONE_DUE: "due_on",
    Field.MILESTONE_DONE: "done_on",
    Field.MILESTONE_WHO: "responsible",
    Field.MILESTONE_WEIGHT: "weight",
    Field.MILESTONE_PROOF: "proof",
    Field.PLANNED: "planned",
    Field.COMMITTED: "committed",
    Field.PAID: "paid",
}
_ALWAYS = (Field.MILESTONE, Field.MILESTONE_DUE, Field.MILESTONE_DONE)


@dataclass
class Lives:
    """What lives in one commitment."""

    milestones: dict[int, Milestone] = field(default_factory=dict)
    money: dict[tuple[str, str, int], FundingLine] = field(default_factory=dict)
    words: str = ""  # told last

    @property
    def days(self) -> list[tuple[date | None, bool]]:
        return [(one.due_on, one.done_on is not None) for one in self.milestones.values()]

    @property
    def counted(self) -> int | None:
        """The progress that milestones count; None where they count none."""
        rows = self.milestones.values()
        return rules.progress_of((one.weight, one.done_on is not None) for one in rows)

    @property
    def left(self) -> int:
        return sum(one.done_on is None for one in self.milestones.values())

    def total(self, name: str) -> Decimal:
        return sum((getattr(one, name) for one in self.money.values()), Decimal(0))

    def told(self, column: Column) -> object:
        """Return what a repeated column says of this commitment; nothing where it has no such part."""
        held: Milestone | FundingLine | None = (
            self.money.get((column.source, column.label, column.at))
            if column.field in rules.SUMS
            else self.milestones.get(column.at)
        )
        return getattr(held, NAMES[column.field]) if held else None


def lives_of(plan: Plan) -> Mapping[int, Lives]:
    """Return what lives in each commitment of a plan, by its key: three questions, whatever their number."""
    found: defaultdict[int, Lives] = defaultdict(Lives)
    of = {"commitment__plan": plan}
    for milestone in Milestone.objects.filter(**of):
        found[milestone.commitment_id].milestones[milestone.position] = milestone
    for line in FundingLine.objects.filter(**of):
        found[line.commitment_id].money[line.source, line.label, line.year] = line
    told = CommitmentStep.objects.filter(**of, status=F("commitment__status")).exclude(words="")
    steps = told.order_by("commitment_id", "-at", "-pk")
    for key, words in steps.distinct("commitment_id").values_list("commitment_id", "words"):
        found[key].words = words
    return found


def living_of(one: Commitment, lives: Lives) -> dict[Meaning, object]:
    """Return where a commitment stands, by the fields of a spreadsheet."""
    return {Field.STATUS: one.status, Field.REASON: lives.words, Field.PROGRESS: one.progress}


def repeated_columns(lives: Mapping[int, Lives]) -> list[Column]:
    """Return the columns in which the milestones and the money of a plan are told.

    What no row would fill is left out: proofs that nobody wrote, sums that are all nothing.
    """
    milestones = [one for each in lives.values() for one in each.milestones.values()]
    money = [one for each in lives.values() for one in each.money.values()]
    found = [
        Column(kind, at)
        for at in sorted({one.position for one in milestones})
        for kind in rules.OF_MILESTONES
        if kind in _ALWAYS or any(_says(one, kind) for one in milestones if one.position == at)
    ]
    lines = sorted({(one.year, list(Source).index(Source(one.source)), one.label) for one in money})
    for year, place, label in lines:
        source = list(Source)[place].value
        own = [one for one in money if (one.year, one.source, one.label) == (year, source, label)]
        found += [
            Column(kind, year, source, label) for kind in rules.SUMS if any(_says(one, kind) for one in own)
        ]
    return found


def _says(one: Any, kind: Field) -> bool:  # noqa: ANN401 -- a milestone or a line of money
    value = getattr(one, NAMES[kind])
    return bool(value != 1) if kind is Field.MILESTONE_WEIGHT else bool(value)
