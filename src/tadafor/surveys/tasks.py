"""Jobs of the digital consultation; what is open follows from days, never from a job."""

from datetime import timedelta

from procrastinate.contrib.django import app

from tadafor.kernel import clock
from tadafor.kernel.scopes import everywhere
from tadafor.surveys import actions, notices, queries

SOON = timedelta(days=2)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="surveys.draw", pass_context=False)
def draw(timestamp: int) -> None:
    """Draw again the maps whose votes changed, at most once a minute each."""
    del timestamp
    now = clock.now()
    with everywhere():
        for conversation in queries.to_draw(clock.day_of(now)):
            actions.draw_map(conversation=conversation, now=now)


@app.periodic(cron="13 * * * *")
@app.task(queueing_lock="surveys.load", pass_context=False)
def load(timestamp: int) -> None:
    """Rewrite the sealed answers of closed forms as one shuffled batch each, and destroy their keys."""
    del timestamp
    now = clock.now()
    with everywhere():
        waiting = queries.to_load(clock.day_of(now))
        for survey in waiting:
            actions.load_sealed(survey=survey, now=now)
            actions.destroy_key(survey=survey, now=now)
    if waiting:
        queries.write_anew()


@app.periodic(cron="27 * * * *")
@app.task(queueing_lock="surveys.erase_files", pass_context=False)
def erase_files(timestamp: int) -> None:
    """Erase the files whose answer was never sent."""
    del timestamp
    with everywhere():
        actions.erase_files(now=clock.now())


@app.task
def group(survey_id: int, question: str) -> None:
    """Bring open answers together by theme, for a person to decide (§ surveys-themes)."""
    with everywhere():
        if survey := queries.survey_numbered(survey_id):
            actions.propose_themes(survey=survey, question=question, now=clock.now())


@app.periodic(cron="41 8 * * *")
@app.task(queueing_lock="surveys.remind", pass_context=False)
def remind(timestamp: int) -> None:
    """Tell those who follow, two days before the last one."""
    del timestamp
    now = clock.now()
    last = clock.day_of(now) + SOON
    with everywhere():
        for one in queries.closing_on(last):
            notices.closes_soon(one, now=now)
