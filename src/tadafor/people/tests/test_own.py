"""The tabs of one's own page; what rooms put on it: ``tests/test_own_page`` (§ identity-own-page)."""

import pytest

pytestmark = pytest.mark.django_db
TABS = ["/account/deeds/", "/account/followed/", "/account/notices/", "/account/"]


@pytest.mark.parametrize("prefix", ["", "/fr"])
@pytest.mark.parametrize("path", TABS)
def test_each_page_leads_to_the_others(prefix, path, client_of, salma):
    """§ identity-own-page."""
    answer = client_of(salma).get(f"{prefix}{path}")
    assert "no-store" in answer["Cache-Control"]
    page = answer.content.decode()
    for other in TABS:
        assert f'href="{prefix}{other}"' in page
    assert f'href="{prefix}{path}" aria-current="page"' in page
