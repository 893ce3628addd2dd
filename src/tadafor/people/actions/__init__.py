"""The verbs of this room."""

from tadafor.people.actions.accounts import (
    add_contact,
    close_account,
    correct_account,
    declare_facts,
    open_account,
    remove_contact,
)
from tadafor.people.actions.assisting import begin_assisting, end_assisting
from tadafor.people.actions.cards import card_box, destroy_key, sealed_card
from tadafor.people.actions.codes import (
    Asked,
    Proven,
    Tried,
    ask_for_code,
    forget_codes,
    try_code,
    use_codes,
    withdraw_code,
)
from tadafor.people.actions.confirming import (
    Shown,
    check_second,
    choose_counter,
    confirm_by_openid,
    confirm_link,
)
from tadafor.people.actions.kiosks import close_kiosks, leave_kiosk, open_kiosk
from tadafor.people.actions.links import end_link
from tadafor.people.actions.lists import erase_list, erase_past_lists, import_list, match_card, use_list
from tadafor.people.actions.openid import change_provider, name_provider, stop_provider
from tadafor.people.actions.outbox import keep_for_demonstration
from tadafor.people.actions.registering import (
    Receipt,
    claim_account,
    print_receipt,
    register_person,
    renew_receipt,
    try_receipt,
)
from tadafor.people.actions.roles import appoint_first_administrators, give_role, take_role

__all__ = [
    "Asked",
    "Proven",
    "Receipt",
    "Shown",
    "Tried",
    "add_contact",
    "appoint_first_administrators",
    "ask_for_code",
    "begin_assisting",
    "card_box",
    "change_provider",
    "check_second",
    "choose_counter",
    "claim_account",
    "close_account",
    "close_kiosks",
    "confirm_by_openid",
    "confirm_link",
    "correct_account",
    "declare_facts",
    "destroy_key",
    "end_assisting",
    "end_link",
    "erase_list",
    "erase_past_lists",
    "forget_codes",
    "give_role",
    "import_list",
    "keep_for_demonstration",
    "leave_kiosk",
    "match_card",
    "name_provider",
    "open_account",
    "open_kiosk",
    "print_receipt",
    "register_person",
    "remove_contact",
    "renew_receipt",
    "sealed_card",
    "stop_provider",
    "take_role",
    "try_code",
    "try_receipt",
    "use_codes",
    "use_list",
    "withdraw_code",
]
