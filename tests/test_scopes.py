"""One territory at a time: what has no scope has no answer."""

import pytest

from tadafor.kernel.scopes import current_territory, everywhere, within
from tadafor.traces.models import Trace


@pytest.mark.django_db
@pytest.mark.parametrize("ask", ["all", "count", "exists", "first", "explain"])
def test_a_query_outside_a_scope_raises(ask):
    with pytest.raises(Exception, match="scope"):
        getattr(Trace.objects, ask)()


@pytest.mark.django_db
def test_everywhere_is_said_aloud():
    with everywhere():
        assert Trace.objects.count() == 0


def test_no_territory_is_not_every_territory():
    with pytest.raises(ValueError, match="everywhere"):
        within(None)


def test_the_scope_holds_the_key():
    assert current_territory() is None
    with within(7):
        assert current_territory() == 7
