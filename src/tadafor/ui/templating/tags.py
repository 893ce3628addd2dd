"""The tags that choose, repeat, call and include."""

from collections.abc import Callable
from html import escape
from typing import Any, cast

from django.template import Context
from django.template.base import FilterExpression, TextNode, VariableDoesNotExist
from django.template.defaulttags import ForNode, IfNode, TemplateLiteral, WithNode
from django.template.library import InclusionNode, SimpleBlockNode, SimpleNode
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockContext, BlockNode, ExtendsNode, IncludeNode
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from tadafor.ui.drawing import draw as icon
from tadafor.ui.templating.said import Draw, Text
from tadafor.ui.templating.values import Value, expression, is_constant


def _drawn(nodes: Any) -> Draw:  # noqa: ANN401 -- a Prepared, which knows these tags
    return cast("Draw", nodes.drawn)


def draw_if(node: IfNode) -> Draw:
    ways = [(_test(asked), _drawn(then)) for asked, then in node.conditions_nodelists]

    def draw(context: Any) -> str:  # noqa: ANN401
        for test, then in ways:
            if test(context):
                return then(context)
        return ""

    return draw


def _test(asked: Any) -> Value:  # noqa: ANN401 -- an operator of Django, or None for else
    if asked is None:
        return lambda _context: True
    test = _operator(asked)

    def safely(context: Any) -> Any:  # noqa: ANN401
        try:
            return test(context)
        except VariableDoesNotExist:
            return False

    return safely


def _operator(asked: Any) -> Value:  # noqa: ANN401
    if isinstance(asked, TemplateLiteral):
        return expression(cast("FilterExpression", asked.value), silent=True)
    if asked.id not in {"and", "or", "not", "==", "!="}:
        return cast("Value", asked.eval)
    first = _operator(asked.first)
    second = _operator(asked.second) if asked.second is not None else first
    compare: dict[str, Value] = {
        "and": lambda context: first(context) and second(context),
        "or": lambda context: first(context) or second(context),
        "not": lambda context: not first(context),
        "==": lambda context: first(context) == second(context),
        "!=": lambda context: first(context) != second(context),
    }
    test = compare[asked.id]

    def silent(context: Any) -> Any:  # noqa: ANN401
        try:
            return test(context)
        except Exception:  # noqa: BLE001 -- Django's rule: a comparison that fails is false
            return False

    return silent


def draw_for(node: ForNode) -> Draw:
    values_of = expression(cast("FilterExpression", node.sequence), silent=True)
    body, none = _drawn(node.nodelist_loop), _drawn(node.nodelist_empty)
    names = node.loopvars

    def draw(context: Any) -> str:  # noqa: ANN401
        parent = context.get("forloop", {})
        level: dict[str, Any] = {}
        context.dicts.append(level)
        try:
            values = values_of(context)
            values = [] if values is None else values
            values = values if hasattr(values, "__len__") else list(values)
            count = len(values)
            if count < 1:
                return none(context)
            loop = level["forloop"] = {"parentloop": parent}
            drawn = []
            for at, item in enumerate(reversed(values) if node.is_reversed else values):
                loop.update(
                    counter0=at,
                    counter=at + 1,
                    revcounter=count - at,
                    revcounter0=count - at - 1,
                    first=at == 0,
                    last=at == count - 1,
                )
                if len(names) == 1:
                    level[names[0]] = item
                    drawn.append(body(context))
                    continue
                context.dicts.append(dict(zip(names, item, strict=True)))
                drawn.append(body(context))
                context.dicts.pop()
            return "".join(drawn)
        finally:
            while context.dicts.pop() is not level:
                pass

    return draw


def draw_with(node: WithNode) -> Draw:
    values = [(name, expression(value)) for name, value in node.extra_context.items()]
    body = _drawn(node.nodelist)

    def draw(context: Any) -> str:  # noqa: ANN401
        context.dicts.append({name: value(context) for name, value in values})
        try:
            return body(context)
        finally:
            context.dicts.pop()

    return draw


