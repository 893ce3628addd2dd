"""The participatory budget (الميزانية التشاركية): ideas become projects, people vote, the count is public.

Words: an *edition* has a *regulation* (fixed by its announcement), *phases* with their days, and
*envelopes*; *ideas* are merged into a *project*, which a service *studies*; a project has a *cost* and
*supporters*; a *ballot* approves
projects, gives them points or ranks them; the *count* follows *settings* that are stated before the
vote; a *certificate* shows with whole numbers what was found with decimals.

Read ``rules`` (cycle, ideas, studying; voting, keeping, urn; election, settings, greedy, equal_shares,
rounds, exact, count, pabulib), then ``actions`` (setting_up, ideas, studying; keys, casting, opening, again;
counting).
"""
