"""Instances made from rows, in fewer steps than Django's own.

Django asks every field of a model for each instance, whether it was asked for or not, and looks for what is
to be prefetched even where no row has one. Which columns go where is worked out once, here, for a question
whose SQL is kept (``kernel.asked``); what comes out is the same.
"""

from collections.abc import Callable, Iterable, Sequence
from inspect import getattr_static
from typing import Any

from django.db.models import Model
from django.db.models.base import ModelState
from django.db.models.fields.files import FileDescriptor
from django.db.models.fields.related_descriptors import (
    ForeignKeyDeferredAttribute,
    ForwardManyToOneDescriptor,
    ReverseOneToOneDescriptor,
)
from django.db.models.query import RelatedPopulator
from django.db.models.query_utils import DeferredAttribute
from django.db.models.signals import post_init, pre_init

Row = Sequence[Any]
# Descriptors for which setting an attribute of a new instance is keeping it in its dictionary.
_PLAIN = (DeferredAttribute, ForeignKeyDeferredAttribute, FileDescriptor)


def maker(model: Any, names: list[str]) -> Callable[[Row], Any]:  # noqa: ANN401 -- a class of models
    """Return how to make an instance of ``model`` from the values of its columns ``names``."""
    if not _is_plain(model, names):
        return lambda values: model.from_db("default", names, values)
    new = model.__new__

    def make(values: Row) -> Any:  # noqa: ANN401
        one = new(model)
        state = ModelState()
        state.db, state.adding = "default", False
        one.__dict__["_state"] = state
        one.__dict__.update(zip(names, values, strict=True))
        return one

    return make


def _is_plain(model: Any, names: list[str]) -> bool:  # noqa: ANN401
    """Whether the model makes its instances as every model does."""
    own = any(
        getattr_static(model, name) is not getattr_static(Model, name) for name in ("from_db", "__init__")
    )
    heard = pre_init.has_listeners(model) or post_init.has_listeners(model)
    kept = all(type(getattr_static(model, name)) in _PLAIN for name in names)
    return kept and not own and not heard


Populate = Callable[[Row, Any], None]


def beside(found: RelatedPopulator) -> Populate:
    """Return how to make what was joined to an instance, and to tie both."""
    if found.reorder_for_init:
        return found.populate
    make = maker(found.model_cls, found.init_list)
    start, end, key = found.cols_start, found.cols_end, found.cols_start + found.pk_idx
    further = [beside(one) for one in found.related_populators]
    tie, tie_back = found.local_setter, found.remote_setter

    def populate(row: Row, one: Any) -> None:  # noqa: ANN401
        if row[key] is None:
            tie(one, None)
            return
        other = make(row[start:end])
        for populate_further in further:
            populate_further(row, other)
        tie(one, other)
        tie_back(other, one)

    return populate


def tie(found: Iterable[Any], name: str, others: Iterable[Any], *, by: str) -> None:
    """Let ``one.name.all()`` give those of ``others`` whose ``by`` is the key of ``one``, as if prefetched.

    For what was asked with a question of its own, together with what it belongs to.
    """
    kept: dict[Any, list[Any]] = {}
    for other in others:
        kept.setdefault(getattr(other, by), []).append(other)
    for one in found:
        rows = getattr(one, name).get_queryset()
        rows._result_cache, rows._prefetch_done = kept.get(one.pk, []), True  # noqa: SLF001 -- as Django prefetches
        one.__dict__.setdefault("_prefetched_objects_cache", {})[name] = rows


def needed(lookups: Iterable[Any], found: Sequence[Any]) -> list[Any]:
    """Return the ``lookups`` to prefetch that at least one of the instances ``found`` has."""
    return [one for one in lookups if not isinstance(one, str) or _has(one.split("__"), found)]


def _has(path: list[str], found: Sequence[Any]) -> bool:
    """Whether somebody has what ``path`` leads to; yes where that is not seen at once."""
    name, *rest = path
    if not found:
        return False
    descriptor = getattr_static(type(found[0]), name, None)
    if rest:
        near = (ForwardManyToOneDescriptor, ReverseOneToOneDescriptor)
        tied = [one._state.fields_cache for one in found]  # noqa: SLF001 -- where Django keeps what is tied
        if not isinstance(descriptor, near) or any(name not in one for one in tied):
            return True
        return _has(rest, [one[name] for one in tied if one[name] is not None])
    if not isinstance(descriptor, ForwardManyToOneDescriptor):
        return True
    attname = descriptor.field.attname
    return any(one.__dict__.get(attname, one) is not None for one in found)
