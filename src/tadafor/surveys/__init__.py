"""The digital consultation (الاستشارة الرقمية): the commune asks, many answer, the result is a picture.

Words: statements, votes and *groups* make a *map of opinions*: who answers alike, what all share,
what divides.

Read ``rules``, then ``docs/rules/opinion-map.md``.
"""
