"""The web server and the worker: copies of one process that loaded Tadafor, so that they share its memory.

What is loaded is by far the most of what a process holds, and it is the same in both.
"""

from django.apps import apps
from django.template.loader import get_template
from django.urls import get_resolver
from django.utils.formats import get_format_modules
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from tadafor.house import worker, wsgi
from tadafor.house.processors import Processors
from tadafor.house.supervisor import Forked, Kept, supervise
from tadafor.kernel.leftovers import settle
from tadafor.ui.languages import LANGUAGES

# A person never waits longer than this for a query or a lock: they get a page that says so.
GUARDS = "-c statement_timeout=30s -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s"
# Browsers leave their connections open, and whoever comes after the last one would wait for them.
CONNECTIONS = 1024


def share(*, host: str, port: int, processes: int, worker: bool) -> None:
    """Serve until told to stop. ``processes`` web processes are started, and a worker if wanted."""
    _load()
    web = Forked(
        name="web server",
        work=lambda: _serve(host, port, processes),
        environment={"PGOPTIONS": GUARDS},
    )
    supervise([web, *([_jobs()] if worker else [])])


def _load() -> None:
    """Load what would be loaded at the first page, while nothing has to be copied for it."""
    get_resolver()._populate()  # noqa: SLF001 -- what the first address looked up does
    get_template("ui/base.html")  # and with it the tags of every room
    for language in LANGUAGES:
        get_format_modules(language)
    for model in apps.get_models(include_auto_created=True):
        model._meta.get_fields()  # noqa: SLF001 -- who points at whom, which the first question works out
    settle()


def _serve(host: str, port: int, processes: int) -> None:
    wsgi.application.begins = Processors(processes).take
    Server(
        f"{wsgi.__name__}:application",
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        workers=processes,
        backpressure=CONNECTIONS,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_level=LogLevels.error,
    ).serve()


def _jobs() -> Kept:
    return Forked(name="worker", work=worker.run)
