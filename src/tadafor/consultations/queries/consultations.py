"""Consultations and their texts, as pages read them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, Subquery

from tadafor.consultations import rules
from tadafor.consultations.models import (
    Adoption,
    Committee,
    Conclusion,
    Consultation,
    Extension,
    Passage,
    Version,
    Wording,
)
from tadafor.kernel.clock import start_of
from tadafor.people.actor import Actor
from tadafor.people.rules import Level

# What search reads and no page shows.
_UNSEEN = ("search_text", "grams")


@dataclass(frozen=True)
class StepView:
    """One step of the stepper: where it stands, its date or dates, and whether it is over."""

    step: rules.Step
    standing: rules.Standing
    on: date | None
    until: date | None = None


@dataclass(frozen=True)
class ArticleLine:
    """A line of the table of contents."""

    key: str
    sort: str
    number: int
    title: str
    body: str
    contributions: int = 0


def consultation_at(slug: str) -> Consultation | None:
    """Return the announced consultation of the open scope at this address."""
    return (
        Consultation.objects.announced()
        .select_related("trace", "territory__place")
        .defer(*_UNSEEN, "trace__text", "territory__place__search_text", "territory__place__grams")
        .filter(slug=slug)
        .first()
    )


def any_consultation_at(slug: str) -> Consultation | None:
    """Return the consultation at this address, announced or not: for staff only."""
    return Consultation.objects.select_related("trace", "territory__place").filter(slug=slug).first()


def locked(consultation: Consultation) -> Consultation:
    """Return ``consultation`` fresh, its row locked until the transaction ends.

    The order of locks is stated in ``docs/rules/locks.md``: consultation, trace, contribution,
    decision.
    """
    return Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)


def contributor(actor: Actor, territory_id: int, speaks_for: int | None = None) -> rules.Contributor:
    """Return what the rules need to know of ``actor`` in this territory."""
    return rules.Contributor(
        signed_in=actor.person_id is not None and actor.level is not Level.VISITOR,
        linked=actor.linked_to(territory_id),
        associations=frozenset(
            association for association, territory, _ in actor.associations if territory == territory_id
        ),
        speaks_for=speaks_for,
    )


def steps_of(consultation: Consultation, today: date) -> list[StepView]:
    """Return the stepper of every page of this consultation."""
    window = consultation.window
    dates: dict[rules.Step, tuple[date | None, date | None]] = {
        rules.Step.ANNOUNCED: (window.announced_on, None),
        rules.Step.OPEN: (window.opens_on, window.closes_on),
        rules.Step.EXAMINATION: (window.closes_on + timedelta(days=1), None),
        rules.Step.NEW_VERSION: (window.new_version_on, None),
        rules.Step.ADOPTED: (window.adopted_on, None),
    }
    return [StepView(step, standing, *dates[step]) for step, standing in rules.steps(window, today=today)]


def next_turn(consultation: Consultation, now: datetime) -> datetime | None:
    """Return the next moment at which the dates alone change what pages say."""
    turns = (
        start_of(consultation.opens_on),
        start_of(consultation.closes_on - timedelta(days=2)),
        start_of(consultation.closes_on + timedelta(days=1)),
    )
    return min((turn for turn in turns if turn > now), default=None)


def published_versions(consultation: Consultation) -> list[Version]:
    """Return the versions that are public, oldest first."""
    return list(consultation.versions.filter(published_at__isnull=False).order_by("number"))


def current_version(consultation: Consultation) -> Version | None:
    """Return the version that stands: the last one published."""
    return consultation.versions.filter(published_at__isnull=False).order_by("-number").first()


def draft_version(consultation: Consultation) -> Version | None:
    """Return the version being worked on, if one is."""
    return consultation.versions.filter(published_at__isnull=True).first()


def version_numbered(consultation: Consultation, number: int) -> Version | None:
    """Return one public version."""
    return consultation.versions.filter(published_at__isnull=False, number=number).first()


def contents(version: Version, *, with_counts: bool = False) -> list[ArticleLine]:
    """Return the passages of a version in order, each with how many visible contributions it drew."""
    counts = counts_by_passage(version.consultation_id) if with_counts else {}
    return [
        ArticleLine(
            key=wording.passage.key,
            sort=wording.passage.sort,
            number=wording.number,
            title=wording.title,
            body=wording.body,
            contributions=counts.get(wording.passage_id, 0),
        )
        for wording in version.wordings.select_related("passage").defer(*_UNSEEN).order_by("position")
    ]


def counts_by_passage(consultation_id: int) -> dict[int | None, int]:
    """Return how many visible contributions each passage drew."""
    rows = (
        Passage.objects.filter(consultation_id=consultation_id)
        .annotate(
            shown=Count(
                "contributions",
                filter=Q(
                    contributions__trace__visibility="visible", contributions__withdrawn_at__isnull=True
                ),
            )
        )
        .values_list("pk", "shown")
    )
    return dict(rows)


def wording_of(version: Version, key: str) -> Wording | None:
    """Return the wording of one passage, by its lasting key."""
    return version.wordings.select_related("passage", "version").filter(passage__key=key).first()


def last_wording_of(consultation: Consultation, key: str) -> Wording | None:
    """Return the last public wording of a passage, even when the current text no longer has it."""
    return (
        Wording.objects.select_related("passage", "version")
        .filter(passage__consultation=consultation, passage__key=key, version__published_at__isnull=False)
        .order_by("-version__number")
        .first()
    )


def neighbours(wording: Wording) -> tuple[Wording | None, Wording | None]:
    """Return the article before and the article after, to walk through the text."""
    articles = wording.version.wordings.filter(passage__sort="article").select_related("passage")
    articles = articles.only("position", "number", "passage__key")
    before = articles.filter(position__lt=wording.position).order_by("-position")[:1]
    after = articles.filter(position__gt=wording.position).order_by("position")[:1]
    found = list(before.union(after, all=True))
    return (
        next((one for one in found if one.position < wording.position), None),
        next((one for one in found if one.position > wording.position), None),
    )


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
        for wording in version.wordings.select_related("passage", "axis").order_by("position")
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


def extensions_of(consultation: Consultation) -> list[Extension]:
    """Return how the window was made longer, oldest first."""
    return list(consultation.extensions.order_by("decided_at"))


def to_tell(today: date) -> list[Consultation]:
    """Return the open consultations, whose followers may have to hear of the opening or of the close."""
    return list(Consultation.objects.open_on(today))


@dataclass(frozen=True)
class Shelves:
    """The consultations of a territory, by where they stand."""

    open: list[Consultation]
    coming: list[Consultation]
    answering: list[Consultation]
    ended: list[Consultation]


def shelves(today: date) -> Shelves:
    """Return the announced consultations of the open scope, the soonest to close or the newest first."""
    announced = Consultation.objects.announced().select_related("trace")
    closed = list(announced.closed_before(today).order_by("-closes_on")[:40])
    return Shelves(
        open=list(announced.open_on(today).order_by("closes_on")),
        coming=list(announced.coming_after(today).order_by("opens_on")),
        answering=[one for one in closed if one.concluded_on is None],
        ended=[one for one in closed if one.concluded_on is not None],
    )


def committee_of(consultation: Consultation) -> Committee | None:
    """Return the committee with its seats and meetings."""
    return Committee.objects.filter(consultation=consultation).prefetch_related("members", "meetings").first()


@dataclass(frozen=True)
class Ending:
    """How a consultation ended: its report, and the adoption by the council."""

    conclusion: Conclusion | None
    adoption: Adoption | None

    @property
    def answered_share(self) -> int:
        """How many of the contributions were answered, in per cent."""
        if self.conclusion is None:
            return 0
        figures = self.conclusion.figures
        answered = sum(figures["by_outcome"].values()) + figures["withdrawn"]
        return rules.share(min(answered, figures["contributions"]), figures["contributions"])


def ending_of(consultation: Consultation) -> Ending:
    """Return the frozen report and the adoption, as far as there are."""
    if consultation.concluded_on is None:
        return Ending(None, None)
    return Ending(
        Conclusion.objects.filter(consultation=consultation).first(),
        Adoption.objects.filter(consultation=consultation).first(),
    )


@dataclass(frozen=True)
class History:
    """What a passage said in each public version, newest first, and whether the text still has it."""

    wordings: Sequence[Wording]
    stands: bool


def history_of(consultation: Consultation, key: str) -> History:
    """Return the history of one passage, empty where there is no such one."""
    public = Version.objects.filter(consultation=consultation, published_at__isnull=False)
    latest = Subquery(public.order_by("-number").values("pk")[:1])
    wordings = list(
        Wording.objects.filter(
            passage__consultation=consultation, passage__key=key, version__published_at__isnull=False
        )
        .annotate(is_latest=Q(version_id=latest))
        .select_related("passage", "version")
        .defer(*_UNSEEN)
        .order_by("-version__number")
    )
    return History(wordings, stands=any(one.is_latest for one in wordings))
