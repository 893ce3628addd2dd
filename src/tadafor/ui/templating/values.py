"""A variable, with its filters, as one function of the context; the same answer as Django's."""

from collections.abc import Callable
from html import escape
from typing import Any, cast

from django.template.base import FilterExpression, Variable, VariableDoesNotExist, render_value_in_context
from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeData, SafeString, mark_safe
from django.utils.timezone import template_localtime  # type: ignore[attr-defined]

Value = Callable[[Any], Any]
_MISSING = (TypeError, AttributeError, KeyError, ValueError, IndexError)


def shown(value: object, context: Any) -> str:  # noqa: ANN401 -- Django's Context
    """Say a value on a page, escaped unless it is already markup."""
    kind = type(value)
    if kind is SafeString:
        return cast("str", value)
    if kind is str:
        return escape(cast("str", value))
    if kind is int:
        return str(value)  # as Django does: USE_THOUSAND_SEPARATOR is off
    if isinstance(value, str | Promise):
        return conditional_escape(cast("str", value))
    return str(render_value_in_context(value, context))


def expression(found: FilterExpression, *, silent: bool = False) -> Value:
    """Return how to get the value of an expression; where nothing is found: "", or None if ``silent``."""
    first = _first(found, silent=silent)
    for function, arguments in found.filters:
        first = _filtered(first, function, [_argument(*one) for one in arguments])
    return first


def is_constant(found: object) -> bool:
    """Whether an expression says the same whatever the context: a literal, without filters."""
    if not isinstance(found, FilterExpression) or found.filters:
        return False
    return not isinstance(found.var, Variable)


def _first(found: FilterExpression, *, silent: bool) -> Value:
    if not isinstance(found.var, Variable):
        literal = found.var
        return lambda _context: literal
    var = found.var
    missing = None if silent else ""
    look = _variable(var)

    def value(context: Any) -> Any:  # noqa: ANN401
        try:
            return look(context)
        except VariableDoesNotExist:
            return missing

    return value


def _variable(var: Variable) -> Value:
    """Look up as Django does; whatever is unusual (a call, an index, a failure) is left to Django itself."""
    if var.lookups is None or var.translate:
        return var.resolve
    name, *rest = var.lookups
    slow = var.resolve

    def value(context: Any) -> Any:  # noqa: ANN401
        for level in reversed(context.dicts):
            if name in level:
                found = level[name]
                break
        else:
            return slow(context)
        if callable(found) or (rest and (found := _inside(found, rest)) is _UNUSUAL):
            return slow(context)
        return found

    return value


_UNUSUAL = object()


def _inside(value: Any, bits: list[str]) -> Any:  # noqa: ANN401
    try:
        for bit in bits:
            value = _step(value, bit)
            if callable(value):
                return _UNUSUAL
    except _MISSING:
        return _UNUSUAL
    return value


_IS_INDEXED: dict[type, bool] = {}


def _step(value: Any, bit: str) -> Any:  # noqa: ANN401
    kind = type(value)
    if (indexed := _IS_INDEXED.get(kind)) is None:
        indexed = _IS_INDEXED[kind] = hasattr(kind, "__getitem__")
    if indexed:
        try:
            return value[bit]
        except _MISSING:
            return getattr(value, bit)
    return getattr(value, bit)


def _argument(is_variable: bool, argument: Any) -> Value:  # noqa: ANN401, FBT001
    if not is_variable and isinstance(argument, Promise):
        return lambda _context: SafeString(str(argument))
    if not is_variable:
        literal = mark_safe(argument)  # noqa: S308 -- a literal of the template, as Django has it
        return lambda _context: literal
    return argument.resolve  # type: ignore[no-any-return]


def _filtered(first: Value, function: Any, arguments: list[Value]) -> Value:  # noqa: ANN401
    local = getattr(function, "expects_localtime", False)
    escapes = getattr(function, "needs_autoescape", False)
    is_safe = getattr(function, "is_safe", False)

    def value(context: Any) -> Any:  # noqa: ANN401
        given = first(context)
        if local:
            given = template_localtime(given, context.use_tz)
        with_what = [argument(context) for argument in arguments]
        more = {"autoescape": context.autoescape} if escapes else {}
        made = function(given, *with_what, **more)
        return mark_safe(made) if is_safe and isinstance(given, SafeData) else made  # noqa: S308

    return value
