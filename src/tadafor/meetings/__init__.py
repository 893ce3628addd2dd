"""Citizen meetings (اللقاءات المواطنة): announced, registered for, held, told of afterwards.

Words: a *meeting* has a *kind* from the sources, perhaps within a *series*; people *register* and take a
*seat* of a *pool* (the general one, or one reserved for a group), or stand on the *waiting list*; at the
*door* each person who came is an *attendance*; the list *closes* into *counts*, which outlive it; afterwards
the *minutes* tell who came, what was said, the *outputs*, the decisions and the *follow-ups*.

Read ``rules`` (meeting, seats, door, minutes), then ``models``, ``queries``, ``actions``, then the pages. In
prose: ``docs/rules/meetings.md``.
"""
