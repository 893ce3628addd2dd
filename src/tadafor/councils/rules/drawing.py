"""The life of a draw by lot: opened, frozen, prepared, published, drawn, completed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from tadafor.councils.rules.lot.evidence import is_digits
from tadafor.councils.rules.lot.pool import Person, Quota

OLDEST_BANDS = ((60, "60+"), (45, "45-59"), (30, "30-44"), (18, "18-29"))
BANDS = tuple(name for _, name in reversed(OLDEST_BANDS))
FEWEST, MOST = 2, 300
REASON = 300


class LotPhase(StrEnum):
    """Where a draw stands."""

    OPEN = "open"
    PREPARING = "preparing"
    IMPOSSIBLE = "impossible"
    PREPARED = "prepared"
    PUBLISHED = "published"
    DRAWN = "drawn"


class LotStep(StrEnum):
    """What happened to a draw, with its day and its hash."""

    OPENED = "opened"
    QUOTAS = "quotas"
    FROZEN = "frozen"
    RELAXED = "relaxed"
    PREPARED = "prepared"
    PUBLISHED = "published"
    DRAWN = "drawn"
    REPLACED = "replaced"


class LotSex(StrEnum):
    """What a quota of sex counts."""

    WOMAN = "woman"
    MAN = "man"


class LotFact(StrEnum):
    """What a quota is about."""

    SEX = "sex"
    AGE = "age"
    NEIGHBOURHOOD = "neighbourhood"


class Typing(StrEnum):
    """What became of three digits that a staff member typed."""

    FIRST = "first"
    DIFFERENT = "different"
    DRAWN = "drawn"


class LotRefusal(StrEnum):
    """Why a draw does not go on."""

    BODY_ENDED = "lot_body_ended"
    RUNNING = "lot_running"
    SEATS = "lot_seats"
    CLOSES_PAST = "lot_closes_past"
    NO_CONSENT = "lot_no_consent"
    IS_OVER = "lot_is_over"
    ALREADY = "lot_already"
    NOT_THERE = "lot_not_there"
    FROZEN = "lot_frozen"
    NO_QUOTA = "lot_no_quota"
    QUOTA_TWICE = "lot_quota_twice"
    NOT_IMPOSSIBLE = "lot_not_impossible"
    NOTHING_NEARER = "lot_nothing_nearer"
    NOT_PREPARED = "lot_not_prepared"
    DAY_PAST = "lot_day_past"
    NOT_PUBLISHED = "lot_not_published"
    TOO_EARLY = "lot_too_early"
    NOT_DIGITS = "lot_not_digits"
    SAME_PERSON = "lot_same_person"
    ALREADY_DRAWN = "lot_already_drawn"
    NOT_DRAWN = "lot_not_drawn"
    NOT_IN_PANEL = "lot_not_in_panel"
    NO_RESERVE = "lot_no_reserve"
    NO_REASON = "lot_no_reason"


@dataclass(frozen=True)
class Stage:
    """What is known of a draw, of which its phase follows."""

    is_frozen: bool = False
    is_impossible: bool = False
    is_prepared: bool = False
    is_published: bool = False
    is_drawn: bool = False

    @property
    def phase(self) -> LotPhase:
        """Where the draw stands (§ councils-21)."""
        if self.is_drawn:
            return LotPhase.DRAWN
        if self.is_published:
            return LotPhase.PUBLISHED
        if self.is_prepared:
            return LotPhase.PREPARED
        if self.is_impossible:
            return LotPhase.IMPOSSIBLE
        return LotPhase.PREPARING if self.is_frozen else LotPhase.OPEN


def refuse_lot(
    *, seats: int, closes_on: date, today: date, has_ended: bool, is_running: bool
) -> LotRefusal | None:
    """Return why no draw is opened for a body (§ councils-21)."""
    if has_ended:
        return LotRefusal.BODY_ENDED
    if is_running:
        return LotRefusal.RUNNING
    if not FEWEST <= seats <= MOST:
        return LotRefusal.SEATS
    return LotRefusal.CLOSES_PAST if closes_on < today else None


def refuse_volunteer(
    phase: LotPhase, *, closes_on: date, today: date, consents: bool, is_there: bool
) -> LotRefusal | None:
    """Return why nobody enters the pool (§ councils-22)."""
    if phase is not LotPhase.OPEN:
        return LotRefusal.FROZEN
    if today > closes_on:
        return LotRefusal.IS_OVER
    if not consents:
        return LotRefusal.NO_CONSENT
    return LotRefusal.ALREADY if is_there else None


def refuse_withdrawal(phase: LotPhase, *, is_there: bool) -> LotRefusal | None:
    """Return why nobody leaves the pool: once it is frozen, its hash is public (§ councils-22)."""
    if not is_there:
        return LotRefusal.NOT_THERE
    return None if phase is LotPhase.OPEN else LotRefusal.FROZEN


def refuse_quotas(phase: LotPhase, quotas: Sequence[Quota]) -> LotRefusal | None:
    """Return why these quotas are not kept (§ councils-17)."""
    if phase is not LotPhase.OPEN:
        return LotRefusal.FROZEN
    cells = [(one.fact, one.value) for one in quotas]
    if not cells:
        return LotRefusal.NO_QUOTA
    return LotRefusal.QUOTA_TWICE if len(set(cells)) != len(cells) else None


def refuse_publishing(phase: LotPhase, *, drawn_on: date, today: date) -> LotRefusal | None:
    """Return why the panels are not published for a public drawing (§ councils-23)."""
    if phase not in {LotPhase.PREPARED, LotPhase.PUBLISHED}:
        return LotRefusal.ALREADY_DRAWN if phase is LotPhase.DRAWN else LotRefusal.NOT_PREPARED
    return LotRefusal.DAY_PAST if drawn_on < today else None


def refuse_digits(
    phase: LotPhase, digits: str, *, drawn_on: date | None, today: date, is_same_person: bool
) -> LotRefusal | None:
    """Return why three digits are not taken (§ councils-23)."""
    if phase is LotPhase.DRAWN:
        return LotRefusal.ALREADY_DRAWN
    if phase is not LotPhase.PUBLISHED or drawn_on is None:
        return LotRefusal.NOT_PUBLISHED
    if today < drawn_on:
        return LotRefusal.TOO_EARLY
    if not is_digits(digits):
        return LotRefusal.NOT_DIGITS
    return LotRefusal.SAME_PERSON if is_same_person else None


def refuse_replacement(phase: LotPhase, *, reason: str, is_seated: bool) -> LotRefusal | None:
    """Return why nobody is replaced (§ councils-20)."""
    if phase is not LotPhase.DRAWN:
        return LotRefusal.NOT_DRAWN
    if not reason.strip():
        return LotRefusal.NO_REASON
    return None if is_seated else LotRefusal.NOT_IN_PANEL


def eased(quotas: Sequence[Quota], persons: Sequence[Person]) -> list[Quota]:
    """Return the quotas, none asking for more than there are (§ councils-17)."""
    return [
        replace(one, least=min(one.least, sum((one.fact, one.value) in person.facts for person in persons)))
        for one in quotas
    ]


def nearest(quotas: Sequence[Quota], relaxed: Sequence[Quota]) -> list[Quota]:
    """Return the quotas with the relaxed ones in their place."""
    found = {(one.fact, one.value): one for one in relaxed}
    return [found.get((one.fact, one.value), one) for one in quotas]
