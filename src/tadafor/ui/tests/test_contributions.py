"""What people typed stays words, whatever they typed; and what is drawn is what readers expect."""

import datetime as dt
from dataclasses import fields as slots
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.html import linebreaks
from django.utils.safestring import SafeString

from tadafor.ui.components import Answer, Piece, Said
from tadafor.ui.contributions import answer, badge, byline, contribution, prose, redline

HOSTILE = "</p><script>alert(1)</script> \"x\" 'y' & {{ z }} %(q)s {0} <b onclick=x>"
DAY = dt.date(2026, 11, 29)
RUNS = [(Piece.SAME, HOSTILE), (Piece.DEL, HOSTILE), (Piece.INS, HOSTILE)]
EVERYTHING = Said(
    key="c7",
    number=7,
    name=HOSTILE,
    meta=HOSTILE,
    when=DAY,
    tag=HOSTILE,
    tone=HOSTILE,
    href=f"/{HOSTILE}/",
    about=(f"/{HOSTILE}", HOSTILE, HOSTILE),
    lines=[(HOSTILE, HOSTILE)],
    title=HOSTILE,
    runs=RUNS,
    fields=[(HOSTILE, HOSTILE, ()), (HOSTILE, "", RUNS)],
    body=f"{HOSTILE}\n\n{HOSTILE}\n{HOSTILE}",
    sound=(f"/{HOSTILE}", HOSTILE, 75, 1_024),
    answer=Answer(
        verdict=HOSTILE, reason=HOSTILE, tone=HOSTILE, when=DAY, see=(f"/{HOSTILE}", HOSTILE), vote=HOSTILE
    ),
    links=[(f"/{HOSTILE}", "reply", 3, HOSTILE)],
    note=HOSTILE,
)
OURS = {
    "article",
    "header",
    "span",
    "p",
    "b",
    "a",
    "bdi",
    "time",
    "svg",
    "use",
    "h3",
    "div",
    "br",
    "ins",
    "del",
}
OURS |= {"dl", "dt", "dd", "figure", "figcaption", "audio", "strong"}


class Tags(HTMLParser):
    """The elements of a piece of a page, and the names of their attributes."""

    def __init__(self, html):
        super().__init__()
        self.names, self.attributes, self.words = set(), set(), []
        self.open = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in {"br", "use"}:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.names.add(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture(autouse=True)
def _arabic():
    with translation.override("ar"):
        yield


@pytest.mark.parametrize(
    "one",
    [
        EVERYTHING,
        replace(EVERYTHING, runs=(), proposed=HOSTILE),
        replace(EVERYTHING, gone=("eye-off", HOSTILE)),
        replace(EVERYTHING, key=HOSTILE),
    ],
    ids=["amended", "proposed", "gone", "key"],
)
def test_nothing_typed_becomes_markup(one):
    html = contribution(one)
    read = Tags(html)
    assert read.names <= OURS
    assert not read.attributes & {"onclick", "onerror", "style"}
    assert read.open == []
    assert "<script" not in html
    assert "<b onclick" not in html
    assert "alert(1)" in "".join(read.words)


def test_every_part_that_is_given_is_drawn():
    """Part by part: another word in it gives another page, or a part was forgotten."""
    whole = contribution(EVERYTHING)
    for slot in slots(Said):
        if slot.name in {"gone", "proposed"}:  # instead of everything, and instead of the runs
            continue
        value = getattr(EVERYTHING, slot.name)
        nothing = (
            8
            if slot.name == "number"
            else ""
            if isinstance(value, str)
            else ()
            if isinstance(value, list)
            else None
        )
        less = replace(EVERYTHING, **{slot.name: nothing})
        assert contribution(less) != whole, slot.name


def test_what_is_gone_says_why_and_nothing_of_what_it_said():
    html = contribution(replace(EVERYTHING, gone=("undo-2", "سُحبت"), title="سر", body="سر"))
    assert "سُحبت" in html
    assert "سر" not in html
    assert html.startswith('<article class="contribution" id="c7">')


def test_on_its_own_page_what_it_speaks_of_is_not_said_again():
    one = Said(key="c7", number=7, about=("/a/", "المادة 3", "الإنارة"))
    assert "المادة 3: <bdi>الإنارة</bdi>" in contribution(one)
    assert "المادة 3" not in contribution(one, here=True)


def test_templates_draw_it_too():
    html = Template("{% load ui %}{% contribution one here=0 %}").render(Context({"one": EVERYTHING}))
    assert html == contribution(EVERYTHING)


def test_words_follow_the_language_of_the_reader():
    said = replace(EVERYTHING, answer=Answer(verdict="x", reason="y", tone="green", when=DAY))
    with translation.override("fr"):
        french = contribution(said)
    assert "Réponse officielle" in french
    assert "29 novembre 2026" in french
    assert "الجواب الرسمي" in contribution(said)


@pytest.mark.parametrize(
    "typed", ["", "a", "a\nb", "a\r\nb\r\n\r\nc", "a\n\n\n\nb\n", "\n\na", HOSTILE, "<p>", "&lt;p&gt;"]
)
def test_prose_is_what_django_writes_with_a_direction(typed):
    assert prose(typed) == linebreaks(typed, autoescape=True).replace("<p>", '<p dir="auto">')
    assert isinstance(prose(typed), SafeString)


def test_what_is_drawn_already_is_not_escaped_again():
    drawn = badge("<b>")
    assert "&lt;b&gt;" in drawn
    assert str(drawn) in answer(drawn, verdict="x")
    assert "&amp;" not in byline("م", meta=SafeString("a &middot; b"))
    assert redline([(Piece.INS, "<i>")]).count("&lt;i&gt;") == 1
