"""The settings of an installation, read from the environment; nothing is started here."""

import os
import re
from pathlib import Path
from typing import Any

from django.urls import reverse_lazy

from tadafor.house import layers
from tadafor.house.database_settings import django_databases
from tadafor.house.environment import BASE_DIR, flag, listed, number, openid_apps, secret, var_dir
from tadafor.ui import languages

VAR_DIR = var_dir()

# ---- what kind of installation this is
TADAFOR_DEMONSTRATION = flag("TADAFOR_DEMONSTRATION", default=(VAR_DIR / "demonstration").exists())
DEBUG = flag("DEBUG", default=False)
SECRET_KEY = secret("SECRET_KEY", VAR_DIR / "secret-key")
TADAFOR_KEYS_DIR = Path(os.environ.get("TADAFOR_KEYS", VAR_DIR / "keys"))
ALLOWED_HOSTS = listed("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
HTTPS = flag("HTTPS", default=False)
PUBLIC_ADDRESS = os.environ.get("PUBLIC_ADDRESS", "http://127.0.0.1:8000")

# ---- the rooms, top to bottom
ROOMS = [
    "home",
    "desk",
    "programme",
    "councils",
    "commitments",
    "finances",
    "consultations",
    "petitions",
    "suggestions",
    "associations",
    "budgets",
    "surveys",
    "meetings",
    "moderation",
    "documents",
    "notifications",
    "translations",
    "traces",
    "people",
    "territories",
    "audit",
    "ui",
]
INSTALLED_APPS = [
    *(f"tadafor.{room}" for room in ROOMS if (BASE_DIR / "src/tadafor" / room / "__init__.py").exists()),
    "tadafor.house",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
]
MIDDLEWARE = [
    "tadafor.house.middleware.GivenAgain",
    "tadafor.house.middleware.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "tadafor.ui.middleware.PathLanguage",
    "tadafor.house.middleware.BodyLimit",
    "tadafor.house.middleware.NoNullByte",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "tadafor.house.middleware.SameOrigin",
    "tadafor.territories.middleware.TerritoryOfTheAddress",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tadafor.people.middleware.ActorOfTheRequest",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TADAFOR_CROWD_MIDDLEWARE = layers.of_a_crowd(MIDDLEWARE)
ROOT_URLCONF = "tadafor.house.urls"
WSGI_APPLICATION = "tadafor.house.wsgi.handler"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "tadafor.ui.templating.loader.Loader",
                    ["django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "tadafor.ui.context.frame",
            ],
        },
    }
]
FORM_RENDERER = "tadafor.ui.templating.loader.FormRenderer"

# ---- what the rooms offer to the pages on top (kernel.openings, kernel.awaiting); a room adds its lines
TADAFOR_OPENINGS = [
    "tadafor.consultations.queries.openings",
    "tadafor.budgets.queries.offers.openings",
    "tadafor.petitions.queries.openings",
    "tadafor.surveys.queries.offers.openings",
    "tadafor.meetings.queries.openings",
]
TADAFOR_OUTCOMES = [
    "tadafor.consultations.queries.outcomes",
    "tadafor.petitions.queries.outcomes",
]
TADAFOR_NEWS = ["tadafor.councils.queries.news", "tadafor.suggestions.queries.news"]
TADAFOR_FIGURES = ["tadafor.consultations.queries.figures", "tadafor.petitions.queries.figures"]
TADAFOR_FOUND = [
    "tadafor.consultations.queries.found",
    "tadafor.budgets.queries.offers.found",
    "tadafor.petitions.queries.found",
    "tadafor.surveys.queries.offers.found",
    "tadafor.meetings.queries.found",
    "tadafor.suggestions.queries.found",
    "tadafor.commitments.queries.offers.found",
    "tadafor.associations.queries.found",
]
TADAFOR_AWAITING = [
    "tadafor.consultations.queries.awaiting",
    "tadafor.surveys.queries.offers.awaiting",
    "tadafor.budgets.queries.offers.awaiting",
    "tadafor.petitions.queries.awaiting",
    "tadafor.meetings.queries.awaiting",
    "tadafor.suggestions.queries.awaiting",
    "tadafor.commitments.queries.offers.awaiting",
    "tadafor.moderation.queries.awaiting",
    "tadafor.associations.queries.awaiting",
    "tadafor.people.queries.awaiting",
    "tadafor.councils.queries.awaiting",
    "tadafor.translations.queries.awaiting",
]

