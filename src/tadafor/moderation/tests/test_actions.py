"""The verbs of moderation, on PostgreSQL and at once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tadafor.audit.models import Entry
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import everywhere, within
from tadafor.kernel.tests.threads import at_once
from tadafor.moderation import actions, queries
from tadafor.moderation.models import Appeal, Case, Report, Ruling
from tadafor.moderation.rules import Cause, Decision, Outcome, Reason, Refusal
from tadafor.moderation.tests.factories import (
    REPORTED,
    RULED,
    make_appeal,
    make_held,
    make_hidden,
    make_report,
)
from tadafor.notifications.models import Notice
from tadafor.people.actor import VISITOR
from tadafor.people.rules import Channel
from tadafor.traces.rules import Visibility
from tadafor.traces.tests.factories import make_trace


def refused(call, *args, **facts):
    with pytest.raises(Refused) as caught:
        call(*args, **facts)
    assert "%" not in caught.value.sentence
    return caught.value.refusal


def verbs():
    with everywhere():
        return sorted(Entry.objects.filter(room="moderation").values_list("verb", flat=True))


def told(person):
    with everywhere():
        return list(Notice.objects.filter(person=person).order_by("pk").values_list("kind", "address"))


def visibility(item):
    item.refresh_from_db()
    return item.visibility


# ---- reports


def test_reports_gather_in_one_case_and_hide_nothing(trace, actors):
    """§ moderation-report"""
    make_report(trace, actors.idris)
    make_report(trace, actors.karim, reason=Reason.INSULT, words="")

    case = Case.objects.get()
    assert (case.cause, case.opened_at, case.closed_at) == (Cause.REPORTED, REPORTED, None)
    assert [report.reason for report in queries.reports_of(case)] == ["personal_data", "insult"]
    assert visibility(trace) == Visibility.VISIBLE
    assert verbs() == ["moderation.report"] * 2


def test_one_reports_a_text_once_even_after_it_was_kept(trace, reply, actors):
    """§ moderation-report"""
    make_report(trace, actors.idris)
    assert refused(make_report, trace, actors.idris) is Refusal.ALREADY_REPORTED
    actions.keep(item=trace, actor=actors.nadia, now=RULED)
    assert refused(make_report, trace, actors.idris) is Refusal.ALREADY_REPORTED

    make_report(reply, actors.salma)
    assert refused(make_report, reply, actors.salma) is Refusal.ALREADY_REPORTED
    assert Report.objects.count() == 2


def test_who_may_not_report(trace, reply, actors):
    """§ moderation-report"""
    assert refused(make_report, trace, VISITOR) is Refusal.CONTACT_NEEDED
    assert refused(make_report, trace, actors.salma) is Refusal.OWN_TEXT
    assert refused(make_report, reply, actors.idris) is Refusal.OWN_TEXT
    assert refused(make_report, trace, actors.idris, words="ك" * 1001) is Refusal.WORDS_TOO_LONG
    make_hidden(trace, actors.nadia)
    assert refused(make_report, trace, actors.idris) is Refusal.NOT_VISIBLE


def test_the_table_refuses_a_second_report_or_a_second_open_case(trace, actors):
    report = make_report(trace, actors.idris)

    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(case=report.case, trace=trace, person_id=report.person_id, at=REPORTED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.create(
            territory_id=trace.territory_id, trace=trace, code="X", cause="staff", opened_at=REPORTED
        )


# ---- held back


def test_what_is_held_keeps_the_moment_it_was_sent(trace, actors):
    """§ moderation-held § moderation-in-time"""
    sent = trace.written_at

    case = make_held(trace, actors.salma)
    assert visibility(trace) == Visibility.HELD
    assert refused(make_held, trace, actors.salma) is Refusal.ALREADY_HELD

    actions.release(item=trace, actor=actors.nadia, now=RULED, case=case)

    assert visibility(trace) == Visibility.VISIBLE
    assert trace.written_at == sent
    assert verbs() == ["moderation.hold", "moderation.release"]


def test_a_thing_written_as_held_needs_only_its_case(inside, actors):
    trace = make_trace(inside, visibility=Visibility.HELD)

    assert make_held(trace, actors.salma).cause == Cause.BEFORE_PUBLICATION


def test_only_a_moderator_holds_back_of_their_own_accord(trace, actors):
    """§ moderation-held"""
    assert refused(make_held, trace, actors.idris, cause=Cause.STAFF) is Refusal.NOT_A_MODERATOR
    make_report(trace, actors.idris)
    case = make_held(trace, actors.nadia, cause=Cause.STAFF)
    assert case == Case.objects.get()
    make_hidden(trace, actors.nadia)
    assert refused(make_held, trace, actors.nadia, cause=Cause.STAFF) is Refusal.ALREADY_HIDDEN


# ---- rulings


def test_hiding_closes_the_case_and_tells_everyone_concerned(trace, actors, salma, idris):
    """§ moderation-ruling"""
    case = make_report(trace, actors.idris).case

    ruling = make_hidden(trace, actors.nadia, case=case)

    case.refresh_from_db()
    assert (ruling.decision, ruling.reason, ruling.at, case.closed_at) == (
        "hide",
        "personal_data",
        RULED,
        RULED,
    )
    assert visibility(trace) == Visibility.HIDDEN
    assert told(salma) == [("moderation.hide.author", f"/larache/moderation/traces/{trace.code}/appeal/")]
    assert told(idris) == [("moderation.hide.reporter", trace.address)]
    with everywhere():
        letter = Notice.objects.get(person=salma)
    assert "معطيات شخصية" in letter.body
    assert "28 يناير 2026" in letter.body


def test_hiding_a_reply_uncounts_it_and_leaves_its_trace(trace, reply, actors, idris):
    make_hidden(reply, actors.nadia, reason=Reason.INSULT)

    assert (visibility(reply), visibility(trace), trace.replies_count) == ("hidden", "visible", 0)
    assert told(idris) == [
        ("moderation.hide.author", f"/larache/moderation/traces/{trace.code}/replies/1/appeal/")
    ]


def test_keeping_tells_those_who_reported(trace, actors, idris, salma):
    make_report(trace, actors.idris)

    actions.keep(item=trace, actor=actors.nadia, now=RULED, words="رقم مصلحة عمومية")

    assert visibility(trace) == Visibility.VISIBLE
    assert [kind for kind, _ in told(idris)] == ["moderation.keep.reporter"]
    assert told(salma) == []


def test_giving_back_says_why(trace, actors, salma):
    """§ moderation-ruling"""
    make_hidden(trace, actors.nadia)

    def restore(words):
        return actions.restore(item=trace, actor=actors.nadia, words=words, now=RULED)

    assert refused(restore, " ") is Refusal.WORDS_NEEDED
    restore("أخطأنا في القراءة")
    assert visibility(trace) == Visibility.VISIBLE
    assert [kind for kind, _ in told(salma)] == ["moderation.hide.author", "moderation.restore.author"]
    assert refused(restore, "مرة أخرى") is Refusal.NOT_HIDDEN


def test_who_rules_and_on_what(trace, actors, inside, nadia):
    """§ moderation-ruling"""
    for stranger in (actors.idris, actors.karim, actors.youssef, actors.amal, VISITOR):
        assert refused(make_hidden, trace, stranger) is Refusal.NOT_A_MODERATOR
    own = make_trace(inside, author=nadia)
    assert refused(make_hidden, own, actors.nadia) is Refusal.OWN_TEXT
    assert refused(make_hidden, trace, actors.nadia, reason=None) is Refusal.REASON_NEEDED
    assert refused(actions.keep, item=trace, actor=actors.nadia, now=RULED) is Refusal.ALREADY_RULED
    make_hidden(trace, actors.nadia)
    assert refused(make_hidden, trace, actors.nadia) is Refusal.ALREADY_HIDDEN
    assert Ruling.objects.count() == 1


def test_the_second_moderator_is_told_what_the_first_decided(trace, actors):
    """§ moderation-ruling"""
    case = make_report(trace, actors.idris).case
    actions.keep(item=trace, actor=actors.nadia, now=RULED, case=case)

    with pytest.raises(Refused) as caught:
        make_hidden(trace, actors.nadia, case=case)

    assert caught.value.refusal is Refusal.ALREADY_RULED
    assert "إبقاء" in caught.value.sentence
    assert visibility(trace) == Visibility.VISIBLE


# ---- appeals


@pytest.fixture
def rachid(actor_of, appeal_member):
    return actor_of(appeal_member)


def decide(appeal, actor, outcome=Outcome.OVERTURNED, words="نقد لا سب"):
    return actions.decide_appeal(appeal=appeal, actor=actor, outcome=outcome, words=words, now=RULED)


def test_an_appeal_that_is_heard_gives_the_text_back(trace, actors, rachid, salma, appeal_member):
    """§ moderation-appeal § moderation-other-eyes"""
    make_hidden(trace, actors.nadia)

    appeal = make_appeal(trace, actors.salma)
    assert refused(make_appeal, trace, actors.salma) is Refusal.ALREADY_APPEALED
    assert told(appeal_member) == [("moderation.appeal", f"/larache/moderation/desk/appeals/{appeal.code}/")]
    assert (
        refused(actions.restore, item=trace, actor=actors.nadia, words="تراجع", now=RULED)
        is Refusal.APPEAL_PENDING
    )

    decided = decide(appeal, rachid)

    assert visibility(trace) == Visibility.VISIBLE
    assert (decided.outcome, decided.answer, decided.decided_by_id) == (
        "overturned",
        "نقد لا سب",
        rachid.person_id,
    )
    assert told(salma)[-1] == ("moderation.appeal_decided", trace.address)
    assert refused(decide, appeal, rachid, Outcome.UPHELD) is Refusal.APPEAL_DECIDED
    assert visibility(trace) == Visibility.VISIBLE
    assert verbs() == ["moderation.appeal", "moderation.decide_appeal", "moderation.hide"]


def test_an_appeal_that_is_not_heard_leaves_it_hidden_for_good(trace, actors, rachid):
    """§ moderation-other-eyes"""
    make_hidden(trace, actors.nadia)

    decide(make_appeal(trace, actors.salma), rachid, Outcome.UPHELD)

    assert visibility(trace) == Visibility.HIDDEN
    assert refused(make_appeal, trace, actors.salma) is Refusal.ALREADY_APPEALED


def test_a_second_hiding_may_be_appealed_again(trace, actors, rachid):
    """§ moderation-appeal"""
    make_hidden(trace, actors.nadia)
    decide(make_appeal(trace, actors.salma), rachid)
    make_hidden(trace, actors.nadia, reason=Reason.INSULT)

    make_appeal(trace, actors.salma)

    assert Appeal.objects.count() == 2


def test_who_may_not_appeal(trace, actors):
    """§ moderation-appeal"""
    assert refused(make_appeal, trace, actors.salma) is Refusal.NOTHING_TO_APPEAL
    make_hidden(trace, actors.nadia)
    assert refused(make_appeal, trace, actors.idris) is Refusal.NOT_THE_AUTHOR
    assert refused(make_appeal, trace, VISITOR) is Refusal.NOT_THE_AUTHOR
    assert refused(make_appeal, trace, actors.salma, words="\u200b") is Refusal.WORDS_NEEDED
    late = RULED + timedelta(days=16)
    assert refused(make_appeal, trace, actors.salma, now=late) is Refusal.APPEAL_TOO_LATE


def test_a_clerk_writes_the_appeal_of_a_paper(inside, actors, actor_of, clerk):
    """§ moderation-appeal"""
    paper = make_trace(inside, "ورقة من الورشة")
    make_hidden(paper, actors.nadia)
    houda = actor_of(clerk)

    assert refused(make_appeal, paper, actors.salma) is Refusal.NOT_THE_AUTHOR
    appeal = make_appeal(paper, houda)

    assert (appeal.channel, appeal.written_by_id) == (Channel.DESK, clerk.pk)


def test_a_clerk_does_not_speak_for_those_who_have_an_account(trace, actors, actor_of, clerk):
    """§ moderation-appeal"""
    make_hidden(trace, actors.nadia)

    assert refused(make_appeal, trace, actor_of(clerk)) is Refusal.NOT_THE_AUTHOR


def test_other_eyes_than_those_that_ruled_or_wrote(trace, actors, rachid, inside, appeal_member):
    """§ moderation-other-eyes"""
    make_hidden(trace, actors.nadia)
    appeal = make_appeal(trace, actors.salma)
    for stranger in (actors.nadia, actors.karim, actors.youssef, actors.salma):
        assert refused(decide, appeal, stranger) is Refusal.NOT_AN_APPEAL_BODY
    assert refused(decide, appeal, rachid, words="") is Refusal.WORDS_NEEDED

    Ruling.objects.filter(pk=appeal.ruling_id).update(by=appeal_member)
    appeal.refresh_from_db()
    assert refused(decide, appeal, rachid) is Refusal.RULED_BY_ONESELF

    own = make_trace(inside, author=appeal_member)
    make_hidden(own, actors.nadia)
    assert refused(decide, make_appeal(own, rachid), rachid) is Refusal.OWN_TEXT


# ---- at once


@pytest.mark.django_db(transaction=True)
def test_one_person_clicking_sixteen_times_reports_once(larache, actors):
    """§ moderation-report"""
    trace = make_trace(larache)

    def click():
        return make_report(trace, actors.idris).reason

    found = at_once(larache, *[click] * 16)

    assert sorted(found) == sorted(["personal_data"] + [Refusal.ALREADY_REPORTED] * 15)
    with within(larache.pk):
        assert (Report.objects.count(), Case.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_of_two_moderators_at_once_one_rules(larache, actors, actor_of):
    """§ moderation-ruling"""
    from tadafor.people.rules import RoleKind
    from tadafor.people.tests.factories import give, make_person

    other = actor_of(give(make_person("مشرف آخر"), larache, RoleKind.DIRECTOR))
    with within(larache.pk):
        trace = make_trace(larache)
        case = make_report(trace, actors.idris).case

    def hide():
        return make_hidden(trace, actors.nadia, case=case).decision

    def keep():
        return actions.keep(item=trace, actor=other, now=RULED, case=case).decision

    found = at_once(larache, hide, keep)

    assert Refusal.ALREADY_RULED in found
    assert len({Decision.HIDE, Decision.KEEP} & set(found)) == 1
    with within(larache.pk):
        decision = Ruling.objects.get().decision
        assert visibility(trace) == ("hidden" if decision == Decision.HIDE else "visible")
