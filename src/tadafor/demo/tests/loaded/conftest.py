"""The demonstration, loaded once for the files that look at it."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from tadafor import demo
from tadafor.kernel.scopes import everywhere

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


@pytest.fixture(scope="package")
def _loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), everywhere():
        outer = transaction.atomic()
        outer.__enter__()
        demo.load(NOW)
        yield
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)
