"""`migrate` as Django's, in a sixth of the time where tables are new."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.commands import migrate
from django.db.migrations.state import ModelState, ProjectState


class Command(migrate.Command):
    help = "Bring the database to this version of Tadafor."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 -- Django's own
        with tables_drawn_alone():
            super().handle(*args, **options)


@contextmanager
def tables_drawn_alone() -> Iterator[None]:
    """Let a table that is new, or that grows, be drawn without all the tables around it.

    Before each operation Django draws the models again that are near, and near the nearest: nearly all of
    them, since everything hangs on a territory, for each of some hundred tables. Nothing points at a table
    that is only being made, so only what it points at has to hear of it. A table that gains a column, an
    index or a constraint keeps its name and its key, which is all that others know of it; a migration that
    reads rows gets all tables drawn afresh, since Django then sees that this was put off (``is_delayed``).
    """
    for name, quick in _QUICK.items():
        setattr(ProjectState, name, quick)
    try:
        yield
    finally:
        for name, usual in _USUAL.items():
            setattr(ProjectState, name, usual)


def _add_model(state: ProjectState, model: ModelState) -> None:
    drawn = state.__dict__.pop("apps", None)
    _USUAL["add_model"](state, model)  # draws nothing where nothing is drawn
    if drawn is not None:
        state.__dict__["apps"] = drawn
        drawn.render_multiple([model])


def _add_field(state: ProjectState, *of: str, **told: object) -> None:
    drawn = state.__dict__.pop("apps", None)
    _USUAL["add_field"](state, *of, **told)
    if drawn is not None:
        state.__dict__["apps"] = drawn
        _reload_model(state, *of[:2], delay=True)


def _rename_model(state: ProjectState, *of: str) -> None:
    state.__dict__.pop("apps", None)  # others point at its name: all are drawn afresh, by whoever asks next
    _USUAL["rename_model"](state, *of)


def _reload_model(state: Any, *of: str, delay: bool = False) -> None:  # noqa: ANN401 -- Django's types know no _reload
    if not delay:
        _USUAL["reload_model"](state, *of)
    elif "apps" in state.__dict__:
        state.is_delayed = True
        state._reload({of})  # noqa: SLF001 -- what Django calls with the neighbours too


_QUICK = {
    "add_model": _add_model,
    "add_field": _add_field,
    "rename_model": _rename_model,
    "reload_model": _reload_model,
}
_USUAL = {name: getattr(ProjectState, name) for name in _QUICK}
