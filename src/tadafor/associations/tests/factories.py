"""Associations ready to act, without requests."""

from datetime import timedelta

import pytest

from tadafor.associations.actions import Facts, Row
from tadafor.associations.models import AskedChange, Association, Mandate, RegisterImport
from tadafor.kernel.clock import now
from tadafor.kernel.identifiers import code
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import everywhere, within
from tadafor.kernel.search import grams
from tadafor.kernel.text import search_text
from tadafor.notifications.models import Notice
from tadafor.people.tests.factories import LONG_AGO


def make_association(territory, name="جمعية تجريبية", receipt="1/2020", *people, **facts):
    with within(territory.pk):
        said = f"{name} {facts.get('activity', '')}"
        columns = {"confirmed_at": LONG_AGO, "search_text": search_text(said), "grams": grams(said)} | facts
        association = Association.objects.create(
            territory=territory,
            code=code(10),
            name=name,
            sort_key=name,
            receipt_number=receipt,
            **columns,
        )
        for person in people:
            Mandate.objects.create(
                association=association, person=person, since=LONG_AGO, until=now() + timedelta(days=365)
            )
    return association


def make_change(association, person, note="", **asked):
    """A change that waits for the commune."""
    return AskedChange.objects.create(
        association=association,
        asked=asked or {"name_fr": "Nom nouveau"},
        note=note,
        asked_by=person,
        asked_at=now(),
    )


def make_import(territory, name, person):
    """A spreadsheet of one row that was read and not written."""
    row = Row(2, Facts(name=name, receipt_number="77/2024"))
    return RegisterImport.objects.create(
        territory=territory, rows=[row.kept()], sent_by=person, sent_at=now()
    )


def refused(verb, **facts):
    """The refusal of a verb, which has a sentence."""
    with pytest.raises(Refused) as found:
        verb(**facts)
    assert found.value.sentence
    return found.value.refusal


def told(person):
    """What this room told a person."""
    with everywhere():
        return {one.kind.split(".")[1] for one in Notice.objects.filter(person=person)}
