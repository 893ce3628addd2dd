"""The deposit: counted under a lock, against a receipt handed over at once."""

from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Max

from tadafor.kernel.clock import day_of
from tadafor.kernel.identifiers import code
from tadafor.people.actor import Actor
from tadafor.petitions import notices, queries, rules
from tadafor.petitions.actions.counting import count_on
from tadafor.petitions.actions.recording import ask, for_its_agent, record
from tadafor.petitions.models import Petition, PetitionAnswer
from tadafor.petitions.queries import LOCK
from tadafor.petitions.rules import Act, State
from tadafor.territories import queries as territories
from tadafor.territories import rules as time
from tadafor.traces import actions as traces
from tadafor.traces.rules import Visibility

RECEIPT_LENGTH = 10


@transaction.atomic
def deposit(*, petition: Petition, actor: Actor, now: datetime) -> Petition:
    """Deposit a petition and return it with its receipt (§ petitions-8, § petitions-9). Raises Refused.

    Whoever is signing at this moment is waited for; whoever comes after finds it deposited.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, petition.pk])
    petition = for_its_agent(petition, actor, Act.DEPOSIT, now)
    today = day_of(now)
    asked = queries.asked_of(petition.territory, petition.sort, on=today)
    rows = queries.rows_of(petition)
    missing = queries.missing_boxes(petition)
    standing = rules.Standing(
        counted=rules.legal_count(rows.tally, asked),
        by_province=tuple(sorted(queries.weighed(rows.provinces, asked).items())),
        ticked=frozenset(petition.ticks),
        annexes=frozenset(one.annex for one in queries.annexes_of(petition)),
        unfinished=tuple(missing),
        open_sheets=queries.open_sheets(petition),
    )
    ask(rules.refuse_deposit(petition.standing, asked, standing), **_facts(asked, standing))
    against_a_receipt(petition, now)
    petition.state = State.DEPOSITED
    petition.asked_at_deposit = queries.kept(asked)
    petition.asked_at_opening = petition.asked_at_opening or petition.asked_at_deposit
    petition.opened_at = petition.opened_at or now
    petition.counted_at_deposit = standing.counted
    petition.answer_due = answer_due(petition.territory_id, today, asked.answer_months)
    petition.save()
    PetitionAnswer.objects.create(petition=petition)
    traces.set_visibility(item=petition.trace, visibility=Visibility.VISIBLE)
    count_on(petition_id=petition.pk, now=now)
    record(petition, actor, "deposit", now, receipt=petition.receipt, counted=standing.counted)
    notices.deposited(petition, now=now)
    return petition


def _facts(asked: rules.Requirements, standing: rules.Standing) -> dict[str, object]:
    lacking = [one for one in rules.to_join(asked) if one not in standing.annexes]
    return {
        "counted": standing.counted,
        "needed": asked.each_province
        if standing.counted >= asked.threshold and asked.spread
        else asked.threshold,
        "places": queries.place_names(rules.missing_provinces(asked, standing)),
        "names": queries.annex_names(lacking),
        "count": standing.open_sheets,
        "boxes": queries.box_names(list(standing.unfinished)),
    }


def against_a_receipt(petition: Petition, now: datetime) -> None:
    """Number the receipt in its year; deposits of one territory wait for each other here."""
    territories.locked(petition.territory_id)
    year = day_of(now).year
    here = Petition.objects.filter(territory_id=petition.territory_id, receipt_year=year)
    last = here.aggregate(last=Max("receipt_number"))["last"] or 0
    petition.receipt_year, petition.receipt_number = year, last + 1
    petition.receipt_code, petition.deposited_at = code(RECEIPT_LENGTH), now


def answer_due(territory_id: int, deposited_on: date, months: int) -> date:
    """Return the last day of the legal delay, never a day off (§ petitions-10)."""
    last = time.add_months(deposited_on, months)
    off = territories.days_off(territory_id, last, time.add_months(last, 1))
    return time.working_day_from(last, off)
