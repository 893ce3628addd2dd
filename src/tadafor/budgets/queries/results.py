"""The count of an edition and its results, as verbs and pages meet them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fractions import Fraction
from functools import cached_property

from django.db.models import QuerySet

from tadafor.budgets.models import Counting, Edition, Envelope, Lot, PaperOpened, Project, Result
from tadafor.budgets.queries.editions import days_of, envelopes_of
from tadafor.budgets.queries.opening import refuse_result
from tadafor.budgets.queries.projects import on_the_ballot
from tadafor.budgets.rules import election, explaining, forming, meta, pabulib, publishing
from tadafor.budgets.rules.cycle import Phase
from tadafor.budgets.rules.explaining import Fate
from tadafor.budgets.rules.keeping import KeepingRefusal
from tadafor.budgets.rules.parts import BadFile
from tadafor.budgets.rules.publishing import LotWay
from tadafor.budgets.rules.settings import CountSettings
from tadafor.budgets.rules.urn import Said
from tadafor.budgets.rules.voting import POINTED, BallotRule
from tadafor.kernel.asked import asked_once

_LONG = ("file", "totals")
A_WHILE = timedelta(minutes=5)


def settings_of(edition: Edition) -> CountSettings:
    """Return the settings of the count that the edition states; those not stated are as usual."""
    try:
        return meta.from_named(edition.count_settings)
    except BadFile:
        raise ValueError(f"edition {edition.pk} states settings that cannot be read") from None


def lot_of(edition: Edition) -> Lot | None:
    """Return the lot of an edition, once it is prepared."""
    return Lot.objects.filter(edition=edition).first()


def counting_of(edition: Edition) -> Counting | None:
    """Return the count of an edition, once it is asked for."""
    return Counting.objects.filter(edition=edition).first()


def state_of(edition: Edition) -> publishing.Counting:
    """Return how far the count has come, as the rules ask."""
    lot, counting = lot_of(edition), counting_of(edition)
    return publishing.Counting(
        prices=edition.prices_on is not None,
        prepared=lot is not None,
        way=LotWay(lot.way) if lot else LotWay.SEALED,
        drawn=lot is not None and lot.drawn_at is not None,
        asked=counting is not None,
        asked_by=counting.asked_by_id if counting else None,
        finished=counting is not None and counting.finished_at is not None,
        published=counting is not None and counting.published_at is not None,
    )


def left_unfinished(now: datetime) -> list[Counting]:
    """Return the counts asked for some time ago and not finished, in every open scope."""
    things = Counting.objects.filter(finished_at__isnull=True, asked_at__lt=now - A_WHILE)
    things = things.select_related("edition")
    return list(things.order_by("pk"))


# ---- the election of one envelope


def election_of(
    edition: Edition, envelope: Envelope, said: Sequence[Said], *, territory: str
) -> election.Election:
    """Return what is counted for one envelope: its feasible projects, and who named one of them."""
    projects = on_the_ballot(edition, envelope)
    things = [
        election.Project(one.key, Fraction(one.price or 0), one.title, frozenset(one.marks))
        for one in projects
    ]
    return forming.election_of(
        things,
        said,
        budget=Fraction(envelope.amount),
        rule=BallotRule(edition.ballot_rule),
        title=f"{edition.title} – {territory} – {envelope.name}",
    )


def settings_for(edition: Edition, envelope: Envelope) -> CountSettings:
    """Return the settings of one envelope: those stated, with the part of the lot that concerns it."""
    settings = settings_of(edition)
    keys = {one.key for one in on_the_ballot(edition, envelope)}
    return replace(settings, lot=tuple(key for key in settings.lot if key in keys))


def facts_of(edition: Edition, envelope: Envelope, *, territory: str, root: str) -> dict[str, str]:
    """Return what the published file says of itself, besides the settings of the count."""
    vote = next((one for one in days_of(edition) if one.phase == Phase.VOTE), None)
    limits = edition.limits
    pointed = limits.rule in POINTED
    facts = {
        "country": "Morocco",
        "unit": territory,
        "subunit": envelope.name,
        "instance": str(vote.opens_on.year) if vote else "",
        "edition": edition.slug,
        "date_begin": f"{vote.opens_on:%d.%m.%Y}" if vote else "",
        "date_end": f"{vote.closes_on:%d.%m.%Y}" if vote else "",
        "language": edition.language,
        "currency": "MAD",
    }
    if limits.most and not pointed:
        facts["max_length"] = str(limits.most)
    if limits.rule is BallotRule.KNAPSACK:
        facts["max_sum_cost"] = pabulib.amount(Fraction(envelope.amount))
    if limits.rule is BallotRule.POINTS:
        facts["max_sum_points"] = str(limits.points)
    return {key: value for key, value in facts.items() if value} | {"root": root}


# ---- what everybody reads


@dataclass(frozen=True)
class Counted:
    """The result of one envelope, ready to be read: what became of each project, and its facts."""

    edition: Edition
    result: Result
    envelope: Envelope
    projects: Mapping[str, Project]

    @cached_property
    def fates(self) -> list[Fate]:
        return [explaining.read_fate(one) for one in self.result.explained["projects"]]

    @property
    def winners(self) -> list[Fate]:
        return [one for one in self.fates if one.won]

    @property
    def losers(self) -> list[Fate]:
        return [one for one in self.fates if not one.won]

    @property
    def voters(self) -> int:
        return int(self.result.explained["voters"])

    @property
    def cost(self) -> Fraction:
        return explaining.read_exact(self.result.explained["cost"])

    @property
    def budget(self) -> Fraction:
        return explaining.read_exact(self.result.explained["budget"])

    @cached_property
    def settings(self) -> CountSettings:
        return meta.from_named(self.result.settings_stated)


def results_of(edition: Edition, projects: Sequence[Project]) -> list[Counted]:
    """Return the frozen result of every envelope that was counted, without its long files."""
    by_key = {one.key: one for one in projects}
    envelopes = {one.pk: one for one in envelopes_of(edition)}
    return [
        Counted(edition, one, envelopes[one.envelope_id], by_key) for one in _results.all(edition=edition.pk)
    ]


@asked_once
def _results(edition: int) -> QuerySet[Result]:
    things = Result.objects.filter(edition_id=edition).defer(*_LONG)
    return things.order_by("envelope__position")


def whole_result(edition: Edition, position: int) -> Result | None:
    """Return the published result of one envelope, with its files."""
    things = Result.objects.filter(edition=edition, published_at__isnull=False)
    return things.filter(envelope__position=position).first()


def any_result(edition: Edition, position: int) -> Result | None:
    """Return the result of one envelope with its files, published or not: for staff."""
    return Result.objects.filter(edition=edition, envelope__position=position).first()


def file_for_all(edition: Edition, counted: Sequence[Counted]) -> bool:
    """Whether everybody gets every ballot (§ count-files): as chosen, else by the largest share."""
    share = max((Fraction(one.result.unique_share) for one in counted), default=Fraction(0))
    return publishing.for_all(share, limit=Fraction(edition.unique_limit), chosen=edition.full_file_for_all)


def opened_of(edition: Edition) -> PaperOpened | None:
    """Return how many ballots of each way were loaded, and the figures of the vote."""
    return PaperOpened.objects.filter(edition=edition).first()


def winners_of(edition: Edition) -> set[str]:
    """Return the keys of the winners, once the result is published."""
    things = Result.objects.filter(edition=edition, published_at__isnull=False)
    return {key for keys in things.values_list("winners", flat=True) for key in keys}


def refuse_reading(edition: Edition) -> KeepingRefusal | None:
    """Say why nothing of a result exists yet (§ secrecy-results)."""
    return refuse_result(edition)


__all__ = ["Counted", "Counting", "Lot", "Result"]
