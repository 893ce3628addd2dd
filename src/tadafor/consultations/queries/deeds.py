"""What one person did in the consultation space, for their own page (``kernel.deeds``)."""

from datetime import datetime

from django.utils.translation import gettext as _

from tadafor.consultations import rules
from tadafor.consultations.models import Contribution, Support
from tadafor.kernel.deeds import Deed, Heap
from tadafor.kernel.words import word
from tadafor.traces.rules import Visibility

_TONES = {
    rules.Outcome.ACCEPTED: "green",
    rules.Outcome.PARTLY: "green",
    rules.Outcome.NOT_ACCEPTED: "terracotta",
}


def deeds(person_id: int, now: datetime) -> list[Heap]:  # noqa: ARG001 -- as every room answers
    """Return the contributions and the supports of a person, and what was answered."""
    about = ("consultation", "trace", "decision")
    contributions = Contribution.objects.filter(author_id=person_id).select_related(*about)
    supports = Support.objects.filter(person_id=person_id).select_related(
        *(f"contribution__{one}" for one in about)
    )
    return [
        Heap(contributions, "written_at", _contribution, channel="channel"),
        Heap(supports, "given_at", _support, channel="channel"),
    ]


def _contribution(one: Contribution) -> Deed:
    became, tone = _became(one)
    return Deed(
        kind=word(rules.Kind(one.kind)),
        title=one.trace.title,
        address=one.trace.address,
        territory_id=one.consultation.territory_id,
        at=one.written_at,
        channel=one.channel,
        became=became,
        tone=tone,
        icon="message-circle",
        language=one.language,
    )


def _support(given: Support) -> Deed:
    one = given.contribution
    is_seen = one.trace.visibility == Visibility.VISIBLE
    became, tone = _became(one)
    return Deed(
        kind=_("مساندة مساهمة"),
        title=one.trace.title if is_seen else one.consultation.title,
        address=one.trace.address if is_seen else "",
        territory_id=one.consultation.territory_id,
        at=given.given_at,
        channel=given.channel,
        became=became,
        tone=tone,
        icon="thumbs-up",
        language=one.language,
    )


def _became(one: Contribution) -> tuple[str, str]:
    if one.withdrawn_at is not None:
        return word(rules.Outcome.WITHDRAWN), "plain"
    if one.trace.visibility != Visibility.VISIBLE:
        return word(Visibility(one.trace.visibility)), "saffron"
    decision = getattr(one, "decision", None)
    if decision is None or decision.approved_at is None:
        return _("في انتظار الجواب"), "saffron"
    outcome = rules.Outcome(decision.outcome)
    return word(outcome), _TONES.get(outcome, "plain")
