"""Petitions of one territory, for the tests that try to look; see ``tests.world``."""

from tadafor.kernel.scopes import within


def furnish_petitions(side) -> None:
    """One that collects, with a sheet being entered; one deposited, with a batch; one draft."""
    from tadafor.people.rules import RoleKind
    from tadafor.petitions import actions, queries
    from tadafor.petitions.models import Batch
    from tadafor.petitions.rules import Party, State
    from tadafor.petitions.tests import factories as making

    agent = making.citizen_actor(side.territory, name=side.secret)
    told = {"object": f"إنارة الطريق. {side.mark}", "reasons": "الظلام.", "aims": "النور."}
    words = actions.Words(title=f"عريضة {side.mark}", **{k: v + " " * 0 + "." * 20 for k, v in told.items()})
    open_one = making.make_petition(side.territory, agent, words=words)
    number = making.enter(open_one, agent, [901])
    making.make_petition(
        side.territory, agent, until=State.DRAFT, words=actions.Words(title=f"مسودة {side.secret}")
    )
    done = making.make_petition(side.territory, agent, signatures=400, words=words)
    seen = making.enter(done, agent, [902])
    with within(side.territory.pk):
        facts = {"petition": done, "actor": agent}
        actions.close_sheet(**facts, number=seen, declared=1, now=making.SIGNED)
        making.join_all(done, agent)
        done = actions.deposit(**facts, now=making.DEPOSITED)
    with within(side.territory.pk):
        _, secret = actions.invite(
            petition=open_one, part=Party.HELPER, name=side.secret, actor=agent, now=making.OPENED
        )
        batch = Batch.objects.create(
            petition=done, reason=side.secret, found=0, made_by_id=agent.person_id, made_at=making.SIGNED
        )
        assert queries.sheet_at(open_one, number)
    side.values["petitions"] = {
        "code": open_one.code,
        "kind": "json",
        "secret": secret,
        "receipt": done.receipt_code,
        "condition": "form",
        "number": number,
        "position": 1,
        "batch": batch.pk,
    }
    clerk = making.staff_actor(side.territory, RoleKind.CLERK, name=side.secret)
    brought = making.at_counter(side.territory, clerk, agent=side.secret, words=words, lines=2, sheets=1)
    making.enter(brought, clerk, [903], number=1)
    for name in ("desk_more_sheets", "desk_enter", "desk_close_sheet", "desk_scan", "desk_remove_line"):
        side.values[f"petitions:{name}"] = {"code": brought.code, "number": 1}
    for name in ("desk_agent", "desk_new_agent_code"):
        side.values[f"petitions:{name}"] = {"code": brought.code}
    deposited = (
        "desk_undo",
        "receipt_pdf",
        "desk_sheets",
        "desk_sheet",
        "desk_look",
        "desk_settle",
        "desk_list",
    )
    for name in deposited:
        side.values[f"petitions:{name}"] = {"code": done.code, "number": seen}
