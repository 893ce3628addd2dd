"""The verbs of petitions, the only place that writes."""

from tadafor.petitions.actions.agent import print_agent_code, renew_agent_code, take_over
from tadafor.petitions.actions.bureau import (
    accept,
    follow_up,
    open_list,
    place_on_agenda,
    record_deliberation,
    record_finding,
    record_notice,
    refer,
    refuse,
    register,
    send_to_committee,
    warn,
)
from tadafor.petitions.actions.checking import contest_line, look_at_line, settle_line
from tadafor.petitions.actions.counter import Counter, deposit_at_counter
from tadafor.petitions.actions.counting import count_on, recount
from tadafor.petitions.actions.depositing import deposit
from tadafor.petitions.actions.fraud import Criteria, forget, invalidate, let_in, undo_batch
from tadafor.petitions.actions.law import bring_national_law, record_law, set_limits
from tadafor.petitions.actions.letters import send_letters
from tadafor.petitions.actions.sheets import (
    Line,
    attach_scan,
    close_sheet,
    enter_line,
    print_sheets,
    remove_line,
)
from tadafor.petitions.actions.signing import Code, Signed, sign, sign_by_code, take_back
from tadafor.petitions.actions.writing import (
    Agent,
    Words,
    accept_invitation,
    draft_petition,
    end_party,
    invite,
    join_annex,
    open_collecting,
    tick,
    withdraw,
    write,
)

__all__ = [
    "Agent",
    "Code",
    "Counter",
    "Criteria",
    "Line",
    "Signed",
    "Words",
    "accept",
    "accept_invitation",
    "attach_scan",
    "bring_national_law",
    "close_sheet",
    "contest_line",
    "count_on",
    "deposit",
    "deposit_at_counter",
    "draft_petition",
    "end_party",
    "enter_line",
    "follow_up",
    "forget",
    "invalidate",
    "invite",
    "join_annex",
    "let_in",
    "look_at_line",
    "open_collecting",
    "open_list",
    "place_on_agenda",
    "print_agent_code",
    "print_sheets",
    "record_deliberation",
    "record_finding",
    "record_law",
    "record_notice",
    "recount",
    "refer",
    "refuse",
    "register",
    "remove_line",
    "renew_agent_code",
    "send_letters",
    "send_to_committee",
    "set_limits",
    "settle_line",
    "sign",
    "sign_by_code",
    "take_back",
    "take_over",
    "tick",
    "undo_batch",
    "warn",
    "withdraw",
    "write",
]
