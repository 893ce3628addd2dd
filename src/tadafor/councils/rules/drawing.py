"""The life of a draw by lot: opened, frozen, prepared, published, drawn, completed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from tadafor.councils.rules.bodies import Mandate, MemberAge
from tadafor.councils.rules.lot.evidence import is_digits
from tadafor.councils.rules.lot.pool import Person, Quota

# Those of the seats of a body, so that who is drawn sits in the same band; nobody under 18 is drawn.
FIRST_AGES = {MemberAge.FROM_18: 18, MemberAge.FROM_31: 31, MemberAge.FROM_46: 46, MemberAge.FROM_61: 61}
BANDS = tuple(band.value for band in FIRST_AGES)
FEWEST, MOST = 2, 300
REASON = 300
KEPT_DAYS, FEWEST_DAYS, MOST_DAYS = 90, 30, 365


class LotPhase(StrEnum):
    """Where a draw stands."""

    OPEN = "open"
    PREPARING = "preparing"
    IMPOSSIBLE = "impossible"
    PREPARED = "prepared"
    PUBLISHED = "published"
    DRAWN = "drawn"
    CANCELLED = "cancelled"


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
    SEATED = "seated"
    ERASED = "erased"
    CANCELLED = "cancelled"


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
    MANDATE = "lot_mandate"
    NO_FREE_SEATS = "lot_no_free_seats"
    KEPT_DAYS = "lot_kept_days"
    NOT_LINKED = "lot_not_linked"
    NO_ADDRESS = "lot_no_address"
    NO_NEIGHBOURHOOD = "lot_no_neighbourhood"
    SEATED = "lot_seated"
    ERASED = "lot_erased"
    CANCELLED = "lot_cancelled"
    NOT_SHORT = "lot_not_short"
    NOBODY_TO_SEAT = "lot_nobody_to_seat"
    FEW_QUARTERS = "lot_few_quarters"
    NO_SOURCE = "lot_no_source"
    STILL_OPEN = "lot_still_open"


@dataclass(frozen=True)
class Stage:
    """What is known of a draw, of which its phase follows."""

    is_frozen: bool = False
    is_impossible: bool = False
    is_prepared: bool = False
    is_published: bool = False
    is_drawn: bool = False
    is_cancelled: bool = False

    @property
    def phase(self) -> LotPhase:
        """Where the draw stands (§ councils-21)."""
        if self.is_cancelled:
            return LotPhase.CANCELLED
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
    *,
    seats: int,
    free: int,
    closes_on: date,
    mandate: Mandate,
    kept_days: int,
    today: date,
    has_ended: bool,
    is_running: bool,
) -> LotRefusal | None:
    """Return why no draw is opened for a body (§ councils-21). ``free``: seats nobody holds on those days."""
    checks = (
        (has_ended, LotRefusal.BODY_ENDED),
        (is_running, LotRefusal.RUNNING),
        (not FEWEST <= seats <= MOST, LotRefusal.SEATS),
        (closes_on < today, LotRefusal.CLOSES_PAST),
        (mandate.since <= closes_on, LotRefusal.MANDATE),
        (mandate.until is not None and mandate.until < mandate.since, LotRefusal.MANDATE),
        (not FEWEST_DAYS <= kept_days <= MOST_DAYS, LotRefusal.KEPT_DAYS),
        (seats > free, LotRefusal.NO_FREE_SEATS),
    )
    return next((refusal for refused, refusal in checks if refused), None)


def refuse_volunteer(
    phase: LotPhase,
    *,
    closes_on: date,
    today: date,
    is_linked: bool,
    consents: bool,
    lacks_address: bool,
    knows_neighbourhood: bool,
    is_there: bool,
) -> LotRefusal | None:
    """Return why nobody enters the pool (§ councils-22)."""
    if phase is not LotPhase.OPEN:
        return LotRefusal.CANCELLED if phase is LotPhase.CANCELLED else LotRefusal.FROZEN
    checks = (
        (today > closes_on, LotRefusal.IS_OVER),
        (not is_linked, LotRefusal.NOT_LINKED),
        (is_there, LotRefusal.ALREADY),
        (not consents, LotRefusal.NO_CONSENT),
        (lacks_address, LotRefusal.NO_ADDRESS),
        (not knows_neighbourhood, LotRefusal.NO_NEIGHBOURHOOD),
    )
    return next((refusal for refused, refusal in checks if refused), None)


def refuse_withdrawal(*, is_there: bool, is_seated: bool) -> LotRefusal | None:
    """Return why nobody leaves a pool (§ councils-24)."""
    if not is_there:
        return LotRefusal.NOT_THERE
    return LotRefusal.SEATED if is_seated else None


def refuse_cancelling(phase: LotPhase, *, reason: str) -> LotRefusal | None:
    """Return why a draw is not given up: never after its digits (§ councils-21)."""
    if phase is LotPhase.CANCELLED:
        return LotRefusal.CANCELLED
    if phase is LotPhase.DRAWN:
        return LotRefusal.ALREADY_DRAWN
    return None if reason.strip() else LotRefusal.NO_REASON


def refuse_seating(phase: LotPhase, *, is_erased: bool, are_drawn: bool, any_left: bool) -> LotRefusal | None:
    """Return why those drawn do not get their seats (§ councils-25)."""
    if phase is not LotPhase.DRAWN:
        return LotRefusal.NOT_DRAWN
    if is_erased:
        return LotRefusal.ERASED
    if not are_drawn:
        return LotRefusal.NOT_IN_PANEL
    return None if any_left else LotRefusal.NOBODY_TO_SEAT


def refuse_quotas(phase: LotPhase, quotas: Sequence[Quota]) -> LotRefusal | None:
    """Return why these quotas are not kept (§ councils-17)."""
    if phase is not LotPhase.OPEN:
        return LotRefusal.CANCELLED if phase is LotPhase.CANCELLED else LotRefusal.FROZEN
    cells = [(one.fact, one.value) for one in quotas]
    if not cells:
        return LotRefusal.NO_QUOTA
    return LotRefusal.QUOTA_TWICE if len(set(cells)) != len(cells) else None


def refuse_freezing(
    phase: LotPhase, quotas: Sequence[Quota], *, closes_on: date, today: date
) -> LotRefusal | None:
    """Return why the pool stays open: nobody closes it before the last day that was told (§ councils-18)."""
    if refusal := refuse_quotas(phase, quotas):
        return refusal
    return LotRefusal.STILL_OPEN if today <= closes_on else None


def refuse_quarters(
    phase: LotPhase, people: Mapping[str, int], *, known: Collection[str], source: str
) -> LotRefusal | None:
    """Return why quotas are not proposed from these neighbourhoods' inhabitants (§ councils-17)."""
    if phase is not LotPhase.OPEN:
        return LotRefusal.CANCELLED if phase is LotPhase.CANCELLED else LotRefusal.FROZEN
    if len(people) < FEWEST or any(count < 1 for count in people.values()):
        return LotRefusal.FEW_QUARTERS
    if not set(people) <= set(known):
        return LotRefusal.NO_NEIGHBOURHOOD
    return None if source else LotRefusal.NO_SOURCE


