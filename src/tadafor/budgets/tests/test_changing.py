"""Ideas written again or set aside, merges undone, projects taken back, documents attached."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tadafor.budgets import actions, queries
from tadafor.budgets.models import Idea, IdeaVersion
from tadafor.budgets.rules.changing import ChangeRefusal
from tadafor.budgets.rules.cycle import CycleRefusal, Phase
from tadafor.budgets.rules.ideas import IdeaRefusal
from tadafor.budgets.tests.factories import (
    citizen_actor,
    feasible,
    idea_words,
    make_edition,
    make_idea,
    make_project,
    moment,
    organiser,
)
from tadafor.documents.tests.factories import image_bytes
from tadafor.kernel import clock
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import everywhere, within
from tadafor.moderation import actions as moderation
from tadafor.moderation.rules import Reason
from tadafor.notifications.models import Notice
from tadafor.traces import queries as traces
from tadafor.traces.actions import set_visibility
from tadafor.traces.rules import Visibility

pytestmark = pytest.mark.django_db
HOME = "/larache/budgets/edition-2026/"
DESK = "/larache/budgets/desk/edition-2026/"


@pytest.fixture
def edition(larache):
    return make_edition(larache)


@pytest.fixture
def during(edition):
    return lambda phase: clock.stopped_at(moment(edition, phase))


def refusal_of(verb, *, edition, phase=Phase.IDEAS, **facts):
    with within(edition.territory_id), pytest.raises(Refused) as refused:
        verb(now=moment(edition, phase), **facts)
    return refused.value.refusal


def done(verb, *, edition, phase=Phase.IDEAS, **facts):
    with within(edition.territory_id):
        return verb(now=moment(edition, phase), **facts)


def merged(edition, *ideas, studied=False):
    project = make_project(edition, studied=studied)
    numbers = [one.number for one in ideas]
    return done(
        actions.merge_ideas, edition=edition, phase=Phase.STUDY, project=project, numbers=numbers,
        actor=organiser(edition.territory),
    )  # fmt: skip


def test_an_idea_is_written_again_and_keeps_what_it_said(edition, during, larache, client_of, salma, client):
    """§ budgets-changing"""
    with during(Phase.IDEAS):
        page = client_of(salma)
        sent = {"title": "نافورة", "body": "نافورة في الساحة الكبرى.", "token": "a"}
        page.post(f"{HOME}ideas/new/", sent)
        shown = page.get(f"{HOME}ideas/1/change/").content.decode()
        assert "نافورة في الساحة الكبرى." in shown
        wrong = page.post(f"{HOME}ideas/1/change/", {"title": "", "body": "x", "latitude": "35"})
        assert wrong.status_code == 400
        assert "ينقص أحد العددين" in wrong.content.decode()
        again = {"title": "نافورة", "body": "نافورة ومقاعد في الساحة الكبرى."}
        assert "حُفظ التعديل" in page.post(f"{HOME}ideas/1/change/", again, follow=True).content.decode()
        page.post(f"{HOME}ideas/1/change/", again)  # the same words once more change nothing
        with within(larache.pk):
            versions = list(IdeaVersion.objects.values_list("number", "body"))
            found = Idea.objects.select_related("trace").get()
        assert versions == [(1, "نافورة في الساحة الكبرى.")]
        assert (found.revision, "مقاعد" in found.trace.text, "مقاعد" in found.search_text) == (1, True, True)
        show(found)
        public = client.get(f"{HOME}ideas/1/").content.decode()
        assert "نافورة ومقاعد" in public
        assert "نافورة في الساحة الكبرى." in public
        assert client.get(f"{HOME}ideas/1/change/").status_code == 404
    with during(Phase.STUDY):
        late = page.post(f"{HOME}ideas/1/change/", again | {"title": "نافورة كبيرة"})
        assert late.status_code == 409


def show(idea):
    with within(idea.trace.territory_id):
        set_visibility(item=idea.trace, visibility=Visibility.VISIBLE)


def test_what_may_no_longer_change_does_not(edition, larache):
    """§ budgets-changing"""
    salma = citizen_actor(larache)
    free, hidden, joined = (make_idea(edition, salma, title=f"فكرة {at}") for at in range(3))
    words = idea_words(title="أخرى")
    facts = {"edition": edition, "words": words, "actor": salma}
    assert refusal_of(actions.change_idea, idea=free, phase=Phase.STUDY, **facts) is CycleRefusal.NOT_NOW
    other = facts | {"actor": citizen_actor(larache)}
    assert refusal_of(actions.change_idea, idea=free, **other) is IdeaRefusal.NOT_AUTHOR
    with within(larache.pk):
        moderation.hide(
            item=hidden.trace,
            actor=organiser(larache),
            reason=Reason.INSULT,
            now=moment(edition, Phase.IDEAS),
        )
    assert refusal_of(actions.change_idea, idea=hidden, **facts) is IdeaRefusal.NOT_SHOWN
    merged(edition, joined)
    assert refusal_of(actions.change_idea, idea=joined, **facts) is IdeaRefusal.IN_A_PROJECT


def test_staff_set_an_idea_aside_for_a_reason_everybody_reads(
    edition, during, larache, client_of, nadia, amal, client, salma
):
    """§ budgets-setting-aside"""
    author = citizen_actor(larache)
    make_idea(edition, author)
    page = f"{DESK}ideas/1/withdraw/"
    with during(Phase.STUDY):
        assert client_of(amal).get(page).status_code == 404
        assert client_of(salma).get(page).status_code == 404
        assert client_of(nadia).post(page, {"reason": " "}).status_code == 400
        sent = client_of(nadia).post(page, {"reason": "خارج اختصاص الجماعة"}, follow=True)
        assert "خارج اختصاص الجماعة" in sent.content.decode()
        public = client.get(f"{HOME}ideas/1/").content.decode()
        assert "سحبتها الجماعة" in public
        assert "مقاعد في ظل الأشجار" not in public
        again = client_of(nadia).post(page, {"reason": "مرة أخرى"})
        assert "سُحبت" in again.content.decode()
    with everywhere():
        told = Notice.objects.get(person_id=author.person_id, kind="budgets.set_aside")
    assert "خارج اختصاص الجماعة" in told.body
    make_idea(edition, author)
    late = {"edition": edition, "idea": _idea(edition, 2), "reason": "س", "actor": organiser(larache)}
    assert refusal_of(actions.set_idea_aside, phase=Phase.VOTE, **late) is CycleRefusal.NOT_NOW


def _idea(edition, number):
    with within(edition.territory_id):
        return queries.idea_numbered(edition, number)


def test_a_merge_is_undone_until_the_study(edition, during, larache, client_of, nadia):
    """§ budgets-unmerging"""
    author = citizen_actor(larache)
    project = merged(edition, make_idea(edition, author), make_idea(edition))
    page = f"{DESK}projects/{project.number}/ideas/1/remove/"
    with during(Phase.STUDY):
        assert page in client_of(nadia).get(f"{DESK}projects/1/ideas/").content.decode()
        assert client_of(nadia).post(page, {"reason": ""}).status_code == 400
        sent = client_of(nadia).post(page, {"reason": "ليست قريبة منه"}, follow=True)
        assert "خرجت الفكرة" in sent.content.decode()
        assert "ليست هذه الفكرة" in client_of(nadia).post(page, {"reason": "مرة"}).content.decode()
    idea = _idea(edition, 1)
    assert idea.project_id is None
    with within(larache.pk):
        assert traces.story_of(idea.trace).after == ()
    with everywhere():
        assert Notice.objects.filter(person_id=author.person_id, kind="budgets.unmerged").count() == 1
    done(
        actions.study_project, edition=edition, phase=Phase.STUDY, project=project,
        opinion=feasible(edition), actor=organiser(larache),
    )  # fmt: skip
    facts = {"project": project, "number": 2, "reason": "متأخر", "actor": organiser(larache)}
    refusal = refusal_of(actions.unmerge_idea, edition=edition, phase=Phase.STUDY, **facts)
    assert refusal is ChangeRefusal.STUDIED
    with during(Phase.STUDY):
        assert "/ideas/2/remove/" not in client_of(nadia).get(f"{DESK}projects/1/ideas/").content.decode()


def test_an_only_author_takes_a_project_back_before_its_study(
    edition, during, larache, client_of, salma, client
):
    """§ budgets-taking-back"""
    with within(larache.pk):
        me = citizen_actor(larache)
    mine = make_idea(edition, me)
    project = merged(edition, mine)
    facts = {"edition": edition, "project": project, "actor": me}
    other = facts | {"actor": citizen_actor(larache)}
    assert refusal_of(actions.take_project_back, **other) is ChangeRefusal.NOT_AN_AUTHOR
    assert refusal_of(actions.take_project_back, phase=Phase.VOTE, **facts) is CycleRefusal.NOT_NOW
    done(actions.take_project_back, phase=Phase.STUDY, **facts)
    again = refusal_of(actions.take_project_back, **facts)
    assert again is IdeaRefusal.ALREADY_WITHDRAWN
    with during(Phase.STUDY):
        assert "سحبه صاحبه قبل دراسته" in client.get(f"{HOME}projects/1/").content.decode()
        assert client_of(salma).get(f"{HOME}projects/1/withdraw/").status_code == 404
    staff = {"edition": edition, "project": project, "actor": organiser(larache), "phase": Phase.STUDY}
    gone = ChangeRefusal.PROJECT_WITHDRAWN
    assert refusal_of(actions.study_project, opinion=feasible(edition), **staff) is gone
    assert refusal_of(actions.merge_ideas, numbers=[1], **staff) is gone
    done(actions.withdraw_idea, edition=edition, idea=_idea(edition, 1), actor=me)
    shared = merged(edition, make_idea(edition, me), make_idea(edition))
    both = facts | {"project": shared}
    assert refusal_of(actions.take_project_back, **both) is ChangeRefusal.NOT_THE_ONLY_AUTHOR


def test_a_project_set_aside_before_the_vote_is_on_no_ballot(
    edition, during, larache, client_of, nadia, client
):
    """§ budgets-setting-aside"""
    author = citizen_actor(larache)
    merged(edition, make_idea(edition, author), studied=True)
    make_project(edition, "مشروع باق")
    page = f"{DESK}projects/1/withdraw/"
    with during(Phase.CAMPAIGN):
        assert page in client_of(nadia).get(f"{DESK}projects/").content.decode()
        client_of(nadia).post(page, {"reason": "الأرض في نزاع"})
        assert "الأرض في نزاع" in client.get(f"{HOME}projects/1/").content.decode()
        assert page not in client_of(nadia).get(f"{DESK}projects/").content.decode()
    with within(larache.pk):
        assert [one.number for one in queries.on_the_ballot(edition)] == [2]
        assert queries.waiting_studies(edition) == []
    with everywhere():
        assert Notice.objects.filter(person_id=author.person_id, kind="budgets.project_withdrawn").exists()
    with during(Phase.VOTE):
        late = client_of(nadia).post(f"{DESK}projects/2/withdraw/", {"reason": "متأخر"})
        assert "لا يمكن ذلك في هذه المرحلة" in late.content.decode()


@pytest.mark.parametrize("page", ["documents/", "projects/1/documents/"])
def test_documents_are_published_with_an_edition_and_a_project(
    edition, during, client_of, nadia, salma, client, page, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    make_project(edition)
    with during(Phase.STUDY):
        desk = client_of(nadia)
        assert desk.post(DESK + page, {"title": "تصميم"}).status_code == 400
        bad = SimpleUploadedFile("plan.pdf", b"MZ not a document")
        assert desk.post(DESK + page, {"title": "تصميم", "file": bad}).status_code == 400
        good = SimpleUploadedFile("plan.png", image_bytes("PNG"))
        sent = desk.post(DESK + page, {"title": "تصميم الساحة", "file": good}, follow=True)
        assert "أُرفقت الوثيقة" in sent.content.decode()
        public = HOME if page == "documents/" else f"{HOME}projects/1/"
        assert "تصميم الساحة" in client.get(public).content.decode()
        assert client_of(salma).get(DESK + page).status_code == 404
