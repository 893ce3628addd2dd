"""The printed number of a sheet: it becomes one contribution, by paper or online."""

from datetime import datetime

from tadafor.consultations import queries, rules
from tadafor.consultations.models import Consultation, Contribution, Sheet
from tadafor.kernel.refusals import Refused


def free_serial(consultation: Consultation, typed: str, *, online: bool = False) -> str:
    """Return the number as printed when no contribution bears it yet (§ consultations-sheet-number).

    Online it comes from the code of a sheet printed here (§ consultations-sheet-online). The caller holds
    the lock of the consultation. Raises Refused.
    """
    serial = rules.read_serial(typed)
    entered_as = queries.entered_as(consultation, serial)
    refusal = rules.refuse_serial(
        serial,
        entered_as=entered_as,
        claimed=queries.is_claimed(consultation, serial),
        online=online,
        printed=not online or queries.is_printed(consultation, serial),
    )
    if refusal:
        raise Refused(refusal, number=entered_as)
    return serial


def keep_serial(contribution: Contribution, serial: str) -> None:
    """Keep which sheet a contribution sent online comes from: nobody enters that sheet again."""
    if serial:
        Sheet.objects.create(
            consultation_id=contribution.consultation_id, contribution=contribution, serial=serial
        )


def free_sheet(contribution: Contribution, now: datetime) -> None:
    """What was sent online is taken back: its sheet may be handed in again."""
    Sheet.objects.filter(contribution=contribution, undone_at__isnull=True).update(undone_at=now)
