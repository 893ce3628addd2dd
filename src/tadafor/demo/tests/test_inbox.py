"""The inbox of the demonstration, on the ground alone: nothing else has to happen for it."""

import tomllib
from datetime import UTC, datetime

import pytest

from tadafor.demo import reader, suggestions
from tadafor.demo.ground import lay
from tadafor.demo.reader import CONTENT
from tadafor.kernel import clock
from tadafor.kernel.scopes import everywhere, within
from tadafor.suggestions.models import Promise, Suggestion
from tadafor.suggestions.rules import title_of

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


def test_every_word_that_people_read_of_a_message_has_its_french():
    told = tomllib.loads((CONTENT / "suggestions/suggestions.toml").read_text("utf-8"))["suggestions"]
    french = {
        one["ar"] for one in tomllib.loads((CONTENT / "suggestions.fr.toml").read_text("utf-8"))["said"]
    }
    public = [one for one in told if one["kind"] != "complaint"]
    read = {words for one in public for words in (title_of(one["body"]), one["body"], one.get("place"))}
    read |= {reason for one in public for _, _, reason in one.get("steps", ())}
    read |= {one["reopen"][1] for one in public if "reopen" in one}
    assert read - french == {None}


@pytest.mark.django_db
def test_each_inbox_has_answered_late_and_new_messages():
    with everywhere():
        ground = lay(reader.read(), today=clock.day_of(NOW))
        if not Promise.objects.exists():
            suggestions.begin(ground)
    for moment, act, territory in sorted(suggestions.acts(ground), key=lambda one: one[0]):
        with within(ground.tenants[territory].pk), clock.stopped_at(moment):
            act(moment)
    today = clock.day_of(NOW)
    for key in ("larache", "beni-mellal"):
        with everywhere():
            found = list(Suggestion.objects.filter(territory__slug=key).select_related("trace"))
        waiting = [one for one in found if one.is_open and one.answered_at is None]
        assert len({one.state for one in found}) >= 3
        assert all(one.is_demonstration and one.service_id for one in found)
        assert any(one.answered_at for one in found)
        assert any(one.due_on < today for one in waiting)
        assert any(one.due_on >= today for one in waiting)
        assert all(one.trace.visibility == "visible" for one in found if one.kind != "complaint")
