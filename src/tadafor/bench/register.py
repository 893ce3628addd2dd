"""The register of one territory: as many actors as the size says, all of them of the first territory."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import Any

from tadafor.associations.rules import Capacity, Kind, Theme
from tadafor.bench.texts import PLACES, THINGS, WHO, Sentence, Text, Writer, sentence
from tadafor.kernel.clock import day_of
from tadafor.kernel.text import sort_key

Row = dict[str, Any]
HOME = 1  # the territory of the register
SPEAKER = 1  # the actor whose page is looked at, and who spoke
KINDS = (Kind.ASSOCIATION,) * 6 + (Kind.WOMEN, Kind.YOUTH, Kind.COOPERATIVE, Kind.SERVICE)
BOARD = (Capacity.PRESIDENT, Capacity.SECRETARY, Capacity.TREASURER, Capacity.ADVISER)


def code_of(key: int) -> str:
    """Return the address of an actor, the same in every database."""
    return f"A{key:09}"


class Register:
    """Tells the actors of a register, always the same for the same number."""

    def __init__(self, actors: int, now: datetime, writer: Writer) -> None:
        self.actors, self.now, self.writer = actors, now, writer

    def neighbourhoods(self) -> Iterator[Row]:
        for key, name in enumerate(PLACES, start=1):
            yield {"id": key, "territory_id": HOME, "name_ar": name, "position": key}

    def associations(self) -> Iterator[Row]:
        random = Random(5_000)  # of its own: the rest of the database stays what it was
        confirmed, founded = self.now - timedelta(days=90), day_of(self.now) - timedelta(days=4_000)
        for key in range(1, self.actors + 1):
            name = _named(random.choice(WHO), random.choice(THINGS), random.choice(PLACES))
            number = sentence(f"رقم {key}")
            said = Text((name, number, *random.choices(self.writer.asked, k=2)))
            yield {
                "id": key,
                "territory_id": HOME,
                "code": code_of(key),
                "kind": random.choice(KINDS).value,
                "name": f"{name.text} {number.text}",
                "sort_key": sort_key(f"{name.text} {number.text}")[:220],
                "search_text": said.folded,
                "grams": said.grams,
                "founded_on": founded,
                "receipt_number": f"{key}/2015",
                "receipt_on": founded,
                "neighbourhood_id": random.randint(1, len(PLACES)),
                "themes": [one.value for one in random.sample(list(Theme), random.choice((1, 2, 2, 3)))],
                "activity": " ".join(one.text for one in said.sentences[2:]),
                "confirmed_at": confirmed,
                "until": day_of(self.now) + timedelta(days=275),
            }

    def seats(self) -> Iterator[Row]:
        key = 0
        for association in range(1, self.actors + 1):
            for capacity in BOARD:
                key += 1
                facts = {"id": key, "association_id": association, "capacity": capacity.value}
                yield {**facts, "members": 1, "women": association % 2}


@cache
def _named(who: str, thing: str, place: str) -> Sentence:
    return sentence(f"جمعية {who} من أجل {thing} في {place}")
