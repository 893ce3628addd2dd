"""Around a result: trials that are erased, themes that a person decides, comments, studies asked again."""

import pytest

from tadafor.kernel import clock
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import everywhere, within
from tadafor.kernel.text import search_text, stem
from tadafor.notifications.models import Notice
from tadafor.people.actor import VISITOR
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import give, make_person
from tadafor.surveys import actions, queries, tasks
from tadafor.surveys.models import Answer, ResultComment, Theme, TrialAnswer
from tadafor.surveys.rules import comparing, themes
from tadafor.surveys.rules.commenting import Comment, CommentRefusal, refuse_comment, refuse_reply
from tadafor.surveys.rules.counted import count
from tadafor.surveys.rules.questions import Form, Page, QuestionKind, faults
from tadafor.surveys.rules.standing import Audience, SurveyRefusal, ThemeRefusal
from tadafor.surveys.tests.factories import (
    AFTER,
    ANSWERING,
    BEFORE,
    a_form,
    citizen_actor,
    make_conversation,
    make_survey,
    organiser,
    question,
    send,
)
from tadafor.surveys.tests.test_views import carried
from tadafor.traces import actions as traces

BODY = "ينقص التقرير ما قيل عن الأسواق الأسبوعية."
SAID = {
    "light": [
        "الإنارة العمومية ضعيفة في حينا",
        "نريد إنارة الأزقة ليلا",
        "مصابيح الإنارة مكسورة في الشارع",
        "الإنارة غائبة قرب المدرسة",
        "L’éclairage public est faible dans notre rue",
        "Il faut réparer l’éclairage public près de l’école",
        "L’éclairage public manque le soir",
    ],
    "waste": [
        "النفايات متراكمة قرب السوق",
        "جمع النفايات متأخر كل أسبوع",
        "نريد حاويات للنفايات",
        "النفايات ترمى في الوادي",
        "Les ordures ménagères débordent près du marché",
        "Le ramassage des ordures ménagères est en retard",
        "Des bacs pour les ordures ménagères",
    ],
    "bus": [
        "الحافلة لا تصل في وقتها",
        "نريد خط حافلة إلى الميناء",
        "الحافلة مكتظة صباحا",
        "ثمن الحافلة مرتفع",
    ],
}


def refused(run):
    with pytest.raises(Refused) as found:
        run()
    return found.value.refusal


# ---- rules


def test_open_answers_that_say_alike_are_brought_together_in_arabic_and_french():
    """§ surveys-themes: no theme mixes two subjects, most answers are in one, and the same again."""
    told = [(subject, text) for subject, texts in SAID.items() for text in texts]
    texts = [text for _subject, text in told]
    found = themes.heaps(texts, normal=search_text, stem=stem)
    subjects = [{told[at][0] for at in heap.answers} for heap in found]
    assert all(len(one) == 1 for one in subjects), subjects
    assert sum(len(heap.answers) for heap in found) >= 0.8 * len(told)
    assert "الإنارة" in {word for heap in found for word in heap.words}
    assert themes.heaps(texts, normal=search_text, stem=stem) == found


@pytest.mark.parametrize("texts", [[], ["نعم"] * 3, ["في"] * 20, [""] * 20])
def test_too_little_is_brought_into_no_theme(texts):
    """§ surveys-themes"""
    assert themes.heaps(texts, normal=search_text, stem=stem) == []


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({}, None),
        ({"published": False}, CommentRefusal.NO_RESULT),
        ({"signed_in": False}, CommentRefusal.SIGN_IN),
        ({"body": "لا"}, CommentRefusal.TOO_SHORT),
        ({"body": "كلام مفيد " * 200}, CommentRefusal.TOO_LONG),
        ({"body": "اتصلوا بي على 0612345678 من فضلكم"}, CommentRefusal.PERSONAL_DATA),
        ({"body": "انظروا www.example.ma فهو مفيد"}, CommentRefusal.SPAM),
        ({"said_already": True}, CommentRefusal.SAID_ALREADY),
        ({"made_today": 5}, CommentRefusal.TOO_MANY_TODAY),
    ],
)
def test_which_comments_on_a_result_are_taken(facts, refusal):
    """§ surveys-comments"""
    published = facts.pop("published", True)
    usual = {"body": BODY, "signed_in": True, "made_today": 0, "said_already": False}
    assert refuse_comment(Comment(**(usual | facts)), published=published) is refusal


