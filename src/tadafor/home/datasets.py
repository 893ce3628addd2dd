"""What a territory's page publishes for machines: a feed of what opens, closes and is answered."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tadafor.home.queries import Pages, Shown
from tadafor.ui.formatting import moment

Entry = tuple[datetime, str, str, str]


def atom(pages: Pages, *, name: str, link: str, here: str, absolute: Callable[[str], str]) -> str:
    """Return the Atom feed of a territory; ``link`` is its page, ``here`` the feed itself (§ home-feed)."""
    feed = Atom1Feed(
        title=_("جديد المشاركة في %(name)s") % {"name": name},
        link=link,
        description="",
        language=get_language(),
        feed_url=here,
    )
    entries = [*_procedures(pages), *_outcomes(pages)]
    for when, title, text, href in sorted(entries, key=lambda entry: entry[0], reverse=True):
        feed.add_item(
            title=title,
            link=absolute(href),
            description=text,
            pubdate=when,
            updateddate=when,
            # The same procedure comes back when its phase changes: another entry, another name.
            unique_id=f"{absolute(href)}#{when:%Y%m%dT%H%M}",
        )
    return feed.writeString("utf-8")


def _procedures(pages: Pages) -> Iterator[Entry]:
    for shown in pages.open:
        last = shown.opening.last_moment
        until = _("مفتوح إلى غاية %(moment)s.") % {"moment": moment(last)} if last else ""
        yield from _entry(shown, shown.opening.opens_at, f"{until} {shown.opening.summary}")
    for shown in pages.answering:
        yield from _entry(shown, shown.opening.closes_at, _("أُغلق، والنتيجة قيد الإعداد."))
    for shown in pages.answered:
        yield from _entry(shown, shown.opening.answered_at, _("نُشرت النتيجة."))


def _entry(shown: Shown, when: datetime | None, text: str) -> Iterator[Entry]:
    if when is not None:
        yield when, f"{shown.opening.kind}: {shown.opening.title}", text.strip(), shown.href


def _outcomes(pages: Pages) -> Iterator[Entry]:
    for told in pages.outcomes:
        said = " · ".join(part for part in (told.outcome.sentence, told.outcome.within) if part)
        yield told.outcome.at, told.outcome.title, said, told.href
