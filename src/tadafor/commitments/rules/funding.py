"""Who pays what, in which year (``docs/rules/commitments.md``)."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

LARGEST = Decimal("99999999999.99")
_YEARS_AFTER = 5


class Source(StrEnum):
    """Where the money of a commitment comes from."""

    COMMUNE = "commune"
    STATE = "state"
    REGION = "region"
    PROVINCE = "province"
    GROUPING = "grouping"
    HUMAN_DEVELOPMENT = "human_development"
    LOAN = "loan"
    DONOR = "donor"
    ASSOCIATION = "association"
    PRIVATE = "private"
    OTHER = "other"


class FundingRefusal(StrEnum):
    """Why a funding line is not kept."""

    NEGATIVE = "negative"
    TOO_LARGE = "too_large"
    PAID_OVER_COMMITTED = "paid_over_committed"
    NOTHING = "nothing"
    OUTSIDE_PERIOD = "outside_period"
    TWICE = "twice"


def funded_years(starts_on: date, ends_on: date) -> range:
    """Return the years in which money of a plan may lie: works outlive it."""
    return range(starts_on.year, ends_on.year + _YEARS_AFTER + 1)


def refuse_money_year(year: int, starts_on: date, ends_on: date) -> FundingRefusal | None:
    """Return why no money of a plan lies in this year (§ commitments-8)."""
    return None if year in funded_years(starts_on, ends_on) else FundingRefusal.OUTSIDE_PERIOD


def refuse_funding(
    *,
    year: int,
    planned: Decimal,
    committed: Decimal,
    paid: Decimal,
    starts_on: date,
    ends_on: date,
) -> FundingRefusal | None:
    """Return why this money is not written down (§ commitments-8).

    What is committed may pass what was planned: that is worth seeing. What is paid was committed first.
    Money may come after the plan, since works outlive it, but not before.
    """
    if min(planned, committed, paid) < 0:
        return FundingRefusal.NEGATIVE
    if max(planned, committed, paid) > LARGEST:
        return FundingRefusal.TOO_LARGE
    if late := refuse_money_year(year, starts_on, ends_on):
        return late
    if paid > committed:
        return FundingRefusal.PAID_OVER_COMMITTED
    return None if planned or committed else FundingRefusal.NOTHING
