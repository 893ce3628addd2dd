"""A mail server made of a file, and a sender that dies at the worst moment; run as a program."""

import os
import signal
import sys
from pathlib import Path

from django.core.mail.backends.base import BaseEmailBackend


class Letterbox(BaseEmailBackend):
    """Keep the name of each letter in a file; then die if told so, before anyone can say it was sent."""

    def send_messages(self, messages):
        with Path(os.environ["LETTERBOX"]).open("a") as box:
            box.writelines(message.extra_headers["Message-ID"] + "\n" for message in messages)
        if os.environ.get("LETTERBOX_DIES"):
            os.kill(os.getpid(), signal.SIGKILL)
        return len(messages)


def run(database, moment):
    """What the worker does, on the database of the test, at a moment of its choice."""
    from datetime import datetime

    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = database
    settings.EMAIL_BACKEND = "tadafor.notifications.tests.letterbox.Letterbox"
    django.setup()
    from tadafor.kernel.clock import stopped_at
    from tadafor.notifications.tasks import send_due

    with stopped_at(datetime.fromisoformat(moment)):
        send_due(0)


if __name__ == "__main__":
    run(*sys.argv[1:])
