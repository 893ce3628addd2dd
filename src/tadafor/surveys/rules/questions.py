"""A form: pages of questions, when each is shown, and what makes a form that nobody could answer.

A form is a plain value; ``told`` writes it as JSON and ``taken_up`` reads it again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

LONGEST_LABEL = 500
LONGEST_TEXT = 4_000
MOST_PAGES = 30
MOST_QUESTIONS = 100
MOST_CHOICES = 50
END = "end"


class QuestionKind(StrEnum):
    """What is asked, and how one answers."""

    SHORT = "short"
    LONG = "long"
    ONE = "one"
    SEVERAL = "several"
    RANKING = "ranking"
    SCALE = "scale"
    MATRIX = "matrix"
    NUMBER = "number"
    DAY = "day"
    PLACE = "place"
    POINT = "point"
    FILE = "file"
    INFORMATION = "information"


CHOOSING = frozenset({QuestionKind.ONE, QuestionKind.SEVERAL, QuestionKind.RANKING, QuestionKind.MATRIX})
ONLINE = frozenset({QuestionKind.POINT, QuestionKind.FILE})  # what no sheet of paper can take
ASKS_CHOICES = frozenset({QuestionKind.ONE, QuestionKind.SEVERAL})  # what a condition may look at


class Profile(StrEnum):
    """What a question tells of who answers, so that the others are crossed with it (§ surveys-profile)."""

    SEX = "sex"
    AGE = "age"


PROFILES = {
    Profile.SEX: frozenset({QuestionKind.ONE}),
    Profile.AGE: frozenset({QuestionKind.ONE, QuestionKind.NUMBER}),
}


class FormRefusal(StrEnum):
    """Why a form cannot be opened."""

    EMPTY = "empty"
    NO_LABEL = "no_label"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    FEW_CHOICES = "few_choices"
    CHOICE_TWICE = "choice_twice"
    NO_ROWS = "no_rows"
    LIMITS_REVERSED = "limits_reversed"
    MORE_THAN_CHOICES = "more_than_choices"
    CONDITION_UNKNOWN = "condition_unknown"
    CONDITION_LATER = "condition_later"
    LEADS_NOWHERE = "leads_nowhere"
    NO_WAY_TO_THE_END = "no_way_to_the_end"
    NEVER_REACHED = "never_reached"
    NOTHING_FOR_SURE = "nothing_for_sure"
    PROFILE_KIND = "profile_kind"
    PROFILE_TWICE = "profile_twice"
    FILE_UNKNOWN = "file_unknown"
    POINT_TWICE = "point_twice"


@dataclass(frozen=True)
class Choice:
    """One answer that may be picked, or one row of a matrix."""

    key: str
    words: str


@dataclass(frozen=True)
class Condition:
    """Shown only to who picked one of these choices of an earlier page (§ surveys-conditions)."""

    question: str
    choices: tuple[str, ...]

    def holds(self, answers: Mapping[str, Any]) -> bool:
        """Whether these answers meet it."""
        said = answers.get(self.question)
        picked = {said} if isinstance(said, str) else set(said or ())
        return bool(picked & set(self.choices))


@dataclass(frozen=True)
class Question:
    """One question. ``least`` and ``most`` limit a number, a scale, or how many are picked or written."""

    key: str
    kind: QuestionKind
    label: str
    help: str = ""
    required: bool = False
    choices: tuple[Choice, ...] = ()
    rows: tuple[Choice, ...] = ()
    least: int | None = None
    most: int | None = None
    low_words: str = ""
    high_words: str = ""
    shuffled: bool = False
    condition: Condition | None = None
    profile: Profile | None = None

    @property
    def asks(self) -> bool:
        return self.kind is not QuestionKind.INFORMATION

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(choice.key for choice in self.choices)


@dataclass(frozen=True)
class Page:
    """Questions shown together. ``leads_to``: the page that follows, by its key; else the next one."""

    key: str
    title: str = ""
    questions: tuple[Question, ...] = ()
    condition: Condition | None = None
    leads_to: str = ""


@dataclass(frozen=True)
class Form:
    """All the pages, in order."""

    pages: tuple[Page, ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for page in self.pages for question in page.questions)

    def question(self, key: str) -> Question | None:
        """Return the question with this key."""
        return next((one for one in self.questions if one.key == key), None)

    def at(self, key: str) -> int | None:
        """Return where the page with this key stands."""
        return next((at for at, page in enumerate(self.pages) if page.key == key), None)

    def told(self) -> dict[str, Any]:
        """Return the form as JSON."""
        return asdict(self)


def taken_up(told: Mapping[str, Any]) -> Form:
    """Read what ``told`` wrote."""
    return Form(tuple(_page(page) for page in told.get("pages", ())))


def _page(told: Mapping[str, Any]) -> Page:
    questions = tuple(_question(one) for one in told["questions"])
    return Page(told["key"], told["title"], questions, _condition(told["condition"]), told["leads_to"])


def _question(told: Mapping[str, Any]) -> Question:
    facts = dict(told) | {
        "kind": QuestionKind(told["kind"]),
        "choices": tuple(Choice(**one) for one in told["choices"]),
        "rows": tuple(Choice(**one) for one in told["rows"]),
        "condition": _condition(told["condition"]),
        "profile": Profile(told["profile"]) if told.get("profile") else None,
    }
    return Question(**facts)


def _condition(told: Mapping[str, Any] | None) -> Condition | None:
    return Condition(told["question"], tuple(told["choices"])) if told else None


def on_paper(form: Form) -> Form:
    """Return the form as a sheet of paper asks it: without maps and files (§ surveys-paper)."""
    pages = (
        replace(page, questions=tuple(one for one in page.questions if one.kind not in ONLINE))
        for page in form.pages
    )
    return Form(tuple(pages))


# ---- what makes a form that nobody could answer


@dataclass(frozen=True)
class Fault:
    """Why a form cannot open, and at which page or question."""

    refusal: FormRefusal
    where: str = ""


def refuse_question(question: Question) -> FormRefusal | None:
    """Say what is wrong with a question taken alone (§ surveys-questions)."""
    if not question.label.strip():
        return FormRefusal.NO_LABEL
    if len(question.label) > LONGEST_LABEL or len(question.help) > LONGEST_TEXT:
        return FormRefusal.TOO_LONG
    if question.kind in CHOOSING:
        refusal = _refuse_choices(question.choices)
        if refusal is None and question.kind is QuestionKind.MATRIX:
            refusal = _refuse_choices(question.rows, least=1)
            refusal = FormRefusal.NO_ROWS if refusal is FormRefusal.FEW_CHOICES else refusal
        if refusal:
            return refusal
    if question.profile and question.kind not in PROFILES[question.profile]:
        return FormRefusal.PROFILE_KIND
    return _refuse_limits(question)


def _refuse_choices(choices: Sequence[Choice], *, least: int = 2) -> FormRefusal | None:
    if len(choices) < least:
        return FormRefusal.FEW_CHOICES
    if len(choices) > MOST_CHOICES:
        return FormRefusal.TOO_MANY
    words = [choice.words.strip() for choice in choices]
    twice = len(set(words)) < len(words) or len({choice.key for choice in choices}) < len(choices)
    return FormRefusal.CHOICE_TWICE if twice or not all(words) else None


def _refuse_limits(question: Question) -> FormRefusal | None:
    least, most = question.least, question.most
    if question.kind is QuestionKind.SCALE and (least is None or most is None or least >= most):
        return FormRefusal.LIMITS_REVERSED
    if least is not None and most is not None and least > most:
        return FormRefusal.LIMITS_REVERSED
    counts = question.kind in {QuestionKind.SEVERAL, QuestionKind.RANKING}
    if counts and max(least or 0, most or 0) > len(question.choices):
        return FormRefusal.MORE_THAN_CHOICES
    return None


def faults(form: Form, *, takes_files: bool = True) -> list[Fault]:
    """Return everything that keeps a form from opening, in the order of its pages (§ surveys-form).

    ``takes_files``: whether who answers is known, and not anonymous (§ surveys-files).
    """
    if not any(question.asks for question in form.questions):
        return [Fault(FormRefusal.EMPTY)]
    if len(form.pages) > MOST_PAGES or len(form.questions) > MOST_QUESTIONS:
        return [Fault(FormRefusal.TOO_MANY)]
    found = [
        Fault(refusal, question.label)
        for question in form.questions
        if (refusal := refuse_question(question))
    ]
    told = [question.profile for question in form.questions if question.profile]
    if len(set(told)) < len(told):
        found.append(Fault(FormRefusal.PROFILE_TWICE))
    found += _apart(form, takes_files=takes_files)
    found += [fault for at, page in enumerate(form.pages) for fault in _conditions(form, at, page)]
    return found or _ways(form)


def _apart(form: Form, *, takes_files: bool) -> list[Fault]:
    """One map a page, so that each is touched alone; files only of who is known (§ surveys-point)."""
    found = [
        Fault(FormRefusal.POINT_TWICE, page.title or page.key)
        for page in form.pages
        if sum(one.kind is QuestionKind.POINT for one in page.questions) > 1
    ]
    files = () if takes_files else tuple(one for one in form.questions if one.kind is QuestionKind.FILE)
    return found + [Fault(FormRefusal.FILE_UNKNOWN, one.label) for one in files]


def _conditions(form: Form, at: int, page: Page) -> list[Fault]:
    told = [(page.condition, page.title or page.key), *((one.condition, one.label) for one in page.questions)]
    return [
        Fault(refusal, where)
        for condition, where in told
        if condition is not None and (refusal := _refuse_condition(form, at, condition))
    ]


def _refuse_condition(form: Form, at: int, condition: Condition) -> FormRefusal | None:
    """A condition looks back: at choices of a page that was answered before this one is drawn."""
    asked = next(
        (
            (place, one)
            for place, page in enumerate(form.pages)
            for one in page.questions
            if one.key == condition.question
        ),
        None,
    )
    if asked is None or asked[1].kind not in ASKS_CHOICES:
        return FormRefusal.CONDITION_UNKNOWN
    if asked[0] >= at:
        return FormRefusal.CONDITION_LATER
    known = bool(condition.choices) and set(condition.choices) <= asked[1].keys
    return None if known else FormRefusal.CONDITION_UNKNOWN


def _ways(form: Form) -> list[Fault]:
    """From every page there is one way on; each leads to the end, and together they reach every page."""
    names = {page.key: page.title or page.key for page in form.pages}
    unknown = [page for page in form.pages if page.leads_to and page.leads_to not in {END, *names}]
    if unknown:
        return [Fault(FormRefusal.LEADS_NOWHERE, names[page.key]) for page in unknown]
    for page in form.pages:
        if not _ends(form, page.key):
            return [Fault(FormRefusal.NO_WAY_TO_THE_END, names[page.key])]
    reached = _reached(form)
    lost = [Fault(FormRefusal.NEVER_REACHED, names[key]) for key in names if key not in reached]
    if lost:
        return lost
    sure = any(
        question.asks and question.condition is None
        for page in form.pages
        if page.condition is None
        for question in page.questions
    )
    return [] if sure else [Fault(FormRefusal.NOTHING_FOR_SURE)]


def after(form: Form, at: int) -> int | None:
    """Return the page that stands after page ``at``, None at the end."""
    leads_to = form.pages[at].leads_to
    if leads_to == END:
        return None
    place = form.at(leads_to) if leads_to else at + 1
    return place if place is not None and place < len(form.pages) else None


def _ends(form: Form, key: str) -> bool:
    at, seen = form.at(key), set()
    while at is not None:
        if at in seen:
            return False
        seen.add(at)
        at = after(form, at)
    return True


def _may_be_passed_over(page: Page) -> bool:
    return page.condition is not None or all(one.condition is not None for one in page.questions)


def _reached(form: Form) -> set[str]:
    """A page that is passed over leads to the one after it in the list; one that is shown, where it says."""
    waiting, seen = [0], set()
    while waiting:
        at = waiting.pop()
        if at in seen or at >= len(form.pages):
            continue
        seen.add(at)
        onward = after(form, at)
        waiting += [onward] if onward is not None else []
        waiting += [at + 1] if _may_be_passed_over(form.pages[at]) else []
    return {form.pages[at].key for at in seen}


def poll_of(form: Form) -> Question | None:
    """Return the question of a poll: a form that asks one thing, by one choice (§ surveys-polls)."""
    asked = [one for one in form.questions if one.asks]
    return asked[0] if len(asked) == 1 and asked[0].kind is QuestionKind.ONE else None
