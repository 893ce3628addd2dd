"""The demonstration lives through whole procedures by the verbs; whatever wrote left its row.

``test_house_rules`` reads the verbs; this one watches them at work.
"""

import importlib
import sys
from collections import Counter
from functools import wraps

import pytest
from django.db import connection

from tadafor import demo
from tests.structure.audit import RECORDS, Verbs
from tests.structure.excuses import VERBS_WITHOUT_ROW
from tests.structure.tree import Tree

WRITING = ("INSERT", "UPDATE", "DELETE")


class Watch:
    """Follows the outermost verb: what it wrote, and how many rows it left in the log."""

    def __init__(self):
        self.depth = self.wrote = self.recorded = 0
        self.done = Counter()
        self.silent = Counter()

    def sees(self, execute, sql, params, many, context):
        if self.depth and sql.lstrip().startswith(WRITING):
            self.wrote += 1
        return execute(sql, params, many, context)

    def around(self, name, verb):
        @wraps(verb)
        def watched(*args, **kwargs):
            self.recorded += name in RECORDS
            if not self.depth:
                self.wrote = self.recorded = 0
            self.depth += 1
            try:
                return verb(*args, **kwargs)
            finally:
                self.depth -= 1
                if not self.depth:
                    self._settle(name)

        return watched

    def _settle(self, name):
        self.done[name] += 1
        if self.wrote and not self.recorded and name not in VERBS_WITHOUT_ROW and name not in RECORDS:
            self.silent[name] += 1


@pytest.fixture
def watch(monkeypatch):
    """Put the watch around every public verb, wherever it was imported by name."""
    watching = Watch()
    for name in Verbs(Tree()).public():
        module, _, attribute = name.rpartition(".")
        verb = getattr(importlib.import_module(module), attribute)
        watched = watching.around(name, verb)
        for holder in [m for key, m in sys.modules.items() if key.startswith("tadafor.")]:
            for known_as in [key for key, value in vars(holder).items() if value is verb]:
                monkeypatch.setattr(holder, known_as, watched)
    with connection.execute_wrapper(watching.sees):
        yield watching


@pytest.mark.slow
@pytest.mark.django_db
def test_whatever_the_demonstration_does_is_in_the_log(watch):
    assert demo.load()

    assert watch.silent == {}
    assert sum(watch.done.values()) > 300
    assert {"consultations.contribute", "consultations.approve"} <= {
        f"{name.split('.')[1]}.{name.rpartition('.')[2]}" for name in watch.done
    }


def test_the_watch_tells_an_act_that_leaves_no_row(watch, larache):
    watch.around("tadafor.territories.actions.rename", larache.save)()

    assert watch.silent == {"tadafor.territories.actions.rename": 1}
