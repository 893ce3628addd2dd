"""Paper: sheets printed with a number, lines entered one by one, sheets that add up."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from tadafor.documents import actions as documents
from tadafor.documents.actions import CleanFile
from tadafor.documents.rules import Visibility
from tadafor.kernel.identifiers import code
from tadafor.kernel.text import clean_line
from tadafor.people import actions as people
from tadafor.people.actor import Actor
from tadafor.people.rules.cards import Card
from tadafor.petitions import queries, rules
from tadafor.petitions.actions.recording import ask, for_the_bureau, record
from tadafor.petitions.actions.signing import bring_back, displace
from tadafor.petitions.models import Petition, Sheet, SheetLine, Signature
from tadafor.petitions.rules import Act, LineState, SheetRefusal, SheetState, Status, Way

CODE_LENGTH = 8


@dataclass(frozen=True)
class Line:
    """A line as it stands on the paper."""

    position: int
    state: LineState
    name: str = ""
    card: Card | None = None
    tie: rules.Tie = rules.Tie.RESIDENCE
    province: str = ""
    address: str = ""


def _for_who_enters(petition: Petition, actor: Actor) -> Petition:
    """Hold a petition for who enters its sheets: whoever collects it, and never the commune (§ petitions-22).

    One that came on paper is entered by the bureau, after the deposit (§ petitions-33).
    """
    if petition.by_counter is not None:
        return for_the_bureau(petition, actor, Act.CHECK_SHEETS, clerks=True)
    held = queries.locked(petition)
    helps = queries.parts_of(held, actor.person_id) & queries.COLLECTS
    ask(None if helps else SheetRefusal.NOT_HELPER)
    ask(rules.refuse_act(Act.SIGN, held.standing))
    return held


def _held(petition: Petition, number: int) -> Sheet:
    found = Sheet.objects.select_for_update().filter(petition=petition, number=number).first()
    if found is None:
        ask(SheetRefusal.UNKNOWN_SHEET)
        raise LookupError(number)
    return found


@transaction.atomic
def print_sheets(*, petition: Petition, count: int, actor: Actor, now: datetime) -> list[Sheet]:
    """Number new sheets, ready to print. Raises Refused."""
    petition = _for_who_enters(petition, actor)
    ask(None if 1 <= count <= rules.MOST_SHEETS_AT_ONCE else SheetRefusal.TOO_MANY)
    last = Sheet.objects.filter(petition=petition).aggregate(last=Max("number"))["last"] or 0
    sheets = Sheet.objects.bulk_create(
        Sheet(
            petition=petition,
            number=last + place,
            code=code(CODE_LENGTH),
            state=SheetState.PRINTED,
            printed_at=now,
        )
        for place in range(1, count + 1)
    )
    record(petition, actor, "print_sheets", now, first=last + 1, count=count)
    return sheets


@transaction.atomic
def enter_line(*, petition: Petition, number: int, line: Line, actor: Actor, now: datetime) -> SheetLine:
    """Enter one line; paper takes the place of a weaker signature under the same card (§ petitions-18).

    Raises Refused.
    """
    petition = _for_who_enters(petition, actor)
    sheet = _held(petition, number)
    taken = SheetLine.objects.filter(sheet=sheet, position=line.position).exists()
    ask(rules.refuse_line(sheet.standing, position=line.position, taken=taken))
    state, signature = line.state, None
    if state is LineState.VALID:
        signature = _signed(petition, line, now)
        state = LineState.VALID if signature else LineState.DUPLICATE
    if sheet.standing is SheetState.PRINTED:
        sheet.state, sheet.entered_by_id = SheetState.ENTERING, actor.signer
        sheet.save(update_fields=["state", "entered_by"])
    row = SheetLine.objects.create(sheet=sheet, position=line.position, state=state, signature=signature)
    record(petition, actor, "enter_line", now, sheet=number, line=line.position, state=state.value)
    return row


def _signed(petition: Petition, line: Line, now: datetime) -> Signature | None:
    name = clean_line(line.name)
    ask(SheetRefusal.NAME_MISSING if not name else None)
    if line.card is None:
        ask(SheetRefusal.CARD_WRONG)
        raise LookupError("card")
    place = queries.place_of(petition.territory)
    ask(SheetRefusal.PROVINCE_NEEDED if place.provinces and line.province not in place.provinces else None)
    card_hash = queries.card_hash(petition, line.card)
    if not displace(petition=petition, card_hash=card_hash, now=now):
        return None
    box = people.card_box(queries.procedure(petition), territory_id=petition.territory_id, now=now)
    row = Signature(
        petition=petition,
        way=Way.PAPER,
        strength=rules.Strength.PAPER,
        status=Status.VALID,
        card_hash=card_hash,
        card_kind=line.card.kind.value,
        card=box.seal(line.card),
        name=name[: rules.LONGEST_NAME],
        tie=line.tie.value,
        province=line.province,
        address=queries.sealed_address(petition, box.key, clean_line(line.address)[: rules.LONGEST_ADDRESS]),
        signed_at=petition.deposited_at or now,
    )
    # Somebody may sign online with this card at this very moment: one of the two stands, never both.
    Signature.objects.bulk_create([row], ignore_conflicts=True)
    return Signature.objects.filter(
        petition=petition, card_hash=card_hash, way=Way.PAPER, status=Status.VALID, line__isnull=True
    ).first()


@transaction.atomic
def remove_line(*, petition: Petition, number: int, position: int, actor: Actor, now: datetime) -> None:
    """Take out a line entered by mistake, while its sheet is being entered."""
    petition = _for_who_enters(petition, actor)
    sheet = _held(petition, number)
    ask(SheetRefusal.NOT_NOW if sheet.standing is not SheetState.ENTERING else None)
    line = SheetLine.objects.filter(sheet=sheet, position=position).first()
    if line is not None:
        signature = line.signature
        line.delete()
        if signature is not None:
            _put_back(petition, signature, now)
    record(petition, actor, "remove_line", now, sheet=number, line=position)


def _put_back(petition: Petition, signature: Signature, now: datetime) -> None:
    """The paper signature goes; the online one whose place it took stands again."""
    Signature.objects.filter(pk=signature.pk).update(
        status=Status.WITHDRAWN, changed_at=now, name="", card=None, address=None
    )
    bring_back(petition=petition, card_hash=signature.card_hash, now=now)


@transaction.atomic
def close_sheet(*, petition: Petition, number: int, declared: int, actor: Actor, now: datetime) -> Sheet:
    """Close a sheet that adds up (§ petitions-22). Raises Refused; UNBALANCED says the three numbers."""
    petition = _for_who_enters(petition, actor)
    sheet = _held(petition, number)
    bears_nothing = petition.by_counter is not None and sheet.standing is SheetState.PRINTED and not declared
    if bears_nothing:
        return _void(petition, sheet, actor, now)
    ask(SheetRefusal.NOT_NOW if sheet.standing is not SheetState.ENTERING else None)
    sheet.declared = declared
    balance = queries.balance_of(sheet)
    ask(
        rules.refuse_closing(balance),
        declared=balance.declared,
        valid=balance.valid,
        refused=balance.refused,
    )
    sheet.state, sheet.entered_at, sheet.entered_by_id = SheetState.ENTERED, now, actor.signer
    sheet.save(update_fields=["state", "declared", "entered_at", "entered_by"])
    record(petition, actor, "close_sheet", now, sheet=number, declared=declared)
    return sheet


def _void(petition: Petition, sheet: Sheet, actor: Actor, now: datetime) -> Sheet:
    """A sheet that was declared at the counter and bears nothing is set aside."""
    sheet.state, sheet.declared, sheet.entered_at, sheet.entered_by_id = SheetState.VOID, 0, now, actor.signer
    sheet.save(update_fields=["state", "declared", "entered_at", "entered_by"])
    record(petition, actor, "close_sheet", now, sheet=sheet.number, declared=0)
    return sheet


@transaction.atomic
def attach_scan(*, petition: Petition, number: int, file: CleanFile, actor: Actor, now: datetime) -> Sheet:
    """Join the scan of a sheet; it stays private."""
    petition = _for_who_enters(petition, actor)
    sheet = _held(petition, number)
    sheet.scan = documents.attach(
        territory_id=petition.territory_id,
        actor=actor,
        file=file,
        now=now,
        title=f"{petition.code} {number}",
        visibility=Visibility.PRIVATE,
    )
    sheet.save(update_fields=["scan"])
    record(petition, actor, "attach_scan", now, sheet=number)
    return sheet
