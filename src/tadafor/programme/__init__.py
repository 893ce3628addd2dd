"""Programmes (البرامج): what a programme does across its communes, and what came of it.

Words: a *programme* has *partners*, a period in months, *regions*, *communes* that joined on a day, people
with a *charge* in it, and *committees*. Its *logical framework* goes from pillars to objectives to results;
*indicators* hang on results, with a baseline and a *target* for each year. A figure is *counted* from the
rows of the rooms below, or *entered* with an activity and its proof and approved by a second person; never
both for the same place. *Published* figures are those of a source, kept as it says them.

Read ``rules`` (frame, entries, standing, maturity, reports), then ``models``, ``queries``, ``actions``, then
the pages. One of the few rooms that read across territories.
"""
