"""Named reads of signatures: hashes, counts under a lock, sheets, bursts."""

import hmac
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import CharField, Count, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat, TruncHour

from tadafor.audit.queries import derived_key
from tadafor.kernel.clock import CASABLANCA
from tadafor.people import queries as people
from tadafor.people.rules import Contact
from tadafor.people.rules.cards import Card
from tadafor.petitions import rules
from tadafor.petitions.models import Batch, Petition, Sheet, SheetLine, Signature, SignatureCount

HOUR = timedelta(hours=1)
MOST_BURSTS = 10
MOST_MARKS = 5
SHORT_MARK = 8
# The first of two numbers that name a lock; it keeps those of signing apart from everybody else's.
LOCK = 0x7E71


def procedure(petition: Petition) -> str:
    """Name the procedure under whose keys numbers are hashed and sealed."""
    return f"petition.{petition.code}"


def card_hash(petition: Petition, card: Card) -> str:
    return people.card_hash(procedure(petition), petition.territory_id, card.kind, card.number)


def contact_hash(petition: Petition, contact: Contact) -> str:
    """Return what is kept of a contact to find its signatures again in this petition only."""
    return _mark(f"{procedure(petition)}.contact", f"{contact.kind.value}:{contact.value}")


def mark(petition: Petition, what: str, value: str) -> str:
    """Return what is kept of a network or a device: a short mark, of this petition only."""
    return _mark(f"{procedure(petition)}.{what}", value)[:32] if value else ""


def _mark(purpose: str, value: str) -> str:
    return hmac.digest(derived_key(f"petitions.{purpose}"), value.encode(), "sha256").hex()


@dataclass(frozen=True)
class Rows:
    """The signatures that stand, counted as rows; provinces by way, as ``paper:02.151``."""

    tally: rules.Tally
    provinces: dict[str, int]


def weighed(provinces: dict[str, int], asked: rules.Requirements) -> dict[str, int]:
    """Return what each province brings, in the ways that have a recorded legal weight (§ petitions-3)."""
    weights = {rules.Way.ONLINE.value: asked.online_counts, rules.Way.PAPER.value: asked.paper_counts}
    found: dict[str, int] = {}
    for key, count in provinces.items():
        way, _, province = key.partition(":")
        if weights.get(way):
            found[province] = found.get(province, 0) + count
    return found


def forgotten_hash() -> Concat:
    """Return what stands in place of a hash once it is erased: of each row, of nobody."""
    return Concat(Value("erased:"), Cast("pk", CharField()))


def rows_of(petition: Petition, *, counted: bool = False) -> Rows:
    """Count the valid rows themselves, by way and by province; or those that the count holds."""
    of_petition = Signature.objects.filter(petition=petition)
    valid = of_petition.filter(counted=True) if counted else of_petition.filter(status=rules.Status.VALID)
    ways: dict[str, int] = {}
    provinces: dict[str, int] = {}
    confirmed = 0
    told = valid.values_list("way", "province", "strength").annotate(n=Count("pk")).order_by()
    for way, province, strength, count in told:
        ways[way] = ways.get(way, 0) + count
        if way == rules.Way.ONLINE and strength == rules.Strength.CONFIRMED:
            confirmed += count
        if province:
            at = f"{way}:{province}"
            provinces[at] = provinces.get(at, 0) + count
    online, paper = (ways.get(way.value, 0) for way in (rules.Way.ONLINE, rules.Way.PAPER))
    return Rows(rules.Tally(online, paper, confirmed), provinces)


def list_of(petition: Petition) -> QuerySet[Signature]:
    """Return the signatures of the official list, in the order in which they came."""
    return Signature.objects.filter(petition=petition, status=rules.Status.VALID).order_by("signed_at", "pk")


def names_of(petition: Petition) -> QuerySet[Signature]:
    """Return who signed online: for the agent, who prints them to be signed by hand."""
    online = {"way": rules.Way.ONLINE, "status": rules.Status.VALID}
    return Signature.objects.filter(petition=petition, **online).order_by("name", "pk")


# ---- sheets


def sheets_of(petition: Petition) -> QuerySet[Sheet]:
    valid = Q(lines__state=rules.LineState.VALID)
    sheets = Sheet.objects.filter(petition=petition).annotate(
        valid=Count("lines", filter=valid), others=Count("lines", filter=~valid & Q(lines__isnull=False))
    )
    return sheets.order_by("number")  # counting forgets the order of the table


