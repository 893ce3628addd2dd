"""What the house lends to the bench: its web server, over a database and at a port of our choice."""

from contextlib import AbstractContextManager
from typing import Protocol


class Web(Protocol):
    """Start the web server over a database, in so many processes; the context gives its port."""

    def __call__(self, url: str, processes: int = 1, /) -> AbstractContextManager[int]: ...
