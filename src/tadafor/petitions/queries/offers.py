"""What petitions tell the front pages, the search and the desk (``kernel.openings``)."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tadafor.kernel.asked import asked_once
from tadafor.kernel.awaiting import Task
from tadafor.kernel.clock import day_of, start_of
from tadafor.kernel.openings import MOST, Became, Figure, Found, Opening, Outcome
from tadafor.kernel.scopes import everywhere
from tadafor.kernel.search import saying, words_of
from tadafor.kernel.text import excerpt
from tadafor.kernel.together import Telling, together, wanted
from tadafor.kernel.words import word
from tadafor.people.actor import Actor
from tadafor.petitions import rules
from tadafor.petitions.models import Petition, PetitionAnswer, PetitionParty
from tadafor.petitions.models.petition import PetitionQuerySet
from tadafor.petitions.queries.in_language import thing
from tadafor.petitions.queries.petitions import BUREAU

ROOM = "petitions"
EXCERPT = 160
_BECAME = {
    rules.Result.ADOPTED: Became.DONE,
    rules.Result.REFERRED: Became.PARTLY,
    rules.Result.REJECTED: Became.REFUSED,
}


def _public(territory_id: int | None) -> PetitionQuerySet:
    things = Petition.objects.public().filter(trace__visibility="visible")
    return things if territory_id is None else things.filter(territory_id=territory_id)


@together
def openings(territory_id: int | None, now: datetime) -> Telling[list[Opening]]:
    """Return what can be signed, the newest first."""
    del now
    (rows,) = yield [wanted(_collecting, limit=MOST, territory=territory_id)]
    return [_opening(*row) for row in rows]


@asked_once
def _collecting(territory: int | None) -> QuerySet[Petition, tuple[Any, ...]]:
    things = _public(territory).filter(state=rules.State.COLLECTING, kind=rules.Kind.CITIZENS)
    told = (
        "title",
        "trace__address",
        "territory_id",
        "opened_at",
        "object",
        "language",
        "is_demonstration",
        "pk",
    )
    return things.order_by("-opened_at").values_list(
        *told, "count__online", "count__paper", "count__confirmed"
    )


def _opening(  # noqa: PLR0917 -- a row, in the order of its columns
    title: str,
    address: str,
    territory_id: int,
    opened_at: datetime,
    asks: str,
    language: str,
    is_demonstration: bool,  # noqa: FBT001
    key: int,
    *counted: int,
) -> Opening:
    count = rules.Tally(*counted).all
    return Opening(
        room=ROOM,
        kind=_("عريضة"),
        title=title,
        address=address,
        territory_id=territory_id,
        opens_at=opened_at,
        closes_at=None,
        summary=excerpt(asks, EXCERPT),
        action=_("وقّعوا العريضة"),
        figure=Figure(value=count, words=ngettext("توقيع", "توقيعات", count)),
        icon="file-pen-line",
        accent="saffron",
        language=language,
        demonstration=is_demonstration,
        thing=thing(key),
        summary_of="object",
    )


@together
def outcomes(territory_id: int | None, limit: int) -> Telling[list[Outcome]]:
    """Return what councils decided of petitions, the latest first."""
    (rows,) = yield [wanted(_answered, limit=limit, territory=territory_id)]
    return [_outcome(*row) for row in rows]


@asked_once
def _answered(territory: int | None) -> QuerySet[PetitionAnswer, tuple[Any, ...]]:
    rows = PetitionAnswer.objects.filter(
        deliberated_on__isnull=False,
        result__in=[result.value for result in _BECAME],
        petition__trace__visibility="visible",
    )
    if territory is not None:
        rows = rows.filter(petition__territory_id=territory)
    told = ("title", "trace__address", "territory_id", "language", "pk")
    return rows.order_by("-deliberated_on", "-pk").values_list(
        "result", "deliberated_on", *(f"petition__{name}" for name in told)
    )


def _outcome(  # noqa: PLR0917 -- a row, in the order of its columns
    result: str, deliberated_on: date, title: str, address: str, territory_id: int, language: str, key: int
) -> Outcome:
    return Outcome(
        room=ROOM,
        title=title,
        sentence=word(rules.Result(result)),
        address=address,
        territory_id=territory_id,
        at=start_of(deliberated_on),
        became=_BECAME[rules.Result(result)],
        language=language,
        titled=thing(key),
    )


@together
def figures(territory_id: int | None) -> Telling[list[Figure]]:
    """Return how many petitions were deposited, and how many of them answered."""
    (rows,) = yield [wanted(_totals, territory=territory_id)]
    deposited, answered = rows[0] if rows else (0, 0)
    if not deposited:
        return []
    return [
        Figure(value=deposited, words=ngettext("عريضة مودعة", "عرائض مودعة", deposited)),
        Figure(
            value=answered,
            whole=deposited,
            words=ngettext("عريضة أجاب عنها المكتب", "عرائض أجاب عنها المكتب", answered),
        ),
    ]


@asked_once
def _totals(territory: int | None) -> QuerySet[Petition, tuple[int, int]]:
    things = Petition.objects.filter(deposited_at__isnull=False)
    if territory is not None:
        things = things.filter(territory_id=territory)
    is_answered = Q(answer__accepted_on__isnull=False) | Q(answer__refused_on__isnull=False)
    whole = things.order_by().annotate(whole=Value(1)).values("whole")
    counted = whole.annotate(all=Count("pk"), answered=Count("pk", filter=is_answered))
    return counted.values_list("all", "answered")


@together
def found(query: str, territory_id: int | None, limit: int) -> Telling[list[Found]]:
    """Return the petitions that say what is asked."""
    (rows,) = yield [wanted(_saying, limit=limit, territory=territory_id, **words_of(query))]
    return [
        Found(
            room=ROOM,
            kind=_("عريضة"),
            title=title,
            address=address,
            territory_id=of,
            excerpt=excerpt(asks, EXCERPT),
            at=opened_at,
            language=language,
            icon="file-pen-line",
            thing=thing(key),
        )
        for title, address, of, asks, opened_at, language, key in rows
    ]


@asked_once
def _saying(territory: int | None, **words: Any) -> QuerySet[Petition, tuple[Any, ...]]:  # noqa: ANN401
    told = ("title", "trace__address", "territory_id", "object", "opened_at", "language", "pk")
    return saying(_public(territory), words).order_by("-opened_at").values_list(*told)


def awaiting(actor: Actor, territory_id: int, now: datetime) -> list[Task]:
    """Return the petitions whose legal clock runs, and what each waits for."""
    if not actor.has_role(territory_id, *BUREAU):
        return []
    waits = [rules.State.DEPOSITED, rules.State.CHECKING, rules.State.ACCEPTED, rules.State.COMMITTEE]
    things = (
        Petition.objects.filter(territory_id=territory_id, state__in=waits)
        .select_related("territory")
        .defer("search_text", "grams")
        .order_by("answer_due")
    )
    return [_task(one, now) for one in things]


def _task(one: Any, now: datetime) -> Task:  # noqa: ANN401 -- a Petition with its territory
    titles = {
        rules.State.DEPOSITED: _("عريضة تنتظر الإحالة على المكتب"),
        rules.State.CHECKING: _("عريضة تنتظر فحص الشروط والبت"),
        rules.State.ACCEPTED: _("عريضة مقبولة تنتظر اللجنة وجدول الأعمال"),
        rules.State.COMMITTEE: _("عريضة لدى اللجنة تنتظر جدول الأعمال"),
    }
    runs = one.standing in {rules.State.DEPOSITED, rules.State.CHECKING}
    return Task(
        room=ROOM,
        title=titles[one.standing],
        address=reverse("petitions:desk_overview", args=[one.territory.slug, one.code]),
        late=int(runs and day_of(now) > one.answer_due),
        due=start_of(one.answer_due + timedelta(days=1)) if runs else None,
        detail=one.title,
        icon="file-pen-line",
        language=one.language,
    )


def held_data(person_id: int) -> dict[str, Any]:
    """Return the petitions a person stands behind, whatever the territory.

    Signatures are not in it: they name a card and a contact, never an account.
    """
    with everywhere():
        parties = PetitionParty.objects.filter(person_id=person_id).order_by("invited_at", "pk")
        return {
            "petitions": list(
                parties.values("petition__title", "petition__code", "role", "name", "address", "accepted_at")
            )
        }
