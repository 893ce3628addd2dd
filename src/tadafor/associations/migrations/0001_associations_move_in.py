import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Their tables stood in `people`: they are renamed with all they hold, and nothing is copied. The foreign
# keys of traces and consultations follow by themselves, so this comes after both have made theirs.
FORWARD = """
ALTER TABLE people_association RENAME TO associations_association;
ALTER TABLE people_mandate RENAME TO associations_mandate;
ALTER SEQUENCE people_association_id_seq RENAME TO associations_association_id_seq;
ALTER SEQUENCE people_mandate_id_seq RENAME TO associations_mandate_id_seq;
ALTER TABLE associations_association RENAME CONSTRAINT people_receipt_once TO associations_receipt_once;
ALTER TABLE associations_mandate RENAME CONSTRAINT people_mandate_period TO associations_mandate_period;
ALTER INDEX people_mandate_of_person RENAME TO associations_mandate_of;
"""
BACK = """
ALTER INDEX associations_mandate_of RENAME TO people_mandate_of_person;
ALTER TABLE associations_mandate RENAME CONSTRAINT associations_mandate_period TO people_mandate_period;
ALTER TABLE associations_association RENAME CONSTRAINT associations_receipt_once TO people_receipt_once;
ALTER SEQUENCE associations_mandate_id_seq RENAME TO people_mandate_id_seq;
ALTER SEQUENCE associations_association_id_seq RENAME TO people_association_id_seq;
ALTER TABLE associations_mandate RENAME TO people_mandate;
ALTER TABLE associations_association RENAME TO people_association;
"""


def _key():
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _points_at(table, **facts):
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=table, **facts)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_people"),
        ("traces", "0001_threads"),
        ("consultations", "0001_the_consultation_space"),
        ("territories", "0001_ground"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(FORWARD, BACK)],
            state_operations=[
                migrations.CreateModel(
                    name="Association",
                    fields=[
                        ("id", _key()),
                        ("name", models.CharField(max_length=200)),
                        ("sort_key", models.CharField(editable=False, max_length=220)),
                        ("receipt_number", models.CharField(max_length=60)),
                        ("confirmed_at", models.DateTimeField()),
                        ("confirmed_by", _points_at(settings.AUTH_USER_MODEL, null=True)),
                        ("territory", _points_at("territories.territory")),
                    ],
                    options={
                        "ordering": ["sort_key", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("territory", "receipt_number"), name="associations_receipt_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Mandate",
                    fields=[
                        ("id", _key()),
                        ("since", models.DateTimeField()),
                        ("until", models.DateTimeField(blank=True, null=True)),
                        ("association", _points_at("associations.association")),
                        ("given_by", _points_at(settings.AUTH_USER_MODEL, null=True)),
                        ("person", _points_at(settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["person"], name="associations_mandate_of")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("until__isnull", True))
                                | models.Q(("until__gt", models.F("since"))),
                                name="associations_mandate_period",
                            )
                        ],
                    },
                ),
            ],
        )
    ]
