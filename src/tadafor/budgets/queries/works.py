"""What may be said of participatory budgets in other languages (``TADAFOR_WORKS``, § budgets-languages)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.budgets.models import (
    Edition,
    FollowStep,
    Idea,
    Progress,
    Study,
    VoidedVote,
)
from tadafor.budgets.queries.editions import envelopes_of, extensions_of
from tadafor.budgets.queries.ideas import SHOWN
from tadafor.budgets.queries.in_language import ROOM, thing
from tadafor.budgets.queries.projects import projects_of
from tadafor.kernel.text import script_of
from tadafor.translations import queries as translations
from tadafor.translations.rules import Piece, Work, thing_of

LONGEST = 6_000
LONGEST_LINE = 300
MOST_IDEAS = 200


def works(territory_id: int) -> list[Work]:
    """Return the announced editions of a territory, the newest first, each with its ideas by language.

    Of the ideas those that came last are offered, and those already begun.
    """
    seen = Count("projects", filter=Q(projects__trace__visibility="visible"))
    things = Edition.objects.announced().filter(territory_id=territory_id).select_related("territory")
    editions = list(things.annotate(seen=seen).order_by("-announced_on", "-pk"))
    ideas = Idea.objects.filter(SHOWN, edition__in=[one.pk for one in editions]).exclude(title="")
    told: dict[int, dict[str, int]] = defaultdict(dict)
    counted = ideas.order_by("edition_id", "language").values_list("edition_id", "language")
    for edition_id, language, many in counted.annotate(n=Count("pk")):
        told[edition_id][language] = many
    return list(chain.from_iterable(_works(one, told[one.pk]) for one in editions))


def _works(one: Edition, ideas: Mapping[str, int]) -> Iterator[Work]:
    address = reverse("budgets:desk_overview", args=[one.territory.slug, one.slug])
    common: dict[str, Any] = {"territory_id": one.territory_id, "address": address}
    yield Work(
        **common,
        thing=thing(one),
        kind=_("الميزانية التشاركية"),
        title=one.title,
        language=one.language,
        size=1 + one.seen,  # type: ignore[attr-defined]
        pieces=partial(_pieces, one),
        icon="coins",
    )
    for language, many in ideas.items():
        work = thing_of(ROOM, f"ideas-{language}", one.pk)
        yield Work(
            **common,
            thing=work,
            kind=_("أفكار للميزانية التشاركية"),
            title=one.title,
            language=language,
            size=min(many, MOST_IDEAS),
            pieces=partial(_ideas, one, work, language),
            icon="lightbulb",
        )


@dataclass(frozen=True)
class _Group:
    """Pieces that are typed on one page."""

    thing: str
    name: str
    heading: str
    official: bool = False

    def line(self, field: str, text: str, label: str, *, official: bool = False) -> Piece:
        return replace(self.text(field, text, label, LONGEST_LINE, official=official), on_one_line=True)

    def text(
        self, field: str, text: str, label: str, longest: int = LONGEST, *, official: bool = False
    ) -> Piece:
        return Piece(
            thing=self.thing,
            field=field,
            text=text,
            longest=longest,
            group=self.name,
            heading=self.heading,
            label=label,
            official=official or self.official,
        )


def _pieces(one: Edition) -> list[Piece]:
    return [piece for piece in chain(_regulation(one), _projects(one)) if piece.text]


def _regulation(one: Edition) -> Iterator[Piece]:
    """The rules were agreed before anything else: a second person publishes their version."""
    group = _Group(thing(one), "words", one.title)
    yield group.line("title", one.title, _("عنوان الدورة"))
    yield group.text("summary", one.summary, _("بكلمات قليلة"))
    stated = {
        "principles": _("المبادئ"),
        "criteria": _("معايير المشاريع"),
        "roles": _("من يفعل ماذا؟"),
        "void_rule": _("إذا تعذر فتح الصندوق"),
        "void_reason": _("سبب بطلانه"),
    }
    lists = {
        "study_criteria": _("معايير المشاريع"),
        "score_grid": _("شبكة النوع والولوجيات"),
        "marks": _("حصة مخصصة"),
    }
    for name, label in stated.items():
        yield group.text(name, getattr(one, name), label, official=True)
    for name, label in lists.items():
        for row in getattr(one, name):
            yield group.line(f"{name}-{row['key']}", row["words"], label, official=True)
    for each in envelopes_of(one):
        yield group.line(f"envelope-{each.pk}", each.name, _("الغلاف المالي"), official=True)
    for told in extensions_of(one):
        yield group.text(f"extension-{told.pk}", told.reason, _("السبب"), official=True)
    for void in VoidedVote.objects.filter(edition=one):
        yield group.text(f"voided-{void.pk}", void.reason, _("سبب بطلانه"), official=True)


def _projects(one: Edition) -> Iterator[Piece]:
    """What stands on the ballot and what the services found: a second person publishes its version."""
    shown = [each for each in projects_of(one) if each.trace.visibility == "visible"]
    keys = [each.pk for each in shown]
    studies = _by_project(Study.objects.filter(project__in=keys).prefetch_related("answers"))
    steps = _by_project(FollowStep.objects.filter(project__in=keys))
    progress = _by_project(Progress.objects.filter(project__in=keys))
    for each in shown:
        heading = f"{each.number} · {each.title}"
        group = _Group(thing(each), f"project-{each.number}", heading, official=True)
        yield group.line("title", each.title, _("عنوان المشروع"))
        yield group.text("description", each.description, _("وصف المشروع"))
        yield group.line("beneficiaries", each.beneficiaries, _("من يستفيد منه؟"))
        yield group.line("place", each.place, _("أين بالضبط؟"))
        yield group.text("withdrawal_reason", each.withdrawal_reason, _("السبب"))
        for study in studies[each.pk]:
            yield from _study(study, group, one.language)
        for step in steps[each.pk]:
            yield group.line(f"step-{step.pk}", step.reference, _("المرجع"))
        for told in progress[each.pk]:
            yield group.text(f"told-{told.pk}", told.note, _("ما مآل المشاريع الفائزة؟"))
            yield group.text(f"late-{told.pk}", told.late_because, _("السبب"))


def _study(one: Study, group: _Group, language: str) -> Iterator[Piece]:
    yield group.line(f"service-{one.pk}", one.service, _("المصلحة"))
    yield group.text(f"study-{one.pk}", one.reason, _("الدراسة التقنية"))
    for key, said in one.findings.items():
        yield group.text(f"note-{one.pk}-{key}", said["note"], _("الدراسة التقنية"))
    for each in one.answers.all():
        if script_of(each.body) == language:  # their authors write as they please
            yield group.text(f"answer-{each.pk}", each.body, _("جواب أصحاب المشروع"))


def _by_project(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for one in rows:
        found[one.project_id].append(one)
    return found


# ---- ideas


def _ideas(edition: Edition, work: str, language: str) -> list[Piece]:
    things = Idea.objects.filter(SHOWN, edition=edition, language=language).exclude(title="")
    latest = things.order_by("-number").values("pk")[:MOST_IDEAS]
    begun = [int(name.rpartition(":")[2]) for name in translations.begun_in(work)]
    rows = things.filter(Q(pk__in=latest) | Q(pk__in=begun)).defer("search_text", "grams")
    return [piece for one in rows.order_by("-number") for piece in _idea(one) if piece.text]


def _idea(one: Idea) -> Iterator[Piece]:
    group = _Group(thing(one), f"idea-{one.number}", f"{one.number} · {one.title}")
    yield group.line("title", one.title, _("عنوان الفكرة في جملة"))
    yield group.text("body", one.body, _("ماذا تقترحون؟ ولماذا؟"))
    yield group.line("place", one.place, _("أين بالضبط؟"))
    yield group.line("beneficiaries", one.beneficiaries, _("من يستفيد منها؟"))
