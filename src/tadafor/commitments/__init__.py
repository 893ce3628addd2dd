"""Commitments (الالتزامات): what a territory promised, where it stands, and what people see of it.

Words: a *plan* is of one of five kinds (action programme, charter, openness programme, participation plan,
participation strategy), with *axes* (chapters, of a charter) and *objectives*; a *commitment* stands in an
axis, with its *milestones*, its *funding* by source and year, its *indicators* and their *measures*, its
*status* and the *evidence* of it; a *remark* is what somebody says under it: a comment, or a correction
("this is not done"), which is owed an answer.

Read ``rules`` (plans, standing, lateness, figures, funding, remarks), then ``models``, ``queries``,
``actions``, then the pages. In prose: ``docs/rules/commitments.md``.
"""
