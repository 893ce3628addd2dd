"""Named reads of what people say under a commitment."""

from datetime import date

from django.db.models import QuerySet

from tadafor.commitments import rules
from tadafor.commitments.models import Commitment, Remark
from tadafor.kernel.asked import asked_once
from tadafor.kernel.clock import start_of

_WITH = ("trace", "author", "commitment", "commitment__plan")


def remarks_of(commitment: Commitment) -> list[Remark]:
    """Return what was said under a commitment, in order; what is hidden shows as a tombstone."""
    return _remarks_of.all(commitment=commitment.pk)


@asked_once
def _remarks_of(commitment: int) -> QuerySet[Remark]:
    return Remark.objects.filter(commitment_id=commitment).select_related("trace", "author")


def remark_at(commitment: Commitment, number: int) -> Remark | None:
    return Remark.objects.filter(commitment=commitment, number=number).select_related(*_WITH).first()


def locked_remark(remark: Remark) -> Remark:
    """Return the remark, held until the act is done; its trace and its commitment as they are then."""
    return (
        Remark.objects.select_for_update(of=("self",))
        .prefetch_related("trace", "author", "commitment", "commitment__plan", "commitment__trace")
        .get(pk=remark.pk)
    )


def sent_with(person_id: int, token: str) -> Remark | None:
    """Return what this very form already made."""
    return Remark.objects.filter(author_id=person_id, token=token).select_related(*_WITH).first()


def written_today(person_id: int, today: date) -> int:
    return Remark.objects.filter(author_id=person_id, written_at__gte=start_of(today)).count()


def waiting() -> "QuerySet[Remark]":
    """Return the corrections of the open territory that nobody answered, the oldest first."""
    found = Remark.objects.waiting().select_related(*_WITH)
    return found.order_by("written_at", "pk")


def corrections(commitment: Commitment) -> int:
    """Return how many visible corrections wait for an answer under a commitment."""
    return Remark.objects.waiting().filter(commitment=commitment).count()


def is_late(remark: Remark, today: date) -> bool:
    """Whether a correction waits past its day (§ commitments-12)."""
    return (
        remark.kind == rules.RemarkKind.CORRECTION
        and remark.answered_at is None
        and today > remark.answer_due
    )
