"""Petitions (العرائض): citizens and associations ask a council to put a point on its agenda.

Words: a *petition* is written by its *agent* (وكيل) with a *deputy* and *co-initiators*; people *sign* it
online or on numbered *sheets* of paper; the law is *rows* with a source and a date; the agent *deposits* it
against a *receipt* (وصل), which starts the *legal clock*; the *bureau* checks each condition with a
*finding*, accepts or refuses; then committee, *agenda* of the next ordinary session, *deliberation*,
follow-up.

Read ``rules`` (law, path, conditions, delay, signing, sheets, fraud), then ``models``, ``queries``,
``actions``, then the pages. In prose: ``docs/rules/petitions.md``.
"""
