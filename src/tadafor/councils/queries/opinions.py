"""Opinions, their drafts, and the register."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from tadafor.consultations import queries as consultations
from tadafor.councils import rules
from tadafor.councils.models import Body, Draft, Member, Opinion, WorkingGroupSeat
from tadafor.councils.queries.answered import answered
from tadafor.councils.queries.bodies import members_on
from tadafor.people.actor import Actor
from tadafor.people.rules import RoleKind
from tadafor.petitions import queries as petitions
from tadafor.traces.queries import Trace, followers

ORGANISERS = (RoleKind.FOCAL_POINT, RoleKind.DIRECTOR)
MOST_OFFERED = 50
_WITH = ("trace", "body", "item", "item__session", "item__decision", "meeting")


def locked_opinion(opinion: Opinion) -> Opinion:
    """Return the opinion, held until the end of the transaction."""
    return Opinion.objects.select_for_update(of=("self",)).select_related(*_WITH).get(pk=opinion.pk)


def opinion_at(slug: str) -> Opinion | None:
    """Return an opinion of the open territory in any state."""
    return Opinion.objects.select_related(*_WITH).filter(slug=slug).first()


def public_opinion_at(slug: str) -> Opinion | None:
    """Return an adopted opinion."""
    return Opinion.objects.public().select_related(*_WITH).filter(slug=slug).first()


def opinion_of_trace(trace: Trace) -> Opinion | None:
    return Opinion.objects.filter(trace=trace).first()


def course_of(opinion: Opinion) -> rules.Course:
    """Return the acts of an opinion; it stands on an agenda from the day its point was added."""
    return rules.Course(
        has_draft=Draft.objects.filter(opinion=opinion).exists() if not opinion.text else True,
        adopted_on=opinion.adopted_on,
        sent_on=opinion.sent_on,
        placed_on=opinion.placed_on,
        answered_on=opinion.answered_on,
    )


def last_draft(opinion: Opinion) -> Draft | None:
    return Draft.objects.filter(opinion=opinion).order_by("-number").first()


def drafts_of(opinion: Opinion) -> "QuerySet[Draft]":
    return Draft.objects.filter(opinion=opinion).order_by("-number")


def may_write(opinion: Opinion, actor: Actor, today: date) -> bool:
    """Whether someone drafts: staff, the writers of the bureau, the working group (§ opinions-3)."""
    if actor.has_role(opinion.territory_id, *ORGANISERS):
        return True
    if actor.person_id is None:
        return False
    seats = members_on(opinion.body, today).filter(person_id=actor.person_id)
    charges = {rules.Charge(charge) for charge in seats.values_list("charge", flat=True)}
    in_group = WorkingGroupSeat.objects.filter(opinion=opinion, member__in=seats)
    return bool(charges & rules.WRITERS) or in_group.exists()


def of_body(body: Body, *, public: bool) -> "QuerySet[Opinion]":
    found = Opinion.objects.public() if public else Opinion.objects.all()
    return found.filter(body=body).select_related("item__session").order_by("-begun_on", "-pk")


def member_opinions(bodies: "list[int]") -> "QuerySet[Opinion]":
    """Return the opinions of some bodies in any state, the newest first."""
    return Opinion.objects.filter(body__in=bodies).select_related("body").order_by("-begun_on", "-pk")


def to_place() -> "QuerySet[Opinion]":
    """Return the opinions that were sent and wait for an agenda."""
    return Opinion.objects.filter(sent_on__isnull=False, item__isnull=True).select_related("trace", "body")


def all_opinions() -> "QuerySet[Opinion]":
    """Return every opinion of the open territory, with how many drafts it has."""
    found = Opinion.objects.select_related("body").annotate(drafts_count=Count("drafts"))
    return found.order_by("-begun_on", "-pk")


def listed_course(opinion: Opinion) -> rules.Course:
    """Return the acts of an opinion of ``all_opinions``, without asking again."""
    return rules.Course(
        has_draft=opinion.drafts_count > 0,  # type: ignore[attr-defined]
        adopted_on=opinion.adopted_on,
        sent_on=opinion.sent_on,
        placed_on=opinion.placed_on,
        answered_on=opinion.answered_on,
    )


def group_of(opinion: Opinion) -> list[Member]:
    """Return the members who work on an opinion."""
    seats = WorkingGroupSeat.objects.filter(opinion=opinion).select_related("member")
    return [seat.member for seat in seats.order_by("pk")]


def origins() -> list[tuple[str, str, rules.ItemKind]]:
    """Return what a point may answer: opinions sent, accepted petitions, concluded texts."""
    found = [
        *((one.trace, rules.ItemKind.OPINION) for one in to_place()),
        *((one.trace, rules.ItemKind.PETITION) for one in petitions.to_place(MOST_OFFERED)),
        *((one.trace, rules.ItemKind.CONSULTATION) for one in consultations.to_adopt()),
    ]
    told = answered(trace for trace, _kind in found)
    return [(trace.code, told[trace.pk].title, kind) for trace, kind in found]


def register(answer: str = "") -> "QuerySet[Opinion]":
    """Return the adopted opinions of the open territory, the newest first."""
    found = Opinion.objects.public().select_related("body", "item__session")
    return (found.filter(answer=answer) if answer else found).order_by("-adopted_on", "-pk")


@dataclass(frozen=True)
class RegisterFigures:
    """The register in numbers (§ opinions-8)."""

    adopted: int
    answered: int
    followed: int
    partly: int
    not_followed: int
    share: int | None


def register_figures() -> RegisterFigures:
    answers = list(Opinion.objects.public().values_list("answer", flat=True))
    given = [rules.Answer(answer) for answer in answers if answer]
    return RegisterFigures(
        adopted=len(answers),
        answered=len(given),
        followed=given.count(rules.Answer.FOLLOWED),
        partly=given.count(rules.Answer.PARTLY),
        not_followed=given.count(rules.Answer.NOT_FOLLOWED),
        share=rules.share_followed(given),
    )


def followers_of_opinion(opinion: Opinion, today: date) -> list[int]:
    """Return who hears of an opinion: those who follow it and the members who have an account."""
    members = members_on(opinion.body, today).filter(person__isnull=False)
    return sorted({*followers(opinion.trace), *(one.person_id or 0 for one in members)})
