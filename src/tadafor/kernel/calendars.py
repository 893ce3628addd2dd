"""The frame of a calendar that a telephone subscribes to (RFC 5545, RFC 7986)."""

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Calendar

REFRESHED = timedelta(hours=12)  # how often a telephone asks again


def subscribed(room: str, *, name: str) -> "Calendar":
    """Return an empty calendar that bears a name and says how often to ask for it again."""
    from icalendar import Calendar, vDuration  # noqa: PLC0415 -- it weighs much and is asked for seldom

    made = Calendar()
    made.add("prodid", f"-//Tadafor//{room}//")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("refresh-interval", vDuration(REFRESHED), parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", vDuration(REFRESHED))
    return made
