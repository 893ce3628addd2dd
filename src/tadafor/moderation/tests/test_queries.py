"""Tombstones, the queue, and the figures that everyone reads."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django_scopes.exceptions import ScopeError

from tadafor.kernel.scopes import within
from tadafor.moderation import actions, queries
from tadafor.moderation.models import Appeal, Case, Report, Ruling
from tadafor.moderation.rules import Decision, Outcome, Reason
from tadafor.moderation.tests.factories import (
    REPORTED,
    RULED,
    make_appeal,
    make_held,
    make_hidden,
    make_report,
)
from tadafor.traces.rules import Visibility
from tadafor.traces.tests.factories import make_reply, make_trace


def test_no_query_is_asked_while_everything_is_public(trace, reply, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert queries.tombstones_of_traces([trace]) == {}
        assert queries.tombstones_of_replies([reply]) == {}


@pytest.mark.parametrize("number", [1, 3])
def test_tombstones_of_a_list_cost_one_query(inside, actors, django_assert_num_queries, number):
    """§ moderation-reasons"""
    traces = [make_trace(inside) for _ in range(number)]
    for trace in traces:
        make_hidden(trace, actors.nadia, reason=Reason.INSULT)

    for trace in traces:
        trace.refresh_from_db()
    with django_assert_num_queries(1):
        found = queries.tombstones_of_traces(traces)
    stone = found[traces[0].pk]
    assert (stone.visibility, stone.reason, stone.on) == (Visibility.HIDDEN, Reason.INSULT, RULED)
    assert "سب" in stone.title
    assert stone.sentence


def test_a_tombstone_tells_the_last_hiding_and_whether_it_is_contested(trace, actors):
    make_hidden(trace, actors.nadia, reason=Reason.INSULT, now=REPORTED)
    actions.restore(item=trace, actor=actors.nadia, words="خطأ", now=REPORTED)
    make_hidden(trace, actors.nadia, reason=Reason.PERSONAL_DATA)
    make_appeal(trace, actors.salma)
    trace.refresh_from_db()

    stone = queries.tombstones_of_traces([trace])[trace.pk]

    assert (stone.reason, stone.is_appealed) == (Reason.PERSONAL_DATA, True)


def test_a_held_text_says_since_when_and_never_why(trace, reply, actors):
    make_held(trace, actors.salma)
    make_held(reply, actors.idris)
    trace.refresh_from_db()
    reply.refresh_from_db()

    stone = queries.tombstones_of_traces([trace])[trace.pk]
    assert (stone.visibility, stone.reason, stone.on, stone.sentence) == (Visibility.HELD, None, REPORTED, "")
    assert queries.tombstones_of_replies([reply])[reply.pk].visibility is Visibility.HELD


def test_a_held_text_says_by_when_it_is_read_and_when_that_is_late(trace, actors, django_assert_num_queries):
    """§ moderation-late"""
    make_held(trace, actors.salma)
    trace.refresh_from_db()

    def stone(day):
        return queries.tombstones_of_traces([trace], today=date(2026, 1, day))[trace.pk]

    assert (stone(12).due_on, stone(12).is_late) == (date(2026, 1, 12), False)
    assert stone(13).is_late
    with django_assert_num_queries(3):
        stone(13)


def test_the_stone_of_a_reply_is_not_that_of_its_trace(trace, reply, actors):
    make_hidden(reply, actors.nadia, reason=Reason.INSULT)
    make_hidden(trace, actors.nadia, reason=Reason.PERSONAL_DATA)
    trace.refresh_from_db()
    reply.refresh_from_db()

    assert queries.tombstones_of_traces([trace])[trace.pk].reason is Reason.PERSONAL_DATA
    assert queries.tombstones_of_replies([reply])[reply.pk].reason is Reason.INSULT


def test_the_queue_is_oldest_first_and_says_what_is_late(inside, actors):
    """§ moderation-held § moderation-late"""
    later, sooner = make_trace(inside, "ب"), make_trace(inside, "أ")
    make_report(later, actors.idris, now=REPORTED + timedelta(days=1))
    first = make_report(sooner, actors.idris).case

    found = queries.waiting(queries.open_cases(), territory_id=inside.pk, today=date(2026, 1, 13))

    assert [(one.case.trace.title, one.due_on, one.is_late) for one in found] == [
        ("أ", date(2026, 1, 12), True),
        ("ب", date(2026, 1, 13), False),
    ]
    assert queries.next_case() == first
    make_hidden(sooner, actors.nadia)
    assert queries.next_case().trace == later
    actions.keep(item=later, actor=actors.nadia, now=RULED)
    assert queries.next_case() is None


def test_a_moderator_reads_the_text_and_not_the_name(trace, actors):
    case = make_report(trace, actors.idris).case

    file = queries.file_of(trace, case, today=date(2026, 1, 9))

    assert file["signals"] == ("phone",)
    assert file["reports"] == [(Reason.PERSONAL_DATA, "رقم هاتف جارتي")]
    assert not {"author", "name"} & set(file)


@pytest.mark.usefixtures("january_14")
def test_the_figures_of_twelve_months(inside, trace, actors, actor_of, appeal_member):
    """§ moderation-late § moderation-appeal"""
    rachid = actor_of(appeal_member)
    make_report(trace, actors.idris)
    make_hidden(trace, actors.nadia)
    appeal = make_appeal(trace, actors.salma)
    late_day = RULED + timedelta(days=9)
    actions.decide_appeal(appeal=appeal, actor=rachid, outcome=Outcome.UPHELD, words="مبرر", now=late_day)
    kept = make_trace(inside)
    make_report(kept, actors.idris)
    actions.keep(item=kept, actor=actors.nadia, now=REPORTED + timedelta(days=1))
    make_held(make_trace(inside), actors.salma, now=late_day)
    make_hidden(
        contested := make_trace(inside, author_id=actors.salma.person_id), actors.nadia, reason=Reason.INSULT
    )
    make_appeal(contested, actors.salma)

    found = queries.figures(territory_id=inside.pk, today=date(2026, 1, 22))

    assert (found.waiting, found.late, found.reports) == (1, 0, 2)
    assert found.decisions == {Decision.HIDE: 2, Decision.KEEP: 1}
    assert found.reasons == {Reason.PERSONAL_DATA: 1, Reason.INSULT: 1}
    assert (found.ruled, found.in_time, found.median) == (3, 2, 1)
    assert (found.appeals_waiting, found.appeals_late) == (1, 1)
    assert (found.outcomes, found.decided, found.appeals_in_time) == ({Outcome.UPHELD: 1}, 1, 0)
    assert queries.figures(territory_id=inside.pk, today=date(2027, 2, 1)).ruled == 0


def test_an_empty_territory_has_empty_figures(inside):
    found = queries.figures(territory_id=inside.pk, today=date(2026, 1, 22))

    assert (found.ruled, found.median, found.waiting, found.decisions) == (0, None, 0, {})


@pytest.mark.usefixtures("january_14")
def test_what_awaits_each_member_of_staff(inside, trace, actors, actor_of, appeal_member):
    """§ moderation-late"""
    now = datetime(2026, 1, 15, 9, tzinfo=UTC)
    rachid = actor_of(appeal_member)
    assert queries.awaiting(actors.nadia, inside.pk, now) == []
    make_report(make_trace(inside), actors.idris)
    make_hidden(trace, actors.nadia)
    make_appeal(trace, actors.salma)

    (cases,) = queries.awaiting(actors.nadia, inside.pk, now)
    (appeals,) = queries.awaiting(rachid, inside.pk, now)

    assert (cases.address, cases.count, cases.late) == ("/larache/moderation/desk/", 1, 1)
    assert (appeals.address, appeals.count, appeals.late) == ("/larache/moderation/desk/appeals/", 1, 0)
    assert appeals.due == datetime(2026, 1, 21, 23, tzinfo=UTC)
    for other in (actors.salma, actors.karim, actors.youssef):
        assert queries.awaiting(other, inside.pk, now) == []


def test_an_item_is_named_by_its_trace_and_number(trace, reply, beni_mellal):
    assert queries.item_named(trace.code) == trace
    assert queries.item_named(trace.code, reply.number) == reply
    assert queries.item_named(trace.code, 99) is None
    assert queries.item_named("AAAAAAAAAA", 1) is None
    with within(beni_mellal.pk):
        assert queries.item_named(trace.code) is None


def test_replies_have_their_own_addresses(trace, actors):
    reply = make_reply(trace, actors.idris)
    case = make_report(reply, actors.salma).case

    assert queries.address_of("appeal", case) == f"/larache/moderation/traces/{trace.code}/replies/1/appeal/"
    assert queries.address_of_item(reply) == trace.address


@pytest.mark.parametrize("model", [Case, Report, Ruling, Appeal])
def test_no_table_answers_outside_a_territory(model, db):
    with pytest.raises(ScopeError):
        model.objects.count()


def test_what_is_held_on_a_person(trace, actors, salma, idris, nadia):
    make_report(trace, actors.idris)
    make_hidden(trace, actors.nadia)
    make_appeal(trace, actors.salma)

    assert [one["words"] for one in queries.held_data(idris.pk)["reports"]] == ["رقم هاتف جارتي"]
    assert [one["words"] for one in queries.held_data(salma.pk)["appeals"]] == ["الرقم رقمي أنا"]
    assert [one["decision"] for one in queries.held_data(nadia.pk)["rulings"]] == ["hide"]
    assert queries.held_data(salma.pk)["reports"] == []


def test_a_stone_as_it_is_read(inside, trace, actors, rf):
    """§ moderation-reasons § moderation-late"""
    from django.template.loader import render_to_string

    request = rf.get("/larache/")
    request.territory, request.actor = inside, actors.salma

    def read(day, **facts):
        trace.refresh_from_db()
        found = queries.tombstones_of_traces([trace], today=date(2026, 1, day))[trace.pk]
        return render_to_string(
            "moderation/tombstone.html", {"tombstone": found, "trace": trace} | facts, request
        )

    make_held(trace, actors.salma)
    assert "12 يناير 2026" in read(9)
    assert "متأخر" in read(13)
    make_hidden(trace, actors.nadia)
    assert "معطيات شخصية" in read(13)
    appeal = f"/larache/moderation/traces/{trace.code}/appeal/"
    assert appeal not in read(13)
    assert appeal in read(13, is_author=True)
    make_appeal(trace, actors.salma)
    assert appeal not in read(13, is_author=True)
    assert "تظلم صاحبه قيد الدراسة" in read(13)
