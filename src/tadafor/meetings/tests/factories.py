"""Meetings ready at any point, made by the room's own verbs."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tadafor.kernel.scopes import within
from tadafor.meetings import actions, rules
from tadafor.meetings.models import Meeting
from tadafor.people.actor import Actor
from tadafor.people.rules import Level, RoleKind
from tadafor.people.tests.factories import give, make_person

DRAFTED = datetime(2026, 10, 1, 9, tzinfo=UTC)
BEFORE = datetime(2026, 10, 5, 9, tzinfo=UTC)
STARTS = datetime(2026, 10, 20, 14, tzinfo=UTC)
DURING = STARTS + timedelta(minutes=20)
ENDS = STARTS + timedelta(hours=3)
AFTER = ENDS + timedelta(hours=2)
TOLD = actions.Told(
    kind=rules.Kind.WORKSHOP,
    title="ورشة حول نظافة الأحياء",
    purpose="نعرض ما أنجز ونسمع اقتراحات الجمعيات والسكان.",
    starts_at=STARTS,
    ends_at=ENDS,
    place="دار الثقافة",
    takes_registrations=True,
)


def staff_actor(territory, *kinds, name="موظفة"):
    kinds = kinds or (RoleKind.FOCAL_POINT,)
    person = give(make_person(name), territory, *kinds)
    return Actor(
        person_id=person.pk,
        name=person.name,
        level=Level.CONTACT,
        roles=frozenset((territory.pk, kind) for kind in kinds),
        second_factor=True,
    )


def citizen_actor(name="زينب التجريبية"):
    return Actor(person_id=make_person(name).pk, name=name, level=Level.CONTACT)


def make_meeting(territory, staff=None, *, announced=True, now=DRAFTED, **told):
    staff = staff or staff_actor(territory)
    with within(territory.pk):
        made = actions.draft_meeting(territory=territory, told=replace(TOLD, **told), actor=staff, now=now)
        if announced:
            actions.announce(meeting=made, actor=staff, now=now)
    return fresh(made)


def fresh(meeting):
    with within(meeting.territory_id):
        return Meeting.objects.select_related("trace", "series").get(pk=meeting.pk)


def coming(name="زينب التجريبية", **facts):
    return actions.Coming(name=name, **facts)


def registered(meeting, actor=None, *, now=BEFORE, **facts):
    """Register a citizen, who is made when none is given."""
    actor = actor or citizen_actor()
    with within(meeting.territory_id):
        return actions.register(meeting=meeting, coming=coming(actor.name, **facts), actor=actor, now=now)
