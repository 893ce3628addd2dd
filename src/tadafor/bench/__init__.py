"""Fills two databases, one ten times the other, and measures the pages over both.

Words: a *size* is one of the two; a *page* is an address with what is sent to it; *inside* is a request
answered in this process, where queries and processor time are counted; *load* is requests sent to the web
server as the product starts it.
Read ``sizes``, ``texts``, ``rows`` and ``fill`` (what there is), ``databases`` (where), ``pages``, ``inside``
and ``load`` (what is measured, how), ``counter`` (clerks and spreadsheets), ``door`` (who comes to
a meeting), ``phones`` (who votes in its room), ``inbox`` (fifty thousand suggestions),
``asking`` (a form with 100,000 answers, maps of opinions), ``drawing`` (members by lot), ``counts`` (a vote
counted, beside another program),
``campaign`` and ``ballots`` (a town), then ``measure`` and ``figures`` (the whole and how it is said).
"""

import os
from pathlib import Path

from tadafor.bench.web import Web

__all__ = ["Web", "main"]


def main(
    web: Web,
    *,
    quick: bool = False,
    inside: bool = False,
    campaign: bool = False,
    elections: Path | None = None,
) -> None:
    """Measure, print, and keep the figures as JSON; ``inside`` leaves the web server out.

    ``campaign`` alone measures how fast a petition is signed and a secret vote is cast; ``elections``,
    a folder of published votes, how fast they are counted.
    """
    # House reads this package before Django is ready.
    from tadafor.bench import ballots, counts, drawing, measure  # noqa: PLC0415
    from tadafor.bench import campaign as signing  # noqa: PLC0415

    if elections is not None:
        for line in counts.published(elections):
            print(line, flush=True)
        return
    if not campaign:
        measure.measure(None if inside else web, measure.QUICK if quick else measure.USUAL)
        print(drawing.measured(300, 20) if quick else drawing.measured(), flush=True)
        for line in counts.measured(counts.SIZES[:2] if quick else counts.SIZES):
            print(line, flush=True)
    if not inside:
        os.environ.pop("REMEMBERED_SECONDS", None)
        print("A petition is signed while its page is refreshed…", flush=True)
        signing.run(web, seconds=10 if quick else 30)
        print("A secret vote is cast while its page is read…", flush=True)
        ballots.run(web, seconds=8 if quick else 20)