def draw_simple(node: SimpleNode) -> Draw:
    if node.func is icon and node.target_var is None and all(map(is_constant, _given(node))):
        return Text(str(node.render(Context())))
    call = _call(node)
    name = node.target_var
    inside = _drawn(node.nodelist) if isinstance(node, SimpleBlockNode) else None

    def draw(context: Any) -> str:  # noqa: ANN401
        made = call(context) if inside is None else call(context, SafeString(inside(context)))
        if name is not None:
            context.dicts[-1][name] = made
            return ""
        kind = type(made)
        return made if kind is SafeString else escape(made) if kind is str else conditional_escape(made)

    return draw


def _given(node: SimpleNode) -> list[Any]:
    return [*node.args, *node.kwargs.values()]


def _call(node: Any) -> Callable[..., Any]:  # noqa: ANN401 -- SimpleNode or InclusionNode
    args = [expression(one) for one in node.args]
    named = [(name, expression(one)) for name, one in node.kwargs.items()]
    function, takes_context = node.func, node.takes_context

    def call(context: Any, *content: str) -> Any:  # noqa: ANN401
        before = (context, *content) if takes_context else content
        given = [value(context) for value in args]
        return function(*before, *given, **{name: value(context) for name, value in named})

    return call


def draw_inclusion(node: InclusionNode) -> Draw | None:
    if not isinstance(node.filename, str):
        return None
    call = _call(node)
    draw_template = _template(node.filename)

    def draw(context: Any) -> str:  # noqa: ANN401
        inner = context.new(call(context))
        if (token := context.get("csrf_token")) is not None:
            inner["csrf_token"] = token
        return draw_template(inner)

    return draw


def draw_include(node: IncludeNode) -> Draw | None:
    asked = node.template
    if not is_constant(asked) or str(asked.var).startswith("."):
        return None
    draw_template = _template(str(asked.var))
    values = [(name, expression(value)) for name, value in node.extra_context.items()]

    def draw(context: Any) -> str:  # noqa: ANN401
        given = {name: value(context) for name, value in values}
        if node.isolated_context:
            return draw_template(context.new(given))
        context.dicts.append(given)
        try:
            return draw_template(context)
        finally:
            context.dicts.pop()

    return draw


def _template(name: str) -> Draw:
    """Draw another template, looked up once."""
    found: list[Any] = []

    def draw(context: Any) -> str:  # noqa: ANN401
        if not found:
            found.append(context.template.engine.get_template(name))
        state = context.render_context
        before, state.template = state.template, found[0]
        state.dicts.append({})
        try:
            return str(found[0].nodelist.render(context))
        finally:
            state.dicts.pop()
            state.template = before

    return draw


def draw_extends(node: ExtendsNode) -> Draw | None:
    """Like Django's, whose parent and blocks are found again for each page."""
    asked = cast("FilterExpression", node.parent_name)
    if not is_constant(asked):
        return None
    found: list[tuple[Any, dict[str, BlockNode]]] = []

    def draw(context: Any) -> str:  # noqa: ANN401
        if not found:
            found.append(_parent(context, str(asked.var)))
        parent, blocks = found[0]
        state = context.render_context
        if BLOCK_CONTEXT_KEY not in state:
            state[BLOCK_CONTEXT_KEY] = BlockContext()
        state[BLOCK_CONTEXT_KEY].add_blocks(node.blocks)
        if blocks:
            state[BLOCK_CONTEXT_KEY].add_blocks(blocks)
        before, state.template = state.template, parent
        try:
            return str(parent.nodelist.render(context))
        finally:
            state.template = before

    return draw


def _parent(context: Any, name: str) -> tuple[Any, dict[str, BlockNode]]:  # noqa: ANN401
    parent = context.template.engine.get_template(name)
    first = next((node for node in parent.nodelist if not isinstance(node, TextNode)), None)
    if first is None or isinstance(first, ExtendsNode):
        return parent, {}
    return parent, {block.name: block for block in parent.nodelist.get_nodes_by_type(BlockNode)}
