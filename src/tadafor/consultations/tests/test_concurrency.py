"""Many at once, on real threads with connections of their own."""

from collections import Counter
from datetime import timedelta

import pytest

from tadafor.audit.models import ClearPart, Entry
from tadafor.consultations import actions, rules
from tadafor.consultations.models import (
    Consultation,
    Contribution,
    Decision,
    Extension,
    Support,
)
from tadafor.consultations.tests.factories import (
    AFTER,
    CLOSES,
    DURING,
    citizen_actor,
    contribute,
    decide,
    make_consultation,
    staff_actor,
)
from tadafor.consultations.tests.threads import contributing, refused
from tadafor.kernel.identifiers import token
from tadafor.kernel.scopes import within
from tadafor.kernel.tests.threads import at_once
from tadafor.people.rules import RoleKind
from tadafor.traces.models import Trace

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

LAST_DAY = DURING.replace(day=CLOSES.day)


@pytest.fixture
def consultation(larache):
    return make_consultation(larache)


def rows_of(verb):
    return Entry.objects.filter(verb=f"consultations.{verb}").count()


def assert_whole(territory, consultation, expected):
    """So many contributions, numbered without a gap, each with its trace, its row and who wrote it."""
    with within(territory.pk):
        made = list(Contribution.objects.filter(consultation=consultation).select_related("trace"))
        assert sorted(one.number for one in made) == list(range(1, expected + 1))
        assert Consultation.objects.get(pk=consultation.pk).contributions_count == expected
        addresses = {f"{consultation.trace.address}contributions/{one.number}/" for one in made}
        assert {one.trace.address for one in made} == addresses
        kept = Trace.objects.filter(room="consultations").exclude(pk=consultation.trace_id)
        assert set(kept.values_list("address", flat=True)) == addresses
        assert kept.count() == expected
        entries = Entry.objects.filter(verb="consultations.contribute")
        assert Counter(entries.values_list("subject", flat=True)) == Counter(
            f"contribution:{one.pk}" for one in made
        )
        assert ClearPart.objects.filter(entry__in=entries, person_id__isnull=False).count() == expected


# ---- contributing


def test_sixty_four_who_contribute_at_once_get_a_number_each(larache, consultation):
    """§ consultations-9"""
    people = [citizen_actor(larache) for _ in range(64)]
    verbs = [contributing(consultation, one, f"أقترح أجلا من {n} يوما.") for n, one in enumerate(people)]
    made = at_once(larache, *verbs)
    assert len(set(made)) == 64
    assert_whole(larache, consultation, 64)


def test_a_form_sent_sixteen_times_at_once_makes_one_contribution(larache, consultation):
    """§ consultations-9"""
    verb = contributing(consultation, citizen_actor(larache), "أجل الشهر طويل.", sent_with=token())
    assert len(set(at_once(larache, *[verb] * 16))) == 1
    assert_whole(larache, consultation, 1)


def test_while_the_window_grows_a_contribution_is_whole_or_refused(larache, consultation):
    """The day after the last one: who comes before the extension is refused, who comes after is not."""
    nadia = staff_actor(larache, RoleKind.FOCAL_POINT)
    late = LAST_DAY + timedelta(days=1)
    verbs = [
        contributing(consultation, citizen_actor(larache), f"رأي متأخر رقم {n}.", now=late) for n in range(24)
    ]

    def extending():
        return actions.extend(
            consultation=consultation,
            closes_on=CLOSES + timedelta(days=7),
            reason="طلبته جمعيات الحي.",
            actor=nadia,
            now=LAST_DAY,
        ).pk

    results = at_once(larache, *verbs[:12], extending, *verbs[12:])
    turned_away = refused(results)
    assert set(turned_away) <= {rules.ContributionRefusal.CLOSED}
    assert_whole(larache, consultation, 24 - turned_away.total())
    with within(larache.pk):
        assert Extension.objects.count() == 1
    contribute(consultation, now=late)


