"""What the bureau and the council make of a petition, step by step."""

from datetime import date, datetime

from django.db import transaction

from tadafor.audit import actions as audit
from tadafor.kernel.clock import day_of
from tadafor.kernel.text import clean, clean_line
from tadafor.people.actor import Actor
from tadafor.petitions import notices, queries, rules
from tadafor.petitions.actions.recording import ask, for_the_bureau, record
from tadafor.petitions.models import (
    ConditionFinding,
    DeliberationCorrection,
    ListOpening,
    Petition,
    PetitionAnswer,
    PetitionFollowUp,
)
from tadafor.petitions.rules import Act, PathRefusal, State
from tadafor.territories import queries as territories


def _answer(petition: Petition) -> PetitionAnswer:
    return PetitionAnswer.objects.select_for_update().get(petition=petition)


def _moved(petition: Petition, state: State) -> None:
    petition.state = state
    petition.save(update_fields=["state", "ended_on"])


@transaction.atomic
def register(*, petition: Petition, number: str, on: date, actor: Actor, now: datetime) -> PetitionAnswer:
    """Add the number of the registry office; the clock started with the receipt (§ petitions-9)."""
    petition = for_the_bureau(petition, actor, Act.REGISTER, clerks=True)
    number = clean_line(number)
    territories.locked(petition.territory_id)  # two of one number at once: the second is told
    taken = queries.registry_taken(petition.territory_id, number, by=petition)
    ask(PathRefusal.REGISTRY_TAKEN if taken else None)
    deposited = day_of(petition.deposited_at) if petition.deposited_at else on
    ask(PathRefusal.DATE_WRONG if not deposited <= on <= day_of(now) else None)
    answer = _answer(petition)
    answer.registry_number, answer.registered_on = number, on
    answer.save(update_fields=["registry_number", "registered_on"])
    record(petition, actor, "register", now, number=number)
    return answer


@transaction.atomic
def refer(*, petition: Petition, actor: Actor, now: datetime) -> Petition:
    """Refer a petition to the bureau, which begins to check it."""
    petition = for_the_bureau(petition, actor, Act.REFER)
    answer = _answer(petition)
    answer.referred_on = day_of(now)
    answer.save(update_fields=["referred_on"])
    _moved(petition, State.CHECKING)
    record(petition, actor, "refer", now)
    notices.referred(petition, now=now)
    return petition


@transaction.atomic
def record_finding(
    *,
    petition: Petition,
    condition: rules.Condition,
    finding: rules.Finding,
    note: str,
    actor: Actor,
    now: datetime,
) -> ConditionFinding:
    """Record what the bureau found of one condition (§ petitions-11)."""
    petition = for_the_bureau(petition, actor, Act.FIND, clerks=True)
    ask(PathRefusal.REASON_MISSING if finding is rules.Finding.UNMET and not clean(note) else None)
    if petition.by_counter is not None:
        _asks_the_rows(petition, condition, finding)
    row, _ = ConditionFinding.objects.update_or_create(
        petition=petition,
        condition=condition,
        defaults={"finding": finding, "note": clean(note), "found_by_id": actor.signer, "found_at": now},
    )
    record(petition, actor, "record_finding", now, condition=condition.value, finding=finding.value)
    return row


def _asks_the_rows(petition: Petition, condition: rules.Condition, finding: rules.Finding) -> None:
    """What was declared at the counter is not what signed: the lines say it (§ petitions-33)."""
    if condition not in rules.COUNTED_BY_ROWS:
        return
    asked, rows = queries.taken_up(petition.asked_at_deposit or {}), queries.rows_of(petition)
    to_enter = queries.sheets_to_enter(petition)
    enough = rules.enough(rows.tally, asked, queries.weighed(rows.provinces, asked))
    ask(
        rules.refuse_count_finding(condition, finding, to_enter=to_enter, enough=enough),
        count=to_enter,
        counted=rules.legal_count(rows.tally, asked),
        needed=asked.threshold,
    )


def _findings(petition: Petition) -> dict[str, rules.Finding]:
    return {name: rules.Finding(row.finding) for name, row in queries.findings_of(petition).items()}


def _conditions(petition: Petition) -> frozenset[str]:
    asked = queries.taken_up(petition.asked_at_deposit or {})
    return frozenset(condition.value for condition in asked.conditions)


