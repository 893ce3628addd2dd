"""The digital consultation of one territory, for the tests that try to look; see ``tests.world``."""

from datetime import timedelta

from tadafor.kernel import clock
from tadafor.kernel.scopes import within

QUESTIONS = ("desk_page", "desk_question", "desk_raise", "desk_remove")
TALK = ("conversation", "vote", "add", "map", "statement")
DESK_TALK = (
    "desk_conversation",
    "desk_conversation_frame",
    "desk_statements",
    "desk_open_conversation",
    "desk_close_conversation",
)


def surveys(side) -> None:
    """A form that is answered, one whose result is public, a draft; an open conversation."""
    from tadafor.people.actor import VISITOR
    from tadafor.surveys import actions, queries
    from tadafor.surveys.rules.standing import Audience
    from tadafor.surveys.tests import factories as making

    day, now = clock.today(), clock.now()
    actor = making.organiser(side.territory)
    slugs = {name: f"{name}-{side.territory.slug}" for name in ("open", "done", "draft", "talk", "hush")}
    open_days = {"opens_on": day - timedelta(days=3), "closes_on": day + timedelta(days=10)}
    words = {"title": f"استمارة {side.mark}", "intro": side.mark, "audience": Audience.ANYBODY}
    shown = making.make_survey(side.territory, actor, slug=slugs["open"], **words, **open_days)
    making.send(shown, VISITOR, {"use": "c2", "why": side.secret}, now=now)
    past = {"opens_on": day - timedelta(days=3), "closes_on": day + timedelta(days=2)}
    done = making.make_survey(side.territory, actor, slug=slugs["done"], **words, **past)
    making.send(done, VISITOR, {"use": "c2", "why": side.secret}, now=now)
    for at in range(10):
        why = f"جمع النفايات رقم {at} متأخر" if at % 2 else f"إنارة الحي رقم {at} ضعيفة"
        making.send(done, VISITOR, {"use": "c2", "why": why}, now=now)
    with within(side.territory.pk):
        later = now + timedelta(days=5)
        actions.publish_results(survey=done, words=side.mark, actor=actor, now=later)
    secret = {"title": side.secret, "intro": side.secret}
    making.make_survey(side.territory, actor, slug=slugs["draft"], opened=False, **secret, **open_days)
    talk = making.make_conversation(
        side.territory, actor, slug=slugs["talk"], title=f"حوار {side.mark}", intro=side.mark, **open_days
    )
    making.make_conversation(side.territory, actor, slug=slugs["hush"], opened=False, **secret, **open_days)
    with within(side.territory.pk):
        actions.draw_map(conversation=talk, now=now)
        actions.begin_version(survey=shown, actor=actor, now=now)
        draft = queries.draft_of(queries.any_survey_at(slugs["draft"])).form
        answer_of = queries.any_survey_at(slugs["done"])
        sent = {"survey": answer_of, "now": now, "token": f"comment-{side.territory.slug}"}
        citizen = making.citizen_actor(side.territory)
        said = actions.comment_result(body=f"ينقص التقرير {side.mark}", actor=citizen, **sent)
        theme = actions.propose_themes(survey=answer_of, question="why", now=now)[0]
    side.values["surveys"] = {"slug": slugs["open"]}
    side.values["surveys:comment"] = {"slug": slugs["done"], "number": said.number}
    side.values["surveys:add_comment"] = {"slug": slugs["done"]}
    side.values["surveys:desk_comment"] = {"slug": slugs["done"], "number": said.number}
    side.values["surveys:desk_themes"] = {"slug": slugs["done"], "key": "why"}
    side.values["surveys:desk_theme"] = {"slug": slugs["done"], "key": "why", "number": theme.pk}
    for name in ("results", "export", "desk_results", "desk_answers"):
        side.values[f"surveys:{name}"] = {"slug": slugs["done"], "kind": "json"}
    for name in QUESTIONS:
        side.values[f"surveys:{name}"] = {"slug": slugs["draft"], "page": "p1", "key": "use"}
    side.values["surveys:desk_page"] = {"slug": slugs["draft"], "key": draft.pages[0].key}
    for name in TALK:
        side.values[f"surveys:{name}"] = {"slug": slugs["talk"], "number": 1}
    for name in DESK_TALK:
        side.values[f"surveys:{name}"] = {"slug": slugs["hush"]}
