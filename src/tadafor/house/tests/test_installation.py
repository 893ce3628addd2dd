"""`tadafor init`: a real installation, from a file and at the keyboard."""

import os
import pty
import re
import subprocess
import sys

import psycopg
import pytest

from tadafor.house import answers, database
from tadafor.house.environment import CannotGoOn
from tadafor.house.tests.processes import Serving, environment_of, tadafor, until

GOOD = """
territory = "01.331.01.03"
administrators = ["one@larache.example", "two@larache.example"]
hosts = ["tadafor.larache.example"]
backup_folder = "{backups}"
[mail]
host = "127.0.0.1"
port = 1
user = "post"
password = "do-not-show-me"
sender = "tadafor@larache.example"
"""


def written(tmp_path, text=GOOD):
    (tmp_path / "backups").mkdir(exist_ok=True)
    file = tmp_path / "answers.toml"
    file.write_text(text.format(backups=tmp_path / "backups"))
    return file


@pytest.mark.slow
def test_an_installation_begins_and_serves(tmp_path):
    var = tmp_path / "var"
    done = tadafor("init", "--answers", written(tmp_path), var=var)
    assert done.returncode == 0, done.stderr
    assert "at /larache/, with two administrators" in done.stdout
    assert "restored beside, whole" in done.stdout
    assert "mail server does not answer" in done.stderr

    kept = (var / "tadafor.env").read_text()
    assert (var / "tadafor.env").stat().st_mode & 0o777 == 0o600
    secret = re.search("SECRET_KEY=(.+)", kept)[1]
    for word in (secret, "do-not-show-me"):
        assert word in kept
        assert word not in done.stdout + done.stderr
    assert len(list((tmp_path / "backups").glob("tadafor-*.tar"))) == 1
    assert list((var / "keys").iterdir()), "the keys stand outside the database and its backups"

    again = tadafor("init", "--answers", written(tmp_path), var=var)
    assert again.returncode == 1
    assert "exists already" in again.stderr
    assert (var / "tadafor.env").read_text() == kept

    serving = Serving(var, "serve")
    try:
        until(serving.healthy)
        with (
            database.running(var / "database") as server,
            psycopg.connect(host=str(server.socket), user=database.USER, dbname=database.NAME) as connection,
        ):
            roles = connection.execute("SELECT count(*) FROM people_role WHERE kind = 'administrator'")
            assert roles.fetchone() == (2,)
        assert serving.stop() == 0
    finally:
        serving.kill()
    assert tadafor("audit", "verify", var=var).stdout == "The audit log is as it was written.\n"
    touch_the_log(var)
    touched = tadafor("audit", "verify", var=var)
    assert touched.returncode == 1
    assert touched.stderr.startswith("Touched: entry altered, in the log of ")


def touch_the_log(var):
    """Rewrite a line of the log as somebody with every right on the database could."""
    gather = (
        "from tadafor.audit import actions; from tadafor.kernel import clock, scopes\n"
        "with scopes.everywhere(): print(actions.gather(now=clock.now()))"
    )
    assert tadafor("manage", "shell", "-c", gather, var=var).returncode == 0
    with (
        database.running(var / "database") as server,
        psycopg.connect(host=str(server.socket), user=database.USER, dbname=database.NAME) as connection,
    ):
        connection.execute("ALTER TABLE audit_entry DISABLE TRIGGER ALL")
        connection.execute("UPDATE audit_entry SET verb = 'nothing.happened' WHERE verb = 'territories.join'")


@pytest.mark.slow
def test_a_name_that_several_communes_bear_is_told_apart_by_code(tmp_path):
    file = written(tmp_path, GOOD.replace('"01.331.01.03"', '"Larache"'))
    done = tadafor("init", "--answers", file, var=tmp_path / "var")
    assert done.returncode == 1
    assert "01.331 Larache (province)" in done.stderr
    assert "01.331.01.03 Larache (commune)" in done.stderr
    assert not (tmp_path / "var" / "tadafor.env").exists()


