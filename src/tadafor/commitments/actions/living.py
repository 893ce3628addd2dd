"""What a row of a spreadsheet tells of what lives: where a commitment stands, its milestones, its money."""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from tadafor.commitments import rules
from tadafor.commitments.models import Commitment, FundingLine, Milestone, Plan
from tadafor.commitments.queries import NAMES, Lives
from tadafor.commitments.rules import (
    Column,
    Field,
    FundingRefusal,
    ImportRefusal,
    Meaning,
    PlanRefusal,
    StandingRefusal,
    Status,
)

Values = Mapping[Any, Any]
_PAID_AT = {FundingRefusal.PAID_OVER_COMMITTED: Field.PAID, FundingRefusal.NOTHING: Field.PLANNED}
_AT_DAY = frozenset({
    StandingRefusal.NEW_DAY_NEEDED, StandingRefusal.NEW_DAY_PAST, StandingRefusal.NEW_DAY_EARLIER,
})  # fmt: skip
_AT_WORDS = frozenset({StandingRefusal.REASON_NEEDED, StandingRefusal.REASON_TOO_LONG})


@dataclass
class Told:
    """What a row changes in what lives; ``lives`` is the whole as it will be."""

    lives: Lives
    milestones: list[Milestone] = field(default_factory=list)
    money: list[FundingLine] = field(default_factory=list)
    status: Status | None = None  # another than the one it has
    reason: str = ""
    is_anew: bool = False  # words told where the status stays
    progress: int | None = None

    @property
    def is_nothing(self) -> bool:
        return not (self.milestones or self.money or self.is_dated)

    @property
    def is_dated(self) -> bool:
        """Whether it leaves a dated step in the history that everybody reads (§ commitments-7)."""
        return self.status is not None or self.is_anew or self.progress is not None