@pytest.mark.parametrize(
    ("shown", "added", "reply", "refusal"),
    [
        (True, True, "", None),
        (True, False, "خارج موضوعنا", None),
        (True, False, " ", CommentRefusal.REPLY_MISSING),
        (False, True, "", CommentRefusal.NOT_SHOWN),
    ],
)
def test_a_comment_that_is_not_added_gets_its_reason(shown, added, reply, refusal):
    """§ surveys-comments"""
    assert refuse_reply(shown=shown, added=added, reply=reply) is refusal


def test_a_study_asked_again_is_compared_question_by_question():
    """§ surveys-repeated"""
    form = Form(
        (Page("p", questions=(question("use"), question("rate", QuestionKind.SCALE, least=1, most=5))),)
    )
    before = count(form, [{"use": "c1", "rate": 2}] * 6 + [{"use": "c2", "rate": 4}] * 2)
    now = count(form, [{"use": "c1", "rate": 5}] * 5 + [{"use": "c2"}] * 5)
    use, rate = comparing.compared(before, now)
    assert [(one.key, one.before, one.now, one.points) for one in use.moved] == [
        ("c1", 75, 50, -25),
        ("c2", 25, 50, 25),
        ("c3", 0, 0, 0),
    ]
    assert [float(mean) for mean in rate.means] == [2.5, 5]
    few = count(form, [{"use": "c1"}] * 4)
    assert comparing.compared(few, now) == []


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_every_study_can_be_asked_as_it_is_and_has_the_same_keys_in_both_languages(language):
    """§ surveys-studies"""
    told = queries.studies(language)
    assert len(told) == 3
    assert [faults(one.form) for one in told] == [[], [], []]
    keys = [[(q.key, q.kind, sorted(q.keys)) for q in one.form.questions] for one in told]
    assert keys == [
        [(q.key, q.kind, sorted(q.keys)) for q in one.form.questions] for one in queries.studies("ar")
    ]
    assert all(one.form.question("sex").profile and one.form.question("age").profile for one in told)
    assert queries.study("nothing", language) is None


# ---- on the database and on the pages

pytestmark = pytest.mark.django_db
OPEN_FORM = Form(
    (Page("p1", questions=(question("use", required=True), question("why", QuestionKind.LONG))),)
)


@pytest.fixture
def staff(larache, client_of):
    return client_of(give(make_person("منظمة"), larache, RoleKind.FOCAL_POINT))


def test_trials_are_shown_as_a_result_and_erased_when_the_questions_are_asked(larache, staff):
    """§ surveys-trial"""
    actor = organiser(larache)
    survey = make_survey(larache, actor, opened=False, form=OPEN_FORM)
    at = f"/{larache.slug}/surveys/desk/{survey.slug}/"
    with clock.stopped_at(BEFORE):
        assert "لا تجربة بعد" in staff.get(f"{at}trials/").content.decode()
        first = carried(staff.get(f"{at}try/"))
        assert staff.post(f"{at}try/", first | {"why": "x"}).status_code == 400
        assert staff.post(f"{at}try/", first | {"use": "c1"}).status_code == 303
        assert "هكذا ستبدو النتيجة" in staff.get(f"{at}trials/").content.decode()
    with within(larache.pk):
        sent = actions.Sent(1, {"use": "c2"}, "t")
        assert (
            refused(
                lambda: actions.try_form(survey=survey, sent=sent, actor=citizen_actor(larache), now=BEFORE)
            )
            is SurveyRefusal.NOT_ALLOWED
        )
        actions.open_survey(survey=survey, actor=actor, now=BEFORE)
        assert not TrialAnswer.objects.exists()
        assert (
            refused(lambda: actions.try_form(survey=survey, sent=sent, actor=actor, now=BEFORE))
            is SurveyRefusal.ALREADY_OPENED
        )
        assert not Answer.objects.exists()


