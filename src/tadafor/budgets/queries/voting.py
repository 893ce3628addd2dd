"""The vote of an edition as its pages and verbs meet it: how far it is, and what a ballot may say."""

import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from hashlib import sha256

from django.db.models import Count, QuerySet
from django.views.decorators.debug import sensitive_variables

from tadafor.audit.queries import derived_key
from tadafor.budgets.models import (
    BallotBatch,
    Edition,
    EditionKey,
    Envelope,
    PhaseDays,
    Project,
    RegisterLine,
    Rehearsal,
    UrnPublication,
    VoidedVote,
)
from tadafor.budgets.rules import cycle, urn, voting
from tadafor.budgets.rules.cycle import Act, Cycle, Days, Phase
from tadafor.budgets.rules.keeping import Keeping
from tadafor.budgets.rules.studying import Standing
from tadafor.budgets.rules.urn import BadUrn, Said
from tadafor.budgets.rules.voting import BallotLimits, BallotRefusal, Mark, Purse
from tadafor.kernel.asked import asked_once
from tadafor.kernel.refusals import Refused
from tadafor.ui.formatting import dirhams, number

__all__ = [
    "BallotBatch",
    "Edition",
    "EditionKey",
    "Project",
    "RegisterLine",
    "Rehearsal",
    "UrnPublication",
    "VoidedVote",
]


@dataclass(frozen=True)
class Asked:
    """What a ballot of an edition may say."""

    limits: BallotLimits
    projects: tuple[Project, ...]
    envelopes: tuple[Envelope, ...]

    @property
    def costs(self) -> dict[str, Fraction]:
        """The price of each project by its key."""
        return {project.key: Fraction(project.price or 0) for project in self.projects}

    @property
    def purses(self) -> list[Purse]:
        """Each envelope with the projects it pays."""
        return [
            Purse(
                Fraction(envelope.amount),
                frozenset(project.key for project in self.projects if project.envelope_id == envelope.pk),
            )
            for envelope in self.envelopes
        ]

    @property
    def size(self) -> int:
        """The one length of every ballot."""
        most = max(self.limits.points, len(self.projects), 1)
        return urn.size_for(self.costs, most)

    def refused(self, said: Said) -> voting.BadBallot | None:
        """Say why a ballot is not valid."""
        return voting.check_ballot(said, self.limits, costs=self.costs, purses=self.purses)


def asked_of(edition: Edition) -> Asked:
    """Return what a ballot of this edition may say: its feasible projects, with their prices."""
    projects = tuple(_on_the_ballot.all(edition=edition.pk))
    envelopes = {one.envelope_id: one.envelope for one in projects}
    return Asked(
        edition.limits, projects, tuple(sorted(envelopes.values(), key=lambda one: (one.position, one.pk)))
    )


@asked_once
def _on_the_ballot(edition: int) -> QuerySet[Project]:
    projects = Project.objects.filter(edition_id=edition, standing=Standing.FEASIBLE)
    projects = projects.select_related("envelope").defer("search_text", "grams", "description")
    return projects.order_by("number")


@sensitive_variables()
def refused_ballot(asked: Asked, said: Said) -> Refused | None:
    """Return why a ballot is not valid, with the numbers of its sentence."""
    bad = asked.refused(said)
    if bad is None:
        return None
    facts = {
        "least": number(asked.limits.least),
        "most": number(asked.limits.most or len(asked.projects)),
        "points": number(asked.limits.points),
        "over": dirhams(float(bad.over)) if bad.over.denominator > 1 else dirhams(int(bad.over)),
    }
    plain = {BallotRefusal.TOO_FEW, BallotRefusal.TOO_MANY, BallotRefusal.OVER_ENVELOPE}
    with_facts = bad.refusal in plain | {BallotRefusal.TOO_MANY_POINTS}
    return Refused(bad.refusal, **facts) if with_facts else Refused(bad.refusal)


def cycle_of(edition: Edition) -> Cycle:
    """Return the days of an edition as the rules ask for them."""
    days = tuple(Days(Phase(one.phase), one.opens_on, one.closes_on) for one in edition.days.all())
    again = edition.vote_number > 1
    return Cycle(days, edition.announced_on, edition.results_on, edition.adopted_on, again)


def key_of(edition: Edition) -> EditionKey | None:
    """Return the committee's key of this vote, once it is registered."""
    return EditionKey.objects.filter(edition=edition).first()


def urn_of(edition: Edition, *, whole: bool = False) -> UrnPublication | None:
    """Return the published urn; without ``whole``, not its long texts."""
    rows = UrnPublication.objects.filter(edition=edition)
    return (rows if whole else rows.defer("text", "opened_text", "leaves")).first()


def vote_name(edition: Edition, which: int | None = None) -> str:
    """Return the name of a vote, as the committee types it when it makes the key.

    One that is held again has a name of its own: no key, urn or receipt of one vote serves another.
    """
    which = which or edition.vote_number
    return f"{edition.territory.slug}/{edition.slug}" + (f"/{which}" if which > 1 else "")


@dataclass(frozen=True)
class Vote:
    """How far the vote of one edition has come."""

    edition: Edition
    key: EditionKey | None
    urn: UrnPublication | None
    phase: Phase
    in_days: bool
    state: Keeping

    @property
    def name(self) -> str:
        return vote_name(self.edition)

    @property
    def rehearsed(self) -> bool:
        return self.state.rehearsed

    @property
    def is_open(self) -> bool:
        """Whether ballots are taken now, by whatever way."""
        return self.in_days and self.rehearsed and not self.state.published and not self.state.void

    @property
    def fingerprint(self) -> str:
        """What people compare with the minutes."""
        return urn.fingerprint(bytes(self.key.public)) if self.key else ""


