"""Django's templates, drawn in fewer steps: the same language, the same pages, less than half the time.

Django asks each node of a template to draw itself, through a dozen calls for each value of each row. Here a
template is prepared once, when it is first read: what it always says is put together (once for each
language), and each value becomes one function. What is not known here is drawn by Django as before, and so is
everything where escaping is off or ``debug`` is on. ``tests/test_templating.py`` draws both ways and
compares.

Read ``values`` (variables, filters), ``said``, ``sentences`` and ``tags``, then ``prepared`` and ``loader``.
"""
