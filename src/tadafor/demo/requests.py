"""What associations ask of the desk of Larache: a request waits, one went back, a board changed."""

import tomllib
from datetime import datetime, timedelta
from typing import Any

from tadafor.associations import actions, queries
from tadafor.associations.rules import Capacity, Check, Mechanism, Paper, Theme
from tadafor.demo.ground import LINKS_CONFIRMED, Ground
from tadafor.demo.reader import CONTENT
from tadafor.demo.told import Moment
from tadafor.documents.actions import CleanFile
from tadafor.documents.rules import Kind
from tadafor.kernel import clock
from tadafor.kernel.scopes import within
from tadafor.people.rules import RoleKind
from tadafor.territories.queries import neighbourhoods

_PAPERS = (Paper.RECEIPT, Paper.STATUTES, Paper.BOARD, Paper.MANDATE)


def ask(ground: Ground) -> None:
    """Let associations write to the desk, each at its own moment."""
    told = tomllib.loads((CONTENT / "requests.toml").read_text("utf-8"))
    with within(ground.tenants[told["territory"]].pk):
        _represent(ground, told)
        for one in told["requests"]:
            _request(ground, told["territory"], one)
        _change(ground, told)


def _seats(told: list[list[Any]]) -> tuple[actions.Seat, ...]:
    return tuple(actions.Seat(Capacity(name), members, women) for name, members, women in told)


def _quarter(ground: Ground, territory: str, name: str) -> int | None:
    return {one.name_ar: one.pk for one in neighbourhoods(ground.tenants[territory].pk)}.get(name)


def _papers() -> dict[Paper, CleanFile]:
    return {paper: CleanFile("نسخة للعرض".encode(), Kind.TEXT, f"{paper}.txt") for paper in _PAPERS}


def _represent(ground: Ground, told: dict[str, Any]) -> None:
    """One represents an association; another acts for it within limits, for a time."""
    given, tenant = told["mandate"], ground.tenants[told["territory"]].pk
    facts: dict[str, Any] = {"territory_id": tenant, "association": ground.associations[given["association"]]}
    now = ground.at(LINKS_CONFIRMED) + timedelta(hours=2)
    with clock.stopped_at(now):
        actions.give_mandate(
            actor=ground.staff(told["territory"], RoleKind.CLERK),
            person=ground.accounts[told["representative"]],
            until=None,
            is_representative=True,
            now=now,
            **facts,
        )
    ground.actors.pop(told["representative"], None)
    now = ground.at(Moment.read(given["at"]))
    with clock.stopped_at(now):
        actions.give_mandate(
            actor=ground.actor(told["representative"]),
            person=ground.accounts[given["person"]],
            until=now + timedelta(days=given["days"]),
            mechanisms={Mechanism(one) for one in given["mechanisms"]},
            now=now,
            **facts,
        )


def _request(ground: Ground, territory: str, one: dict[str, Any]) -> None:
    now = ground.at(Moment.read(one["at"]))
    facts = actions.Facts(
        name=one["name"],
        name_fr=one["name_fr"],
        founded_on=one["founded"],
        receipt_number=one["receipt_number"],
        neighbourhood_id=_quarter(ground, territory, one.get("neighbourhood", "")),
        themes=tuple(Theme(theme) for theme in one["themes"]),
        activity=one["activity"],
        seats=_seats(one["seats"]),
    )
    with clock.stopped_at(now):
        made = actions.ask(
            actor=ground.actor(one["asker"]),
            territory_id=ground.tenants[territory].pk,
            facts=facts,
            papers=_papers(),
            now=now,
        )
    if back := one.get("back"):
        _send_back(ground, territory, made, back)


def _send_back(ground: Ground, territory: str, made: queries.Association, back: dict[str, Any]) -> None:
    now: datetime = ground.at(Moment.read(back["at"]))
    unmet = back["unmet"]
    found = {check: actions.Found(check.value not in unmet, unmet.get(check.value, "")) for check in Check}
    with clock.stopped_at(now):
        actions.send_back(
            association=made,
            actor=ground.staff(territory, RoleKind.CLERK),
            found=found,
            reason=back["reason"],
            now=now,
        )


def _change(ground: Ground, told: dict[str, Any]) -> None:
    """The board changed: the register shows the confirmed one until the clerk answers."""
    asked, territory = told["change"], told["territory"]
    association = ground.associations[asked["association"]]
    association.refresh_from_db()
    now = ground.at(Moment.read(asked["at"]))
    before = queries.plain_of(association)
    before |= {
        "neighbourhood_id": _quarter(ground, territory, asked["neighbourhood"]),
        "seats": asked["seats"],
    }
    with clock.stopped_at(now):
        actions.ask_change(
            association=association,
            actor=ground.actor(told["representative"]),
            facts=actions.Facts.of(before),
            note=asked["note"],
            papers={Paper.BOARD: _papers()[Paper.BOARD]},
            now=now,
        )
