"""Bring the legal delay of a reply, as ``promises.csv`` states it with its source."""

import csv
from pathlib import Path

from django.db import migrations

from tadafor.kernel.search import marks_of


def bring(apps, schema_editor):
    table = apps.get_model("suggestions", "Promise")
    path = Path(__file__).resolve().parents[1] / "promises.csv"
    with path.open(encoding="utf-8", newline="") as file:
        table.objects.bulk_create(
            table(
                kind=row["kind"],
                days=int(row["days"]),
                in_working_days=row["in_working_days"] == "yes",
                valid_from=row["valid_from"],
                source=row["source"],
                article=row["article"],
                is_legal=row["is_legal"] == "yes",
                is_verified=row["is_verified"] == "yes",
            )
            for row in csv.DictReader(file)
        )


class Migration(migrations.Migration):
    dependencies = [("suggestions", "0001_suggestions")]
    operations = [
        migrations.RunPython(bring, migrations.RunPython.noop),
        migrations.RunSQL(*marks_of("suggestions_suggestion", territory="NEW.territory_id")),
    ]
