"""Named reads of the register and of mandates.

Rooms above call ``mandate_at`` inside their verbs, ``names_of`` where names show, and
``legal_conditions`` for what the law asks of an association that petitions.
"""

from tadafor.associations.models import Association as Association
from tadafor.associations.models import Mandate as Mandate
from tadafor.associations.models import Settling as Settling
from tadafor.associations.queries.desk import (
    association_here,
    awaiting,
    checked_of,
    everything,
    mine,
    proofs_of,
    renewals,
    requests,
    to_warn,
)
from tadafor.associations.queries.mandates import (
    Mine,
    Standing,
    belongs,
    held_data,
    is_representative,
    mandate_at,
    mandate_here,
    mandates_held,
    representatives,
    speakers,
)
from tadafor.associations.queries.register import (
    Counts,
    coded,
    counts,
    found,
    legal_conditions,
    listed,
    names_of,
    narrowed,
    seats_of,
    settling,
    state_of,
    themes_by_neighbourhood,
    what_it_did,
)

__all__ = [
    "Association",
    "Counts",
    "Mandate",
    "Mine",
    "Settling",
    "Standing",
    "association_here",
    "awaiting",
    "belongs",
    "checked_of",
    "coded",
    "counts",
    "everything",
    "found",
    "held_data",
    "is_representative",
    "legal_conditions",
    "listed",
    "mandate_at",
    "mandate_here",
    "mandates_held",
    "mine",
    "names_of",
    "narrowed",
    "proofs_of",
    "renewals",
    "representatives",
    "requests",
    "seats_of",
    "settling",
    "speakers",
    "state_of",
    "themes_by_neighbourhood",
    "to_warn",
    "what_it_did",
]
