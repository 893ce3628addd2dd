"""The files that prove what was entered: brought, said public or private, taken back."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction

from tadafor.audit.actions import Who
from tadafor.documents.actions import CleanFile
from tadafor.kernel.identifiers import code
from tadafor.kernel.refusals import Refused
from tadafor.programme import queries, rules
from tadafor.programme.actions.recording import ask, record, where_of
from tadafor.programme.models import Activity, Evidence, Proof

ROOT = "programme"
CODE_LENGTH = 16  # 80 bits: nobody guesses the address of a private file


def _held(activity: Activity, actor: Who, now: datetime) -> Activity:
    one = queries.locked_activity(activity)
    ask(one.programme, actor, rules.Act.ENTER, now, where_of(one.region, one.commune))
    return one


@transaction.atomic
def bring_proofs(
    *, activity: Activity, files: Sequence[CleanFile], is_public: bool, actor: Who, now: datetime
) -> list[Proof]:
    """Bring the files that prove what was done; who was about to approve reads again (§ programme-17)."""
    one = _held(activity, actor, now)
    marks = keep_files(one, files, is_public=is_public, actor=actor, now=now)
    _read_again(one)
    record(actor, "bring_proofs", f"activity:{one.pk}", now, marks=marks, is_public=is_public)
    return queries.proofs(one)


def keep_files(
    one: Activity, files: Sequence[CleanFile], *, is_public: bool, actor: Who, now: datetime
) -> list[str]:
    """Keep files with an activity that is held, and return their marks; part of a verb."""
    marks = [file.sha256 for file in files]
    known = set(one.proofs.values_list("sha256", flat=True))
    if refusal := rules.refuse_files(one.standing, known=known, brought=marks):
        raise Refused(refusal)
    for file in files:
        _keep(one, file, is_public=is_public, actor=actor, now=now)
    return marks


def _keep(one: Activity, file: CleanFile, *, is_public: bool, actor: Who, now: datetime) -> None:
    proof = Proof(activity=one, is_public=is_public)
    store(proof, file, programme_id=one.programme_id, actor=actor, now=now)


def store(proof: Proof | Evidence, file: CleanFile, *, programme_id: int, actor: Who, now: datetime) -> None:
    """Put a file away and keep its row; part of a verb."""
    proof.code, proof.title, proof.kind = code(CODE_LENGTH), file.name[:200], file.kind
    proof.size, proof.sha256 = file.size, file.sha256
    proof.brought_by_id, proof.brought_at = actor.person_id, now
    name = f"{ROOT}/{programme_id}/{now:%Y-%m}/{code(26)}.{file.kind}"
    proof.file.save(name, ContentFile(file.content), save=False)
    try:
        with transaction.atomic():
            proof.save()
    except BaseException:
        proof.file.storage.delete(str(proof.file.name))
        raise


def erase(proof: Proof | Evidence) -> None:
    """Take a row away, and its file once that is for good; part of a verb."""
    storage, name = proof.file.storage, str(proof.file.name)
    proof.delete()
    transaction.on_commit(lambda: storage.delete(name))


def _read_again(one: Activity) -> None:
    one.revision += 1
    one.save(update_fields=["revision"])


@transaction.atomic
def show_proof(*, proof: Proof, is_public: bool, actor: Who, now: datetime) -> Proof:
    """Say that everybody may read a file once it is approved, or that the team alone may (§ programme-17)."""
    _held(proof.activity, actor, now)
    proof = Proof.objects.get(pk=proof.pk)
    proof.is_public = is_public
    proof.save(update_fields=["is_public"])
    record(actor, "show_proof", f"proof:{proof.pk}", now, is_public=is_public)
    return proof


@transaction.atomic
def take_back_proof(*, proof: Proof, actor: Who, now: datetime) -> None:
    """Take back a file that was brought by mistake, until the approval."""
    one = _held(proof.activity, actor, now)
    if refusal := rules.refuse_change(one.standing):
        raise Refused(refusal)
    found = one.proofs.filter(pk=proof.pk).first()
    if found is None:
        return
    erase(found)
    _read_again(one)
    record(actor, "take_back_proof", f"activity:{one.pk}", now, mark=found.sha256, title=found.title)


@transaction.atomic
def note_proof_read(*, proof: Proof, actor: Who, now: datetime) -> None:
    """Leave a row when somebody of the team opens a file that is not public and that another brought."""
    if not proof.is_public and proof.brought_by_id != actor.person_id:
        record(actor, "note_proof_read", f"proof:{proof.pk}", now)
