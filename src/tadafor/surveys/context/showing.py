"""Results and maps as values that templates draw: bars with their tables, and the picture of groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tadafor.surveys.queries import Statement
from tadafor.surveys.rules.crossing import told_counts
from tadafor.surveys.rules.opinions import Group, OpinionMap, Said
from tadafor.surveys.rules.pointing import Point, metres
from tadafor.surveys.rules.questions import ONLINE, Question, QuestionKind
from tadafor.surveys.rules.results import Summary
from tadafor.ui.components import Bar
from tadafor.ui.formatting import number
from tadafor.ui.maps import Place, Quarter

MOST_BARS = 25
TONES = ("green", "saffron", "terracotta", "plain", "green")


@dataclass(frozen=True)
class Drawn:
    """One question of a result: bars, a table, and a sentence."""

    question: Question
    answered: int
    bars: tuple[Bar, ...] = ()
    headers: tuple[str, ...] = ()
    table: tuple[tuple[object, ...], ...] = ()
    line: str = ""
    written: int = 0
    files: int = 0
    pins: tuple[Place, ...] = ()


def drawn(summary: Summary, places: Mapping[str, str], quarters: Sequence[Quarter] = ()) -> Drawn:
    """Return one question ready to be drawn."""
    question, words = summary.question, {one.key: one.words for one in summary.question.choices}
    if question.kind in ONLINE:
        return _points(summary, quarters) if question.kind is QuestionKind.POINT else _files(summary)
    match question.kind:
        case QuestionKind.ONE | QuestionKind.SEVERAL:
            bars = tuple(Bar(words[key], count) for key, count in summary.counts.items() if key in words)
            return Drawn(question, summary.answered, bars)
        case QuestionKind.RANKING:
            return _ranking(summary, words)
        case QuestionKind.SCALE | QuestionKind.NUMBER:
            return _numbers(summary)
        case QuestionKind.MATRIX:
            return _matrix(summary, words)
        case QuestionKind.PLACE:
            found = sorted(summary.counts.items(), key=lambda pair: -pair[1])[:MOST_BARS]
            bars = tuple(Bar(places.get(key, _("حي لم يعد في اللائحة")), count) for key, count in found)
            return Drawn(question, summary.answered, bars)
        case QuestionKind.DAY:
            found = sorted(summary.counts.items())[:MOST_BARS]
            return Drawn(question, summary.answered, tuple(Bar(day, count) for day, count in found))
        case _:
            return Drawn(question, summary.answered, written=summary.answered)


def _files(summary: Summary) -> Drawn:
    return Drawn(summary.question, summary.answered, files=summary.answered)


def _points(summary: Summary, quarters: Sequence[Quarter]) -> Drawn:
    """Squares where five or more pointed, numbered on the map as in the table (§ surveys-point)."""
    told = list(told_counts(summary.question, summary.counts).items())[:MOST_BARS]
    pins = tuple(
        Place(_points_words(many), point.latitude, point.longitude, at)
        for at, (square, many) in enumerate(told, start=1)
        for point in [Point.of(square)]
    )
    table = tuple(
        (number(pin.number), _nearest(Point.of(square), quarters), number(many))
        for pin, (square, many) in zip(pins, told, strict=True)
    )
    left = summary.answered - sum(many for _square, many in told)
    line = _("خارج هذه المربعات أو دون خمس نقط: %(n)s.") % {"n": number(left)} if left else ""
    headers = (_("الرقم"), _("أقرب حي"), _("النقط")) if table else ()
    return Drawn(summary.question, summary.answered, (), headers, table, line, pins=pins)


def _nearest(point: Point, quarters: Sequence[Quarter]) -> str:
    """Return the neighbourhood nearest to the middle of a square, else its degrees."""
    near = sorted(quarters, key=lambda one: metres(point, Point(one.latitude, one.longitude)))
    return near[0].label if near else f"\u2066{point.latitude}, {point.longitude}\u2069"


def _points_words(many: int) -> str:
    return ngettext("%(n)s نقطة", "%(n)s نقطة", many) % {"n": many}


def _ranking(summary: Summary, words: Mapping[str, str]) -> Drawn:
    bars = tuple(Bar(words[one.key], round(float(one.points), 1)) for one in summary.ranked)
    table = tuple(
        (number(one.place), words[one.key], f"{float(one.points):g}", number(one.firsts))
        for one in summary.ranked
    )
    headers = (_("الرتبة"), _("الاختيار"), _("النقط"), _("مرات في المرتبة الأولى"))
    return Drawn(summary.question, summary.answered, bars, headers, table)


def _numbers(summary: Summary) -> Drawn:
    if summary.mean is None:
        return Drawn(summary.question, summary.answered)
    facts = {"mean": f"{float(summary.mean):.1f}", "median": summary.median}
    line = _("المعدل %(mean)s، والوسيط %(median)s.") % facts
    found = sorted(told_counts(summary.question, summary.counts).items())
    bars = tuple(Bar(str(value), count) for value, count in found) if len(found) <= MOST_BARS else ()
    return Drawn(summary.question, summary.answered, bars, line=line)


def _matrix(summary: Summary, words: Mapping[str, str]) -> Drawn:
    headers = ("", *words.values())
    table = tuple(
        (row.words, *(number(summary.counts.get((row.key, key), 0)) for key in words))
        for row in summary.question.rows
    )
    return Drawn(summary.question, summary.answered, headers=headers, table=table)


# ---- the picture of groups

WIDTH, HEIGHT, MARGIN = 400.0, 300.0, 24.0


def letter_of(group: Group) -> str:
    """Return by which letter a group is called, in the letters of the reader."""
    return _("أ ب ج د ه").split()[group.colour]


def picture(told: OpinionMap, title: str) -> SafeString:
    """Draw the groups: outlines, squares with how many stand there, a letter in each; colours never alone."""
    places = [(x, y) for x, y, _colour, _many in told.dots] + [group.centre for group in told.groups]
    sheet = _Sheet(places)
    drawing = format_html_join("", "{}", ((_group(sheet, told, group),) for group in told.groups))
    return format_html(
        '<figure class="map opinions"><svg viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg></figure>',
        int(WIDTH),
        int(HEIGHT),
        title,
        drawing,
    )


class _Sheet:
    """From the plane of opinions to points of the drawing, both axes to one scale."""

    def __init__(self, places: Sequence[tuple[float, float]]) -> None:
        xs, ys = [x for x, _y in places], [y for _x, y in places]
        wide, tall = max(max(xs) - min(xs), 1e-6), max(max(ys) - min(ys), 1e-6)
        self.scale = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / tall)
        self.middle = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2

    def at(self, place: tuple[float, float]) -> tuple[float, float]:
        x = WIDTH / 2 + (place[0] - self.middle[0]) * self.scale
        y = HEIGHT / 2 - (place[1] - self.middle[1]) * self.scale
        return round(x, 1), round(y, 1)


def _group(sheet: _Sheet, told: OpinionMap, group: Group) -> SafeString:
    outline = "L".join(f"{x} {y}" for x, y in map(sheet.at, group.outline))
    line = format_html('<path d="M{}Z"/>', outline) if outline else ""
    dots = format_html_join(
        "",
        '<circle cx="{}" cy="{}" r="{}"/>',
        (
            (*sheet.at((x, y)), round(min(9.0, 2.2 * many**0.5), 1))
            for x, y, colour, many in told.dots
            if colour == group.colour
        ),
    )
    x, y = sheet.at(group.centre)
    letter = format_html('<text x="{}" y="{}">{}</text>', x, y + 8, letter_of(group))
    return format_html('<g class="tone-{}">{}{}{}</g>', TONES[group.colour], line, dots, letter)


@dataclass(frozen=True)
class Line:
    """A statement beside the map, with how it was answered in words."""

    statement: Statement
    words: str


@dataclass(frozen=True)
class Shown:
    """A group in words."""

    letter: str
    tone: str
    people: int
    lines: tuple[Line, ...]


def groups_of(told: OpinionMap, statements: Mapping[int, Statement]) -> list[Shown]:
    """Return the groups in words, with the statements that speak for each."""
    return [
        Shown(
            letter_of(group),
            TONES[group.colour],
            group.people,
            lines_of(group.speaking, statements),
        )
        for group in told.groups
    ]


def lines_of(said: Sequence[Said], statements: Mapping[int, Statement]) -> tuple[Line, ...]:
    """Return statements with their shares in words; one that was hidden since is left out."""
    return tuple(
        Line(statements[one.statement], share_words(one)) for one in said if one.statement in statements
    )


def share_words(one: Said) -> str:
    """Say how many of those who saw a statement agreed or disagreed."""
    if not one.seen:
        return _("لم يره عدد كاف")
    part = one.agreed if one.agrees else one.disagreed
    facts = {"share": round(100 * (part or 0) / one.seen), "seen": one.seen}
    if one.agrees:
        return _("وافق %(share)s %% من %(seen)s") % facts
    return _("رفض %(share)s %% من %(seen)s") % facts
