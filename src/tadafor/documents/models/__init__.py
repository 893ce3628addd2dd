"""Stored files with their titles, and recordings."""

from tadafor.documents.models.files import Document, DocumentQuerySet
from tadafor.documents.models.sounds import Recording, RecordingQuerySet

__all__ = ["Document", "DocumentQuerySet", "Recording", "RecordingQuerySet"]
