"""The same paper before two clerks (§ petitions-37)."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tadafor.audit.models import Entry
from tadafor.documents.tests.factories import pdf_bytes
from tadafor.kernel.clock import stopped_at
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.kernel.search import grams
from tadafor.kernel.tests.threads import at_once
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import give, make_person
from tadafor.petitions import actions, rules
from tadafor.petitions.models import Petition
from tadafor.petitions.rules import CounterRefusal
from tadafor.petitions.tests.factories import (
    DEPOSITED,
    WORDS,
    at_counter,
    bring_law,
    card,
    fresh,
    staff_actor,
)

AT = "/larache/petitions/"
LATER = DEPOSITED + timedelta(hours=2)
OTHER = actions.Words(title="سوق أسبوعي مغطى", object=WORDS.object)


@pytest.mark.parametrize(
    ("found", "known", "refusal"),
    [
        ([], [], None),
        (["A"], [], CounterRefusal.LIKE_ANOTHER),
        (["A"], ["A"], None),
        (["A"], ["A", "B"], None),
        (["A", "B"], ["A"], CounterRefusal.LIKE_ANOTHER),
        ([], ["A"], None),
    ],
)
def test_who_must_look_again(found, known, refusal):
    """§ petitions-37"""
    assert rules.refuse_like_another(found, known=known) is refusal


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("إنارة طريق المدرسة", "إنارة طريق المدرسة", True),
        ("إنارة طريق المدرسة", "انارة طريق المدرسه", True),
        ("إنارة طريق المدرسة", "إنارة طريق السوق الأسبوعي", False),
        ("إنارة طريق المدرسة", "سوق أسبوعي مغطى", False),
        ("", "", False),
    ],
)
def test_titles_that_are_nearly_the_same(one, other, said):
    """§ petitions-37"""
    assert rules.alike(set(grams(one)), set(grams(other))) is said


@pytest.mark.django_db
def test_which_petitions_seem_the_same(larache):
    """§ petitions-37: the card or the title, lately, at the counter, as long as nothing is decided."""
    clerk, second = (staff_actor(larache, RoleKind.CLERK, name=name) for name in ("أولى", "ثانية"))
    made = at_counter(larache, clerk)
    near = [
        {"words": OTHER},
        {"agent_card": card(9)},
        {"agent_card": None},
        {"moment": DEPOSITED + timedelta(days=29)},
    ]
    for number, facts in enumerate(near):
        with pytest.raises(Refused) as caught:
            at_counter(larache, second, form=f"t{number}", now=DEPOSITED + timedelta(days=29), **facts)
        assert caught.value.refusal is CounterRefusal.LIKE_ANOTHER, facts
    assert at_counter(larache, second, form="far", words=OTHER, agent_card=card(9)).pk != made.pk
    assert at_counter(larache, second, form="late", moment=DEPOSITED + timedelta(days=61)).pk
    said = at_counter(larache, second, form="said", known=frozenset({made.code}))
    with within(larache.pk):
        row = Entry.objects.get(subject=f"petition:{said.pk}", verb="petitions.deposit_at_counter")
        assert row.subject
        Petition.objects.update(state="withdrawn")
    assert at_counter(larache, second, form="over").pk


@pytest.mark.django_db
def test_the_page_shows_what_exists_and_lets_the_clerk_go_on(larache, client_of):
    """§ petitions-37: what was typed is kept; a petition that came meanwhile is shown again."""
    bring_law()
    page = client_of(give(make_person("موظفة الشباك"), larache, RoleKind.CLERK))
    typed = {
        "title": WORDS.title,
        "object": WORDS.object,
        "agent_name": "زينب التجريبية",
        "card_kind": "national",
        "card_number": "LA1",
        "lines": "3",
        "sheets": "1",
        "deposited_at": "2026-03-20T10:00",
        "annexes": ["signers_list"],
        "token": "a-form",
    }
    with stopped_at(LATER):
        first = at_counter(larache, staff_actor(larache, RoleKind.CLERK, name="أخرى"))
        scan = SimpleUploadedFile("scan.pdf", pdf_bytes(), "application/pdf")
        answer = page.post(f"{AT}desk/paper/", typed | {"scan": scan})
        form = answer.context["form"]
        assert answer.status_code == 400
        assert [one.pk for one in answer.context["like"]] == [first.pk]
        assert (form["title"].value(), form["annexes"].value()) == (WORDS.title, ["signers_list"])
        assert form["known"].value() == first.code
        body = answer.content.decode()
        assert first.receipt in body
        assert "الصفحة لا تحتفظ بالملفات" in body
        assert 'type="checkbox" name="is_another"' in body
        seen = typed | {"known": first.code}
        assert page.post(f"{AT}desk/paper/", seen).status_code == 400
        known = {"known": frozenset({first.code})}
        third = at_counter(larache, staff_actor(larache, RoleKind.CLERK, name="ثالثة"), **known)
        answer = page.post(f"{AT}desk/paper/", seen | {"is_another": "on"})
        assert answer.status_code == 400
        assert answer.context["form"]["known"].value() == f"{first.code},{third.code}"
        assert not answer.context["form"]["is_another"].value()
        sure = seen | {"known": f"{first.code},{third.code}", "is_another": "on"}
        assert page.post(f"{AT}desk/paper/", sure).status_code == 303
    with within(larache.pk):
        assert Petition.objects.count() == 3
        assert fresh(first).pk


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_of_two_windows_the_second_is_shown_the_first(larache):
    """§ petitions-37: four clerks with the same paper at once make one petition."""
    bring_law()
    clerks = [staff_actor(larache, RoleKind.CLERK, name=str(number)) for number in range(4)]
    found = at_once(larache, *((lambda one=one: at_counter(larache, one).pk) for one in clerks))
    assert found.count(CounterRefusal.LIKE_ANOTHER) == 3
    with within(larache.pk):
        assert Petition.objects.count() == 1
