"""Ideas as pages, lists and verbs read them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from tadafor.budgets.models import Edition, Idea, IdeaSupport, IdeaVersion, Project
from tadafor.budgets.rules import cycle, ideas
from tadafor.budgets.rules.cycle import Phase
from tadafor.budgets.rules.ideas import Fate
from tadafor.kernel.asked import Answers, asked_once
from tadafor.kernel.search import saying, similar, words_of
from tadafor.kernel.text import excerpt
from tadafor.kernel.together import Wanted, wanted
from tadafor.people.rules import Channel

SHOWN = Q(trace__visibility="visible", withdrawn_at__isnull=True)
MERGING_ENDS = (Phase.PRICES, Phase.CAMPAIGN, Phase.VOTE, Phase.COUNT, Phase.RESULTS, Phase.CARRYING_OUT)
EXCERPT = 200
_WITH = ("trace", "author", "neighbourhood")
# Most ideas have none of these: asked for apart, and only where there is one, they cost nothing.
_SELDOM = ("association", "project")
_UNSEEN = (
    "search_text",
    "grams",
    "trace__text",
    *(f"author__{name}" for name in ("password", "last_login", "is_superuser", "email", "phone")),
)


def ideas_of(edition: Edition) -> QuerySet[Idea]:
    """Return every idea of an edition, newest first, ready to be viewed."""
    things = Idea.objects.filter(edition=edition).order_by("-number")
    return things.select_related(*_WITH, *_SELDOM).defer(*_UNSEEN)


@dataclass(frozen=True)
class IdeaList:
    """The ideas anyone may read, for one page of a list, and how many stand in each neighbourhood."""

    answers: Answers[Idea]
    by_neighbourhood: dict[int | None, int]
    ordered = True

    def count(self) -> int:
        return sum(self.by_neighbourhood.values())

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[Idea]:
        return self.answers[part]


def listed(
    edition: Edition,
    *,
    text: str = "",
    neighbourhood: int | None = None,
    fate: Fate | None = None,
    most_backed: bool = False,
) -> IdeaList:
    """Return the ideas anyone may read, narrowed as the reader asked."""
    asked: dict[str, Any] = {
        "edition": edition.pk,
        "neighbourhood": neighbourhood,
        "taken": None if fate is None else fate is Fate.IN_PROJECT,
        **words_of(text),
    }
    return IdeaList(_listed.pages(most_backed=most_backed, **asked), dict(_by_neighbourhood.all(**asked)))


@asked_once
def _listed(*, most_backed: bool, **asked: Any) -> QuerySet[Idea]:  # noqa: ANN401
    order = ("-supports_count", "-number") if most_backed else ("-number",)
    things = _narrowed(**asked).order_by(*order)
    return things.select_related(*_WITH).prefetch_related(*_SELDOM).defer(*_UNSEEN)


@asked_once
def _by_neighbourhood(**asked: Any) -> QuerySet[Idea, tuple[int | None, int]]:  # noqa: ANN401
    return _narrowed(**asked).order_by().values_list("neighbourhood_id").annotate(n=Count("pk"))


def _narrowed(*, edition: int, neighbourhood: int | None, taken: bool | None, **words: Any) -> QuerySet[Idea]:  # noqa: ANN401
    things = saying(Idea.objects.filter(SHOWN, edition_id=edition), words)
    if neighbourhood is not None:
        things = things.filter(neighbourhood_id=neighbourhood)
    return things if taken is None else things.filter(project__isnull=not taken)


def idea_numbered(edition: Edition, number: int) -> Idea | None:
    """Return one idea by its public number, whatever its visibility."""
    return _numbered.first(edition=edition.pk, number=number)


@asked_once
def _numbered(edition: int, number: int) -> QuerySet[Idea]:
    things = Idea.objects.filter(edition_id=edition, number=number)
    return things.select_related(*_WITH, *_SELDOM).defer(*_UNSEEN)


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


def ideas_in(project: Project) -> list[Idea]:
    """Return the ideas that became a project, oldest first, those that anyone may read."""
    return _ideas_in.all(project=project.pk)


def wanted_ideas_in(project_id: int) -> Wanted:
    """Say what ``ideas_in`` will ask, for a page that asks ahead."""
    return wanted(_ideas_in, project=project_id)


@asked_once
def _ideas_in(project: int) -> QuerySet[Idea]:
    things = Idea.objects.filter(SHOWN, project_id=project).order_by("number")
    return things.select_related(*_WITH, *_SELDOM).defer(*_UNSEEN)


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
