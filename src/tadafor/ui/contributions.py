"""What people said and what they were answered, drawn in a page.

Drawn here and not by templates: a list says it twenty times. Everything put between markup passes ``escape``,
or is drawn by a function of this package; ``tests/test_contributions.py`` types markup everywhere.
"""

import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, pgettext

from tadafor.ui.components import Answer, FieldSaid, Piece, Said, Tone
from tadafor.ui.drawing import draw, time
from tadafor.ui.formatting import number
from tadafor.ui.sound import player

Moment = dt.date | dt.datetime
_ANSWER_ICONS = {"green": "badge-check", "saffron": "circle-dot-dashed", "terracotta": "circle-x"}
_LINES = re.compile(r"\r\n|\r")
_PARAGRAPHS = re.compile(r"\n{2,}")


def contribution(one: Said, here: object = False) -> SafeString:  # noqa: FBT002 -- a value of the template
    """A contribution, wherever it shows; ``here``: on the page of what it speaks of, not said again."""
    if one.gone:
        icon, sentence = one.gone
        inside = f'\n<p class="meta">{draw(icon)}{escape(sentence)}</p>\n'
    else:
        inside = "\n".join(
            [
                "\n",
                byline(one.name, meta=one.meta, when=one.when, tag=one.tag, tag_tone=one.tone, href=one.href),
                ("" if here else _about(one)) + _lines(one),
                f'<h3 class="card-title" dir="auto">{escape(one.title)}</h3>' if one.title else "",
                _proposed(one),
                fields_said(one.fields) if one.fields else "",
                f'<div class="contribution-text" dir="auto">{prose(one.body)}</div>' if one.body else "",
                player(*one.sound) if one.sound else "",
                _answered(one.answer) + "\n" if one.answer else "",
                _foot(one),
                "",
            ]
        )
    return _safe(f'<article class="contribution" id="{escape(one.key)}">\n{inside}\n</article>\n')


def _about(one: Said) -> str:
    if not one.about:
        return ""
    href, label, title = one.about
    return f'<p class="meta"><a href="{escape(href)}">{escape(label)}: <bdi>{escape(title)}</bdi></a></p>'


def _lines(one: Said) -> str:
    return "".join(
        [f'<p class="meta">{escape(label)} <bdi>{escape(said)}</bdi></p>' for label, said in one.lines]
    )


def _proposed(one: Said) -> str:
    if one.runs:
        return redline(one.runs)
    return f'<div class="redline" dir="auto"><ins>{escape(one.proposed)}</ins></div>' if one.proposed else ""


def _answered(one: Answer) -> str:
    said: str = prose(one.reason)
    if one.see:
        said += f' <a href="{escape(one.see[0])}">{escape(one.see[1])}</a>'
    if one.vote:
        said += f'<div class="meta">{escape(one.vote)}</div>'
    return answer(_safe(said), one.verdict, when=one.when, tone=one.tone)


def _foot(one: Said) -> str:
    links = "".join(
        [
            f'<a href="{escape(href)}">{draw(icon)}<b>{number(count)}</b> {escape(words)}</a>'
            for href, icon, count, words in one.links
        ]
    )
    note = f" · {escape(one.note)}" if one.note else ""
    counted = f'<span class="meta"><bdi dir="ltr">#{one.number}</bdi>{note}</span>'
    return f'<p class="contribution-foot">{links}{counted}</p>'


# ---- its parts, which templates draw too


def byline(
    name: str,
    *,
    meta: str = "",
    when: Moment | None = None,
    tag: str = "",
    tag_tone: str = "",
    href: str = "",
    tone: str = Tone.GREEN,
) -> SafeString:
    """Who speaks: avatar, name, a line about them, a tag."""
    shown = f"<bdi>{_shown(name)}</bdi>"
    who = f'<a href="{escape(href)}">{shown}</a>' if href else shown
    said = " · ".join([part for part in (_shown(meta), time(when)) if part])
    return _safe(
        f'<header class="byline">{avatar(name, tone)}<p class="byline-who"><b class="byline-name">{who}</b>'
        + (f' <span class="meta">{said}</span>' if said else "")
        + f"</p>{badge(tag, tag_tone or Tone.PLAIN) if tag else ''}</header>"
    )


