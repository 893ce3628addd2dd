"""The ballot, the receipt and the urn in the browser; and the desk that keeps the vote."""

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tadafor.audit.models import ClearPart
from tadafor.budgets import tasks
from tadafor.budgets.models import OpenedBallot, RegisterLine, Rehearsal, SealedBallot
from tadafor.budgets.rules import urn
from tadafor.budgets.rules.voting import BallotRule
from tadafor.budgets.tests import votes
from tadafor.kernel.clock import start_of, stopped_at
from tadafor.kernel.scopes import within
from tadafor.people.models import Person
from tadafor.people.rules import RoleKind

pytestmark = pytest.mark.django_db
VOTE = "/larache/budgets/pb-2026/vote/"
DESK = "/larache/budgets/desk/pb-2026/vote/"
TRANSACTION = 2  # it begins and it ends


@pytest.fixture
def committee(larache):
    return votes.committee(larache)


@pytest.fixture
def edition(larache, committee):
    made = votes.make_vote(larache)
    made.secret = votes.rehearsed(made, committee)
    return made


@pytest.fixture
def sits(client_of):
    """A function: a client signed in as an actor."""
    return lambda actor: client_of(Person.objects.get(pk=actor.person_id))


@pytest.fixture
def voting():
    with stopped_at(votes.VOTING):
        yield


def post(client, step, *ticked, address=VOTE, **typed):
    return client.post(address, {"step": step, "choice": ticked, **typed})


def file(text):
    return SimpleUploadedFile("opened.txt", text.encode(), content_type="text/plain")


