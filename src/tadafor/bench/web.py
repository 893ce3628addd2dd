"""What the house lends to the bench: its web server, over a database and at a port of our choice."""

from collections.abc import Callable
from contextlib import AbstractContextManager

Web = Callable[[str], AbstractContextManager[int]]
"""Start the web server over the database at this URL; the context gives its port."""
