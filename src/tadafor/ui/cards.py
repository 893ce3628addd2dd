"""Cards, figures, facts and bars, drawn in one step."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from html import escape
from typing import Any

from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext

from tadafor.ui import charts
from tadafor.ui.components import AnsweredLine, Cell, Listed, Tone
from tadafor.ui.contributions import badge
from tadafor.ui.drawing import draw, safe, shown
from tadafor.ui.formatting import number

LONGEST_TEXT = 160


def listed_card(one: Listed) -> SafeString:
    """A line of a register, as a card."""
    mark = badge(*one.mark) if one.mark else ""
    text = f'<p class="card-text" dir="auto">{escape(_cut(one.text))}</p>' if one.text else ""
    place = f" · {draw('map-pin')}<bdi>{escape(one.place)}</bdi>" if one.place else ""
    return safe(
        '<article class="card tone-green">\n'
        f'<p class="card-top"><span class="card-kind">{escape(one.kind)}</span>{mark}</p>\n'
        f'<h2 class="card-title"><a href="{escape(one.href)}"><bdi>{escape(one.title)}</bdi></a></h2>\n'
        f'{text}\n<p class="meta">{escape(one.meta)}{place}</p>\n</article>\n'
    )


def answered_line(one: AnsweredLine) -> SafeString:
    """A line of a report, inside ``<ul class="list">``."""
    link = f'<a href="{escape(one.href)}"><bdi dir="ltr">#{one.number}</bdi></a>'
    meta = " · ".join([escape(part) for part in one.meta])
    reason = f'<p class="meta" dir="auto">{escape(_cut(one.reason))}</p>' if one.reason else ""
    return safe(
        f'<li><div class="grow"><p class="row">{link}<span class="meta">{meta}</span>{badge(*one.mark)}</p>'
        f'<p dir="auto">{escape(one.text)}</p>{reason}</div></li>'
    )


def _cut(text: str) -> str:
    return Truncator(text).chars(LONGEST_TEXT) if len(text) > LONGEST_TEXT else text


def figure(
    value: object, label: str, *, unit: str = "", tone: str = "", href: str = "", note: str = ""
) -> SafeString:
    """A number that matters, said large; stands inside ``<dl class="figures">``."""
    name = f'<a href="{shown(href)}">{shown(label)}</a>' if href else shown(label)
    small = f"<small>{shown(note)}</small>" if note else ""
    said = number(value) if _is_whole(value) else shown(value)
    # Words beside a number (60 000 درهم) run as their letters do.
    way = "auto" if any(letter.isalpha() for letter in f"{value}{unit}") else "ltr"
    unit = f'<span class="figure-unit">{shown(unit)}</span>' if unit else ""
    tone = f" tone-{shown(tone)}" if tone else ""
    large = f'<bdi dir="{way}">{said}{unit}</bdi>'
    return safe(f'<div class="figure{tone}"><dt>{name}{small}</dt><dd>{large}</dd></div>\n')


def _is_whole(value: object) -> bool:
    return isinstance(value, int) or (isinstance(value, float | Decimal) and value == int(value))


def facts(pairs: Iterable[tuple[str, object]]) -> SafeString:
    """A list of things and what they are."""
    told = [pair for pair in pairs if pair[1] not in {None, ""}]
    drawn = [f"<div><dt>{shown(label)}</dt><dd>{shown(value)}</dd></div>" for label, value in told]
    return safe(f'<dl class="facts">{"".join(drawn)}</dl>\n')


def progress(value: float, total: float, words: str = "", tone: str = Tone.GREEN) -> SafeString:
    """How far, drawn and said."""
    label, said = (f' aria-label="{shown(words)}"', f"<p>{shown(words)}</p>") if words else ("", "")
    bar = f'<progress value="{min(value, total)}" max="{total or 1}"{label}></progress>'
    return safe(f'<div class="progress tone-{shown(tone)}">{bar}{said}</div>\n')


def bars(rows: Iterable[Any], title: str, unit: str = "", most: float = 0) -> SafeString:
    """A bar chart with the table behind it; rows are ``Bar`` or (label, value)."""
    found = charts.bars(rows, most)
    ground = '<rect class="bar-ground" width="100" height="8" rx="1"/>'
    drawn = [
        f'<span class="bar-label">{shown(row.label)}</span>'
        f'<svg class="bar tone-{row.tone}" viewBox="0 0 100 8" preserveAspectRatio="none">{ground}'
        f'<rect class="bar-length" width="{row.width}" height="8" rx="1"/></svg>'
        f'<b class="bar-value">{number(row.value)}</b>'
        for row in found
    ]
    table = chart_table(found, title, unit)
    return safe(
        f'<figure class="chart"><figcaption>{shown(title)}</figcaption><div class="bars" aria-hidden="true">'
        f"{''.join(drawn)}</div>{table}</figure>\n"
    )


def chart_table(rows: Iterable[charts.Drawn], title: str, unit: str = "") -> SafeString:
    """The table behind a chart."""
    drawn = []
    for row in rows:
        note = f" <small>{shown(row.note)}</small>" if row.note else ""
        drawn.append(f'<tr><th scope="row">{shown(row.label)}{note}</th><td>{number(row.value)}</td></tr>')
    label, count, in_a_table = gettext("البيان"), gettext("العدد"), gettext("الأرقام في جدول")
    heads = f'<th scope="col">{label}</th><th scope="col">{shown(unit or count)}</th>'
    summary = f"<summary>{draw('chevron-down')}<span>{in_a_table}</span></summary>"
    caption = f'<caption class="heard">{shown(title)}</caption>'
    return safe(
        f'<details class="more chart-table">{summary}<table class="table">{caption}'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(drawn)}</tbody></table></details>\n"
    )


def matrix(
    columns: Sequence[str], rows: Iterable[tuple[str, Sequence[Cell]]], title: str, corner: str = ""
) -> SafeString:
    """Circles where rows and columns meet; it is its own table."""
    heads = "".join([f'<th scope="col"><span>{shown(column)}</span></th>' for column in columns])
    heads = f'<tr><th scope="col">{shown(corner)}</th>{heads}</tr>'
    drawn = [
        f'<tr><th scope="row">{shown(label)}</th>{"".join([_bubble(cell) for cell in cells])}</tr>'
        for label, cells in charts.matrix(rows)
    ]
    named = shown(title)
    return safe(
        f'<figure class="chart"><figcaption>{named}</figcaption><div class="table-wrap matrix-wrap" '
        f'tabindex="0" role="region" aria-label="{named}"><table class="matrix"><thead>{heads}</thead>'
        f"<tbody>{''.join(drawn)}</tbody></table></div></figure>\n"
    )


def _bubble(cell: charts.Bubble) -> str:
    if not cell.value:
        return '<td><span class="meta">0</span></td>'
    circle = f'<svg class="bubble" viewBox="0 0 40 40" aria-hidden="true">{_circle(cell.radius)}</svg>'
    drawn = f"{circle}<b>{number(cell.value)}</b>"
    return f'<td><a href="{shown(cell.href)}">{drawn}</a></td>' if cell.href else f"<td>{drawn}</td>"


def _circle(radius: float) -> str:
    return f'<circle cx="20" cy="20" r="{radius}"/>'
