"""Those who cross together: who waits for whom, and what an error of one costs the others."""

import threading

import pytest
from django.db import DataError, connections, transaction

from tadafor.kernel.ferry import Ferry
from tadafor.kernel.tests.threads import answered, in_one_crossing


class Crossing:
    """Doubles what it is given; says who crossed with whom, and in which thread."""

    def __init__(self, **outcomes):
        self.aboard, self.threads, self.outcomes = [], set(), outcomes

    def __call__(self, wishes):
        self.aboard.append(list(wishes))
        self.threads.add(threading.current_thread().name)
        if any(wish == "bad" for wish in wishes):
            raise DataError("not a number")
        if any(wish == "worse" for wish in wishes):
            raise LookupError("a fault of ours")
        return [self.outcomes.get(wish, wish * 2) for wish in wishes]


def taking(ferry, wish):
    return lambda: ferry.take(wish)


def test_whoever_is_of_no_crowd_crosses_alone_and_at_once():
    crossing = Crossing()
    assert Ferry(crossing).take("a") == "aa"
    assert crossing.threads == {threading.current_thread().name}
    with pytest.raises(DataError):
        Ferry(crossing).take("bad")


@pytest.mark.django_db(transaction=True)
def test_whoever_has_a_transaction_crosses_in_it():
    crossing = Crossing()

    def within_a_transaction():
        with transaction.atomic():
            return Ferry(crossing).take("a"), crossing.aboard

    try:
        assert answered(within_a_transaction) == ("aa", [["a"]])
    finally:
        answered(connections.close_all)


def test_those_who_wait_leave_together_and_each_gets_their_own():
    crossing = Crossing()
    ferry = Ferry(crossing)
    names = [f"n{at}" for at in range(9)]
    assert in_one_crossing(None, *[taking(ferry, name) for name in names]) == [name * 2 for name in names]
    assert crossing.aboard == [names]
    assert crossing.threads == {"crowd"}


def test_a_crossing_has_so_many_seats():
    crossing = Crossing()
    ferry = Ferry(crossing, seats=2)
    in_one_crossing(None, *[taking(ferry, name) for name in "abcde"])
    assert crossing.aboard == [["a", "b"], ["c", "d"], ["e"]]


def test_what_is_refused_to_one_is_not_refused_to_the_others():
    ferry = Ferry(Crossing(b=LookupError("b")))
    a, b, c = in_one_crossing(None, *[taking(ferry, name) for name in "abc"])
    assert (a, type(b), c) == ("aa", LookupError, "cc")


@pytest.mark.parametrize(("bad", "error"), [("bad", DataError), ("worse", LookupError)])
def test_an_error_that_one_meets_lets_each_of_the_others_cross_alone(bad, error):
    crossing = Crossing()
    ferry = Ferry(crossing)
    a, other, c = in_one_crossing(None, *[taking(ferry, name) for name in ("a", bad, "c")])
    assert (a, type(other), c) == ("aa", error, "cc")
    assert crossing.aboard == [["a", bad, "c"], ["a"], [bad], ["c"]]
    assert in_one_crossing(None, taking(ferry, "a")) == ["aa"]


def test_a_crossing_that_forgets_somebody_is_an_error_of_everybody_and_the_thread_goes_on():
    ferry = Ferry(lambda wishes: wishes[1:])
    outcomes = in_one_crossing(None, *[taking(ferry, name) for name in "abc"])
    assert [type(outcome) for outcome in outcomes] == [ValueError] * 3
    assert answered(lambda: "still here") == "still here"
