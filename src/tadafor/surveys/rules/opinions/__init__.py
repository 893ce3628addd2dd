"""The map of opinions: who answers alike, what all share, what divides (``docs/rules/opinion-map.md``).

``votes`` and ``drawn`` are plain values that a page may load. ``computing`` and the three it uses
(``placing``, ``grouping``, ``speaking``) load numpy and scikit-learn: workers and commands only.
"""

from tadafor.surveys.rules.opinions.drawn import Group, Memory, OpinionMap, Said, Steadiness
from tadafor.surveys.rules.opinions.votes import LEAST_PEOPLE, LEAST_VOTES, MOST_GROUPS, Vote, is_enough

__all__ = [
    "LEAST_PEOPLE",
    "LEAST_VOTES",
    "MOST_GROUPS",
    "Group",
    "Memory",
    "OpinionMap",
    "Said",
    "Steadiness",
    "Vote",
    "is_enough",
]
