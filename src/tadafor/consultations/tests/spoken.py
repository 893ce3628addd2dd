"""Voices, and what staff write of them."""

from tadafor.consultations import actions, queries, rules
from tadafor.consultations.models import Contribution
from tadafor.consultations.tests.factories import DURING
from tadafor.documents.rules.sounds import Voice, sound_kind_of
from tadafor.documents.tests import recorded
from tadafor.kernel import clock
from tadafor.kernel.identifiers import token
from tadafor.kernel.scopes import within

SPEECH = recorded.webm()
SAID = "الماء ينقطع كل صيف في حينا، نريد خزانا."


def spoken(whole=SPEECH, **facts):
    return actions.Speech(whole, sound_kind_of(whole[:64]), Voice.DARIJA, **facts)


def write_down(contribution, actor, words=SAID, *, nothing=False, seen=0, now=DURING):
    with within(contribution.consultation.territory_id):
        return actions.write_down(
            contribution=contribution,
            words=words,
            nothing_understood=nothing,
            seen=seen,
            actor=actor,
            now=now,
        )


def again(contribution):
    with within(contribution.consultation.territory_id):
        return Contribution.objects.select_related("trace", "spoken__recording").get(pk=contribution.pk)


def voices(consultation, actor, words):
    """A voice that nobody wrote down yet, with words beside it; and the stake read aloud."""
    facts = {"consultation": consultation, "actor": actor, "now": clock.now(), "speech": spoken()}
    with within(consultation.territory_id):
        beside = actions.Words(kind=rules.Kind.COMMENT, body=words)
        voice = actions.contribute(words=beside, token=token(), **facts)
        return voice, actions.read_aloud(text=queries.text_read(consultation, None), **facts)
