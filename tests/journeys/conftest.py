"""The demonstration, loaded once and served to everybody who passes here."""

import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connections
from django.test import override_settings

from tadafor.house.tests.processes import until
from tests.journeys.reader import DESKTOP, PHONE, Reader
from tests.served import Server


@pytest.fixture(scope="package")
def house(django_db_setup, django_db_blocker):
    """The address of the demonstration. What people write in it stays until all of them have left."""
    from tadafor import demo

    with django_db_blocker.unblock(), override_settings(TADAFOR_DEMONSTRATION=True):
        demo.load()
        _let_a_consultation_close()
        _let_a_meeting_begin()
        server = Server("tests.journeys.settings_served")
        try:
            until(server.answers)
            yield f"http://localhost:{server.port}"
        finally:
            server.kill()
            call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=False)
            connections.close_all()


def _let_a_consultation_close():
    """In Larache: four contributions to answer, the first by Salma."""
    from tadafor.consultations import rules
    from tadafor.consultations.tests import factories
    from tadafor.kernel import clock
    from tadafor.people import queries
    from tadafor.people.models import Person
    from tadafor.territories.queries import territory_by_slug

    now = clock.now()
    opened, during, closed = (now - timedelta(days=days) for days in (20, 10, 3))
    held = factories.make_consultation(
        territory_by_slug("larache"),
        slug="closed-charter",
        opens_on=clock.day_of(opened),
        closes_on=clock.day_of(closed),
    )
    salma = queries.actor_of(Person.objects.get(email="salma@tadafor.example").pk, now=now)
    shorter = "تجيب الجماعة داخل أجل خمسة عشر (15) يوما، وتعلل كل رفض كتابة."
    factories.contribute(held, salma, now=during, kind=rules.Kind.AMENDMENT, proposed=shorter)
    for body in ("متى يبدأ حساب الأجل؟", "ومتى ينتهي حساب الأجل؟", "أريد جوابا بالهاتف."):
        factories.contribute(held, now=during, body=body)


def _let_a_meeting_begin():
    """In Larache, an hour ago: its room waits for its facilitator."""
    from tadafor.kernel import clock
    from tadafor.meetings.tests import factories
    from tadafor.territories.queries import territory_by_slug

    now = clock.now()
    factories.make_meeting(
        territory_by_slug("larache"),
        now=now - timedelta(days=2),
        title="لقاء الأسئلة والتصويت",
        starts_at=now - timedelta(hours=1),
        ends_at=now + timedelta(hours=2),
    )


@pytest.fixture(scope="package")
def seen():
    """The pages that axe has read."""
    return set()


def _forget_second_factors():
    """Let staff set theirs up in each journey; in a thread, whose connection is not that of the test."""
    from allauth.mfa.models import Authenticator

    Authenticator.objects.all().delete()
    connections.close_all()


@pytest.fixture
def reader(browser, house, seen):
    """A function: somebody at a browser of their own; whoever had a complaint fails the test."""
    readers = []
    forgetting = threading.Thread(target=_forget_second_factors)
    forgetting.start()
    forgetting.join()

    def sits_down(facts, **more):
        prefix = "/fr" if facts["locale"].startswith("fr") else ""
        readers.append(Reader(browser, house, prefix=prefix, seen=seen, **(facts | more)))
        return readers[-1]

    yield sits_down
    connections.close_all()  # beside Playwright's loop Django opened a connection of its own
    for one in readers:
        one.leaves()


@pytest.fixture
def phone(reader):
    """A cheap phone, in Arabic."""
    return reader(PHONE)


@pytest.fixture
def desktop(reader):
    """An office computer, in French."""
    return reader(DESKTOP)
