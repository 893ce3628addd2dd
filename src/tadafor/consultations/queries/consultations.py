"""Consultations and their texts, as pages read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet, Subquery

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
from tadafor.kernel.asked import asked_once
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
    return _announced_at.first(slug=slug)


@asked_once
def _announced_at(slug: str) -> QuerySet[Consultation]:
    things = Consultation.objects.announced().filter(slug=slug).select_related("trace", "territory__place")
    hidden = ("trace__text", "territory__place__search_text", "territory__place__grams")
    return things.defer(*_UNSEEN, *hidden)


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
    return _published.all(consultation=consultation.pk)


@asked_once
def _published(consultation: int, number: int | None = None) -> QuerySet[Version]:
    things = Version.objects.filter(consultation_id=consultation, published_at__isnull=False)
    return things.order_by("number") if number is None else things.filter(number=number)


def current_version(consultation: Consultation) -> Version | None:
    """Return the version that stands: the last one published."""
    return _latest.first(consultation=consultation.pk)


@asked_once
def _latest(consultation: int) -> QuerySet[Version]:
    public = Version.objects.filter(consultation_id=consultation, published_at__isnull=False)
    return public.order_by("-number")


def draft_version(consultation: Consultation) -> Version | None:
    """Return the version being worked on, if one is."""
    return consultation.versions.filter(published_at__isnull=True).first()


def version_numbered(consultation: Consultation, number: int) -> Version | None:
    """Return one public version."""
    return _published.first(consultation=consultation.pk, number=number)


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
        for wording in wordings_in.all(version=version.pk)
    ]


@asked_once
def wordings_in(version: int) -> QuerySet[Wording]:
    things = Wording.objects.filter(version_id=version).select_related("passage", "axis")
    return things.defer(*_UNSEEN).order_by("position")


def counts_by_passage(consultation_id: int) -> dict[int | None, int]:
    """Return how many visible contributions each passage drew."""
    return dict(_shown_by_passage.all(consultation=consultation_id))


@asked_once
def _shown_by_passage(consultation: int) -> QuerySet[Passage, tuple[int | None, int]]:
    seen = Q(contributions__trace__visibility="visible", contributions__withdrawn_at__isnull=True)
    things = Passage.objects.filter(consultation_id=consultation)
    return things.annotate(shown=Count("contributions", filter=seen)).values_list("pk", "shown")


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
    found = _around.all(version=wording.version_id, position=wording.position)
    return (
        next((one for one in found if one.position < wording.position), None),
        next((one for one in found if one.position > wording.position), None),
    )


@asked_once
def _around(version: int, position: int) -> QuerySet[Wording]:
    articles = Wording.objects.filter(version_id=version, passage__sort="article").select_related("passage")
    articles = articles.only("position", "number", "passage__key")
    before = articles.filter(position__lt=position).order_by("-position")[:1]
    after = articles.filter(position__gt=position).order_by("position")[:1]
    return before.union(after, all=True)


def extensions_of(consultation: Consultation) -> list[Extension]:
    """Return how the window was made longer, oldest first."""
    return _extensions.all(consultation=consultation.pk)


@asked_once
def _extensions(consultation: int) -> QuerySet[Extension]:
    return Extension.objects.filter(consultation_id=consultation).order_by("decided_at")


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
    closed = _shelf.all(limit=40, today=today)
    return Shelves(
        open=_shelf.all(today=today, is_open=True),
        coming=_shelf.all(today=today, is_coming=True),
        answering=[one for one in closed if one.concluded_on is None],
        ended=[one for one in closed if one.concluded_on is not None],
    )


@asked_once
def _shelf(today: date, *, is_open: bool = False, is_coming: bool = False) -> QuerySet[Consultation]:
    announced = Consultation.objects.announced().select_related("trace").defer(*_UNSEEN, "trace__text")
    if is_open:
        return announced.open_on(today).order_by("closes_on")
    if is_coming:
        return announced.coming_after(today).order_by("opens_on")
    return announced.closed_before(today).order_by("-closes_on")


def committee_of(consultation: Consultation) -> Committee | None:
    """Return the committee with its seats and meetings."""
    return _committee.first(consultation=consultation.pk)


@asked_once
def _committee(consultation: int) -> QuerySet[Committee]:
    return Committee.objects.filter(consultation_id=consultation).prefetch_related("members", "meetings")


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
        _conclusion.first(consultation=consultation.pk),
        _adoption.first(consultation=consultation.pk),
    )


@asked_once
def _conclusion(consultation: int) -> QuerySet[Conclusion]:
    return Conclusion.objects.filter(consultation_id=consultation)


@asked_once
def _adoption(consultation: int) -> QuerySet[Adoption]:
    return Adoption.objects.filter(consultation_id=consultation)


@dataclass(frozen=True)
class History:
    """What a passage said in each public version, newest first, and whether the text still has it."""

    wordings: Sequence[Wording]
    stands: bool


def history_of(consultation: Consultation, key: str) -> History:
    """Return the history of one passage, empty where there is no such one."""
    wordings = _said_of.all(consultation=consultation.pk, key=key)
    return History(wordings, stands=any(getattr(one, "is_latest", False) for one in wordings))


@asked_once
def _said_of(consultation: int, key: str) -> QuerySet[Wording]:
    public = Version.objects.filter(consultation_id=consultation, published_at__isnull=False)
    latest = Subquery(public.order_by("-number").values("pk")[:1])
    things = Wording.objects.filter(
        passage__consultation_id=consultation, passage__key=key, version__published_at__isnull=False
    )
    things = things.annotate(is_latest=Q(version_id=latest)).select_related("passage", "version")
    return things.defer(*_UNSEEN).order_by("-version__number")
