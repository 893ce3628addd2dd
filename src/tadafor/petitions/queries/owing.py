"""What the territory owes those who petition it (``kernel.owing``)."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tadafor.kernel.asked import asked_once
from tadafor.kernel.owing import Owed
from tadafor.kernel.together import Telling, together, wanted
from tadafor.petitions.models import Petition
from tadafor.petitions.queries.in_language import thing
from tadafor.petitions.queries.offers import ROOM


@together
def owed(territory_id: int, slug: str, today: date, until: date) -> Telling[list[Owed]]:
    """Return the petitions whose legal delay runs or ran out (§ home-owed)."""
    del slug, today
    (rows,) = yield [wanted(_waiting, territory=territory_id, until=until)]
    return [
        Owed(
            room=ROOM,
            kind="answer",
            what=_("الجواب المعلل عن عريضة"),
            on=due,
            address=address,
            name=title,
            icon="file-pen-line",
            language=language,
            demonstration=demonstration,
            thing=thing(key),
        )
        for key, title, address, language, demonstration, due in rows
    ]


@asked_once
def _waiting(territory: int, until: date) -> QuerySet[Petition, tuple[Any, ...]]:
    things = Petition.objects.public().waiting_for_an_answer()
    things = things.filter(territory_id=territory, answer_due__lte=until, trace__visibility="visible")
    told = ("pk", "title", "trace__address", "language", "is_demonstration", "answer_due")
    return things.order_by("answer_due", "pk").values_list(*told)
