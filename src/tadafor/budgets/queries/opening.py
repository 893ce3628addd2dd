"""What may be asked of the opening: is there anything to count, and the facts of the minutes."""

from tadafor.budgets.models import (
    BatchEntry,
    Edition,
    OpenedBallot,
    PaperOpened,
    RegisterLine,
    SealedBallot,
    UrnPublication,
)
from tadafor.budgets.rules import keeping
from tadafor.budgets.rules.urn import Said
from tadafor.kernel import passing
from tadafor.kernel.refusals import Refused


def refuse_result(edition: Edition) -> keeping.KeepingRefusal | None:
    """Say why nothing of a result exists yet (§ secrecy-results)."""
    published = getattr(edition, "urn", None)
    loaded = published is not None and published.loaded_at is not None
    return keeping.refuse_result(keeping.Keeping(loaded=loaded, void=edition.voided_on is not None))


def opened_ballots(edition: Edition) -> list[Said]:
    """Return every ballot of the vote; raise Refused before they are loaded (§ secrecy-results).

    In the order of what they say: where a row stands is nobody's business.
    """
    if refusal := refuse_result(edition):
        raise Refused(refusal)
    rows = OpenedBallot.objects.filter(edition=edition).values_list("said", flat=True)
    return sorted(tuple((key, worth) for key, worth in said) for said in rows)


def counted_of(edition: Edition) -> PaperOpened | None:
    """Return how many ballots of each way were loaded."""
    return PaperOpened.objects.filter(edition=edition).first()


def write_anew() -> bool:
    """Write the tables of the vote anew, so that nothing deleted stays in their files (§ secrecy-destroyed).

    Not inside a transaction, where it cannot be done; says whether it was.
    """
    return passing.write_anew((SealedBallot, RegisterLine, BatchEntry, UrnPublication))
