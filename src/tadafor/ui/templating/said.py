"""What a template says whatever the data, put together once."""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any, cast

from django.utils.translation import get_language

Draw = Callable[[Any], str]


class Said:
    """Words that follow from the language alone: put together once for each."""

    def __init__(self, say: Callable[[], str]) -> None:
        self.say = say
        self.by_language: dict[str | None, str] = {}

    def __call__(self, _context: Any = None) -> str:  # noqa: ANN401
        language = get_language()
        if (words := self.by_language.get(language)) is None:
            words = self.by_language[language] = self.say()
        return words


class Text:
    """Words of the template itself, the same in every language."""

    def __init__(self, words: str) -> None:
        self.words = words

    def __call__(self, _context: Any = None) -> str:  # noqa: ANN401
        return self.words

    say = __call__


def joined(pieces: list[Draw]) -> Draw:
    """Return one function for several; neighbours that are always the same become one."""
    steps = list(_merged(pieces))
    if not steps:
        return lambda _context: ""
    if len(steps) == 1:
        return steps[0]
    return lambda context: "".join([step(context) for step in steps])


def _merged(pieces: list[Draw]) -> Iterator[Draw]:
    for fixed, together in groupby(pieces, key=lambda piece: isinstance(piece, Said | Text)):
        found = list(together)
        if fixed and len(found) > 1:
            yield _one(cast("list[Said | Text]", found))
        else:
            yield from found


def _one(said: list[Said | Text]) -> Said | Text:
    if all(isinstance(one, Text) for one in said):
        return Text("".join([one.say() for one in said]))
    return Said(lambda: "".join([one.say() for one in said]))
