"""What this room does by itself."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from tadafor.kernel.clock import now
from tadafor.people import actions, tasks
from tadafor.people.models import OneTimeCode
from tadafor.people.rules import Budget, Contact, ContactKind

pytestmark = pytest.mark.django_db


def test_old_codes_and_sessions_go(client_of, salma):
    for number, age in enumerate((timedelta(hours=25), timedelta(hours=1))):
        contact = Contact(ContactKind.EMAIL, f"p{number}@example.org")
        actions.ask_for_code(contact=contact, address="", budget=Budget(), now=now() - age)
    client_of(salma)
    Session.objects.create(session_key="old", session_data="", expire_date=now() - timedelta(days=1))
    tasks.forget(timestamp=0)
    assert [code.contact for code in OneTimeCode.objects.all()] == ["p1@example.org"]
    assert Session.objects.count() == 1
