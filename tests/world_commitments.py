"""Plans of one territory, for the tests that try to look; see ``tests.world``."""

from tadafor.kernel.scopes import within


def furnish_commitments(side) -> None:
    """One plan that everybody reads, with a correction that was hidden; one that nobody reads yet."""
    from datetime import UTC, datetime
    from decimal import Decimal

    from tadafor.commitments import actions
    from tadafor.commitments.models import CommunicationLine, Plan
    from tadafor.commitments.rules import IndicatorKind
    from tadafor.commitments.tests import factories as making
    from tadafor.moderation import actions as moderation
    from tadafor.moderation.rules import Reason

    place = making.Place(side.territory, mark=side.mark)
    number = side.territory.pk * 1_000  # so that no number of one territory is one of another
    with within(side.territory.pk):
        Plan.objects.filter(pk=place.plan.pk).update(number=number)
        place.plan.refresh_from_db()
        place.plan.trace.address = f"/{side.territory.slug}/commitments/{number}/"
        place.plan.trace.save(update_fields=["address"])
        by = place.by()
        goal = actions.keep_objective(axis=place.axes[0], position=1, title=f"هدف {side.mark}", **by)
        one = place.promised(1)
        place.milestone(one)
        line = place.money(one, planned=100)
        facts = actions.IndicatorFacts(
            position=1, kind=IndicatorKind.IMPACT, name=f"مؤشر {side.mark}", target=Decimal(9)
        )
        actions.keep_indicator(commitment=one, facts=facts, **by)
        place.published()
        closed = {"year": 2024, "words": f"قراءة سنة 2024 {side.mark}", "actor": place.director}
        actions.close_year(plan=place.plan, **closed, now=datetime(2025, 3, 1, tzinfo=UTC))
        remark = place.said(one, body=f"لم تبدأ الأشغال بعد. {side.secret}")
        reason = {"reason": Reason.INSULT, "words": side.secret, "now": making.NOW}
        moderation.hide(item=remark.trace, actor=place.director, **reason)
        facts = actions.PlanFacts(**vars(making.PAC) | {"title": side.secret})
        actions.draw_up(territory=side.territory, facts=facts, **by)
        told = {"audience": side.mark, "message": side.mark, "channel": side.mark}
        CommunicationLine.objects.create(plan=place.plan, position=1, **told)
        sheet = {"name": side.mark, "headings": [side.mark], "rows": [[2, side.secret]]}
        source = actions.send_sheet(plan=place.plan, **sheet, **by)
    side.values["commitments"] = {
        "plan": number,
        "number": one.number,
        "axis": 1,
        "objective": goal.position,
        "position": 1,
        "line": line.pk,
        "remark": remark.number,
        "step": "decision",
        "section": "forum",
        "year": 2024,
        "key": source.pk,
    }
