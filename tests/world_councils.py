"""What every territory of ``world`` has in its councils and bodies."""

from tadafor.kernel.scopes import within


def councils(side):
    """A session that voted and one being prepared; a body with an opinion answered and one drafted."""
    from tadafor.councils import actions, queries, rules
    from tadafor.councils.tests import factories as making

    body = making.make_body(side.territory, slug=f"body-{side.territory.slug}", name=f"هيئة {side.mark}")
    member = making.seat(body, person_id=side.citizen.pk, capacity=f"ممثلة {side.mark}")
    names = {"slug": f"opinion-{side.territory.slug}", "title": f"رأي {side.mark}"}
    opinion = making.make_opinion(body, **names)
    making.make_opinion(
        body, slug=f"draft-{side.territory.slug}", title=side.secret, question=side.secret, adopted=False
    )
    month, later = (2, 5) if side.territory.slug == "larache" else (5, 10)
    session = making.make_session(side.territory, points=(), convened=False, place=side.mark, month=month)
    item = making.place(opinion, session)
    with within(side.territory.pk):
        nadia = making.staff_actor(side.territory)
        actions.convene(session=session, actor=nadia, now=making.BEFORE)
    making.sit(session)
    decided = making.decide(session, needs_visa=True)
    making.make_session(
        side.territory, points=(side.secret,), convened=False, month=later, opens_on=making.AFTER.date(),
        place=side.secret,
    )  # fmt: skip
    with within(side.territory.pk):
        sent = {"step": rules.AfterVote.SENT, "taken_on": decided.voted_on, "reference": side.mark}
        actions.take_step(item=item, **sent, actor=nadia, now=making.AFTER)
        actions.answer_opinion(
            opinion=opinion, answer=rules.Answer.FOLLOWED, reason=side.mark, actor=nadia, now=making.AFTER
        )
        meeting = queries.meetings_of(body).first()
    side.values["councils"] = {
        "session": session.slug,
        "item": item.position,
        "step": rules.AfterVote.SENT.value,
        "body": body.slug,
        "number": meeting.number,
        "year": meeting.day.year,
        "member": member.pk,
        "opinion": opinion.slug,
    }
    _lot(side, making)
    side.values["councils:draft"] = {"opinion": f"draft-{side.territory.slug}"}


def _lot(side, making):
    """A draw that took place in a body of its own, whose first member can still be replaced."""
    from tadafor.councils.tests import test_actions_drawn as drawing
    from tadafor.councils.tests import test_actions_lot as lot

    body = making.make_body(
        side.territory, slug=f"lot-{side.territory.slug}", name=side.mark, members=0, seats=9
    )
    draw = lot.make_draw(side.territory, volunteers=12, body=body)
    lot.do(draw, "freeze_pool")
    draw = drawing.drawn(side.territory, lot.made(draw))
    named = {"body": body.slug, "lot": draw.number, "code": draw.evidence["drawn"][0]}
    for page in LOT_PAGES:
        side.values[f"councils:{page}"] = named


LOT_PAGES = (
    "lot", "lot_panels", "lot_evidence", "lot_paper", "lot_volunteer", "lot_withdraw", "desk_lot",
    "desk_lot_quotas", "desk_lot_quarters", "desk_lot_ease", "desk_lot_freeze", "desk_lot_relax",
    "desk_lot_publish",
    "desk_lot_digits", "desk_lot_replace", "desk_lot_seats", "desk_lot_cancel",
)  # fmt: skip
