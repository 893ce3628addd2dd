"""Draws by lot, who volunteered, and what happened."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.translation import get_language, pgettext

from tadafor.councils import rules
from tadafor.councils.models import Body, Draw, DrawStep, Member, Volunteer
from tadafor.councils.rules import lot
from tadafor.kernel.clock import day_of
from tadafor.kernel.words import word
from tadafor.territories import queries as territories

if TYPE_CHECKING:
    from tadafor.territories.models import Territory

HEAVY = ("evidence", "found")


def _light() -> "QuerySet[Draw]":
    return Draw.objects.select_related("body__territory", "body__trace").defer(*HEAVY)


def locked_draw(draw: Draw) -> Draw:
    """Return the draw, held until the end of the transaction."""
    return (
        Draw.objects.select_for_update(of=("self",))
        .select_related("body__territory", "body__trace")
        .defer(*HEAVY)
        .get(pk=draw.pk)
    )


def draws_of(body: Body) -> "QuerySet[Draw]":
    return _light().filter(body=body)


def draw_at(body: Body, number: int) -> Draw | None:
    return _light().filter(body=body, number=number).first()


def is_drawing(body: Body) -> bool:
    """Whether a draw of the body has not come to its end."""
    return Draw.objects.filter(body=body, drawn_at__isnull=True, cancelled_at__isnull=True).exists()


def draws_to_prepare() -> "QuerySet[Draw]":
    """Return the draws that wait for their panels: the rows are the queue."""
    waiting = _light().filter(frozen_at__isnull=False, prepared_at__isnull=True, relaxed__isnull=True)
    return waiting.filter(cancelled_at__isnull=True).order_by("frozen_at")


def draws_with(person_id: int) -> list[Draw]:
    """Return the draws for which somebody volunteered and got no seat, in the order they are locked."""
    waiting = _light().filter(volunteers__person_id=person_id, volunteers__member__isnull=True)
    return list(waiting.order_by("body_id", "pk"))


def draws_to_erase(today: date) -> list[Draw]:
    """Return the draws whose volunteers were kept as long as they were told (§ councils-26)."""
    drawn = _light().filter(drawn_at__isnull=False, erased_at__isnull=True)
    return [one for one in drawn if one.drawn_at and day_of(one.drawn_at) + timedelta(one.kept_days) < today]


def steps_of_draw(draw: Draw) -> list[tuple[rules.LotStep, DrawStep]]:
    return [(rules.LotStep(one.kind), one) for one in DrawStep.objects.filter(draw=draw)]


def volunteers_of(draw: Draw) -> "QuerySet[Volunteer]":
    return Volunteer.objects.filter(draw=draw)


def volunteer_of(draw: Draw, person_id: int | None) -> Volunteer | None:
    found = volunteers_of(draw).select_related("member").filter(person_id=person_id or 0)
    return found.first() if person_id else None


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


def persons_of(evidence: dict[str, Any]) -> list[lot.Person]:
    """Return the pool as it was published, whoever left since."""
    return [
        lot.Person(row["code"], tuple(sorted(row["facts"].items())), row["household"])
        for row in evidence["pool"]
    ]


def codes_there(draw: Draw) -> set[str]:
    """Return the codes behind which somebody still stands."""
    return set(volunteers_of(draw).values_list("code", flat=True))


def still_there(draw: Draw) -> list[lot.Person]:
    """Return the published pool without those who left it since."""
    there = codes_there(draw)
    return [one for one in persons_of(draw.evidence or {"pool": []}) if one.code in there]


def neighbourhoods_of(draw: Draw) -> list[str]:
    """Return the neighbourhoods that the quotas name."""
    return [one.value for one in draw.wanted if one.fact == rules.LotFact.NEIGHBOURHOOD]


def quarter_names(territory: "Territory") -> dict[str, str]:
    """Return the neighbourhoods by their Arabic name, as the reader calls them."""
    if get_language() == "ar":
        return {}
    places = {one.name_ar: one.name_fr for one in territories.arrondissements_of(territory.place_id)}
    quarters = {one.name_ar: one.name_fr for one in territories.all_neighbourhoods(territory.pk)}
    return {name: told for name, told in (places | quarters).items() if told}


def cell_words(named: str, names: Mapping[str, str] = MappingProxyType({})) -> str:
    """The name of a cell in the reader's language."""
    fact, _, value = named.partition(": ")
    of = word(rules.LotFact(fact)) if fact in set(rules.LotFact) else fact
    return f"{of}{pgettext('label', ': ')}{value_words(value, names)}" if value else of


