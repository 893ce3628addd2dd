"""Notices: what the house tells a person, on a page of their account, by e-mail or by SMS.

A *notice* is one thing told to one person, written in their language at that moment. A *delivery* is
the same thing on its way by e-mail or SMS; its row is the queue, so nothing is lost by a killed process.
A *preference* says how often e-mails come (at once, every day, every week, never) and which *topics*
may come by SMS. The page always has everything.

Rooms call ``actions.notify`` inside their own transaction, with a ``notices.Message``.
Read ``rules``, ``models``, ``notices``, ``actions``, ``tasks``, then ``views``.
"""
