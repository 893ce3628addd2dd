"""The workshops of the demonstration: told the evening they were held, as their source counts them."""

import tomllib
from datetime import datetime, time
from pathlib import Path
from typing import Any

from tadafor.consultations import actions, queries, rules
from tadafor.demo import tongues
from tadafor.demo.ground import Ground
from tadafor.kernel import clock
from tadafor.kernel.scopes import within
from tadafor.people.rules import RoleKind

_CONTENT = Path(__file__).parent / "content" / "workshops.toml"
_EVENING = time(18)


def tell(ground: Ground, present: datetime) -> None:
    """Tell every workshop whose consultation the demonstration holds."""
    for told in tomllib.loads(_CONTENT.read_text())["workshops"]:
        moment = datetime.combine(told["held_on"], _EVENING, tzinfo=clock.CASABLANCA)
        with within(ground.tenants[told["territory"]].pk), clock.stopped_at(moment):
            consultation = queries.consultation_at(told["consultation"])
            if consultation is not None and moment <= present:
                _tell(ground, told, consultation, moment)


def _tell(ground: Ground, told: dict[str, Any], consultation: queries.Consultation, now: datetime) -> None:
    actor = ground.staff(told["territory"], RoleKind.FOCAL_POINT)
    sitting = actions.Sitting(
        title=told["title"],
        held_on=told["held_on"],
        place=told["place"],
        counts=rules.HeadCounts(told.get("associations"), told.get("women"), told.get("participants")),
        tables=told.get("tables", ()),
        note=told["note"],
    )
    made = actions.add_workshop(consultation=consultation, sitting=sitting, actor=actor, now=now)
    actions.publish_workshop(workshop=made, actor=actor, now=now)
    french = {(f"workshop-{made.number}", name): told[f"{name}_fr"] for name in ("title", "note")}
    tongues.say(ground, told["territory"], consultation, french, now)
