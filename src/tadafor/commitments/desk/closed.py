"""What stands where a form was: why nothing is typed here, and where to go instead."""

from typing import Any

from django.http import HttpResponse

from tadafor.commitments import queries, rules
from tadafor.commitments.context import shown
from tadafor.commitments.queries import Commitment, Plan
from tadafor.commitments.rules import PlanRefusal
from tadafor.kernel import clock
from tadafor.kernel.refusals import Refused
from tadafor.people.actor import Actor, Request

ENOUGH = "-" * rules.SHORTEST_REASON  # words nobody has typed yet


def closed(
    request: Request,
    title: str,
    *,
    plan: Plan | None = None,
    commitment: Commitment | None = None,
    why: Refused | None = None,
) -> HttpResponse | None:
    """Answer why a form is not offered, with the version that took its plan's place; None where it is.

    What was already typed is shown with its refusal above it, never thrown away.
    """
    if request.method == "POST":
        return None
    newer, there = None, None
    if plan is not None and plan.superseded_at:
        why, newer = Refused(PlanRefusal.SUPERSEDED), queries.next_version(plan)
        there = queries.commitment_at(newer, commitment.number) if newer and commitment else None
    if why is None:
        return None
    facts: dict[str, Any] = {"plan": plan, "commitment": commitment, "newer": newer, "there": there}
    return shown(request, "commitments/desk/closed.html", title=title, why=why.sentence, **facts)


def _told(*refusals: Any) -> Refused | None:  # noqa: ANN401 -- enums of refusals
    """Return the first that refuses."""
    return next((Refused(one) for one in refusals if one is not None), None)


def of_commitment(
    one: Commitment, actor: Actor, *, living: bool = False, public: bool = False, told: bool = False
) -> Refused | None:
    """Return why somebody may not do this to a commitment, whatever they type.

    ``living`` is what an ended one no longer takes, ``public`` what only everybody's plan does, ``told`` what
    milestones count.
    """
    ended = living and not one.is_open
    counted = (
        told and rules.progress_of((each.weight, False) for each in queries.milestones_of(one)) is not None
    )
    return _told(
        rules.refuse_staff(queries.who(one, actor)),
        PlanRefusal.NOT_PUBLISHED if public and not one.plan.is_public else None,
        rules.StandingRefusal.ENDED if ended else None,
        rules.refuse_progress(is_counted=counted, progress=0, status=one.standing) if told else None,
    )


def of_publication(plan: Plan) -> Refused | None:
    """Return why a plan is not published now (§ commitments-2)."""
    return _told(rules.refuse_publication(is_published=plan.is_public, commitments=len(queries.every(plan))))


def of_renewal(plan: Plan) -> Refused | None:
    """Return why a plan is not brought up to date now (§ commitments-22)."""
    refusal = rules.refuse_renewal(
        plan.sort,
        is_published=plan.is_public,
        has_next=queries.next_version(plan) is not None,
        reason=ENOUGH,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        today=clock.today(),
    )
    first = rules.renewed_from(plan.sort, plan.starts_on).isoformat()
    return None if refusal is None else Refused(refusal, first=first)


def of_year(plan: Plan) -> Refused | None:
    """Return why no evaluation of a year is closed now (§ commitments-21)."""
    return _told(
        rules.refuse_year(
            clock.today().year - 1,
            is_published=plan.is_public,
            closed=[one.year for one in queries.yearly_of(plan)],
            words=ENOUGH,
            starts_on=plan.starts_on,
            ends_on=plan.ends_on,
            today=clock.today(),
        )
    )