@pytest.mark.usefixtures("voting")
class TestBallot:
    def test_three_taps_choose_review_cast(self, edition, larache, sits):
        client = sits(votes.voter(larache))
        choosing = client.get(VOTE)
        assert choosing.status_code == 200
        assert choosing.content.decode().count('name="choice"') == 4
        review = post(client, "review", "p1", "p3")
        assert "300\u00a0000 درهم" in review.content.decode()
        with within(larache.pk):
            assert not RegisterLine.objects.exists()
        done = post(client, "cast", "p1", "p3")
        assert done.status_code == 200
        assert done.headers["Cache-Control"] == "private, no-store"
        with within(larache.pk):
            assert RegisterLine.objects.get().mark == "online"

    def test_change_brings_the_choices_back(self, edition, larache, sits):
        page = post(sits(votes.voter(larache)), "change", "p2").content.decode()
        assert page.count(" checked") == 1

    def test_what_is_refused_stays_on_the_screen(self, edition, larache, sits):
        """§ budgets-ballot"""
        for step in ("review", "cast"):
            refused = post(sits(votes.voter(larache)), step, "p1", "p2", "p3", "p4")
            assert refused.status_code == 400
            assert "اختاروا 3 على الأكثر." in refused.content.decode()
            assert refused.content.decode().count(" checked") == 4
        assert post(sits(votes.voter(larache)), "cast", "p77").status_code == 400

    def test_over_the_envelope_is_said_with_the_amount(self, larache, committee, sits):
        made = votes.make_vote(larache, slug="bag", rule=BallotRule.KNAPSACK)
        votes.rehearsed(made, committee)
        page = post(sits(votes.voter(larache)), "review", "p3", "p4", address="/larache/budgets/bag/vote/")
        assert page.status_code == 400
        assert "50\u00a0000 درهم" in page.content.decode()

    @pytest.mark.parametrize(
        ("rule", "typed", "status"),
        [
            (BallotRule.POINTS, {"worth-p1": "7", "worth-p2": "3"}, 200),
            (BallotRule.POINTS, {"worth-p1": "7", "worth-p2": "4"}, 400),
            (BallotRule.POINTS, {"worth-p1": "سبعة"}, 400),
            (BallotRule.POINTS, {"worth-p1": "٣"}, 400),
            (BallotRule.POINTS, {"worth-p1": "-2"}, 400),
            (BallotRule.RANKING, {"worth-p1": "2", "worth-p2": "1"}, 200),
            (BallotRule.RANKING, {"worth-p1": "1", "worth-p2": "1"}, 400),
            (BallotRule.RANKING, {"worth-p1": "1", "worth-p2": "3"}, 400),
        ],
    )
    def test_points_and_ranks_need_no_script(self, larache, committee, sits, rule, typed, status):
        votes.rehearsed(votes.make_vote(larache, slug="worth", rule=rule), committee)
        page = sits(votes.voter(larache)).post("/larache/budgets/worth/vote/", {"step": "cast", **typed})
        assert page.status_code == status

    def test_a_blank_vote_is_asked_again_then_taken(self, edition, larache, sits):
        client = sits(votes.voter(larache))
        assert "ورقة بيضاء" in post(client, "review").content.decode()
        assert post(client, "cast").status_code == 200

    def test_nothing_of_the_choice_stays_anywhere_but_in_the_urn(self, edition, larache, sits):
        """§ secrecy-seal"""
        client = sits(votes.voter(larache))
        before = Session.objects.get().session_data
        page = client.get(VOTE).content.decode()
        assert "data-no-draft" in page
        assert 'autocomplete="off"' in page
        post(client, "review", "p3")
        post(client, "cast", "p3")
        assert Session.objects.get().session_data == before
        with within(larache.pk):
            assert [one.content for one in ClearPart.objects.filter(entry__verb="budgets.cast")] == [{}]

    def test_a_fault_in_the_middle_tells_no_report_what_was_chosen(self, edition, larache, sits, monkeypatch):
        from django.views.debug import ExceptionReporter

        from tadafor.budgets.actions import casting

        class Broken(Exception):  # noqa: N818
            pass

        def breaks(*_args, **_facts):
            raise Broken

        monkeypatch.setattr(casting.urn, "seal", breaks)
        client, chosen = sits(votes.voter(larache)), f"p{1 + 2}"
        with pytest.raises(Broken) as fault:
            post(client, "cast", chosen)
        request = _request_in(fault.tb)
        report = ExceptionReporter(request, fault.type, fault.value, fault.tb).get_traceback_text()
        assert "Broken" in report
        assert chosen not in report
        with within(larache.pk):
            assert not RegisterLine.objects.exists()

    def test_who_may_not_is_told_why(self, edition, larache, sits, beni_mellal):
        """§ budgets-voters"""
        assert Client().get(VOTE).status_code == 303
        young = sits(votes.voter(larache, ages=(15,)))
        assert "لم يتأكد بلوغكم السن" in young.get(VOTE).content.decode()
        assert post(young, "cast", "p1").status_code == 409
        stranger = sits(votes.voter(beni_mellal))
        assert "يصوت من تأكدت صلته بالجماعة" in stranger.get(VOTE).content.decode()

    def test_a_vote_again_says_that_it_replaces(self, edition, larache, sits):
        client = sits(votes.voter(larache))
        post(client, "cast", "p1")
        assert "سبق أن صوتم" in client.get(VOTE).content.decode()
        assert "حلت هذه الورقة محل ورقتكم الأولى" in post(client, "cast", "p2").content.decode()
        with within(larache.pk):
            assert SealedBallot.objects.count() == 1

    @pytest.mark.parametrize("projects", [1, 3])
    def test_it_costs_the_same_with_one_project_and_with_three(
        self, larache, committee, sits, projects, django_assert_num_queries
    ):
        votes.rehearsed(votes.make_vote(larache, slug="few", prices=(1000,) * projects), committee)
        client = sits(votes.voter(larache))
        client.get("/larache/budgets/few/vote/")
        with django_assert_num_queries(10):
            client.get("/larache/budgets/few/vote/")
        with django_assert_num_queries(13 + TRANSACTION):
            assert post(client, "cast", "p1", address="/larache/budgets/few/vote/").status_code == 200


def _request_in(trace):
    """The request of the view in which something broke, as a report of errors finds it."""
    while trace is not None:
        request = trace.tb_frame.f_locals.get("request")
        if hasattr(request, "sensitive_post_parameters"):
            return request
        trace = trace.tb_next
    raise AssertionError("no view marked its form as secret")


def test_a_second_after_the_close_no_ballot_is_taken(edition, larache, sits):
    """§ budgets-voters"""
    client = sits(votes.voter(larache))
    with stopped_at(start_of(votes.LAST_DAY.replace(day=11))):
        refused = post(client, "cast", "p1")
        assert refused.status_code == 409
        assert "انتهى أجل التصويت" in refused.content.decode()
        assert "انتهى أجل التصويت" in client.get(VOTE).content.decode()
    with within(larache.pk):
        assert not RegisterLine.objects.exists()


