"""Addresses of versions in other languages, under ``/{territory}/translations/``."""

from django.urls import path

from tadafor.translations import desk

app_name = "translations"
_one = "<str:thing>/<str:language>/"
urlpatterns = [
    path("", desk.index, name="index"),
    path(_one, desk.work, name="work"),
    path(f"{_one}approve/", desk.approve, name="approve"),
    path(f"{_one}pieces/<str:group>/", desk.write, name="write"),
    path(f"{_one}pieces/<str:group>/withdraw/", desk.withdraw, name="withdraw"),
]