# What is counted across territories (kernel.measures); a room adds its line.
TADAFOR_MEASURES = [
    "tadafor.consultations.queries.measured.measures",
    "tadafor.petitions.queries.measured.measures",
    "tadafor.suggestions.queries.measured.measures",
    "tadafor.budgets.queries.measured.measures",
    "tadafor.meetings.queries.measured.measures",
    "tadafor.councils.queries.measured.measures",
]

# What a territory owes and by when (kernel.owing); a room adds its line.
TADAFOR_OWED = [
    "tadafor.consultations.queries.owing.owed",
    "tadafor.petitions.queries.owing.owed",
    "tadafor.suggestions.queries.owing.owed",
    "tadafor.budgets.queries.owing.owed",
    "tadafor.surveys.queries.owing.owed",
    "tadafor.meetings.queries.owing.owed",
    "tadafor.councils.queries.owing.owed",
    "tadafor.commitments.queries.owing.owed",
    "tadafor.moderation.queries.owing.owed",
]

# What may be said in other languages (translations.rules.Work); a room adds its line.
TADAFOR_WORKS = [
    "tadafor.consultations.queries.works",
    "tadafor.councils.queries.works",
    "tadafor.petitions.queries.works",
    "tadafor.meetings.queries.works",
    "tadafor.surveys.queries.works",
    "tadafor.suggestions.queries.works",
    "tadafor.budgets.queries.works",
    "tadafor.commitments.queries.works",
    "tadafor.finances.queries.works",
    "tadafor.documents.queries.works",
]

# What titles say in other languages, where only their words are known (kernel.titles).
TADAFOR_TITLES = ["tadafor.translations.queries.titles_in_language"]

# What a room asks on a page of another (kernel.beside, the tag ``beside``); a room adds its line.
# What is laid before the council in a session, for the session's file (kernel.papers).
TADAFOR_SESSION_PAPERS = ["tadafor.commitments.queries.session_papers"]
TADAFOR_BESIDE = ["tadafor.surveys.queries.offers.beside"]

# ---- the rooms as the frame of every page names them: room, address, label (said in ui.context), icon
TADAFOR_ROOMS = [
    ("home", "home:territory", "الرئيسية", "house"),
    ("consultations", "consultations:index", "فضاء التشاور", "messages-square"),
    ("suggestions", "suggestions:index", "اقتراحات وملاحظات", "message-square-plus"),
    ("budgets", "budgets:index", "الميزانية التشاركية", "coins"),
    ("surveys", "surveys:index", "الاستشارة الرقمية", "list-checks"),
    ("petitions", "petitions:index", "العرائض", "file-pen-line"),
    ("meetings", "meetings:index", "اللقاءات", "calendar-days"),
    ("associations", "associations:index", "الجمعيات والفاعلون", "users"),
    ("councils", "councils:index", "المجالس والهيئات", "landmark"),
    ("commitments", "commitments:index", "تتبع الالتزامات", "list-checks"),
    ("finances", "finances:index", "ميزانية المواطن", "coins"),
    ("territories", "territories:offices", "المكاتب", "map-pin"),
]
TADAFOR_DESKS = [
    ("desk", "desk:today", "مكتبي اليوم", "clipboard-list"),
    ("consultations", "consultations:desk", "التشاور", "messages-square"),
    ("suggestions", "suggestions:desk", "اقتراحات وملاحظات", "inbox"),
    ("budgets", "budgets:desk", "الميزانية التشاركية", "coins"),
    ("surveys", "surveys:desk", "الاستشارة الرقمية", "list-checks"),
    ("councils", "councils:desk", "المجالس والهيئات", "landmark"),
    ("commitments", "commitments:desk", "تتبع الالتزامات", "list-checks"),
    ("finances", "finances:desk", "ميزانية المواطن", "coins"),
    ("petitions", "petitions:desk", "العرائض", "file-pen-line"),
    ("meetings", "meetings:desk", "اللقاءات", "calendar-days"),
    ("petitions", "petitions:desk_law", "قواعد العرائض", "scale"),
    ("translations", "translations:index", "النسخ اللغوية", "globe"),
    ("moderation", "moderation:queue", "الإشراف على المحتوى", "shield-check"),
    ("people", "people:links", "تأكيد الصلة بالجماعة", "user-check"),
    ("associations", "associations:desk", "الجمعيات والفاعلون", "users"),
    ("people", "people:staff", "الأدوار", "key-round"),
    ("territories", "territories:overview", "الإعدادات", "settings"),
    ("audit", "audit:heads", "سجل الأعمال", "scroll-text"),
]

