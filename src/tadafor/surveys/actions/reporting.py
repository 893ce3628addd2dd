"""Around a result: trials before it, open answers by theme, what participants say of it."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from tadafor.audit import actions as audit
from tadafor.kernel.clock import day_of
from tadafor.kernel.refusals import Refused
from tadafor.kernel.text import clean, clean_line, script_of, search_text, stem
from tadafor.moderation import actions as moderation
from tadafor.moderation.rules import Cause
from tadafor.people.actor import Actor
from tadafor.surveys import notices, queries
from tadafor.surveys.actions.answering import Sent
from tadafor.surveys.actions.recording import ask_organiser, record
from tadafor.surveys.models import ResultComment, Survey, Theme, ThemedAnswer, TrialAnswer
from tadafor.surveys.models.report import LONGEST_THEME
from tadafor.surveys.rules import answering, commenting
from tadafor.surveys.rules.commenting import Comment, CommentRefusal
from tadafor.surveys.rules.standing import SurveyRefusal, ThemeRefusal
from tadafor.territories.rules import Moderation
from tadafor.traces import actions as traces
from tadafor.traces.rules import Visibility


@transaction.atomic
def try_form(*, survey: Survey, sent: Sent, actor: Actor, now: datetime) -> TrialAnswer:
    """Answer the questions that are being written, to try them (§ surveys-trial)."""
    ask_organiser(actor, survey.territory_id)
    survey = queries.locked(survey)
    draft = queries.draft_of(survey)
    if draft is None:
        raise Refused(SurveyRefusal.ALREADY_OPENED)
    if draft.number != sent.version:
        raise Refused(SurveyRefusal.ANOTHER_VERSION)
    known = queries.known(survey, draft.form, [queries.trial_mark(survey, actor)])
    found = answering.whole(draft.form, sent.typed, known=known)
    if found.refused or not found.values:
        raise Refused(SurveyRefusal.UNREADABLE)
    made = TrialAnswer.objects.create(survey=survey, values=dict(found.values), made_at=now)
    record(survey, actor, "try_form", now, version=draft.number)
    return made


# ---- open answers by theme (§ surveys-themes)


@transaction.atomic
def propose_themes(*, survey: Survey, question: str, now: datetime) -> list[Theme]:
    """Bring open answers together as the machine would; themes that a person decided stay as they are."""
    from tadafor.surveys.rules import themes  # noqa: PLC0415 -- scikit-learn weighs much

    survey = queries.locked(survey)
    ThemedAnswer.objects.filter(theme__survey=survey, question=question, theme__decided_at=None).delete()
    queries.themes_of(survey, question, decided=False).delete()
    held = set(
        ThemedAnswer.objects.filter(theme__survey=survey, question=question).values_list(
            "answer_id", flat=True
        )
    )
    told = [(key, text) for key, text in queries.open_texts(survey, question) if key not in held]
    found = themes.heaps([text for _key, text in told], normal=search_text, stem=stem)
    last = Theme.objects.filter(survey=survey, question=question).aggregate(last=Max("position"))["last"] or 0
    made = []
    for place, heap in enumerate(found, start=last + 1):
        words = "، ".join(heap.words)[:LONGEST_THEME]
        theme = Theme.objects.create(
            survey=survey, question=question, position=place, title=words, words=words, made_at=now
        )
        ThemedAnswer.objects.bulk_create(
            ThemedAnswer(theme=theme, answer_id=told[at][0], question=question) for at in heap.answers
        )
        made.append(theme)
    record(survey, audit.HOUSE, "propose_themes", now, question=question, themes=len(made))
    return made


def _theme(theme: Theme, actor: Actor) -> tuple[Survey, Theme]:
    ask_organiser(actor, theme.survey.territory_id)
    survey = queries.locked(theme.survey)
    held = Theme.objects.filter(pk=theme.pk).first()
    if held is None:
        raise Refused(ThemeRefusal.GONE)
    return survey, held


@transaction.atomic
def keep_theme(*, theme: Theme, title: str, actor: Actor, now: datetime) -> Theme:
    """Decide a theme, named by a person: from now on it is part of the result."""
    survey, held = _theme(theme, actor)
    held.title = clean_line(title)[:LONGEST_THEME]
    if not held.title:
        raise Refused(ThemeRefusal.NO_TITLE)
    held.decided_at = held.decided_at or now
    held.save(update_fields=["title", "decided_at"])
    record(survey, actor, "keep_theme", now, question=held.question, title=held.title)
    return held


@transaction.atomic
def merge_theme(*, theme: Theme, into: Theme | None, actor: Actor, now: datetime) -> None:
    """Put the answers of a theme into another one, or into none, and take it away."""
    survey, held = _theme(theme, actor)
    if into is not None and (
        into.pk == held.pk or into.question != held.question or into.survey_id != survey.pk
    ):
        raise Refused(ThemeRefusal.GONE)
    inside = ThemedAnswer.objects.filter(theme=held)
    moved = inside.update(theme=into) if into is not None else inside.delete()[0]
    title = held.title
    held.delete()
    record(survey, actor, "merge_theme", now, title=title, into=into.title if into else "", answers=moved)


@transaction.atomic
def move_texts(
    *, rows: Collection[int], theme: Theme, into: Theme | None, actor: Actor, now: datetime
) -> int:
    """Put open answers into another theme of their question, or out of all."""
    survey, held = _theme(theme, actor)
    if into is not None and (into.question != held.question or into.survey_id != survey.pk):
        raise Refused(ThemeRefusal.GONE)
    found = ThemedAnswer.objects.filter(pk__in=rows, theme=held)
    moved = found.update(theme=into) if into is not None else found.delete()[0]
    if not moved:
        raise Refused(ThemeRefusal.NOTHING_PICKED)
    into_words = into.title if into else ""
    record(survey, actor, "move_texts", now, theme=held.title, into=into_words, answers=moved)
    return moved


# ---- what participants say of a result (§ surveys-comments)


@transaction.atomic
def comment_result(*, survey: Survey, body: str, actor: Actor, now: datetime, token: str) -> ResultComment:
    """Say something of a published result; where the territory says so a moderator reads it first."""
    one = queries.locked(survey)
    if done := queries.comment_sent_with(one, token):
        return done
    body, today = clean(body), day_of(now)
    known = {search_text(other.body) for other in queries.comments_of(one, shown=False)}
    comment = Comment(
        body=body,
        signed_in=actor.is_signed_in,
        made_today=queries.comments_made_today(one, actor.signer, today) if actor.is_signed_in else 0,
        said_already=search_text(body) in known,
    )
    if refusal := commenting.refuse_comment(comment, published=one.results_at is not None):
        raise Refused(refusal)
    made = _commented(one, body, actor, now, token)
    record(one, actor, "comment_result", now, body=body)
    if one.territory.moderation == Moderation.BEFORE:
        moderation.hold(item=made.trace, actor=actor, cause=Cause.BEFORE_PUBLICATION, now=now)
        made.trace.visibility = Visibility.HELD
    return made


def _commented(one: Survey, body: str, actor: Actor, now: datetime, token: str) -> ResultComment:
    number = (ResultComment.objects.filter(survey=one).aggregate(last=Max("number"))["last"] or 0) + 1
    language = script_of(body)
    trace = traces.open_trace(
        territory_id=one.territory_id,
        room="surveys",
        title=body[:200],
        text=body,
        address=f"{one.trace.address}results/comments/{number}/",
        language=language,
        visibility=Visibility.VISIBLE,
        now=now,
        author_id=actor.signer,
    )
    return ResultComment.objects.create(
        survey=one,
        trace=trace,
        number=number,
        language=language,
        body=body,
        author_id=actor.signer,
        token=token,
        made_at=now,
    )


@transaction.atomic
def answer_comment(
    *, comment: ResultComment, added: bool, reply: str, actor: Actor, now: datetime
) -> ResultComment:
    """Add a comment to the report, or say why not; its author is told."""
    ask_organiser(actor, comment.survey.territory_id)
    survey = queries.locked(comment.survey)
    held = queries.comment_numbered(survey, comment.number)
    if held is None:
        raise Refused(CommentRefusal.NOT_SHOWN)
    reply = clean(reply)[: commenting.LONGEST_REPLY]
    if refusal := commenting.refuse_reply(shown=held.is_shown, added=added, reply=reply):
        raise Refused(refusal)
    held.answered_at = now
    held.added_at = (held.added_at or now) if added else None
    held.reply = reply
    held.save(update_fields=["answered_at", "added_at", "reply"])
    record(survey, actor, "answer_comment", now, number=held.number, added=added, reply=reply)
    notices.comment_answered(survey, held, now=now)
    return held
