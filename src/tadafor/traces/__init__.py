"""Traces: the thread of each thing that people follow, and what it became.

Words: a *trace* (أثر) stands for one contribution, idea, petition or commitment of another room;
people *follow* (تتبّع) it, *reply* (ردّ) under it, and it *becomes* (مآل) other traces. Read in
this order: ``rules``, ``models``, ``queries``, ``actions``, ``views``.
"""