# ---- data
DATABASES = django_databases(VAR_DIR / "database", os.environ.get("DATABASE_URL"))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Only second factors use it, to count tries and refuse a code used before, in all the processes together.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "people_cache"}}
# What a visitor's page was a moment ago is given again for so long (kernel.lately); 0 remembers nothing.
TADAFOR_REMEMBERED_SECONDS = number("REMEMBERED_SECONDS", default=1)
# What a whole town sends in the same second waits for others, not for a place (decision 0022).
TADAFOR_CROWDED = re.compile(r"^/(?:[a-z]{2,3}/)?[^/]+/petitions/[^/]+/sign/(?:code/)?$")
MEDIA_ROOT = VAR_DIR / "media"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = ["tadafor.documents.adapter.CappedUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 20
TADAFOR_LARGEST_BODY = number("LARGEST_UPLOAD_MB", default=25) * 1024 * 1024

# ---- background jobs: a worker silent for 15 seconds is gone, and its job starts again
PROCRASTINATE_WORKER_DEFAULTS: dict[str, Any] = {
    "update_heartbeat_interval": 5,
    "stalled_worker_timeout": 15,
    "delete_jobs": "successful",
}

# ---- backups: each night, when a folder is named
BACKUP_FOLDER = os.environ.get("BACKUP_FOLDER")
BACKUPS_KEPT = number("BACKUPS_KEPT", default=14)

# ---- languages: Arabic without prefix, then French and Tamazight
languages.register()
LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", "العربية"), ("fr", "Français"), ("zgh", "ⵜⴰⵎⴰⵣⵉⵖⵜ")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Africa/Casablanca"
USE_THOUSAND_SEPARATOR = False
FORMAT_MODULE_PATH = ["tadafor.ui.formats"]

# ---- static files
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# ---- maps: drawn here; a server of tiles may lie under them, «https://tiles.example/{z}/{x}/{y}.png»
TADAFOR_TILES = os.environ.get("TADAFOR_TILES", "")
TADAFOR_TILES_CREDIT = os.environ.get("TADAFOR_TILES_CREDIT", "© OpenStreetMap")

# ---- sessions and requests
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = number("SESSION_HOURS", default=12) * 3600
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = ["^healthz$"]  # asked from beside, without HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("BEHIND_PROXY", default=False) else None
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = ["security.W003", "security.W004", "security.W008", "security.W005", "security.W021"]
LOGIN_URL = reverse_lazy("people:sign_in")

# ---- accounts: our own one-time codes; allauth for second factors and OpenID Connect (docs/decisions/0010)
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_REDIRECT_URL = reverse_lazy("people:account")
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "tadafor.people.adapter.AccountAdapter"
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key"}  # a workshop shares one address: tries count by account
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if flag("BEHIND_PROXY", default=False) else 0
MFA_ADAPTER = "tadafor.people.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "activate_totp": "tadafor.people.forms.CodeOfApplicationForm",
    "authenticate": "tadafor.people.forms.SecondFactorForm",
    "reauthenticate": "tadafor.people.forms.SecondFactorAgainForm",
    "add_webauthn": "tadafor.people.forms.PasskeyForm",
    "edit_webauthn": "tadafor.people.forms.PasskeyNameForm",
}
MFA_TOTP_TOLERANCE = 1  # the clock of a cheap phone may be half a minute off
MFA_TOTP_ISSUER = "Tadafor"
MESSAGE_TAGS = {40: "danger"}  # an error of django.contrib.messages, in the tones of ui
SOCIALACCOUNT_ADAPTER = "tadafor.people.adapter.IdentityAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # only the signed-in reach it, and it opens no account
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
# The national identity provider, when an installation has one; acr says how surely it knows somebody.
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {"openid_connect": {"APPS": openid_apps()}}
TADAFOR_OPENID_LEVELS = listed("OPENID_LEVELS", default=["substantial", "high"])
TADAFOR_OPENID_PRIVATE = flag("OPENID_PRIVATE", default=False)  # one may stand in its own network
TADAFOR_OPENID_PLACE = os.environ.get("OPENID_PLACE_CLAIM", "commune")
TADAFOR_PHONE_REGIONS = listed("PHONE_REGIONS", default=["MA"])
TADAFOR_HELD_DATA = [
    "tadafor.people.queries.held_data",
    "tadafor.notifications.queries.held_data",
    "tadafor.traces.queries.held_data",
    "tadafor.translations.queries.held_data",
    "tadafor.documents.queries.held_data",
    "tadafor.moderation.queries.held_data",
    "tadafor.associations.queries.held_data",
    "tadafor.councils.queries.held_data",
    "tadafor.consultations.queries.held_data",
    "tadafor.petitions.queries.held_data",
    "tadafor.surveys.queries.offers.held_data",
    "tadafor.meetings.queries.held_data",
    "tadafor.suggestions.queries.held_data",
    "tadafor.commitments.queries.offers.held_data",
    "tadafor.budgets.queries.offers.held_data",
]
# What a person did, and what they follow, for their own page (kernel.deeds); a room adds its line.
TADAFOR_DEEDS = [
    "tadafor.consultations.queries.deeds.deeds",
    "tadafor.petitions.queries.deeds.deeds",
    "tadafor.meetings.queries.deeds",
    "tadafor.suggestions.queries.deeds",
    "tadafor.commitments.queries.offers.deeds",
    "tadafor.budgets.queries.offers.deeds",
    "tadafor.associations.queries.deeds.deeds",
    "tadafor.councils.queries.deeds.deeds",
    "tadafor.traces.queries.deeds",
    "tadafor.moderation.queries.deeds.deeds",
]
TADAFOR_FOLLOWED = ["tadafor.traces.queries.followed"]
# For whom a person speaks is read with the person, in the same query; both end with the account.
TADAFOR_MANDATES = "tadafor.associations.queries.mandates_held"
TADAFOR_CLOSING = [
    "tadafor.associations.actions.end_with_account",
    "tadafor.councils.actions.leave_with_account",
]

# ---- messages out
TADAFOR_GATEWAY = os.environ.get("TADAFOR_GATEWAY", "tadafor.people.adapter.ConsoleGateway")
# A demonstration writes to nobody: its letters are read on its page of messages.
_POST = "dummy" if TADAFOR_DEMONSTRATION else "console" if DEBUG else "smtp"
EMAIL_BACKEND = os.environ.get("EMAIL_BACKEND", f"django.core.mail.backends.{_POST}.EmailBackend")
EMAIL_TIMEOUT = number("EMAIL_TIMEOUT", default=20)
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = number("EMAIL_PORT", default=25)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS", default=False)
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "tadafor@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # A page that is not there, or a machine knocking with another host name, is not news.
        "django.request": {"level": "ERROR"},
        # Nor is a question or a form of more parts than any page has, which gets its page.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "django.security.DisallowedRedirect": {"level": "CRITICAL"},
        "django.security.RequestDataTooBig": {"level": "CRITICAL"},
        "django.security.TooManyFieldsSent": {"level": "CRITICAL"},
        "django.security.TooManyFilesSent": {"level": "CRITICAL"},
        "psycopg.pool": {"level": "ERROR"},  # the worker says by itself that the database is gone
    },
}
