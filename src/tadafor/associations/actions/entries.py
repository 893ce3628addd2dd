"""What an entry of the register says, however it came: asked for, entered at the desk, imported."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from tadafor.associations import queries
from tadafor.associations.models import Association, BoardSeat, Proof
from tadafor.associations.rules import (
    CONFIRM,
    Capacity,
    Kind,
    MandateRefusal,
    Paper,
    Presence,
    Receipt,
    Refusal,
    Theme,
    refuse_facts,
)
from tadafor.audit import actions as audit
from tadafor.documents import actions as documents
from tadafor.documents.rules import Visibility
from tadafor.kernel.clock import day_of
from tadafor.kernel.identifiers import code
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within
from tadafor.kernel.search import grams
from tadafor.kernel.text import clean, clean_line, search_text, sort_key
from tadafor.people.actor import Actor

CODE_LENGTH = 10
Papers = Mapping[Paper, documents.CleanFile]


@dataclass(frozen=True)
class Seat:
    """How many sit on the board in one capacity."""

    capacity: Capacity
    members: int = 1
    women: int | None = None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is said of an actor."""

    name: str
    name_fr: str = ""
    kind: Kind = Kind.ASSOCIATION
    founded_on: date | None = None
    receipt: Receipt = Receipt.FINAL
    receipt_number: str = ""
    receipt_on: date | None = None
    presence: Presence = Presence.SEAT
    address: str = ""
    seat_elsewhere: str = ""
    neighbourhood_id: int | None = None
    themes: tuple[Theme, ...] = ()
    activity: str = ""
    public_contact: str = ""
    in_consultative_body: bool = False
    assembly_on: date | None = None
    board_until: date | None = None
    seats: Sequence[Seat] = field(default=())

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "Facts":
        """Return facts kept as ``queries.plain_of`` tells them."""
        typed = dict(told)
        for name in queries.DAYS:
            typed[name] = date.fromisoformat(told[name]) if told[name] else None
        typed |= {
            "kind": Kind(told["kind"]),
            "receipt": Receipt(told["receipt"]),
            "presence": Presence(told["presence"]),
            "themes": tuple(Theme(one) for one in told["themes"]),
            "seats": [Seat(Capacity(name), members, women) for name, members, women in told["seats"]],
        }
        return cls(**typed)

    def plain(self) -> dict[str, Any]:
        """Return these facts cleaned, as ``queries.plain_of`` tells an entry."""
        columns: dict[str, Any] = self.cleaned()
        for name in ("sort_key", "search_text", "grams"):
            del columns[name]
        for name in queries.DAYS:
            columns[name] = columns[name].isoformat() if columns[name] else None
        columns |= {name: columns[name].value for name in ("kind", "receipt", "presence")}
        seats = sorted(self.seats, key=lambda seat: list(Capacity).index(seat.capacity))
        columns["seats"] = [[one.capacity.value, one.members, one.women] for one in seats if one.members]
        return columns

    def cleaned(self) -> dict[str, object]:
        """Return the columns these facts fill."""
        columns = asdict(self)
        del columns["seats"]
        for name in ("name", "name_fr", "receipt_number", "address", "seat_elsewhere", "public_contact"):
            columns[name] = clean_line(str(columns[name]))
        columns["activity"] = clean(self.activity)
        if self.receipt is Receipt.NONE:
            columns["receipt_number"], columns["receipt_on"] = "", None
        columns["themes"] = [theme.value for theme in Theme if theme in self.themes]
        said = " ".join(str(columns[name]) for name in ("name", "name_fr", "activity"))
        columns["sort_key"] = sort_key(str(columns["name"]))[:220]
        columns["search_text"], columns["grams"] = search_text(said), grams(said)
        return columns


def check(facts: Facts, *, today: date) -> None:
    """Refuse what cannot be true."""
    refusal = refuse_facts(
        kind=facts.kind,
        receipt=facts.receipt,
        receipt_number=facts.receipt_number,
        days=(facts.founded_on, facts.receipt_on, facts.assembly_on),
        assembly_on=facts.assembly_on,
        board_until=facts.board_until,
        presence=facts.presence,
        today=today,
    )
    if refusal is not None:
        raise Refused(refusal)


