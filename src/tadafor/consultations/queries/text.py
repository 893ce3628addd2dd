"""The text or the cards of a consultation, by version, and what differs between two."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tadafor.consultations import rules
from tadafor.consultations.models import Consultation, Contribution, Passage, Version, Wording
from tadafor.kernel.asked import asked_once
from tadafor.kernel.together import Wanted, wanted
from tadafor.kernel.words import word
from tadafor.ui.components import FieldSaid

# What search reads and no page shows.
_UNSEEN = ("search_text", "grams")


@dataclass(frozen=True)
class ArticleLine:
    """A line of the table of contents."""

    key: str
    sort: str
    number: int
    title: str
    body: str
    contributions: int = 0
    card: rules.Card | None = None
    passage_id: int = 0

    @property
    def fields(self) -> list[FieldSaid]:
        """The fields of a card that say something, as lists show them."""
        return [(word(one), said, ()) for one, said in self.card.sheet.filled()] if self.card else []

    @property
    def label(self) -> str:
        """Its number, as an article or as a project; a section has none."""
        return label_of(self.sort, self.number)


def label_of(sort: str, number: int) -> str:
    """Return how a passage is called by its number, in the reader's language."""
    return _labelled(sort, number, get_language())


@lru_cache(maxsize=2_000)
def _labelled(sort: str, number: int, _language: str | None) -> str:
    if sort == "card":
        return _("المشروع %(number)s") % {"number": number}
    return _("المادة %(number)s") % {"number": number} if sort == "article" else ""


def published_versions(consultation: Consultation) -> list[Version]:
    """Return the versions that are public, oldest first."""
    return _published.all(consultation=consultation.pk)


@asked_once
def _published(consultation: int, number: int | None = None) -> QuerySet[Version]:
    things = Version.objects.filter(consultation_id=consultation, published_at__isnull=False)
    return things.order_by("number") if number is None else things.filter(number=number)


def wanted_versions(consultation_id: int) -> Wanted:
    """Say what ``published_versions`` will ask, for a page that asks ahead."""
    return wanted(_published, consultation=consultation_id)


def current_version(consultation: Consultation) -> Version | None:
    """Return the version that stands: the last one published."""
    return _latest.first(consultation=consultation.pk)


@asked_once
def _latest(consultation: int) -> QuerySet[Version]:
    public = Version.objects.filter(consultation_id=consultation, published_at__isnull=False)
    return public.order_by("-number")


def draft_version(consultation: Consultation) -> Version | None:
    """Return the version being worked on, if one is."""
    return consultation.versions.filter(published_at__isnull=True).first()


def version_numbered(consultation: Consultation, number: int) -> Version | None:
    """Return one public version."""
    return _published.first(consultation=consultation.pk, number=number)


def contents(version: Version, *, with_counts: bool = False) -> list[ArticleLine]:
    """Return the passages of a version in order, each with how many visible contributions it drew."""
    wordings = _wordings_counted if with_counts else wordings_in
    return [
        ArticleLine(
            key=wording.passage.key,
            sort=wording.passage.sort,
            number=wording.number,
            title=wording.title,
            body=wording.body,
            contributions=getattr(wording, "shown", 0),
            card=wording.card if wording.passage.sort == "card" else None,
            passage_id=wording.passage_id,
        )
        for wording in wordings.all(version=version.pk)
    ]


@asked_once
def _wordings_counted(version: int) -> QuerySet[Wording]:
    seen = Q(trace__visibility="visible", withdrawn_at__isnull=True)
    on_it = Contribution.objects.filter(seen, passage=OuterRef("passage_id")).order_by().values("passage")
    shown = Subquery(on_it.annotate(n=Count("pk")).values("n"))
    things: QuerySet[Wording] = wordings_in.describe(version).annotate(shown=Coalesce(shown, 0))
    return things


@asked_once
def wordings_in(version: int) -> QuerySet[Wording]:
    things = Wording.objects.filter(version_id=version).select_related("passage", "axis")
    return things.defer(*_UNSEEN).order_by("position")


def counts_by_passage(consultation_id: int) -> dict[int | None, int]:
    """Return how many visible contributions each passage drew."""
    return dict(_shown_by_passage.all(consultation=consultation_id))


def wanted_counts(consultation_id: int) -> Wanted:
    """Say what ``counts_by_passage`` will ask, for a page that asks ahead."""
    return wanted(_shown_by_passage, consultation=consultation_id)


@asked_once
def _shown_by_passage(consultation: int) -> QuerySet[Passage, tuple[int | None, int]]:
    seen = Q(contributions__trace__visibility="visible", contributions__withdrawn_at__isnull=True)
    things = Passage.objects.filter(consultation_id=consultation)
    return things.annotate(shown=Count("contributions", filter=seen)).values_list("pk", "shown")


def wording_of(version: Version, key: str) -> Wording | None:
    """Return the wording of one passage, by its lasting key."""
    things = version.wordings.select_related("passage", "version", "axis")
    return things.filter(passage__key=key).first()


def last_wording_of(consultation: Consultation, key: str) -> Wording | None:
    """Return the last public wording of a passage, even when the current text no longer has it."""
    return _public_wordings.first(consultation=consultation.pk, key=key)


@asked_once
def _public_wordings(consultation: int, key: str) -> QuerySet[Wording]:
    things = Wording.objects.select_related("passage", "version", "axis").order_by("-version__number")
    return things.filter(
        passage__consultation=consultation, passage__key=key, version__published_at__isnull=False
    )


def neighbours(wording: Wording) -> tuple[Wording | None, Wording | None]:
    """Return the article before and the article after, to walk through the text."""
    found = _around.all(version=wording.version_id, position=wording.position, sort=wording.passage.sort)
    return (
        next((one for one in found if one.position < wording.position), None),
        next((one for one in found if one.position > wording.position), None),
    )


@asked_once
def _around(version: int, position: int, sort: str) -> QuerySet[Wording]:
    articles = Wording.objects.filter(version_id=version, passage__sort=sort).select_related("passage")
    articles = articles.only("position", "number", "passage__key")
    before = articles.filter(position__lt=position).order_by("-position")[:1]
    after = articles.filter(position__gt=position).order_by("position")[:1]
    return before.union(after, all=True)


@dataclass(frozen=True)
class History:
    """What a passage said in each public version, newest first, and whether the text still has it."""

    wordings: Sequence[Wording]
    stands: bool


def history_of(consultation: Consultation, key: str) -> History:
    """Return the history of one passage, empty where there is no such one."""
    wordings = _said_of.all(consultation=consultation.pk, key=key)
    return History(wordings, stands=any(getattr(one, "is_latest", False) for one in wordings))


@asked_once
def _said_of(consultation: int, key: str) -> QuerySet[Wording]:
    public = Version.objects.filter(consultation_id=consultation, published_at__isnull=False)
    latest = Subquery(public.order_by("-number").values("pk")[:1])
    things = Wording.objects.filter(
        passage__consultation_id=consultation, passage__key=key, version__published_at__isnull=False
    )
    things = things.annotate(is_latest=Q(version_id=latest)).select_related("passage", "version", "axis")
    return things.defer(*_UNSEEN).order_by("-version__number")
