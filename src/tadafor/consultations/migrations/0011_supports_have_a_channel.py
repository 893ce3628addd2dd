"""A support tells how it came: those there are were given online."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("consultations", "0010_numbers_kept_for_imports")]

    operations = [
        migrations.AddField(
            "support",
            "channel",
            models.CharField(
                choices=[
                    ("online", "online"),
                    ("desk", "desk"),
                    ("paper", "paper"),
                    ("workshop", "workshop"),
                ],
                default="online",
                max_length=10,
            ),
        ),
    ]
