"""Backing, a session, putting together and apart, carrying on, redacting, writing down."""

from datetime import date
from io import BytesIO

import pytest

from tadafor.documents import actions as documents
from tadafor.documents import queries as attached
from tadafor.documents.rules import Kind as Form
from tadafor.documents.rules.sounds import Sound, SoundRefusal, Voice
from tadafor.documents.tests.factories import image_bytes
from tadafor.kernel.openings import Became
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people.actor import VISITOR
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import give, make_person
from tadafor.suggestions import actions, queries, rules
from tadafor.suggestions.models import Suggestion
from tadafor.suggestions.rules import Kind, PathRefusal, State, WritingRefusal
from tadafor.suggestions.tests.factories import ANSWERED, REASON, WORDS, Place, citizen_actor
from tadafor.suggestions.tests.test_actions import kinds_told, refused
from tadafor.traces import actions as traces
from tadafor.traces import queries as stories
from tadafor.traces.rules import Visibility

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(larache):
    made = Place(larache)
    with within(larache.pk):
        actions.choose(
            territory_id=larache.pk,
            threshold=2,
            treats_complaints=False,
            limits=rules.Limits(),
            actor=made.director,
            now=ANSWERED,
        )
    return made


def do(at, verb, one, actor=None, **facts):
    with within(at.territory.pk):
        return verb(suggestion=one, actor=actor or at.director, now=ANSWERED, **facts)


def test_at_the_threshold_a_session_owes_an_answer(place):
    """§ suggestions-14, § suggestions-15"""
    author, first, second = (citizen_actor(name) for name in ("كاتبة", "أولى", "ثانية"))
    one = place.made(actor=author)

    assert refused(lambda: do(place, actions.back, one, VISITOR)) is PathRefusal.SIGN_IN_FIRST
    assert refused(lambda: do(place, actions.back, one, author)) is PathRefusal.ITSELF
    do(place, actions.back, one, first)
    assert do(place, actions.back, one, first).supports_count == 1
    session = {"on": date(2026, 5, 6), "words": REASON}
    assert refused(lambda: do(place, actions.answer_at_session, one, **session)) is PathRefusal.NOT_OWED
    assert do(place, actions.back, one, second).session_owed_at == ANSWERED
    assert "suggestions.session_owed" in kinds_told(place.director.person_id)
    assert do(place, actions.unback, one, second).session_owed_at == ANSWERED
    assert do(place, actions.answer_at_session, one, **session).session_on == date(2026, 5, 6)
    assert refused(lambda: do(place, actions.answer_at_session, one, place.agent, **session)) is (
        PathRefusal.NOT_STAFF
    )


def test_a_complaint_is_not_backed(place):
    """§ suggestions-14"""
    one = place.made(kind=Kind.COMPLAINT)

    assert refused(lambda: do(place, actions.back, one, citizen_actor())) is PathRefusal.PRIVATE


def test_those_put_together_are_backed_together(place):
    """§ suggestions-19"""
    author, both = citizen_actor("كاتبة"), citizen_actor("في الاثنين")
    kept, other = place.made(), place.made(token="b", actor=author)
    for one in (kept, other):
        do(place, actions.back, one, both)

    assert refused(lambda: do(place, actions.merge, other, into=other)) is PathRefusal.ITSELF
    merged = do(place, actions.merge, other, into=kept)
    assert merged.supports_count == 2  # who backed both counts once; the author of the other joins
    gone = place.fresh(other)
    assert (gone.standing, gone.merged_into) == (State.MERGED, kept)
    assert "suggestions.changed" in kinds_told(author.person_id)
    assert refused(lambda: do(place, actions.merge, other, into=kept)) is PathRefusal.NOT_NOW
    secret = place.made(token="c", kind=Kind.COMPLAINT)
    assert refused(lambda: do(place, actions.merge, secret, into=kept)) is PathRefusal.PRIVATE


def test_two_subjects_become_two_files_that_one_secret_opens(place):
    """§ suggestions-19"""
    posted = place.post(actor=citizen_actor())
    second = do(place, actions.split, posted.suggestion, body="والحاوية أمام المدرسة ممتلئة.")

    assert second.number == posted.suggestion.number + 1
    assert queries.opens(second, posted.secret)
    with within(place.territory.pk):
        story = stories.story_of(posted.suggestion.trace)
        assert [step.successor.title for step in story.after] == [second.title]
    assert refused(lambda: do(place, actions.split, posted.suggestion, body=" ")) is WritingRefusal.EMPTY


