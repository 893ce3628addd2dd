"""The look of the house: base pages, components, styles, fonts, icons, languages. Knows no room.

Every component can be seen at ``/ui/``. Read in this order: ``languages``, ``middleware``, ``context`` (the
frame), ``formatting``, ``components`` (values given to tags), ``templatetags/ui``, ``fields``, ``charts``,
``errors``. Tools: ``messages`` (catalogues), ``fonts``, ``icons``.

Pages: ``{% extends "ui/base.html" %}`` (staff: ``"ui/desk.html"``; what a whole room reads on its screen:
``"ui/wall.html"``, block main alone, with wall-columns, wall-code and wall-word), with the blocks
    title, head, crumbs, main, foot_links
    aside           write ``<aside class="aside">…</aside>`` in it: second column on a desktop
    wide            instead of main and aside
    banner          the whole width, above the page
    main_language   ``lang`` and ``dir`` of main, when the page is really in Tamazight
    htmx            ``{% include "ui/htmx.html" %}``, only where it is used
Every template has ``frame`` (``context.Frame``): territory, actor, language, home, search, sign_in, offices…

Filters: ``{% load ui %}``
    word            label of an enum member
    number, number:2, percent, dirhams
    day             29 نونبر 2026; short_day without the year; moment with the hour; machine for datetime=""
    ltr             codes, phones, addresses
    linebreaks_safe, with_links   what people typed
    tongue          ``<h1{{ title|tongue }}>``: lang and dir, where its words are in another language
    spoken          marks words that fell back to Arabic inside a page of another language

Tags: arguments after | are optional. Tones: green saffron terracotta plain.
    {% icon "name" | size="large|huge" label %}                  names in ``icons.NAMES``, said
                                as in French: ``arrow-right`` goes forward, and turns in Arabic
    {% stepper steps | label %}             ``components.Step(title, state, when, who, href)``
    {% clock until | tone before %}                              prints the date it ends
    {% time value | form="day|moment|short_day" %}
    {% badge text | tone icon %}
    {% card title href | kind icon tone until badge text place value total words
            action action_icon action_href button %}             inside ``<div class="cards">``
    {% figure value label | unit tone href note %}               inside ``<dl class="figures">``
    {% notice | tone="info|success|warning|danger" title icon %}…{% endnotice %}
    {% answer | verdict by when tone %}…{% endanswer %}          official answer, inside its contribution
    {% more title | is_open %}…{% endmore %}                     opens without a script
    {% redline pieces %}                                         pieces: (same|ins|del, text)
    {% byline name | meta when tag tag_tone tone href %}         first in ``<article class="contribution">``
    {% avatar name | tone %}
    {% crumbs label href label href … label %}
    {% tabs items | label %}                                     ``components.Tab``
    {% pagination page | parameter="page" %}  {% stretch page %} (a long list, kernel.pages.stretch_of)
    {% empty title | text icon action href action_icon %}
    {% form_errors form %}  {% field form.x | icon %}  {% fields form %}      widgets in ``ui.widgets``
                            a form's ``unmarked``: names not marked optional, since they are needed one day
    {% button label | icon tone="main|second|quiet|danger" name value refused %}   sends a form
    {% action label href | icon tone refused %}                  a link as a button; refused: why not
    {% data_table headers rows | caption %}
    {% facts pairs %}
    {% progress value total | words tone %}
    {% bars rows title | unit %}  {% stacked parts title | unit %}   ``components.Bar`` or (label, value)
    {% matrix columns rows title | corner %}                     rows: (label, ``components.Cell`` each)
    {% map title places | quarters %}       ``maps.Place``, ``maps.Quarter``; drawn here; a list says the same
    {% symbol name colour | size="large" %}  what a project is known by without reading: ``symbols``
    {% listen | target="main" recording %}
    {% player address label seconds size | key %}    says its length and weight before it is fetched
    {% qr text label %}
    {% print_header | title code %}
    {% language_links %}
    {% beside trace_id %}                    what another room asks on this page: ``kernel.beside``

Forms: ``<form method="post" data-draft>`` keeps what is typed in this device until it is sent; never for
ballots, identity numbers or anonymous answers (leave it out, or ``data-no-draft`` on one field). The form of
sign-out carries ``data-sign-out`` (drafts die). Every form is guarded against a double click. A form that
goes on without a network: ``ui.queue``.

Classes: a card of your own is ``<article class="card tone-green">`` with card-top, card-title, card-text,
card-foot (the foot keeps buttons on one line); a contribution is ``<article class="contribution">`` with
``{% byline %}``, contribution-text, ``{% answer %}``, contribution-foot. Also: lead, meta, prose (the text of
an article), article and article-number, stack (space between), row (side by side), cards, figures, list
(hairlines), heading (a title and an action), panel, buttons (several side by side), table-wrap and table,
compare (two texts beside each other), count, heard (screen readers only), no-print, print-only.
"""