@pytest.mark.usefixtures("voting")
class TestReceipt:
    """§ secrecy-receipt"""

    def test_it_is_checked_and_kept_as_pdf(self, edition, larache, sits):
        cast = votes.cast(edition, votes.voter(larache), "p1")
        found = Client().get(f"{VOTE}check/", {"code": cast.code})
        assert "ورقتكم في الصندوق" in found.content.decode()
        assert found.headers["Cache-Control"] == "private, no-store"
        made = Client().post(f"{VOTE}receipt/", {"code": cast.code})
        assert made.content.startswith(b"%PDF")
        assert Client().post(f"{VOTE}receipt/", {"code": cast.code[:-4] + "AAAA"}).status_code == 404
        drawn = Client().post(f"{VOTE}receipt/", {"code": cast.code, "as": "squares"})
        assert '<figure class="qr">' in drawn.content.decode()
        assert drawn.headers["Cache-Control"] == "private, no-store"

    def test_a_changed_one_is_told(self, edition, larache):
        code = votes.cast(edition, votes.voter(larache), "p1").code
        flipped = f"{code[:9]}{'A' if code[9] != 'A' else 'B'}{code[10:]}"
        page = Client().post(f"{VOTE}check/", {"code": flipped}).content.decode()
        assert "هذا الوصل غير صحيح" in page
        assert "لا نعرف هذا الوصل" in Client().post(f"{VOTE}check/", {"code": "نعم"}).content.decode()
        assert Client().post(f"{VOTE}check/", {"code": ""}).status_code == 400


