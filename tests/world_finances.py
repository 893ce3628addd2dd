"""A budget of one territory, for the tests that try to look; see ``tests.world``."""

from tadafor.kernel.scopes import within


def furnish_finances(side) -> None:
    """One year that everybody reads, and a version of the same year that nobody reads yet."""
    from tadafor.finances import actions
    from tadafor.finances.tests import factories as making

    place = making.House(side.territory)
    year = making.YEAR + side.territory.pk % 2  # so that no year of one territory is one of another
    with within(side.territory.pk):
        place.published(year=year, label=f"نظافة الأحياء {side.mark}")
        waiting = place.brought(year=year, label=f"نفقة {side.secret}")
        actions.discard(budget=place.brought(year=year, amount=7), **place.by())
    side.values["finances"] = {"year": year, "version": waiting.version}
