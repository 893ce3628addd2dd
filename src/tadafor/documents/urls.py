"""Addresses of documents."""

from django.urls import path

from tadafor.documents import views
from tadafor.documents.views import sounds

app_name = "documents"
urlpatterns = [
    path("sounds/<str:code>/<str:mark>.mp3", sounds.listen, name="sound"),
    path("<str:code>/", views.page, name="page"),
    path("<str:code>/title/", views.describe, name="describe"),
    path("<str:code>/remove/", views.remove, name="remove"),
    path("<str:code>/<str:mark>/<str:name>", views.read, name="read"),
]
