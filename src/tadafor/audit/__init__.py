"""The audit log: what every verb of the house leaves behind, and how anyone can check it.

Words: an *entry* is the public line that a verb writes in its own transaction; its *clear part*
(who, why, what) stands apart with its salt and can be erased when the law says so; a *leaf* is the
place of an entry in the territory's Merkle log (RFC 6962); a *head* is the signed root of that log.

Read ``rules`` (hashes, proofs and how they are checked), ``models``, ``actions`` (``record`` is what
the other rooms call), ``queries`` (proofs and the first fault), then ``views``. In prose:
``docs/rules/audit.md``.
"""
