"""The accounts of the demonstration, as the last lines of ``make run`` name them."""

from dataclasses import dataclass

from tadafor.demo import reader

_SHOWN = {
    "beni-mellal-charter": "past, answered, adopted",
    "beni-mellal-live": "open now",
    "larache-workshop": "a workshop of 2023",
    "larache-live": "open now",
}
_ROOMS = {
    "beni-mellal/budgets/الميزانية-التشاركية-2025": "a budget voted, counted, carried out",
    "larache/budgets/ميزانية-الأحياء": "a budget that votes now",
    "larache/petitions": "petitions: one to sign, others deposited, refused, adopted",
    "larache/suggestions": "suggestions: new, late, answered",
    "larache/meetings": "meetings held since 2022, and those to come",
    "larache/surveys/opinions/transport": "a map of opinions, being drawn",
    "larache/commitments": "what was promised, and where it stands",
    "beni-mellal/councils": "the council's sessions, consultative bodies, opinions",
    "province-larache/councils": "a provincial council",
    "region-tanger-tetouan-al-hoceima/councils": "a regional council",
    "programme": "programmes over sixty communes",
}
_VOTING = "The vote of Larache can be closed, opened and counted by you: docs/guides/vote-demonstration.fr.md"
_ENTERING = ["No password: a code is asked for, and every message is shown at /account/outbox/"]


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody a newcomer can be: the name, where the code is sent, what they can do."""

    name: str
    contact: str
    can: str


def accounts(language: str = "ar") -> list[Account]:
    """Return the cast, in the order of the content."""
    cast = [person for person in reader.read().people.values() if person.is_cast]
    if language == "fr":
        return [Account(person.name.fr, person.email, person.can.fr) for person in cast]
    return [Account(person.name.ar, person.email, person.can.ar) for person in cast]


def last_words() -> str:
    """Say where to look, which accounts exist and how one enters."""
    content = reader.read()
    widest = max(len(account.contact) for account in accounts())
    people = [
        f"  {person.email:<{widest}}  {person.can_in_english}"
        for person in content.people.values()
        if person.is_cast
    ]
    pages = [
        f"  /{told.territory}/consultations/{told.slug}/  {_SHOWN[key]}"
        for key, told in content.consultations.items()
        if key in _SHOWN
    ]
    pages += [f"  /{room}/  {shown}" for room, shown in _ROOMS.items()]
    return "\n".join(
        ["Look at:", *pages, "", "Enter at /account/login/ as:", *people, "", *_ENTERING, _VOTING]
    )
