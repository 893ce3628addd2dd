"""Those who are answered in one thread: in turn, each as if alone, and who waits for what."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar

import pytest
from django.utils import translation

from tadafor.kernel import crowd as crowds
from tadafor.kernel.crowd import Crowd, crowd
from tadafor.kernel.ferry import Ferry
from tadafor.kernel.tests.threads import in_one_crossing

told: "ContextVar[str]" = ContextVar("told", default="nothing")


def thread():
    return threading.current_thread().name


def test_somebody_is_answered_in_the_thread_of_the_crowd():
    assert thread() != "crowd"
    assert crowd.answer(thread) == "crowd"
    assert crowds.here() is None
    assert crowd.answer(crowds.here) is crowd


@pytest.mark.parametrize("error", [LookupError("lost"), SystemExit(3)])
def test_an_error_is_raised_where_the_answer_is_waited_for(error):
    def fails():
        raise error

    with pytest.raises(type(error)):
        crowd.answer(fails)
    assert crowd.answer(lambda: 1) == 1


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
    assert crowd.answer(told.get) == "nothing"
    assert crowd.answer(translation.get_language) == translation.get_language()


def test_who_does_something_ashore_keeps_nobody_waiting():
    sends, comes_back = threading.Event(), threading.Event()

    def sending():
        sends.set()
        assert comes_back.wait(60)
        return thread(), translation.get_language(), told.get(), crowds.here()

    def posts():
        with translation.override("fr"):
            told.set("a letter")
            return thread(), crowds.ashore(sending), thread(), translation.get_language()

    with ThreadPoolExecutor(1, thread_name_prefix="brings") as pool:
        answer = pool.submit(crowd.answer, posts)
        assert sends.wait(60)
        assert crowd.answer(lambda: "meanwhile") == "meanwhile"
        comes_back.set()
        assert answer.result(60) == ("crowd", ("brings_0", "fr", "a letter", None), "crowd", "fr")


def test_what_goes_wrong_ashore_is_raised_where_it_was_asked_for():
    def fails():
        raise OSError("no post today")

    def posts():
        try:
            crowds.ashore(fails)
        except OSError as error:
            return str(error), thread()

    assert crowd.answer(posts) == ("no post today", "crowd")
    assert posts() == ("no post today", thread())


def test_who_only_reads_stands_aside_while_the_crowd_computes_and_no_longer():
    town = Crowd()
    town.stand_aside()  # nobody is there
    computes, ends = threading.Event(), threading.Event()

    def work():
        computes.set()
        assert ends.wait(60)

    with ThreadPoolExecutor(2) as pool:
        working = pool.submit(town.answer, work)
        assert computes.wait(60)
        reading = pool.submit(town.stand_aside)
        assert not reading.done()
        ends.set()
        working.result(60)
        reading.result(60)
    town.stand_aside()
