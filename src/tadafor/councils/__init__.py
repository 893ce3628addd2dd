"""Councils and bodies (المجالس والهيئات): who decides, who advises, and what became of the advice.

Words: a *session* of the council has an agenda of *items*, *sittings* with their quorum, and a
*decision* (مقرر) on each item, whose *steps* after the vote are dated; its *minutes* are published once
no personal data is left in them. A *body* (هيئة) has a founding decision, seats, *members* with
mandates, a bureau, and *meetings*. It gives *opinions* (آراء استشارية) that the council answers with
reasons. The members of some bodies are *drawn* by lot from *volunteers*.

Read ``rules`` (quorum, sessions, redaction, bodies, opinions, then lot), then ``models``, ``queries``,
``actions``, then the pages. What an item, an opinion or a session answers is said by traces.
"""
