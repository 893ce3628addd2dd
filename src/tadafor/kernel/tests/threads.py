"""Verbs at the same moment, on real threads with connections of their own."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from threading import Barrier

from django.db import connection

from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within


def at_once(territory, *verbs):
    """Start every verb at the same moment; what is refused comes back as its refusal.

    No territory for verbs that open their scope themselves, or need none.
    """
    start = Barrier(len(verbs))

    def run(verb):
        try:
            with within(territory.pk) if territory else nullcontext():
                start.wait(timeout=60)
                return verb()
        except Refused as refused:
            return refused.refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(verbs)) as pool:
        return list(pool.map(run, verbs))
