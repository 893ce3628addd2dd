"""The first pages: everyone's front page, a territory's page, finding a place, searching, the feed.

Home looks down on every room through ``kernel.openings`` and their ``queries``, and is one of the few places
that read across territories. Its only table keeps what subscribed calendars were told, so that they hear of
what moves (``rules``, ``tasks``). Read ``queries``, then ``views``.
"""
