"""Projects as pages, ballots and counts read them."""

from fractions import Fraction

from django.db.models import QuerySet

from tadafor.budgets.models import Edition, Envelope, Idea, Project, Study, StudyAnswer
from tadafor.budgets.queries.editions import wanted_envelopes
from tadafor.budgets.queries.ideas import wanted_ideas_in
from tadafor.budgets.rules.studying import Standing
from tadafor.documents import queries as documents
from tadafor.kernel.asked import asked_once
from tadafor.kernel.instances import tie
from tadafor.kernel.together import Wanted, wanted
from tadafor.territories import queries as territories

_UNSEEN = ("search_text", "grams", "trace__text")


def projects_of(edition: Edition) -> list[Project]:
    """Return every project of an edition in the order of their numbers, with envelope and place."""
    return _projects.all(edition=edition.pk)


@asked_once
def _projects(edition: int) -> QuerySet[Project]:
    things = Project.objects.filter(edition_id=edition).select_related("trace", "envelope", "neighbourhood")
    return things.defer(*_UNSEEN).order_by("number")


def on_the_ballot(edition: Edition, envelope: Envelope | None = None) -> list[Project]:
    """Return the feasible projects, those that are put to the vote, of one envelope or of all."""
    return [
        one
        for one in projects_of(edition)
        if one.standing == Standing.FEASIBLE and (envelope is None or one.envelope_id == envelope.pk)
    ]


def costs_of(projects: list[Project]) -> dict[str, Fraction]:
    """Return the price of each project under its key, exact."""
    return {one.key: Fraction(one.price) for one in projects if one.price is not None}


def project_numbered(edition: Edition, number: int) -> Project | None:
    """Return one project by its public number."""
    found = _numbered.first(edition=edition.pk, number=number)
    if found is not None:
        found.edition = edition
    return found


@asked_once
def _numbered(edition: int, number: int) -> QuerySet[Project]:
    return _projects.describe(edition).filter(number=number)


def waiting_studies(edition: Edition) -> list[Project]:
    """Return the projects that no service has studied yet."""
    return [one for one in projects_of(edition) if one.standing == Standing.PENDING]


def locked_project(project: Project) -> Project:
    """Return ``project`` fresh and held, its edition held before it."""
    Edition.objects.select_for_update(of=("self",), no_key=True).get(pk=project.edition_id)
    things = Project.objects.select_for_update(of=("self",), no_key=True)
    return things.select_related("edition__trace", "envelope", "trace").get(pk=project.pk)


def studies_of(project: Project) -> list[Study]:
    """Return what services found of a project, oldest first, with the answers."""
    found = _studies.all(project=project.pk)
    for one in found:
        one.project = project
    if found:
        tie(found, "answers", _answers.all(project=project.pk), by="study_id")
    return found


@asked_once
def _studies(project: int) -> QuerySet[Study]:
    return Study.objects.filter(project_id=project).order_by("studied_at", "pk")


@asked_once
def _answers(project: int) -> QuerySet[StudyAnswer]:
    return StudyAnswer.objects.filter(study__project_id=project)


def wanted_around_project(project: Project) -> list[Wanted]:
    """Say what the page of a project will ask, for who asks ahead."""
    return [
        *(wanted(one, project=project.pk) for one in (_studies, _answers)),
        wanted_ideas_in(project.pk),
        wanted_envelopes(project.edition_id),
        documents.wanted_of_trace(project.trace_id),
        territories.wanted_quarters(project.edition.territory_id),
    ]


def authors_of(project: Project) -> list[int]:
    """Return the people whose ideas became this project, as keys."""
    things = Idea.objects.filter(project=project, author__isnull=False, withdrawn_at__isnull=True)
    return list(dict.fromkeys(things.order_by("number").values_list("author_id", flat=True)))
