"""Numbers, days and moments as Morocco writes them, for pages, messages and documents alike."""

import datetime as dt
from decimal import Decimal

from django.utils import formats
from django.utils.translation import get_language, gettext, ngettext, pgettext

from tadafor.kernel.clock import CASABLANCA, day_of

NO_BREAK = "\u00a0"


def number(value: object, decimals: int = 0) -> str:
    """Write a number with Western digits, groups of three joined by a no-break space, a decimal comma."""
    if value is None or value == "":
        return ""
    exact = value if isinstance(value, int | float | Decimal) else Decimal(str(value))
    written = f"{exact:,.{decimals}f}"
    return written.replace(",", NO_BREAK).replace(".", ",").replace("-", "\u2212")


def measure(value: object) -> str:
    """Write what was measured: with as many decimals as it has, none for a whole number."""
    if value is None or value == "":
        return ""
    exact = Decimal(str(value)).normalize()
    return number(exact, max(0, -int(exact.as_tuple().exponent)))


def percent(value: object, decimals: int = 0) -> str:
    """Write a share that is already counted in hundredths."""
    gap = NO_BREAK if get_language() == "fr" else ""
    return f"{number(value, decimals)}{gap}%"


def dirhams(value: object) -> str:
    """Write an amount of money; cents only when there are some."""
    exact = Decimal(str(value))
    decimals = 0 if exact == exact.to_integral_value() else 2
    return pgettext("amount of money", "%s درهم") % number(exact, decimals)


def day(value: dt.date | dt.datetime | None) -> str:
    """Write a day, ``29 نونبر 2026``; a moment is first brought to Morocco."""
    if value is None:
        return ""
    return _first(formats.date_format(_day(value), "j F Y"))


def short_day(value: dt.date | dt.datetime | None) -> str:
    """Write a day without its year."""
    return "" if value is None else _first(formats.date_format(_day(value), "j F"))


def _first(written: str) -> str:
    """French counts the first day of a month: «1er décembre»."""
    return f"1er {written[2:]}" if get_language() == "fr" and written.startswith("1 ") else written


def month_and_year(value: dt.date) -> str:
    """Write «فبراير 2024»."""
    return formats.date_format(value, "F Y")


def near_day(value: dt.date | dt.datetime, today: dt.date) -> str:
    """Write a day where space is short: the year only when it is another one."""
    return short_day(value) if _day(value).year == today.year else day(value)


def moment(value: dt.datetime | None) -> str:
    """Write a day and its hour in Morocco."""
    if value is None:
        return ""
    here = value.astimezone(CASABLANCA)
    return gettext("%(day)s على الساعة %(hour)s") % {"day": day(here.date()), "hour": f"{here:%H:%M}"}


def late_for(days: int) -> str:
    """Write how long something has been late, as people count days."""
    return ngettext("متأخر منذ يوم واحد", "متأخر منذ %(number)s أيام", days) % {"number": number(days)}


def labelled(name: str, said: object) -> str:
    """Write a name and what is said of it, with the colon of the language."""
    return gettext("%(name)s: %(said)s") % {"name": name, "said": said}


def machine(value: dt.date | dt.datetime) -> str:
    """Write a day or moment for the ``datetime`` attribute."""
    if isinstance(value, dt.datetime):
        return value.astimezone(CASABLANCA).isoformat(timespec="minutes")
    return value.isoformat()


def _day(value: dt.date | dt.datetime) -> dt.date:
    return day_of(value) if isinstance(value, dt.datetime) else value
