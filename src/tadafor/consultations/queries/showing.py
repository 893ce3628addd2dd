"""A contribution as it shows: its words, its redline, its name, its answer."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from tadafor.consultations import rules
from tadafor.consultations.models import Consultation, Contribution, Decision, Wording
from tadafor.consultations.queries.speaking import SpokenView, spoken_views
from tadafor.consultations.queries.text import label_of
from tadafor.kernel.asked import asked_once
from tadafor.kernel.clock import day_of
from tadafor.kernel.text import excerpt
from tadafor.kernel.words import word
from tadafor.people.rules import Channel

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
    passage_id: int | None
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
    spoken: SpokenView | None = None

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
                self.spoken.told if self.spoken else "",
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


def viewed(
    consultation: Consultation,
    things: list[Contribution],
    *,
    phase: rules.Phase,
    staff: bool = False,
    redlines: bool = True,
) -> list[ContributionView]:
    """Return ``things`` as they show, with their redlines, in two queries whatever their number.

    ``redlines=False`` where they are not shown: comparing costs more than all the rest.

    Until the window closes nobody but staff sees a decision; a draft is never seen here.
    """
    wordings, spoken = _wordings(things), spoken_views(things)
    decided = staff or phase not in {rules.Phase.OPEN, rules.Phase.ANNOUNCED}
    return [
        _view(
            consultation,
            one,
            wordings,
            spoken,
            decided=decided or _of_an_earlier_round(consultation, one),
            redlines=redlines,
        )
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
    spoken: dict[int, SpokenView],
    *,
    decided: bool,
    redlines: bool,
) -> ContributionView:
    wording = wordings.get((one.version_id, one.passage_id or 0))
    return ContributionView(
        id=one.pk,
        number=one.number,
        kind=rules.Kind(one.kind),
        title=one.title,
        body=one.body,
        proposed=one.proposed,
        runs=_redline(one, wording) if redlines else [],
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
        passage_id=one.passage_id,
        passage_key=one.passage.key if one.passage else None,
        passage_sort=one.passage.sort if one.passage else "",
        passage_number=wording.number if wording else None,
        passage_title=wording.title if wording else "",
        version_number=wording.version.number if wording else 1,
        group=one.group.title if one.group else "",
        decision=_decision(one) if decided else None,
        by_desk=one.author_id is None,
        spoken=spoken.get(one.pk),
        sheet=one.five,
        changes=_changed_fields(one, wording) if redlines else [],
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
