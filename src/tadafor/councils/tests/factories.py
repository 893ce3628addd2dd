"""Sessions, bodies and opinions ready at any point of their life, made by the room's own verbs."""

from datetime import UTC, date, datetime

from tadafor.councils import actions, queries, rules
from tadafor.kernel.scopes import everywhere, within
from tadafor.notifications.models import Notice
from tadafor.people.actor import Actor
from tadafor.people.rules import Level, RoleKind
from tadafor.people.tests.factories import give, make_person
from tadafor.territories.rules import SessionKind

OPENS = date(2024, 2, 5)
BEFORE = datetime(2024, 1, 20, 10, tzinfo=UTC)
DURING = datetime(2024, 2, 5, 11, tzinfo=UTC)
AFTER = datetime(2024, 3, 20, 10, tzinfo=UTC)
FOUNDED = date(2022, 2, 14)
MET = date(2023, 12, 12)
MEETING = datetime(2023, 12, 12, 11, tzinfo=UTC)


def staff_actor(territory, *kinds, name="موظفة"):
    """An Actor with these roles (the focal point's unless told), behind whom stands a person."""
    kinds = kinds or (RoleKind.FOCAL_POINT,)
    person = give(make_person(name), territory, *kinds)
    return Actor(
        person_id=person.pk,
        name=person.name,
        level=Level.CONTACT,
        roles=frozenset((territory.pk, kind) for kind in kinds),
        second_factor=True,
    )


def make_session(territory, *, points=("إنارة عمومية",), convened=True, now=BEFORE, **changes):
    """The ordinary session of February 2024, thirty-five members in office."""
    facts = {
        "kind": SessionKind.ORDINARY,
        "opens_on": OPENS,
        "year": 2024,
        "month": 2,
        "place": "مقر الجماعة",
        "members_in_office": 35,
        "title": "الدورة العادية لشهر فبراير 2024",
    }
    with within(territory.pk):
        nadia = staff_actor(territory)
        session = actions.prepare_session(
            territory=territory, facts=actions.SessionFacts(**(facts | changes)), actor=nadia, now=now
        )
        for title in points:
            point = actions.PointFacts(kind=rules.ItemKind.OTHER, title=title)
            actions.add_point(session=session, facts=point, actor=nadia, now=now)
        return actions.convene(session=session, actor=nadia, now=now) if convened else session


def sit(session, *, held_on=OPENS, present=20, now=AFTER):
    with within(session.territory_id):
        return actions.record_sitting(
            session=session,
            held_on=held_on,
            present=present,
            women_present=min(present, 6),
            excused=0,
            actor=staff_actor(session.territory),
            now=now,
        )


def decide(session, position=1, *, number="12", now=AFTER, **votes):
    facts = {"outcome": rules.Outcome.ADOPTED, "in_favour": 15, "against": 3, "abstained": 2}
    with within(session.territory_id):
        return actions.decide(
            item=queries.item_at(session, position),
            facts=actions.VoteFacts(**(facts | {"number": number} | votes)),
            actor=staff_actor(session.territory),
            now=now,
        )


def make_body(territory, *, slug="equality", seats=5, members=3, **changes):
    """A body of five seats founded in 2022, three of them filled, without names."""
    facts = {
        "slug": slug,
        "kind": rules.BodyKind.EQUALITY,
        "name": "هيئة المساواة وتكافؤ الفرص ومقاربة النوع",
        "purpose": "تبدي رأيها في قضايا المساواة.",
        "founded_by": "مقرر المجلس رقم 4",
        "founded_on": FOUNDED,
        "seats": seats,
    }
    with within(territory.pk):
        body = actions.found_body(
            territory=territory,
            facts=actions.BodyFacts(**(facts | changes)),
            actor=staff_actor(territory),
            now=BEFORE,
        )
    charges = [rules.Charge.PRESIDENT, rules.Charge.RAPPORTEUR, *[rules.Charge.MEMBER] * 50]
    for number in range(members):
        seat(body, charge=charges[number])
    return body


def seat(body, *, charge=rules.Charge.MEMBER, **changes):
    facts = {"capacity": "ممثلة جمعية", "charge": charge, "since": FOUNDED}
    with within(body.territory_id):
        return actions.seat_member(
            body=body,
            facts=actions.SeatFacts(**(facts | changes)),
            actor=staff_actor(body.territory),
            now=BEFORE,
        )


def meet(body, *, present=3, day=MET, now=MEETING, held=True):
    """A meeting with as many present, in the order they were seated."""
    with within(body.territory_id):
        actor = staff_actor(body.territory)
        facts = actions.MeetingFacts(day=day, place="مقر الجماعة", agenda="مشروع رأي")
        meeting = actions.call_meeting(body=body, facts=facts, actor=actor, now=now)
        members = list(queries.members_on(body, day).values_list("pk", flat=True))[:present]
        if not held:
            return meeting
        return actions.hold_meeting(meeting=meeting, present=members, actor=actor, now=now)


def make_opinion(body, *, slug="buses", adopted=True, sent=True, **changes):
    """An opinion that was adopted by three and sent, unless told otherwise."""
    facts = {
        "slug": slug,
        "title": "ولوج الأشخاص في وضعية إعاقة إلى الحافلات",
        "question": "كيف تصير الحافلات ولوجة للجميع؟",
        "origin": rules.Origin.TAKEN_UP,
        "begun_on": date(2023, 11, 1),
    }
    with within(body.territory_id):
        actor = staff_actor(body.territory)
        opinion = actions.begin_opinion(
            body=body, facts=actions.OpinionFacts(**(facts | changes)), actor=actor, now=MEETING
        )
        if not adopted:
            return opinion
        actions.write_draft(opinion=opinion, text="نقترح حافلات ولوجة.", seen=0, actor=actor, now=MEETING)
        meeting = queries.meetings_of(body).first() or meet(body)
        vote = rules.Vote(0, 3, 0, 0)
        opinion = actions.adopt_opinion(opinion=opinion, meeting=meeting, vote=vote, actor=actor, now=MEETING)
        if sent:
            opinion = actions.send_opinion(
                opinion=opinion, sent_on=MET, reference="12/2023", actor=actor, now=BEFORE
            )
        return opinion


def place(opinion, session):
    """Put an opinion on an agenda that is still prepared."""
    with within(session.territory_id):
        facts = actions.PointFacts(kind=rules.ItemKind.OPINION, title="", origin=opinion.trace.code)
        return actions.add_point(
            session=session, facts=facts, actor=staff_actor(session.territory), now=BEFORE
        )


def told(person):
    """The kinds of notices somebody got, in order."""
    with everywhere():
        found = Notice.objects.filter(person=person, kind__startswith="councils.").order_by("pk")
        return [notice.kind.removeprefix("councils.") for notice in found]
