"""Suggestions (فضاء الاقتراحات والملاحظات): what people tell their commune, and the reply it owes them.

Words: a *suggestion* is of one of three kinds (remark, suggestion, complaint); it has a public *number* and a
*secret* of ten characters that opens its *file* without an account; its *category* and its place choose the
*service*, whose *agents* reply; a *promise* says in how many days, by law or by the commune's word; each
*step* has its state and its reason; others *back* it; a complaint is *handed* to the national service.

Read ``rules`` (writing, delay, path), then ``models``, ``queries``, ``actions``, then the pages. In prose:
``docs/rules/suggestions.md``.
"""
