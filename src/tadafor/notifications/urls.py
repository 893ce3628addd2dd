"""Under ``/account/notices/``."""

from django.urls import path

from tadafor.notifications import views

app_name = "notifications"

urlpatterns = [
    path("", views.index, name="index"),
    path("read/", views.read_all, name="read_all"),
    path("choose/", views.choose, name="choose"),
    path("stop/<str:token>/", views.stop, name="stop"),
    path("<slug:code>/", views.follow, name="follow"),
]
