"""What changed between two versions of a text, and because of which contributions."""

from collections import defaultdict
from dataclasses import dataclass

from tadafor.consultations import rules
from tadafor.consultations.models import Passage, Version
from tadafor.consultations.queries.consultations import wordings_in


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

    @property
    def tone(self) -> str:
        return _FATE_TONES[self.fate]


def differences(before: Version, after: Version) -> list[Difference]:
    """Return the readable difference between two versions, in the order of the later one."""
    old, new = words_of(before), words_of(after)
    sorts = dict(Passage.objects.filter(consultation_id=after.consultation_id).values_list("key", "sort"))
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
        )
        for key, fate in rules.fates(old, new).items()
    ]
    return sorted(found, key=lambda one: (one.after or one.before or rules.Words(0, 0, "", "")).position)


def _runs(old: rules.Words | None, new: rules.Words | None, part: str) -> list[rules.Run]:
    return rules.redline(getattr(old, part, ""), getattr(new, part, ""))


def _causes(consultation_id: int, older: int, newer: int) -> dict[str, list[int]]:
    rows = Passage.objects.filter(
        consultation_id=consultation_id,
        changes__version__number__gt=min(older, newer),
        changes__version__number__lte=max(older, newer),
        changes__version__published_at__isnull=False,
    ).values_list("key", "changes__contribution__number")
    causes: dict[str, list[int]] = defaultdict(list)
    for key, number in rows.order_by("changes__contribution__number"):
        causes[key].append(number)
    return causes
