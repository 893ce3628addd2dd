"""Writing project cards: the axes, a card added to the draft, a card changed in it."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction

from tadafor.consultations import queries, rules
from tadafor.consultations.actions.drafting import draft_of, link_causes
from tadafor.consultations.actions.recording import record
from tadafor.consultations.models import Axis, Consultation, Passage, Version, Wording
from tadafor.kernel.identifiers import code
from tadafor.kernel.refusals import Refused
from tadafor.kernel.search import grams
from tadafor.kernel.text import clean, clean_line, search_text
from tadafor.people.actor import Actor


@dataclass(frozen=True)
class CardText:
    """A card as staff write it; its number is the one that the commune gives it."""

    number: int
    title: str
    sheet: rules.Sheet = field(default_factory=rules.Sheet)
    axis: str = ""
    principles: frozenset[rules.Principle] = frozenset()
    cost: int | None = None

    def cleaned(self) -> "CardText":
        sheet = rules.Sheet.of({name: clean(said) for name, said in self.sheet.values().items()})
        return replace(self, title=clean_line(self.title), sheet=sheet, axis=clean_line(self.axis))

    @property
    def card(self) -> rules.Card:
        return rules.Card(sheet=self.sheet, axis=self.axis, principles=self.principles, cost=self.cost)

    @property
    def told(self) -> str:
        return f"{self.title} {self.axis} {self.sheet.told}"


@transaction.atomic
def set_axes(*, consultation: Consultation, names: list[str], actor: Actor, now: datetime) -> list[Axis]:
    """Write the priority axes in their order; one that a card names stays. Raises Refused."""
    consultation = _on_cards(consultation)
    names = [name for one in names if (name := clean_line(one))]
    if refusal := rules.refuse_axes(names, in_use=queries.axes_in_use(consultation)):
        raise Refused(refusal)
    consultation.axes.exclude(name__in=names).delete()
    axes = [
        Axis.objects.update_or_create(consultation=consultation, name=name, defaults={"position": place})[0]
        for place, name in enumerate(names, start=1)
    ]
    record(consultation, actor, "set_axes", now, names=names)
    return axes


@transaction.atomic
def add_card(
    *, consultation: Consultation, text: CardText, causes: list[int], actor: Actor, now: datetime
) -> Wording:
    """Add a card to the draft, perhaps one that people proposed (``causes``: their numbers).

    Raises Refused.
    """
    consultation = _on_cards(consultation)
    draft = draft_of(consultation, now)
    text = _settled(consultation, draft, text.cleaned(), None)
    passage = Passage.objects.create(
        consultation=consultation, key=_new_key(consultation, text.number), sort="card"
    )
    last = draft.wordings.order_by("-position").first()
    wording = Wording(version=draft, passage=passage, position=last.position + 1 if last else 1)
    _write(consultation, wording, text)
    link_causes(draft, passage.pk, causes)
    record(consultation, actor, "add_card", now, key=passage.key, card=_kept(text), causes=causes)
    return wording


@transaction.atomic
def save_card(
    *, wording: Wording, text: CardText, causes: list[int], seen: int, actor: Actor, now: datetime
) -> Wording:
    """Save one card of the draft, and which contributions its change comes from (their numbers).

    What a version says of its cards stays with its causes (§ consultations-31). Of two who edit it at
    once the second is refused and loses nothing. Raises Refused.
    """
    consultation = _on_cards(wording.version.consultation)
    draft = draft_of(consultation, now)
    wording = Wording.objects.select_for_update(of=("self",)).select_related("passage").get(pk=wording.pk)
    if wording.version_id != draft.pk:
        raise Refused(rules.VersionRefusal.NO_DRAFT)
    if wording.revision != seen:
        raise Refused(rules.VersionRefusal.CHANGED_MEANWHILE)
    text = _settled(consultation, draft, text.cleaned(), wording.passage_id)
    wording.revision += 1
    _write(consultation, wording, text)
    link_causes(draft, wording.passage_id, causes)
    record(consultation, actor, "save_card", now, key=wording.passage.key, card=_kept(text), causes=causes)
    return wording


def _on_cards(consultation: Consultation) -> Consultation:
    consultation = queries.locked(consultation)
    if not consultation.on_cards:
        raise Refused(rules.CardRefusal.NOT_ON_CARDS)
    return consultation


def _settled(consultation: Consultation, draft: Version, text: CardText, passage_id: int | None) -> CardText:
    refusal = rules.refuse_card(
        text.card,
        title=text.title,
        number=text.number,
        taken=queries.numbers_taken(draft, but=passage_id),
        axes=frozenset(one.name for one in queries.axes_of(consultation)),
    )
    if refusal:
        raise Refused(refusal)
    return text


def _write(consultation: Consultation, wording: Wording, text: CardText) -> None:
    wording.number, wording.title = text.number, text.title
    wording.axis = queries.axis_named(consultation, text.axis)
    wording.principles, wording.cost = sorted(text.principles), text.cost
    for name, said in text.sheet.values().items():
        setattr(wording, name, said)
    wording.search_text, wording.grams = search_text(text.told), grams(text.told)
    wording.save()


def _new_key(consultation: Consultation, number: int) -> str:
    """Return a lasting key that says the number, unless an earlier card had it."""
    key = f"project-{number}"
    taken = consultation.passages.filter(key=key).exists()
    return f"{key}-{code(4).lower()}" if taken else key


def _kept(text: CardText) -> dict[str, object]:
    return {**vars(text), "sheet": text.sheet.values()}
