"""The first pages: everyone's front page, a territory's page, finding a place, searching, the feed.

Home has no table. It looks down on every room through ``kernel.openings`` and their ``queries``, and is
one of the few places that read across territories. Read ``queries``, then ``views``.
"""
