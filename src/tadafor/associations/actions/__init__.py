"""The verbs of this room."""

from tadafor.associations.actions.changing import answer_change, ask_change, correct
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
from tadafor.associations.actions.importing import (
    Fault,
    Plan,
    Row,
    import_register,
    planned,
    send_register,
    write_register,
)
from tadafor.associations.actions.mandates import end_with_account, give_mandate, take_back
from tadafor.associations.actions.requesting import ask, ask_again, ask_renewal

__all__ = [
    "Facts",
    "Fault",
    "Found",
    "Papers",
    "Plan",
    "Row",
    "Seat",
    "answer_change",
    "ask",
    "ask_again",
    "ask_change",
    "ask_renewal",
    "confirm",
    "correct",
    "describe",
    "end",
    "end_with_account",
    "give_mandate",
    "import_register",
    "keep_settings",
    "planned",
    "register_association",
    "renew",
    "second",
    "send_back",
    "send_register",
    "take_back",
    "warn",
    "write_register",
]
