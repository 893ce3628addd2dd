"""Documents of one territory, for the tests that try to look; see ``tests.world``."""

from datetime import UTC, datetime

from tadafor.kernel.scopes import within

MORNING = datetime(2026, 11, 20, 9, tzinfo=UTC)


def furnish_documents(side) -> None:
    """A public file, and a private one whose addresses are asked for."""
    from tadafor.documents import actions
    from tadafor.documents.actions.cleaning import CleanFile
    from tadafor.documents.rules import Kind, Visibility

    public = CleanFile(f"محضر {side.mark}".encode(), Kind.TEXT, "محضر.txt")
    private = CleanFile(f"عقد {side.secret}".encode(), Kind.TEXT, "عقد.txt")
    where = {"territory_id": side.territory.pk, "actor": side.actor, "now": MORNING}
    with within(side.territory.pk):
        actions.attach(file=public, title=f"محضر {side.mark}", **where)
        kept = actions.attach(file=private, title=side.secret, visibility=Visibility.PRIVATE, **where)
        sound = _sound(**where)
    side.values["documents"] = {"code": kept.code, "mark": kept.mark, "name": kept.file_name}
    side.values["documents:sound"] = {"code": sound.code, "mark": sound.mark}


def _sound(**where):
    """A private voice that only who spoke and the staff may hear."""
    from tadafor.documents import actions
    from tadafor.documents.rules.sounds import Sound, Voice
    from tadafor.documents.tests import recorded

    taken = actions.take_recording(whole=recorded.wav(), kind=Sound.WAV, voice=Voice.DARIJA, **where)
    while (made := actions.make_next(now=where["now"])) is not None:
        taken = made
    return taken
