"""What a second start may leave out, and what makes it prepare again."""

import os

import psycopg
import pytest
from django.db import connection

from tadafor.house import preparing, unchanged

pytestmark = pytest.mark.django_db


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Code and packages of their own, in an installation that was prepared for them."""
    (tmp_path / "code/room/__pycache__").mkdir(parents=True)
    (tmp_path / "code/room/rules.py").write_text("ONE = 1")
    (tmp_path / "packages/django-5.2.19.dist-info").mkdir(parents=True)
    monkeypatch.setattr(unchanged, "SOURCES", tmp_path / "code")
    monkeypatch.setattr(unchanged.sysconfig, "get_path", lambda _name: str(tmp_path / "packages"))
    monkeypatch.setenv("TADAFOR_VAR", str(tmp_path / "var"))
    unchanged.remember(unchanged.code())
    return tmp_path


def still():
    return unchanged.still(unchanged.code())


def upgraded(folder):
    folder.rename(folder.with_name("django-5.2.20.dist-info"))


def touched(file):
    seen = file.stat()
    os.utime(file, ns=(seen.st_atime_ns, seen.st_mtime_ns + 1))


@pytest.mark.parametrize(
    ("what", "change", "answer"),
    [
        ("code/room/rules.py", lambda file: file.read_text(), True),
        ("code/room/rules.py", lambda file: file.write_text("ONE = 11"), False),
        ("code/room/rules.py", touched, False),
        ("code/room/rules.py", lambda file: file.unlink(), False),
        ("code/room/migrations.py", lambda file: file.touch(), False),
        ("code/room/django.po", lambda file: file.touch(), False),
        ("code/room/django.mo", lambda file: file.touch(), True),
        ("code/room/__pycache__/rules.pyc", lambda file: file.touch(), True),
        ("packages/django-5.2.19.dist-info", upgraded, False),
        ("packages/another-1.0.dist-info", lambda file: file.mkdir(), False),
        ("var/stamps/prepared", lambda file: file.unlink(), False),
        ("var/stamps/prepared", lambda file: file.write_text(""), False),
    ],
)
def test_what_changed_is_prepared_again(installed, what, change, answer):
    assert still()
    change(installed / what)
    assert still() is answer


@pytest.mark.parametrize(
    ("change", "back"),
    [
        (
            "INSERT INTO django_migrations (app, name, applied) VALUES ('x', '9999_later', now())",
            "DELETE FROM django_migrations WHERE app = 'x'",
        ),
        (
            "UPDATE django_migrations SET app = '-' || app WHERE app = 'house' OR app = 'audit'",
            "UPDATE django_migrations SET app = substr(app, 2) WHERE app LIKE '-%'",
        ),
        (
            "ALTER TABLE django_migrations RENAME TO before;CREATE TABLE django_migrations AS TABLE before",
            "DROP TABLE django_migrations; ALTER TABLE before RENAME TO django_migrations",
        ),
        (
            "ALTER TABLE django_migrations RENAME TO before",
            "ALTER TABLE before RENAME TO django_migrations",
        ),
    ],
    ids=["a later version was here", "a migration is missing", "put back from a backup", "an empty database"],
)
def test_another_state_of_the_database_is_prepared_again(installed, change, back):
    given = connection.settings_dict
    with psycopg.connect(
        dbname=given["NAME"], user=given["USER"], host=given["HOST"], autocommit=True
    ) as beside:
        beside.execute(change)
        try:
            assert not still()
        finally:
            beside.execute(back)
    assert still()


def test_a_database_that_does_not_answer_is_left_to_preparing_which_says_so(installed, monkeypatch, tmp_path):
    monkeypatch.setitem(connection.settings_dict, "HOST", str(tmp_path))
    assert not still()


def test_nothing_is_prepared_where_preparing_was_cut(installed, monkeypatch):
    """Whichever step it was: the database may be half way, so the next start begins again."""
    monkeypatch.setattr(preparing, "translations", lambda: None)
    monkeypatch.setattr(preparing, "migrate", lambda: None)

    def cut():
        raise KeyboardInterrupt

    monkeypatch.setattr(preparing, "static_files", cut)
    assert still()
    with pytest.raises(KeyboardInterrupt):
        preparing.prepare(demonstration=False)
    assert not still()
    monkeypatch.setattr(preparing, "static_files", lambda: (installed / "code/room/rules.py").write_text("2"))
    preparing.prepare(demonstration=False)
    assert not still()  # the code changed meanwhile
    monkeypatch.setattr(preparing, "static_files", lambda: None)
    preparing.prepare(demonstration=False)
    assert still()


@pytest.mark.parametrize(
    ("demonstration", "loaded", "changed", "prepares"),
    [
        (False, False, False, False),
        (False, False, True, True),
        (True, True, False, False),
        (True, True, True, True),
        (True, False, False, True),  # a site that now shows the demonstration for the first time
    ],
)
def test_a_start_prepares_what_is_needed_and_says_the_same(
    installed, monkeypatch, capsys, demonstration, loaded, changed, prepares
):
    asked = []
    monkeypatch.setattr(preparing, "prepare", lambda *, demonstration: asked.append(demonstration))
    monkeypatch.setenv("TADAFOR_DEMONSTRATION", "")
    if loaded:
        (installed / "var/demonstration").touch()
    if changed:
        (installed / "code/room/rules.py").unlink()
    preparing.prepare_once(demonstration=demonstration)
    assert asked == ([demonstration] if prepares else [])
    assert ("Look at:" in capsys.readouterr().out) is (demonstration and not prepares)
