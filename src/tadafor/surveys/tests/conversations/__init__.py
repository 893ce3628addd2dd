"""Four real conversations with their published groups; see the README beside."""

import gzip
from dataclasses import dataclass
from pathlib import Path

import numpy as np

SIGNS = {"+": 1.0, "-": -1.0, "0": 0.0, ".": np.nan}


@dataclass(frozen=True)
class Conversation:
    """A table of votes, what was withdrawn, the published group of each person (-1: none)."""

    statements: list[int]
    withdrawn: frozenset[int]
    table: np.ndarray
    published: np.ndarray


def conversation(name: str) -> Conversation:
    """Read one of the conversations of this folder."""
    first, second, *lines = (
        gzip.decompress((Path(__file__).parent / f"{name}.txt.gz").read_bytes()).decode().splitlines()
    )
    people = [line.split(" ") for line in lines]
    return Conversation(
        [int(key) for key in first.split()],
        frozenset(int(key) for key in second.split()),
        np.array([[SIGNS[sign] for sign in signs] for _, signs in people]),
        np.array([-1 if group == "." else int(group) for group, _ in people]),
    )
