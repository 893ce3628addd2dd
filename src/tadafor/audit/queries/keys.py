"""The master key of the installation: a file outside the database and its backups."""

import os
import secrets
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

KEY_BYTES = 32
FILE = "master.key"


def _made(path: Path) -> bytes:
    """Make the key once, however many processes ask at the same time."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{FILE}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_hex(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return bytes.fromhex(path.read_text().strip())


@lru_cache(maxsize=4)
def _master_key(path: Path) -> bytes:
    key = bytes.fromhex(path.read_text().strip()) if path.exists() else _made(path)
    if len(key) != KEY_BYTES:
        raise ValueError(f"{path} does not hold a key of {KEY_BYTES} bytes in hexadecimal")
    return key


def derived_key(purpose: str) -> bytes:
    """Return the key of one purpose (HKDF), so that two purposes cannot be joined."""
    return _derived(str(settings.TADAFOR_KEYS_DIR), purpose)


@lru_cache(maxsize=500)
def _derived(folder: str, purpose: str) -> bytes:
    """The master key is in memory already; what it gives is no more secret."""
    master = _master_key(Path(folder) / FILE)
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()).derive(master)


def signing_key() -> Ed25519PrivateKey:
    """Return the key that signs the heads of every log of this installation."""
    return Ed25519PrivateKey.from_private_bytes(derived_key("audit.heads"))


def public_key() -> bytes:
    """Return the key against which anyone checks a signature."""
    return signing_key().public_key().public_bytes_raw()


def key_name() -> str:
    """Return the short name of the public key, kept with each head."""
    return sha256(public_key()).hexdigest()[:16]
