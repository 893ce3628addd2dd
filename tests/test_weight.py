"""What a first visit weighs, and what a page asks of the database, over every public page with full lists.

The budget of ``docs/measured.md``: a page of 20 KB, styles of 15, scripts of 20, fonts of 60, compressed;
fewer than 12 queries, without any cache.
"""

import gzip
import re
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.db import connection, transaction
from django.db.models.base import ModelState
from django.template.base import NodeList
from django.test import Client
from django.urls import NoReverseMatch

from tadafor.bench import pages as measured
from tadafor.bench.fill import TABLES, pour, report_all
from tadafor.bench.inside import Counter
from tadafor.bench.rows import Rows
from tadafor.bench.sizes import Size
from tadafor.kernel import clock
from tadafor.territories import actions as territories
from tadafor.ui.templating.prepared import Prepared
from tests.structure.addresses import every_address

pytestmark = pytest.mark.django_db

SIZE = Size("weight", territories=6, contributions=3_000, people=300)
KB = 1_000
MOST = {"page": 20 * KB, "styles": 15 * KB, "scripts": 20 * KB, "fonts": 60 * KB}
MOST_QUERIES = 11  # fewer than twelve
MOST_DRAWINGS = 40
MOST_INSTANCES = 15
ROWS_STAY_ROWS = re.compile(r"/(contributions|report|associations|associations/map|search)/(\?|$)")
# Its territory's first consultation is open, the third comes, the fourth is examined, the fifth answered.
SLUGS = ("text-1", "text-3", "text-4", "text-5")
VALUES = {"territory": "commune-1", "key": "article-1", "number": 1, "older": 1, "newer": 2, "code": "01"}
KINDS = ("comment", "amendment", "new_article")


@dataclass(frozen=True)
class Seen:
    """One page as a visitor gets it."""

    path: str
    html: str
    queries: list[str]
    drawings: int  # templates and blocks that were drawn
    instances: int  # rows that became instances of a model
    plainly: str  # the same page as Django alone draws it

    @property
    def weight(self) -> int:
        return len(gzip.compress(self.html.encode(), compresslevel=6))


def paths():
    """Every address of ours that is no staff's, filled in for each state of a consultation."""
    for address in every_address():
        if not address.is_ours or address.is_staff or not address.wanted <= {*VALUES, "slug", "kind"}:
            continue
        for slug in SLUGS if "slug" in address.wanted else ("",):
            for kind in KINDS if "kind" in address.wanted else ("",):
                with suppress(NoReverseMatch):  # where a key is a number, it is that of something else
                    yield address.filled(VALUES | {"slug": slug, "kind": kind})
    yield from (page.ask().path for page in measured.public())
    yield f"/commune-1/consultations/text-5/contributions/?{urlencode({'order': 'supports', 'page': 3})}"


def asked_for(path):
    return not re.search(r"\.(pdf|csv|json|xlsx|png)$", path)


@pytest.fixture(scope="module")
def seen(django_db_setup, django_db_blocker):
    """Every page, asked for once as a visitor does, in Arabic and in French."""
    with django_db_blocker.unblock(), transaction.atomic():
        territories.load_places(now=clock.now())
        rows = Rows(SIZE, clock.now())
        for label in TABLES:
            pour(label, rows.of(label))
        report_all(rows)
        found = [one for path in sorted(set(filter(asked_for, paths()))) for one in _seen(path)]
        transaction.set_rollback(True)
    return found


def _seen(path):
    client = Client()
    for address in (path, f"/fr{path}"):
        asked = Counter()
        client.get(address)  # what is worked out once in a process is not counted
        with connection.execute_wrapper(asked), _counting() as made:
            answer = client.get(address)
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            html = answer.content.decode()
            queries, plainly = [sql for sql, _ in asked.queries], _drawn_plainly(client, address)
            yield Seen(address, html, queries, made["drawings"], made["instances"], plainly)


@contextmanager
def _counting():
    """Count what makes a page slow, whatever the machine: templates drawn, instances made."""
    made = {"drawings": 0, "instances": 0}
    render = Prepared.render

    def drawn(nodes, context):
        made["drawings"] += 1
        return render(nodes, context)

    class Counted(ModelState):
        def __init__(self):
            made["instances"] += 1

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Prepared, "render", drawn)
        patch.setattr("django.db.models.base.ModelState", Counted)
        patch.setattr("tadafor.kernel.instances.ModelState", Counted)
        yield made


