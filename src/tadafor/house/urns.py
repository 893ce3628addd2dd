"""`tadafor urn`: the committee makes the key of a vote and opens its urn, on a computer off the network."""

import argparse
import os
import secrets
import sys
from collections.abc import Iterator
from pathlib import Path

from tadafor.budgets.rules import urn as rules
from tadafor.budgets.rules.urn import BadUrn, UrnRefusal
from tadafor.house.environment import CannotGoOn, start_django, write_whole

SENTENCES = {
    UrnRefusal.SHARES: "the threshold is 2 or more, and no more than the shares, which are {most} at most",
    UrnRefusal.SHARE_WORDS: "a word of a share is wrong, or it is a share of another key: read them again",
    UrnRefusal.SHARES_MISSING: "there are too few shares: {given} were given",
    UrnRefusal.WRONG_KEY: "these shares are the key of another urn",
    UrnRefusal.NOT_AN_URN: "this is not an urn, or it was cut short",
    UrnRefusal.TOUCHED: "it was touched: it does not match its own root or number of ballots",
    UrnRefusal.TOO_LONG: "a ballot does not fit",
}
KEY_OPENING = "TADAFOR URN KEY 1"


def describe(command: argparse.ArgumentParser) -> None:
    """Add the commands of the urn."""
    verbs = command.add_subparsers(title="commands", metavar="COMMAND", required=True)
    key = verbs.add_parser(
        "key",
        help="Make the key of a vote and print its shares",
        description="Make the key of a vote. Writes one page for each share, to print and hand to a member "
        "of the committee, and the public half, to give to the platform. The key itself is written nowhere.",
    )
    key.add_argument("edition", help="the name of the vote, as the platform gives it")
    key.add_argument("--shares", type=int, default=5, help="how many members hold one (%(default)s)")
    key.add_argument("--threshold", type=int, default=3, help="how many open it (%(default)s)")
    key.add_argument("--out", type=Path, default=Path(), metavar="FOLDER", help="where to write (here)")
    key.add_argument(
        "--language", choices=["ar", "fr"], default="ar", help="of the printed pages (%(default)s)"
    )
    key.set_defaults(run=_key)
    opening = verbs.add_parser(
        "open",
        help="Open an urn with the shares of the committee",
        description="Open an urn and write its ballots, in the order of what they say. Whoever repeats it "
        "with the same urn finds the same hash. Shares are typed, one on each line, or read from files.",
    )
    opening.add_argument("urn", type=Path, metavar="URN", help="the urn the platform published at the close")
    opening.add_argument("--out", type=Path, metavar="FILE", help="where to write (beside the urn)")
    opening.add_argument(
        "--share", type=Path, action="append", default=[], metavar="FILE", help="a share kept as a text file"
    )
    opening.set_defaults(run=_open)
    show = verbs.add_parser(
        "show",
        help="Say what is in an urn, opened or not, and its hash",
        description="Say how many ballots are in an urn, opened or not, with the hashes to compare.",
    )
    show.add_argument("file", type=Path, metavar="FILE", help="an urn, or what was opened of it")
    show.set_defaults(run=_show)


def _sentence(problem: BadUrn, path: Path | None = None) -> CannotGoOn:
    where = f"{path}: " if path else ""
    return CannotGoOn(f"{where}{SENTENCES[problem.refusal].format(**problem.facts)}.")


def _key(asked: argparse.Namespace) -> None:
    secret = secrets.token_bytes(rules.KEY_BYTES)
    try:
        shares = rules.split(secret, shares=asked.shares, threshold=asked.threshold)
    except BadUrn as problem:
        raise _sentence(problem) from None
    public = rules.public_key(secret)
    if not asked.out.is_dir():
        asked.out.mkdir(parents=True)
    names = [asked.out / f"share-{number}.pdf" for number in range(1, len(shares) + 1)]
    half = asked.out / "urn-key.txt"
    for path in (*names, half):
        if path.exists():
            raise CannotGoOn(f"{path} is there already: choose another folder, so that no share is lost.")
    try:
        for number, (path, words) in enumerate(zip(names, shares, strict=True), start=1):
            _write(path, _page(asked, words.split(), number, rules.fingerprint(public)))
        _write(half, f"{KEY_OPENING}\nedition: {asked.edition}\nkey: {public.hex()}\n".encode())
    except BaseException:
        # Shares of a key that nobody has would be handed out, and found useless at the opening.
        for path in (*names, half):
            path.unlink(missing_ok=True)
        raise
    print(f"{len(shares)} shares are in {asked.out.resolve()}: print them, hand them out, delete the files.")
    print(f"{asked.threshold} of them open the urn. With fewer, the vote is void.")
    print(f"Give {half.name} to the platform. Its fingerprint, for the minutes:\n")
    print(f"  {rules.fingerprint(public)}\n")


def _page(asked: argparse.Namespace, words: list[str], number: int, print_: str) -> bytes:
    start_django()  # for the translations
    from django.utils import translation  # noqa: PLC0415

    from tadafor.budgets.documents import share_page  # noqa: PLC0415

    with translation.override(asked.language):
        return share_page(
            edition=asked.edition,
            share=words,
            number=number,
            shares=asked.shares,
            threshold=asked.threshold,
            fingerprint=print_,
            language=asked.language,
        )


def _write(path: Path, content: bytes) -> None:
    """Only who makes the key may read what it writes."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise CannotGoOn(f"{path}: {SENTENCES[UrnRefusal.NOT_AN_URN]}.") from None
    except OSError as problem:
        raise CannotGoOn(f"{path} cannot be read: {problem.strerror}.") from None


def _typed() -> Iterator[str]:
    if sys.stdin.isatty():
        print("Type the words of each share on one line. An empty line ends.", file=sys.stderr)
    for line in sys.stdin:
        if not line.strip():
            return
        yield line


def _open(asked: argparse.Namespace) -> None:
    text = _read(asked.urn)
    try:
        urn = rules.read_urn(text)
        secret = rules.joined([_read(path) for path in asked.share] or _typed())
        result = rules.opened(urn, secret)
    except BadUrn as problem:
        raise _sentence(problem, asked.urn) from None
    out = asked.out or asked.urn.with_suffix(".opened.txt")
    written = rules.opened_text(result)
    write_whole(out, written.encode())
    print(f"{len(result.ballots):,} ballots are in {out}; {result.unreadable:,} could not be read.")
    print(f"Root of the urn: {result.root}\nHash of what was opened, for the minutes:\n")
    print(f"  {rules.print_of(written)}\n")


def _show(asked: argparse.Namespace) -> None:
    text = _read(asked.file)
    try:
        if text.startswith(rules.OPENED_OPENING):
            result = rules.read_opened(text)
            found = f"{len(result.ballots):,} ballots, {result.unreadable:,} unreadable"
            print(f"An opened urn of {result.edition}: {found}.")
            print(f"Root of the urn: {result.root}\nHash: {rules.print_of(text)}")
            return
        urn = rules.read_urn(text)
    except BadUrn as problem:
        raise _sentence(problem, asked.file) from None
    kind = "A rehearsal" if urn.rehearsal else "An urn"
    print(f"{kind} of {urn.edition}: {len(urn.seals):,} sealed ballots.")
    print(f"Root: {urn.root}\nFingerprint of its key: {rules.fingerprint(urn.key)}")
