"""Ideas as pages, lists and verbs read them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from tadafor.budgets.models import Edition, Idea, IdeaSupport, IdeaVersion, Project
from tadafor.budgets.rules import cycle, ideas
from tadafor.budgets.rules.cycle import Phase
from tadafor.budgets.rules.ideas import Fate
from tadafor.kernel.search import matching, similar
from tadafor.kernel.text import excerpt
from tadafor.people.rules import Channel

SHOWN = Q(trace__visibility="visible", withdrawn_at__isnull=True)
MERGING_ENDS = (Phase.PRICES, Phase.CAMPAIGN, Phase.VOTE, Phase.COUNT, Phase.RESULTS, Phase.CARRYING_OUT)
EXCERPT = 200
_UNSEEN = (
    "search_text",
    "grams",
    "trace__text",
    *(f"author__{name}" for name in ("password", "last_login", "is_superuser", "email", "phone")),
)


def ideas_of(edition: Edition) -> QuerySet[Idea]:
    """Return every idea of an edition, newest first, ready to be viewed."""
    things = Idea.objects.filter(edition=edition).order_by("-number")
    return things.select_related("trace", "author", "association", "neighbourhood", "project").defer(*_UNSEEN)


def listed(
    edition: Edition,
    *,
    text: str = "",
    neighbourhood: int | None = None,
    fate: Fate | None = None,
    most_backed: bool = False,
) -> QuerySet[Idea]:
    """Return the ideas anyone may read, narrowed as the reader asked."""
    things = ideas_of(edition).filter(SHOWN)
    if neighbourhood is not None:
        things = things.filter(neighbourhood_id=neighbourhood)
    if fate is Fate.IN_PROJECT:
        things = things.filter(project__isnull=False)
    elif fate is not None:
        things = things.filter(project__isnull=True)
    if text:
        things = matching(things, text)
    return things.order_by("-supports_count", "-number") if most_backed else things


def idea_numbered(edition: Edition, number: int) -> Idea | None:
    """Return one idea by its public number, whatever its visibility."""
    return ideas_of(edition).filter(number=number).first()


def numbered_ideas(edition: Edition, numbers: list[int]) -> list[Idea]:
    """Return these ideas of an edition, held until the act is done, in the order of their numbers.

    Their traces are asked for apart, as in :func:`locked_idea`.
    """
    things = Idea.objects.select_for_update(no_key=True).prefetch_related("trace")
    return list(things.filter(edition=edition, number__in=numbers).order_by("number"))


def locked_idea(idea: Idea) -> Idea:
    """Return ``idea`` fresh and held.

    Its project and its trace are asked for apart: beside a row that was waited for, what is joined is what
    stood before.
    """
    things = Idea.objects.select_for_update(of=("self",), no_key=True).prefetch_related("trace")
    return things.select_related("edition__trace", "edition__territory").get(pk=idea.pk)


def alike(edition: Edition, text: str) -> list[Idea]:
    """Return up to three visible ideas that say nearly the same, offered while writing."""
    return list(similar(ideas_of(edition).filter(SHOWN), text))


def idea_sent_with(edition: Edition, token: str) -> Idea | None:
    """Return what a form with this token already made: a double click makes one idea."""
    return Idea.objects.select_related("trace").filter(edition=edition, token=token).first()


def ideas_made_today(person_id: int | None, edition: Edition, today: date) -> int:
    """Return how many ideas this person proposed here today."""
    if person_id is None:
        return 0
    return Idea.objects.filter(author_id=person_id, edition=edition, received_on=today).count()


def backs(idea: Idea, person_id: int | None) -> bool:
    """Whether this person stands behind the idea."""
    return person_id is not None and IdeaSupport.objects.filter(idea=idea, person_id=person_id).exists()


def ideas_in(project: Project) -> QuerySet[Idea]:
    """Return the ideas that became a project, oldest first, those that anyone may read."""
    return ideas_of(project.edition).filter(SHOWN, project=project).order_by("number")


def versions_of(idea: Idea) -> list[IdeaVersion]:
    """Return what an idea said before, the latest first; no question when it never changed."""
    if not idea.revision:
        return []
    return list(IdeaVersion.objects.filter(idea=idea).select_related("neighbourhood"))


def own_ideas(edition: Edition, person_id: int | None) -> list[Idea]:
    """Return what this person proposed in an edition, taken back or not, the newest first."""
    return list(ideas_of(edition).filter(author_id=person_id)) if person_id is not None else []


def entered_lately(edition: Edition, *, limit: int = 8) -> list[Idea]:
    """Return the last ideas that came in another way than online."""
    return list(ideas_of(edition).exclude(channel=Channel.ONLINE.value)[:limit])


def counts_by_neighbourhood(things: QuerySet[Idea]) -> dict[int | None, int]:
    """Return how many ideas of a list stand in each neighbourhood, in one query."""
    return dict(things.order_by().values_list("neighbourhood_id").annotate(n=Count("pk")))


@dataclass(frozen=True)
class IdeaView:
    """An idea as lists and pages show it."""

    idea: Idea
    name: str
    fate: Fate

    @property
    def excerpt(self) -> str:
        return excerpt(self.idea.body, EXCERPT)

    @property
    def place(self) -> str:
        """Where it is, in words: the neighbourhood and what its author added."""
        quarter = self.idea.neighbourhood.name if self.idea.neighbourhood else ""
        return " · ".join(part for part in (quarter, self.idea.place) if part)

    @property
    def has_point(self) -> bool:
        return self.idea.latitude is not None


def viewed(things: list[Idea], phase: cycle.Phase) -> list[IdeaView]:
    """Return ideas as they show while the edition stands in ``phase``."""
    return [_viewed(one, phase) for one in things]


def _viewed(one: Idea, phase: cycle.Phase) -> IdeaView:
    if one.association is not None:
        name = one.association.name
    else:
        name = ideas.shown_name(one.author.name) if one.author else one.author_label
    where = ideas.fate(
        withdrawn=one.withdrawn_at is not None,
        in_a_project=one.project_id is not None,
        merging_over=phase in MERGING_ENDS,
    )
    return IdeaView(one, name, where)
