"""The register and its mandates, on PostgreSQL."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tadafor.associations import actions, queries, rules, tasks
from tadafor.associations.actions import Facts, Found, Seat
from tadafor.associations.models import Association, Mandate
from tadafor.associations.rules import (
    Capacity,
    Check,
    Kind,
    MandateRefusal,
    Mechanism,
    Paper,
    Receipt,
    Refusal,
    Renewal,
    State,
    Theme,
    Verdict,
)
from tadafor.associations.tests.factories import make_association, refused, told
from tadafor.audit.models import Entry
from tadafor.documents.actions import CleanFile
from tadafor.documents.models import Document
from tadafor.documents.rules import Kind as FileKind
from tadafor.documents.rules import Visibility
from tadafor.kernel.clock import day_of, now, stopped_at
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import everywhere, within
from tadafor.notifications.models import Notice
from tadafor.people import queries as people_queries
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import give, make_person

pytestmark = pytest.mark.django_db

GOOD = {check: Found(is_met=True) for check in Check}
FACTS = Facts(
    name=" جمعية  الأمل ",
    founded_on=date(2019, 3, 3),
    receipt=Receipt.FINAL,
    receipt_number="7/2021",
    themes=(Theme.YOUTH, Theme.CULTURE),
    activity="دعم الشباب",
    assembly_on=date(2025, 3, 3),
    board_until=date(2029, 3, 3),
    seats=(Seat(Capacity.PRESIDENT, 1, 1), Seat(Capacity.ADVISER, 3, 2)),
)


def paper(words="وصل"):
    return CleanFile(words.encode(), FileKind.TEXT, "receipt.txt")


@pytest.fixture
def clerk(larache):
    return give(make_person("كاتب الشباك"), larache, RoleKind.CLERK)


@pytest.fixture
def asked(larache, salma, actor_of):
    """A request that waits."""
    with within(larache.pk):
        yield actions.ask(
            actor=actor_of(salma),
            territory_id=larache.pk,
            facts=FACTS,
            papers={Paper.RECEIPT: paper()},
            now=now(),
        )


def state(association):
    association.refresh_from_db()
    settled = queries.settling(association.territory_id)
    return queries.state_of(association, today=day_of(now()), settled=settled)


class TestARequest:
    def test_asked_confirmed_and_listed(self, asked, salma, nadia, actor_of):
        """§ associations-checks, § associations-receipt."""
        assert asked.name == "جمعية الأمل"
        assert state(asked) is State.REQUESTED
        assert not Association.objects.listed().filter(pk=asked.pk).exists()
        assert actor_of(salma).associations == ()
        document = Document.objects.get()
        assert document.visibility == Visibility.PRIVATE
        actions.confirm(association=asked, actor=actor_of(nadia), found=GOOD, now=now())
        assert state(asked) is State.CONFIRMED
        assert asked.until == rules.years_after(day_of(now()), 1)
        assert actor_of(salma).associations == ((asked.pk, asked.territory_id, "جمعية الأمل"),)
        assert queries.is_representative(asked, salma.pk, now=now())
        assert told(salma) == {"confirmed"}
        assert [(seat.capacity, seat.women) for seat in queries.seats_of(asked)] == [
            ("president", 1),
            ("adviser", 2),
        ]

    def test_a_second_click_asks_for_nothing_new(self, asked, salma, actor_of):
        facts = {"actor": actor_of(salma), "territory_id": asked.territory_id, "now": now()}
        assert actions.ask(facts=FACTS, papers={Paper.RECEIPT: paper()}, **facts) == asked
        assert Document.objects.count() == 1

    def test_a_receipt_serves_once(self, asked, idris, nadia, actor_of):
        """§ associations-receipt."""
        facts = {"actor": actor_of(idris), "territory_id": asked.territory_id, "now": now()}
        with pytest.raises(Refused) as found:
            actions.ask(facts=replace(FACTS, name="أخرى"), papers={}, **facts)
        assert found.value.refusal is Refusal.RECEIPT_TAKEN
        assert "جمعية الأمل" in found.value.sentence
        actions.end(association=asked, actor=actor_of(nadia), reason="طلب بالخطأ", now=now())
        assert actions.ask(facts=replace(FACTS, name="أخرى"), papers={}, **facts).pk != asked.pk

    def test_nobody_asks_without_an_account_or_with_facts_that_cannot_be(self, larache, salma, actor_of):
        """§ associations-facts."""
        facts = {"territory_id": larache.pk, "papers": {}, "now": now()}
        visitor = people_queries.actor_of(0, now=now()) or replace(actor_of(salma), person_id=None)
        assert refused(actions.ask, actor=visitor, facts=FACTS, **facts) is Refusal.SIGN_IN_FIRST
        none = replace(FACTS, receipt=Receipt.NONE)
        assert refused(actions.ask, actor=actor_of(salma), facts=none, **facts) is Refusal.RECEIPT_NEEDED
        tomorrow = replace(FACTS, founded_on=day_of(now()) + timedelta(days=1))
        assert refused(actions.ask, actor=actor_of(salma), facts=tomorrow, **facts) is Refusal.FUTURE

    def test_sent_back_with_the_reason_and_sent_again(self, asked, salma, nadia, idris, actor_of):
        """§ associations-back."""
        staff, mine = actor_of(nadia), actor_of(salma)
        missing = GOOD | {Check.STATUTES: Found(is_met=False, note="الصفحة الأخيرة ناقصة")}
        facts = {"association": asked, "actor": staff, "now": now()}
        assert refused(actions.confirm, found=missing, **facts) is Refusal.CHECKS_UNMET
        assert refused(actions.confirm, found={}, **facts) is Refusal.CHECKS_MISSING
        assert refused(actions.send_back, found=missing, reason=" ", **facts) is Refusal.NO_REASON
        assert refused(actions.send_back, found=GOOD, reason="-", **facts) is Refusal.NO_FAULT
        again = {"association": asked, "facts": FACTS, "papers": {}, "now": now()}
        assert refused(actions.ask_again, actor=mine, **again) is Refusal.NOT_SENT_BACK
        actions.send_back(found=missing, reason="ينقص القانون الأساسي", **facts)
        assert state(asked) is State.RETURNED
        assert told(salma) == {"sent_back"}
        assert [one.note for one in queries.checked_of(asked) if not one.is_met] == ["الصفحة الأخيرة ناقصة"]
        assert refused(actions.confirm, found=GOOD, **facts) is Refusal.ALREADY
        assert refused(actions.ask_again, actor=actor_of(idris), **again) is Refusal.NOT_YOURS
        actions.ask_again(actor=mine, **again)
        assert state(asked) is State.REQUESTED
        assert queries.checked_of(asked) == []

    def test_nobody_confirms_their_own(self, larache, nadia, actor_of):
        """§ associations-own."""
        with within(larache.pk):
            facts = {"actor": actor_of(nadia), "now": now()}
            mine = actions.ask(territory_id=larache.pk, facts=FACTS, papers={}, **facts)
            assert refused(actions.confirm, association=mine, found=GOOD, **facts) is Refusal.OWN_REQUEST

    def test_a_board_whose_term_is_over_is_not_confirmed(self, asked, nadia, actor_of):
        """§ associations-renewal."""
        Association.objects.filter(pk=asked.pk).update(board_until=day_of(now()) - timedelta(days=1))
        facts = {"association": asked, "actor": actor_of(nadia), "now": now()}
        assert refused(actions.confirm, found=GOOD, **facts) is Refusal.BOARD_OVER

    def test_two_confirm_where_the_territory_asks_it(self, asked, salma, nadia, youssef, clerk, actor_of):
        """§ associations-two, § associations-settings."""
        settings = {"two_confirm": True, "rhythm": Renewal.BOARD_TERM, "warning_days": 60}
        where = {"territory_id": asked.territory_id, "now": now()}
        assert refused(actions.keep_settings, actor=actor_of(nadia), **settings, **where) is (
            Refusal.NOT_ALLOWED
        )
        actions.keep_settings(actor=actor_of(youssef), **settings, **where)
        facts = {"association": asked, "now": now()}
        actions.confirm(actor=actor_of(nadia), found=GOOD, **facts)
        assert state(asked) is State.SECOND
        assert asked.until == date(2029, 3, 3)
        assert actor_of(salma).associations == ()
        assert refused(actions.second, actor=actor_of(nadia), **facts) is Refusal.SAME_PERSON
        with pytest.raises(IntegrityError), transaction.atomic():
            Association.objects.filter(pk=asked.pk).update(seconded_by=nadia)
        actions.second(actor=actor_of(clerk), **facts)
        assert state(asked) is State.CONFIRMED
        assert len(actor_of(salma).associations) == 1

    def test_every_verb_left_its_row(self, asked, salma, nadia, actor_of):
        facts = {"association": asked, "actor": actor_of(nadia), "now": now()}
        actions.confirm(found=GOOD, **facts)
        actions.renew(**facts)
        actions.end(reason="حل", **facts)
        verbs = set(Entry.objects.filter(subject=f"association:{asked.pk}").values_list("verb", flat=True))
        assert verbs == {f"associations.{verb}" for verb in ("ask", "confirm", "renew", "end")}


class TestATerm:
    """§ associations-renewal, § associations-states."""

    def test_it_lapses_by_itself_and_nobody_acts_then(self, asked, salma, nadia, actor_of):
        actions.confirm(association=asked, actor=actor_of(nadia), found=GOOD, now=now())
        asked.refresh_from_db()
        after = now() + timedelta(days=367)
        with stopped_at(after):
            assert state(asked) is State.LAPSED
            assert Association.objects.listed().filter(pk=asked.pk).exists()
        assert people_queries.actor_of(salma.pk, now=after).associations == ()
        with transaction.atomic():
            standing = queries.mandate_at(asked.pk, salma.pk, mechanism=Mechanism.PETITION, now=after)
        assert standing.refusal is MandateRefusal.NO_MANDATE

    def test_its_people_are_told_once_before_the_end(self, asked, salma, nadia, actor_of):
        actions.confirm(association=asked, actor=actor_of(nadia), found=GOOD, now=now())
        asked.refresh_from_db()
        for days, kinds in ((31, {"confirmed"}), (29, {"confirmed", "due"}), (28, {"confirmed", "due"})):
            with stopped_at(now() + timedelta(days=365 - days)):
                tasks.warn(timestamp=0)
            assert told(salma) == kinds
        with everywhere():
            assert Notice.objects.filter(person=salma, kind="associations.due").count() == 1

    def test_renewed_with_the_new_board(self, asked, salma, idris, nadia, actor_of):
        Association.objects.filter(pk=asked.pk).update(board_until=None)
        actions.confirm(association=asked, actor=actor_of(nadia), found=GOOD, now=now())
        today = day_of(now())
        board = {"assembly_on": today, "board_until": today + timedelta(days=90)}
        asking = {"association": asked, "papers": {Paper.ASSEMBLY: paper("محضر")}, "now": now()}
        assert refused(actions.ask_renewal, actor=actor_of(idris), **board, **asking) is (
            MandateRefusal.NO_MANDATE
        )
        wrong = {"assembly_on": today, "board_until": today}
        assert refused(actions.ask_renewal, actor=actor_of(salma), **wrong, **asking) is (
            Refusal.RENEWAL_BEFORE_ASSEMBLY
        )
        late = {"assembly_on": today + timedelta(days=1), "board_until": None}
        assert refused(actions.ask_renewal, actor=actor_of(salma), **late, **asking) is Refusal.FUTURE
        actions.ask_renewal(actor=actor_of(salma), **board, **asking)
        assert queries.renewals(asked.territory_id, now()).get() == asked
        actions.renew(association=asked, actor=actor_of(nadia), now=now())
        asked.refresh_from_db()
        assert (asked.until, asked.board_until) == (board["board_until"], board["board_until"])
        assert queries.renewals(asked.territory_id, now()).count() == 0
        assert "renewed" in told(salma)

    def test_ended_with_all_its_mandates(self, asked, salma, nadia, actor_of):
        """§ associations-end."""
        facts = {"association": asked, "actor": actor_of(nadia), "now": now()}
        actions.confirm(found=GOOD, **facts)
        assert refused(actions.end, reason="", **facts) is Refusal.NO_REASON
        actions.end(reason="حلت الجمعية", **facts)
        assert state(asked) is State.ENDED
        assert actor_of(salma).associations == ()
        assert not Mandate.objects.at(now()).exists()
        assert "ended" in told(salma)
        assert refused(actions.end, reason="مرة أخرى", **facts) is Refusal.ENDED
        assert refused(actions.renew, **facts) is Refusal.NOT_LISTED

    def test_the_representative_says_what_they_do(self, asked, salma, idris, nadia, actor_of):
        """§ associations-describe."""
        actions.confirm(association=asked, actor=actor_of(nadia), found=GOOD, now=now())
        said = {"activity": "ورشات للفتيات", "address": "شارع 1", "public_contact": "", "now": now()}
        assert refused(actions.describe, association=asked, actor=actor_of(idris), **said) is (
            MandateRefusal.NO_MANDATE
        )
        actions.describe(association=asked, actor=actor_of(salma), **said)
        assert list(queries.narrowed(queries.listed(), query="فتيات")) == [asked]


def test_the_law_is_asked_of_the_entry(larache):
    """§ associations-petition."""
    with within(larache.pk):
        facts = {"founded_on": date(2020, 1, 1), "themes": ["sport"], "board_until": date(2030, 1, 1)}
        association = make_association(larache, "جمعية", "1/1", **facts)
        today = day_of(now())
        asked = {"now": now(), "today": today, "object": [Theme.SPORT]}
        found = queries.legal_conditions(association.pk, **asked)
        assert {one.verdict for one in found} == {Verdict.MET}
        Association.objects.filter(pk=association.pk).update(until=today - timedelta(days=1))
        again = queries.legal_conditions(association.pk, **asked)
        assert [one.text.condition.value for one in again if one.verdict is Verdict.UNMET] == ["regular"]


def test_an_actor_without_a_receipt_is_registered(larache, nadia, actor_of):
    """§ associations-kinds."""
    facts = Facts(name="كلية متعددة التخصصات", kind=Kind.ACADEMIC, receipt=Receipt.NONE)
    where = {"actor": actor_of(nadia), "territory_id": larache.pk, "now": now()}
    for name in ("كلية", "مرصد"):
        made = actions.register_association(
            name=name, receipt_number="", facts=replace(facts, name=name), **where
        )
        assert made.receipt_number == ""
