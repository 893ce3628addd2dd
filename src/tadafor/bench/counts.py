"""The count of a vote: how long it takes from 1,000 to 130,000 voters, and beside another program."""

import time
from collections.abc import Iterator
from dataclasses import replace

from tadafor.budgets.queries.inventing import invented, town
from tadafor.budgets.rules import pabulib
from tadafor.budgets.rules.count import count
from tadafor.budgets.rules.election import Election
from tadafor.budgets.rules.explaining import explained
from tadafor.budgets.rules.greedy import tie_rank
from tadafor.budgets.rules.settings import CountSettings, Method

SHARES = CountSettings(method=Method.EQUAL_SHARES)
# pabutools stops its rounds when nothing more fits; so do we beside it.
COMPARABLE = replace(SHARES, stop_when_exhaustive=True)
PROJECTS = 80
SIZES = (1_000, 10_000, 60_000, 130_000)
BESIDE = ((1_000, 20),)


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
    election = invented(projects, budget, voters, seed="beside")
    count(election, COMPARABLE)  # the first count of a process loads what it needs
    spent = time.process_time()
    ours = count(election, COMPARABLE)
    took = time.process_time() - spent
    try:
        theirs, their_time = _pabutools(election)
    except ImportError:
        return f"  beside pabutools: it is not installed here; {voters:,} voters take us {took:.3f} s"
    same = "the same winners" if theirs == set(ours.keys) else "OTHER WINNERS"
    return (
        f"  beside pabutools, {voters:,} voters on {many} projects: {took:.3f} s against {their_time:.1f} s, "
        f"{their_time / max(took, 0.001):,.0f} times as fast; {same}"
    )


def _pabutools(election: Election) -> tuple[set[str], float]:
    from pabutools.election import ApprovalBallot, ApprovalProfile, Cost_Sat, Instance  # noqa: PLC0415
    from pabutools.election import Project as Theirs  # noqa: PLC0415
    from pabutools.rules import method_of_equal_shares  # noqa: PLC0415
    from pabutools.tiebreaking import TieBreakingRule  # noqa: PLC0415

    projects = [Theirs(one.key, int(one.cost)) for one in election.projects]
    rank = {
        one.key: place for place, one in zip(tie_rank(election, COMPARABLE), election.projects, strict=True)
    }
    profile = ApprovalProfile(
        [
            ApprovalBallot(projects[at] for at in ballot.choices)
            for ballot in election.ballots
            for _ in range(ballot.weight)
        ]
    )
    spent = time.process_time()
    found = method_of_equal_shares(
        Instance(projects, int(election.budget)),
        profile,
        sat_class=Cost_Sat,
        tie_breaking=TieBreakingRule(lambda _instance, _profile, project: rank[project.name]),
        voter_budget_increment=int(COMPARABLE.increment),
    )
    return {one.name for one in found}, time.process_time() - spent
