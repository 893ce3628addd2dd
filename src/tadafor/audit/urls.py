"""Addresses of the log."""

from django.urls import path

from tadafor.audit import views

app_name = "audit"
urlpatterns = [
    path("<str:territory>/audit/", views.heads, name="heads"),
    path("<str:territory>/audit/line/", views.line, name="line"),
    path("<str:territory>/audit/head.json", views.latest, name="latest"),
    path("<str:territory>/audit/hashes.json", views.hashes, name="hashes"),
    path("<str:territory>/audit/proof/<uuid:entry>.json", views.proof, name="proof"),
    path(
        "<str:territory>/audit/consistency/<int:first>-<int:second>.json",
        views.consistency,
        name="consistency",
    ),
]
