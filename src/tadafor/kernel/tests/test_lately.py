"""What is remembered for a moment, and what never is."""

import pytest

from tadafor.kernel import lately
from tadafor.kernel.lately import Remembered
from tadafor.kernel.tests.threads import at_once


@pytest.fixture
def clock(monkeypatch, settings):
    settings.TADAFOR_REMEMBERED_SECONDS = 1
    moment = [100.0]
    monkeypatch.setattr(lately.time, "monotonic", lambda: moment[0])
    return moment


def asked(answers):
    return lambda: answers.pop(0)


def test_an_answer_is_believed_for_a_second_and_no_longer(clock):
    memory = Remembered()
    answers = ["first", "second"]
    assert memory.or_ask("key", asked(answers)) == "first"
    clock[0] += 0.9
    assert memory.or_ask("key", asked(answers)) == "first"
    clock[0] += 0.1
    assert memory.or_ask("key", asked(answers)) == "second"


def test_each_key_has_its_own(clock):
    memory = Remembered()
    assert memory.or_ask("one", lambda: 1) == 1
    assert memory.or_ask("two", lambda: 2) == 2
    assert memory.get("one") == 1


def test_nothing_found_is_asked_again(clock):
    memory = Remembered()
    answers = [None, "here now"]
    assert memory.or_ask("key", asked(answers)) is None
    assert memory.or_ask("key", asked(answers)) == "here now"


def test_what_fails_is_not_remembered(clock):
    memory = Remembered()

    def fails():
        raise LookupError

    with pytest.raises(LookupError):
        memory.or_ask("key", fails)
    assert memory.or_ask("key", lambda: "well") == "well"


def test_many_keys_never_fill_the_memory(clock):
    memory = Remembered(most=3)
    for number in range(50):
        memory.keep(number, number)
        assert len(memory._kept) <= 3
    assert memory.get(49) == 49


def test_an_installation_may_remember_nothing(clock, settings):
    settings.TADAFOR_REMEMBERED_SECONDS = 0
    memory = Remembered()
    memory.keep("key", "value")
    assert memory.get("key") is None


def test_of_those_who_ask_at_once_only_one_asks(clock):
    memory, asked_times = Remembered(), []

    def ask():
        asked_times.append(1)
        return "answer"

    assert at_once(None, *[lambda: memory.or_ask("key", ask)] * 8) == ["answer"] * 8
    assert asked_times == [1]
