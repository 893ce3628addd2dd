from django.db import migrations


class Migration(migrations.Migration):
    """The tables are those of the room `associations` now; nothing is dropped."""

    dependencies = [
        ("people", "0003_procedure_keys"),
        ("associations", "0001_associations_move_in"),
        ("traces", "0002_associations_by_key"),
        ("consultations", "0003_associations_have_their_room"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel(name="Mandate"),
                migrations.DeleteModel(name="Association"),
            ]
        )
    ]
