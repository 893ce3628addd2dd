"""The quick way of drawing new tables gives the tables that Django's own way gives."""

from typing import Any

from django.db import models
from django.db.migrations import AddField, CreateModel
from django.db.migrations.state import ProjectState

from tadafor.house.management.commands.migrate import new_tables_alone

KEY: list[tuple[str, Any]] = [("id", models.BigAutoField(primary_key=True))]


def to(model, name):
    return models.ForeignKey(model, models.CASCADE, related_name=name)


OPERATIONS = (
    CreateModel("Ground", KEY),
    CreateModel("Room", [*KEY, ("ground", to("x.Ground", "rooms")), ("above", to("self", "below"))]),
    CreateModel("Door", [*KEY, ("room", to("x.Room", "doors")), ("rooms", models.ManyToManyField("x.Room"))]),
    AddField("Ground", "door", to("x.Door", "+")),
    CreateModel("Window", [*KEY, ("room", models.OneToOneField("x.Room", models.CASCADE))]),
)


def drawn():
    """Draw the tables one operation after the other; tell what each points at and what points at it."""
    state = ProjectState()
    _ = state.apps
    for operation in OPERATIONS:
        state.clone()  # as Django keeps what was before each operation
        operation.state_forwards("x", state)
    return {
        model._meta.db_table: sorted(
            (one.name, one.related_model and one.related_model._meta.db_table, type(one).__name__)
            for one in model._meta.get_fields(include_hidden=True)
        )
        for model in state.apps.get_models(include_auto_created=True)
    }


def test_new_tables_are_drawn_as_django_draws_them():
    usual = drawn()
    assert len(usual) == 5
    with new_tables_alone():
        assert drawn() == usual
    assert drawn() == usual
