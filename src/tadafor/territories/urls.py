"""Addresses of the ground."""

from django.urls import path

from tadafor.territories import views
from tadafor.territories.desk import calendar, offices, settings, shapes

app_name = "territories"
DESK = "<str:territory>/settings/desk"
urlpatterns = [
    path("<str:territory>/offices/", views.offices, name="offices"),
    path("<str:territory>/logo.png", views.logo, name="logo"),
    path(f"{DESK}/", settings.overview, name="overview"),
    path(f"{DESK}/settings/", settings.settings, name="settings"),
    path(f"{DESK}/logo/", settings.logo, name="change_logo"),
    path(f"{DESK}/neighbourhoods/", offices.neighbourhoods, name="neighbourhoods"),
    path(f"{DESK}/neighbourhoods/new/", offices.neighbourhood, name="add_neighbourhood"),
    path(f"{DESK}/neighbourhoods/shapes/", shapes.shapes, name="shapes"),
    path(f"{DESK}/neighbourhoods/shapes.geojson", shapes.shapes_file, name="shapes_file"),
    path(f"{DESK}/neighbourhoods/<int:neighbourhood>/shape/", shapes.remove_shape, name="remove_shape"),
    path(f"{DESK}/neighbourhoods/<int:neighbourhood>/", offices.neighbourhood, name="neighbourhood"),
    path(
        f"{DESK}/neighbourhoods/<int:neighbourhood>/retire/",
        offices.retire_neighbourhood,
        name="retire_neighbourhood",
    ),
    path(f"{DESK}/offices/", offices.offices, name="offices_desk"),
    path(f"{DESK}/offices/new/", offices.office, name="add_office"),
    path(f"{DESK}/offices/<int:office>/", offices.office, name="office"),
    path(f"{DESK}/offices/<int:office>/retire/", offices.retire_office, name="retire_office"),
    path(f"{DESK}/sessions/", calendar.sessions, name="sessions"),
    path(f"{DESK}/sessions/extraordinary/", calendar.extraordinary, name="extraordinary"),
    path(f"{DESK}/sessions/fix/<int:year>-<int:month>/", calendar.fix_session, name="fix_session"),
    path(f"{DESK}/sessions/<int:session>/", calendar.correct_session, name="session"),
    path(f"{DESK}/sessions/<int:session>/remove/", calendar.remove_session, name="remove_session"),
    path(f"{DESK}/days/", calendar.days, name="days"),
    path(f"{DESK}/days/close/", calendar.close_day, name="close_day"),
    path(f"{DESK}/days/work/<str:day>/", calendar.work_day, name="work_day"),
    path(f"{DESK}/days/<int:correction>/remove/", calendar.remove_correction, name="remove_correction"),
]
