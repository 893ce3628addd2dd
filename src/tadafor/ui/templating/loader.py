"""Where Django asks for templates and for the widgets of forms."""

from functools import cached_property
from pathlib import Path
from typing import Any

from django.forms import renderers
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.template import Origin, Template
from django.template.backends.django import DjangoTemplates as Backend
from django.template.loaders import cached

from tadafor.ui import controls
from tadafor.ui.templating.prepared import Prepared, prepare


class Loader(cached.Loader):
    """Keeps templates as Django does, prepared."""

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        """Return a template, prepared the first time it is read."""
        found = super().get_template(template_name, skip)
        if not isinstance(found.nodelist, Prepared):
            found.nodelist = prepare(found.nodelist)
        return found


class FormRenderer(DjangoTemplates):
    """Draws the widgets of forms in one step, or from prepared templates too."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Draw a widget, or another part of a form, as Django does."""
        made = controls.drawn(template_name, context)
        return super().render(template_name, context, request) if made is None else made

    @cached_property
    def engine(self) -> Backend:
        """The widgets of Django, then those of the rooms and of the parts."""
        folder = str(Path(renderers.__file__).parent / "templates")
        sources = [
            ("django.template.loaders.filesystem.Loader", [folder]),
            "django.template.loaders.app_directories.Loader",
        ]
        options = {"loaders": [("tadafor.ui.templating.loader.Loader", sources)]}
        return Backend({"APP_DIRS": False, "DIRS": [], "NAME": "forms", "OPTIONS": options})
