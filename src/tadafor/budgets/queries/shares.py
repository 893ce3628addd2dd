"""Where the demonstration keeps the shares of its committee, so that a newcomer can open its urn."""

import os
from pathlib import Path

from django.conf import settings

from tadafor.budgets.models import Edition
from tadafor.budgets.queries.voting import vote_name


def shares_folder(territory_slug: str) -> Path:
    """Return the folder of the shares of a vote that is only shown; a real committee keeps them on paper."""
    return Path(settings.VAR_DIR) / "demo" / f"{territory_slug}-vote"


def whose_shares(territory_slug: str) -> Path:
    """Return the file that names the vote whose shares are kept there."""
    return shares_folder(territory_slug) / "vote.txt"


def opening_command(edition: Edition) -> str:
    """Return the command that opens the urn of a demonstration on this machine; empty for a real vote."""
    folder, named = shares_folder(edition.territory.slug), whose_shares(edition.territory.slug)
    if not edition.is_demonstration or not named.is_file():
        return ""
    if named.read_text().strip() != vote_name(edition):
        return ""
    near = os.path.relpath(folder) if folder.is_relative_to(Path.cwd()) else str(folder)
    kept = " ".join(f"--share {near}/share-{number}.txt" for number in (1, 2, 3))
    return f"tadafor urn open urn.txt {kept}"