def refuse_publishing(phase: LotPhase, *, drawn_on: date, today: date) -> LotRefusal | None:
    """Return why the panels are not published for a public drawing (§ councils-23)."""
    if phase is LotPhase.CANCELLED:
        return LotRefusal.CANCELLED
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


def refuse_replacement(
    phase: LotPhase, *, reason: str, is_seated: bool, is_erased: bool = False
) -> LotRefusal | None:
    """Return why nobody is replaced (§ councils-20)."""
    if phase is not LotPhase.DRAWN:
        return LotRefusal.NOT_DRAWN
    if is_erased:
        return LotRefusal.ERASED
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


def band_shares(fives: Sequence[float], first: int = 15) -> list[float]:
    """Return what each band weighs, from five-year groups of a census that begin at ``first``.

    Inside a group the ages are taken as even (§ councils-17).
    """
    edges = list(FIRST_AGES.values())
    width = 5
    last = len(fives) - 1

    def weight(low: int, high: int | None) -> float:
        total = 0.0
        for at, share in enumerate(fives):
            begins, ends = first + width * at, first + width * (at + 1)
            if at == last:
                total += share if high is None else 0.0
            else:
                years = min(ends, high if high is not None else ends) - max(begins, low)
                total += share * max(0, years) / width
        return total

    return [weight(low, high) for low, high in zip(edges, [*edges[1:], None], strict=True)]
