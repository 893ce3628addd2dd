"""The verbs of suggestions, the only place that writes."""

from tadafor.suggestions.actions.answering import (
    answer,
    answer_together,
    hand_over,
    note,
    remind,
    send_to,
)
from tadafor.suggestions.actions.letters import (
    MOST_TRIES,
    NONCE,
    contact_of,
    sealed,
    send_letters,
    write_letter,
)
from tadafor.suggestions.actions.own import (
    add_photo,
    open_file,
    rate,
    reopen,
)
from tadafor.suggestions.actions.posting import (
    From,
    Posted,
    Said,
    Speech,
    enter,
    post,
)
from tadafor.suggestions.actions.setting_up import (
    CODE_LENGTH,
    CategoryFacts,
    bring_promises,
    choose,
    keep_category,
    keep_route,
    keep_service,
    keep_template,
    record_promise,
)

__all__ = [
    "CODE_LENGTH",
    "MOST_TRIES",
    "NONCE",
    "CategoryFacts",
    "From",
    "Posted",
    "Said",
    "Speech",
    "add_photo",
    "answer",
    "answer_together",
    "bring_promises",
    "choose",
    "contact_of",
    "enter",
    "hand_over",
    "keep_category",
    "keep_route",
    "keep_service",
    "keep_template",
    "note",
    "open_file",
    "post",
    "rate",
    "record_promise",
    "remind",
    "reopen",
    "sealed",
    "send_letters",
    "send_to",
    "write_letter",
]
