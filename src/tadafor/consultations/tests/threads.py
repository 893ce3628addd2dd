"""Verbs started at the same moment, on real threads with connections of their own."""

from collections import Counter

from tadafor.consultations import actions, rules
from tadafor.consultations.tests.factories import DURING
from tadafor.kernel.identifiers import token


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
