"""What an administrator changes in their territory, each act with its row in the log."""

from datetime import UTC, date, datetime, time

import pytest

from tadafor.audit.models import Entry
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import everywhere, within
from tadafor.territories import actions, queries
from tadafor.territories.actions import NeighbourhoodFacts, OfficeFacts, SessionFacts, Settings
from tadafor.territories.models import CouncilSession, DayCorrection, Holiday, Office, Territory
from tadafor.territories.rules import DayKind, Hours, Moderation, OfficeKind, Refusal, Season, SessionKind

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
INDEPENDENCE_2027 = date(2027, 11, 18)


@pytest.fixture
def acting(larache, actors):
    with within(larache.pk):
        yield {"territory_id": larache.pk, "actor": actors.youssef, "now": NOW}


def refused(refusal, act, **facts):
    with pytest.raises(Refused) as found:
        act(**facts)
    assert found.value.refusal == refusal
    assert found.value.sentence


def settings(**changed):
    facts = {
        "languages": ("ar", "fr"),
        "email": "contact@larache.example",
        "phone": "0539000000",
        "address_ar": "ساحة التحرير",
        "address_fr": "Place de la Libération",
        "data_authorisation": "D-1/2026",
        "moderation": Moderation.AFTER,
        "session_months": (2, 5, 10),
        "sms_allowed": False,
        "sms_daily_budget": 50,
    }
    return Settings(**(facts | changed))


class TestSettings:
    def test_what_differs_is_changed_and_kept_in_the_log(self, acting, larache):
        actions.change_settings(settings=settings(), **acting)
        found = Territory.objects.get(pk=larache.pk)
        assert (found.moderation, found.sms_daily_budget) == ("after", 50)
        content = Entry.objects.get(verb="territories.change_settings").clear.content
        assert content["sms_daily_budget"] == [200, 50]
        assert "languages" not in content

    def test_nothing_changed_leaves_no_row(self, acting):
        actions.change_settings(settings=settings(), **acting)
        actions.change_settings(settings=settings(), **acting)
        assert Entry.objects.filter(verb="territories.change_settings").count() == 1

    def test_arabic_cannot_be_left_out(self, acting):
        refused(
            Refusal.LANGUAGE_ARABIC, actions.change_settings, settings=settings(languages=("fr",)), **acting
        )

    def test_a_host_is_tied_once(self, acting, larache, beni_mellal):
        """§ places-5"""
        actions.tie_host(host="participation.example.ma", **acting)
        assert Territory.objects.get(pk=larache.pk).host == "participation.example.ma"
        other = acting | {"territory_id": beni_mellal.pk}
        refused(Refusal.HOST_TAKEN, actions.tie_host, host="participation.example.ma", **other)
        refused(Refusal.HOST_WRONG, actions.tie_host, host="Nowhere", **other)
        actions.tie_host(host=None, **acting)
        assert Territory.objects.get(pk=larache.pk).host is None


class TestNeighbourhoodsAndOffices:
    def test_a_neighbourhood_is_added_changed_and_retired(self, acting, larache):
        """§ places-7"""
        made = actions.keep_neighbourhood(facts=NeighbourhoodFacts(name_ar="حي السلام"), **acting)
        facts = NeighbourhoodFacts(name_ar="حي السلام", name_fr="Hay Salam")
        actions.keep_neighbourhood(facts=facts, neighbourhood_id=made.pk, **acting)
        assert queries.neighbourhoods(larache.pk).get().name_fr == "Hay Salam"
        retire = {"neighbourhood_id": made.pk, "reason": "ضم إلى حي آخر", **acting}
        actions.retire_neighbourhood(retired=True, **retire)
        actions.retire_neighbourhood(retired=True, **retire)
        assert not queries.neighbourhoods(larache.pk).exists()
        assert Entry.objects.filter(verb="territories.retire_neighbourhood").count() == 1
        actions.retire_neighbourhood(retired=False, **retire)
        assert queries.neighbourhoods(larache.pk).exists()

    def test_a_name_stands_once(self, acting):
        for keep, facts, more in (
            (actions.keep_neighbourhood, NeighbourhoodFacts(name_ar="حي السلام"), {}),
            (actions.keep_office, OfficeFacts(kind=OfficeKind.OTHER, name_ar="مكتب"), {"hours": []}),
        ):
            keep(facts=facts, **more, **acting)
            refused(Refusal.NAME_TAKEN, keep, facts=facts, **more, **acting)

    def test_retiring_needs_a_reason(self, acting):
        made = actions.keep_neighbourhood(facts=NeighbourhoodFacts(name_ar="حي السلام"), **acting)
        refused(
            Refusal.REASON_NEEDED,
            actions.retire_neighbourhood,
            neighbourhood_id=made.pk,
            retired=True,
            reason="",
            **acting,
        )

    def test_the_hours_of_an_office_are_replaced_together(self, acting, larache):
        facts = OfficeFacts(kind=OfficeKind.CITIZEN_OFFICE, name_ar="مكتب المواطن")
        morning = Hours(0, time(8, 30), time(12))
        fasting = Hours(0, time(9), time(15), Season.RAMADAN)
        made = actions.keep_office(facts=facts, hours=[morning, fasting], **acting)
        assert queries.hours_of(made) == [morning, fasting]
        later = Hours(0, time(9), time(12))
        actions.keep_office(facts=facts, hours=[later], office_id=made.pk, **acting)
        assert queries.hours_of(made) == [later]
        assert Entry.objects.filter(verb="territories.keep_office").count() == 2
        refused(
            Refusal.HOURS_OVERLAP,
            actions.keep_office,
            facts=facts,
            hours=[later, Hours(0, time(11), time(13))],
            office_id=made.pk,
            **acting,
        )

    def test_an_office_of_another_territory_is_not_found(self, acting, larache, beni_mellal, actors):
        with within(beni_mellal.pk):
            theirs = Office.objects.create(territory=beni_mellal, kind="other", name_ar="مكتب")
        with pytest.raises(Office.DoesNotExist):
            actions.retire_office(office_id=theirs.pk, retired=True, reason="خطأ", **acting)


