"""`tadafor urn`, as a committee types it on a computer off the network."""

import io
import re
import stat

import pypdf
import pytest

from tadafor.budgets.rules import urn as rules
from tadafor.house.command import main

VOTES = [(("p1", 1),), (("p2", 1), ("p3", 1)), ()]


def said(capsys, *words):
    code = main(["urn", *map(str, words)])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def words_on(path):
    """What a member of the committee reads on their page."""
    text = pypdf.PdfReader(path).pages[0].extract_text()
    found = {}
    for number, word in re.findall(r"(\d{1,2})\s+([a-z]+)", text):
        found.setdefault(number, word)  # the fingerprint below has digits and letters too
    return " ".join(found[str(number)] for number in range(1, 34))


@pytest.fixture
def committee(capsys, tmp_path):
    """A key made, its shares printed, and the urn that the platform published."""
    folder = tmp_path / "key"
    code, out, _ = said(capsys, "key", "larache-2026", "--out", folder)
    assert code == 0
    key = bytes.fromhex((folder / "urn-key.txt").read_text().rsplit("key: ")[-1].strip())
    assert rules.fingerprint(key) in out
    size = rules.size_for(["p1", "p2", "p3"], 1)
    urn = rules.filled("larache-2026", key, size, [rules.seal(rules.padded(one, size), key) for one in VOTES])
    path = tmp_path / "urn.txt"
    path.write_text("".join(rules.urn_text(urn)), encoding="utf-8")
    return folder, path, urn


def test_three_printed_shares_of_five_open_the_urn(capsys, committee, monkeypatch):
    """§ secrecy-shares"""
    folder, path, urn = committee
    shares = [words_on(folder / f"share-{number}.pdf") for number in (5, 2, 3)]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(shares) + "\n\n"))
    code, out, _ = said(capsys, "open", path)
    assert code == 0
    assert "3 ballots are in" in out
    opened = path.with_suffix(".opened.txt").read_text(encoding="utf-8")
    assert rules.same(rules.read_opened(opened).ballots, VOTES)
    assert rules.print_of(opened) in out
    assert urn.root in out


def test_an_observer_repeats_it_and_finds_the_same_hash(capsys, committee, tmp_path):
    """§ secrecy-opening"""
    folder, path, _ = committee
    files = []
    for number in (1, 2, 4):
        files.append(tmp_path / f"share-{number}.txt")
        files[-1].write_text(words_on(folder / f"share-{number}.pdf"))
    given = [word for file in files for word in ("--share", file)]
    _, first, _ = said(capsys, "open", path, *given, "--out", tmp_path / "one.txt")
    _, second, _ = said(capsys, "open", path, *given, "--out", tmp_path / "two.txt")
    assert (tmp_path / "one.txt").read_bytes() == (tmp_path / "two.txt").read_bytes()
    assert first.replace("one.txt", "two.txt") == second
    _, shown, _ = said(capsys, "show", tmp_path / "one.txt")
    assert first.split()[-1] in shown


def test_two_shares_open_nothing(capsys, committee, monkeypatch):
    folder, path, _ = committee
    monkeypatch.setattr(
        "sys.stdin", io.StringIO(words_on(folder / "share-1.pdf") + "\n" + words_on(folder / "share-2.pdf"))
    )
    code, out, err = said(capsys, "open", path)
    assert (code, out) == (1, "")
    assert "too few shares: 2 were given" in err
    assert not path.with_suffix(".opened.txt").exists()


def test_the_key_of_another_vote_opens_nothing(capsys, committee, monkeypatch, tmp_path):
    _, path, _ = committee
    said(capsys, "key", "another", "--out", tmp_path / "other", "--shares", 2, "--threshold", 2)
    shares = [words_on(tmp_path / "other" / f"share-{number}.pdf") for number in (1, 2)]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(shares)))
    assert "these shares are the key of another urn" in said(capsys, "open", path)[2]


def test_a_touched_urn_is_refused_before_any_share_is_asked(capsys, committee):
    _, path, _ = committee
    path.write_text(path.read_text().replace("ballots: 3", "ballots: 2"))
    assert "it was touched" in said(capsys, "open", path)[2]
    assert "it was touched" in said(capsys, "show", path)[2]


def test_pages_are_for_their_maker_only_and_never_written_over(capsys, committee):
    folder, _, _ = committee
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    before = (folder / "share-1.pdf").read_bytes()
    code, _, err = said(capsys, "key", "larache-2026", "--out", folder)
    assert code == 1
    assert "is there already" in err
    assert (folder / "share-1.pdf").read_bytes() == before


def test_the_key_itself_is_written_nowhere(capsys, committee):
    folder, _, _ = committee
    secret = rules.joined([words_on(folder / f"share-{number}.pdf") for number in (1, 2, 3)])
    for path in folder.iterdir():
        assert secret not in path.read_bytes()
        assert secret.hex() not in path.read_bytes().decode("latin-1")
