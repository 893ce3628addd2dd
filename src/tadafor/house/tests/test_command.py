"""The command line, as a stranger meets it."""

import argparse

import pytest

from tadafor.house.command import main, parser


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
