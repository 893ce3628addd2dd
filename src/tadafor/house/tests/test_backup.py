"""Backups made and put back by the real commands, into another installation."""

import io
import tarfile

import psycopg
import pytest

from tadafor.house import database
from tadafor.house.tests.processes import tadafor

pytestmark = pytest.mark.slow

NO_LIST = b'{"sums": 5}'
WRITTEN = "from django.conf import settings; settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)"


def ask(var, *statements):
    with (
        database.running(var / "database") as server,
        psycopg.connect(host=str(server.socket), user=database.USER, dbname=database.NAME) as connection,
    ):
        for statement in statements:
            answer = connection.execute(statement)
        return answer.fetchone()


@pytest.fixture(scope="module")
def one(tmp_path_factory):
    """An installation that holds something, and its backup."""
    folder = tmp_path_factory.mktemp("one")
    var = folder / "var"
    assert tadafor("migrate", var=var).returncode == 0
    ask(
        var,
        "CREATE TABLE kept (words text)",
        "INSERT INTO kept VALUES ('تضافر é \\ \n')",
        "SELECT 1",
    )
    (var / "media" / "رسالة").mkdir(parents=True)
    (var / "media" / "رسالة" / "a.bin").write_bytes(bytes(range(256)) * 100)
    done = tadafor("backup", folder / "b.tar", var=var)
    assert done.returncode == 0, done.stderr
    assert "the database and 1 file." in done.stdout
    return folder


@pytest.fixture
def other(tmp_path):
    return tmp_path / "other" / "var"


def test_a_backup_is_put_back_into_another_installation(one, other):
    other.parent.mkdir()
    done = tadafor("restore", one / "b.tar", var=other)
    assert done.returncode == 0, done.stderr
    assert ask(other, "SELECT words FROM kept") == ("تضافر é \\ \n",)
    assert (other / "media" / "رسالة" / "a.bin").read_bytes() == bytes(range(256)) * 100
    assert "put them back in" in done.stdout, "the keys are not in a backup, and the person is told"
    assert not (other / "keys").exists()
    assert tadafor("manage", "migrate", "--check", var=other).returncode == 0


def test_a_backup_is_for_its_owner_only(one):
    assert (one / "b.tar").stat().st_mode & 0o777 == 0o600
    with tarfile.open(one / "b.tar") as tar:
        assert not [name for name in tar.getnames() if "key" in name]


def test_what_is_there_is_not_replaced_unless_asked(one):
    var = one / "var"
    ask(var, "UPDATE kept SET words = 'later'", "SELECT 1")
    refused = tadafor("restore", one / "b.tar", var=var)
    assert refused.returncode == 1
    assert "--replace" in refused.stderr
    assert ask(var, "SELECT words FROM kept") == ("later",)
    done = tadafor("restore", one / "b.tar", "--replace", var=var)
    assert done.returncode == 0, done.stderr
    assert ask(var, "SELECT words FROM kept") == ("تضافر é \\ \n",)


def test_while_tadafor_serves_nothing_is_replaced(one):
    with (
        database.running(one / "var" / "database") as server,
        psycopg.connect(
            host=str(server.socket), user=database.USER, dbname=database.NAME, application_name="tadafor"
        ),
    ):
        refused = tadafor("restore", one / "b.tar", "--replace", var=one / "var")
    assert refused.returncode == 1
    assert "stop it" in refused.stderr


@pytest.mark.parametrize("fault", ["cut", "altered", "text", "missing", "no list"])
def test_a_damaged_backup_changes_nothing(one, fault, tmp_path):
    damaged = tmp_path / "damaged.tar"
    whole = (one / "b.tar").read_bytes()
    if fault == "cut":
        damaged.write_bytes(whole[: len(whole) // 2])
    elif fault == "altered":
        at = whole.index(bytes(range(256)))
        damaged.write_bytes(whole[:at] + b"!" + whole[at + 1 :])
    elif fault == "text":
        damaged.write_text("تضافر")
    elif fault == "no list":
        with tarfile.open(damaged, "w") as tar:
            member = tarfile.TarInfo("list.json")
            member.size = len(NO_LIST)
            tar.addfile(member, io.BytesIO(NO_LIST))
    before = ask(one / "var", "SELECT words FROM kept")
    done = tadafor("restore", damaged, "--replace", var=one / "var")
    assert done.returncode == 1
    assert "damaged.tar" in done.stderr
    assert "Traceback" not in done.stderr
    assert ask(one / "var", "SELECT words FROM kept") == before


def test_a_dump_that_fails_half_way_leaves_what_was_there(one, monkeypatch, tmp_path):
    """The list is whole but the dump inside is of nothing: refused after the old tables moved aside."""
    import hashlib
    import io
    import json

    broken = tmp_path / "broken.tar"
    facts = {"form": 1, "written": "x", "migrations": [], "key": "x"}
    dump = b"PGDMP nonsense"
    with tarfile.open(broken, "w") as tar:
        for name, content in (
            ("database.dump", dump),
            (
                "list.json",
                json.dumps(facts | {"sums": {"database.dump": hashlib.sha256(dump).hexdigest()}}).encode(),
            ),
        ):
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    before = ask(one / "var", "SELECT words FROM kept")
    done = tadafor("restore", broken, "--replace", var=one / "var")
    assert done.returncode == 1
    assert "pg_restore" in done.stderr
    assert ask(one / "var", "SELECT words FROM kept") == before


def test_the_backup_of_a_later_version_is_refused(one, tmp_path, other):
    import io
    import json

    later = tmp_path / "later.tar"
    with tarfile.open(one / "b.tar") as source, tarfile.open(later, "w") as target:
        for member in source:
            content = source.extractfile(member).read()
            if member.name == "list.json":
                facts = json.loads(content)
                facts["migrations"].append(["people", "9999_from_tomorrow"])
                content = json.dumps(facts).encode()
                member.size = len(content)
            target.addfile(member, io.BytesIO(content))
    other.parent.mkdir()
    done = tadafor("restore", later, var=other)
    assert done.returncode == 1
    assert "9999_from_tomorrow" in done.stderr


def test_nights_keep_the_newest(settings, tmp_path, monkeypatch, db):
    from tadafor.house import backup

    settings.MEDIA_ROOT = tmp_path / "media"
    for day in ("20260101", "20260102"):
        (tmp_path / f"tadafor-{day}-000000.tar").touch()
    (tmp_path / "another-file").touch()
    backup.keep(tmp_path, newest=2)
    names = sorted(path.name for path in tmp_path.glob("*"))
    assert names[0] == "another-file"
    assert names[1] == "tadafor-20260102-000000.tar"
    assert len(names) == 3
