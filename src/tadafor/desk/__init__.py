"""The staff member's day: what awaits me, by when, and where it is done.

The desk has no table and does no work of its own: each room says what awaits (``kernel.awaiting``) and
does it on its own page.
"""
