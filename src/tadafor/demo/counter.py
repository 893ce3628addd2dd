"""A morning at the counter of Larache: a list in use, people registered and confirmed, all of it invented."""

from datetime import datetime, timedelta
from typing import Any

from tadafor.demo.ground import GROWN, Ground
from tadafor.kernel.clock import day_of
from tadafor.people import actions
from tadafor.people.rules import Evidence, LinkKind, RoleKind
from tadafor.people.rules.cards import Card, CardKind
from tadafor.people.rules.lists import Entry

PLACE = "larache"
LIST = "لائحة للعرض: أرقام مختلقة"
LISTED = ("LA900001", "LA900002", "LA900003")
REGISTERED = (("فاطمة ز.", "LA900011"), ("العربي ح.", "LA900012"))


def open_counter(ground: Ground, *, now: datetime) -> None:
    """Let the clerk work: whoever plays the clerk or a citizen finds something to do."""
    tenant, clerk = ground.tenants[PLACE], ground.staff(PLACE, RoleKind.CLERK)
    facts: Any = {"actor": clerk, "territory_id": tenant.pk}
    kept = actions.import_list(
        **facts,
        title=LIST,
        holds_until=day_of(now) + timedelta(days=60),
        entries=[
            Entry(line, Card(CardKind.NATIONAL, number), LinkKind.RESIDENCE, None, GROWN.old_enough)
            for line, number in enumerate(LISTED, start=2)
        ],
        now=now,
    )
    actions.use_list(**facts, list_id=kept.pk, now=now)
    for minute, (name, number) in enumerate(REGISTERED, start=1):
        actions.register_person(
            **facts,
            name=name,
            language="ar",
            kind=LinkKind.RESIDENCE,
            evidence=Evidence.NATIONAL_CARD,
            shown=actions.Shown(
                card=Card(CardKind.NATIONAL, number), eligibility=GROWN, family=minute == len(REGISTERED)
            ),
            consented=True,
            now=now - timedelta(minutes=minute),
        )