@pytest.mark.slow
def test_it_asks_at_the_keyboard_and_hides_the_password(tmp_path):
    (tmp_path / "backups").mkdir()
    typed = [
        "01.331.01.03",
        "",
        "ar fr zgh",
        "one@larache.example",
        "two@larache.example",
        "tadafor.larache.example",
        "no",
        "no",
        "127.0.0.1",
        "post",
        "1",
        "do-not-show-me",
        "no",
        "tadafor@larache.example",
        "",
        str(tmp_path / "backups"),
        "",
        "yes",
    ]
    keyboard, screen = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "tadafor.house.command", "init"],
        stdin=screen,
        stdout=screen,
        stderr=screen,
        env=environment_of(tmp_path / "var"),
        start_new_session=True,
    )
    os.close(screen)
    said = b""
    while True:
        try:
            part = os.read(keyboard, 4096)
        except OSError:  # the other side closed
            break
        if not part:
            break
        said += part
        if said.rstrip(b" ").endswith((b":", b"]:")) and said.endswith(b": ") and typed:
            os.write(keyboard, typed.pop(0).encode() + b"\n")
            said += b"\n"
    assert process.wait(60) == 0, said.decode()
    os.close(keyboard)
    assert not typed
    assert b"do-not-show-me" not in said
    assert "EMAIL_HOST_PASSWORD=do-not-show-me" in (tmp_path / "var" / "tadafor.env").read_text()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ('hosts = ["https://x"]', "hosts: 'https://x' is not a host name"),
        ('administrators = ["a@b.example"]', "two different people"),
        ('administrators = ["a@b.example", "0612345678"]', "needs sms_gateway"),
        ('languages = ["en"]', "languages: 'en'"),
        ('backup_folder = "/no/such/folder"', "not a folder that exists"),
        ('database_url = "mysql://x"', "postgres://"),
    ],
)
def test_wrong_answers_are_all_said_before_anything_is_changed(tmp_path, wrong, sentence):
    name = wrong.partition(" ")[0]
    text = re.sub(rf"(?m)^{name} =.*$", "", GOOD)
    found = answers.from_file(written(tmp_path, f"{wrong}\n{text}"))
    assert any(sentence in problem for problem in found.problems()), found.problems()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("this is not toml", "cannot be read"),
        (f"colour = 1\n{GOOD}", "there is no answer called colour"),
        ('territory = "x"', "administrators is missing"),
        (GOOD.replace("port = 1", 'port = "one"'), "mail.port should be a whole number"),
        (GOOD.replace('["tadafor.larache.example"]', '"x.example"'), "hosts should be a list of texts"),
        ("mail = 3", "section of its own"),
    ],
)
def test_a_file_that_cannot_be_understood_is_told_so(tmp_path, text, sentence):
    with pytest.raises(CannotGoOn, match=re.escape(sentence)):
        answers.from_file(written(tmp_path, text))


def test_good_answers_have_no_problem(tmp_path):
    assert answers.from_file(written(tmp_path)).problems() == []


def test_a_password_does_not_show_in_a_log(tmp_path):
    assert "do-not-show-me" not in repr(answers.from_file(written(tmp_path)))


@pytest.fixture
def typing(monkeypatch):
    """Answers typed one after the other; an exception stands for a key that interrupts."""

    def types(*typed):
        waiting = iter(typed)

        def one(_question):
            answer = next(waiting)
            if isinstance(answer, type):
                raise answer
            return answer

        monkeypatch.setattr("builtins.input", one)
        monkeypatch.setattr("getpass.getpass", one)
        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        return waiting

    return types


def test_a_wrong_answer_is_asked_again_at_once(tmp_path, typing, capsys):
    wrong = {
        "Larache!": "Small letters",
        "en": "en: choose among ar, fr, zgh",
        "nobody": "neither an e-mail address",
        "one@larache.example": "That is the first one",
        "https://larache.ma": "only the name",
        "maybe": "Answer yes or no",
        "abc": "A port is a number",
        "post": "not an e-mail address",
        "/no/such/folder": "No such folder",
        "mysql://x": "begins with postgres://",
    }
    left = typing(
        *("", "Larache", "Larache!", "", "en", "", "nobody", "one@larache.example"),
        *("one@larache.example", "0612345678", "https://larache.ma", "larache.ma", "maybe", "", "non"),
        *("", "none", "abc", "", "post", "post@larache.ma", "", "gateways.Mine"),
        *("/no/such/folder", str(tmp_path), "mysql://x", "embedded", ""),
    )
    told = answers.asked()
    assert next(left, None) is None
    assert told == answers.Answers(
        territory="Larache",
        administrators=("one@larache.example", "0612345678"),
        hosts=("larache.ma",),
        backup_folder=str(tmp_path),
        behind_proxy=False,
        mail=answers.Mail(sender="post@larache.ma"),
        sms_gateway="gateways.Mine",
    )
    assert told.problems() == []
    said = capsys.readouterr().out
    for sentence in wrong.values():
        assert sentence in said
    assert said.count("An answer is needed here.") == 2


@pytest.mark.parametrize("key", [KeyboardInterrupt, EOFError])
def test_who_stops_half_way_is_told_that_nothing_changed(typing, key):
    typing("Larache", "", key)
    with pytest.raises(CannotGoOn, match="Stopped: nothing was changed"):
        answers.asked()


def test_who_does_not_agree_with_what_was_understood_changes_nothing(tmp_path, typing):
    typing(
        *("Larache", "", "", "one@x.example", "two@x.example", "x.example", "", ""),
        *("", "", "", "post@x.example", "", str(tmp_path), "", "no"),
    )
    with pytest.raises(CannotGoOn, match="Nothing was changed"):
        answers.asked()
