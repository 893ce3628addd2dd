"""The règlement of commitments, case by case (docs/rules/commitments.md)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tadafor.commitments import rules
from tadafor.commitments.rules import (
    Claim,
    Dates,
    FundingRefusal,
    Lateness,
    Line,
    PlanKind,
    PlanRefusal,
    RemarkKind,
    RemarkRefusal,
    StandingRefusal,
    Status,
    Who,
)

TODAY = date(2026, 6, 15)
WHY = "تأخر تسليم العقار من الأملاك المخزنية."


@pytest.mark.parametrize(
    ("kind", "starts", "ends", "adopted", "refusal"),
    [
        (PlanKind.ACTION_PROGRAMME, "2022-01-01", "2027-12-31", "2022-10-06", None),
        (PlanKind.ACTION_PROGRAMME, "2022-01-01", "2028-01-01", None, None),  # six years and a day
        (PlanKind.ACTION_PROGRAMME, "2022-01-01", "2028-02-29", None, PlanRefusal.TOO_LONG),
        (PlanKind.ACTION_PROGRAMME, "2022-01-01", "2024-12-31", None, PlanRefusal.TOO_SHORT),
        (PlanKind.ACTION_PROGRAMME, "2027-12-31", "2022-01-01", None, PlanRefusal.ENDS_BEFORE),
        (PlanKind.OPENNESS, "2023-10-06", "2025-10-05", "2023-10-05", None),
        (PlanKind.OPENNESS, "2023-10-06", "2026-10-05", None, PlanRefusal.TOO_LONG),
        (PlanKind.CHARTER, "2024-05-10", "2027-12-31", "2024-05-09", None),
        (PlanKind.PARTICIPATION_PLAN, "2024-01-01", "2024-03-31", None, PlanRefusal.TOO_SHORT),
        (PlanKind.STRATEGY, "2026-01-01", "2027-12-31", "2026-06-16", PlanRefusal.ADOPTED_LATER),
    ],
)
def test_a_plan_runs_over_the_period_of_its_kind(kind, starts, ends, adopted, refusal):
    """§ commitments-1"""
    days = {"starts_on": date.fromisoformat(starts), "ends_on": date.fromisoformat(ends)}
    adopted_on = date.fromisoformat(adopted) if adopted else None
    assert rules.refuse_period(kind, adopted_on=adopted_on, today=TODAY, **days) is refusal


@pytest.mark.parametrize(
    ("is_published", "commitments", "refusal"),
    [
        (False, 1, None),
        (False, 0, PlanRefusal.NOTHING_IN_IT),
        (True, 1, PlanRefusal.PUBLISHED),
    ],
)
def test_a_plan_is_published_once_and_never_empty(is_published, commitments, refusal):
    """§ commitments-2"""
    assert rules.refuse_publication(is_published=is_published, commitments=commitments) is refusal


@pytest.mark.parametrize(
    ("before", "after", "facts", "refusal"),
    [
        (Status.PROGRAMMED, Status.UNDER_STUDY, {}, None),
        (Status.PROGRAMMED, Status.UNDER_WAY, {}, None),
        (Status.PROGRAMMED, Status.DONE, {"reason": WHY}, StandingRefusal.NOT_FROM_HERE),
        (Status.PROGRAMMED, Status.PROGRAMMED, {}, StandingRefusal.SAME),
        (Status.UNDER_WAY, Status.UNDER_STUDY, {}, StandingRefusal.NOT_FROM_HERE),
        (Status.UNDER_WAY, Status.DONE, {}, StandingRefusal.REASON_NEEDED),
        (Status.UNDER_WAY, Status.DONE, {"reason": WHY}, None),
        (
            Status.UNDER_WAY,
            Status.DONE,
            {"reason": WHY, "milestones_left": 1},
            StandingRefusal.MILESTONES_LEFT,
        ),
        (Status.UNDER_WAY, Status.DELAYED, {"reason": "قصير"}, StandingRefusal.REASON_NEEDED),
        (Status.UNDER_WAY, Status.DELAYED, {"reason": WHY}, StandingRefusal.NEW_DAY_NEEDED),
        (
            Status.UNDER_WAY,
            Status.DELAYED,
            {"reason": WHY, "new_day": date(2026, 6, 14)},
            StandingRefusal.NEW_DAY_PAST,
        ),
        (
            Status.UNDER_WAY,
            Status.DELAYED,
            {"reason": WHY, "new_day": date(2026, 6, 30)},
            StandingRefusal.NEW_DAY_EARLIER,
        ),
        (Status.UNDER_WAY, Status.DELAYED, {"reason": WHY, "new_day": date(2026, 7, 1)}, None),
        (Status.UNDER_STUDY, Status.CANCELLED, {"reason": WHY}, None),
        (Status.UNDER_STUDY, Status.CANCELLED, {"reason": "أ" * 2_001}, StandingRefusal.REASON_TOO_LONG),
        (Status.DONE, Status.UNDER_WAY, {}, StandingRefusal.REASON_NEEDED),
        (Status.DONE, Status.UNDER_WAY, {"reason": WHY}, None),
        (Status.DONE, Status.CANCELLED, {"reason": WHY}, StandingRefusal.NOT_FROM_HERE),
        (Status.CANCELLED, Status.PROGRAMMED, {"reason": WHY}, None),
        (Status.CANCELLED, Status.DONE, {"reason": WHY}, StandingRefusal.NOT_FROM_HERE),
        (Status.DELAYED, Status.DONE, {"reason": WHY}, None),
    ],
)
def test_a_commitment_moves_with_its_reason(before, after, facts, refusal):
    """§ commitments-3, § commitments-4"""
    asked = {"reason": "", "milestones_left": 0, "ends_on": date(2026, 6, 30), "today": TODAY} | facts
    assert rules.refuse_move(before, after, **asked) is refusal


def test_every_status_reaches_an_end():
    """§ commitments-3"""
    for start in Status:
        seen, wait = {start}, [start]
        while wait:
            reached = rules.MOVES[wait.pop()] - seen
            seen |= reached
            wait += reached
        assert Status.DONE in seen or Status.CANCELLED in seen


@pytest.mark.parametrize(
    ("status", "due", "told", "stands", "late"),
    [
        (Status.UNDER_WAY, None, None, Lateness.NO_DATE, 0),
        (Status.UNDER_WAY, "2026-08-01", None, Lateness.CALM, 0),
        (Status.UNDER_WAY, "2026-07-15", None, Lateness.SOON, 0),
        (Status.UNDER_WAY, "2026-06-15", None, Lateness.SOON, 0),  # the last day is in time
        (Status.UNDER_WAY, "2026-06-14", None, Lateness.LATE, 1),
        (Status.PROGRAMMED, "2026-05-16", None, Lateness.LATE, 30),
        (Status.PROGRAMMED, "2026-05-15", None, Lateness.SILENT, 31),
        (Status.PROGRAMMED, "2026-01-01", "2026-06-01", Lateness.LATE, 165),  # something was said since
        (Status.PROGRAMMED, "2026-01-01", "2025-12-01", Lateness.SILENT, 165),  # said before it was late
        (Status.DONE, "2026-01-01", None, Lateness.ENDED, 0),
        (Status.CANCELLED, "2026-01-01", None, Lateness.ENDED, 0),
    ],
)
def test_lateness_is_worked_out_from_days(status, due, told, stands, late):
    """§ commitments-5, § commitments-6"""
    dates = Dates(status, *(date.fromisoformat(one) if one else None for one in (due, told)))
    assert rules.lateness(dates, today=TODAY) is stands
    assert rules.days_late(dates, today=TODAY) == late


@pytest.mark.parametrize(
    ("ends", "milestones", "due"),
    [
        (None, [], None),
        ("2027-01-01", [], "2027-01-01"),
        ("2027-01-01", [("2026-03-01", True), ("2026-09-01", False)], "2026-09-01"),
        ("2026-03-01", [("2026-09-01", False)], "2026-03-01"),
        (None, [(None, False)], None),
        ("2027-01-01", [("2026-03-01", True)], "2027-01-01"),
    ],
)
def test_the_first_promised_day_that_is_not_kept(ends, milestones, due):
    """§ commitments-5"""
    rows = [(date.fromisoformat(day) if day else None, done) for day, done in milestones]
    end = date.fromisoformat(ends) if ends else None
    assert rules.next_due(end, rows) == (date.fromisoformat(due) if due else None)


@pytest.mark.parametrize(
    ("late", "warned", "mark"),
    [(0, 0, 0), (1, 0, 1), (1, 1, 0), (29, 1, 0), (30, 1, 30), (200, 0, 180), (200, 180, 0)],
)
def test_the_desk_is_warned_once_at_each_mark(late, warned, mark):
    """§ commitments-6"""
    dates = Dates(Status.UNDER_WAY, date.fromordinal(TODAY.toordinal() - late))
    assert rules.warning_due(dates, today=TODAY, warned=warned) == mark


@pytest.mark.parametrize(
    ("milestones", "progress"),
    [
        ([], None),
        ([(0, True)], None),
        ([(1, False)], 0),
        ([(1, True)], 100),
        ([(1, True), (1, False), (1, False)], 33),
        ([(3, True), (1, False)], 75),
        ([(999, True), (1, False)], 99),  # only what is wholly done is at 100
        ([(1, True), (0, False)], 99),
    ],
)
def test_progress_is_counted_from_milestones(milestones, progress):
    """§ commitments-7"""
    assert rules.progress_of((Decimal(weight), done) for weight, done in milestones) == progress


def line(status=Status.UNDER_WAY, progress=0, weight=1, planned=0, committed=0, paid=0):
    return Line(status, progress, *map(Decimal, (weight, planned, committed, paid)))


def test_rates_are_simple_weighted_and_of_money():
    """§ commitments-7: two of the same weight and one of six; the cancelled one counts in nothing."""
    found = rules.rates(
        [
            line(Status.DONE, 100, 1, 200, 200, 150),
            line(Status.UNDER_WAY, 50, 1, 100, 100, 0),
            line(Status.DELAYED, 10, 6, 700, 0, 0),
            line(Status.CANCELLED, 0, 9, 5_000, 0, 0),
        ]
    )
    assert (found.count, found.counted, found.done, found.delayed, found.cancelled) == (4, 3, 1, 1, 1)
    assert found.simple == Decimal("53.3")
    assert found.weighted == Decimal("26.3")  # (100 + 50 + 60) / 8
    assert (found.planned, found.committed, found.paid) == (1_000, 300, 150)
    assert (found.committed_rate, found.paid_rate) == (Decimal("30.0"), Decimal("15.0"))
    nothing = rules.rates([line(Status.CANCELLED)])
    assert (nothing.simple, nothing.weighted, nothing.paid_rate) == (None, None, None)
    assert rules.rates([line(weight=0, progress=40)]).weighted is None
    axes = [(Decimal(3), Decimal(50)), (Decimal(1), Decimal(10)), (Decimal(9), None)]
    assert rules.together(axes) == Decimal("40.0")
    assert rules.together([(Decimal(1), None)]) is None


@given(some.lists(some.tuples(some.integers(0, 100), some.integers(0, 100)), max_size=12))
def test_a_rate_lies_between_its_parts(rows):
    found = rules.rates(line(progress=progress, weight=weight) for progress, weight in rows)
    for rate in (found.simple, found.weighted):
        assert rate is None or min(p for p, _ in rows) <= rate <= max(p for p, _ in rows)


@pytest.mark.parametrize(
    ("baseline", "target", "value", "reached"),
    [
        (0, 200, 50, "25.0"),
        (None, 200, 50, "25.0"),
        (40, 10, 25, "50.0"),  # fewer accidents
        (40, 10, 55, "0"),
        (0, 10, 90, "100"),
        (5, 5, 5, None),
        (0, 10, None, None),
    ],
)
def test_a_measure_goes_from_the_baseline_to_the_target(baseline, target, value, reached):
    """§ commitments-9"""
    given_numbers = [None if one is None else Decimal(one) for one in (baseline, target, value)]
    assert rules.reached(*given_numbers) == (None if reached is None else Decimal(reached))


@pytest.mark.parametrize(
    ("year", "planned", "committed", "paid", "refusal"),
    [
        (2023, 100, 0, 0, None),
        (2023, 100, 120, 120, None),  # passing what was planned is worth seeing
        (2032, 100, 0, 0, None),
        (2021, 100, 0, 0, FundingRefusal.OUTSIDE_PERIOD),
        (2033, 100, 0, 0, FundingRefusal.OUTSIDE_PERIOD),
        (2023, -1, 0, 0, FundingRefusal.NEGATIVE),
        (2023, 100, 10, 11, FundingRefusal.PAID_OVER_COMMITTED),
        (2023, 0, 0, 0, FundingRefusal.NOTHING),
        (2023, 10**12, 0, 0, FundingRefusal.TOO_LARGE),
    ],
)
def test_money_by_source_and_year(year, planned, committed, paid, refusal):
    """§ commitments-8"""
    money = {"planned": Decimal(planned), "committed": Decimal(committed), "paid": Decimal(paid)}
    period = {"starts_on": date(2022, 1, 1), "ends_on": date(2027, 12, 31)}
    assert rules.refuse_funding(year=year, **money, **period) is refusal


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        (Who(), StandingRefusal.NOT_STAFF),
        (Who(is_agent=True), StandingRefusal.NOT_YOURS),
        (Who(is_agent=True, is_charged=True), None),
        (Who(decides=True), None),
    ],
)
def test_who_keeps_a_commitment_up_to_date(who, refusal):
    """§ commitments-10"""
    assert rules.refuse_staff(who) is refusal


@pytest.mark.parametrize(
    ("is_counted", "progress", "status", "refusal"),
    [
        (False, 40, Status.UNDER_WAY, None),
        (False, 101, Status.UNDER_WAY, StandingRefusal.NO_PROGRESS),
        (False, -1, Status.UNDER_WAY, StandingRefusal.NO_PROGRESS),
        (True, 40, Status.UNDER_WAY, StandingRefusal.COUNTED),
        (False, 40, Status.DONE, StandingRefusal.ENDED),
    ],
)
def test_progress_by_hand(is_counted, progress, status, refusal):
    """§ commitments-7"""
    assert rules.refuse_progress(is_counted=is_counted, progress=progress, status=status) is refusal


@pytest.mark.parametrize(
    ("kind", "facts", "refusal"),
    [
        (RemarkKind.COMMENT, {}, None),
        (RemarkKind.CORRECTION, {}, RemarkRefusal.NO_CLAIM),
        (RemarkKind.CORRECTION, {"claim": Claim.NOT_DONE}, None),
        (RemarkKind.COMMENT, {"signed_in": False}, RemarkRefusal.SIGN_IN_FIRST),
        (RemarkKind.COMMENT, {"is_public": False}, RemarkRefusal.NOT_PUBLIC),
        (RemarkKind.COMMENT, {"body": "قصير"}, RemarkRefusal.TOO_SHORT),
        (RemarkKind.COMMENT, {"body": "أ" * 2_001}, RemarkRefusal.TOO_LONG),
        (RemarkKind.COMMENT, {"today": 10}, RemarkRefusal.TOO_MANY_TODAY),
    ],
)
def test_what_people_say_under_a_commitment(kind, facts, refusal):
    """§ commitments-11, § commitments-12"""
    asked = {"signed_in": True, "is_public": True, "body": WHY, "claim": None, "today": 0} | facts
    assert rules.refuse_remark(kind, **asked) is refusal


@pytest.mark.parametrize(
    ("kind", "facts", "refusal"),
    [
        (RemarkKind.CORRECTION, {}, None),
        (RemarkKind.COMMENT, {}, RemarkRefusal.NOT_A_CORRECTION),
        (RemarkKind.CORRECTION, {"is_author": True}, RemarkRefusal.OWN),
        (RemarkKind.CORRECTION, {"is_answered": True}, RemarkRefusal.ANSWERED),
        (RemarkKind.CORRECTION, {"is_visible": False}, RemarkRefusal.NOT_VISIBLE),
        (RemarkKind.CORRECTION, {"words": "نعم"}, RemarkRefusal.ANSWER_NEEDED),
        (RemarkKind.CORRECTION, {"words": "أ" * 2_001}, RemarkRefusal.ANSWER_TOO_LONG),
    ],
)
def test_a_correction_is_answered_once(kind, facts, refusal):
    """§ commitments-12"""
    asked = {"is_author": False, "is_answered": False, "is_visible": True, "words": WHY} | facts
    assert rules.refuse_answer(kind, **asked) is refusal
    assert rules.answer_due(TODAY) == date(2026, 7, 15)
