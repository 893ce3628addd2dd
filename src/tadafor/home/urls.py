"""The first pages; a territory's own stand last in the house, since a slug matches any word."""

from django.urls import path

from tadafor.home import views

app_name = "home"

urlpatterns = [
    path("", views.front, name="front"),
    path("search/", views.search, name="search"),
    path("search/places/", views.places, name="places"),
    path("search/places/<str:code>/", views.region, name="region"),
    path("<str:territory>/", views.territory, name="territory"),
    path("<str:territory>/search/", views.search, name="territory_search"),
    path("<str:territory>/feed/", views.feed, name="feed"),
    path("<str:territory>/owed/", views.owed, name="owed"),
    path("<str:territory>/owed/owed.ics", views.owed_calendar, name="owed_calendar"),
    path("<str:territory>/owed/owed.json", views.owed_data, name="owed_data"),
    path("<str:territory>/owed/week.pdf", views.owed_sheet, name="owed_sheet"),
]
