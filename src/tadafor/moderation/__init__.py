"""Moderation: what may not stay public, who decides it, and how it is appealed.

Words: a *report* (تبليغ) says that a text breaks a rule; a *case* (ملف) gathers the reports on one
text, or holds it before publication; a *ruling* (قرار) closes the case by a reason of a closed
list; what is hidden leaves a *tombstone* (شاهد); its author may *appeal* (تظلم) to someone else.
Read in this order: ``rules``, ``models``, ``queries``, ``actions``, ``views``, ``desk``; the rules
in prose are ``docs/rules/moderation.md``.
"""
