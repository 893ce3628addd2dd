"""What the participatory budget holds in each of the two territories of ``tests.world``."""

from tadafor.budgets.rules.cycle import Phase
from tadafor.kernel import clock
from tadafor.people.rules import RoleKind

VOTE = (
    "vote", "vote_receipt", "check", "urn", "urn_file", "vote_minutes", "desk_vote", "desk_key",
    "desk_rehearse", "desk_rehearsal_file", "desk_rehearsed", "desk_publish_urn", "desk_opened",
    "desk_end_shown", "desk_observe", "desk_load", "desk_void", "desk_again",
    "desk_beside", "desk_sheet", "desk_batches",
)  # fmt: skip
RESULTS = (
    "results", "result_project", "seals", "ballots_file", "totals_file", "certificate", "minutes", "followed",
    "report", "report_pdf", "results_export", "desk_ballots_file", "desk_step", "desk_progress",
    "observer", "observer_file", "desk_observers", "desk_dismiss_observer",
)  # fmt: skip
BATCH = ("desk_batch", "desk_sheets", "desk_take_out", "desk_finish", "desk_close_batch")


def vote(side) -> None:
    """A vote that ended yesterday, with its published urn and a batch of sheets."""
    from datetime import timedelta

    from tadafor.budgets.actions import opening, paper
    from tadafor.budgets.tests import votes
    from tadafor.kernel.scopes import within

    slug, today, now = f"vote-{side.territory.slug}", clock.today(), clock.now()
    edition = votes.make_vote(
        side.territory,
        slug=slug,
        title=f"تصويت {side.mark}",
        first=today - timedelta(days=9),
        last=today - timedelta(days=1),
    )
    committee, clerk = votes.committee(side.territory), votes.clerk(side.territory)
    votes.rehearsed(edition, committee, now=now - timedelta(days=20))
    votes.cast(edition, votes.voter(side.territory), "p1", now=now - timedelta(days=3))
    with within(side.territory.pk):
        facts = {"edition": edition, "sheets": 2, "office_id": None, "actor": clerk}
        batch = paper.print_batch(label=f"حزمة {side.mark}", now=now - timedelta(days=3), **facts)
        opening.publish_urn(edition=edition, actor=committee, now=now)
    side.values |= {f"budgets:{name}": {"slug": slug} for name in VOTE}
    side.values |= {f"budgets:{name}": {"slug": slug, "batch": batch.pk} for name in BATCH}


def counted(side) -> None:
    """A vote that was opened, loaded, counted and published."""
    from datetime import timedelta

    from tadafor.budgets.actions import counting, keys, observing, opening
    from tadafor.budgets.queries.observing import observers_of
    from tadafor.budgets.rules import urn
    from tadafor.budgets.rules.publishing import LotWay
    from tadafor.budgets.tests import votes
    from tadafor.kernel.scopes import within

    slug, today, now = f"counted-{side.territory.slug}", clock.today(), clock.now()
    days = {"first": today - timedelta(days=9), "last": today - timedelta(days=1)}
    edition = votes.make_vote(
        side.territory, slug=slug, title=f"نتيجة {side.mark}", full_file_for_all=True, **days
    )
    one, other = votes.committee(side.territory), votes.committee(side.territory)
    keeper = votes.staff(side.territory, RoleKind.FOCAL_POINT)
    secret = votes.rehearsed(edition, one, now=now - timedelta(days=20))
    for said in ("p1", "p1", "p2"):
        votes.cast(edition, votes.voter(side.territory), said, now=now - timedelta(days=3))
    facts = {"edition": edition, "now": now}
    with within(side.territory.pk):
        counting.prepare_lot(way=LotWay.SEALED, source="", actor=keeper, **facts)
        counting.draw_lot(typed="", actor=keeper, **facts)
        text = votes.opened_text(opening.publish_urn(actor=one, **facts).text, secret)
        opening.give_opened(text=text, actor=one, **facts)
        opening.observe(typed=urn.print_of(text), observer="ملاحظة", actor=other, **facts)
        opening.ask_to_load(actor=one, **facts)
        opening.load_ballots(**facts)
        keys.destroy_wrapping(**facts)
        counting.ask_to_count(actor=keeper, **facts)
        counting.count_all(**facts)
        counting.publish_result(actor=one, **facts)
        secret = observing.admit_observer(name=f"ملاحظة {side.mark}", actor=one, **facts)
        (observer,) = observers_of(edition)
    at = {"slug": slug, "number": 1, "position": 1, "kind": "json", "secret": secret, "key": observer.pk}
    side.values |= {f"budgets:{name}": at for name in RESULTS}


def budgets(side) -> None:
    """One edition in its study, with an idea shown, one held and a project; one that is being drafted."""
    from tadafor.budgets import actions, queries
    from tadafor.budgets.tests import factories as making
    from tadafor.documents import actions as documents
    from tadafor.documents.rules.sounds import Sound, Voice
    from tadafor.documents.tests import recorded
    from tadafor.kernel.scopes import within

    start = making.start_for(Phase.STUDY, clock.today())
    public, draft = (f"{name}-{side.territory.slug}" for name in ("edition", "draft-edition"))
    edition = making.make_edition(side.territory, slug=public, title=f"دورة {side.mark}", start=start)
    then = making.moment(edition, Phase.IDEAS)
    shown = making.make_idea(edition, side.actor, now=then, title=f"فكرة {side.mark}")
    making.make_idea(edition, now=then, title=side.secret, held=True)
    project = making.make_project(edition, f"مشروع {side.mark}", now=clock.now())
    drafted = making.make_edition(side.territory, slug=draft, title=f"دورة {side.secret}", announced=False)
    with within(side.territory.pk):
        nadia = making.organiser(side.territory)
        actions.merge_ideas(project=project, numbers=[shown.number], actor=nadia, now=clock.now())
        envelope = queries.envelopes_of(drafted)[0].pk
        voice = actions.propose_idea(
            edition=edition,
            words=making.idea_words(title=side.secret),
            actor=side.actor,
            now=then,
            token=f"voice-{side.secret}",
            speech=documents.Speech(recorded.webm(), Sound.WEBM, Voice.DARIJA),
        )
    side.values["budgets"] = {"slug": public, "number": shown.number, "position": 1, "kind": "json"}
    at = {"slug": public, "number": voice.number}
    side.values |= {f"budgets:{name}": at for name in ("recording", "speak_again", "desk_write_down")}
    side.values["budgets:desk_unmerge"] = {"slug": public, "number": project.number, "idea": shown.number}
    side.values["budgets:desk_remove_envelope"] = {"slug": draft, "key": envelope}
    for name in ("overview", "regulation", "days", "envelopes", "announce"):
        side.values[f"budgets:desk_{name}"] = {"slug": draft}
    vote(side)
    counted(side)
