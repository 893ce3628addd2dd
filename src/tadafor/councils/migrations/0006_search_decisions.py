import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

from tadafor.kernel.search import grams, marks_of
from tadafor.kernel.text import search_text


def fill(apps, schema_editor):
    """Let the search find what was decided before."""
    decisions = apps.get_model("councils", "Decision")._base_manager
    for pk, number, title in decisions.values_list("pk", "number", "item__title").iterator():
        said = f"{number} {title}"
        decisions.filter(pk=pk).update(search_text=search_text(said), grams=grams(said))


class Migration(migrations.Migration):
    dependencies = [
        ("councils", "0005_decisions_sent_back"),
        ("territories", "0004_shapes_of_neighbourhoods"),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="grams",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.IntegerField(), default=list, editable=False, size=None
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="search_text",
            field=models.TextField(default="", editable=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="decision",
            index=django.contrib.postgres.indexes.GinIndex(fields=["grams"], name="councils_decision_grams"),
        ),
        migrations.RunSQL(*marks_of("councils_decision", territory="NEW.territory_id")),
    ]
