"""What the consultation space answers to a search of the house (``kernel.openings``)."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from tadafor.consultations import rules
from tadafor.consultations.models import Consultation, Contribution, Wording
from tadafor.consultations.queries.offers import EXCERPT, ROOM, announced_in
from tadafor.consultations.queries.text import label_of
from tadafor.kernel.asked import asked_once
from tadafor.kernel.openings import Found
from tadafor.kernel.search import Mark, mark, saying, words_of
from tadafor.kernel.text import excerpt
from tadafor.kernel.together import Telling, together, wanted
from tadafor.translations.rules import thing_of

# Of a word that thousands say, only so many are compared: nobody reads on, and the page stays as quick.
MOST_COMPARED = 500
NEWEST_ERAS = 3


@together
def found(query: str, territory_id: int | None, limit: int) -> Telling[list[Found]]:
    """Return consultations, articles and contributions that say what is asked, in this order."""
    third = max(1, limit // 3)
    words = words_of(query, near=_near(territory_id))
    wide = territory_id is None
    first = [
        wanted(_consultations_saying, limit=third, territory=territory_id, **words),
        wanted(_articles_saying, limit=third, territory=territory_id, **words),
    ]
    if not wide:
        consultations, articles, best = yield [*first, wanted(_best, limit=limit, compared=None, **words)]
    else:
        newest = wanted(_of_the_newest, limit=MOST_COMPARED, eras=NEWEST_ERAS, **words)
        consultations, articles, newest_saying = yield [*first, newest]
        compared = _newest(newest_saying)
        (best,) = yield [
            wanted(_best, limit=limit, compared=compared, **({} if compared is not None else words))
        ]
    return [
        *(_found_consultation(_("تشاور عمومي"), *row) for row in consultations),
        *(_found_article(row) for row in articles),
        *(_found_contribution(_("مساهمة"), row) for row in best),
    ][:limit]


def _found_consultation(  # noqa: PLR0917 -- a row, in the order of its columns
    kind: str, title: str, address: str, territory_id: int, stake: str, language: str, key: int
) -> Found:
    return Found(
        room=ROOM,
        kind=kind,
        title=title,
        address=address,
        territory_id=territory_id,
        excerpt=excerpt(stake, EXCERPT),
        language=language,
        thing=thing_of(ROOM, "consultation", key),
    )


@asked_once
def _consultations_saying(territory: int | None, **words: Any) -> QuerySet[Consultation, tuple[Any, ...]]:  # noqa: ANN401
    told = ("title", "trace__address", "territory_id", "stake", "language", "pk")
    return saying(announced_in(territory), words).order_by("-opens_on").values_list(*told)


def _found_article(row: tuple[Any, ...]) -> Found:
    sort, number, title, address, key, passage, territory_id, language, body, *fields = row
    return Found(
        room=ROOM,
        kind=label_of(sort, number),
        title=title,
        address=f"{address}articles/{key}/",
        territory_id=territory_id,
        excerpt=excerpt(body or _told_by_fields(fields), EXCERPT),
        language=language,
        icon="file-text",
        thing=thing_of(ROOM, "passage", passage),
    )


@asked_once
def _articles_saying(territory: int | None, **words: Any) -> QuerySet[Wording, tuple[Any, ...]]:  # noqa: ANN401
    latest = (
        Wording.objects.filter(
            version__consultation=OuterRef("version__consultation"), version__published_at__isnull=False
        )
        .order_by("-version__number")
        .values("version_id")[:1]
    )
    things = Wording.objects.filter(version_id=Subquery(latest), passage__sort__in=["article", "card"])
    if territory is not None:
        things = things.filter(version__consultation__territory_id=territory)
    of = "version__consultation"
    return saying(things, words).values_list(
        "passage__sort", "number", "title", f"{of}__trace__address", "passage__key", "passage_id",
        f"{of}__territory_id", f"{of}__language", "body", *(one.value for one in rules.Field),
    )  # fmt: skip


def _near(territory_id: int | None) -> int | None:
    return None if territory_id is None else mark(Mark.TERRITORY, territory_id)


def _newest(found: list[tuple[Any, ...]]) -> list[int] | None:
    """Return the newest contributions that say a word, where thousands do; None where all can be compared."""
    return [key for (key,) in found] if len(found) == MOST_COMPARED else None


@asked_once
def _of_the_newest(eras: int, **words: Any) -> QuerySet[Contribution, tuple[int]]:  # noqa: ANN401
    live = Contribution.objects.filter(withdrawn_at__isnull=True, grams__of_newest=eras)
    return saying(live, words).values_list("pk")


def _found_contribution(kind: str, row: tuple[Any, ...]) -> Found:
    title, address, territory_id, at, language, body, proposed, *fields = row
    return Found(
        room=ROOM,
        kind=kind,
        title=title,
        address=address,
        territory_id=territory_id,
        excerpt=excerpt(body or proposed or _told_by_fields(fields), EXCERPT),
        at=at,
        language=language,
        icon="message-circle",
    )


@asked_once
def _best(compared: list[int] | None, **words: Any) -> QuerySet[Contribution, tuple[Any, ...]]:  # noqa: ANN401
    found = Contribution.objects.filter(trace__visibility="visible")
    if compared is None:
        live = saying(Contribution.objects.filter(withdrawn_at__isnull=True), words)
        found = found.filter(pk__in=live.values("pk")[:MOST_COMPARED])
    else:
        found = found.filter(pk__any=compared)
    return found.order_by("-supports_count", "-pk").values_list(
        "trace__title", "trace__address", "consultation__territory_id", "written_at", "language",
        "body", "proposed", *(one.value for one in rules.Field),
    )  # fmt: skip


def _told_by_fields(said: list[str]) -> str:
    names = [one.value for one in rules.Field]
    return rules.Sheet.of(dict(zip(names, said, strict=True))).told
