"""The votes of the demonstration's budgets: a key, a rehearsal, ballots, the opening, the count."""

import os
import secrets
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tadafor.budgets.actions import again, casting, counting, keys, opening
from tadafor.budgets.queries.shares import shares_folder, whose_shares
from tadafor.budgets.queries.voting import vote_name
from tadafor.budgets.rules import urn
from tadafor.budgets.rules.publishing import LotWay
from tadafor.people.rules import RoleKind

if TYPE_CHECKING:
    from tadafor.demo.budgets import Edition

Act = tuple[str | datetime, Callable[[datetime], object]]
BETWEEN = timedelta(minutes=11)
SHARES, THRESHOLD = 5, 3
OBSERVER = "ملاحظة من جمعيات الأحياء"


class Vote:
    """The vote of one edition of the content; the committee's secret half is forgotten with it.

    Where the newcomer is to open the urn, its shares are kept beside the demonstration (``shares_kept``): a
    thing that no committee does.
    """

    def __init__(self, lived: "Edition", told: dict[str, Any]) -> None:
        self.lived, self.told = lived, told
        self.secret = secrets.token_bytes(urn.KEY_BYTES)

    def acts(self) -> Iterator[Act]:
        """Give every act with its moment, as it is written or as it is; those of a void vote before it."""
        if "void" in self.told:
            yield from Vote(self.lived, self.told["void"]).acts()
        verbs = {
            "key": self._key,
            "rehearsed": self._rehearse,
            "lot": self._lot,
            "published": self._publish,
            "opened": self._open,
            "counted": self._count,
            "results": self._results,
            "void_on": self._void,
            "again": self._again,
        }
        yield from ((self.told[name], verb) for name, verb in verbs.items() if name in self.told)
        first = self.lived.at(self.told["from"])
        for place, (voter, *chosen) in enumerate(self.told["ballots"]):
            yield first + place * BETWEEN, self._cast(voter, chosen)

    def _facts(self, now: datetime, *, second: bool = False) -> dict[str, Any]:
        role = RoleKind.COMMITTEE if second else RoleKind.FOCAL_POINT
        who = self.lived.ground.staff(self.lived.territory, role)
        return {"edition": self.lived.held, "actor": who, "now": now}

    def _key(self, now: datetime) -> None:
        name = vote_name(self.lived.held)
        half = f"TADAFOR URN KEY 1\nedition: {name}\nkey: {urn.public_key(self.secret).hex()}\n"
        keys.register_key(text=half, shares=SHARES, threshold=THRESHOLD, **self._facts(now))
        if self.told.get("shares_kept"):
            self._keep_shares()

    def _keep_shares(self) -> None:
        folder = shares_folder(self.lived.territory)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        whose_shares(self.lived.territory).write_text(f"{vote_name(self.lived.held)}\n")
        for number, words in enumerate(urn.split(self.secret, shares=SHARES, threshold=THRESHOLD), start=1):
            path = folder / f"share-{number}.txt"
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                file.write(f"{words}\n")

    def _opened(self, text: str) -> str:
        return urn.opened_text(urn.opened(urn.read_urn(text), self.secret))

    def _rehearse(self, now: datetime) -> None:
        made = keys.rehearse(**self._facts(now))
        keys.pass_rehearsal(text=self._opened(made.urn), **self._facts(now, second=True))

    def _lot(self, now: datetime) -> None:
        counting.prepare_lot(way=LotWay.SEALED, source="", **self._facts(now))
        counting.draw_lot(typed="", **self._facts(now))

    def _cast(self, voter: str, chosen: list[int]) -> Callable[[datetime], object]:
        said = tuple((f"p{number}", 1) for number in chosen)
        return lambda now: casting.cast(
            edition=self.lived.held, said=said, actor=self.lived.ground.actor(voter), now=now
        )

    def _publish(self, now: datetime) -> None:
        self.urn = opening.publish_urn(**self._facts(now))

    def _open(self, now: datetime) -> None:
        text = self._opened(self.urn.text)
        opening.give_opened(text=text, **self._facts(now))
        found = urn.print_of(text)
        opening.observe(typed=found, observer=OBSERVER, **self._facts(now, second=True))
        opening.ask_to_load(**self._facts(now))
        opening.load_ballots(edition=self.lived.held, now=now)
        keys.destroy_wrapping(edition=self.lived.held, now=now)

    def _count(self, now: datetime) -> None:
        counting.ask_to_count(**self._facts(now))
        counting.count_all(edition=self.lived.held, now=now)

    def _results(self, now: datetime) -> None:
        counting.publish_result(**self._facts(now, second=True))

    def _void(self, now: datetime) -> None:
        opening.declare_void(reason=self.told["reason"], **self._facts(now))
        keys.destroy_wrapping(edition=self.lived.held, now=now)

    def _again(self, now: datetime) -> None:
        first, last = (date.fromisoformat(day) for day in self.told["days"])
        again.hold_again(opens_on=first, closes_on=last, **self._facts(now))
        self.lived.held.refresh_from_db()
