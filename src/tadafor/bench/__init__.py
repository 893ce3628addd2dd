"""Fills two databases, one ten times the other, and measures the pages over both.

Words: a *size* is one of the two; a *page* is an address with what is sent to it; *inside* is a request
answered in this process, where queries and processor time are counted; *load* is requests sent to the web
server as the product starts it.
Read ``sizes``, ``texts``, ``rows`` and ``fill`` (what there is), ``databases`` (where), ``pages``, ``inside``
and ``load`` (what is measured, how), then ``measure`` and ``figures`` (the whole and how it is said).
"""

from tadafor.bench.web import Web

__all__ = ["Web", "main"]


def main(web: Web, *, quick: bool = False, inside: bool = False) -> None:
    """Measure, print, and keep the figures as JSON; ``inside`` leaves the web server out."""
    # House reads this package before Django is ready.
    from tadafor.bench import measure  # noqa: PLC0415

    measure.measure(None if inside else web, measure.QUICK if quick else measure.USUAL)