def _drawn_plainly(client, address):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Prepared, "render", NodeList.render)
        return client.get(address).content.decode()


def test_prepared_templates_draw_what_django_draws(seen):
    """Form by form a token is drawn: it stands for itself."""
    token = re.compile(r'(name="token" value=")[^"]+')
    for one in seen:
        assert token.sub(r"\1", one.html) == token.sub(r"\1", one.plainly), one.path


def test_the_lists_are_full(seen):
    """Or the weights below would say nothing."""
    by_path = {one.path: one.html for one in seen}
    assert len(by_path) > 100
    assert by_path["/commune-1/consultations/text-1/contributions/"].count('class="contribution"') == 20
    assert by_path["/commune-1/consultations/text-5/contributions/"].count('class="answer ') == 20
    assert by_path["/commune-1/consultations/text-1/articles/article-1/"].count('class="contribution"') == 3
    assert by_path["/"].count('class="card ') == 6
    assert "500" in by_path["/commune-1/consultations/text-1/articles/article-1/"]
    front = next(one for one in seen if one.path == "/")
    assert len(front.queries) == 3, "the queries are counted"


def test_no_page_draws_a_template_for_each_row(seen):
    """A page draws its frame and its parts: twenty rows cost twenty calls, not twenty templates."""
    front = next(one for one in seen if one.path == "/")
    assert front.drawings > 10, "the drawings are counted"
    assert [f"{one.path}: {one.drawings}" for one in seen if one.drawings > MOST_DRAWINGS] == []


def test_the_rows_of_a_list_stay_rows(seen):
    """A list of twenty makes no instance of each: what is made is the territory, the procedure, the place."""
    lists = [one for one in seen if ROWS_STAY_ROWS.search(one.path)]
    assert len(lists) > 40
    assert any(one.instances for one in lists), "the instances are counted"
    assert [f"{one.path}: {one.instances}" for one in lists if one.instances > MOST_INSTANCES] == []


def test_no_page_is_heavier_than_its_budget(seen):
    assert [f"{one.path}: {one.weight:,} bytes" for one in seen if one.weight > MOST["page"]] == []


def test_no_page_asks_the_database_too_often(seen):
    assert [f"{one.path}: {len(one.queries)}" for one in seen if len(one.queries) > MOST_QUERIES] == []


def test_what_a_first_visit_fetches_stays_in_its_budget(seen):
    """Each page alone: all its sheets, its scripts, and every font its sheets may ask for."""
    for styles, scripts, preloaded in {
        tuple(tuple(sorted(names)) for names in _linked(one.html).values())
        for one in seen
        if one.html.startswith("<!doctype")  # a fragment comes into a page that has all this
    }:
        sheets = [_bytes(name) for name in styles]
        fonts = {
            f"ui/{name.decode()}"
            for sheet in sheets
            for name in re.findall(rb"url\(\"?(fonts/[^)\"]+)", sheet)
        }
        assert sheets
        assert fonts
        assert set(preloaded) <= fonts
        assert sum(len(brotli.compress(sheet)) for sheet in sheets) <= MOST["styles"]
        assert sum(len(brotli.compress(_bytes(name))) for name in scripts) <= MOST["scripts"]
        assert sum(len(_bytes(name)) for name in fonts) <= MOST["fonts"]


def test_a_page_links_nothing_else_that_is_heavy(seen):
    """No picture stands on a page of text; what is linked is ours and known."""
    for one in seen:
        named = set(re.findall(r"(?:src|href)=\"/static/([^\"#]+)", one.html))
        known = {name for kind in _linked(one.html).values() for name in kind}
        assert named - known <= {"ui/icons.svg", "ui/mark.svg"}, one.path


def _linked(html):
    return {
        "styles": set(re.findall(r"<link rel=\"stylesheet\" href=\"/static/([^\"]+)\"", html)),
        "scripts": set(re.findall(r"<script src=\"/static/([^\"]+)\"", html)),
        "fonts": set(re.findall(r"<link rel=\"preload\" href=\"/static/([^\"]+)\" as=\"font\"", html)),
    }


def _bytes(name):
    return Path(finders.find(name)).read_bytes()
