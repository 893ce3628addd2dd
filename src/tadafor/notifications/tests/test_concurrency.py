"""Two tellers, two workers, and a worker that is killed: on real connections and processes."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection

from tadafor.kernel.tests.threads import at_once
from tadafor.notifications import actions, rules
from tadafor.notifications.rules import State
from tadafor.notifications.tests.factories import NOW, all_deliveries, all_notices, tell
from tadafor.people.tests.factories import make_person

pytestmark = pytest.mark.django_db(transaction=True)


def test_when_eight_tell_the_same_at_once_a_person_is_told_once():
    """§ notifications-told"""
    people = [make_person(email=f"crowd{n}@example.org") for n in range(20)]
    told = at_once(None, *[lambda: tell(*people)] * 8)
    assert sum(told) == 20
    assert len(all_notices()) == 20
    assert len(all_deliveries()) == 20


def test_two_workers_never_send_the_same_letter():
    """§ notifications-once"""
    people = [make_person(email=f"crowd{n}@example.org") for n in range(30)]
    tell(*people)

    def work():
        with actions.Post() as post:
            return sum(actions.send_next(post, now=NOW) for _ in range(30))

    assert sum(at_once(None, *[work] * 4)) == 30
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(person.email for person in people)


def worker(box, moment, *, dies):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tadafor.house.settings_test",
        "PYTHONPATH": str(settings.BASE_DIR / "src"),
        "LETTERBOX": str(box),
        "LETTERBOX_DIES": "1" if dies else "",
    }
    command = [
        sys.executable,
        "-m",
        "tadafor.notifications.tests.letterbox",
        connection.settings_dict["NAME"],
        moment.isoformat(),
    ]
    return subprocess.run(command, env=environment, check=False, capture_output=True, timeout=60).returncode


@pytest.mark.slow
def test_a_worker_killed_after_sending_doubles_a_letter_at_most_once(tmp_path):
    """§ notifications-once"""
    box = tmp_path / "letters"
    tell(make_person(email="a@example.org"))
    assert worker(box, NOW, dies=True) == -signal.SIGKILL
    assert [one.state for one in all_deliveries()] == [State.SENDING]
    assert worker(box, NOW + rules.LEASE / 2, dies=False) == 0
    assert len(box.read_text().split()) == 1
    assert worker(box, NOW + rules.LEASE + timedelta(minutes=1), dies=False) == 0
    assert [one.state for one in all_deliveries()] == [State.SENT]
    assert worker(box, NOW + rules.LEASE * 4, dies=False) == 0
    letters = box.read_text().split()
    assert len(letters) == 2
    assert len(set(letters)) == 1
