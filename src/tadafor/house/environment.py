"""Settings from the environment; what cannot be read fails loudly at the start."""

import os
import secrets
from pathlib import Path

_YES = {"1", "true", "yes", "on"}
_NO = {"", "0", "false", "no", "off"}


def flag(name: str, *, default: bool) -> bool:
    """Return a yes or a no."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() not in _YES | _NO:
        raise ValueError(f"{name} must be 1 or 0, not {value!r}")
    return value.lower() in _YES


def number(name: str, *, default: int) -> int:
    """Return a whole number."""
    value = os.environ.get(name)
    return default if value is None else int(value)


def listed(name: str, *, default: list[str]) -> list[str]:
    """Return a list written with commas."""
    value = os.environ.get(name)
    return default if value is None else [piece.strip() for piece in value.split(",") if piece.strip()]


def secret(name: str, kept_in: Path) -> str:
    """Return a secret given by the environment, or one made once and kept in a file of its own."""
    if value := os.environ.get(name):
        return value
    if not kept_in.exists():
        kept_in.parent.mkdir(parents=True, exist_ok=True)
        kept_in.touch(mode=0o600)
        kept_in.write_text(secrets.token_urlsafe(48))
    return kept_in.read_text().strip()
