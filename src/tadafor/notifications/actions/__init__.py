"""The verbs of the room: tell, read, choose; and, for the worker, send and forget."""

from tadafor.notifications.actions.choosing import choose, stop_emails
from tadafor.notifications.actions.sending import Post, forget, send_next
from tadafor.notifications.actions.telling import mark_all_read, mark_read, notify
from tadafor.notifications.notices import Message
from tadafor.notifications.rules import Topic

__all__ = [
    "Message",
    "Post",
    "Topic",
    "choose",
    "forget",
    "mark_all_read",
    "mark_read",
    "notify",
    "send_next",
    "stop_emails",
]
