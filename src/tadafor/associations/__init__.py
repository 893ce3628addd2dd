"""Associations (الجمعيات والفاعلون): who is organised here, who speaks for whom, until when.

Its words: an *association* is an actor of the territory's life, confirmed by the commune; a *mandate*
lets a person act in its name, within limits and for a time.
Read ``rules``, then ``models``, ``queries``, ``actions``, then the desk.
"""
