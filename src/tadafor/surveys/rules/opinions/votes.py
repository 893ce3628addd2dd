"""What a person says of a statement, and how much must be said before a map is drawn."""

from enum import IntEnum

LEAST_PEOPLE = 30  # § opinion-map-least
LEAST_VOTES = 7  # who said less is placed, and shapes no group: § opinion-map-least
MOST_GROUPS = 5


class Vote(IntEnum):
    """Agree, disagree, or pass: to pass is to have seen, and to say neither."""

    DISAGREE = -1
    PASS = 0
    AGREE = 1


def is_enough(people: int, statements: int) -> bool:
    """Whether a map may be drawn: thirty people who said enough, of two statements or more."""
    return people >= LEAST_PEOPLE and statements > 1
