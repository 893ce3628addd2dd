"""`tadafor recount`: anybody counts a published election again, on their own machine, without a database."""

import argparse
import json
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from tadafor.budgets.rules import meta, pabulib
from tadafor.budgets.rules.count import Certificate, Result, count
from tadafor.budgets.rules.pabulib import File
from tadafor.budgets.rules.parts import BadFile, FileRefusal
from tadafor.budgets.rules.settings import CountSettings, SettingsRefusal, Tie, Utility, refuse_settings
from tadafor.house.environment import CannotGoOn

KEPT = "\n\t\u200c\u200d\u00a0"  # lines, columns, and signs within words
LARGEST = 300_000_000  # bytes; the largest published election has 20 million

SENTENCES = {
    FileRefusal.NOT_TEXT: "it is not text in UTF-8",
    FileRefusal.BROKEN_ROW: "this row is broken: a quotation mark is open, or it is far too long",
    FileRefusal.NO_PART: "the part {part} is missing",
    FileRefusal.PART_TWICE: "the part {part} is there twice",
    FileRefusal.NO_COLUMN: "the part {part} has no column {column}",
    FileRefusal.NO_FACT: "META does not say, or says something unknown: {fact}",
    FileRefusal.FACT_TWICE: "META says two different things of {fact}",
    FileRefusal.NOT_MONEY: "{what} must be an amount such as 1250 or 1250.50, not “{said}”",
    FileRefusal.NOT_WHOLE: "{what} must be a whole number, not “{said}”",
    FileRefusal.VOTE_TYPE: "“{said}” is not a type of vote",
    FileRefusal.NO_KEY: "a project needs a project_id, without a comma",
    FileRefusal.PROJECT_TWICE: "the project {project} is there twice",
    FileRefusal.UNKNOWN_PROJECT: "the vote names {project}, which is not a project",
    FileRefusal.NAMED_TWICE: "the vote names a project twice",
    FileRefusal.POINTS_MISSING: "the vote names {projects} projects and gives {points} points",
    FileRefusal.NO_PROJECTS: "there is no project",
}


UNCOUNTABLE = {
    SettingsRefusal.INCREMENT: "the increment must be more than nothing",
    SettingsRefusal.SHARE: "the last share is above 0 and at most 1, the least support above 0",
    SettingsRefusal.RESERVES: "each reserve is above 0, and together they are at most the whole envelope",
    SettingsRefusal.CEILINGS: "ceilings are for the greedy rule only",
    SettingsRefusal.LOT_INCOMPLETE: "the lot must name each project once, and nothing else",
}


def describe(command: argparse.ArgumentParser) -> None:
    """Add the options: each stands for a setting of the count that the file leaves open or gets wrong."""
    command.add_argument("file", type=Path, metavar="FILE.pb", help="an election in the Pabulib format")
    command.add_argument("--json", action="store_true", help="print the result for a program")
    add = command.add_argument_group(
        "settings", "Each replaces what the file states, or what is assumed where it states nothing."
    ).add_argument
    add("--rule", choices=sorted(meta.RULES), help="the rule, by its Pabulib name")
    add("--least-score", type=_fraction, metavar="N", help="a project needs N votes or points to be counted")
    add(
        "--least-support",
        type=_fraction,
        metavar="N",
        help="a project is counted when votes / voters is at least cost / (N x budget)",
    )
    add(
        "--last-share",
        type=_fraction,
        metavar="S",
        help="greedy: fund the first that does not fit at S of it",
    )
    add("--utility", choices=[one.value for one in Utility], help="equal shares: what a project is worth")
    add("--increment", type=_fraction, metavar="M", help="equal shares: each round adds M to every share")
    for name, sentence in FLAGS.items():
        add(f"--{name.replace('_', '-')}", action=argparse.BooleanOptionalAction, default=None, help=sentence)
    add("--ties", type=_ties, metavar="A,B,C", help=f"in which order: {', '.join(tie.value for tie in Tie)}")
    add("--lot", type=_lot, metavar="KEYS", help="the projects as drawn by lot, the luckiest first")


FLAGS = {
    "skip": "greedy: pass over a project that does not fit and go on",
    "integral_start": "equal shares: begin with whole units of money",
    "stop_when_exhaustive": "equal shares: stop too when nothing more fits",
    "then_greedy": "equal shares: spend what is left by the greedy rule",
    "comparison": "equal shares: keep the greedy result where it serves more voters",
}
VALUES = ("least_score", "least_support", "last_share", "increment", "ties", "lot")


def _fraction(text: str) -> Fraction:
    try:
        return meta.number(text)
    except (ValueError, ZeroDivisionError):
        raise argparse.ArgumentTypeError(f"“{text}” is not a number") from None


