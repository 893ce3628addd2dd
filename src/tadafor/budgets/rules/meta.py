"""The settings of a count as facts of a file, written by us or assumed for a file of somebody else."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from tadafor.budgets.rules.pabulib import amount, listed
from tadafor.budgets.rules.parts import BadFile, FileRefusal
from tadafor.budgets.rules.settings import (
    Ceiling,
    Completion,
    CountSettings,
    Method,
    Reserve,
    Tie,
    Utility,
)

# The checker of the format accepts no fact of its own making: ours stand in the first comment.
OPENING = "#1: Count by: "
BETWEEN = " | "
_APART = "%,|=#"
# No exponent: a few letters could ask for a number of a billion digits.
_NUMBER = re.compile(r"-?\d{1,18}(\.\d{1,12}|/\d{1,18})?", re.ASCII)
POZNAN_SHARE = Fraction(4, 5)


@dataclass(frozen=True)
class Understood:
    """The settings for a file, and the names of those it does not state, so that the reader is told."""

    settings: CountSettings
    assumed: tuple[str, ...] = ()


# What each rule named in Pabulib asks; the rest of the settings is assumed.
RULES: dict[str, dict[str, object]] = {
    "greedy": {"method": Method.GREEDY},
    "greedy-threshold": {"method": Method.GREEDY},
    "greedy-exclusive": {"method": Method.GREEDY},
    "greedy-no-skip": {"method": Method.GREEDY, "skip": False},
    "greedy-custom": {"method": Method.GREEDY, "skip": False, "last_share": POZNAN_SHARE},
    "equalshares": {"method": Method.EQUAL_SHARES, "completion": Completion.NONE},
    "equalshares-comparison": {
        "method": Method.EQUAL_SHARES, "completion": Completion.NONE, "comparison": True,
    },
    "equalshares/add1": {"method": Method.EQUAL_SHARES, "completion": Completion.INCREMENT},
    "equalshares/add1-comparison": {
        "method": Method.EQUAL_SHARES, "completion": Completion.INCREMENT, "comparison": True,
    },
}  # fmt: skip
# What a rule that somebody asks for replaces in a file that states everything.
_ANEW: dict[str, object] = {"skip": True, "last_share": None, "comparison": False, "fund_all": False}
BY_METHOD = {
    Method.GREEDY: ("skip", "last_share", "ties", "lot"),
    Method.EQUAL_SHARES: (
        "utility", "integral_start", "completion", "increment", "stop_when_exhaustive", "then_greedy",
        "comparison", "least_support", "ties", "lot",
    ),
}  # fmt: skip


def rule_name(settings: CountSettings) -> str:
    """Return the nearest rule that Pabulib names."""
    if settings.method is Method.GREEDY:
        if settings.least_score and settings.skip:
            return "greedy-threshold"
        return "greedy" if settings.skip else "greedy-no-skip"
    name = "equalshares" if settings.completion is Completion.NONE else "equalshares/add1"
    return f"{name}-comparison" if settings.comparison else name


def stated(settings: CountSettings, *, comment: str = "") -> dict[str, str]:
    """Return every setting as facts to write in a file; ``comment`` is kept after them."""
    said = BETWEEN.join(f"{name}={text}" for name, text in named(settings).items())
    facts = {"comment": f"{OPENING}{said}" + (f" #2: {comment}" if comment else "")}
    if settings.least_score:
        facts["min_project_score_threshold"] = amount(settings.least_score)
    return facts | {"rule": rule_name(settings)}


def named(settings: CountSettings) -> dict[str, str]:
    """Return every setting by its name, in words."""
    return {name: _written(getattr(settings, name)) for name in CountSettings.__annotations__}


def _escaped(text: str) -> str:
    return "".join(f"%{ord(letter):02X}" if letter in _APART else letter for letter in text)


def _plain(text: str) -> str:
    for letter in reversed(_APART):
        text = text.replace(f"%{ord(letter):02X}", letter)
    return text


def _written(value: object) -> str:
    match value:
        case None:
            return "none"
        case bool():
            return "yes" if value else "no"
        case StrEnum():
            return value.value
        case Fraction():
            return str(value)
        case Reserve(mark, share):
            return f"{_escaped(mark)}:{share}"
        case Ceiling(mark, limit):
            return f"{_escaped(mark)}:{limit}"
        case tuple():
            return ",".join(map(_written, value)) or "none"
    return _escaped(str(value))


def understood(meta: dict[str, str], *, instead: str = "") -> Understood:
    """Return the settings by which the file says it is counted; raises BadFile for a value out of place.

    A file of ours states everything. For another, what its rule leaves open is assumed and named; a rule
    that is not known here is counted by the greedy rule, and ``method`` is among what is assumed.
    ``instead`` is a rule to count by whatever the file says: even where it says that all are funded.
    """
    if meta.get("comment", "").startswith(OPENING):
        ours = _ours(meta["comment"])
        return Understood(_instead(ours, instead) if instead else ours)
    rule = instead or meta.get("rule", "").lower()
    asked: dict[str, object] = dict(RULES.get(rule, {}))
    if meta.get("min_project_score_threshold"):
        asked["least_score"] = _fraction(meta["min_project_score_threshold"], "min_project_score_threshold")
    if meta.get("fully_funded") == "1" and not instead:
        asked["fund_all"] = True
    settings = replace(CountSettings(), **asked)  # type: ignore[arg-type]  # names and values are those above
    if settings.method is Method.GREEDY and meta.get("budget_per_category"):
        limits = [_fraction(one, "budget_per_category") for one in listed(meta["budget_per_category"])]
        marks = listed(meta.get("categories", ""))
        if len(marks) != len(limits):
            raise BadFile(FileRefusal.NO_FACT, 0, fact="budget_per_category")
        settings = replace(
            settings,
            ceilings=tuple(Ceiling(mark, limit) for mark, limit in zip(marks, limits, strict=True)),
            lift_ceilings="leftover_budget" in meta,
        )
    assumed = [name for name in ("method", *BY_METHOD[settings.method]) if name not in asked]
    return Understood(settings, (*assumed, *(["exclusive"] if rule == "greedy-exclusive" else [])))


def _instead(stated: CountSettings, rule: str) -> CountSettings:
    found = replace(stated, **(_ANEW | RULES[rule]))  # type: ignore[arg-type]  # names and values are those above
    return found if found.method is Method.GREEDY else replace(found, ceilings=(), lift_ceilings=False)


def number(text: str) -> Fraction:
    """Return a number as people write it; raises ValueError, also for one too long to reckon with."""
    if not _NUMBER.fullmatch(text):
        raise ValueError(text[:40])
    return Fraction(text)


def _fraction(text: str, fact: str) -> Fraction:
    try:
        return number(text)
    except (ValueError, ZeroDivisionError):
        raise BadFile(FileRefusal.NOT_MONEY, 0, said=text[:40], what=fact) from None


def _ours(comment: str) -> CountSettings:
    text = comment.removeprefix(OPENING).partition(" #")[0]
    return from_named(dict(item.partition("=")[::2] for item in text.split(BETWEEN)))


def from_named(said: Mapping[str, str]) -> CountSettings:
    """Return the settings that ``named`` wrote; what is not said stays as usual. Raises BadFile."""
    try:
        return CountSettings(**{name: _read(name, value.strip()) for name, value in said.items()})  # type: ignore[arg-type]
    except (TypeError, ValueError, ZeroDivisionError):
        raise BadFile(FileRefusal.NO_FACT, 0, fact="comment") from None


KINDS = {"method": Method, "utility": Utility, "completion": Completion}
SHARES = ("last_share", "least_score", "least_support", "increment")
OPEN = ("last_share", "least_support")  # these may be none
PAIRS = {"reserves": Reserve, "ceilings": Ceiling}


def _read(name: str, text: str) -> object:
    if name in KINDS:
        return KINDS[name](text)
    if name in SHARES:
        return None if text == "none" and name in OPEN else number(text)
    if name in {"ties", "lot"} or name in PAIRS:
        items = [] if text == "none" else listed(text)
        if name == "ties":
            return tuple(map(Tie, items))
        if name == "lot":
            return tuple(map(_plain, items))
        pairs = (item.rpartition(":") for item in items)
        return tuple(PAIRS[name](_plain(mark), number(most)) for mark, _, most in pairs)
    if text not in {"yes", "no"}:
        raise ValueError(name)
    return text == "yes"
