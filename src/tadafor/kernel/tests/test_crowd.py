"""Those who are answered in one thread: in turn, each as if alone, and who waits for what."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from threading import Semaphore
from time import sleep

import pytest
from django.db import connection
from django.utils import translation

from tadafor.kernel import crowd as crowds
from tadafor.kernel.crowd import Crowd, crowd
from tadafor.kernel.ferry import Ferry
from tadafor.kernel.tests.threads import answered, in_one_crossing, until

told: "ContextVar[str]" = ContextVar("told", default="nothing")


def thread():
    return threading.current_thread().name


def test_somebody_is_answered_in_the_thread_of_the_crowd():
    assert thread() != "crowd"
    assert answered(thread) == "crowd"
    assert crowds.here() is None
    assert answered(crowds.here) is crowd


@pytest.mark.parametrize("error", [LookupError("lost"), SystemExit(3)])
def test_an_error_is_raised_where_the_answer_is_waited_for(error):
    def fails():
        raise error

    with pytest.raises(type(error)):
        answered(fails)
    assert answered(lambda: 1) == 1


def test_each_keeps_language_and_context_while_others_go_on():
    ferry = Ferry(lambda wishes: [wish * 2 for wish in wishes])

    def speaks(language):
        def verb():
            with translation.override(language):
                told.set(language)
                return ferry.take(language), translation.get_language(), told.get()

        return verb

    languages = ["ar", "fr", "zgh"] * 3
    assert in_one_crossing(None, *[speaks(one) for one in languages]) == [
        (one * 2, one, one) for one in languages
    ]
    assert answered(told.get) == "nothing"
    assert answered(translation.get_language) == translation.get_language()


def test_who_does_something_ashore_keeps_nobody_waiting():
    sends, comes_back = threading.Event(), threading.Event()

    def sending():
        sends.set()
        assert comes_back.wait(60)
        return thread().partition("_")[0], translation.get_language(), told.get(), crowds.here()

    def posts():
        with translation.override("fr"):
            told.set("a letter")
            return thread(), crowds.ashore(sending), thread(), translation.get_language()

    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(answered, posts)
        assert sends.wait(60)
        assert answered(lambda: "meanwhile") == "meanwhile"
        comes_back.set()
        assert answer.result(60) == ("crowd", ("ashore", "fr", "a letter", None), "crowd", "fr")


def test_those_who_wait_long_ashore_wait_beside_each_other():
    """One thread does all that takes a moment; of a mail server that is slow, each asks beside the others."""
    began, goes_on = Semaphore(0), threading.Event()

    def slow():
        began.release()
        assert goes_on.wait(20)
        return thread()

    with ThreadPoolExecutor(30) as pool:
        waiting = [pool.submit(answered, lambda: crowds.ashore(slow)) for _ in range(30)]
        for _ in waiting:
            assert began.acquire(timeout=20)
        goes_on.set()
        assert len({one.result(20) for one in waiting}) == 30


def test_what_takes_a_moment_ashore_is_done_by_few(monkeypatch):
    monkeypatch.setattr(crowds, "PATIENCE", 20)
    goes_on = threading.Event()

    def verb():
        assert goes_on.wait(20)
        return crowds.ashore(thread)

    with ThreadPoolExecutor(30) as pool:
        waiting = [pool.submit(answered, verb) for _ in range(30)]
        goes_on.set()
        assert len({one.result(20) for one in waiting}) < 30
    assert crowd._hands == 0


def test_more_than_there_are_threads_ashore_are_all_brought_back(monkeypatch):
    monkeypatch.setattr(crowds, "ASHORE", 3)
    with ThreadPoolExecutor(40) as pool:
        waiting = [pool.submit(answered, lambda: crowds.ashore(lambda: sleep(0.01))) for _ in range(40)]
        assert [one.result(20) for one in waiting] == [None] * 40


def test_what_goes_wrong_ashore_is_raised_where_it_was_asked_for():
    def fails():
        raise OSError("no post today")

    def posts():
        try:
            crowds.ashore(fails)
        except OSError as error:
            return str(error), thread()

    assert answered(posts) == ("no post today", "crowd")
    assert posts() == ("no post today", thread())


def test_who_only_reads_stands_aside_while_the_crowd_computes_and_no_longer(monkeypatch):
    monkeypatch.setattr(crowds, "ASIDE", 0.2)
    town, computes, ends = Crowd(), threading.Event(), threading.Event()

    def work():
        computes.set()
        assert ends.wait(60)

    async def visits():
        await town.stand_aside()  # nobody is there
        working = asyncio.create_task(town.answer(work))
        await asyncio.to_thread(computes.wait, 60)
        reading = [asyncio.create_task(town.stand_aside()) for _ in range(3)]
        await asyncio.sleep(0)
        assert not any(one.done() for one in reading)
        # It hangs: whoever reads passes all the same.
        await asyncio.wait_for(asyncio.gather(*reading), 60)
        assert not working.done()
        ends.set()
        await working
        await town.answer(lambda: None)

    asyncio.run(visits())
    until(lambda: not town._computes)


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_ended_meanwhile_is_made_anew_for_who_comes_next():
    def asks():
        with connection.cursor() as cursor:
            connection.health_check_enabled = True
            return cursor.connection.info.backend_pid

    def is_gone(number):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE pid = %s", [number])
            return cursor.fetchone() == (0,)

    first = answered(asks)
    assert answered(asks) == first
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [first])
    until(lambda: is_gone(first))
    assert answered(asks) != first
    answered(lambda: connection.close())  # noqa: PLW0108 -- the connection of that thread


def test_who_left_before_the_answer_keeps_nobody_from_theirs():
    town, computes, ends = Crowd(), threading.Event(), threading.Event()

    def work():
        computes.set()
        assert ends.wait(60)

    async def visits():
        leaving = asyncio.create_task(town.answer(work))
        await asyncio.to_thread(computes.wait, 60)
        staying = asyncio.create_task(town.answer(lambda: "answered"))
        leaving.cancel()
        ends.set()
        return await staying

    assert asyncio.run(visits()) == "answered"
