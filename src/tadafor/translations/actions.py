"""Writing a version, publishing it, taking it away; each leaves its row (§ translations-audit)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from tadafor.audit import actions as audit
from tadafor.kernel.refusals import Refused
from tadafor.kernel.text import clean, clean_line
from tadafor.people.actor import Actor
from tadafor.translations import queries, rules
from tadafor.translations.models import Rendering
from tadafor.translations.rules import Piece, Refusal, State, Work


@transaction.atomic
def write(
    *,
    work: Work,
    piece: Piece,
    language: str,
    text: str,
    seen: str,
    seen_source: str,
    territory_id: int,
    actor: Actor,
    now: datetime,
) -> Rendering:
    """Write what a piece says in another language, over the words and the version that were seen.

    That of an official piece waits for a second person. The same words again change nothing. Raises
    Refused.
    """
    texts = [(piece, text, seen, seen_source)]
    return write_together(
        work=work, texts=texts, language=language, territory_id=territory_id, actor=actor, now=now
    )[0]


@transaction.atomic
def write_together(
    *,
    work: Work,
    texts: Sequence[tuple[Piece, str, str, str]],
    language: str,
    territory_id: int,
    actor: Actor,
    now: datetime,
) -> list[Rendering]:
    """Write the pieces of one page, all or none: each with its words, what was seen and of which original."""
    _ask(rules.refuse_language(source=work.language, asked=language))
    held = queries.written([piece for piece, *_ in texts], language)
    writing = _Writing(work, language, territory_id, actor, now)
    found = [writing.write(held[piece.name], piece, text, *seen) for piece, text, *seen in texts]
    writing.keep()
    audit.record_all(_act(one, actor, "write", now, text=one.text) for one in writing.said)
    return found


@dataclass
class _Writing:
    """The versions that one person writes at once: kept together."""

    work: Work
    language: str
    territory_id: int
    actor: Actor
    now: datetime
    begun: list[Rendering] = field(default_factory=list)
    said: list[Rendering] = field(default_factory=list)

    def write(self, held: list[Rendering], piece: Piece, text: str, seen: str, seen_source: str) -> Rendering:
        text = clean_line(text) if piece.on_one_line else clean(text)
        latest = queries.latest_of(held)
        source = rules.mark(piece.text)
        is_writer = queries.may_write(self.actor, self.territory_id)
        if is_writer and latest is not None and (latest.text, latest.source) == (text, source):
            return latest
        _ask(
            rules.refuse_writing(
                is_writer=is_writer,
                same_territory=self.work.territory_id == self.territory_id,
                source=source,
                seen_source=seen_source,
                standing=latest.token if latest else "",
                seen=seen,
            )
        )
        _ask(rules.refuse_words(text=text, longest=piece.longest), longest=piece.longest)
        mine = self._said(held, piece, source, text)
        for one in held:
            if one.state == State.DRAFT and one is not mine:
                one.delete()  # it renders words that no longer stand; the log keeps it
        self.said.append(mine)
        return mine

    def _said(self, held: list[Rendering], piece: Piece, source: str, text: str) -> Rendering:
        state = State.DRAFT if piece.official else State.PUBLISHED
        told = {"text": text, "written_by_id": self.actor.signer, "written_at": self.now}
        mine = next((one for one in held if (one.source, one.state) == (source, state)), None)
        if mine is None:
            mine = self._new(piece, source=source, state=state, **told)
            self.begun.append(mine)
        else:
            for name, value in told.items():
                setattr(mine, name, value)
            mine.revision += 1
            mine.save(update_fields=[*told, "revision"])
        return mine

    def _new(self, piece: Piece, **told: object) -> Rendering:
        return Rendering(
            territory_id=self.work.territory_id,
            work=self.work.thing,
            thing=piece.thing,
            field=piece.field,
            language=self.language,
            source_language=self.work.language,
            is_official=piece.official,
            **told,
        )

    def keep(self) -> None:
        """Two who begin at once: the second is told that somebody else has written."""
        try:
            with transaction.atomic():
                Rendering.objects.bulk_create(self.begun)
        except IntegrityError as twice:
            raise Refused(Refusal.WRITTEN_SINCE) from twice


@transaction.atomic
def approve(
    *,
    work: Work,
    piece: Piece,
    language: str,
    seen: str,
    actor: Actor,
    now: datetime,
) -> Rendering:
    """Publish the version of an official piece that another person wrote, in place of the one before.

    Raises Refused.
    """
    return approve_together(work=work, chosen=[(piece, seen)], language=language, actor=actor, now=now)[0]


@transaction.atomic
def approve_together(
    *, work: Work, chosen: Sequence[tuple[Piece, str]], language: str, actor: Actor, now: datetime
) -> list[Rendering]:
    """Publish several versions, each as it was read, all or none."""
    held = queries.written([piece for piece, _ in chosen], language)
    drafts = [_approvable(work, held[piece.name], piece, seen, actor) for piece, seen in chosen]
    told = {"state": State.PUBLISHED, "approved_by_id": actor.signer, "approved_at": now}
    Rendering.objects.filter(pk__in=[one.pk for one in drafts]).update(**told, revision=F("revision") + 1)
    for draft in drafts:
        for name, value in told.items():
            setattr(draft, name, value)
        draft.revision += 1
    audit.record_all(_act(one, actor, "approve", now, text=one.text) for one in drafts)
    return drafts


def _approvable(work: Work, held: list[Rendering], piece: Piece, seen: str, actor: Actor) -> Rendering:
    """Return the draft that may be published, and take away what it replaces. Raises Refused."""
    source = rules.mark(piece.text)
    drafts = [one for one in held if one.state == State.DRAFT]
    draft = next((one for one in drafts if one.source == source), queries.latest_of(drafts))
    _ask(
        rules.refuse_approval(
            is_approver=queries.may_approve(actor, work.territory_id),
            waits=draft is not None,
            wrote_it=draft is not None and draft.written_by_id == actor.person_id,
            source=source,
            rendered=draft.source if draft else "",
            standing=draft.token if draft else "",
            seen=seen,
        )
    )
    if draft is None:
        raise Refused(Refusal.NOTHING_WAITS)
    for one in held:
        if (one.source, one.state) == (source, State.PUBLISHED):
            one.delete()
    return draft


@transaction.atomic
def withdraw(*, work: Work, piece: Piece, language: str, reason: str, actor: Actor, now: datetime) -> int:
    """Take away what was written of a piece in a language, for a reason; the original shows again.

    Returns how many were taken away. Raises Refused.
    """
    held = queries.written([piece], language)[piece.name]
    reason = clean(reason)
    _ask(
        rules.refuse_withdrawal(
            is_writer=queries.may_write(actor, work.territory_id)
            or queries.may_approve(actor, work.territory_id),
            exists=bool(held),
            reason=reason,
        )
    )
    audit.record_all([_act(one, actor, "withdraw", now, reason=reason, text=one.text) for one in held])
    for one in held:
        one.delete()
    return len(held)


@transaction.atomic
def withdraw_together(
    *, work: Work, pieces: Sequence[Piece], language: str, reason: str, actor: Actor, now: datetime
) -> int:
    """Take away the versions of several pieces for one reason."""
    if not pieces:
        raise Refused(Refusal.NOTHING_WAITS)
    return sum(
        withdraw(work=work, piece=piece, language=language, reason=reason, actor=actor, now=now)
        for piece in pieces
    )


@transaction.atomic
def forget(*, thing: str, territory_id: int, reason: str, actor: audit.Who, now: datetime) -> int:
    """Take away, without a copy in the log, what repeats words that were taken out of an original.

    The room that took the words out has asked who may. Returns how many (§ translations-withdrawn).
    """
    held = Rendering.objects.select_for_update().filter(territory_id=territory_id, thing=thing)
    for one in held:
        audit.record(
            actor=actor,
            territory_id=territory_id,
            verb="translations.forget",
            subject=f"rendering:{one.pk}",
            now=now,
            reason=reason,
            content={"of": [one.thing, one.field], "language": one.language},
        )
        one.delete()
    return len(held)


def carry(things: Mapping[str, str], works: Mapping[str, str]) -> int:
    """Give copies of things the published versions of what they copy; return how many.

    The same words are said the same way, and were approved: a copied plan loses none of its languages.
    ``things`` names each copy by what it copies, ``works`` what each is a part of. A part of a verb.
    """
    held = Rendering.objects.filter(thing__in=list(things), state=State.PUBLISHED.value)
    made = []
    for one in held:
        one.pk, one.thing, one.work = None, things[one.thing], works.get(one.work, one.work)
        one._state.adding = True  # noqa: SLF001 -- Django's own name
        made.append(one)
    return len(Rendering.objects.bulk_create(made, batch_size=500))


def _ask(refusal: Refusal | None, **facts: object) -> None:
    if refusal:
        raise Refused(refusal, **facts)


def _act(one: Rendering, actor: Actor, verb: str, now: datetime, *, text: str, reason: str = "") -> audit.Act:
    return audit.Act(
        actor=actor,
        territory_id=one.territory_id,
        verb=f"translations.{verb}",
        subject=f"rendering:{one.pk}",
        now=now,
        reason=reason,
        content={"of": [one.thing, one.field, one.source], "language": one.language, "text": text},
    )
