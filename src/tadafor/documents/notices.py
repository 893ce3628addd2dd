"""What the room tells people, each in their language."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from tadafor.documents.queries import Recording
from tadafor.documents.rules.sounds import SoundRefusal
from tadafor.notifications.actions import Message, notify


def refused_sound(recording: Recording, *, now: datetime) -> None:
    """Tell who spoke that their recording could not be kept, why, and where to begin again."""
    if recording.uploader_id is None:
        return
    notify(
        people=[recording.uploader_id],
        territory_id=recording.territory_id,
        kind="documents.refused_sound",
        message=Message(
            title=_("تعذر الاحتفاظ بتسجيلكم الصوتي"),
            body=_("السبب: %(refusal)s ما كتبتموه معه محفوظ، ويمكنكم التسجيل من جديد."),
            facts={"refusal": SoundRefusal(recording.refusal)},
        ),
        address=recording.trace.address if recording.trace else "/",
        now=now,
        trace=recording.trace,
        key=recording.code,
    )
