"""Read the content of the demonstration into frozen values. No Django, no database, no clock.

The files, all in ``content/``:

``territories.toml``
    ``[[territories]]`` with ``key`` (its slug), ``code`` (HCP), ``joined``, ``email``, ``address``,
    ``[[territories.neighbourhoods]]`` (key, name, centre) and ``[[territories.offices]]`` (key, kind, name,
    address, ``hours = ["1-4 08:30-16:30", ...]``: ISO weekdays, then from and to; ``ramadan_hours`` alike).
``people.toml``
    ``[[associations]]`` (key, territory, name) and ``[[people]]`` (key, territory, name, and for the cast
    also ``can`` (what this account may do) and ``roles = ["focal_point"]``), ``association`` for whom they
    speak, ``sex``, ``age`` and ``disability`` when they declare them. A person has no surname.
``<key>.toml``
    one consultation: its frame (title, stakes, promise, window, conclusion; ``demonstration`` says what is
    invented), ``[[facts]]`` (what the sources say, with the source's number),
    ``[committee]``, ``[[meetings]]``, ``[adoption]``, ``[[events]]``.
``<key>.text.toml``
    its ``[[sections]]`` (key, title); its ``[[articles]]`` in the order of the first version (key, section,
    title, text); ``[[versions]]`` (number, at, title). An article that a later version changes carries
    ``[articles.v2]`` (text, and ``because``: keys of the contributions it came from); one that appears
    later has ``since = 2`` and ``after``: the key of the article it follows; one that goes has ``until =
    1`` and ``because``. So a number is a place, and a key is the article itself.
``<key>.contributions.toml``
    ``[groups]``: the title of each group of near duplicates;
    ``[[contributions]]``: key, at, author (a person, perhaps with an ``association``), channel, kind,
    ``article`` (none: the whole text), text. An amendment says which words of the article it replaces:
    ``original`` and ``replacement``. A new article has ``title``, ``proposed`` and ``after``. Then
    ``supports`` (how many people), ``group`` (near duplicates), ``withdrawn`` (when its author took it
    back: then nobody decides of it), ``[[contributions.replies]]``, ``[[contributions.reports]]`` (by
    readers), ``[contributions.hidden]`` (by the focal point; perhaps contested by the author) and
    ``[contributions.decision]``: outcome, reason, meeting, votes (for, against, abstaining), ``same_as``
    for a duplicate. ``[[bulk]]`` is one decision on several contributions.

A moment is ``"2024-01-22 09:40"`` or, for what is live, ``"-8 09:40"``: days from today. All texts are
Arabic; a key that ends in ``_fr`` is its French version.
"""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from tadafor.demo.told import (
    Adoption,
    Article,
    Association,
    Committee,
    Consultation,
    Content,
    Contribution,
    Decision,
    Event,
    Fact,
    Hiding,
    Hours,
    Meeting,
    Moment,
    Neighbourhood,
    Office,
    Person,
    Removal,
    Reply,
    Report,
    Seat,
    Section,
    Territory,
    Version,
    Words,
)

CONTENT = Path(__file__).parent / "content"
Table = Mapping[str, Any]
_DECLARED = {"sex": "sex", "age": "age_band", "disability": "disability"}


@cache
def read() -> Content:
    """All the content of the demonstration."""
    people = _table("people")
    return Content(
        territories={row["key"]: _territory(row) for row in _table("territories")["territories"]},
        associations={row["key"]: _association(row) for row in _associations(people)},
        people={row["key"]: _person(row) for row in people["people"]},
        consultations={key: _consultation(key) for key in _consultation_keys()},
    )


def _consultation_keys() -> list[str]:
    suffix = ".text"
    return sorted(path.stem.removesuffix(suffix) for path in CONTENT.glob(f"*{suffix}.toml"))


def _table(name: str) -> Table:
    path = CONTENT / f"{name}.toml"
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


def _words(row: Table, key: str) -> Words:
    return Words(row.get(key, "").strip(), row.get(f"{key}_fr", "").strip())


