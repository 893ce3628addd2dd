"""Petitions that a session answered before this version say so, and are corrected there."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def say_so(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Find the vote of a session that has the day of the answer: the one that gave it (§ petitions-38)."""
    answers = apps.get_model("petitions", "PetitionAnswer").objects
    votes = apps.get_model("councils", "Decision").objects.filter(outcome__in=("adopted", "rejected"))
    for origin_id, voted_on in votes.exclude(item__origin=None).values_list("item__origin_id", "voted_on"):
        answers.filter(petition__trace_id=origin_id, deliberated_on=voted_on).update(by_session=True)


class Migration(migrations.Migration):
    dependencies = [
        ("councils", "0008_meetings_cancelled"),
        ("petitions", "0010_corrected_deliberations"),
    ]

    operations = [migrations.RunPython(say_so, migrations.RunPython.noop)]
