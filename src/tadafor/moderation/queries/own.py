"""What moderation holds on one person, for the download of their data."""

from tadafor.kernel.scopes import everywhere
from tadafor.moderation.models import Appeal, Report, Ruling


def held_data(person_id: int) -> dict[str, object]:
    """Return the reports, appeals and rulings of a person, whatever the territory."""
    with everywhere():
        reports = Report.objects.filter(person_id=person_id).order_by("at", "pk")
        appeals = Appeal.objects.filter(written_by_id=person_id).order_by("at", "pk")
        rulings = Ruling.objects.filter(by_id=person_id).order_by("at", "pk")
        return {
            "reports": list(reports.values("trace__title", "reply__number", "reason", "words", "at")),
            "appeals": list(
                appeals.values("ruling__case__trace__title", "words", "at", "outcome", "answer", "decided_at")
            ),
            "rulings": list(rulings.values("case__trace__title", "decision", "reason", "words", "at")),
        }
