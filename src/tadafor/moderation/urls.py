"""Addresses of moderation."""

from django.urls import path

from tadafor.moderation import desk, views

app_name = "moderation"
urlpatterns = [
    path("", views.figures, name="figures"),
    path("traces/<str:code>/report/", views.report, name="report"),
    path("traces/<str:code>/replies/<int:number>/report/", views.report, name="report_reply"),
    path("traces/<str:code>/appeal/", views.appeal, name="appeal"),
    path("traces/<str:code>/replies/<int:number>/appeal/", views.appeal, name="appeal_reply"),
    path("desk/", desk.queue, name="queue"),
    path("desk/cases/<str:code>/", desk.decide, name="decide"),
    path("desk/traces/<str:code>/", desk.moderate, name="moderate"),
    path("desk/traces/<str:code>/replies/<int:number>/", desk.moderate, name="moderate_reply"),
    path("desk/appeals/", desk.appeals, name="appeals"),
    path("desk/appeals/<str:code>/", desk.decide_appeal, name="decide_appeal"),
]
