"""Verbs at the same moment, on real threads with connections of their own."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from functools import partial
from threading import Barrier, Event

from django.db import connection, connections

from tadafor.kernel.crowd import crowd
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


def answered(work, crowd=crowd):
    """Return what the crowd's thread made of ``work``, as a web server waits for it."""
    return asyncio.run(crowd.answer(work))


def in_one_crossing(territory, *verbs):
    """Start every verb as requests of a crowd are, and let them be answered only when all of them wait.

    Who is refused, and who meets an error, comes back as that; in the order of the verbs.
    """
    has_begun, leaves, outcomes = Event(), Event(), []
    try:
        with ThreadPoolExecutor(len(verbs) + 1) as pool:
            pool.submit(answered, lambda: has_begun.set() or leaves.wait(60))
            assert has_begun.wait(60)
            for before, verb in enumerate(verbs):
                outcomes.append(pool.submit(answered, partial(_of_a_crowd, territory, verb)))
                until(lambda many=before + 1: len(crowd) == many)
            leaves.set()
        return [outcome.result() for outcome in outcomes]
    finally:
        leaves.set()
        answered(connections.close_all)


def _of_a_crowd(territory, verb):
    try:
        with within(territory.pk) if territory else nullcontext():
            return verb()
    except Refused as refused:
        return refused.refusal
    except Exception as error:  # noqa: BLE001 -- handed back to the test
        return error


def until(is_so):
    ends = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < ends
        time.sleep(0.002)
