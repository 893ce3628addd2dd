"""Bring the national rows of law, as ``law.csv`` states them with their sources."""

import csv
from pathlib import Path

from django.db import migrations


def bring(apps, schema_editor):
    table = apps.get_model("petitions", "LegalRule")
    path = Path(__file__).resolve().parents[1] / "law.csv"
    yes = {"yes": True, "no": False, "": None}
    with path.open(encoding="utf-8", newline="") as file:
        table.objects.bulk_create(
            table(
                topic=row["topic"],
                council=row["council"],
                kind=row["kind"],
                subject=row["subject"],
                value=int(row["value"]),
                population_from=int(row["population_from"] or 0),
                population_below=int(row["population_below"]) if row["population_below"] else None,
                arrondissements=yes[row["arrondissements"]],
                valid_from=row["valid_from"],
                source=row["source"],
                article=row["article"],
                is_verified=yes[row["is_verified"]],
                applies=yes[row["applies"]],
                note=row["note"],
            )
            for row in csv.DictReader(file)
        )


class Migration(migrations.Migration):
    dependencies = [("petitions", "0001_petitions")]
    operations = [migrations.RunPython(bring, migrations.RunPython.noop)]
