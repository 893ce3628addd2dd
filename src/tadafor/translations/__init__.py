"""Versions in other languages: what a territory wrote, said again in the language of who reads.

Words: a *work* is one thing that people read (a consultation, a petition), whose *pieces* are its texts: a
title, an article. A *rendering* says a piece in another language; it remembers which words it renders by
their *mark*. What is missing is read in its own language, and the page says so once.

A room tells its works by ``TADAFOR_WORKS`` (``rules.Work``) and reads through ``queries.reading``; it keeps
no version itself. Read ``rules``, ``models``, ``queries``, ``actions``, ``desk``.
"""