def _territory(row: Table) -> Territory:
    return Territory(
        key=row["key"],
        code=row["code"],
        joined=Moment.read(row["joined"]),
        email=row["email"],
        address=_words(row, "address"),
        neighbourhoods=tuple(
            Neighbourhood(n["key"], _words(n, "name"), _centre(n)) for n in row.get("neighbourhoods", ())
        ),
        offices=tuple(_office(office) for office in row.get("offices", ())),
    )


def _centre(row: Table) -> tuple[Decimal, Decimal] | None:
    latitude, longitude = row.get("centre", ("", ""))
    return (Decimal(latitude), Decimal(longitude)) if latitude else None


def _office(row: Table) -> Office:
    hours = [*_hours(row["hours"], "ordinary"), *_hours(row["ramadan_hours"], "ramadan")]
    return Office(row["key"], row["kind"], _words(row, "name"), _words(row, "address"), tuple(hours))


def _hours(written: list[str], season: str) -> Iterator[Hours]:
    for days, span in (stretch.split() for stretch in written):
        first, _, last = days.partition("-")
        opens, closes = (time.fromisoformat(hour) for hour in span.split("-"))
        for weekday in range(int(first), int(last or first) + 1):
            yield Hours(weekday, opens, closes, season)


def _associations(people: Table) -> list[Table]:
    """Those for whom people of the demonstration speak, then the others of the first round."""
    more = _table("associations")
    known = [row | more["facts"].get(row["key"], {}) for row in people["associations"]]
    return [*known, *more["associations"]]


def _association(row: Table) -> Association:
    return Association(
        row["key"],
        row["territory"],
        _words(row, "name"),
        kind=row.get("kind", "association"),
        themes=tuple(row.get("themes", ())),
        neighbourhood=row.get("neighbourhood", ""),
        founded=row.get("founded"),
        activity=row.get("activity", ""),
        ends_in=row.get("ends_in"),
    )


def _person(row: Table) -> Person:
    return Person(
        key=row["key"],
        territory=row["territory"],
        name=_words(row, "name"),
        email=f"{row['key']}@tadafor.example",
        association=row.get("association", ""),
        roles=tuple(row.get("roles", ())),
        can=_words(row, "can"),
        can_in_english=row.get("can_en", ""),
        declares={fact: row[key] for key, fact in _DECLARED.items() if key in row},
    )


def _consultation(key: str) -> Consultation:
    frame = _table(key)
    text = _table(f"{key}.text")
    said = _table(f"{key}.contributions")
    return Consultation(
        key=key,
        territory=frame["territory"],
        slug=frame["slug"],
        title=_words(frame, "title"),
        stakes=_words(frame, "stakes"),
        promise=_words(frame, "promise"),
        announced=Moment.read(frame["announced"]),
        opens=Moment.read(frame["opens"]),
        closes=Moment.read(frame["closes"]),
        concluded=_moment(frame.get("concluded")),
        conclusion=_words(frame, "conclusion"),
        who=frame["who"],
        names=frame["names"],
        moderation=frame["moderation"],
        followed_by=tuple(frame["followed_by"]),
        demonstration=_words(frame, "demonstration"),
        facts=tuple(Fact(row["source"], _words(row, "says")) for row in frame.get("facts", ())),
        events=tuple(_event(row) for row in frame.get("events", ())),
        committee=_committee(frame.get("committee")),
        meetings=tuple(_meeting(row) for row in frame.get("meetings", ())),
        adoption=_adoption(frame.get("adoption")),
        sections=tuple(Section(row["key"], _words(row, "title")) for row in text["sections"]),
        versions=tuple(_version(row, text["articles"]) for row in text["versions"]),
        contributions=_contributions(said, text["articles"]),
        group_titles=said.get("groups", {}),
    )


def _moment(written: str | None) -> Moment | None:
    return Moment.read(written) if written else None


def _event(row: Table) -> Event:
    return Event(Moment.read(row["at"]), _words(row, "title"), row.get("source", ""))


def _committee(row: Table | None) -> Committee | None:
    if row is None:
        return None
    seats = tuple(Seat(_words(seat, "capacity"), seat["seats"]) for seat in row["seats"])
    return Committee(
        _words(row, "decision"), Moment.read(row["decided_on"]), seats, tuple(row.get("members", ()))
    )


