"""Who must pass another page first comes back to the one they asked for."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tadafor.ui import way_back


@pytest.mark.parametrize(
    ("asked", "comes_back_to"),
    [
        ("/larache/petitions/new/", "/larache/petitions/new/"),
        ("/larache/petitions/?q=a&page=2", "/larache/petitions/?q=a&page=2"),
        ("/larache/?q=" + "a" * 10_000, "/larache/"),
        ("/larache/?q=" + "ع" * 400, "/larache/"),
        ("/" + "a" * 10_000, None),
    ],
)
def test_the_way_leads_back_and_is_never_too_long(rf, asked, comes_back_to):
    address = way_back.first("people:sign_in", rf.get(asked))
    assert len(address) <= way_back.LONGEST
    assert parse_qs(urlsplit(address).query).get("next") == ([comes_back_to] if comes_back_to else None)


@pytest.mark.django_db
def test_a_very_long_address_leads_to_signing_in(client):
    answer = client.get("/account/?q=" + "a" * 10_000)
    assert (answer.status_code, answer["Location"].partition("?")[2]) == (303, "next=%2Faccount%2F")