def _ties(text: str) -> tuple[Tie, ...]:
    try:
        return tuple(Tie(word.strip()) for word in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not an order of ties") from None


def _lot(text: str) -> tuple[str, ...]:
    return tuple(key.strip() for key in text.split(","))


def recount(asked: argparse.Namespace) -> None:
    """Read, count, print; raises CannotGoOn with the line and the reason of a bad file."""
    try:
        file = pabulib.read(_text(asked.file))
        found = meta.understood(file.meta, instead=asked.rule or "")
    except BadFile as problem:
        line = problem.line or _line_of(asked.file, problem)
        where = f", line {line}" if line else ""
        reason = _harmless(SENTENCES[problem.refusal].format(**problem.facts))
        raise CannotGoOn(f"{asked.file}{where}: {reason}.") from None
    if not file.election.voters and file.meta.get("num_votes", "").strip(" 0"):
        raise CannotGoOn(
            f"{asked.file} holds totals and no ballots: its winners cannot be found again. "
            "The committee gives the full file to observers."
        )
    given = {name: getattr(asked, name) for name in (*FLAGS, *VALUES) if getattr(asked, name) is not None}
    if asked.utility:
        given["utility"] = Utility(asked.utility)
    settings = replace(found.settings, **given)
    refusal = refuse_settings(settings, frozenset(file.election.positions))
    if refusal:
        raise CannotGoOn(f"No count can be made with these settings: {UNCOUNTABLE[refusal]}.")
    result = count(file.election, settings)
    assumed = [name for name in found.assumed if name not in given]
    if asked.json:
        print(json.dumps(_as_json(file, result, assumed), ensure_ascii=False, indent=1))
    else:
        print(_harmless("\n".join(_as_text(file, result, assumed))))


def _line_of(path: Path, problem: BadFile) -> int:
    """Find the line of META that says what is wrong; 0 where no line does."""
    wrong = problem.facts.get("what") or problem.facts.get("fact")
    if problem.refusal is FileRefusal.VOTE_TYPE:
        wrong = "vote_type"
    lines = enumerate(_text(path).split("\n"), start=1)
    said = (at for at, line in lines if wrong and line.partition(";")[0].strip(' "').lower() == wrong)
    return next(said, 0)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise CannotGoOn(f"{path} is larger than any election: {LARGEST:,} bytes at most.")
        raw = path.read_bytes()
    except OSError as problem:
        raise CannotGoOn(f"{path} cannot be read: {problem.strerror}.") from None
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as problem:
        line = len(raw[: problem.start].splitlines()) or 1
        raise CannotGoOn(f"{path}, line {line}: {SENTENCES[FileRefusal.NOT_TEXT]}.") from None


def _harmless(text: str) -> str:
    """Return what a file says without the signs that command a terminal or turn the direction of words."""
    return "".join(sign if sign.isprintable() or sign in KEPT else " " for sign in text)


def _settings(settings: CountSettings) -> dict[str, str]:
    said = meta.named(settings)
    names = ["method", *meta.BY_METHOD[settings.method], "least_score", "reserves", "ceilings", "fund_all"]
    return {name: said[name] for name in dict.fromkeys(names)}


def _same(file: File, result: Result) -> bool | None:
    return None if file.selected is None else file.selected == set(result.keys)


def _as_json(file: File, result: Result, assumed: list[str]) -> dict[str, Any]:
    projects = result.election.projects
    return {
        "title": file.election.title,
        "winners": result.keys,
        "cost": pabulib.amount(result.cost),
        "budget": pabulib.amount(file.election.budget),
        "voters": file.election.voters,
        "settings": _settings(result.settings),
        "assumed": assumed,
        "left_out": [projects[at].key for at in result.left_out],
        "as_the_file_says": _same(file, result),
        "notices": [[one.what, one.said, one.found] for one in file.notices],
    }


def _as_text(file: File, result: Result, assumed: list[str]) -> Iterator[str]:
    election = file.election
    yield " ".join(election.title.split()) or "An election without a title"
    yield (
        f"{election.voters:,} ballots, {len(election.ballots):,} of them different; "
        f"{len(election.projects)} projects; {pabulib.amount(election.budget)} to share out"
    )
    yield "\nCounted by"
    for name, value in _settings(result.settings).items():
        mark = "   (assumed: the file does not say)" if name in assumed else ""
        yield f"  {name.replace('_', ' '):<22}{value}{mark}"
    if "exclusive" in assumed:
        yield "  projects that exclude one another: the file does not name them, so none does (assumed)"
    for at in result.left_out:
        yield f"  not counted, for want of support: {election.projects[at].key}"
    total, budget = pabulib.amount(result.cost), pabulib.amount(election.budget)
    yield f"\nWinners: {len(result.winners)} of {len(election.projects)}, {total} of {budget}"
    for at in result.winners:
        project = election.projects[at]
        name = " ".join(project.name.split())
        yield f"{project.key}\t{pabulib.amount(project.cost)}\t{election.scores[at]}\t{name}"
    yield from _proof(result)
    same = _same(file, result)
    if same is not None:
        yield f"\nThe result in the file: {'the same' if same else 'ANOTHER ONE'}."
        yield from () if same else _difference(file, result)
    for one in file.notices:
        yield f"The file says {one.what} = {one.said}; counted here: {one.found}."


def _proof(result: Result) -> Iterator[str]:
    for stage in result.stages:
        proof = stage.certificate
        if proof and proof.accepted.bought:
            yield f"\nProof, in whole numbers: {_proved(proof, stage.budget)}."
    if result.comparison:
        one = result.comparison
        kept = "greedy" if one.greedy_kept else "equal shares"
        yield (
            f"\nCompared: {one.for_equal_shares:,} voters have more of their projects by equal shares, "
            f"{one.for_greedy:,} by the greedy rule; kept: {kept}."
        )


def _proved(proof: Certificate, budget: Fraction) -> str:
    kept, after = proof.accepted, proof.rejected
    said = f"with {float(kept.share):.4f} each, what is bought costs {pabulib.amount(kept.cost)}"
    if after is None:
        return f"{said}, and no round follows"
    next_ = f"with {float(after.share):.4f} it would cost {pabulib.amount(after.cost)}"
    return f"{said}; {next_}, more than {pabulib.amount(budget)} ({proof.rounds} rounds)"


def _difference(file: File, result: Result) -> Iterator[str]:
    theirs, ours = file.selected or frozenset(), set(result.keys)
    yield f"  only in the file: {', '.join(sorted(theirs - ours)) or 'none'}"
    yield f"  only here: {', '.join(sorted(ours - theirs)) or 'none'}"