@pytest.fixture
def themed(larache):
    survey = make_survey(larache, form=OPEN_FORM, audience=Audience.ANYBODY)
    for texts in SAID.values():
        for text in texts:
            send(survey, VISITOR, {"use": "c1", "why": text})
    with within(larache.pk):
        tasks.group(survey_id=survey.pk, question="why")
    return survey


def test_themes_are_proposed_by_the_job_and_nothing_is_published_before_a_person_decides(
    larache, client, staff, themed
):
    """§ surveys-themes"""
    actor = organiser(larache)
    public = f"/{larache.slug}/surveys/{themed.slug}/results"
    desk = f"/{larache.slug}/surveys/desk/{themed.slug}/themes/why/"
    with within(larache.pk):
        found = list(queries.themes_of(themed, "why"))
        first, second = found[:2]
        actions.publish_results(survey=themed, words="", actor=actor, now=AFTER)
    with clock.stopped_at(AFTER):
        assert first.title not in client.get(f"{public}/").content.decode()
        page = f"{desk}{first.pk}/"
        assert SAID["light"][0] in "".join(staff.get(f"{desk}{one.pk}/").content.decode() for one in found)
        assert staff.post(page, {"do": "keep", "title": " "}).status_code == 400
        assert staff.post(page, {"do": "keep", "title": "ما يقال عن النور"}).status_code == 303
        assert staff.post(page, {"do": "move", "where": "out"}).status_code == 400
        with within(larache.pk):
            row = queries.texts_in([first])[first.pk][0][0]
        assert staff.post(page, {"do": "move", "where": "out", "rows": [row]}).status_code == 303
        shown = client.get(f"{public}/").content.decode()
        assert "ما يقال عن النور" in shown
        assert second.title not in shown
        assert not any(text in shown for texts in SAID.values() for text in texts)
        many = first.many - 1
        assert staff.post(f"{desk}{second.pk}/", {"do": "merge", "where": str(first.pk)}).status_code == 303
        assert staff.get(f"{desk}{second.pk}/").status_code == 404
    with within(larache.pk):
        assert (
            next(one.many for one in queries.themes_of(themed, "why") if one.pk == first.pk)
            == many + second.many
        )
        tasks.group(survey_id=themed.pk, question="why")
        assert "ما يقال عن النور" in [one.title for one in queries.themes_of(themed, "why", decided=True)]
        first.survey = themed
        assert (
            refused(lambda: actions.keep_theme(theme=second, title="x", actor=actor, now=AFTER))
            is ThemeRefusal.GONE
        )
        assert (
            refused(
                lambda: actions.keep_theme(theme=first, title="x", actor=citizen_actor(larache), now=AFTER)
            )
            is SurveyRefusal.NOT_ALLOWED
        )
        assert Theme.objects.filter(decided_at=None).count() < 12


def test_a_comment_on_a_result_is_answered_and_added_to_the_report(larache, client, client_of, staff):
    """§ surveys-comments: إضافة مقترحات المشاركين في التقرير"""
    actor = organiser(larache)
    survey = make_survey(larache, actor, form=OPEN_FORM, audience=Audience.ANYBODY)
    person = make_person("زينب")
    at = f"/{larache.slug}/surveys/{survey.slug}/results/"
    with clock.stopped_at(AFTER):
        assert client_of(person).get(f"{at}comments/add/").status_code == 404
        with within(larache.pk):
            actions.publish_results(survey=survey, words="", actor=actor, now=AFTER)
        wrong = client_of(person).post(f"{at}comments/add/", {"body": "www.x.ma فيها كل شيء", "token": "t"})
        assert (wrong.status_code, "www.x.ma" in wrong.content.decode()) == (400, True)
        for _ in range(2):
            sent = client_of(person).post(f"{at}comments/add/", {"body": BODY, "token": "t"})
            assert sent.status_code == 303
        with within(larache.pk):
            (held,) = ResultComment.objects.select_related("trace")
            assert (
                refused(
                    lambda: actions.answer_comment(comment=held, added=True, reply="", actor=actor, now=AFTER)
                )
                is CommentRefusal.NOT_SHOWN
            )
            traces.set_visibility(item=held.trace, visibility="visible")
        assert BODY in client.get(at).content.decode()
        desk = f"/{larache.slug}/surveys/desk/{survey.slug}/comments/1/"
        assert staff.post(desk, {"added": "no", "reply": ""}).status_code == 400
        assert staff.post(desk, {"added": "yes", "reply": "شكرا، أضفناه."}).status_code == 303
        page = client.get(f"{at}comments/1/").content.decode()
        assert "أُضيف إلى التقرير" in page
        assert "شكرا، أضفناه." in page
        assert client.get(f"{at}comments/9/").status_code == 404
        assert client.get(f"{at.rstrip('/')}.pdf").content.startswith(b"%PDF")
    with everywhere():
        assert Notice.objects.filter(person=person, kind="surveys.comment_answered").count() == 1


