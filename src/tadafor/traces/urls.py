"""Addresses of traces."""

from django.urls import path

from tadafor.traces import views

app_name = "traces"
urlpatterns = [
    path("<str:code>/", views.story, name="story"),
    path("<str:code>/follow/", views.follow, name="follow"),
]
