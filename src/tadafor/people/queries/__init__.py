"""Named reads of people, their roles and links."""

from tadafor.people.queries.actors import actor_of, has_second_factor, signed_in
from tadafor.people.queries.cards import card_hash, checked_card
from tadafor.people.queries.codes import (
    code_waiting,
    codes_asked_from,
    codes_of_day,
    codes_sent,
    demonstration_messages,
    keyed_hash,
)
from tadafor.people.queries.desk import (
    Reader,
    facts_among,
    facts_of,
    link_here,
    links_here,
    names_of,
    person_at,
    reader_of,
    readers_of,
    role_here,
    staff,
    staff_ids,
    staff_page,
)
from tadafor.people.queries.own import (
    account_page,
    application_secrets,
    held_data,
    links_of,
    locked,
    person,
    roles_of,
)
from tadafor.people.queries.sealing import opened_card

__all__ = [
    "Reader",
    "account_page",
    "actor_of",
    "application_secrets",
    "card_hash",
    "checked_card",
    "code_waiting",
    "codes_asked_from",
    "codes_of_day",
    "codes_sent",
    "demonstration_messages",
    "facts_among",
    "facts_of",
    "has_second_factor",
    "held_data",
    "keyed_hash",
    "link_here",
    "links_here",
    "links_of",
    "locked",
    "names_of",
    "opened_card",
    "person",
    "person_at",
    "reader_of",
    "readers_of",
    "role_here",
    "roles_of",
    "signed_in",
    "staff",
    "staff_ids",
    "staff_page",
]
