"""`tadafor programme`: found a programme with its first officer; everything else is done on its pages."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from tadafor.audit.actions import HOUSE
from tadafor.house.environment import CannotGoOn
from tadafor.kernel import clock
from tadafor.kernel.refusals import Refused
from tadafor.kernel.text import slug
from tadafor.people import queries as people
from tadafor.people.rules import Contact, ContactKind, e164
from tadafor.programme import actions

WANTED = ("slug", "name_ar", "name_fr", "purpose_ar", "purpose_fr", "starts_on", "months", "officer")
OPTIONAL = ("source",)


def found(file: Path) -> None:
    """Found what ``file`` tells, or raise with everything that is wrong in it."""
    told = _read(file)
    officer = told.pop("officer")
    contact = _contact(officer)
    person = people.person_at(contact) if contact else None
    if person is None:
        raise CannotGoOn(f"officer: nobody has an account with {officer!r}; they sign in once first.")
    try:
        made = actions.found_programme(
            facts=actions.ProgrammeFacts(**told), officer_id=person.pk, actor=HOUSE, now=clock.now()
        )
    except Refused as refused:
        raise CannotGoOn(f"Nothing was made: {refused.sentence}") from refused
    where = f"/programme/{made.slug}/ until {made.ends_on:%Y-%m-%d}"
    print(f"{made.name_fr}, at {where}. Its officer adds the rest on its pages.")


def _read(file: Path) -> dict[str, Any]:
    try:
        told = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise CannotGoOn(f"{file}: {problem}") from problem
    if problems := list(_problems(told)):
        raise CannotGoOn(f"{file}: {'; '.join(problems)}.")
    return told


def _problems(told: dict[str, Any]) -> list[str]:
    missing = [f"{name} is missing" for name in WANTED if name not in told]
    unknown = [f"{name} is not known" for name in told if name not in {*WANTED, *OPTIONAL}]
    kinds = {"months": int, "starts_on": date}
    wrong = [
        f"{name} must be {kinds.get(name, str).__name__}"
        for name in (*WANTED, *OPTIONAL)
        if name in told and (type(told[name]) is not kinds.get(name, str) or told[name] == "")
    ]
    address = told.get("slug")
    if isinstance(address, str) and address and slug(address) != address:
        wrong.append("slug has small letters, digits and hyphens only")
    return missing + unknown + wrong


def _contact(typed: str) -> Contact | None:
    if "@" in typed:
        return Contact(ContactKind.EMAIL, typed.strip().lower())
    number = e164(typed)
    return Contact(ContactKind.PHONE, number) if number else None
