"""The public pages of the log, and proofs checked from their JSON alone."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tadafor.audit import actions, rules
from tadafor.kernel import clock
from tadafor.kernel.scopes import everywhere


@pytest.fixture
def record(larache):
    def recorded(**facts):
        return actions.record(
            actor=actions.HOUSE,
            territory_id=facts.pop("territory_id", larache.pk),
            verb="consultations.contribute",
            subject="contribution:5",
            now=facts.pop("now", clock.now()),
            **facts,
        )

    return recorded


@pytest.fixture
def gather():
    def gathered(minutes=0):
        with everywhere():
            actions.gather(now=clock.now() + timedelta(minutes=minutes))

    return gathered


def test_the_page_of_heads_costs_the_same_with_one_and_with_three(
    client, record, gather, django_assert_num_queries
):
    for number in (1, 2):
        for _ in range(number):
            record()
        gather(number)
        with django_assert_num_queries(3):  # territory, count, heads
            page = client.get("/larache/audit/")
        assert page.status_code == 200
    assert page.headers["Cache-Control"] == "public, max-age=60"
    assert not page.cookies
    assert page.context["latest"].root in page.content.decode()


def test_a_log_without_heads_says_what_will_be_here(client, beni_mellal):
    assert 'class="empty"' in client.get("/beni-mellal/audit/").content.decode()
    assert client.get("/beni-mellal/audit/head.json").status_code == 404


def test_a_line_is_found_waited_for_or_unknown(client, record, gather):
    entry = record(content={"secret": "لا يظهر"})
    address = "/larache/audit/line/"
    assert "notice-info" in client.get(address, {"entry": entry.pk}).content.decode()
    gather()
    page = client.get(address, {"entry": f" {entry.pk} "}).content.decode()
    assert "notice-success" in page
    assert "لا يظهر" not in page
    assert "notice-danger" in client.get(address, {"entry": uuid4()}).content.decode()


@pytest.mark.parametrize("typed", ["", "abc", "ا" * 300, "\u202e", "1' OR 1=1"])
def test_what_is_no_number_is_said_and_kept(client, larache, typed):
    page = client.get("/larache/audit/line/", {"entry": typed})
    assert page.status_code == 200
    assert page.context["form"].errors


def test_a_line_of_another_territory_is_not_found(client, beni_mellal, record, gather):
    entry = record()
    gather()
    assert "notice-danger" in client.get("/beni-mellal/audit/line/", {"entry": entry.pk}).content.decode()
    assert client.get(f"/beni-mellal/audit/proof/{entry.pk}.json").status_code == 404


def test_anyone_checks_a_proof_from_its_json_alone(client, record, gather):
    entries = [record(content={"n": n}) for n in range(5)]
    gather()
    found = json.loads(client.get(f"/larache/audit/proof/{entries[3].pk}.json").content)
    assert json.loads(found["text"]) == found["line"]
    assert set(found["line"]) == {
        "anonymous", "channel", "commitment", "entry", "log", "moment", "subject", "verb",
    }  # fmt: skip
    head = found["head"]
    assert rules.includes(
        index=found["index"],
        size=head["size"],
        leaf=rules.leaf_hash(found["text"].encode()),
        proof=[bytes.fromhex(step) for step in found["path"]],
        root=bytes.fromhex(head["root"]),
    )
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(head["public_key"]))
    key.verify(bytes.fromhex(head["signature"]), head["signed"].encode())
    signed = json.loads(head["signed"])
    assert (signed["root"], signed["size"]) == (head["root"], head["size"])


def test_anyone_checks_that_a_head_only_added(client, larache, record, gather):
    record()
    gather()
    first = json.loads(client.get("/larache/audit/head.json").content)
    record()
    record()
    gather(1)
    second = json.loads(client.get("/larache/audit/head.json").content)
    address = f"/larache/audit/consistency/{first['size']}-{second['size']}.json"
    found = json.loads(client.get(address).content)
    assert (found["first"], found["second"]) == (first, second)
    assert rules.extends(
        first=first["size"],
        second=second["size"],
        first_root=bytes.fromhex(first["root"]),
        second_root=bytes.fromhex(second["root"]),
        proof=[bytes.fromhex(step) for step in found["path"]],
    )
    assert client.get("/larache/audit/consistency/1-999.json").status_code == 404
    assert client.get(f"/larache/audit/consistency/{10**30}-{10**31}.json").status_code == 404


@pytest.mark.parametrize("start", ["0", "", "x", "-1", "٣", "9" * 40])
def test_hashes_for_those_who_keep_a_copy(client, larache, record, gather, start):
    record()
    gather()
    found = json.loads(client.get("/larache/audit/hashes.json", {"start": start}).content)
    size = json.loads(client.get("/larache/audit/head.json").content)["size"]
    assert len(found["hashes"]) == size
    assert found["next"] is None


def test_a_form_is_never_sent_here(client, larache):
    assert client.post("/larache/audit/").status_code == 405
