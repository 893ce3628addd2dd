"""The addresses of meetings, under ``/{territory}/meetings/``."""

from django.urls import path

from tadafor.meetings.desk import organising
from tadafor.meetings.views import reading, registering

app_name = "meetings"

_one = "<str:code>/"
_desk = "desk/<str:code>/"
urlpatterns = [
    path("", reading.index, name="index"),
    path("desk/", organising.index, name="desk"),
    path("desk/new/", organising.new, name="desk_new"),
    path(_desk, organising.overview, name="desk_overview"),
    path(f"{_desk}change/", organising.change, name="desk_change"),
    path(f"{_desk}announce/", organising.announce, name="desk_announce"),
    path(f"{_desk}cancel/", organising.cancel, name="desk_cancel"),
    path(f"{_desk}registrations/", organising.registrations, name="desk_registrations"),
    path(f"{_desk}registrations/new/", organising.register_other, name="desk_register"),
    path(f"{_desk}poster.pdf", organising.poster, name="desk_poster"),
    path(_one, reading.meeting, name="meeting"),
    path(f"{_one}meeting.ics", reading.calendar, name="calendar"),
    path(f"{_one}register/", registering.register, name="register"),
    path(f"{_one}ticket/", registering.ticket, name="ticket"),
    path(f"{_one}give-up/", registering.give_up, name="give_up"),
    path(f"{_one}follow/", registering.follow, name="follow"),
]
