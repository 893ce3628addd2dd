"""Staff set an edition up, enter ideas, write projects, study them and publish prices, in the browser."""

from datetime import timedelta

import pytest

from tadafor.budgets import queries
from tadafor.budgets.rules.cycle import Phase
from tadafor.budgets.tests.factories import START, days_from, make_edition, make_idea, make_project, moment
from tadafor.kernel import clock
from tadafor.kernel.scopes import within

pytestmark = pytest.mark.django_db
DESK = "/larache/budgets/desk/"
HOME = f"{DESK}edition-2026/"
REGULATION = {
    "title": "دورة القرب",
    "slug": "qurb",
    "summary": "مشاريع القرب",
    "principles": "الشفافية",
    "criteria": "الصالح العام",
    "study_criteria": "يدخل في اختصاص الجماعة\nفوق ملك عمومي",
    "score_grid": "أثره على النساء = 10",
    "marks": "يخدم النساء",
    "minimum_age": 16,
    "ballot_rule": "approval",
    "least_choices": 0,
    "most_choices": 3,
    "points": 10,
    "language": "ar",
}
PROJECT = {
    "title": "ملعب القرب",
    "description": "ملعب صغير بأرضية مطاطية وإنارة.",
    "symbol": "ball",
    "colour": "blue",
}


def days_typed():
    return {
        f"{one.phase}_{end}": day.isoformat()
        for one in days_from()
        for end, day in (("from", one.opens_on), ("to", one.closes_on))
    }


@pytest.fixture
def edition(larache):
    return make_edition(larache)


@pytest.fixture
def staff(client_of, nadia):
    return client_of(nadia)


def at(edition, phase):
    return clock.stopped_at(moment(edition, phase))


def test_an_edition_is_born_in_the_browser(larache, staff, client):
    with clock.stopped_at(moment_before := clock.start_of(START - timedelta(days=20))):
        staff.post(f"{DESK}new/", REGULATION)
        staff.post(f"{DESK}qurb/days/", days_typed())
        staff.post(f"{DESK}qurb/envelopes/", {"name": "المدينة كلها", "amount": "400000"})
        assert client.get("/larache/budgets/qurb/").status_code == 404
        page = staff.post(f"{DESK}qurb/announce/", follow=True).content.decode()
        assert "أُعلن عن الدورة" in page
        public = client.get("/larache/budgets/qurb/").content.decode()
    assert moment_before
    assert "الصالح العام" in public
    with within(larache.pk):
        found = queries.edition_at("qurb")
    assert [one["words"] for one in found.study_criteria] == ["يدخل في اختصاص الجماعة", "فوق ملك عمومي"]
    assert found.score_grid == [{"key": "g1", "words": "أثره على النساء", "most": 10}]
    assert (found.minimum_age, found.most_choices) == (16, 3)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"score_grid": "بلا نقطة"}, "السطر 1"),
        ({"title": "", "slug": ""}, "error"),
        ({"most_choices": 1, "least_choices": 2}, "أقصى عدد أقل من أقل عدد"),
        ({"slug": "desk"}, "اختاروا عنوانا آخر"),
        ({"slug": "edition-2026"}, "توجد دورة بهذا الرابط"),
    ],
)
def test_a_faulty_regulation_is_said_and_kept(edition, staff, fault, said):
    page = staff.post(f"{DESK}new/", REGULATION | fault)
    assert page.status_code == 400
    assert said in page.content.decode()
    assert "الصالح العام" in page.content.decode()


