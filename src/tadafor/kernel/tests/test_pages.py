"""Lists by twenty: a long one is cut at a key of its rows."""

from dataclasses import dataclass

import pytest

from tadafor.kernel.pages import stretch_of


@dataclass
class Numbered:
    number: int


def asked_of(many):
    """A list of numbers, asked as a question is."""

    def ask(*, before, after, limit):
        kept = [
            n for n in range(1, many + 1) if (before is None or n < before) and (after is None or n > after)
        ]
        ordered = kept if after is not None else kept[::-1]
        return [Numbered(n) for n in ordered[:limit]]

    return ask


@pytest.mark.parametrize(
    ("many", "said", "shown", "newer", "older"),
    [
        (0, {}, [], None, None),
        (2, {}, [2, 1], None, None),
        (7, {}, [7, 6, 5], None, 5),
        (7, {"before": "5"}, [4, 3, 2], 4, 2),
        (7, {"before": "4"}, [3, 2, 1], 3, None),
        (7, {"after": "0"}, [3, 2, 1], 3, None),
        (7, {"after": "3"}, [6, 5, 4], 6, 4),
        (7, {"after": "4"}, [7, 6, 5], None, 5),
        (3, {"after": "0"}, [3, 2, 1], None, None),
        (7, {"before": "1"}, [7, 6, 5], None, 5),
        (7, {"after": "9"}, [7, 6, 5], None, 5),
        (7, {"before": "-1"}, [7, 6, 5], None, 5),
        (7, {"before": "x", "after": "٣"}, [6, 5, 4], 6, 4),
        (7, {"before": "9" * 40}, [7, 6, 5], None, 5),
        (7, {"before": "9" * 19}, [7, 6, 5], 7, 5),
    ],
)
def test_a_long_list_is_cut_at_a_key(many, said, shown, newer, older):
    page = stretch_of(asked_of(many), said, key="number", per_page=3)

    assert [one.number for one in page.object_list] == shown
    assert (page.newer, page.older) == (newer, older)
