"""Members drawn by lot: ``pool`` (who, which quotas), ``panels`` (a thousand of them), ``evidence``.

Everything here is plain Python that anyone can run again. Only ``solving`` computes, with numpy and
scipy; it is loaded by those who prepare a draw, never by those who verify one.
"""

from tadafor.councils.rules.lot.evidence import Evidence, Fault, faults, with_digits, with_replacement
from tadafor.councils.rules.lot.panels import PANELS, Column, chances, panels_of, rounded
from tadafor.councils.rules.lot.pool import (
    Person,
    PoolFault,
    PoolRefusal,
    Profile,
    Quota,
    canonical,
    digest,
    identifier,
    profiles_of,
    proposed,
    refuse_pool,
)

__all__ = [
    "PANELS",
    "Column",
    "Evidence",
    "Fault",
    "Person",
    "PoolFault",
    "PoolRefusal",
    "Profile",
    "Quota",
    "canonical",
    "chances",
    "digest",
    "faults",
    "identifier",
    "panels_of",
    "profiles_of",
    "proposed",
    "refuse_pool",
    "rounded",
    "with_digits",
    "with_replacement",
]