@dataclass
class Teller:
    """One row and the commitment it is about (None: a new one), read against the rules of what lives."""

    plan: Plan
    one: Commitment | None
    lives: Lives
    values: Values
    today: date
    changes: dict[Meaning, tuple[str, str]] = field(default_factory=dict)
    faults: list[tuple[Meaning, StrEnum, dict[str, str]]] = field(default_factory=list)

    @property
    def before(self) -> Status | None:
        return self.one.standing if self.one else None

    @property
    def after(self) -> Status:
        said: Status | None = self.values.get(Field.STATUS)
        return said or self.before or Status.PROGRAMMED

    def read(self) -> Told:
        told = Told(Lives(dict(self.lives.milestones), dict(self.lives.money), self.lives.words))
        self._milestones(told)
        self._money(told)
        self._status(told)
        self._progress(told)
        return told

    def _fault(self, meaning: Meaning, refusal: StrEnum, **facts: object) -> None:
        self.faults.append((meaning, refusal, {name: str(one) for name, one in facts.items()}))

    def _groups(self, kinds: tuple[Field, ...]) -> Iterator[list[tuple[Column, Any]]]:
        """Give the cells of each milestone, or of each line of money, that says something."""
        found: dict[tuple[int, str, str], list[tuple[Column, Any]]] = {}
        for column, value in self.values.items():
            if isinstance(column, Column) and column.field in kinds:
                found.setdefault((column.at, column.source, column.label), []).append((column, value))
        yield from (cells for cells in found.values() if any(value not in {None, ""} for _, value in cells))

    def _differ(self, cells: list[tuple[Column, Any]], made: Any) -> dict[Meaning, tuple[str, str]]:  # noqa: ANN401
        pairs = {
            column: (rules.plain(self.lives.told(column)), rules.plain(getattr(made, NAMES[column.field])))
            for column, _ in cells
        }
        return {column: pair for column, pair in pairs.items() if pair[0] != pair[1]}

    # ---- milestones

    def _milestones(self, told: Told) -> None:
        for cells in self._groups(rules.OF_MILESTONES):
            at = cells[0][0].at
            held = self.lives.milestones.get(at)
            made = copy.copy(held) if held else Milestone(position=at, commitment=self.one)
            for column, value in cells:
                empty = Decimal(1) if column.field is Field.MILESTONE_WEIGHT else value
                setattr(made, NAMES[column.field], empty if value is None else value)
            changes = self._differ(cells, made)
            if changes and not self._refused(made, next(iter(changes))):
                self.changes |= changes
                told.milestones.append(made)
                told.lives.milestones[at] = made

    def _refused(self, made: Milestone, first: Meaning) -> bool:
        """Whether a milestone is not kept; says why, in the cell it comes from."""
        at, many = made.position, len(self.faults)
        if not made.title:
            self._fault(Column(Field.MILESTONE, at), PlanRefusal.NO_TITLE)
        if made.done_on and made.done_on > self.today:
            self._fault(Column(Field.MILESTONE_DONE, at), StandingRefusal.DONE_IN_FUTURE)
        if refusal := rules.refuse_weight(float(made.weight)):
            self._fault(Column(Field.MILESTONE_WEIGHT, at), refusal)
        if self.before in rules.ENDED and self.after in rules.ENDED:
            self._fault(first, StandingRefusal.ENDED)
        return len(self.faults) > many

    # ---- money

    def _money(self, told: Told) -> None:
        for cells in self._groups(rules.SUMS):
            column = cells[0][0]
            key = (column.source, column.label, column.at)
            held = self.lives.money.get(key)
            if held is None and not any(value for _, value in cells):
                continue  # a sum of nothing where nothing stands
            made = (
                copy.copy(held)
                if held
                else FundingLine(
                    commitment=self.one, source=column.source, label=column.label, year=column.at
                )
            )
            for each, value in cells:
                setattr(made, NAMES[each.field], value or Decimal(0))
            if changes := self._differ(cells, made):
                self.changes |= changes
                told.money.append(made)
                told.lives.money[key] = made
                self._counted(made, column)

    def _counted(self, made: FundingLine, column: Column) -> None:
        refusal = rules.refuse_funding(
            year=made.year,
            planned=made.planned,
            committed=made.committed,
            paid=made.paid,
            starts_on=self.plan.starts_on,
            ends_on=self.plan.ends_on,
        )
        if refusal:
            kind = _PAID_AT.get(refusal, column.field)
            self._fault(Column(kind, column.at, column.source, column.label), refusal)

    # ---- where it stands

    def _status(self, told: Told) -> None:
        before, after = self.before, self.after
        reason, last = self.values.get(Field.REASON) or "", self.lives.words
        refusal = rules.refuse_told(
            before,
            after,
            reason=reason,
            last_words=last,
            milestones_left=told.lives.left,
            ends_on=self.one.ends_on if self.one else None,
            new_day=self.values.get(Field.ENDS_ON),
            today=self.today,
        )
        if refusal:
            kind = (
                Field.ENDS_ON
                if refusal in _AT_DAY
                else Field.REASON
                if refusal in _AT_WORDS
                else Field.STATUS
            )
            self._fault(kind, refusal, before=before or Status.PROGRAMMED, after=after, left=told.lives.left)
        elif after is not (before or Status.PROGRAMMED):
            told.status, told.reason = after, reason
            self.changes[Field.STATUS] = (before or "", after.value)
            if reason != last:
                self.changes[Field.REASON] = (last, reason)
        elif reason and reason != last:
            told.is_anew, told.reason = True, reason
            self.changes[Field.REASON] = (last, reason)

    def _progress(self, told: Told) -> None:
        """Take a progress told by hand, where nothing counts it (§ commitments-7)."""
        said: int | None = self.values.get(Field.PROGRESS)
        held = self.one.progress if self.one else 0
        counted = told.lives.counted
        if said is None or said in {held, counted}:
            if said is not None and self.after is Status.DONE and told.status and said != rules.HUNDRED:
                self._fault(Field.PROGRESS, ImportRefusal.DONE_IS_WHOLE)
            return
        if self.after is Status.DONE:
            if said != rules.HUNDRED:
                self._fault(Field.PROGRESS, ImportRefusal.DONE_IS_WHOLE)
            return
        standing = self.after if self.before is None or self.before in rules.ENDED else self.before
        refusal = rules.refuse_progress(is_counted=counted is not None, progress=said, status=standing)
        if refusal:
            self._fault(Field.PROGRESS, refusal)
        else:
            told.progress = said
            self.changes[Field.PROGRESS] = (rules.plain(held), rules.plain(said))


def settled(one: Commitment, told: Told, today: date) -> None:
    """Set in a commitment what a row told of it, and what is counted from its parts (§ commitments-7)."""
    if told.status is not None:
        _moved(one, told.status, told.reason)
    if told.status is not None or told.is_anew:
        one.told_on = today
    if told.progress is not None:
        one.progress = told.progress
    counted = rules.HUNDRED if one.standing is Status.DONE else told.lives.counted
    one.progress = one.progress if counted is None else int(counted)
    one.due_on = rules.next_due(one.ends_on, told.lives.days)
    for name in ("planned", "committed", "paid"):
        setattr(one, name, told.lives.total(name))


def _moved(one: Commitment, status: Status, reason: str) -> None:
    if status is Status.DELAYED:
        one.warned = 0
    elif one.standing is Status.DONE:
        one.progress = min(one.progress, rules.ALMOST)
    one.status, one.reason = status, reason
