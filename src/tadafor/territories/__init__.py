"""The ground of the house: places, the territories that joined, their offices and their calendar.

Words: a *place* is a region, province, prefecture, commune or arrondissement of the census; a
*territory* is a commune, a province or prefecture, or a region that joined, and so a tenant; its
*sessions* are those of its council; a *day off* is a national holiday or a closure of its own.

Read ``rules`` (names, days, sessions, opening hours), ``models``, ``queries``, ``actions``, then
``middleware`` (whose address is this?). In prose: ``docs/rules/time.md``.
"""
