"""What `tadafor init` needs to know: read from a file, or asked one question after the other."""

import getpass
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any

from tadafor.house.environment import CannotGoOn

CONTACTS = 2
HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>.]+")
LANGUAGES = ("ar", "fr", "zgh")
KINDS: dict[Any, str] = {
    str: "a text in quotes",
    int: "a whole number",
    bool: "true or false",
    tuple[str, ...]: "a list of texts, in [ ]",
}
YES = {"yes", "y", "oui", "o"}


@dataclass(frozen=True)
class Mail:
    """The server that sends letters."""

    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = field(default="", repr=False)
    tls: bool = False
    sender: str = ""


@dataclass(frozen=True)
class Answers:
    """Everything a real installation begins with."""

    territory: str
    administrators: tuple[str, ...]
    hosts: tuple[str, ...]
    backup_folder: str
    slug: str = ""
    languages: tuple[str, ...] = ("ar", "fr")
    https: bool = True
    behind_proxy: bool = True
    database_url: str = ""
    sms_gateway: str = ""
    mail: Mail = Mail()

    @property
    def public_address(self) -> str:
        return f"{'https' if self.https else 'http'}://{self.hosts[0]}"

    def problems(self) -> list[str]:
        """Say everything that is wrong, at once."""
        found = (*self._people(), *self._words(), *self._places())
        return [sentence for is_wrong, sentence in found if is_wrong]

    def _people(self) -> Iterator[tuple[bool, str]]:
        yield (
            len(set(self.administrators)) < CONTACTS,
            "administrators: two different people are needed, so that one can replace the other.",
        )
        yield (
            not self.sms_gateway and not all("@" in contact for contact in self.administrators),
            "administrators: a mobile phone needs sms_gateway, which sends its codes.",
        )

    def _words(self) -> Iterator[tuple[bool, str]]:
        for host in self.hosts or ("",):
            yield (
                not HOST.fullmatch(host),
                f"hosts: {host!r} is not a host name in small letters, without http:// or port.",
            )
        for language in self.languages or ("",):
            yield language not in LANGUAGES, f"languages: {language!r} is not one of {', '.join(LANGUAGES)}."
        yield (
            not EMAIL.fullmatch(self.mail.sender),
            f"mail.sender: {self.mail.sender!r} is not an e-mail address.",
        )
        yield (
            any("\n" in str(value) for value in vars(self.mail).values()),
            "mail: an answer has more than one line.",
        )

    def _places(self) -> Iterator[tuple[bool, str]]:
        yield (
            not Path(self.backup_folder).is_dir(),
            f"backup_folder: {self.backup_folder!r} is not a folder that exists.",
        )
        yield (
            bool(self.database_url) and not self.database_url.startswith(("postgres://", "postgresql://")),
            "database_url: it begins with postgres://, or is left empty for the embedded database.",
        )


def from_file(path: Path) -> Answers:
    """Read the answers of a TOML file; a word it should not hold is said."""
    try:
        found = tomllib.loads(path.read_text())
    except (OSError, ValueError) as error:
        raise CannotGoOn(f"{path} cannot be read: {error}") from error
    mail = found.pop("mail", {})
    if not isinstance(mail, dict):
        raise CannotGoOn(f"{path}: mail is a section of its own, [mail].")
    said = [*_misread(Answers, found, ""), *_misread(Mail, mail, "mail.")]
    if said:
        raise CannotGoOn(f"{path}: {'; '.join(said)}.")
    lists: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in found.items()
    }
    return Answers(mail=Mail(**mail), **lists)


def _misread(kind: type, found: dict[str, Any], where: str) -> Iterator[str]:
    """Compare a section of the file with what it should hold."""
    known = {one.name: one for one in fields(kind) if one.name != "mail"}
    for name in sorted({*found} - {*known}):
        yield f"there is no answer called {where}{name}"
    for name, one in known.items():
        if name not in found:
            if one.default is MISSING:
                yield f"{where}{name} is missing"
        elif not _is(one.type, found[name]):
            yield f"{where}{name} should be {KINDS[one.type]}"


def _is(kind: Any, value: object) -> bool:  # noqa: ANN401 -- the annotation of a field
    if kind == tuple[str, ...]:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    return type(value) is kind


def asked() -> Answers:
    """Ask at the keyboard; an empty answer takes what stands in brackets."""
    if not sys.stdin.isatty():
        raise CannotGoOn("Nobody is at the keyboard: give the answers with --answers FILE.")
    print("Tadafor asks a few questions, changes nothing before the last one, and tells what it did.\n")
    return Answers(
        territory=_ask("Which commune, province or region? (its name, or its code of the census)"),
        slug=_ask("Its word in addresses, as in https://…/larache/", "from its French name"),
        languages=tuple(_ask("Languages, the first is the main one", "ar fr").split()),
        administrators=(
            _ask("First administrator (e-mail or mobile phone)"),
            _ask("Second administrator, another person (e-mail or mobile phone)"),
        ),
        hosts=tuple(_ask("Host names people will type, with spaces between").split()),
        https=_yes("Will it be reached by HTTPS?"),
        behind_proxy=_yes(
            "Is there a proxy in front that receives the HTTPS (nginx, Caddy, a load balancer)?"
        ),
        mail=_mail(),
        sms_gateway=_ask("Gateway for text messages: the Python name of your class", "none"),
        backup_folder=_ask("Folder for backups, best on another disk"),
        database_url=_ask("PostgreSQL server, as postgres://user:password@host/name", "embedded"),
    )


def _mail() -> Mail:
    host = _ask("Mail server", "localhost")
    user = _ask("User of the mail server", "none")
    return Mail(
        host=host,
        port=int(_ask("Port of the mail server", "587" if user else "25")),
        user=user,
        password=getpass.getpass("Password of the mail server (it does not show): ") if user else "",
        tls=bool(user) and _yes("Does the mail server use STARTTLS?"),
        sender=_ask("Address that letters come from, for example tadafor@commune.ma"),
    )


def _ask(question: str, default: str = "") -> str:
    """Return the answer; a default in words ("none") stands for an empty one."""
    while True:
        typed = input(f"{question}{f' [{default}]' if default else ''}: ").strip()
        if typed or default:
            return typed or ("" if default in {"none", "embedded", "from its French name"} else default)


def _yes(question: str) -> bool:
    return input(f"{question} [yes]: ").strip().lower() in YES | {""}