def _meeting(row: Table) -> Meeting:
    place, subject = _words(row, "place"), _words(row, "subject")
    return Meeting(row["key"], Moment.read(row["at"]), place, subject, row["present"])


def _adoption(row: Table | None) -> Adoption | None:
    if row is None:
        return None
    return Adoption(_words(row, "session"), row["on"], row["number"], _words(row, "note"))


def _version(row: Table, articles: list[Table]) -> Version:
    number = row["number"]
    living = [article for article in _in_order(articles, number) if article.get("until", number) >= number]
    return Version(
        number=number,
        at=Moment.read(row["at"]),
        title=_words(row, "title"),
        articles=tuple(_article(article, place, number) for place, article in enumerate(living, start=1)),
        removed=tuple(
            Removal(article["key"], tuple(article["because"]))
            for article in articles
            if article.get("until") == number - 1
        ),
    )


def _in_order(articles: list[Table], version: int) -> list[Table]:
    """The articles known to a version, each newcomer behind the one it follows."""
    ordered = [article for article in articles if article.get("since", 1) == 1]
    for newcomer in articles:
        if 1 < newcomer.get("since", 1) <= version:
            keys = [article["key"] for article in ordered]
            ordered.insert(keys.index(newcomer["after"]) + 1, newcomer)
    return ordered


def _article(row: Table, place: int, version: int) -> Article:
    changed = row.get(f"v{version}", {})
    fresh = row.get("because", ()) if row.get("since") == version else ()
    return Article(
        key=row["key"],
        section=row["section"],
        number=place,
        title=_words(row | changed, "title"),
        text=_words(row | changed, "text"),
        because=tuple(changed.get("because", fresh)),
    )


def _contributions(table: Table, articles: list[Table]) -> tuple[Contribution, ...]:
    texts = {article["key"]: article["text"].strip() for article in articles}
    bulk = {key: _decision(row, row["key"]) for row in table.get("bulk", ()) for key in row["on"]}
    return tuple(_contribution(row, texts, bulk) for row in table.get("contributions", ()))


def _contribution(row: Table, texts: Mapping[str, str], bulk: Mapping[str, Decision]) -> Contribution:
    own = row.get("decision")
    original, replacement = row.get("original", ""), row.get("replacement", "")
    amended = texts[row["article"]].replace(original, replacement, 1) if original else ""
    return Contribution(
        key=row["key"],
        at=Moment.read(row["at"]),
        author=row["author"],
        association=row.get("association", ""),
        channel=row.get("channel", "online"),
        kind=row.get("kind", "comment"),
        article=row.get("article", ""),
        text=row["text"].strip(),
        title=row.get("title", ""),
        proposed=row.get("proposed", amended).strip(),
        original=original,
        replacement=replacement,
        after=row.get("after", ""),
        supports=row.get("supports", 0),
        group=row.get("group", ""),
        withdrawn=_moment(row.get("withdrawn")),
        replies=tuple(
            Reply(Moment.read(reply["at"]), reply["author"], reply["text"].strip())
            for reply in row.get("replies", ())
        ),
        reports=tuple(
            Report(Moment.read(report["at"]), report["author"], report["reason"], report["text"].strip())
            for report in row.get("reports", ())
        ),
        hidden=_hiding(row.get("hidden")),
        decision=_decision(own) if own else bulk.get(row["key"]),
    )


def _hiding(row: Table | None) -> Hiding | None:
    if row is None:
        return None
    return Hiding(
        at=Moment.read(row["at"]),
        reason=row["reason"],
        text=row["text"].strip(),
        contested_at=_moment(row.get("contested_at")),
        contested=row.get("contested", "").strip(),
    )


def _decision(row: Table, bulk: str = "") -> Decision:
    ayes, noes, abstaining = row["votes"]
    return Decision(
        outcome=row["outcome"],
        reason=row["reason"].strip(),
        meeting=row["meeting"],
        votes=(ayes, noes, abstaining),
        same_as=row.get("same_as", ""),
        bulk=bulk,
    )