def written(association: Association, facts: Facts) -> Association:
    """Write ``facts`` on an entry; a receipt that another holds is refused by its name."""
    for name, value in facts.cleaned().items():
        setattr(association, name, value)
    try:
        with transaction.atomic():
            association.save()
    except IntegrityError as clash:
        if "associations_receipt_once" not in str(clash):
            raise
        raise Refused(Refusal.RECEIPT_TAKEN, name=_holder(association)) from clash
    association.seats.all().delete()
    BoardSeat.objects.bulk_create(_seats(association, facts))
    return association


def _seats(association: Association, facts: Facts) -> list[BoardSeat]:
    return [
        BoardSeat(
            association=association, capacity=seat.capacity.value, members=seat.members, women=seat.women
        )
        for seat in facts.seats
        if seat.members
    ]


def written_together(entries: Sequence[tuple[Association, Facts]]) -> None:
    """Write many new entries; a receipt that was taken meanwhile stops them all."""
    for association, facts in entries:
        for name, value in facts.cleaned().items():
            setattr(association, name, value)
    try:
        with transaction.atomic():
            Association.objects.bulk_create([one for one, _facts in entries], batch_size=500)
    except IntegrityError as clash:
        raise Refused(Refusal.CHANGED_MEANWHILE) from clash
    seats = [seat for association, facts in entries for seat in _seats(association, facts)]
    BoardSeat.objects.bulk_create(seats, batch_size=1_000)


def _holder(association: Association) -> str:
    held = Association.objects.filter(receipt_number=association.receipt_number, ended_at__isnull=True)
    return held.exclude(pk=association.pk).values_list("name", flat=True).first() or ""


def new(territory_id: int) -> Association:
    """Return an entry that is not written yet."""
    return Association(territory_id=territory_id, code=code(CODE_LENGTH))


def keep(association: Association, papers: Papers, *, actor: Actor, now: datetime) -> None:
    """Keep the files that prove it, for its sender and for staff only."""
    for paper, file in papers.items():
        document = documents.attach(
            territory_id=association.territory_id,
            actor=actor,
            file=file,
            title=file.name,
            visibility=Visibility.PRIVATE,
            now=now,
        )
        Proof.objects.create(association=association, paper=paper.value, document=document, given_at=now)


def locked(association_id: int) -> Association:
    """Hold an entry until the end of the transaction."""
    return Association.objects.select_for_update(of=("self",)).get(pk=association_id)


def record(
    verb: str,
    association: Association,
    *,
    actor: audit.Who,
    now: datetime,
    reason: str = "",
    **content: object,
) -> None:
    """Leave the row of a verb."""
    audit.record(
        actor=actor,
        territory_id=association.territory_id,
        verb=f"associations.{verb}",
        subject=f"association:{association.pk}",
        now=now,
        reason=reason,
        content=content,
    )


@transaction.atomic
def register_association(
    *,
    actor: Actor,
    territory_id: int,
    name: str,
    receipt_number: str,
    now: datetime,
    facts: Facts | None = None,
    until: date | None = None,
) -> Association:
    """Register at the desk an actor whose papers were seen (§ associations-receipt).

    ``until``: the last day of the confirmation; none, as long as nobody ends it.
    """
    if not actor.has_role(territory_id, *CONFIRM):
        raise Refused(Refusal.NOT_ALLOWED)
    facts = facts or Facts(name=name, receipt_number=receipt_number)
    check(facts, today=day_of(now))
    with within(territory_id):
        association = new(territory_id)
        association.confirmed_by_id, association.confirmed_at, association.until = actor.person_id, now, until
        written(association, facts)
    record(
        "register_association",
        association,
        actor=actor,
        now=now,
        name=association.name,
        receipt_number=association.receipt_number,
    )
    return association


@transaction.atomic
def describe(
    *, association: Association, actor: Actor, activity: str, address: str, public_contact: str, now: datetime
) -> Association:
    """Let the representative say again what needs no confirmation (§ associations-describe)."""
    association = locked(association.pk)
    if not queries.is_representative(association, actor.person_id, now=now):
        raise Refused(MandateRefusal.NO_MANDATE)
    association.activity = clean(activity)
    association.address, association.public_contact = clean_line(address), clean_line(public_contact)
    said = f"{association.name} {association.name_fr} {association.activity}"
    association.search_text, association.grams = search_text(said), grams(said)
    association.save(update_fields=["activity", "address", "public_contact", "search_text", "grams"])
    record("describe", association, actor=actor, now=now, activity=association.activity)
    return association
