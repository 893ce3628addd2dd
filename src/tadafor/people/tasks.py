"""What this room does by itself."""

from django.contrib.sessions.backends.db import SessionStore
from procrastinate.contrib.django import app

from tadafor.kernel.clock import now
from tadafor.people import actions


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="people.forget", pass_context=False)
def forget(timestamp: int) -> None:  # noqa: ARG001 -- the hour it was due; the clock tells when it is
    """Remove the codes that the limits no longer need, the lists past their date, the sessions over."""
    actions.forget_codes(now=now())
    actions.erase_past_lists(now=now())
    SessionStore.clear_expired()
