"""Sound on a page: the player, and which pages may use the microphone."""

from typing import TypeVar

from django.http.response import HttpResponseBase

Answer = TypeVar("Answer", bound=HttpResponseBase)


def may_record(response: Answer) -> Answer:
    """Let this page ask for the microphone; every other page of the house may not."""
    response.headers["Permissions-Policy"] = "camera=(), microphone=(self), geolocation=(self)"
    return response


def player(address: str, label: str, seconds: int, size: int, key: str = "") -> dict[str, object]:
    """Play a recording; its length and its weight are said before anything is fetched."""
    minutes, left = divmod(seconds, 60)
    said = {"length": f"{minutes}:{left:02}", "size": max(1, round(size / 1024))}
    return {"address": address, "label": label, "key": key, **said}
