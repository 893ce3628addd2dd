"""The verbs of the digital consultation, the only place that writes."""

from tadafor.surveys.actions.answering import (
    Sent,
    answer,
    destroy_key,
    load_sealed,
)
from tadafor.surveys.actions.building import (
    Frame,
    begin_version,
    change_survey,
    close_survey,
    draft_survey,
    invite,
    open_survey,
    publish_results,
    publish_version,
    write_form,
)
from tadafor.surveys.actions.conversing import (
    Subject,
    change_conversation,
    close_conversation,
    draft_conversation,
    draw_map,
    open_conversation,
    propose_statement,
    seed_statements,
    vote,
)
from tadafor.surveys.actions.papering import PaperSheet, enter_paper, import_paper

__all__ = [
    "Frame",
    "PaperSheet",
    "Sent",
    "Subject",
    "answer",
    "begin_version",
    "change_conversation",
    "change_survey",
    "close_conversation",
    "close_survey",
    "destroy_key",
    "draft_conversation",
    "draft_survey",
    "draw_map",
    "enter_paper",
    "import_paper",
    "invite",
    "load_sealed",
    "open_conversation",
    "open_survey",
    "propose_statement",
    "publish_results",
    "publish_version",
    "seed_statements",
    "vote",
    "write_form",
]
