"""The staff pages: a whole life at the desk, who may, what is refused and kept."""

import pytest
from django.test import Client

from tadafor.consultations import rules
from tadafor.consultations.models import Consultation, Decision
from tadafor.consultations.tests.factories import (
    AFTER,
    BEFORE,
    DURING,
    LATER,
    contribute,
    decide,
    make_consultation,
)
from tadafor.kernel import clock
from tadafor.kernel.scopes import everywhere
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import give, make_person

pytestmark = pytest.mark.django_db
DESK = "/larache/consultations/desk/"
HERE = f"{DESK}charter/"
SETTINGS = {
    "title": "ميثاق المشاركة المواطنة",
    "slug": "charter",
    "stake": "كيف تشارك الساكنة.",
    "promise": "جواب على كل مساهمة.",
    "opens_on": "2026-03-02",
    "closes_on": "2026-03-22",
    "audience": "contact",
    "names_shown": "initial",
    "moderation": "after",
    "language": "ar",
}
TEXT = """# أحكام عامة
## {aims} الأهداف
تقوية المشاركة المواطنة.
## {reply-delays} آجال الجواب
تجيب الجماعة داخل شهر."""
REASON = "أُخذ بالمقترح في الصيغة الجديدة."


@pytest.fixture
def desk(nadia, client_of):
    return client_of(nadia)


@pytest.fixture
def president(larache, client_of):
    return client_of(give(make_person("رئاسة المجلس"), larache, RoleKind.PRESIDENT))


@pytest.fixture
def after():
    with clock.stopped_at(AFTER):
        yield


def sent(client, address, typed=None, status=303):
    response = client.post(address, typed or {})
    assert response.status_code == status, response.content.decode()[:3000]
    return response


def text_of(response):
    return response.content.decode()


def test_a_consultation_is_run_from_the_desk_alone(desk, president, larache, salma, client_of):
    with clock.stopped_at(BEFORE):
        assert sent(desk, f"{DESK}new/", SETTINGS).url == HERE
        assert "هذا ما فهمناه" in text_of(desk.post(f"{HERE}text/whole/", {"text": TEXT}))
        sent(desk, f"{HERE}text/whole/", {"text": TEXT, "keep": "1"})
        sent(desk, f"{HERE}announce/")
        sent(
            desk,
            f"{HERE}committee/foundation/",
            {
                "name": "لجنة الدراسة",
                "founded_by": "قرار رقم 4",
                "founded_on": "2026-02-10",
                "members": "* نائبة الرئيس\nمدير المصالح",
            },
        )
    with clock.stopped_at(DURING):
        with everywhere():
            one = Consultation.objects.get()
        contribute(one, kind=rules.Kind.AMENDMENT, body="", proposed="تجيب الجماعة داخل أسبوعين.")
        typed = {
            "kind": "comment",
            "body": "نريد جوابا صوتيا أيضا.",
            "passage": "aims",
            "author_kind": "citizen",
            "channel": "workshop",
            "received_on": "2026-03-09",
            "token": "t1",
        }
        entered = sent(desk, f"{HERE}enter/", typed)
        assert "سُجلت المساهمة ورقمها 2" in text_of(desk.get(entered.url))
        sent(desk, f"{HERE}extend/", {"closes_on": "2026-03-23", "reason": "عطلة العيد"})
    examined_and_ended(desk, president)


