"""Load the demonstration by the public verbs of the rooms, each at its own moment."""

from datetime import datetime

from django.utils import translation

from tadafor.demo import (
    budgets,
    commitments,
    finances,
    meetings,
    monitoring,
    petitions,
    reader,
    requests,
    suggestions,
    surveys,
    voices,
    workshops,
)
from tadafor.demo.councils import Councils
from tadafor.demo.counter import open_counter
from tadafor.demo.examination import Examination
from tadafor.demo.ground import Ground, lay
from tadafor.demo.life import Act, Life
from tadafor.demo.opening import Opening
from tadafor.demo.programme import Programme, programmes
from tadafor.demo.told import Content
from tadafor.demo.tongues import Tongues, say_by_words
from tadafor.kernel import clock
from tadafor.kernel.prepared import in_one_go
from tadafor.kernel.scopes import within
from tadafor.territories import queries as territories


def load(now: datetime | None = None) -> bool:
    """Load everything once; say whether there was anything to load."""
    present = now or clock.now()
    content = reader.read()
    with in_one_go(), translation.override("ar"):
        if any(territories.territory_by_slug(slug) for slug in content.territories):
            return False
        ground = lay(content, today=clock.day_of(present))
        petitions.begin(ground)
        suggestions.begin(ground)
        _live(ground, content, present)
        open_counter(ground, now=present)
        workshops.tell(ground, present)
        voices.speak(ground, present)
        requests.ask(ground)
        monitoring.follow(ground, present)
        for territory in sorted(content.said_in_french()):
            with within(ground.tenants[territory].pk), clock.stopped_at(present):
                say_by_words(ground, territory, present)
    return True


def _live(ground: Ground, content: Content, present: datetime) -> None:
    """Let everything happen in the order in which it happened, whatever it belongs to.

    What lies after the present is left for the newcomer to do.
    """
    lives = [Life(ground, told, present) for told in content.consultations.values()]
    acts: list[tuple[*Act, str]] = [
        (*act, life.told.territory)
        for life in lives
        for act in (*Opening(life).acts(), *Examination(life).acts(), *Tongues(life).acts())
    ]
    for programme in (Programme(ground, told) for told in programmes()):
        acts += [(*act, programme.told.territory) for act in programme.acts()]
    asked = petitions.lives(ground, present)
    acts += [(*act, petition.told["territory"]) for petition in asked for act in petition.acts()]
    acts += Councils(ground, {one.told["key"]: one for one in asked}).acts()
    acts += budgets.acts(ground)
    acts += meetings.acts(ground)
    acts += surveys.acts(ground)
    acts += suggestions.acts(ground)
    acts += commitments.acts(ground)
    acts += finances.acts(ground)
    for moment, act, territory in sorted(acts, key=lambda one: one[0]):
        if moment <= present:
            with within(ground.tenants[territory].pk), clock.stopped_at(moment):
                act(moment)