def test_a_new_edition_begins_as_a_copy_of_the_last_one(edition, staff, larache):
    page = staff.get(f"{DESK}new/?from=edition-2026").content.decode()
    assert "نسخة من قواعد" in page
    assert "الشفافية، المساواة، القرب." in page
    staff.post(f"{DESK}new/?from=edition-2026", REGULATION)
    with within(larache.pk):
        copy = queries.any_edition_at("qurb")
        assert copy.copied_from_id == edition.pk
        assert [one.amount for one in queries.envelopes_of(copy)] == [400_000]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"vote_from": "", "vote_to": ""}, "حددوا أيام التصويت"),
        ({"ideas_to": ""}, "اكتبوا اليومين معا"),
        ({"ideas_to": "2026-03-25"}, "تتداخل مرحلتان"),
        ({"vote_to": "2026-01-01"}, "آخر يوم من المرحلة قبل أولها"),
        ({"vote_to": "غدا"}, "error"),
    ],
)
def test_days_that_make_no_cycle_are_told(larache, staff, typed, said):
    make_edition(larache, announced=False)
    page = staff.post(f"{HOME}days/", days_typed() | typed)
    assert page.status_code == 400
    assert said in page.content.decode()


def test_an_announced_edition_does_not_change(edition, staff):
    with at(edition, Phase.VOTE):
        for page, typed in (
            ("regulation/", REGULATION),
            ("days/", days_typed()),
            ("envelopes/", {"name": "آخر", "amount": "5"}),
        ):
            answer = staff.post(f"{HOME}{page}", typed)
            assert "لم تعد قواعدها تتغير" in answer.content.decode(), page


def test_an_envelope_goes_from_a_draft(larache, staff):
    edition = make_edition(larache, announced=False)
    with within(larache.pk):
        key = queries.envelopes_of(edition)[0].pk
    staff.post(f"{HOME}envelopes/{key}/remove/")
    with within(larache.pk):
        assert queries.envelopes_of(edition) == []


def test_a_phase_is_made_longer(larache, staff, client):
    edition = make_edition(larache, days=[days_from()[0], days_from()[-1]])
    with at(edition, Phase.IDEAS):
        refused = staff.post(
            f"{HOME}extend/", {"phase": "ideas", "to_date": "2026-03-05", "reason": "طلب الجمعيات"}
        )
        assert "ليس بعد اليوم الأخير الحالي" in refused.content.decode()
        staff.post(f"{HOME}extend/", {"phase": "ideas", "to_date": "2026-03-30", "reason": "طلب الجمعيات"})
        assert "طلب الجمعيات" in client.get("/larache/budgets/edition-2026/").content.decode()


def test_the_box_of_ideas_is_entered_one_after_the_other(edition, staff, larache):
    typed = {
        "channel": "workshop",
        "received_on": START.isoformat(),
        "title": "نافورة",
        "body": "نافورة وسط الساحة تلطف الجو صيفا.",
        "token": "a",
        "name": "أم سعيد",
    }
    with at(edition, Phase.IDEAS):
        page = staff.post(f"{HOME}ideas/", typed, follow=True)
    said = page.content.decode()
    assert "سُجلت الفكرة ورقمها 1" in said
    assert START.isoformat() in said  # the day stays for the next sheet
    with at(edition, Phase.IDEAS):
        wrong = staff.post(f"{HOME}ideas/", typed | {"received_on": "2026-01-01", "token": "b"})
    assert "ليس من أيام تلقي الأفكار" in wrong.content.decode()


def test_from_ideas_to_published_prices(edition, staff, client_of, amal, larache, client):
    make_idea(edition, title="ملعب")
    committee = client_of(amal)
    with within(larache.pk):
        envelope = queries.envelopes_of(edition)[0].pk
    with at(edition, Phase.MERGING):
        committee.post(f"{HOME}projects/new/", PROJECT | {"envelope": envelope})
        committee.post(f"{HOME}projects/1/ideas/", {"ideas": "1"})
        assert "ملعب" in committee.get(f"{HOME}projects/1/ideas/").content.decode()
        assert committee.get(f"{HOME}projects/1/study/").status_code == 404
    study = {
        "service": "قسم الأشغال",
        "verdict": "feasible",
        "finding_competence": "yes",
        "finding_public_land": "yes",
        "score_women": 7,
        "score_access": 3,
        "price": "",
        "months": 5,
    }
    with at(edition, Phase.STUDY):
        faulty = staff.post(f"{HOME}projects/1/study/", study)
        assert "لا يكون المشروع قابلا للإنجاز دون كلفة" in faulty.content.decode()
        staff.post(f"{HOME}projects/1/study/", study | {"price": "150000"})
        again = staff.post(f"{HOME}projects/1/study/", study | {"price": "160000"})
        assert "الرأي الثاني يبديه شخص آخر" in again.content.decode()
        staff.post(f"{HOME}prices/")
        public = client.get("/larache/budgets/edition-2026/projects/1/").content.decode()
    assert "150000" in public.replace("\u00a0", "")
    assert "ملعب القرب" in public