def test_what_it_became_is_told(place):
    """§ suggestions-19"""
    author = citizen_actor()
    one = place.made(actor=author)
    with within(place.territory.pk):
        trace = traces.open_trace(
            territory_id=place.territory.pk,
            room="budgets",
            title="مشروع إنارة المدارس",
            address="/larache/budgets/x/",
            language="ar",
            visibility=Visibility.VISIBLE,
            now=ANSWERED,
        )
        assert trace in queries.targets()
    do(place, actions.carry, one, trace=trace)
    assert "suggestions.carried" in kinds_told(author.person_id)
    with pytest.raises(Refused):
        do(place, actions.carry, one, trace=one.trace)


def test_what_it_became_is_chosen_or_named_by_its_address(place, client_of):
    """§ suggestions-19: a page that everybody reads here, whatever the language of its address."""
    one, told = place.made(), {"language": "ar", "now": ANSWERED, "territory_id": place.territory.pk}
    with within(place.territory.pk):
        for at, room, visibility in (
            ("shown", "commitments", Visibility.VISIBLE),
            ("hidden", "commitments", Visibility.HIDDEN),
            ("else", "meetings", Visibility.VISIBLE),
        ):
            address = f"/larache/{room}/{at}/"
            traces.open_trace(room=room, title=at, address=address, visibility=visibility, **told)
    director = client_of(give(make_person("مديرة أخرى"), place.territory, RoleKind.DIRECTOR))
    path = f"/larache/suggestions/desk/{one.number}/carry/"
    typed = (
        "",
        "http://[",
        "nothing",
        "/larache/commitments/hidden/",
        "/larache/meetings/else/",
        "/larache/",
    )
    for wrong in typed:
        answer = director.post(path, {"address": wrong})
        assert (answer.status_code, wrong in answer.content.decode()) == (400, True), wrong
    sent = {"address": "https://tadafor.example/fr/larache/commitments/shown/"}
    assert director.post(path, sent).status_code == 303
    with within(place.territory.pk):
        assert [row.successor.title for row in stories.story_of(one.trace).after] == ["shown"]


def test_what_is_redacted_stays_for_those_who_decide(place):
    """§ suggestions-20"""
    clean = documents.CleanFile(image_bytes(), Form.JPEG, "photo.jpeg", 400, 300)
    one = place.made(body="هاتفي 0612345678 والمصباح مطفأ.", photo=clean)
    facts = {"place": one.place, "reason": "رقم هاتف"}
    with within(place.territory.pk):  # named after the words, as all were once
        told = {"territory_id": place.territory.pk, "actor": place.director, "now": ANSWERED}
        documents.attach(file=clean, title=one.title, trace=one.trace, **told)

    assert refused(lambda: do(place, actions.redact, one, body=one.body, **facts)) is PathRefusal.UNCHANGED
    done = do(place, actions.redact, one, place.clerk, body="هاتفي █████ والمصباح مطفأ.", **facts)
    assert "0612345678" not in done.body + done.title + done.search_text + done.trace.text
    with within(place.territory.pk):
        assert "0612345678" in queries.originals_of(one)[0].body
        assert {photo.title for photo in attached.of_trace(done.trace)} == {done.photo_title, done.title}


def test_a_sound_note_is_read_once_it_is_written_down(place):
    """§ suggestions-2"""
    sound = BytesIO(b"RIFF\x24\x00\x00\x00WAVEfmt ").getvalue()
    speech = actions.Speech(sound, Sound.WAV, Voice.DARIJA)
    one = place.made(body="", speech=speech)

    assert one.trace.visibility == "held"
    assert refused(lambda: do(place, actions.write_down, one, words=" ")) is WritingRefusal.EMPTY
    written = do(place, actions.write_down, one, place.clerk, words=WORDS)
    assert written.body == WORDS
    with within(place.territory.pk):
        assert Suggestion.objects.public().get() == one
    silent = place.made(token="no sound")
    assert refused(lambda: do(place, actions.write_down, silent, words=WORDS)) is PathRefusal.NOT_SPOKEN


