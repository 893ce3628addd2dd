"""The addresses of the citizens' budget, under ``/{territory}/finances/``."""

from django.urls import path

from tadafor.finances import desk, views

app_name = "finances"

_version = "desk/<int:year>/<int:version>/"
urlpatterns = [
    path("", views.index, name="index"),
    path("desk/", desk.index, name="desk"),
    path("desk/new/", desk.new, name="desk_new"),
    path("desk/budget.xlsx", desk.template, name="desk_template"),
    path(_version, desk.version, name="desk_version"),
    path(f"{_version}publish/", desk.publish, name="desk_publish"),
    path(f"{_version}discard/", desk.discard, name="desk_discard"),
    path("<int:year>/", views.year, name="year"),
    path("<int:year>/budget.pdf", views.paper, name="paper"),
    path("<int:year>/budget.csv", views.as_csv, name="csv"),
    path("<int:year>/budget.json", views.as_json, name="json"),
]
