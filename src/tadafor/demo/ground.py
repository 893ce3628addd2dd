"""The ground of the demonstration: territories that joined, their people, who may do what."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from tadafor.associations import actions as associations
from tadafor.associations.rules import NEEDS_RECEIPT, Kind, Receipt, Theme
from tadafor.audit import actions as audit
from tadafor.demo.reader import CONTENT
from tadafor.demo.told import Content, Moment, Office, Person, Territory
from tadafor.kernel.scopes import within
from tadafor.people import actions as people
from tadafor.people import queries as people_queries
from tadafor.people.actor import Actor
from tadafor.people.rules import Contact, ContactKind, Evidence, LinkKind, RoleKind
from tadafor.people.rules.confirming import Eligibility
from tadafor.territories import actions as territories
from tadafor.territories import queries as territories_queries
from tadafor.territories.rules import Hours, Moderation, OfficeKind, Season
from tadafor.territories.rules.shapes import read_shapes

if TYPE_CHECKING:
    from tadafor.associations.models import Association
    from tadafor.people.models import Person as Account
    from tadafor.territories.models import Territory as Tenant

PLACES_LOADED = Moment.read("2022-05-02 09:00")
ACCOUNTS_OPENED = Moment.read("2023-07-03 09:00")
ROLES_GIVEN = Moment.read("2023-07-04 09:00")
LINKS_CONFIRMED = Moment.read("2023-07-05 09:00")
SETTLED = Moment.read("2023-07-06 09:00")
YEARS = range(2022, 2029)
# They live abroad or gave no proof: a confirmed contact is all they have.
WITHOUT_LINK = frozenset({"taoufik", "saber"})
LINKED_STAFF = frozenset({"salma", "idris", "karim"})
GROWN = Eligibility(old_enough=(15, 16, 18))
REASON = "تعيين لأغراض العرض"
NO_AUTHORISATION = "للعرض فقط"


@dataclass
class Ground:
    """What was made, by the keys of the content."""

    content: Content
    today: date
    tenants: "dict[str, Tenant]" = field(default_factory=dict)
    accounts: "dict[str, Account]" = field(default_factory=dict)
    associations: "dict[str, Association]" = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)

    def at(self, moment: Moment) -> datetime:
        return moment.on(self.today)

    def actor(self, key: str) -> Actor:
        """Return what this person may do once everything is settled."""
        if key not in self.actors:
            found = people_queries.actor_of(
                self.accounts[key].pk,
                now=self.at(SETTLED),
                second_factor=bool(self.content.people[key].roles),
            )
            if found is None:
                raise LookupError(key)
            self.actors[key] = found
        return self.actors[key]

    def staff(self, territory: str, role: RoleKind) -> Actor:
        """Return the one who holds this role there."""
        return self.actor(_holder(self.content, territory, role).key)


def _holder(content: Content, territory: str, role: RoleKind) -> Person:
    held = (p for p in content.people.values() if p.territory == territory and role.value in p.roles)
    return next(held)


def lay(content: Content, *, today: date) -> Ground:
    """Let the territories join and the people come."""
    ground = Ground(content, today)
    territories.load_places(now=ground.at(PLACES_LOADED))
    territories.load_holidays(years=YEARS, now=ground.at(PLACES_LOADED))
    for territory in content.territories.values():
        _join(ground, territory)
    for person in content.people.values():
        _open_account(ground, person)
    for territory in content.territories.values():
        _give_roles(ground, territory)
        _settle(ground, territory)
        _confirm_links(ground, territory)
    return ground


def _join(ground: Ground, territory: Territory) -> None:
    ground.tenants[territory.key] = territories.join(
        place_id=territory.code, slug=territory.key, now=ground.at(territory.joined), is_demonstration=True
    )


def _open_account(ground: Ground, person: Person) -> None:
    now = ground.at(ACCOUNTS_OPENED) + timedelta(minutes=7 * len(ground.accounts))
    contact = Contact(ContactKind.EMAIL, person.email)
    account = people.open_account(contact=contact, language="ar", now=now)
    me = Actor(person_id=account.pk)
    ground.accounts[person.key] = people.correct_account(
        actor=me, name=person.name.ar, language="ar", now=now
    )
    if person.declares:
        people.declare_facts(actor=me, facts=person.declares, now=now)


def _staff_of(ground: Ground, territory: Territory) -> list[Person]:
    return [
        person
        for person in ground.content.people.values()
        if person.territory == territory.key and person.roles
    ]


def _give_roles(ground: Ground, territory: Territory) -> None:
    staff, tenant = _staff_of(ground, territory), ground.tenants[territory.key]
    administrators = [person for person in staff if RoleKind.ADMINISTRATOR.value in person.roles]
    if not administrators:
        return
    now = ground.at(ROLES_GIVEN)
    people.appoint_first_administrators(
        territory_id=tenant.pk,
        people=[ground.accounts[person.key] for person in administrators],
        reason=REASON,
        now=now,
    )
    giver = people_queries.actor_of(ground.accounts[administrators[0].key].pk, now=now, second_factor=True)
    for person in staff:
        for role in person.roles:
            if giver and role != RoleKind.ADMINISTRATOR.value:
                people.give_role(
                    actor=giver,
                    territory_id=tenant.pk,
                    person=ground.accounts[person.key],
                    kind=RoleKind(role),
                    reason=REASON,
                    now=now,
                )


def _settle(ground: Ground, territory: Territory) -> None:
    """Keep the settings, the neighbourhoods and the offices of a territory."""
    tenant, now, actor = (
        ground.tenants[territory.key],
        ground.at(ROLES_GIVEN),
        _administrator(ground, territory),
    )
    territories.change_settings(
        territory_id=tenant.pk,
        settings=territories.Settings(
            languages=("ar", "fr", "zgh"),
            email=territory.email,
            phone="",
            address_ar=territory.address.ar,
            address_fr=territory.address.fr,
            data_authorisation=NO_AUTHORISATION,
            moderation=Moderation.AFTER,
            session_months=tuple(tenant.session_months),
            sms_allowed=True,
            sms_daily_budget=tenant.sms_daily_budget,
        ),
        actor=actor,
        now=now,
    )
    with within(tenant.pk):
        for place, quarter in enumerate(territory.neighbourhoods, start=1):
            latitude, longitude = quarter.centre or (None, None)
            facts = territories.NeighbourhoodFacts(
                name_ar=quarter.name.ar,
                name_fr=quarter.name.fr,
                position=place,
                latitude=latitude,
                longitude=longitude,
            )
            territories.keep_neighbourhood(territory_id=tenant.pk, facts=facts, actor=actor, now=now)
        _draw(territory, tenant, actor, now)
        for place, office in enumerate(territory.offices, start=1):
            territories.keep_office(
                territory_id=tenant.pk,
                facts=_facts_of(office, place),
                hours=[Hours(h.weekday - 1, h.opens, h.closes, Season(h.season)) for h in office.hours],
                actor=actor,
                now=now,
            )


def _draw(territory: Territory, tenant: "Tenant", actor: audit.Who, now: datetime) -> None:
    """Give the neighbourhoods their shapes, as an administrator brings a file."""
    path = CONTENT / "shapes" / f"{territory.key}.geojson"
    if not path.exists():
        return
    named = {one.name_ar: one.pk for one in territories_queries.neighbourhoods(tenant.pk)}
    found = read_shapes(path.read_bytes(), named)
    if found.wrong:
        raise ValueError(f"{path.name}: {found.wrong}")
    territories.keep_shapes(territory_id=tenant.pk, shapes=found.shapes, actor=actor, now=now)


def _administrator(ground: Ground, territory: Territory) -> audit.Who:
    """Return the administrator, or the house where nobody has been named."""
    holders = [p for p in _staff_of(ground, territory) if RoleKind.ADMINISTRATOR.value in p.roles]
    if not holders:
        return audit.HOUSE
    account = ground.accounts[holders[0].key]
    return people_queries.actor_of(account.pk, now=ground.at(ROLES_GIVEN), second_factor=True) or audit.HOUSE


def _facts_of(office: Office, place: int) -> territories.OfficeFacts:
    return territories.OfficeFacts(
        kind=OfficeKind(office.kind),
        name_ar=office.name.ar,
        name_fr=office.name.fr,
        address_ar=office.address.ar,
        address_fr=office.address.fr,
        position=place,
    )


def _confirm_links(ground: Ground, territory: Territory) -> None:
    neighbours = [person for person in ground.content.people.values() if person.territory == territory.key]
    if not neighbours:
        return
    tenant, now = ground.tenants[territory.key], ground.at(LINKS_CONFIRMED)
    clerk_account = ground.accounts[_holder(ground.content, territory.key, RoleKind.CLERK).key]
    clerk = people_queries.actor_of(clerk_account.pk, now=now, second_factor=True) or Actor()
    _register(ground, territory, clerk, now)
    for person in neighbours:
        _confirm(ground, tenant, clerk, person, now)


def _register(ground: Ground, territory: Territory, clerk: Actor, now: datetime) -> None:
    tenant = ground.tenants[territory.key]
    with within(tenant.pk):
        quarters = {one.name_ar: one.pk for one in territories_queries.neighbourhoods(tenant.pk)}
    for place, told in enumerate(ground.content.associations.values(), start=1):
        if told.territory != territory.key:
            continue
        kind = Kind(told.kind)
        number = f"D-{place:03}" if kind in NEEDS_RECEIPT else ""
        facts = associations.Facts(
            name=told.name.ar,
            name_fr=told.name.fr,
            kind=kind,
            receipt=Receipt.FINAL if number else Receipt.NONE,
            receipt_number=number,
            founded_on=told.founded,
            neighbourhood_id=quarters.get(told.neighbourhood),
            themes=tuple(Theme(one) for one in told.themes),
            activity=told.activity,
        )
        ground.associations[told.key] = associations.register_association(
            actor=clerk,
            territory_id=tenant.pk,
            name=facts.name,
            receipt_number=number,
            facts=facts,
            until=None if told.ends_in is None else ground.today + timedelta(days=told.ends_in),
            now=now,
        )


def _confirm(ground: Ground, tenant: "Tenant", clerk: Actor, person: Person, now: datetime) -> None:
    account = ground.accounts[person.key]
    is_staff = person.is_cast and person.key not in LINKED_STAFF
    if not is_staff and person.key not in WITHOUT_LINK:
        people.confirm_link(
            actor=clerk,
            territory_id=tenant.pk,
            person=account,
            kind=LinkKind.RESIDENCE,
            evidence=Evidence.NATIONAL_CARD,
            shown=people.Shown(eligibility=GROWN),
            now=now,
        )
    if person.association:
        associations.give_mandate(
            actor=clerk,
            territory_id=tenant.pk,
            association=ground.associations[person.association],
            person=account,
            until=None,
            now=now,
        )
