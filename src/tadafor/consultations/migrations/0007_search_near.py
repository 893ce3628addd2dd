"""The search of a territory, and of a consultation, reads its own rows only."""

from django.db import migrations

from tadafor.kernel.search import ERA, marks_of

MARKS = (
    marks_of("consultations_consultation", territory="NEW.territory_id"),
    marks_of(
        "consultations_wording",
        territory="SELECT c.territory_id FROM consultations_version v "
        "JOIN consultations_consultation c ON c.id = v.consultation_id WHERE v.id = NEW.version_id",
    ),
    marks_of(
        "consultations_contribution",
        territory="SELECT territory_id FROM consultations_consultation WHERE id = NEW.consultation_id",
        procedure="NEW.consultation_id",
        era=f"NEW.id / {ERA}",
    ),
)


class Migration(migrations.Migration):
    dependencies = [("consultations", "0006_printed_sheets")]

    operations = [migrations.RunSQL(make, undo) for make, undo in MARKS]
