"""The verbs of the consultation space, the only place that writes."""

from tadafor.consultations.actions.cards import CardText, add_card, save_card, set_axes
from tadafor.consultations.actions.concluding import conclude, correct_adoption, record_adoption
from tadafor.consultations.actions.contributing import (
    Received,
    Words,
    contribute,
    enter_contribution,
    reply,
    withdraw,
)
from tadafor.consultations.actions.drafting import (
    PassageText,
    add_passage,
    open_draft,
    publish_version,
    remove_passage,
    save_wording,
    write_text,
)
from tadafor.consultations.actions.examination import (
    approve,
    decide_in_bulk,
    draft_decision,
    group_together,
    send_back,
    ungroup,
)
from tadafor.consultations.actions.importing import import_sheets, send_import, skip_faults
from tadafor.consultations.actions.photos import attach_photos
from tadafor.consultations.actions.printing import Subject, print_sheets
from tadafor.consultations.actions.reading_aloud import read_aloud, stop_reading
from tadafor.consultations.actions.rounds import RoundWords, change_round, plan_round
from tadafor.consultations.actions.setting_up import (
    Settings,
    announce,
    change_settings,
    delegate_approval,
    draft_consultation,
    extend,
    found_committee,
    record_meeting,
)
from tadafor.consultations.actions.sheets import Paper, enter_sheet, undo_sheet
from tadafor.consultations.actions.speaking import speak_again, write_down
from tadafor.consultations.actions.supporting import support, withdraw_support
from tadafor.consultations.actions.telling import tell_closing_soon, tell_opening
from tadafor.consultations.actions.workshops import (
    Sitting,
    add_workshop,
    change_workshop,
    publish_workshop,
)
from tadafor.documents.actions import Speech

__all__ = [
    "CardText",
    "Paper",
    "PassageText",
    "Received",
    "RoundWords",
    "Settings",
    "Sitting",
    "Speech",
    "Subject",
    "Words",
    "add_card",
    "add_passage",
    "add_workshop",
    "announce",
    "approve",
    "attach_photos",
    "change_round",
    "change_settings",
    "change_workshop",
    "conclude",
    "contribute",
    "correct_adoption",
    "decide_in_bulk",
    "delegate_approval",
    "draft_consultation",
    "draft_decision",
    "enter_contribution",
    "enter_sheet",
    "extend",
    "found_committee",
    "group_together",
    "import_sheets",
    "open_draft",
    "plan_round",
    "print_sheets",
    "publish_version",
    "publish_workshop",
    "read_aloud",
    "record_adoption",
    "record_meeting",
    "remove_passage",
    "reply",
    "save_card",
    "save_wording",
    "send_back",
    "send_import",
    "set_axes",
    "skip_faults",
    "speak_again",
    "stop_reading",
    "support",
    "tell_closing_soon",
    "tell_opening",
    "undo_sheet",
    "ungroup",
    "withdraw",
    "withdraw_support",
    "write_down",
    "write_text",
]