def test_what_waits_for_its_study_is_told_and_whether_it_is_late(edition, staff):
    make_project(edition, studied=False)
    with at(edition, Phase.PRICES):
        page = staff.get(f"{HOME}projects/").content.decode()
    assert "متأخر" in page
    assert "ادرسوا المشروع" in page


@pytest.mark.parametrize(
    "page",
    ["", "regulation/", "days/", "envelopes/", "announce/", "extend/", "ideas/", "projects/", "prices/"],
)
@pytest.mark.parametrize("language", ["", "/fr"])
def test_the_desk_opens_and_is_nobody_elses(edition, staff, client_of, salma, page, language):
    for phase in (Phase.ANNOUNCED, Phase.STUDY, Phase.COUNT):
        with at(edition, phase):
            assert staff.get(f"{language}{HOME}{page}").status_code == 200
    assert client_of(salma).get(f"{HOME}{page}").status_code == 404


FIXED = {  # in which phase, where, why, and what is shown in place of a form
    "regulation": (Phase.IDEAS, "regulation/", "لم تعد قواعدها تتغير", "المبادئ"),
    "days": (Phase.IDEAS, "days/", "لم تعد قواعدها تتغير", "تمديد مرحلة"),
    "announcement": (Phase.IDEAS, "announce/", "لم تعد قواعدها تتغير", "العودة إلى الدورة"),
    "a new project": (Phase.VOTE, "projects/new/", "لا يمكن ذلك في هذه المرحلة", "الدراسة التقنية"),
    "a project": (Phase.VOTE, "projects/1/", "لا يمكن ذلك في هذه المرحلة", "العودة إلى المشاريع"),
    "its ideas": (Phase.VOTE, "projects/1/ideas/", "لا يمكن ذلك في هذه المرحلة", "تلقي الأفكار"),
    "its study": (Phase.VOTE, "projects/1/study/", "لا يمكن ذلك في هذه المرحلة", "نشر الكلفة"),
    "its withdrawal": (Phase.VOTE, "projects/1/withdraw/", "لا يمكن ذلك في هذه المرحلة", "نشر الكلفة"),
    "prices": (Phase.VOTE, "prices/", "لا يمكن ذلك في هذه المرحلة", "الدراسة التقنية"),
    "a key before prices": (Phase.IDEAS, "vote/key/", "كلفة المشاريع", "العودة إلى التصويت"),
    "an urn nobody published": (Phase.IDEAS, "vote/opened/", "الصندوق", "العودة إلى التصويت"),
    "a vote that is not void": (Phase.VOTE, "vote/again/", "بطلان", "العودة إلى التصويت"),
    "a lot before prices": (Phase.IDEAS, "count/lot/", "كلفة المشاريع", "العودة إلى الفرز"),
}


def test_what_is_fixed_is_said_before_anybody_types(edition, staff, nadia):
    """§ budgets-phases: why, and what stands, where a form would only be refused once it is sent."""
    make_project(edition, now=moment(edition, Phase.STUDY))
    found = {}
    for name, (phase, address, *_words) in FIXED.items():
        with at(edition, phase):
            page = staff.get(f"{HOME}{address}")
        told = page.content.decode().partition("<main")[2].partition("</main>")[0]
        found[name] = (page.status_code, told.count("<form"), *(words in told for words in _words))
    assert found == dict.fromkeys(FIXED, (200, 0, True, True))
