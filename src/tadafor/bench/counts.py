"""The count of a vote: how long it takes from 1,000 to 130,000 voters, and beside another program."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from tadafor.budgets.queries.inventing import invented, town
from tadafor.budgets.rules import pabulib
from tadafor.budgets.rules.count import count
from tadafor.budgets.rules.election import BallotKind, Election
from tadafor.budgets.rules.explaining import explained
from tadafor.budgets.rules.greedy import tie_rank
from tadafor.budgets.rules.settings import CountSettings, Method

SHARES = CountSettings(method=Method.EQUAL_SHARES)
# pabutools stops its rounds when nothing more fits; so do we beside it.
COMPARABLE = replace(SHARES, stop_when_exhaustive=True)
PROJECTS = 80
SIZES = (1_000, 10_000, 60_000, 130_000)
BESIDE = ((1_000, 20),)
PATIENCE = 30  # seconds of processor time for the other program
FEWEST = 5  # projects in a published election that is worth measuring


def measured(sizes: tuple[int, ...] = SIZES, beside: tuple[tuple[int, int], ...] = BESIDE) -> Iterator[str]:
    """Count invented elections by equal shares with completion, proof and explanation, and say how long."""
    yield f"A vote on {PROJECTS} projects is counted by equal shares, with completion and the proof:"
    projects, budget = town(PROJECTS, "bench")
    for voters in sizes:
        yield _alone(invented(projects, budget, voters, seed="bench"))
    for voters, many in beside:
        yield _beside(voters, many)


def _alone(election: Election) -> str:
    begun, spent = time.perf_counter(), time.process_time()
    result = count(election, SHARES)
    took, processor = time.perf_counter() - begun, time.process_time() - spent
    spent = time.process_time()
    explained(result)
    telling = time.process_time() - spent
    text = pabulib.write(election, {}, winners=result.keys)
    spent = time.process_time()
    pabulib.read(text)
    reading = time.process_time() - spent
    proof = result.stages[-1].certificate
    return (
        f"  {election.voters:>7,} voters, {len(election.ballots):>6,} different ballots: {took:.2f} s "
        f"({processor:.2f} s of processor time, {proof.rounds if proof else 1:,} rounds); explained in "
        f"{telling:.2f} s; its file of {len(text) / 1_000_000:.1f} MB is read in {reading:.2f} s"
    )


def _beside(voters: int, many: int) -> str:
    """Count the same election by pabutools in the same run; it is installed for development only."""
    projects, budget = town(many, "beside")
    return _said(f"{voters:,} voters on {many} projects", invented(projects, budget, voters, seed="beside"))


def published(folder: Path, seconds: int = PATIENCE) -> Iterator[str]:
    """Count the published elections in ``folder`` as pabutools does, beside it, the smallest first."""
    for path in sorted(folder.glob("*.pb"), key=lambda one: one.stat().st_size):
        election = pabulib.read(path.read_text(encoding="utf-8-sig")).election
        if election.kind is BallotKind.APPROVAL and len(election.projects) >= FEWEST:
            yield _said(path.stem[:40], election, seconds)


def _said(name: str, election: Election, seconds: int = PATIENCE) -> str:
    count(election, COMPARABLE)  # the first count of a process loads what it needs
    spent = time.process_time()
    ours = count(election, COMPARABLE)
    took = time.process_time() - spent
    proof = ours.stages[-1].certificate
    begun = f"  {name}: {took * 1000:,.0f} ms for {proof.rounds if proof else 0:,} rounds"
    said = []
    try:
        for grouped in (True, False):
            how = "with its ballots grouped" if grouped else "as it usually counts"
            theirs, their_time = _pabutools(election, seconds, grouped=grouped)
            if theirs is None:
                said.append(f"{how} not done in {seconds} s, more than {seconds / took:,.0f} times as long")
                break
            same = "" if theirs == set(ours.keys) else ", OTHER WINNERS"
            said.append(f"{how} {their_time:.2f} s, {their_time / took:,.0f} times as long{same}")
    except ImportError:
        return f"{begun}; pabutools is not installed here"
    return f"{begun}; pabutools {'; '.join(said)}"


def _pabutools(election: Election, seconds: int, *, grouped: bool) -> tuple[set[str] | None, float]:
    """Return the winners and the processor time, or None where it was not done in time."""
    from pabutools.election import ApprovalBallot, ApprovalProfile, Cost_Sat, Instance  # noqa: PLC0415
    from pabutools.election import Project as Theirs  # noqa: PLC0415
    from pabutools.rules import method_of_equal_shares  # noqa: PLC0415
    from pabutools.tiebreaking import TieBreakingRule  # noqa: PLC0415

    projects = [Theirs(one.key, int(one.cost)) for one in election.projects]
    ranks = tie_rank(election, COMPARABLE)
    rank = {one.key: place for place, one in zip(ranks, election.projects, strict=True)}
    profile: Any = ApprovalProfile(
        [
            ApprovalBallot(projects[at] for at in ballot.choices)
            for ballot in election.ballots
            for _ in range(ballot.weight)
        ]
    )
    profile = profile.as_multiprofile() if grouped else profile
    spent = time.process_time()
    try:
        with _at_most(seconds):
            found = method_of_equal_shares(
                Instance(projects, int(election.budget)),
                profile,
                sat_class=Cost_Sat,
                tie_breaking=TieBreakingRule(lambda _instance, _profile, project: rank[project.name]),
                voter_budget_increment=int(COMPARABLE.increment),
            )
    except TimeoutError:
        return None, time.process_time() - spent
    return {one.name for one in found}, time.process_time() - spent


@contextmanager
def _at_most(seconds: int) -> Iterator[None]:
    """Interrupt what is inside after so many seconds of processor time."""

    def interrupt(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGPROF, interrupt)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
