"""A form in other words: every text of it has a name, and its keys stay, so that answers are the same."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from tadafor.surveys.rules.questions import Choice, Form, Page, Question


@dataclass(frozen=True)
class Text:
    """One text of a form: its name for ever, its words, and the page or question it belongs to."""

    name: str
    words: str
    group: str
    heading: str


def texts(form: Form) -> Iterator[Text]:
    """Yield every text of a form that says something, in order."""
    for page in form.pages:
        if page.title:
            yield Text(f"p.{page.key}", page.title, page.key, page.title)
        for one in page.questions:
            for name, words in _of(one):
                if words:
                    yield Text(name, words, one.key, one.label)


def _of(one: Question) -> Iterator[tuple[str, str]]:
    yield f"q.{one.key}", one.label
    yield f"h.{one.key}", one.help
    yield f"l.{one.key}", one.low_words
    yield f"u.{one.key}", one.high_words
    yield from ((f"c.{one.key}.{choice.key}", choice.words) for choice in one.choices)
    yield from ((f"r.{one.key}.{row.key}", row.words) for row in one.rows)


def said(form: Form, say: Callable[[str, str], str]) -> Form:
    """Return the form in other words: ``say`` gives them by name, from the words that stand."""
    return Form(tuple(_page(page, say) for page in form.pages))


def _page(page: Page, say: Callable[[str, str], str]) -> Page:
    questions = tuple(_question(one, say) for one in page.questions)
    return replace(page, title=say(f"p.{page.key}", page.title), questions=questions)


def _question(one: Question, say: Callable[[str, str], str]) -> Question:
    return replace(
        one,
        label=say(f"q.{one.key}", one.label),
        help=say(f"h.{one.key}", one.help),
        low_words=say(f"l.{one.key}", one.low_words),
        high_words=say(f"u.{one.key}", one.high_words),
        choices=tuple(Choice(at.key, say(f"c.{one.key}.{at.key}", at.words)) for at in one.choices),
        rows=tuple(Choice(at.key, say(f"r.{one.key}.{at.key}", at.words)) for at in one.rows),
    )
