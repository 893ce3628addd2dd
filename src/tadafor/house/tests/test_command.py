"""The command line, as a stranger meets it."""

import argparse
import resource
from contextlib import contextmanager

import pytest

from tadafor.house.command import main, parser
from tadafor.house.environment import secret


def commands(found, words=()):
    """Walk every command and its own commands."""
    for action in found._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                yield (*words, name), below
                yield from commands(below, (*words, name))


@pytest.mark.parametrize(
    ("words", "command"),
    list(commands(parser())),
    ids=lambda words: " ".join(words) if type(words) is tuple else "",
)
def test_every_command_says_what_it_does(words, command, capsys):
    with pytest.raises(SystemExit) as ended:
        main([*words, "--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert f"usage: tadafor {' '.join(words)}" in said
    if words not in {("prepare",), ("site",)}:  # called by the others
        assert command.description.endswith((".", "!"))
    for action in command._actions:
        assert action.help or action.choices, f"{' '.join(words)}: {action.dest} is not explained"


def test_the_first_page_names_each_command_once(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    said = capsys.readouterr().out
    for name in ("init", "serve", "worker", "run", "demo", "migrate", "backup", "restore", "audit", "bench"):
        assert said.count(f"\n    {name} ") == 1
    assert "prepare" not in said


def test_an_unknown_command_is_not_a_traceback(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["fly"])
    assert ended.value.code == 2
    assert "invalid choice: 'fly'" in capsys.readouterr().err


def test_a_backup_to_nowhere_is_one_sentence(capsys, monkeypatch):
    monkeypatch.delenv("BACKUP_FOLDER", raising=False)
    monkeypatch.setenv("DATABASE_URL", "postgres://unused")
    assert main(["backup"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PORT", "eight", "PORT must be a whole number, not 'eight'.\n"),
        ("FORCE", "perhaps", "FORCE must be 1 or 0, not 'perhaps'.\n"),
    ],
)
def test_a_setting_that_cannot_be_read_is_one_sentence(name, value, sentence, capsys, monkeypatch):
    monkeypatch.setenv(name, value)
    assert main(["run"]) == 1
    assert capsys.readouterr().err == sentence


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("serve --port 99999", "A port is a number from 1 to 65,535, not 99999.\n"),
        ("serve --port 0", "A port is a number from 1 to 65,535, not 0.\n"),
        ("serve --processes 0", "a whole number from 1 to 64, not '0'\n"),
        ("serve --processes -3", "a whole number from 1 to 64, not '-3'\n"),
        ("serve --processes ٣", "a whole number from 1 to 64, not '٣'\n"),
        ("lot draw deep.json 042", "deep.json cannot be read: "),
        ("lot prepare pool.csv quotas.csv --seats 2 --out no/draw.json", "is there, not no/draw.json\n"),
        ("lot prepare pool.csv quotas.csv --seats 2 --out .", "in a folder that is there, not .\n"),
        ("urn key larache --out pool.csv", "pool.csv: File exists.\n"),
        ("urn show deep.json", "deep.json: this is not an urn, or it was cut short.\n"),
    ],
)
def test_what_is_typed_wrong_is_a_sentence(words, sentence, capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TADAFOR_DEMONSTRATION", "0")
    (tmp_path / "deep.json").write_text("[" * 100_000)
    (tmp_path / "pool.csv").write_text("code,household,sex\na,1,f\nb,2,m\nc,3,f\n")
    (tmp_path / "quotas.csv").write_text("fact,value,least,most\nsex,f,1,1\nsex,m,1,1\n")
    try:
        code = main(words.split())
    except SystemExit as ended:
        code = ended.code
    said = capsys.readouterr().err
    assert code in {1, 2}
    assert sentence in said
    assert "Traceback" not in said


@pytest.mark.parametrize("content", [b"\xff\xfe", None], ids=["not text", "a folder"])
def test_a_file_of_settings_that_cannot_be_read_is_one_sentence(content, capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("TADAFOR_VAR", str(tmp_path))
    settings = tmp_path / "tadafor.env"
    settings.mkdir() if content is None else settings.write_bytes(content)
    assert main(["backup"]) == 1
    assert capsys.readouterr().err.startswith(f"{settings} cannot be read: ")


@contextmanager
def disk_with(left):
    """No file may grow past ``left`` bytes: the system refuses what comes then, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (left, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_is_a_sentence_and_leaves_what_was_there(capsys, tmp_path):
    """A draw that is published may not be lost by the writing of its digits, nor half a key be handed out."""
    draw, key = tmp_path / "draw.json", tmp_path / "key"
    (tmp_path / "pool.csv").write_text("code,household,sex\na,1,f\nb,2,m\nc,3,f\n")
    (tmp_path / "quotas.csv").write_text("fact,value,least,most\nsex,f,1,1\nsex,m,1,1\n")
    asked = [str(tmp_path / "pool.csv"), str(tmp_path / "quotas.csv"), "--seats", "2", "--out", str(draw)]
    assert main(["lot", "prepare", *asked]) == 0
    published = draw.read_bytes()
    capsys.readouterr()
    for words in (["lot", "draw", str(draw), "042"], ["urn", "key", "larache", "--out", str(key)]):
        with disk_with(200):
            assert main(words) == 1
        assert capsys.readouterr().err.count("\n") == 1
    assert draw.read_bytes() == published
    assert [*key.iterdir()] == []
    assert main(["lot", "draw", str(draw), "042"]) == 0


def test_a_secret_whose_writing_was_cut_is_made_again(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    kept = tmp_path / "keys" / "secret-key"
    kept.parent.mkdir()
    kept.touch()
    made = secret("SECRET_KEY", kept)
    assert len(made) > 50
    assert secret("SECRET_KEY", kept) == made
    assert kept.stat().st_mode & 0o077 == 0
