"""Contributions, as pages and lists read them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from tadafor.associations import queries as associations
from tadafor.consultations import rules
from tadafor.consultations.models import Change, Consultation, Contribution, Support
from tadafor.consultations.queries.viewing import COLUMNS
from tadafor.kernel.asked import Answers, asked_once
from tadafor.kernel.search import Mark, mark, matching, saying, similar, words_of
from tadafor.people.queries import staff_ids
from tadafor.traces import queries as traces

SHOWN = Q(trace__visibility="visible", withdrawn_at__isnull=True)
_WITH = ("trace", "author", "passage", "decision")
# Most contributions have none of these: asked for apart, and only where there is one, they cost nothing.
_SELDOM = ("association", "group", "decision__duplicate_of", "axis", "round")
# What no page shows; the trigrams alone weigh more than all the rest.
_UNSEEN = (
    "search_text",
    "grams",
    "trace__text",
    *(f"author__{name}" for name in ("password", "last_login", "is_superuser", "email", "phone")),
)


def contributions_of(consultation: Consultation) -> QuerySet[Contribution]:
    """Return every contribution of a consultation, newest first, ready to be viewed."""
    things = Contribution.objects.filter(consultation=consultation).order_by("-number")
    return things.select_related(*_WITH).prefetch_related(*_SELDOM).defer(*_UNSEEN)


def shown_contributions(consultation: Consultation) -> QuerySet[Contribution]:
    """Return the contributions anyone may read, newest first."""
    return contributions_of(consultation).filter(SHOWN)


def listed(
    things: QuerySet[Contribution],
    *,
    passage: str | None = None,
    kind: rules.Kind | None = None,
    outcome: rules.Outcome | None = None,
    text: str = "",
    round_number: int | None = None,
    near: int | None = None,
    most_supported: bool = False,
) -> QuerySet[Contribution]:
    """Narrow a list as the reader asked."""
    if passage is not None:
        things = things.filter(passage__key=passage) if passage else things.filter(passage__isnull=True)
    if kind is not None:
        things = things.filter(kind=kind)
    if outcome is not None:
        things = things.filter(decision__outcome=outcome, decision__approved_at__isnull=False)
    if round_number is not None:
        things = things.filter(round__number=round_number)
    if text:
        things = matching(things, text, near=near)
    return things.order_by("-supports_count", "-number") if most_supported else things


def public_list(
    consultation: Consultation,
    *,
    passage: str | None = None,
    kind: rules.Kind | None = None,
    outcome: rules.Outcome | None = None,
    text: str = "",
    round_number: int | None = None,
    most_supported: bool = False,
    by_number: bool = False,
) -> Answers[tuple[Any, ...]]:
    """Return what anyone may read of a consultation, narrowed as ``listed`` does, for one page of a list.

    Its rows are made ready to be shown by ``viewed_rows``.
    """
    return _public.pages(
        consultation=consultation.pk,
        passage=passage or None,
        on_passage=passage is not None,
        kind=kind.value if kind else None,
        outcome=outcome.value if outcome else None,
        round_number=round_number,
        most_supported=most_supported,
        by_number=by_number,
        **words_of(text, near=mark(Mark.PROCEDURE, consultation.pk)),
    )


@asked_once
def _public(
    *,
    consultation: int,
    passage: str | None,
    on_passage: bool,
    kind: str | None,
    outcome: str | None,
    round_number: int | None,
    most_supported: bool,
    by_number: bool,
    **words: Any,  # noqa: ANN401
) -> QuerySet[Contribution, tuple[Any, ...]]:
    things = Contribution.objects.filter(SHOWN, consultation_id=consultation)
    things = saying(things, words).order_by("-number")
    if on_passage:
        things = things.filter(passage__key=passage) if passage else things.filter(passage__isnull=True)
    if kind:
        things = things.filter(kind=kind)
    if outcome:
        things = things.filter(decision__outcome=outcome, decision__approved_at__isnull=False)
    if round_number is not None:
        things = things.filter(round__number=round_number)
    if by_number:
        things = things.order_by("number")
    if most_supported:
        things = things.order_by("-supports_count", "-number")
    return things.values_list(*COLUMNS)


def counts_by_kind(consultation: Consultation, passage: str) -> dict[rules.Kind, int]:
    """Return how many contributions of each kind anyone may read on a passage, in one query."""
    rows = dict(_by_kind.all(consultation=consultation.pk, passage=passage))
    return {kind: rows.get(kind.value, 0) for kind in rules.Kind}


@asked_once
def _by_kind(consultation: int, passage: str) -> QuerySet[Contribution, tuple[str, int]]:
    things = Contribution.objects.filter(SHOWN, consultation_id=consultation, passage__key=passage)
    return things.order_by().values_list("kind").annotate(n=Count("pk"))


def numbered(consultation: Consultation, number: int) -> Contribution | None:
    """Return one contribution by its public number, whatever its visibility."""
    return _numbered.first(consultation=consultation.pk, number=number)


@asked_once
def _numbered(consultation: int, number: int) -> QuerySet[Contribution]:
    return contributions_of(Consultation(pk=consultation)).filter(number=number)


def alike(consultation: Consultation, text: str, *, passage: str | None = None) -> list[Contribution]:
    """Return up to three visible contributions that say nearly the same, offered while writing."""
    things = shown_contributions(consultation)
    if passage:
        things = things.filter(Q(passage__key=passage) | Q(passage__isnull=True))
    return list(similar(things, text))


def changes_from(one: Contribution) -> list[Change]:
    """Return the changes of published versions that came from a contribution."""
    return _changes.all(contribution=one.pk)


@asked_once
def _changes(contribution: int) -> QuerySet[Change]:
    things = Change.objects.filter(contribution_id=contribution, version__published_at__isnull=False)
    return things.select_related("version", "passage")


def supports(one: Contribution, person_id: int | None) -> bool:
    """Whether this person stands behind the contribution."""
    return person_id is not None and Support.objects.filter(contribution=one, person_id=person_id).exists()


def sent_with(consultation: Consultation, token: str) -> Contribution | None:
    """Return what a form with this token already made: a double click makes one contribution."""
    return Contribution.objects.filter(consultation=consultation, token=token).first()


def made_today_by(person_id: int | None, consultation: Consultation, today: date) -> int:
    """Return how many contributions this person made here today."""
    if person_id is None:
        return 0
    return Contribution.objects.filter(
        author_id=person_id, consultation=consultation, received_on=today
    ).count()


@dataclass(frozen=True)
class ReplyView:
    """An answer in the discussion, as it shows."""

    number: int
    name: str
    is_staff: bool
    body: str
    language: str
    written_at: datetime
    visibility: str
    author_id: int | None


def replies_of(consultation: Consultation, one: Contribution) -> list[ReplyView]:
    """Return the discussion of a contribution, oldest first; what is hidden leaves its place."""
    replies = list(traces.replies_of(one.trace))
    staff = set(staff_ids(consultation.territory_id)) if replies else set()
    shown = rules.NamesShown(consultation.names_shown)
    spoken_for = {reply.association_id for reply in replies if reply.association_id is not None}
    names = associations.names_of(spoken_for) if spoken_for else {}
    return [
        ReplyView(
            number=reply.number,
            name=names.get(reply.association_id or 0) or _reply_name(reply, shown),
            is_staff=reply.author_id in staff,
            body=reply.body,
            language=reply.language,
            written_at=reply.written_at,
            visibility=reply.visibility,
            author_id=reply.author_id,
        )
        for reply in replies
    ]


def _reply_name(reply: Any, shown: rules.NamesShown) -> str:  # noqa: ANN401 -- a reply of the traces
    return rules.shown_name(reply.author.name if reply.author else "", shown)
