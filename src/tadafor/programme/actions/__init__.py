"""The verbs of programmes; the only place that writes.

Rows are locked in this order: the programme, then the activity; figures are kept under their own lock.
"""

from tadafor.programme.actions.counting import catch_up, recount
from tadafor.programme.actions.entries import (
    PlanFacts,
    Told,
    approve_activity,
    call_off,
    change_plan,
    plan_activity,
    return_activity,
    tell_activity,
)
from tadafor.programme.actions.evidence import (
    bring_evidence,
    note_evidence_read,
    show_evidence,
    take_back_evidence,
)
from tadafor.programme.actions.frame import (
    CommuneFacts,
    ProgrammeFacts,
    add_commune,
    add_partner,
    add_region,
    charge,
    end_charge,
    found_committee,
    found_programme,
    record_sitting,
)
from tadafor.programme.actions.logic import (
    IndicatorFacts,
    add_indicator,
    add_node,
    change_indicator,
    set_targets,
)
from tadafor.programme.actions.maturity import confirm_grid, fill_grid, return_grid
from tadafor.programme.actions.mending import (
    change_committee,
    change_commune,
    change_node,
    change_partner,
    change_programme,
    change_sitting,
    come_back,
    leave,
    remove_committee,
    remove_partner,
)
from tadafor.programme.actions.proofs import bring_proofs, note_proof_read, show_proof, take_back_proof
from tadafor.programme.actions.reports import (
    ClaimFacts,
    ReportFacts,
    add_claim,
    change_report,
    draft_report,
    publish_report,
)
from tadafor.programme.actions.settling import settle

__all__ = [
    "ClaimFacts",
    "CommuneFacts",
    "IndicatorFacts",
    "PlanFacts",
    "ProgrammeFacts",
    "ReportFacts",
    "Told",
    "add_claim",
    "add_commune",
    "add_indicator",
    "add_node",
    "add_partner",
    "add_region",
    "approve_activity",
    "bring_evidence",
    "bring_proofs",
    "call_off",
    "catch_up",
    "change_committee",
    "change_commune",
    "change_indicator",
    "change_node",
    "change_partner",
    "change_plan",
    "change_programme",
    "change_report",
    "change_sitting",
    "charge",
    "come_back",
    "confirm_grid",
    "draft_report",
    "end_charge",
    "fill_grid",
    "found_committee",
    "found_programme",
    "leave",
    "note_evidence_read",
    "note_proof_read",
    "plan_activity",
    "publish_report",
    "record_sitting",
    "recount",
    "remove_committee",
    "remove_partner",
    "return_activity",
    "return_grid",
    "set_targets",
    "settle",
    "show_evidence",
    "show_proof",
    "take_back_evidence",
    "take_back_proof",
    "tell_activity",
]
