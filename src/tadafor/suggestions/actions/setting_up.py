"""What staff set up: services and their agents, categories, who gets what, promises, ready texts."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from tadafor.audit import actions as audit
from tadafor.kernel.identifiers import code
from tadafor.kernel.refusals import Refused
from tadafor.kernel.text import clean, clean_line
from tadafor.people.actor import Actor
from tadafor.people.rules import RoleKind
from tadafor.suggestions import queries, rules
from tadafor.suggestions.models import (
    Category,
    Promise,
    ReplyTemplate,
    Route,
    Service,
    ServiceAgent,
    SuggestionSettings,
)
from tadafor.suggestions.rules import PathRefusal, PromiseRefusal, SetUpRefusal

CODE_LENGTH = 6


@dataclass(frozen=True)
class CategoryFacts:
    """A category as staff name it; ``elsewhere`` makes it one that the commune does not treat."""

    name_ar: str
    name_fr: str = ""
    description_ar: str = ""
    description_fr: str = ""
    elsewhere_ar: str = ""
    elsewhere_fr: str = ""
    icon: str = "message-circle"
    position: int = 0
    is_retired: bool = False


def _may(actor: Actor, territory_id: int) -> None:
    if not actor.has_role(territory_id, *queries.SETTERS):
        raise Refused(PathRefusal.NOT_STAFF)


def _record(
    actor: audit.Who, territory_id: int | None, verb: str, subject: str, now: datetime, **content: object
) -> None:
    audit.record(
        actor=actor,
        territory_id=territory_id,
        verb=f"suggestions.{verb}",
        subject=subject,
        now=now,
        content=content,
    )


@transaction.atomic
def bring_promises(*, now: datetime) -> int:
    """Bring the legal delays that the house ships with, where they are not there yet."""
    if Promise.objects.filter(territory__isnull=True).exists():
        return 0
    rows = [Promise(**asdict(one)) for one in queries.national_promises()]
    Promise.objects.bulk_create(rows)
    _record(audit.HOUSE, None, "bring_promises", "promises", now, rows=len(rows))
    return len(rows)


@transaction.atomic
def keep_service(
    *,
    territory_id: int,
    name_ar: str,
    name_fr: str,
    agents: list[int],
    actor: Actor,
    now: datetime,
    service: Service | None = None,
    is_retired: bool = False,
) -> Service:
    """Name a service and who replies for it. Raises Refused."""
    _may(actor, territory_id)
    one = service or Service(territory_id=territory_id)
    one.name_ar, one.name_fr, one.is_retired = clean_line(name_ar), clean_line(name_fr), is_retired
    staff = {key for key, _ in queries.staff_choices(territory_id)}
    if set(agents) - staff:
        raise Refused(PathRefusal.NOT_AN_AGENT)
    _saved(one)
    ServiceAgent.objects.filter(service=one).exclude(person_id__in=agents).delete()
    for person in agents:
        ServiceAgent.objects.get_or_create(service=one, person_id=person, defaults={"since": now})
    _record(actor, territory_id, "keep_service", f"service:{one.pk}", now, name=one.name_ar, agents=agents)
    return one


def _saved(one: Service | Category | ReplyTemplate) -> None:
    """Save, or refuse a name that another bears."""
    try:
        with transaction.atomic():
            one.save()
    except IntegrityError as clash:
        raise Refused(SetUpRefusal.NAME_TAKEN) from clash


@transaction.atomic
def keep_category(
    *,
    territory_id: int,
    facts: CategoryFacts,
    actor: Actor,
    now: datetime,
    category: Category | None = None,
    named: str = "",
) -> Category:
    """Name what people may speak of, and where to go for what is not ours. Raises Refused."""
    _may(actor, territory_id)
    one = category or Category(territory_id=territory_id, code=named or code(CODE_LENGTH).lower())
    for name, value in asdict(facts).items():
        setattr(one, name, clean_line(value) if isinstance(value, str) else value)
    _saved(one)
    _record(actor, territory_id, "keep_category", f"category:{one.pk}", now, **asdict(facts))
    return one


@transaction.atomic
def keep_route(
    *,
    category: Category,
    neighbourhood_id: int | None,
    service: Service | None,
    actor: Actor,
    now: datetime,
) -> Route | None:
    """Say which service gets a category in a place; no service takes the row away. Raises Refused."""
    territory_id = category.territory_id
    _may(actor, territory_id)
    where: dict[str, Any] = {"neighbourhood_id": neighbourhood_id}
    if service is None:
        Route.objects.filter(category=category, **where).delete()
        row = None
    else:
        if service.territory_id != territory_id or service.is_retired:
            raise Refused(PathRefusal.NO_SERVICE)
        row, _ = Route.objects.update_or_create(category=category, **where, defaults={"service": service})
    told = {"neighbourhood": neighbourhood_id, "service": service.pk if service else None}
    _record(actor, territory_id, "keep_route", f"category:{category.pk}", now, **told)
    return row


@transaction.atomic
def record_promise(*, territory_id: int, promise: rules.Promise, actor: Actor, now: datetime) -> Promise:
    """Record in how many days this territory answers a kind, from a day on. Raises Refused."""
    if not actor.has_role(territory_id, RoleKind.ADMINISTRATOR):
        raise Refused(PromiseRefusal.NOT_ADMINISTRATOR)
    mine = [row.fact for row in queries.promises_of(territory_id) if row.territory_id == territory_id]
    if refusal := rules.refuse_promise(promise, mine):
        raise Refused(refusal)
    row = Promise.objects.create(territory_id=territory_id, recorded_by_id=actor.signer, **asdict(promise))
    told = {"kind": promise.kind.value, "days": promise.days, "source": promise.source}
    _record(actor, territory_id, "record_promise", f"promise:{row.pk}", now, **told)
    return row


@transaction.atomic
def keep_template(
    *,
    territory_id: int,
    state: rules.State,
    title: str,
    text_ar: str,
    text_fr: str,
    actor: Actor,
    now: datetime,
    template: ReplyTemplate | None = None,
    is_retired: bool = False,
) -> ReplyTemplate:
    """Write a text ready to send for one state, in Arabic and in French. Raises Refused."""
    _may(actor, territory_id)
    one = template or ReplyTemplate(territory_id=territory_id)
    one.state, one.title, one.is_retired = state, clean_line(title), is_retired
    one.text_ar, one.text_fr = clean(text_ar), clean(text_fr)
    _saved(one)
    _record(actor, territory_id, "keep_template", f"template:{one.pk}", now, state=state, title=one.title)
    return one


@transaction.atomic
def choose(
    *,
    territory_id: int,
    threshold: int,
    treats_complaints: bool,
    limits: rules.Limits,
    actor: Actor,
    now: datetime,
) -> SuggestionSettings:
    """Choose from how many supports a session answers, who treats complaints, how many may come."""
    _may(actor, territory_id)
    if threshold < rules.SMALLEST_THRESHOLD or min(asdict(limits).values()) < 1:
        raise Refused(SetUpRefusal.TOO_SMALL)
    facts = {"threshold": threshold, "treats_complaints": treats_complaints, **asdict(limits)}
    row, _ = SuggestionSettings.objects.update_or_create(territory_id=territory_id, defaults=facts)
    _record(actor, territory_id, "choose", "settings", now, **facts)
    return row
