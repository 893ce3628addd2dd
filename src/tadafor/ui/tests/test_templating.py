"""Prepared templates draw exactly what Django draws."""

import datetime as dt
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template import Context, Engine, TemplateSyntaxError
from django.template.context import RequestContext
from django.urls import NoReverseMatch
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from tadafor.ui.components import Step, StepState
from tadafor.ui.templating.addresses import address
from tadafor.ui.templating.prepared import Prepared, prepare

HOSTILE = "<script>alert('\"&')</script> %(x)s %% {{ x }}"


class Thing:
    """What templates look into: attributes, methods, things that fail."""

    text = HOSTILE
    safe = SafeString("<b>bold</b>")
    number = 1234567
    share = 0.5
    day = dt.date(2026, 11, 22)
    moment = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
    state = StepState.NOW
    nothing = None
    lazy = gettext_lazy("بحث")
    rows = ["a<", "b", "c"]
    pairs = [("one<", 1), ("two", 2)]
    facts = {"key": "value<", "items": "its own"}

    def method(self):
        return "called<"

    def wants(self, _more):
        return "never"

    @property
    def fails(self):
        raise KeyError("a bug must not be hidden")

    def wipes(self):
        raise AssertionError("never called")

    wipes.alters_data = True  # type: ignore[attr-defined]


# One template a line; "inc", "base" and "middle" are the templates they include and extend.
CASES = (Path(__file__).parent / "templating_cases.txt").read_text().splitlines()
OTHERS = {
    "inc": "({{ thing.text }}{{ more }}{% if more %}{{ more|upper }}{% endif %})",
    "base": "<{% block a %}base{{ thing.number }}{% endblock %}"
    "{% block b %}b{% block c %}c{% endblock %}{% endblock %}>",
    "middle": "{% extends 'base' %}{% block a %}m{{ block.super }}{% endblock %}"
    "{% block c %}mc{% endblock %}",
}
BUILTINS = ["django.template.defaulttags", "django.template.defaultfilters", "django.template.loader_tags"]
LIBRARIES = {
    "i18n": "django.templatetags.i18n",
    "static": "django.templatetags.static",
    "ui": "tadafor.ui.templatetags.ui",
}
PLAIN = [("django.template.loaders.locmem.Loader", OTHERS), "django.template.loaders.app_directories.Loader"]


def engine(*, prepared):
    loader = "tadafor.ui.templating.loader.Loader" if prepared else "django.template.loaders.cached.Loader"
    return Engine(loaders=[(loader, PLAIN)], libraries=LIBRARIES, builtins=BUILTINS)


def context():
    steps = [Step("a<", StepState.DONE, dt.date(2026, 1, 2), "w<"), Step("b", StepState.NOW, "soon")]
    runs = [("same", "a<"), ("ins", "b<"), ("del", HOSTILE)]
    return {"thing": Thing(), "steps": steps, "runs": runs, "name": "inc"}


def drawn(source, *, prepared, autoescape=True):
    template = engine(prepared=prepared).from_string(source)
    if prepared:
        template.nodelist = prepare(template.nodelist)
    found = Context(context(), autoescape=autoescape)
    # Twice: what is put together once must not keep what it was given.
    first, second = (template.render(found) for _ in range(2))
    assert first == second
    assert len(found.dicts) == 2, "every level that was opened is closed"
    return first


@pytest.mark.parametrize("source", CASES)
def test_a_prepared_template_draws_what_django_draws(source):
    for language in ("ar", "fr", "zgh", "ar"):
        with translation.override(language):
            assert drawn(source, prepared=True) == drawn(source, prepared=False)


@pytest.mark.parametrize("source", CASES)
def test_where_text_is_not_escaped_it_is_not_escaped_here_either(source):
    assert drawn(source, prepared=True, autoescape=False) == drawn(source, prepared=False, autoescape=False)


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_what_is_said_once_follows_the_language_of_the_reader(language):
    template = engine(prepared=True).from_string("{% load i18n %}{% translate 'بحث' %}")
    template.nodelist = prepare(template.nodelist)
    said = {}
    for each in ("ar", "fr", language):
        with translation.override(each):
            said[each] = template.render(Context())
    assert said == {"ar": "بحث", "fr": "Recherche"}


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("{{ thing.fails }}", KeyError),
        ("{% url 'home:nowhere' %}", NoReverseMatch),
        ("{% for a, b in thing.rows %}{% endfor %}", ValueError),
        (
            "{% load i18n %}{% blocktranslate count n=thing.text %}a{% plural %}b{% endblocktranslate %}",
            Exception,
        ),
    ],
)
def test_a_bug_is_not_hidden(source, problem):
    for prepared in (True, False):
        with pytest.raises(problem):
            drawn(source, prepared=prepared)


def test_what_cannot_be_read_is_refused_as_before():
    with pytest.raises(TemplateSyntaxError):
        engine(prepared=True).from_string("{% nothing %}")


def test_every_part_of_a_template_is_prepared():
    template = engine(prepared=True).get_template("inc")
    assert isinstance(template.nodelist, Prepared)
    assert all(isinstance(then, Prepared) for _, then in template.nodelist[3].conditions_nodelists)


def test_hostile_text_is_escaped_wherever_it_comes_from():
    for source in CASES:
        if "|safe" not in source and "autoescape off" not in source and "translate thing" not in source:
            assert "<script>" not in drawn(source, prepared=True), source


def test_an_address_is_what_reverse_says_in_each_language():
    for language, expected in (("ar", "/a-b/"), ("fr", "/fr/a-b/"), ("ar", "/a-b/")):
        with translation.override(language):
            assert address("home:territory", ["a-b"]) == expected
            assert address("home:territory", kwargs={"territory": "a-b"}) == expected
    with pytest.raises(NoReverseMatch):
        address("home:territory", [""])


def test_the_request_of_a_page_is_known_inside(rf):
    request = rf.get("/")
    request.resolver_match = SimpleNamespace(namespace="home")
    template = engine(prepared=True).from_string("{% url 'home:front' %}{{ request.path }}")
    template.nodelist = prepare(template.nodelist)
    assert template.render(RequestContext(request, {"request": request})) == "//"