def value_words(value: str, names: Mapping[str, str] = MappingProxyType({})) -> str:
    """A sex, an age band or a neighbourhood in the reader's language."""
    if value in set(rules.LotSex):
        return word(rules.LotSex(value))
    return word(rules.MemberAge(value)) if value in rules.BANDS else names.get(value, value)


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


def persons_in(draw: Draw) -> list[int]:
    return list(volunteers_of(draw).values_list("person_id", flat=True))


def seat_by_lot(draw: Draw, code: str) -> Member | None:
    """Return the seat that a code was given."""
    found = volunteers_of(draw).filter(code=code).select_related("member").first()
    return found.member if found else None


@dataclass(frozen=True)
class Published:
    """What everybody may know of a frozen draw, without its thousand panels."""

    pool: list[dict[str, Any]]
    chances: dict[str, int]
    smallest: int
    best: float
    digits: str
    drawn: list[str]
    replacements: list[dict[str, str]]

    @property
    def members(self) -> list[str]:
        return members_now({"drawn": self.drawn, "replacements": self.replacements})

    @property
    def facts(self) -> dict[str, dict[str, str]]:
        return {row["code"]: row["facts"] for row in self.pool}


_PUBLISHED = ("pool", "chances", "smallest_chance", "best_smallest_chance", "digits", "drawn", "replacements")


def published_of(draw: Draw) -> Published | None:
    """Return what is published of a draw; chances only from the day its panels are (§ councils-18)."""
    if draw.frozen_at is None or draw.cancelled_at is not None:
        return None
    rows = Draw.objects.filter(pk=draw.pk).values_list(*(f"evidence__{name}" for name in _PUBLISHED))
    pool, chances, smallest, best, digits, drawn, replacements = rows.get()
    if draw.published_at is None:
        chances, smallest, best = {}, 0, 0
    return Published(
        pool or [], chances or {}, smallest or 0, best or 0, digits or "", drawn or [], replacements or []
    )


def evidence_of(draw: Draw) -> dict[str, Any]:
    """Return the file that anyone may download: the pool first, everything once the panels are published."""
    whole = Draw.objects.values_list("evidence", flat=True).get(pk=draw.pk) or {}
    if draw.published_at is not None:
        return whole
    return {name: whole[name] for name in ("pool", "quotas", "seats", "one_per_household", "pool_sha256")}


def calls(today: date) -> list[Draw]:
    """Return the draws of the open territory for which people may volunteer."""
    found = _light().filter(frozen_at__isnull=True, cancelled_at__isnull=True, closes_on__gte=today)
    return list(found.order_by("closes_on"))


def volunteers_count(draw: Draw) -> int:
    return volunteers_of(draw).count()


def cells_offered(draw: Draw) -> list[tuple[str, str]]:
    """Return the cells that quotas may ask for: sexes, ages, and the neighbourhoods of the territory."""
    sexes = [(rules.LotFact.SEX.value, one.value) for one in rules.LotSex]
    ages = [(rules.LotFact.AGE.value, band) for band in rules.BANDS]
    named = [one.name_ar for one in territories.neighbourhoods(draw.body.territory_id)]
    places = dict.fromkeys([*neighbourhoods_of(draw), *named])
    return [*sexes, *ages, *((rules.LotFact.NEIGHBOURHOOD.value, name) for name in places)]


def there_by_cell(draw: Draw) -> dict[tuple[str, str], int]:
    """Return how many volunteers each cell has."""
    counted: Counter[tuple[str, str]] = Counter()
    for one in volunteers_of(draw):
        counted.update(facts_of(one))
    return dict(counted)


def drawn_people(draw: Draw, codes: list[str]) -> list[tuple[str, Volunteer | None]]:
    """Return those drawn with who stands behind each code: for the staff who check them."""
    found = {
        one.code: one for one in volunteers_of(draw).filter(code__in=codes).select_related("person", "member")
    }
    return [(code, found.get(code)) for code in codes]
