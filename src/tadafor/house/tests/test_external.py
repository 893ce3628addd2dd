"""A PostgreSQL server of somebody else, older than ours, with a password and no special right."""

import os
import subprocess
from pathlib import Path

import psycopg
import pytest

from tadafor.house import database
from tadafor.house.tests.processes import Serving, free_port, tadafor, until

OLDER = database.versions().get("16")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(OLDER is None, reason="the wheel carries one version")]
PASSWORD = "p@ss/word"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The address of a superuser of a server that listens on a port."""
    folder = tmp_path_factory.mktemp("server")
    data, port = folder / "data", free_port()
    database._private(data)
    (folder / "password").write_text("root")
    (folder / "password").chmod(0o644)

    def call(name, *words):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PG")} | {"LC_ALL": "C"}
        command = [*database._as_owner(), str(OLDER / name), *words]
        done = subprocess.run(
            command, env=environment, cwd=data, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
        )
        assert done.returncode == 0, done.stderr

    locale = ["--locale-provider=libc", "--locale=C.UTF-8", "--encoding=UTF8"]
    secret = ["--auth=scram-sha-256", f"--pwfile={folder / 'password'}", "--username=root"]
    call("initdb", "-D", str(data), *locale, *secret)
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories='' -c fsync=off"
    call("pg_ctl", "-s", "-w", "-D", str(data), "-l", "log", "-o", options, "start")
    yield f"postgres://root:root@127.0.0.1:{port}"
    call("pg_ctl", "-s", "-w", "-D", str(data), "-m", "immediate", "stop")


@pytest.fixture
def url(server, request):
    """An empty database that belongs to an ordinary role."""
    name = f"tadafor{request.node.name.encode().hex()[:24]}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {name} LOGIN PASSWORD '{PASSWORD}'")
        connection.execute(f"CREATE DATABASE {name} OWNER {name} TEMPLATE template0")
    host = server.rpartition("@")[2]
    return f"postgres://{name}:p%40ss%2Fword@{host}/{name}"


def ask(url, *statements):
    with psycopg.connect(url) as connection:
        for statement in statements:
            answer = connection.execute(statement)
        return answer.fetchone()


def test_tadafor_serves_from_it_and_starts_no_database_of_its_own(url, tmp_path):
    serving = Serving(tmp_path / "var", "serve", DATABASE_URL=url)
    try:
        until(serving.healthy)
        assert not (tmp_path / "var" / "database").exists()
        assert serving.stop() == 0
        assert PASSWORD not in serving.said.read_text()
    finally:
        serving.kill()


def test_a_backup_goes_from_one_to_the_other_and_back(url, tmp_path):
    own, other = tmp_path / "own" / "var", tmp_path / "other" / "var"
    for var in (own, other):
        var.parent.mkdir()
    assert tadafor("migrate", var=other, DATABASE_URL=url).returncode == 0
    ask(url, "CREATE TABLE kept AS SELECT 'تضافر' AS words", "SELECT 1")

    steps = [
        tadafor("backup", tmp_path / "a.tar", var=other, DATABASE_URL=url),
        tadafor("restore", tmp_path / "a.tar", var=own),
        tadafor("backup", tmp_path / "b.tar", var=own),
    ]
    ask(url, "DROP TABLE kept", "SELECT 1")
    steps.append(tadafor("restore", tmp_path / "b.tar", "--replace", var=other, DATABASE_URL=url))
    for done in steps:
        assert done.returncode == 0, done.stderr
    assert ask(url, "SELECT words FROM kept") == ("تضافر",)
    assert tadafor("manage", "migrate", "--check", var=other, DATABASE_URL=url).returncode == 0


def test_two_machines_that_start_together_prepare_it_once(url, tmp_path):
    places = [tmp_path / name for name in ("one", "two")]
    for place in places:
        place.mkdir()
    both = [Serving(place / "var", "serve", "--without-worker", DATABASE_URL=url) for place in places]
    try:
        for serving in both:
            until(lambda serving=serving: '"database": "answers' in serving.health())
        for serving in both:
            assert serving.stop() == 0
            assert "Traceback" not in serving.said.read_text()
    finally:
        for serving in both:
            serving.kill()


def test_a_server_that_does_not_answer_is_said(tmp_path):
    nowhere = f"postgres://a:secret@127.0.0.1:{free_port()}/t"
    done = tadafor("migrate", var=tmp_path / "var", DATABASE_URL=nowhere)
    assert done.returncode == 1
    assert "does not answer" in done.stderr
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr


def test_an_address_of_something_else_is_said(tmp_path):
    done = tadafor("migrate", var=tmp_path / "var", DATABASE_URL="mysql://a/b")
    assert done.returncode == 1
    assert done.stderr == "DATABASE_URL must begin with postgres:// and name a PostgreSQL server.\n"
    assert not Path(tmp_path / "var" / "database").exists()
