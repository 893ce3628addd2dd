"""A consultation in which people speak."""

import pytest

from tadafor.consultations import actions, rules
from tadafor.consultations.tests import factories as making
from tadafor.consultations.tests.factories import DURING, citizen_actor, staff_actor
from tadafor.consultations.tests.spoken import SPEECH, spoken
from tadafor.documents import actions as documents
from tadafor.kernel import clock
from tadafor.kernel.identifiers import token
from tadafor.kernel.scopes import within
from tadafor.people.rules import RoleKind


@pytest.fixture
def own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def consultation(larache):
    return making.make_consultation(larache)


@pytest.fixture
def clerk(larache):
    return staff_actor(larache, RoleKind.CLERK, name="كاتبة المكتب")


@pytest.fixture
def speak(consultation, own_storage):
    def made(actor=None, whole=SPEECH, *, heard=True, body="", now=DURING, **facts):
        with within(consultation.territory_id):
            contribution = actions.contribute(
                consultation=consultation,
                words=actions.Words(kind=rules.Kind.COMMENT, body=body, passage="reply-delays"),
                actor=actor or citizen_actor(consultation.territory),
                now=now,
                token=token(),
                speech=spoken(whole, **facts),
            )
            if heard:
                documents.make_next(now=now)
            return contribution

    return made


@pytest.fixture
def during():
    """A day of the window."""
    with clock.stopped_at(DURING):
        yield
