"""Who may answer, when, and once or several times."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tadafor.people.rules import RoleKind

ORGANISERS = frozenset({RoleKind.FOCAL_POINT, RoleKind.DIRECTOR})


class Audience(StrEnum):
    """Who may answer a form."""

    ANYBODY = "anybody"
    CONTACT = "contact"
    RESIDENTS = "residents"
    ASSOCIATIONS = "associations"
    INVITED = "invited"


class Phase(StrEnum):
    """Where a form or a conversation stands; it follows from its days and from its opening."""

    DRAFT = "draft"
    COMING = "coming"
    OPEN = "open"
    CLOSED = "closed"


class SurveyRefusal(StrEnum):
    """Why somebody may not answer, or staff may not do this now."""

    NOT_OPEN = "not_open"
    NOT_YET = "not_yet"
    CLOSED = "closed"
    ANSWERED = "answered"
    SIGN_IN = "sign_in"
    LINK_NEEDED = "link_needed"
    ASSOCIATION_NEEDED = "association_needed"
    INVITATION_NEEDED = "invitation_needed"
    INVITATION_UNKNOWN = "invitation_unknown"
    ANOTHER_VERSION = "another_version"
    NOT_ALLOWED = "not_allowed"
    DAYS_MISSING = "days_missing"
    DAYS_REVERSED = "days_reversed"
    IN_THE_PAST = "in_the_past"
    ALREADY_OPENED = "already_opened"
    ALREADY_CLOSED = "already_closed"
    TITLE_MISSING = "title_missing"
    ADDRESS_TAKEN = "address_taken"
    UNREADABLE = "unreadable"
    SEALED = "sealed"
    NO_STATEMENTS = "no_statements"
    PAGE_UNKNOWN = "page_unknown"
    NO_POLL = "no_poll"
    FACTS_UNKNOWN = "facts_unknown"


class ThemeRefusal(StrEnum):
    """Why open answers cannot be put so (§ surveys-themes)."""

    GONE = "gone"
    NO_TITLE = "no_title"
    NOTHING_PICKED = "nothing_picked"


@dataclass(frozen=True)
class Days:
    """From which day to which; both whole, in Morocco. ``announced``: staff opened it to the public."""

    opens_on: date | None
    closes_on: date | None
    announced: bool

    def phase(self, today: date) -> Phase:
        """Return where it stands (§ surveys-days)."""
        if not self.announced or self.opens_on is None or self.closes_on is None:
            return Phase.DRAFT
        if today < self.opens_on:
            return Phase.COMING
        return Phase.OPEN if today <= self.closes_on else Phase.CLOSED


def refuse_days(days: Days, *, today: date) -> SurveyRefusal | None:
    """Say why these days cannot be announced."""
    if days.opens_on is None or days.closes_on is None:
        return SurveyRefusal.DAYS_MISSING
    if days.closes_on < days.opens_on:
        return SurveyRefusal.DAYS_REVERSED
    return SurveyRefusal.IN_THE_PAST if days.closes_on < today else None


@dataclass(frozen=True)
class Answerer:
    """What the rule must know of who wants to answer."""

    signed_in: bool = False
    linked: bool = False
    speaks_for: bool = False
    brought_code: bool = False
    code_known: bool = False
    answered: bool = False


WHEN_CLOSED = {
    Phase.DRAFT: SurveyRefusal.NOT_OPEN,
    Phase.COMING: SurveyRefusal.NOT_YET,
    Phase.CLOSED: SurveyRefusal.CLOSED,
}


def refuse_answer(phase: Phase, audience: Audience, who: Answerer, *, several: bool) -> SurveyRefusal | None:
    """Say why this person may not answer now (§ surveys-who, § surveys-once)."""
    refusal = WHEN_CLOSED.get(phase) or refuse_person(audience, who)
    if refusal:
        return refusal
    return SurveyRefusal.ANSWERED if who.answered and not several else None


def refuse_person(audience: Audience, who: Answerer) -> SurveyRefusal | None:
    """Say why this person is not asked, whatever the day (§ surveys-who)."""
    if audience is Audience.ANYBODY:
        return None
    if audience is Audience.INVITED:
        known = None if who.code_known else SurveyRefusal.INVITATION_UNKNOWN
        return known if who.brought_code else SurveyRefusal.INVITATION_NEEDED
    if not who.signed_in:
        return SurveyRefusal.SIGN_IN
    if audience is Audience.RESIDENTS and not who.linked:
        return SurveyRefusal.LINK_NEEDED
    if audience is Audience.ASSOCIATIONS and not who.speaks_for:
        return SurveyRefusal.ASSOCIATION_NEEDED
    return None


def takes_files(audience: Audience, *, anonymous: bool) -> bool:
    """Whether a form may ask for a file: of people it knows, and never anonymously (§ surveys-files)."""
    return not anonymous and audience is not Audience.ANYBODY


def takes_facts(audience: Audience, *, anonymous: bool) -> bool:
    """Whether answers may be counted by what accounts declare: where one is needed (§ surveys-facts)."""
    return not anonymous and audience in {Audience.CONTACT, Audience.RESIDENTS}


def refuse_organising(roles: AbstractSet[RoleKind]) -> SurveyRefusal | None:
    """Say why somebody may not build, open and close."""
    return None if roles & ORGANISERS else SurveyRefusal.NOT_ALLOWED
