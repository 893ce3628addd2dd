"""Let an import write under numbers kept for it, while others go on contributing."""

import django.contrib.postgres.fields
from django.db import migrations, models
from django.db.models import F


def number_on(apps, schema_editor):
    apps.get_model("consultations", "Consultation")._base_manager.update(last_number=F("contributions_count"))


class Migration(migrations.Migration):
    dependencies = [("consultations", "0009_photographs_and_imports")]

    operations = [
        migrations.AddField("consultation", "last_number", models.PositiveIntegerField(default=0)),
        migrations.AddField("sheetimport", "first_number", models.PositiveIntegerField(default=0)),
        migrations.AddField(
            "sheetimport",
            "claimed",
            django.contrib.postgres.fields.ArrayField(
                models.CharField(max_length=12), default=list, size=None
            ),
        ),
        migrations.AlterField(
            "sheetimport",
            "standing",
            models.CharField(
                choices=[
                    ("waiting", "waiting"),
                    ("checking", "checking"),
                    ("writing", "writing"),
                    ("faulty", "faulty"),
                    ("done", "done"),
                    ("refused", "refused"),
                ],
                max_length=10,
            ),
        ),
        migrations.RunPython(number_on, migrations.RunPython.noop),
    ]
