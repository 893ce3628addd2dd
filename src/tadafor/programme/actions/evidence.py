"""The file that shows one criterion of a maturity grid: brought, replaced, shown, taken back."""

from datetime import datetime

from django.db import transaction

from tadafor.audit.actions import Who
from tadafor.documents.actions import CleanFile
from tadafor.kernel.refusals import Refused
from tadafor.programme import queries, rules
from tadafor.programme.actions.proofs import erase, store
from tadafor.programme.actions.recording import ask, record, where_of
from tadafor.programme.models import Commune, Evidence, Grid, Programme


@transaction.atomic
def bring_evidence(
    *,
    commune: Commune,
    year: int,
    criterion: rules.Criterion,
    file: CleanFile,
    is_public: bool,
    actor: Who,
    now: datetime,
) -> Evidence:
    """Bring the file that shows a criterion; it takes the place of the one before (§ programme-19)."""
    grid = _filled(commune, year, actor, now)
    before = grid.files.filter(criterion=criterion.value).first()
    if before and before.sha256 == file.sha256:  # the same file, sent twice
        one, one.is_public = before, is_public
        one.save(update_fields=["is_public"])
    else:
        if before:
            erase(before)
        one = Evidence(grid=grid, criterion=criterion.value, is_public=is_public)
        store(one, file, programme_id=commune.programme_id, actor=actor, now=now)
    record(
        actor,
        "bring_evidence",
        f"grid:{grid.pk}",
        now,
        criterion=criterion.value,
        mark=one.sha256,
        is_public=is_public,
        instead=before.sha256 if before else "",
    )
    return one


@transaction.atomic
def take_back_evidence(*, evidence: Evidence, actor: Who, now: datetime) -> None:
    """Take back a file that was brought by mistake, until the grid is sent (§ programme-19)."""
    grid = _filled(evidence.grid.commune, evidence.grid.year, actor, now)
    found = grid.files.filter(pk=evidence.pk).first()
    if found is None:
        return
    erase(found)
    facts = f"{found.criterion}: {found.title}"
    record(actor, "take_back_evidence", f"grid:{grid.pk}", now, mark=found.sha256, file=facts)


@transaction.atomic
def show_evidence(*, evidence: Evidence, is_public: bool, actor: Who, now: datetime) -> Evidence:
    """Say that everybody may read a file once the grid is confirmed, or that the team alone may."""
    commune = evidence.grid.commune
    _asked(commune, actor, rules.Act.ASSESS, now)
    found = Evidence.objects.filter(pk=evidence.pk).first()
    if found is None:
        raise Refused(rules.GridRefusal.CHANGED)
    found.is_public = is_public
    found.save(update_fields=["is_public"])
    record(actor, "show_evidence", f"evidence:{found.pk}", now, is_public=is_public)
    return found


@transaction.atomic
def note_evidence_read(*, evidence: Evidence, actor: Who, now: datetime) -> None:
    """Leave a row when somebody of the team opens a file that is not public and that another brought."""
    if not evidence.is_public and evidence.brought_by_id != actor.person_id:
        record(actor, "note_evidence_read", f"evidence:{evidence.pk}", now)


def _asked(commune: Commune, actor: Who, act: rules.Act, now: datetime) -> Programme:
    programme = queries.locked(commune.programme)
    ask(programme, actor, act, now, where_of(None, commune))
    return programme


def _filled(commune: Commune, year: int, actor: Who, now: datetime) -> Grid:
    """Hold the programme, then find the grid or begin it: files may come before words."""
    programme = _asked(commune, actor, rules.Act.ASSESS, now)
    grid = queries.grid_of(commune, year)
    standing = grid.standing if grid else rules.GridState.DRAFT
    if refusal := rules.refuse_filling(standing, year=year, years=programme.years):
        raise Refused(refusal)
    return grid or Grid.objects.create(commune=commune, year=year, revision=0)