def examined_and_ended(desk, president):
    with clock.stopped_at(AFTER):
        sent(
            desk,
            f"{HERE}committee/meeting/",
            {"held_on": "2026-03-24", "place": "مقر الجماعة", "present": "7", "summary": ""},
        )
        decision = {"outcome": "accepted", "reason": REASON, "seen": "0"}
        assert sent(desk, f"{HERE}contributions/1/", decision).url == f"{HERE}contributions/2/"
        both = {
            "number": ["2"],
            "what": "decide",
            "decided": "1",
            "outcome": "not_accepted",
            "reason": REASON,
        }
        sent(desk, f"{HERE}contributions/together/", both)
        sent(president, f"{HERE}approvals/", {"number": ["1", "2"], "seen-1": "1", "seen-2": "1"})
        sent(desk, f"{HERE}text/open/")
        assert "تجيب الجماعة داخل أسبوعين." in text_of(desk.get(f"{HERE}text/reply-delays/?use=1"))
        changed = {"title": "آجال الجواب", "body": "تجيب الجماعة داخل أسبوعين.", "causes": ["1"], "seen": "0"}
        sent(desk, f"{HERE}text/reply-delays/", changed)
        sent(desk, f"{HERE}text/publish/", {"note": ""})
    with clock.stopped_at(LATER):
        sent(desk, f"{HERE}conclude/", {"words": "شكرا لكل من ساهمت وساهم."})
        sent(
            desk,
            f"{HERE}adoption/",
            {"session": "دورة ماي", "adopted_on": "2026-05-07", "decision_number": "12", "note": ""},
        )
        assert "صادق المجلس على النص" in text_of(Client().get("/larache/consultations/charter/"))
        text = text_of(desk.get(f"{HERE}text/"))  # nothing to write, but all of it to read
        for page in ("versions/1/", "versions/2/", "versions/1/2/", "articles/reply-delays/"):
            assert f"/larache/consultations/charter/{page}" in text


PAGES = (
    DESK,
    HERE,
    f"{HERE}text/",
    f"{HERE}text/open/",
    f"{HERE}contributions/",
    f"{HERE}contributions/1/",
    f"{HERE}approvals/",
    f"{HERE}committee/",
    f"{HERE}committee/foundation/",
    f"{HERE}committee/delegation/",
    f"{HERE}conclude/",
    f"{HERE}adoption/",
    f"{HERE}enter/",
    f"{HERE}extend/",
    f"{HERE}settings/",
    f"{HERE}announce/",
)


@pytest.mark.usefixtures("after")
class TestPages:
    @pytest.mark.parametrize("language", ["", "/fr"])
    @pytest.mark.parametrize("address", PAGES)
    def test_staff_see_it_and_nobody_else(self, larache, desk, salma, karim, client_of, address, language):
        contribute(make_consultation(larache))
        assert desk.get(language + address).status_code == 200
        for stranger in (client_of(salma), client_of(karim)):
            assert stranger.get(language + address).status_code == 404
        assert "/account/" in Client().get(language + address).url

    @pytest.mark.parametrize(
        ("address", "queries"),
        [(DESK, 4), (f"{HERE}contributions/", 12), (f"{HERE}approvals/", 9)],
    )
    @pytest.mark.parametrize("rows", [1, 3])
    def test_it_costs_the_same_with_one_and_with_three(
        self, larache, desk, django_assert_num_queries, address, queries, rows
    ):
        consultation = make_consultation(larache)
        for _ in range(rows):
            decide(contribute(consultation), approved=False)
        desk.get(address)
        with django_assert_num_queries(queries):
            assert desk.get(address).status_code == 200

    def test_an_own_draft_is_greyed_and_says_why(self, larache, client_of):
        contribute(make_consultation(larache))
        director = client_of(give(make_person("مدير المصالح"), larache, RoleKind.DIRECTOR))
        sent(director, f"{HERE}contributions/1/", {"outcome": "accepted", "reason": REASON, "seen": "0"})
        assert "لا يعتمد أحد قرارا حرّره بنفسه." in text_of(director.get(f"{HERE}approvals/"))
        sent(director, f"{HERE}approvals/", {"number": ["1"]}, status=409)

    def test_a_focal_point_may_not_approve(self, larache, desk):
        decide(contribute(make_consultation(larache)), approved=False)
        response = sent(desk, f"{HERE}approvals/", {"number": ["1"]}, status=409)
        assert "اعتماد القرارات من اختصاص الرئاسة" in text_of(response)


