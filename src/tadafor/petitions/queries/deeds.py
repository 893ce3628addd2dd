"""The petitions behind which one person stands, for their own page (``kernel.deeds``).

Signatures are not among them: they are kept under a pseudonym of the card, and name no account.
"""

from datetime import datetime

from tadafor.kernel.deeds import Deed, Heap
from tadafor.kernel.words import word
from tadafor.petitions import rules
from tadafor.petitions.models import PetitionParty

_TONES = {rules.State.ACCEPTED: "green", rules.State.FOLLOWED: "green", rules.State.REFUSED: "terracotta"}


def deeds(person_id: int, now: datetime) -> list[Heap]:  # noqa: ARG001 -- as every room answers
    """Return the petitions of which a person is agent, deputy, initiator or helper."""
    parties = PetitionParty.objects.filter(person_id=person_id, accepted_at__isnull=False)
    return [Heap(parties.select_related("petition__trace"), "accepted_at", _party)]


def _party(one: PetitionParty) -> Deed:
    state = one.petition.standing
    return Deed(
        kind=word(one.part),
        title=one.petition.title,
        address=one.petition.trace.address,
        territory_id=one.petition.territory_id,
        at=one.accepted_at or one.invited_at,
        became=word(state),
        tone=_TONES.get(state, "saffron"),
        icon="scroll-text",
        language=one.petition.language,
    )
