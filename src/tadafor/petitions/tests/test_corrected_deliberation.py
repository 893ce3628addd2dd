"""What the bureau recorded of a deliberation is corrected in the open (§ petitions-38)."""

import csv
import io
from datetime import UTC, date, datetime

import pytest

from tadafor.audit.models import Entry
from tadafor.kernel.clock import stopped_at
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import give, make_person
from tadafor.petitions import actions, queries, rules
from tadafor.petitions.models import DeliberationCorrection
from tadafor.petitions.rules import PathRefusal, State
from tadafor.petitions.tests.factories import ACCEPTED, fresh, make_petition, staff_actor

pytestmark = pytest.mark.django_db
HELD = date(2026, 6, 2)
LATER = datetime(2026, 6, 3, 10, tzinfo=UTC)
WHY = "رقم منقول خطأ من المحضر"
TYPED = {
    "present": "20", "in_favour": "14", "against": "3", "abstained": "3", "decision_number": "17",
    "text": "يُنار الطريق.", "reason": WHY, "seen": "0",
}  # fmt: skip


@pytest.mark.parametrize(
    ("state", "by_session", "refusal"),
    [
        (State.DELIBERATED, False, None),
        (State.FOLLOWED, False, None),
        (State.DELIBERATED, True, PathRefusal.BY_SESSION),
        (State.AGENDA, False, PathRefusal.NOT_NOW),
        (State.REFUSED, True, PathRefusal.NOT_NOW),
    ],
)
def test_what_bars_a_correction(state, by_session, refusal):
    assert rules.bars_correction(state, by_session=by_session) is refusal


@pytest.mark.parametrize(
    ("reason", "is_same", "seen", "made", "refusal"),
    [
        (WHY, False, 0, 0, None),
        ("خطأ", False, 0, 0, PathRefusal.REASON_MISSING),
        (WHY, True, 1, 1, PathRefusal.NOTHING_CORRECTED),
        (WHY, False, 0, 1, PathRefusal.CHANGED_MEANWHILE),
        ("", True, 0, 1, PathRefusal.CHANGED_MEANWHILE),
    ],
)
def test_what_a_correction_says(reason, is_same, seen, made, refusal):
    assert rules.refuse_correction(reason=reason, is_same=is_same, seen=seen, made=made) is refusal


@pytest.fixture
def bureau(larache):
    return staff_actor(larache, RoleKind.DIRECTOR)


@pytest.fixture
def petition(larache, bureau):
    """Adopted in June by fourteen of twenty, as the bureau recorded it."""
    made = make_petition(larache, until=State.ACCEPTED, signatures=200)
    with within(larache.pk):
        facts = {"opens_on": HELD, "reason": "دورة استثنائية لهذه النقطة.", "actor": bureau, "now": ACCEPTED}
        actions.place_on_agenda(petition=made, **facts)
        recorded(fresh(made), bureau)
    return fresh(made)


def recorded(petition, bureau, **facts):
    votes = rules.Votes(13, 4, 3, 20)
    usual = {"held_on": HELD, "result": rules.Result.ADOPTED, "votes": votes, "text": "يُنار الطريق."}
    return actions.record_deliberation(
        petition=petition, **(usual | facts), decision_number="71", actor=bureau, now=LATER
    )


def correct(petition, bureau, *, votes=(14, 3, 3, 20), reason=WHY, seen=0, number="17"):
    with within(petition.territory_id):
        return actions.correct_deliberation(
            petition=petition,
            votes=rules.Votes(*votes),
            text="يُنار الطريق.",
            decision_number=number,
            reason=reason,
            seen=seen,
            actor=bureau,
            now=LATER,
        )


def refusal_of(*asked, **facts):
    with pytest.raises(Refused) as refused:
        correct(*asked, **facts)
    return refused.value.refusal


def test_what_stood_before_is_kept_with_the_reason(petition, bureau):
    correct(petition, bureau)
    answer = fresh(petition).answer
    assert (answer.in_favour, answer.against, answer.decision_number, answer.result) == (
        14,
        3,
        "17",
        "adopted",
    )
    with within(petition.territory_id):
        (kept,) = queries.corrections_of(petition)
        assert Entry.objects.filter(verb="petitions.correct_deliberation").count() == 1
    assert (kept.reason, kept.before["in_favour"], kept.before["decision_number"]) == (WHY, 13, "71")


def test_voices_must_still_make_the_result_and_nothing_is_written_when_they_do_not(petition, bureau):
    assert refusal_of(petition, bureau, votes=(3, 14, 3, 20)) is PathRefusal.VOTES_WRONG
    assert refusal_of(petition, bureau, votes=(14, 9, 3, 20)) is PathRefusal.VOTES_WRONG
    assert refusal_of(petition, bureau, reason="خطأ") is PathRefusal.REASON_MISSING
    assert refusal_of(petition, bureau, votes=(13, 4, 3, 20), number="71") is PathRefusal.NOTHING_CORRECTED
    assert fresh(petition).answer.in_favour == 13
    with within(petition.territory_id):
        assert not DeliberationCorrection.objects.exists()


