"""The verbs of this room."""

from tadafor.associations.actions.entries import Facts, Papers, Seat, describe, register_association
from tadafor.associations.actions.examining import (
    Found,
    confirm,
    end,
    keep_settings,
    renew,
    second,
    send_back,
    warn,
)
from tadafor.associations.actions.importing import Fault, Row, import_register
from tadafor.associations.actions.mandates import end_with_account, give_mandate, take_back
from tadafor.associations.actions.requesting import ask, ask_again, ask_renewal

__all__ = [
    "Facts",
    "Fault",
    "Found",
    "Papers",
    "Row",
    "Seat",
    "ask",
    "ask_again",
    "ask_renewal",
    "confirm",
    "describe",
    "end",
    "end_with_account",
    "give_mandate",
    "import_register",
    "keep_settings",
    "register_association",
    "renew",
    "second",
    "send_back",
    "take_back",
    "warn",
]
