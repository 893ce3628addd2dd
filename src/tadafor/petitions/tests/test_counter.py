"""A petition that came on paper: at the counter, then sheet by sheet."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tadafor.associations.tests.factories import make_association
from tadafor.audit.models import Entry
from tadafor.documents.tests.factories import pdf_bytes
from tadafor.kernel.clock import stopped_at
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.kernel.tests.threads import at_once
from tadafor.people.rules import RoleKind
from tadafor.people.tests.factories import give, make_person
from tadafor.petitions import actions, datasets, queries, rules
from tadafor.petitions.models import CounterDeposit, Petition, Sheet
from tadafor.petitions.rules import (
    Condition,
    CounterRefusal,
    Finding,
    LineState,
    PathRefusal,
    SheetState,
    State,
)
from tadafor.petitions.tests.factories import (
    DEPOSITED,
    WORDS,
    add_paper,
    at_counter,
    bring_law,
    card,
    citizen_actor,
    enter,
    fresh,
    make_petition,
    staff_actor,
)

pytestmark = pytest.mark.django_db
AT = "/larache/petitions/"
LATER = DEPOSITED + timedelta(hours=2)


@pytest.fixture
def clerk(larache):
    return staff_actor(larache, RoleKind.CLERK)


def refusal_of(verb):
    with pytest.raises(Refused) as caught:
        verb()
    return caught.value.refusal


def test_the_receipt_is_given_at_once_and_the_clock_starts(larache, clerk):
    """§ petitions-32: the moment told is the one of the receipt; nothing is counted yet."""
    other = make_petition(larache, until=State.DEPOSITED, signatures=400)
    made = at_counter(larache, clerk, moment=DEPOSITED, now=LATER, lines=41, sheets=2, registry_number="77")
    assert (made.standing, made.deposited_at, made.receipt) == (State.DEPOSITED, DEPOSITED, "2/2026")
    assert made.answer_due == other.answer_due
    assert made.counted_at_deposit is None
    with within(larache.pk):
        told = datasets.row(queries.petition_at(made.code))
        assert [one.name for one in queries.parties_of(made)] == ["زينب التجريبية", "نائبة للتجربة"]
        assert [one.number for one in queries.sheets_of(made)] == [1, 2, 3]
        again = at_counter(larache, clerk, moment=DEPOSITED, now=LATER, lines=41, sheets=2)
        assert again.pk == made.pk
        assert datasets.row(queries.petition_at(other.code))["came_by"] == "online"
        left = Entry.objects.filter(verb="petitions.deposit_at_counter")
        assert [row.subject for row in left] == [f"petition:{made.pk}"]
    assert (told["came_by"], told["declared_lines"], told["declared_sheets"]) == ("counter", 41, 2)


def test_refusals_at_the_counter(larache, clerk):
    """§ petitions-32"""
    at_counter(larache, clerk, registry_number="77")
    cases = [
        (citizen_actor(larache), {}, CounterRefusal.NOT_CLERK),
        (staff_actor(larache, RoleKind.ADMINISTRATOR), {}, CounterRefusal.NOT_CLERK),
        (clerk, {"agent": " "}, CounterRefusal.AGENT_MISSING),
        (clerk, {"lines": 1, "sheets": 2}, CounterRefusal.FEWER_LINES),
        (clerk, {"moment": LATER + timedelta(days=1)}, CounterRefusal.IN_THE_FUTURE),
        (clerk, {"kind": rules.Kind.ASSOCIATION}, CounterRefusal.ASSOCIATION_MISSING),
        (clerk, {"kind": rules.Kind.ASSOCIATION, "association": 0}, CounterRefusal.ASSOCIATION_MISSING),
        (clerk, {"registry_number": " 77 "}, PathRefusal.REGISTRY_TAKEN),
    ]
    for number, (actor, facts, refusal) in enumerate(cases):
        with pytest.raises(Refused) as caught:
            at_counter(larache, actor, form=f"t{number}", now=LATER, **facts)
        assert caught.value.refusal is refusal, facts
    with within(larache.pk):
        assert Petition.objects.count() == CounterDeposit.objects.count() == 1


def test_the_bureau_enters_the_sheets_and_the_rows_decide(larache, clerk):
    """§ petitions-33: duplicates by the card, an empty sheet set aside, the rows decide."""
    made = at_counter(larache, clerk, lines=3, sheets=2)
    agent = citizen_actor(larache, name="مساعدة")
    assert refusal_of(lambda: enter(made, agent, [1], number=1)) is PathRefusal.NOT_STAFF
    enter(made, clerk, [1, 2, 1, LineState.UNREADABLE], number=1, now=LATER)
    bureau = staff_actor(larache, RoleKind.DIRECTOR, name="مديرة المصالح")
    found = {
        "condition": Condition.SIGNATURES,
        "finding": Finding.MET,
        "note": "",
        "actor": bureau,
        "now": LATER,
    }
    with within(larache.pk):
        actions.refer(petition=made, actor=bureau, now=LATER)
        facts = {"petition": fresh(made), "actor": clerk, "now": LATER}
        lines = queries.lines_of(queries.sheet_at(made, 1))
        assert [line.state for line in lines] == ["valid", "valid", "duplicate", "unreadable"]
        assert lines[0].signature.signed_at == DEPOSITED

        def verb():
            return actions.record_finding(petition=fresh(made), **found)

        assert refusal_of(verb) is CounterRefusal.NOT_ALL_ENTERED
        assert (
            refusal_of(lambda: actions.close_sheet(**facts, number=1, declared=5))
            is rules.SheetRefusal.UNBALANCED
        )
        actions.close_sheet(**facts, number=1, declared=4)
        assert actions.close_sheet(**facts, number=2, declared=0).standing is SheetState.VOID
        assert refusal_of(verb) is CounterRefusal.ROWS_TOO_FEW
        add_paper(made, queries.taken_up(made.asked_at_deposit).threshold)
        assert verb().finding == Finding.MET


def test_what_was_deposited_online_is_not_entered_by_the_bureau(larache, clerk):
    """§ petitions-22"""
    made = make_petition(larache, signatures=1)
    assert refusal_of(lambda: enter(made, clerk, [1])) is rules.SheetRefusal.NOT_HELPER


TYPED = {
    "title": WORDS.title,
    "object": WORDS.object,
    "agent_name": "زينب التجريبية",
    "card_kind": "national",
    "lines": "3",
    "sheets": "1",
    "deposited_at": "2026-03-20T10:00",
    "annexes": ["signers_list"],
    "token": "one-form",
}


def test_the_pages_from_the_counter_to_the_check(larache, client_of, client):
    """§ petitions-32, § petitions-33: mistakes said at their box, a receipt, lines entered and checked."""
    bring_law()
    page = client_of(give(make_person("موظفة الشباك"), larache, RoleKind.CLERK))
    with stopped_at(LATER):
        wrong = TYPED | {
            "agent_name": "",
            "lines": "0",
            "deposited_at": "2026-03-21T10:00",
            "card_number": "?",
        }
        answer = page.post(f"{AT}desk/paper/", wrong)
        assert answer.status_code == 400
        assert {"agent_name", "card_number"} <= set(answer.context["form"].errors)
        answer = page.post(f"{AT}desk/paper/", TYPED | {"lines": "0"})
        assert set(answer.context["form"].errors) >= {"lines"}
        answer = page.post(f"{AT}desk/paper/", TYPED, follow=True)
        assert answer.status_code == 200, answer.content.decode()
        one = answer.context["petition"]
        assert page.post(f"{AT}desk/paper/", TYPED, follow=True).context["petition"].pk == one.pk
        for way in ("", "?kind=association"):
            assert page.get(f"{AT}desk/paper/{way}").status_code == 200
        sheet = f"{AT}desk/{one.code}/sheets/1/"
        line = {"position": "1", "state": "valid", "card_kind": "national", "tie": "residence"}
        answer = page.post(f"{sheet}enter/", line)
        assert set(answer.context["form"].errors) == {"name", "card_number"}
        good = line | {"name": "موقعة", "card_number": "LA501"}
        assert page.post(f"{sheet}enter/", good).status_code == 303
        twice = page.post(f"{sheet}enter/", good | {"position": "2"}, follow=True)
        assert "مكررا" in twice.content.decode()
        assert page.post(f"{sheet}lines/2/remove/").status_code == 303
        assert page.post(f"{sheet}close/", {"declared": "1"}).status_code == 303
        assert page.get(f"{sheet}lines/1/look/").status_code == 200
        assert page.post(f"{AT}desk/{one.code}/sheets/more/", {"count": "1"}).status_code == 303
        assert "أسطر مصرح بها" in client.get(f"{AT}{one.code}/figures/").content.decode()
        public = client.get(f"{AT}{one.code}/").content.decode()
        assert "أُودعت ورقيا" in public
        assert client.get(f"{AT}receipt/{one.receipt_code}/").status_code == 200
        paper = client.get(f"{AT}{one.code}/receipt.pdf")
        assert paper.content.startswith(b"%PDF")
    with within(larache.pk):
        assert Petition.objects.count() == 1
        assert Sheet.objects.filter(petition=one).count() == 2


def test_an_association_deposits_at_the_counter_with_its_scan(larache, client_of, client):
    """§ petitions-32: no lines and no sheets; a wrong file is said at its box, a good one stays private."""
    bring_law()
    association = make_association(larache, "جمعية الحي للتجربة")
    page = client_of(give(make_person("موظفة الشباك"), larache, RoleKind.CLERK))
    typed = {name: value for name, value in TYPED.items() if name not in {"lines", "sheets"}}
    typed |= {"association": str(association.pk), "annexes": ["statutes", "mandate_document"]}
    here = f"{AT}desk/paper/?kind=association"
    with stopped_at(LATER):
        answer = page.post(here, typed | {"scan": SimpleUploadedFile("عريضة.pdf", b"MZ not a document")})
        assert answer.status_code == 400
        assert set(answer.context["form"].errors) == {"scan"}
        assert answer.context["form"]["title"].value() == WORDS.title
        with within(larache.pk):
            assert not Petition.objects.exists()
        scan = SimpleUploadedFile("عريضة.pdf", pdf_bytes())
        answer = page.post(here, typed | {"scan": scan}, follow=True)
        assert answer.status_code == 200, answer.content.decode()
        made = answer.context["petition"]
        paper = made.by_counter.scan
        assert "نسخة مصورة من العريضة" in answer.content.decode()
        assert b"".join(page.get(file_of(paper)).streaming_content).startswith(b"%PDF")
        assert client.get(file_of(paper)).status_code in {302, 404}
        assert client.get(f"{AT}{made.code}/").status_code == 200
    assert (made.kind, made.association_name) == ("association", "جمعية الحي للتجربة")
    assert (made.by_counter.lines, made.by_counter.annexes) == (0, ["mandate_document", "statutes"])
    with within(larache.pk):
        assert not Sheet.objects.exists()


def file_of(paper):
    where = ["larache", paper.code, paper.mark, paper.file_name]
    return reverse("documents:read", args=where)


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_one_form_sent_four_times_at_once_makes_one_petition(larache):
    """§ petitions-32: and two forms of two clerks take two numbers."""
    bring_law()
    first, second = (staff_actor(larache, RoleKind.CLERK, name=name) for name in ("أولى", "ثانية"))
    other = {"agent_card": card(77), "words": actions.Words(title="سوق أسبوعي مغطى", object=WORDS.object)}
    verbs = [lambda: at_counter(larache, first).pk] * 3
    verbs += [lambda: at_counter(larache, second, **other).pk] * 2
    made = at_once(larache, *verbs)
    assert len(set(made[:3])) == len(set(made[3:])) == 1
    assert len(set(made)) == 2
    with within(larache.pk):
        assert sorted(one.receipt_number for one in Petition.objects.all()) == [1, 2]
