"""Two starts at once, and one that was killed: the second waits its turn, or says what stands in its way."""

import threading

import psycopg
import pytest
from django.db import OperationalError, connection

from tadafor.house import preparing
from tadafor.house.environment import CannotGoOn
from tadafor.house.serving import Place, alone_at


@pytest.fixture(autouse=True)
def var(tmp_path, monkeypatch):
    monkeypatch.setenv("TADAFOR_VAR", str(tmp_path))
    return tmp_path


def test_a_second_start_at_the_same_port_is_one_sentence():
    place = Place("127.0.0.1", 8123)
    with alone_at(place):
        with pytest.raises(CannotGoOn, match="starting here already, at port 8123"), alone_at(place):
            pass
        with alone_at(Place("127.0.0.1", 8124)):
            pass
    with alone_at(place):
        pass


@pytest.mark.django_db(transaction=True)
def test_who_prepares_waits_for_another_who_does(capsys):
    """The other is a process of its own, whose start was killed and which still loads the demonstration."""
    own = connection.get_connection_params()
    where = {name: own[name] for name in ("dbname", "user", "password", "host", "port") if own.get(name)}
    is_in = threading.Event()

    def prepare():
        try:
            with preparing.in_turn():
                is_in.set()
        finally:
            connection.close()

    with psycopg.connect(**where, autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [preparing.TURN])
        waiting = threading.Thread(target=prepare)
        waiting.start()
        while not other.execute(
            "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        ).fetchone():
            assert waiting.is_alive()
        assert not is_in.is_set()
        other.execute("SELECT pg_advisory_unlock(%s)", [preparing.TURN])
        waiting.join()
    assert is_in.is_set()
    assert "waiting for it" in capsys.readouterr().err


def test_a_disk_that_fills_up_on_the_way_is_one_sentence(var):
    with (
        pytest.raises(CannotGoOn, match=r"MB are free in .*: No space left on device"),
        preparing.told_in_a_sentence(),
    ):
        raise OperationalError("No space left on device\n")
