"""Building a form: its frame, its questions, its opening, later versions, invitations, its close."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from tadafor.kernel import passing
from tadafor.kernel.clock import day_of
from tadafor.kernel.identifiers import code
from tadafor.kernel.refusals import Refused
from tadafor.kernel.search import grams
from tadafor.kernel.text import search_text
from tadafor.people.actor import Actor
from tadafor.surveys import notices, queries
from tadafor.surveys.actions.filing import erase_trial_files
from tadafor.surveys.actions.recording import ask_organiser, record
from tadafor.surveys.models import Invitation, Survey, SurveyResult, SurveyVersion, TrialAnswer
from tadafor.surveys.rules import editing, questions, standing
from tadafor.surveys.rules.questions import Form
from tadafor.surveys.rules.standing import Audience, Phase, SurveyRefusal
from tadafor.traces import actions as traces
from tadafor.traces.queries import at_address
from tadafor.traces.rules import Visibility

CODE_LENGTH = 12
MOST_INVITATIONS = 2_000


@dataclass(frozen=True)
class Frame:
    """What staff state of a form before its questions."""

    title: str
    slug: str
    intro: str = ""
    language: str = "ar"
    audience: Audience = Audience.CONTACT
    is_anonymous: bool = False
    is_repeated: bool = False
    uses_facts: bool = False
    opens_on: date | None = None
    closes_on: date | None = None

    def fields(self) -> dict[str, object]:
        """Return the columns of the row."""
        told = dict(vars(self)) | {"audience": self.audience.value}
        told["is_repeated"] = self.is_repeated and not self.is_anonymous
        words = f"{self.title} {self.intro}"
        return told | {"search_text": search_text(words), "grams": grams(words)}


@dataclass(frozen=True)
class Origin:
    """Questions that are ready: another form's, or a study's. ``repeats``: the form that is asked again."""

    form: Form
    study: str = ""
    repeats: Survey | None = None


def _ask_frame(frame: Frame) -> None:
    if not frame.title.strip():
        raise Refused(SurveyRefusal.TITLE_MISSING)
    if frame.uses_facts and not standing.takes_facts(frame.audience, anonymous=frame.is_anonymous):
        raise Refused(SurveyRefusal.FACTS_UNKNOWN)


@transaction.atomic
def draft_survey(
    *,
    territory_id: int,
    territory_slug: str,
    frame: Frame,
    actor: Actor,
    now: datetime,
    origin: Origin | None = None,
    is_demonstration: bool = False,
) -> Survey:
    """Begin a form that only staff see, from nothing or with questions that are ready."""
    ask_organiser(actor, territory_id)
    _ask_frame(frame)
    if not queries.is_address_free(frame.slug):
        raise Refused(SurveyRefusal.ADDRESS_TAKEN)
    trace = traces.open_trace(
        territory_id=territory_id,
        room="surveys",
        title=frame.title,
        text=frame.intro,
        address=f"/{territory_slug}/surveys/{frame.slug}/",
        language=frame.language,
        visibility=Visibility.HELD,
        now=now,
    )
    try:
        with transaction.atomic():
            survey = Survey.objects.create(
                territory_id=territory_id,
                trace=trace,
                is_demonstration=is_demonstration,
                study=origin.study if origin else "",
                previous=origin.repeats if origin else None,
                **frame.fields(),
            )
    except IntegrityError:
        raise Refused(SurveyRefusal.ADDRESS_TAKEN) from None
    first = origin.form if origin else Form((questions.Page(code(6)),))
    _new_draft(survey, first, actor, now)
    record(survey, actor, "draft_survey", now, title=frame.title, study=survey.study)
    return survey


def _new_draft(survey: Survey, form: Form, actor: Actor, now: datetime) -> SurveyVersion:
    last = SurveyVersion.objects.filter(survey=survey).order_by("-number").first()
    return SurveyVersion.objects.create(
        survey=survey,
        number=last.number + 1 if last else 1,
        content=form.told(),
        made_by_id=actor.signer,
        made_at=now,
    )


@transaction.atomic
def change_survey(*, survey: Survey, frame: Frame, actor: Actor, now: datetime) -> Survey:
    """Change the frame until the form is opened; afterwards only its words and its last day."""
    survey = _held(survey, actor)
    _ask_frame(frame)
    fields = frame.fields()
    if survey.opened_at is not None:
        if refusal := standing.refuse_days(
            standing.Days(survey.opens_on, frame.closes_on, announced=True), today=day_of(now)
        ):
            raise Refused(refusal)
        if survey.days.phase(day_of(now)) is Phase.CLOSED:
            raise Refused(SurveyRefusal.ALREADY_CLOSED)
        fields = {name: fields[name] for name in ("title", "intro", "closes_on", "search_text", "grams")}
    elif frame.slug != survey.slug and not queries.is_address_free(frame.slug):
        raise Refused(SurveyRefusal.ADDRESS_TAKEN)
    for name, value in fields.items():
        setattr(survey, name, value)
    survey.save(update_fields=list(fields))
    address = f"/{survey.territory.slug}/surveys/{survey.slug}/"
    traces.describe(trace=survey.trace, title=survey.title, text=survey.intro, address=address)
    record(survey, actor, "change_survey", now, title=frame.title)
    return survey


def _held(survey: Survey, actor: Actor) -> Survey:
    ask_organiser(actor, survey.territory_id)
    return queries.locked(survey)


@transaction.atomic
def write_form(*, survey: Survey, form: Form, actor: Actor, now: datetime) -> SurveyVersion:
    """Keep the questions as they are being written, with whatever is still missing."""
    survey = _held(survey, actor)
    draft = queries.draft_of(survey)
    if draft is None:
        raise Refused(SurveyRefusal.ALREADY_OPENED)
    draft.content = form.told()
    draft.save(update_fields=["content"])
    record(survey, actor, "write_form", now, version=draft.number, questions=len(form.questions))
    return draft


@transaction.atomic
def open_survey(*, survey: Survey, actor: Actor, now: datetime) -> Survey:
    """Announce a form: from its first day on people answer its first version (§ surveys-form)."""
    survey = _held(survey, actor)
    if survey.opened_at is not None:
        raise Refused(SurveyRefusal.ALREADY_OPENED)
    if refusal := standing.refuse_days(survey.days, today=day_of(now)):
        raise Refused(refusal)
    draft = _sound_draft(survey)
    _publish(draft, now)
    survey.opened_at = now
    survey.save(update_fields=["opened_at"])
    if survey.is_anonymous:
        passing.make_key(queries.key_path(survey))
    traces.set_visibility(item=survey.trace, visibility=Visibility.VISIBLE)
    record(survey, actor, "open_survey", now, version=draft.number)
    return survey


def _sound_draft(survey: Survey) -> SurveyVersion:
    draft = queries.draft_of(survey)
    if draft is None:
        raise Refused(SurveyRefusal.ALREADY_OPENED)
    if faults := questions.faults(draft.form, takes_files=queries.may_take_files(survey)):
        raise Refused(faults[0].refusal)
    return draft


def _publish(draft: SurveyVersion, now: datetime) -> None:
    """Ask the questions of a draft; what was answered to try them is erased (§ surveys-trial)."""
    TrialAnswer.objects.filter(survey_id=draft.survey_id).delete()
    erase_trial_files(draft.survey_id, now)
    draft.published_at = now
    draft.save(update_fields=["published_at", "reason"])


@transaction.atomic
def begin_version(*, survey: Survey, actor: Actor, now: datetime) -> SurveyVersion:
    """Copy the questions that are asked, to change them; twice is once (§ surveys-versions)."""
    survey = _held(survey, actor)
    if survey.days.phase(day_of(now)) is Phase.CLOSED:
        raise Refused(SurveyRefusal.CLOSED)
    if draft := queries.draft_of(survey):
        return draft
    asked = queries.asked_version(survey)
    if asked is None:
        raise Refused(SurveyRefusal.NOT_OPEN)
    draft = _new_draft(survey, asked.form, actor, now)
    record(survey, actor, "begin_version", now, version=draft.number)
    return draft


@transaction.atomic
def publish_version(*, survey: Survey, reason: str, actor: Actor, now: datetime) -> SurveyVersion:
    """Ask the new questions from now on; why, and what it does to earlier answers, is public."""
    survey = _held(survey, actor)
    asked = queries.asked_version(survey)
    if asked is None:
        raise Refused(SurveyRefusal.NOT_OPEN)
    if survey.days.phase(day_of(now)) is Phase.CLOSED:
        raise Refused(SurveyRefusal.CLOSED)
    draft = _sound_draft(survey)
    draft.reason = reason
    _publish(draft, now)
    changed = [f"{one.change}: {one.label}" for one in editing.changes(asked.form, draft.form)]
    record(survey, actor, "publish_version", now, version=draft.number, reason=reason, changed=changed)
    notices.new_version(survey, reason=reason, number=draft.number, now=now)
    return draft


@transaction.atomic
def close_survey(*, survey: Survey, actor: Actor, now: datetime) -> Survey:
    """End a form today: yesterday becomes its last day, or today where it began today."""
    survey = _held(survey, actor)
    phase = survey.days.phase(day_of(now))
    if phase is Phase.CLOSED:
        raise Refused(SurveyRefusal.ALREADY_CLOSED)
    if phase is not Phase.OPEN or survey.opens_on is None:
        raise Refused(SurveyRefusal.NOT_OPEN)
    survey.closes_on = max(survey.opens_on, day_of(now) - timedelta(days=1))
    survey.save(update_fields=["closes_on"])
    record(survey, actor, "close_survey", now, closes_on=survey.closes_on)
    return survey


@transaction.atomic
def invite(*, survey: Survey, many: int, label: str, actor: Actor, now: datetime) -> list[str]:
    """Draw codes for people who are invited; they are shown once and kept nowhere (§ surveys-invitations)."""
    survey = _held(survey, actor)
    codes = [code(CODE_LENGTH) for _ in range(max(1, min(many, MOST_INVITATIONS)))]
    Invitation.objects.bulk_create(
        Invitation(survey=survey, mark=queries.invitation_mark(survey, one), label=label, made_at=now)
        for one in codes
    )
    record(survey, actor, "invite", now, many=len(codes), label=label)
    return codes


@transaction.atomic
def publish_results(*, survey: Survey, words: str, actor: Actor, now: datetime) -> Survey:
    """Show the result to everybody, with the words of the commune (§ surveys-results).

    Again to change the words.
    """
    survey = _held(survey, actor)
    if survey.days.phase(day_of(now)) is not Phase.CLOSED:
        raise Refused(SurveyRefusal.NOT_OPEN if survey.opened_at is None else SurveyRefusal.SEALED)
    if survey.is_anonymous and survey.loaded_at is None:
        raise Refused(SurveyRefusal.SEALED)
    _count(survey, now)
    first = survey.results_at is None
    survey.results_at = survey.results_at or now
    survey.results_words = words
    survey.save(update_fields=["results_at", "results_words"])
    record(survey, actor, "publish_results", now, words=words)
    if first:
        notices.result_published(survey, now=now)
    return survey


def _count(survey: Survey, now: datetime) -> None:
    """Count once for all: nothing is answered any more, and a page then reads one row."""
    version = queries.asked_version(survey)
    if survey.results_at is None and version is not None:
        told = queries.result_of(survey, version.form).told()
        SurveyResult.objects.create(survey=survey, version=version, told=told, made_at=now)


@transaction.atomic
def place_poll(*, survey: Survey, address: str, actor: Actor, now: datetime) -> Survey:
    """Ask a form of one question on the page of something else too; an empty address takes it away."""
    survey = _held(survey, actor)
    beside = None
    if address:
        version = queries.asked_version(survey) or queries.draft_of(survey)
        if version is None or questions.poll_of(version.form) is None:
            raise Refused(SurveyRefusal.NO_POLL)
        beside = at_address(address)
        if beside is None or beside.pk == survey.trace_id or beside.visibility != Visibility.VISIBLE:
            raise Refused(SurveyRefusal.PAGE_UNKNOWN)
    survey.beside = beside
    survey.save(update_fields=["beside"])
    record(survey, actor, "place_poll", now, address=beside.address if beside else "")
    return survey
