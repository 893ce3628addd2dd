"""What must not be joined later: keys that die, files written over, rows in an order that nobody chose.

A passing key is a file in a folder of the keys, outside the database and its backups. What it closed cannot
be opened once it was written over.
"""

import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from django.db import connection, models
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

KEY_BYTES = 32
T = TypeVar("T")


def make_key(path: Path) -> None:
    """Write a new key where no backup looks; the one that is there already stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(made, "w") as file:
        file.write(secrets.token_hex(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())


def read_key(path: Path) -> bytes | None:
    """Return the key of a file, or None when it is not there any more."""
    try:
        found = bytes.fromhex(path.read_text().strip())
    except (FileNotFoundError, ValueError):
        return None
    return found if len(found) == KEY_BYTES else None


def shred(path: Path) -> bool:
    """Write over a file, then remove it; say whether there was one."""
    try:
        length = path.stat().st_size
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(length))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
    except FileNotFoundError:
        return False
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
    return True


def closed(clear: bytes, key: bytes) -> bytes:
    """Close bytes with a passing key."""
    return bytes(SecretBox(key).encrypt(clear))


def opened(sealed: bytes, key: bytes) -> bytes | None:
    """Undo ``closed``; None when it was touched, or the key is another one."""
    try:
        return bytes(SecretBox(key).decrypt(sealed))
    except CryptoError:
        return None


def shuffled(things: Iterable[T]) -> list[T]:
    """Return them in an order that nobody chose: where a row stands then tells nothing."""
    drawn = list(things)
    secrets.SystemRandom().shuffle(drawn)
    return drawn


def write_anew(tables: Iterable[type[models.Model]]) -> bool:
    """Write tables anew, so that nothing deleted stays in their files.

    Not inside a transaction, where it cannot be done; says whether it was.
    """
    if connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'VACUUM FULL "{table._meta.db_table}"')  # noqa: SLF001
    return True
