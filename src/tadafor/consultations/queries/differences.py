"""The readable difference between two versions of a text or of the cards."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tadafor.consultations import rules
from tadafor.consultations.models import Passage, Version
from tadafor.consultations.queries.text import label_of, wordings_in
from tadafor.kernel.asked import asked_once
from tadafor.kernel.words import word


def words_of(version: Version) -> dict[str, rules.Words]:
    """Return the whole text of a version by passage key, in order."""
    return {
        wording.passage.key: rules.Words(
            position=wording.position,
            number=wording.number,
            title=wording.title,
            body=wording.body,
            card=wording.card if wording.passage.sort == "card" else None,
        )
        for wording in wordings_in.all(version=version.pk)
    }


_FATE_TONES = {
    rules.Fate.SAME: "plain",
    rules.Fate.MOVED: "plain",
    rules.Fate.CHANGED: "saffron",
    rules.Fate.ADDED: "green",
    rules.Fate.REMOVED: "terracotta",
}


@dataclass(frozen=True)
class Difference:
    """What happened to one passage between two versions, with the contributions behind it."""

    key: str
    sort: str
    fate: rules.Fate
    before: rules.Words | None
    after: rules.Words | None
    title_runs: list[rules.Run]
    runs: list[rules.Run]
    causes: list[int]
    fields: list[tuple[str, list[rules.Run]]] = field(default_factory=list)

    @property
    def label(self) -> str:
        """How it is called by its number, and what it was called before."""
        new = label_of(self.sort, self.after.number) if self.after else ""
        old = label_of(self.sort, self.before.number) if self.before else ""
        if not new:
            return _("%(label)s سابقا") % {"label": old} if old else ""
        return _("%(old)s سابقا، وصارت %(new)s") % {"old": old, "new": new} if old and old != new else new

    @property
    def tone(self) -> str:
        return _FATE_TONES[self.fate]


def differences(before: Version, after: Version) -> list[Difference]:
    """Return the readable difference between two versions, in the order of the later one."""
    old, new = words_of(before), words_of(after)
    sorts = dict(_sorts.all(consultation=after.consultation_id))
    causes = _causes(after.consultation_id, before.number, after.number)
    found = [
        Difference(
            key=key,
            sort=sorts[key],
            fate=fate,
            before=old.get(key),
            after=new.get(key),
            title_runs=_runs(old.get(key), new.get(key), "title"),
            runs=_runs(old.get(key), new.get(key), "body"),
            causes=causes.get(key, []),
            fields=card_differences(old.get(key), new.get(key)),
        )
        for key, fate in rules.fates(old, new).items()
    ]
    return sorted(found, key=lambda one: (one.after or one.before or rules.Words(0, 0, "", "")).position)


def _runs(old: rules.Words | None, new: rules.Words | None, part: str) -> list[rules.Run]:
    return rules.redline(getattr(old, part, ""), getattr(new, part, ""))


def card_differences(old: rules.Words | None, new: rules.Words | None) -> list[tuple[str, list[rules.Run]]]:
    """Return what differs between two wordings of a card, field by field (§ consultations-32)."""
    before, after = getattr(old, "card", None), getattr(new, "card", None)
    if before is None and after is None:
        return []
    before, after = before or rules.Card(), after or rules.Card()
    found = [(word(one.field), one.runs) for one in rules.sheet_redline(before.sheet, after.sheet)]
    for label, was, says in (
        (_("المحور ذو الأولوية"), before.axis, after.axis),
        (_("مبادئ الانفتاح"), _principles(before), _principles(after)),
        (_("الكلفة"), _cost(before), _cost(after)),
    ):
        if was != says:
            runs = ((rules.Mark.REMOVED, was), (rules.Mark.ADDED, says))
            found.append((label, [rules.Run(mark, text) for mark, text in runs if text]))
    return found


def _principles(card: rules.Card) -> str:
    return _("، ").join(word(one) for one in rules.Principle if one in card.principles)


def _cost(card: rules.Card) -> str:
    return "" if card.cost is None else _("%(cost)s درهم") % {"cost": number_format(card.cost)}


def _causes(consultation_id: int, older: int, newer: int) -> dict[str, list[int]]:
    causes: dict[str, list[int]] = defaultdict(list)
    first, last = sorted((older, newer))
    for key, number in _drawn_from.all(consultation=consultation_id, first=first, last=last):
        causes[key].append(number)
    return causes


@asked_once
def _sorts(consultation: int) -> "QuerySet[Passage, tuple[str, str]]":
    return Passage.objects.filter(consultation_id=consultation).values_list("key", "sort")


@asked_once
def _drawn_from(consultation: int, first: int, last: int) -> "QuerySet[Passage, tuple[str, int]]":
    things = Passage.objects.filter(
        consultation_id=consultation,
        changes__version__number__gt=first,
        changes__version__number__lte=last,
        changes__version__published_at__isnull=False,
    )
    rows = things.order_by("changes__contribution__number")
    return rows.values_list("key", "changes__contribution__number")
