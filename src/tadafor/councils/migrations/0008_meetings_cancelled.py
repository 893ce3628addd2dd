"""A call to meet may be cancelled, for a public reason; its day is free again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("councils", "0007_corrections"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="meeting",
            name="councils_one_meeting_a_day",
        ),
        migrations.AddField(
            model_name="meeting",
            name="cancelled_because",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name="meeting",
            name="cancelled_on",
            field=models.DateField(null=True),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("cancelled_on__isnull", True)),
                fields=("body", "day"),
                name="councils_one_meeting_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cancelled_on__isnull", True),
                    models.Q(("held_at__isnull", True), models.Q(("cancelled_because", ""), _negated=True)),
                    _connector="OR",
                ),
                name="councils_cancelled_because",
            ),
        ),
    ]
