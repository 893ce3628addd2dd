"""Where the database is: an address given, or the embedded one; nothing is started here."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from tadafor.house import database
from tadafor.house.environment import CannotGoOn


def django_databases(data_dir: Path, url: str | None) -> dict[str, dict[str, Any]]:
    """Return Django's ``DATABASES`` for ``url``, or for the embedded server over ``data_dir``."""
    found = _given(url) if url else _embedded(data_dir)
    found["OPTIONS"] = {"application_name": "tadafor", **found["OPTIONS"]}
    return {
        "default": {
            "ENGINE": "tadafor.house.postgresql",
            "CONN_MAX_AGE": 60,
            # A database that was restarted costs nobody an error page.
            "CONN_HEALTH_CHECKS": True,
            **found,
        }
    }


def _embedded(data_dir: Path) -> dict[str, Any]:
    return {
        "NAME": database.NAME,
        "USER": database.USER,
        "HOST": str(database.address(data_dir)),
        # Nobody else can listen in its place when the socket is under /tmp.
        "OPTIONS": {"requirepeer": owner} if (owner := database.owner()) else {},
    }


def _given(url: str) -> dict[str, Any]:
    """Read ``postgres://user:password@host:port/name?sslmode=require``; a host may be a socket folder."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as problem:
        raise CannotGoOn(f"DATABASE_URL cannot be read: {problem}.") from None
    if parts.scheme not in {"postgres", "postgresql"}:
        raise CannotGoOn("DATABASE_URL must begin with postgres:// and name a PostgreSQL server.")
    options = dict(parse_qsl(parts.query))
    return {
        "NAME": unquote(parts.path.lstrip("/")) or database.NAME,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(options.pop("port", port or "")),
        "OPTIONS": options,
    }
