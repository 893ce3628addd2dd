"""What a version of a plan changed in the one it took the place of."""

from dataclasses import dataclass

from tadafor.commitments import rules
from tadafor.commitments.models import Commitment, Plan
from tadafor.commitments.queries.importing import values_of, whole
from tadafor.commitments.rules import Meaning


@dataclass(frozen=True)
class Changes:
    """A version beside the one before it."""

    new: list[Commitment]
    changed: list[tuple[Commitment, dict[Meaning, tuple[str, str]]]]

    @property
    def is_none(self) -> bool:
        return not (self.new or self.changed)


def changes_of(plan: Plan, origin: Plan) -> Changes:
    """Return what a plan says that its origin does not, commitment by commitment (§ commitments-22)."""
    before = {one.number: one for one in whole(origin)}
    after = {one.number: one for one in whole(plan)}
    both = [(before[number], one) for number, one in after.items() if number in before]
    told = [(one, rules.changed(values_of(old), values_of(one))) for old, one in both]
    return Changes(
        new=[one for number, one in after.items() if number not in before],
        changed=[(one, pairs) for one, pairs in told if pairs],
    )