@transaction.atomic
def accept(*, petition: Petition, actor: Actor, now: datetime) -> Petition:
    """Accept a petition of which every condition was found met (§ petitions-11). Raises Refused."""
    petition = for_the_bureau(petition, actor, Act.ACCEPT)
    ask(
        rules.refuse_acceptance(
            petition.standing, conditions=_conditions(petition), findings=_findings(petition)
        )
    )
    answer = _answer(petition)
    answer.accepted_on = day_of(now)
    answer.session_expected_on = queries.expected_session(petition, day_of(now))
    answer.save(update_fields=["accepted_on", "session_expected_on"])
    _moved(petition, State.ACCEPTED)
    record(petition, actor, "accept", now)
    notices.accepted(petition, now=now)
    return petition


@transaction.atomic
def refuse(*, petition: Petition, reasons: str, is_public: bool, actor: Actor, now: datetime) -> Petition:
    """Refuse a petition for a condition found unmet, with reasons (§ petitions-12). Raises Refused."""
    petition = for_the_bureau(petition, actor, Act.REFUSE)
    reasons = clean(reasons)
    ask(
        rules.refuse_refusal(
            petition.standing,
            conditions=_conditions(petition),
            findings=_findings(petition),
            reason=reasons,
        )
    )
    answer = _answer(petition)
    answer.refused_on, answer.reasons, answer.reasons_public = day_of(now), reasons, is_public
    answer.save(update_fields=["refused_on", "reasons", "reasons_public"])
    petition.ended_on = day_of(now)
    _moved(petition, State.REFUSED)
    record(petition, actor, "refuse", now, reasons=reasons, is_public=is_public)
    notices.refused(petition, reasons, now=now)
    return petition


@transaction.atomic
def record_notice(*, petition: Petition, on: date, actor: Actor, now: datetime) -> PetitionAnswer:
    """Record the day on which the agent was notified of the refusal (§ petitions-12)."""
    petition = for_the_bureau(petition, actor, Act.NOTIFY, clerks=True)
    answer = _answer(petition)
    ask(
        rules.refuse_notice(
            petition.standing,
            notified=answer.notified_on is not None,
            on=on,
            refused_on=answer.refused_on or on,
        )
    )
    ask(PathRefusal.DATE_WRONG if on > day_of(now) else None)
    answer.notified_on = on
    answer.save(update_fields=["notified_on"])
    record(petition, actor, "record_notice", now, on=on.isoformat())
    return answer


@transaction.atomic
def send_to_committee(
    *, petition: Petition, committee: str, met_on: date | None, opinion: str, actor: Actor, now: datetime
) -> Petition:
    """Send an accepted petition to the competent committee, or record its opinion (§ petitions-13)."""
    petition = for_the_bureau(petition, actor, Act.COMMITTEE)
    answer = _answer(petition)
    accepted = answer.accepted_on or day_of(now)
    ask(PathRefusal.DATE_WRONG if met_on is not None and met_on < accepted else None)
    answer.committee, answer.committee_on = clean_line(committee), met_on
    answer.committee_opinion = clean(opinion)
    answer.save(update_fields=["committee", "committee_on", "committee_opinion"])
    _moved(petition, State.COMMITTEE)
    record(petition, actor, "send_to_committee", now, committee=answer.committee)
    notices.in_committee(petition, answer.committee, now=now)
    return petition


@transaction.atomic
def place_on_agenda(
    *, petition: Petition, opens_on: date, reason: str, actor: Actor, now: datetime
) -> Petition:
    """Place a petition on the agenda of a session: the next ordinary one, or another with a reason.

    Raises Refused (§ petitions-14).
    """
    petition = for_the_bureau(petition, actor, Act.AGENDA)
    answer = _answer(petition)
    expected = queries.expected_session(petition, answer.accepted_on or day_of(now)) or opens_on
    reason = clean(reason)
    ask(
        rules.refuse_agenda(
            petition.standing, opens_on=opens_on, expected=expected, today=day_of(now), reason=reason
        )
    )
    answer.session_expected_on, answer.session_on, answer.session_reason = expected, opens_on, reason
    answer.save(update_fields=["session_expected_on", "session_on", "session_reason"])
    _moved(petition, State.AGENDA)
    record(petition, actor, "place_on_agenda", now, opens_on=opens_on.isoformat(), reason=reason)
    notices.on_agenda(petition, opens_on, now=now)
    return petition


@transaction.atomic
def record_deliberation(
    *,
    petition: Petition,
    held_on: date,
    result: rules.Result,
    votes: rules.Votes,
    text: str,
    decision_number: str,
    actor: Actor,
    now: datetime,
    by_session: bool = False,
) -> Petition:
    """Record what the council decided, with its votes and its text (§ petitions-15). Raises Refused.

    ``by_session`` says that a session of the council keeps the vote, and corrects it there.
    """
    petition = for_the_bureau(petition, actor, Act.DELIBERATE)
    answer = _answer(petition)
    ask(
        rules.refuse_deliberation(
            petition.standing,
            held_on=held_on,
            accepted_on=answer.accepted_on or held_on,
            today=day_of(now),
            votes=votes,
            result=result,
        )
    )
    answer.deliberated_on, answer.result, answer.by_session = held_on, result, by_session
    _vote(answer, votes, text, decision_number)
    answer.save()
    petition.ended_on = held_on
    _moved(petition, State.DELIBERATED)
    record(petition, actor, "record_deliberation", now, result=result.value, held_on=held_on.isoformat())
    notices.deliberated(petition, result, now=now)
    return petition