class TestSessions:
    """§ time-8"""

    def facts(self, **changed):
        facts = {"kind": SessionKind.ORDINARY, "opens_on": date(2027, 2, 4), "year": 2027, "month": 2}
        return SessionFacts(**(facts | changed))

    def test_a_fixed_day_is_the_next_session_until_it_is_taken_back(self, acting, larache):
        after = date(2026, 11, 22)
        assert queries.next_session(larache.pk, after).opens_on == date(2027, 2, 1)
        row = actions.fix_session(facts=self.facts(), reason="قرار الرئيس", **acting)
        assert queries.next_session(larache.pk, after).opens_on == date(2027, 2, 4)
        moved = self.facts(opens_on=date(2027, 2, 5))
        actions.fix_session(facts=moved, reason="تأجيل", session_id=row.pk, **acting)
        assert queries.next_session(larache.pk, after).opens_on == date(2027, 2, 5)
        refused(Refusal.REASON_NEEDED, actions.remove_session, session_id=row.pk, reason="", **acting)
        actions.remove_session(session_id=row.pk, reason="خطأ", **acting)
        assert queries.next_session(larache.pk, after).opens_on == date(2027, 2, 1)
        assert Entry.objects.filter(room="territories").count() == 3

    def test_refusals(self, acting):
        actions.fix_session(facts=self.facts(), reason="قرار", **acting)
        for refusal, changed in (
            (Refusal.SESSION_TAKEN, {}),
            (Refusal.SESSION_TAKEN, {"month": 5}),
            (Refusal.SESSION_MONTH, {"month": 3, "opens_on": date(2027, 3, 4)}),
            (Refusal.SESSION_ORDER, {"closes_on": date(2027, 2, 3)}),
        ):
            refused(refusal, actions.fix_session, facts=self.facts(**changed), reason="قرار", **acting)
        assert CouncilSession.objects.count() == 1


class TestDays:
    """§ places-6"""

    @pytest.fixture(autouse=True)
    def calendar(self, db):
        actions.load_holidays(years=[2026, 2027], now=NOW)

    def off(self, larache, day):
        return day in queries.days_off(larache.pk, day, day)

    def test_a_day_is_closed_and_opened_again(self, acting, larache, beni_mellal):
        day = date(2027, 3, 3)
        made = actions.correct_day(day=day, kind=DayKind.CLOSED, reason="أشغال", name_ar="إغلاق", **acting)
        assert self.off(larache, day)
        with within(beni_mellal.pk):
            assert not self.off(beni_mellal, day)
        actions.remove_correction(correction_id=made.pk, reason="انتهت الأشغال", **acting)
        assert not self.off(larache, day)

    def test_a_national_day_off_becomes_a_working_day(self, acting, larache):
        actions.correct_day(day=INDEPENDENCE_2027, kind=DayKind.WORKED, reason="ضرورة", **acting)
        assert not self.off(larache, INDEPENDENCE_2027)
        names = queries.named_days_off(larache.pk, date(2027, 11, 1), date(2027, 11, 30))
        assert [off.day for off in names] == [date(2027, 11, 6)]

    @pytest.mark.parametrize(
        ("day", "kind", "refusal"),
        [
            (INDEPENDENCE_2027, DayKind.CLOSED, Refusal.DAY_OFF_ALREADY),
            (date(2027, 3, 6), DayKind.CLOSED, Refusal.DAY_OFF_ALREADY),  # a Saturday
            (date(2027, 3, 3), DayKind.WORKED, Refusal.DAY_NOT_OFF),
        ],
    )
    def test_refusals(self, acting, day, kind, refusal):
        refused(refusal, actions.correct_day, day=day, kind=kind, reason="سبب", **acting)
        refused(Refusal.REASON_NEEDED, actions.correct_day, day=day, kind=kind, reason="", **acting)

    def test_a_day_is_corrected_once(self, acting):
        for kind, day in ((DayKind.CLOSED, date(2027, 3, 3)), (DayKind.WORKED, INDEPENDENCE_2027)):
            actions.correct_day(day=day, kind=kind, reason="سبب", **acting)
            refused(Refusal.DAY_CORRECTED, actions.correct_day, day=day, kind=kind, reason="سبب", **acting)
        assert DayCorrection.objects.count() == 2

    def test_the_moon_moves_a_national_day_for_all_and_loading_again_keeps_it(self, acting, larache):
        eid, next_day = date(2027, 3, 9), date(2027, 3, 11)
        facts = {"actor": acting["actor"], "now": NOW, "reason": "رؤية الهلال"}
        actions.move_holiday(day=eid, to=next_day, **facts)
        for _ in range(2):
            assert not self.off(larache, eid)
            assert self.off(larache, next_day)
            assert not Holiday.objects.get(day=next_day).is_estimated
            actions.load_holidays(years=[2027], now=NOW)
        with everywhere():
            assert Entry.objects.filter(verb="territories.move_holiday", territory_id=None).count() == 1

    def test_a_holiday_is_confirmed_on_its_day(self, acting):
        eid = date(2027, 3, 9)
        actions.move_holiday(day=eid, to=eid, actor=acting["actor"], now=NOW, reason="رؤية الهلال")
        assert not Holiday.objects.get(day=eid).is_estimated
        assert not Holiday.objects.get(day=eid).is_struck
