"""Those who ask the same of the database at the same moment cross together: one trip, one commit.

For the few verbs that a whole town does in the same second (decision 0022). Such a verb is written for many
at once, and takes one as many::

    @transaction.atomic
    def _sign(wishes: Sequence[Wish]) -> list[Outcome | Refused]:
        ...  # what became of each; what is raised sends each of them across alone

    _ferry = Ferry(_sign)
    outcome = _ferry.take(wish)

Whoever comes while others cross waits for the next crossing, which takes all who wait. Only those whom the
door of the house let in as a crowd wait for each other (``kernel.crowd``); everybody else, those in a
transaction of their own too, crosses alone and at once, on their own connection.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Generic, TypeVar

from tadafor.kernel import crowd

Wish = TypeVar("Wish")
Result = TypeVar("Result")
Crossing = Callable[[Sequence[Wish]], Sequence["Result | Exception"]]
SEATS = 64


class Ferry(Generic[Wish, Result]):
    """Takes wishes across, many at once; ``cross`` returns a result, or what to raise, for each in turn."""

    def __init__(self, cross: "Crossing[Wish, Result]", *, seats: int = SEATS) -> None:
        self._cross, self._seats = cross, seats

    def take(self, wish: Wish) -> Result:
        """Return what became of a wish, or raise what stood in its way."""
        here = crowd.here()
        if here is None:
            return _landed(self._cross([wish])[0])
        result: Result = here.board(self, wish)
        return result

    def carry(self, wishes: Sequence[Wish]) -> list[Callable[[], Result]]:
        """Take wishes across, so many at once as there are seats."""
        seats = self._seats
        aboard = [wishes[at : at + seats] for at in range(0, len(wishes), seats)]
        return [outcome for each in aboard for outcome in self._carried(each)]

    def _carried(self, wishes: Sequence[Wish]) -> list[Callable[[], Result]]:
        try:
            crossed = list(zip(wishes, self._cross(wishes), strict=True))
        except Exception as error:  # noqa: BLE001 -- whoever waits is told; the thread goes on
            if len(wishes) == 1:
                return [partial(_landed, error)]
            # What stood in the way of one is not held against the others.
            return [outcome for wish in wishes for outcome in self._carried([wish])]
        return [partial(_landed, result) for _, result in crossed]


def _landed(result: "Result | Exception") -> Result:
    if isinstance(result, Exception):
        raise result
    return result
