"""The job of the calendar."""

from datetime import UTC, datetime

import pytest

from tadafor.kernel.clock import stopped_at
from tadafor.territories import tasks
from tadafor.territories.models import Holiday


@pytest.mark.django_db
def test_the_calendar_stays_three_years_ahead():
    for month in (11, 12):
        with stopped_at(datetime(2026, month, 1, 3, 17, tzinfo=UTC)):
            tasks.extend_calendar(timestamp=0)
        assert sorted(set(Holiday.objects.values_list("day__year", flat=True))) == [2026, 2027, 2028, 2029]
