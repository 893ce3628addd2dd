"""Building a form: every step gives a new form; and what a new version does to answers already given."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from tadafor.surveys.rules.questions import Form, Page, Question

T = TypeVar("T")


def with_page(form: Form, page: Page) -> Form:
    """Return the form with ``page`` in the place of the one with its key, or after the others."""
    if form.at(page.key) is None:
        return Form((*form.pages, page))
    return Form(tuple(page if one.key == page.key else one for one in form.pages))


def without_page(form: Form, key: str) -> Form:
    """Return the form without a page and its questions."""
    return Form(tuple(page for page in form.pages if page.key != key))


def page_of(form: Form, question: str) -> Page | None:
    """Return the page on which a question stands."""
    return next((page for page in form.pages if any(one.key == question for one in page.questions)), None)


def with_question(form: Form, page_key: str, question: Question) -> Form:
    """Return the form with a question in its place, or last on its page."""

    def put(page: Page) -> Page:
        known = any(one.key == question.key for one in page.questions)
        if known:
            found = tuple(question if one.key == question.key else one for one in page.questions)
            return replace(page, questions=found)
        return replace(page, questions=(*page.questions, question)) if page.key == page_key else page

    return _each(form, put)


def without_question(form: Form, key: str) -> Form:
    """Return the form without a question."""
    return _each(
        form, lambda page: replace(page, questions=tuple(one for one in page.questions if one.key != key))
    )


def raised(form: Form, key: str) -> Form:
    """Move a page or a question one place up; the first stays."""
    if form.at(key) is not None:
        return Form(_raised(form.pages, lambda one: one.key == key))
    return _each(form, lambda page: replace(page, questions=_raised(page.questions, lambda q: q.key == key)))


def _raised(things: tuple[T, ...], is_it: Callable[[T], bool]) -> tuple[T, ...]:
    found = list(things)
    for at, one in enumerate(found):
        if at and is_it(one):
            found[at - 1], found[at] = one, found[at - 1]
            break
    return tuple(found)


def _each(form: Form, change: Callable[[Page], Page]) -> Form:
    return Form(tuple(change(page) for page in form.pages))


class Change(StrEnum):
    """What a new version does to a question that was answered."""

    ADDED = "added"
    REMOVED = "removed"
    CHOICES = "choices"
    REWORDED = "reworded"


@dataclass(frozen=True)
class Changed:
    """One change, and the question as it was named."""

    change: Change
    label: str


def changes(before: Form, now: Form) -> list[Changed]:
    """Say what a new version changes for answers already given (§ surveys-versions)."""
    found = [
        Changed(change, old.label)
        for old in before.questions
        if old.asks and (change := _changed(old, now.question(old.key)))
    ]
    return found + [
        Changed(Change.ADDED, one.label) for one in now.questions if one.asks and not before.question(one.key)
    ]


def _changed(old: Question, new: Question | None) -> Change | None:
    if new is None or new.kind is not old.kind:
        return Change.REMOVED
    if new.keys != old.keys or {row.key for row in new.rows} != {row.key for row in old.rows}:
        return Change.CHOICES
    words = [(one.label, [choice.words for choice in (*one.choices, *one.rows)]) for one in (old, new)]
    return Change.REWORDED if words[0] != words[1] else None
