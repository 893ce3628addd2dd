"""Afterwards: minutes approved by a second person, what is followed up, the figures of a year."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tadafor.kernel.clock import stopped_at
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.meetings import actions, queries
from tadafor.meetings.models import Minutes
from tadafor.meetings.rules import (
    Duty,
    Fact,
    MinutesRefusal,
    Product,
    Stage,
    Standing,
    refuse_approving,
    refuse_sending_back,
    refuse_settling,
    refuse_submitting,
    refuse_writing,
)
from tadafor.meetings.tests.factories import (
    AFTER,
    BEFORE,
    DURING,
    citizen_actor,
    make_meeting,
    registered,
    staff_actor,
)
from tadafor.meetings.tests.test_actions import told_of
from tadafor.people.rules import RoleKind

AT = "/larache/meetings/"
SAID = "عُرضت حصيلة النظافة ثم فُتح النقاش."
TOLD = actions.Account(
    summary=SAID,
    decisions=["تُنشر الحصيلة كل ثلاثة أشهر"],
    outputs={Product.PETITIONS: 3, Product.OPINIONS: 0},
    duties=[Duty("نشر الحصيلة", "مصلحة التواصل", date(2026, 12, 31))],
)
R = MinutesRefusal


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({}, None),
        ({"at": Stage.NOW}, R.NOT_HELD),
        ({"at": Stage.CANCELLED}, R.NOT_HELD),
        ({"standing": Standing.PUBLISHED}, R.ALREADY_PUBLISHED),
        ({"standing": Standing.SUBMITTED}, None),
        ({"seen": 1}, R.CHANGED_MEANWHILE),
        ({"summary": "قصير"}, R.SUMMARY_MISSING),
        ({"duties": [Duty("نشر الحصيلة", "")]}, R.OWNER_MISSING),
    ],
)
def test_when_minutes_are_written(changes, refusal):
    """§ meetings-minutes"""
    usual = {"at": Stage.HELD, "standing": None, "summary": SAID, "duties": (), "seen": 0, "revision": 0}
    usual |= changes
    assert refuse_writing(usual.pop("at"), **usual) is refusal


@pytest.mark.parametrize(
    ("standing", "submitting", "approving", "own", "sending_back"),
    [
        (None, R.NOTHING_WRITTEN, R.NOT_SUBMITTED, R.NOT_SUBMITTED, R.NOT_SUBMITTED),
        (Standing.DRAFT, None, R.NOT_SUBMITTED, R.NOT_SUBMITTED, R.NOT_SUBMITTED),
        (Standing.SUBMITTED, R.ALREADY_SUBMITTED, None, R.OWN_MINUTES, None),
        (Standing.PUBLISHED, R.ALREADY_PUBLISHED, R.ALREADY_PUBLISHED, R.ALREADY_PUBLISHED, R.NOT_SUBMITTED),
    ],
)
def test_who_approves_minutes(standing, submitting, approving, own, sending_back):
    """§ meetings-approval"""
    assert refuse_submitting(standing) is submitting
    assert refuse_approving(standing, is_own=False) is approving
    assert refuse_approving(standing, is_own=True) is own
    assert refuse_sending_back(standing, reason="أضيفوا القرارات") is sending_back
    if sending_back is None:
        assert refuse_sending_back(standing, reason="لا") is R.REASON_MISSING


@pytest.mark.parametrize(
    ("standing", "is_done", "days", "refusal"),
    [
        (Standing.PUBLISHED, False, 0, None),
        (Standing.PUBLISHED, True, 0, R.DONE_ALREADY),
        (Standing.PUBLISHED, False, 1, R.DONE_IN_FUTURE),
        (Standing.DRAFT, False, 0, R.NOT_PUBLISHED),
        (None, False, 0, R.NOT_PUBLISHED),
    ],
)
def test_what_is_followed_up(standing, is_done, days, refusal):
    """§ meetings-follow-up"""
    today = AFTER.date()
    done_on = today + timedelta(days=days)
    assert refuse_settling(standing, is_done=is_done, done_on=done_on, today=today) is refusal


def refused(verb):
    with pytest.raises(Refused) as caught, transaction.atomic():
        verb()
    return caught.value.refusal


@pytest.mark.django_db
def test_minutes_from_the_template_to_the_public(larache):
    """§ meetings-minutes, § meetings-approval, § meetings-follow-up"""
    writer, second = staff_actor(larache), staff_actor(larache, RoleKind.DIRECTOR)
    meeting = make_meeting(larache, writer)
    who = citizen_actor()
    registered(meeting, who)
    by = lambda actor: {"meeting": meeting, "actor": actor, "now": AFTER}  # noqa: E731
    with within(larache.pk):
        early = by(writer) | {"now": DURING}
        assert refused(lambda: actions.write_minutes(account=TOLD, seen=0, **early)) is R.NOT_HELD
        actions.write_minutes(account=TOLD, seen=0, **by(writer))
        assert (
            refused(lambda: actions.write_minutes(account=TOLD, seen=0, **by(second))) is R.CHANGED_MEANWHILE
        )
        assert refused(lambda: actions.publish_minutes(**by(second))) is R.NOT_SUBMITTED
        actions.submit_minutes(**by(writer))
        assert told_of(second.person_id) == ["meetings.to_approve"]
        assert refused(lambda: actions.publish_minutes(**by(writer))) is R.OWN_MINUTES
        actions.send_back_minutes(reason="أضيفوا ما تقرر.", **by(second))
        assert told_of(writer.person_id) == ["meetings.sent_back"]
        assert refused(lambda: actions.publish_minutes(**by(second))) is R.NOT_SUBMITTED
        actions.submit_minutes(**by(writer))
        own = {"standing": "published", "approved_by": writer.person_id, "published_at": AFTER}
        with pytest.raises(IntegrityError), transaction.atomic():
            Minutes.objects.filter(meeting=meeting).update(**own)
        duty = queries.follow_up_at(meeting, 1)
        done = {"follow_up": duty, "done_on": AFTER.date(), "note": "نُشرت", "actor": writer, "now": AFTER}
        assert refused(lambda: actions.settle_follow_up(**done)) is R.NOT_PUBLISHED
        with stopped_at(AFTER):
            assert SAID not in Client().get(f"{AT}{meeting.code}/").content.decode()
            assert Client().get(f"{AT}{meeting.code}/minutes.pdf").status_code == 404
        actions.publish_minutes(**by(second))
        actions.settle_follow_up(**done)
        assert refused(lambda: actions.settle_follow_up(**done)) is R.DONE_ALREADY
        assert (
            refused(lambda: actions.write_minutes(account=TOLD, seen=1, **by(writer))) is R.ALREADY_PUBLISHED
        )
    assert told_of(who.person_id)[-1] == "meetings.minutes"
    with stopped_at(AFTER):
        page = Client().get(f"{AT}{meeting.code}/").content.decode()
        assert SAID in page
        assert "عرائض صيغت" in page
        assert "مشاريع آراء" not in page
        assert Client().get(f"{AT}{meeting.code}/minutes.pdf").content.startswith(b"%PDF")


@pytest.mark.django_db
def test_the_pages_of_the_minutes(larache, nadia, client_of):
    """§ meetings-minutes, § meetings-approval"""
    meeting = make_meeting(larache)
    desk = f"{AT}desk/{meeting.code}/minutes/"
    client = client_of(nadia)
    with stopped_at(AFTER):
        assert "لا محضر بعد" in client.get(desk).content.decode()
        wrong = client.post(f"{desk}write/", {"summary": SAID, "duties": "نشر الحصيلة | المصلحة | غدا"})
        assert (wrong.status_code, "ما العمل" in wrong.content.decode()) == (400, True)
        typed = {"summary": SAID, "made_petitions": "3", "duties": "نشر الحصيلة | المصلحة | 2026-12-31"}
        assert client.post(f"{desk}write/", typed).status_code == 303
        assert "نشر الحصيلة | المصلحة | 2026-12-31" in client.get(f"{desk}write/").content.decode()
        assert client.post(f"{desk}write/", typed).status_code == 400
        assert client.post(f"{desk}submit/").status_code == 303
        own = client.post(f"{desk}publish/")
        assert (own.status_code, "يعتمده شخص آخر" in own.content.decode()) == (400, True)
        assert client.post(f"{desk}back/", {"reason": "لا"}).status_code == 400
        assert client.post(f"{AT}desk/{meeting.code}/follow-ups/9/").status_code == 404


@pytest.mark.django_db
def test_the_figures_of_a_year(larache, django_assert_num_queries):
    """§ meetings-figures: a masked count is in no sum; drafts of minutes make nothing."""
    staff, second = staff_actor(larache), staff_actor(larache)
    for women in (40, 3):
        meeting = make_meeting(larache, staff)
        facts = {"meeting": meeting, "actor": staff, "now": AFTER}
        with within(larache.pk):
            counts = {(Fact.ALL, ""): 70, (Fact.SEX, "woman"): women}
            actions.tell_counts(counts=counts, **facts)
            actions.write_minutes(account=TOLD, seen=0, **facts)
            if women == 40:
                actions.submit_minutes(**facts)
                actions.publish_minutes(meeting=meeting, actor=second, now=AFTER)
    make_meeting(larache, staff)
    with within(larache.pk):
        assert queries.years_with_meetings(BEFORE) == []
        assert queries.years_with_meetings(AFTER) == [2026]
        year = queries.year_of(2026, AFTER)
        assert (year.meetings, year.counted, year.participants, year.women) == (3, 2, 140, 40)
        assert year.products == [(Product.PETITIONS, 3)]
        assert queries.year_of(2025, AFTER).meetings == 0
    with stopped_at(AFTER):
        Client().get(f"{AT}figures/")
        with django_assert_num_queries(5):
            page = Client().get(f"{AT}figures/?year=2026").content.decode()
    assert "140" in page
    with stopped_at(BEFORE):
        assert "لم ينعقد أي لقاء" in Client().get(f"{AT}figures/?year=abc").content.decode()
