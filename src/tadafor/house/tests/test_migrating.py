"""The quick way of drawing tables that are new, or that grow, gives the tables of Django's own way."""

from typing import Any

from django.db import models
from django.db.migrations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterField,
    CreateModel,
    RemoveField,
    RenameField,
    RenameModel,
)
from django.db.migrations.state import ProjectState

from tadafor.house.management.commands.migrate import tables_drawn_alone

KEY: list[tuple[str, Any]] = [("id", models.BigAutoField(primary_key=True))]


def to(model, name):
    return models.ForeignKey(model, models.CASCADE, related_name=name)


OPERATIONS = (
    CreateModel("Ground", KEY),
    CreateModel("Room", [*KEY, ("ground", to("x.Ground", "rooms")), ("above", to("self", "below"))]),
    CreateModel("Door", [*KEY, ("room", to("x.Room", "doors")), ("rooms", models.ManyToManyField("x.Room"))]),
    AddField("Ground", "door", to("x.Door", "+")),
    CreateModel("Window", [*KEY, ("room", models.OneToOneField("x.Room", models.CASCADE))]),
    AddField("Room", "name", models.TextField(default="")),
    AddField("Room", "windows", models.ManyToManyField("x.Window", related_name="of")),
    AddIndex("Room", models.Index(fields=["name"], name="named")),
    AddConstraint("Room", models.CheckConstraint(condition=~models.Q(name="x"), name="not_x")),
    AlterField("Room", "name", models.CharField(max_length=9)),
    AddField("Window", "door", to("x.Door", "windows")),
    RenameField("Room", "name", "title"),
    RemoveField("Window", "room"),
    RenameModel("Door", "Gate"),
    AddField("Room", "gate", to("x.Gate", "+")),
)


def drawn():
    """Draw the tables one operation after the other; tell also what points at what."""
    state = ProjectState()
    _ = state.apps
    for operation in OPERATIONS:
        state.clone()  # as Django keeps what was before each operation
        operation.state_forwards("x", state)
    return state, {
        model._meta.db_table: sorted(
            (one.name, one.related_model and one.related_model._meta.db_table, type(one).__name__)
            for one in model._meta.get_fields(include_hidden=True)
        )
        for model in state.apps.get_models(include_auto_created=True)
    }


def test_tables_are_drawn_as_django_draws_them():
    _, usual = drawn()
    assert len(usual) == 6
    with tables_drawn_alone():
        assert drawn()[1] == usual
    assert drawn()[1] == usual


def test_a_migration_that_reads_rows_gets_tables_that_know_one_another():
    with tables_drawn_alone():
        state, _ = drawn()
    state.clear_delayed_apps_cache()  # what RunPython calls first
    for model in state.apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields(include_hidden=True):
            if field.related_model:
                assert field.related_model is state.apps.get_model("x", field.related_model.__name__)