def test_while_it_is_concluded_no_paper_slips_in_unanswered(larache, consultation):
    """§ consultations-17: what is entered from paper comes before the end, and stops it, or is refused."""
    decide(contribute(consultation))
    clerk = staff_actor(larache, RoleKind.CLERK)
    nadia = staff_actor(larache, RoleKind.FOCAL_POINT)
    received = actions.Received(
        channel="paper", on=CLOSES, name="زائرة المكتب", author_kind=rules.AuthorKind.CITIZEN
    )

    def entering(number):
        words = actions.Words(kind=rules.Kind.COMMENT, body=f"ورقة رقم {number} من المكتب.")
        facts = {"consultation": consultation, "words": words, "received": received}
        return lambda: actions.enter_contribution(**facts, actor=clerk, now=AFTER, token=token()).pk

    def concluding():
        facts = {"consultation": consultation, "actor": nadia, "now": AFTER}
        return actions.conclude(**facts, words="دُرس كل ما وصل.", unchanged_because="لم يلزم تغيير.").pk

    *papers, concluded = at_once(larache, *[entering(n) for n in range(6)], concluding)
    entered = [paper for paper in papers if isinstance(paper, int)]
    with within(larache.pk):
        unanswered = Contribution.objects.filter(decision__isnull=True).count()
        ended = Consultation.objects.get(pk=consultation.pk).concluded_on is not None
    assert unanswered == len(entered)
    assert ended is not isinstance(concluded, str)
    assert not (ended and unanswered)
    assert set(refused(papers)) <= {rules.ContributionRefusal.ALREADY_CONCLUDED}


# ---- supporting


def test_supports_given_and_taken_back_at_once_are_counted_exactly(larache, consultation):
    """§ consultations-10"""
    contribution = contribute(consultation)
    before = [citizen_actor(larache) for _ in range(16)]
    after = [citizen_actor(larache) for _ in range(32)]
    facts = {"contribution": contribution, "now": DURING}
    with within(larache.pk):
        for one in before:
            actions.support(**facts, actor=one)
    verbs = [lambda one=one: actions.support(**facts, actor=one).pk for one in after]
    verbs += [lambda one=one: actions.withdraw_support(**facts, actor=one).pk for one in before]
    assert set(at_once(larache, *verbs)) == {contribution.pk}
    with within(larache.pk):
        assert Contribution.objects.get(pk=contribution.pk).supports_count == 32
        assert set(Support.objects.values_list("person_id", flat=True)) == {one.person_id for one in after}
        assert (rows_of("support"), rows_of("withdraw_support")) == (48, 16)


# ---- deciding


def test_of_two_who_decide_the_same_contribution_the_second_is_told(larache, consultation):
    """§ consultations-12"""
    staff = [staff_actor(larache, RoleKind.FOCAL_POINT), staff_actor(larache, RoleKind.COMMITTEE)]
    for _ in range(6):
        contribution = contribute(consultation)

        def drafting(actor, words, contribution=contribution):
            draft = rules.Draft(rules.Outcome.ACCEPTED, words)
            facts = {"draft": draft, "meeting": None, "seen": 0, "now": AFTER}
            return lambda: actions.draft_decision(contribution=contribution, actor=actor, **facts).reason

        texts = ("أُخذ به في الصيغة الجديدة.", "أُدرج في المادة الثانية.")
        results = at_once(larache, *map(drafting, staff, texts))
        assert refused(results)[rules.DecisionRefusal.CHANGED_MEANWHILE] == 1
        (won,) = set(results) & set(texts)
        with within(larache.pk):
            decision = Decision.objects.get(contribution=contribution)
        assert (decision.reason, decision.revision) == (won, 1)
    with within(larache.pk):
        assert rows_of("draft_decision") == 6


def test_what_is_approved_never_changes_while_it_is_drafted_anew(larache, consultation):
    """§ consultations-13"""
    drafter = staff_actor(larache, RoleKind.FOCAL_POINT)
    president = staff_actor(larache, RoleKind.PRESIDENT)
    for _ in range(6):
        contribution = contribute(consultation)
        decide(contribution, approved=False)
        anew = rules.Draft(rules.Outcome.PARTLY, "أُخذ بجزء منه في المادة الثانية.")

        def approving(contribution=contribution):
            number = contribution.number
            facts = {"numbers": [number], "seen": {number: 1}, "actor": president, "now": AFTER}
            return actions.approve(consultation=consultation, **facts)[0].outcome

        def redrafting(contribution=contribution, draft=anew):
            facts = {"draft": draft, "meeting": None, "seen": 1, "actor": drafter, "now": AFTER}
            return actions.draft_decision(contribution=contribution, **facts).outcome

        approved, redrafted = at_once(larache, approving, redrafting)
        with within(larache.pk):
            standing = Decision.objects.get(contribution=contribution)
        if redrafted == rules.DecisionRefusal.ALREADY_DECIDED:
            assert (standing.outcome, standing.revision) == (rules.Outcome.ACCEPTED, 1)
        else:
            assert (standing.outcome, standing.revision) == (rules.Outcome.PARTLY, 2)
            assert approved == rules.DecisionRefusal.CHANGED_MEANWHILE
        if standing.approved_at:
            assert approved == standing.outcome
