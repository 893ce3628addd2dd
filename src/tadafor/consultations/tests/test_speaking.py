"""Contributing by voice: from the recording to the words."""

import pytest

from tadafor.audit.models import Entry
from tadafor.consultations import actions, queries, rules
from tadafor.consultations.models import Contribution, Spoken
from tadafor.consultations.tests import factories as making
from tadafor.consultations.tests.factories import AFTER, DURING, citizen_actor, staff_actor
from tadafor.consultations.tests.spoken import SAID, again, spoken, write_down
from tadafor.documents import actions as documents
from tadafor.documents.models import Recording
from tadafor.documents.rules.sounds import State
from tadafor.documents.tests import recorded
from tadafor.kernel.identifiers import token
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import everywhere, within
from tadafor.kernel.tests.threads import at_once
from tadafor.moderation import actions as moderation
from tadafor.moderation.models import Case
from tadafor.moderation.rules import Reason
from tadafor.notifications.models import Notice
from tadafor.people.rules import RoleKind

pytestmark = pytest.mark.usefixtures("own_storage")


def test_a_voice_is_held_until_its_words_are_written(speak, clerk, consultation):
    """§ consultations-spoken, § consultations-spoken-written"""
    author = citizen_actor(consultation.territory)
    made = again(speak(author, body="حي السلام."))
    assert (made.is_spoken, made.trace.visibility, made.body) == (True, "held", "حي السلام.")
    assert made.spoken.recording.state == State.READY

    write_down(made, clerk)

    made = again(made)
    assert (made.trace.visibility, made.body) == ("visible", f"حي السلام.\n\n{SAID}")
    assert made.trace.text == made.body
    assert made.channel == "online"
    with everywhere():
        notice = Notice.objects.get(person_id=author.person_id, kind="consultations.written_down")
        verbs = set(Entry.objects.values_list("verb", flat=True))
    assert SAID in notice.body
    assert {"consultations.contribute", "documents.take_recording", "consultations.write_down"} <= verbs
    with within(consultation.territory_id):
        assert queries.alike(consultation, SAID)[0].pk == made.pk


@pytest.mark.parametrize(
    ("may_publish", "visibility", "goes"), [(True, "public", None), (False, "private", 90)]
)
def test_a_voice_is_published_with_its_words_if_its_author_said_so(
    speak, clerk, may_publish, visibility, goes
):
    """§ consultations-spoken-public"""
    made = speak(may_publish=may_publish)
    assert again(made).spoken.recording.visibility == "private"

    write_down(made, clerk)

    recording = again(made).spoken.recording
    assert recording.visibility == visibility
    days = (recording.erase_on - DURING.date()).days if recording.erase_on else None
    assert days == goes


def test_where_staff_read_before_publication_the_words_wait_for_the_moderator(larache, clerk):
    """§ consultations-spoken-written"""
    consultation = making.make_consultation(larache, slug="before", moderation=rules.Moderation.BEFORE)
    with within(larache.pk):
        made = actions.contribute(
            consultation=consultation,
            words=actions.Words(kind=rules.Kind.COMMENT),
            actor=citizen_actor(larache),
            now=DURING,
            token=token(),
            speech=spoken(),
        )
        documents.make_next(now=DURING)
        assert not Case.objects.exists()
        write_down(made, clerk)
        case = Case.objects.get()
        assert again(made).trace.visibility == "held"
        director = staff_actor(larache, RoleKind.DIRECTOR)
        moderation.release(item=case.item, actor=director, now=DURING, case=case)
    assert again(made).trace.visibility == "visible"


def test_what_a_moderator_hid_stays_hidden_with_its_sound(speak, clerk, larache):
    """§ consultations-spoken-written"""
    made = again(speak(may_publish=True))
    write_down(made, clerk)
    with within(larache.pk):
        director = staff_actor(larache, RoleKind.DIRECTOR)
        moderation.hide(item=again(made).trace, actor=director, reason=Reason.INSULT, now=DURING)

    write_down(made, clerk, "كلمات أخرى تصحح الأولى", seen=1)

    assert again(made).trace.visibility == "hidden"


def test_what_is_understood_badly_is_corrected_until_it_is_answered(speak, clerk):
    """§ consultations-spoken-written"""
    made = speak(body="كتبت هذا.")
    write_down(made, clerk)
    write_down(made, clerk, "الماء ينقطع […] نريد خزانا.", seen=1)
    assert again(made).body == "كتبت هذا.\n\nالماء ينقطع […] نريد خزانا."
    making.decide(again(made))

    with pytest.raises(Refused) as refused:
        write_down(made, clerk, "بعد الجواب", seen=2, now=AFTER)
    assert refused.value.refusal is rules.SpeechRefusal.ALREADY_ANSWERED


