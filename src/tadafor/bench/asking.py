"""A form with a hundred thousand answers: counting, its page, its files; and maps of opinions by size."""

import json
import random
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from itertools import count
from typing import Any
from uuid import uuid4

from tadafor.bench import databases, reference
from tadafor.bench.fill import pour
from tadafor.bench.inside import Stack
from tadafor.bench.load import pressed
from tadafor.bench.pages import Asked, Page, form, give, read
from tadafor.bench.web import Web
from tadafor.kernel import clock
from tadafor.kernel.identifiers import token
from tadafor.kernel.scopes import within
from tadafor.people import queries as people
from tadafor.people.actor import VISITOR, Actor
from tadafor.people.rules import RoleKind
from tadafor.surveys import actions, datasets, queries
from tadafor.surveys.queries import Survey
from tadafor.surveys.rules.standing import Audience

MANY, SENT = 100_000, 200
TERRITORY, STAFF = 1, 3
TIMES = 10
SLUG, CROWDED = "bench-study", "bench-crowd"
CLIENTS, WARMING, SECONDS = 64, 2.0, 10.0
_turn = count()
MAPS = ((1_000, 50, 20), (10_000, 300, 40), (100_000, 2_000, 60))  # votes, people, statements


def measured(database: str) -> str:
    """Measure in a database of the bench; return what was found, for people."""
    with databases.using(database), within(TERRITORY):
        now, actor = clock.now(), _organiser()
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
    started, spent = time.perf_counter(), time.process_time()
    verb()
    waited, own = (time.perf_counter() - started) * 1000, (time.process_time() - spent) * 1000
    return f"  {name}: {waited / among:,.0f} ms, {own / among:,.0f} of them this process's own"


def _again(stack: Stack, page: Any) -> None:  # noqa: ANN401 -- a page of the bench
    for _ in range(TIMES):
        stack.answer(page)


def _drained(given: Callable[[], Any]) -> int:
    return sum(len(piece) for piece in given())


def _organiser() -> Actor:
    give(STAFF, TERRITORY, RoleKind.FOCAL_POINT)
    actor = people.actor_of(STAFF, now=clock.now(), second_factor=True)
    if actor is None:
        raise LookupError(STAFF)
    return actor


def _asked(actor: Actor, slug: str = SLUG) -> Survey:
    now = clock.now()
    study, today = queries.study("digital-use", "ar"), clock.day_of(now)
    if study is None:
        raise LookupError(SLUG)
    survey = actions.draft_survey(
        territory_id=TERRITORY,
        territory_slug=f"commune-{TERRITORY}",
        frame=actions.Frame(
            title=study.title,
            slug=slug,
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
    took = (time.process_time() - started) * 1000
    return f"  {name}: {took:,.0f} ms of processor; {_beside(took, told)}"


def _beside(took: float, votes: list[tuple[int, int, int]]) -> str:
    try:
        theirs, version = reference.took(votes)
    except reference.Reference as missing:
        return str(missing)
    return f"red-dwarf {version} {theirs:,.0f} ms, {theirs / took:.1f} times ours"


# ---- many answer at once


def answered(database: str, web: Web) -> str:
    """Let 64 clients answer a form for anybody, each answer its own; return what was found, for people."""
    with databases.using(database), within(TERRITORY):
        survey = _asked(_organiser(), CROWDED)
        version = queries.asked_version(survey)
        if version is None:
            raise LookupError(CROWDED)
        last = version.form.pages[-1].key
    page = Page("answering", partial(_whole, last), status=303)
    with web(databases.url(database)) as port:
        pressed(port, page, connections=CLIENTS, seconds=WARMING)
        tally = pressed(port, page, connections=CLIENTS, seconds=SECONDS)
    with databases.using(database), within(TERRITORY):
        kept = queries.counted(survey)
    if tally.wrong or kept < len(tally.waits):
        raise RuntimeError(f"{tally.wrong} answers refused, {kept} kept of {len(tally.waits)}")
    return (
        f"{CLIENTS} clients answering a study of twelve questions for {SECONDS:.0f} seconds: "
        f"{tally.per_second:.0f} answers a second, p50 {tally.percentile(0.5):.0f} ms, "
        f"p95 {tally.percentile(0.95):.0f} ms; none refused, none lost."
    )


def _whole(last: str) -> Asked:
    """Return the last page of a form as a browser sends it, with all that was answered before."""
    told = _typed(next(_turn))
    typed = {"told": json.dumps(told), "token": token(), "version": "1", "page": last, "go": "next"}
    typed |= {"satisfied": str(told["satisfied"]), "idea": told["idea"]}
    typed |= {f"first.{key}": str(rank) for rank, key in enumerate(told["first"], start=1)}
    return form(f"/commune-{TERRITORY}/surveys/{CROWDED}/answer/", typed, "")
