"""The register as the staff and the representatives read it."""

from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.associations import rules
from tadafor.associations.models import Association, Checked, Mandate, Proof, Settling
from tadafor.associations.queries.changes import changes_waiting
from tadafor.associations.queries.mandates import Mine
from tadafor.associations.queries.register import ROOM, settling, state_of
from tadafor.kernel.awaiting import Task
from tadafor.kernel.clock import day_of, start_of
from tadafor.kernel.scopes import everywhere, within
from tadafor.people.actor import Actor

_WAITING = Q(ended_at__isnull=True, returned_at__isnull=True) & (
    Q(confirmed_at__isnull=True) | Q(needs_second=True, seconded_at__isnull=True)
)


def requests() -> QuerySet[Association, Association]:
    """Requests that wait for staff, the oldest first."""
    return Association.objects.filter(_WAITING).order_by("requested_at", "pk")


def renewals(territory_id: int, now: datetime) -> QuerySet[Association, Association]:
    """Entries whose confirmation ends soon, has ended, or whose renewal was asked for."""
    soon = day_of(now) + timedelta(days=settling(territory_id).warning_days)
    return (
        Association.objects.listed()
        .filter(Q(until__lt=soon) | Q(renewal_asked_at__isnull=False))
        .order_by("until", "sort_key", "pk")
    )


def to_warn(now: datetime) -> list[Association]:
    """Entries of the open scope whose end is near and whose people were not told of it yet."""
    today = day_of(now)
    days = dict(Settling.objects.values_list("territory_id", "warning_days"))
    longest = max([*days.values(), Settling().warning_days])
    soon = Association.objects.listed().filter(until__range=(today, today + timedelta(days=longest)))
    untold = soon.exclude(warned_for=F("until")).select_related("territory")
    default = Settling().warning_days
    return [
        one
        for one in untold.order_by("until", "pk")
        if one.until and one.until < today + timedelta(days=days.get(one.territory_id, default))
    ]


def everything() -> QuerySet[Association, Association]:
    """All entries, those that ended last."""
    return Association.objects.order_by("ended_at", "sort_key", "pk")


def association_here(association_id: int) -> Association | None:
    """An entry of the open territory."""
    found = Association.objects.select_related("neighbourhood", "requested_by", "confirmed_by", "ended_by")
    return found.filter(pk=association_id).first()


def proofs_of(association: Association) -> list[Proof]:
    """The private files, in the order they came."""
    return list(association.proofs.select_related("document").order_by("given_at", "pk"))


def checked_of(association: Association) -> list[Checked]:
    """What staff found, in the order of the list."""
    order = {check.value: place for place, check in enumerate(rules.Check)}
    found = association.checked.select_related("found_by")
    return sorted(found, key=lambda one: order[one.check_name])


def mine(person_id: int, *, now: datetime) -> list[Mine]:
    """The associations a person acts for or asked to register, wherever they are."""
    with everywhere():
        held = Mandate.objects.at(now).filter(person_id=person_id)
        mandates = {one.association_id: one for one in held.order_by("is_representative", "pk")}
        asked = Association.objects.filter(requested_by_id=person_id, ended_at__isnull=True)
        wanted = set(mandates) | set(asked.values_list("pk", flat=True))
        things = Association.objects.filter(pk__in=wanted).select_related("territory__place")
        found = list(things.order_by("sort_key", "pk"))
    rows = []
    for one in found:
        with within(one.territory_id):
            settled = settling(one.territory_id)
        rows.append(Mine(one, mandates.get(one.pk), state_of(one, today=day_of(now), settled=settled)))
    return rows


def awaiting(actor: Actor, territory_id: int, now: datetime) -> list[Task]:
    """What awaits a clerk or the focal point (``TADAFOR_AWAITING``)."""
    if not actor.has_role(territory_id, *rules.CONFIRM):
        return []
    waiting = list(requests().values_list("territory__slug", flat=True))
    due = list(renewals(territory_id, now).values_list("until", "territory__slug"))
    changes = list(changes_waiting().values_list("territory__slug", flat=True))
    slug = next(iter([*waiting, *changes, *(slug for _until, slug in due)]), None)
    if slug is None:
        return []
    address, today = reverse("associations:desk", args=[slug]), day_of(now)
    days = [day for day, _slug in due if day is not None]
    soonest = min((day for day in days if day >= today), default=None)
    return [
        Task(
            room=ROOM, title=_("طلبات تسجيل تنتظر الدراسة"), address=address, count=len(waiting), icon="users"
        ),
        Task(
            room=ROOM,
            title=_("تغييرات تنتظر الجواب"),
            address=f"{address}?show=changes",
            count=len(changes),
            icon="pen-line",
        ),
        Task(
            room=ROOM,
            title=_("تسجيلات حان تجديدها"),
            address=f"{address}?show=due",
            count=len(due),
            late=sum(day < today for day in days),
            due=start_of(soonest + timedelta(days=1)) if soonest else None,
            icon="rotate-ccw",
        ),
    ]
