"""A template whose nodes are drawn in fewer steps; what is not known here is drawn by Django."""

from collections.abc import Callable
from typing import Any, cast

from django.template import Context
from django.template.base import Node, NodeList, TextNode, VariableNode
from django.template.defaulttags import ForNode, IfNode, URLNode, WithNode
from django.template.library import InclusionNode, SimpleBlockNode, SimpleNode
from django.template.loader_tags import ExtendsNode, IncludeNode
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.templatetags.static import StaticNode
from django.utils.safestring import SafeString

from tadafor.ui.templating import sentences, tags
from tadafor.ui.templating.said import Draw, joined


class Prepared(NodeList):
    """The nodes of a template or of a block, drawn in fewer steps."""

    def __init__(self, nodes: NodeList) -> None:
        super().__init__(nodes)
        self.contains_nontext = nodes.contains_nontext
        self._draw: Draw | None = None

    def render(self, context: Context) -> SafeString:
        """Draw every node; as Django would where text is not escaped, or while debugging."""
        if not context.autoescape or cast("Any", context.template).engine.debug:
            return super().render(context)
        return SafeString(self.drawn(context))

    def drawn(self, context: Context) -> str:
        if self._draw is None:
            self._draw = joined([_piece(node) for node in self])
        return self._draw(context)


def prepare(nodes: NodeList) -> Prepared:
    """Return ``nodes`` prepared, those inside them too."""
    if isinstance(nodes, Prepared):
        return nodes
    for node in nodes:
        if isinstance(node, IfNode):
            node.conditions_nodelists = [(asked, prepare(then)) for asked, then in node.conditions_nodelists]
            continue
        for name in (*node.child_nodelists, *(["nodelist"] if isinstance(node, SimpleBlockNode) else [])):
            inside = getattr(node, name, None)
            if isinstance(inside, NodeList):
                setattr(node, name, prepare(inside))
    return Prepared(nodes)


def _piece(node: Node) -> Draw:
    make = _MAKERS.get(type(node))
    made = make(node) if make else None
    return made or cast("Draw", node.render_annotated)


_MAKERS: dict[type[Node], Callable[[Any], Draw | None]] = {
    TextNode: sentences.text,
    VariableNode: sentences.variable,
    TranslateNode: sentences.translate,
    BlockTranslateNode: sentences.block_translate,
    StaticNode: sentences.static,
    IfNode: tags.draw_if,
    ForNode: tags.draw_for,
    WithNode: tags.draw_with,
    SimpleNode: tags.draw_simple,
    SimpleBlockNode: tags.draw_simple,
    InclusionNode: tags.draw_inclusion,
    IncludeNode: tags.draw_include,
    ExtendsNode: tags.draw_extends,
    URLNode: sentences.url,
}
