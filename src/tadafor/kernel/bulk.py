"""Many rows of a table written again in one statement: what ``bulk_update`` does with a CASE for each."""

import json
from collections.abc import Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import Model

AT_ONCE = 1_000


def rewrite(rows: Sequence[Model], names: Sequence[str]) -> None:
    """Write the fields ``names`` of rows that stand in the table and that the caller holds.

    Every value travels as a value of one JSON document; nothing of it is ever SQL.
    """
    for at in range(0, len(rows), AT_ONCE):
        _written(rows[at : at + AT_ONCE], names)


def _written(rows: Sequence[Model], names: Sequence[str]) -> None:
    meta: Any = rows[0]._meta  # noqa: SLF001 -- Django's own name
    fields = [meta.get_field(name) for name in names]
    quote = connection.ops.quote_name
    key = meta.pk
    told = [
        {"pk": row.pk, **{one.column: _plain(getattr(row, one.attname)) for one in fields}} for row in rows
    ]
    kinds = ", ".join(f"{quote(one.column)} {_kind(one)}" for one in fields)
    sets = ", ".join(f"{quote(one.column)} = said.{quote(one.column)}" for one in fields)
    table = quote(meta.db_table)
    statement = (
        f"UPDATE {table} SET {sets} "  # noqa: S608 -- names of columns, never values
        f"FROM jsonb_to_recordset(%s::jsonb) AS said(pk bigint, {kinds}) "
        f"WHERE {table}.{quote(key.column)} = said.pk"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False)])


def _kind(field: Any) -> str:  # noqa: ANN401 -- a field of Django's
    """Return the type of a column: that of the key it points at, where it points at one."""
    return str(field.db_type(connection))


def _plain(value: Any) -> Any:  # noqa: ANN401 -- what a field holds
    """Return the members of closed lists as the table keeps them, anything else as it is."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, str) else value
