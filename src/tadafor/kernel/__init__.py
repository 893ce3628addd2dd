"""The kernel: what every room stands on and what knows no room.

Read in this order: ``clock`` (time), ``choices`` and ``words`` (closed lists and their labels),
``refusals`` (why not), ``identifiers``, ``text`` and ``search`` (Arabic text), ``scopes``
(one territory at a time), ``pages`` (how long a page may be kept, lists by twenty).
"""
