"""The addresses of the house; the language comes first, Arabic without prefix."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from tadafor.house.health import healthz
from tadafor.people.views import openid, openid_back, sign_in, sign_out

# A room adds its own line; addresses of a territory stand last, since a slug matches any word.
urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    # A provider knows one address to come back to, whatever the language.
    path("account/oidc/<str:provider_id>/login/", openid, name="openid_connect_login"),
    path("account/oidc/<str:provider_id>/back/", openid_back, name="openid_connect_callback"),
    *i18n_patterns(
        path("", include("tadafor.ui.urls")),
        path("account/notices/", include("tadafor.notifications.urls")),
        path("account/2fa/", include("allauth.mfa.urls")),
        path("account/login/", sign_in, name="account_login"),  # the name by which allauth asks for it
        path("account/logout/", sign_out, name="account_logout"),
        path("", include("tadafor.people.urls")),
        path("", include("tadafor.associations.urls")),
        path("programme/", include("tadafor.programme.urls")),
        path("<str:territory>/councils/", include("tadafor.councils.urls")),
        path("<str:territory>/commitments/", include("tadafor.commitments.urls")),
        path("<str:territory>/finances/", include("tadafor.finances.urls")),
        path("<str:territory>/consultations/", include("tadafor.consultations.urls")),
        path("<str:territory>/budgets/", include("tadafor.budgets.urls")),
        path("<str:territory>/petitions/", include("tadafor.petitions.urls")),
        path("<str:territory>/meetings/", include("tadafor.meetings.urls")),
        path("<str:territory>/suggestions/", include("tadafor.suggestions.urls")),
        path("<str:territory>/surveys/", include("tadafor.surveys.urls")),
        path("<str:territory>/moderation/", include("tadafor.moderation.urls")),
        path("<str:territory>/translations/", include("tadafor.translations.urls")),
        path("<str:territory>/traces/", include("tadafor.traces.urls")),
        path("<str:territory>/documents/", include("tadafor.documents.urls")),
        path("<str:territory>/desk/", include("tadafor.desk.urls")),
        path("", include("tadafor.home.urls")),
        path("", include("tadafor.audit.urls")),
        path("", include("tadafor.territories.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "tadafor.ui.errors.bad_request"
