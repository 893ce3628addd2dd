"""People: accounts, what they may do and where, and nothing about them that is not needed.

Its words: a *person* has an e-mail address or a phone; a *role* is held in one territory; a *link*
says that somebody lives or works there, and which document was seen; an *actor* is who is asking,
as every other room sees it.
Read ``rules``, then ``models``, ``actor``, ``queries``, ``actions`` (``codes``, ``roles``,
``links``, ``accounts``), then the views.
"""
