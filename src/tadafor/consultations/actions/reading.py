"""The rows of a spreadsheet, each read into what may be written or into what is wrong with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from tadafor.consultations import queries, rules
from tadafor.consultations.actions.contributing import Words
from tadafor.consultations.actions.workbook import Line, lines
from tadafor.consultations.models import Consultation, SheetImport
from tadafor.consultations.rules import Column, Fault, ImportRefusal
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.kernel.text import clean, clean_line
from tadafor.people.rules import Channel

_OF_TITLE = {rules.ContributionRefusal.TITLE_MISSING, rules.ContributionRefusal.PROJECT_TITLE_MISSING}


@dataclass(frozen=True)
class Good:
    """A row that may be written: its words, how it came, and its sheet."""

    line: int
    words: Words
    on: date
    channel: Channel
    name: str
    author_kind: rules.AuthorKind
    serial: str
    table: int | None


@dataclass
class Book:
    """A spreadsheet being read, with everything its rows are compared to."""

    source: SheetImport
    consultation: Consultation
    phase: rules.Phase
    subjects: dict[str, Any]
    choices: Mapping[Column, Mapping[str, str]]
    known: Mapping[str, Column]
    tables: frozenset[int]
    rounds: list[Any]
    axes: dict[str, Any]
    taken: set[str]
    version: Any
    seen: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, source: SheetImport, now: datetime) -> "Book":
        one = source.consultation
        version = queries.current_version(one)
        if version is None:
            raise Refused(rules.ContributionRefusal.NOT_OPEN_YET)
        return cls(
            source=source,
            consultation=one,
            phase=rules.phase(one.window, today=day_of(now)),
            subjects=queries.wordings_by_number(version),
            choices=queries.import_choices(),
            known=queries.import_columns(rules.Subject(one.subject)),
            tables=frozenset(number for number, _theme in queries.tables_of(source.workshop))
            if source.workshop
            else frozenset(),
            rounds=queries.rounds_of(one),
            axes={axis.name: axis for axis in queries.axes_of(one)},
            taken=queries.serials_taken(one, but=source),
            version=version,
        )

    def still_holds(self, consultation: Consultation, now: datetime) -> bool:
        """Whether the rows were compared to what still stands."""
        phase = rules.phase(consultation.window, today=day_of(now))
        return phase is self.phase and queries.current_version(consultation) == self.version

    def rows(self) -> Iterator[Good | list[Fault]]:
        with self.source.document.file.open("rb") as stored:
            for count, line in enumerate(lines(stored, self.known), 1):
                if count > rules.MOST_ROWS:
                    raise Refused(ImportRefusal.TOO_MANY_ROWS)
                yield line if isinstance(line, list) else self.read(line)

    def read(self, line: Line) -> Good | list[Fault]:
        """Return the row, or everything that is wrong in it."""
        reading = _Reading(line)
        good = self._told(reading)
        for refusal, column in self._refusals(good, reading):
            reading.fault(column, refusal)
        if reading.faults:
            return reading.faults
        if good.serial:
            self.seen.add(good.serial)
        return good

    def _told(self, row: "_Reading") -> Good:
        subject = row.text(Column.SUBJECT)
        wording = self.subjects.get(subject)
        if subject and wording is None:
            row.fault(Column.SUBJECT, ImportRefusal.UNKNOWN_SUBJECT, subject)
        if self.consultation.on_cards:
            kind = rules.Kind.REMARK if subject else rules.Kind.NEW_PROJECT
        else:
            kind = rules.Kind(row.choice(Column.KIND, self.choices, rules.Kind.COMMENT.value))
        words = Words(
            kind=kind,
            body=row.text(Column.BODY),
            title=row.text(Column.TITLE),
            proposed="" if kind is rules.Kind.COMMENT else row.text(Column.PROPOSED),
            passage=wording.passage.key if wording else None,
            sheet=rules.Sheet.of({one.value: row.text(Column(one.value)) for one in rules.Field}),
            axis="" if subject else row.text(Column.AXIS),
        )
        if words.axis and words.axis not in self.axes:
            row.fault(Column.AXIS, ImportRefusal.NOT_IN_THE_LIST, words.axis)
        return Good(
            line=row.line.number,
            words=words.cleaned(),
            on=row.day(Column.RECEIVED_ON),
            channel=Channel(row.choice(Column.CHANNEL, self.choices, Channel.WORKSHOP.value)),
            name=clean_line(row.text(Column.NAME))[:120],
            author_kind=rules.AuthorKind(
                row.choice(Column.AUTHOR_KIND, self.choices, rules.AuthorKind.CITIZEN.value)
            ),
            serial=rules.read_serial(row.text(Column.SERIAL)),
            table=row.count(Column.TABLE),
        )

    def _refusals(self, good: Good, row: "_Reading") -> Iterator[tuple[StrEnum, Column]]:
        if row.faults:
            return
        one, workshop = self.consultation, self.source.workshop
        held = next((each for each in self.rounds if each.opens_on <= good.on <= each.closes_on), None)
        window = held or one
        asked: tuple[tuple[StrEnum | None, Column], ...] = (
            (
                rules.refuse_entry(
                    phase=self.phase,
                    received_on=good.on,
                    opens_on=window.opens_on,
                    closes_on=window.closes_on,
                ),
                Column.RECEIVED_ON,
            ),
            (
                rules.refuse_place(
                    held_on=workshop.held_on if workshop else None,
                    tables=self.tables,
                    table=good.table,
                    received_on=good.on,
                ),
                Column.TABLE,
            ),
            (rules.refuse_serial(good.serial, entered_as=None), Column.SERIAL),
            (rules.SheetRefusal.TAKEN_ALREADY if good.serial in self.taken else None, Column.SERIAL),
            (ImportRefusal.SERIAL_TWICE if good.serial in self.seen else None, Column.SERIAL),
            self._proposed(good),
        )
        yield from ((refusal, column) for refusal, column in asked if refusal is not None)

    def _proposed(self, good: Good) -> tuple[StrEnum | None, Column]:
        """Return why the proposal is refused, and the column where it is mended."""
        refusal = self._proposal(good)
        if refusal in _OF_TITLE:
            return refusal, Column.TITLE
        is_sheet = refusal is rules.ContributionRefusal.NOTHING_FILLED
        return refusal, Column.PROBLEM if is_sheet else Column.BODY

    def _proposal(self, good: Good) -> StrEnum | None:
        wording = next((one for one in self.subjects.values() if one.passage.key == good.words.passage), None)
        return rules.refuse_proposal(
            rules.Proposal(
                kind=good.words.kind,
                body=good.words.body,
                title=good.words.title,
                proposed=good.words.proposed,
                current=wording.body if wording else None,
                subject=rules.Subject(self.consultation.subject),
                sheet=good.words.sheet,
                card=wording.five if wording else None,
            ),
            made_today=0,
        )


@dataclass
class _Reading:
    """One row while it is read: its cells, and what was found wrong in them."""

    line: Line
    faults: list[Fault] = field(default_factory=list)

    def fault(self, column: Column, refusal: StrEnum, said: str = "") -> None:
        where = self.line.letters.get(column, "")
        self.faults.append(Fault(self.line.number, where, refusal, said[:60]))

    def text(self, column: Column) -> str:
        if column in self.line.formulas:
            self.fault(column, ImportRefusal.FORMULA)
            return ""
        value = self.line.cells.get(column)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        said = clean(str(value)) if value is not None else ""
        # What our own exports protect from running as a formula comes back as it was.
        return said[1:] if said[:1] == "'" and said[1:2] in set("=+-@＝＋－＠") else said

    def count(self, column: Column) -> int | None:
        found = rules.read_count(self.text(column))
        if isinstance(found, ImportRefusal):
            self.fault(column, found, self.text(column))
            return None
        return found

    def day(self, column: Column) -> date:
        if column in self.line.formulas:
            self.fault(column, ImportRefusal.FORMULA)
            return date.min
        found = rules.read_day(self.line.cells.get(column))
        if isinstance(found, ImportRefusal):
            self.fault(column, found, str(self.line.cells.get(column) or ""))
            return date.min
        return found

    def choice(self, column: Column, choices: Mapping[Column, Mapping[str, str]], usual: str) -> str:
        said = self.text(column)
        found = choices[column].get(said) if said else usual
        if found is None:
            self.fault(column, ImportRefusal.NOT_IN_THE_LIST, said)
        return found or usual
