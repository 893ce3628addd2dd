"""The accounts of the demonstration, as the last lines of ``make run`` name them."""

from dataclasses import dataclass

from tadafor.demo import reader


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
    """Say which accounts exist and how one enters."""
    widest = max(len(account.contact) for account in accounts())
    lines = [f"  {account.contact:<{widest}}  {account.can}" for account in accounts("fr")]
    return "\n".join(["Accounts (a code is asked for; it is shown on the page of messages):", *lines])
