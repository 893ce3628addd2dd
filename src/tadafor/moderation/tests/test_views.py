"""The public pages of moderation."""

import pytest

from tadafor.kernel.clock import stopped_at
from tadafor.moderation import actions
from tadafor.moderation.models import Appeal, Report
from tadafor.moderation.rules import Outcome, Reason
from tadafor.moderation.tests.factories import REPORTED, RULED, make_appeal, make_hidden, make_report
from tadafor.traces.tests.factories import make_trace


@pytest.fixture(autouse=True)
def in_january():
    with stopped_at(RULED):
        yield


def test_the_figures_are_public_and_may_be_kept(inside, trace, actors, client):
    make_report(trace, actors.idris)
    make_hidden(trace, actors.nadia)

    page = client.get("/larache/moderation/")

    text = page.content.decode()
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "public, max-age=60"
    assert "Set-Cookie" not in page.headers
    assert "معطيات شخصية" in text
    assert trace.title not in text


@pytest.mark.parametrize("number", [1, 3])
def test_the_figures_cost_the_same_with_more_rows(inside, actors, client, django_assert_num_queries, number):
    for _ in range(number):
        make_report(make_trace(inside), actors.idris)
        make_hidden(make_trace(inside), actors.nadia)

    with django_assert_num_queries(8):
        client.get("/larache/moderation/")


@pytest.mark.parametrize("page", ["report", "appeal"])
def test_a_visitor_signs_in_first_and_comes_back(trace, client, page):
    """§ moderation-report § moderation-appeal"""
    address = f"/larache/moderation/traces/{trace.code}/{page}/"

    for answer in (client.get(address), client.post(address, {"reason": "insult", "words": "أ"})):
        assert answer.status_code == 303
        back = f"?next=%2Flarache%2Fmoderation%2Ftraces%2F{trace.code}%2F{page}%2F"
        assert answer.headers["Location"].endswith(back)
    assert Report.objects.count() == 0


def test_a_reply_under_a_hidden_text_is_hidden_with_it(trace, reply, actors, client_of, karim):
    """§ moderation-report"""
    make_hidden(trace, actors.nadia)
    address = f"/larache/moderation/traces/{trace.code}/replies/1/report/"

    assert reply.body not in client_of(karim).get(address).content.decode()
    assert client_of(karim).post(address, {"reason": "insult"}).status_code == 403
    assert Report.objects.count() == 0


def test_reporting_a_reply_brings_back_to_its_page(trace, reply, client_of, salma):
    """§ moderation-report"""
    address = f"/fr/larache/moderation/traces/{trace.code}/replies/{reply.number}/report/"

    answer = client_of(salma).post(address, {"reason": "insult", "words": "يسب الناس"})

    assert (answer.status_code, answer.headers["Location"]) == (303, f"/fr{trace.address}")
    made = Report.objects.get()
    assert (made.reply, made.reason, made.words, made.at) == (reply, "insult", "يسب الناس", RULED)


def test_who_moderates_is_led_to_decide_at_once(trace, reply, client_of, nadia, idris):
    """§ moderation-report"""
    at = f"/larache/moderation/traces/{trace.code}/"

    for end in ("", "replies/1/"):
        decide = f"/larache/moderation/desk/traces/{trace.code}/{end}"
        assert decide in client_of(nadia).get(f"{at}{end}report/").content.decode()
        assert client_of(nadia).get(decide).status_code == 200
        assert decide not in client_of(idris).get(f"{at}{end}report/").content.decode()


def test_a_wrong_report_keeps_what_was_typed(trace, client_of, idris):
    client = client_of(idris)
    address = f"/larache/moderation/traces/{trace.code}/report/"

    no_reason = client.post(address, {"words": "كلمة محفوظة"})
    unknown = client.post(address, {"reason": "i_do_not_like_it", "words": ""})
    enormous = client.post(address, {"reason": "insult", "words": "ك" * 100_000})

    assert "كلمة محفوظة" in no_reason.content.decode()
    assert [page.status_code for page in (no_reason, unknown, enormous)] == [200, 200, 200]
    assert Report.objects.count() == 0


