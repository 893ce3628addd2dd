"""The rules of following, replying and becoming."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

REPLY_LIMIT = 2_000


class Visibility(StrEnum):
    """Whether the public may read a thing."""

    VISIBLE = "visible"
    HELD = "held"
    HIDDEN = "hidden"


class Becoming(StrEnum):
    """How one thing leads to another."""

    BECAME = "became"
    MERGED = "merged"
    ANSWERED = "answered"
    CARRIED = "carried"


class Refusal(StrEnum):
    """Why one may not follow, reply or link."""

    CONTACT_NEEDED = "contact_needed"
    NOT_VISIBLE = "not_visible"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    NOT_A_MEMBER = "not_a_member"
    ITSELF = "itself"
    CIRCLE = "circle"
    ELSEWHERE = "elsewhere"


def refuse_follow(*, has_contact: bool, visibility: Visibility) -> Refusal | None:
    """Return why someone may not follow a thing (§ traces-follow)."""
    if not has_contact:
        return Refusal.CONTACT_NEEDED
    if visibility is not Visibility.VISIBLE:
        return Refusal.NOT_VISIBLE
    return None


def refuse_reply(
    *, on_paper: bool, has_contact: bool, speaks_for_association: bool, visibility: Visibility, body: str
) -> Refusal | None:
    """Return why ``body`` (already cleaned) may not be added under a thing (§ traces-reply).

    A reply that came on paper has no account behind it; the others need a confirmed contact.
    """
    if not on_paper and not has_contact:
        return Refusal.CONTACT_NEEDED
    if not speaks_for_association:
        return Refusal.NOT_A_MEMBER
    if visibility is not Visibility.VISIBLE:
        return Refusal.NOT_VISIBLE
    if not body:
        return Refusal.EMPTY
    if len(body) > REPLY_LIMIT:
        return Refusal.TOO_LONG
    return None


def refuse_succession(
    *,
    origin: int,
    successor: int,
    same_territory: bool,
    successors: Mapping[int, Iterable[int]],
) -> Refusal | None:
    """Return why ``origin`` may not become ``successor``: nothing becomes its own past (§ traces-becoming).

    ``successors`` holds, for every thing that ``successor`` leads to, what it became.
    """
    if origin == successor:
        return Refusal.ITSELF
    if not same_territory:
        return Refusal.ELSEWHERE
    if origin in _led_to(successor, successors):
        return Refusal.CIRCLE
    return None


def _led_to(start: int, successors: Mapping[int, Iterable[int]]) -> set[int]:
    seen: set[int] = set()
    waiting = [start]
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            waiting.extend(successors.get(one, ()))
    return seen
