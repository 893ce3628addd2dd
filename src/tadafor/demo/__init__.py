"""The demonstration: what a newcomer finds after ``make run``, and how it is loaded.

The content stands in ``content/*.toml``, written from the source documents; what the sources do not
say is marked there. Read ``reader`` (the schema) and ``told`` (the values it makes), ``ground``
(territories, people), ``opening`` and ``examination`` (a consultation lived through, act by act), then
``loader``.
"""

from datetime import datetime

from tadafor.demo.accounts import Account, accounts, last_words

__all__ = ["Account", "accounts", "last_words", "load"]


def load(now: datetime | None = None) -> bool:
    """Load the demonstration as it stands at ``now``, all of it or nothing; loading twice is loading once.

    Returns whether there was anything to load.
    """
    # The content is read without Django, and Django reads this package before its tables are ready.
    from tadafor.demo import loader  # noqa: PLC0415

    return loader.load(now)
