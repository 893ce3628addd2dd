"""What the web server calls: the door, and Django behind it."""

import os
import sys
from importlib import import_module

import django
from django.conf import LazySettings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tadafor.house.settings")
django.setup(set_prefix=False)

from tadafor.house.answering import CrowdHandler, Handler  # noqa: E402
from tadafor.house.door import Door  # noqa: E402 -- Django comes first
from tadafor.kernel.leftovers import settle  # noqa: E402
from tadafor.ui.spoken import remember  # noqa: E402

handler = Handler()
application = Door(handler, CrowdHandler())
# The loop at the door gives the interpreter up at each look for news, and waits this long for its next turn.
sys.setswitchinterval(0.001)
# Some fifty settings are asked for in a request, and Django looks each time whether there are any yet.
LazySettings.__getattribute__ = object.__getattribute__  # type: ignore[method-assign]
import_module("tadafor.house.urls")  # every page, before the first reader asks
remember()
settle()
