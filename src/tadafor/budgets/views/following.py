"""What became of the winners, in public."""

import copy
from collections.abc import Sequence

from django.http import HttpResponse

from tadafor.budgets import queries
from tadafor.budgets.context import here, read
from tadafor.budgets.queries import Project
from tadafor.budgets.queries.following import Followed, followed_of
from tadafor.budgets.rules.following import Step
from tadafor.documents import queries as documents
from tadafor.documents.queries import Document
from tadafor.kernel.words import word
from tadafor.people.actor import Request
from tadafor.ui.components import Step as Drawn
from tadafor.ui.components import StepState


def page(request: Request, territory: str, slug: str) -> HttpResponse:
    """Every winner: the steps behind it, the next one, money, photographs, and why it is late."""
    place = here(slug)
    found = followed_of(place.edition)
    tongue = queries.tongue_of(place.edition, projects=[one.project for one in found])
    pictures = documents.of_traces(one.project.trace for one in found)
    said = [tongue.followed(one) for one in found]
    rows = [
        {
            "one": one,
            "steps": drawn(one, late=one.is_late(place.today)),
            "late": one.is_late(place.today),
            "documents": _named(pictures.get(one.project.trace_id, []), whole.project, one.project),
        }
        for whole, one in zip(found, said, strict=True)
    ]
    return read(request, "budgets/results/follow.html", place, tongue, rows=rows, follow=True)


def _named(rows: Sequence[Document], whole: Project, said: Project) -> list[Document]:
    """Return documents; one that bears the title of its project bears it in the reader's language."""
    found = []
    for one in rows:
        if one.title == whole.title and said is not whole:
            twin = copy.copy(one)
            twin.title = said.title
            found.append(twin)
        else:
            found.append(one)
    return found


def drawn(one: Followed, *, late: bool) -> list[Drawn]:
    """Return the stepper of one winner."""
    reached = {Step(step.step): step for step in one.steps}
    coming = one.next_step
    steps = []
    for step in Step:
        done = reached.get(step)
        state = StepState.NEXT
        if done is not None:
            state = StepState.DONE
        elif step is coming:
            state = StepState.LATE if late else StepState.NOW
        steps.append(Drawn(word(step), state, done.done_on if done else None, done.reference if done else ""))
    return steps
