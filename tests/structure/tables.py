"""Faults of the tables as Django knows them: scopes, relations, migrations."""

import re
from collections.abc import Iterable
from io import StringIO

import django
from django.apps import apps
from django.core.management import call_command
from django.db.models import Field, Model
from django_scopes.exceptions import ScopeError

from tests.structure.tree import Tree


def tables() -> list[type[Model]]:
    """The tables of the house, in the order of their names."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("tadafor.")]
    return sorted(ours, key=lambda model: model._meta.label)


def room_of(model: type[Model]) -> str:
    return model.__module__.split(".")[1]


def relations(model: type[Model]) -> Iterable[tuple[Field, type[Model]]]:
    """The relations a table declares itself."""
    for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
        if field.remote_field is not None and isinstance(field.related_model, type):
            yield field, field.related_model


def relations_going_up(models: Iterable[type[Model]], floors: dict[str, int]) -> list[str]:
    """Relations to a table of a neighbour or of a room above, however they are written."""
    return [
        f"{model._meta.label}.{field.name} points at {other._meta.label}, which does not stand below"
        for model in models
        for field, other in relations(model)
        if other.__module__.startswith("tadafor.")
        and room_of(other) != room_of(model)
        and floors[room_of(other)] <= floors[room_of(model)]
    ]


def answers_without_scope(model: type[Model]) -> bool:
    """Whether a forgotten filter on this table would show every territory's rows."""
    try:
        model._default_manager.all().query  # noqa: B018 -- reading it is the question
        model._default_manager.exists  # noqa: B018
    except ScopeError:
        return False
    return type(model._default_manager.all()).__name__ != "DisabledQuerySet"


def unscoped(models: Iterable[type[Model]], excused: dict[str, str]) -> list[str]:
    """Tables that answer outside a scope and are not excused."""
    return [
        f"{model._meta.label}: {'has a territory, ' if _has_territory(model) else ''}answers without a scope "
        "(use kernel.scopes.ScopedManager, or excuse it with a reason)"
        for model in models
        if model._meta.label not in excused and answers_without_scope(model)
    ]


def _has_territory(model: type[Model]) -> bool:
    return any(field.name == "territory" for field in model._meta.local_fields)


def loose_relations(models: Iterable[type[Model]]) -> list[str]:
    """Generic foreign keys, which no contract can see."""
    return [
        f"{model._meta.label}: generic foreign key {field.name}"
        for model in models
        for field in model._meta.private_fields
        if type(field).__name__ == "GenericForeignKey"
    ]


def unnamed_migrations(tree: Tree) -> list[str]:
    """Migrations that Django named by the hour, or that are not numbered."""
    return [
        f"{tree.at(path)}: say what it does"
        for path in sorted(tree.code.glob("*/migrations/*.py"))
        if path.stem != "__init__" and ("_auto_" in path.stem or not re.match(r"\d{4}_[a-z]", path.stem))
    ]


def missing_migrations() -> list[str]:
    """What ``makemigrations`` would still write."""
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said, stderr=said)
    except SystemExit:
        return [f"migrations missing: {said.getvalue()}"]
    return []


def main() -> None:
    """Print every fault of the tables of this tree."""
    django.setup()
    from tests.structure.excuses import UNSCOPED_TABLES

    faults = [
        *relations_going_up(tables(), Tree().floors),
        *unscoped(tables(), UNSCOPED_TABLES),
        *loose_relations(tables()),
        *missing_migrations(),
    ]
    print("\n".join(faults))


if __name__ == "__main__":
    main()
