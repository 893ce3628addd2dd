"""Whence a request comes: what a proxy of ours adds, and nothing that somebody else says."""

import pytest
from django.test import RequestFactory

from tadafor.people.adapter import network_of


@pytest.mark.parametrize(
    ("proxies", "told", "line", "found"),
    [
        (0, None, "192.0.2.1", "192.0.2.1"),
        (0, "198.51.100.7", "192.0.2.1", "192.0.2.1"),  # without a proxy it is anybody's word
        (1, "198.51.100.7", "127.0.0.1", "198.51.100.7"),
        (1, "10.9.9.9, 198.51.100.7", "127.0.0.1", "198.51.100.7"),
        (1, "10.9.9.9,198.51.100.7", "127.0.0.1", "198.51.100.7"),
        (1, "198.51.100.7:4711", "127.0.0.1", "198.51.100.7"),
        (1, "[2001:db8::0:7]:4711", "127.0.0.1", "2001:db8::7"),
        (1, "2001:DB8::7", "127.0.0.1", "2001:db8::7"),
        (1, None, "192.0.2.1", "192.0.2.1"),
        (1, "", "192.0.2.1", "192.0.2.1"),
        (1, "unknown", "127.0.0.1", ""),
        (1, "198.51.100.7, <script>", "127.0.0.1", ""),
        (0, None, "", ""),
    ],
)
def test_the_network_of_a_request(settings, proxies, told, line, found):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    headers = {} if told is None else {"X-Forwarded-For": told}
    assert network_of(RequestFactory().get("/", headers=headers, REMOTE_ADDR=line)) == found
