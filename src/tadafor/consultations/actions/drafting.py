"""Working on the text: the first version before the announcement, the next one after the close."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tadafor.consultations import notices, queries, rules
from tadafor.consultations.actions.recording import record
from tadafor.consultations.models import Change, Consultation, Contribution, Passage, Version, Wording
from tadafor.kernel.clock import day_of
from tadafor.kernel.identifiers import code
from tadafor.kernel.refusals import Refused
from tadafor.kernel.search import grams
from tadafor.kernel.text import clean, clean_line, search_text, slug
from tadafor.people.actor import Actor
from tadafor.traces import actions as traces
from tadafor.traces.rules import Becoming


@dataclass(frozen=True)
class PassageText:
    """A section or an article as it is written; an empty key asks for a new lasting one."""

    sort: str
    title: str
    body: str = ""
    key: str = ""


@transaction.atomic
def open_draft(*, consultation: Consultation, actor: Actor, now: datetime) -> Version:
    """Begin the next version as a copy of the one that stands, or return the draft there is."""
    consultation = queries.locked(consultation)
    _refuse_drafting(consultation, now)
    if draft := queries.draft_version(consultation):
        return draft
    standing = queries.current_version(consultation)
    draft = Version.objects.create(consultation=consultation, number=(standing.number if standing else 0) + 1)
    if standing:
        Wording.objects.bulk_create(_copies(standing, draft))
    record(consultation, actor, "open_draft", now, version=draft.number)
    return draft


def _copies(standing: Version, draft: Version) -> list[Wording]:
    return [
        Wording(
            version=draft,
            passage_id=one.passage_id,
            position=one.position,
            number=one.number,
            title=one.title,
            body=one.body,
            axis_id=one.axis_id,
            principles=one.principles,
            cost=one.cost,
            **one.five.values(),
            search_text=one.search_text,
            grams=one.grams,
        )
        for one in standing.wordings.all()
    ]


@transaction.atomic
def write_text(
    *, consultation: Consultation, passages: list[PassageText], actor: Actor, now: datetime
) -> Version:
    """Write the whole draft anew, in order; passages keep their identity by their key.

    Articles are numbered through the text, sections by themselves. Raises Refused.
    """
    consultation = queries.locked(consultation)
    _refuse_drafting(consultation, now)
    _refuse_cards(consultation)
    draft = queries.draft_version(consultation) or open_draft(consultation=consultation, actor=actor, now=now)
    if not passages or any(not clean_line(one.title) for one in passages):
        raise Refused(rules.VersionRefusal.EMPTY)
    draft.wordings.all().delete()
    known = {one.key: one for one in consultation.passages.all()}
    numbers = {"section": 0, "article": 0}
    wordings = []
    for position, one in enumerate(passages, start=1):
        numbers[one.sort] += 1
        passage = known.get(one.key) or _new_passage(consultation, one, known)
        wordings.append(_wording(draft, passage, position, numbers[one.sort], one))
    Wording.objects.bulk_create(wordings)
    record(consultation, actor, "write_text", now, version=draft.number, passages=[vars(p) for p in passages])
    return draft


def _new_passage(consultation: Consultation, text: PassageText, known: dict[str, Passage]) -> Passage:
    key = slug(text.key)[:60] or code(6).lower()
    passage = Passage.objects.create(consultation=consultation, key=key, sort=text.sort)
    known[key] = passage
    return passage


def _wording(draft: Version, passage: Passage, position: int, number: int, text: PassageText) -> Wording:
    title, body = clean_line(text.title), clean(text.body)
    return Wording(
        version=draft,
        passage=passage,
        position=position,
        number=number,
        title=title,
        body=body,
        search_text=search_text(f"{title} {body}"),
        grams=grams(f"{title} {body}"),
    )


@transaction.atomic
def save_wording(
    *, wording: Wording, title: str, body: str, causes: list[int], seen: int, actor: Actor, now: datetime
) -> Wording:
    """Save one passage of the draft, and which contributions its change comes from (their numbers).

    Of two who edit it at once the second is refused and loses nothing. Raises Refused.
    """
    consultation = queries.locked(wording.version.consultation)
    _refuse_drafting(consultation, now)
    _refuse_cards(consultation)
    wording = Wording.objects.select_for_update(of=("self",)).select_related("version").get(pk=wording.pk)
    if wording.version.published_at is not None:
        raise Refused(rules.VersionRefusal.NO_DRAFT)
    if wording.revision != seen:
        raise Refused(rules.VersionRefusal.CHANGED_MEANWHILE)
    if not clean_line(title):
        raise Refused(rules.VersionRefusal.EMPTY)
    wording.title, wording.body = clean_line(title), clean(body)
    told = f"{wording.title} {wording.body}"
    wording.search_text, wording.grams = search_text(told), grams(told)
    wording.revision += 1
    wording.save()
    link_causes(wording.version, wording.passage_id, causes)
    record(
        consultation,
        actor,
        "save_wording",
        now,
        passage=wording.passage_id,
        title=title,
        body=body,
        causes=causes,
    )
    return wording


def link_causes(version: Version, passage_id: int, causes: list[int]) -> None:
    """Say from which contributions the change of a passage comes: accepted ones, their answer approved."""
    wanted = Contribution.objects.filter(
        consultation_id=version.consultation_id,
        number__in=causes,
        decision__outcome__in=[outcome.value for outcome in rules.CHANGES_THE_TEXT],
        decision__approved_at__isnull=False,
    )
    if missing := sorted(set(causes) - {one.number for one in wanted}):
        numbers = "، ".join(f"#{number}" for number in missing)
        raise Refused(rules.VersionRefusal.CAUSE_NOT_ACCEPTED, numbers=numbers)
    version.changes.filter(passage_id=passage_id).exclude(contribution__in=wanted).delete()
    for contribution in wanted:
        Change.objects.get_or_create(version=version, passage_id=passage_id, contribution=contribution)


@transaction.atomic
def add_passage(
    *,
    consultation: Consultation,
    text: PassageText,
    after: str | None,
    causes: list[int],
    actor: Actor,
    now: datetime,
) -> Wording:
    """Add a section or an article to the draft after the passage ``after`` (None: at the start)."""
    draft = draft_of(consultation, now)
    _refuse_cards(draft.consultation)
    if not clean_line(text.title):
        raise Refused(rules.VersionRefusal.EMPTY)
    rows = list(draft.wordings.select_related("passage").order_by("position"))
    keys = [row.passage.key for row in rows]
    if after is not None and after not in keys:
        raise Refused(rules.VersionRefusal.UNKNOWN_PASSAGE)
    passage = _new_passage(draft.consultation, text, {})
    place = keys.index(after) + 1 if after is not None else 0
    added = _wording(draft, passage, 0, 0, text)
    added.position = len(rows) + 1
    added.save()
    rows.insert(place, added)
    _renumber(rows, {row.passage_id: row.passage.sort for row in rows})
    link_causes(draft, passage.pk, causes)
    record(draft.consultation, actor, "add_passage", now, key=passage.key, title=text.title, body=text.body)
    return added


@transaction.atomic
def remove_passage(
    *, consultation: Consultation, key: str, causes: list[int], actor: Actor, now: datetime
) -> None:
    """Take a passage out of the draft; it stays in the versions that had it."""
    draft = draft_of(consultation, now)
    wording = queries.wording_of(draft, key)
    if wording is None:
        raise Refused(rules.VersionRefusal.UNKNOWN_PASSAGE)
    passage_id = wording.passage_id
    wording.delete()
    rows = list(draft.wordings.select_related("passage").order_by("position"))
    _renumber(rows, {row.passage_id: row.passage.sort for row in rows})
    link_causes(draft, passage_id, causes)
    record(draft.consultation, actor, "remove_passage", now, key=key, causes=causes)


def draft_of(consultation: Consultation, now: datetime) -> Version:
    consultation = queries.locked(consultation)
    _refuse_drafting(consultation, now)
    draft = queries.draft_version(consultation)
    if draft is None:
        raise Refused(rules.VersionRefusal.NO_DRAFT)
    return draft


def _renumber(rows: list[Wording], sorts: dict[int, str]) -> None:
    """Number sections and articles through the text; a card keeps the number that the commune gave it."""
    numbers = {"section": 0, "article": 0}
    for position, row in enumerate(rows, start=1):
        row.position = position
        if (sort := sorts[row.passage_id]) in numbers:
            numbers[sort] += 1
            row.number = numbers[sort]
    Wording.objects.bulk_update(rows, ["position", "number"])


@transaction.atomic
def publish_version(*, consultation: Consultation, note: str, actor: Actor, now: datetime) -> Version:
    """Publish the draft; each change is linked to its contributions and their authors are told.

    Raises Refused.
    """
    draft = draft_of(consultation, now)
    consultation = queries.locked(consultation)
    changed, without_cause = queries.changed_passages(draft)
    refusal = rules.refuse_version(
        phase=rules.phase(consultation.window, today=day_of(now)),
        changed=len(changed),
        without_cause=len(without_cause),
        note=clean(note),
    )
    if refusal:
        raise Refused(refusal, count=len(without_cause))
    draft.note, draft.published_at, draft.published_on = clean(note), now, day_of(now)
    draft.save(update_fields=["note", "published_at", "published_on"])
    consultation.new_version_on = day_of(now)
    consultation.save(update_fields=["new_version_on"])
    _tell_causes(consultation, draft, now)
    record(consultation, actor, "publish_version", now, version=draft.number, note=note)
    notices.new_version(consultation, draft, now=now)
    return draft


def _tell_causes(consultation: Consultation, version: Version, now: datetime) -> None:
    for change in version.changes.select_related("contribution__trace"):
        traces.succeed(
            origin=change.contribution.trace, successor=consultation.trace, kind=Becoming.MERGED, now=now
        )


def _refuse_cards(consultation: Consultation) -> None:
    if consultation.on_cards:
        raise Refused(rules.VersionRefusal.ON_CARDS)


def _refuse_drafting(consultation: Consultation, now: datetime) -> None:
    phase = rules.phase(consultation.window, today=day_of(now))
    if refusal := rules.refuse_drafting(phase=phase):
        raise Refused(refusal)
