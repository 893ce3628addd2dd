"""Contributions, as pages and lists read them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from tadafor.associations import queries as associations
from tadafor.consultations import rules
from tadafor.consultations.models import Change, Consultation, Contribution, Decision, Support, Wording
from tadafor.consultations.queries.text import label_of
from tadafor.kernel.asked import Answers, asked_once
from tadafor.kernel.clock import day_of
from tadafor.kernel.search import matching, similar
from tadafor.kernel.text import excerpt
from tadafor.kernel.words import word
from tadafor.people.queries import staff_ids
from tadafor.people.rules import Channel
from tadafor.traces import queries as traces

EXCERPT = 120
_KIND_TONES = {
    rules.Kind.COMMENT: "plain",
    rules.Kind.AMENDMENT: "saffron",
    rules.Kind.NEW_ARTICLE: "green",
    rules.Kind.REMARK: "plain",
    rules.Kind.NEW_PROJECT: "green",
}
_OUTCOME_TONES = {
    rules.Outcome.ACCEPTED: "green",
    rules.Outcome.PARTLY: "saffron",
    rules.Outcome.DUPLICATE: "saffron",
}
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


@dataclass(frozen=True)
class DecisionView:
    """The official answer inside the contribution it answers."""

    outcome: rules.Outcome
    reason: str
    approved_on: date | None
    vote: rules.Vote
    duplicate_of: int | None
    in_bulk: bool

    @property
    def tone(self) -> str:
        """The colour that tells outcomes apart; the word always stands beside it."""
        return _OUTCOME_TONES.get(self.outcome, "terracotta")


@dataclass(frozen=True)
class ContributionView:
    """A contribution as it shows: the name is already what may be shown of it."""

    id: int
    number: int
    kind: rules.Kind
    title: str
    body: str
    proposed: str
    runs: list[rules.Run]
    name: str
    author_kind: rules.AuthorKind
    channel: Channel
    received_on: date
    written_at: datetime
    language: str
    supports: int
    replies: int
    visibility: str
    withdrawn: bool
    trace_code: str
    passage_key: str | None
    passage_sort: str
    passage_number: int | None
    passage_title: str
    version_number: int
    group: str
    decision: DecisionView | None
    sheet: rules.Sheet
    changes: list[rules.FieldChange]
    axis: str
    round_number: int | None
    by_desk: bool = False

    @property
    def fields(self) -> list[tuple[rules.Field, str, list[rules.Run]]]:
        """The five fields that say something; of an amendment, those it changes, with their redlines."""
        if self.kind is rules.Kind.AMENDMENT:
            return [(one.field, "", one.runs) for one in self.changes]
        return [(one, said, []) for one, said in self.sheet.filled()]

    @property
    def passage_label(self) -> str:
        """What it speaks of, by its number: an article or a card; empty for the whole."""
        return label_of(self.passage_sort, self.passage_number) if self.passage_number else ""

    @property
    def kind_word(self) -> str:
        return word(self.kind)

    @property
    def author_word(self) -> str:
        return word(self.author_kind)

    @property
    def meta(self) -> str:
        """Who speaks and by which channel it came."""
        return " · ".join(
            part
            for part in (
                self.author_word if self.name else "",
                word(self.channel) if self.channel is not Channel.ONLINE else "",
            )
            if part
        )

    @property
    def tone(self) -> str:
        return _KIND_TONES[self.kind]

    @property
    def excerpt(self) -> str:
        """A line that says what it is about."""
        return excerpt(self.title or self.body or self.proposed or self.sheet.told, EXCERPT)


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
        things = matching(things, text)
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
) -> Answers[Contribution] | QuerySet[Contribution]:
    """Return what anyone may read of a consultation, narrowed as ``listed`` does, for one page of a list."""
    if text:
        things = listed(shown_contributions(consultation), passage=passage, kind=kind, outcome=outcome)
        return listed(things, text=text, round_number=round_number, most_supported=most_supported)
    return _public.pages(
        consultation=consultation.pk,
        passage=passage or None,
        on_passage=passage is not None,
        kind=kind.value if kind else None,
        outcome=outcome.value if outcome else None,
        round_number=round_number,
        most_supported=most_supported,
        by_number=by_number,
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
) -> QuerySet[Contribution]:
    things = contributions_of(Consultation(pk=consultation)).filter(SHOWN)
    if on_passage:
        things = things.filter(passage__key=passage) if passage else things.filter(passage__isnull=True)
    if kind:
        things = things.filter(kind=kind)
    if outcome:
        things = things.filter(decision__outcome=outcome, decision__approved_at__isnull=False)
    if round_number is not None:
        things = things.filter(round__number=round_number)
    if by_number:
        return things.order_by("number")
    return things.order_by("-supports_count", "-number") if most_supported else things


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


def viewed(
    consultation: Consultation, things: list[Contribution], *, phase: rules.Phase, staff: bool = False
) -> list[ContributionView]:
    """Return ``things`` as they show, with their redlines, in two queries whatever their number.

    Until the window closes nobody but staff sees a decision; a draft is never seen here.
    """
    wordings = _wordings(things)
    decided = staff or phase not in {rules.Phase.OPEN, rules.Phase.ANNOUNCED}
    return [
        _view(consultation, one, wordings, decided=decided or _of_an_earlier_round(consultation, one))
        for one in things
    ]


def _of_an_earlier_round(consultation: Consultation, one: Contribution) -> bool:
    """Whether it was examined between two rounds (§ consultations-30)."""
    return one.round is not None and one.round.number < consultation.round_number


def _wordings(things: list[Contribution]) -> dict[tuple[int, int], Wording]:
    passages = sorted({one.passage_id for one in things if one.passage_id})
    if not passages:
        return {}
    rows = _said.all(versions=sorted({one.version_id for one in things}), passages=passages)
    return {(row.version_id, row.passage_id): row for row in rows}


@asked_once
def _said(versions: list[int], passages: list[int]) -> QuerySet[Wording]:
    things = Wording.objects.filter(version__pk__any=versions, passage__pk__any=passages)
    return things.select_related("version").defer("search_text", "grams")


def _view(
    consultation: Consultation,
    one: Contribution,
    wordings: dict[tuple[int, int], Wording],
    *,
    decided: bool,
) -> ContributionView:
    wording = wordings.get((one.version_id, one.passage_id or 0))
    return ContributionView(
        id=one.pk,
        number=one.number,
        kind=rules.Kind(one.kind),
        title=one.title,
        body=one.body,
        proposed=one.proposed,
        runs=_redline(one, wording),
        name=name_of(consultation, one),
        author_kind=rules.AuthorKind(one.author_kind),
        channel=Channel(one.channel),
        received_on=one.received_on,
        written_at=one.written_at,
        language=one.language,
        supports=one.supports_count,
        replies=one.trace.replies_count,
        visibility=one.trace.visibility,
        withdrawn=one.withdrawn_at is not None,
        trace_code=one.trace.code,
        passage_key=one.passage.key if one.passage else None,
        passage_sort=one.passage.sort if one.passage else "",
        passage_number=wording.number if wording else None,
        passage_title=wording.title if wording else "",
        version_number=wording.version.number if wording else 1,
        group=one.group.title if one.group else "",
        decision=_decision(one) if decided else None,
        by_desk=one.author_id is None,
        sheet=one.five,
        changes=_changed_fields(one, wording),
        axis=one.axis.name if one.axis else "",
        round_number=one.round.number if one.round else None,
    )


def _changed_fields(one: Contribution, wording: Wording | None) -> list[rules.FieldChange]:
    if one.kind != rules.Kind.AMENDMENT or wording is None or one.passage is None:
        return []
    return rules.sheet_redline(wording.five, one.five) if one.passage.sort == "card" else []


def _redline(one: Contribution, wording: Wording | None) -> list[rules.Run]:
    if one.kind != rules.Kind.AMENDMENT or wording is None or not one.proposed:
        return []
    return rules.redline(wording.body, one.proposed)


def name_of(consultation: Consultation, one: Contribution) -> str:
    """Return the name that shows beside a contribution, as the consultation's rules let it show."""
    if one.association is not None:
        return one.association.name
    if one.author_kind == rules.AuthorKind.ASSOCIATION:
        return one.author_label
    name = one.author.name if one.author is not None else one.author_label
    return rules.shown_name(name, rules.NamesShown(consultation.names_shown))


def _decision(one: Contribution) -> DecisionView | None:
    decision = getattr(one, "decision", None)
    if decision is None or decision.approved_at is None:
        return None
    return decision_view(decision)


def decision_view(decision: Decision) -> DecisionView:
    """Return a decision as it shows."""
    return DecisionView(
        outcome=rules.Outcome(decision.outcome),
        reason=decision.reason,
        approved_on=day_of(decision.approved_at) if decision.approved_at else None,
        vote=rules.Vote(decision.in_favour, decision.against, decision.abstained),
        duplicate_of=decision.duplicate_of.number if decision.duplicate_of else None,
        in_bulk=bool(decision.batch),
    )


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
        )
        for reply in replies
    ]


def _reply_name(reply: Any, shown: rules.NamesShown) -> str:  # noqa: ANN401 -- a reply of the traces
    return rules.shown_name(reply.author.name if reply.author else "", shown)