def test_a_study_is_begun_from_its_template_and_asked_again_a_year_later(larache, client, staff):
    """§ surveys-studies, § surveys-repeated"""
    desk = f"/{larache.slug}/surveys/desk/"
    frame = {"title": "تشخيص", "slug": "first", "language": "fr", "audience": "anybody"}
    days = {"opens_on": "2026-03-02", "closes_on": "2026-03-15"}
    with clock.stopped_at(BEFORE):
        assert "تشخيص المسارات التشاركية" in staff.get(desk).content.decode()
        assert "تشخيص الاستعمال الرقمي" in staff.get(f"{desk}new/?study=digital-use").content.decode()
        assert staff.post(f"{desk}new/?study=digital-use", frame | days).status_code == 303
    actor = organiser(larache)
    with within(larache.pk):
        first = queries.any_survey_at("first")
        draft = queries.draft_of(first).form
        assert draft.question("means").label == "Qu’utilisez-vous ?"
        actions.open_survey(survey=first, actor=actor, now=BEFORE)
    for at in range(6):
        send(first, VISITOR, {"speaks": "citizen", "means": ["phone"] if at else ["none"], "satisfied": "2"})
    with within(larache.pk):
        actions.publish_results(survey=first, words="", actor=actor, now=AFTER)
    again = frame | {"slug": "again", "opens_on": "2026-03-02", "closes_on": "2026-03-15"}
    with clock.stopped_at(BEFORE):
        assert staff.post(f"{desk}new/?again=first", again).status_code == 303
    with within(larache.pk):
        second = queries.any_survey_at("again")
        assert (second.previous, second.study) == (first, "digital-use")
        actions.open_survey(survey=second, actor=actor, now=BEFORE)
    for _ in range(5):
        send(second, VISITOR, {"speaks": "citizen", "means": ["phone"], "satisfied": "4"})
    with within(larache.pk):
        actions.publish_results(survey=second, words="", actor=actor, now=AFTER)
    with clock.stopped_at(AFTER):
        page = client.get(f"/{larache.slug}/surveys/again/results/").content.decode()
        made = client.get(f"/{larache.slug}/surveys/again/results.pdf").content
    assert "ما الذي تغير؟" in page
    assert made.startswith(b"%PDF")
    assert "83%" in page
    assert "+17" in page


def test_who_follows_is_told_once_of_the_version_the_last_day_and_the_result(larache):
    """§ surveys-notices"""
    actor, zineb = organiser(larache), citizen_actor(larache)
    survey, talk = make_survey(larache, actor), make_conversation(larache)
    with within(larache.pk):
        for one in (survey, talk):
            traces.follow(trace=one.trace, actor=zineb, now=BEFORE)
        act = {"survey": survey, "actor": actor, "now": ANSWERING}
        actions.begin_version(**act)
        actions.write_form(form=a_form(), **act)
        actions.publish_version(reason="خطأ في السؤال", **act)
    for _ in range(2):
        with clock.stopped_at(ANSWERING.replace(day=13)):
            tasks.remind(0)
        with within(larache.pk):
            actions.publish_results(survey=survey, words="", actor=actor, now=AFTER)
    with everywhere():
        rows = Notice.objects.filter(person_id=zineb.person_id).order_by("pk")
        kinds = list(rows.values_list("kind", flat=True))
    assert kinds == [
        "surveys.new_version",
        "surveys.closes_soon",
        "surveys.closes_soon",
        "surveys.result_published",
    ]
