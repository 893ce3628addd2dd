"""Settings from the environment; what cannot be read fails loudly at the start."""

import os
import secrets
from pathlib import Path
from typing import Any

BASE_DIR = Path(__file__).resolve().parents[3]


class CannotGoOn(Exception):  # noqa: N818 -- reads as the sentence it carries
    """Something a person can mend stands in the way; the sentence says what to do."""


_YES = {"1", "true", "yes", "on"}
_NO = {"", "0", "false", "no", "off"}


def flag(name: str, *, default: bool) -> bool:
    """Return a yes or a no."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() not in _YES | _NO:
        raise CannotGoOn(f"{name} must be 1 or 0, not {value!r}.")
    return value.lower() in _YES


def number(name: str, *, default: int) -> int:
    """Return a whole number."""
    value = os.environ.get(name)
    if value is None:
        return default
    try:
        return int(value)
    except ValueError:
        raise CannotGoOn(f"{name} must be a whole number, not {value!r}.") from None


def listed(name: str, *, default: list[str]) -> list[str]:
    """Return a list written with commas."""
    value = os.environ.get(name)
    return default if value is None else [piece.strip() for piece in value.split(",") if piece.strip()]


def write_whole(path: Path, content: bytes, mode: int = 0o666) -> None:
    """Write a file beside, then put it in its place: a full disk or a kill leaves the old one as it was."""
    if path.exists() and not path.is_file():  # /dev/stdout
        path.write_bytes(content)
        return
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def secret(name: str, kept_in: Path) -> str:
    """Return a secret given by the environment, or one made once and kept in a file of its own."""
    if value := os.environ.get(name):
        return value
    if not kept_in.exists() or not kept_in.stat().st_size:
        kept_in.parent.mkdir(parents=True, exist_ok=True)
        write_whole(kept_in, secrets.token_urlsafe(48).encode(), 0o600)
    return kept_in.read_text().strip()


def var_dir() -> Path:
    """Return the folder of everything an installation keeps: database, files, keys, its own settings."""
    return Path(os.environ.get("TADAFOR_VAR", BASE_DIR / "var")).absolute()


def read_file(path: Path) -> None:
    """Take settings from a file of NAME=value lines; the environment itself is stronger."""
    if not path.exists():
        return
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, ValueError) as problem:
        raise CannotGoOn(f"{path} cannot be read: {problem}") from problem
    for line in lines:
        name, equals, value = line.partition("=")
        if equals and not name.startswith("#"):
            os.environ.setdefault(name.strip(), value.strip())


def start_django() -> None:
    """Load Django and every room; called by the commands that need them, since it takes a second."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tadafor.house.settings")
    import django  # noqa: PLC0415

    django.setup()


def openid_apps() -> list[dict[str, Any]]:
    """Return the identity provider that ``OPENID_SERVER`` names, as allauth wants it; none without it."""
    server = os.environ.get("OPENID_SERVER")
    if not server:
        return []
    return [
        {
            "provider_id": "identity",
            "name": os.environ.get("OPENID_NAME", "OpenID"),
            "client_id": os.environ.get("OPENID_CLIENT", ""),
            "secret": os.environ.get("OPENID_SECRET", ""),
            "settings": {"server_url": server, "oauth_pkce_enabled": True},
        }
    ]
