"""Codes that people read aloud and secrets that they do not."""

import secrets

# Crockford's alphabet leaves out I, L, O and U, which are misread on paper and on the phone.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def code(length: int = 8) -> str:
    """Return a random code of ``length`` unambiguous characters (5 bits each)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def token() -> str:
    """Return a secret of 128 bits that may stand in an address."""
    return secrets.token_urlsafe(16)
