"""The règlement of the participatory budget, as pure functions.

The count needs arrays: ``equal_shares`` and ``exact`` load numpy and are called by workers and
commands only, through ``count``.
"""
