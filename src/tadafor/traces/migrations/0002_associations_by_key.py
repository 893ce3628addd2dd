from django.db import migrations, models


class Migration(migrations.Migration):
    """Associations stand above now: the column, its index and its constraint stay as they are."""

    dependencies = [
        ("traces", "0001_threads"),
        ("associations", "0001_associations_move_in"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                operation
                for table in ("trace", "reply")
                for operation in (
                    migrations.RemoveField(model_name=table, name="association"),
                    migrations.AddField(
                        model_name=table,
                        name="association_id",
                        field=models.BigIntegerField(blank=True, db_index=True, null=True),
                    ),
                )
            ]
        )
    ]
