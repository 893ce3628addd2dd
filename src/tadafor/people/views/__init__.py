"""Coming in, going out, and one's own account."""

from tadafor.people.views.account import (
    account,
    close,
    closed,
    contact,
    correct,
    data,
    drop_contact,
    facts,
    outbox,
)
from tadafor.people.views.identity import claim, claim_contact, confirm, figures, openid, openid_back
from tadafor.people.views.kiosk import kiosk, leave_kiosk
from tadafor.people.views.own import deeds, followed
from tadafor.people.views.sign_in import code, corner, name, second_factor, sign_in, sign_out

__all__ = [
    "account",
    "claim",
    "claim_contact",
    "close",
    "closed",
    "code",
    "confirm",
    "contact",
    "corner",
    "correct",
    "data",
    "deeds",
    "drop_contact",
    "facts",
    "figures",
    "followed",
    "kiosk",
    "leave_kiosk",
    "name",
    "openid",
    "openid_back",
    "outbox",
    "second_factor",
    "sign_in",
    "sign_out",
]
