"""A meeting: what it is, when and where, when it may be announced, changed and cancelled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LONGEST_TITLE = 200
LONGEST_TEXT = 5_000
SHORTEST_REASON = 10
LONGEST = timedelta(days=31)
MOST_SEATS = 20_000
MOST_GROUPS = 8


class Kind(StrEnum):
    """What meetings are called in the sources."""

    INFORMATION = "information"
    WEBINAR = "webinar"
    WORKSHOP = "workshop"
    MULTI_ACTOR = "multi_actor"
    FOCUS_GROUP = "focus_group"
    TRAINING = "training"
    COMMITTEE = "committee"
    FORUM = "forum"
    EXHIBITION = "exhibition"
    VISIT = "visit"
    VOTE_DAY = "vote_day"


class Form(StrEnum):
    """How one takes part."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    HYBRID = "hybrid"


class Access(StrEnum):
    """What the place offers to those who need it."""

    STEP_FREE = "step_free"
    TOILETS = "toilets"
    PARKING = "parking"
    SIGN_LANGUAGE = "sign_language"
    HEARING_LOOP = "hearing_loop"
    TAMAZIGHT = "tamazight"
    CHILDREN = "children"


class Unsaid(StrEnum):
    """What the source of a meeting of the past does not say."""

    HOUR = "hour"
    PLACE = "place"
    COUNTS = "counts"


class State(StrEnum):
    """What staff decided of a meeting."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    CANCELLED = "cancelled"


class Stage(StrEnum):
    """Where a meeting stands, from what was decided and the hour."""

    DRAFT = "draft"
    COMING = "coming"
    NOW = "now"
    HELD = "held"
    CANCELLED = "cancelled"


class MeetingRefusal(StrEnum):
    """Why a meeting is not kept, announced, changed or cancelled."""

    ENDS_BEFORE_IT_STARTS = "ends_before_it_starts"
    TOO_LONG = "too_long"
    PLACE_MISSING = "place_missing"
    LINK_MISSING = "link_missing"
    CLOSES_AFTER_START = "closes_after_start"
    MORE_RESERVED_THAN_SEATS = "more_reserved_than_seats"
    GROUPS_WITHOUT_SEATS = "groups_without_seats"
    GROUP_TWICE = "group_twice"
    TOO_MANY_GROUPS = "too_many_groups"
    FEWER_SEATS_THAN_TAKEN = "fewer_seats_than_taken"
    GROUP_WITH_SEATS_TAKEN = "group_with_seats_taken"
    CHANGED_MEANWHILE = "changed_meanwhile"
    ALREADY_ANNOUNCED = "already_announced"
    NOT_ANNOUNCED = "not_announced"
    IS_CANCELLED = "is_cancelled"
    ALREADY_STARTED = "already_started"
    ALREADY_HELD = "already_held"
    REASON_MISSING = "reason_missing"


@dataclass(frozen=True)
class Plan:
    """What is asked of a meeting before it is kept; ``groups`` are the reserved seats by name."""

    starts_at: datetime
    ends_at: datetime
    form: Form = Form.IN_PERSON
    place: str = ""
    link: str = ""
    seats: int | None = None
    groups: Sequence[tuple[str, int]] = ()
    closes_at: datetime | None = None
    unsaid: frozenset[Unsaid] = frozenset()


def stage(state: State, *, starts_at: datetime, ends_at: datetime, now: datetime) -> Stage:
    """Return where a meeting stands (§ meetings-stages)."""
    if state is State.DRAFT:
        return Stage.DRAFT
    if state is State.CANCELLED:
        return Stage.CANCELLED
    if now < starts_at:
        return Stage.COMING
    return Stage.NOW if now < ends_at else Stage.HELD


def refuse_plan(plan: Plan) -> MeetingRefusal | None:
    """Return why a meeting may not be kept as it was typed (§ meetings-plan)."""
    if plan.ends_at <= plan.starts_at:
        return MeetingRefusal.ENDS_BEFORE_IT_STARTS
    if plan.ends_at - plan.starts_at > LONGEST:
        return MeetingRefusal.TOO_LONG
    if plan.form is not Form.ONLINE and not plan.place and Unsaid.PLACE not in plan.unsaid:
        return MeetingRefusal.PLACE_MISSING
    if plan.form is not Form.IN_PERSON and not plan.link and Unsaid.PLACE not in plan.unsaid:
        return MeetingRefusal.LINK_MISSING
    if plan.closes_at is not None and plan.closes_at > plan.starts_at:
        return MeetingRefusal.CLOSES_AFTER_START
    return _refuse_groups(plan)


def _refuse_groups(plan: Plan) -> MeetingRefusal | None:
    names = [name for name, _seats in plan.groups]
    if names and plan.seats is None:
        return MeetingRefusal.GROUPS_WITHOUT_SEATS
    if len(names) > MOST_GROUPS:
        return MeetingRefusal.TOO_MANY_GROUPS
    if len(set(names)) < len(names):
        return MeetingRefusal.GROUP_TWICE
    if plan.seats is not None and sum(seats for _name, seats in plan.groups) > plan.seats:
        return MeetingRefusal.MORE_RESERVED_THAN_SEATS
    return None


def refuse_announcement(state: State) -> MeetingRefusal | None:
    """Return why a meeting may not be announced; one already held is a record (§ meetings-announce)."""
    if state is State.CANCELLED:
        return MeetingRefusal.IS_CANCELLED
    return MeetingRefusal.ALREADY_ANNOUNCED if state is State.ANNOUNCED else None


def refuse_change(at: Stage, *, seen: int, revision: int) -> MeetingRefusal | None:
    """Return why what is told of a meeting may not be changed (§ meetings-change)."""
    if at is Stage.CANCELLED:
        return MeetingRefusal.IS_CANCELLED
    if at is Stage.HELD:
        return MeetingRefusal.ALREADY_HELD
    return MeetingRefusal.CHANGED_MEANWHILE if seen != revision else None


def refuse_cancellation(at: Stage, *, reason: str) -> MeetingRefusal | None:
    """Return why a meeting may not be cancelled (§ meetings-cancel)."""
    if at is Stage.DRAFT:
        return MeetingRefusal.NOT_ANNOUNCED
    if at is Stage.CANCELLED:
        return MeetingRefusal.IS_CANCELLED
    if at is not Stage.COMING:
        return MeetingRefusal.ALREADY_STARTED
    return MeetingRefusal.REASON_MISSING if len(reason) < SHORTEST_REASON else None
