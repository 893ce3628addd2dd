"""The consultation space (فضاء التشاور): a commune puts a text before its people, article by article.

Words: a *consultation* has a window, an audience and a promise; its *text* has *versions* made of
*passages* (sections and articles) that keep their identity while their *wording* changes; people
send *contributions* (comment, amendment, new article), others support them; the *committee*
examines: each contribution gets a *decision*, drafted by one and approved by another; a new
version links each change to its contributions; a *conclusion* freezes the report; the *adoption*
is the council's.

Read ``rules`` (window, contributing, examination, text, figures), then ``models``, ``queries``,
``actions``, then the pages.
"""
