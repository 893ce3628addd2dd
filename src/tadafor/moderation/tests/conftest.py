"""Whom moderation needs besides the cast."""

import pytest

from tadafor.kernel.scopes import within
from tadafor.traces.tests.factories import make_reply, make_trace


@pytest.fixture
def inside(larache):
    with within(larache.pk):
        yield larache


@pytest.fixture
def january_14(db):
    """The Amazigh new year, a day off of the worked example."""
    from datetime import date

    from tadafor.territories.models import Holiday

    return Holiday.objects.create(
        day=date(2026, 1, 14), name_ar="رأس السنة الأمازيغية", name_fr="Nouvel an amazigh"
    )


@pytest.fixture
def appeal_member(larache):
    """Decides appeals in Larache."""
    from tadafor.people.rules import RoleKind
    from tadafor.people.tests.factories import give, make_person

    return give(make_person("رشيد التجريبي", email="rachid@example.org"), larache, RoleKind.APPEAL)


@pytest.fixture
def clerk(larache):
    """Sits at the desk of Larache."""
    from tadafor.people.rules import RoleKind
    from tadafor.people.tests.factories import give, make_person

    return give(make_person("هدى التجريبية", email="houda@larache.example"), larache, RoleKind.CLERK)


@pytest.fixture
def trace(inside, salma):
    return make_trace(inside, "إنارة الزقاق", author=salma, text="اتصلوا بجارتي على 0612345678.")


@pytest.fixture
def reply(trace, actors):
    return make_reply(trace, actors.idris, "أنتم كاذبون")
