"""The embedded database, with real processes: joined, left, killed, started again."""

import os
import signal
import stat
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tadafor.house import database
from tadafor.house.database_settings import django_databases
from tadafor.house.environment import CannotGoOn
from tadafor.house.tests.processes import slack

pytestmark = pytest.mark.slow

HOLDER = """
import sys
from pathlib import Path
from tadafor.house import database
with database.running(Path(sys.argv[1])) as server:
    print(server.pid(), flush=True)
    sys.stdin.readline()
"""


@contextmanager
def holder(folder):
    """Another process that uses the database until told to leave, or killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": "src", "TZ": "Africa/Casablanca"},
    )
    with process:
        process.server_pid = int(process.stdout.readline())
        yield process


def leave(process):
    process.stdin.write("\n")
    process.stdin.close()
    assert process.wait(20) == 0


def ask(folder, *statements):
    options = django_databases(folder, None)["default"]
    with psycopg.connect(
        host=options["HOST"], user=options["USER"], dbname=options["NAME"], **options["OPTIONS"]
    ) as connection:
        for statement in statements:
            answer = connection.execute(statement)
        return answer.fetchone()[0]


@pytest.fixture
def folder(tmp_path):
    """A cluster whose path no other user may walk through, as under a private home."""
    home = tmp_path / "بيت é $HOME"
    home.mkdir(mode=0o700)
    yield home / "pg"
    assert stat.S_IMODE(home.stat().st_mode) == 0o700, "a parent folder was opened to others"


def test_starts_answers_and_stops(folder):
    with database.running(folder) as server:
        pid = server.pid()
        assert ask(folder, "SELECT upper('é')") == "É"
        assert ask(folder, "SELECT current_setting('log_timezone')") == "UTC"
        assert ask(folder, "SELECT current_setting('listen_addresses')") == ""
        assert ask(folder, "SELECT current_setting('fsync')") == "on"
        assert stat.S_IMODE(server.socket.stat().st_mode) == 0o700
    assert not database._alive(pid)


def test_the_second_joins_and_the_last_stops_it(folder):
    with database.running(folder) as server:
        pid = server.pid()
        with holder(folder) as other:
            assert other.server_pid == pid
            leave(other)
        assert ask(folder, "SELECT 1") == 1
    assert server.pid() is None


def test_two_starting_at_once_share_one_server(folder):
    with holder(folder) as one, holder(folder) as two:
        assert one.server_pid == two.server_pid
        leave(one)
        assert ask(folder, "SELECT 1") == 1
        leave(two)
    assert database.Server(folder).pid() is None


def test_a_killed_holder_leaves_no_trace(folder):
    with holder(folder) as other:
        ask(folder, "CREATE TABLE kept AS SELECT 7 AS number", "SELECT 1")
        other.kill()
    with database.running(folder) as server:
        assert server.pid() == other.server_pid, "the server that was left behind is used again"
        assert ask(folder, "SELECT number FROM kept") == 7
    assert server.pid() is None, "and stopped by the last one who leaves"


def test_a_killed_server_comes_back_with_what_was_written(folder):
    with database.running(folder) as server:
        ask(folder, "CREATE TABLE kept AS SELECT 7 AS number", "SELECT 1")
        killed = server.pid()
        os.kill(killed, signal.SIGKILL)
        started = time.monotonic()
        while server.pid() == killed:
            server.ensure()
        assert time.monotonic() - started < slack(10)
        assert ask(folder, "SELECT number FROM kept") == 7


def test_a_lock_left_by_a_server_nobody_reaped_is_cleared(folder):
    """In a container whose first process reaps nobody, a killed server stays a zombie for ever."""
    with database.running(folder):
        pass
    zombie = subprocess.Popen(["true"])
    while Path(f"/proc/{zombie.pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z":
        time.sleep(0.01)
    lines = [zombie.pid, folder / "data", 1_700_000_000, 5432, database.address(folder), "", ""]
    (folder / "data" / "postmaster.pid").write_text("\n".join(map(str, lines)))
    with database.running(folder):
        assert ask(folder, "SELECT 1") == 1
    zombie.wait()


def test_a_cluster_half_made_is_made_again(folder):
    (folder / "data.new" / "base").mkdir(parents=True)
    with database.running(folder):
        assert ask(folder, "SELECT 1") == 1


def test_somebody_elses_socket_folder_is_refused(folder):
    database.address(folder).mkdir(parents=True, mode=0o755)
    try:
        with pytest.raises(database.DatabaseError, match="nobody else"), database.running(folder):
            pass
    finally:
        database.address(folder).rmdir()


def test_a_long_path_gets_a_short_socket_folder():
    long = database.address(Path("/srv") / ("x" * 120) / "pg")
    assert len(str(long)) <= database.LONGEST_FOLDER
    assert long == database.address(Path("/srv") / ("x" * 120) / "pg")
    assert long != database.address(Path("/srv") / ("x" * 121) / "pg")
    assert database.address(Path("/srv/pg")) == Path("/srv/pg/run")


def test_an_address_given_is_read_whole():
    found = django_databases(Path("/unused"), "postgres://a%40b:p%2Fw@db.example:6432/t?sslmode=require")
    assert found["default"]["USER"] == "a@b"
    assert found["default"]["PASSWORD"] == "p/w"
    assert (found["default"]["HOST"], found["default"]["PORT"]) == ("db.example", "6432")
    assert found["default"]["OPTIONS"] == {"application_name": "tadafor", "sslmode": "require"}


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://somewhere/else", "postgres://"),
        ("postgres://[::1/t", "cannot be read: Invalid IPv6 URL"),
        ("postgres://somewhere:abc/t", "cannot be read: Port could not be cast"),
        ("postgres://somewhere:99999/t", "cannot be read: Port out of range"),
    ],
)
def test_an_address_that_is_none_is_refused(url, said):
    with pytest.raises(CannotGoOn, match=said):
        django_databases(Path("/unused"), url)
