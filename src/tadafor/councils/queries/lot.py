"""Draws by lot, who volunteered, and what happened."""

from typing import Any

from django.db.models import QuerySet

from tadafor.councils import rules
from tadafor.councils.models import Body, Draw, DrawStep, Volunteer
from tadafor.councils.rules import lot

HEAVY = ("evidence", "found")


def _light() -> "QuerySet[Draw]":
    return Draw.objects.select_related("body__territory").defer(*HEAVY)


def locked_draw(draw: Draw) -> Draw:
    """Return the draw, held until the end of the transaction."""
    return (
        Draw.objects.select_for_update(of=("self",))
        .select_related("body__territory")
        .defer(*HEAVY)
        .get(pk=draw.pk)
    )


def draws_of(body: Body) -> "QuerySet[Draw]":
    return _light().filter(body=body)


def draw_at(body: Body, number: int) -> Draw | None:
    return _light().filter(body=body, number=number).first()


def is_drawing(body: Body) -> bool:
    """Whether a draw of the body has not come to its end."""
    return Draw.objects.filter(body=body, drawn_at__isnull=True).exists()


def draws_to_prepare() -> "QuerySet[Draw]":
    """Return the draws that wait for their panels: the rows are the queue."""
    waiting = _light().filter(frozen_at__isnull=False, prepared_at__isnull=True, relaxed__isnull=True)
    return waiting.order_by("frozen_at")


def steps_of_draw(draw: Draw) -> list[tuple[rules.LotStep, DrawStep]]:
    return [(rules.LotStep(one.kind), one) for one in DrawStep.objects.filter(draw=draw)]


def volunteers_of(draw: Draw) -> "QuerySet[Volunteer]":
    return Volunteer.objects.filter(draw=draw)


def volunteer_of(draw: Draw, person_id: int | None) -> Volunteer | None:
    return volunteers_of(draw).filter(person_id=person_id).first() if person_id else None


def facts_of(one: Volunteer) -> tuple[tuple[str, str], ...]:
    facts = {"age": one.age, "sex": one.sex}
    if one.neighbourhood:
        facts["neighbourhood"] = one.neighbourhood
    return tuple(sorted(facts.items()))


def pool_of(draw: Draw) -> list[lot.Person]:
    """Return the pool under salted identifiers; homes too, and only those that two share (§ councils-18)."""
    found = list(volunteers_of(draw))
    homes = [one.household for one in found if one.household]
    shared = {home for home in homes if homes.count(home) > 1} if draw.one_per_household else set()
    return [
        lot.Person(
            lot.identifier(draw.salt, str(one.pk)),
            facts_of(one),
            lot.identifier(draw.salt, one.household) if one.household in shared else "",
        )
        for one in found
    ]


def cells_of(draw: Draw) -> list[tuple[lot.Quota, int]]:
    """Return each quota with how many volunteers it has."""
    facts = [dict(facts_of(one)) for one in volunteers_of(draw)]
    return [(one, sum(row.get(one.fact) == one.value for row in facts)) for one in draw.wanted]


def members_now(evidence: dict[str, Any]) -> list[str]:
    """Return the identifiers that sit after every replacement."""
    codes = list(evidence["drawn"])
    for change in evidence["replacements"]:
        codes = [change["in"] if code == change["out"] else code for code in codes]
    return codes


def persons_behind(draw: Draw, codes: list[str]) -> list[int]:
    return list(volunteers_of(draw).filter(code__in=codes).values_list("person_id", flat=True))
