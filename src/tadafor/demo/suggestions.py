"""The inbox of the demonstration: services, subjects, and messages answered, late, new."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from tadafor.demo.ground import SETTLED, Ground
from tadafor.demo.reader import CONTENT
from tadafor.demo.told import Moment
from tadafor.kernel import clock
from tadafor.moderation import actions as moderation
from tadafor.people.actor import VISITOR, Actor
from tadafor.people.rules import Channel, RoleKind
from tadafor.suggestions import actions, queries, rules
from tadafor.territories import queries as territories
from tadafor.traces.rules import Visibility

if TYPE_CHECKING:
    from tadafor.suggestions.queries import Service, Suggestion

Act = tuple[datetime, Callable[[datetime], object], str]
Row = dict[str, Any]
_A_STEP = Decimal("0.0011")  # about a hundred metres, so that no two stand on one point


def begin(ground: Ground) -> None:
    """Bring the legal delay of a reply."""
    actions.bring_promises(now=ground.at(SETTLED))


def acts(ground: Ground) -> Iterator[Act]:
    """Give every act of the inboxes with its moment and its territory."""
    told = tomllib.loads((CONTENT / "suggestions" / "suggestions.toml").read_text("utf-8"))
    boxes = {
        key: Box(ground, key, told) for key in dict.fromkeys(one["territory"] for one in told["suggestions"])
    }
    for key, box in boxes.items():
        yield ground.at(Moment.read("2026-01-05 09:00")), box.set_up, key
    for at, one in enumerate(told["suggestions"]):
        box = boxes[one["territory"]]
        for moment, act in Life(box, one, at).acts():
            yield moment, act, box.territory


@dataclass
class Box:
    """The inbox of one territory."""

    ground: Ground
    territory: str
    told: Row

    @property
    def director(self) -> Actor:
        return self.ground.staff(self.territory, RoleKind.DIRECTOR)

    @property
    def focal_point(self) -> Actor:
        return self.ground.staff(self.territory, RoleKind.FOCAL_POINT)

    def set_up(self, now: datetime) -> None:
        """Name the services, the subjects, who gets what, the promises and the ready texts."""
        place = self.ground.tenants[self.territory].pk
        common: Row = {"territory_id": place, "actor": self.focal_point, "now": now}
        services = {
            one["key"]: actions.keep_service(
                name_ar=one["name"], name_fr=one["name_fr"], agents=[self.director.signer], **common
            )
            for one in self.told["services"]
        }
        for position, one in enumerate(self.told["categories"]):
            self._category(one, position, services.get(one.get("service")), common)
        for one in self.told["promises"]:
            self._promise(one, now)
        for one in self.told["templates"]:
            state = rules.State(one["state"])
            words = {"title": one["title"], "text_ar": one["ar"], "text_fr": one["fr"]}
            actions.keep_template(state=state, **words, **common)

    def _category(self, one: Row, position: int, service: "Service | None", common: Row) -> None:
        facts = actions.CategoryFacts(
            name_ar=one["name"],
            name_fr=one["name_fr"],
            description_ar=one.get("description", ""),
            description_fr=one.get("description_fr", ""),
            elsewhere_ar=one.get("elsewhere", ""),
            elsewhere_fr=one.get("elsewhere_fr", ""),
            position=position,
            icon=one.get("icon", "message-circle"),
        )
        made = actions.keep_category(facts=facts, named=one["code"], **common)
        if service:
            who = {"actor": common["actor"], "now": common["now"]}
            actions.keep_route(category=made, neighbourhood_id=None, service=service, **who)

    def _promise(self, one: Row, now: datetime) -> None:
        actions.record_promise(
            territory_id=self.ground.tenants[self.territory].pk,
            promise=rules.Promise(
                kind=rules.Kind(one["kind"]),
                days=one["days"],
                valid_from=date.fromisoformat(one["from"]),
                source=one["source"],
            ),
            actor=self.ground.staff(self.territory, RoleKind.ADMINISTRATOR),
            now=now,
        )


@dataclass
class Life:
    """One message, and what became of it."""

    box: Box
    told: Row
    at: int
    made: "Suggestion | None" = None

    def acts(self) -> Iterator[tuple[datetime, Callable[[datetime], object]]]:
        yield self._moment(self.told["at"]), self.tell
        if self.told["kind"] != rules.Kind.COMPLAINT:
            yield self._moment(self.told["at"]) + timedelta(hours=3), self.release
        for who in self.told.get("backed_by", ()):
            yield self._moment(self.told["at"]) + timedelta(hours=20), partial(self.back, who)
        for when, state, reason in self.told.get("steps", ()):
            yield self._moment(when), partial(self.answer, state, reason)
        if "rating" in self.told:
            when, rating = self.told["rating"]
            yield self._moment(when), partial(self.rate, rating)
        if "reopen" in self.told:
            when, reason = self.told["reopen"]
            yield self._moment(when), partial(self.reopen, reason)

    def _moment(self, written: str) -> datetime:
        return self.box.ground.at(Moment.read(written))

    @property
    def author(self) -> Actor:
        return self.box.ground.actor(self.told["by"]) if "by" in self.told else VISITOR

    def _one(self) -> "Suggestion":
        if self.made is None:
            raise LookupError(self.told["body"])
        return self.made

    def tell(self, now: datetime) -> None:
        tenant = self.box.ground.tenants[self.box.territory]
        common: Row = {
            "territory": tenant,
            "said": self._said(tenant.pk),
            "now": now,
            "token": f"demonstration-{self.at}",
            "is_demonstration": True,
        }
        if self.told.get("desk"):
            clerk = self.box.ground.staff(self.box.territory, RoleKind.CLERK)
            day = clock.day_of(now)
            posted = actions.enter(actor=clerk, channel=Channel.DESK, received_on=day, **common)
        else:
            posted = actions.post(actor=self.author, **common)
        self.made = posted.suggestion

    def _said(self, territory_id: int) -> actions.Said:
        category = queries.category_at(self.told["category"])
        if category is None:
            raise LookupError(self.told["category"])
        where = self._where(territory_id)
        return actions.Said(
            kind=rules.Kind(self.told["kind"]),
            category=category,
            body=self.told["body"],
            place=self.told.get("place", ""),
            **where,
        )

    def _where(self, territory_id: int) -> Row:
        """Stand near the centre of the neighbourhood, each at its own point."""
        named = {
            one.key: one.name.ar
            for one in self.box.ground.content.territories[self.box.territory].neighbourhoods
        }
        if "where" not in self.told:
            return {}
        found = territories.neighbourhoods(territory_id).get(name_ar=named[self.told["where"]])
        if found.latitude is None or found.longitude is None:
            return {"neighbourhood_id": found.pk}
        off = _A_STEP * (self.at % 5 - 2)
        return {
            "neighbourhood_id": found.pk,
            "latitude": found.latitude + off,
            "longitude": found.longitude - off,
        }

    def release(self, now: datetime) -> None:
        """Somebody read what is read first, and let everybody read it."""
        if self._one().trace.visibility != Visibility.HELD:
            return
        moderation.release(item=self._one().trace, actor=self.box.focal_point, now=now)

    def back(self, who: str, now: datetime) -> None:
        actions.back(suggestion=self._one(), actor=self.box.ground.actor(who), now=now)

    def answer(self, state: str, reason: str, now: datetime) -> None:
        who = self.box.director
        self.made = actions.answer(
            suggestion=self._one(), state=rules.State(state), reason=reason, actor=who, now=now
        )

    def rate(self, rating: int, now: datetime) -> None:
        actions.rate(suggestion=self._one(), rating=rating, actor=self.author, now=now)

    def reopen(self, reason: str, now: datetime) -> None:
        actions.reopen(suggestion=self._one(), reason=reason, actor=self.author, now=now)
