"""Named reads of petitions: one by its code, lists, who stands behind it, where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Case, Count, F, Q, QuerySet, When
from django.utils.translation import gettext

from tadafor.associations.queries import mandate_at
from tadafor.associations.rules import Mechanism
from tadafor.kernel.asked import asked_once
from tadafor.kernel.clock import day_of
from tadafor.kernel.search import matching, similar
from tadafor.people import queries as people
from tadafor.people.actor import Actor
from tadafor.people.rules import RoleKind
from tadafor.petitions import rules
from tadafor.petitions.models import (
    ConditionFinding,
    DeliberationCorrection,
    ListOpening,
    Petition,
    PetitionAnnex,
    PetitionAnswer,
    PetitionFollowUp,
    PetitionParty,
    Sheet,
    Signature,
)
from tadafor.petitions.models.petition import PetitionQuerySet
from tadafor.petitions.queries.law import asked_of, taken_up
from tadafor.petitions.queries.signatures import weighed
from tadafor.petitions.words import BOXES, WORDS
from tadafor.territories import queries as territories
from tadafor.territories import rules as time

if TYPE_CHECKING:
    from datetime import datetime

    from tadafor.territories.models import Territory

BUREAU = (RoleKind.PRESIDENT, RoleKind.DIRECTOR, RoleKind.FOCAL_POINT)
CLERKS = (*BUREAU, RoleKind.AGENT, RoleKind.CLERK)
READERS = (*CLERKS, RoleKind.ADMINISTRATOR)
_WITH = ("trace", "count", "answer", "counter")
_UNSEEN = ("search_text", "grams", "trace__text")
ACTS_FOR = frozenset({rules.Party.AGENT, rules.Party.DEPUTY})
COLLECTS = ACTS_FOR | {rules.Party.HELPER, rules.Party.INITIATOR}


def petition_at(code: str) -> Petition | None:
    """Return the public petition with this code, or None."""
    return _public_at.first(code=code.upper())


@asked_once
def _public_at(code: str) -> PetitionQuerySet:
    return _with().public().filter(code=code).order_by("pk")


def any_petition_at(code: str) -> Petition | None:
    """Return the petition with this code, drafts too: for those who stand behind it."""
    return _with().filter(code=code.upper()).first()


def petition_of_trace(trace_id: int) -> Petition | None:
    """Return the public petition whose trace this is: for the rooms that answer it."""
    return _with().public().filter(trace_id=trace_id).first()


def to_place(limit: int) -> list[Petition]:
    """Return the accepted petitions on which the council has not decided yet, the longest waiting first."""
    waiting = rules.WHEN[rules.Act.AGENDA]
    return list(_with().public().filter(state__in=waiting).order_by("answer__accepted_on", "pk")[:limit])


def _with() -> PetitionQuerySet:
    return Petition.objects.select_related(*_WITH).defer(*_UNSEEN)


def by_receipt(code: str) -> Petition | None:
    """Return the petition whose receipt bears this code."""
    return _with().filter(receipt_code=code.upper()).first()


def locked(petition: Petition) -> Petition:
    """Return the petition, held until the act is done, with its territory and its place."""
    return (
        Petition.objects.select_for_update(of=("self",))
        .select_related("territory__place", "trace")
        .get(pk=petition.pk)
    )


@dataclass(frozen=True)
class Standing:
    """A petition on a day: what is asked of it, how many stand behind it, where its clock is."""

    petition: Petition
    today: date
    asked: rules.Requirements
    at_opening: rules.Requirements | None
    tally: rules.Tally
    provinces: dict[str, int]

    @property
    def counted(self) -> int:
        return rules.legal_count(self.tally, self.asked)

    @property
    def apart(self) -> int:
        """How many support it in a way without recorded legal weight."""
        return self.tally.all - self.counted

    @property
    def is_enough(self) -> bool:
        return rules.enough(self.tally, self.asked, self.provinces)

    @property
    def state(self) -> rules.State:
        return rules.shown(self.petition.standing, enough=self.is_enough)

    @property
    def changes(self) -> list[rules.Change]:
        """What the law moved since collecting began."""
        return rules.changes(self.at_opening, self.asked) if self.at_opening else []

    @property
    def delay(self) -> rules.Delay | None:
        return delay_of(self.petition)

    @property
    def pace(self) -> rules.Pace | None:
        delay = self.delay
        return rules.pace(delay, today=self.today) if delay else None


def delay_of(petition: Petition) -> rules.Delay | None:
    """Return the legal clock of a deposited petition; one taken back has none any more."""
    if petition.deposited_at is None or petition.answer_due is None or petition.withdrawn_at is not None:
        return None
    answer = petition.answer
    answered = answer.accepted_on or answer.notified_on or answer.refused_on
    return rules.Delay(day_of(petition.deposited_at), petition.answer_due, answered)


def standing_of(petition: Petition, territory: "Territory", today: date) -> Standing:
    """Return how a petition stands: the law of the deposit when it was deposited, else of today."""
    if petition.asked_at_deposit:
        asked = taken_up(petition.asked_at_deposit)
    else:
        asked = asked_of(territory, petition.sort, on=today)
    at_opening = taken_up(petition.asked_at_opening) if petition.asked_at_opening else None
    count = petition.count
    return Standing(petition, today, asked, at_opening, count.tally, weighed(count.provinces, asked))


# ---- who stands behind it


def parties_of(petition: Petition) -> list[PetitionParty]:
    """Return those who stand behind a petition, the agent first."""
    order = list(rules.Party)
    found = PetitionParty.objects.filter(petition=petition, ended_at__isnull=True)
    return sorted(found, key=lambda one: (order.index(one.part), one.pk))


def parts_of(petition: Petition, person_id: int | None) -> frozenset[rules.Party]:
    """Return in what quality a person stands behind a petition."""
    if person_id is None:
        return frozenset()
    rows = PetitionParty.objects.filter(
        petition=petition, person_id=person_id, ended_at__isnull=True, accepted_at__isnull=False
    )
    return frozenset(rules.Party(role) for role in rows.values_list("role", flat=True))


def acts_for(petition: Petition, actor: Actor) -> bool:
    """Whether a person is the agent or the deputy; for an association, its mandate must hold too."""
    if not parts_of(petition, actor.person_id) & ACTS_FOR:
        return False
    if petition.association_id is None:
        return True
    return petition.association_id in dict(actor.associations_in(petition.territory_id, Mechanism.PETITION))


def holds_mandate(association_id: int, actor: Actor, *, now: "datetime") -> bool:
    """Whether the mandate to petition holds now; held until the end of the act that asks."""
    found = mandate_at(association_id, actor.person_id, mechanism=Mechanism.PETITION, now=now)
    return found.mandate is not None


def invitation(secret_hash: str) -> PetitionParty | None:
    return (
        PetitionParty.objects.filter(invitation_hash=secret_hash, ended_at__isnull=True)
        .select_related("petition__trace")
        .first()
    )


def petitions_of(person_id: int) -> QuerySet[Petition]:
    """Return the petitions a person stands behind here, the newest first."""
    return (
        _with()
        .filter(
            parties__person_id=person_id, parties__ended_at__isnull=True, parties__accepted_at__isnull=False
        )
        .order_by("-drafted_at")
        .distinct()
    )


def drafts_of(actor: Actor) -> int:
    return petitions_of(actor.signer).filter(state=rules.State.DRAFT).count()


# ---- lists

SHELVES: dict[str, tuple[rules.State, ...]] = {
    "collecting": (rules.State.COLLECTING,),
    "examined": (rules.State.DEPOSITED, rules.State.CHECKING),
    "council": (rules.State.ACCEPTED, rules.State.COMMITTEE, rules.State.AGENDA),
    "ended": (
        rules.State.DELIBERATED,
        rules.State.FOLLOWED,
        rules.State.REFUSED,
        rules.State.WITHDRAWN,
    ),
}


def listed(*, shelf: str = "", text: str = "") -> QuerySet[Petition]:
    """Return the public petitions of the territory, narrowed, the newest first."""
    found = _with().public()
    if shelf in SHELVES:
        found = found.filter(state__in=SHELVES[shelf])
    if text:
        return matching(found, text).order_by("-opened_at")
    return found.order_by("-opened_at")


def shelf_sizes() -> dict[str, int]:
    """Count the public petitions by shelf."""
    rows = Petition.objects.public().values_list("state").annotate(n=Count("pk")).order_by()
    by_state = dict(rows)
    return {shelf: sum(by_state.get(state.value, 0) for state in states) for shelf, states in SHELVES.items()}


def alike(text: str, *, limit: int = 3) -> list[Petition]:
    """Return public petitions that say nearly the same."""
    return list(similar(_with().public(), text, limit))


def desk_listed() -> QuerySet[Petition]:
    """Return what the desk follows: the soonest answer due first, then what collects."""
    waits = Q(state__in=[rules.State.DEPOSITED, rules.State.CHECKING])
    due = Case(When(waits, then=F("answer_due")))
    return _with().public().order_by(due.asc(nulls_last=True), "-opened_at")


# ---- around one


def follow_ups_of(petition: Petition) -> list[PetitionFollowUp]:
    return list(PetitionFollowUp.objects.filter(petition=petition))


def corrections_of(petition: Petition) -> list[DeliberationCorrection]:
    """Return what was corrected of its deliberation, the earliest first (§ petitions-38)."""
    return list(DeliberationCorrection.objects.filter(petition=petition))


def last_corrections(petitions: Iterable[Petition]) -> dict[int, DeliberationCorrection]:
    """Return the last correction of each petition whose deliberation was corrected, by its key."""
    found = DeliberationCorrection.objects.filter(petition__in=[one.pk for one in petitions])
    return {one.petition_id: one for one in found}


def findings_of(petition: Petition) -> dict[str, ConditionFinding]:
    rows = ConditionFinding.objects.filter(petition=petition)
    return {row.condition: row for row in rows}


def annexes_of(petition: Petition) -> list[PetitionAnnex]:
    return list(PetitionAnnex.objects.filter(petition=petition).select_related("document"))


def openings_of(petition: Petition) -> QuerySet[ListOpening]:
    return ListOpening.objects.filter(petition=petition).select_related("person")


def shown_names(petition: Petition) -> QuerySet[Signature]:
    """Return the signatures whose people wished their name to show."""
    return Signature.objects.filter(petition=petition, status=rules.Status.VALID, shows_name=True).order_by(
        "-signed_at", "-pk"
    )


def open_sheets(petition: Petition) -> int:
    return Sheet.objects.filter(petition=petition, state=rules.SheetState.ENTERING).count()


def sheets_to_enter(petition: Petition) -> int:
    """Count the sheets of a petition that are not closed yet."""
    unfinished = [rules.SheetState.PRINTED, rules.SheetState.ENTERING]
    return Sheet.objects.filter(petition=petition, state__in=unfinished).count()


def counter_form(person_id: int, token: str) -> Petition | None:
    """Return the petition that this form of this clerk made already (§ petitions-32)."""
    return _with().filter(counter__taken_by_id=person_id, counter__token=token).first()


def registry_taken(territory_id: int, number: str, *, by: Petition | None = None) -> bool:
    """Whether the registry of the territory gave this number to another petition."""
    found = PetitionAnswer.objects.filter(petition__territory_id=territory_id, registry_number=number)
    return found.exclude(petition=by).exists()


# ---- what is missing, in words


def missing_boxes(petition: Petition) -> list[str]:
    """Return the boxes of the model form that are not filled (§ petitions-7)."""
    agent = PetitionParty.objects.filter(
        petition=petition, role=rules.Party.AGENT, ended_at__isnull=True
    ).first()
    return rules.unfinished(
        rules.Draft(
            petition.title,
            petition.object,
            petition.reasons,
            petition.aims,
            agent.name if agent else "",
            agent.address if agent else "",
            has_agent_card=agent is not None and agent.card is not None,
        )
    )


def box_names(boxes: list[str]) -> str:
    return _joined([str(BOXES[box]) for box in boxes])


def annex_names(annexes: list[str]) -> str:
    return _joined([str(WORDS[rules.Annex][rules.Annex(one)]) for one in annexes])


def place_names(codes: list[str]) -> str:
    return _joined([place.title for code in codes if (place := territories.place_by_code(code))])


def _joined(parts: list[str]) -> str:
    return gettext("، ").join(parts)


# ---- the next ordinary session


def expected_session(petition: Petition, accepted_on: date) -> date | None:
    """Return the next ordinary session that leaves the working days it needs (§ petitions-14)."""
    needed = taken_up(petition.asked_at_deposit).cut_off_days if petition.asked_at_deposit else 0
    after = accepted_on
    for _ in range(3):
        session = territories.next_session(petition.territory_id, after)
        if session is None:
            return None
        off = territories.days_off(petition.territory_id, accepted_on, session.opens_on)
        if time.cut_off(session.opens_on, needed, off) >= accepted_on:
            return session.opens_on
        after = session.opens_on
    return None


def invitation_by(secret: str) -> PetitionParty | None:
    """Return the invitation that this secret opens, if nobody accepted it yet."""
    found = invitation(people.keyed_hash("petition", secret))
    return found if found is not None and found.accepted_at is None else None