def sheet_at(petition: Petition, number: int) -> Sheet | None:
    return Sheet.objects.filter(petition=petition, number=number).select_related("scan").first()


def lines_of(sheet: Sheet) -> list[SheetLine]:
    return list(SheetLine.objects.filter(sheet=sheet).select_related("signature").prefetch_related("looks"))


def line_at(sheet: Sheet, position: int) -> SheetLine | None:
    return SheetLine.objects.filter(sheet=sheet, position=position).select_related("signature").first()


def balance_of(sheet: Sheet) -> rules.Balance:
    """Return the sheet as it adds up; without a declared number, what was entered is declared."""
    states = list(SheetLine.objects.filter(sheet=sheet).values_list("state", flat=True))
    valid = sum(state == rules.LineState.VALID for state in states)
    declared = len(states) if sheet.declared is None else sheet.declared
    return rules.Balance(declared, valid, len(states) - valid)


def lines_to_settle(petition: Petition) -> list[SheetLine]:
    """Return the lines that a third person must decide: two who differ, or a contest not settled."""
    found = (
        SheetLine.objects.filter(sheet__petition=petition, settled_at__isnull=True)
        .select_related("sheet", "signature")
        .prefetch_related("looks")
        .order_by("sheet__number", "position")
    )
    return [line for line in found if awaits_a_third(line)]


def awaits_a_third(line: SheetLine) -> bool:
    if line.settled_at is not None:
        return False
    looks = [look.fact for look in line.looks.all()]
    return line.contested_at is not None or rules.verdict(looks) is rules.Verdict.SPLIT


def refuse_settling(line: SheetLine, clerk: int) -> rules.SheetRefusal | None:
    """Return why this person may not decide this line (§ petitions-23, § petitions-24)."""
    looks = [look.fact for look in line.looks.all()]
    return rules.refuse_settling(
        looks, clerk=clerk, awaits=awaits_a_third(line), settled_before=line.settled_by_id
    )


def is_looked_at(line: SheetLine) -> bool:
    """Whether two looked at a line, or a third person settled it: nobody else looks."""
    looks = [look.fact for look in line.looks.all()]
    return line.settled_at is not None or rules.verdict(looks) is not rules.Verdict.WAITING


def unchecked_lines(petition: Petition) -> int:
    """Count the valid lines that have not been seen by two."""
    two = 2
    return (
        SheetLine.objects.filter(
            sheet__petition=petition, state=rules.LineState.VALID, settled_at__isnull=True
        )
        .annotate(n=Count("looks"))
        .filter(n__lt=two)
        .count()
    )


# ---- bursts


@dataclass(frozen=True)
class Burst:
    """So many signatures in an hour, or with one mark; ``out`` of them were invalidated since."""

    count: int
    out: int = 0
    at: datetime | None = None
    mark: str = ""
    stands_out: bool = False

    @property
    def short_mark(self) -> str:
        """As much of the mark as tells one from another on a page."""
        return self.mark[:SHORT_MARK]

    @property
    def span(self) -> dict[str, str]:
        """The hour as the form of a batch takes it."""
        if self.at is None:
            return {}
        at = self.at.astimezone(CASABLANCA)
        return {"since": f"{at:%Y-%m-%dT%H:%M}", "until": f"{at + HOUR:%Y-%m-%dT%H:%M}"}


_OUT = Count("pk", filter=Q(status=rules.Status.INVALIDATED))


def bursts_by_hour(petition: Petition) -> list[Burst]:
    """Return the busiest hours first, and which of them stand out."""
    rows = list(
        Signature.objects.filter(petition=petition, way=rules.Way.ONLINE)
        .exclude(status=rules.Status.WITHDRAWN)
        .annotate(hour=TruncHour("signed_at"))
        .values_list("hour")
        .annotate(n=Count("pk"), out=_OUT)
        .order_by("-n", "-hour")[:MOST_BURSTS]
    )
    counts = [count for _, count, _ in rows]
    return [
        Burst(count, out, hour, stands_out=rules.is_burst(count, counts[:at] + counts[at + 1 :]))
        for at, (hour, count, out) in enumerate(rows)
    ]


