"""An action programme from the commune's own spreadsheet: 5,000 rows read, and a page of 500 projects."""

import time
from dataclasses import dataclass
from datetime import date

from tadafor.bench import databases, pages
from tadafor.bench.inside import Stack, look, processor_ms
from tadafor.commitments import actions, rules
from tadafor.commitments.queries import Plan
from tadafor.commitments.rules import Field, ImportStanding, PlanKind
from tadafor.kernel import clock
from tadafor.kernel.scopes import within
from tadafor.people import queries as people
from tadafor.people.actor import Actor
from tadafor.people.rules import RoleKind
from tadafor.territories import queries as territories

TERRITORY, STAFF = 1, 3
ROWS, PROJECTS = rules.MOST_ROWS, 500
AXES = 8
HEADINGS = ["الرقم", "المشروع", "المحور", "آخر أجل", "الكلفة بالدرهم"]
COLUMNS = {0: Field.NUMBER, 1: Field.TITLE, 2: Field.AXIS, 3: Field.ENDS_ON, 4: Field.COST}
TIMES, ROUNDS = 10, 4


@dataclass(frozen=True)
class Took:
    """How long one spreadsheet took, in seconds: looked at, then written."""

    checked: float
    written: float

    def said(self) -> str:
        return f"looked at in {self.checked:.1f} s, written in {self.written:.1f} s"


def measured(database: str) -> str:
    """Measure in a database of the bench; return what was found, for people."""
    with databases.using(database):
        pages.give(STAFF, TERRITORY, RoleKind.FOCAL_POINT)
        with within(TERRITORY):
            actor = people.actor_of(STAFF, now=clock.now(), second_factor=True)
            if actor is None:
                raise LookupError(STAFF)
            large = _drawn_up(actor, 2022)
            new, again = _brought(large, actor, ROWS, "أول"), _brought(large, actor, ROWS, "ثان")
            shown = _drawn_up(actor, 2016)
            _brought(shown, actor, PROJECTS, "أول")
            actions.publish(plan=shown, actor=actor, now=clock.now())
        lines = [
            f"A plan of {ROWS:,} rows from a spreadsheet: {new.said()}; each row changed: {again.said()}.",
            f"A plan of {PROJECTS} projects:",
            *_page(f"/commune-{TERRITORY}/commitments/{shown.number}/"),
        ]
    return "\n".join(lines)


def _drawn_up(actor: Actor, first: int) -> Plan:
    territory = territories.territory_by_slug(f"commune-{TERRITORY}")
    if territory is None:
        raise LookupError(TERRITORY)
    facts = actions.PlanFacts(
        kind=PlanKind.ACTION_PROGRAMME,
        title=f"برنامج عمل الجماعة {first}-{first + 5}",
        starts_on=date(first, 1, 1),
        ends_on=date(first + 5, 12, 31),
    )
    return actions.draw_up(territory=territory, facts=facts, actor=actor, now=clock.now())


def _brought(plan: Plan, actor: Actor, many: int, word: str) -> Took:
    """Bring a spreadsheet in, each row behind its line, as its three pages and its job do."""
    last = plan.ends_on.isoformat()
    rows = [
        [n + 1, str(n), f"مشروع {n} في صيغته {word}", f"المحور {n % AXES + 1}", last, str(n * 1000)]
        for n in range(1, many + 1)
    ]
    now = clock.now()
    source = actions.send_sheet(
        plan=plan, name="plan.xlsx", headings=HEADINGS, rows=rows, actor=actor, now=now
    )
    source = actions.choose_columns(source=source, columns=COLUMNS, actor=actor, now=now)
    started = time.perf_counter()
    source = actions.check_sheet(source=source, actor=actor, now=now)
    checked = time.perf_counter() - started
    source = actions.confirm_sheet(source=source, seen=source.mark, actor=actor, now=now)
    started = time.perf_counter()
    source = actions.write_sheet(source=source, actor=actor, now=now)
    if source.standing != ImportStanding.DONE:
        raise RuntimeError(f"the spreadsheet stands at {source.standing}: {source.found}")
    return Took(checked, time.perf_counter() - started)


def _page(path: str) -> list[str]:
    stack = Stack()
    lines = []
    for name, address in {"its page": path, "its list, the last page": f"{path}?page=25"}.items():
        page = pages.read(name, address)
        seen = look(stack, page)
        spent = min(processor_ms(stack, page, TIMES) for _ in range(ROUNDS))
        lines.append(
            f"  {name}: {seen.queries} queries, {spent:.1f} ms of processor, "
            f"{seen.database_ms:.1f} ms of database, {seen.bytes_sent:,} bytes"
        )
    return lines
