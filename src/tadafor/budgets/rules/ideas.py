"""Ideas: what one may say, who may back or take back, which ideas become one project."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tadafor.territories.rules.points import PointRefusal, refuse_point

SHORTEST_BODY = 10
LONGEST_TITLE = 150
LONGEST_BODY = 3_000
LONGEST_PLACE = 200
MOST_A_DAY = 10
MOST_PHOTOS = 3
_FIRST_OF_TWO = 2


class IdeaRefusal(StrEnum):
    """Why an idea is not taken, backed, taken back or merged."""

    SIGN_IN_FIRST = "sign_in_first"
    TITLE_MISSING = "title_missing"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    TOO_MANY_TODAY = "too_many_today"
    RECEIVED_OUTSIDE = "received_outside"
    NOT_SHOWN = "not_shown"
    OWN_IDEA = "own_idea"
    NOT_AUTHOR = "not_author"
    ALREADY_WITHDRAWN = "already_withdrawn"
    IN_A_PROJECT = "in_a_project"
    NO_IDEA = "no_idea"


class Fate(StrEnum):
    """Where an idea stands, as everybody reads it."""

    WAITING = "waiting"
    IN_PROJECT = "in_project"
    NOT_TAKEN = "not_taken"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Said:
    """What an idea says, cleaned."""

    title: str
    body: str
    latitude: Decimal | None = None
    longitude: Decimal | None = None


def refuse_idea(
    said: Said, *, made_today: int = 0, spoken: bool = False
) -> IdeaRefusal | PointRefusal | None:
    """Say why an idea may not be taken; a voice needs no word (§ budgets-ideas, § budgets-voice)."""
    if not said.title and not spoken:
        return IdeaRefusal.TITLE_MISSING
    if len(said.body) < SHORTEST_BODY and not spoken:
        return IdeaRefusal.TOO_SHORT
    if len(said.body) > LONGEST_BODY or len(said.title) > LONGEST_TITLE:
        return IdeaRefusal.TOO_LONG
    if refusal := refuse_point(said.latitude, said.longitude):
        return refusal
    return IdeaRefusal.TOO_MANY_TODAY if made_today >= MOST_A_DAY else None


def refuse_entry(*, received_on: date, opens_on: date | None, closes_on: date | None) -> IdeaRefusal | None:
    """Say why an idea from a box may not be entered: it counts by its day (§ budgets-ideas-box)."""
    if opens_on is None or closes_on is None:
        return IdeaRefusal.RECEIVED_OUTSIDE
    return None if opens_on <= received_on <= closes_on else IdeaRefusal.RECEIVED_OUTSIDE


def refuse_backing(*, signed_in: bool, is_author: bool, shown: bool) -> IdeaRefusal | None:
    """Say why this person may not back an idea (§ budgets-backing)."""
    if not signed_in:
        return IdeaRefusal.SIGN_IN_FIRST
    if not shown:
        return IdeaRefusal.NOT_SHOWN
    return IdeaRefusal.OWN_IDEA if is_author else None


def refuse_withdrawal(*, is_author: bool, withdrawn: bool, in_a_project: bool) -> IdeaRefusal | None:
    """Say why an idea may not be taken back; not out of a project (§ budgets-withdrawing)."""
    if not is_author:
        return IdeaRefusal.NOT_AUTHOR
    if withdrawn:
        return IdeaRefusal.ALREADY_WITHDRAWN
    return IdeaRefusal.IN_A_PROJECT if in_a_project else None


@dataclass(frozen=True)
class Merging:
    """One idea that is to be merged: whether it was taken back, and in which project it stands already."""

    withdrawn: bool
    in_another_project: bool
    shown: bool = True


def refuse_merging(ideas: list[Merging]) -> IdeaRefusal | None:
    """Say why these ideas may not become one project (§ budgets-merging)."""
    if not ideas:
        return IdeaRefusal.NO_IDEA
    if any(one.withdrawn for one in ideas):
        return IdeaRefusal.ALREADY_WITHDRAWN
    if not all(one.shown for one in ideas):
        return IdeaRefusal.NOT_SHOWN
    return IdeaRefusal.IN_A_PROJECT if any(one.in_another_project for one in ideas) else None


def fate(*, withdrawn: bool, in_a_project: bool, merging_over: bool) -> Fate:
    """Return where an idea stands (§ budgets-fate): what no project took when merging ended was not taken."""
    if withdrawn:
        return Fate.WITHDRAWN
    if in_a_project:
        return Fate.IN_PROJECT
    return Fate.NOT_TAKEN if merging_over else Fate.WAITING


def shown_name(name: str) -> str:
    """Return a citizen's name as it shows: the first, and the initial of the last (§ budgets-names)."""
    words = name.split()
    if len(words) < _FIRST_OF_TWO:
        return name
    compound = len(words) > _FIRST_OF_TWO and words[1].startswith("ال")
    first = words[:2] if compound else words[:1]
    last = words[-1].removeprefix("ال") or words[-1]
    return f"{' '.join(first)} {last[0]}."
