"""Filters and small tags of every page; the list with arguments stands in ``tadafor.ui``."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html, format_html_join, linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext

from tadafor.kernel import clock
from tadafor.kernel.addresses import in_language
from tadafor.kernel.beside import beside as asked_beside
from tadafor.kernel.words import word as word_of
from tadafor.ui import charts, fields, formatting, languages, maps, sound, symbols
from tadafor.ui.cards import answered_line, bars, chart_table, facts, figure, listed_card, matrix, progress
from tadafor.ui.components import Tab, Tone
from tadafor.ui.contributions import answer, avatar, badge, byline, contribution, fields_said, prose, redline
from tadafor.ui.drawing import draw, time
from tadafor.ui.moving import crumbs, pagination, stretch
from tadafor.ui.stepping import stepper

register = template.Library()

Moment = dt.date | dt.datetime


# ---- filters


@register.filter
def word(member: StrEnum | None) -> str:
    """Say a member of a closed list in the reader's language."""
    return "" if member is None or member == "" else word_of(member)


register.filter("number", formatting.number)
register.filter("measure", formatting.measure)
register.filter("dirhams", formatting.dirhams)
register.filter("day", formatting.day)
register.filter("short_day", formatting.short_day)
register.filter("moment", formatting.moment)
register.filter("machine", formatting.machine)
register.filter("spoken", languages.spoken)
register.filter("tongue", languages.tongue)


@register.filter
def percent(value: object, decimals: int = 0) -> SafeString:
    """Write a share so that its sign never jumps to the other side."""
    return ltr(formatting.percent(value, decimals))


@register.filter
def late_for(days: int) -> str:
    """Write how long something has been late."""
    return formatting.late_for(days)


@register.filter
def ltr(value: object) -> SafeString:
    """Keep a code, a phone number or an address in its own order inside Arabic."""
    return format_html('<bdi dir="ltr">{}</bdi>', value)


register.filter("linebreaks_safe", prose)


@register.filter
def with_links(value: object) -> SafeString:
    """Like ``linebreaks_safe``, addresses become links that pass no rank."""
    linked = urlize(str(value), nofollow=True, autoescape=True)
    paragraphs = linebreaks(linked, autoescape=False)
    return mark_safe(paragraphs.replace("<p>", '<p dir="auto">'))  # noqa: S308 -- escaped by urlize


# ---- small tags


register.simple_tag(draw, name="icon")


register.simple_tag(time)


register.simple_tag(badge)
register.simple_tag(redline)
register.simple_tag(avatar)


@register.simple_tag(name="clock")
def deadline(until: Moment | None, tone: str = Tone.GREEN, before: str = "") -> SafeString | str:
    """Time left, as the date it ends; what a script adds beside it is counted by the reader's own clock."""
    if until is None:
        return ""
    said = before or pgettext("before a date", "حتى")
    return format_html(
        '<span class="badge clock tone-{}">{}<span>{} {}</span></span>',
        tone,
        draw("clock"),
        said,
        format_html(
            '<time datetime="{}" data-left>{}</time>',
            formatting.machine(until),
            formatting.near_day(until, clock.today()),
        ),
    )


@register.simple_tag
def button(  # noqa: PLR0917 -- templates name them
    label: str, icon: str = "", tone: str = "main", name: str = "", value: str = "", refused: str = ""
) -> SafeString:
    """The button that sends a form; with ``refused`` (a sentence) it is greyed and says why."""
    if refused:
        return _refused(label, icon, refused)
    named = format_html(' name="{}" value="{}"', name, value) if name else ""
    drawn = draw(icon) if icon else ""
    return format_html(
        '<button class="button button-{}" type="submit"{}>{}<span>{}</span></button>',
        tone,
        named,
        drawn,
        label,
    )


@register.simple_tag
def action(label: str, href: str, icon: str = "", tone: str = "main", refused: str = "") -> SafeString:
    """A link that looks like a button; with ``refused`` it is greyed and says why."""
    if refused:
        return _refused(label, icon, refused)
    drawn = draw(icon) if icon else ""
    return format_html(
        '<a class="button button-{}" href="{}">{}<span>{}</span></a>', tone, href, drawn, label
    )


def _refused(label: str, icon: str, why: str) -> SafeString:
    drawn = draw(icon) if icon else ""
    return format_html(
        '<span class="refused"><span class="button button-refused" role="link" aria-disabled="true">{}'
        "<span>{}</span></span><span>{}</span></span>",
        drawn,
        label,
        why,
    )


@register.simple_tag
def qr(text: str, label: str, *, told: bool = True) -> SafeString:
    """A QR code as inline SVG, its address under it for who cannot scan, unless told elsewhere."""
    return charts.qr(text, label, told=told)


@register.simple_tag
def paragraphs(lines: Sequence[str]) -> SafeString:
    """One paragraph a line."""
    return format_html_join("", '<p dir="auto">{}</p>', ((line,) for line in lines))


