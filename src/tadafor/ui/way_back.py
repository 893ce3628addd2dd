"""The way to a page that is passed first (signing in, the second factor), and back."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

LONGEST = 2_000  # characters of an address that one is sent to; Django sends nobody to a longer one


def first(name: str, request: HttpRequest) -> str:
    """Return the address of the page ``name`` that leads back to this very page.

    Of an address that is too long the question mark and what follows are left out, or all of it.
    """
    start = reverse(name)
    for here in (request.get_full_path(), request.get_full_path().partition("?")[0]):
        address = f"{start}?{urlencode({'next': here})}"
        if len(address) <= LONGEST:
            return address
    return start
