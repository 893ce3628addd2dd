"""What every territory of ``world`` says in another language."""

from tadafor.kernel import clock
from tadafor.kernel.scopes import within


def translations(side) -> None:
    """A title that the public reads in French, an article whose French waits."""
    from tadafor.consultations.models import Consultation
    from tadafor.people.rules import RoleKind
    from tadafor.translations import actions, queries, rules
    from tadafor.translations.tests.factories import staff

    with within(side.territory.pk):
        consultation = Consultation.objects.get(slug=f"charter-{side.territory.slug}")
        thing = rules.thing_of("consultations", "consultation", consultation.pk)
        work = queries.work_named(side.territory.pk, thing)
        views = {view.piece.label: view.piece for view in queries.viewed(work, "fr").views}
        writer = staff(side.territory, RoleKind.FOCAL_POINT, name="كاتبة النسخ")
        for piece, text in zip(list(views.values())[:4:3], (side.mark, side.secret), strict=True):
            actions.write(
                work=work, piece=piece, language="fr", text=f"Version {text}", seen="",
                seen_source=rules.mark(piece.text), territory_id=side.territory.pk,
                actor=writer, now=clock.now(),
            )  # fmt: skip
    side.values["translations"] = {"thing": thing, "language": "fr", "group": "words"}
