"""Sound on a page: the player, and which pages may use the microphone."""

from typing import TypeVar

from django.http.response import HttpResponseBase
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from tadafor.ui.drawing import draw
from tadafor.ui.formatting import number

Answer = TypeVar("Answer", bound=HttpResponseBase)


def may_record(response: Answer) -> Answer:
    """Let this page ask for the microphone; every other page of the house may not."""
    response.headers["Permissions-Policy"] = "camera=(), microphone=(self), geolocation=(self)"
    return response


def player(address: str, label: str, seconds: int, size: int, key: str = "") -> SafeString:
    """Play a recording; its length and its weight are said before anything is fetched."""
    minutes, left = divmod(seconds, 60)
    weight = gettext("%(size)s كيلوبايت") % {"size": number(max(1, round(size / 1024)))}
    return format_html(
        '<figure class="player"><figcaption>{}<span>{}</span> <span class="meta"><bdi dir="ltr">{}</bdi> · {}'
        '</span></figcaption><audio class="recording"{} controls preload="none" src="{}" aria-label="{}">{}'
        "</audio></figure>\n",
        draw("volume-2"),
        label,
        f"{minutes}:{left:02}",
        weight,
        format_html(' id="{}"', key) if key else "",
        address,
        label,
        gettext("تسجيل صوتي"),
    )
