"""The pages everyone reads."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tadafor.consultations import queries, rules
from tadafor.consultations.context import Here, here, shown
from tadafor.consultations.forms import FilterForm
from tadafor.documents import queries as documents
from tadafor.kernel import clock, pages
from tadafor.kernel.together import ahead
from tadafor.kernel.words import word
from tadafor.moderation import queries as moderation
from tadafor.people.actor import Request
from tadafor.traces import queries as traces
from tadafor.ui.components import Tab
from tadafor.ui.formatting import day

FEW = 3


def index(request: Request, territory: str) -> HttpResponse:
    """The consultations of a territory: open, coming, being answered, ended."""
    now = clock.now()
    response = render(
        request,
        "consultations/index.html",
        queries.shelves_in_language(queries.shelves(clock.day_of(now))) | {"territory": request.territory},
    )
    if request.actor.is_signed_in:
        return pages.never_stored(response)
    midnight = clock.start_of(clock.day_of(now) + timedelta(days=1))
    return pages.keep(response, now=now, until=midnight)


def consultation(request: Request, territory: str, slug: str) -> HttpResponse:
    """A consultation: what is at stake, what will be done, its text, its committee."""
    place = here(slug)
    with ahead(queries.wanted_around(place.consultation)):
        return _consultation(request, place)


def _consultation(request: Request, place: Here) -> HttpResponse:
    one = place.consultation
    versions = queries.published_versions(one)
    version = versions[-1] if versions else None
    lines = queries.contents(version, with_counts=True) if version and not one.on_cards else []
    return shown(
        request,
        "consultations/consultation.html",
        place,
        says=queries.WORDS,
        version=version,
        lines=lines,
        articles=[line for line in lines if line.sort == "article"],
        cards=_cards(request, one, version),
        extensions=queries.extensions_of(place.consultation),
        committee=queries.committee_of(place.consultation),
        versions=versions,
        ending=queries.ending_of(place.consultation),
        workshops=queries.published_workshops(place.consultation),
        rules=_announced_rules(place),
        documents=documents.of_trace(place.consultation.trace),
        readings=queries.readings_of_whole(place.consultation),
        follows=traces.follows(place.consultation.trace, request.actor.person_id),
    )


@dataclass(frozen=True)
class Cards:
    """The cards of a consultation by axis, how they may be narrowed, and the rounds."""

    shelves: list[queries.Shelf]
    tabs: list[Tab]
    rounds: list[tuple[queries.Round, list[Any]]]
    drawn: dict[int, int]

    @property
    def first(self) -> queries.CardLine | None:
        return self.shelves[0].cards[0] if self.shelves else None


def _cards(request: Request, one: queries.Consultation, version: queries.Version | None) -> Cards | None:
    if version is None or not one.on_cards:
        return None
    everything = queries.shelves_of_cards(one, version)
    names = [shelf.axis for shelf in everything if shelf.axis]
    asked = request.GET.get("axis", "")
    asked = asked if asked in names else ""
    tabs = [Tab(_("كل المحاور"), f"{request.path}#cards", current=not asked)]
    tabs += [
        Tab(name, f"{request.path}?{urlencode({'axis': name})}#cards", current=name == asked)
        for name in names
    ]
    shelves = [shelf for shelf in everything if not asked or shelf.axis == asked]
    rounds = queries.rounds_of(one)
    heard = queries.readings_of_rounds(rounds)
    shown_rounds = [(each, heard.get(each.instruction, [])) for each in rounds]
    return Cards(shelves, tabs, shown_rounds, queries.contributions_by_round(one))


def printed_sheet(request: Request, territory: str, serial: str) -> HttpResponse:
    """From the code of a printed sheet to the form that asks the same, online (§ consultations-printed)."""
    sheet = queries.printed_sheet(rules.read_serial(serial))
    if sheet is None:
        raise Http404
    where = [territory, sheet.consultation.slug]
    if sheet.passage is None:
        address = reverse("consultations:contribute", args=[*where, sheet.kind])
    else:
        address = reverse("consultations:contribute_article", args=[*where, sheet.passage.key, sheet.kind])
    return pages.never_stored(HttpResponseRedirect(f"{address}?{urlencode({'sheet': sheet.serial})}"))


def _announced_rules(place: Here) -> list[tuple[str, object]]:
    one = place.consultation
    window = _("من %(opens)s إلى غاية %(closes)s") % {
        "opens": day(one.opens_on),
        "closes": day(one.closes_on),
    }
    return [
        (_("من يساهم؟"), one.audience_word),
        (_("الأسماء"), one.names_word),
        (_("النشر"), one.moderation_word),
        (_("المدة"), window),
    ]


def article(request: Request, territory: str, slug: str, key: str) -> HttpResponse:
    """An article: its words, what people propose of it, its history."""
    place = here(slug)
    history = queries.history_of(place.consultation, key)
    if not history.wordings:
        raise Http404
    wording = history.wordings[0]
    things = queries.public_list(place.consultation, passage=key, most_supported=True)
    counts = queries.counts_by_kind(place.consultation, key)
    return shown(
        request,
        "consultations/card.html" if wording.passage.sort == "card" else "consultations/article.html",
        place,
        wording=wording,
        label=queries.label_of(wording.passage.sort, wording.number),
        fields=blocks(wording),
        stands=history.stands,
        kinds=[(word(kind), n) for kind, n in counts.items() if n],
        total=sum(counts.values()),
        total_words=_contributions(sum(counts.values())),
        views=queries.viewed_rows(place.consultation, things[:FEW], phase=place.phase),
        neighbours=queries.neighbours(wording),
        readings=queries.readings_of_wording(wording),
        history=history.wordings,
        oldest=history.wordings[-1],
    )


_ICONS = {
    rules.Field.PROBLEM: "triangle-alert",
    rules.Field.SOLUTION: "lightbulb",
    rules.Field.FUNDING: "coins",
    rules.Field.FOLLOW_UP: "list-checks",
    rules.Field.IMPACT: "chart-column",
}


def blocks(wording: queries.Wording) -> list[tuple[rules.Field, str, str]]:
    """Return the five fields of a card, each with its icon and its words; an article has none."""
    if wording.passage.sort != "card":
        return []
    return [(one, icon, wording.five.said(one)) for one, icon in _ICONS.items()]


def _contributions(count: int) -> str:
    return ngettext("مساهمة واحدة", "%(count)s مساهمة", count) % {"count": number_format(count)}


def contributions(request: Request, territory: str, slug: str, key: str | None = None) -> HttpResponse:
    """The list of contributions, by twenty, on one article or on everything."""
    place = here(slug)
    wording = queries.last_wording_of(place.consultation, key) if key else None
    if key and wording is None:
        raise Http404
    form = FilterForm(
        request.GET,
        decided=place.is_decided,
        kinds=rules.KINDS_OF[rules.Subject(place.consultation.subject)],
        rounds=place.consultation.round_number,
    )
    things = queries.public_list(place.consultation, passage=key, **form.asked())
    page = pages.page_of(things, request.GET.get("page"))
    return shown(
        request,
        "consultations/contributions.html",
        place,
        form=form,
        wording=wording,
        label=queries.label_of(wording.passage.sort, wording.number) if wording else "",
        page=page,
        total_words=_contributions(page.paginator.count),
        views=queries.viewed_rows(place.consultation, page.object_list, phase=place.phase),
    )


def contribution(request: Request, territory: str, slug: str, number: int) -> HttpResponse:
    """One contribution: its redline, its discussion, its answer, what it changed."""
    place = here(slug)
    found = queries.numbered(place.consultation, number)
    if found is None or not _may_read(request, place, found.trace.visibility, found.author_id):
        raise Http404
    view = queries.viewed(place.consultation, [found], phase=place.phase)[0]
    is_author = found.author_id is not None and found.author_id == request.actor.person_id
    return shown(
        request,
        "consultations/contribution.html",
        place,
        view=view,
        trace=found.trace,
        is_author=is_author,
        hears=is_author or request.actor.is_staff_of(place.consultation.territory_id),
        token=found.token if is_author else "",
        supports=queries.supports(found, request.actor.person_id),
        replies=queries.replies_of(place.consultation, found),
        own={request.actor.person_id} - {None},
        changes=queries.changes_from(found),
        tombstone=moderation.tombstones_of_traces([found.trace], today=place.today).get(found.trace_id),
    )


def _may_read(request: Request, place: Here, visibility: str, author_id: int | None) -> bool:
    """A hidden one leaves a tombstone; a held one is seen by its author and by staff."""
    if visibility != "held":
        return True
    mine = author_id is not None and author_id == request.actor.person_id
    return mine or request.actor.is_staff_of(place.consultation.territory_id)


def version(request: Request, territory: str, slug: str, number: int) -> HttpResponse:
    """The whole text of one version."""
    place = here(slug)
    found = queries.version_numbered(place.consultation, number)
    if found is None:
        raise Http404
    return shown(
        request,
        "consultations/version.html",
        place,
        whole=True,
        version=found,
        versions=queries.published_versions(place.consultation),
        lines=queries.contents(found),
    )


def difference(request: Request, territory: str, slug: str, older: int, newer: int) -> HttpResponse:
    """What changed between any two versions, and because of whom."""
    place = here(slug)
    versions = queries.published_versions(place.consultation)
    by_number = {one.number: one for one in versions}
    before, after = by_number.get(older), by_number.get(newer)
    if before is None or after is None:
        raise Http404
    found = queries.differences(before, after)
    unchanged = sum(one.fate is rules.Fate.SAME for one in found)
    return shown(
        request,
        "consultations/difference.html",
        place,
        before=before,
        whole=True,
        after=after,
        versions=versions,
        changed=[one for one in found if one.fate is not rules.Fate.SAME],
        summary=_summary(place) % {"changed": len(found) - unchanged, "all": len(found)},
    )


def _summary(place: Here) -> str:
    if place.consultation.on_cards:
        return _("تغيّرت %(changed)s من أصل %(all)s من بطاقات المشاريع.")
    return _("تغيّرت %(changed)s من أصل %(all)s من أبواب النص ومواده.")
