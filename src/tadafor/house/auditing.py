"""`tadafor audit verify`: every log computed again from what was written."""

from tadafor.audit import queries
from tadafor.house.environment import CannotGoOn
from tadafor.kernel.scopes import everywhere


def verify() -> None:
    """Say that nothing was touched, or raise with the first thing that was."""
    with everywhere():
        fault = queries.first_fault()
    if fault:
        log = f"territory {fault.territory_id}" if fault.territory_id else "the installation"
        place = "" if fault.at is None else f", at {fault.at}"
        kind = fault.kind.replace("_", " ")
        raise CannotGoOn(f"Touched: {kind}, in the log of {log}{place} ({fault.what}).")
    print("The audit log is as it was written.")
