"""Observers of the count: admitted by the committee to the full files, at an address of their own."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from tadafor.budgets import queries
from tadafor.budgets.actions.recording import record
from tadafor.budgets.models import Edition, Observer
from tadafor.budgets.queries.observing import mark_of
from tadafor.budgets.rules import publishing
from tadafor.kernel.identifiers import token
from tadafor.kernel.refusals import Refused
from tadafor.kernel.text import clean_line
from tadafor.people.actor import VISITOR, Actor


@transaction.atomic
def admit_observer(*, edition: Edition, name: str, actor: Actor, now: datetime) -> str:
    """Admit an observer; return the secret part of their address, which is told once (§ count-observers)."""
    edition = queries.locked(edition)
    name = clean_line(name)
    roles = actor.roles_in(edition.territory_id)
    if refusal := publishing.refuse_observer(name=name, roles=roles):
        raise Refused(refusal)
    secret = token()
    made = Observer.objects.create(
        edition=edition, name=name, mark=mark_of(secret), admitted_by_id=actor.signer, admitted_at=now
    )
    record(edition, actor, "admit_observer", now, subject=f"observer:{made.pk}", name=name)
    return secret


@transaction.atomic
def dismiss_observer(*, observer: Observer, actor: Actor, now: datetime) -> Observer:
    """Close the address of an observer (§ count-observers)."""
    observer = Observer.objects.select_for_update(of=("self",)).select_related("edition").get(pk=observer.pk)
    roles = actor.roles_in(observer.edition.territory_id)
    if refusal := publishing.refuse_dismissal(dismissed=observer.dismissed_at is not None, roles=roles):
        raise Refused(refusal)
    observer.dismissed_at = now
    observer.save(update_fields=["dismissed_at"])
    record(observer.edition, actor, "dismiss_observer", now, subject=f"observer:{observer.pk}")
    return observer


@transaction.atomic
def take_full_file(*, observer: Observer, position: int, now: datetime) -> None:
    """Note that an observer took the full file of an envelope (§ count-observers)."""
    Observer.objects.filter(pk=observer.pk).update(taken=F("taken") + 1)
    record(
        observer.edition, VISITOR, "take_full_file", now, subject=f"observer:{observer.pk}", position=position
    )
