"""Consultations ready at any point of their life, made by the room's own verbs."""

from datetime import UTC, date, datetime, timedelta

from tadafor.consultations import actions, rules
from tadafor.consultations.models import Consultation
from tadafor.kernel.identifiers import token
from tadafor.kernel.scopes import within
from tadafor.people.actor import Actor
from tadafor.people.rules import Level, RoleKind
from tadafor.people.tests.factories import give, make_person

OPENS, CLOSES = date(2026, 3, 2), date(2026, 3, 22)
BEFORE = datetime(2026, 2, 20, 10, tzinfo=UTC)
DURING = datetime(2026, 3, 10, 10, tzinfo=UTC)
AFTER = datetime(2026, 3, 24, 10, tzinfo=UTC)
LATER = datetime(2026, 4, 10, 10, tzinfo=UTC)

TEXT = [
    actions.PassageText("section", "أحكام عامة", key="general"),
    actions.PassageText("article", "الأهداف", "يهدف هذا الميثاق إلى تقوية المشاركة المواطنة.", "aims"),
    actions.PassageText("section", "الجواب", key="answering"),
    actions.PassageText(
        "article",
        "آجال الجواب",
        "تجيب الجماعة داخل أجل ثلاثين (30) يوما، وتعلل كل رفض كتابة.",
        "reply-delays",
    ),
]


def staff_actor(territory, *kinds, name="موظفة"):
    """An Actor with these roles, behind whom stands a person."""
    person = give(make_person(name), territory, *kinds)
    return Actor(
        person_id=person.pk,
        name=person.name,
        level=Level.CONTACT,
        roles=frozenset((territory.pk, kind) for kind in kinds),
        second_factor=True,
    )


def citizen_actor(territory, *, name="زينب التجريبية", linked=True):
    person = make_person(name)
    return Actor(
        person_id=person.pk,
        name=name,
        level=Level.LINK if linked else Level.CONTACT,
        links=frozenset({territory.pk} if linked else set()),
    )


def make_consultation(territory, *, announced=True, slug="charter", **settings) -> Consultation:
    """A consultation from 2 to 22 March 2026 on two articles, announced on 20 February."""
    facts = {
        "title": "ميثاق المشاركة المواطنة",
        "slug": slug,
        "stake": "كيف تشارك الساكنة في قرارات الجماعة.",
        "promise": "تُدرس كل مساهمة ويُجاب عنها.",
        "opens_on": OPENS,
        "closes_on": CLOSES,
        "audience": rules.Audience.CONTACT,
        "names_shown": rules.NamesShown.INITIAL,
        "moderation": rules.Moderation.AFTER,
    }
    with within(territory.pk):
        nadia = staff_actor(territory, RoleKind.FOCAL_POINT)
        made = actions.draft_consultation(
            territory_id=territory.pk,
            territory_slug=territory.slug,
            settings=actions.Settings(**(facts | settings)),
            actor=nadia,
            now=BEFORE,
        )
        actions.write_text(consultation=made, passages=TEXT, actor=nadia, now=BEFORE)
        return actions.announce(consultation=made, actor=nadia, now=BEFORE) if announced else made


AXES = ["التواصل", "خدمات ذات جودة"]
CARDS = [
    actions.CardText(
        68,
        "تجويد آليات التواصل",
        rules.Sheet(
            problem="لا تصل أخبار الجماعة إلى الأحياء البعيدة.",
            solution="نشرة شهرية ولوحات في كل حي.",
            funding="الميزانية الذاتية للجماعة",
            follow_up="عدد النشرات الموزعة",
            impact="نسبة من يعرفون مواعيد الدورات",
        ),
        axis="التواصل",
        principles=frozenset({rules.Principle.INFORMATION}),
        cost=120_000,
    ),
    actions.CardText(
        70,
        "صيانة المناطق الخضراء",
        rules.Sheet(problem="حدائق بلا حراسة.", solution="حراسة وسقي منتظم."),
        axis="خدمات ذات جودة",
    ),
]
CARD = "project-68"


def make_cards(territory, *, announced=True, slug="openness", round_words=None, **settings) -> Consultation:
    """A consultation from 2 to 22 March 2026 on the cards 68 and 70, its first round online."""
    facts = {
        "title": "برنامج عمل الانفتاح",
        "slug": slug,
        "stake": "مشاريع الانفتاح.",
        "promise": "تُدرس كل بطاقة ملاحظات ويُجاب عنها.",
        "opens_on": OPENS,
        "closes_on": CLOSES,
        "audience": rules.Audience.CONTACT,
        "names_shown": rules.NamesShown.INITIAL,
        "moderation": rules.Moderation.AFTER,
        "subject": rules.Subject.CARDS,
    }
    with within(territory.pk):
        nadia = staff_actor(territory, RoleKind.FOCAL_POINT)
        made = actions.draft_consultation(
            territory_id=territory.pk,
            territory_slug=territory.slug,
            settings=actions.Settings(**(facts | settings)),
            actor=nadia,
            now=BEFORE,
        )
        actions.set_axes(consultation=made, names=AXES, actor=nadia, now=BEFORE)
        for text in CARDS:
            actions.add_card(consultation=made, text=text, causes=[], actor=nadia, now=BEFORE)
        if round_words:
            actions.change_round(consultation=made, words=round_words, actor=nadia, now=BEFORE)
        return actions.announce(consultation=made, actor=nadia, now=BEFORE) if announced else made


def remark(consultation, actor=None, *, now=DURING, **words):
    """A remark on card 68, unless told otherwise."""
    facts = {
        "kind": rules.Kind.REMARK,
        "passage": CARD,
        "body": "",
        "sheet": rules.Sheet(funding="شراكة مع الجهة"),
    }
    return contribute(consultation, actor, now=now, **(facts | words))


def contribute(consultation, actor=None, *, now=DURING, **words):
    """A comment on the article about delays, unless told otherwise."""
    facts = {
        "kind": rules.Kind.COMMENT,
        "body": "أجل الشهر طويل حين يتعلق الأمر بقناة مكسورة.",
        "passage": "reply-delays",
    }
    with within(consultation.territory_id):
        actor = actor or citizen_actor(consultation.territory)
        return actions.contribute(
            consultation=consultation,
            words=actions.Words(**(facts | words)),
            actor=actor,
            now=now,
            token=token(),
        )


def decide(
    contribution,
    outcome=rules.Outcome.ACCEPTED,
    *,
    approved=True,
    now=AFTER,
    reason="أُخذ به في الصيغة الجديدة.",
):
    """Draft the decision of a contribution, and have another person approve it."""
    territory = contribution.consultation.territory
    with within(territory.pk):
        decision = actions.draft_decision(
            contribution=contribution,
            draft=rules.Draft(outcome, reason),
            meeting=None,
            seen=0,
            actor=staff_actor(territory, RoleKind.FOCAL_POINT),
            now=now,
        )
        if approved:
            president = staff_actor(territory, RoleKind.PRESIDENT)
            actions.approve(
                consultation=contribution.consultation,
                numbers=[contribution.number],
                seen={contribution.number: decision.revision},
                actor=president,
                now=now,
            )
    return decision


def day(number: int) -> datetime:
    """Ten in the morning, ``number`` days after the opening."""
    return datetime.combine(OPENS, datetime.min.time(), tzinfo=UTC) + timedelta(days=number, hours=10)
