"""Runs the background jobs, and takes up again those a killed worker left behind."""

import asyncio
import contextlib
import logging
import time

from procrastinate import App, exceptions
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import Job, Status

HEARTBEAT = 5  # seconds
LOST = 15  # a worker silent for this long is gone
MOST_ATTEMPTS = 5  # a job that kills its worker each time does not do so for ever

log = logging.getLogger(__name__)


def run() -> None:
    """Work until SIGTERM or Ctrl-C; the job in hand is finished first."""
    assert isinstance(app.connector, DjangoConnector)  # noqa: S101  (narrows the type)
    with app.replace_connector(app.connector.get_worker_connector()) as working:
        asyncio.run(_work(working))


async def _work(working: App) -> None:
    async with working.open_async():
        rescuer = asyncio.create_task(_rescue_for_ever(working))
        await working.run_worker_async(
            update_heartbeat_interval=HEARTBEAT, stalled_worker_timeout=LOST, delete_jobs="successful"
        )
        rescuer.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await rescuer


async def _rescue_for_ever(working: App) -> None:
    while True:
        before = time.monotonic()
        await asyncio.sleep(HEARTBEAT)
        # After a machine slept, every heartbeat is old, our own too: look again next time.
        if time.monotonic() - before < LOST:
            await rescue(working)


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
