"""The settings of the tests: their own database beside the others, nothing slow that is not looked at."""

import os

from tadafor.house.database_settings import django_databases
from tadafor.house.environment import BASE_DIR
from tadafor.house.settings import *  # noqa: F403

# Two workers that load the demonstration at once each keep their own shares, keys and files.
VAR_DIR = BASE_DIR / "var" / "test" / os.environ.get("PYTEST_XDIST_WORKER", "alone")
MEDIA_ROOT = VAR_DIR / "media"
STATIC_ROOT = VAR_DIR / "static"
TADAFOR_KEYS_DIR = VAR_DIR / "keys"
DATABASES = django_databases(BASE_DIR / "var" / "pg-test", os.environ.get("DATABASE_URL"))
SECRET_KEY = "only-for-tests"  # noqa: S105 -- guards nothing
PUBLIC_ADDRESS = "http://testserver"
DEBUG = False
TADAFOR_DEMONSTRATION = False  # even where make run left its own
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1", ".example"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TADAFOR_REMEMBERED_SECONDS = 0  # the tests that look at it say how long
