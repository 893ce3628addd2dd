"""The figures of the report: participation by channel, kind and declared facts, and the decisions."""

from typing import Any

from django.db.models import Count

from tadafor.consultations import rules
from tadafor.consultations.models import Consultation, Contribution, Support
from tadafor.people.rules import Channel


def figures_of(consultation: Consultation) -> dict[str, Any]:
    """Return the figures as they stand now, ready to be frozen as JSON.

    Declared facts are masked (§ consultations-21) and say what share of the people declared them.
    """
    things = Contribution.objects.filter(consultation=consultation)
    authors = set(things.filter(author__isnull=False).values_list("author_id", flat=True))
    backers = set(
        Support.objects.filter(contribution__consultation=consultation).values_list("person_id", flat=True)
    )
    return {
        "contributions": things.count(),
        "withdrawn": things.filter(withdrawn_at__isnull=False).count(),
        "hidden": things.filter(trace__visibility="hidden").count(),
        "authors": len(authors),
        "in_person": things.filter(author__isnull=True).count(),
        "supporters": len(backers),
        "supports": Support.objects.filter(contribution__consultation=consultation).count(),
        "by_channel": _by(things, "channel", list(Channel)),
        "by_kind": _by(things, "kind", list(rules.Kind)),
        "by_author_kind": _by(things, "author_kind", list(rules.AuthorKind)),
        "by_outcome": _by(
            things.filter(decision__approved_at__isnull=False), "decision__outcome", list(rules.Outcome)
        ),
        "in_bulk": things.filter(decision__batch__gt="").count(),
        "one_by_one": things.filter(decision__batch="").count(),
    }


def _by(things: Any, field: str, members: list[Any]) -> dict[str, int]:  # noqa: ANN401 -- QuerySet of rows
    found = dict(things.order_by().values_list(field).annotate(n=Count("pk")))
    return {member.value: found.get(member.value, 0) for member in members}
