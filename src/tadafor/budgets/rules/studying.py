"""The technical study: what a service must say before a project is put to the vote."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from enum import StrEnum


class Standing(StrEnum):
    """Where a project stands after its study."""

    PENDING = "pending"
    FEASIBLE = "feasible"
    UNFEASIBLE = "unfeasible"
    WITHDRAWN = "withdrawn"


class Finding(StrEnum):
    """What the service found of one criterion."""

    YES = "yes"
    NO = "no"
    NOT_CONCERNED = "not_concerned"


class StudyRefusal(StrEnum):
    """Why a study is not complete."""

    NOT_ALL_CRITERIA = "not_all_criteria"
    NO_PRICE = "no_price"
    NO_MONTHS = "no_months"
    NO_REASON = "no_reason"
    CRITERION_FAILED = "criterion_failed"
    OVER_ENVELOPE = "over_envelope"
    SCORE_WRONG = "score_wrong"
    SAME_PERSON = "same_person"
    NOT_AUTHOR = "not_author"
    STILL_WAITING = "still_waiting"
    NONE_FEASIBLE = "none_feasible"


def refuse_study(
    *,
    verdict: Standing,
    criteria: Collection[str],
    findings: Mapping[str, Finding],
    price: Decimal | None,
    months: int | None,
    reason: str,
    envelope: Decimal,
) -> StudyRefusal | None:
    """Say why a study may not be recorded (§ budgets-study).

    A price is needed to be feasible, a reason to be unfeasible; a feasible project fails no criterion and
    costs no more than its envelope.
    """
    if set(findings) != set(criteria):
        return StudyRefusal.NOT_ALL_CRITERIA
    if verdict is Standing.UNFEASIBLE:
        return None if reason.strip() else StudyRefusal.NO_REASON
    if Finding.NO in findings.values():
        return StudyRefusal.CRITERION_FAILED
    if price is None or price <= 0:
        return StudyRefusal.NO_PRICE
    if not months:
        return StudyRefusal.NO_MONTHS
    return StudyRefusal.OVER_ENVELOPE if price > envelope else None


def refuse_scores(scores: Mapping[str, int], most: Mapping[str, int]) -> StudyRefusal | None:
    """Say why scores do not follow the published grid (§ budgets-grid)."""
    fits = set(scores) == set(most) and all(0 <= scores[key] <= most[key] for key in most)
    return None if fits else StudyRefusal.SCORE_WRONG


def refuse_prices(standings: Collection[Standing]) -> StudyRefusal | None:
    """Say why prices may not be published: all at once, when no project waits (§ budgets-prices)."""
    if Standing.PENDING in standings:
        return StudyRefusal.STILL_WAITING
    return None if Standing.FEASIBLE in standings else StudyRefusal.NONE_FEASIBLE
