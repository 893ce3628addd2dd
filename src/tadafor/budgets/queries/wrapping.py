"""The second key of a vote: a file beside the master key, outside the database and its backups.

It is read for each ballot and kept nowhere else, so that it is gone everywhere the moment it is destroyed.
"""

import hmac
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from tadafor.budgets.models import EditionKey
from tadafor.budgets.rules.keeping import KeepingRefusal
from tadafor.kernel.passing import read_key
from tadafor.kernel.refusals import Refused

FOLDER = "votes"


def wrapping_path(key: EditionKey) -> Path:
    """Return where the second key of this vote stands, or stood."""
    mark = sha256(bytes(key.public)).hexdigest()[:16]
    return Path(settings.TADAFOR_KEYS_DIR) / FOLDER / f"{key.edition_id}-{mark}.key"


def wrapping_key(key: EditionKey) -> bytes:
    """Return the second key of a vote; raise Refused when it is not there any more (§ secrecy-wrapping)."""
    found = read_key(wrapping_path(key))
    if found is None:
        raise Refused(KeepingRefusal.KEY_GONE)
    return found


def has_wrapping_key(key: EditionKey) -> bool:
    """Whether the second key is still there."""
    return wrapping_path(key).exists()


def tag_of(receipt: str, wrapping: bytes) -> str:
    """Return by what a sealed ballot is found from its receipt, while the second key exists."""
    return hmac.new(sha256(b"tadafor tag" + wrapping).digest(), receipt.encode(), sha256).hexdigest()