def test_a_second_report_is_told_that_the_first_is_there(trace, client_of, idris, actors):
    """§ moderation-report"""
    make_report(trace, actors.idris)
    address = f"/larache/moderation/traces/{trace.code}/report/"

    assert "سبق أن بلغتم" in client_of(idris).get(address).content.decode()
    assert client_of(idris).post(address, {"reason": "insult"}).status_code == 403
    assert Report.objects.count() == 1


def test_a_hidden_text_is_not_shown_again_by_the_form_that_reports_it(trace, client_of, idris, actors):
    make_hidden(trace, actors.nadia)

    text = client_of(idris).get(f"/larache/moderation/traces/{trace.code}/report/").content.decode()

    assert trace.title not in text
    assert "0612345678" not in text


def test_an_author_reads_why_and_contests_it(trace, actors, client_of, salma):
    """§ moderation-appeal"""
    make_hidden(trace, actors.nadia)
    client, address = client_of(salma), f"/larache/moderation/traces/{trace.code}/appeal/"

    text = client.get(address).content.decode()
    assert "فيه رقم هاتف" in text
    assert "28 يناير 2026" in text
    assert "اتصلوا بجارتي" in text

    wrong = client.post(address, {"words": " \u200b"})
    assert wrong.status_code == 200
    answer = client.post(address, {"words": "الرقم رقمي أنا"})

    assert (answer.status_code, answer.headers["Location"]) == (303, address)
    text = client.get(address).content.decode()
    assert "الرقم رقمي أنا" in text
    assert "20 يناير 2026" in text
    again = client.post(address, {"words": "مرة ثانية"})
    assert "سبق التظلم" in again.content.decode()
    assert Appeal.objects.count() == 1


def test_an_author_reads_what_became_of_the_appeal(trace, actors, actor_of, appeal_member, client_of):
    make_hidden(trace, actors.nadia)
    appeal = make_appeal(trace, actors.salma)
    actions.decide_appeal(
        appeal=appeal, actor=actor_of(appeal_member), outcome=Outcome.UPHELD, words="الرقم ليس لكم", now=RULED
    )
    author = client_of(trace.author)

    text = author.get(f"/larache/moderation/traces/{trace.code}/appeal/").content.decode()

    assert "الرقم ليس لكم" in text
    assert "تأكيد الحجب" in text


def test_a_text_that_is_public_has_nothing_to_contest(trace, client_of, salma):
    page = client_of(salma).get(f"/larache/moderation/traces/{trace.code}/appeal/")

    assert "فلا موضوع للتظلم" in page.content.decode()


def test_the_page_of_an_appeal_shows_nothing_to_others(trace, actors, client_of, idris, nadia):
    """§ moderation-appeal"""
    make_hidden(trace, actors.nadia)
    address = f"/larache/moderation/traces/{trace.code}/appeal/"

    for stranger in (client_of(idris), client_of(nadia)):
        text = stranger.get(address).content.decode()
        assert "فيه رقم هاتف" not in text
        assert trace.title not in text
        assert stranger.post(address, {"words": "أنا"}).status_code == 403
    assert Appeal.objects.count() == 0


def test_too_late_to_contest_says_so(trace, actors, client_of, salma):
    """§ moderation-appeal"""
    make_hidden(trace, actors.nadia, now=REPORTED.replace(year=2025))

    text = client_of(salma).get(f"/larache/moderation/traces/{trace.code}/appeal/").content.decode()

    assert "لم يعد التظلم ممكنا" in text
    assert "<textarea" not in text


@pytest.mark.parametrize("page", ["report", "appeal"])
def test_what_is_not_there_is_not_found(trace, reply, client_of, salma, beni_mellal, page):
    client = client_of(salma)
    assert client.get(f"/larache/moderation/traces/AAAAAAAAAA/{page}/").status_code == 404
    assert client.get(f"/larache/moderation/traces/{trace.code}/replies/99/{page}/").status_code == 404
    assert client.get(f"/beni-mellal/moderation/traces/{trace.code}/{page}/").status_code == 404


def test_a_text_cannot_carry_a_script_into_the_form(inside, actors, client_of, salma):
    trace = make_trace(inside, "<img src=x onerror=1>", text="<script>alert(1)</script>")

    text = client_of(salma).get(f"/larache/moderation/traces/{trace.code}/report/").content.decode()

    assert "<img src=x" not in text
    assert "<script>alert" not in text
    assert Reason.INSULT in text
