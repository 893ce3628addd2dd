"""Contributions made ready to be shown, from rows or from instances.

A public list reads rows: it needs no instance, and what is seldom there (an association, a group, an axis, a
round, the contribution that another one doubles) is asked for only where a row names one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet

from tadafor.associations import queries as associations
from tadafor.consultations import rules
from tadafor.consultations.models import Axis, Consultation, Contribution, Group, Round, Wording
from tadafor.consultations.queries.showing import ContributionView, DecisionView
from tadafor.consultations.queries.speaking import spoken_views
from tadafor.documents.queries import SpokenView
from tadafor.kernel.asked import asked_once
from tadafor.kernel.clock import day_of
from tadafor.people.rules import Channel
from tadafor.ui.templating.addresses import address

_FIVE = tuple(one.value for one in rules.Field)
_EMPTY = rules.Sheet()


class Row(NamedTuple):
    """What a view is made from."""

    id: int
    number: int
    kind: str
    title: str
    body: str
    proposed: str
    author_id: int | None
    author_name: str | None
    author_kind: str
    author_label: str
    association_id: int | None
    channel: str
    received_on: date
    written_at: datetime
    language: str
    supports: int
    withdrawn_at: datetime | None
    is_spoken: bool
    passage_id: int | None
    passage_key: str | None
    passage_sort: str | None
    version_id: int
    group_id: int | None
    axis_id: int | None
    round_id: int | None
    replies: int
    visibility: str
    trace_code: str
    outcome: str | None
    reason: str | None
    approved_at: datetime | None
    in_favour: int | None
    against: int | None
    abstained: int | None
    batch: str | None
    duplicate_of_id: int | None
    problem: str
    solution: str
    funding: str
    follow_up: str
    impact: str


_ELSEWHERE = {
    "author_name": "author__name",
    "supports": "supports_count",
    "passage_key": "passage__key",
    "passage_sort": "passage__sort",
    "replies": "trace__replies_count",
    "visibility": "trace__visibility",
    "trace_code": "trace__code",
    "outcome": "decision__outcome",
    "reason": "decision__reason",
    "approved_at": "decision__approved_at",
    "in_favour": "decision__in_favour",
    "against": "decision__against",
    "abstained": "decision__abstained",
    "batch": "decision__batch",
    "duplicate_of_id": "decision__duplicate_of_id",
}
COLUMNS = tuple(_ELSEWHERE.get(name, name) for name in Row._fields)


def _row_of(one: Contribution) -> Row:
    """Return what an instance says as a row of a list."""
    decision = getattr(one, "decision", None)
    found = {"author_name": one.author.name if one.author else None, "supports": one.supports_count}
    found |= {
        "passage_key": one.passage.key if one.passage else None,
        "passage_sort": one.passage.sort if one.passage else None,
        "replies": one.trace.replies_count,
        "visibility": one.trace.visibility,
        "trace_code": one.trace.code,
    }
    of_decision = ("outcome", "reason", "approved_at", "in_favour", "against", "abstained", "batch")
    for name in (*of_decision, "duplicate_of_id"):
        found[name] = getattr(decision, name, None)
    values: list[Any] = [
        found[name] if name in _ELSEWHERE else getattr(one, "pk" if name == "id" else name)
        for name in Row._fields
    ]
    return Row(*values)


@dataclass(frozen=True)
class _Beside:
    """What rows name by its key, and few of them do."""

    associations: Mapping[int, str] = field(default_factory=dict)
    groups: Mapping[int, str] = field(default_factory=dict)
    axes: Mapping[int, str] = field(default_factory=dict)
    rounds: Mapping[int, int] = field(default_factory=dict)
    doubled: Mapping[int, int] = field(default_factory=dict)


def _beside_rows(rows: list[Row]) -> _Beside:
    named = {
        name: sorted({key for row in rows if (key := getattr(row, name)) is not None})
        for name in ("association_id", "group_id", "axis_id", "round_id", "duplicate_of_id")
    }
    of_associations = named["association_id"]
    return _Beside(
        associations=associations.names_of(of_associations) if of_associations else {},
        groups=dict(_groups.all(keys=keys)) if (keys := named["group_id"]) else {},
        axes=dict(_axes.all(keys=keys)) if (keys := named["axis_id"]) else {},
        rounds=dict(_rounds.all(keys=keys)) if (keys := named["round_id"]) else {},
        doubled=dict(_numbers.all(keys=keys)) if (keys := named["duplicate_of_id"]) else {},
    )


def _beside_instances(things: list[Contribution]) -> _Beside:
    decisions = [decision for one in things if (decision := getattr(one, "decision", None))]
    return _Beside(
        associations={one.association.pk: one.association.name for one in things if one.association},
        groups={one.group.pk: one.group.title for one in things if one.group},
        axes={one.axis.pk: one.axis.name for one in things if one.axis},
        rounds={one.round.pk: one.round.number for one in things if one.round},
        doubled={one.duplicate_of.pk: one.duplicate_of.number for one in decisions if one.duplicate_of},
    )


@asked_once
def _groups(keys: list[int]) -> QuerySet[Group, tuple[int, str]]:
    return Group.objects.filter(pk__any=keys).values_list("pk", "title")


@asked_once
def _axes(keys: list[int]) -> QuerySet[Axis, tuple[int, str]]:
    return Axis.objects.filter(pk__any=keys).order_by().values_list("pk", "name")


@asked_once
def _rounds(keys: list[int]) -> QuerySet[Round, tuple[int, int]]:
    return Round.objects.filter(pk__any=keys).order_by().values_list("pk", "number")


@asked_once
def _numbers(keys: list[int]) -> QuerySet[Contribution, tuple[int, int]]:
    return Contribution.objects.filter(pk__any=keys).values_list("pk", "number")


# ---- what they speak of


class _Wording(NamedTuple):
    """What a passage said in the version of which a contribution speaks; its words only for a redline."""

    version_id: int
    passage_id: int
    version_number: int
    number: int
    title: str
    body: str = ""
    problem: str = ""
    solution: str = ""
    funding: str = ""
    follow_up: str = ""
    impact: str = ""


def _wordings(rows: list[Row], *, redlines: bool) -> dict[tuple[int, int], _Wording]:
    passages = sorted({row.passage_id for row in rows if row.passage_id})
    if not passages:
        return {}
    whole = redlines and any(row.kind == rules.Kind.AMENDMENT for row in rows)
    versions = sorted({row.version_id for row in rows})
    found = (_Wording(*row) for row in _stood.all(versions=versions, passages=passages, whole=whole))
    return {(one.version_id, one.passage_id): one for one in found}


@asked_once
def _stood(versions: list[int], passages: list[int], *, whole: bool) -> QuerySet[Wording, tuple[Any, ...]]:
    things = Wording.objects.filter(version__pk__any=versions, passage__pk__any=passages)
    told = ("version_id", "passage_id", "version__number", "number", "title")
    return things.values_list(*told, "body", *_FIVE) if whole else things.values_list(*told)


# ---- the views


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
    rows, beside = [_row_of(one) for one in things], _beside_instances(things)
    return _views(consultation, rows, beside, phase=phase, staff=staff, redlines=redlines)


def viewed_rows(
    consultation: Consultation, found: Iterable[tuple[Any, ...]], *, phase: rules.Phase, redlines: bool = True
) -> list[ContributionView]:
    """Return the rows of ``public_list`` as they show, as ``viewed`` does for instances."""
    rows = [Row(*one) for one in found]
    return _views(consultation, rows, _beside_rows(rows), phase=phase, staff=False, redlines=redlines)


def _views(
    consultation: Consultation,
    rows: list[Row],
    beside: _Beside,
    *,
    phase: rules.Phase,
    staff: bool,
    redlines: bool,
) -> list[ContributionView]:
    if not rows:
        return []
    wordings = _wordings(rows, redlines=redlines)
    spoken = spoken_views([row.id for row in rows if row.is_spoken])
    decided = staff or phase not in {rules.Phase.OPEN, rules.Phase.ANNOUNCED}
    at = (consultation.territory.slug, consultation.slug)
    home = address("consultations:consultation", at)
    return [
        _view(
            consultation,
            row,
            beside,
            wordings.get((row.version_id, row.passage_id or 0)),
            spoken.get(row.id),
            # Examined between two rounds (§ consultations-30).
            decided=decided or beside.rounds.get(row.round_id or 0, 1_000) < consultation.round_number,
            redlines=redlines,
            at=at,
            home=home,
        )
        for row in rows
    ]


def _view(
    consultation: Consultation,
    row: Row,
    beside: _Beside,
    wording: _Wording | None,
    spoken: SpokenView | None,
    *,
    decided: bool,
    redlines: bool,
    at: tuple[str, str],
    home: str,
) -> ContributionView:
    sheet = _sheet(row)
    return ContributionView(
        id=row.id,
        number=row.number,
        kind=rules.Kind(row.kind),
        title=row.title,
        body=row.body,
        proposed=row.proposed,
        runs=_redline(row, wording) if redlines else [],
        name=_name(consultation, row, beside),
        author_kind=rules.AuthorKind(row.author_kind),
        channel=Channel(row.channel),
        received_on=row.received_on,
        written_at=row.written_at,
        language=row.language,
        supports=row.supports,
        replies=row.replies,
        visibility=row.visibility,
        withdrawn=row.withdrawn_at is not None,
        trace_code=row.trace_code,
        passage_id=row.passage_id,
        passage_key=row.passage_key,
        passage_sort=row.passage_sort or "",
        passage_number=wording.number if wording else None,
        passage_title=wording.title if wording else "",
        version_number=wording.version_number if wording else 1,
        group=beside.groups.get(row.group_id or 0, ""),
        decision=_decision(row, beside) if decided else None,
        by_desk=row.author_id is None,
        spoken=spoken,
        sheet=sheet,
        changes=_changed_fields(row, wording, sheet) if redlines else [],
        axis=beside.axes.get(row.axis_id or 0, ""),
        round_number=beside.rounds.get(row.round_id or 0),
        at=at,
        home=home,
        rounds=consultation.round_number,
    )


def _sheet(row: Row | _Wording) -> rules.Sheet:
    five = (row.problem, row.solution, row.funding, row.follow_up, row.impact)
    return rules.Sheet(*five) if any(five) else _EMPTY


def _changed_fields(row: Row, wording: _Wording | None, sheet: rules.Sheet) -> list[rules.FieldChange]:
    if row.kind != rules.Kind.AMENDMENT or wording is None or row.passage_sort != "card":
        return []
    return rules.sheet_redline(_sheet(wording), sheet)


def _redline(row: Row, wording: _Wording | None) -> list[rules.Run]:
    if row.kind != rules.Kind.AMENDMENT or wording is None or not row.proposed:
        return []
    return rules.redline(wording.body, row.proposed)


def _name(consultation: Consultation, row: Row, beside: _Beside) -> str:
    """Return the name that shows beside a contribution, as the consultation's rules let it show."""
    if association := beside.associations.get(row.association_id or 0):
        return association
    if row.author_kind == rules.AuthorKind.ASSOCIATION:
        return row.author_label
    name = row.author_label if row.author_name is None else row.author_name
    return rules.shown_name(name, rules.NamesShown(consultation.names_shown))


def _decision(row: Row, beside: _Beside) -> DecisionView | None:
    if row.outcome is None or row.approved_at is None:
        return None
    return DecisionView(
        outcome=rules.Outcome(row.outcome),
        reason=row.reason or "",
        approved_on=day_of(row.approved_at),
        vote=rules.Vote(row.in_favour or 0, row.against or 0, row.abstained or 0),
        duplicate_of=beside.doubled.get(row.duplicate_of_id or 0),
        in_bulk=bool(row.batch),
    )
