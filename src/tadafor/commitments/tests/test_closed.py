"""A form that would be refused whatever is typed says so before anything is typed."""

from datetime import date
from decimal import Decimal

import pytest

from tadafor.commitments import actions
from tadafor.commitments.rules import IndicatorKind, Status
from tadafor.commitments.tests.factories import NOW, WHY, Place, staff_actor
from tadafor.kernel.clock import stopped_at
from tadafor.kernel.scopes import within
from tadafor.people.models import Person
from tadafor.people.rules import RoleKind

pytestmark = pytest.mark.django_db
AT = "/larache/commitments/"
FORM = 'method="post" action="'
REPLACED = "حلت نسخة جديدة محل هذا المخطط"
OF_PLAN = (
    "edit/ publish/ committee/ import/ path/resources/ path/messages/new/ path/decision/ yearly/ renew/"
    " axes/new/ axes/1/ axes/2/remove/ axes/1/objectives/new/ new/"
)
OF_ONE = (
    "edit/ move/ explain/ progress/ origin/ milestones/new/ milestones/1/ milestones/1/reach/"
    " milestones/1/remove/ funding/new/ indicators/new/ indicators/1/ indicators/1/measure/ evidence/"
)


@pytest.fixture
def place(larache):
    with stopped_at(NOW), within(larache.pk):
        yield Place(larache)


@pytest.fixture
def head(place, client_of):
    return client_of(Person.objects.get(pk=place.director.person_id))


def said(client, address, status=200):
    answer = client.get(AT + address)
    assert answer.status_code == status, address
    return answer.content.decode()


def whole(place):
    """A commitment with a milestone and an indicator, in a published plan."""
    one = place.promised(1)
    place.milestone(one)
    facts = actions.IndicatorFacts(position=1, kind=IndicatorKind.IMPACT, name="مؤشر", target=Decimal(9))
    actions.keep_indicator(commitment=one, facts=facts, **place.by())
    place.published()
    return one


def test_forms_of_a_replaced_plan_say_where_the_new_one_is(place, head):
    """§ commitments-22"""
    one = whole(place)
    written = place.said(one)
    for page in OF_PLAN.replace("publish/ ", "").split():
        assert REPLACED not in said(head, f"desk/1/{page}"), page
    new = actions.renew(plan=place.plan, reason=WHY, **place.by(now=NOW))
    changed = actions.PlanFacts(**{
        name: getattr(place.plan, name) for name in ("starts_on", "ends_on", "adopted_on")
    }, kind=place.plan.sort, title="المخطط المحين")  # fmt: skip
    actions.keep_plan(plan=new, facts=changed, **place.by(now=NOW))
    actions.publish(plan=new, **place.by(now=NOW))

    for page in OF_PLAN.split():
        told = said(head, f"desk/1/{page}")
        assert (REPLACED in told, "المخطط المحين" in told, FORM in told) == (True, True, False), page
    for page in OF_ONE.split():
        told = said(head, f"desk/1/1/{page}")
        assert (REPLACED in told, f'href="{AT}desk/2/1/"' in told, FORM in told) == (True, True, False), page
    for page in ("comment/", "correct/"):
        told = said(head, f"1/1/{page}")
        assert (REPLACED in told, f'href="{AT}2/"' in told, FORM in told) == (True, True, False), page
    assert "كُلف به غيركم" not in said(head, "desk/1/1/")
    assert "نقطة الارتكاز ومدير" not in said(head, "desk/1/path/")
    # What somebody was typing while the plan was replaced stays under their eyes.
    late = head.post(f"{AT}desk/1/1/explain/", {"words": "كلمات كُتبت قبل التحيين"})
    assert (late.status_code, "كلمات كُتبت قبل التحيين" in late.content.decode()) == (400, True)
    # A correction is answered where it was written.
    assert FORM in said(head, f"desk/1/1/remarks/{written.number}/")
    assert f"desk/1/1/remarks/{written.number}/" in said(head, "desk/1/1/")


def test_other_forms_that_would_be_refused_say_so_at_once(place, head, client_of):
    """§ commitments-2, § commitments-7, § commitments-10"""
    empty = said(head, "desk/1/publish/")
    one = place.promised(1, ends_on=date(2026, 6, 30))
    assert FORM not in empty
    assert FORM in said(head, "desk/1/publish/")
    for page in ("renew/", "yearly/", "1/origin/", "axes/1/remove/"):
        assert FORM not in said(head, f"desk/1/{page}"), page
    assert FORM in said(head, "desk/1/axes/2/remove/")
    assert FORM in said(head, "desk/1/1/progress/")
    place.milestone(one)
    assert FORM not in said(head, "desk/1/1/progress/")  # milestones count it
    place.published()
    for page in ("renew/", "yearly/", "1/origin/"):
        assert FORM in said(head, f"desk/1/{page}"), page
    assert FORM not in said(head, "desk/1/publish/")
    place.moved(one, Status.CANCELLED)
    for page in ("progress/", "milestones/new/", "milestones/1/reach/", "milestones/1/remove/"):
        assert FORM not in said(head, f"desk/1/1/{page}"), page
    assert FORM in said(head, "desk/1/1/move/")
    agent = staff_actor(place.territory, RoleKind.AGENT, name="عون آخر")
    other = client_of(Person.objects.get(pk=agent.person_id))
    for page in ("edit/", "move/", "explain/", "evidence/", "funding/new/"):
        told = said(other, f"desk/1/1/{page}")
        assert (FORM in told, "كُلف" in told) == (False, True), page
