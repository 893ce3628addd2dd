"""Verbs started at the same moment, on real threads with connections of their own."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from tadafor.consultations import actions, rules
from tadafor.consultations.tests.factories import DURING
from tadafor.kernel.identifiers import token
from tadafor.kernel.refusals import Refused
from tadafor.kernel.scopes import within


def at_once(territory, *verbs):
    """Start every verb at the same moment; what is refused comes back as its refusal."""
    start = Barrier(len(verbs))

    def run(verb):
        try:
            with within(territory.pk):
                start.wait(timeout=30)
                return verb()
        except Refused as refused:
            return refused.refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(verbs)) as pool:
        return list(pool.map(run, verbs))


def contributing(consultation, actor, body, *, now=DURING, sent_with=None, sheet=""):
    """A verb for ``at_once``: a comment on the article about delays."""
    words = actions.Words(kind=rules.Kind.COMMENT, body=body, passage="reply-delays")
    sent_with = sent_with or token()

    def verb():
        return actions.contribute(
            consultation=consultation, words=words, actor=actor, now=now, token=sent_with, sheet=sheet
        ).pk

    return verb


def refused(results):
    return Counter(result for result in results if isinstance(result, str))