@pytest.mark.usefixtures("after")
class TestDeciding:
    def test_the_second_of_two_sees_the_first_and_keeps_their_words(
        self, larache, desk, president, client_of
    ):
        contribute(make_consultation(larache))
        amal = client_of(give(make_person("زميلة"), larache, RoleKind.COMMITTEE))
        sent(amal, f"{HERE}contributions/1/", {"outcome": "accepted", "reason": REASON, "seen": "0"})
        mine = {"outcome": "spam", "reason": "كلماتي التي كتبتها بعدها.", "seen": "0"}
        said = text_of(sent(desk, f"{HERE}contributions/1/", mine, status=409))
        assert "القرار المسجل في هذه الأثناء" in said
        assert REASON in said
        assert "كلماتي التي كتبتها بعدها." in said
        with everywhere():
            assert Decision.objects.get().outcome == "accepted"

    def test_without_a_reason_nothing_is_kept_but_what_was_typed(self, larache, desk):
        contribute(make_consultation(larache))
        said = text_of(
            sent(
                desk,
                f"{HERE}contributions/1/",
                {"outcome": "partly", "reason": "نعم", "seen": "0"},
                status=409,
            )
        )
        assert "علّلوا القرار" in said
        assert "نعم" in said

    def test_all_or_nothing_in_bulk(self, larache, desk):
        consultation = make_consultation(larache)
        decide(contribute(consultation))
        contribute(consultation)
        typed = {"number": ["1", "2"], "decided": "1", "outcome": "partly", "reason": REASON}
        assert "اعتُمد قرار في هذه المساهمة" in text_of(
            sent(desk, f"{HERE}contributions/together/", typed, status=400)
        )
        with everywhere():
            assert Decision.objects.count() == 1

    @pytest.mark.parametrize("numbers", [[], ["x"], ["1", "99"]])
    def test_a_careless_choice_is_no_fault(self, larache, desk, numbers):
        contribute(make_consultation(larache))
        typed = {"number": numbers, "decided": "1", "outcome": "partly", "reason": REASON}
        assert desk.post(f"{HERE}contributions/together/", typed).status_code in {303, 400}

    def test_similar_ones_are_grouped(self, larache, desk):
        consultation = make_consultation(larache)
        contribute(consultation)
        contribute(consultation)
        address = f"{HERE}contributions/together/"
        assert "اكتبوا اسما للمجموعة" in text_of(
            sent(desk, address, {"number": ["1", "2"], "what": "group"}, status=400)
        )
        sent(desk, address, {"number": ["1", "2"], "what": "group", "title": "تقليص الأجل"})
        assert "تقليص الأجل (2)" in text_of(desk.get(f"{HERE}contributions/"))
        sent(desk, address, {"number": ["1", "2"], "what": "ungroup"})
        assert "تقليص الأجل" not in text_of(desk.get(f"{HERE}contributions/"))

    def test_an_answer_goes_back_with_a_reason(self, larache, desk, president):
        decide(contribute(make_consultation(larache)), approved=False)
        assert "علّلوا" in text_of(sent(president, f"{HERE}contributions/1/back/", {"reason": ""}, status=400))
        sent(president, f"{HERE}contributions/1/back/", {"reason": "التعليل غير كاف"})
        assert "التعليل غير كاف" in text_of(desk.get(f"{HERE}contributions/1/"))

    @pytest.mark.parametrize("seen", ["", "1", "x", "9" * 40, "-2"])
    def test_words_written_after_the_ones_read_are_not_approved(self, larache, desk, president, seen):
        decide(contribute(make_consultation(larache)), approved=False)
        sent(
            desk, f"{HERE}contributions/1/", {"outcome": "partly", "reason": "كلمات أخرى بعدها.", "seen": "1"}
        )
        response = sent(president, f"{HERE}approvals/", {"number": ["1"], "seen-1": seen}, status=409)
        assert "غيّر شخص آخر" in text_of(response)
        assert "كلمات أخرى بعدها." in text_of(response)
        sent(president, f"{HERE}approvals/", {"number": ["1"], "seen-1": "2"})

    def test_a_delegation_lets_approve(self, larache, desk, client_of):
        decide(contribute(make_consultation(larache)), approved=False)
        deputy = give(make_person("نائبة"), larache, RoleKind.COMMITTEE)
        sent(desk, f"{HERE}committee/delegation/", {"person": str(deputy.pk), "reference": "قرار 9"})
        sent(client_of(deputy), f"{HERE}approvals/", {"number": ["1"], "seen-1": "1"})
        with everywhere():
            assert Decision.objects.get().approved_by == deputy