class TestDesk:
    def test_the_committee_goes_from_the_key_to_the_loaded_ballots(self, larache, committee, sits):
        """§ secrecy-key, § secrecy-rehearsal, § secrecy-opening, § secrecy-loading"""
        edition, secret = votes.make_vote(larache), b"7" * 32
        client, other = sits(committee), sits(votes.committee(larache))
        with stopped_at(votes.BEFORE):
            wrong = client.post(f"{DESK}key/", {"text": "hello", "shares": 5, "threshold": 3})
            assert wrong.status_code == 400
            assert "hello" in wrong.content.decode()
            half = votes.half_of(edition, secret)
            sent = {"file": file(half), "shares": 5, "threshold": 3}
            assert client.post(f"{DESK}key/", sent).status_code == 303
            assert urn.fingerprint(urn.public_key(secret)) in client.get(DESK).content.decode()
            assert client.post(f"{DESK}rehearsal/").status_code == 303
            test_urn = client.get(f"{DESK}rehearsal.txt").content.decode()
            bad = client.post(f"{DESK}rehearsal/opened/", {"file": file("hello")})
            assert bad.status_code == 400
            good = {"file": file(votes.opened_text(test_urn, secret))}
            assert client.post(f"{DESK}rehearsal/opened/", good).status_code == 303
            with within(larache.pk):
                assert Rehearsal.objects.get().passed_at == votes.BEFORE
        for said in ("p1", "p2", "p2"):
            votes.cast(edition, votes.voter(larache), said)
        with stopped_at(votes.VOTING):
            assert client.post(f"{DESK}urn/").status_code == 409
        with stopped_at(votes.CLOSED):
            assert client.post(f"{DESK}urn/").status_code == 303
            text = b"".join(Client().get(f"{VOTE}urn.txt").streaming_content).decode()
            opened = votes.opened_text(text, secret)
            assert client.post(f"{DESK}load/").status_code == 409
            assert client.post(f"{DESK}opened/", {"file": file(opened)}).status_code == 303
            typed = {"observer": "ملاحظة", "typed": urn.print_of(opened)}
            assert client.post(f"{DESK}observed/", typed).status_code == 400
            assert other.post(f"{DESK}observed/", typed).status_code == 303
            assert client.post(f"{DESK}load/").status_code == 303
            tasks.load(larache.pk, "pb-2026")
            page = Client().get(f"{VOTE}urn/").content.decode()
            assert urn.print_of(opened) in page
            assert Client().get(f"{VOTE}minutes.pdf").content.startswith(b"%PDF")
        with within(larache.pk):
            assert OpenedBallot.objects.count() == 3

    def test_others_find_no_door(self, edition, larache, sits):
        clerk, citizen = sits(votes.clerk(larache)), sits(votes.voter(larache))
        for address in ("", "key/", "rehearsal.txt", "opened/", "void/", "batches/"):
            assert citizen.get(f"{DESK}{address}").status_code == 404
        for address in ("key/", "opened/", "void/"):
            assert clerk.get(f"{DESK}{address}").status_code == 404
        assert clerk.get(DESK).status_code == 200

    def test_too_few_shares_are_told_to_everybody(self, edition, larache, committee, sits):
        """§ secrecy-void"""
        client = sits(committee)
        with stopped_at(votes.CLOSED):
            assert client.post(f"{DESK}void/", {"reason": " "}).status_code == 400
            assert client.post(f"{DESK}void/", {"reason": "لم تجتمع ثلاث حصص."}).status_code == 303
            page = Client().get(f"{VOTE}urn/").content.decode()
        assert "لم تجتمع ثلاث حصص." in page
        assert edition.void_rule in page

    @pytest.mark.usefixtures("voting")
    def test_a_sheet_is_handed_out_to_the_person_present(self, edition, larache, sits):
        """§ secrecy-sheets, § secrecy-beside"""
        clerk, person = votes.clerk(larache), votes.voter(larache)
        client = sits(clerk)
        assert client.post(f"{DESK}sheet/", {"move": "issue_paper"}).status_code == 400
        assist(client, larache, clerk, person)
        assert person.name in client.get(f"{DESK}sheet/").content.decode()
        assert client.post(f"{DESK}sheet/", {"move": "hello"}).status_code == 404
        assert client.post(f"{DESK}sheet/", {"move": "issue_paper"}).status_code == 303
        assert post(sits(person), "cast", "p1").status_code == 409
        assert client.post(f"{DESK}sheet/", {"move": "return_paper"}).status_code == 303
        beside = sits(votes.clerk(larache)).get(f"{DESK}beside/").content.decode()
        assert person.name in beside
        with within(larache.pk):
            assert RegisterLine.objects.get().mark == "paper_returned"

    @pytest.mark.usefixtures("voting")
    def test_on_an_assisted_device_it_is_a_vote_at_the_desk(self, edition, larache, sits):
        """§ budgets-register"""
        clerk, person = votes.clerk(larache), votes.voter(larache)
        client = sits(clerk)
        assist(client, larache, clerk, person)
        assert person.name in client.get(VOTE).content.decode()
        assert post(client, "cast", "p2").status_code == 200
        with within(larache.pk):
            found = RegisterLine.objects.get()
        assert (found.mark, found.clerk_id) == ("desk", clerk.person_id)
        assert "سبق التصويت في المكتب" in sits(person).get(VOTE).content.decode()

    @pytest.mark.usefixtures("voting")
    def test_a_batch_is_printed_read_twice_and_closed(self, edition, larache, committee, sits):
        """§ budgets-batch"""
        clerk = sits(votes.clerk(larache))
        assert clerk.post(f"{DESK}batches/", {"label": "مكتب", "sheets": 500}).status_code == 400
        assert clerk.post(f"{DESK}batches/", {"label": "مكتب", "sheets": 3}).status_code == 303
        with within(larache.pk):
            from tadafor.budgets.models import BallotBatch

            key = BallotBatch.objects.get().pk
        batch = f"{DESK}batches/{key}/"
        assert clerk.get(f"{batch}sheets.pdf").content.startswith(b"%PDF")
        other = sits(committee)
        for reader in (clerk, other):
            assert reader.post(batch, {"serial": 9}).status_code == 400
            assert reader.post(batch, {"serial": 1, "choice": ["p1"]}).status_code == 303
            assert reader.post(f"{batch}take-out/", {"serial": 1}).status_code == 303
            assert reader.post(batch, {"serial": 1, "choice": ["p1"]}).status_code == 303
            assert reader.post(f"{batch}finish/").status_code == 303
        done = clerk.post(batch, {"serial": 2, "choice": ["p1"]})
        assert (done.status_code, "أنهيتم إدخال هذه الحزمة" in done.content.decode()) == (400, True)
        other.post(f"{batch}take-out/", {"serial": 1})
        other.post(f"{batch}finish/")  # what one has not read can be read once the other has
        assert "قُرئت قراءتين" in clerk.get(batch).content.decode()
        assert other.post(batch, {"serial": 1, "choice": ["p1"]}).status_code == 303
        assert other.post(f"{batch}finish/").status_code == 303
        third = sits(votes.clerk(larache)).get(batch).content.decode()
        assert ("شخصان آخران" in third, 'id="id_serial"' in third) == (True, False)
        refused = clerk.post(f"{batch}close/", {"spoilt": 0, "left": 1})
        assert refused.status_code == 400
        assert "الحساب غير متوازن" in refused.content.decode()
        assert 'name="left" value="1"' in refused.content.decode()
        assert clerk.post(f"{batch}close/", {"spoilt": 0, "left": 2}).status_code == 303
        assert "أُغلقت هذه الحزمة" in clerk.get(batch).content.decode()


def assist(client, larache, clerk, person):
    from datetime import timedelta

    from tadafor.people.models import Assistance

    with within(larache.pk):
        begun = Assistance.objects.create(
            territory=larache,
            clerk_id=clerk.person_id,
            person_id=person.person_id,
            begun_at=votes.VOTING,
            ends_at=votes.VOTING + timedelta(minutes=20),
        )
    session = client.session
    session["assisting"] = {"territory": "larache", "assistance": begun.pk}
    session.save()


def test_staff_of_the_committee_only(larache, sits):
    votes.make_vote(larache)
    agent = sits(votes.staff(larache, RoleKind.PRESIDENT))
    assert agent.get(DESK).status_code == 404
