"""The tags that say words: values, translations, addresses of files and pages."""

from copy import copy
from functools import lru_cache
from typing import Any

from django.template import Context
from django.template.base import TextNode, VariableNode
from django.template.defaulttags import URLNode
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.templatetags.static import StaticNode
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from tadafor.ui.templating.addresses import address
from tadafor.ui.templating.said import Draw, Said, Text
from tadafor.ui.templating.values import expression, is_constant, shown


def text(node: TextNode) -> Draw:
    return Text(node.s)


def variable(node: VariableNode) -> Draw:
    value = expression(node.filter_expression)
    return lambda context: shown(value(context), context)


def translate(node: TranslateNode) -> Draw | None:
    literal = getattr(node.filter_expression.var, "literal", None)
    constant = literal is not None and not node.filter_expression.filters
    if not constant or (node.message_context and not is_constant(node.message_context)):
        return None
    name, bare = node.asvar, copy(node)
    bare.asvar = None
    said = Said(lambda: str(bare.render(Context())))
    if name is None:
        return said

    def keep(context: Any) -> str:  # noqa: ANN401
        context.dicts[-1][name] = SafeString(said())
        return ""

    return keep


def static(node: StaticNode) -> Draw | None:
    if node.varname is not None or not is_constant(node.path):
        return None
    return Text(str(node.render(Context())))


def url(node: URLNode) -> Draw:
    name_of = expression(node.view_name)
    args = [expression(one) for one in node.args]
    kwargs = [(name, expression(one)) for name, one in node.kwargs.items()]
    keep = node.asvar

    def draw(context: Any) -> str:  # noqa: ANN401
        request = getattr(context, "request", None)
        app = getattr(request, "current_app", None) or getattr(
            getattr(request, "resolver_match", None), "namespace", None
        )
        given = [value(context) for value in args]
        try:
            found = address(name_of(context), given, {name: value(context) for name, value in kwargs}, app)
        except NoReverseMatch:
            if keep is None:
                raise
            found = ""
        if keep is None:
            return conditional_escape(found)
        context.dicts[-1][keep] = found
        return ""

    return draw


def block_translate(node: BlockTranslateNode) -> Draw | None:
    """The usual form: a sentence with values in it, in the singular or counted."""
    if node.message_context:
        return None
    singular, names = node.render_token_list(node.singular)
    plural, plural_names = node.render_token_list(node.plural) if node.plural else ("", [])
    names = list(dict.fromkeys([*names, *plural_names]))
    values = [(name, expression(value)) for name, value in node.extra_context.items()]
    count_of = expression(node.counter) if node.plural and node.countervar and node.counter else None
    keep, counted = node.asvar, str(node.countervar)
    count_only = count_of is not None and not values and set(names) <= {counted}

    @lru_cache(maxsize=2_000)
    def say(count: int, _language: str | None) -> str:
        return ngettext(singular, plural, count) % {name: str(count) for name in names}

    def draw(context: Any) -> str:  # noqa: ANN401
        if count_only and count_of and keep is None and type(count := count_of(context)) is int:
            return say(count, get_language())
        level = {name: value(context) for name, value in values}
        context.dicts.append(level)
        try:
            if count_of is None:
                sentence = gettext(singular)
            else:
                count = level[counted] = count_of(context)
                sentence = ngettext(singular, plural, count)
            said = sentence % {name: shown(context.get(name, ""), context) for name in names}
        finally:
            context.dicts.pop()
        if keep is None:
            return said
        context.dicts[-1][keep] = SafeString(said)
        return ""

    return draw