def test_a_double_click_is_kept_once_and_another_window_is_told(petition, bureau):
    correct(petition, bureau)
    correct(petition, bureau)
    assert refusal_of(petition, bureau, number="18") is PathRefusal.CHANGED_MEANWHILE
    correct(petition, bureau, number="18", seen=1)
    with within(petition.territory_id):
        assert [one.before["decision_number"] for one in queries.corrections_of(petition)] == ["71", "17"]


def test_what_a_session_recorded_is_corrected_there(larache, bureau):
    made = make_petition(larache, until=State.ACCEPTED, signatures=200)
    with within(larache.pk):
        facts = {"opens_on": HELD, "reason": "دورة استثنائية لهذه النقطة.", "actor": bureau, "now": ACCEPTED}
        actions.place_on_agenda(petition=made, **facts)
        recorded(fresh(made), bureau, by_session=True)
    assert refusal_of(fresh(made), bureau) is PathRefusal.BY_SESSION


# ---- pages


@pytest.fixture
def desk(larache, client_of):
    return client_of(give(make_person("نادية التجريبية"), larache, RoleKind.DIRECTOR))


def test_the_bureau_corrects_and_everybody_reads_it(petition, desk, client):
    there = f"/larache/petitions/desk/{petition.code}/"
    form = f"{there}deliberation/correct/"
    with stopped_at(LATER):
        assert form in desk.get(there).content.decode()
        shown = desk.get(form).content.decode()
        assert 'value="71"' in shown
        assert 'name="held_on"' not in shown
        refused = desk.post(form, TYPED | {"in_favour": "2"})
        assert refused.status_code == 400
        assert "أعداد الأصوات لا تستقيم" in refused.content.decode()
        assert WHY in refused.content.decode()
        assert desk.post(form, TYPED).status_code == 303
        late = desk.post(form, TYPED | {"decision_number": "18"})
        assert late.status_code == 400
        page = late.content.decode()
        assert "المسجل الآن" in page
        assert "المقرر رقم 17" in page
        assert 'value="18"' in page
        assert 'name="seen" value="1"' in page
        assert desk.post(form, TYPED | {"decision_number": "18", "seen": "1"}).status_code == 303
        assert desk.post(form, TYPED | {"seen": "x"}).status_code == 400
        for language, told in (("", "صُحّح يوم"), ("/fr", "Corrigé le")):
            page = client.get(f"{language}/larache/petitions/{petition.code}/").content.decode()
            assert told in page
            assert WHY in page
            assert "71" in page
        assert client.get(form).status_code in {302, 303, 404}


def test_the_data_tell_the_voices_and_what_stood_before(petition, bureau, client):
    correct(petition, bureau)
    correct(petition, bureau, votes=(15, 2, 3, 20), number="18", seen=1)
    with stopped_at(LATER):
        told = client.get(f"/larache/petitions/{petition.code}/figures.json").json()
        (row,) = csv.DictReader(io.StringIO(client.get("/larache/petitions/petitions.csv").content.decode()))
    assert (told["in_favour"], told["decision_number"], told["corrected_because"]) == (15, "18", WHY)
    assert [one["before"]["in_favour"] for one in told["corrections"]] == [13, 14]
    assert [one["before"]["decision_number"] for one in told["corrections"]] == ["71", "17"]
    assert (row["present"], row["against"], row["corrected_because"]) == ("20", "2", WHY)
    assert row["corrected_on"] == told["corrected_on"] == told["corrections"][-1]["on"]


def test_without_voices_or_correction_their_columns_are_empty(larache, client):
    made = make_petition(larache, until=State.ACCEPTED, signatures=200)
    with stopped_at(LATER):
        told = client.get(f"/larache/petitions/{made.code}/figures.json").json()
    empty = ("present", "in_favour", "corrected_on", "corrected_because")
    assert [told[name] for name in empty] == [None] * len(empty)
    assert told["corrections"] == []


def test_a_petition_without_deliberation_offers_no_correction(larache, desk):
    made = make_petition(larache, until=State.ACCEPTED, signatures=200)
    with stopped_at(LATER):
        page = desk.get(f"/larache/petitions/desk/{made.code}/deliberation/correct/")
        assert page.status_code == 200
        assert 'name="reason"' not in page.content.decode()
        sent = desk.post(f"/larache/petitions/desk/{made.code}/deliberation/correct/", TYPED)
        assert sent.status_code == 400
