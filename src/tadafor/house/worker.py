"""Runs the background jobs, and takes up again those a killed worker left behind."""

import asyncio
import contextlib
import logging
import os
import time
from typing import NoReturn

from django.conf import settings
from procrastinate import App, exceptions
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.jobs import Job, Status
from procrastinate.psycopg_connector import PsycopgConnector
from procrastinate.worker import Worker

HEARTBEAT: float = settings.PROCRASTINATE_WORKER_DEFAULTS["update_heartbeat_interval"]
LOST: float = settings.PROCRASTINATE_WORKER_DEFAULTS["stalled_worker_timeout"]
MOST_ATTEMPTS = 5  # a job that kills its worker each time does not do so for ever

LEFT = 75  # try again, as sysexits.h says
KNOWN = """
SELECT EXISTS (SELECT FROM procrastinate_workers
    WHERE id = %(worker)s AND last_heartbeat > now() - %(lost)s * interval '1 second') AS known
"""

log = logging.getLogger(__name__)


def run() -> None:
    """Work until SIGTERM or Ctrl-C; the job in hand is finished first."""
    # An idle connection costs the database ten megabytes: no more than are used at once.
    connector = PsycopgConnector(kwargs=connector_params("default"), min_size=1, max_size=4)
    with app.replace_connector(connector) as working:
        asyncio.run(_work(working))


async def _work(working: App) -> None:
    async with working.open_async():
        working.perform_import_paths()  # type: ignore[no-untyped-call]
        worker = Worker(app=working, **working.worker_defaults)
        watching = asyncio.create_task(_watch(working, worker))
        await worker.run()  # type: ignore[no-untyped-call]
        watching.cancel()


async def _watch(working: App, worker: Worker) -> None:
    """See every few seconds that we are still known to be here, and whether another left a job behind."""
    while True:
        before = time.monotonic()
        await asyncio.sleep(HEARTBEAT)
        # After a machine slept, every heartbeat is old, our own too: look again next time.
        if time.monotonic() - before < LOST:
            try:
                await asyncio.wait_for(_look(working, worker), LOST)
            except (exceptions.ConnectorException, TimeoutError) as error:
                _leave(f"{type(error).__name__}: {error}")


async def _look(working: App, worker: Worker) -> None:
    if worker.worker_id is None:
        return
    await rescue(working)
    known = await working.connector.execute_query_one_async(KNOWN, worker=worker.worker_id, lost=LOST)
    if not known["known"]:
        _leave("its heartbeat stopped")


def _leave(reason: str) -> NoReturn:
    """Stop at once: whoever started this worker starts another, which takes up the job in hand.

    A worker that lost the database otherwise waits for ever, neither working nor gone.
    """
    log.error("The worker leaves, %s.", reason.strip())
    os._exit(LEFT)


async def rescue(working: App) -> None:
    """Put jobs whose worker is gone back in the queue."""
    for job in await working.job_manager.get_stalled_jobs(seconds_since_heartbeat=LOST):
        await _again(working, job)


async def _again(working: App, job: Job) -> None:
    if job.attempts < MOST_ATTEMPTS:
        log.warning("The worker of job %s (%s) is gone: the job starts again.", job.id, job.task_name)
        # Refused when the same job already waits in the queue: that one does the work.
        with contextlib.suppress(exceptions.ConnectorException):
            await working.job_manager.retry_job(job)
            return
    await working.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)
