"""The verbs of suggestions on the database: who may, what is written, who is told."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tadafor.audit.models import Entry
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import everywhere, within
from tadafor.notifications.models import Notice
from tadafor.people.actor import VISITOR
from tadafor.people.rules import Channel, Contact, ContactKind
from tadafor.suggestions import actions, queries, rules
from tadafor.suggestions.actions import From
from tadafor.suggestions.models import Suggestion, SuggestionLetter
from tadafor.suggestions.rules import Kind, PathRefusal, State, WritingRefusal
from tadafor.suggestions.tests.factories import ANSWERED, POSTED, REASON, WORDS, Place, citizen_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(larache):
    return Place(larache)


def refused(verb):
    with pytest.raises(Refused) as caught:
        verb()
    return caught.value.refusal


def kinds_told(person_id):
    with everywhere():
        return set(Notice.objects.filter(person_id=person_id).values_list("kind", flat=True))


def test_a_number_a_secret_a_service_and_a_last_day(place):
    """§ suggestions-1, § suggestions-7"""
    author = citizen_actor()
    posted = place.post(actor=author)
    one = posted.suggestion

    assert (one.number, one.state, one.service) == (1, State.AT_SERVICE, place.service)
    assert len(posted.secret) == rules.SECRET_LENGTH
    assert posted.secret not in str(vars(one))
    assert queries.opens(one, posted.secret.lower())
    assert not queries.opens(one, "0" * 10)
    assert one.due_on == date(2026, 5, 1)
    assert not one.promise_verified
    assert one.trace.visibility == "visible"
    assert "suggestions.received" in kinds_told(author.person_id)
    assert "suggestions.to_answer" in kinds_told(place.agent.person_id)
    with everywhere():
        assert Entry.objects.filter(verb="suggestions.post").count() == 1


def test_a_form_sent_twice_gives_the_same_number_and_secret(place):
    first, again = place.post(), place.post()

    assert (first.suggestion.pk, first.secret) == (again.suggestion.pk, again.secret)
    assert place.post(token="another").suggestion.number == 2


def test_what_has_no_account_waits_to_be_read(place):
    """§ suggestions-6"""
    one = place.post(whence=From(contact=Contact(ContactKind.EMAIL, "z@example.org"))).suggestion

    assert one.trace.visibility == "held"
    assert one.network == ""
    with within(place.territory.pk):
        assert SuggestionLetter.objects.get().suggestion == one
        assert b"example" not in bytes(one.contact)
        assert actions.contact_of(one).value == "z@example.org"


def test_a_letter_holds_the_number_and_the_secret_and_is_then_forgotten(place, settings):
    """§ suggestions-17"""
    sent = []
    settings.TADAFOR_GATEWAY = "tadafor.suggestions.tests.test_actions.Gateway"
    Gateway.sent = sent
    posted = place.post(whence=From(contact=Contact(ContactKind.EMAIL, "z@example.org")))
    with everywhere():
        assert actions.send_letters(now=POSTED) == 1
        assert not SuggestionLetter.objects.exists()
    ((to, text),) = sent

    assert to == "z@example.org"
    assert posted.secret in text
    assert f"/suggestions/{posted.suggestion.number}/" in text


class Gateway:
    sends_texts = True
    sent: list[tuple[str, str]]

    def email(self, to, subject, text):
        self.sent.append((to, text))


def test_a_complaint_is_read_by_nobody_else(place):
    """§ suggestions-1"""
    one = place.made(kind=Kind.COMPLAINT)

    assert one.trace.visibility == "held"
    assert not one.trace.title
    assert not one.trace.text
    with within(place.territory.pk):
        assert not Suggestion.objects.public().exists()


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"body": ""}, WritingRefusal.EMPTY),
        ({"body": "قصير"}, WritingRefusal.TOO_SHORT),
        ({"latitude": Decimal("35.2")}, WritingRefusal.HALF_A_POINT),
        ({"latitude": Decimal("48.85"), "longitude": Decimal("2.35")}, WritingRefusal.OUTSIDE),
    ],
)
def test_what_is_not_taken_gets_no_number(place, facts, refusal):
    assert refused(lambda: place.post(**facts)) is refusal
    assert place.post(token="second").suggestion.number == 1


def test_what_is_not_ours_says_where_to_go(place):
    """§ suggestions-3"""
    with pytest.raises(Refused) as caught:
        place.post(category=place.water)

    assert caught.value.refusal is WritingRefusal.NOT_OURS
    assert "الشركة الجهوية" in caught.value.sentence


def test_a_category_of_another_territory_is_unknown(place, beni_mellal):
    theirs = Place(beni_mellal).lighting

    assert refused(lambda: place.post(category=theirs)) is WritingRefusal.NO_CATEGORY


def test_a_device_without_account_stops_after_five(place):
    """§ suggestions-5"""
    whence = From(network="10.0.0.1", device="10.0.0.1 phone")
    for at in range(5):
        place.post(token=f"t{at}", whence=whence)

    again = {"token": "more", "whence": whence}
    assert refused(lambda: place.post(**again)) is WritingRefusal.TOO_MANY_HERE
    assert place.post(token="known", whence=whence, actor=citizen_actor()).suggestion.number == 6
    assert place.post(**again | {"now": POSTED + timedelta(hours=1, minutes=1)}).suggestion.number == 7


def test_at_the_counter_the_day_of_receipt_starts_the_clock(place):
    with within(place.territory.pk):
        facts = {
            "territory": place.territory,
            "said": place.said(),
            "actor": place.clerk,
            "channel": Channel.DESK,
            "now": POSTED,
            "token": "desk",
        }
        one = actions.enter(received_on=date(2026, 2, 20), **facts).suggestion
        tomorrow = facts | {"token": "other", "received_on": date(2026, 3, 3)}

        assert (one.due_from, one.entered_by_id) == (date(2026, 2, 20), place.clerk.person_id)
        assert one.trace.visibility == "visible"
        assert refused(lambda: actions.enter(**tomorrow)) is WritingRefusal.RECEIVED_LATER
        visitor = facts | {"received_on": date(2026, 3, 1), "actor": VISITOR, "token": "no"}
        assert refused(lambda: actions.enter(**visitor)) is WritingRefusal.NOT_STAFF


# ---- the reply


def test_an_answer_stops_the_clock_and_is_told(place):
    """§ suggestions-10"""
    author = citizen_actor()
    one = place.answer(place.made(actor=author))

    assert (one.standing, one.answered_on) == (State.DONE, date(2026, 3, 9))
    assert "suggestions.changed" in kinds_told(author.person_id)
    with within(place.territory.pk):
        last = queries.steps_of(one)[-1]
    assert (last.words, last.by_id) == (REASON, place.agent.person_id)
    assert refused(lambda: place.answer(one)) is PathRefusal.NOT_NOW


def test_planned_then_done_counts_the_first_answer(place):
    one = place.answer(place.made(), State.PLANNED)
    later = place.answer(one, State.DONE, now=ANSWERED + timedelta(days=30))

    assert later.answered_at == one.answered_at == ANSWERED


def test_nobody_answers_what_they_wrote(place):
    """§ suggestions-11"""
    one = place.made(actor=place.agent)

    assert refused(lambda: place.answer(one)) is PathRefusal.OWN
    assert refused(lambda: place.answer(place.made(token="x"), actor=place.clerk)) is PathRefusal.NOT_STAFF
    stranger = citizen_actor()
    assert refused(lambda: place.answer(place.made(token="y"), actor=stranger)) is PathRefusal.NOT_STAFF


def test_moving_between_services_says_why_and_gives_no_more_days(place):
    """§ suggestions-11"""
    one = place.made()

    def send(**facts):
        with within(place.territory.pk):
            return actions.send_to(suggestion=one, actor=place.agent, now=ANSWERED, **facts)

    assert refused(lambda: send(service=place.other)) is PathRefusal.REASON_NEEDED
    someone = {"service": place.service, "agent_id": place.clerk.person_id}
    assert refused(lambda: send(**someone)) is PathRefusal.NOT_AN_AGENT
    moved = send(service=place.other, reason="هذا العمود تابع لمصلحة أخرى.")
    assert (moved.service, moved.due_on) == (place.other, one.due_on)
    assert refused(lambda: place.answer(moved)) is PathRefusal.NOT_YOUR_SERVICE


def test_several_are_answered_together_or_none(place):
    first, second = place.made(), place.made(token="second")
    theirs = place.made(token="third", category=place.waste)

    def together(*ones):
        with within(place.territory.pk):
            return actions.answer_together(
                suggestions=ones, state=State.DONE, reason=REASON, actor=place.agent, now=ANSWERED
            )

    assert refused(lambda: together(first, theirs)) is PathRefusal.NOT_YOUR_SERVICE
    assert place.fresh(first).standing is State.AT_SERVICE
    assert together(first, second) == 2
    assert place.fresh(second).standing is State.DONE


def test_a_complaint_is_handed_over_under_its_number(place):
    """§ suggestions-16"""
    one = place.made(kind=Kind.COMPLAINT)
    assert refused(lambda: place.answer(one)) is PathRefusal.COMPLAINT_ELSEWHERE
    with within(place.territory.pk):
        facts = {"suggestion": one, "actor": place.director, "now": ANSWERED}
        assert refused(lambda: actions.hand_over(number=" ", **facts)) is PathRefusal.NUMBER_NEEDED
        handed = actions.hand_over(number="CH 2026/12", **facts)
    assert (handed.standing, handed.national_number) == (State.HANDED, "CH 2026/12")

    with within(place.territory.pk):
        actions.choose(
            territory_id=place.territory.pk,
            threshold=10,
            treats_complaints=True,
            limits=rules.Limits(),
            actor=place.director,
            now=ANSWERED,
        )
    assert place.answer(place.made(kind=Kind.COMPLAINT, token="b")).standing is State.DONE


# ---- the author


def test_the_author_reopens_by_secret_and_the_clock_starts_again(place):
    """§ suggestions-12"""
    posted = place.post()
    one = place.answer(posted.suggestion)
    later = ANSWERED + timedelta(days=3)

    def reopen(secret):
        with within(place.territory.pk):
            return actions.reopen(
                suggestion=one, reason="ما زال مطفأ كل ليلة.", actor=VISITOR, now=later, secret=secret
            )

    assert refused(lambda: reopen("0000000000")) is PathRefusal.NOT_AUTHOR
    again = reopen(posted.secret)
    assert (again.standing, again.answered_at, again.due_from) == (
        State.AT_SERVICE,
        None,
        date(2026, 3, 12),
    )
    assert again.due_on > one.due_on
    place.answer(place.fresh(one))
    assert refused(lambda: reopen(posted.secret)) is PathRefusal.REOPENED_ONCE


def test_the_author_rates_the_answer_once(place):
    """§ suggestions-13"""
    author = citizen_actor()
    one = place.answer(place.made(actor=author))

    def rate(rating, actor=author):
        with within(place.territory.pk):
            return actions.rate(suggestion=one, rating=rating, actor=actor, now=ANSWERED)

    assert refused(lambda: rate(4, VISITOR)) is PathRefusal.NOT_AUTHOR
    assert refused(lambda: rate(9)) is PathRefusal.NO_RATING
    assert rate(4).rating == 4
    assert refused(lambda: rate(5)) is PathRefusal.RATED


def test_wrong_secrets_are_counted_even_though_they_are_refused(place):
    """§ suggestions-17"""
    posted = place.post()

    def open_file(secret, now=POSTED):
        with within(place.territory.pk):
            return actions.open_file(suggestion=posted.suggestion, secret=secret, actor=VISITOR, now=now)

    for _ in range(rules.MOST_TRIES_A_DAY):
        assert refused(lambda: open_file("0000000000")) is PathRefusal.WRONG_SECRET
    assert refused(lambda: open_file(posted.secret)) is PathRefusal.TOO_MANY_TRIES
    assert open_file(posted.secret, POSTED + timedelta(days=1)) == posted.suggestion


# ---- the clock


def test_the_agent_is_reminded_and_the_director_hears_of_what_is_late(place):
    """§ suggestions-9"""
    one = place.made()

    def remind(day):
        with within(place.territory.pk):
            return actions.remind(suggestion=one, now=POSTED + timedelta(days=day))

    assert [remind(1), remind(40), remind(41), remind(55), remind(90), remind(91)] == [0, 50, 0, 80, 100, 0]
    assert "suggestions.running_out" in kinds_told(place.agent.person_id)
    assert "suggestions.running_out" in kinds_told(place.director.person_id)
    place.answer(one)
    assert remind(92) == 0


def test_the_clock_that_changes_at_ramadan_moves_no_last_day(place):
    """The clock of Morocco goes back in Ramadan: a last day is a day, whatever the hour (§ time-1)."""
    before = place.made(now=POSTED.replace(month=2, day=14, hour=23, minute=30))
    after = place.made(now=POSTED.replace(month=2, day=15, hour=0, minute=30), token="after")

    assert (before.received_on, after.received_on) == (date(2026, 2, 15), date(2026, 2, 15))
    assert before.due_on == after.due_on


def test_words_keep_what_was_typed(place):
    assert place.fresh(place.made()).body == WORDS