# ---- blocks: {% notice %} … {% endnotice %}


@register.simple_block_tag
def notice(content: str, tone: str = "info", title: str = "", icon: str = "") -> SafeString:
    """A sentence that must be seen: ``info``, ``success``, ``warning`` or ``danger``."""
    icons = {
        "info": "info",
        "success": "circle-check",
        "warning": "triangle-alert",
        "danger": "circle-alert",
    }
    tone = {"error": "danger", "debug": "info"}.get(tone, tone)  # as django.contrib.messages names them
    role = mark_safe(' role="alert"') if tone == "danger" else ""
    heading = format_html('<p class="notice-title">{}</p>', title) if title else ""
    return format_html(
        '<div class="notice notice-{}"{}>{}<div>{}{}</div></div>',
        tone,
        role,
        draw(icon or icons.get(tone, "info")),
        heading,
        content,
    )


register.simple_block_tag(answer)


@register.simple_block_tag
def more(content: str, title: str, is_open: bool = False) -> SafeString:  # noqa: FBT001, FBT002
    """Something that opens under its title, without a script."""
    return format_html(
        '<details class="more"{}><summary>{}<span>{}</span></summary>'
        '<div class="more-body">{}</div></details>',
        mark_safe(" open") if is_open else "",
        draw("chevron-down"),
        title,
        content,
    )


# ---- components drawn by their own template


register.simple_tag(stepper)
register.simple_tag(byline)
register.simple_tag(contribution)
register.simple_tag(fields_said)
register.simple_tag(crumbs)
register.simple_tag(pagination, takes_context=True)
register.simple_tag(stretch, takes_context=True)
register.simple_tag(figure)
register.simple_tag(listed_card)
register.simple_tag(answered_line)
register.simple_tag(facts)
register.simple_tag(progress)
register.simple_tag(bars)
register.simple_tag(chart_table)


@register.inclusion_tag("ui/components/card.html")
def card(title: str, href: str, **facts: object) -> dict[str, object]:
    """A card of a list, see ``tadafor.ui`` for its facts."""
    return {"tone": Tone.GREEN, **facts, "title": title, "href": href}


@register.inclusion_tag("ui/components/tabs.html")
def tabs(items: Iterable[Tab], label: str = "") -> dict[str, object]:
    """The parts of one thing, each its own address."""
    return {"tabs": list(items), "label": label or gettext("أجزاء هذه الصفحة")}


@register.inclusion_tag("ui/components/empty.html")
def empty(title: str, text: str = "", **facts: object) -> dict[str, object]:
    """What will be here, and what to do meanwhile."""
    return {"icon": "inbox", **facts, "title": title, "text": text}


@register.inclusion_tag("ui/components/table.html")
def data_table(
    headers: Sequence[str], rows: Iterable[Sequence[object]], caption: str = ""
) -> dict[str, object]:
    """A table whose rows become small cards on a phone."""
    return {
        "headers": headers,
        "rows": [list(zip(headers, row, strict=True)) for row in rows],
        "caption": caption,
    }


@register.inclusion_tag("ui/components/stacked.html")
def stacked(parts: Iterable[Any], title: str, unit: str = "") -> dict[str, object]:
    """One bar divided in its parts, with the table behind it."""
    return {"parts": charts.stacked(parts), "title": title, "unit": unit}


@register.inclusion_tag("ui/components/beside.html")
def beside(trace_id: int) -> dict[str, object]:
    """What another room asks beside this page (``kernel.beside``): one query."""
    polls = asked_beside(trace_id, clock.today())
    return {"polls": [replace(one, address=in_language(one.address)) for one in polls]}


@register.inclusion_tag("ui/components/listen.html")
def listen(target: str = "main", recording: str = "") -> dict[str, object]:
    """Play a recording, or let the browser read ``#target`` where its voice is on the device."""
    return {"target": target, "recording": recording}


@register.inclusion_tag("ui/components/print_header.html", takes_context=True)
def print_header(context: Context, title: str = "", code: str = "") -> dict[str, object]:
    """What a sheet printed from this page says at its top: whose it is, which, from where."""
    return {"frame": context.get("frame"), "title": title, "code": code}


@register.inclusion_tag("ui/components/languages.html", takes_context=True)
def language_links(context: Context) -> dict[str, object]:
    """Links to this page in the other languages."""
    return {"frame": context.get("frame")}


register.simple_tag(fields.field)
register.inclusion_tag("ui/components/form_errors.html")(fields.form_errors)
register.simple_tag(fields.all_fields, name="fields")
register.simple_tag(matrix)
register.inclusion_tag("ui/components/map.html", name="map")(maps.map_drawing)
register.simple_tag(name="symbol")(symbols.symbol)
register.simple_tag(sound.player)
