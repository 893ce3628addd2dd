"""The end of a consultation: the report is frozen, then the council adopts."""

from datetime import date, datetime

from django.db import transaction

from tadafor.consultations import notices, queries, rules
from tadafor.consultations.actions.recording import record
from tadafor.consultations.models import Adoption, Conclusion, Consultation
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.kernel.text import clean, clean_line
from tadafor.people.actor import Actor


@transaction.atomic
def conclude(
    *, consultation: Consultation, words: str, unchanged_because: str, actor: Actor, now: datetime
) -> Conclusion:
    """Conclude: every contribution has its approved answer; the figures are frozen.

    Raises Refused; UNANSWERED says how many are left.
    """
    consultation = queries.locked(consultation)
    progress = queries.progress_of(consultation)
    refusal = rules.refuse_conclusion(
        phase=rules.phase(consultation.window, today=day_of(now)),
        unanswered=progress.unanswered,
        has_new_version=consultation.new_version_on is not None,
        unchanged_because=clean(unchanged_because),
    )
    if refusal:
        raise Refused(refusal, count=progress.unanswered)
    conclusion = Conclusion.objects.create(
        consultation=consultation,
        words=clean(words),
        unchanged_because=clean(unchanged_because),
        figures=queries.figures_of(consultation),
        concluded_by_id=actor.signer,
        concluded_at=now,
    )
    consultation.concluded_on = day_of(now)
    consultation.save(update_fields=["concluded_on"])
    record(consultation, actor, "conclude", now, words=words, unchanged_because=unchanged_because)
    notices.concluded(consultation, now=now)
    return conclusion


@transaction.atomic
def record_adoption(
    *,
    consultation: Consultation,
    session: str,
    adopted_on: date,
    decision_number: str,
    note: str,
    actor: Actor,
    now: datetime,
) -> Adoption:
    """Record that the council adopted the text: session, date and number of its decision.

    Raises Refused.
    """
    consultation = queries.locked(consultation)
    refusal = rules.refuse_adoption(
        phase=rules.phase(consultation.window, today=day_of(now)),
        adopted_before_conclusion=(
            consultation.concluded_on is not None and adopted_on < consultation.concluded_on
        ),
    )
    if refusal:
        raise Refused(refusal)
    adoption = Adoption.objects.create(
        consultation=consultation,
        session=clean_line(session),
        adopted_on=adopted_on,
        decision_number=clean_line(decision_number),
        note=clean(note),
        recorded_by_id=actor.signer,
        recorded_at=now,
    )
    consultation.adopted_on = adopted_on
    consultation.save(update_fields=["adopted_on"])
    record(consultation, actor, "record_adoption", now, session=session, decision_number=decision_number)
    notices.adopted(consultation, adoption, now=now)
    return adoption


@transaction.atomic
def correct_adoption(
    *,
    consultation: Consultation,
    decision_number: str,
    note: str,
    reason: str,
    actor: Actor,
    now: datetime,
) -> Adoption:
    """Say the number or the words of an adoption otherwise, for a reason (§ consultations-16).

    Raises Refused where the council has not adopted the text.
    """
    consultation = queries.locked(consultation)
    adoption = Adoption.objects.filter(consultation=consultation).first()
    if adoption is None:
        raise Refused(rules.ConclusionRefusal.NOT_CONCLUDED)
    adoption.decision_number, adoption.note = clean_line(decision_number), clean(note)
    adoption.save(update_fields=["decision_number", "note"])
    record(consultation, actor, "correct_adoption", now, reason=reason, decision_number=decision_number)
    return adoption
