"""The texts of a consultation that may be said in other languages (``TADAFOR_WORKS``)."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from tadafor.consultations.models import Conclusion, Consultation, Version, Wording, Workshop
from tadafor.consultations.queries.consultations import committee_of
from tadafor.consultations.queries.in_language import axis, instruction, passage, seat, thing
from tadafor.consultations.queries.text import label_of, wordings_in
from tadafor.consultations.rules import contributing
from tadafor.consultations.rules.cards import LONGEST_FIELD
from tadafor.kernel.words import word
from tadafor.translations.rules import Piece, Work


def works(territory_id: int) -> list[Work]:
    """Return the consultations of a territory, newest first."""
    things = Consultation.objects.filter(territory_id=territory_id).select_related(
        "territory", "conclusion", "committee"
    )
    sittings = Count("workshops", filter=Q(workshops__published_at__isnull=False))
    found = list(things.annotate(sittings=sittings).order_by("-opens_on", "-pk"))
    sizes = _passages(found)
    return [_work(one, sizes.get(one.pk, 0)) for one in found]


def _passages(things: Sequence[Consultation]) -> dict[int, int]:
    """Return how many passages the last version of each has."""
    last = Version.objects.filter(consultation=OuterRef("version__consultation")).order_by("-number")
    told = Wording.objects.filter(
        version__consultation__in=things, version_id=Subquery(last.values("pk")[:1])
    )
    rows = told.order_by().values_list("version__consultation").annotate(passages=Count("pk"))
    return dict(rows)


def _work(one: Consultation, passages: int) -> Work:
    sittings: int = one.sittings  # type: ignore[attr-defined]  # counted by the query
    return Work(
        thing=thing(one),
        kind=_("تشاور عمومي"),
        title=one.title,
        language=one.language,
        territory_id=one.territory_id,
        address=reverse("consultations:desk_overview", args=[one.territory.slug, one.slug]),
        size=1 + passages + sittings + hasattr(one, "committee") + hasattr(one, "conclusion"),
        pieces=partial(pieces_of_work, one),
        icon="messages-square",
    )


def pieces_of_work(one: Consultation) -> list[Piece]:
    """Return its words, its text as it last stands (published or not), its workshops, its report."""
    return [
        piece
        for piece in (*_words(one), *_text(one), *_seats(one), *_sittings(one), *_report(one))
        if piece.text
    ]


def _words(one: Consultation) -> Iterator[Piece]:
    common: dict[str, Any] = {"thing": thing(one), "group": "words", "heading": _("العنوان والموضوع")}
    yield Piece(
        **common, field="title", text=one.title, longest=200, label=_("عنوان التشاور"), on_one_line=True
    )
    yield Piece(**common, field="stake", text=one.stake, longest=4_000, label=_("ما موضوع هذا التشاور؟"))
    yield Piece(**common, field="promise", text=one.promise, longest=4_000, label=_("ماذا سنفعل بمساهماتكم؟"))
    for named in one.axes.order_by("position"):
        yield Piece(
            **common,
            field=axis(named.name),
            text=named.name,
            longest=120,
            label=_("محور ذو أولوية"),
            on_one_line=True,
        )
    for held in one.rounds.order_by("number"):
        asked = _("ما يُطلب في الجولة %(number)s") % {"number": held.number}
        yield Piece(
            **common, field=instruction(held.number), text=held.instruction, longest=2_000, label=asked
        )


def _text(one: Consultation) -> Iterator[Piece]:
    version = one.versions.order_by("-number").first()
    for wording in wordings_in.all(version=version.pk) if version else ():
        yield from _passage(wording)
    if version and version.note:
        heading = _("مذكرة الصيغة %(number)s") % {"number": version.number}
        common: dict[str, Any] = {"group": f"note-{version.number}", "heading": heading, "label": heading}
        yield Piece(thing=thing(version), field="note", text=version.note, longest=3_000, **common)


def _passage(wording: Wording) -> Iterator[Piece]:
    sort = wording.passage.sort
    number = label_of(sort, wording.number)
    common: dict[str, Any] = {
        "thing": passage(wording.passage_id),
        "group": f"text-{wording.passage.key}",
        "heading": f"{number} · {wording.title}" if number else wording.title,
        "official": True,
    }
    yield Piece(
        **common, field="title", text=wording.title, longest=200, label=_("العنوان"), on_one_line=True
    )
    if sort == "card":
        for one, said in wording.five.filled():
            yield Piece(**common, field=one.value, text=said, longest=LONGEST_FIELD, label=word(one))
    else:
        longest = contributing.LONGEST_PROPOSAL
        yield Piece(**common, field="body", text=wording.body, longest=longest, label=_("النص"))


def _seats(one: Consultation) -> Iterator[Piece]:
    committee = committee_of(one)
    if committee is None:
        return
    common: dict[str, Any] = {"thing": thing(committee), "group": "committee", "heading": _("اللجنة")}
    common |= {"on_one_line": True}
    yield Piece(**common, field="name", text=committee.name, longest=200, label=_("اسم اللجنة"))
    label = _("القرار المُحدث لها")
    yield Piece(**common, field="founded_by", text=committee.founded_by, longest=300, label=label)
    for capacity in dict.fromkeys(member.capacity for member in committee.members.all()):
        yield Piece(**common, field=seat(capacity), text=capacity, longest=200, label=_("الصفة"))


def _sittings(one: Consultation) -> Iterator[Piece]:
    workshop = _("ورشة")
    for sitting in Workshop.objects.filter(consultation=one, published_at__isnull=False):
        common: dict[str, Any] = {
            "thing": thing(sitting),
            "group": f"workshop-{sitting.number}",
            "heading": f"{workshop} · {sitting.title}",
        }
        yield Piece(
            **common,
            field="title",
            text=sitting.title,
            longest=200,
            label=_("عنوان الورشة"),
            on_one_line=True,
        )
        yield Piece(**common, field="note", text=sitting.note, longest=4_000, label=_("ملاحظة"))


def _conclusion(one: Consultation) -> Conclusion | None:
    return getattr(one, "conclusion", None)


def _report(one: Consultation) -> Iterator[Piece]:
    found = _conclusion(one)
    if found is not None:
        common: dict[str, Any] = {"thing": thing(found), "group": "report", "heading": _("تقرير التشاور")}
        yield Piece(
            **common, field="words", text=found.words, longest=6_000, label=_("كلمة الجماعة في التقرير")
        )
        yield Piece(
            **common,
            field="unchanged_because",
            text=found.unchanged_because,
            longest=2_000,
            label=_("لماذا بقي النص كما هو؟"),
        )
