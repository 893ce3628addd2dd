import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The key points at the same table, under its new name."""

    dependencies = [
        ("consultations", "0002_latest_decisions"),
        ("associations", "0001_associations_move_in"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="contribution",
                    name="association",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="associations.association",
                    ),
                )
            ]
        )
    ]
