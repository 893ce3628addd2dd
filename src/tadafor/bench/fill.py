"""Fills a database by COPY with what a country's participation leaves in it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Index, JSONField, Model
from psycopg import Cursor
from psycopg.types.json import Jsonb

from tadafor.bench import across, budget
from tadafor.bench.rows import Row, Rows
from tadafor.bench.sizes import Size
from tadafor.bench.texts import PLACES
from tadafor.consultations import queries
from tadafor.kernel.scopes import within
from tadafor.programme.actions import settle
from tadafor.territories import actions as territories

TABLES = (
    "people.Person",
    "territories.Territory",
    "territories.Office",
    "territories.Neighbourhood",
    "people.Link",
    "associations.Association",
    "associations.BoardSeat",
    "traces.Trace",
    "consultations.Consultation",
    "consultations.Passage",
    "consultations.Version",
    "consultations.Wording",
    "consultations.Contribution",
    "traces.Follow",
    "traces.Reply",
    "consultations.Support",
    "consultations.Decision",
    "audit.Entry",
    "audit.ClearPart",
)


def fill(size: Size, now: datetime) -> None:
    """Fill the database that the connection names, which is migrated and empty."""
    rows = Rows(size, now)
    with transaction.atomic():
        territories.load_places(now=now)
        model, index = _search_index()
        with connection.schema_editor() as editor:
            editor.remove_index(model, index)
        for label in TABLES:
            pour(label, rows.of(label))
        edition = budget.Budget(now, quarters=len(PLACES))
        for label in budget.TABLES:
            pour(label, edition.of(label))
        joined = apps.get_model("territories.Territory").objects.order_by("pk")
        programme = across.Across(now, list(joined.values_list("place_id", flat=True)))
        for label in across.TABLES:
            pour(label, programme.of(label))
        settle(range(1, len(programme.regions) + 1))
        report_all(rows)
        _count_on()
    # A trigram index is built in a fraction of the time when the rows are there first.
    with connection.schema_editor() as editor:
        editor.add_index(model, index)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _search_index() -> tuple[type[Model], Index]:
    model = apps.get_model("consultations.Contribution")
    return model, next(one for one in model._meta.indexes if one.name == "contribution_grams")  # noqa: SLF001


def pour(label: str, rows: Iterable[Row]) -> None:
    """Copy rows into the table of a model; what they leave out has the model's default."""
    meta = apps.get_model(label)._meta  # noqa: SLF001
    fields = meta.concrete_fields
    usual = {field.attname: field.get_default() for field in fields}
    # A list that is not told to be JSON would be copied as an array.
    told = {field.attname for field in fields if isinstance(field, JSONField)}
    names = [field.attname for field in fields]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    with connection.cursor() as wrapped:
        cursor: Cursor[Any] = wrapped.cursor
        with cursor.copy(f'COPY "{meta.db_table}" ({columns}) FROM STDIN') as copy:
            for row in rows:
                whole = usual | row
                copy.write_row([_copied(whole[name], told=name in told) for name in names])


def _copied(value: Any, *, told: bool) -> Any:  # noqa: ANN401 -- whatever a column holds
    return Jsonb(value) if told and value is not None else value


def report_all(rows: Rows) -> None:
    """Give every answered consultation its report, with the figures of one of them."""
    first = rows.answered[0]
    with within(first.territory):
        found = queries.any_consultation_at(first.slug)
        if found is None:
            raise LookupError(first.slug)
        pour("consultations.Conclusion", rows.conclusions(queries.figures_of(found)))


def _count_on() -> None:
    """Let new rows be numbered after those that were poured."""
    rooms = ("people", "territories", "associations", "traces", "consultations", "budgets", "programme")
    models = [model for room in rooms for model in apps.get_app_config(room).get_models()]
    numbered = [model for model in models if model._meta.auto_field]  # noqa: SLF001
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), numbered):
            cursor.execute(statement)
