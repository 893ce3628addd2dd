"""Under ``/{territory}/desk/``."""

from django.urls import path

from tadafor.desk import views

app_name = "desk"

urlpatterns = [path("", views.today, name="today")]
