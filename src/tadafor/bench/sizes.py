"""How much there is in each database, and which pages are looked at."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

ARTICLES = 12
EACH = 5  # consultations of a territory
STATES = ("open", "open", "coming", "examination", "answered")
WINDOWS = {"open": (-10, 20), "coming": (7, 40), "examination": (-60, -20), "answered": (-90, -50)}
BUSY = 1_000  # contributions to the first consultation
BUSY_ARTICLE = 500  # of which on its first article
RARE = 40  # contributions that say a rare word, at every size


@dataclass(frozen=True)
class Size:
    """One database.

    A territory has the same five consultations at every size, so that a page shows as much of what is
    its own in a small database as in a large one, and only what lies beside it grows. The register of
    the first territory alone grows with the size: how it bears that is what its pages are asked.
    """

    name: str
    territories: int
    contributions: int
    people: int
    associations: int = 100  # all in the register of the first territory

    @property
    def consultations(self) -> int:
        return self.territories * EACH


FULL = Size("full", territories=60, contributions=100_000, people=20_000, associations=5_000)
TENTH = Size("tenth", territories=6, contributions=10_000, people=2_000, associations=500)


@dataclass(frozen=True)
class Plan:
    """One consultation, and how many contributions it gets."""

    number: int
    state: str
    contributions: int
    opens_on: date
    closes_on: date

    @property
    def territory(self) -> int:
        return (self.number - 1) // EACH + 1

    @property
    def slug(self) -> str:
        return f"text-{self.number}"

    @property
    def address(self) -> str:
        return f"/commune-{self.territory}/consultations/{self.slug}/"

    @property
    def is_past(self) -> bool:
        return self.state in {"examination", "answered"}


def plans(size: Size, today: date) -> Iterator[Plan]:
    """Return what each consultation of a database will be."""
    states = [STATES[at % EACH] for at in range(size.consultations)]
    takers = sum(state != "coming" for state in states) - 1
    share, rest = divmod(size.contributions - BUSY, takers)
    for number, state in enumerate(states, start=1):
        opens, closes = (today + timedelta(days=day) for day in WINDOWS[state])
        if number == 1:
            got = BUSY
        elif state == "coming":
            got = 0
        else:
            got, rest = share + (rest > 0), rest - 1
        yield Plan(number, state, got, opens, closes)
