"""What every test finds ready: a database, started once for all the workers."""

import os
import shutil
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tadafor.house import database
from tadafor.kernel import leftovers

RUNNING = pytest.StashKey[ExitStack]()

# Where the demonstration is loaded once for a folder, since that takes half a minute.
LOADED_ONCE = {"src/tadafor/demo/tests/loaded", "tests/journeys"}

# Fixtures whose tests ask every page of a house.
FURNISHED = {"furnished", "hostile"}

# How long an example takes says how busy the machine is, not whether the rule holds.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


def pytest_configure(config):
    if os.environ.get("DATABASE_URL") or hasattr(config, "workerinput"):
        return
    config.stash[RUNNING] = ExitStack()
    data_dir = Path(__file__).parent / "var" / "pg-test"
    config.stash[RUNNING].enter_context(database.running(data_dir, fast=True))


def pytest_xdist_make_scheduler(config, log):
    """Give each file to one worker, and a folder that loads the demonstration too."""
    from xdist.scheduler import LoadFileScheduling

    class ByLoading(LoadFileScheduling):
        def _split_scope(self, nodeid):
            file = super()._split_scope(nodeid)
            folder = file.rpartition("/")[0]
            return folder if folder in LOADED_ONCE else file

    return ByLoading(config, log) if config.getoption("dist") == "loadfile" else None


def pytest_collection_modifyitems(items):
    """Begin with the files that take long: what comes last is short, and all workers end together.

    They start processes or browsers, or ask every page of a house that is furnished for them.
    """
    long = {
        item.path for item in items if any(item.iter_markers("slow")) or any(item.iter_markers("browser"))
    }
    long |= {item.path for item in items if FURNISHED.intersection(getattr(item, "fixturenames", ()))}
    items.sort(key=lambda item: item.path not in long)


def pytest_collection_finish(session):
    """Leave what was collected alone while looking for leftovers: a fifth of the processor time."""
    leftovers.settle()


def pytest_unconfigure(config):
    if RUNNING in config.stash:
        config.stash[RUNNING].close()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Let tests that commit be swept by TRUNCATE, which the audit log refuses (it has its own test).

    At the end it is dropped whoever still holds it (a page that a browser left half read), long after the
    last test passed.
    """
    from django.db import connection

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in ("entry", "leaf", "node", "treehead"):
            cursor.execute(f"ALTER TABLE audit_{table} DISABLE TRIGGER audit_{table}_whole")
    creation, quoted = connection.creation, connection.ops.quote_name

    def dropped(name, verbosity):
        with creation._nodb_cursor() as cursor:  # noqa: SLF001 -- Django offers no other way to force it
            cursor.execute(f"DROP DATABASE {quoted(name)} WITH (FORCE)")

    creation._destroy_test_db = dropped  # noqa: SLF001


# ---- the browser


@pytest.fixture(scope="module")
def browser():
    """Chromium: the one make found, else the system's, else Playwright's own.

    For one module only, since Playwright's loop would stand in the way of tests that run their own.
    """
    from playwright.sync_api import sync_playwright

    # Django would refuse its database beside that loop.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield running
        running.close()


# ---- the cast (tests.cast makes them, people.tests.factories others)


@pytest.fixture
def larache(db):
    """The commune where nearly everything happens."""
    from tests import cast

    return cast.larache()


@pytest.fixture
def beni_mellal(db):
    """The commune next door, whose data must never show."""
    from tests import cast

    return cast.beni_mellal()


@pytest.fixture
def salma(larache):
    """A citizen of Larache."""
    from tests import cast

    return cast.salma(larache)


@pytest.fixture
def idris(larache):
    """Speaks for an association of Larache."""
    from tests import cast

    return cast.idris(larache)


@pytest.fixture
def nadia(larache):
    """Focal point of Larache, and a service's agent there."""
    from tests import cast

    return cast.nadia(larache)


@pytest.fixture
def youssef(larache):
    """Administrator of Larache."""
    from tests import cast

    return cast.youssef(larache)


@pytest.fixture
def amal(larache):
    """Member of the committee of Larache."""
    from tests import cast

    return cast.amal(larache)


@pytest.fixture
def karim(beni_mellal):
    """The neighbour: citizen and focal point of Béni Mellal."""
    from tests import cast

    return cast.karim(beni_mellal)


@pytest.fixture
def actor_of(db):
    """A function: the Actor of a person, second factor passed."""
    from tadafor.kernel.clock import now
    from tadafor.people import queries

    def actor(person):
        return queries.actor_of(person.pk, now=now(), second_factor=True)

    return actor


@pytest.fixture
def actors(actor_of, salma, idris, nadia, youssef, amal, karim):  # noqa: PLR0917
    """The Actors of the whole cast: ``actors.salma``."""
    from types import SimpleNamespace

    cast = {"salma": salma, "idris": idris, "nadia": nadia, "youssef": youssef, "amal": amal, "karim": karim}
    return SimpleNamespace(**{name: actor_of(person) for name, person in cast.items()})


@pytest.fixture
def client_of(db):
    """A function: a test client signed in as a person, second factor passed unless told."""
    from django.test import Client

    def client(person, *, second_factor=True):
        signed_in = Client()
        signed_in.force_login(person)
        session = signed_in.session
        if second_factor:
            session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 0.0}]
            session["account_authentication_methods_user"] = str(person.pk)
            session.save()
        return signed_in

    return client
