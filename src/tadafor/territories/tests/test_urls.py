"""No territory can take an address that the platform uses itself."""

import re

from django.urls import get_resolver

from tadafor.territories.rules import RESERVED, refuse_slug


def first_words(resolver, before=""):
    """The first piece of every address, where it is a word and not a territory."""
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if hasattr(entry, "url_patterns"):
            yield from first_words(entry, route)
        else:
            yield re.sub(r"[\^$\\]", "", route).partition("/")[0]


def test_every_first_word_of_an_address_is_reserved():
    words = {word for word in first_words(get_resolver()) if word and not word.startswith(("<", "("))}
    assert {"account", "search", "healthz", "ui"} <= words
    assert sorted(word for word in words if refuse_slug(word) is None) == []


def test_languages_and_static_files_are_reserved(settings):
    static = {settings.STATIC_URL.strip("/")}
    assert {code for code, _ in settings.LANGUAGES} | static <= RESERVED
