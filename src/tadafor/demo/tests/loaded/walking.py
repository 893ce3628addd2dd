"""A visitor who follows every link."""

import re
from collections import Counter
from html import unescape

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tadafor.kernel import clock

LINK = re.compile(rb'href="([^"#]+)"')
ELSEWHERE = ("/static", "/fr/", "/zgh/", "/account", "/ui/")
CODE = re.compile(r"/[0-9A-Z]{6,}(?=/)")
FILE = re.compile(r"\.[a-z0-9]+$")
ALIKE = 2  # pages of one kind that are opened: with one and with more in them


def walk(starts, *, now):
    """Open every page that a visitor is led to; return how many questions each asked of the database."""
    seen, opened, to_open, client = {}, Counter(), list(starts), Client()
    with clock.stopped_at(now):
        while to_open:
            path = to_open.pop(0)
            kind = re.sub(r"\d+", "N", CODE.sub("/CODE", path.partition("?")[0])) + (
                "?" if "?" in path else ""
            )
            if path in seen or opened[kind] >= ALIKE:
                continue
            opened[kind] += 1
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(path)
            assert answer.status_code < 400, f"{path} answers {answer.status_code}"
            seen[path] = len(asked)
            if answer.headers.get("Content-Type", "").startswith("text/html") and not answer.streaming:
                to_open += led_to(path, answer.content)
    return seen


def kind_of(path):
    """Name what a page shows, whatever it shows it of."""
    address, asked, _ = path.partition("?")
    return re.sub(r"\d+", "N", CODE.sub("/CODE", address)) + asked


def led_to(path, page):
    """Return the pages of the site that a page leads to; files are not pages."""
    links = [unescape(link.decode()) for link in LINK.findall(page)]
    within = [link for link in links if link.startswith("/") and not link.startswith(ELSEWHERE)]
    within += [path.partition("?")[0] + link for link in links if link.startswith("?")]
    return [link for link in within if not FILE.search(link.partition("?")[0])]
