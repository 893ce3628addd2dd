"""The citizens' budget: where a territory's money comes from and where it goes, in plain words.

A *budget* is one year in one version: lines brought from a spreadsheet in the official chapters by one
member of staff, published by another. The last published version of a year is what everybody reads, per
inhabitant and beside the year before. Read ``rules`` (the chapters, what is wrong with a line, the sums),
``models``, ``actions``, then ``views``. Why it is a room: docs/decisions/0021.
"""
