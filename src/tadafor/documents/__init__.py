"""Documents: files that people and the territory attach to a trace.

Words: a *document* (وثيقة) is one stored file with its title; it is *public* or *private*; what is
*removed* (سحب) leaves its title and the reason. A file is what its content says, never what its
name says. Read in this order: ``rules``, ``models``, ``queries``, ``actions``, ``forms``,
``views``; the rules in prose are ``docs/rules/documents.md``.
"""
