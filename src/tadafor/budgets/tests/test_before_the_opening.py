"""Results asked before the opening: by page, file, export, desk and log (§ secrecy-results)."""

import json

import pytest

from tadafor.audit.models import ClearPart, Entry
from tadafor.budgets.actions import counting, observing, opening
from tadafor.budgets.models import Edition
from tadafor.budgets.queries import results
from tadafor.budgets.queries.opening import opened_ballots
from tadafor.budgets.rules.keeping import KeepingRefusal
from tadafor.budgets.rules.publishing import LotWay
from tadafor.budgets.tests import votes
from tadafor.kernel.clock import stopped_at
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.people.models import Person

pytestmark = pytest.mark.django_db

FOR_ALL = (
    "results/", "results/projects/1/", "results/1/ballots.pb", "results/1/totals.pb",
    "results/1/certificate.json", "results/data.csv", "results/data.xlsx", "results/data.json", "report/",
    "report.pdf",
)  # fmt: skip
# The projects that were named: never beside a vote, a share or a rank before the opening.
SAID = ("p1", "p1", "p1", "p2")


@pytest.fixture
def keeper(larache):
    return votes.committee(larache)


@pytest.fixture
def edition(larache, keeper):
    made = votes.make_vote(larache)
    made.secret = votes.rehearsed(made, keeper)
    for said in SAID:
        votes.cast(made, votes.voter(larache), said)
    with within(larache.pk):
        facts = {"edition": made, "actor": keeper, "now": votes.BEFORE}
        counting.prepare_lot(way=LotWay.SEALED, source="", **facts)
        counting.draw_lot(typed="", **facts)
        made.observer = observing.admit_observer(name="ملاحظة", **facts)
    return made


def published(edition, keeper):
    with within(edition.territory_id):
        return opening.publish_urn(edition=edition, actor=keeper, now=votes.CLOSED)


def given(edition, keeper):
    text = votes.opened_text(published(edition, keeper).text, edition.secret)
    with within(edition.territory_id):
        opening.give_opened(edition=edition, text=text, actor=keeper, now=votes.CLOSED)


@pytest.mark.parametrize(
    ("moment", "done"),
    [
        (votes.VOTING, None),
        (votes.CLOSED, None),
        (votes.CLOSED, published),
        (votes.CLOSED, given),
    ],
    ids=["while people vote", "closed", "urn published", "opened, not loaded"],
)
def test_nobody_finds_a_result(edition, keeper, larache, client, client_of, moment, done):
    """§ secrecy-results"""
    if done:
        done(edition, keeper)
    at, desk = f"/larache/budgets/{edition.slug}/", f"/larache/budgets/desk/{edition.slug}/"
    observer = f"{at}observers/{edition.observer}/"
    committee = client_of(Person.objects.get(pk=keeper.person_id))
    with stopped_at(moment):
        for who in (client, committee):
            found = {who.get(f"{at}{rest}").status_code for rest in FOR_ALL}
            assert found | {who.get(f"{observer}1.pb").status_code} == {404}
        assert "مشروع رقم" not in client.get(f"{at}works/").content.decode()
        assert "مشروع رقم" not in client.get(observer).content.decode()
        assert committee.get(f"{desk}count/1/ballots.pb").status_code == 404
        committee.post(f"{desk}count/start/")
        for page in (at, f"{at}vote/urn/"):
            assert "أصوات" not in client.get(page).content.decode()
        assert "SHA-256" not in client.get(f"{at}count/").content.decode()
    with within(larache.pk):
        fresh = Edition.objects.get(pk=edition.pk)
        for ask in (
            lambda: opened_ballots(fresh),
            lambda: counting.ask_to_count(edition=fresh, actor=keeper, now=moment),
        ):
            with pytest.raises(Refused) as refused:
                ask()
            assert refused.value.refusal is KeepingRefusal.NOT_OPENED
        assert counting.count_all(edition=fresh, now=moment) == 0
        assert results.counting_of(fresh) is None
        assert results.winners_of(fresh) == set()


def test_the_log_says_nothing_of_what_was_chosen(edition, keeper, larache):
    """§ secrecy-results: not in clear, and not by what is committed to, which is the same for each ballot."""
    given(edition, keeper)
    with within(larache.pk):
        cast = Entry.objects.filter(verb="budgets.cast")
        assert cast.count() == len(SAID)
        told = list(ClearPart.objects.filter(entry__in=cast).values_list("content", "reason", "person_id"))
        assert {json.dumps(one) for one in told} == {json.dumps([{}, "", None])}
        opened = ClearPart.objects.filter(entry__verb="budgets.give_opened").values_list("content", flat=True)
        assert [set(one) for one in opened] == [{"hash"}]
