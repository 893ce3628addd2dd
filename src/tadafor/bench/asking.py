"""A form with a hundred thousand answers: counting, its page, its files; and maps of opinions by size."""

import random
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from tadafor.bench import databases
from tadafor.bench.fill import pour
from tadafor.bench.inside import Stack
from tadafor.bench.pages import read
from tadafor.kernel import clock
from tadafor.kernel.identifiers import token
from tadafor.kernel.scopes import within
from tadafor.people import queries as people
from tadafor.people.actor import VISITOR, Actor
from tadafor.surveys import actions, datasets, queries
from tadafor.surveys.queries import Survey
from tadafor.surveys.rules.standing import Audience

MANY, SENT = 100_000, 200
TERRITORY, STAFF = 1, 3
TIMES = 10
SLUG = "bench-study"
MAPS = ((1_000, 50, 20), (10_000, 300, 40), (100_000, 2_000, 60))  # votes, people, statements


def measured(database: str) -> str:
    """Measure in a database of the bench; return what was found, for people."""
    with databases.using(database), within(TERRITORY):
        now = clock.now()
        actor = people.actor_of(STAFF, now=now, second_factor=True)
        if actor is None:
            raise LookupError(STAFF)
        survey = _asked(actor)
        lines = [_took(f"{SENT} answers one after another, each", partial(_send, survey), among=SENT)]
        pour("surveys.Answer", _answers(survey))
        later = now + timedelta(days=3)
        told: dict[str, Any] = {"survey": survey, "words": "", "actor": actor, "now": later}
        lines.append(_took("counting all, once", lambda: actions.publish_results(**told)))
        version = queries.asked_version(survey)
        if version is None:
            raise LookupError(SLUG)
        for kind in ("csv", "json", "xlsx"):
            given = partial(getattr(datasets, f"answers_{kind}"), survey, version.form)
            lines.append(_took(f"every answer as {kind.upper()}", partial(_drained, given)))
        stack = Stack()
        page = read("the result", f"/commune-{TERRITORY}/surveys/{SLUG}/results/")
        stack.answer(page)
        lines.append(_took("the page of the result", lambda: _again(stack, page), among=TIMES))
    head = f"a study with {MANY:,} answers, in one process:"
    return "\n".join([head, *lines, *map(_mapped, MAPS)])


def _took(name: str, verb: Callable[[], object], *, among: int = 1) -> str:
    started = time.perf_counter()
    verb()
    return f"  {name}: {(time.perf_counter() - started) * 1000 / among:,.0f} ms"


def _again(stack: Stack, page: Any) -> None:  # noqa: ANN401 -- a page of the bench
    for _ in range(TIMES):
        stack.answer(page)


def _drained(given: Callable[[], Any]) -> int:
    return sum(len(piece) for piece in given())


def _asked(actor: Actor) -> Survey:
    now = clock.now()
    study, today = queries.study("digital-use", "ar"), clock.day_of(now)
    if study is None:
        raise LookupError(SLUG)
    survey = actions.draft_survey(
        territory_id=TERRITORY,
        territory_slug=f"commune-{TERRITORY}",
        frame=actions.Frame(
            title=study.title,
            slug=SLUG,
            audience=Audience.ANYBODY,
            opens_on=today,
            closes_on=today + timedelta(days=1),
        ),
        origin=actions.Origin(study.form, study.name),
        actor=actor,
        now=now,
    )
    return actions.open_survey(survey=survey, actor=actor, now=now)


def _typed(at: int) -> dict[str, Any]:
    return {
        "sex": ("woman", "man")[at % 2],
        "age": 18 + at % 60,
        "speaks": ("citizen", "association", "staff")[at % 3],
        "means": ["phone"] if at % 4 else ["none"],
        "satisfied": 1 + at % 5,
        "first": ["papers", "answer", "publish", "train", "points"][: 1 + at % 5],
        "idea": "وثيقة إدارية عن بعد" if at % 2 else "الجواب عن الشكايات",
    }


def _send(survey: Survey) -> None:
    for at in range(SENT):
        sent = actions.Sent(1, _typed(at), token())
        actions.answer(survey=survey, sent=sent, actor=VISITOR, now=clock.now())


def _answers(survey: Survey) -> Any:  # noqa: ANN401 -- rows
    version = queries.asked_version(survey)
    if version is None:
        raise LookupError(SLUG)
    row = {"survey_id": survey.pk, "version_id": version.pk, "channel": "online"}
    return (row | {"code": uuid4(), "values": _typed(at)} for at in range(MANY))


def _mapped(size: tuple[int, int, int]) -> str:
    """Draw a map of two sides that differ, for so many votes."""
    from tadafor.surveys.rules.opinions import computing  # noqa: PLC0415 -- scikit-learn weighs much

    votes, many, statements = size
    drawing = random.Random(votes)
    rows: dict[tuple[int, int], int] = {}
    while len(rows) < votes:
        person, statement = drawing.randrange(many), drawing.randrange(statements)
        leans = 1 if (person + statement) % 2 else -1
        rows[person, statement] = leans if drawing.random() < 0.85 else drawing.choice((-1, 0, 1))  # noqa: PLR2004
    told = [(person, statement, said) for (person, statement), said in rows.items()]
    keys = range(statements)
    name = f"a map of {votes:,} votes of {many:,} people on {statements} statements"
    computing.map_of(computing.table_of(many, keys, told), keys)  # what is loaded once is loaded before
    started = time.process_time()
    computing.map_of(computing.table_of(many, keys, told), keys)
    return f"  {name}: {(time.process_time() - started) * 1000:,.0f} ms of processor"
