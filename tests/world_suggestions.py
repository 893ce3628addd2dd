"""Suggestions of one territory, for the tests that try to look; see ``tests.world``."""

from tadafor.kernel.scopes import within


def furnish_suggestions(side) -> None:
    """One that everybody reads, with a note of the staff; one complaint; what the staff set up."""
    from tadafor.documents import actions as documents
    from tadafor.documents.rules import Kind as Form
    from tadafor.documents.tests.factories import image_bytes
    from tadafor.suggestions import actions
    from tadafor.suggestions.models import SuggestionSettings
    from tadafor.suggestions.rules import Kind, State
    from tadafor.suggestions.tests import factories as making

    place = making.Place(side.territory, mark=side.mark)
    with within(side.territory.pk):  # so that no number of one territory is one of another
        SuggestionSettings.objects.create(territory=side.territory, last_number=side.territory.pk * 1_000)
    one = place.made(body=f"مصباح مطفأ أمام المدرسة. {side.mark}", actor=making.citizen_actor(side.secret))
    place.made(kind=Kind.COMPLAINT, body=f"شكاية من قرار. {side.secret}", token="complaint")
    with within(side.territory.pk):
        photo = documents.attach(
            territory_id=side.territory.pk,
            actor=place.director,
            file=documents.CleanFile(image_bytes(), Form.JPEG, "photo.jpeg", 400, 300),
            trace=one.trace,
            now=making.POSTED,
        )
        common = {"actor": place.director, "now": making.ANSWERED}
        actions.note(suggestion=one, words=side.secret, **common)
        ready = actions.keep_template(
            territory_id=side.territory.pk,
            state=State.DONE,
            title=side.secret,
            text_ar=making.REASON,
            text_fr="",
            **common,
        )
    side.values["suggestions"] = {
        "number": one.number,
        "service": place.service.pk,
        "code": place.lighting.code,
        "template": ready.pk,
        "form": "json",
        "picture": photo.code,
    }
