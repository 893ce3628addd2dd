"""The addresses of associations, under ``/{territory}/associations/``."""

from django.urls import path

from tadafor.associations import desk

app_name = "associations"

urlpatterns = [
    path("desk/", desk.index, name="desk"),
    path("desk/register/", desk.register, name="desk_register"),
    path("desk/<int:association_id>/mandate/", desk.give_mandate, name="desk_mandate"),
]
