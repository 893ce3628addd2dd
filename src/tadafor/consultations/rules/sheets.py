"""The sheets of a workshop: numbers, tables, slips of the pen (``docs/rules/consultations.md``)."""

from datetime import date, datetime, timedelta
from enum import StrEnum

MOST_PRINTED = 500
UNDO_WITHIN = timedelta(minutes=30)
CLOCK_MAY_DIFFER = timedelta(minutes=10)
# As kernel.identifiers writes codes: no I, L, O nor U, which are misread on paper.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", "-": "", " ": ""})
SERIAL_LENGTH = 7


class SheetRefusal(StrEnum):
    """Why a sheet may not be entered, or taken back."""

    SERIAL_WRONG = "serial_wrong"
    SERIAL_TAKEN = "serial_taken"
    SENT_AS_SHEET = "sent_as_sheet"
    TAKEN_ALREADY = "taken_already"
    UNKNOWN_WORKSHOP = "unknown_workshop"
    UNKNOWN_TABLE = "unknown_table"
    NOT_THE_DAY_OF_THE_WORKSHOP = "not_the_day_of_the_workshop"
    NOT_ENTERED_BY_YOU = "not_entered_by_you"
    TOO_LATE_TO_UNDO = "too_late_to_undo"
    ALREADY_UNDONE = "already_undone"
    ALREADY_ANSWERED = "already_answered"
    TOO_MANY_PRINTED = "too_many_printed"
    UNKNOWN_CONTRIBUTION = "unknown_contribution"
    NOTHING_TO_PRINT = "nothing_to_print"


def serial_of(body: str) -> str:
    """Return the number of a printed sheet: ``body`` and the letter that betrays a slip of the pen."""
    total = sum((2 * place + 1) * _LETTERS.index(letter) for place, letter in enumerate(body))
    return body + _LETTERS[total % len(_LETTERS)]


def read_serial(typed: str) -> str:
    """Return a number as it was printed, whatever small letters, spaces or misread signs were typed."""
    return typed.strip().upper().translate(_MISREAD)


def is_serial(read: str) -> bool:
    """Whether it is a number as we print them (§ consultations-sheet-number)."""
    return (
        len(read) == SERIAL_LENGTH
        and all(letter in _LETTERS for letter in read)
        and serial_of(read[:-1]) == read
    )


def refuse_serial(
    serial: str,
    *,
    entered_as: int | None,
    claimed: bool = False,
    online: bool = False,
    printed: bool = True,
) -> SheetRefusal | None:
    """Return why a sheet of this number may not be entered (§ consultations-sheet-number).

    ``entered_as`` is the contribution that it already became; a sheet without a number has an empty one.
    ``claimed`` is one that a spreadsheet brings, whose rows are being written. ``online`` is for who
    sends it from the code on the paper: it was ``printed`` here (§ consultations-sheet-online).
    """
    if serial and not (is_serial(serial) and printed):
        return SheetRefusal.SERIAL_WRONG
    if entered_as is not None:
        return SheetRefusal.SENT_AS_SHEET if online else SheetRefusal.SERIAL_TAKEN
    return SheetRefusal.TAKEN_ALREADY if claimed else None


def refuse_printing(*, sheets: int) -> SheetRefusal | None:
    """Return why so many sheets are not printed together (§ consultations-printed)."""
    if sheets == 0:
        return SheetRefusal.NOTHING_TO_PRINT
    return SheetRefusal.TOO_MANY_PRINTED if sheets > MOST_PRINTED else None


def refuse_place(
    *, held_on: date | None, tables: frozenset[int], table: int | None, received_on: date
) -> SheetRefusal | None:
    """Return why a sheet cannot come from there (§ consultations-workshop).

    ``held_on`` is the day of the workshop it names, None for a sheet that names none.
    """
    if held_on is None:
        return SheetRefusal.UNKNOWN_TABLE if table is not None else None
    if received_on != held_on:
        return SheetRefusal.NOT_THE_DAY_OF_THE_WORKSHOP
    return SheetRefusal.UNKNOWN_TABLE if table is not None and table not in tables else None


def refuse_undo(
    *, is_own: bool, undone: bool, answered: bool, entered_at: datetime, now: datetime
) -> SheetRefusal | None:
    """Return why an entry may not be taken back (§ consultations-undo)."""
    if not is_own:
        return SheetRefusal.NOT_ENTERED_BY_YOU
    if undone:
        return SheetRefusal.ALREADY_UNDONE
    if answered:
        return SheetRefusal.ALREADY_ANSWERED
    return SheetRefusal.TOO_LATE_TO_UNDO if now - entered_at > UNDO_WITHIN else None


def clock_is_off(told: datetime | None, *, now: datetime) -> bool:
    """Whether the clock of the device that sends is wrong (§ consultations-clock).

    ``told`` is the hour the device says it is while it sends; only ours counts.
    """
    return told is not None and abs(told - now) > CLOCK_MAY_DIFFER
