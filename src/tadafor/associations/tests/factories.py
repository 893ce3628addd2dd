"""Associations ready to act, without requests."""

from datetime import timedelta

from tadafor.associations.models import Association, Mandate
from tadafor.kernel.clock import now
from tadafor.kernel.scopes import within
from tadafor.people.tests.factories import LONG_AGO


def make_association(territory, name="جمعية تجريبية", receipt="1/2020", *people):
    with within(territory.pk):
        association = Association.objects.create(
            territory=territory, name=name, sort_key=name, receipt_number=receipt, confirmed_at=LONG_AGO
        )
        for person in people:
            Mandate.objects.create(
                association=association, person=person, since=LONG_AGO, until=now() + timedelta(days=365)
            )
    return association
