"""The verbs of the ground."""

from tadafor.territories.actions.calendar import (
    SessionFacts,
    correct_day,
    fix_session,
    move_holiday,
    remove_correction,
    remove_session,
)
from tadafor.territories.actions.joining import join
from tadafor.territories.actions.offices import (
    NeighbourhoodFacts,
    OfficeFacts,
    keep_neighbourhood,
    keep_office,
    keep_shapes,
    retire_neighbourhood,
    retire_office,
)
from tadafor.territories.actions.reference import load_holidays, load_places
from tadafor.territories.actions.settings import Settings, change_logo, change_settings, tie_host

__all__ = [
    "NeighbourhoodFacts",
    "OfficeFacts",
    "SessionFacts",
    "Settings",
    "change_logo",
    "change_settings",
    "correct_day",
    "fix_session",
    "join",
    "keep_neighbourhood",
    "keep_office",
    "keep_shapes",
    "load_holidays",
    "load_places",
    "move_holiday",
    "remove_correction",
    "remove_session",
    "retire_neighbourhood",
    "retire_office",
    "tie_host",
]
