"""The participatory budget (الميزانية التشاركية): ideas become projects, people vote, the count is public.

Words: an *edition* has an *envelope*; a *project* has a *cost* and *supporters*; a *ballot* approves
projects, gives them points or ranks them; the *count* follows *settings* that are stated before the
vote; a *certificate* shows with whole numbers what was found with decimals.

Read ``rules`` (election, settings, greedy, equal_shares, exact, count, pabulib).
"""
