"""What the house does by night."""

from pathlib import Path

from django.conf import settings
from procrastinate.contrib.django import app

from tadafor.house import backup


@app.periodic(cron="15 2 * * *")
@app.task(queueing_lock="house.back_up", lock="house.back_up")
def back_up(timestamp: int) -> None:  # noqa: ARG001 -- the minute it was due
    """Write tonight's backup, where the installation said."""
    if settings.BACKUP_FOLDER:
        backup.keep(Path(settings.BACKUP_FOLDER), newest=settings.BACKUPS_KEPT)
