"""The pages: who sees what, what is typed wrong, how light they are."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tadafor.commitments import actions, queries, tasks
from tadafor.commitments.models import Commitment, Plan, Remark
from tadafor.commitments.queries import offers
from tadafor.commitments.rules import IndicatorKind, MemberGroup, Source, Status
from tadafor.commitments.tests.factories import NOW, WHY, Place, citizen_actor
from tadafor.documents.models import Document
from tadafor.kernel.clock import stopped_at
from tadafor.kernel.scopes import everywhere, within
from tadafor.people.actor import Actor
from tadafor.people.models import Person
from tadafor.people.rules import Level
from tadafor.people.tests.factories import make_person

pytestmark = pytest.mark.django_db
AT = "/larache/commitments/"


@pytest.fixture(autouse=True)
def _day():
    with stopped_at(NOW):
        yield


@pytest.fixture
def place(larache):
    with within(larache.pk):
        yield Place(larache)


@pytest.fixture
def head(place, client_of):
    return client_of(Person.objects.get(pk=place.director.person_id))


def page(answer):
    return answer.content.decode()


def photo():
    drawn = BytesIO()
    Image.new("RGB", (64, 48), "green").save(drawn, "JPEG")
    return SimpleUploadedFile("site.jpg", drawn.getvalue(), "image/jpeg")


def full(place):
    """A published plan: one under way, one late in silence, one delayed, one done."""
    ones = [
        place.promised(1, ends_on=date(2026, 12, 31), latitude=Decimal("35.19"), longitude=Decimal("-6.15")),
        place.promised(2, ends_on=date(2026, 1, 5)),
        place.promised(3, ends_on=date(2026, 2, 1), axis=1),
        place.promised(4, axis=1),
    ]
    place.milestone(ones[0], due_on=date(2026, 6, 1))
    place.money(ones[0], planned=1_000, committed=500, paid=100)
    place.published()
    place.moved(ones[0], Status.UNDER_WAY, reason="")
    place.moved(ones[2], Status.DELAYED, new_day=date(2026, 9, 1))
    place.moved(ones[3], Status.UNDER_WAY, reason="")
    place.moved(ones[3], Status.DONE, reason="فُتحت الحديقة أمام الجميع.")
    return ones


def test_nothing_shows_before_it_is_published(place):
    place.promised()
    visitor = Client()
    assert "لا مخطط منشور بعد" in page(visitor.get(AT))
    for path in ("1/", "1/1/", "1/timeline/", "1/places/"):
        assert visitor.get(f"{AT}{path}").status_code == 404
    place.published()
    for path in ("", "1/", "1/1/", "1/timeline/", "1/places/"):
        answer = visitor.get(f"{AT}{path}")
        assert (answer.status_code, "Set-Cookie" in answer.headers) == (200, False), path
        assert "max-age" in answer.headers["Cache-Control"]
    assert visitor.get(f"{AT}1/9/").status_code == 404


def test_what_is_late_says_so_by_itself_and_what_is_delayed_says_why(place):
    """§ commitments-5, § commitments-6"""
    full(place)
    late = page(Client().get(f"{AT}1/?shelf=late"))
    assert "تجاوز موعده ولم تقل الجماعة لماذا" in late
    assert WHY in late
    assert ">مشروع 1<" not in late
    assert "تجاوز موعده ولم تقل الجماعة لماذا" in page(Client().get(f"{AT}1/2/"))
    in_french = page(Client().get("/fr/larache/commitments/1/2/"))
    assert "sans explication de la commune" in in_french


def test_a_plan_is_filtered_and_as_light_with_one_row_as_with_four(place, django_assert_num_queries):
    visitor = Client()
    place.promised(9, axis=1)
    place.published()
    visitor.get(f"{AT}1/")
    with django_assert_num_queries(8):
        visitor.get(f"{AT}1/")
    place.plan.published_at = None
    place.plan.save()
    full(place)
    with django_assert_num_queries(8):
        every = page(visitor.get(f"{AT}1/"))
    assert all(f">مشروع {number}<" in every for number in (1, 2, 3, 4, 9))
    assert ">مشروع 1<" not in page(visitor.get(f"{AT}1/?axis=2"))
    assert ">مشروع 2<" not in page(visitor.get(f"{AT}1/?text=مشروع 1"))
    assert ">مشروع 3<" not in page(visitor.get(f"{AT}1/?shelf=done"))
    odd = visitor.get(f"{AT}1/?axis=77&neighbourhood=x&shelf=zz&page=99")
    assert odd.status_code == 200
    with django_assert_num_queries(4):
        visitor.get(f"{AT}1/timeline/?year=2026")
    assert visitor.get(f"{AT}1/timeline/?year=٢٠٢٦٠٠٠٠").status_code == 200
    drawn = page(visitor.get(f"{AT}1/places/"))
    assert 'class="map"' in drawn


def test_a_commitment_is_as_light_with_three_of_everything(place, django_assert_num_queries):
    one = full(place)[0]
    visitor, author = Client(), place.director
    place.said(one, token="a")
    facts = {"kind": IndicatorKind.IMPACT, "target": Decimal(9)}
    with within(place.territory.pk):
        for at in (1, 2):
            actions.keep_indicator(
                commitment=one, facts=actions.IndicatorFacts(position=at, name="مؤشر", **facts), **place.by()
            )
    visitor.get(f"{AT}1/1/")
    with django_assert_num_queries(6):
        visitor.get(f"{AT}1/1/")
    for at in (2, 3):
        place.said(one, token=f"b{at}", actor=author)
        place.milestone(one, at)
        place.money(one, source=Source.REGION, year=2025 + at, planned=1)
    with django_assert_num_queries(6):
        visitor.get(f"{AT}1/1/")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"body": ""}, "هذا الحقل"),
        ({"body": "قصير"}, "عشرة أحرف على الأقل"),
        ({"claim": ""}, "هذا الحقل"),
        ({"claim": "insult"}, ""),
        ({"token": "t" * 65}, ""),
        ({"body": "ط" * 2_001}, ""),
        ({"photo": SimpleUploadedFile("x.jpg", b"no photograph", "image/jpeg")}, "الصفحة لا تحتفظ بالملفات"),
    ],
)
def test_a_correction_typed_wrong_is_said_and_kept(place, client_of, typed, said):
    place.promised()
    place.published()
    path = f"{AT}1/1/correct/"
    wrong = client_of(make_person("زينب التجريبية")).post(
        path, {"claim": "not_done", "body": WHY, "token": "one"} | typed
    )
    assert wrong.status_code == 400
    assert said in page(wrong)
    assert typed.get("body", WHY)[:30] in page(wrong)
    with everywhere():
        assert not Remark.objects.exists()


def test_a_citizen_corrects_with_a_photograph_and_the_desk_answers(place, client_of, head):
    """§ commitments-12"""
    one = full(place)[3]
    visitor = Client()
    assert visitor.get(f"{AT}1/4/correct/").status_code == 303
    person = client_of(make_person("زينب التجريبية"))
    assert person.get(f"{AT}1/4/correct/").status_code == 200
    typed = {"claim": "not_done", "body": "الحديقة ما زالت مغلقة.", "token": "one", "photo": photo()}
    assert person.post(f"{AT}1/4/correct/", typed).status_code == 303
    assert person.post(f"{AT}1/4/correct/", typed | {"photo": photo()}).status_code == 303
    with everywhere():
        assert (Remark.objects.count(), Document.objects.count()) == (1, 1)
    waiting = page(visitor.get(f"{AT}1/4/"))
    assert "الحديقة ما زالت مغلقة" in waiting
    assert "ينتظر جواب الجماعة" in waiting
    assert f"{AT}desk/1/4/remarks/1/" in page(head.get(f"{AT}desk/"))
    wrong = head.post(f"{AT}desk/1/4/remarks/1/", {"outcome": "confirmed", "words": "نعم"})
    assert wrong.status_code == 400
    told = {"outcome": "confirmed", "words": "صحيح: نفتحها يوم الاثنين القادم."}
    assert head.get(f"{AT}desk/1/4/remarks/1/").status_code == 200
    assert head.post(f"{AT}desk/1/4/remarks/1/", told).status_code == 303
    assert "نفتحها يوم الاثنين" in page(visitor.get(f"{AT}1/4/"))
    assert place.fresh(one).standing is Status.DONE
    assert (
        person.post(f"{AT}1/4/comment/", {"body": "شكرا على الجواب السريع.", "token": "two"}).status_code
        == 303
    )
    assert f"{AT}desk/1/4/remarks/1/" not in page(head.get(f"{AT}desk/"))


def test_staff_draw_up_a_plan_from_nothing(larache, place, head):
    """§ commitments-1, § commitments-10: each form is shown, refuses what is empty, then writes."""
    base = f"{AT}desk/"
    period = {"starts_on": "2023-10-06", "ends_on": "2025-10-05"}
    wrong = head.post(
        f"{base}new/", {"kind": "openness", "title": "برنامج", **period, "ends_on": "2033-01-01"}
    )
    assert wrong.status_code == 400
    assert "30 شهرا على الأكثر" in page(wrong)
    made = head.post(f"{base}new/", {"kind": "openness", "title": "برنامج الانفتاح", **period})
    assert (made.status_code, made.url) == (303, f"{base}2/")
    assert head.get(f"{base}2/new/").url == f"{base}2/axes/new/"
    for path, typed in (
        ("axes/new/", {"position": 1, "title": "التواصل", "weight": "1"}),
        ("axes/1/", {"position": 1, "title": "آليات التواصل", "weight": "2"}),
        ("axes/1/objectives/new/", {"position": 1, "title": "التواصل مع كل الأحياء"}),
        ("axes/1/objectives/1/", {"position": 1, "title": "التواصل مع الجميع"}),
        ("axes/new/", {"position": 2, "title": "الخدمات", "weight": "1"}),
        ("axes/2/remove/", {}),
        ("committee/", {"decision": "قرار 4 ماي 2023", "elected": "رئيس(ة) اللجنة\nعضو(ة)"}),
    ):
        assert head.get(f"{base}2/{path}").status_code == 200, path
        if "title" in typed:
            assert head.post(f"{base}2/{path}", typed | {"title": ""}).status_code == 400, path
        assert head.post(f"{base}2/{path}", typed).status_code == 303, path
    with within(larache.pk):
        plan = queries.plan_at(2)
        (axis,), (goal,) = queries.axes_of(plan), queries.objectives_of(plan)
        assert [one.group for one in queries.members_of(plan)] == [MemberGroup.ELECTED] * 2
    card = {
        "number": 68,
        "axis": axis.pk,
        "objective": goal.pk,
        "title": "تجويد آليات التواصل",
        "principles": ["information", "digital"],
        "gender": "neutral",
        "weight": "1",
        "ends_on": "2025-06-30",
        "latitude": "35.19",
        "longitude": "-6.15",
    }
    lost = head.post(f"{base}2/new/", card | {"latitude": "48.85", "longitude": "2.35"})
    assert lost.status_code == 400
    assert head.post(f"{base}2/new/", card).url == f"{base}2/68/"
    assert head.post(f"{base}2/new/", card).status_code == 400, "the number is taken"
    assert head.post(f"{base}2/publish/", {}).status_code == 303
    assert head.post(f"{base}2/edit/", {"kind": "openness", "title": "الانفتاح", **period}).status_code == 303
    assert "تجويد آليات التواصل" in page(Client().get(f"{AT}2/"))


def test_staff_keep_a_commitment_up_to_date(place, head, larache):
    """§ commitments-3, § commitments-8, § commitments-9, § commitments-13"""
    one = place.promised(1, ends_on=date(2026, 2, 1))
    place.published()
    base = f"{AT}desk/1/1/"
    card = {"axis": place.axes[1].pk, "title": "عنوان جديد", "gender": "targeted", "weight": "1"}
    money = {"source": "region", "year": 2026}
    for path, wrong, typed in (
        ("edit/", card, card | {"ends_on": "2026-02-01"}),
        ("progress/", {"progress": 101}, {"progress": 40}),
        ("milestones/new/", {}, {"position": 1, "title": "الصفقة", "weight": "1"}),
        ("milestones/1/", {}, {"position": 1, "title": "إطلاق الصفقة", "weight": "1"}),
        ("milestones/1/reach/", {"done_on": "2026-03-03"}, {"done_on": "2026-03-01", "proof": "محضر"}),
        ("milestones/1/remove/", None, {}),
        ("funding/new/", money, money | {"planned": "5"}),
        ("indicators/new/", {}, {"position": 1, "kind": "impact", "name": "مؤشر", "target": "9"}),
        ("indicators/1/", {}, {"position": 1, "kind": "impact", "name": "أثر", "target": "9"}),
        ("indicators/1/measure/", {"on": "2026-03-03", "value": "1"}, {"on": "2026-03-01", "value": "1"}),
        ("evidence/", {}, {"kind": "before", "title": "قبل", "file": photo()}),
        ("explain/", {"words": "قصير"}, {"words": WHY}),
        ("move/", {"status": "delayed", "reason": WHY}, {"status": "under_way", "reason": ""}),
        ("move/", {"status": "done"}, {"status": "delayed", "reason": WHY, "new_day": "2026-05-01"}),
    ):
        assert head.get(f"{base}{path}").status_code == 200, path
        if wrong is not None:
            assert head.post(f"{base}{path}", wrong).status_code == 400, path
        assert head.post(f"{base}{path}", typed).status_code == 303, path
    with within(larache.pk):
        held = place.fresh(one)
        (line,) = queries.funding_of(held)
    assert (held.standing, held.title, held.planned, held.axis_id) == (
        Status.DELAYED, "عنوان جديد", 5, place.axes[1].pk
    )  # fmt: skip
    assert (
        head.post(f"{base}funding/{line.pk}/", {"source": "region", "year": 2026, "planned": "7"}).status_code
        == 303
    )
    assert head.post(f"{base}funding/{line.pk}/remove/", {}).status_code == 303
    assert place.fresh(one).planned == 0
    other = place.promised(2)
    assert head.post(f"{base}origin/", {"code": other.trace.code}).status_code in {303, 400}
    for path in ("milestones/9/", "funding/99999/", "indicators/9/", "remarks/9/"):
        assert head.get(f"{base}{path}").status_code == 404
    overview = page(head.get(base))
    assert "عنوان جديد" in overview
    assert head.get(f"{AT}desk/1/").status_code == 200


def test_an_agent_reads_all_and_keeps_only_what_they_are_charged_with(place, client_of):
    """§ commitments-10"""
    place.promised(1, agent_id=place.agent.person_id)
    place.promised(2)
    agent = client_of(Person.objects.get(pk=place.agent.person_id))
    assert f"{AT}desk/1/1/move/" in page(agent.get(f"{AT}desk/1/1/"))
    assert f"{AT}desk/1/2/move/" not in page(agent.get(f"{AT}desk/1/2/"))
    assert agent.get(f"{AT}desk/new/").status_code == 404
    refused = agent.post(f"{AT}desk/1/2/move/", {"status": "under_way"})
    assert refused.status_code == 400
    assert "كُلف غيركم بهذا الالتزام" in page(refused)
    with everywhere():
        assert Plan.objects.count() == 1
        assert not Commitment.objects.filter(status=Status.UNDER_WAY).exists()


def test_the_desk_the_search_and_the_own_page_hear_of_it(place, client_of):
    """§ commitments-6, § commitments-12"""
    one = full(place)[1]
    author = make_person("زينب التجريبية")
    place.said(one, actor=Actor(person_id=author.pk, level=Level.CONTACT))
    told = offers.awaiting(place.director, place.territory.pk, NOW)
    assert [(task.count, task.late) for task in told] == [(1, 0), (1, 1)]
    mine = offers.awaiting(place.agent, place.territory.pk, NOW)
    assert [task.count for task in mine] == [0, 0], "nothing is given to this agent"
    assert offers.awaiting(citizen_actor(), place.territory.pk, NOW) == []
    assert [found.title for found in offers.found("مشروع 2", place.territory.pk, 9)] == ["مشروع 2"]
    assert offers.held_data(author.pk)["commitments_remarks"][0]["body"] == WHY
    (heap,) = offers.deeds(author.pk, NOW)
    assert [heap.tell(row).title for row in heap.rows] == ["مشروع 2"]
    assert tasks.warn(timestamp=0) == 1
    assert tasks.warn(timestamp=0) == 0
    desk = page(client_of(Person.objects.get(pk=place.director.person_id)).get(f"{AT}desk/"))
    assert 'id="late"' in desk
    assert "بلا شرح" in desk


def test_the_evaluation_says_what_the_plan_says_on_paper_too(place, django_assert_num_queries):
    """§ commitments-15, § commitments-16"""
    one = full(place)[0]
    place.said(one)
    visitor = Client()
    visitor.get(f"{AT}1/evaluation/")
    with django_assert_num_queries(6):
        shown = page(visitor.get(f"{AT}1/evaluation/"))
    assert WHY in shown
    assert "لم تقل الجماعة لماذا." in shown
    with within(place.territory.pk):
        found = queries.evaluation(place.plan, today=NOW.date())
    assert [each.number for each in found.late] == [2, 3]
    assert sum(rates.count for _, rates in found.gender) == found.rates.whole.count == 4
    assert (found.corrected.received, found.corrected.answered) == (1, 0)
    for language in ("", "/fr"):
        paper = visitor.get(f"{language}{AT}1/evaluation.pdf")
        assert paper.content.startswith(b"%PDF")
    place.promised(9, title="=cmd()")
    lines = page(visitor.get(f"{AT}1/all.csv")).splitlines()
    assert len(lines) == 6
    assert "'=cmd()" in "".join(lines)
    assert visitor.get(f"{AT}9/all.csv").status_code == 404
