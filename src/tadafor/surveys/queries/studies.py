"""Studies ready to be asked, in Arabic and French; their keys stay, so that two years can be compared."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tadafor.surveys.rules.questions import Choice, Form, Page, Profile, Question, QuestionKind

FOLDER = Path(__file__).parents[1] / "studies"
NAMES = ("obstacles", "digital-use", "participatory-paths")
LIMITS = ("least", "most", "shuffled", "required")


@dataclass(frozen=True)
class Study:
    """One study in one language."""

    name: str
    title: str
    intro: str
    language: str
    form: Form


def language_of(language: str) -> str:
    """Return the language in which studies are kept for a reader of ``language``."""
    return "fr" if language == "fr" else "ar"


@cache
def study(name: str, language: str) -> Study | None:
    """Return a study in Arabic or French (§ surveys-studies)."""
    if name not in NAMES:
        return None
    told = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    pages = tuple(
        Page(f"p{at}", page[language], tuple(_question(one, language) for one in page["questions"]))
        for at, page in enumerate(told["pages"], start=1)
    )
    return Study(name, told[language], told[f"intro_{language}"], language, Form(pages))


def studies(language: str) -> list[Study]:
    """Return every study, as a reader of ``language`` would begin it."""
    return [one for name in NAMES if (one := study(name, language_of(language)))]


def _question(told: Mapping[str, Any], language: str) -> Question:
    profile = told.get("profile")
    return Question(
        key=told["key"],
        kind=QuestionKind(told["kind"]),
        label=told[language],
        choices=_choices(told.get("choices", ()), language),
        rows=_choices(told.get("rows", ()), language),
        low_words=told.get(f"low_words_{language}", ""),
        high_words=told.get(f"high_words_{language}", ""),
        profile=Profile(profile) if profile else None,
        **{name: told[name] for name in LIMITS if name in told},
    )


def _choices(told: Any, language: str) -> tuple[Choice, ...]:  # noqa: ANN401 -- lists of a file
    at = 2 if language == "fr" else 1
    return tuple(Choice(row[0], row[at]) for row in told)
