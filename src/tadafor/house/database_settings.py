"""Where the database is: an address given, or the embedded one; nothing is started here."""

import hashlib
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

_LONGEST_SOCKET_FOLDER = 80


def socket_folder(data_dir: Path) -> Path:
    """Return the folder of the embedded server's socket; a long path gets a short stand-in."""
    if len(str(data_dir)) <= _LONGEST_SOCKET_FOLDER:
        return data_dir / "socket"
    name = hashlib.sha256(str(data_dir).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"tadafor-{name}"


def django_databases(data_dir: Path, url: str | None) -> dict[str, dict[str, Any]]:
    """Return Django's ``DATABASES`` for ``url``, or for the embedded server over ``data_dir``."""
    database: dict[str, Any] = {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"application_name": "tadafor"},
    }
    if url is None:
        return {
            "default": database
            | {"NAME": "tadafor", "USER": "postgres", "HOST": str(socket_folder(data_dir))}
        }
    parts = urlsplit(url)
    return {
        "default": database
        | {
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
        }
    }
