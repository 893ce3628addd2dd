"""How to move between pages: the way back, and the other pages of a list. Drawn in one step."""

from typing import Any

from django.core.paginator import Page
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from tadafor.kernel.pages import AFTER, BEFORE, Stretch
from tadafor.ui.drawing import draw, safe, shown
from tadafor.ui.languages import spoken


def crumbs(*parts: str) -> SafeString:
    """The way back: label and address in turn; a last label without address is this page."""
    drawn = []
    for at in range(0, len(parts), 2):
        label, href = shown(spoken(parts[at])), parts[at + 1] if at + 1 < len(parts) else ""
        here = f'<a href="{shown(href)}">{label}</a>' if href else f'<span aria-current="page">{label}</span>'
        drawn.append(f"<li>{here}</li>")
    title = gettext("مكان هذه الصفحة")
    return safe(f'<nav class="crumbs" aria-label="{title}"><ol>{"".join(drawn)}</ol></nav>\n')


def pagination(context: Context, page: "Page[Any]", parameter: str = "page") -> SafeString:
    """Links to the other pages of a list; keeps the rest of the query."""
    pages = page.paginator.num_pages
    if pages <= 1:
        return safe("\n")
    start = _rest_of_query(context, parameter)
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    of_a_page = gettext("صفحة")
    heard = f'<span class="heard">{of_a_page} </span>'
    drawn = []
    for one in numbers:
        href = shown(f"{start}{parameter}={one}")
        if one == page.number:
            here = f'<a href="{href}" aria-current="page">{heard}{one}</a>'
            total = f'<li class="pagination-total" aria-hidden="true">/ {pages}</li>'
            drawn.append(f'<li class="pagination-number pagination-here">{here}</li>{total}')
            continue
        link = f'<a href="{href}">{heard}{one}</a>' if isinstance(one, int) else "<span>…</span>"
        drawn.append(f'<li class="pagination-number pagination-far">{link}</li>')
    before, after = _before(page, f"{start}{parameter}="), _after(page, f"{start}{parameter}=")
    links = "\n".join((before, "".join(drawn), after))
    title = gettext("صفحات اللائحة")
    return safe(f'<nav class="pagination" aria-label="{title}"><ul>\n{links}\n</ul></nav>\n')


def stretch(context: Context, page: "Stretch[Any]") -> SafeString:
    """Links to the beginning, the end and the neighbours of a page of a long list (``kernel.pages``)."""
    if page.newer is None and page.older is None:
        return safe("\n")
    start = _rest_of_query(context, BEFORE, AFTER)
    drawn = []
    if page.newer is not None:
        words = f"{draw('chevron-left')}<span>{pgettext('page', 'السابقة')}</span>"
        drawn.append(_link(f"{start}{AFTER}={page.newer}", words, "prev"))
        drawn.append(_link(start.rstrip("&?") or "?", gettext("بداية اللائحة")))
    if page.older is not None:
        drawn.append(_link(f"{start}{AFTER}=0", gettext("آخر اللائحة")))
        words = f"<span>{pgettext('page', 'التالية')}</span>{draw('chevron-right')}"
        drawn.append(_link(f"{start}{BEFORE}={page.older}", words, "next"))
    title = gettext("صفحات اللائحة")
    return safe(f'<nav class="pagination" aria-label="{title}"><ul>\n{"".join(drawn)}\n</ul></nav>\n')


def _link(href: str, words: str, rel: str = "") -> str:
    named = f' rel="{rel}"' if rel else ""
    return f'<li><a{named} href="{shown(href)}">{words}</a></li>'


def _rest_of_query(context: Context, *parameters: str) -> str:
    query = context["request"].GET.copy() if "request" in context else None
    if query is not None:
        for parameter in parameters:
            query.pop(parameter, None)
    return f"?{query.urlencode()}&" if query else "?"


def _before(page: "Page[Any]", start: str) -> str:
    if not page.has_previous():
        return ""
    words = pgettext("page", "السابقة")
    words = f"{draw('chevron-left')}<span>{words}</span>"
    return f'<li><a rel="prev" href="{shown(f"{start}{page.number - 1}")}">{words}</a></li>'


def _after(page: "Page[Any]", start: str) -> str:
    if not page.has_next():
        return ""
    words = pgettext("page", "التالية")
    words = f"<span>{words}</span>{draw('chevron-right')}"
    return f'<li><a rel="next" href="{shown(f"{start}{page.number + 1}")}">{words}</a></li>'
