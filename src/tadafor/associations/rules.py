"""Who may register an association and let somebody act for it.

The prose is ``docs/rules/associations.md``; each rule names its anchor there.
"""

from enum import StrEnum

from tadafor.people.rules import RoleKind

CONFIRM = frozenset({RoleKind.CLERK, RoleKind.FOCAL_POINT})


class Refusal(StrEnum):
    """Why an association is not registered, or a mandate not given."""

    NOT_ALLOWED = "not_allowed"
    RECEIPT_TAKEN = "receipt_taken"
    YOURSELF = "yourself"
    ACCOUNT_CLOSED = "account_closed"
    PERIOD = "period"
