"""What `tadafor init` needs to know: read from a file, or asked one question after the other."""

import getpass
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
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
NO = {"no", "n", "non"}
IN_WORDS = {"none", "embedded", "from its French name"}
PHONE = re.compile(r"(\+212|00212|0)[67][0-9]{8}")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
POSTGRES = ("postgres://", "postgresql://")
LAST_PORT = 65535
Check = Callable[[str], str]


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
            bool(self.database_url) and not self.database_url.startswith(POSTGRES),
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
    """Ask at the keyboard; an empty answer takes what stands in brackets, a wrong one is asked again."""
    if not sys.stdin.isatty():
        raise CannotGoOn("Nobody is at the keyboard: give the answers with --answers FILE.")
    print("Tadafor asks a few questions, changes nothing before the last one, and tells what it did.")
    print("Enter alone takes the answer in brackets; Ctrl-C stops.\n")
    try:
        answers = _questions()
        _show(answers)
        agreed = _yes("Begin with these answers?")
    except (EOFError, KeyboardInterrupt):
        raise CannotGoOn("\nStopped: nothing was changed.") from None
    if not agreed:
        raise CannotGoOn("Nothing was changed. Run `tadafor init` again to answer otherwise.")
    return answers


def ask_place() -> str:
    """Ask which place joins; asked again when the census knows none of that name."""
    return _ask("Which commune, province or region? (its name, or its code of the census)")


def _questions() -> Answers:
    territory = ask_place()
    slug = _ask("Its word in addresses, as in https://…/larache/", "from its French name", _slug)
    languages = _ask("Languages, the first is the main one", "ar fr", _languages)
    first = _ask("First administrator (e-mail or mobile phone)", check=_contact)
    second = _ask(
        "Second administrator, another person (e-mail or mobile phone)",
        check=lambda typed: _contact(typed) or ("That is the first one." if typed == first else ""),
    )
    by_phone = not ("@" in first and "@" in second)
    return Answers(
        territory=territory,
        slug=slug,
        languages=tuple(languages.split()),
        administrators=(first, second),
        hosts=tuple(_ask("Host names people will type, with spaces between", check=_hosts).split()),
        https=_yes("Will it be reached by HTTPS?"),
        behind_proxy=_yes(
            "Is there a proxy in front that receives the HTTPS (nginx, Caddy, a load balancer)?"
        ),
        mail=_mail(),
        sms_gateway=_gateway(by_phone=by_phone),
        backup_folder=_ask("Folder for backups, best on another disk", check=_folder),
        database_url=_ask("PostgreSQL server, as postgres://user:password@host/name", "embedded", _database),
    )


def _mail() -> Mail:
    host = _ask("Mail server", "localhost")
    user = _ask("User of the mail server", "none")
    return Mail(
        host=host,
        port=int(_ask("Port of the mail server", "587" if user else "25", _port)),
        user=user,
        password=getpass.getpass("Password of the mail server (it does not show): ") if user else "",
        tls=bool(user) and _yes("Does the mail server use STARTTLS?"),
        sender=_ask("Address that letters come from, for example tadafor@commune.ma", check=_email),
    )


def _gateway(*, by_phone: bool) -> str:
    question = "Gateway for text messages: the Python name of your class"
    if by_phone:
        return _ask(f"{question} (an administrator gave a phone, so one is needed)")
    return _ask(question, "none")


def _show(answers: Answers) -> None:
    """Show what was understood, but no password."""
    mail = answers.mail
    print("\nWhat was understood:")
    for name, said in (
        ("territory", answers.territory),
        ("languages", " ".join(answers.languages)),
        ("administrators", ", ".join(answers.administrators)),
        ("public address", answers.public_address),
        ("letters", f"from {mail.sender} by {mail.host}:{mail.port}"),
        ("text messages", answers.sms_gateway or "none: codes go by e-mail"),
        ("backups", answers.backup_folder),
        ("database", "of your own" if answers.database_url else "embedded"),
    ):
        print(f"  {name:<15} {said}")


def _ask(question: str, default: str = "", check: Check | None = None) -> str:
    """Return the answer; a default in words ("none") stands for an empty one."""
    while True:
        typed = input(f"{question}{f' [{default}]' if default else ''}: ").strip()
        if default and typed in {"", default}:
            return "" if default in IN_WORDS else default
        if typed and not (wrong := check(typed) if check else ""):
            return typed
        print(f"  {wrong}" if typed else "  An answer is needed here.")


def _yes(question: str) -> bool:
    while (typed := input(f"{question} [yes]: ").strip().lower()) not in YES | NO | {""}:
        print("  Answer yes or no.")
    return typed not in NO


# ---- what is wrong with one answer, in words


def _slug(typed: str) -> str:
    return "" if SLUG.fullmatch(typed) else "Small letters, digits and hyphens only, such as beni-mellal."


def _languages(typed: str) -> str:
    unknown = " ".join(one for one in typed.split() if one not in LANGUAGES)
    return unknown and f"{unknown}: choose among {', '.join(LANGUAGES)}, with spaces between."


def _contact(typed: str) -> str:
    phone = re.sub(r"[\s.()-]", "", typed)
    if EMAIL.fullmatch(typed) or PHONE.fullmatch(phone):
        return ""
    return "That is neither an e-mail address nor a mobile number of Morocco, such as 0612345678."


def _email(typed: str) -> str:
    return "" if EMAIL.fullmatch(typed) else "That is not an e-mail address."


def _hosts(typed: str) -> str:
    wrong = " ".join(one for one in typed.split() if not HOST.fullmatch(one))
    return wrong and f"{wrong}: only the name, in small letters, without https:// or port."


def _port(typed: str) -> str:
    is_port = typed.isascii() and typed.isdecimal() and 0 < int(typed) <= LAST_PORT
    return "" if is_port else "A port is a number, such as 25 or 587."


def _folder(typed: str) -> str:
    return "" if Path(typed).is_dir() else "No such folder: make it in another window, then answer again."


def _database(typed: str) -> str:
    return "" if typed.startswith(POSTGRES) else "It begins with postgres://; Enter takes the embedded one."
