"""Signing: who may, what counts, what gives way to what (``docs/rules/petitions.md``)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from tadafor.petitions.rules.law import Requirements
from tadafor.petitions.rules.path import State

LONGEST_NAME = 120
LONGEST_ADDRESS = 200


class Way(StrEnum):
    """By which way a signature came."""

    ONLINE = "online"
    PAPER = "paper"


class Tie(StrEnum):
    """What ties a signer to the territory."""

    RESIDENCE = "residence"
    ACTIVITY = "activity"


class Status(StrEnum):
    """What a signature is worth. Only a valid one is counted."""

    VALID = "valid"
    SUSPECT = "suspect"
    INVALIDATED = "invalidated"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    DISPLACED = "displaced"


class Strength(IntEnum):
    """How strong the evidence is that the holder of the card signed; the stronger displaces the weaker."""

    DECLARED = 1
    CONFIRMED = 2  # signed in, with the very card that confirmed the link to the territory
    PAPER = 3


class SignRefusal(StrEnum):
    """Why one may not sign; said on the page, since it tells nothing of anybody else."""

    NOT_OPEN = "not_open"
    NAME_MISSING = "name_missing"
    CARD_WRONG = "card_wrong"
    TIE_NEEDED = "tie_needed"
    PROVINCE_NEEDED = "province_needed"
    ADULT_NEEDED = "adult_needed"
    CONSENT_NEEDED = "consent_needed"
    PAGE_EXPIRED = "page_expired"


class Silence(StrEnum):
    """Why a signature was not counted, which no page ever tells the one who sends it (§ petitions-20)."""

    ALREADY_SIGNED = "already_signed"
    NETWORK = "network"
    DEVICE = "device"
    CONTACT = "contact"


class Letter(StrEnum):
    """What is told at the confirmed contact, and nowhere else."""

    ALREADY_SIGNED = "already_signed"
    DISPLACED = "displaced"
    DISPLACED_ONLINE = "displaced_online"
    RETURNED = "returned"


@dataclass(frozen=True)
class Signer:
    """What is asked of who signs: what the law asks and no more."""

    name: str
    has_card: bool
    tie: Tie | None
    is_adult: bool
    consents: bool
    province: str = ""


def refuse_signature(state: State, signer: Signer, asked: Requirements) -> SignRefusal | None:
    """Return why this signature may not be given (§ petitions-16)."""
    if state is not State.COLLECTING:
        return SignRefusal.NOT_OPEN
    if not signer.name:
        return SignRefusal.NAME_MISSING
    if not signer.has_card:
        return SignRefusal.CARD_WRONG
    if signer.tie is None:
        return SignRefusal.TIE_NEEDED
    if asked.spread and signer.province not in asked.place.provinces:
        return SignRefusal.PROVINCE_NEEDED
    if not signer.is_adult:
        return SignRefusal.ADULT_NEEDED
    return None if signer.consents else SignRefusal.CONSENT_NEEDED


def displaces(new: Strength, old: Strength) -> bool:
    """Whether a signature takes the place of another under the same card: only by better evidence.

    So nobody keeps a neighbour from signing by typing their number first (§ petitions-18).
    """
    return new > old


def comes_back(status: Status, *, silenced: bool, held: bool, taken_out: bool) -> Status | None:
    """Return as what a support online stands again when the paper over it falls, or None (§ petitions-35).

    ``status`` is of the last support online under the card, ``held`` whether another holds the card,
    ``taken_out`` whether a batch that still holds reached it meanwhile.
    """
    if status is not Status.DISPLACED or held:
        return None
    if taken_out:
        return Status.INVALIDATED
    return Status.SUSPECT if silenced else Status.VALID


@dataclass(frozen=True)
class Tally:
    """The exact counts of a petition by way; only valid signatures are in it."""

    online: int = 0
    paper: int = 0
    confirmed: int = 0  # of those online, how many signed with the card that confirmed their link

    @property
    def all(self) -> int:
        return self.online + self.paper


def legal_count(tally: Tally, asked: Requirements) -> int:
    """Return what counts towards the threshold: each way by its recorded legal weight (§ petitions-17)."""
    return (tally.online if asked.online_counts else 0) + (tally.paper if asked.paper_counts else 0)


def enough(tally: Tally, asked: Requirements, provinces: Mapping[str, int] | None = None) -> bool:
    """Whether the threshold is reached now; it is not once signatures are invalidated (§ petitions-6)."""
    if legal_count(tally, asked) < asked.threshold:
        return False
    if not asked.spread:
        return True
    have = provinces or {}
    return all(have.get(code, 0) >= asked.each_province for code in asked.place.provinces)
