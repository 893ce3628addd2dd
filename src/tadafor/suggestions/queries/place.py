"""Named reads of what a territory set up: services, categories, who gets what, promises, ready texts."""

import csv
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db.models import Count, Q, QuerySet

from tadafor.moderation.queries import open_case_about
from tadafor.people.actor import Actor
from tadafor.people.queries import names_of, staff_ids
from tadafor.people.rules import RoleKind
from tadafor.suggestions import rules
from tadafor.suggestions.models import (
    Category,
    Promise,
    ReplyTemplate,
    Route,
    Service,
    ServiceAgent,
    Suggestion,
    SuggestionSettings,
)
from tadafor.territories import queries as territories

DECIDERS = (RoleKind.DIRECTOR, RoleKind.FOCAL_POINT)
READERS = (*DECIDERS, RoleKind.AGENT, RoleKind.CLERK)
LATE = rules.MARKS[-1]
SETTERS = (RoleKind.ADMINISTRATOR, RoleKind.FOCAL_POINT)
FILE = Path(__file__).resolve().parents[1] / "promises.csv"
_LONGEST_WAIT = timedelta(days=rules.LONGEST_DAYS * 2)


@lru_cache(maxsize=1)
def national_promises() -> tuple[rules.Promise, ...]:
    """Return the legal delays that the house ships with, each with its source."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            rules.Promise(
                kind=rules.Kind(row["kind"]),
                days=int(row["days"]),
                valid_from=date.fromisoformat(row["valid_from"]),
                source=row["source"],
                in_working_days=row["in_working_days"] == "yes",
                is_legal=row["is_legal"] == "yes",
                is_verified=row["is_verified"] == "yes",
                article=row["article"],
            )
            for row in csv.DictReader(file)
        )


def settings_of(territory_id: int) -> SuggestionSettings:
    """Return what a territory chose, or what the house proposes to one that chose nothing."""
    found = SuggestionSettings.objects.filter(pk=territory_id).first()
    return found or SuggestionSettings(territory_id=territory_id)


def services() -> QuerySet[Service]:
    """Return the services of the open territory that are not retired."""
    return Service.objects.filter(is_retired=False)


def all_services() -> QuerySet[Service]:
    return Service.objects.order_by("is_retired", "name_ar", "pk")


def service(key: int) -> Service | None:
    """Return a service of the open territory."""
    return Service.objects.filter(pk=key).first()


def categories() -> QuerySet[Category]:
    """Return the categories of the open territory that are offered."""
    return Category.objects.filter(is_retired=False)


def all_categories() -> QuerySet[Category]:
    return Category.objects.order_by("is_retired", "position", "pk")


def category_at(code: str) -> Category | None:
    return Category.objects.filter(code=code).first()


def route_of(category: Category, neighbourhood_id: int | None) -> Service | None:
    """Return which service gets a category in a place: the row of the place, or that of everywhere."""
    rows = Route.objects.filter(
        Q(neighbourhood=None) | Q(neighbourhood_id=neighbourhood_id),
        category=category,
        service__is_retired=False,
    ).select_related("service")
    found = sorted(rows, key=lambda row: row.neighbourhood_id is None)
    return found[0].service if found else None


def routes() -> QuerySet[Route]:
    """Return the whole table of who gets what."""
    return Route.objects.select_related("category", "neighbourhood", "service").order_by(
        "category__position", "category_id", "neighbourhood__position", "pk"
    )


def promises_of(territory_id: int) -> list[Promise]:
    """Return the law of the land and the word of a territory."""
    return list(Promise.objects.filter(Q(territory=None) | Q(territory_id=territory_id)))


def due_of(territory_id: int, kind: rules.Kind, received_on: date) -> rules.Due:
    """Return when a reply is owed to what came that day (§ suggestions-7)."""
    promises = [row.fact for row in promises_of(territory_id)]
    return rules.due(promises, kind, received_on, days_off(territory_id, received_on))


def days_off(territory_id: int, around: date) -> frozenset[date]:
    """Return the days off that a delay met or may meet."""
    return territories.days_off(territory_id, around, around + _LONGEST_WAIT)


def centres(territory_id: int) -> list[rules.Point]:
    """Return the centres of the neighbourhoods that maps name."""
    rows = territories.neighbourhoods(territory_id).values_list("latitude", "longitude")
    return [rules.Point(north, east) for north, east in rows if north is not None and east is not None]


def neighbourhood_choices(territory_id: int) -> list[tuple[int, str]]:
    return [(one.pk, one.name) for one in territories.neighbourhoods(territory_id)]


def templates_for(states: list[rules.State]) -> QuerySet[ReplyTemplate]:
    """Return the texts ready to send that fit one of these states."""
    return ReplyTemplate.objects.filter(is_retired=False, state__in=[state.value for state in states])


def template(key: int) -> ReplyTemplate | None:
    return ReplyTemplate.objects.filter(pk=key).first()


def all_templates() -> QuerySet[ReplyTemplate]:
    return ReplyTemplate.objects.order_by("is_retired", "state", "title", "pk")


# ---- who replies for which service


def services_of(person_id: int | None) -> frozenset[int]:
    """Return the keys of the services for which a person replies here."""
    if person_id is None:
        return frozenset()
    rows = ServiceAgent.objects.filter(person_id=person_id, service__is_retired=False)
    return frozenset(rows.values_list("service_id", flat=True))


def agents_of(service_id: int | None) -> list[int]:
    """Return who replies for a service."""
    if service_id is None:
        return []
    return sorted(ServiceAgent.objects.filter(service_id=service_id).values_list("person_id", flat=True))


def agent_choices(service: Service) -> list[tuple[int, str]]:
    named = names_of(agents_of(service.pk))
    return [(key, named.get(key, "")) for key in agents_of(service.pk)]


def staff_choices(territory_id: int) -> list[tuple[int, str]]:
    """Return who of the staff may be made an agent of a service, by name."""
    keys = staff_ids(territory_id, RoleKind.AGENT, RoleKind.DIRECTOR, RoleKind.FOCAL_POINT)
    named = names_of(keys)
    return sorted(((key, named.get(key, "")) for key in keys), key=lambda pair: pair[1])


def who(suggestion: Suggestion, actor: Actor, services: frozenset[int] | None = None) -> rules.Who:
    """Return what somebody is to a suggestion, as the rules ask it."""
    place = suggestion.territory_id
    mine = services_of(actor.person_id) if services is None else services
    is_agent = actor.has_role(place, RoleKind.AGENT, *DECIDERS)
    return rules.Who(
        decides=actor.has_role(place, *DECIDERS),
        is_agent=is_agent and suggestion.service_id in mine,
        is_agent_elsewhere=is_agent and suggestion.service_id not in mine,
        is_clerk=actor.has_role(place, RoleKind.CLERK),
        is_author=is_author(suggestion, actor),
    )


def has_case(suggestion: Suggestion) -> bool:
    """Whether a moderator has it before them, or had: then its standing is theirs."""
    return open_case_about(suggestion.trace) is not None


def is_author(suggestion: Suggestion, actor: Actor) -> bool:
    return actor.person_id is not None and suggestion.author_id == actor.person_id


def reads(suggestion: Suggestion, actor: Actor, services: frozenset[int]) -> bool:
    """Whether someone of the staff opens it; a complaint is for who treats it (§ suggestions-1)."""
    it = who(suggestion, actor, services)
    if suggestion.sort is rules.Kind.COMPLAINT:
        return it.decides or it.is_agent or it.is_clerk
    return it.is_staff


def setting_up(territory_id: int) -> dict[str, Any]:
    """Say what is ready: services with their agents, categories without a service."""
    names = dict(staff_choices(territory_id))
    rows = all_services().prefetch_related("agents")
    routed = set(Route.objects.filter(neighbourhood=None).values_list("category_id", flat=True))
    return {
        "services": [(one, [names.get(row.person_id, "") for row in one.agents.all()]) for one in rows],
        "categories": [(one, one.pk in routed or bool(one.elsewhere_ar)) for one in all_categories()],
        "counts": dict(Suggestion.objects.order_by().values_list("category_id").annotate(all=Count("pk"))),
    }
