"""Forms in other languages, polls on the pages of other rooms, letters of invitation."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from tadafor.kernel import clock
from tadafor.kernel.scopes import within
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import give, make_person
from tadafor.surveys import queries
from tadafor.surveys.forms import PollForm
from tadafor.surveys.models import Invitation
from tadafor.surveys.rules import saying
from tadafor.surveys.rules.questions import Form, Page, QuestionKind, poll_of
from tadafor.surveys.rules.standing import Audience
from tadafor.surveys.tests.factories import (
    ANSWERING,
    BEFORE,
    a_form,
    make_conversation,
    make_survey,
    organiser,
    question,
)
from tadafor.translations.tests.factories import write

pytestmark = pytest.mark.django_db
POLL = Form((Page("p1", questions=(question("use", label="متى يناسبكم اللقاء؟", required=True),)),))


@pytest.fixture
def staff(larache, client_of):
    return client_of(give(make_person("منظمة"), larache, RoleKind.FOCAL_POINT))


def test_every_text_of_a_form_has_a_name_and_keys_stay():
    """§ surveys-languages"""
    form = a_form()
    other = saying.said(form, lambda name, words: f"{name}:{words}" if words else "")
    assert [one.words for one in saying.texts(other)] == [
        f"{one.name}:{one.words}" for one in saying.texts(form)
    ]
    assert [(one.key, one.keys, one.condition) for one in other.questions] == [
        (one.key, one.keys, one.condition) for one in form.questions
    ]
    assert saying.said(form, lambda _name, words: words) == form


def test_a_form_is_answered_and_read_in_french_with_the_same_keys(larache, client):
    """§ surveys-languages"""
    actor = organiser(larache)
    survey = make_survey(larache, actor, form=POLL, audience=Audience.ANYBODY)
    talk = make_conversation(larache, actor, bodies=["نريد حافلات أكثر صباحا.", "الثمن مناسب للجميع اليوم."])
    french = ["Quand se voir ?", "Pourquoi ?", "Quand vous convient la rencontre ?", "Oui", "Non"]
    with within(larache.pk):
        works = {one.title: one for one in queries.works(larache.pk)}
        for at, words in enumerate(french):
            write(works[survey.title], at, words, actor)
        write(works[talk.title], 2, "Plus de bus le matin.", actor)
    at = f"/fr/{larache.slug}/surveys/"
    with clock.stopped_at(ANSWERING):
        page = client.get(f"{at}{survey.slug}/answer/").content.decode()
        assert "Quand vous convient la rencontre\u00a0?" in page
        assert 'value="c1"' in page
        assert "Oui" in page
        assert "لا أدري" in page
        assert "Quand se voir\u00a0?" in client.get(at).content.decode()
        assert "Plus de bus le matin." in client.get(f"{at}opinions/{talk.slug}/").content.decode()
        assert "متى يناسبكم" in client.get(f"/{larache.slug}/surveys/{survey.slug}/answer/").content.decode()


@pytest.mark.parametrize(
    ("asked", "is_poll"),
    [
        ([question("a")], True),
        ([question("a"), question("b", QuestionKind.INFORMATION)], True),
        ([question("a"), question("b")], False),
        ([question("a", QuestionKind.SEVERAL)], False),
        ([], False),
    ],
)
def test_which_forms_are_polls(asked, is_poll):
    """§ surveys-polls"""
    assert (poll_of(Form((Page("p1", questions=tuple(asked)),))) is not None) is is_poll


def test_invitations_are_letters_one_sheet_each_and_codes_are_in_no_address(larache, staff):
    """§ surveys-invitations"""
    survey = make_survey(larache, audience=Audience.INVITED)
    at = f"/{larache.slug}/surveys/desk/{survey.slug}/invitations/"
    with clock.stopped_at(BEFORE):
        made = staff.post(at, {"many": "3", "label": "حي", "as_letters": "on"})
        assert made.headers["Cache-Control"] == "private, no-store"
        assert len(PdfReader(BytesIO(made.content)).pages) == 3
        assert "رموز الدعوة" in staff.post(at, {"many": "1", "label": ""}).content.decode()
        assert staff.post(at, {"many": "0", "as_letters": "on"}).status_code == 400
    with within(larache.pk):
        assert Invitation.objects.count() == 4


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("http://testserver/fr/larache/meetings/AB/?x=1#y", "/larache/meetings/AB/"),
        ("/larache/meetings/AB", "/larache/meetings/AB/"),
        ("https://example.org", "/"),  # a machine and no page: refused by the verb, never a way to take away
        ("?x", "/"),
        ("http://[", None),
        ("http://[::1", None),
    ],
)
def test_what_is_typed_as_a_page(typed, kept):
    """§ surveys-polls"""
    form = PollForm({"address": typed})
    assert form.is_valid() is (kept is not None)
    assert form.cleaned_data.get("address") == kept
