"""What a web server calls."""

import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

from tadafor.kernel.leftovers import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tadafor.house.settings")
application = get_wsgi_application()
import_module("tadafor.house.urls")  # every page, before the first reader asks
settle()
