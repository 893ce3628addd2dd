"""Programmes that reach across communes, told by ``content/across/*.toml`` and lived through by the verbs."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from tadafor.demo.ground import Ground
from tadafor.demo.reader import CONTENT
from tadafor.demo.told import Moment
from tadafor.documents.actions import CleanFile, clean_file
from tadafor.kernel import clock
from tadafor.kernel.clock import CASABLANCA
from tadafor.people.actor import Actor
from tadafor.programme import actions, queries, rules

Row = dict[str, Any]
NAMES = ("_ar", "_fr")


def told() -> Iterator[Row]:
    """Give every programme of the content, the largest first."""
    for name in ("tadafor", "nusharik", "openness"):
        yield tomllib.loads((CONTENT / "across" / f"{name}.toml").read_text("utf-8"))


def follow(ground: Ground, present: datetime) -> None:
    """Found every programme, let it act, and count what the rooms hold."""
    for row in told():
        Monitored(ground, row, present).live()
    actions.catch_up(now=present)


def _pair(name: str, words: list[str]) -> Row:
    return {f"{name}{end}": said for end, said in zip(NAMES, words, strict=True)}


def _files(row: Row) -> Row:
    if "file" not in row:
        return {}
    file, is_public = _file(row["file"])
    return {"files": [file], "is_public": is_public}


def _file(told: list[Any]) -> tuple[CleanFile, bool]:
    name, words, is_public = told
    written = words.encode()
    return clean_file(sent=BytesIO(written), name=name, size=len(written)), is_public


@dataclass
class Monitored:
    """A programme of the content, and what became of it in the database."""

    ground: Ground
    told: Row
    present: datetime
    made: queries.Programme = field(init=False)
    communes: dict[str, queries.Commune] = field(default_factory=dict)
    regions: dict[str, queries.Region] = field(default_factory=dict)
    nodes: dict[str, queries.Node] = field(default_factory=dict)
    indicators: dict[str, queries.Indicator] = field(default_factory=dict)

    def live(self) -> None:
        """Everything that happens, in the order of a programme's life."""
        now = self._at(self.told["founded"])
        with clock.stopped_at(now):
            self._found(now)
            self._frame(now)
            self._logic(now)
        for row in self.told["activities"]:
            self._activity(row)
        for row in self.told["committees"]:
            self._committee(row)
        for row in self.told["grids"]:
            self._grid(row)
        for row in self.told.get("left", ()):
            self._leave(row)
        self._claims(self._at("2025-06-02 10:00"))
        actions.catch_up(now=self.present)
        for row in self.told["reports"]:
            self._report(row)

    def _at(self, written: str) -> datetime:
        return self.ground.at(Moment.read(written))

    def _who(self, key: str) -> Actor:
        return self.ground.actor(key)

    def _facts(self, now: datetime, key: str | None = None) -> Row:
        return {"programme": self.made, "actor": self._who(key or self.told["officers"][0]), "now": now}

    def _found(self, now: datetime) -> None:
        row, first = self.told, self._who(self.told["officers"][0])
        self.made = actions.found_programme(
            facts=actions.ProgrammeFacts(
                slug=row["slug"],
                starts_on=row["starts_on"],
                months=row["months"],
                source=row["source"],
                source_fr=row["claims_source"],
                **_pair("name", row["name"]),
                **_pair("purpose", row["purpose"]),
            ),
            officer_id=first.signer,
            actor=first,
            now=now,
            is_demonstration=True,
        )

    def _frame(self, now: datetime) -> None:
        facts = self._facts(now)
        for kind, *names in self.told["partners"]:
            actions.add_partner(kind=rules.PartnerKind(kind), **_pair("name", names), **facts)
        for code in self.told["regions"]:
            self.regions[code] = actions.add_region(code=code, **facts)
        for code, latitude, longitude, joined_on, source in self.told["communes"]:
            self.communes[code] = actions.add_commune(
                facts=actions.CommuneFacts(
                    code=code,
                    joined_on=date.fromisoformat(joined_on),
                    source=source,
                    source_fr=self.told.get("sources_fr", {}).get(source, ""),
                    latitude=Decimal(latitude),
                    longitude=Decimal(longitude),
                ),
                **facts,
            )
        self._charge(facts)

    def _charge(self, facts: Row) -> None:
        for key in self.told["officers"][1:]:
            self._give(key, rules.Charge.OFFICER, facts)
        for name, kind in (
            ("coordinators", rules.Charge.COORDINATOR),
            ("facilitators", rules.Charge.FACILITATOR),
        ):
            for code, key in self.told[name].items():
                self._give(key, kind, facts | {"region": self.regions[code]})
        for code, key in self.told["focal_points"].items():
            self._give(key, rules.Charge.FOCAL_POINT, facts | {"commune": self.communes[code]})

    def _give(self, key: str, kind: rules.Charge, facts: Row) -> None:
        actions.charge(person_id=self.ground.accounts[key].pk, kind=kind, **facts)

    def _logic(self, now: datetime) -> None:
        facts = self._facts(now)
        for kind, code, above, *title in self.told["nodes"]:
            self.nodes[code] = actions.add_node(
                kind=rules.NodeKind(kind),
                code=code,
                above=self.nodes.get(above),
                **_pair("title", title),
                **facts,
            )
        for row in self.told["indicators"]:
            self._indicator(row, facts)

    def _indicator(self, row: Row, facts: Row) -> None:
        words = {name: row[name] for name in ("name", "definition", "source")}
        kept: Row = {name: row[name] for name in ("measure", "by_sex", "by_age") if name in row}
        kept["code"] = f"I{row['code']}"
        pairs: Row = {}
        for name, said in words.items():
            pairs |= _pair(name, said)
        made = actions.add_indicator(
            result=self.nodes[row["result"]],
            facts=actions.IndicatorFacts(unit=rules.Unit(row["unit"]), **kept, **pairs),
            **facts,
        )
        self.indicators[row["code"]] = made
        if "targets" in row:
            targets = dict(zip(self.made.years, row["targets"], strict=True))
            actions.set_targets(indicator=made, targets=targets, actor=facts["actor"], now=facts["now"])

    # ---- what was done

    def _activity(self, row: Row) -> None:
        day = date.fromisoformat(row["on"])
        held = datetime.combine(day, time(17), CASABLANCA)
        plan = actions.plan_activity(
            facts=actions.PlanFacts(
                kind=rules.ActivityKind(row["kind"]),
                planned_on=day,
                result=self.nodes[row["result"]],
                region=self.regions.get(row.get("region", "")),
                commune=self.communes.get(row.get("commune", "")),
                **_pair("title", row["title"]),
            ),
            is_demonstration=True,
            **self._facts(held - timedelta(days=40)),
        )
        if "called_off" in row:
            actions.call_off(
                activity=plan, because=row["called_off"], actor=self._who(self.told["officers"][0]), now=held
            )
        if "told" not in row:
            return
        numbers = {self.indicators[key].pk: rules.Number(*said) for key, said in row["told"].items()}
        enters = self.told["facilitators"].get(plan.region.place_id if plan.region else "")
        one = actions.tell_activity(
            activity=plan,
            told=actions.Told(held_on=day, proof=row["proof"], numbers=numbers, **_files(row)),
            actor=self._who(enters or self.told["officers"][0]),
            now=held + timedelta(days=2),
        )
        if not row.get("waits"):
            self._approve(one, held + timedelta(days=6))

    def _leave(self, row: list[str]) -> None:
        code, day, because = row
        left_on = date.fromisoformat(day)
        actions.leave(
            commune=self.communes[code],
            left_on=left_on,
            because=because,
            actor=self._who(self.told["officers"][0]),
            now=datetime.combine(left_on, time(18), CASABLANCA),
        )

    def _approve(self, one: Any, now: datetime) -> None:  # noqa: ANN401 -- an activity as the verb returned it
        region = one.region.place_id if one.region else ""
        key = self.told["coordinators"].get(region) or self.told["officers"][-1]
        actions.approve_activity(activity=one, seen=one.revision, actor=self._who(key), now=now)

    def _committee(self, row: Row) -> None:
        now = self._at(self.told["founded"])
        names = _pair("name", row["name"]) | _pair("members", row["members"])
        made = actions.found_committee(**names, **self._facts(now))
        for day, *decisions in row["sittings"]:
            held = date.fromisoformat(day)
            actions.record_sitting(
                committee=made,
                held_on=held,
                reference="",
                actor=self._who(self.told["officers"][0]),
                now=datetime.combine(held, time(18), CASABLANCA),
                **_pair("decisions", decisions),
            )

    def _grid(self, row: Row) -> None:
        commune = self.communes[row["commune"]]
        said = {
            rules.Criterion(key): rules.Said(rules.Degree(degree), evidence)
            for key, (degree, evidence) in row["degrees"].items()
        }
        facts: Row = {"commune": commune, "year": row["year"], "now": self._at(row["filled"])}
        facts |= {"actor": self._who(self.told["focal_points"][row["commune"]])}
        for key, told in row.get("files", {}).items():
            file, is_public = _file(told)
            actions.bring_evidence(criterion=rules.Criterion(key), file=file, is_public=is_public, **facts)
        grid = actions.fill_grid(said=said, send=True, **facts)
        lowered = {rules.Criterion(key): found for key, found in row["lowered"].items()}
        degrees = {
            key: rules.Degree(lowered[key][0]) if key in lowered else one.degree for key, one in said.items()
        }
        actions.confirm_grid(
            grid=grid,
            confirmed=degrees,
            reasons={key: found[1] for key, found in lowered.items()},
            seen=grid.revision,
            actor=self._who(self.told["coordinators"][commune.region.place_id]),
            now=self._at(row["confirmed"]),
        )

    def _claims(self, now: datetime) -> None:
        source = _pair("source", [self.made.source, self.told["claims_source"]])
        for row in self.told["claims"]:
            whole = actions.add_claim(
                facts=actions.ClaimFacts(value=row["value"], **_pair("name", row["name"]), **source),
                indicator=self.indicators.get(row.get("indicator", "")),
                **self._facts(now),
            )
            for value, *names in row.get("parts", ()):
                part = actions.ClaimFacts(value=value, **_pair("name", names), **source)
                actions.add_claim(facts=part, above=whole, **self._facts(now))

    def _report(self, row: Row) -> None:
        now = self._at(row["published"])
        facts = actions.ReportFacts(since=row["since"], until=row["until"], **_pair("words", row["words"]))
        made = actions.draft_report(facts=facts, **self._facts(now - timedelta(days=2)))
        actions.publish_report(report=made, actor=self._who(self.told["officers"][0]), now=now)
