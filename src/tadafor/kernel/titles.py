"""What a title says in the reader's language, for rooms that do not know whose title it is.

``TADAFOR_TITLES`` in the settings lists functions, called inside the scope of a territory::

    def titles_said(titles: Iterable[str]) -> Mapping[str, str]
"""

from collections.abc import Iterable

from tadafor.kernel.offers import offered


def titles_said(titles: Iterable[str]) -> dict[str, str]:
    """Return what is known of these titles in the reader's language, by their own words."""
    wanted = sorted(set(titles))
    found: dict[str, str] = {}
    for ask in offered("TADAFOR_TITLES"):
        found |= ask(wanted)
    return found