def test_each_service_in_numbers(place):
    """§ suggestions-18"""
    for at in range(3):
        author = citizen_actor(f"كاتبة {at}")
        one = place.answer(place.made(token=f"t{at}", actor=author))
        do(place, actions.rate, one, author, rating=3 + at)
    place.made(token="open")
    place.made(token="waste", category=place.waste)
    with within(place.territory.pk):
        names = {place.service.pk: "الإنارة"}
        first, second = queries.by_service(date(2026, 6, 1), names, "بلا مصلحة")

    assert (first.service, first.received, first.answered, first.in_time, first.late) == (
        "الإنارة",
        4,
        3,
        3,
        1,
    )
    assert (first.median_days, first.rating, first.share_in_time) == (7, 4.0, 100)
    assert (second.service, second.median_days, second.rating) == ("بلا مصلحة", None, None)


def test_recordings_are_counted_by_device_not_by_everybody(place, monkeypatch):
    """§ suggestions-5: a school behind another address does not use up the voices of a day."""
    monkeypatch.setattr("tadafor.documents.rules.sounds.MOST_A_DAY", 2)
    speech = actions.Speech(b"RIFF\x24\x00\x00\x00WAVEfmt ", Sound.WAV, Voice.DARIJA)

    def say(device, token):
        whence = actions.From(network=device, device=device)
        return place.post(body="", speech=speech, token=token, whence=whence)

    for at in range(2):
        say("a", f"a{at}")
    assert refused(lambda: say("a", "a3")) is SoundRefusal.TOO_MANY_TODAY
    say("b", "b1")


def several(place, verb, ones, actor=None, **facts):
    with within(place.territory.pk):
        return verb(suggestions=ones, actor=actor or place.director, now=ANSWERED, **facts)


def test_several_are_sent_merged_or_handed_over_together_or_not_at_all(place):
    """§ suggestions-19, § suggestions-16"""
    first, second = place.made(token="1"), place.made(token="2", actor=citizen_actor("أخرى"))
    ended = place.answer(place.made(token="3"))
    move = {"service": place.other, "reason": "تتكلف بها مصلحة النظافة."}

    for wrong, ones, facts in (
        (PathRefusal.NOT_NOW, [first, ended], move),
        (PathRefusal.REASON_NEEDED, [first, second], move | {"reason": ""}),
        (PathRefusal.TOO_MANY, [first] * (rules.MOST_TOGETHER + 1), move),
    ):
        assert (
            refused(lambda ones=ones, facts=facts: several(place, actions.send_together, ones, **facts))
            is wrong
        )
    assert place.fresh(first).service == place.service
    assert several(place, actions.send_together, [first, second], **move) == 2
    assert {place.fresh(one).service for one in (first, second)} == {place.other}

    complaints = [place.made(kind=Kind.COMPLAINT, token=f"c{at}") for at in range(2)]
    numbers = {complaints[0].number: "2026/1", complaints[1].number: ""}
    hand = lambda told: several(place, actions.hand_together, complaints, numbers=told)  # noqa: E731
    assert refused(lambda: hand(numbers)) is PathRefusal.NUMBER_NEEDED
    assert place.fresh(complaints[0]).standing is State.AT_SERVICE
    hand(numbers | {complaints[1].number: "2026/2"})
    assert place.fresh(complaints[1]).national_number == "2026/2"

    for wrong, ones in (
        (PathRefusal.ITSELF, [first]),
        (PathRefusal.NOT_NOW, [first, ended]),
        (PathRefusal.NOT_NOW, [first, complaints[0]]),
    ):
        assert refused(lambda ones=ones: several(place, actions.merge_together, ones, into=first)) is wrong
    several(place, actions.merge_together, [first, second], into=first)
    assert place.fresh(second).merged_into == first
    assert place.fresh(first).supports_count == 1


def test_the_first_pages_tell_what_gathers_support_and_what_was_answered(place):
    """§ suggestions-22: neither complaints, nor what is held, nor remarks to back."""
    idea = place.made(kind=Kind.SUGGESTION, token="idea")
    place.made(token="remark")
    place.made(kind=Kind.COMPLAINT, token="complaint")
    place.post(kind=Kind.SUGGESTION, token="held")
    done = place.answer(place.made(token="done"))
    do(place, actions.back, idea, citizen_actor("مؤيدة"))
    with within(place.territory.pk):
        news = queries.news(place.territory.pk, ANSWERED, 5)

    assert [(one.address, one.figure.value) for one in news.openings] == [(idea.trace.address, 1)]
    assert [(one.address, one.became) for one in news.outcomes] == [(done.trace.address, Became.DONE)]
