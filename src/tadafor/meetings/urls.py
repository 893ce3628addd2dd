"""The addresses of meetings, under ``/{territory}/meetings/``."""

from django.urls import path

from tadafor.meetings.desk import door, minutes, organising, room
from tadafor.meetings.desk import live as facilitator
from tadafor.meetings.views import data, live, reading, registering

app_name = "meetings"

_one = "<str:code>/"
_desk = "desk/<str:code>/"
urlpatterns = [
    path("", reading.index, name="index"),
    path("figures/", reading.figures, name="figures"),
    path("meetings.csv", data.as_csv, name="data_csv"),
    path("meetings.json", data.as_json, name="data_json"),
    path("series/<int:key>/", reading.series, name="series"),
    path("desk/", organising.index, name="desk"),
    path("desk/new/", organising.new, name="desk_new"),
    path(_desk, organising.overview, name="desk_overview"),
    path(f"{_desk}change/", organising.change, name="desk_change"),
    path(f"{_desk}announce/", organising.announce, name="desk_announce"),
    path(f"{_desk}cancel/", organising.cancel, name="desk_cancel"),
    path(f"{_desk}registrations/", organising.registrations, name="desk_registrations"),
    path(f"{_desk}registrations/new/", organising.register_other, name="desk_register"),
    path(f"{_desk}poster.pdf", organising.poster, name="desk_poster"),
    path(f"{_desk}door/", door.door, name="desk_door"),
    path(f"{_desk}door/worker.js", door.worker, name="desk_door_worker"),
    path(f"{_desk}door/<int:arrival>/undo/", door.undo, name="desk_undo"),
    path(f"{_desk}present/", door.present, name="desk_present"),
    path(f"{_desk}present/consents/", door.consents, name="desk_consents"),
    path(f"{_desk}close/", door.close_list, name="desk_close"),
    path(f"{_desk}counts/", door.counts, name="desk_counts"),
    path(f"{_desk}sheets.pdf", door.sheets, name="desk_sheets"),
    path(f"{_desk}agenda/", room.agenda, name="desk_agenda"),
    path(f"{_desk}cards/", room.cards, name="desk_cards"),
    path(f"{_desk}cards/worker.js", room.worker, name="desk_cards_worker"),
    path(f"{_desk}cards/<int:number>/back/", room.take_back, name="desk_take_back"),
    path(f"{_desk}cards/<int:number>/carry/", room.carry, name="desk_carry"),
    path(f"{_desk}documents/", room.document, name="desk_document"),
    path(f"{_desk}photos/", room.photos, name="desk_photos"),
    path(f"{_desk}room/", facilitator.room, name="desk_room"),
    path(f"{_desk}room/open/", facilitator.open_room, name="desk_room_open"),
    path(f"{_desk}room/close/", facilitator.close_room, name="desk_room_close"),
    path(f"{_desk}room/ask/", facilitator.write_question, name="desk_room_ask"),
    path(f"{_desk}room/questions/<int:number>/", facilitator.question, name="desk_question"),
    path(f"{_desk}room/votes/new/", facilitator.new_vote, name="desk_vote_new"),
    path(f"{_desk}room/votes/<int:number>/", facilitator.vote, name="desk_vote"),
    path(f"{_desk}room/projector/", facilitator.projector, name="desk_projector"),
    path(f"{_desk}room/feedback/", facilitator.feedback, name="desk_feedback"),
    path(f"{_desk}minutes/", minutes.minutes, name="desk_minutes"),
    path(f"{_desk}minutes/write/", minutes.write, name="desk_write_minutes"),
    path(f"{_desk}minutes/submit/", minutes.submit, name="desk_submit_minutes"),
    path(f"{_desk}minutes/publish/", minutes.publish, name="desk_publish_minutes"),
    path(f"{_desk}minutes/back/", minutes.send_back, name="desk_send_back"),
    path(f"{_desk}follow-ups/<int:position>/", minutes.settle, name="desk_settle"),
    path(_one, reading.meeting, name="meeting"),
    path(f"{_one}meeting.ics", reading.calendar, name="calendar"),
    path(f"{_one}cards/", reading.cards, name="cards"),
    path(f"{_one}cards/<int:number>/", reading.card, name="card"),
    path(f"{_one}minutes.pdf", reading.minutes_pdf, name="minutes_pdf"),
    path(f"{_one}room/", live.room, name="room"),
    path(f"{_one}room/join/", live.join, name="room_join"),
    path(f"{_one}room/ask/", live.ask, name="ask"),
    path(f"{_one}room/questions/<int:number>/support/", live.support, name="support"),
    path(f"{_one}room/votes/<int:number>/", live.vote, name="vote"),
    path(f"{_one}feedback/", live.feedback, name="feedback"),
    path(f"{_one}register/", registering.register, name="register"),
    path(f"{_one}ticket/", registering.ticket, name="ticket"),
    path(f"{_one}give-up/", registering.give_up, name="give_up"),
    path(f"{_one}follow/", registering.follow, name="follow"),
]
