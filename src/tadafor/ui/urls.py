"""Addresses of the room itself."""

from django.urls import path

from tadafor.ui import views

app_name = "ui"
urlpatterns = [
    path("ui/", views.gallery, name="gallery"),
    path("accessibility/", views.accessibility, name="accessibility"),
]
