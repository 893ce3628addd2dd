"""Forms and conversations ready at any point of their life, made by the room's own verbs.

Days run from ``START`` for two weeks unless told; ``ANSWERING`` lies in them, ``AFTER`` past them.
"""

from datetime import UTC, date, datetime, timedelta

from tadafor.kernel.identifiers import token
from tadafor.kernel.scopes import within
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import citizen_actor, staff_actor
from tadafor.surveys import actions, queries
from tadafor.surveys.rules.questions import Choice, Condition, Form, Page, Question, QuestionKind
from tadafor.surveys.rules.standing import Audience

START = date(2026, 3, 2)
BEFORE = datetime(2026, 2, 20, 10, tzinfo=UTC)
ANSWERING = datetime(2026, 3, 5, 10, tzinfo=UTC)
AFTER = datetime(2026, 3, 20, 10, tzinfo=UTC)
AXES = ("التسويق الترابي", "التواصل", "جودة الخدمات", "التنمية الاجتماعية")


def choices(*words):
    return tuple(Choice(f"c{at}", one) for at, one in enumerate(words, 1))


def question(key, kind=QuestionKind.ONE, **facts):
    if kind in {QuestionKind.ONE, QuestionKind.SEVERAL, QuestionKind.RANKING, QuestionKind.MATRIX}:
        facts.setdefault("choices", choices("نعم", "لا", "لا أدري"))
    return Question(key, kind, facts.pop("label", f"سؤال {key}"), **facts)


def a_form():
    """Two pages: the second asks why, only those who said no."""
    why = question("why", QuestionKind.LONG, condition=Condition("use", ("c2",)))
    return Form(
        (
            Page(
                "p1",
                "الخدمات",
                (
                    question("use", required=True),
                    question("rank", QuestionKind.RANKING, choices=choices(*AXES)),
                ),
            ),
            Page("p2", "التفاصيل", (why, question("age", QuestionKind.NUMBER, least=10, most=110))),
        )
    )


def organiser(territory):
    return staff_actor(territory, RoleKind.FOCAL_POINT, name="منظمة الاستشارة")


def make_survey(territory, actor=None, *, form=None, opened=True, study="", previous=None, **facts):
    actor = actor or organiser(territory)
    usual = {
        "title": "استمارة الخدمات",
        "slug": f"form-{token()[:8].lower().replace('_', '-')}",
        "intro": "نسألكم عن خدمات الجماعة.",
        "opens_on": START,
        "closes_on": START + timedelta(days=13),
    }
    with within(territory.pk):
        survey = actions.draft_survey(
            territory_id=territory.pk,
            territory_slug=territory.slug,
            frame=actions.Frame(**(usual | facts)),
            actor=actor,
            now=BEFORE,
            origin=actions.Origin(form or a_form(), study, previous),
        )
        return actions.open_survey(survey=survey, actor=actor, now=BEFORE) if opened else survey


def send(survey, actor, typed=None, *, now=ANSWERING, code="", sent_token=""):
    with within(survey.territory_id):
        sent = actions.Sent(
            version=queries.asked_version(survey).number,
            typed=typed or {"use": "c1"},
            token=sent_token or token(),
            code=code,
        )
        return actions.answer(survey=survey, sent=sent, actor=actor, now=now)


def make_conversation(territory, actor=None, *, opened=True, bodies=(), **facts):
    actor = actor or organiser(territory)
    usual = {
        "title": "النقل العمومي",
        "slug": f"talk-{token()[:8].lower().replace('_', '-')}",
        "intro": "ماذا نريد من الحافلات؟",
        "opens_on": START,
        "closes_on": START + timedelta(days=13),
    }
    told = bodies or [f"نريد حافلات أكثر في الخط رقم {at}." for at in range(1, 9)]
    with within(territory.pk):
        one = actions.draft_conversation(
            territory_id=territory.pk,
            territory_slug=territory.slug,
            subject=actions.Subject(**(usual | facts)),
            actor=actor,
            now=BEFORE,
        )
        actions.seed_statements(conversation=one, bodies=told, actor=actor, now=BEFORE)
        return actions.open_conversation(conversation=one, actor=actor, now=BEFORE) if opened else one


__all__ = ["Audience", "citizen_actor"]