def bursts_by(petition: Petition, what: str, limit: int) -> list[Burst]:
    """Return the networks or devices from which most came; ``limit`` is what one hour may bring."""
    rows = (
        Signature.objects.filter(petition=petition, way=rules.Way.ONLINE)
        .exclude(**{what: ""})
        .values_list(what)
        .annotate(n=Count("pk"), out=_OUT)
        .order_by("-n", what)[:MOST_MARKS]
    )
    return [Burst(count, out, mark=found, stands_out=count >= limit) for found, count, out in rows]


def chosen(
    petition: Petition,
    *,
    since: datetime | None,
    until: datetime | None,
    network: str,
    device: str,
    statuses: Collection[rules.Status] = (rules.Status.VALID, rules.Status.SUSPECT),
) -> QuerySet[Signature]:
    """Return the online signatures that a batch would take out, of these statuses."""
    found = Signature.objects.filter(petition=petition, way=rules.Way.ONLINE, status__in=statuses)
    if since is not None:
        found = found.filter(signed_at__gte=since)
    if until is not None:
        found = found.filter(signed_at__lt=until)
    if network:
        found = found.filter(network=network)
    return found.filter(device=device) if device else found


def suspects_of(petition: Petition) -> dict[str, int]:
    rows = Signature.objects.filter(petition=petition, status=rules.Status.SUSPECT)
    return dict(rows.values_list("silence").annotate(n=Count("pk")).order_by())


def batches_of(petition: Petition) -> QuerySet[Batch]:
    return Batch.objects.filter(petition=petition).select_related("made_by", "undone_by")


def batch_at(petition: Petition, key: int) -> Batch | None:
    return Batch.objects.filter(petition=petition, pk=key).first()


def figures_of(petition: Petition) -> dict[str, dict[str, int]]:
    """Count what stands and what does not, for the public figures; never a name."""
    rows = Signature.objects.filter(petition=petition).values_list("way", "status").annotate(n=Count("pk"))
    found: dict[str, dict[str, int]] = {}
    for way, status, count in rows.order_by():
        found.setdefault(way, {})[status] = count
    return found


def days_of(petition: Petition) -> list[tuple[str, int]]:
    """Count the valid signatures by day."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT (signed_at AT TIME ZONE 'Africa/Casablanca')::date AS day, count(*)
               FROM petitions_signature WHERE petition_id = %s AND status = 'valid'
               GROUP BY day ORDER BY day""",
            [petition.pk],
        )
        return [(day.isoformat(), count) for day, count in cursor.fetchall()]


# ---- what the jobs do


def to_count() -> list[int]:
    """Return the petitions whose count lags, read from a list of what is not counted yet."""
    late = Q(status=rules.Status.VALID.value, counted=False) | (
        ~Q(status=rules.Status.VALID.value) & Q(counted=True)
    )
    return sorted(set(Signature.objects.filter(late).values_list("petition_id", flat=True).distinct()))


def to_recount() -> QuerySet[Petition]:
    return Petition.objects.filter(opened_at__isnull=False, erased_at__isnull=True)


def to_forget() -> QuerySet[Petition]:
    return Petition.objects.filter(ended_on__isnull=False, erased_at__isnull=True)


def to_warn() -> QuerySet[Petition]:
    return Petition.objects.waiting_for_an_answer()


def refused_lines(petition: Petition) -> list[SheetLine]:
    """Return the lines that the bureau refused, for the agent to contest."""
    return list(
        SheetLine.objects.filter(sheet__petition=petition, state=rules.LineState.REFUSED)
        .select_related("sheet", "signature")
        .order_by("sheet__number", "position")
    )


@dataclass(frozen=True)
class Agreement:
    """Three ways to say how many stand: rows, different cards, the kept count."""

    rows: int
    hashes: int
    count: int


def agreement(petition_id: int) -> Agreement:
    """Say whether the count, the rows and the hashes agree (§ petitions-21)."""
    valid = Signature.objects.filter(petition_id=petition_id, status=rules.Status.VALID)
    kept = SignatureCount.objects.get(petition_id=petition_id)
    return Agreement(valid.count(), valid.values("card_hash").distinct().count(), kept.tally.all)
