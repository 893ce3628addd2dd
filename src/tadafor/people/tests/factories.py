"""People ready to act, without codes."""

from datetime import UTC, datetime, timedelta

from tadafor.kernel.clock import now
from tadafor.kernel.scopes import within
from tadafor.kernel.search import grams
from tadafor.kernel.text import search_text, sort_key
from tadafor.people.actor import Actor
from tadafor.people.models import EligibilityList, IdentityProvider, Link, Person, Registration, Role
from tadafor.people.queries.openid import next_number, sealed_secret
from tadafor.people.rules import Evidence, Level, LinkKind, RoleKind
from tadafor.territories.models import Place, Territory
from tadafor.territories.rules import ORDINARY_MONTHS, PlaceKind

LONG_AGO = datetime(2023, 1, 2, 9, tzinfo=UTC)


def make_person(name="زينب التجريبية", *, email=None, phone=None, **facts):
    if email is None and phone is None:
        email = f"person{Person.objects.count() + 1}@example.org"
    return Person.objects.create_user(
        email, name=name, phone=phone, **({"registered_at": now() - timedelta(days=60)} | facts)
    )


def give(person, territory, *kinds: RoleKind):
    with within(territory.pk):
        for kind in kinds:
            Role.objects.create(
                territory=territory, person=person, kind=kind.value, given_at=LONG_AGO, reason="تعيين"
            )
    return person


def link(person, territory, kind=LinkKind.RESIDENCE, evidence=Evidence.NATIONAL_CARD, at=LONG_AGO):
    with within(territory.pk):
        Link.objects.create(
            territory=territory, person=person, kind=kind.value, evidence=evidence.value, confirmed_at=at
        )
    return person


def staff_actor(territory, *kinds: RoleKind, name="موظفة") -> Actor:
    """An Actor with these roles, behind whom stands a person."""
    person = give(make_person(name), territory, *kinds)
    return Actor(
        person_id=person.pk,
        name=person.name,
        level=Level.CONTACT,
        roles=frozenset((territory.pk, kind) for kind in kinds),
        second_factor=True,
    )


def citizen_actor(territory, *, name="زينب التجريبية", linked=True) -> Actor:
    """Somebody with an account, whose link to the territory is confirmed unless told otherwise."""
    person = make_person(name)
    return Actor(
        person_id=person.pk,
        name=name,
        level=Level.LINK if linked else Level.CONTACT,
        links=frozenset({territory.pk} if linked else set()),
    )


def make_registration(territory, name, clerk):
    """Somebody registered at the desk, whose receipt was not printed yet."""
    person = Person.objects.create_user(name=name, channel="desk", registered_at=LONG_AGO)
    with within(territory.pk):
        return Registration.objects.create(
            territory=territory,
            person=person,
            registered_by=clerk,
            registered_at=LONG_AGO,
            card_hash=f"card of {person.pk}",
            code_hash=f"code of {person.pk}",
        )


def make_list(territory, title, clerk):
    """A list imported and not yet in use."""
    with within(territory.pk):
        return EligibilityList.objects.create(
            territory=territory,
            title=title,
            holds_until=now().date() + timedelta(days=30),
            imported_by=clerk,
            imported_at=now(),
            size=0,
        )


def make_provider(territory, name, named_by, **facts):
    """An identity provider that a commune named."""
    usual = {"server": f"https://{territory.slug}.example", "client_id": "tadafor", "levels": ["high"]}
    with within(territory.pk):
        return IdentityProvider.objects.create(
            territory=territory,
            number=next_number(territory.pk),
            name=name,
            named_by=named_by,
            named_at=now(),
            sealed_secret=sealed_secret(territory.pk, "a secret"),
            **(usual | {"place_claim": "commune"} | facts),
        )


# Code, kind, above, Arabic, French, population of 2024; as the census writes them.
PLACES = (
    ("01", "region", None, "طنجة-تطوان-الحسيمة", "Tanger-Tétouan-Al Hoceima", 4_030_222),
    ("01.331", "province", "01", "العرائش", "Larache", 510_211),
    ("01.331.01.03", "commune", "01.331", "العرائش", "Larache", 133_731),
    ("05", "region", None, "بني ملال-خنيفرة", "Béni Mellal-Khénifra", 2_525_801),
    ("05.091", "province", "05", "بني ملال", "Béni Mellal", 580_327),
    ("05.091.01.01", "commune", "05.091", "بني ملال", "Béni Mellal", 209_594),
)


def make_territory(slug: str, code: str) -> Territory:
    """A place that joined, with the two places above it; no audit row, no reading of the census."""
    for key, kind, above, arabic, french, population in PLACES:
        if code.startswith(key):
            Place.objects.get_or_create(
                code=key,
                defaults={
                    "digits": key.replace(".", ""),
                    "kind": kind,
                    "parent_id": above,
                    "region_id": None if above is None else key[:2],
                    "name_ar": arabic,
                    "name_fr": french,
                    "is_urban": kind == "commune" or None,
                    "population_2024": population,
                    "sort_key_ar": sort_key(arabic),
                    "sort_key_fr": sort_key(french),
                    "search_text": search_text(f"{arabic} {french}"),
                    "grams": grams(f"{arabic} {french}"),
                },
            )
    kinds = {key: kind for key, kind, *_rest in PLACES}
    return Territory.objects.create(
        place_id=code,
        slug=slug,
        joined_on=LONG_AGO.date(),
        languages=["ar", "fr"],
        email=f"contact@{slug}.example",
        session_months=list(ORDINARY_MONTHS[PlaceKind(kinds[code])]),
    )