def test_nobody_answers_a_voice_nobody_wrote_down(speak, clerk):
    """§ consultations-spoken-decided"""
    made = again(speak())
    with pytest.raises(Refused) as refused:
        making.decide(made)
    assert refused.value.refusal is rules.SpeechRefusal.NOT_WRITTEN_DOWN

    write_down(made, clerk, now=AFTER)
    making.decide(again(made))


def test_a_silent_recording_is_said_again_or_closed(speak, clerk, consultation):
    """§ consultations-spoken-again"""
    author = citizen_actor(consultation.territory)
    made = again(speak(author, recorded.wav(loud=0), body="كلماتي المكتوبة تبقى."))
    assert (made.spoken.recording.refusal, made.body) == ("silent", "كلماتي المكتوبة تبقى.")
    with within(consultation.territory_id):
        with pytest.raises(Refused) as refused:
            actions.speak_again(contribution=made, speech=spoken(), actor=clerk, now=DURING)
        assert refused.value.refusal is rules.SpeechRefusal.NOT_YOURS
        actions.speak_again(contribution=made, speech=spoken(), actor=author, now=AFTER)
        documents.make_next(now=AFTER)
    assert again(made).spoken.recording.state == State.READY

    silent = speak(whole=recorded.wav(loud=0))
    write_down(silent, clerk, "", nothing=True)
    assert again(silent).body == rules.UNCLEAR


def test_taking_a_contribution_back_erases_the_voice(speak, consultation):
    """§ consultations-spoken-public"""
    author = citizen_actor(consultation.territory)
    made = speak(author)
    with within(consultation.territory_id):
        actions.withdraw(contribution=made, actor=author, now=DURING)
        assert {one.state for one in Recording.objects.all()} == {State.ERASED}


def test_one_form_sent_twice_is_one_contribution(consultation):
    """§ consultations-spoken: the device sends again what it is not sure of."""
    author, once = citizen_actor(consultation.territory), token()
    with within(consultation.territory_id):
        made = [
            actions.contribute(
                consultation=consultation,
                words=actions.Words(kind=rules.Kind.COMMENT),
                actor=author,
                now=DURING,
                token=once,
                speech=spoken(),
            )
            for _ in range(2)
        ]
        assert made[0].pk == made[1].pk
        assert (Contribution.objects.count(), Recording.objects.count()) == (1, 1)


def test_the_twenty_first_voice_of_a_day_leaves_nothing(speak, consultation):
    """§ consultations-spoken"""
    author = citizen_actor(consultation.territory)
    for _ in range(20):
        speak(author, heard=False)

    with pytest.raises(Refused):
        speak(author, heard=False)

    with within(consultation.territory_id):
        assert (Contribution.objects.count(), Recording.objects.count()) == (20, 20)


def test_a_voice_taken_at_the_desk_is_not_the_clerks(consultation, clerk, larache):
    """§ consultations-spoken"""
    from tadafor.documents.queries import held_data
    from tadafor.people.rules import Channel

    with within(larache.pk):
        made = actions.enter_contribution(
            consultation=consultation,
            words=actions.Words(kind=rules.Kind.COMMENT, passage="reply-delays"),
            received=actions.Received(Channel.DESK, DURING.date(), "فاطنة", rules.AuthorKind.CITIZEN),
            actor=clerk,
            now=DURING,
            token=token(),
            speech=spoken(),
        )
        documents.make_next(now=DURING)
    made = again(made)

    assert (made.channel, made.trace.visibility, made.spoken.recording.uploader_id) == ("desk", "held", None)
    assert held_data(clerk.person_id)["recordings"] == []


@pytest.mark.django_db(transaction=True)
def test_two_who_write_down_at_once_do_not_overwrite_each_other(speak, larache):
    """§ consultations-spoken-written"""
    made = speak()
    clerks = [staff_actor(larache, RoleKind.CLERK, name=name) for name in ("أولى", "ثانية")]

    def writing(actor):
        return lambda: write_down(made, actor, f"كلمات {actor.name}") and None

    results = at_once(None, *map(writing, clerks))

    assert set(results) == {None, rules.SpeechRefusal.CHANGED_MEANWHILE}
    with within(larache.pk):
        assert Spoken.objects.get().revision == 1