def vote_of(edition: Edition, *, today: date, casting: bool = False, asked: "DaysSent | None" = None) -> Vote:
    """Return how far the vote of ``edition`` has come on ``today``.

    ``casting`` asks what a ballot depends on, in one question, and spares what only those who keep the vote
    need; ``asked`` is that question, where it was sent before (``vote_days_sent``).
    """
    asked = asked or (lambda: _vote_days.all(limit=1, edition=edition.pk))
    edition, days, key, published = _held(edition, asked()) if casting else _kept(edition)
    phase = cycle.phase(days, today=today)
    state = Keeping(
        prices=edition.prices_on is not None,
        key=key is not None,
        rehearsed=key is not None and key.rehearsed_at is not None,
        voted=not casting and RegisterLine.objects.filter(edition=edition).exists(),
        closed=phase in {Phase.COUNT, Phase.RESULTS, Phase.CARRYING_OUT},
        published=published is not None,
        opened=published.opened_print if published else "",
        observed=published.observer_print if published else "",
        open_batches=0 if casting else BallotBatch.objects.filter(edition=edition, closed_at=None).count(),
        loaded=published is not None and published.loaded_at is not None,
        void=edition.voided_on is not None,
        second_key=key is not None and key.unwrapping_destroyed_at is None,
    )
    return Vote(edition, key, published, phase, cycle.is_open(days, Act.CAST, today=today), state)


Parts = tuple[Edition, Cycle, EditionKey | None, UrnPublication | None]
DaysSent = Callable[[], list[PhaseDays]]


def vote_days_sent(edition: Edition) -> DaysSent:
    """Ask what a ballot depends on beside other questions (``kernel.prepared.one_trip``)."""
    return _vote_days.sent(limit=1, edition=edition.pk)


def _kept(edition: Edition) -> Parts:
    return edition, cycle_of(edition), key_of(edition), urn_of(edition)


def _held(edition: Edition, found: list[PhaseDays]) -> Parts:
    """Read the edition again with its days of vote, its key and its urn."""
    if not found:
        return _kept(edition)
    (days,) = found
    now = days.edition
    dated = (Days(Phase.VOTE, days.opens_on, days.closes_on),)
    cycle_now = Cycle(dated, now.announced_on, now.results_on, now.adopted_on)
    return now, cycle_now, getattr(now, "key", None), getattr(now, "urn", None)


@asked_once
def _vote_days(edition: int) -> QuerySet[PhaseDays]:
    days = PhaseDays.objects.filter(edition_id=edition, phase=Phase.VOTE.value).order_by("pk")
    days = days.select_related("edition__territory", "edition__key", "edition__urn")
    long = ("text", "opened_text", "leaves")
    return days.defer(*(f"edition__urn__{name}" for name in long))


def edition_of_vote(slug: str, *, announced: bool = True) -> Edition | None:
    """Return the edition of this territory with ``slug``."""
    rows = Edition.objects.select_related("territory", "trace").filter(slug=slug)
    return (rows.announced() if announced else rows).first()


def drawn_order(
    edition: Edition, projects: Sequence[Project], *, person_id: int | None, salt: str = ""
) -> list[Project]:
    """Return the projects in the order drawn for one voter: always the same for them (§ secrecy-order)."""
    key = derived_key(f"budgets.order.{edition.pk}")

    def place(project: Project) -> bytes:
        return hmac.new(key, f"{person_id or salt}:{project.key}".encode(), sha256).digest()

    return sorted(projects, key=place)


def turnout(edition: Edition) -> dict[Mark, int]:
    """Return how many lines of the register bear each mark; nothing of what anybody voted."""
    found = RegisterLine.objects.filter(edition=edition).values_list("mark").annotate(many=Count("code"))
    counted = dict(found.order_by())
    return {mark: counted.get(mark.value, 0) for mark in Mark if mark is not Mark.NONE}


@dataclass(frozen=True)
class BatchTold:
    """A batch as everybody may read it."""

    label: str
    sheets: int
    used: int | None
    spoilt: int | None
    left: int | None


def voided_votes(edition: Edition) -> list[VoidedVote]:
    """Return the votes of this edition that were void and held again, the first one first."""
    return list(edition.voided_votes.all()) if edition.vote_number > 1 else []


def batches_told(edition: Edition) -> list[BatchTold]:
    """Return the batches of sheets, how each balances once it is closed."""
    rows = BallotBatch.objects.filter(edition=edition).order_by("first_serial")
    found = []
    for one in rows:
        sheets = one.last_serial - one.first_serial + 1
        closed = one.closed_at is not None
        used = sheets - (one.spoilt or 0) - (one.left or 0) if closed else None
        found.append(BatchTold(one.label, sheets, used, one.spoilt, one.left))
    return found


def rehearsals(edition: Edition) -> list[Rehearsal]:
    """Return the test urns of this vote, the latest first."""
    return list(Rehearsal.objects.filter(edition=edition).order_by("-made_at", "-pk"))


def rehearsal_at(edition: Edition, pk: int) -> Rehearsal | None:
    """Return one test urn."""
    return Rehearsal.objects.filter(edition=edition, pk=pk).first()


def last_rehearsal(edition: Edition) -> Rehearsal | None:
    """Return the test urn that the committee is asked to open."""
    return Rehearsal.objects.filter(edition=edition).order_by("-made_at", "-pk").first()


def read_opened(text: str) -> urn.Opened:
    """Understand an opened urn; raise Refused with the sentence of what is wrong."""
    try:
        return urn.read_opened(text)
    except BadUrn as problem:
        raise Refused(problem.refusal, **problem.facts) from None
