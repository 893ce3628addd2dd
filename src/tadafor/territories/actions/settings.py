"""A territory keeps its own settings."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction

from tadafor.audit import actions as audit
from tadafor.kernel.refusals import Refused
from tadafor.territories import queries, rules
from tadafor.territories.models import Territory
from tadafor.territories.rules import Moderation, Refusal


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What an administrator of a territory may change."""

    languages: tuple[str, ...]
    email: str
    phone: str
    address_ar: str
    address_fr: str
    data_authorisation: str
    moderation: Moderation
    session_months: tuple[int, ...]
    sms_allowed: bool
    sms_daily_budget: int


@transaction.atomic
def change_settings(*, territory_id: int, settings: Settings, actor: audit.Who, now: datetime) -> Territory:
    """Change what differs, and keep what it was before in the log."""
    if "ar" not in settings.languages:
        raise Refused(Refusal.LANGUAGE_ARABIC)
    territory = queries.locked(territory_id)
    wanted = {
        name: list(value) if isinstance(value, tuple) else value for name, value in asdict(settings).items()
    }
    before = {name: getattr(territory, name) for name in wanted}
    changed = [name for name, value in wanted.items() if value != before[name]]
    for name in changed:
        setattr(territory, name, wanted[name])
    if changed:
        territory.save(update_fields=changed)
        _record(
            territory,
            "change_settings",
            actor,
            now,
            {name: [before[name], wanted[name]] for name in changed},
        )
    return territory


@transaction.atomic
def tie_host(*, territory_id: int, host: str | None, actor: audit.Who, now: datetime) -> Territory:
    """Tie a host name, or untie it; for those who run the installation, since a host can be another's."""
    territory = queries.locked(territory_id)
    if host is not None:
        if refusal := rules.refuse_host(host):
            raise Refused(refusal)
        if Territory.objects.exclude(pk=territory_id).filter(host=host).exists():
            raise Refused(Refusal.HOST_TAKEN)
    before, territory.host = territory.host, host
    territory.save(update_fields=["host"])
    _record(territory, "tie_host", actor, now, {"host": [before, host]})
    return territory


@transaction.atomic
def change_logo(*, territory_id: int, image: bytes | None, actor: audit.Who, now: datetime) -> Territory:
    """Keep a logo (a PNG that ``forms`` drew again from what was sent), or remove it."""
    territory = queries.locked(territory_id)
    old, storage = territory.logo.name, territory.logo.storage
    if image is None:
        territory.logo = ""
    else:
        territory.logo.save(f"territories/{territory_id}/logo.png", ContentFile(image), save=False)
    territory.save(update_fields=["logo"])
    _record(territory, "change_logo", actor, now, {"removed": image is None})
    if old and old != territory.logo.name:
        # A file cannot be rolled back: it goes only when the change stands.
        transaction.on_commit(lambda: storage.delete(old))
    return territory


def _record(
    territory: Territory, verb: str, actor: audit.Who, now: datetime, content: dict[str, object]
) -> None:
    audit.record(
        actor=actor,
        territory_id=territory.pk,
        verb=f"territories.{verb}",
        subject=f"territory:{territory.pk}",
        now=now,
        content=content,
    )
