"""The register of decisions: what was decided under a number, and what became of it (§ councils-31)."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from tadafor.councils import rules
from tadafor.councils.models import Decision, Session, StepTaken
from tadafor.kernel.asked import Answers, asked_once
from tadafor.kernel.search import Mark, mark, saying, words_of

_UNSEEN = ("search_text", "grams", "item__explanation", "item__session__minutes")
# What is asked of the steps of a decision, by the state it is in.
_STEPS: dict[str, dict[str, bool]] = {
    rules.DecisionState.TAKEN: {"sent": False},
    rules.DecisionState.SENT: {"sent": True, "in_force": False, "refused": False},
    rules.DecisionState.IN_FORCE: {"in_force": True},
    rules.DecisionState.REFUSED: {"refused": True},
}


@dataclass(frozen=True)
class Narrowed:
    """What part of the register is asked for; what is empty narrows nothing."""

    text: str = ""
    year: int | None = None
    session: str = ""
    state: str = ""

    def __bool__(self) -> bool:
        return self != Narrowed()


@dataclass(frozen=True)
class Offered:
    """The years and the sessions in which something was decided, the latest first."""

    years: list[int] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)


def decisions(territory_id: int, narrowed: Narrowed, *, whole: bool = False) -> Answers[Decision]:
    """Return what the council decided under a number, the latest first, with the point and its session.

    The text of each comes along when it is asked for ``whole``.
    """
    return _decisions.pages(
        whole=whole,
        year=narrowed.year,
        session=narrowed.session or None,
        **_steps(narrowed.state),
        **words_of(narrowed.text, near=mark(Mark.TERRITORY, territory_id)),
    )


def whole_register(territory_id: int, narrowed: Narrowed) -> list[Decision]:
    """Return the same, all at once, for a file."""
    found = decisions(territory_id, narrowed, whole=True)
    return found.asked.slice(found.values, None, 0)


def _steps(state: str) -> dict[str, bool | None]:
    return {"sent": None, "in_force": None, "refused": None} | _STEPS.get(state, {})


@asked_once
def _decisions(
    *,
    whole: bool,
    year: int | None,
    session: str | None,
    sent: bool | None,
    in_force: bool | None,
    refused: bool | None,
    **words: Any,  # noqa: ANN401
) -> "QuerySet[Decision]":
    found = Decision.objects.filter(item__session__convened_on__isnull=False).exclude(number="")
    if year is not None:
        found = found.filter(year=year)
    if session is not None:
        found = found.filter(item__session__slug=session)
    for taken, wanted in (
        ({rules.AfterVote.SENT}, sent),
        (rules.IN_FORCE, in_force),
        ({rules.AfterVote.REFUSED}, refused),
    ):
        if wanted is not None:
            had = Exists(StepTaken.objects.filter(decision=OuterRef("pk"), step__in=sorted(taken)))
            found = found.filter(had if wanted else ~had)
    with_point = saying(found, words).select_related("item", "item__session").prefetch_related("steps")
    unseen = _UNSEEN if whole else (*_UNSEEN, "text")
    return with_point.defer(*unseen).order_by("-voted_on", "-item__position", "-pk")


def offered() -> Offered:
    """Return what the register may be narrowed to."""
    years: set[int] = set()
    sessions: dict[str, Session] = {}
    for year, slug, kind, of_year, month, opens_on in _offered.all():
        years.add(year)
        sessions.setdefault(slug, Session(slug=slug, kind=kind, year=of_year, month=month, opens_on=opens_on))
    latest = sorted(sessions.values(), key=lambda one: one.opens_on, reverse=True)
    return Offered(sorted(years, reverse=True), latest)


@asked_once
def _offered() -> "QuerySet[Decision, tuple[Any, ...]]":
    told = Decision.objects.filter(item__session__convened_on__isnull=False).exclude(number="")
    of = "item__session__"
    columns = ("year", f"{of}slug", f"{of}kind", f"{of}year", f"{of}month", f"{of}opens_on")
    return told.order_by().values_list(*columns).distinct()
