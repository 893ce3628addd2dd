"""Who may hold which role, and how a contact is confirmed by a code.

The prose is ``docs/rules/people.md``; each rule names its anchor there.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType


class RoleKind(StrEnum):
    """What a person is charged with in one territory."""

    ADMINISTRATOR = "administrator"
    FOCAL_POINT = "focal_point"
    DIRECTOR = "director"
    AGENT = "agent"
    CLERK = "clerk"
    COMMITTEE = "committee"
    APPEAL = "appeal"
    PRESIDENT = "president"


class Level(StrEnum):
    """How surely we know who is asking."""

    VISITOR = "visitor"
    CONTACT = "contact"
    LINK = "link"


class Channel(StrEnum):
    """By which way an act came in; the in-person ones count the same."""

    ONLINE = "online"
    DESK = "desk"
    PAPER = "paper"
    WORKSHOP = "workshop"


class ContactKind(StrEnum):
    """Where a code is sent."""

    EMAIL = "email"
    PHONE = "phone"


class LinkKind(StrEnum):
    """What ties a person to a territory."""

    RESIDENCE = "residence"
    ACTIVITY = "activity"


class Evidence(StrEnum):
    """The document a member of staff saw; its number is never kept."""

    NATIONAL_CARD = "national_card"
    RESIDENCE_PERMIT = "residence_permit"
    RESIDENCE_CERTIFICATE = "residence_certificate"
    HOUSEHOLD_BILL = "household_bill"
    BUSINESS_DOCUMENT = "business_document"
    WORK_CERTIFICATE = "work_certificate"


class Sex(StrEnum):
    """A statistical fact, if the person wants to say."""

    WOMAN = "woman"
    MAN = "man"


class AgeBand(StrEnum):
    """A statistical fact, never a date of birth."""

    UNDER_18 = "under_18"
    FROM_18 = "18_24"
    FROM_25 = "25_34"
    FROM_35 = "35_49"
    FROM_50 = "50_64"
    FROM_65 = "65_more"


class Disability(StrEnum):
    """A statistical fact, if the person wants to say."""

    YES = "yes"
    NO = "no"


class MotherTongue(StrEnum):
    """A statistical fact: the language spoken at home."""

    DARIJA = "darija"
    TAMAZIGHT = "tamazight"
    HASSANIYA = "hassaniya"
    OTHER = "other"


# ---- roles

SEPARATE = frozenset({RoleKind.CLERK, RoleKind.COMMITTEE, RoleKind.APPEAL, RoleKind.ADMINISTRATOR})
# Whose decisions the appeal body hears: a member of it holds none of these charges.
DECIDING = frozenset({RoleKind.FOCAL_POINT, RoleKind.DIRECTOR, RoleKind.AGENT, RoleKind.PRESIDENT})
HEARD_BY_APPEAL = {RoleKind.APPEAL: DECIDING} | {kind: frozenset({RoleKind.APPEAL}) for kind in DECIDING}
WANTED_ADMINISTRATORS = 2
CONFIRM_LINKS = frozenset({RoleKind.CLERK, RoleKind.FOCAL_POINT})
GIVE_ROLES = frozenset({RoleKind.ADMINISTRATOR})
DESK = GIVE_ROLES | CONFIRM_LINKS


class RoleRefusal(StrEnum):
    """Why a role is not given or not taken."""

    NOT_ADMINISTRATOR = "not_administrator"
    NO_REASON = "no_reason"
    CLOSED = "closed"
    ALREADY_HELD = "already_held"
    INCOMPATIBLE = "incompatible"
    NOT_HELD = "not_held"
    LAST_ADMINISTRATOR = "last_administrator"
    HAS_ADMINISTRATORS = "has_administrators"


def clashes(kind: RoleKind, held: Collection[RoleKind]) -> frozenset[RoleKind]:
    """Return the roles in ``held`` that ``kind`` must not meet in one person (§ roles-apart)."""
    apart = SEPARATE - {kind} if kind in SEPARATE else frozenset()
    return frozenset(held) & (apart | HEARD_BY_APPEAL.get(kind, frozenset()))


def refuse_role(
    kind: RoleKind, *, giver: Collection[RoleKind], held: Collection[RoleKind], reason: str, closed: bool
) -> RoleRefusal | None:
    """Say why ``giver`` may not give ``kind`` to a person who holds ``held`` here (§ roles-given)."""
    if not GIVE_ROLES & frozenset(giver):
        return RoleRefusal.NOT_ADMINISTRATOR
    if closed:
        return RoleRefusal.CLOSED
    if not reason.strip():
        return RoleRefusal.NO_REASON
    if kind in held:
        return RoleRefusal.ALREADY_HELD
    return RoleRefusal.INCOMPATIBLE if clashes(kind, held) else None


def refuse_taking(
    kind: RoleKind, *, taker: Collection[RoleKind], held: bool, administrators: int, reason: str
) -> RoleRefusal | None:
    """Say why ``kind`` may not be taken away (§ roles-last)."""
    if not GIVE_ROLES & frozenset(taker):
        return RoleRefusal.NOT_ADMINISTRATOR
    if not reason.strip():
        return RoleRefusal.NO_REASON
    if not held:
        return RoleRefusal.NOT_HELD
    if kind is RoleKind.ADMINISTRATOR and administrators <= 1:
        return RoleRefusal.LAST_ADMINISTRATOR
    return None


# ---- links

EVIDENCE_FOR = {
    LinkKind.RESIDENCE: frozenset(
        {
            Evidence.NATIONAL_CARD,
            Evidence.RESIDENCE_PERMIT,
            Evidence.RESIDENCE_CERTIFICATE,
            Evidence.HOUSEHOLD_BILL,
        }
    ),
    LinkKind.ACTIVITY: frozenset({Evidence.BUSINESS_DOCUMENT, Evidence.WORK_CERTIFICATE}),
}


class LinkRefusal(StrEnum):
    """Why a link is not confirmed."""

    NOT_ALLOWED = "not_allowed"
    YOURSELF = "yourself"
    CLOSED = "closed"
    EVIDENCE = "evidence"
    ALREADY_CONFIRMED = "already_confirmed"
    ALREADY_ENDED = "already_ended"
    NO_REASON = "no_reason"


def refuse_link(
    kind: LinkKind,
    evidence: Evidence,
    *,
    staff: Collection[RoleKind],
    yourself: bool,
    closed: bool,
    confirmed: bool,
) -> LinkRefusal | None:
    """Say why this member of staff may not confirm this link (§ links-seen, § links-own)."""
    if not CONFIRM_LINKS & frozenset(staff):
        return LinkRefusal.NOT_ALLOWED
    if yourself:
        return LinkRefusal.YOURSELF
    if closed:
        return LinkRefusal.CLOSED
    if evidence not in EVIDENCE_FOR[kind]:
        return LinkRefusal.EVIDENCE
    return LinkRefusal.ALREADY_CONFIRMED if confirmed else None


# ---- accounts

# Operators give a silent number to somebody else: after so long, a code by phone opens a new account.
PHONE_SILENCE = timedelta(days=365)
PHONE_REGIONS = ("MA",)


class AccountRefusal(StrEnum):
    """Why an account does not change."""

    NAME_EMPTY = "name_empty"
    CONTACT_TAKEN = "contact_taken"
    LAST_CONTACT = "last_contact"
    HAS_ROLES = "has_roles"
    CLOSED = "closed"


@dataclass(frozen=True)
class Contact:
    """An e-mail address in lower case, or a phone number in E.164."""

    kind: ContactKind
    value: str


def e164(text: str, regions: Iterable[str] = PHONE_REGIONS) -> str | None:
    """Return a mobile number of one of ``regions`` in E.164, however it was typed (§ contacts-phones)."""
    for region in regions:
        try:
            number = phonenumbers.parse(text, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.region_code_for_number(number) == region and phonenumbers.number_type(number) in {
            PhoneNumberType.MOBILE,
            PhoneNumberType.FIXED_LINE_OR_MOBILE,
        }:
            return phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return None


def is_recycled(kind: ContactKind, *, last_seen: datetime, now: datetime) -> bool:
    """Whether a contact may have passed to somebody else (§ contacts-recycled)."""
    return kind is ContactKind.PHONE and now - last_seen > PHONE_SILENCE


# ---- codes

CODE_DIGITS = 6
CODE_LIFE = timedelta(minutes=10)
CODE_TRIES = 5
HOUR = timedelta(hours=1)
DAY = timedelta(hours=24)


@dataclass(frozen=True)
class Limit:
    """How many codes one contact may be sent."""

    an_hour: int
    a_day: int


LIMITS = {ContactKind.PHONE: Limit(an_hour=3, a_day=5), ContactKind.EMAIL: Limit(an_hour=5, a_day=12)}
# A workshop, a school or a café shares one address: this stops floods only.
FLOOD_AN_HOUR = 300
ALARM_PERCENT = 80
DAILY_PHONE_CODES = 500


@dataclass(frozen=True)
class Budget:
    """Whose codes by phone they are, whether any are sent, and how many a day."""

    territory_id: int | None = None
    phones_on: bool = True
    daily: int = DAILY_PHONE_CODES


class CodeRefusal(StrEnum):
    """Why no code is sent; the same for known and unknown contacts."""

    HOUR = "hour"
    DAY = "day"
    FLOOD = "flood"
    PHONES_OFF = "phones_off"
    BUDGET = "budget"


class TryRefusal(StrEnum):
    """Why a code does not open the door."""

    WRONG = "wrong"
    TOO_MANY = "too_many"
    EXPIRED = "expired"
    NONE = "none"


def refuse_code(
    kind: ContactKind,
    *,
    sent: Iterable[datetime],
    from_address: int,
    now: datetime,
    phones_on: bool = True,
) -> CodeRefusal | None:
    """Say why no code may be sent now (§ codes-limits).

    ``sent``: when codes went to this contact; ``from_address``: codes asked from this network address
    in the last hour.
    """
    times = list(sent)
    if kind is ContactKind.PHONE and not phones_on:
        return CodeRefusal.PHONES_OFF
    if sum(moment > now - HOUR for moment in times) >= LIMITS[kind].an_hour:
        return CodeRefusal.HOUR
    if sum(moment > now - DAY for moment in times) >= LIMITS[kind].a_day:
        return CodeRefusal.DAY
    return CodeRefusal.FLOOD if from_address >= FLOOD_AN_HOUR else None


def again_at(kind: ContactKind, *, sent: Iterable[datetime], now: datetime) -> datetime:
    """Return when the next code may be asked for."""
    limit = LIMITS[kind]
    times = sorted(sent, reverse=True)
    waits = [now]
    if len(times) >= limit.an_hour:
        waits.append(times[limit.an_hour - 1] + HOUR)
    if len(times) >= limit.a_day:
        waits.append(times[limit.a_day - 1] + DAY)
    return max(waits)


def refuse_try(*, right: bool, tries: int, expires: datetime, used: bool, now: datetime) -> TryRefusal | None:
    """Say why a typed code does not open (§ codes-tries); ``tries`` counts those before this one."""
    if used:
        return TryRefusal.NONE
    if now >= expires:
        return TryRefusal.EXPIRED
    if tries >= CODE_TRIES:
        return TryRefusal.TOO_MANY
    if right:
        return None
    return TryRefusal.TOO_MANY if tries + 1 >= CODE_TRIES else TryRefusal.WRONG


def is_alarming(spent: int, daily: int) -> bool:
    """Whether the day's phone codes have passed the share at which staff are warned (§ codes-budget)."""
    return spent * 100 >= daily * ALARM_PERCENT


# ---- levels

_ORDER = (Level.VISITOR, Level.CONTACT, Level.LINK)


def reaches(level: Level, needed: Level) -> bool:
    """Whether ``level`` is at least ``needed`` (§ levels-three)."""
    return _ORDER.index(level) >= _ORDER.index(needed)
