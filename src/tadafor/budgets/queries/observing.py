"""Who is admitted to the full files of a count."""

from hashlib import sha256

from tadafor.budgets.models import Edition, Observer


def mark_of(secret: str) -> str:
    """Return what is kept of the address of an observer."""
    return sha256(f"tadafor observer 1:{secret}".encode()).hexdigest()


def observer_at(edition: Edition, secret: str) -> Observer | None:
    """Return whose address this is, None for any other and for one that was closed."""
    admitted = Observer.objects.filter(edition=edition, mark=mark_of(secret), dismissed_at__isnull=True)
    return admitted.select_related("edition").first()


def observers_of(edition: Edition) -> list[Observer]:
    """Return everybody who was admitted, those whose address was closed too."""
    return list(Observer.objects.filter(edition=edition).order_by("admitted_at", "pk"))


def observer_numbered(edition: Edition, pk: int) -> Observer | None:
    """Return one of them."""
    return Observer.objects.filter(edition=edition, pk=pk).first()


__all__ = ["Observer", "mark_of", "observer_at", "observer_numbered", "observers_of"]