class TestRefusals:
    def test_settings_that_make_no_window_keep_what_was_typed(self, larache, desk):
        with clock.stopped_at(BEFORE):
            said = text_of(sent(desk, f"{DESK}new/", SETTINGS | {"closes_on": "2026-03-01"}, status=400))
        assert "يجب أن يكون تاريخ الاختتام بعد تاريخ الافتتاح" in said
        assert "كيف تشارك الساكنة." in said

    @pytest.mark.parametrize("slug", ["desk", "charter"])
    def test_a_taken_address_is_refused(self, larache, desk, slug):
        make_consultation(larache)
        with clock.stopped_at(BEFORE):
            sent(desk, f"{DESK}new/", SETTINGS | {"slug": slug}, status=400)

    def test_an_empty_address_is_made_from_the_title(self, larache, desk):
        with clock.stopped_at(BEFORE):
            response = sent(desk, f"{DESK}new/", SETTINGS | {"slug": ""})
        assert desk.get(response.url).status_code == 200

    def test_an_address_is_only_asked_of_a_title(self, larache, desk):
        untitled = desk.post(f"{DESK}new/", SETTINGS | {"title": "", "slug": ""})
        assert untitled.status_code == 400
        assert "اختاروا عنوانا آخر للرابط" not in text_of(untitled)
        unwritable = desk.post(f"{DESK}new/", SETTINGS | {"title": "؟!", "slug": ""})
        assert "اختاروا عنوانا آخر للرابط" in text_of(unwritable)

    def test_settings_change_until_it_is_announced(self, larache, desk):
        make_consultation(larache, announced=False)
        with clock.stopped_at(BEFORE):
            moved = sent(desk, f"{HERE}settings/", SETTINGS | {"slug": "ميثاق"})
            assert desk.get(moved.url).status_code == 200
            sent(desk, f"{moved.url}announce/")
            said = text_of(sent(desk, f"{moved.url}settings/", SETTINGS | {"slug": "ميثاق"}, status=400))
        assert "لم يعد ممكنا تغيير إعداداته" in said

    def test_a_text_not_understood_is_told_and_kept(self, larache, desk):
        make_consultation(larache, announced=False)
        with clock.stopped_at(BEFORE):
            said = text_of(
                sent(desk, f"{HERE}text/whole/", {"text": "كلمات بلا مادة", "keep": "1"}, status=400)
            )
        assert "لم نجد أي مادة" in said
        assert "كلمات بلا مادة" in said

    def test_what_is_missing_for_the_report_is_linked(self, larache, desk):
        contribute(make_consultation(larache))
        with clock.stopped_at(AFTER):
            said = text_of(desk.get(f"{HERE}conclude/"))
        assert "وعددها: 1" in said
        assert f"{HERE}contributions/1/" in said

    def test_without_a_new_version_a_reason_is_asked(self, larache, desk):
        decide(contribute(make_consultation(larache)))
        with clock.stopped_at(AFTER):
            said = text_of(sent(desk, f"{HERE}conclude/", {"words": "شكرا"}, status=400))
        assert "اكتبوا سبب بقائه كما هو" in said

    def test_articles_are_added_and_removed_at_the_drafting_table(self, larache, desk):
        make_consultation(larache)
        with clock.stopped_at(AFTER):
            sent(desk, f"{HERE}text/open/")
            added = {"sort": "article", "after": "aims", "title": "لجنة التتبع", "body": "تُحدث لجنة."}
            sent(desk, f"{HERE}text/add/", added)
            sent(desk, f"{HERE}text/reply-delays/remove/")
            said = text_of(sent(desk, f"{HERE}text/publish/", {"note": ""}, status=400))
            assert "تغييرات لا تستند إلى أي مساهمة، وعددها: 2" in said
            sent(desk, f"{HERE}text/publish/", {"note": "دمج الآجال في باب لاحق."})
        difference = text_of(Client().get("/larache/consultations/charter/versions/1/2/"))
        assert "لجنة التتبع" in difference
        assert "دمج الآجال في باب لاحق." in difference
