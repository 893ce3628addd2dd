"""The addresses of the consultation space, under ``/{territory}/consultations/``."""

from django.urls import path

from tadafor.consultations.views import contributing, reading

app_name = "consultations"

_one = "<str:slug>/contributions/<int:number>/"
urlpatterns = [
    path("", reading.index, name="index"),
    path("<str:slug>/", reading.consultation, name="consultation"),
    path("<str:slug>/follow/", contributing.follow, name="follow"),
    path("<str:slug>/alike/", contributing.alike, name="alike"),
    path("<str:slug>/articles/<str:key>/", reading.article, name="article"),
    path("<str:slug>/articles/<str:key>/contributions/", reading.contributions, name="article_contributions"),
    path("<str:slug>/articles/<str:key>/<str:kind>/", contributing.contribute, name="contribute_article"),
    path("<str:slug>/contribute/<str:kind>/", contributing.contribute, name="contribute"),
    path("<str:slug>/contributions/", reading.contributions, name="contributions"),
    path(_one, reading.contribution, name="contribution"),
    path(f"{_one}support/", contributing.support, name="support"),
    path(f"{_one}withdraw/", contributing.withdraw, name="withdraw"),
    path(f"{_one}reply/", contributing.reply, name="reply"),
    path("<str:slug>/versions/<int:number>/", reading.version, name="version"),
    path("<str:slug>/versions/<int:older>/<int:newer>/", reading.difference, name="difference"),
]
