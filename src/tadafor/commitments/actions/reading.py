"""The rows of a spreadsheet, each read into what it would change in a plan or into what is wrong with it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from tadafor.commitments import queries, rules
from tadafor.commitments.actions.living import Teller, Told
from tadafor.commitments.models import Axis, Commitment, Plan, PlanImport
from tadafor.commitments.queries import Lives
from tadafor.commitments.rules import (
    Column,
    Fault,
    Field,
    Gender,
    ImportRefusal,
    Meaning,
    PlanRefusal,
    Principle,
    StandingRefusal,
    Status,
)
from tadafor.kernel.text import clean, clean_line, search_text
from tadafor.territories.models import Neighbourhood
from tadafor.territories.rules.points import refuse_point

AT_ONCE = 250
_SEPARATORS = str.maketrans(dict.fromkeys(",،;؛/\n", "|"))
_SAID = 80
_PROMISED = frozenset(rules.PROMISED) - {Field.NUMBER}


@dataclass(frozen=True)
class Row:
    """A row that may be written: what it says, and of which commitment (None: a new one)."""

    line: int
    values: dict[Meaning, Any]
    one: Commitment | None
    number: int
    changes: dict[Meaning, tuple[str, str]]
    told: Told


@dataclass
class Outcome:
    """What a spreadsheet would do to a plan."""

    new: list[Row] = field(default_factory=list)
    changed: list[Row] = field(default_factory=list)
    same: int = 0
    missing: list[Commitment] = field(default_factory=list)
    axes: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def mark(self) -> str:
        """What was looked at; another whenever the plan changed in what the file says."""
        told = [
            (row.number, sorted((of.value, *pair) for of, pair in row.changes.items()))
            for row in (*self.new, *self.changed)
        ]
        return sha256(repr((told, self.axes, [one.number for one in self.missing])).encode()).hexdigest()


@dataclass
class Book:
    """A spreadsheet being read, with everything its rows are compared to."""

    plan: Plan
    today: date
    fields: dict[int, Meaning]
    lives: Mapping[int, Lives]
    ones: dict[int, Commitment]
    titles: dict[str, list[Commitment]]
    axes: dict[str, Axis]
    places: dict[str, Neighbourhood]
    outcome: Outcome = field(default_factory=Outcome)
    seen: set[int] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    last: int = 0

    @classmethod
    def of(cls, source: PlanImport, ones: Sequence[Commitment], today: date) -> "Book":
        plan = source.plan
        titles: dict[str, list[Commitment]] = {}
        for one in ones:
            titles.setdefault(search_text(one.title), []).append(one)
        # A neighbourhood that is no more stays where it is named.
        places = [one.neighbourhood for one in ones if one.neighbourhood]
        places += queries.neighbourhoods_of(plan.territory_id)
        names = [(name, place) for place in places for name in (place.name_ar, place.name_fr)]
        return cls(
            plan=plan,
            today=today,
            fields=source.fields,
            lives=queries.lives_of(plan),
            ones={one.number: one for one in ones},
            titles=titles,
            axes={search_text(axis.title): axis for axis in queries.axes_of(plan)},
            places={search_text(name): place for name, place in names if name},
            last=max([0, *(one.number for one in ones), *_numbers(source)]),
        )

    def read(self, rows: Sequence[Sequence[Any]], tell: Callable[[int], None] | None = None) -> Outcome:
        """Read every row; ``tell`` hears how many were."""
        for at, (line, *cells) in enumerate(rows, 1):
            self._row(line, cells)
            if tell and at % AT_ONCE == 0:
                tell(at)
        self.outcome.missing = [one for number, one in self.ones.items() if number not in self.seen]
        return self.outcome

    def _row(self, line: int, cells: Sequence[str]) -> None:
        faults: list[Fault] = []
        values: dict[Meaning, Any] = {}
        for place, meaning in self.fields.items():
            found = self._value(meaning.field if isinstance(meaning, Column) else meaning, cells[place])
            if isinstance(found, ImportRefusal | PlanRefusal):
                faults.append(Fault(line, rules.letters(place), found, cells[place][:_SAID]))
            else:
                values[meaning] = found
        row = None if faults else self._understood(line, values, faults)
        self.outcome.faults += faults
        if row is None:
            return
        self.seen.add(row.number)
        if row.one is None:
            self.outcome.new.append(row)
        elif row.changes:
            self.outcome.changed.append(row)
        else:
            self.outcome.same += 1

    def _value(self, kind: Field, said: str) -> Any:  # noqa: ANN401 -- what the field holds, or a refusal
        if kind in rules.TEXTS:
            told = clean(said)
            return told if len(told) <= rules.TEXTS[kind] else ImportRefusal.TOO_LONG
        if kind in rules.LINES:
            told = clean_line(said)
            return told if len(told) <= rules.LINES[kind] else ImportRefusal.TOO_LONG
        told = clean_line(said)
        if kind in rules.DAYS:
            return rules.read_day(told) if told else None
        if kind in rules.NUMBERS:
            return _number(kind, told)
        if kind is Field.NEIGHBOURHOOD:
            place = self.places.get(search_text(told))
            return ImportRefusal.NOT_IN_THE_LIST if told and place is None else place
        if kind is Field.STATUS:
            return _status(told)
        if kind is Field.PROGRESS:
            return rules.read_progress(told) if told else None
        return _gender(told) if kind is Field.GENDER else _principles(told)

    def _understood(self, line: int, values: dict[Meaning, Any], faults: list[Fault]) -> Row | None:
        """Say which commitment a row is about and what it changes, or add to the faults."""
        one, refusal = self._known(values)
        if refusal is None:
            refusal = self._refusal(values, one)
        if refusal is not None:
            faults.append(Fault(line, self._column(refusal), refusal))
            return None
        number = one.number if one else int(values.get(Field.NUMBER) or self._next())
        is_numbered = one is not None or bool(values.get(Field.NUMBER))
        if self._is_said(number, "" if is_numbered else search_text(values[Field.TITLE])):
            twice = ImportRefusal.ROW_TWICE
            faults.append(Fault(line, self._column(twice), twice, str(number) if one else ""))
            return None
        teller = Teller(
            self.plan, one, self.lives.get(one.pk, Lives()) if one else Lives(), values, self.today
        )
        told = teller.read()
        for meaning, why, facts in teller.faults:
            faults.append(Fault(line, self._place(meaning), why, facts=facts))
        if teller.faults:
            return None
        self._axis(values)
        after: dict[Meaning, object] = {
            kind: _told(value)
            for kind, value in values.items()
            if kind in _PROMISED and (kind is not Field.AXIS or value)
        }
        changes = rules.changed(queries.values_of(one) if one else {}, after)
        return Row(line, values, one, number, changes | teller.changes, told)

    def _is_said(self, number: int, title: str) -> bool:
        """Whether a row before said the same commitment; a new one is known by its title too."""
        is_twice = number in self.seen or title in self.named
        self.named |= {title} - {""}
        return is_twice

    def _next(self) -> int:
        self.last += 1
        return self.last

    def _known(self, values: dict[Meaning, Any]) -> tuple[Commitment | None, ImportRefusal | None]:
        """Find the commitment by its number, else by its title."""
        if number := values.get(Field.NUMBER):
            return self.ones.get(int(number)), None
        same = self.titles.get(search_text(values.get(Field.TITLE, "")), [])
        return (same[0] if same else None), (ImportRefusal.TITLE_OF_SEVERAL if len(same) > 1 else None)

    def _refusal(self, values: dict[Meaning, Any], one: Commitment | None) -> Any:  # noqa: ANN401 -- one of three enums
        """Ask the rules of a commitment what they say of a row."""
        if not values.get(Field.TITLE, one.title if one else ""):
            return ImportRefusal.NO_TITLE
        if one is None and not values.get(Field.AXIS):
            return ImportRefusal.NO_AXIS
        weight = values.get(Field.WEIGHT)
        if weight is not None and (refusal := rules.refuse_weight(float(weight))):
            return refusal
        held: dict[Meaning, Any] = queries.values_of(one) if one else {}
        told = held | values
        if late := rules.refuse_days(starts_on=told.get(Field.STARTS_ON), ends_on=told.get(Field.ENDS_ON)):
            return late
        if refuse_point(told.get(Field.LATITUDE), told.get(Field.LONGITUDE)):
            return PlanRefusal.POINT_OUTSIDE
        is_promised = one is not None and self.plan.is_public and one.ends_on is not None
        is_delay = values.get(Field.STATUS) is Status.DELAYED and one and one.standing is not Status.DELAYED
        if is_promised and not is_delay and told.get(Field.ENDS_ON) != held[Field.ENDS_ON]:
            return StandingRefusal.TELL_THE_DELAY
        return None

    def _axis(self, values: dict[Meaning, Any]) -> None:
        """Write an axis as it is known; one that is not known is new."""
        if title := values.get(Field.AXIS):
            axis = self.axes.get(search_text(title))
            if axis is None:
                axis = self.axes[search_text(title)] = Axis(plan=self.plan, title=title)
                self.outcome.axes.append(title)
            values[Field.AXIS] = axis

    def _column(self, refusal: Any) -> str:  # noqa: ANN401 -- one of three enums
        """Return the column of a fault that concerns one."""
        kind = _ABOUT.get(refusal)
        return self._place(kind) if kind else ""

    def _place(self, meaning: Meaning) -> str:
        """Return the letters of the column that says this, else of one of the same milestone or money."""
        near = [place for place, each in self.fields.items() if _is_near(each, meaning)]
        exact = [place for place, each in self.fields.items() if each == meaning]
        return next((rules.letters(place) for place in (*exact, *near)), "")


_ABOUT: dict[Any, Field] = {
    ImportRefusal.NO_TITLE: Field.TITLE,
    ImportRefusal.TITLE_OF_SEVERAL: Field.TITLE,
    ImportRefusal.NO_AXIS: Field.AXIS,
    ImportRefusal.ROW_TWICE: Field.NUMBER,
    PlanRefusal.WEIGHT: Field.WEIGHT,
    PlanRefusal.POINT_OUTSIDE: Field.LATITUDE,
    StandingRefusal.ENDS_BEFORE: Field.ENDS_ON,
    StandingRefusal.TELL_THE_DELAY: Field.ENDS_ON,
}


def _is_near(one: Meaning, other: Meaning) -> bool:
    """Whether two columns say something of the same milestone, or of the same money."""
    if not (isinstance(one, Column) and isinstance(other, Column)):
        return False
    are_sums = (one.field in rules.SUMS, other.field in rules.SUMS)
    return len(set(are_sums)) == 1 and (one.at, one.source, one.label) == (
        other.at,
        other.source,
        other.label,
    )


def _numbers(source: PlanImport) -> list[int]:
    """Return the numbers that the file gives, so that none is given to a row without one."""
    places = [place for place, kind in source.fields.items() if kind is Field.NUMBER]
    read = [rules.read_amount(Field.NUMBER, row[place + 1]) for row in source.rows for place in places]
    return [int(one) for one in read if isinstance(one, Decimal)]


def _number(kind: Field, told: str) -> Decimal | ImportRefusal | None:
    if not told:
        return Decimal(1) if kind is Field.WEIGHT else None
    return rules.read_amount(kind, told)


def _status(told: str) -> Status | ImportRefusal | None:
    if not told:
        return None
    found: Status | None = queries.names_of(Status).get(search_text(told))
    return ImportRefusal.NOT_IN_THE_LIST if found is None else found


def _gender(told: str) -> Gender | ImportRefusal:
    if not told:
        return Gender.NEUTRAL
    found: Gender | None = queries.names_of(Gender).get(search_text(told))
    return ImportRefusal.NOT_IN_THE_LIST if found is None else found


def _principles(told: str) -> list[Principle] | ImportRefusal:
    names: Mapping[str, Principle] = queries.names_of(Principle)
    found = [names.get(search_text(one)) for one in told.translate(_SEPARATORS).split("|") if one.strip()]
    if None in found:
        found = [names.get(search_text(one)) for one in told.split()]
    return ImportRefusal.NOT_IN_THE_LIST if None in found else [one for one in found if one]


def _told(value: Any) -> object:  # noqa: ANN401 -- what a field holds
    """Return a value as ``queries.values_of`` tells it."""
    if isinstance(value, Axis):
        return value.title
    if isinstance(value, Neighbourhood):
        return value.name_ar
    if isinstance(value, list):
        return [Principle(one).value for one in value]
    return value.value if isinstance(value, Gender) else value
