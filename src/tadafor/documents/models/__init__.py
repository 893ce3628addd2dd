"""Stored files with their titles, and recordings."""

from tadafor.documents.models.files import Document, DocumentQuerySet
from tadafor.documents.models.sounds import WRITTEN_DOWN_BY_SOMEONE, Recording, RecordingQuerySet, SpokenWords

__all__ = [
    "WRITTEN_DOWN_BY_SOMEONE",
    "Document",
    "DocumentQuerySet",
    "Recording",
    "RecordingQuerySet",
    "SpokenWords",
]
