"""The first rows of a real installation: its territory, and the two people who administer it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db import transaction

from tadafor.house.answers import Answers
from tadafor.house.environment import CannotGoOn
from tadafor.kernel import clock
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import everywhere
from tadafor.kernel.text import slug
from tadafor.people import actions as people
from tadafor.people.rules import Contact, ContactKind, e164
from tadafor.territories import actions as territories
from tadafor.territories import queries
from tadafor.territories.rules import PlaceKind

if TYPE_CHECKING:
    from tadafor.territories.models import Place

JOINING = (PlaceKind.COMMUNE, PlaceKind.PROVINCE, PlaceKind.PREFECTURE, PlaceKind.REGION)
REASON = "tadafor init"
YEARS = 3


class NoSuchPlace(CannotGoOn):
    """The census knows no place of that name, or several."""


def begin(answers: Answers, *, keep: Callable[[], None]) -> str:
    """Make it all and ``keep`` its settings, or nothing; return what was made, in words."""
    contacts = [_contact(typed) for typed in answers.administrators]
    now = clock.now()
    with everywhere(), transaction.atomic():
        territories.load_places(now=now)
        year = clock.today().year
        territories.load_holidays(years=range(year - 1, year + YEARS), now=now)
        place = _place(answers.territory)
        try:
            territory = territories.join(
                place_id=place.pk,
                slug=answers.slug or slug(place.name_fr),
                languages=answers.languages,
                now=now,
            )
            opened = [
                people.open_account(contact=contact, language=answers.languages[0], now=now)
                for contact in contacts
            ]
            people.appoint_first_administrators(
                territory_id=territory.pk, people=opened, reason=REASON, now=now
            )
            keep()  # stopped before this line, `tadafor init` can be run again
        except Refused as refused:
            raise CannotGoOn(f"Nothing was made: {refused.sentence}") from refused
    return f"{place.name_fr} ({place.name_ar}), at /{territory.slug}/, with two administrators"


def _contact(typed: str) -> Contact:
    if "@" in typed:
        return Contact(ContactKind.EMAIL, typed.strip().lower())
    number = e164(typed)
    if number is None:
        raise CannotGoOn(
            f"administrators: {typed!r} is neither an e-mail address nor a mobile number of Morocco."
        )
    return Contact(ContactKind.PHONE, number)


def _place(asked: str) -> "Place":
    """Find one place by its code or by its name; when several bear it, say their codes."""
    if place := queries.place_by_code(asked):
        return place
    found = list(queries.find_places(asked, kinds=JOINING)[:8])
    exact = [place for place in found if asked.casefold() in {place.name_ar, place.name_fr.casefold()}]
    if len(exact or found) == 1:
        return (exact or found)[0]
    if not found:
        raise NoSuchPlace(f"territory: no place of the census is named {asked!r}.")
    said = "; ".join(f"{place.code} {place.name_fr} ({place.kind})" for place in found)
    raise NoSuchPlace(f"territory: several places are named {asked!r}. Give one of these codes: {said}.")