def avatar(name: str, tone: str = Tone.GREEN) -> SafeString:
    """The first letter of a name in a circle; says nothing to those who listen."""
    letter = next((sign for sign in name.removeprefix("ال") if sign.isalpha()), "•")
    return _safe(
        f'<span class="avatar tone-{escape(tone)}" aria-hidden="true">{escape(letter.upper())}</span>'
    )


def badge(text: object, tone: str = Tone.PLAIN, icon: str = "") -> SafeString:
    """A short word in a pill: a kind, a state."""
    drawn = draw(icon) if icon else ""
    return _safe(f'<span class="badge tone-{escape(tone)}">{drawn}{_shown(text)}</span>')


def redline(pieces: Iterable[tuple[str, str]]) -> SafeString:
    """Show an amendment; what is added and what is taken away is also said to those who listen."""
    words = _redline_words(get_language())
    drawn = []
    for op, text in pieces:
        if op == Piece.SAME:
            drawn.append(_shown(text))
            continue
        before, after = words[Piece(op)]
        drawn.append(f"{before}{_shown(text)}{after}")
    return _safe(f'<div class="redline" dir="auto">{"".join(drawn)}</div>')


@lru_cache(maxsize=10)
def _redline_words(_language: str | None) -> dict[Piece, tuple[str, str]]:
    words = {
        Piece.INS: (pgettext("redline", "إضافة:"), pgettext("redline", "نهاية الإضافة")),
        Piece.DEL: (pgettext("redline", "حذف:"), pgettext("redline", "نهاية الحذف")),
    }
    heard = '<span class="heard">'
    return {
        piece: (
            f"<{piece}>{heard}{escape(begin)} </span>",
            f"{heard} {escape(end)} </span></{piece}>",
        )
        for piece, (begin, end) in words.items()
    }


def answer(
    content: str, verdict: str = "", by: str = "", when: Moment | None = None, tone: str = "green"
) -> SafeString:
    """The official answer, inside the contribution it answers."""
    said = f"<strong>{_shown(verdict)}</strong> " if verdict else ""
    source = " · ".join([f"<bdi>{_shown(part)}</bdi>" for part in (by, time(when)) if part])
    icon = draw(_ANSWER_ICONS.get(tone, "badge-check"))
    text = f'<div class="answer-text">{said}{_shown(content)}</div><p class="meta">{source}</p>'
    label = _official(get_language())
    return _safe(
        f'<div class="answer tone-{escape(tone)}" role="group" aria-label="{label}">{icon}'
        f"<div>{text}</div></div>"
    )


@lru_cache(maxsize=10)
def _official(_language: str | None) -> str:
    return escape(gettext("الجواب الرسمي"))


def fields_said(fields: Iterable[FieldSaid]) -> SafeString:
    """What was filled in, each under its name, with its redline where something stood there before."""
    drawn = [
        f'<div><dt>{escape(label)}</dt><dd dir="auto">{redline(runs) if runs else prose(said)}</dd></div>'
        for label, said, runs in fields
    ]
    return _safe(f'<dl class="card-fields">{"".join(drawn)}</dl>\n')


def prose(value: object) -> SafeString:
    """Show what a person typed: escaped, paragraphs kept, each in its own direction."""
    paragraphs = _PARAGRAPHS.split(escape(_LINES.sub("\n", str(value))))
    return _safe("\n\n".join([f'<p dir="auto">{one.replace(_BREAK, "<br>")}</p>' for one in paragraphs]))


_BREAK = "\n"


def _shown(value: object) -> str:
    """Escape what is not drawn already."""
    return value if isinstance(value, SafeString) else escape(str(value))


def _safe(drawn: str) -> SafeString:
    return SafeString(drawn)  # its parts are escaped one by one, see above