def _vote(answer: PetitionAnswer, votes: rules.Votes, text: str, decision_number: str) -> None:
    answer.in_favour, answer.against = votes.in_favour, votes.against
    answer.abstained, answer.present = votes.abstained, votes.present
    answer.deliberation, answer.decision_number = clean(text), clean_line(decision_number)


_RECORDED = ("in_favour", "against", "abstained", "present", "deliberation", "decision_number")


def _recorded(answer: PetitionAnswer) -> dict[str, object]:
    return {name: getattr(answer, name) for name in _RECORDED}


@transaction.atomic
def correct_deliberation(
    *,
    petition: Petition,
    votes: rules.Votes,
    text: str,
    decision_number: str,
    reason: str,
    actor: Actor,
    now: datetime,
    seen: int | None = None,
) -> Petition:
    """Say the voices, the text or the number of a deliberation otherwise; its result stays (§ petitions-38).

    ``seen`` is how many corrections were read; None of a session of the council, which asked that itself.
    The same once more changes nothing. Raises Refused.
    """
    petition = for_the_bureau(petition, actor, Act.CORRECT)
    answer, reason = _answer(petition), clean_line(reason)
    before = _recorded(answer)
    _vote(answer, votes, text, decision_number)
    is_same, made = before == _recorded(answer), len(queries.corrections_of(petition))
    if is_same and (seen is None or seen < made):
        return petition
    if seen is not None:
        ask(rules.bars_correction(petition.standing, by_session=answer.by_session))
        ask(rules.refuse_correction(reason=reason, is_same=is_same, seen=seen, made=made))
    ask(rules.refuse_votes(votes, rules.Result(answer.result)))
    answer.save()
    DeliberationCorrection.objects.create(
        petition=petition, reason=reason, before=before, corrected_by_id=actor.signer, corrected_at=now
    )
    record(petition, actor, "correct_deliberation", now, why=reason, number=answer.decision_number)
    return petition


@transaction.atomic
def follow_up(*, petition: Petition, words: str, on: date, actor: Actor, now: datetime) -> PetitionFollowUp:
    """Tell in public what was done after the deliberation (§ petitions-15)."""
    petition = for_the_bureau(petition, actor, Act.FOLLOW_UP)
    words = clean(words)
    ask(PathRefusal.REASON_MISSING if len(words) < rules.SHORTEST_REASON else None)
    ask(PathRefusal.DATE_WRONG if on > day_of(now) else None)
    row = PetitionFollowUp.objects.create(
        petition=petition, on=on, words=words, written_by_id=actor.signer, written_at=now
    )
    _moved(petition, State.FOLLOWED)
    record(petition, actor, "follow_up", now, words=words)
    notices.followed_up(petition, words, now=now)
    return row


@transaction.atomic
def open_list(*, petition: Petition, reason: str, actor: Actor, now: datetime) -> ListOpening:
    """Leave the row that says who opened the numbers, when and why, before they are shown.

    Raises Refused (§ petitions-25).
    """
    petition = for_the_bureau(petition, actor, Act.REGISTER)
    ask(PathRefusal.ERASED if petition.erased_at is not None else None)
    reason = clean_line(reason)[:300]
    ask(PathRefusal.REASON_MISSING if len(reason) < rules.SHORTEST_REASON else None)
    row = ListOpening.objects.create(
        petition=petition,
        person_id=actor.signer,
        opened_at=now,
        reason=reason,
        lines=queries.list_of(petition).count(),
    )
    record(petition, actor, "open_list", now, reason=reason, lines=row.lines)
    return row


@transaction.atomic
def warn(*, petition: Petition, now: datetime) -> int:
    """Warn the desk when half, most and all of the delay is gone, each once (§ petitions-10)."""
    petition = queries.locked(petition)
    delay, answer = queries.delay_of(petition), _answer(petition)
    due = rules.warning_due(delay, today=day_of(now), warned=answer.warned) if delay else 0
    if due:
        answer.warned = due
        answer.save(update_fields=["warned"])
        record(petition, audit.HOUSE, "warn", now, percent=due)
        notices.clock(petition, due, now=now)
    return due
