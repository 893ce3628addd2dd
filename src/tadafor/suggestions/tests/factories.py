"""Suggestions ready at any point of their path, made by the room's own verbs."""

from datetime import UTC, datetime

from tadafor.kernel.scopes import within
from tadafor.people.actor import VISITOR, Actor
from tadafor.people.rules import Level, RoleKind
from tadafor.people.tests.factories import give, make_person
from tadafor.suggestions import actions, queries, rules
from tadafor.suggestions.models import Promise
from tadafor.territories.rules import Moderation

SET_UP = datetime(2026, 3, 1, 10, tzinfo=UTC)
POSTED = datetime(2026, 3, 2, 10, tzinfo=UTC)
ANSWERED = datetime(2026, 3, 9, 10, tzinfo=UTC)
WORDS = "مصباح الإنارة قبالة المدرسة مطفأ منذ أسبوع والتلاميذ يمرون في الظلام."
REASON = "استبدل الفريق المصباح يوم الاثنين وجربناه مساء."


def staff_actor(territory, *kinds, name="موظفة"):
    person = give(make_person(name), territory, *kinds)
    return Actor(
        person_id=person.pk,
        name=person.name,
        level=Level.CONTACT,
        roles=frozenset((territory.pk, kind) for kind in kinds),
        second_factor=True,
    )


def citizen_actor(name="زينب التجريبية"):
    return Actor(person_id=make_person(name).pk, name=name, level=Level.CONTACT)


class Place:
    """A territory whose lighting has a service with one agent; waste is nobody's yet."""

    def __init__(self, territory, *, mark=""):
        territory.moderation = Moderation.AFTER
        territory.save(update_fields=["moderation"])
        self.territory = territory
        self.director = staff_actor(territory, RoleKind.DIRECTOR, RoleKind.FOCAL_POINT, name="مديرة")
        self.agent = staff_actor(territory, RoleKind.AGENT, name="عون الإنارة")
        self.clerk = staff_actor(territory, RoleKind.CLERK, name="كاتبة الشباك")
        if not Promise.objects.filter(territory=None).exists():  # tests that commit sweep them
            actions.bring_promises(now=SET_UP)
        with within(territory.pk):
            common = {"territory_id": territory.pk, "actor": self.director, "now": SET_UP}
            told = mark if mark.isalnum() else ""
            facts = {"name_fr": "", "agents": [self.agent.person_id]}
            self.service = actions.keep_service(name_ar=f"مصلحة الإنارة {mark}", **facts, **common)
            self.other = actions.keep_service(
                name_ar=f"مصلحة النظافة {mark}", name_fr="", agents=[], **common
            )
            self.lighting = self._category(f"lighting{told}", f"الإنارة {mark}", common)
            self.waste = self._category(f"waste{told}", f"النفايات {mark}", common)
            self.water = actions.keep_category(
                named="water",
                facts=actions.CategoryFacts("الماء", elsewhere_ar="اتصلوا بالشركة الجهوية متعددة الخدمات."),
                **common,
            )
            actions.keep_route(
                category=self.lighting,
                neighbourhood_id=None,
                service=self.service,
                actor=self.director,
                now=SET_UP,
            )

    def _category(self, named, name, common):
        return actions.keep_category(named=named, facts=actions.CategoryFacts(name), **common)

    def said(self, **facts):
        return actions.Said(**{"kind": rules.Kind.REMARK, "category": self.lighting, "body": WORDS, **facts})

    def post(self, *, actor=VISITOR, token="first", now=POSTED, whence=None, **facts):  # noqa: S107 -- names a form
        with within(self.territory.pk):
            return actions.post(
                territory=self.territory,
                said=self.said(**facts),
                actor=actor,
                now=now,
                token=token,
                whence=whence,
            )

    def made(self, **facts):
        """One of a citizen with an account, read by everybody."""
        facts.setdefault("actor", citizen_actor())
        return self.post(**facts).suggestion

    def answer(self, one, state=rules.State.DONE, *, actor=None, now=ANSWERED, reason=REASON):
        with within(self.territory.pk):
            return actions.answer(
                suggestion=one, state=state, reason=reason, actor=actor or self.agent, now=now
            )

    def fresh(self, one):
        with within(self.territory.pk):
            return queries.at(one.number)
