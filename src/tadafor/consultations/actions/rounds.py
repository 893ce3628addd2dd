"""The rounds of a consultation on cards: the one in force described, the next one planned."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from tadafor.consultations import notices, queries, rules
from tadafor.consultations.actions.recording import record
from tadafor.consultations.models import Consultation, Round
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.kernel.text import clean, clean_line
from tadafor.people.actor import Actor
from tadafor.people.rules import Channel


@dataclass(frozen=True)
class RoundWords:
    """A round as staff describe it: its days, where it is held, what people are asked to do."""

    opens_on: date
    closes_on: date
    channel: Channel = Channel.ONLINE
    place: str = ""
    instruction: str = ""
    presented_on: date | None = None

    def cleaned(self) -> "RoundWords":
        return replace(self, place=clean_line(self.place), instruction=clean(self.instruction))


@transaction.atomic
def change_round(*, consultation: Consultation, words: RoundWords, actor: Actor, now: datetime) -> Round:
    """Describe the round in force, before it begins; its days are those of the settings.

    Raises Refused.
    """
    consultation = queries.locked(consultation)
    found = queries.round_in_force(consultation)
    if found is None:
        raise Refused(rules.RoundRefusal.NOT_ON_CARDS)
    if refusal := rules.refuse_round_change(consultation.window, today=day_of(now)):
        raise Refused(refusal)
    words = replace(words.cleaned(), opens_on=found.opens_on, closes_on=found.closes_on)
    _refuse_words(words)
    for name, value in vars(words).items():
        setattr(found, name, value)
    found.save()
    consultation.round_in_person = found.in_person
    consultation.save(update_fields=["round_in_person"])
    record(consultation, actor, "change_round", now, round=found.number, words=vars(words))
    return found


@transaction.atomic
def plan_round(*, consultation: Consultation, words: RoundWords, actor: Actor, now: datetime) -> Round:
    """Plan the next round, once the one before has closed; those who follow are told. Raises Refused."""
    consultation = queries.locked(consultation)
    words = words.cleaned()
    refusal = rules.refuse_next_round(
        consultation.window, on_cards=consultation.on_cards, opens_on=words.opens_on, today=day_of(now)
    )
    if refusal:
        raise Refused(refusal)
    _refuse_words(words)
    consultation.earlier_closed_on = consultation.closes_on
    consultation.round_number += 1
    consultation.opens_on, consultation.closes_on = words.opens_on, words.closes_on
    consultation.round_in_person = words.channel is not Channel.ONLINE
    consultation.told_opening = False
    consultation.save()
    planned = Round.objects.create(consultation=consultation, number=consultation.round_number, **vars(words))
    record(consultation, actor, "plan_round", now, round=planned.number, words=vars(words))
    notices.round_planned(consultation, planned, now=now)
    return planned


def _refuse_words(words: RoundWords) -> None:
    refusal = rules.refuse_round_words(
        opens_on=words.opens_on,
        closes_on=words.closes_on,
        in_person=words.channel is not Channel.ONLINE,
        place=words.place,
        presented_on=words.presented_on,
    )
    if refusal:
        raise Refused(refusal)
