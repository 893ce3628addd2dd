"""What `tadafor serve` starts: killed, it comes back; stopped, nothing is left; real processes throughout."""

import os
import signal
import time
from contextlib import contextmanager

import psycopg
import pytest

from tadafor.house import database
from tadafor.house.tests.processes import Serving, slack, tadafor, until

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    folder = tmp_path_factory.mktemp("serving") / "var"
    yield folder
    database.Server(folder / "database").stop()  # who was killed left it running


@pytest.fixture(scope="module")
def served(var):
    serving = Serving(var, "serve")
    try:
        until(serving.healthy)
        yield serving
    finally:
        serving.kill()


def ask(var, statement, *values):
    address = str(database.address(var / "database"))
    with psycopg.connect(host=address, user=database.USER, dbname=database.NAME) as connection:
        return connection.execute(statement, values).fetchone()


def alive(pid):
    return database._alive(pid)


def test_a_killed_web_server_is_back_in_a_moment(served):
    (killed,) = served.copies("web server")
    os.kill(killed, signal.SIGKILL)
    started = time.monotonic()
    until(lambda: not alive(killed) and served.health())
    assert time.monotonic() - started < slack(6)
    assert served.copies("web server") != [killed]


def test_killed_with_all_that_it_loaded_it_is_back_too(served):
    killed = served.loaded()
    copies = served.copies("web server") + served.copies("worker")
    os.kill(killed, signal.SIGKILL)
    until(lambda: not any(map(alive, copies)))
    until(served.healthy)
    assert served.loaded() != killed


def test_a_killed_worker_loses_no_job(served, var, tmp_path):
    statement = (
        "INSERT INTO procrastinate_jobs (queue_name, task_name, args)"
        " VALUES ('default', 'tadafor.house.tests.slow_tasks.slow', jsonb_build_object('folder', %s::text))"
        " RETURNING id"
    )
    (job,) = ask(var, statement, str(tmp_path))
    until((tmp_path / "started").exists)
    (killed,) = served.copies("worker")
    os.kill(killed, signal.SIGKILL)
    until((tmp_path / "done").exists)
    assert served.copies("worker") != [killed]
    until(lambda: ask(var, "SELECT count(*) FROM procrastinate_jobs WHERE id = %s", job) == (0,))


def test_a_killed_database_comes_back_and_pages_with_it(served, var):
    killed = database.Server(var / "database").pid()
    os.kill(killed, signal.SIGKILL)
    until(lambda: database.Server(var / "database").pid() not in {killed, None})
    until(served.healthy)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_told_to_stop_it_leaves_nothing_behind(var, how):
    serving = Serving(var, "serve")
    try:
        until(serving.healthy)
        children = serving.family()
        assert len(serving.copies("web server")) == len(serving.copies("worker")) == 1
        started = time.monotonic()
        assert serving.stop(how) == 0, serving.said.read_text()
        assert time.monotonic() - started < slack(8)
        assert not any(map(alive, children))
        assert "Traceback" not in serving.said.read_text()
    finally:
        serving.kill()


def test_when_it_is_killed_its_children_stop_by_themselves(var):
    serving = Serving(var, "serve")
    until(serving.healthy)
    children = serving.family()
    serving.kill()
    until(lambda: not any(map(alive, children)))
    again = Serving(var, "serve", "--without-worker")
    try:
        until(lambda: '"database": "answers' in again.health())
        assert again.stop() == 0
    finally:
        again.kill()


def test_as_many_web_processes_as_processors_keep_to_one_each(var):
    two = sorted(os.sched_getaffinity(0))[:2]
    with limited_to(two):
        serving = Serving(var, "serve", "--without-worker", "--processes", "3")
    try:
        until(serving.health)
        until(lambda: processors_of(serving) == sorted([[two[0]], [two[-1]], [two[0]]]))
        killed = [pid for pid in serving.web_processes() if os.sched_getaffinity(pid) == {two[-1]}][-1]
        os.kill(killed, signal.SIGKILL)
        until(lambda: killed not in serving.web_processes())
        until(lambda: processors_of(serving) == sorted([[two[0]], [two[-1]], [two[0]]]))
    finally:
        serving.kill()


def test_fewer_web_processes_than_processors_go_where_the_system_sends_them(served):
    all_of_them = sorted(os.sched_getaffinity(0))
    until(lambda: processors_of(served) == [all_of_them])


@contextmanager
def limited_to(processors):
    """Start others from here with these processors alone."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, processors)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def processors_of(serving):
    try:
        return sorted(sorted(os.sched_getaffinity(pid)) for pid in serving.web_processes())
    except ProcessLookupError:  # it ended while we looked
        return None


def test_a_busy_port_is_said_in_one_sentence(served, var):
    done = tadafor("serve", "--port", served.port, var=var)
    assert done.returncode == 1
    assert f"port {served.port} (Address already in use)" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_the_demonstration_is_not_shown_to_other_machines(var):
    done = tadafor("run", "--host", "192.0.2.1", var=var)
    assert done.returncode == 1
    assert "this machine only" in done.stderr
